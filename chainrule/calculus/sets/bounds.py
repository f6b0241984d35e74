"""The bounds of every subexpression of a graph: they enclose all its values where it is defined."""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Callable
from functools import reduce
from math import inf, nextafter
from typing import Any

from chainrule.calculus.exact import exact
from chainrule.calculus.sets.intervals import REAL, Interval, around, image, opposite, product, raised, reciprocal, total
from chainrule.errors import NumericError
from chainrule.functions import FUNCTIONS
from chainrule.graph.graph import Graph
from chainrule.numeric.arithmetic import mpmath_arithmetic
from chainrule.numeric.program import value_of
from chainrule.tree import Tree

DIGITS, ZERO_SIZE = 50, 1e-40  # that an expression of numbers is worked out with, and what counts as 0 then


class Bounds:
    """The bounds of every subexpression of a graph, worked out when asked for.

    Equal subexpressions, and a name and the expression that defines it, share a number, their part. By part there are the
    ``intervals``, the ``kinds`` of their nodes, and the ``levels``: 0 for a constant, 2 for what the names asked for influence, 1 for the rest.
    """

    def __init__(self, graph: Graph, indices: dict[str, Interval]) -> None:
        self.indices = indices  # of sums: whole numbers
        self.trees = {entry.name: entry.tree for entry in graph.nodes if entry.tree is not None}
        asked = {graph.ids[name] for name in graph.asked if name in graph.ids} or set(range(len(graph.nodes)))
        self.moving = {entry.name for entry, above in zip(graph.nodes, graph.above(asked), strict=True) if above}
        self.known: dict[int, int] = {}  # id of a tree -> part
        self.alive: list[Tree] = []  # trees that are no part of the graph, so that their ids are not given to others
        self.parts: dict[Any, int] = {}
        self.intervals: list[Interval] = []
        self.kinds: list[str] = []
        self.levels: list[int] = []

    def __getitem__(self, tree: Tree) -> Interval:
        return self.intervals[self.part(tree)]

    def part(self, tree: Tree) -> int:
        """Return the number of an expression."""
        known = self.known
        if id(tree) in known:
            return known[id(tree)]
        self.alive.append(tree)
        stack = [tree]
        while stack:
            top = stack[-1]
            kind, value, args = top
            inner = args if value not in self.trees or kind != "symbol" else (self.trees[value],)
            waiting = [arg for arg in inner if id(arg) not in known]
            if waiting:
                stack.extend(reversed(waiting))
                continue
            stack.pop()
            if id(top) not in known:
                parts = tuple([known[id(arg)] for arg in inner])
                known[id(top)] = parts[0] if inner is not args else self.number(kind, value, parts)
        return known[id(tree)]

    def narrow(self, tree: Tree, bounds: Interval | None) -> None:
        """Take closer bounds of an expression, where there are any."""
        if bounds is not None:
            self.intervals[self.part(tree)] = bounds

    def number(self, kind: str, value: Any, parts: tuple[int, ...]) -> int:
        """Return the number of an operation on numbered parts; the bounds of a new one are worked out."""
        key = (kind, value, tuple(sorted(parts)) if kind in ("add", "mul") else parts)
        part = self.parts.get(key)
        if part is None:
            part = self.parts[key] = len(self.intervals)
            self.kinds.append(kind)
            self.intervals.append(BOUNDS[kind](self, value, *parts) if kind in BOUNDS else self.indices.get(value, REAL) if kind == "symbol" else REAL)
            self.levels.append(max([self.levels[inner] for inner in parts]) if parts else (1 + (value in self.moving)) * (kind == "symbol"))
        return part

    def of_product(self, _: Any, *parts: int) -> Interval:
        """Return the bounds of a product; a factor that stands there twice is a square."""
        return reduce(product, [raised(self.intervals[part], count) for part, count in Counter(parts).items()])

    def of_power(self, _: Any, base: int, exponent: int) -> Interval:
        """Return the bounds of a power; with an exponent that is not whole the base is not negative where it is defined."""
        below, above = self.intervals[base], self.intervals[exponent]
        if base == self.parts.get(("constant", "e", ())):
            return image("exp", above)
        if above.low == above.high and above.low.is_integer() and abs(above.low) <= 2**53:
            whole = int(above.low)
            return Interval(1.0, 1.0) if whole == 0 else raised(below, whole) if whole > 0 else reciprocal(raised(below, -whole))
        if self.indices and below.low < 0:
            return REAL  # the exponent may be a whole number
        return Interval(0.0, inf, below.low > 0 or (below.low == 0 and below.low_open), True)

    def of_series(self, _: Any, body: int, first: int, last: int) -> Interval:
        """Return the bounds of a sum over an index with any number of terms: their sign is left; n values are one at least."""
        low, high, low_open, high_open = self.intervals[body]
        if self.kinds[last] == "symbol" and self.kinds[first] == "number" and self.intervals[first].high <= 1:
            return Interval(low if low >= 0 else -inf, high if high <= 0 else inf, low_open or low < 0, high_open or high > 0)
        return Interval(0.0 if low >= 0 else -inf, 0.0 if high <= 0 else inf, low < 0, high > 0)


CONSTANTS = {
    "e": Interval(math.e, nextafter(math.e, 3), True, True),
    "pi": Interval(math.pi, nextafter(math.pi, 4), True, True),
    "∞": Interval(sys.float_info.max, inf, True, True),
}
BOUNDS: dict[str, Callable[..., Interval]] = {
    "number": lambda _, value: around(exact(value)),
    "constant": lambda _, name: CONSTANTS[name],
    "neg": lambda bounds, _, arg: opposite(bounds.intervals[arg]),
    "add": lambda bounds, _, *args: reduce(total, [bounds.intervals[arg] for arg in args]),
    "mul": Bounds.of_product,
    "div": lambda bounds, _, above, below: product(bounds.intervals[above], reciprocal(bounds.intervals[below])),
    "pow": Bounds.of_power,
    "call": lambda bounds, name, *args: image(name, *[bounds.intervals[arg] for arg in args]) if name in FUNCTIONS else REAL,
    "sum": Bounds.of_series,
}


def value_bounds(expression: Tree) -> Interval | None:
    """Return close bounds of an expression of numbers alone, by many digits: floats cannot tell cos(π/2) from 0; None without a value."""
    try:
        value = value_of(expression, {}, mpmath_arithmetic(DIGITS))
    except NumericError:
        return None
    return around(0) if abs(value) < ZERO_SIZE else Interval(nextafter(float(value), -inf), nextafter(float(value), inf))
