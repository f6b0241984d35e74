"""Where a derivation holds: the conditions that each link needs, without those that always hold.

What always holds is proven by interval arithmetic on floats rounded outwards, over the whole graph: the bounds of a
subexpression enclose all its values where it is defined. Conditions that are listed narrow the bounds, so that what follows
from them is not said again. What cannot be proven is listed, so the list may say more than is needed, never less.
Source: Moore, Kearfott and Cloud, Introduction to Interval Analysis, chapters 2 and 5.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, reduce
from itertools import islice
from math import inf, nextafter
from typing import Any, NamedTuple

from chainrule.calculus.exact import Rational, as_ratio, exact, inverse, is_negative, is_zero, plus, times, to_power
from chainrule.calculus.terms import write_number
from chainrule.errors import NotDifferentiable
from chainrule.functions import FUNCTIONS
from chainrule.graph.graph import Graph
from chainrule.tree import ZERO, Tree, add, fold, names, neg, node, postorder, relation, symbol

LISTED = 50  # conditions: beyond, nobody reads them, and no more are looked for
WRITTEN_SIZE = 60  # nodes of a condition with everything put back
ACCURACY = 1e-12  # relative: far beyond the rounding of a power or of a function of the table
ROOT_HINT = "such a power is real for a base that is not negative; the cube root of every real u is written root(u, 3)"
CORNERS = frozenset({"abs", "relu", "leaky_relu", "elu"})  # smooth after all where the argument only touches 0: |x²| is x²


@dataclass(frozen=True, slots=True)
class Condition:
    """What one link needs.

    ``node`` is the name of the quantity whose expression needs it. ``relation`` is written in node names; ``substituted``
    is the same with links and definitions put back, split into factors and solved for an input where that is plain; None
    where it would be too large. ``kind`` is "defined" where the value needs it and "smooth" where only the derivative does;
    ``kink`` then says what happens there, if the function goes on.
    """

    node: str
    relation: Tree
    substituted: Tree | None
    kind: str
    kink: str = ""


def conditions(graph: Graph, nodes: Iterable[int]) -> tuple[Condition, ...]:
    """Return what the nodes with these ids need for their values, and for derivatives by the names the graph is asked for.

    Each condition is listed once, and none that follows from another: first those without which there is no value or no
    derivative, then corners and jumps. At most 50 are listed, so 50 may mean more. Linear in the size of the expressions.
    Raises NotDifferentiable for an expression that is never real, such as log(−2) or 1/0.
    """
    found = [(graph.nodes[index].name, item) for index in nodes for item in conditional(graph.nodes[index].tree)]
    return _Domain(graph, found).listed() if found else ()


def conditional(tree: Tree | None) -> list[Tree]:
    """Return the subexpressions that may need a condition (and sums over an index), inner ones first, from left to right."""
    found: list[Tree] = []
    seen: set[int] = set()
    order = [] if tree is None else [tree]
    for item in order:  # grows while it runs
        kind, value, args = item
        if args and id(item) not in seen:
            seen.add(id(item))
            order.extend(reversed(args))
            if kind in CONDITIONAL and CONDITIONAL[kind](value, args):
                found.append(item)
    found.reverse()
    return found


def _is_positive(leaf: Tree) -> bool:
    return leaf[0] == "constant" or (leaf[0] == "number" and bool(leaf[1] > 0))


CONDITIONAL: dict[str, Callable[[Any, tuple[Tree, ...]], bool]] = {
    "div": lambda _, args: not _is_positive(args[1]),
    "pow": lambda _, args: not _is_positive(args[0]) and not (args[1][0] == "number" and isinstance(args[1][1], int)),
    "call": lambda name, _: name in FUNCTIONS and bool(FUNCTIONS[name].domain or FUNCTIONS[name].smooth),
    "sum": lambda *_: True,
}


# Intervals


class Interval(NamedTuple):
    """The numbers from ``low`` to ``high``; an open end does not belong to it."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False


REAL = Interval(-inf, inf, True, True)


