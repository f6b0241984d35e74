"""The last look at a tidy form: what a fraction's sides have in common cancels, and a sign stands where it is least in the way.

It goes over the terms of the whole and no deeper. The cancellations hold wherever the expression is defined.
"""

from __future__ import annotations

from math import gcd, isqrt, lcm, prod
from operator import is_
from typing import Protocol

from chainrule.calculus.exact import Ratio, Rational, as_ratio, bits, comparable, is_negative, plus, times, to_power
from chainrule.calculus.tidying.terms import HALF, Base, Exponent, Factors, Symbolic, Term

SIGNS = (1, -1)
SUMS = ("add", "sum")
OPPOSITE_HALF = Ratio(-1, 2, False)
LARGEST_DENOMINATOR = 32  # bits


class Tidier(Protocol):
    """What tidies trees: see ``tidy.Tidier``."""

    bases: list[Base]
    sums: dict[Factors, tuple[Term, ...]]
    products: set[int]
    roots: set[int]
    radicals: set[int]

    def multiply(self, terms: list[Term]) -> Term:
        """Return the product of terms."""

    def sum(self, terms: list[Term]) -> Term:
        """Return the sum of terms."""

    def negated(self, term: Term) -> Term:
        """Return the negative of a term."""

    def numeric_power(self, base: Term, exponent: Rational) -> Term:
        """Return a term to a number."""

    def reciprocal(self, term: Term) -> Term:
        """Return 1 over a term."""

    def scaled(self, exponent: Exponent, by: int) -> Exponent:
        """Return an exponent times a whole number."""

    def parts(self, base: int) -> tuple[Term, ...] | None:
        """Return the terms of a sum; None for another base."""

    def of_parts(self, base: int, parts: list[Term]) -> Term:
        """Return a base with other parts."""


def cancelled(tidier: Tidier, term: Term) -> Term:
    """Return a term, and every term of a sum, with what divides all of a factor cancelled: (2x − 2)/2 is x − 1, (x² + x)/x³ is (x + 1)/x²."""
    inner = tidier.sums.get(term[1])
    if inner is None or term[0] not in SIGNS:
        return of_product(tidier, term)
    kept: list[Term] = []
    for part in inner:
        kept.append(of_product(tidier, part))  # noqa: PERF401
    if not all(map(is_, kept, inner)):
        term = tidier.multiply([(term[0], ()), tidier.sum(kept)])
    return term if term[0] == 1 else with_signs_settled(tidier, term)


def of_product(tidier: Tidier, term: Term) -> Term:
    """Return a product with what its sides have in common cancelled, and its signs settled."""
    factors = term[1]
    if tidier.roots and not tidier.roots.isdisjoint([base for base, _ in factors]):
        term = with_roots_merged(tidier, term)
    if tidier.radicals and not tidier.radicals.isdisjoint([base for base, _ in term[1]]):
        term = with_roots_of_numbers_merged(tidier, with_numbers_under_roots_merged(tidier, term))
    bases = tidier.bases
    for base, _ in term[1]:
        if bases[base][0] in SUMS:
            break
    else:
        return term
    while True:
        found = without_common_number(tidier, without_common_factor(tidier, with_products_opened(tidier, term)))
        if found is term:
            return with_signs_settled(tidier, without_fractions_under_roots(tidier, without_common_denominator(tidier, term)))
        term = found


# What is common to the terms of a sum

def without_common_number(tidier: Tidier, term: Term) -> Term:
    """Return a product with what its coefficient and a sum above or below have in common cancelled."""
    coefficient, factors = term
    if coefficient in SIGNS:
        return term
    above, below = (coefficient, 1) if isinstance(coefficient, int) else coefficient[:2]
    for base, exponent in factors:
        across = below if exponent == 1 else above if exponent == -1 else 1
        parts = None if across in SIGNS else tidier.parts(base)
        if parts:
            common = gcd(across, *[part[0] if isinstance(part[0], int) else 1 for part in parts])
            if common > 1:
                smaller = tidier.of_parts(base, [(times(part[0], Ratio(1, common, False)), part[1]) for part in parts])
                rest = times(coefficient, common if exponent == 1 else Ratio(1, common, False))
                return put(tidier, (rest, factors), base, smaller)
    return term


def with_products_opened(tidier: Tidier, term: Term) -> Term:
    """Return a product in which a product to a power is in its parts where one of them cancels: (x² + x)/(x·y)² is (x² + x)/(x²·y²)."""
    coefficient, factors = term
    if not tidier.products or tidier.products.isdisjoint([base for base, _ in factors]):
        return term
    sums = [(inner, exponent) for base, exponent in factors if exponent in SIGNS and (inner := tidier.sums.get(((base, 1),)))]
    found: list[tuple[int, Exponent]] = []
    for base, exponent in factors:
        inner = tidier.bases[base][2][1] if base in tidier.products and isinstance(exponent, int) else ()
        across = [terms for terms, side in sums if isinstance(exponent, int) and exponent * side < 0]
        if any(in_all(terms, part, 1) is not None for terms in across for part, _ in inner):
            found += [(part, tidier.scaled(old, exponent)) for part, old in inner if isinstance(exponent, int)]
        else:
            found.append((base, exponent))
    return term if len(found) == len(factors) else tidier.multiply([(coefficient, ()), *[(1, (factor,)) for factor in found]])


