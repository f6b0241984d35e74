"""The total differential of a quantity: dz = ∂z/∂x dx + ∂z/∂y dy, where a problem asks for it."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading
from chainrule.document.results import answers
from chainrule.document.values import as_shown, rounded
from chainrule.syntax.asked.differentials import asks_differential
from chainrule.tree import ONE, ZERO, Tree, mul, neg, symbol, total

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.numeric import Evaluation


def differential_at(derivation: Derivation, found: Evaluation, there: Evaluation | None = None) -> Iterator[Block]:
    """Yield the differential in numbers, where a problem asks for it and gives those of all inputs: dz = 2 · 0.1 + 1 · (−0.2) = 0.

    ``there`` are the numbers right beside the point.
    """
    from chainrule.numeric.program import value_of

    problem, names = derivation.graph.problem, derivation.wrt
    given = problem.values_for(names[0])
    if derivation.order != 1 or not asks_differential(problem.text, derivation.output) or not all(f"d{name}" in given for name in names):
        return
    steps = [float(value_of(given[f"d{name}"], {})) for name in names]
    gradient = as_shown(found, there)[1]
    slopes = [float(gradient[name]) for name in names]
    terms = total([mul(rounded(slope), rounded(step)) for slope, step in zip(slopes, steps, strict=True)])
    yield Heading(("The differential in numbers",))
    yield Equations((Equation(symbol(f"d{derivation.output}"), (terms, rounded(sum(map(operator.mul, slopes, steps))))),))


def total_differential(derivation: Derivation) -> Iterator[Block]:
    """Yield the differential of the output in those of all inputs; nothing where the problem does not ask for it."""
    problem = derivation.graph.problem
    inputs = [name for name in derivation.graph.inputs if name in derivation.results]
    if derivation.order != 1 or problem.vectors.each or derivation.graph.samples or not asks_differential(problem.text, derivation.output):
        return
    if len(inputs) < len(derivation.graph.inputs) or not all(derivation.results[name].paths.count for name in inputs):
        return
    parts = [(line.left, line.sides[-1], symbol(f"d{name}")) for line, name in zip(answers(derivation), inputs, strict=True) if isinstance(line, Equation)]
    rule = total([mul(left, step) for left, _, step in parts])
    found = total([_times(value, step) for _, value, step in parts if value != ZERO])
    yield Heading(("The total differential",) if len(inputs) > 1 else ("The differential",))
    yield Equations((Equation(symbol(f"d{derivation.output}"), (rule, found)),))


def _times(value: Tree, step: Tree) -> Tree:
    """Return a derivative times a differential, with its sign in front."""
    if value.kind == "neg":
        return neg(_times(value.args[0], step))
    return step if value == ONE else mul(value, step)
