"""Terms: what the tidy form is made of, and how they become trees again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from chainrule.calculus.exact import Ratio, Rational, as_decimal, is_negative, plus, times, whole
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


class Bases:
    """Interned bases, so that equal subexpressions are one integer, and terms and exponents made of them."""

    def __init__(self) -> None:
        self.bases: list[Base] = []
        self.known: dict[Any, Term] = {}

    def base(self, kind: str, value: Any, key: Any, args: Any = ()) -> Term:
        """Return the term that is a base alone, interned by its key."""
        fresh: Term = (1, ((len(self.bases), 1),))
        term = self.known.setdefault(key, fresh)
        if term is fresh:
            self.bases.append((kind, value, args))
        return term

    def intern(self, term: Term) -> int:
        """Return the number of a term as a base of its own: the same for terms that differ in the order of factors only."""
        coefficient, factors = term
        if len(factors) != 1 or coefficient != 1 or factors[0][1] != 1:
            factors = self.base("term", None, orderless(term), term)[1]
        return factors[0][0]

    def exponent_term(self, exponent: Exponent) -> Term:
        """Return an exponent as a term."""
        if not isinstance(exponent, Symbolic):
            return (exponent, ())
        return self.base_term(exponent.term)

    def base_term(self, base: int) -> Term:
        """Return an interned base as the term that it stands for."""
        kind, _, args = self.bases[base]
        return args if kind == "term" else (1, ((base, 1),))

    def exponent(self, term: Term) -> Exponent:
        """Return a term as an exponent."""
        return Symbolic(self.intern(term)) if term[1] else whole(term[0])

    def power_base(self, base: Term) -> int:
        """Return the base number for a term that is raised to a power."""
        return self.intern(base) if base[1] else self.number_base(base[0])

    def number_base(self, value: Rational) -> int:
        """Return the base number of a number that stays under a power."""
        return self.intern(self.base("number", value, ("number", value)))


class Writer:
    """Writes terms as trees; the tree of every base is made once, after those that it is made of: they were interned before it."""

    def __init__(self, bases: list[Base]) -> None:
        self.bases = bases
        self.written: list[Tree] = []

    def tree(self, term: Term) -> Tree:
        """Return the tree of a term."""
        written, write = self.written, self.write
        for kind, value, args in self.bases[len(written) :]:
            if kind == "term":
                written.append(write(args))
            elif kind == "number":
                written.append(write_number(value))
            else:
                parts: list[Tree] = []
                for arg in args:
                    parts.append(write(arg))  # noqa: PERF401  # half the work of a comprehension, for few arguments
                written.append(Tree((kind, value, tuple(parts))))
        return write(term)

    def write(self, term: Term) -> Tree:
        """Return a term's tree, given its bases' trees: a sign, then numerator over denominator."""
        coefficient, factors = term
        if not factors:
            return write_number(coefficient)
        if coefficient == 1 and len(factors) == 1 and factors[0][1] == 1:
            return self.written[factors[0][0]]
        over: list[Tree] = []
        under: list[Tree] = []
        for base, exponent in factors:
            factor, side = self.written[base], over
            if isinstance(exponent, int):
                if exponent <= 0:
                    side, exponent = under, -exponent  # noqa: PLW2901  # below the bar
                if exponent != 1:
                    factor = Tree(("pow", None, (factor, natural(exponent))))
                elif factor[0] == "mul":
                    side += factor[2]
                    continue
            elif isinstance(exponent, Symbolic):
                factor = power(factor, self.written[exponent.term])
            else:
                side = under if exponent.p < 0 else over
                factor = write_root(factor, exponent)
            side.append(factor)
        over = functions_last(over) if len(over) > 1 else over
        under = functions_last(under) if len(under) > 1 else under
        if coefficient == 1:
            return quotient(over, under)
        p, q = (abs(coefficient), 1) if isinstance(coefficient, int) else size_of(coefficient)
        if p != 1 or not over:
            over.insert(0, natural(p))
        if q != 1:
            under.insert(0, natural(q))
        result = quotient(over, under)
        return Tree(("neg", None, (result,))) if is_negative(coefficient) else result


def quotient(over: list[Tree], under: list[Tree]) -> Tree:
    """Return the quotient of two products."""
    return Tree(("div", None, (product(over), product(under)))) if under else product(over)


def product(factors: list[Tree]) -> Tree:
    """Return the product of factors, in their order."""
    if len(factors) > 1:
        return Tree(("mul", None, tuple(factors)))
    return factors[0] if factors else ONE


def orderless(term: Term) -> tuple[Rational, Unordered]:
    """Return what terms that differ in the order of their factors only have in common."""
    return term if len(term[1]) < 2 else (term[0], frozenset(term[1]))


def add_to(parts: dict[Unordered, Term], term: Term) -> None:
    """Add a term to the one that is like it, if there is one."""
    key = orderless(term)[1]
    like = parts.get(key)
    parts[key] = term if like is None else (plus(like[0], term[0]), like[1])


def functions_last(factors: list[Tree]) -> list[Tree]:
    """Return factors with constants first, then plain names and their powers, before functions and powers, and Σ and ∫ last; a mere sum stays where it is.

    So cos(x²)·2x reads as 2x cos(x²).
    """
    constants: list[Tree] = []
    front: list[Tree] = []
    functions: list[Tree] = []
    sums: list[Tree] = []
    for factor in factors:
        kind = factor[0]
        if kind == "pow":
            base, exponent = factor[2]
            kind = base[0] if exponent[0] == "number" and base[0] in NAMES else "call"
        if kind == "constant":
            constants.append(factor)
        elif kind == "call":
            functions.append(factor)
        elif kind in ("symbol", "bound") or not (functions or kind in LAST):
            front.append(factor)
        else:
            (sums if kind in LAST else functions).append(factor)
    return [*constants, *front, *functions, *sums] if sums else [*constants, *front, *functions]


LAST = frozenset(("sum", "integral"))
NAMES = frozenset(("symbol", "bound", "constant"))


def write_root(base: Tree, exponent: Ratio) -> Tree:
    """Return the tree of a base to a fraction without its sign, a power one half as a square root."""
    size = times(exponent, -1) if exponent.p < 0 else exponent
    return call("sqrt", base) if size == HALF else power(base, write_number(size))


def size_of(value: Rational) -> tuple[int | Decimal, int]:
    """Return numerator and denominator of a number without its sign, a decimal over 1 as far as it is one."""
    if isinstance(value, int):
        return abs(value), 1
    above = Ratio(abs(value.p), value.q, value.decimal)
    written = as_decimal(above) if value.decimal else None
    return above[:2] if written is None else (written, 1)


SMALL_NUMBERS = tuple(map(number, range(100)))


def natural(value: int | Decimal) -> Tree:
    """Return the tree of a number that is not negative: for a small integer, always the same object."""
    return SMALL_NUMBERS[value] if value.__class__ is int and value < len(SMALL_NUMBERS) else number(value)


def write_number(value: Rational) -> Tree:
    """Return a number's tree: an integer, a decimal as far as it is one, or a quotient of integers."""
    if isinstance(value, int):
        return natural(value) if value >= 0 else neg(natural(-value))
    p, q = size_of(value)
    written = natural(p) if q == 1 else div(natural(p), natural(q))
    return neg(written) if is_negative(value) else written


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
