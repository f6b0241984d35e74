"""Numbers along an equation: its quantities at a point where it holds, and the derivatives of the one that it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from chainrule.errors import NumericError
from chainrule.numeric.evaluation import ByName, Edge, Evaluation, known, sample_shape
from chainrule.numeric.given import evaluate, found_at
from chainrule.numeric.program import OutsideDomain, Program, value_of

if TYPE_CHECKING:
    from chainrule.graph import Graph
    from chainrule.problem import Equation
    from chainrule.tree import Tree

HOLDS = 1e-6  # what the sides may differ by, in units of the largest number in them: points are often given with few digits


def evaluate_along(graph: Graph, edges: Iterable[Edge], slopes: Mapping[str, Tree], values: Mapping[str, Any]) -> Evaluation:
    """Return a graph in numbers, with the derivatives ``slopes`` as the gradient. Raises NumericError where one has no value."""
    found = evaluate(graph, edges, values)
    if sample_shape(values) is not None:
        raise NumericError("numbers along a curve are for one point", hint="give each quantity one number")
    if graph.problem.known:
        reached = found_at(graph, {name: found.values[name] for name in graph.inputs})
        return known(found.values, ByName({name: reached.number(tree) for name, tree in slopes.items()}))
    program = Program()
    places = {name: program.add(tree) for name, tree in slopes.items()}
    try:
        slots = program.run({name: found.values[name] for name in program.inputs})
    except OutsideDomain:
        raise NumericError("there is no derivative at this point", hint="the tangent may be upright there, or the curve may stand still") from None
    return known(found.values, ByName({name: slots[place] for name, place in places.items()}))


def completed(equation: Equation | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with that of the name which an equation is solved for, where it is not given."""
    given = dict(values)
    if equation is not None and equation.solved and equation.solved not in given:
        given[equation.solved] = value_of(equation.right, given)
    return given


def check_holds(graph: Graph, values: Mapping[str, float]) -> None:
    """Raise NumericError where the output, the difference of an equation's sides, is not 0."""
    name = graph.nodes[graph.output].name
    if name not in set(values):  # it needs a value of a function that is not given
        return
    difference = values[name]
    if abs(difference) > HOLDS * max(1.0, *map(abs, values.values())):
        at = ", ".join(f"{name} = {values[name]:.6g}" for name in graph.inputs)
        raise NumericError(f"the equation does not hold at {at}: its sides differ by {abs(difference):.6g}", hint="give a point that lies on the curve")