def met(a: Interval, b: Interval) -> Interval:
    """Return the common part of two intervals; where there is none, the first."""
    if apart(a, b):
        return a
    low, low_open = max((a.low, a.low_open), (b.low, b.low_open))
    high, high_closed = min((a.high, not a.high_open), (b.high, not b.high_open))
    return Interval(low, high, low_open, not high_closed)


def apart(a: Interval, b: Interval) -> bool:
    """Return whether two intervals have no number in common."""
    low, low_open = max((a.low, a.low_open), (b.low, b.low_open))
    high, high_closed = min((a.high, not a.high_open), (b.high, not b.high_open))
    return low > high or (low == high and (low_open or not high_closed))


def within(a: Interval, b: Interval) -> bool:
    """Return whether every number of the first interval is in the second."""
    return (a.low, a.low_open) >= (b.low, b.low_open) and (a.high, not a.high_open) <= (b.high, not b.high_open)


def opposite(a: Interval) -> Interval:
    return Interval(-a.high, -a.low, a.high_open, a.low_open)


def total(a: Interval, b: Interval) -> Interval:
    low, high = a.low + b.low, a.high + b.high
    low = low if _exact_sum(a.low, b.low, low) else nextafter(low, -inf)
    high = high if _exact_sum(a.high, b.high, high) else nextafter(high, inf)
    return Interval(low, high, a.low_open or b.low_open, a.high_open or b.high_open)


def _exact_sum(a: float, b: float, rounded: float) -> bool:
    """Return whether a sum was not rounded (Knuth's two-sum; an infinity counts as rounded)."""
    part = rounded - a
    return (a - (rounded - part)) + (b - part) == 0


def product(a: Interval, b: Interval) -> Interval:
    corners = [_corner(x, y) for x in ((a.low, a.low_open), (a.high, a.high_open)) for y in ((b.low, b.low_open), (b.high, b.high_open))]
    low, low_open = min((down, is_open) for down, _, is_open in corners)
    high, high_closed = max((up, not is_open) for _, up, is_open in corners)
    return Interval(low, high, low_open, not high_closed)


def _corner(x: tuple[float, bool], y: tuple[float, bool]) -> tuple[float, float, bool]:
    """Return the product of two ends rounded down and up, and whether it is open; 0 times an infinite end is 0."""
    (a, a_open), (b, b_open) = x, y
    if a == 0 or b == 0:
        return 0.0, 0.0, not ((a == 0 and not a_open) or (b == 0 and not b_open))
    value = a * b
    if a.is_integer() and b.is_integer() and abs(value) <= 2**53:
        return value, value, a_open or b_open
    return nextafter(value, -inf), nextafter(value, inf), a_open or b_open


def reciprocal(a: Interval) -> Interval:
    """Return the bounds of 1/u, with u ≠ 0."""
    if a.low < 0 < a.high or a.low == a.high == 0:
        return REAL
    if a.high <= 0:
        return opposite(reciprocal(opposite(a)))
    low = 0.0 if a.high == inf else 1.0 if a.high == 1 else nextafter(1 / a.high, 0)
    high = inf if a.low < 1e-300 else 1.0 if a.low == 1 else nextafter(1 / a.low, inf)
    return Interval(low, high, a.high_open, a.low_open or high == inf)


def raised(a: Interval, exponent: int) -> Interval:
    """Return the bounds of a power with a whole exponent above 0."""
    a = a if exponent % 2 else absolute(a)
    low = _power(a.low, exponent)[0] if a.low >= 0 else -_power(-a.low, exponent)[1]
    high = _power(a.high, exponent)[1] if a.high >= 0 else -_power(-a.high, exponent)[0]
    return Interval(low, high, a.low_open, a.high_open)


def _power(base: float, exponent: int) -> tuple[float, float]:
    """Return a power of a base not below 0, rounded down and up."""
    if base in (0.0, 1.0, inf):
        return base, base
    try:
        value = base**exponent
    except OverflowError:
        return (0.0, 1.0) if base < 1 else (1.0, inf)
    if base.is_integer() and value <= 2**53:
        return value, value
    return max(0.0, value * (1 - ACCURACY) - 1e-300), value * (1 + ACCURACY) + 1e-300


