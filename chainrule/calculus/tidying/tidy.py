"""The tidy form: signs and constants collected, equal factors and like terms merged, everything else in source order.

Every subexpression becomes a term: a rational coefficient times factors, each a base with an exponent. Bases are
interned, so that equal subexpressions are one integer and merging is a dictionary look-up; a sum is a base made of
terms. A number that divides a sum cancels against the other side of a fraction bar. Nothing is expanded and no identity of
functions is used, so a reader recognises the parts: σ(z)(1 − σ(z)) stays.
The merges hold wherever the untidied expression is defined (x/x is 1, √x·√x is x).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from operator import itemgetter
from typing import Any

from chainrule.calculus.exact import (
    Ratio,
    Rational,
    bits,
    inverse,
    is_negative,
    is_one,
    is_zero,
    plus,
    times,
    to_power,
    whole,
)
from chainrule.calculus.tidying.before_sums import Before
from chainrule.calculus.tidying.cancelling import SIGNS, cancelled, fresh_sum, put_in, several_opened
from chainrule.calculus.tidying.lifting import lifted
from chainrule.calculus.tidying.numbers_out import out_of_power, out_of_root, out_of_size_or_sign, root_of_number
from chainrule.calculus.tidying.terms import HALF, LAST, NOTHING, UNIT, Exponent, Factors, Symbolic, Term, Unordered, Writer, add_to, is_monomial, orderless
from chainrule.calculus.tidying.walking import Walker
from chainrule.errors import NotDifferentiable
from chainrule.functions import FUNCTIONS
from chainrule.tree import NO_LINKS, Tree

coefficient_of = itemgetter(0)
LARGEST_FACTOR = 32  # bits: a number in a product to a power is put in front up to that
LARGEST_POWER = 256  # bits: a power of numbers beyond that stays a power


class Tidier(Walker):
    """Tidies trees; one object shares its interned bases among all the trees of a derivation."""

    before: Before | None = None

    def __init__(self) -> None:
        super().__init__()
        self.sums: dict[Factors, tuple[Term, ...]] = {}  # the terms of what is a mere sum
        self.signs: set[int] = set()  # the bases that are the sign of something
        self.products: set[int] = set()  # the bases that are products to a power
        self.roots: set[int] = set()  # the bases that are roots of a whole degree
        self.radicals: set[int] = set()  # the bases that are numbers under a power
        self.writer = Writer(self.bases)
        self.pieces = False  # whether any tree had an expression in pieces

    def __call__(self, tree: Tree, links: Mapping[str, Tree] = NO_LINKS) -> Tree:
        """Return the tidy form of a tree in which the symbols in ``links`` stand for other trees.

        Raises ZeroDivisionError where a constant is divided by 0.
        """
        if not links and is_monomial(tree):
            return tree
        tidy = self.writer.tree(cancelled(self, self.term(tree, links)))
        return lifted(tidy, tidied) if self.pieces else tidy

    # Parts of sums

    def parts(self, base: int) -> tuple[Term, ...] | None:
        """Return the terms of a sum, or what Σ adds up, whose common number is the whole's; None for another base."""
        kind, _, args = self.bases[base]
        return args[:1] if kind == "sum" else self.sums.get(((base, 1),))

    def of_parts(self, base: int, parts: list[Term]) -> Term:
        """Return a base with other parts."""
        kind, value, args = self.bases[base]
        return self.function(kind, value, [*parts, *args[1:]]) if kind == "sum" else self.sum(parts)

    # Products

    def multiply(self, terms: list[Term]) -> Term:
        """Return the product of terms: coefficients multiplied, equal bases merged by adding exponents."""
        if len(terms) == 2 and not self.signs:
            (a, left), (b, right) = terms
            if not left or not right:  # one is a number
                coefficient = b if a == 1 else a if b == 1 else times(a, b)
                return (coefficient, left or right) if coefficient else NOTHING
        coefficient = 1
        factors: list[tuple[int, Exponent]] = []
        for number, more in terms:
            if number != 1:
                coefficient = number if coefficient == 1 else times(coefficient, number)
            factors += more
        if not coefficient:
            return NOTHING
        if self.products and len(factors) > 1 and not self.products.isdisjoint(map(itemgetter(0), factors)):
            factors = put_in(self, factors)
        if self.signs and not self.signs.isdisjoint(map(itemgetter(0), factors)):
            found = self.with_signs(coefficient, self.merged(factors))
            if found is not None:
                return found
        if len(factors) < 2 or (factors[0][0] != factors[1][0] if len(factors) == 2 else len(dict(factors)) == len(factors)):
            return (coefficient, tuple(factors))
        return self.settle(coefficient, self.merged(factors))

    def merged(self, factors: list[tuple[int, Exponent]]) -> dict[int, Exponent]:
        """Return the exponent of every base, those of equal bases added up."""
        merged: dict[int, Exponent] = {}
        for base, exponent in factors:
            merged[base] = self.add_exponents(merged[base], exponent) if base in merged else exponent
        return merged

    def settle(self, coefficient: Rational, merged: dict[int, Exponent]) -> Term:
        """Return a product after merging: powers that became 0 vanish, numbers and products to a whole power are put in."""
        kept: list[tuple[int, Exponent]] = []
        inner: list[Term] = []
        for base, exponent in merged.items():
            if exponent == 0:
                continue
            kind, value, term = self.bases[base]
            if kind == "number" and not isinstance(exponent, Symbolic):
                inner.append(self.number_power(value, exponent))
            elif kind == "term" and isinstance(exponent, int) and (exponent in SIGNS or term[0] not in SIGNS):
                inner.append(self.numeric_power(term, exponent))
            else:
                kept.append((base, exponent))
        result = (coefficient, tuple(kept))
        return self.multiply([result, *inner]) if inner else result

    def with_signs(self, coefficient: Rational, merged: dict[int, Exponent]) -> Term | None:
        """Return a product in which the sign of something is merged with its absolute value or with the thing itself: sgn(u)/|u| is 1/u, u·sgn(u) is |u|.

        None where no sign is.
        """
        for sign in self.signs.intersection(merged):
            (inner,) = self.bases[sign][2]
            if not inner[0]:
                continue
            absolute, _ = self.function("call", "abs", [inner])[1][0]
            own = inner[1][0][0] if inner[0] == 1 and len(inner[1]) == 1 and inner[1][0][1] == 1 else -1
            size, power = merged.get(absolute, 0), merged.get(own, 0)
            if merged[sign] != 1:
                continue
            if isinstance(size, int) and size % 2:
                put, gone = self.numeric_power(inner, size), absolute
            elif isinstance(size, int) and size > 0:
                put, gone = self.multiply([inner, (1, ((absolute, size - 1),))]), absolute
            elif power == -1:
                put, gone = (1, ((absolute, -1),)), own
            elif isinstance(power, int) and power > 0:
                put, gone = self.multiply([(1, ((absolute, 1),)), self.numeric_power(inner, power - 1)]), own
            else:
                continue
            rest = [put if base == gone else (1, ((base, exponent),)) for base, exponent in merged.items() if base != sign and exponent != 0]
            return self.multiply([(coefficient, ()), *rest])
        return None

    def add_exponents(self, a: Exponent, b: Exponent) -> Exponent:
        """Return the sum of two exponents."""
        if isinstance(a, Symbolic) or isinstance(b, Symbolic):
            return self.exponent(self.sum([self.exponent_term(a), self.exponent_term(b)]))
        return whole(plus(a, b))

    def divide(self, terms: list[Term]) -> Term:
        """Return a quotient; dividing by the number 0 raises ZeroDivisionError."""
        numerator, denominator = terms
        return self.multiply([numerator, self.reciprocal(denominator)])

    def reciprocal(self, term: Term) -> Term:
        """Return 1 over a term: every exponent with the opposite sign."""
        coefficient, factors = term
        opposite: list[tuple[int, Exponent]] = []
        for base, exponent in factors:
            opposite.append((base, -exponent if exponent.__class__ is int else self.opposite(exponent)))
        return (1 if coefficient == 1 else inverse(coefficient), tuple(opposite))

    def opposite(self, exponent: Exponent) -> Exponent:
        """Return the exponent with the opposite sign."""
        if isinstance(exponent, Symbolic):
            return self.exponent(fresh_sum(self, [self.negated(self.exponent_term(exponent))]))
        return times(exponent, -1)

    def negated(self, term: Term) -> Term:
        """Return the term with the opposite sign."""
        return self.negative([term])

    def negative(self, terms: list[Term]) -> Term:
        """Return the one term with the opposite sign."""
        coefficient, factors = terms[0]
        return (-coefficient if coefficient.__class__ is int else times(coefficient, -1), factors)

    # Powers

    def power(self, terms: list[Term]) -> Term:
        """Return base to an exponent, both terms; merged with an inner exponent only where that holds for every real base."""
        base, exponent = terms
        if not exponent[1]:
            number = exponent[0]
            return self.numeric_power(base, number if number.__class__ is int else whole(number))
        if not base[1] and is_one(base[0]):
            return UNIT
        return (1, ((self.power_base(base), Symbolic(self.intern(exponent))),))

    def numeric_power(self, base: Term, exponent: Rational) -> Term:
        """Return a term to a number: signs, numbers and single factors take it in, anything else becomes a base."""
        if exponent == 0:
            return UNIT
        coefficient, factors = base
        if len(factors) == 1 and isinstance(exponent, int) and coefficient in SIGNS:  # nearly always
            inner, old = factors[0]
            if old.__class__ is Ratio:  # of a number under a root, perhaps
                return self.settle(coefficient if exponent % 2 else 1, {inner: self.scaled(old, exponent)})
            return (coefficient if exponent % 2 else 1, ((inner, exponent if old == 1 else self.scaled(old, exponent)),))
        if exponent == 1:
            return base
        if not factors:
            return self.number_power(coefficient, exponent)
        if exponent == -1:
            return self.reciprocal(base)
        if isinstance(exponent, int):
            return self.product_to_power(base, exponent)
        outside = None if coefficient in SIGNS else out_of_power(self, base, exponent)
        return outside or (1, ((self.power_base(base), exponent),))

    def product_to_power(self, base: Term, exponent: int) -> Term:
        """Return a product to a whole power: with a number in it, under a root too, it is put in; (2x)² is 4x², (x/√2)² is x²/2."""
        coefficient, factors = base
        if abs(exponent) * bits(coefficient) > LARGEST_FACTOR:
            return (1, ((self.power_base(base), exponent),))
        if coefficient not in SIGNS or any(self.bases[part][0] == "number" for part, _ in factors):
            return self.settle(to_power(coefficient, exponent), {part: self.scaled(old, exponent) for part, old in factors})
        whole_base = self.power_base((1, factors))
        self.products.add(whole_base)
        return (coefficient if exponent % 2 else 1, ((whole_base, exponent),))

    def scaled(self, exponent: Exponent, by: int) -> Exponent:
        """Return an exponent times a whole number."""
        if isinstance(exponent, Symbolic):
            term = self.exponent_term(exponent)
            return self.exponent((times(term[0], by), term[1]))
        return whole(times(exponent, by))

    def number_power(self, base: Rational, exponent: Rational) -> Term:
        """Return a power of numbers: worked out where it is rational and small, else kept as a power."""
        if is_zero(base) and is_negative(exponent):
            raise ZeroDivisionError
        if is_one(base) or is_zero(base):
            return (base, ())
        if isinstance(exponent, int) and abs(exponent) * bits(base) <= LARGEST_POWER:
            return (to_power(base, exponent), ())
        if not isinstance(exponent, int) and not is_negative(base):
            return root_of_number(self, base, exponent)
        return (1, ((self.number_base(base), exponent),))

    # Sums

    def sum(self, terms: list[Term]) -> Term:
        """Return the sum of terms: like terms merged, a nested sum opened where a mere sign stands before it or that merges terms."""
        parts: dict[Unordered, Term] = {}
        for term in terms:
            factors = term[1]
            parts[factors if len(factors) < 2 else frozenset(factors)] = term
        if len(parts) < len(terms) or (self.sums and not self.sums.keys().isdisjoint(parts)):
            parts = self.opened(terms)
        kept = tuple(filter(coefficient_of, parts.values()))  # without those whose coefficient became 0
        if len(kept) <= 1:
            return kept[0] if kept else NOTHING
        term = self.base("add", None, frozenset(kept), kept)
        self.sums.setdefault(term[1], kept)
        return term

    def opened(self, terms: list[Term]) -> dict[Unordered, Term]:
        """Return terms, like ones merged, with nested sums replaced by their own terms where they carry only a sign or where that merges terms."""
        every: list[Term] = []
        for term in terms:
            coefficient, factors = term
            inner = self.sums.get(factors)
            if inner is None or coefficient not in SIGNS:
                every.append(term)
            else:
                every.extend(inner if coefficient == 1 else map(self.negated, inner))
        several = several_opened([(coefficient, self.sums[factors]) for coefficient, factors in every if factors in self.sums])
        if several:
            every = [term for term in every if term[1] not in self.sums] + several
        parts: dict[Unordered, Term] = {}
        for term in every:
            add_to(parts, term)
        for coefficient, factors in every:
            inner = self.sums.get(factors)
            if inner is not None:
                self.open_if_merging(parts, coefficient, inner)
        return parts

    def open_if_merging(self, parts: dict[Unordered, Term], coefficient: Rational, inner: tuple[Term, ...]) -> None:
        """Open a sum that carries a coefficient, such as −3(x + 1), where one of its terms merges with another one."""
        if not any(orderless(part)[1] in parts for part in inner):
            return
        key = next(key for key, (_, factors) in parts.items() if self.sums.get(factors) is inner)
        if parts[key][0] != coefficient:
            return
        others = list(parts.items())
        parts.clear()
        for other, term in others:
            for part in [(times(coefficient, part[0]), part[1]) for part in inner] if other == key else (term,):
                add_to(parts, part)

    # Functions

    def in_pieces(self, terms: list[Term]) -> Term:
        """Return an expression in pieces as a base, or the value that all of them have, where nothing is left out."""
        self.pieces = True
        values = {orderless(value) for value in terms[::2]}
        return terms[0] if len(values) == 1 and len(terms) % 2 else self.function("pieces", "first", terms)

    def function(self, kind: str, value: Any, args: list[Term]) -> Term:
        """Return a function of some arguments as a base, or what it is worth at a special one."""
        if value in SPECIAL and kind == "call":
            known = self.special(value, args)
            if known is not None:
                return known
        if not args[0][0] and (known := at_zero(kind, value)) is not None:
            return known
        if kind == "call" and args[0][0] != 1 and is_negative(args[0][0]) and (parity := self.parity(value, args)):
            turned = self.function(kind, value, [self.negated(args[0]), *args[1:]])
            return turned if parity == "even" else self.negated(turned)
        if kind in LAST and (parts := Before.of(self).split(args[0], value, bound=kind == "integral")):
            return self.multiply([parts[0], self.function(kind, value, [parts[1], *args[1:]])])
        key = (kind, value, orderless(args[0]) if len(args) == 1 else tuple(map(orderless, args)))
        term = self.base(kind, value, key, tuple(args))
        if value == "sign" and kind == "call":
            self.signs.add(self.intern(term))
        if value == "root" and kind == "call" and isinstance(args[1][0], int) and args[1][0] > 1 and not args[1][1]:
            self.roots.add(self.intern(term))
        return term

    def parity(self, name: str, args: list[Term]) -> str:
        """Return whether a function is even or odd in its argument; a root is odd where its degree is."""
        if name == "root":
            degree = args[1][0] if not args[1][1] else 0
            return "odd" if isinstance(degree, int) and degree % 2 else ""
        return FUNCTIONS[name].parity if name in FUNCTIONS else ""

    def special(self, name: str, args: list[Term]) -> Term | None:
        """Return √u as a power, the logarithms of 1 and of powers of e as numbers, and functions from which a number comes out without it."""
        if name == "sqrt":
            return self.numeric_power(args[0], HALF)
        if name == "root":
            return out_of_root(self, args)
        if name != "log":
            return out_of_size_or_sign(self, name, args[0])
        coefficient, factors = args[0]
        if coefficient == 1 and not factors:
            return NOTHING
        if coefficient == 1 and len(factors) == 1 and not isinstance(factors[0][1], Symbolic) and self.bases[factors[0][0]][:2] == ("constant", "e"):
            return (factors[0][1], ())
        return None


@cache
def at_zero(kind: str, name: Any) -> Term | None:
    """Return what the integral of 0, or a continuous function at 0, is worth where that is 0 or 1: sin(0), cosh(0), |0|; None for anything else."""
    if kind == "integral":
        return NOTHING
    row = FUNCTIONS.get(name) if kind == "call" else None
    if row is None or row.arity != (1, 1) or row.kink.startswith("its value"):  # which at a jump is a convention
        return None
    try:
        return {0.0: NOTHING, 1.0: UNIT}.get(row.real(0.0))
    except (ValueError, ArithmeticError):
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


SPECIAL = frozenset(("sqrt", "log", "abs", "sign", "step", "root"))
Tidier.operations = {
    "neg": Tidier.negative,
    "add": Tidier.sum,
    "mul": Tidier.multiply,
    "div": Tidier.divide,
    "pow": Tidier.power,
    "pieces": Tidier.in_pieces,
}
