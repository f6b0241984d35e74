"""Where a derivation holds, where a corner or a jump leaves no derivative, and how it was checked."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from chainrule.calculus.domains.boundaries import comparisons, given
from chainrule.calculus.domains.integrated import Between
from chainrule.calculus.sums.whole_sums import with_whole_sums
from chainrule.document.blocks import Prose
from chainrule.document.conditions import as_said, equal_to
from chainrule.document.spelling import in_spelling
from chainrule.document.words import joined, listed
from chainrule.functions import FUNCTIONS
from chainrule.tree import Tree, derivative, names, node, postorder, symbol, walk

if TYPE_CHECKING:
    from chainrule.calculus import Condition, Derivation

ARGUMENTS = itemgetter(2)  # of a node of a tree
CONDITIONS_SHOWN = 6  # conditions in a sentence; more are only counted
NO_DERIVATIVE = "No derivative where "
NONE_IN_GENERAL = "In general no derivative where "  # |x·y| has one at the origin
NOTHING_SAID = "The chain rule says nothing where "
NAMES_SHOWN = 4  # names in a sentence; more are only called values


def closing(derivation: Derivation) -> Prose:
    """Return the last sentences."""
    said = joined((_where(derivation, derivation.domain), *_corners(derivation), *_in_pieces(derivation), _check(derivation)), "  ")
    return in_spelling(said, derivation.stages[0].graph.problem.logarithm)


def _where(derivation: Derivation, domain: tuple[Condition, ...]) -> Prose:
    """Return under which conditions the result is the derivative: where it is defined, off corners and jumps."""
    problem = derivation.stages[0].graph.problem
    whole = [item.substituted or item.relation for item in domain if item.within is None]
    compared = as_said(with_whole_sums(each, problem, derivation.wrt) for each in whole if each.kind == "relation")
    conditions = (*(each for each in whole if each.kind != "relation"), *compared)
    found = tuple(map(_between, derivation.between_limits))
    if conditions:
        return ("Holds where ", *_some(conditions, "conditions on the links"), *(part for each in found for part in (", and where ", *each)), ".")
    if found:
        return ("Holds where ", *joined(found, ", and where "), ".")
    if any(item.within is not None for item in domain):
        return ()
    return _everywhere(derivation, "Holds")


def _between(need: Between) -> Prose:
    """Return what an integral needs between its limits."""
    over: Prose = (" between ", need.low, " and ", need.high)
    if need.improper is not None:
        return (f"the integral, which is improper at {need.variable} = ", need.improper, ", converges")
    if need.condition is None:
        return (symbol(need.function), " is continuous", *over)
    return (need.condition, " for every ", symbol(need.variable), *over)


def _everywhere(derivation: Derivation, opening: str) -> Prose:
    """Return that the result is the derivative for all values of the inputs."""
    graph = derivation.stages[0].graph
    inputs = tuple(map(symbol, graph.inputs))
    if inputs and graph.problem.apart:  # other terms of sums have names as well
        return (f"{opening} for all real values.",)
    if not inputs:
        return ()
    if len(inputs) == 1:
        return (f"{opening} for every real ", inputs[0], ".")
    return (f"{opening} for all real ", *(listed(inputs) if len(inputs) <= NAMES_SHOWN else ("values",)), ".")


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
        if item.kink and item.within is None:
            kind, operator, sides = item.substituted or item.relation
            opening = NOTHING_SAID if not item.corner else NO_DERIVATIVE if len(derivation.graph.inputs) == 1 else NONE_IN_GENERAL
            places.setdefault((opening, _happening(derivation, item)), []).extend(equal_to(node(kind, "=" if operator == "≠" else operator, sides)))
    return places


def _in_pieces(derivation: Derivation) -> Iterator[Prose]:
    """Yield what single pieces need where they count, and that the first of several conditions counts."""
    needed: dict[Tree, list[Condition]] = {}
    for item in derivation.domain:
        if item.within is not None:
            needed.setdefault(item.within, []).append(item)
    for within, items in needed.items():
        said = as_said(item.substituted or item.relation for item in items if (item.substituted or item.relation).kind == "relation")
        yield ("Where ", within, ", it holds where ", *_some(said, "conditions"), ".")
    if needed and all(item.within is not None for item in derivation.domain):
        yield _everywhere(derivation, "Elsewhere it holds")
    trees = (each[1] for each in derivation.graph.nodes if each[1] is not None and any(map(ARGUMENTS, each[1][2])))  # a condition has two sides
    if any(item[0] == "pieces" and given(item).several for tree in trees for item in walk(tree)):
        yield ("Where several conditions hold, the first of them counts.",)


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
    said: Prose = (part,) if part.kind != "pieces" else (value,) if whole else ("(", part, ")")
    for words, formula in (("its slope", (slope,) if slope is not None else ("the slope of ", *said)), ("its value", (value,) if whole else said)):
        if condition.kink.startswith(words):
            return (*formula, condition.kink.removeprefix(words))
    return (condition.kink,)


def _part(expression: Tree, condition: Condition) -> Tree | None:
    """Return the call inside a link's expression that has the corner."""
    for item in postorder(expression):
        if item.kind == "pieces" and condition.relation in comparisons(item):
            return item
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
