"""A problem in numbers where the values of its unspecified functions are given: g(3) = 6, f′(6) = 7.

Given values are put into formulas from the inside out, so that f′(g(3))·g′(3) becomes f′(6)·4 and then 7·4; a place that is not given stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from chainrule.errors import NumericError
from chainrule.formula import Formula
from chainrule.graph.graph import Graph
from chainrule.notation.names import spelled
from chainrule.numeric.evaluation import ByName, Edge, Evaluation, Evaluator, checked, once, sample_shape
from chainrule.numeric.program import OutsideDomain, listed, value_of
from chainrule.problem import UNNAMED, Known, Problem, argument_names
from chainrule.tree import Tree, apply, number, postorder, rewrite, substitute

Value = TypeVar("Value")
Function = tuple[str, tuple[int, ...]]  # its name, and how often it is differentiated by each argument
Place = tuple[float, ...]
Places = dict[Tree, None]  # values of functions, each once, in order

PLACE_DIGITS = 12  # significant digits by which a place is known: √2 and 1.4142 are two places, √2 and 2/√2 one


class GivenValues:
    """The values that a problem gives of unspecified functions. Raises NumericError for two values at one place, pointing at the second."""

    def __init__(self, problem: Problem) -> None:
        self._text = problem.text
        self._given: dict[tuple[Function, Place], Known] = {}
        applied = [item for each in problem.definitions for item in postorder(each.tree) if item[0] == "apply"]
        self._arguments = {item[1][0]: item[2] for item in applied}
        for each in problem.known:
            self._note(each)

    @property
    def functions(self) -> frozenset[str]:
        """The functions of which values are given."""
        return frozenset(name for (name, _), _ in self._given)

    def _note(self, known: Known) -> None:
        place = self._place(known.place)
        if place is None or self._number(known.value) is None:
            raise self._error("a value is given that is no finite real number, or at a place that is none", known)
        before = self._given.setdefault((known.place[1], place), known)
        if self._number(before.value) != self._number(known.value):
            raise self._error("a second value at the same place", known)

    def _error(self, message: str, known: Known) -> NumericError:
        return NumericError(message, hint="give one number at each place", text=self._text, start=known.start, end=known.end)

    def _place(self, item: Tree) -> Place | None:
        """Return the numbers at which a function stands, None where there are names or functions among its arguments."""
        values = [self._number(arg) for arg in item[2]]
        return None if None in values else tuple(rounded(value) for value in values if value is not None)

    @staticmethod
    def _number(tree: Tree) -> float | None:
        if any(item[0] in ("symbol", "apply", "derivative") for item in postorder(tree)):
            return None
        try:
            return float(value_of(tree, {}))
        except OutsideDomain:
            return None

    def stages(self, tree: Tree, values: Mapping[str, Tree]) -> tuple[Tree, ...]:
        """Return a formula with values put in for its names, and then with the given values put in, one level after the other."""
        found = [substitute(tree, dict(values))]
        while True:
            places = {id(item): (item, place) for item in postorder(found[-1]) if item[0] == "apply" and (place := self._place(item)) is not None}
            known = {key: (item, self._given.get((item[1], place))) for key, (item, place) in places.items()}
            shown = {item: given.place for item, given in known.values() if given is not None}  # f′(2² + 1) is f′(5)
            if not shown:
                return tuple(dict.fromkeys(found))
            put_in = {given.place: given.value for _, given in known.values() if given is not None}
            found.append(rewrite(found[-1], lambda item, table=shown: table.get(item, item) if item[0] == "apply" else item))  # type: ignore[misc]
            found.append(rewrite(found[-1], lambda item, table=put_in: table.get(item, item) if item[0] == "apply" else item))  # type: ignore[misc]

    def put_in(self, tree: Tree, values: Mapping[str, Tree]) -> Tree:
        """Return a formula with values put in for its names, and every given value."""
        return self.stages(tree, values)[-1]

    def missing(self, tree: Tree) -> Places:
        """Return the values that a formula needs and that are not given, after everything that is given was put in."""
        return dict.fromkeys(item for item in postorder(tree) if item[0] == "apply" and self._place(item) is not None)

    def named(self, tree: Tree) -> Tree:
        """Return a formula with the derivative of f(x, y) by x at numbers written as f_x(4, 6)."""
        return rewrite(tree, self._named)

    def _named(self, item: Tree) -> Tree:
        if item[0] != "apply" or len(item[2]) < 2 or not any(item[1][1]) or self._place(item) is None:
            return item
        name, orders = item[1]
        letters = argument_names(self._arguments.get(name, ()))
        if not letters and f"{name}_1" not in self._text and len(orders) <= len(UNNAMED):
            letters = UNNAMED[: len(orders)]
        letters = letters or tuple(map(str, range(1, len(orders) + 1)))
        index = "".join(letter * order for letter, order in zip(letters, orders, strict=True))
        return apply(f"{name}_{index}" if len(index) == 1 else f"{name}_{{{index}}}", item[2])

    def not_given(self, places: Iterable[Tree]) -> NumericError:
        """Return the error for values that are needed and not given."""
        formulas = [Formula(self.named(item)) for item in places]
        *names, last = [each.unicode for each in formulas]
        said = f"{listed(names)} and {last} are" if names else f"{last} is"
        return NumericError(f"{said} needed and not given", hint=f"add to the problem: {formulas[0]} = …")


def rounded(value: float) -> float:
    """Return a number by which a place is known."""
    return 0.0 if abs(value) < 10.0**-PLACE_DIGITS else float(f"{value:.{PLACE_DIGITS}g}")


class WhereGiven(ByName[Value]):
    """A mapping from names to values as far as they follow from what is given; any other raises NumericError with what is missing."""

    __slots__ = ("_given", "_missing")

    def __init__(self, table: Mapping[str, Value], missing: Mapping[str, Places], given: GivenValues) -> None:
        super().__init__(table)
        self._missing, self._given = missing, given

    def __getitem__(self, name: str) -> Value:
        places = self._missing.get(spelled(name))
        if places:
            raise self._given.not_given(places)
        return super().__getitem__(name)


class Found:
    """What follows from given values at a point: ``exact`` are values of quantities as trees, ``missing`` what the others need."""

    def __init__(self, problem: Problem, inputs: Mapping[str, Any]) -> None:
        self.given = GivenValues(problem)
        asked = problem.values_for(next(iter(inputs), ""))  # √2 rather than 1.414213562373095
        exact = {name: tree for name, tree in asked.items() if name in inputs and float(value_of(tree, {})) == inputs[name]}
        self.exact = {name: as_tree(float(value)) for name, value in inputs.items()} | exact
        self.missing: dict[str, Places] = {}

    def value(self, tree: Tree, name: str) -> tuple[Tree | None, Places]:
        """Return the value of a formula, or None and what it needs. Raises NumericError, with its name, where it is outside the domain."""
        unknown = [self.missing[item[1]] for item in postorder(tree) if item[0] == "symbol" and item[1] in self.missing]
        put_in = self.given.put_in(tree, self.exact)
        missing: Places = {place: None for places in unknown for place in places} | self.given.missing(put_in)
        if missing:
            return None, missing
        try:
            return put_in if tree[0] == "apply" else as_tree(float(value_of(put_in, {}))), {}
        except OutsideDomain:
            raise NumericError(f"{name} is not a finite real number at this point") from None

    def number(self, tree: Tree) -> float:
        """Return the number that a formula is. Raises NumericError with what is needed and not given."""
        value, missing = self.value(tree, Formula(tree).unicode)
        if value is None:
            raise self.given.not_given(missing)
        return float(value_of(value, {}))

    def note(self, name: str, tree: Tree) -> None:
        """Take the value of a quantity."""
        value, missing = self.value(tree, name)
        if value is None:
            self.missing[name] = missing
        else:
            self.exact[name] = value


def as_tree(value: float) -> Tree:
    """Return a float with all its digits."""
    return number(int(value)) if value.is_integer() and abs(value) < 2**53 else number(Decimal(repr(value)))


def found_at(graph: Graph, inputs: Mapping[str, Any]) -> Found:
    """Return what follows of a graph's quantities from the given values, at values of its inputs."""
    found = Found(graph.problem, inputs)
    for entry in graph.nodes:
        if entry.tree is not None:
            found.note(entry.name, entry.tree)
    return found


