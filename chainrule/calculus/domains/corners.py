"""Whether a corner or a jump of one link is one of the whole: x·|x| is smooth at 0, where |x| is not.

The function is computed on both sides of places where the condition fails, nearer and nearer, with many digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice, pairwise
from typing import Any

from chainrule.calculus.sets.polynomials import polynomial
from chainrule.errors import NumericError
from chainrule.graph.graph import Graph
from chainrule.numeric.arithmetic import FLOAT, Arithmetic, mpmath_arithmetic
from chainrule.numeric.points import FIRST, candidate
from chainrule.numeric.program import OutsideDomain, Program, value_of
from chainrule.tree import Tree, add, fold, names, neg

WORK = 500  # instructions up to which a function is examined
SAMPLES = 2  # of the other inputs
PLACES = 4  # along each input, for each sample
MOVED = 3  # inputs
SCAN = tuple(sorted((*FIRST, *[-value for value in FIRST], 0.0371, -0.0291, 1e-3, -1e-3, 17.3, -17.3, 130.7, -130.7)))
DIGITS = 40
HALVINGS, EXACT_HALVINGS = 60, 45  # in floats, then from a bracket of that width around what they find to 25 digits
BRACKET = 1e-12
NEAR, NEARER, CLOSEST = 1e-9, 1e-12, 1e-30
SAME = 1e-5  # relative; slopes that differ by more are different
INFINITE = "infinite"

Function = Callable[[Any], Any]


class Corners:
    """The function of a graph, to be examined where one of its links has a corner or a jump."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.program: Program | None = Program(unspecified=True)
        for node in graph.nodes:
            if node.tree is None:
                self.program.input(node.name)
            elif len(self.program) <= WORK:
                self.program.define(node.name, node.tree)
        if len(self.program) > WORK or not self.program.inputs.keys() <= set(graph.inputs):  # large, or with stand-ins for the samples of a sum
            self.program = None

    def at(self, condition: Tree) -> bool | None:
        """Return whether the function has no derivative where a condition in terms of the inputs fails; None where that differs or cannot be told.

        False is returned only where the condition fails at a single point, at which the function was found to be smooth.
        """
        found = set(self.verdicts(condition))
        if found == {True}:
            return None if may_touch(condition) else True
        single = len(self.graph.inputs) == 1 and condition[2][0][0] == "symbol" and not names(condition[2][1])
        return False if found == {False} and single else None

    def verdicts(self, condition: Tree) -> Iterator[bool | None]:
        """Yield what is found at some places where the condition fails, along each asked input in turn."""
        if self.program is None or condition[1] != "≠":
            return
        sides = Program(unspecified=True)
        place = sides.add(gap(condition))
        inputs = self.graph.inputs
        if not sides.inputs.keys() <= set(inputs):
            return
        for moved in [name for name in self.graph.asked if name in sides.inputs][:MOVED]:
            for index in range(SAMPLES):
                point = {name: candidate(order, index) for order, name in enumerate(inputs)}
                roots = zeros(along(sides, place, moved, point, FLOAT), along(sides, place, moved, point, EXACT()))
                function = along(self.program, self.program.names[self.graph.nodes[self.graph.output].name], moved, point, EXACT())
                yield from [has_corner(function, root) for root in islice(roots, PLACES)]


def continuous(tree: Tree, condition: Tree) -> bool:
    """Return whether an expression in one input is continuous, and defined, at the point where a condition on that input fails."""
    name, numbers = condition[2][0][1], EXACT()
    try:
        middle = value_of(condition[2][1], {}, numbers)
        ends = [value_of(tree, {name: middle + way * numbers.number(CLOSEST)}, numbers) for way in (-1, 0, 1)]
    except NumericError:  # outside the domain, or without a value at all, as an unspecified function is
        return False
    exactly = value_of(gap(condition), {name: middle}, numbers) == 0
    return exactly and bool(max(ends) - min(ends) <= SAME * (1 + abs(ends[1])))


