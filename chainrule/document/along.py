"""Derivatives along a curve as they are told: an equation's total derivative set to 0 and solved, or two derivatives by a parameter divided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.calculus import Curve, Parametric, Related
from chainrule.calculus.curves.implicit import AlongEquation
from chainrule.document.blocks import Block, Equation, Equations, Heading, Prose
from chainrule.document.local import SIMPLIFIED
from chainrule.document.words import listed, ordinal
from chainrule.tree import ZERO, Tree, relation, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Along, Derivation

WITH_EQUATION: Prose = ("with the equation",)


def part_heading(derivation: Curve, part: Derivation) -> Heading:
    """Return the heading of one part: of a derivative that is put in, or of the derivative along the curve."""
    if isinstance(part, Curve) and part not in derivation.stages:
        return part_heading(part, part)
    stage = next(each for each in derivation.stages if part in (each, *each.first))
    dependent = symbol(derivation.dependent)
    if part is stage:
        number = "" if derivation.order == 1 else f"{ordinal(stage.order)} "
        by: Prose = (" by ", symbol(stage.wrt[0])) if isinstance(stage, (Parametric, Related)) else ()
        return Heading((f"The {number}derivative of ", dependent, *by))
    definition = part.graph.problem.definitions[-1]
    name = symbol(part.graph.nodes[part.graph.output].name)
    if stage.previous is not None:
        return Heading(("Differentiate once more",), (relation("=", name, next(iter(stage.previous)).left, definition.tree),))
    equation = part.graph.problem.equation
    if equation is not None and name.value == definition.name:
        return Heading(("The left side by a name",) if equation.right == ZERO else ("Everything on one side",), (relation("=", name, definition.tree),))
    return Heading(("The derivative of ", name, " by ", *listed(tuple(map(symbol, part.wrt)))))


def put_together(stage: Curve, brief: bool, hidden: bool) -> Iterator[Block]:
    """How the results follow, and the results; ``brief``: these alone, ``hidden``: without them."""
    results = stage.along
    totals = tuple(Equation(whole, (ZERO,)) for result in results if (whole := result.total) is not None)
    if not brief and totals:
        name = symbol(stage.graph.nodes[stage.graph.output].name)
        yield Heading((name, " stays 0 where the equation holds, and so does its total derivative"))
        yield Equations(totals)
    if hidden:
        return
    if brief:
        yield Heading(("Answer",))
        yield Equations(tuple(Equation(result.left, (forms(result)[-1],)) for result in results))
        return
    yield Heading(move(stage, results))
    yield Equations(tuple(Equation(result.left, forms(result), endings=endings(result)) for result in results))


def move(stage: Curve, results: tuple[Along, ...]) -> Prose:
    """Return what is done to get the results."""
    if isinstance(stage, Parametric):
        return ("Divide by the derivative of ", symbol(stage.wrt[0]))
    if isinstance(stage, Related) and stage.on is not stage and stage.wrt[0] in stage.on.beginning.graph.inputs:
        return (symbol(stage.on.dependent), " changes as well, by its derivative")
    if isinstance(stage, Related) and not stage.tied:
        return ("Everything changes with ", symbol(stage.wrt[0]))
    if stage.order > 1:
        return (symbol(stage.dependent), " changes as well, by its first derivative")
    return ("Solve for ", results[0].left) if len(results) == 1 else ("Solve",)


def forms(result: Along) -> tuple[Tree, ...]:
    """Return the forms of a result that a reader sees, each once."""
    written = (result.raw.tree, result.tidy.tree, result.simplified.tree) if result.substituted else (result.product.tree, result.in_names.tree)
    return tuple(dict.fromkeys((result.chain, *written)))


def endings(result: Along) -> tuple[Prose, ...]:
    """Return what is said of the last form."""
    if isinstance(result, AlongEquation) and result.with_equation is not None:
        return (WITH_EQUATION,)
    return (SIMPLIFIED,) if result.substituted and result.simplified.tree not in (result.raw.tree, result.tidy.tree) else ()
