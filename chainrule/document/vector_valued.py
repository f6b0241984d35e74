"""Functions with several components as they are told: each component by itself, then the vector of their derivatives or the Jacobian matrix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.calculus import VectorValued
from chainrule.document.blocks import Block, Equation, Equations, Heading, Prose
from chainrule.document.words import listed, ordinal
from chainrule.tree import Tree, apply, derivative, node, symbol, vector

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, Result

LAYOUT: Prose = ("rows: outputs, columns: inputs",)


def differentiated(derivation: Derivation) -> Tree:
    """Return the name of what a derivation differentiates; of outputs that are asked for together, the vector of their names."""
    return derivation.value if isinstance(derivation, VectorValued) else symbol(derivation.root or derivation.output)


def heading_of(stage: Derivation, whole: VectorValued) -> Heading:
    """Return the heading of a component's stage, or of what all components give together."""
    number = f"{ordinal(stage.order)} " if whole.order > 1 else ""
    by: Prose = (" by ", *listed(tuple(map(symbol, dict.fromkeys(stage.by or stage.wrt)))))
    if not isinstance(stage, VectorValued):
        again = derivative(stage.root, *stage.by[:-1]) if stage.root else None
        aside: Prose = () if again is None else (node("relation", "=", (symbol(stage.output), again)),)
        return Heading((f"The {number}derivative of ", symbol(stage.key[0]), *(by if len(whole.graph.inputs) > 1 else ())), aside)
    if has_matrix(stage):
        of: Prose = (" of ", symbol(stage.function.name)) if stage.function.name else ()
        return Heading(("The Jacobian matrix", *of), LAYOUT)
    return Heading((f"The {number}derivative of ", stage.value, *(by if len(whole.graph.inputs) > 1 else ())))


def has_matrix(derivation: VectorValued) -> bool:
    """Return whether the derivatives are told as a matrix: the first ones by several names, or of several outputs that were asked for together."""
    return derivation.order == 1 and (len(derivation.wrt) > 1 or not derivation.function.name)


def in_one(derivation: VectorValued, alone: bool) -> Iterator[Block]:
    """The derivatives of all components: a vector for each order, or the Jacobian matrix; under a heading of their own where they stand ``alone``."""
    if alone:
        yield Heading(("Answer",), LAYOUT if has_matrix(derivation) else ())
    if has_matrix(derivation):
        lines = [Equation(derivation.jacobian_name, (derivation.matrix(shown),))]
        if (determinant := derivation.determinant) is not None:
            lines.append(Equation(apply("det", (symbol(derivation.jacobian_name.value[0]),)), (determinant.tree,)))
        yield Equations(tuple(lines))
        return
    lines = []
    (name,) = derivation.results
    for place in range(0 if len(derivation.graph.asked) == 1 else derivation.order - 1, derivation.order):  # of several, the orders before are not told again
        stages = [each.stages[place] for each in derivation.components]
        results = [next(iter(stage.results.values())) for stage in stages]
        by = results[0].by
        left = derivation.results[name].left if place == derivation.order - 1 else of_order(derivation, by)
        lines.append(Equation(left, (vector(*map(shown, results)),)))
    yield Equations(tuple(lines))


def of_order(derivation: VectorValued, by: tuple[str, ...]) -> Tree:
    """Return the unevaluated derivative of the function by some names."""
    sign = derivation.results[derivation.wrt[0]].left.value
    return node("derivative", sign, (derivation.value, *map(symbol, by)))


def shown(result: Result) -> Tree:
    """Return the form of a component's result that a reader sees last."""
    return result.simplified.tree if result.substituted else result.in_names.tree
