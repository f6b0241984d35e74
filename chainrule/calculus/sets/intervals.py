"""Interval arithmetic on floats rounded outwards, with open and closed ends.

Source: Moore, Kearfott and Cloud, Introduction to Interval Analysis, chapters 2 and 5.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from math import inf, nextafter
from typing import NamedTuple

from chainrule.calculus.exact import Rational, as_ratio
from chainrule.functions import FUNCTIONS

ACCURACY = 1e-12  # relative: far beyond the rounding of a power or of a function of the table


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
