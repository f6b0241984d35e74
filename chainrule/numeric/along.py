"""Numbers along an equation: its quantities at a point where it holds, and the derivatives of the one that it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from chainrule.errors import NumericError
from chainrule.numeric.evaluation import ByName, Edge, Evaluation, known, sample_shape
from chainrule.numeric.given import evaluate, found_at
from chainrule.numeric.noise import TINY, beside, is_zero
from chainrule.numeric.program import OutsideDomain, Program, missing
from chainrule.tree import names, postorder

if TYPE_CHECKING:
    from chainrule.graph import Graph
    from chainrule.tree import Tree

HOLDS = 1e-6  # what the sides may differ by, in units of the largest number in them: points are often given with few digits

ROUNDED, FARTHEST = 9, 1e6  # digits of a round number; and how far from 0 one that fits is looked for


def evaluate_along(
    graph: Graph, edges: Iterable[Edge], slopes: Mapping[str, Tree], values: Mapping[str, Any], besides: Mapping[str, Any]
) -> Evaluation:
    """Return a graph in numbers, with the derivatives ``slopes`` as the gradient; ``besides`` are the values of what is not in the graph.

    Raises NumericError where a derivative has no value.
    """
    found = evaluate(graph, edges, values)
    if sample_shape(values) is not None:
        raise NumericError("numbers along a curve are for one point", hint="give each quantity one number")
    if graph.problem.known:
        reached = found_at(graph, {name: found.values[name] for name in graph.inputs})
        return known(found.values, ByName({name: reached.number(tree) for name, tree in slopes.items()}))
    program = Program()
    places = {name: program.add(tree) for name, tree in slopes.items()}
    every = {**besides, **found.values}
    if absent := [name for name in program.inputs if name not in every]:
        raise missing(program.inputs, dict.fromkeys(set(program.inputs).difference(absent)))
    below = [program.add(item.args[1]) for tree in slopes.values() for item in postorder(tree) if item.kind == "div"]
    point = {name: every[name] for name in program.inputs}
    try:
        slots = program.run(point)
    except OutsideDomain:
        raise no_derivative() from None
    if any(abs(slots[place]) < TINY for place in below) and vanishing(program, point, below):
        raise no_derivative()
    return known(ByName(every), ByName({name: slots[place] for name, place in places.items()}))


def no_derivative() -> NumericError:
    """Return the error for a point at which a quotient of derivatives has the denominator 0."""
    return NumericError("there is no derivative at this point", hint="the tangent may be upright there, or the curve may stand still")


def vanishing(program: Program, point: Mapping[str, Any], places: Iterable[int]) -> bool:
    """Return whether one of some numbers at a point is 0 but for rounding."""
    here = program.run(point)
    try:
        there = program.run(beside(point))
    except OutsideDomain:
        return False
    return any(is_zero(here[place], there[place]) for place in places)


def apart_from(graph: Graph, slopes: Mapping[str, Tree], values: Mapping[str, Any]) -> tuple[dict[str, float], dict[str, Any]]:
    """Return the values of what stands in the slopes alone, as in a rate that is given by it, and the others."""
    alone = {name for tree in slopes.values() for name in names(tree)}.difference(graph.ids)
    return {name: value for name, value in values.items() if name in alone}, {name: value for name, value in values.items() if name not in alone}


def completed(graph: Graph, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with that of the name which the problem's equation is solved for, where it is not given."""
    given, equation = dict(values), graph.problem.equation
    if equation is None:
        return given
    left, right = equation.left, equation.right
    if right.kind == "symbol" and right.value not in names(left):  # C in PV = C
        left, right = right, left
    if left.kind != "symbol" or left.value in names(right) or left.value in given:
        return given
    program = Program()
    for node in graph.nodes[: graph.output]:
        if node.tree is not None:
            program.define(node.name, node.tree)
    place = program.add(right)
    return {**given, left.value: program.run(given)[place]} if given.keys() >= set(program.inputs) else given


def absent(graph: Graph, values: Mapping[str, Any]) -> str:
    """Return the one quantity of a problem's equation that has no value yet; empty where none is missing, or several are."""
    without = [name for name in graph.inputs if name not in values] if graph.problem.equation is not None else []
    return without[0] if len(without) == 1 else ""


def fitting(graph: Graph, values: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the values with the number for one name that the equation holds with, where its sides rise or fall apart all the way in that name.

    There is one such number at most then. A round number near it that fits as well is taken.
    """
    program = Program()
    for node in graph.nodes[: graph.output]:
        if node.tree is not None:
            program.define(node.name, node.tree)
    tree = graph.nodes[graph.output].tree
    if tree is None:
        return dict(values)
    place = program.add(tree)

    def apart(number: float) -> float:
        return float(program.run({**{each: values[each] for each in program.inputs if each != name}, name: number})[place])

    try:
        low, high = _between(apart)
        number = min((low, high), key=lambda each: abs(apart(each)))
        found = round(number, ROUNDED)
        return {**values, name: found if abs(apart(found)) <= abs(apart(number)) else number}
    except (NumericError, ArithmeticError):
        return dict(values)


def _between(apart: Callable[[float], float]) -> tuple[float, float]:
    """Return two neighbouring numbers between which a function changes its sign. Raises NumericError where none are found."""
    low, high = -1.0, 1.0
    while (apart(low) > 0) == (apart(high) > 0):
        if high > FARTHEST:
            raise NumericError("the equation does not hold for any number that was tried")
        low, high = 2 * low, 2 * high
    rising = apart(high) > 0
    while low < (middle := (low + high) / 2) < high:
        low, high = (low, middle) if (apart(middle) > 0) == rising else (middle, high)
    return low, high


def check_holds(graph: Graph, values: Mapping[str, float]) -> None:
    """Raise NumericError where the output, the difference of an equation's sides, is not 0."""
    name = graph.nodes[graph.output].name
    if name not in set(values):  # it needs a value of a function that is not given
        return
    difference = values[name]
    if abs(difference) > HOLDS * max(1.0, *map(abs, values.values())):
        at = ", ".join(f"{name} = {values[name]:.6g}" for name in graph.inputs)
        raise NumericError(f"the equation does not hold at {at}: its sides differ by {abs(difference):.6g}", hint="give a point that lies on the curve")
