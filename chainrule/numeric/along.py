"""Numbers along an equation: its quantities at a point where it holds, and the derivatives of the one that it gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from chainrule.errors import NumericError
from chainrule.numeric.evaluation import Edge, Evaluation, evaluate, known, sample_shape
from chainrule.numeric.program import OutsideDomain, Program

if TYPE_CHECKING:
    from chainrule.graph import Graph
    from chainrule.tree import Tree

HOLDS = 1e-6  # what the sides may differ by, in units of the largest number in them: points are often given with few digits


def evaluate_along(graph: Graph, edges: Iterable[Edge], slopes: Mapping[str, Tree], values: Mapping[str, Any]) -> Evaluation:
    """Return the difference of an equation's sides in numbers, with the derivatives ``slopes`` as the gradient.

    Raises NumericError where the equation does not hold at the values, or a derivative has no value there.
    """
    found = evaluate(graph, edges, values)
    if sample_shape(values) is not None:
        raise NumericError("numbers along an equation are for one point", hint="give each quantity one number")
    difference = found.values[graph.nodes[graph.output].name]
    largest = max((abs(value) for value in found.values.values()), default=0.0)
    if abs(difference) > HOLDS * max(1.0, largest):
        at = ", ".join(f"{name} = {found.values[name]:.6g}" for name in graph.inputs)
        raise NumericError(f"the equation does not hold at {at}: its sides differ by {abs(difference):.6g}", hint="give a point that lies on the curve")
    program = Program()
    places = {name: program.add(tree) for name, tree in slopes.items()}
    try:
        slots = program.run({name: found.values[name] for name in program.inputs})
    except OutsideDomain:
        raise NumericError("there is no derivative at this point", hint="the equation does not give the quantity there: a tangent may be upright") from None
    return known(found.values, type(found.values)({name: slots[place] for name, place in places.items()}))
