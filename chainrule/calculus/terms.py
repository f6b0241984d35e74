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
        stack = [base for base, _ in needed(term)]
        while stack:
            base = stack[-1]
            if base in self.written:
                stack.pop()
                continue
            kind, value, args = self.bases[base]
            waiting = [below for part in terms_of(kind, args) for below, _ in needed(part) if below not in self.written]
            if waiting:
                stack.extend(waiting)
            else:
                stack.pop()
                self.written[base] = self.write_base(kind, value, args)
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
        over, under = self.sides(term.factors)
        coefficient = term.coefficient
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
            written = self.write_power(self.written[base], times(exponent, -1) if below else exponent)  # type: ignore[arg-type]  # below: a number
            if written.kind == "mul" and exponent in (1, -1):
                side.extend(written.args)
            else:
                side.append(written)
        return functions_last(over), functions_last(under)

    def write_power(self, base: Tree, exponent: Exponent) -> Tree:
        """Return a factor's tree, a power one half as a square root."""
        if exponent == 1:
            return base
        if exponent == HALF:
            return call("sqrt", base)
        if isinstance(exponent, Symbolic):
            return power(base, self.written[exponent.term])
        return power(base, write_number(exponent))


def functions_last(factors: list[Tree]) -> list[Tree]:
    """Return factors with plain names and their powers moved before functions and powers: cos(x²)·2x reads as 2x cos(x²); a mere sum stays where it is."""
    kinds = [factor_kind(factor) for factor in factors]
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
    return {"symbol": "plain", "constant": "plain", "call": "function"}.get(kind, "")


def needed(term: Term) -> list[tuple[int, Exponent]]:
    """Return the factors of a term, with the interned exponents as factors of their own."""
    found = list(term.factors)
    found.extend((exponent.term, 1) for _, exponent in term.factors if isinstance(exponent, Symbolic))
    return found


def terms_of(kind: str, args: Any) -> tuple[Term, ...]:
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