def evaluate(graph: Graph, edges: Iterable[Edge], values: Mapping[str, Any]) -> Evaluation:
    """Return the graph in numbers at the given values of its inputs, each a number or an array over samples.

    ``edges`` are the local derivatives of all edges below the output. Where the problem gives values of its unspecified functions, these
    are put in at one point; what does not follow from them raises NumericError when it is looked up, with what would be needed.
    Raises NumericError for a missing value and for a node that is not a finite real number there, UnknownName for a
    value of something that the problem does not have.
    """
    if not graph.problem.known:
        return Evaluator(graph, edges).at(values)
    inputs = checked(graph, graph.inputs, values)
    if sample_shape(inputs) is not None:
        raise NumericError("given values of a function are put in at one point, not over samples", hint="give each name one number")
    found = found_at(graph, inputs)
    numbers = {name: float(value_of(tree, {})) for name, tree in found.exact.items()}
    return Evaluation(WhereGiven(numbers, found.missing, found.given), once(lambda: backward(graph, edges, found)))


def backward(graph: Graph, edges: Iterable[Edge], found: Found) -> ByName[Any]:
    """Return d(output)/d(node) for every node, in one backward sweep, as far as it follows from given values."""
    ids, names = graph.ids, [entry.name for entry in graph.nodes]
    adjoints = dict.fromkeys(names, 0.0) | {names[graph.output]: 1.0}
    reached, missing = {names[graph.output]}, dict[str, Places]()
    for edge in sorted(edges, key=lambda each: (ids[each.of], ids[each.wrt]), reverse=True):
        if edge.of in reached:
            reached.add(edge.wrt)
            value, needed = found.value(edge.tree, f"d{edge.of}/d{edge.wrt}")
            needed = missing.get(edge.of, {}) | needed
            if needed:
                missing[edge.wrt] = missing.get(edge.wrt, {}) | needed
            elif value is not None:
                adjoints[edge.wrt] += adjoints[edge.of] * float(value_of(value, {}))
    return WhereGiven({name: value for name, value in adjoints.items() if name not in missing}, missing, found.given)
