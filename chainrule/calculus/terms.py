"""Terms: what the tidy form is made of, and how they become trees again."""

from __future__ import annotations

from typing import Any, NamedTuple

from chainrule.calculus.exact import Ratio, Rational, as_decimal, as_ratio, is_negative, times
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
        over, under = self.sides(factors)
        sign = is_negative(coefficient)
        if sign:
            coefficient = times(coefficient, -1)
        value = as_decimal(coefficient) if isinstance(coefficient, Ratio) and coefficient.decimal else None
        p, q = (value, 1) if value is not None else as_ratio(coefficient)[:2]
        if p != 1 or not over:
            over.insert(0, number(p))
        if q != 1:
            under.insert(0, number(q))
        result = product(over)
        if under:
            result = div(result, product(under))
        return neg(result) if sign else result

    def sides(self, factors: Factors) -> tuple[list[Tree], list[Tree]]:
        """Return the factors of the numerator and of the denominator."""
        over: list[Tree] = []
        under: list[Tree] = []
        for base, exponent in factors:
            below = not isinstance(exponent, Symbolic) and is_negative(exponent)
            side = under if below else over
            written = self.written[base]
            if exponent not in (1, -1):
                side.append(self.write_power(written, times(exponent, -1) if below else exponent))  # type: ignore[arg-type]  # below: a number
            elif written[0] == "mul":
                side += written[2]
            else:
                side.append(written)
        return functions_last(over), functions_last(under)

    def write_power(self, base: Tree, exponent: Exponent) -> Tree:
        """Return the tree of a power that is not 1, a power one half as a square root."""
        if exponent == HALF:
            return call("sqrt", base)
        if isinstance(exponent, Symbolic):
            return power(base, self.written[exponent.term])
        return power(base, write_number(exponent))


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


def write_number(value: Rational) -> Tree:
    """Return a number's tree: an integer, a decimal as far as it is one, or a quotient of integers."""
    if is_negative(value):
        return neg(write_number(times(value, -1)))
    if isinstance(value, int):
        return number(value)
    written = as_decimal(value) if value.decimal else None
    if written is not None:
        return number(written)
    return div(number(value.p), number(value.q)) if value.q != 1 else number(value.p)


def product(factors: list[Tree]) -> Tree:
    if not factors:
        return ONE
    return mul(*factors) if len(factors) > 1 else factors[0]
