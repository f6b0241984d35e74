"""Numbers come out of roots and of functions that only see size or sign: √12 is 2√3, √(4x) is 2√x, |x/2| is |x|/2, sgn(2x) is sgn(x)."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from chainrule.calculus.exact import Ratio, Rational, as_ratio, bits, is_negative, is_one, ratio, square_root, times, to_power
from chainrule.calculus.tidying import cancelling
from chainrule.calculus.tidying.terms import UNIT, Term

SEARCHED, MOST = 24, 256  # bits of a number in which powers are looked for one by one, and of what comes out at most
LARGEST_DEGREE = 20


class Tidier(cancelling.Tidier, Protocol):
    """What tidies trees: see ``tidy.Tidier``."""

    def power_base(self, base: Term) -> int:
        """Return the base number for a term that is raised to a power."""

    def number_base(self, value: Rational) -> int:
        """Return the base number of a number that stays under a power."""

    def function(self, kind: str, value: str, args: list[Term]) -> Term:
        """Return a function of some arguments."""


@lru_cache(maxsize=256)
def divided(value: Rational, degree: int) -> tuple[Rational, Rational]:
    """Return a and b with aⁿ·b for a positive number, a as large as it is found: 12 is 2²·3. A decimal is all aⁿ or not at all."""
    if degree > LARGEST_DEGREE:
        return 1, value
    (p, q, decimal), root = as_ratio(value), square_root(value) if degree == 2 else None
    if root is not None:
        return root, 1
    above, below = largest_root(p, degree), largest_root(q, degree)
    outside = ratio(above, below, decimal)
    rest = times(value, to_power(outside, -degree))
    return (1, value) if decimal and not is_one(rest) else (outside, 1 if is_one(rest) else rest)


def largest_root(value: int, degree: int) -> int:
    """Return the largest whole number whose power divides another one; 1 for a large one."""
    found, base = 1, 2
    if value.bit_length() > SEARCHED:
        return 1
    while base**degree <= value:
        while value % base**degree == 0:
            value, found = value // base**degree, found * base
        base += 1
    return found


def root_of_number(tidier: Tidier, value: Rational, exponent: Ratio) -> Term:
    """Return a positive number to a fraction, which stays below 1 under the root: ∛8 is 2, √12 is 2√3, 2 to 3/2 is 2√2."""
    outside, inside = divided(value, exponent.q)
    if abs(exponent.p) * bits(value) > MOST:
        return (1, ((tidier.number_base(value), exponent),))
    front = to_power(outside, exponent.p)
    if is_one(inside):
        return (front, ())
    base, count = tidier.number_base(inside), int(exponent.p / exponent.q)
    tidier.radicals.add(base)
    return (times(front, to_power(inside, count)), ((base, Ratio(exponent.p - count * exponent.q, exponent.q, exponent.decimal)),))


def out_of_power(tidier: Tidier, base: Term, exponent: Ratio) -> Term | None:
    """Return a number times a term to a fraction, √(4x) as 2√x; None where nothing comes out."""
    coefficient, factors = base
    size = times(coefficient, -1) if is_negative(coefficient) else coefficient
    outside, inside = divided(size, exponent.q)
    if is_one(outside) or abs(exponent.p) * bits(outside) > MOST:
        return None
    rest: Term = (times(inside, -1) if is_negative(coefficient) else inside, factors)
    return (to_power(outside, exponent.p), ((tidier.power_base(rest), exponent),))


def out_of_size_or_sign(tidier: Tidier, name: str, term: Term) -> Term | None:
    """Return |u|, the sign or the step of a product without the number in it, and of a number what it is; None where there is none in it."""
    coefficient, factors = term
    if not coefficient or (factors and coefficient in cancelling.SIGNS):
        return None
    size, sign = (times(coefficient, -1), -1) if is_negative(coefficient) else (coefficient, 1)
    if not factors:
        return ({"abs": size, "sign": sign, "step": int(sign > 0)}[name], ())
    inner = tidier.function("call", name, [(sign, factors)])
    return tidier.multiply([(size, ()), inner]) if name == "abs" else inner


def out_of_root(tidier: Tidier, args: list[Term]) -> Term | None:
    """Return a root of a whole degree without what comes out of the number in it, ∛(16x) as 2·∛(2x); None where nothing does."""
    (coefficient, factors), (degree, others) = args
    size, sign = (times(coefficient, -1), -1) if is_negative(coefficient) else (coefficient, 1)
    if others or not isinstance(degree, int) or degree < 2 or is_one(size) or not coefficient:
        return None
    outside, inside = divided(size, degree)
    if is_one(outside):
        return None
    rest: Term = (times(inside, sign), factors)
    return (outside, ()) if rest == UNIT else tidier.multiply([(outside, ()), tidier.function("call", "root", [rest, args[1]])])