def around(value: Rational) -> Interval:
    """Return the smallest interval of floats around a rational number; it is open unless it is the number itself."""
    p, q, _ = as_ratio(value)
    try:
        middle = p / q
    except OverflowError:
        return Interval(nextafter(inf, 0), inf, True, True) if p > 0 else Interval(-inf, nextafter(-inf, 0), True, True)
    above, below = middle.as_integer_ratio()
    if above * q == p * below:
        return Interval(middle, middle)
    return Interval(nextafter(middle, -inf), nextafter(middle, inf), True, True)


def absolute(u: Interval) -> Interval:
    return u if u.low >= 0 else opposite(u) if u.high <= 0 else Interval(0.0, max(-u.low, u.high), False, min((u.low, u.low_open), (-u.high, u.high_open))[1])


def wave(function: Callable[[float], float], u: Interval) -> Interval:
    """Return the bounds of sine or cosine, whose slope is at most 1: narrow for a constant, else from −1 to 1."""
    if not (u.high - u.low < 1 and abs(u.low) < 1e6):
        return Interval(-1.0, 1.0)
    middle, radius = function(u.low), u.high - u.low + 1e-15
    return met(Interval(-1.0, 1.0), Interval(middle - radius, middle + radius))


def image(name: str, *args: Interval) -> Interval:
    """Return the bounds of a function of the table."""
    if name in IMAGES:
        return IMAGES[name](*args)
    row = FUNCTIONS[name]
    low, high, ends = row.bounds
    whole = Interval(float(low), float(high), ends[0] == "(", ends[1] == ")")
    if not row.rising:
        return whole
    (a, b, a_open, b_open), zero = args[0], zero_of(name)
    return met(whole, Interval(_value(row.real, a, zero, -1, whole.low), _value(row.real, b, zero, 1, whole.high), a_open, b_open))


def _value(function: Callable[[float], float], u: float, zero: int | None, direction: int, end: float) -> float:
    """Return a rising function's value rounded outwards, and ``end`` where it has none."""
    if u == zero:
        return 0.0
    try:
        value = function(u) if math.isfinite(u) else end
    except (ValueError, OverflowError):
        return end
    return value + direction * (abs(value) * ACCURACY + 1e-300) if math.isfinite(value) else value


@cache
def zero_of(name: str) -> int | None:
    """Return the only argument, 0 or 1, at which a function of the table is 0; None where there is none or no other way to tell."""
    if name == "abs":
        return 0
    for candidate in (0, 1) if FUNCTIONS[name].rising else ():
        try:
            if FUNCTIONS[name].real(float(candidate)) == 0:
                return candidate
        except ValueError:
            continue
    return None


def greatest(*args: Interval) -> Interval:
    low, low_open = max((a.low, a.low_open) for a in args)
    high, high_closed = max((a.high, not a.high_open) for a in args)
    return Interval(low, high, low_open, not high_closed)


IMAGES: dict[str, Callable[..., Interval]] = {
    "abs": absolute,
    "sin": lambda u: wave(math.sin, u),
    "cos": lambda u: wave(math.cos, u),
    "max": greatest,
    "min": lambda *args: opposite(greatest(*map(opposite, args))),
}


# Bounds of the expressions of a graph


