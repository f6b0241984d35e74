"""A guess, without SymPy, at whether simplification can make a formula shorter."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from math import gcd

from chainrule.functions import HYPERBOLIC, TRIGONOMETRIC
from chainrule.tree import Tree, fingerprint, fold, mul

Monomial = frozenset[tuple[Hashable, int]]
Circle = tuple[str, int]  # the family of a function, circle or hyperbola, and the key of its argument

_FIXED = {"number": 1, "constant": 2, "symbol": 0}
MONOMIALS, POWER = 16, 4  # monomials of a product that is multiplied out, and the highest power of a sum


@dataclass(slots=True)
class _Shape:
    """What a subtree looks like as a product.

    ``key`` numbers equal subtrees alike. ``factors`` are the keys of its factors that are not numbers, with the length of
    each; ``numbers`` counts numeric ones. ``below`` says whether it has a denominator, ``circles`` and ``exponentials``
    hold (family, key of the argument) of its sines and cosines, and whether it has e to some power; ``square`` says whether
    it is the square of a sine or the like, or a sum with one. ``spread`` are the monomials that it has when it is multiplied
    out, each as (key, exponent) pairs; empty where they would be many.
    ``fixed`` is 0 where it depends on a name, 1 for numbers and 2 where π, e or a function of numbers takes part.
    ``reducible`` says whether something in it can be simplified.
    """

    key: int
    length: int
    factors: dict[int, int] = field(default_factory=dict)
    numbers: int = 0
    below: bool = False
    circles: frozenset[Circle] = frozenset()
    square: bool = False
    exponentials: int = 0
    spread: tuple[Monomial, ...] = ()
    fixed: int = 0
    reducible: bool = False


def looks_reducible(tree: Tree) -> bool:
    """Return whether a formula has something to simplify.

    True where the sums above and below a fraction bar share a number, a sum's terms share a factor, have denominators, or merge
    when a product among them is multiplied out, a product repeats a factor or multiplies numbers, a quotient holds a quotient
    or divides functions of one family at one argument (sin x by cos x), squares of sine and cosine meet, or a function is taken
    of a constant such as π.
    A guess that spares the import of SymPy for formulas such as −sin(x)/(2 + cos(x)); it may err both ways.
    """
    keys: dict[tuple[object, ...], int] = {}
    circles: dict[Hashable, Circle] = {}  # of the functions that have one, by their keys

    def combine(item: Tree, parts: list[_Shape]) -> _Shape:
        kind, value, _ = item
        key = keys.setdefault((kind, str(value), *(part.key for part in parts)), len(keys))
        shape = _SHAPES.get(kind, _atom)(item, parts, key)
        shape.spread = _SPREADS.get(kind, _unspread)(item, parts) or (frozenset([(key, 1)]),)
        shape.fixed = _FIXED.get(kind, 0 if any(not part.fixed for part in parts) else max([part.fixed for part in parts], default=0))
        if shape.fixed and kind == "call":
            shape.reducible |= shape.fixed == 2
            shape.fixed = 2
        if kind == "call" and shape.circles:
            (circles[key],) = shape.circles
        if kind == "add":
            shape.reducible |= _merges(parts) or _completes_squares(parts, circles)
        shape.reducible = shape.reducible or any(part.reducible for part in parts)
        return shape

    return fold(tree, combine).reducible


def _atom(item: Tree, parts: list[_Shape], key: int) -> _Shape:
    """Return the shape of what is one factor: a name, a function, a power of something to a formula."""
    kind, value, _ = item
    length = len(str(value)) + sum(part.length + 2 for part in parts)
    shape = _Shape(key, length, {key: length})
    if kind == "call":
        family = "circle" if value in TRIGONOMETRIC else "hyperbola" if value in HYPERBOLIC else ""
        shape.circles = frozenset([(family, parts[0].key)]) if family else frozenset()
        shape.exponentials = int(value == "exp")
    return shape


def _number(item: Tree, _: list[_Shape], key: int) -> _Shape:
    return _Shape(key, len(str(item[1])), {}, numbers=int(item[1] != 1))


def _negative(_: Tree, parts: list[_Shape], key: int) -> _Shape:
    (arg,) = parts
    return _Shape(key, arg.length + 1, arg.factors, arg.numbers, arg.below, arg.circles, arg.square, arg.exponentials)


def _power(item: Tree, parts: list[_Shape], key: int) -> _Shape:
    base, exponent = parts
    if item[2][1][0] == "number" and item[2][0][0] != "number":
        square = bool(base.circles) and item[2][1][1] == 2
        return _Shape(key, base.length + 2, base.factors, base.numbers, base.below, base.circles, square, base.exponentials)
    return _Shape(key, base.length + exponent.length + 3, {key: base.length + exponent.length + 3}, exponentials=int(item[2][0][0] in ("constant", "number")))


def _product(item: Tree, parts: list[_Shape], key: int) -> _Shape:
    """Return the shape of a product or quotient, which is reducible where its factors have to do with each other."""
    shape = _Shape(key, sum(part.length + 1 for part in parts))
    quotient = item[0] == "div"
    if quotient and item[2][0][0] == item[2][1][0] == "number":
        shape.numbers = 1
        return shape
    for part in parts:
        shape.reducible |= not shape.factors.keys().isdisjoint(part.factors)
        shape.reducible |= (quotient or part.below) and not shape.circles.isdisjoint(part.circles)
        shape.factors = shape.factors | part.factors
        shape.circles |= part.circles
        shape.numbers += part.numbers
        shape.exponentials += part.exponentials
        shape.below |= part.below
    shape.reducible |= shape.numbers > 1 or shape.exponentials > 1 or (quotient and (parts[0].below or parts[1].below))
    shape.reducible |= quotient and gcd(*map(common_number, item[2])) > 1
    shape.below |= quotient
    return shape


def common_number(tree: Tree) -> int:
    """Return the number that divides every term of a sum; 1 for anything else."""
    while tree[0] == "neg":
        tree = tree[2][0]
    return gcd(*[_coefficient(term)[0] for term in tree[2]]) if tree[0] == "add" else 1


def _total(item: Tree, parts: list[_Shape], key: int) -> _Shape:
    """Return the shape of a sum, which is reducible where its terms have something in common."""
    length = sum(part.length + 3 for part in parts)
    shape = _Shape(key, length, {key: length}, below=any(part.below for part in parts))
    shape.square = any(part.square for part in parts)
    numeric = sum(1 for part in parts if not part.factors)
    shape.reducible = numeric > 1 or sum(part.below for part in parts) > 1 or _square_and_one(item, parts)
    shape.reducible |= any(_saving(parts, factor) > 0 for part in parts for factor in part.factors)
    return shape


def _saving(terms: list[_Shape], factor: int) -> int:
    """Return how many characters taking a factor out of a sum saves."""
    holding = [term.factors[factor] for term in terms if factor in term.factors]
    return (len(holding) - 1) * (holding[0] + 1) - 3


def _square_and_one(item: Tree, parts: list[_Shape]) -> bool:
    """Return whether the square of a function of the circle meets a number, as in 1 − cos² x."""
    return any(part.square for part in parts) and any(term[0] == "number" or (term[0] == "neg" and term[2][0][0] == "number") for term in item[2])


def _unspread(_: Tree, __: list[_Shape]) -> tuple[Monomial, ...]:
    """Return nothing: a name or a function stands for itself."""
    return ()


def _constant(_: Tree, __: list[_Shape]) -> tuple[Monomial, ...]:
    return (frozenset(),)


def _same(_: Tree, parts: list[_Shape]) -> tuple[Monomial, ...]:
    return parts[0].spread


def _gathered(_: Tree, parts: list[_Shape]) -> tuple[Monomial, ...]:
    found = tuple(dict.fromkeys(monomial for part in parts for monomial in part.spread))
    return found if len(found) <= MONOMIALS else ()


def _multiplied(_: Tree, parts: list[_Shape]) -> tuple[Monomial, ...]:
    product: tuple[Monomial, ...] = (frozenset(),)
    for part in parts:
        if len(product) * len(part.spread) > MONOMIALS:
            return ()
        product = tuple(dict.fromkeys(_times(left, right) for left in product for right in part.spread))
    return product


def _times(left: Monomial, right: Monomial) -> Monomial:
    exponents = dict(left)
    for key, exponent in right:
        exponents[key] = exponents.get(key, 0) + exponent
    return frozenset(exponents.items())


def _raised(item: Tree, parts: list[_Shape]) -> tuple[Monomial, ...]:
    kind, exponent, _ = item[2][1]
    if kind != "number" or not isinstance(exponent, int):
        return (_split_power(parts[0].key, item[2][1]),)
    if len(parts[0].spread) == 1:
        return (frozenset((key, count * exponent) for key, count in parts[0].spread[0]),)
    return _multiplied(item, [parts[0]] * exponent) if exponent <= POWER else ()


def _split_power(base: int, exponent: Tree) -> Monomial:
    """Return a power whose exponent is a sum as a product of powers: e^(2a + b) is (e^a)²·e^b."""
    found: dict[Hashable, int] = {}
    for term in exponent[2] if exponent[0] == "add" else (exponent,):
        times, rest = _coefficient(term)
        found[base, rest] = found.get((base, rest), 0) + times
    return frozenset(found.items())


def _coefficient(term: Tree) -> tuple[int, Hashable]:
    """Return the integer that stands first in a term, with its sign, and what the rest is written as."""
    sign = 1
    while term[0] == "neg":
        sign, term = -sign, term[2][0]
    kind, value, args = term
    if kind == "number" and isinstance(value, int):
        return sign * value, ()
    if kind == "mul" and args[0][0] == "number" and isinstance(args[0][1], int):
        return sign * args[0][1], fingerprint(args[1] if len(args) == 2 else mul(*args[1:]))
    return sign, fingerprint(term)


def _merges(terms: list[_Shape]) -> bool:
    """Return whether a product among the terms of a sum, multiplied out, has a part that merges with another term."""
    count: dict[Monomial, int] = {}
    for term in terms:
        for monomial in term.spread:
            count[monomial] = count.get(monomial, 0) + 1
    return any(count[monomial] > 1 for term in terms if len(term.spread) > 1 for monomial in term.spread)


def _completes_squares(terms: list[_Shape], circles: Mapping[Hashable, Circle]) -> bool:
    """Return whether a sum, multiplied out, has the squares of two functions of one family at one argument, times the same."""
    found: dict[tuple[Circle, Monomial], Hashable] = {}
    for monomial in (monomial for term in terms for monomial in term.spread):
        for key, exponent in monomial:
            if exponent >= 2 and key in circles:
                rest = monomial - {(key, exponent)} | ({(key, exponent - 2)} if exponent > 2 else set())
                if found.setdefault((circles[key], rest), key) != key:
                    return True
    return False


_SPREADS = {"number": _constant, "neg": _same, "add": _gathered, "mul": _multiplied, "pow": _raised}
_SHAPES = {"number": _number, "neg": _negative, "pow": _power, "mul": _product, "div": _product, "add": _total}
