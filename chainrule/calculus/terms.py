"""Terms: what the tidy form is made of, and how they become trees again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from chainrule.calculus.exact import Ratio, Rational, as_decimal, is_negative, plus, times
from chainrule.tree import ONE, Tree, call, div, neg, number, power


class Symbolic(NamedTuple):
    """An exponent that is not a number: the number under which its term is interned."""

    term: int


Exponent = int | Ratio | Symbolic
Factors = tuple[tuple[int, Exponent], ...]


Unordered = frozenset[tuple[int, Exponent]] | Factors
Term = tuple[Rational, Factors]  # a coefficient times powers of bases; equal terms may differ in the order of their factors
Base = tuple[str, Any, Any]  # (kind, value, arguments): the arguments of a function and the parts of a sum are terms

HALF = Ratio(1, 2, False)
UNIT: Term = (1, ())
NOTHING: Term = (0, ())


class Writer:
    """Writes terms as trees; the tree of every base is made once, after those that it is made of: they were interned before it."""

    def __init__(self, bases: list[Base]) -> None:
        self.bases = bases
        self.written: list[Tree] = []

    def tree(self, term: Term) -> Tree:
        """Return the tree of a term."""
        written = self.written
        for kind, value, args in self.bases[len(written) :]:
            written.append(self.write_base(kind, value, args))
        return self.write(term)

    def write_base(self, kind: str, value: Any, args: Any) -> Tree:
        """Return a base's tree, given the trees below it."""
        if kind == "term":
            return self.write(args)
        if args:
            return Tree((kind, value, tuple(map(self.write, args))))
        return write_number(value) if kind == "number" else Tree((kind, value, ()))

    def write(self, term: Term) -> Tree:
        """Return a term's tree, given its bases' trees: a sign, then numerator over denominator."""
        coefficient, factors = term
        if not factors:
            return write_number(coefficient)
        if coefficient == 1 and len(factors) == 1 and factors[0][1] == 1:
            return self.written[factors[0][0]]
        over, under = self.sides(factors)
        if coefficient != 1:
            p, q = (abs(coefficient), 1) if type(coefficient) is int else size_of(coefficient)
            if p != 1 or not over:
                over.insert(0, number(p))
            if q != 1:
                under.insert(0, number(q))
        result = product(over)
        if under:
            result = div(result, product(under))
        return neg(result) if coefficient != 1 and is_negative(coefficient) else result

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
            elif type(exponent) is int:  # nearly always
                (over if exponent > 0 else under).append(power(written, number(abs(exponent))))
            elif isinstance(exponent, Symbolic):
                over.append(power(written, self.written[exponent.term]))
            elif is_negative(exponent):
                under.append(write_power(written, times(exponent, -1)))
            else:
                over.append(write_power(written, exponent))
        return functions_last(over) if len(over) > 1 else over, functions_last(under) if len(under) > 1 else under


def orderless(term: Term) -> tuple[Rational, Unordered]:
    """Return what terms that differ in the order of their factors only have in common."""
    return term if len(term[1]) < 2 else (term[0], frozenset(term[1]))


def merged(terms: list[Term]) -> dict[Unordered, Term]:
    """Return terms by their factors in any order, like ones added up."""
    parts: dict[Unordered, Term] = {}
    for term in terms:
        factors = term[1]
        parts[factors if len(factors) < 2 else frozenset(factors)] = term
    if len(parts) < len(terms):  # some are alike
        parts = {}
        for term in terms:
            add_to(parts, term)
    return parts


def add_to(parts: dict[Unordered, Term], term: Term) -> None:
    """Add a term to the one that is like it, if there is one."""
    key = orderless(term)[1]
    like = parts.get(key)
    parts[key] = term if like is None else (plus(like[0], term[0]), like[1])


def functions_last(factors: list[Tree]) -> list[Tree]:
    """Return factors with plain names and their powers moved before functions and powers: cos(x²)·2x reads as 2x cos(x²); a mere sum stays where it is."""
    front: list[Tree] = []
    functions: list[Tree] = []
    for factor in factors:
        kind = factor_kind(factor)
        if kind == "function" or (functions and kind != "plain"):
            functions.append(factor)
        else:
            front.append(factor)
    return front + functions


def factor_kind(factor: Tree) -> str:
    """Return "plain" for a name, a constant or a power of one to a number, "function" for what a function or another power makes, else ""."""
    if factor[0] != "pow":
        return FACTOR_KINDS.get(factor[0], "")
    base, exponent = factor[2]
    return "plain" if exponent[0] == "number" and base[0] in NAMES else "function"


NAMES = frozenset(("symbol", "constant"))
FACTOR_KINDS = {"symbol": "plain", "constant": "plain", "call": "function"}


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
    if type(value) is int:
        return number(value)
    p, q = size_of(value)
    written = number(p) if q == 1 else div(number(p), number(q))
    return neg(written) if is_negative(value) else written


def product(factors: list[Tree]) -> Tree:
    if len(factors) == 1:
        return factors[0]
    return Tree(("mul", None, tuple(factors))) if factors else ONE


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
