"""Expressions in pieces very near to where one piece ends and another begins, worked out with many digits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from chainrule.calculus.exact import ratio
from chainrule.calculus.sets.needs import literal
from chainrule.calculus.tidying.terms import write_number
from chainrule.errors import ChainRuleError, NumericError
from chainrule.numeric.arithmetic import Arithmetic, mpmath_arithmetic
from chainrule.numeric.program import Program
from chainrule.tree import ZERO, Tree, names, postorder, relation, rewrite, symbol

STEPS = (1e-20, 3.7e-21)  # from a boundary, which is known to 25 digits
SAME = 1e-15  # relative, of two values that are the same but for the distance from the boundary
LARGEST_DENOMINATOR = 1000  # of a slope that is a number


def WIDE() -> Arithmetic:  # noqa: N802  # stands beside FLOAT, but imports mpmath
    return mpmath_arithmetic(200)  # as many digits as what vanishes at a boundary, x cos x − sin x over x², cancels, and more


class Side(NamedTuple):
    """The value and the derivatives of an expression on one side of a boundary, or at it; None where there is none."""

    value: Any
    slopes: tuple[Any, ...] | None


def at_boundary(item: Tree, boundary: Tree) -> Tree:
    """Return an expression as it is at a boundary: where the two sides are compared they are equal."""
    sides = boundary[2]

    def equal(part: Tree) -> Tree:
        return relation(part[1], ZERO, ZERO) if part[0] == "relation" and part[2] in (sides, sides[::-1]) else part

    return rewrite(item, equal)


def is_open(item: Tree) -> bool:
    """Return whether an expression leaves something open, an unspecified function or a sum, so that nothing can be said of its values."""
    return any(part[0] in ("apply", "sum") for part in postorder(item))


def value_of_number(tree: Tree) -> Any:
    """Return a number, or its negation, in many digits."""
    return -WIDE().number(tree[2][0][1]) if tree[0] == "neg" else WIDE().number(tree[1])


class Evaluated:
    """An expression and its derivatives, to be worked out with many digits."""

    def __init__(self, tree: Tree, slopes: tuple[Tree, ...]) -> None:
        self.programs = [Program(unspecified=True) for _ in range(2)]
        self.value = self.programs[0].add(tree)
        self.slopes = [self.programs[1].add(slope) for slope in slopes]

    def at(self, point: Mapping[str, Any]) -> Side:
        """Return the value and the derivatives at a point."""
        first, second = self.programs
        try:
            value = first.run(point, WIDE())[self.value]
        except NumericError:
            return Side(None, None)
        try:
            slots = second.run(point, WIDE())
            return Side(value, tuple([slots[slope] for slope in self.slopes]))
        except NumericError:
            return Side(value, None)


def steady(sides: list[Side]) -> bool:
    """Return whether values and slopes on one side of a boundary stay the same nearer to it."""
    first, second = sides
    if not same(first.value, second.value) or first.slopes is None or second.slopes is None:
        return False
    return all(map(same, first.slopes, second.slopes))


def same(a: Any, b: Any) -> bool:
    """Return whether two numbers of many digits are the same."""
    return bool(abs(a - b) <= SAME * (1 + max(abs(a), abs(b))))


def limit_of_slope(item: Tree, slope: Tree, boundary: Tree, name: str) -> Tree | None:
    """Return the slope of an expression in pieces in one name where it is given by itself, as sin(x)/x is at 0: what ``slope`` tends to on both sides.

    None where it is not continuous there, where that is no short number, and in several names.
    """
    inside = names(item)
    if is_open(item) or inside != (name,) or boundary[2][0] != symbol(name) or literal(boundary[2][1]) is None:
        return None
    try:
        side, there = Evaluated(item, (slope,)), Evaluated(at_boundary(item, boundary), ())
    except ChainRuleError:
        return None
    root = value_of_number(boundary[2][1])
    left, right = ([side.at({name: root + way * WIDE().number(step)}) for step in STEPS] for way in (-1, 1))
    here = there.at({name: root})
    if here.value is None or any(each.value is None or each.slopes is None for each in (*left, *right)) or not (steady(left) and steady(right)):
        return None
    below, above = left[0], right[0]
    if not same(below.value, here.value) or not same(above.value, here.value):
        return None
    if below.slopes is None or above.slopes is None or not same(below.slopes[0], above.slopes[0]):
        return None
    from fractions import Fraction

    near = Fraction(float(below.slopes[0])).limit_denominator(LARGEST_DENOMINATOR)
    if not same(WIDE().number(near.numerator) / near.denominator, below.slopes[0]):
        return None
    return write_number(ratio(near.numerator, near.denominator))