def without_common_factor(tidier: Tidier, term: Term) -> Term:
    """Return a product with a factor of all terms of a sum cancelled against the other side of the fraction bar."""
    factors = term[1]
    for base, exponent in factors if len(factors) > 1 else ():
        inner = tidier.sums.get(((base, 1),)) if exponent in SIGNS else None
        if inner is None:
            continue
        for other, power in factors:
            if other != base and not isinstance(power, Symbolic) and is_negative(power) == (exponent == 1):
                common = in_all(inner, other, power)
                if common is not None:
                    gone: Term = (1, ((other, times(common, -1)),))
                    smaller = fresh_sum(tidier, [tidier.multiply([part, gone]) for part in inner])
                    rest = tidier.multiply([term, (1, ((other, common if exponent == 1 else times(common, -1)),))])
                    return put(tidier, rest, base, smaller)
    return term


def fresh_sum(tidier: Tidier, terms: list[Term]) -> Term:
    """Return a sum that starts with a positive term where it has one, unless it was met before: −3 + 2x as 2x − 3."""
    met = len(tidier.bases)
    term = tidier.sum(terms)
    inner = tidier.sums.get(term[1], ())
    first = next((place for place, part in enumerate(inner) if not is_negative(part[0])), 0)
    if first and term[1][0][0] >= met:
        inner = (inner[first], *inner[:first], *inner[first + 1 :])
        tidier.sums[term[1]], tidier.bases[term[1][0][0]] = inner, ("add", None, inner)
    return term


def in_all(parts: tuple[Term, ...], base: int, power: Rational) -> Rational | None:
    """Return to what power a base stands in all parts at least, up to one that cancels against ``power``; None where one is without it."""
    least = power if comparable(power) > 0 else times(power, -1)
    for _, factors in parts:
        for other, exponent in factors:
            if other == base and not isinstance(exponent, Symbolic) and comparable(exponent) > 0:
                least = min(least, exponent, key=comparable)
                break
        else:
            return None
    return least


def without_common_denominator(tidier: Tidier, term: Term) -> Term:
    """Return a product with the number that divides all terms of a sum in front: (x/2 − 1/2)y is (x − 1)y/2."""
    coefficient, factors = term
    for base, exponent in factors if len(factors) > 1 else ():
        inner = tidier.sums.get(((base, 1),)) if exponent == 1 else None
        if inner and not any(isinstance(part[0], int) or part[0].decimal for part in inner):
            common = gcd(*[as_ratio(part[0]).q for part in inner])
            if common > 1:
                whole = tidier.sum([(times(part[0], common), part[1]) for part in inner])
                return put(tidier, (times(coefficient, Ratio(1, common, False)), factors), base, whole)
    return term


def without_fractions_under_roots(tidier: Tidier, term: Term) -> Term:
    """Return a product with the square that divides a sum under a square root in front of it: 1/(2√(1 − x²/4)) is 1/√(4 − x²).

    Above the bar that is done where the number in front gets shorter.
    """
    coefficient, factors = term
    for base, exponent in factors:
        inner = tidier.sums.get(((base, 1),))
        if not isinstance(exponent, Ratio) or exponent.q != 2 or not inner or any(isinstance(part[0], Ratio) and part[0].decimal for part in inner):
            continue
        common = lcm(*[as_ratio(part[0]).q for part in inner])
        root = isqrt(common)
        if common == 1 or root * root != common or bits(common) > LARGEST_DENOMINATOR:
            continue
        outside = times(coefficient, to_power(root, -exponent.p))
        if exponent.p < 0 or bits(outside) < bits(coefficient):
            whole = tidier.sum([(times(part[0], common), part[1]) for part in inner])
            rest = tuple([factor for factor in factors if factor[0] != base])
            return tidier.multiply([(outside, rest), tidier.numeric_power(whole, exponent)])
    return term


def put(tidier: Tidier, term: Term, base: int, instead: Term) -> Term:
    """Return a product with another term in place of a base, which stands there once or once below the bar."""
    coefficient, factors = term
    terms: list[Term] = [(coefficient, ())]
    for factor in factors:
        if factor[0] != base:
            terms.append((1, (factor,)))
        else:
            terms.append(instead if factor[1] == 1 else tidier.reciprocal(instead))
    return tidier.multiply(terms)


# Signs and roots

def with_signs_settled(tidier: Tidier, term: Term) -> Term:
    """Return a product without −(−a + b) and without a sum of negative terms only."""
    coefficient, factors = term
    for base, exponent in factors:
        inner = tidier.sums.get(((base, 1),)) if exponent.__class__ is int and exponent % 2 else None
        if inner and is_negative(inner[0][0]) and (is_negative(coefficient) or (len(factors) > 1 and all(is_negative(part[0]) for part in inner))):
            ((opposite, _),) = tidier.sum([tidier.negated(part) for part in inner])[1]
            coefficient = times(coefficient, -1)
            factors = tuple([(opposite, power) if each == base else (each, power) for each, power in factors])
    return term if factors is term[1] else tidier.multiply([(coefficient, ()), *[(1, (factor,)) for factor in factors]])


