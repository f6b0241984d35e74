"""Implicit differentiation as it is told: the equation's difference differentiated, its total derivative set to 0 and solved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading, Prose
from chainrule.document.local import SIMPLIFIED
from chainrule.document.words import ordinal
from chainrule.tree import ZERO, Tree, derivative, relation, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, Implicit, Result




def along_heading(derivation: Implicit, stage: Derivation) -> Heading:
    """Return the heading of one part: what is differentiated with everything else held fixed, or the derivative along the equation."""
    last = next(each for each in derivation.stages if stage in (each, *each.first))
    if stage is not last:
        node = stage.graph.nodes[stage.graph.output]
        name, whole = symbol(node.name), stage.graph.problem.definitions[0].tree
        if last.order == 1:
            return Heading(("The equation says that ", relation("=", name, ZERO), " for"), (relation("=", name, whole),))
        before = next(iter(last.previous)).left if last.previous is not None else name
        return Heading(("Differentiate once more",), (relation("=", name, before, whole),))
    number = "" if derivation.order == 1 else f"{ordinal(last.order)} "
    return Heading((f"The {number}derivative of ", symbol(derivation.dependent)))


def solved(stage: Implicit, brief: bool, hidden: bool) -> Iterator[Block]:
    """The total derivative along the equation, and the results that follow; ``brief``: the results alone, ``hidden``: without them."""
    results = list(stage.results.values())
    if not brief and stage.order == 1:
        name = symbol(stage.graph.nodes[stage.graph.output].name)
        yield Heading((name, " stays 0 where the equation holds, and so does its total derivative"))
        yield Equations(tuple(Equation(total(stage, result), (ZERO,)) for result in results))
    if hidden:
        return
    if brief:
        yield Heading(("Answer",))
        yield Equations(tuple(Equation(result.left, (forms(result)[-1],)) for result in results))
        return
    dependent = symbol(stage.dependent)
    wanted: Prose = (" for ", results[0].left) if len(results) == 1 else ()
    yield Heading(("Solve", *wanted) if stage.order == 1 else (dependent, " changes as well, by its first derivative"))
    yield Equations(tuple(Equation(result.left, forms(result), endings=endings(result)) for result in results))


def total(stage: Implicit, result: Result) -> Tree:
    """Return ∂F/∂x + ∂F/∂y · dy/dx."""
    name = stage.graph.nodes[stage.graph.output].name
    return derivative(name, result.wrt, sign="∂") + derivative(name, result.of, sign="∂") * result.left


def forms(result: Result) -> tuple[Tree, ...]:
    """Return the forms of a result that a reader sees, each once."""
    written = (result.raw.tree, result.tidy.tree, result.simplified.tree) if result.substituted else (result.product.tree, result.in_names.tree)
    return tuple(dict.fromkeys((result.chain, *written)))


def endings(result: Result) -> tuple[Prose, ...]:
    return (SIMPLIFIED,) if result.substituted and result.simplified.tree not in (result.raw.tree, result.tidy.tree) else ()
