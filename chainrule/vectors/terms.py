"""Sums and products of vectors and matrices, with the numbers in them worked out, or component by component; the order of the factors stays."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from chainrule.tree import ONE, ZERO, Tree, add, div, mul, neg, node, number
from chainrule.vectors.kinds import HADAMARD, MATRIX_OF_ONES
from chainrule.vectors.matrices import HIGHEST


def total(terms: Sequence[Tree]) -> Tree:
    """Return a sum, those of its terms that differ in a number alone added up."""
    shares: dict[Tree, Fraction] = {}
    for term in terms:
        share, rest = split(term)
        shares[rest] = shares.get(rest, Fraction(0)) + share
    found = [product(fraction(share), rest) for rest, share in shares.items() if share]
    return add(*found) if len(found) > 1 else found[0] if found else ZERO


def split(term: Tree) -> tuple[Fraction, Tree]:
    """Return the number in front of a term, and the rest of it."""
    sign, tree = (-1, term[2][0]) if term[0] == "neg" else (1, term)
    first = tree[2][0] if tree[0] == "mul" else tree
    share = value_of(first)
    if share is None:
        return Fraction(sign), tree
    rest = tree[2][1:] if tree[0] == "mul" else ()
    return sign * share, mul(*rest) if len(rest) > 1 else rest[0] if rest else ONE


def value_of(tree: Tree) -> Fraction | None:
    """Return the value of a whole number or a quotient of two; None for anything else."""
    if tree[0] == "number":
        return Fraction(tree[1]) if isinstance(tree[1], int) else None
    parts = [value_of(each) for each in tree[2]] if tree[0] == "div" else []
    return parts[0] / parts[1] if len(parts) == 2 and parts[0] is not None and parts[1] else None


def fraction(value: Fraction) -> Tree:
    """Return a number as a tree."""
    size = number(abs(value.numerator))
    tree = size if value.denominator == 1 else div(size, number(value.denominator))
    return neg(tree) if value < 0 else tree


def negative(tree: Tree) -> Tree:
    """Return a tree with the other sign."""
    return tree[2][0] if tree[0] == "neg" else neg(tree)


def product(*parts: Tree) -> Tree:
    """Return a product with its numbers as one in front, no factor 1, and its sign before it."""
    share, sign, left = Fraction(1), 1, list[Tree]()
    waiting = list(parts)
    while waiting:
        part = waiting.pop(0)
        if part[0] == "neg":
            sign = -sign
            waiting.insert(0, part[2][0])
        elif part[0] == "mul":
            waiting[:0] = part[2]
        elif part[0] == "number" and isinstance(part[1], int):
            share *= part[1]
        elif part[0] == "div" and part[2][1][0] == "number" and isinstance(part[2][1][1], int) and part[2][1][1]:
            share /= part[2][1][1]
            waiting.insert(0, part[2][0])
        else:
            left.append(part)
    if share != 1 or not left:
        left.insert(0, fraction(share))
    tree = mul(*left) if len(left) > 1 else left[0]
    return neg(tree) if sign < 0 else tree


def each_component(tree: Tree) -> Tree:
    """Return what is meant component by component, as beside ⊙ and in a sum of all components, so that it is reckoned so: H² and 1 of 1 − H²."""
    kind, value, args = tree
    if kind == "add":
        return add(*[mul(term, MATRIX_OF_ONES) if term[0] == "number" else each_component(term) for term in args])
    if kind == "pow" and args[1][0] == "number" and args[1][1] in range(2, HIGHEST + 1):
        return node(HADAMARD, None, (each_component(args[0]),) * int(args[1][1]))
    if kind == "neg" or (kind == "call" and len(args) == 1):
        return node(kind, value, tuple(map(each_component, args)))
    return tree
