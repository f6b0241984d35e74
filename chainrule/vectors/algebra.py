"""Expressions of vectors that are given by their components, r(t)·r′(t), |r′(t)|, u × v, t² r(t) and f(r(t)): what they are by these."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chainrule.tree import ZERO, Tree, add, apply, call, div, fold, mul, neg, node, number, power, total, vector
from chainrule.vectors.kinds import CROSS, TRANSPOSED, Unfit

SPACE = 3  # components of vectors that have a cross product
DOT = re.compile(r"[·⋅∙•]|\\(?:c?dot|bullet)(?![A-Za-z])|\bdot\b")
_NORMS = ("abs", "norm", "norm 2")
_SQUARE = number(2)


class Algebra:
    """Works out expressions by the components of the vectors in them; a product of two is the scalar product where the text has a dot."""

    def __init__(self, vectors: Mapping[str, Sequence[Tree]], *, dotted: bool) -> None:
        """Take the names of vectors with their components, which are names as well."""
        self.vectors, self.dotted = vectors, dotted

    def value(self, tree: Tree) -> Tree:
        """Return an expression as one of numbers, or as a vector of these. Raises Unfit where it is neither."""
        return fold(tree, self.of_node)

    def of_node(self, item: Tree, args: list[Tree]) -> Tree:
        """Return one node, whose arguments are worked out."""
        kind, value, own = item
        if kind == "symbol" and value in self.vectors:
            return vector(*self.vectors[value])
        if kind == "derivative" and own[0][1] in self.vectors:
            return vector(*[node(kind, value, (part, *own[1:])) for part in self.vectors[own[0][1]]])
        if kind == "derivative":
            return item
        if kind == "apply" and value[0] in self.vectors and not any(map(is_vector, args)):
            return vector(*[apply(part[1], tuple(args), value[1]) for part in self.vectors[value[0]]])
        if kind == "mul":
            return self.product(args)
        if kind == "pow" and args[1] == _SQUARE and own[0][0] == "call" and own[0][1] in _NORMS and own[0] != args[0] and args[0][1] == "sqrt":
            (square,) = args[0].args
            return square
        if kind == "pow" and args[1] == TRANSPOSED and is_vector(args[0]):
            self.dotted = True
            return args[0]
        return of_vectors(kind, value, args) if any(map(is_vector, args)) else node(kind, value, tuple(args))

    def product(self, args: Sequence[Tree]) -> Tree:
        """Return a product: crosses first, then what is between numbers and at most two vectors."""
        factors: list[Tree] = []
        for arg in args:
            inside = arg[2][0] if arg[:2] == ("call", CROSS) else None
            if inside is not None and is_vector(inside) and is_vector(factors[-1]):
                factors[-1] = cross(factors[-1], inside)
            else:
                factors.append(inside or arg)
        numbers, vectors = [each for each in factors if not is_vector(each)], [each for each in factors if is_vector(each)]
        if len(vectors) > 2:
            raise Unfit("three vectors are multiplied: give the product of two a name of its own")
        if len(vectors) == 2 and not self.dotted:
            raise Unfit("a product of two vectors is u · v or u × v")
        if len(vectors) == 2:
            return product(*numbers, dot(*vectors))
        return vector(*[product(*numbers, part) for part in vectors[0][2]]) if vectors else product(*numbers)


def is_vector(tree: Tree) -> bool:
    """Return whether a tree is a vector."""
    return bool(tree[0] == "vector")


def of_vectors(kind: str, value: Any, args: Sequence[Tree]) -> Tree:
    """Return what a node other than a product is of vectors. Raises Unfit."""
    if kind == "add":
        if len({len(each[2]) if is_vector(each) else 0 for each in args}) > 1:
            raise Unfit("a vector is added to what is no vector of as many components")
        return vector(*[add(*terms) for terms in zip(*[each[2] for each in args], strict=True)])
    first = args[0]
    if kind == "neg":
        return vector(*map(neg, first[2]))
    if kind == "div" and not is_vector(args[1]):
        return vector(*[div(part, args[1]) for part in first[2]])
    if kind == "call" and value in _NORMS:
        return call("sqrt", dot(first, first))
    if kind == "call" and value == "norm 1":
        return total([call("abs", part) for part in first[2]])
    if kind == "call" and value == CROSS:
        return node(kind, value, tuple(args))
    if kind == "apply" and not any(value[1]):  # f(r(t))
        return apply(value[0], tuple(part for each in args for part in (each[2] if is_vector(each) else (each,))))
    if kind == "pow" and args[1] == _SQUARE:
        raise Unfit("the square of a vector is r · r or |r|²")
    raise Unfit("what is done to a vector here is done to numbers alone")


def product(*factors: Tree) -> Tree:
    """Return a product of numbers in one row; one factor is itself."""
    return mul(*factors) if len(factors) > 1 else factors[0]


def dot(one: Tree, other: Tree) -> Tree:
    """Return a scalar product. Raises Unfit."""
    if len(one[2]) != len(other[2]):
        raise Unfit(f"a vector of {len(one[2])} components is multiplied by one of {len(other[2])}")
    return total([power(a, _SQUARE) if a == b else product(*flat(a), *flat(b)) for a, b in zip(one[2], other[2], strict=True)])


def cross(one: Tree, other: Tree) -> Tree:
    """Return a cross product. Raises Unfit."""
    if not len(one[2]) == len(other[2]) == SPACE:
        raise Unfit("a cross product is one of two vectors of 3 components")
    (a, b, c), (d, e, f) = one[2], other[2]
    return vector(*[difference(x, y, z, w) for x, y, z, w in ((b, f, c, e), (c, d, a, f), (a, e, b, d))])


def difference(a: Tree, b: Tree, c: Tree, d: Tree) -> Tree:
    """Return a·b − c·d."""
    return ZERO if (a, b) in ((c, d), (d, c)) else add(product(*flat(a), *flat(b)), neg(product(*flat(c), *flat(d))))


def flat(tree: Tree) -> tuple[Tree, ...]:
    """Return the factors of a tree."""
    return tree[2] if tree[0] == "mul" else (tree,)