def may_touch(condition: Tree) -> bool:
    """Return whether u ≠ ⌊u⌋ may fail where u only touches a whole number, which no place may have shown: sin x touches −1 at −π/2."""
    inner, other = condition[2]
    form = fold(inner, polynomial) if other[:2] in (("call", "floor"), ("call", "ceil")) else None
    return other[2] == (inner,) and (form is None or form.degree != 1)


def gap(condition: Tree) -> Tree:
    """Return the difference of the two sides of a condition, which is 0 where it fails."""
    left, right = condition[2]
    return add(left, neg(right))


def EXACT() -> Arithmetic:  # noqa: N802  # stands beside FLOAT, but imports mpmath
    return mpmath_arithmetic(DIGITS)


def along(program: Program, slot: int, moved: str, point: Mapping[str, float], arithmetic: Arithmetic) -> Function:
    """Return a slot as a function of one input, None outside the domain."""
    fixed = {name: arithmetic.number(point[name]) for name in program.inputs}

    def function(value: Any) -> Any:
        try:
            return program.run({**fixed, moved: value}, arithmetic)[slot]
        except OutsideDomain:
            return None

    return function


def zeros(rough: Function, exact: Function) -> Iterator[Any]:
    """Yield the places of the scan where a function is 0: where it only touches 0, then where it changes sign, nearest to 0 first.

    Places of another kind than the others are so among the first: sin(x²) touches 0 at 0 and changes sign elsewhere.
    """
    number, heights = EXACT().number, [(place, rough(place)) for place in SCAN]
    for (low, left), (_, middle), (high, right) in zip(heights, heights[1:], heights[2:], strict=False):
        if None not in (left, middle, right) and 0 < abs(middle) <= min(abs(left), abs(right)):
            plain = number(round(lowest(lambda place: abs(rough(place) or 0.0), low, high), 6))
            if exact(plain) == 0:
                yield plain
    for (low, left), (high, right) in sorted(pairwise(heights), key=lambda ends: min(abs(ends[0][0]), abs(ends[1][0]))):
        near = bisected(rough, low, high, HALVINGS) if left is not None and right is not None and left * right < 0 else None
        if near is not None:
            reach = number(BRACKET) * (1 + abs(near))
            place = bisected(exact, number(near) - reach, number(near) + reach, EXACT_HALVINGS)
            if place is not None:
                plain = number(round(float(place), 12))
                yield plain if exact(plain) == 0 else place


def lowest(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function is least between two places, by thirds."""
    for _ in range(HALVINGS):
        third = (high - low) / 3
        low, high = (low, high - third) if function(low + third) < function(high - third) else (low + third, high)
    return (low + high) / 2


def bisected(function: Function, low: Any, high: Any, halvings: int) -> Any:
    """Return where a function changes sign between two places; None where it does not, or is not defined on the way."""
    left, right = function(low), function(high)
    if left is None or right is None or left * right >= 0:
        return None
    for _ in range(halvings):
        middle = (low + high) / 2
        value = function(middle)
        if value is None:
            return None
        if value * left > 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def has_corner(function: Function, place: Any) -> bool | None:
    """Return whether the slopes on the two sides of a place differ, or one is infinite; None where they cannot be told."""
    left, right = slope(function, place, -1), slope(function, place, 1)
    if left is None or right is None:
        return None
    if INFINITE in (left, right):
        return True
    return bool(abs(left - right) > SAME * max(abs(left), abs(right)))


def slope(function: Function, place: Any, side: int) -> Any:
    """Return the slope on one side of a place, 0 where it vanishes and INFINITE where it grows without end; None where neither is clear."""
    here = function(place)
    ends = [function(place + side * EXACT().number(step)) for step in (NEAR, NEARER)]
    if here is None or None in ends:
        return None
    first, second = ((end - here) / (side * EXACT().number(step)) for end, step in zip(ends, (NEAR, NEARER), strict=True))
    if 2 * abs(second) < abs(first) or second == 0:
        return 0
    if abs(second) > 2 * abs(first):
        return INFINITE
    return second if abs(second - first) <= SAME * abs(first) else None
