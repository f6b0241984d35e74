"""A graph in numbers: the value of every node, and the gradient of the output by every node."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from chainrule.errors import NumericError, UnknownName
from chainrule.graph.graph import Graph
from chainrule.integrals import has_integral
from chainrule.notation.names import spelled
from chainrule.numeric.arithmetic import FLOAT, numpy_arithmetic
from chainrule.numeric.program import OutsideDomain, Program, listed, missing
from chainrule.problem import alike
from chainrule.tree import Tree

PARTS = 16  # into which the way of an integral is divided, where someone asks for its value
Value = TypeVar("Value")


class Edge(Protocol):
    """What an evaluation needs of a local derivative: which quantity, by which one, and its expression."""

    of: str
    wrt: str
    tree: Tree


class ByName(Mapping[str, Value], Generic[Value]):
    """A mapping from names to values that takes any spelling of a name: ``w_{12}``, ``w₁₂``, ``w_12``, and ``lambda`` for λ."""

    __slots__ = ("_table",)

    def __init__(self, table: Mapping[str, Value]) -> None:
        self._table = table

    def __getitem__(self, name: str) -> Value:
        if name not in self._table:
            name = alike(spelled(name), self._table)
        return self._table[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def __repr__(self) -> str:
        return repr(dict(self._table))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The numbers of a graph at one point (floats), or at many samples at once (arrays, one entry a sample).

    ``values[name]`` is the value of every node. ``gradient[name]`` is d(output)/d(name) for every node, the output itself
    included; it is worked out on first use and raises NumericError where a local derivative does not exist.
    """

    values: ByName[Any]
    sweep: Callable[[], ByName[Any]] = field(repr=False, compare=False)

    @property
    def gradient(self) -> ByName[Any]:
        """The derivative of the output by every node."""
        return self.sweep()

    def __reduce__(self) -> tuple[Any, ...]:
        return known, (self.values, self.gradient)  # pickled as numbers


def known(values: ByName[Any], gradient: ByName[Any]) -> Evaluation:
    """Return an evaluation whose numbers are known."""
    return Evaluation(values, lambda: gradient)


class Evaluator:
    """A graph compiled once, to be evaluated at any number of points."""

    def __init__(self, graph: Graph, edges: Iterable[Edge]) -> None:
        self.graph = graph
        self.program = Program(parts=PARTS)
        self._slots: list[int] = []
        self._ends: list[int] = []  # the number of slots after each node: what lies below belongs to it or to earlier ones
        for node in graph.nodes:
            self._slots.append(self.program.input(node.name) if node.tree is None else self.program.define(node.name, node.tree))
            self._ends.append(self.program.slots)
        self._forward = len(self.program)
        self._edges = edges
        self._compiled: list[tuple[int, int, int]] | None = None  # (of, wrt, slot), from the output downwards
        self._labels: list[tuple[int, str]] = []  # (number of slots after an edge, its name)

    def at(self, values: Mapping[str, Any]) -> Evaluation:
        """Return the graph in numbers at the given values of its inputs."""
        given = checked(self.graph, self.program.inputs, values)
        shape = sample_shape(given)
        arithmetic = FLOAT if shape is None else numpy_arithmetic()
        try:
            slots = self.program.run(given, arithmetic, self._forward)
        except OutsideDomain as outside:
            node = self.graph.nodes[bisect_right(self._ends, outside.slot)]
            if node.tree is not None and has_integral(node.tree):
                hint = "is what is integrated continuous between the limits, and not too often up and down?"
                raise NumericError(f"the integral in {node.name} does not settle in numbers at {place(outside)}", hint=hint) from None
            raise NumericError(f"{node.name} is not a finite real number at {place(outside)}") from None
        nodes = self.graph.nodes
        found = {node.name: whole(slots[slot], shape) for node, slot in zip(nodes, self._slots, strict=True)}
        return Evaluation(ByName(found), once(lambda: self.backward(given, shape)))

    def backward(self, values: Mapping[str, Any], shape: tuple[int, ...] | None) -> ByName[Any]:
        """Return d(output)/d(node) for every node, in one backward sweep over the local derivatives.

        Source: Griewank and Walther, Evaluating Derivatives, ch. 3 (reverse accumulation).

        Raises NumericError.
        """
        edges = self.compiled_edges()
        try:
            slots = self.program.run(values, FLOAT if shape is None else numpy_arithmetic())
        except OutsideDomain as outside:
            label = next(label for end, label in self._labels if outside.slot < end)
            raise NumericError(f"{label} is not a finite real number at {place(outside)}") from None
        adjoints: list[Any] = [0.0] * len(self.graph.nodes)
        adjoints[self.graph.output] = 1.0
        for of, wrt, slot in edges:
            adjoints[wrt] = adjoints[wrt] + adjoints[of] * slots[slot]
        return ByName({node.name: whole(adjoint, shape) for node, adjoint in zip(self.graph.nodes, adjoints, strict=True)})

    def compiled_edges(self) -> list[tuple[int, int, int]]:
        """Return the edges as (id of, id wrt, slot of the local derivative), from the output downwards."""
        if self._compiled is None:
            ids, compiled = self.graph.ids, []
            for edge in self._edges:
                compiled.append((ids[edge.of], ids[edge.wrt], self.program.add(edge.tree)))
                self._labels.append((self.program.slots, f"d{edge.of}/d{edge.wrt}"))
            self._compiled = sorted(compiled, reverse=True)
        return self._compiled