class Bounds:
    """The bounds of every subexpression of a graph, worked out when asked for.

    Equal subexpressions, and a name and the expression that defines it, share a number, their part. By part there are the
    ``intervals``, and the ``levels``: 0 for a constant, 2 for what the names asked for influence, 1 for the rest.
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

    def number(self, kind: str, value: Any, parts: tuple[int, ...]) -> int:
        """Return the number of an operation on numbered parts; the bounds of a new one are worked out."""
        key = (kind, value, tuple(sorted(parts)) if kind in ("add", "mul") else parts)
        part = self.parts.get(key)
        if part is None:
            part = self.parts[key] = len(self.intervals)
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

    def of_series(self, _: Any, body: int, *__: int) -> Interval:
        """Return the bounds of a sum over an index with any number of terms: only their sign is left."""
        low, high, *_open = self.intervals[body]
        return Interval(0.0 if low >= 0 else -inf, 0.0 if high <= 0 else inf, low < 0, high > 0)


BOUNDS: dict[str, Callable[..., Interval]] = {
    "number": lambda _, value: around(exact(value)),
    "constant": lambda _, name: Interval(math.e, nextafter(math.e, 3), True, True) if name == "e" else Interval(math.pi, nextafter(math.pi, 4), True, True),
    "neg": lambda bounds, _, arg: opposite(bounds.intervals[arg]),
    "add": lambda bounds, _, *args: reduce(total, [bounds.intervals[arg] for arg in args]),
    "mul": Bounds.of_product,
    "div": lambda bounds, _, above, below: product(bounds.intervals[above], reciprocal(bounds.intervals[below])),
    "pow": Bounds.of_power,
    "call": lambda bounds, name, *args: image(name, *[bounds.intervals[arg] for arg in args]) if name in FUNCTIONS else REAL,
    "sum": Bounds.of_series,
}


# What an expression must be


class Need(NamedTuple):
    """An expression must not be ``hole``, or must be from ``low`` to ``high``, these excluded if ``strict``."""

    low: Rational | None = None
    high: Rational | None = None
    strict: bool = True
    hole: Rational | None = None

    @property
    def allowed(self) -> Interval:
        """The numbers from ``low`` to ``high``, exactly."""
        low, high = comparable(self.low), comparable(self.high)
        return Interval(-inf if low is None else low, inf if high is None else high, self.strict and low is not None, self.strict and high is not None)


POSITIVE, NOT_ZERO = Need(low=0), Need(hole=0)
MIRRORED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "≠": "≠"}
STRICT = {"≥": ">", "≤": "<"}


def comparable(value: Rational | None) -> Any:
    """Return a number that compares exactly with floats."""
    if value is None or isinstance(value, int):
        return value
    from fractions import Fraction

    return Fraction(value.p, value.q)


def read(condition: Tree) -> tuple[Tree, Need]:
    """Return the expression that a condition is about, and what it must be."""
    operator, sides = condition[1], condition[2]
    values = [literal(side) for side in sides]
    if len(sides) == 3:
        return sides[1], Need(values[0], values[2], operator == "<")
    if values[1] is None and values[0] is not None:
        return read(relation(MIRRORED[operator], sides[1], sides[0]))
    expression, value = (add(sides[0], neg(sides[1])), 0) if values[1] is None else (sides[0], values[1])
    if operator == "≠":
        return expression, Need(hole=value)
    return expression, Need(value, None, operator == ">") if operator in ">≥" else Need(None, value, operator == "<")


def write(expression: Tree, need: Need) -> Tree:
    """Return the condition that an expression is what it must be."""
    low, high, hole = (None if end is None else write_number(end) for end in (need.low, need.high, need.hole))
    if hole is not None:
        return relation("≠", expression, hole)
    if low is not None and high is not None:
        return relation("<" if need.strict else "≤", low, expression, high)
    operator = "≥" if high is None else "≤"
    return relation(STRICT[operator] if need.strict else operator, expression, *(end for end in (low, high) if end is not None))


def literal(tree: Tree) -> Rational | None:
    """Return the value of a number or its negation, else None."""
    if tree[0] == "neg" and tree[2][0][0] == "number":
        return times(exact(tree[2][0][1]), -1)
    return exact(tree[1]) if tree[0] == "number" else None


def settled(bounds: Interval, need: Need) -> bool | None:
    """Return True where all numbers within the bounds are allowed, False where none is, else None."""
    if need.hole is not None:
        hole = comparable(need.hole)
        return True if apart(bounds, Interval(hole, hole)) else False if bounds.low == bounds.high else None
    return True if within(bounds, need.allowed) else False if apart(bounds, need.allowed) else None


def implies(a: Need, b: Need) -> bool:
    """Return whether what satisfies the first need satisfies the second, for the same expression."""
    if a.hole is not None:
        return b.hole is not None and bool(comparable(a.hole) == comparable(b.hole))
    return settled(a.allowed, b) is True


def opened(a: Need, b: Need) -> Need | None:
    """Return u > 0 for u ≥ 0 and u ≠ 0 in either order, None for other pairs."""
    if a.hole is None:
        a, b = b, a
    if a.hole is None or b.hole is not None or b.strict:
        return None
    return b._replace(strict=True) if {comparable(b.low), comparable(b.high)} == {comparable(a.hole), None} else None


def narrowed(bounds: Interval, need: Need) -> Interval:
    """Return bounds without what is not allowed, as far as the rest is an interval of floats."""
    if need.hole is not None:
        hole = comparable(need.hole)
        return bounds._replace(low_open=bounds.low_open or bounds.low == hole, high_open=bounds.high_open or bounds.high == hole)
    low, high = (REAL if end is None else around(end) for end in (need.low, need.high))
    return met(bounds, Interval(low.low, high.high, need.strict or low.low_open, need.strict or high.high_open))


# Conditions put back and solved

Linear = tuple[str, Rational, Rational]  # name, slope and offset; a constant has the name ""


def unfold(tree: Tree, definitions: dict[str, Tree]) -> Tree | None:
    """Return a tree with the names that are defined put back, None where it would be large."""
    order, firsts = [tree], []
    for item in order:  # grows while it runs
        firsts.append(len(order))
        order.extend((definitions[item[1]],) if item[0] == "symbol" and item[1] in definitions else item[2])
        if len(order) > 2 * WRITTEN_SIZE:
            return None
    written = 0
    for index in range(len(order) - 1, -1, -1):
        kind, value, args = order[index]
        first = firsts[index]
        if kind == "symbol" and value in definitions:
            order[index] = order[first]
        else:
            written += 1
            order[index] = node(kind, value, tuple(order[first : first + len(args)])) if args else order[index]
    return order[0] if written <= WRITTEN_SIZE else None


def linear(item: Tree, parts: list[Linear | None]) -> Linear | None:
    """Return an expression as slope·name + offset, given its parts so, and None for any other; to be folded over a tree."""
    kind, value, _ = item
    if kind == "number":
        return "", 0, exact(value)
    if kind == "symbol":
        return value, 1, 0
    forms = [part for part in parts if part is not None]
    if len(forms) < len(parts) or kind not in ("neg", "add", "mul", "div", "pow"):
        return None
    if kind == "neg":
        return scaled(forms[0], -1)
    if kind == "div":
        name, _, offset = forms[1]
        return None if name or is_zero(offset) else scaled(forms[0], inverse(offset))
    if kind == "pow":
        return _powered(*forms)
    if len({name for name, *_ in forms if name}) > 1 or (kind == "mul" and sum(bool(name) for name, *_ in forms) > 1):
        return None
    return reduce(_added if kind == "add" else _multiplied, forms)


def scaled(form: Linear, by: Rational) -> Linear:
    return form[0], times(form[1], by), times(form[2], by)


def _added(a: Linear, b: Linear) -> Linear:
    return a[0] or b[0], plus(a[1], b[1]), plus(a[2], b[2])


def _multiplied(a: Linear, b: Linear) -> Linear:
    return scaled(b, a[2]) if b[0] else scaled(a, b[2])


def _powered(base: Linear, exponent: Linear) -> Linear | None:
    """Return a whole power of a number, if it is small."""
    (name, _, value), (other, _, count) = base, exponent
    if name or other or not isinstance(count, int) or abs(count) > WRITTEN_SIZE or (count < 0 and is_zero(value)):
        return None
    return "", 0, to_power(value, count)


def solve(expression: Tree, need: Need) -> tuple[Tree, Need]:
    """Return the need of the one name in a linear expression, 2x − 3 > 0 as x > 3/2; a constant as its value, others as they are."""
    form = None if expression[0] == "symbol" else fold(expression, linear)
    if form is None:
        return expression, need
    name, slope, offset = form
    if not name or is_zero(slope):
        return write_number(offset), need
    low, high, hole = (None if end is None else times(plus(end, times(offset, -1)), inverse(slope)) for end in (need.low, need.high, need.hole))
    return symbol(name), Need(high, low, need.strict, hole) if is_negative(slope) else Need(low, high, need.strict, hole)


def indices_of(sums: list[Tree], graph: Graph) -> dict[str, Interval]:
    """Return the indices of sums with their bounds, as far as a name is an index wherever it stands."""
    lowest: dict[str, list[float]] = {}
    for _, index, (_, low, _) in sums:
        first = literal(low)
        lowest.setdefault(index, []).append(-inf if first is None else around(first).low)
    trees = [entry.tree for entry in graph.nodes if entry.tree is not None]
    return {index: Interval(min(firsts), inf, False, True) for index, firsts in lowest.items() if not any(is_free(index, tree) for tree in trees)}


def is_free(name: str, tree: Tree) -> bool:
    """Return whether a name stands in a tree outside the sums of which it is the index."""
    seen: set[int] = set()
    stack = [tree]
    while stack:
        item = stack.pop()
        kind, value, args = item
        if kind == "symbol" and value == name:
            return True
        if args and id(item) not in seen:
            seen.add(id(item))
            stack.extend(args[1:] if kind == "sum" and value == name else args)
    return False


class _Waiting(NamedTuple):
    """A condition that an operation raises, as an expression and what it must be."""

    condition: Condition
    item: Tree
    expression: Tree
    need: Need


class _Kept(NamedTuple):
    """A condition that is listed, by the part of the expression that it is about."""

    part: int
    expression: Tree
    need: Need
    condition: Condition


class _Domain:
    """The conditions of one graph: what its expressions raise, and what is listed so far."""

    def __init__(self, graph: Graph, found: list[tuple[str, Tree]]) -> None:
        self.graph, self.found = graph, found
        self.indices = indices_of([item for _, item in found if item[0] == "sum"], graph)
        self.bounds = Bounds(graph, self.indices)
        self.kept: list[_Kept] = []

    def listed(self) -> tuple[Condition, ...]:
        """Return the conditions of the values, then of the derivatives, then corners and jumps; a later kind never makes up for an earlier one."""
        waiting = [entry for name, item in self.found for entry in self.raised(name, item)]
        for kind in ("defined", "smooth"):
            for entry in waiting:
                if entry.condition.kind == kind and not entry.condition.kink and len(self.kept) < LISTED:
                    self.require(entry)
        held = self.reviewed() if len(waiting) > 1 and len(self.kept) < LISTED else self.bounds
        corners = islice(self.corners(waiting, held), LISTED - len(self.kept))
        return (*[entry.condition for entry in self.kept], *corners)

    # What an expression raises

    def raised(self, name: str, item: Tree) -> Iterator[_Waiting]:
        """Yield the conditions of one operation that do not always hold."""
        for condition, kind, kink in self.needed(item):
            expression, need = read(condition)
            if not settled(self.bounds[expression], need):
                yield _Waiting(Condition(name, condition, None, kind, kink), item, expression, need)

    def needed(self, item: Tree) -> list[tuple[Tree, str, str]]:
        """Return the conditions of one operation, each with its kind and what happens where it fails."""
        kind, value, args = item
        if kind == "div":
            return [(relation("≠", args[1], ZERO), "defined", "")]
        if kind == "pow":
            return [(condition, kind, "") for condition, kind in self.needed_by_power(*args)]
        if kind == "sum":
            return []
        row = FUNCTIONS[value]
        found = [(condition, "defined", "") for condition in (row.domain(*args) if row.domain else ())]
        if row.smooth and self.level(item) == 2:
            found += [(condition, "smooth", row.kink) for condition in row.smooth(*args)]
        return found

    def needed_by_power(self, base: Tree, exponent: Tree) -> list[tuple[Tree, str]]:
        value, bounds = self.rational(exponent), self.bounds[exponent]
        if (value is not None and as_ratio(value).q == 1) or self.is_whole(exponent):
            return [(relation("≠", base, ZERO), "defined")] if bounds.low < 0 else []
        if self.bounds[base][:2] == (0, 0):
            return [(relation(">", exponent, ZERO), "defined")]
        if self.level(exponent) or bounds.low <= 0:
            return [(relation(">", base, ZERO), "defined")]
        smooth = [(relation(">", base, ZERO), "smooth")] if bounds.low < 1 and self.level(base) == 2 else []
        return [(relation("≥", base, ZERO), "defined"), *smooth]

    def level(self, tree: Tree) -> int:
        return self.bounds.levels[self.bounds.part(tree)]

    def is_whole(self, tree: Tree) -> bool:
        """Return whether an expression is whole because it is made of a sum's index and whole numbers."""
        return bool(self.indices) and all(
            item[0] in ("neg", "add", "mul") or (item[1] in self.indices if item[0] == "symbol" else item[0] == "number" and isinstance(item[1], int))
            for item in postorder(tree)
        )

    def rational(self, tree: Tree) -> Rational | None:
        """Return the exact value of a short expression of numbers alone, else None."""
        whole = unfold(tree, self.bounds.trees)
        form = None if whole is None else fold(whole, linear)
        return form[2] if form and not form[0] else None

    # What is listed

    def require(self, entry: _Waiting) -> None:
        """List a condition, unless it follows from those listed."""
        for expression, need, verdict, substituted in self.simplified(entry):
            if verdict is False:
                raise self.never(entry)
            self.keep(expression, need, replace(entry.condition, substituted=substituted))

    def simplified(self, entry: _Waiting) -> Iterator[tuple[Tree, Need, bool | None, Tree | None]]:
        """Yield what a condition comes down to for the inputs, without what always holds."""
        whole = unfold(entry.condition.relation, self.bounds.trees)
        if whole is None:
            yield entry.expression, entry.need, settled(self.bounds[entry.expression], entry.need), None
            return
        first = read(whole)
        pending = [first]
        while pending:
            current = pending.pop()
            simpler = None if settled(self.bounds[current[0]], current[1]) else self.simpler(*current)
            if simpler is not None:
                pending.extend(reversed(simpler))
                continue
            solved = solve(*current)
            verdict = settled(self.bounds[solved[0]], solved[1])
            if not verdict and not self.is_index(solved[0]):
                as_raised = verdict is False or (solved == first and first[0] not in whole[2])  # 1 ≠ 0 and x ≠ y say more than 0 ≠ 0 and x − y ≠ 0
                yield *solved, verdict, whole if as_raised else write(*solved)

    def simpler(self, expression: Tree, need: Need) -> list[tuple[Tree, Need]] | None:
        """Return needs of smaller expressions that come to the same, where the expression is defined; None without any."""
        if need == NOT_ZERO:
            return self.without_zeros(expression)
        if need.low != 0 or need.high is not None:
            return None
        never_negative = need.strict and self.bounds[expression].low >= 0
        return (self.without_zeros(expression) if never_negative else None) or self.of_sign(expression, need)

    def without_zeros(self, expression: Tree) -> list[tuple[Tree, Need]] | None:
        """Return what must not be 0 for an expression not to be 0."""
        kind, value, args = expression
        if kind in ("neg", "mul"):
            return [(arg, NOT_ZERO) for arg in args]
        if kind == "div":
            return [(args[0], NOT_ZERO)]
        if kind == "pow":
            exponent = self.rational(args[1])
            return None if exponent is None or is_zero(exponent) or is_negative(exponent) else [(args[0], NOT_ZERO)]
        if kind != "call":
            return None
        zero, definition = zero_of(value), FUNCTIONS[value].definition
        if zero is not None:
            return [(args[0], Need(hole=zero))]
        other = definition(*args) if definition else expression
        return [(other, NOT_ZERO)] if other[0] in ("mul", "div") else None

    def of_sign(self, expression: Tree, need: Need) -> list[tuple[Tree, Need]] | None:
        """Return the need of the one part on which the sign of an expression depends."""
        kind, value, args = expression
        if kind in ("mul", "div"):
            undecided = [(place, arg) for place, arg in enumerate(args) if not settled(self.bounds[arg], POSITIVE)]
            place, arg = undecided[0]
            return [(arg, POSITIVE if kind == "div" and place else need)] if len(undecided) == 1 else None
        if kind == "pow":
            p, q, _ = as_ratio(self.rational(args[1]) or 0)
            return [(args[0], need if p > 0 else POSITIVE)] if q == 1 and p % 2 else None
        zero = zero_of(value) if kind == "call" and FUNCTIONS[value].rising else None
        return None if zero is None else [(args[0], Need(low=zero, strict=need.strict))]

    def is_index(self, expression: Tree) -> bool:
        """Return whether an expression is made of a sum's index, which is the sum's own matter."""
        used = names(expression) if self.indices else ()
        return bool(used) and self.indices.keys() >= set(used)

    def keep(self, expression: Tree, need: Need, condition: Condition) -> None:
        """List a condition on an expression in place of those that follow from it."""
        part = self.bounds.part(expression)
        for other in [entry for entry in self.kept if entry.part == part]:
            if implies(other.need, need):
                return
            both = opened(other.need, need)
            if both is not None:
                closed, kind = (condition, other.condition.kind) if need.hole is None else (other.condition, condition.kind)
                operator, sides = closed.relation[1], closed.relation[2]
                substituted = None if closed.substituted is None else write(expression, both)
                need, condition = both, replace(closed, relation=relation(STRICT[operator], *sides), substituted=substituted, kind=kind)
        self.kept = [entry for entry in self.kept if entry.part != part or not implies(need, entry.need)]
        self.kept.append(_Kept(part, expression, need, condition))

    def reviewed(self) -> Bounds:
        """Drop the conditions that follow from others together, those on a name alone first; return the bounds where all hold."""
        bounds = Bounds(self.graph, self.indices)
        dropped = set()
        for entry in sorted(self.kept, key=lambda entry: entry.expression[0] != "symbol"):
            part = bounds.part(entry.expression)
            if settled(bounds.intervals[part], entry.need):
                dropped.add(id(entry))
            bounds.intervals[part] = narrowed(bounds.intervals[part], entry.need)
        self.kept = [entry for entry in self.kept if id(entry) not in dropped]
        return bounds

    def corners(self, waiting: list[_Waiting], held: Bounds) -> Iterator[Condition]:
        """Yield the corners and jumps that lie where everything else holds."""
        seen = set()
        for entry in waiting:
            if not entry.condition.kink or settled(held[entry.expression], entry.need) or self.only_touches(entry):
                continue
            for expression, need, _, substituted in self.simplified(entry):
                part = self.bounds.part(expression)
                if (part, need, entry.condition.kink) in seen or any(other.part == part and implies(other.need, need) for other in self.kept):
                    continue
                seen.add((part, need, entry.condition.kink))
                yield replace(entry.condition, substituted=substituted)

    def only_touches(self, entry: _Waiting) -> bool:
        """Return whether a corner is none because its argument stays on one side, without a condition that cuts off the other."""
        argument = self.bounds[entry.item[2][0]]
        return entry.item[1] in CORNERS and (argument.low >= 0 or argument.high <= 0)

    def never(self, entry: _Waiting) -> NotDifferentiable:
        """Return the error for an expression that has no value, or no derivative, for any input."""
        from chainrule.notation.infix import text

        name, condition = entry.condition.node, unfold(entry.condition.relation, self.bounds.trees)
        whole = unfold(entry.item, self.bounds.trees)
        what = f"an expression in '{name}'" if whole is None else text(whole)
        why = "" if condition is None else f": {text(condition)} never holds"
        verb = "is not defined" if entry.condition.kind == "defined" else "has no derivative"
        return NotDifferentiable(f"{what} {verb}{why}", hint=ROOT_HINT if entry.item[0] == "pow" else None)
