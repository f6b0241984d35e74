"""What an expression must be: conditions read, compared, put back in terms of the inputs, solved and written."""

from __future__ import annotations

from functools import reduce
from math import inf
from typing import Any, NamedTuple

from chainrule.calculus.exact import Rational, exact, inverse, is_negative, is_zero, plus, times, to_power
from chainrule.calculus.intervals import REAL, Interval, apart, around, met, within
from chainrule.calculus.terms import write_number
from chainrule.tree import Tree, add, fold, neg, node, relation, symbol

WRITTEN_SIZE = 60  # nodes of a condition with everything put back


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
