"""Polynomials of one name with rational coefficients, exactly: where they are 0, and what sign they have.

Sources: the rational root theorem; Sturm's theorem for the number of real roots (Basu, Pollack and Roy, Algorithms in Real
Algebraic Geometry, chapter 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import pairwise, product, zip_longest
from math import isqrt, lcm
from typing import NamedTuple

from chainrule.calculus.exact import Rational, as_ratio, comparable, exact, inverse, is_negative, is_zero, plus, ratio, times, to_power
from chainrule.tree import Tree

DEGREE = 12
LARGEST_POWER = 60  # of a number
CANDIDATES = 5_000  # size up to which a first or last coefficient is taken apart into divisors

Coefficients = tuple[Rational, ...]  # the constant first; the last one is not 0


class Polynomial(NamedTuple):
    """A polynomial of the name, "" for a number."""

    name: str
    coefficients: Coefficients

    @property
    def degree(self) -> int:
        """The highest exponent; 0 for a number."""
        return len(self.coefficients) - 1


class Root(NamedTuple):
    """A rational root, and how often it is one."""

    value: Rational
    multiplicity: int


def polynomial(item: Tree, parts: list[Polynomial | None]) -> Polynomial | None:
    """Return an expression as a polynomial of one name, given its parts so, and None for any other; to be folded over a tree."""
    kind, value, _ = item
    if kind == "number":
        return Polynomial("", (exact(value),))
    if kind == "symbol":
        return Polynomial(value, (0, 1))
    forms = [part for part in parts if part is not None]
    if len(forms) < len(parts) or len({form.name for form in forms if form.name}) > 1:
        return None
    match kind:
        case "neg":
            return _multiplied(forms[0], Polynomial("", (-1,)))
        case "add":
            return reduce(_added, forms)
        case "mul":
            return _product(forms)
        case "div":
            return _quotient(*forms)
        case "pow":
            return _power(*forms)
    return None


def _trimmed(name: str, coefficients: list[Rational]) -> Polynomial:
    """Return a polynomial without leading zeros."""
    while len(coefficients) > 1 and is_zero(coefficients[-1]):
        coefficients.pop()
    return Polynomial(name if len(coefficients) > 1 else "", tuple(coefficients))


def _added(a: Polynomial, b: Polynomial) -> Polynomial:
    return _trimmed(a.name or b.name, [plus(x, y) for x, y in zip_longest(a.coefficients, b.coefficients, fillvalue=0)])


def _multiplied(a: Polynomial, b: Polynomial) -> Polynomial:
    result: list[Rational] = [0] * (a.degree + b.degree + 1)
    for (i, x), (j, y) in product(enumerate(a.coefficients), enumerate(b.coefficients)):
        result[i + j] = plus(result[i + j], times(x, y))
    return _trimmed(a.name or b.name, result)


def _product(forms: list[Polynomial]) -> Polynomial | None:
    return reduce(_multiplied, forms) if sum(form.degree for form in forms) <= DEGREE else None


def _quotient(above: Polynomial, below: Polynomial) -> Polynomial | None:
    if below.name or is_zero(below.coefficients[0]):
        return None
    return _multiplied(above, Polynomial("", (inverse(below.coefficients[0]),)))


def _power(base: Polynomial, exponent: Polynomial) -> Polynomial | None:
    """Return a whole power, if it is small."""
    count = exponent.coefficients[0]
    if exponent.name or not isinstance(count, int) or abs(count) > LARGEST_POWER:
        return None
    if not base.name:
        value = base.coefficients[0]
        return None if count < 0 and is_zero(value) else Polynomial("", (to_power(value, count),))
    return _product([base] * count) if count > 0 else None


def has_real_root(coefficients: Coefficients) -> bool:
    """Return whether a polynomial that is no number is 0 anywhere, by Sturm's theorem."""
    chain = [coefficients, tuple([times(value, power) for power, value in enumerate(coefficients)][1:])]
    while len(chain[-1]) > 1:
        rest = _remainder(chain[-2], chain[-1])
        if not rest:
            break
        chain.append(tuple([times(value, -1) for value in rest]))
    last = [is_negative(entry[-1]) for entry in chain]
    first = [sign != (len(entry) % 2 == 0) for sign, entry in zip(last, chain, strict=True)]  # the sign far to the left
    return _changes(first) > _changes(last)


def _changes(signs: list[bool]) -> int:
    return sum(a != b for a, b in pairwise(signs))


def _remainder(above: Coefficients, below: Coefficients) -> Coefficients:
    """Return the remainder of a division; empty for 0."""
    rest = list(above)
    slope = inverse(below[-1])
    while len(rest) >= len(below):
        factor = times(rest.pop(), slope)
        start = len(rest) - len(below) + 1
        for place, value in enumerate(below[:-1], start):
            rest[place] = plus(rest[place], times(times(factor, value), -1))
    while rest and is_zero(rest[-1]):
        rest.pop()
    return tuple(rest)


def rational_roots(coefficients: Coefficients) -> list[Root] | None:
    """Return all real roots in ascending order where every one of them is rational and found, else None."""
    rest, found = coefficients, dict[Rational, int]()
    while len(rest) > 1 and (root := _a_root(rest)) is not None:
        found[root] = found.get(root, 0) + 1
        rest = _without_root(rest, root)
    if len(rest) > 1 and has_real_root(rest):
        return None
    return [Root(value, found[value]) for value in sorted(found, key=comparable)]


def never_positive(form: Polynomial) -> bool:
    """Return whether a polynomial is found to be positive nowhere."""
    leading = form.coefficients[-1]
    roots = rational_roots(form.coefficients) if form.degree % 2 == 0 else None
    return roots is not None and (is_negative(leading) or is_zero(leading)) and all(root.multiplicity % 2 == 0 for root in roots)


def _without_root(coefficients: Coefficients, root: Rational) -> Coefficients:
    """Return a polynomial divided by x − root (Horner's scheme)."""
    rest: list[Rational] = []
    for value in reversed(coefficients[1:]):
        rest.append(plus(value, times(root, rest[-1])) if rest else value)
    return tuple(reversed(rest))


def _a_root(coefficients: Coefficients) -> Rational | None:
    """Return a rational root, or None where none is found."""
    if is_zero(coefficients[0]):
        return 0
    whole = lcm(*[as_ratio(value).q for value in coefficients])
    integers = [as_ratio(times(value, whole)).p for value in coefficients]
    if len(integers) == 2:
        return ratio(-integers[0], integers[1])
    if len(integers) == 3:
        return _quadratic_root(*integers)
    return next((root for root in _candidates(integers[0], integers[-1]) if is_zero(value_at(coefficients, root))), None)


def _quadratic_root(c: int, b: int, a: int) -> Rational | None:
    """Return the root (−b + √(b² − 4ac))/2a of a quadratic, where it is rational."""
    inside = b * b - 4 * a * c
    root = isqrt(max(inside, 0))
    return ratio(root - b, 2 * a) if root * root == inside else None


def _candidates(last: int, first: int) -> Iterator[Rational]:
    """Yield what alone can be a rational root: a divisor of the constant over one of the leading coefficient."""
    if max(abs(last), abs(first)) <= CANDIDATES:
        for p, q in product(_divisors(last), _divisors(first)):
            yield ratio(p, q)
            yield ratio(-p, q)


def _divisors(number: int) -> list[int]:
    return [each for each in range(1, abs(number) + 1) if number % each == 0]


def value_at(coefficients: Coefficients, at: Rational) -> Rational:
    """Return a polynomial's value (Horner's scheme)."""
    return reduce(lambda total, value: plus(times(total, at), value), reversed(coefficients))
