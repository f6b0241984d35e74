"""Exact rational coefficients that remember whether they were written as decimals."""

from __future__ import annotations

from decimal import Decimal
from math import gcd, isqrt
from typing import Any, NamedTuple


class Ratio(NamedTuple):
    """p/q in lowest terms with q > 0; ``decimal`` says that a decimal took part, so that 0.1·3 is shown as 0.3.

    Integers that no decimal made are plain ints everywhere, never a Ratio.
    """

    p: int
    q: int
    decimal: bool

    def __bool__(self) -> bool:
        return self.p != 0


Rational = int | Ratio


def ratio(p: int, q: int, decimal: bool = False) -> Rational:
    """Return p/q in lowest terms. Raises ZeroDivisionError for q = 0."""
    if q == 0:
        raise ZeroDivisionError
    common = gcd(p, q) if q > 0 else -gcd(p, q)
    if q == common and not decimal:
        return p // common
    return Ratio(p // common, q // common, decimal)


def exact(value: int | Decimal) -> Rational:
    """Return the exact value of a number as typed."""
    if isinstance(value, int):
        return value
    return Ratio(*value.as_integer_ratio(), True)


def times(a: Rational, b: Rational) -> Rational:
    if type(a) is int and type(b) is int:  # nearly always, and faster than isinstance
        return a * b
    (p, q, decimal), (r, s, other) = parts(a), parts(b)
    return ratio(p * r, q * s, decimal or other)


def plus(a: Rational, b: Rational) -> Rational:
    if type(a) is int and type(b) is int:
        return a + b
    (p, q, decimal), (r, s, other) = parts(a), parts(b)
    return ratio(p * s + r * q, q * s, decimal or other)


def inverse(a: Rational) -> Rational:
    """Return 1/a. Raises ZeroDivisionError for 0."""
    p, q, decimal = parts(a)
    return ratio(q, p, decimal)


def to_power(a: Rational, exponent: int) -> Rational:
    """Return a to an integer power. Raises ZeroDivisionError for 0 to a negative power."""
    p, q, decimal = parts(a)
    return ratio(q**-exponent, p**-exponent, decimal) if exponent < 0 else ratio(p**exponent, q**exponent, decimal)


def parts(a: Rational) -> tuple[int, int, bool]:
    """Return numerator, denominator and whether a decimal took part."""
    return a if isinstance(a, Ratio) else (a, 1, False)


def as_ratio(a: Rational) -> Ratio:
    return a if isinstance(a, Ratio) else Ratio(a, 1, False)


def comparable(value: Rational) -> Any:
    """Return a number that compares exactly with floats."""
    if isinstance(value, int):
        return value
    from fractions import Fraction

    return Fraction(value.p, value.q)


def is_negative(a: Rational) -> bool:
    return a < 0 if isinstance(a, int) else a.p < 0


def is_zero(a: Rational) -> bool:
    return not a


def is_one(a: Rational) -> bool:
    return a == 1 if isinstance(a, int) else a.p == a.q == 1


def bits(a: Rational) -> int:
    """Return the larger bit length of numerator and denominator."""
    return a.bit_length() if isinstance(a, int) else max(a.p.bit_length(), a.q.bit_length())


def as_decimal(a: Ratio) -> Decimal | None:
    """Return the exact decimal of a ratio whose denominator divides a power of ten, else None."""
    twos = fives = 0
    rest = a.q
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    places = max(twos, fives)
    digits = a.p * 10**places // a.q
    return Decimal((int(digits < 0), Decimal(digits).as_tuple().digits, -places))  # not by str, which refuses more than 4300 digits


def whole(value: Rational) -> Rational:
    """Return an exponent that is a whole number as an int, also where it was written as 2.0."""
    return value.p if isinstance(value, Ratio) and value.q == 1 else value


def square_root(value: Rational) -> Rational | None:
    """Return the exact square root of a rational number, or None."""
    p, q, decimal = as_ratio(value)
    if p < 0:
        return None
    above, below = isqrt(p), isqrt(q)
    return ratio(above, below, decimal) if above * above == p and below * below == q else None
