"""The tidy form: signs and constants collected, equal factors and like terms merged, everything else in source order.

Every subexpression becomes a term: a rational coefficient times factors, each a base with an exponent. Bases are
interned, so that equal subexpressions are one integer and merging is a dictionary look-up; a sum is a base made of
terms. A number that divides a sum cancels against the other side of a fraction bar. Nothing is expanded and no identity of
functions is used, so a reader recognises the parts: σ(z)(1 − σ(z)) stays.
The merges hold wherever the untidied expression is defined (x/x is 1, √x·√x is x).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import gcd
from operator import is_
from typing import Any

from chainrule.calculus.exact import (
    Ratio,
    Rational,
    bits,
    exact,
    inverse,
    is_negative,
    is_one,
    is_zero,
    plus,
    square_root,
    times,
    to_power,
    whole,
)
from chainrule.calculus.terms import HALF, NOTHING, UNIT, Base, Exponent, Factors, Symbolic, Term, Writer
from chainrule.errors import NotDifferentiable
from chainrule.tree import NO_LINKS, Tree, walk

LARGEST_POWER = 256  # bits: a power of numbers beyond that stays a power

Unordered = frozenset[tuple[int, Exponent]] | Factors

_new = tuple.__new__  # a third of the time of Term(…)


class Tidier:
    """Tidies trees; one object shares its interned bases among all the trees of a derivation."""

    def __init__(self) -> None:
        self.bases: list[Base] = []
        self.known: dict[Any, int] = {}
        self.writer = Writer(self.bases)

    def __call__(self, tree: Tree, links: Mapping[str, Tree] = NO_LINKS) -> Tree:
        """Return the tidy form of a tree in which the symbols in ``links`` stand for other trees.

        Raises ZeroDivisionError where a constant is divided by 0.
        """
        if not links and is_monomial(tree):
            return tree
        return self.writer.tree(self.cancelled(self.term(tree, links)))

    def term(self, tree: Tree, links: Mapping[str, Tree] = NO_LINKS) -> Term:
        """Return the term of a tree, arguments first, without recursion."""
        done: dict[int, Term] = {}
        for item in walk(tree, links):
            place = id(item)
            if place not in done:
                kind, value, args = item
                if not args:
                    done[place] = done[id(links[value])] if value in links and kind == "symbol" else self.leaf(item)
                elif kind in OPERATIONS:
                    done[place] = OPERATIONS[kind](self, [done[id(arg)] for arg in args])
                else:
                    done[place] = self.function(kind, value, [done[id(arg)] for arg in args])
        return done[id(tree)]

    def leaf(self, item: Tree) -> Term:
        """Return the term of a number, or of a constant or symbol, which will be written as it stands."""
        kind, value, _ = item
        if kind == "number":
            return _new(Term, (exact(value), ()))
        base = self.base(kind, value, (kind, value))
        self.writer.written.setdefault(base, item)
        return _new(Term, (1, ((base, 1),)))

    def base(self, kind: str, value: Any, key: Any, args: Any = ()) -> int:
        """Return the number of a base, interned by its key."""
        index = self.known.get(key)
        if index is None:
            index = self.known[key] = len(self.bases)
            self.bases.append((kind, value, args))
        return index

    def intern(self, term: Term) -> int:
        """Return the number of a term as a base of its own: the same for terms that differ in the order of factors only."""
        coefficient, factors = term
        if len(factors) == 1 and coefficient == 1 and factors[0][1] == 1:
            return factors[0][0]
        return self.base("term", None, (coefficient, unordered(factors)), term)

    # Numbers that cancel

    def cancelled(self, term: Term) -> Term:
        """Return a term, and every term of a sum, with the number that divides all of a factor cancelled: (2x − 2)/2 is x − 1."""
        inner = self.inner_sum(term)
        if inner is None or term[0] != 1:
            return self.without_common_number(term)
        parts = [self.without_common_number(part) for part in inner]
        return term if all(map(is_, parts, inner)) else self.sum(parts)

    def without_common_number(self, term: Term) -> Term:
        """Return a product with what its coefficient and a sum above or below have in common cancelled."""
        coefficient, factors = term
        above, below = (coefficient, 1) if isinstance(coefficient, int) else coefficient[:2]
        for base, exponent in factors:
            kind, _, parts = self.bases[base]
            if kind == "add" and exponent in (1, -1) and (below > 1 if exponent == 1 else abs(above) > 1):
                common = gcd(below if exponent == 1 else above, *[part[0] if isinstance(part[0], int) else 1 for part in parts])
                if common > 1:
                    smaller = self.sum([Term(times(part[0], Ratio(1, common, False)), part[1]) for part in parts])
                    rest = Term(times(coefficient, common if exponent == 1 else Ratio(1, common, False)), ())
                    put = {base: smaller if exponent == 1 else self.reciprocal(smaller)}
                    return self.without_common_number(self.multiply([rest, *[put.get(each[0]) or Term(1, (each,)) for each in factors]]))
        return term

    # Products

    def multiply(self, terms: list[Term]) -> Term:
        """Return the product of terms: coefficients multiplied, equal bases merged by adding exponents."""
        coefficient: Rational = 1
        merged: dict[int, Exponent] = {}
        folded = False
        for factor, factors in terms:
            if factor != 1:
                coefficient = times(coefficient, factor)
            for base, exponent in factors:
                if base in merged:
                    merged[base] = self.add_exponents(merged[base], exponent)
                    folded = True
                else:
                    merged[base] = exponent
        if coefficient != 1 and is_zero(coefficient):
            return NOTHING
        if not folded:
            return _new(Term, (coefficient, tuple(merged.items())))
        return self.settle(coefficient, merged)

    def settle(self, coefficient: Rational, merged: dict[int, Exponent]) -> Term:
        """Return a product after merging: powers that became 0 vanish, numbers and products to a whole power are put in."""
        kept: list[tuple[int, Exponent]] = []
        inner: list[Term] = []
        for base, exponent in merged.items():
            if exponent == 0:
                continue
            kind, value, term = self.bases[base]
            if kind in ("number", "term") and isinstance(exponent, int) and (kind == "number" or exponent == 1):
                inner.append(Term(to_power(value, exponent), ()) if kind == "number" else term)
            else:
                kept.append((base, exponent))
        result = Term(coefficient, tuple(kept))
        return self.multiply([result, *inner]) if inner else result

    def add_exponents(self, a: Exponent, b: Exponent) -> Exponent:
        """Return the sum of two exponents."""
        if isinstance(a, Symbolic) or isinstance(b, Symbolic):
            return self.exponent(self.sum([self.exponent_term(a), self.exponent_term(b)]))
        return whole(plus(a, b))

    def exponent_term(self, exponent: Exponent) -> Term:
        """Return an exponent as a term."""
        if not isinstance(exponent, Symbolic):
            return Term(exponent, ())
        return self.base_term(exponent.term)

    def base_term(self, base: int) -> Term:
        """Return an interned base as the term that it stands for."""
        kind, _, args = self.bases[base]
        return args if kind == "term" else Term(1, ((base, 1),))

    def exponent(self, term: Term) -> Exponent:
        """Return a term as an exponent."""
        return Symbolic(self.intern(term)) if term.factors else whole(term.coefficient)

    def divide(self, numerator: Term, denominator: Term) -> Term:
        """Return a quotient; dividing by the number 0 raises ZeroDivisionError."""
        return self.multiply([numerator, self.reciprocal(denominator)])

    def reciprocal(self, term: Term) -> Term:
        """Return 1 over a term: every exponent with the opposite sign."""
        coefficient, factors = term
        return _new(Term, (inverse(coefficient) if coefficient != 1 else 1, tuple([(base, self.opposite(exponent)) for base, exponent in factors])))

    def opposite(self, exponent: Exponent) -> Exponent:
        """Return the exponent with the opposite sign."""
        if isinstance(exponent, Symbolic):
            return self.exponent(self.negated(self.exponent_term(exponent)))
        return times(exponent, -1)

    def negated(self, term: Term) -> Term:
        """Return the term with the opposite sign."""
        return _new(Term, (times(term[0], -1), term[1]))

    # Powers

    def power(self, base: Term, exponent: Term) -> Term:
        """Return base to an exponent, both terms; merged with an inner exponent only where that holds for every real base."""
        if not exponent.factors:
            return self.numeric_power(base, whole(exponent.coefficient))
        if not base.factors and is_one(base.coefficient):
            return UNIT
        return Term(1, ((self.power_base(base), Symbolic(self.intern(exponent))),))

    def numeric_power(self, base: Term, exponent: Rational) -> Term:
        """Return a term to a number: signs, numbers and single factors take it in, anything else becomes a base."""
        if is_one(exponent):
            return base
        if is_zero(exponent):
            return UNIT
        if not base.factors:
            return self.number_power(base.coefficient, exponent)
        if exponent == -1:
            return self.reciprocal(base)
        if isinstance(exponent, int) and len(base.factors) == 1 and base.coefficient in (1, -1):
            inner, old = base.factors[0]
            return Term(base.coefficient if exponent % 2 else 1, ((inner, self.scaled(old, exponent)),))
        return Term(1, ((self.power_base(base), exponent),))

    def scaled(self, exponent: Exponent, by: int) -> Exponent:
        """Return an exponent times a whole number."""
        if isinstance(exponent, Symbolic):
            term = self.exponent_term(exponent)
            return self.exponent(Term(times(term.coefficient, by), term.factors))
        return whole(times(exponent, by))

    def power_base(self, base: Term) -> int:
        """Return the base number for a term that is raised to a power."""
        return self.intern(base) if base.factors else self.number_base(base.coefficient)

    def number_base(self, value: Rational) -> int:
        """Return the base number of a number that stays under a power."""
        return self.base("number", value, ("number", value))

    def number_power(self, base: Rational, exponent: Rational) -> Term:
        """Return a power of numbers: worked out where it is rational and small, else kept as a power."""
        if is_zero(base) and is_negative(exponent):
            raise ZeroDivisionError
        if is_one(base) or is_zero(base):
            return Term(base, ())
        if isinstance(exponent, int) and abs(exponent) * bits(base) <= LARGEST_POWER:
            return Term(to_power(base, exponent), ())
        root = square_root(base) if exponent in (HALF, Ratio(-1, 2, False)) else None
        if root is not None:
            return Term(root if exponent == HALF else inverse(root), ())
        return Term(1, ((self.number_base(base), exponent),))

    # Sums

    def sum(self, terms: list[Term]) -> Term:
        """Return the sum of terms: like terms merged, a nested sum opened where a mere sign stands before it or that merges terms."""
        parts: dict[Unordered, Term] = {}
        closed: list[tuple[Rational, tuple[Term, ...]]] = []
        for term in self.opened(terms):
            inner = self.inner_sum(term)
            if inner is not None:
                closed.append((term.coefficient, inner))
            add_to(parts, term)
        for coefficient, inner in closed:
            self.open_if_merging(parts, coefficient, inner)
        kept = tuple([term for term in parts.values() if not is_zero(term[0])])
        if len(kept) <= 1:
            return kept[0] if kept else NOTHING
        return _new(Term, (1, ((self.base("add", None, frozenset(kept), kept), 1),)))

    def opened(self, terms: list[Term]) -> list[Term]:
        """Return the terms with every nested sum that carries only a sign replaced by its own terms."""
        result: list[Term] = []
        for term in terms:
            inner = self.inner_sum(term)
            if inner is None or term.coefficient not in (1, -1):
                result.append(term)
            elif term.coefficient == 1:
                result.extend(inner)
            else:
                result.extend(map(self.negated, inner))
        return result

    def inner_sum(self, term: Term) -> tuple[Term, ...] | None:
        """Return the terms of a sum that is the term's only factor, else None."""
        factors = term[1]
        if len(factors) != 1 or factors[0][1] != 1:
            return None
        kind, _, parts = self.bases[factors[0][0]]
        return parts if kind == "add" else None

    def open_if_merging(self, parts: dict[Unordered, Term], coefficient: Rational, inner: tuple[Term, ...]) -> None:
        """Open a sum that carries a coefficient, such as −3(x + 1), where one of its terms merges with another one."""
        if not any(unordered(part.factors) in parts for part in inner):
            return
        key = next(key for key, term in parts.items() if self.inner_sum(term) is inner)
        if parts[key].coefficient != coefficient:
            return
        del parts[key]
        for part in inner:
            add_to(parts, Term(times(coefficient, part.coefficient), part.factors))

    # Functions

    def function(self, kind: str, value: Any, args: list[Term]) -> Term:
        """Return a function of some arguments as a base, or what it is worth at a special one."""
        if kind == "call":
            known = self.special(value, args)
            if known is not None:
                return known
        key = (kind, value, tuple([(coefficient, unordered(factors)) for coefficient, factors in args]))
        return _new(Term, (1, ((self.base(kind, value, key, tuple(args)), 1),)))

    def special(self, name: str, args: list[Term]) -> Term | None:
        """Return √u as a power, and the logarithms of 1 and e as numbers."""
        if name == "sqrt":
            return self.numeric_power(args[0], HALF)
        if name == "log" and args[0].coefficient == 1:
            factors = args[0].factors
            if not factors:
                return NOTHING
            if len(factors) == 1 and factors[0][1] == 1 and self.bases[factors[0][0]][:2] == ("constant", "e"):
                return UNIT
        return None