def checked(graph: Graph, free: Collection[str], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values by canonical name; ``free`` are the names that are not computed from others.

    Raises UnknownName for a name that the problem does not have, NumericError for a value that is missing, is no
    number or belongs to a defined quantity. What the output does not depend on may have a value, which is left out.
    """
    given = {name if name in graph.ids else alike(spelled(name), graph.ids): value for name, value in values.items()}
    inputs, given = graph.inputs, graph.problem.without_beside(given, graph.ids)
    for name, value in given.items():
        if name not in graph.ids and all(name != each.name for each in graph.problem.definitions):
            raise UnknownName(f"the problem has no quantity '{name}'", hint=f"its inputs are {listed(inputs)}")
        if name not in free:
            raise NumericError(f"'{name}' is computed from other quantities, so no value can be given for it", hint=f"give values for {listed(inputs)}")
        check_number(name, value)
    if len(given) < len(inputs):
        raise missing(inputs, given)
    return given


def once(compute: Callable[[], Value]) -> Callable[[], Value]:
    """Return a function that computes on its first call and gives the same result ever after."""
    results: list[Value] = []

    def recall() -> Value:
        if not results:
            results.append(compute())
        return results[0]

    return recall


def place(outside: OutsideDomain) -> str:
    """Return where a value is not finite: the first sample, counted from 1, or the one point."""
    if not getattr(outside.value, "shape", ()):
        return "this point"
    import numpy as np

    first = np.argwhere(~np.isfinite(outside.value))[0] + 1
    return f"sample {', '.join(map(str, first))}"


def check_number(name: str, value: Any) -> None:
    """Raise NumericError where a value is neither a finite real number nor an array of them."""
    arithmetic = FLOAT if sample_shape({name: value}) is None else numpy_arithmetic()
    try:
        finite = not is_complex(value) and arithmetic.finite(arithmetic.number(value))
    except (TypeError, ValueError):
        finite = False
    if not finite:
        raise NumericError(f"the value of '{name}' is not a finite real number: {value!r:.60}")


def is_complex(value: Any) -> bool:
    """Return whether a value is an array of complex numbers, which NumPy makes real with no more than a warning."""
    return getattr(getattr(value, "dtype", None), "kind", "") == "c"


def sample_shape(values: Mapping[str, Any]) -> tuple[int, ...] | None:
    """Return the common shape of values that are arrays or lists over samples; None where all are single numbers.

    Raises NumericError where the numbers of samples differ.
    """
    shapes = {name: shape for name, value in values.items() if (shape := getattr(value, "shape", None) or listed_shape(value))}
    if not shapes:
        return None
    import numpy as np

    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        counts = ", ".join(f"{name} has {shape[0]}" for name, shape in shapes.items())
        raise NumericError(f"the numbers of samples differ: {counts}") from None


def listed_shape(value: Any) -> tuple[int, ...]:
    """Return the shape of a list of numbers, or of lists of them; of one that has none, its length."""
    if not isinstance(value, (list, tuple)):
        return ()
    import numpy as np

    try:
        return np.shape(value)
    except ValueError:
        return (len(value),)


def whole(value: Any, shape: tuple[int, ...] | None) -> Any:
    """Return a value as a float, or spread over all samples."""
    if shape is None:
        return float(value)
    import numpy as np

    return np.broadcast_to(np.asarray(value, dtype=float), shape).copy()
