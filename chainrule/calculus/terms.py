"""Terms: what the tidy form is made of, and how they become trees again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from chainrule.calculus.exact import Ratio, Rational, as_decimal, is_negative, times
from chainrule.tree import ONE, Tree, call, div, mul, neg, node, number, power


class Symbolic(NamedTuple):
    """An exponent that is not a number: the number under which its term is interned."""

    term: int


Exponent = int | Ratio | Symbolic
Factors = tuple[tuple[int, Exponent], ...]


class Term(NamedTuple):
    """A rational coefficient times powers of bases; equal terms may differ in the order of their factors."""

    coefficient: Rational
    factors: Factors


Base = tuple[str, Any, Any]  # (kind, value, arguments): the arguments of a function and the parts of a sum are terms

HALF = Ratio(1, 2, False)
UNIT = Term(1, ())
NOTHING = Term(0, ())


class Writer:
    """Writes terms as trees; the tree of every base is made once."""

    def __init__(self, bases: list[Base]) -> None:
        self.bases = bases
        self.written: dict[int, Tree] = {}

    def tree(self, term: Term) -> Tree:
        """Return the tree of a term; the trees of bases are made once, inner ones first."""
        written, bases = self.written, self.bases
        missing: set[int] = set()
        waiting = [term]
        for part in waiting:  # the list grows while it is walked
            for base in used(part):
                if base not in written and base not in missing:
                    missing.add(base)
                    waiting += terms_of(*bases[base])
        for base in sorted(missing):  # a base comes after those that it is made of
            written[base] = self.write_base(*bases[base])
        return self.write(term)

    def write_base(self, kind: str, value: Any, args: Any) -> Tree:
        """Return a base's tree, given the trees below it."""
        if kind == "number":
            return write_number(value)
        if kind == "term":
            return self.write(args)
        parts = tuple(self.write(part) for part in args)
        return node(kind, value, parts)

    def write(self, term: Term) -> Tree:
        """Return a term's tree, given its bases' trees: a sign, then numerator over denominator."""
        coefficient, factors = term
        if coefficient == 1 and len(factors) == 1 and factors[0][1] == 1:
            return self.written[factors[0][0]]
        over, under = self.sides(factors)
        p, q = size_of(coefficient)
        if p != 1 or not over:
            over.insert(0, number(p))
        if q != 1:
            under.insert(0, number(q))
        result = product(over)
        if under:
            result = div(result, product(under))
        return neg(result) if is_negative(coefficient) else result

    def sides(self, factors: Factors) -> tuple[list[Tree], list[Tree]]:
        """Return the factors of the numerator and of the denominator."""
        over: list[Tree] = []
        under: list[Tree] = []
        for base, exponent in factors:
            written = self.written[base]
            if exponent == 1:
                over += written[2] if written[0] == "mul" else (written,)
            elif exponent == -1:
                under += written[2] if written[0] == "mul" else (written,)
            elif isinstance(exponent, Symbolic):
                over.append(power(written, self.written[exponent.term]))
            elif is_negative(exponent):
                under.append(write_power(written, times(exponent, -1)))
            else:
                over.append(write_power(written, exponent))
        return functions_last(over), functions_last(under)


def functions_last(factors: list[Tree]) -> list[Tree]:
    """Return factors with plain names and their powers moved before functions and powers: cos(x²)·2x reads as 2x cos(x²); a mere sum stays where it is."""
    if len(factors) < 2:
        return factors
    kinds = list(map(factor_kind, factors))
    if "function" not in kinds or "plain" not in kinds[kinds.index("function") :]:
        return factors
    first = kinds.index("function")
    rest = list(zip(factors[first:], kinds[first:], strict=True))
    return [*factors[:first], *(factor for factor, kind in rest if kind == "plain"), *(factor for factor, kind in rest if kind != "plain")]


def factor_kind(factor: Tree) -> str:
    """Return "plain" for a name, a constant or a power of one to a number, "function" for what a function or another power makes, else ""."""
    kind, _, args = factor
    if kind == "pow":
        base, exponent = args
        if base[0] in ("symbol", "constant") and not exponent[2]:
            return "plain" if exponent[0] == "number" else "function"
        return "function"
    return FACTOR_KINDS.get(kind, "")


FACTOR_KINDS = {"symbol": "plain", "constant": "plain", "call": "function"}


def used(term: Term) -> list[int]:
    """Return the bases of a term, those of its exponents too."""
    found = []
    for base, exponent in term[1]:
        found.append(base)
        if isinstance(exponent, Symbolic):
            found.append(exponent.term)
    return found


def terms_of(kind: str, _: Any, args: Any) -> tuple[Term, ...]:
    """Return the terms that a base is made of."""
    return (args,) if kind == "term" else args


def write_power(base: Tree, exponent: Rational) -> Tree:
    """Return the tree of a power, a power one half as a square root."""
    return call("sqrt", base) if exponent == HALF else power(base, write_number(exponent))


def size_of(value: Rational) -> tuple[int | Decimal, int]:
    """Return numerator and denominator of a number without its sign, a decimal over 1 as far as it is one."""
    if isinstance(value, int):
        return abs(value), 1
    above = Ratio(abs(value.p), value.q, value.decimal)
    written = as_decimal(above) if value.decimal else None
    return above[:2] if written is None else (written, 1)


def write_number(value: Rational) -> Tree:
    """Return a number's tree: an integer, a decimal as far as it is one, or a quotient of integers."""
    p, q = size_of(value)
    written = number(p) if q == 1 else div(number(p), number(q))
    return neg(written) if is_negative(value) else written


def product(factors: list[Tree]) -> Tree:
    if not factors:
        return ONE
    return mul(*factors) if len(factors) > 1 else factors[0]