def with_roots_merged(tidier: Tidier, term: Term) -> Term:
    """Return a product in which a root and what it is the root of are one power of the root on their side of the bar: ∛u/u is 1/∛u², u/∛u² is ∛u."""
    coefficient, factors = term
    powers = dict(factors)
    for base, exponent in factors:
        if base not in tidier.roots or not isinstance(exponent, int):
            continue
        (number, inner), (degree, _) = tidier.bases[base][2]
        own = inner[0][0] if len(inner) == 1 and inner[0][1] == 1 else -1
        other = powers.get(own, 0)
        if isinstance(other, int) and exponent * other < 0:
            taken = max(other, -exponent // degree) if other < 0 else min(other, -(exponent // degree))
            powers[own], powers[base] = other - taken, exponent + taken * degree
            coefficient = times(coefficient, to_power(number, -taken))
    return term if powers == dict(factors) else tidier.multiply([(coefficient, ()), *[(1, (each,)) for each in powers.items() if each[1] != 0]])


def with_roots_of_numbers_merged(tidier: Tidier, term: Term) -> Term:
    """Return a product with the square roots of numbers above the bar as one, and those below: √2·√3 is √6, √6/√2 is √3, 2/√2 is √2."""
    coefficient, factors = term
    found = [(tidier.bases[base][1], exponent) for base, exponent in factors if base in tidier.radicals and exponent in (HALF, OPPOSITE_HALF)]
    if not found or any(isinstance(value, Ratio) for value, _ in found):
        return term
    above, below = (prod(value for value, exponent in found if exponent == side) for side in (HALF, OPPOSITE_HALF))
    common = gcd(above, below)
    above, below = above // common, below // common
    if below > 1 and as_ratio(coefficient).p % below == 0:
        coefficient, above, below = times(coefficient, Ratio(1, below, False)), above * below, 1
    elif len(found) == 1:
        return term
    roots = [tidier.numeric_power((value, ()), side) for value, side in ((above, HALF), (below, OPPOSITE_HALF))]
    rest = tuple([factor for factor in factors if factor[0] not in tidier.radicals or factor[1] not in (HALF, OPPOSITE_HALF)])
    return tidier.multiply([(coefficient, ()), *roots, (1, rest)])


def with_numbers_under_roots_merged(tidier: Tidier, term: Term) -> Term:
    """Return a product in which the square root of a number and the same number under another root are one: √2/√(2x) is 1/√x, √2·√(2x) is 2√x."""
    coefficient, factors = term
    numbers = {tidier.bases[base][1]: base for base, exponent in factors if base in tidier.radicals and exponent in (HALF, OPPOSITE_HALF)}
    for base, exponent in factors:
        kind, _, inner = tidier.bases[base]
        if kind == "term" and isinstance(exponent, Ratio) and exponent.q == 2 and inner[0] in numbers:
            number = numbers[inner[0]]
            side = next(power.p for other, power in factors if other == number and isinstance(power, Ratio))
            outside = times(coefficient, to_power(inner[0], (exponent.p + side) // 2))
            rest = tuple([factor for factor in factors if factor[0] not in (base, number)])
            return tidier.multiply([(outside, rest), tidier.numeric_power((1, inner[1]), exponent)])
    return term


# On the way: products of powers, sums of sums

def put_in(tidier: Tidier, factors: list[tuple[int, Exponent]]) -> list[tuple[int, Exponent]]:
    """Return factors with a product to a power in its parts where one of them stands there by itself too: x/(x·y)² is 1/(x·y²)."""
    parts = {base: tidier.bases[base][2][1] if base in tidier.products else ((base, 1),) for base, _ in factors}
    found: list[tuple[int, Exponent]] = []
    for base, exponent in factors:
        inner = parts[base]
        elsewhere = {part for other, more in parts.items() if other != base for part, _ in more}
        if base in tidier.products and isinstance(exponent, int) and not elsewhere.isdisjoint([part for part, _ in inner]):
            found += [(part, tidier.scaled(old, exponent)) for part, old in inner]
        else:
            found.append((base, exponent))
    return found


def several_opened(sums: list[tuple[Rational, tuple[Term, ...]]]) -> list[Term]:
    """Return the terms of some sums, each with its coefficient, where that leaves fewer terms than sums: 2(3x − 1) − 3(2x + 1) is −5; else none."""
    found: dict[object, Rational] = {}
    every = [(times(coefficient, part[0]), part[1]) for coefficient, inner in sums for part in inner]
    for number, factors in every:
        key = frozenset(factors)
        found[key] = plus(found.get(key, 0), number)
    left = sum(1 for number in found.values() if number)
    return every if len(sums) > 1 and left < len(sums) else []
