"""Where a derivation holds, where a corner or a jump leaves no derivative, and how it was checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.calculus.domain import together
from chainrule.calculus.whole_sums import with_whole_sums
from chainrule.document.blocks import Prose
from chainrule.document.words import joined, listed
from chainrule.functions import FUNCTIONS
from chainrule.tree import Tree, derivative, names, node, postorder, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Condition, Derivation

CONDITIONS_SHOWN = 6  # conditions in a sentence; more are only counted
NO_DERIVATIVE = "No derivative where "
NONE_IN_GENERAL = "In general no derivative where "  # |x·y| has one at the origin
NOTHING_SAID = "The chain rule says nothing where "
NAMES_SHOWN = 4  # names in a sentence; more are only called values


def closing(derivation: Derivation) -> Prose:
    """Return the last sentences."""
    return joined((_where(derivation, derivation.domain), *_corners(derivation), _check(derivation)), "  ")


def _where(derivation: Derivation, domain: tuple[Condition, ...]) -> Prose:
    """Return under which conditions the result is the derivative: where it is defined, off corners and jumps."""
    problem = derivation.stages[0].graph.problem
    conditions = together(with_whole_sums(item.substituted or item.relation, problem, derivation.wrt) for item in domain)
    if conditions:
        return ("Holds where ", *_some(conditions, "conditions on the links"), ".")
    inputs = tuple(map(symbol, derivation.stages[0].graph.inputs))
    if not inputs:
        return ()
    if len(inputs) == 1:
        return ("Holds for every real ", inputs[0], ".")
    return ("Holds for all real ", *(listed(inputs) if len(inputs) <= NAMES_SHOWN else ("values",)), ".")


def _some(formulas: tuple[Tree, ...], noun: str) -> Prose:
    """Return the first few formulas, and how many more there are."""
    if len(formulas) <= CONDITIONS_SHOWN:
        return listed(formulas)
    return (*listed(formulas[:CONDITIONS_SHOWN], ", "), f" and {len(formulas) - CONDITIONS_SHOWN} more {noun}")


def _corners(derivation: Derivation) -> Iterator[Prose]:
    """Yield where there is no derivative, and what happens there."""
    for (opening, happening), where in corners(derivation).items():
        yield (opening, *listed(where, " or "), ": ", *happening, ".")


def corners(derivation: Derivation) -> dict[tuple[str, Prose], list[Tree]]:
    """Return where links have no derivative, as equations, by how the sentence opens and what happens there."""
    places: dict[tuple[str, Prose], list[Tree]] = {}
    for item in derivation.domain:
        if item.kink:
            kind, operator, sides = item.substituted or item.relation
            opening = NOTHING_SAID if not item.corner else NO_DERIVATIVE if len(derivation.graph.inputs) == 1 else NONE_IN_GENERAL
            places.setdefault((opening, _happening(derivation, item)), []).append(node(kind, "=" if operator == "≠" else operator, sides))
    return places


def _happening(derivation: Derivation, condition: Condition) -> Prose:
    """Return what a corner or jump is: of a link by its own name, of a part of one by its formula."""
    graph = derivation.graph
    expression = graph.nodes[graph.ids[condition.node]].tree if condition.node in graph.ids else None  # of a later stage of a component
    part = _part(expression, condition) if expression is not None else None
    if part is None:
        return (condition.kink,)
    whole, inner = part == expression, names(part)
    value = symbol(condition.node) if whole else part
    slope: Tree | None = None
    if len(inner) == 1:
        slope = derivative(condition.node, inner[0]) if whole else node("derivative", "d", (part, symbol(inner[0])))
    for words, formula in (("its slope", slope), ("its value", value)):
        if condition.kink.startswith(words):
            return (*((formula,) if formula is not None else ("the slope of ", part)), condition.kink.removeprefix(words))
    return (condition.kink,)


def _part(expression: Tree, condition: Condition) -> Tree | None:
    """Return the call inside a link's expression that has the corner."""
    for item in postorder(expression):
        smooth = FUNCTIONS[item.value].smooth if item.kind == "call" else None
        if smooth is not None and FUNCTIONS[item.value].kink == condition.kink and condition.relation in smooth(*item.args):
            return item
    return None


def _check(derivation: Derivation) -> Prose:
    """Return which check the derivation passed."""
    proof = derivation.proof
    if proof is None:
        return ()
    checked = f"Checked against {proof.method} at {proof.points} points." if proof.points else ""
    return joined(tuple((part,) for part in (checked, proof.note) if part), "  ")