def tidied(tree: Tree, links: Mapping[str, Tree] = NO_LINKS) -> Tree:
    """Return the tidy form of a tree in which the symbols in ``links`` stand for other trees.

    Raises NotDifferentiable where a constant is divided by 0.
    """
    try:
        return Tidier()(tree, links)
    except ZeroDivisionError:
        reason = "the expression divides by 0, so it has no value and no derivative"
        raise NotDifferentiable(reason, hint="look for a denominator that is 0 for every input") from None


def is_monomial(tree: Tree) -> bool:
    """Return whether a tree is tidy at a glance: an integer, a name or a power of one, or a product of such without a name twice."""
    kind, value, args = tree
    if kind != "mul":
        return value.__class__ is int if kind == "number" else not args or power_of(tree) is not None
    first = args[0]
    factors = args[1:] if first[0] == "number" and first[1].__class__ is int and first[1] > 1 else args
    found = {power_of(factor) for factor in factors}
    return len(found) == len(factors) and None not in found


def power_of(factor: Tree) -> str | None:
    """Return the name that a factor is, or is an integer power of; None for any other factor."""
    kind, value, args = factor
    if kind == "pow":
        (kind, value, _), exponent = args
        if exponent[0] != "number" or exponent[1].__class__ is not int or exponent[1] < 2:
            return None
    return value if kind == "symbol" else None


def unordered(factors: Factors) -> Unordered:
    """Return what factors have in common in any order, to look them up by."""
    return frozenset(factors) if len(factors) > 1 else factors


def add_to(parts: dict[Unordered, Term], term: Term) -> None:
    """Add a term to the one that is like it, if there is one."""
    key = unordered(term[1])
    like = parts.get(key)
    parts[key] = term if like is None else Term(plus(like.coefficient, term.coefficient), like.factors)


OPERATIONS: dict[str, Callable[[Tidier, list[Term]], Term]] = {
    "neg": lambda tidier, args: tidier.negated(args[0]),
    "add": Tidier.sum,
    "mul": Tidier.multiply,
    "div": lambda tidier, args: tidier.divide(*args),
    "pow": lambda tidier, args: tidier.power(*args),
}
