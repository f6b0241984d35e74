"""What an expression must be: conditions read, compared, put back in terms of the inputs, solved and written."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from chainrule.calculus.exact import Rational, comparable, exact, inverse, is_negative, plus, times
from chainrule.calculus.sets.intervals import REAL, Interval, apart, around, met, within
from chainrule.calculus.sets.polynomials import Root, polynomial, rational_roots
from chainrule.calculus.tidying.terms import write_number
from chainrule.tree import Tree, add, call, fold, neg, node, relation, symbol

WRITTEN_SIZE = 60  # nodes of a condition with everything put back


@dataclass(frozen=True, slots=True)
class Condition:
    """What one link needs.

    ``node`` is the name of the quantity whose expression needs it. ``relation`` is written in node names; ``substituted``
    is the same with links and definitions put back, split into factors and solved for an input where that is plain; None
    where it would be too large. ``kind`` is "defined" where the value needs it and "smooth" where only the derivative does;
    ``kink`` then says what happens there, if the function goes on, and ``corner`` whether the output has no derivative there,
    as measured; None where that was not found out, False where it has one that the result does not give. ``within`` is the condition
    of the piece that needs it, where an expression is given in pieces; of kind "given" is the condition under which it is given at all.
    """

    node: str
    relation: Tree
    substituted: Tree | None
    kind: str
    kink: str = ""
    corner: bool | None = None
    within: Tree | None = None


class Need(NamedTuple):
    """An expression must not be ``hole``, or must be from ``low`` to ``high``, these excluded if ``strict``."""

    low: Rational | None = None
    high: Rational | None = None
    strict: bool = True
    hole: Rational | None = None

    @property
    def allowed(self) -> Interval:
        """The numbers from ``low`` to ``high``, exactly."""
        low, high = (None if end is None else comparable(end) for end in (self.low, self.high))
        return Interval(-inf if low is None else low, inf if high is None else high, self.strict and low is not None, self.strict and high is not None)


    @property
    def ends(self) -> list[Rational]:
        """The numbers that it names."""
        return [end for end in (self.low, self.high, self.hole) if end is not None]


POSITIVE, NOT_ZERO = Need(low=0), Need(hole=0)
MIRRORED = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "≠": "≠"}
STRICT = {"≥": ">", "≤": "<"}


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
    ends = [comparable(end) for end in (b.low, b.high) if end is not None]
    return b._replace(strict=True) if ends == [comparable(a.hole)] else None


def joined(a: Need, b: Need) -> Need | None:
    """Return 0 < u < 2 for u > 0 and u < 2, None for other pairs."""
    if a.hole is not None or b.hole is not None or a.strict != b.strict:
        return None
    lows, highs = ([end for end in ends if end is not None] for ends in ((a.low, b.low), (a.high, b.high)))
    return Need(max(lows, key=comparable, default=None), min(highs, key=comparable, default=None), a.strict)


def narrowed(bounds: Interval, need: Need) -> Interval:
    """Return bounds without what is not allowed, as far as the rest is an interval of floats."""
    if need.hole is not None:
        hole = comparable(need.hole)
        return bounds._replace(low_open=bounds.low_open or bounds.low == hole, high_open=bounds.high_open or bounds.high == hole)
    low, high = (REAL if end is None else around(end) for end in (need.low, need.high))
    return met(bounds, Interval(low.low, high.high, need.strict or low.low_open, need.strict or high.high_open))


# Conditions put back and solved

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


def solve(expression: Tree, need: Need) -> tuple[Tree, Need]:
    """Return the need of the one name in a linear expression, 2x − 3 > 0 as x > 3/2; a constant as its value, others as they are."""
    form = None if expression[0] == "symbol" else fold(expression, polynomial)
    if form is None or form.degree > 1:
        return expression, need
    if not form.name:
        return write_number(form.coefficients[0]), need
    offset, slope = form.coefficients
    low, high, hole = (None if end is None else times(plus(end, times(offset, -1)), inverse(slope)) for end in (need.low, need.high, need.hole))
    return symbol(form.name), Need(high, low, need.strict, hole) if is_negative(slope) else Need(low, high, need.strict, hole)


def by_roots(expression: Tree, need: Need) -> list[tuple[Tree, Need]] | None:
    """Return needs of the name in a polynomial that come to the same: 4 − x² > 0 as −2 < x < 2, x² − 2x ≠ 0 as x ≠ 0 and x ≠ 2.

    None for another expression, where a root is not rational, and where one stretch of numbers is not all.
    """
    form = fold(expression, polynomial)
    ends = [(end, sign) for end, sign in ((need.low, 1), (need.high, -1), (need.hole, 1)) if end is not None]
    if form is None or form.degree < 2 or len(ends) != 1:
        return None
    (end, sign), (first, *rest) = ends[0], form.coefficients
    signed = tuple([times(value, sign) for value in (plus(first, times(end, -1)), *rest)])  # to be positive, or not 0
    roots = rational_roots(signed)
    if roots is None:
        return None
    if need.hole is None and is_beyond(roots, signed):
        return [(call("abs", symbol(form.name)), Need(low=roots[1].value, strict=need.strict))]
    found = positive_between(roots, not is_negative(signed[-1]), need.strict) if need.hole is None else [Need(hole=root.value) for root in roots]
    if found is None and need.strict and all(root.multiplicity % 2 == 0 for root in roots):
        return [(write_number(first), need)]  # it never holds, as any value shows
    return None if found is None else [(symbol(form.name), each) for each in found]


def is_beyond(roots: list[Root], coefficients: tuple[Rational, ...]) -> bool:
    """Return whether a polynomial is positive beyond two opposite roots, as x² − 4 is where |x| > 2."""
    crossed = len(roots) == 2 and all(root.multiplicity % 2 for root in roots)
    return crossed and not is_negative(coefficients[-1]) and not plus(roots[0].value, roots[1].value)


def positive_between(roots: list[Root], rises: bool, strict: bool) -> list[Need] | None:
    """Return where a polynomial is positive (or 0, unless ``strict``), by its real roots in order; None where that is not one stretch.

    ``rises`` says whether it is positive beyond the last root.
    """
    crossed, touched = ([root.value for root in roots if root.multiplicity % 2 == odd] for odd in (1, 0))
    match crossed:
        case [] if rises:
            whole = Need()
        case [low] if rises:
            whole = Need(low=low, strict=strict)
        case [high] if not rises:
            whole = Need(high=high, strict=strict)
        case [low, high] if not rises:
            whole = Need(low, high, strict)
        case _:
            return None
    inside = [value for value in touched if within(Interval(comparable(value), comparable(value)), whole.allowed)]
    if not strict and len(inside) < len(touched):
        return None  # it is 0 at a point apart
    return [*([whole] if crossed else []), *[Need(hole=value) for value in inside if strict]]
