"""Products and sums in gradients by vectors and matrices: transposed, times a derivative each by each, and with their numbers in front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import prod

from chainrule.calculus.tidying.tidy import tidied
from chainrule.tree import ONE, Tree, div, mul, names, neg, node, postorder, power, rewrite, substitute, symbol
from chainrule.vectors.components import indexed
from chainrule.vectors.kinds import (
    COLUMN,
    COLUMN_OF_ONES,
    DET,
    HADAMARD,
    MATRIX_OF_ONES,
    NORMS,
    ROW_OF_ONES,
    SCALAR,
    TRACE,
    TRANSPOSED,
    Kinds,
    factors,
    transposed,
)
from chainrule.vectors.terms import fraction, negative, product, split, total, value_of

SECONDS = 1.0  # of CPU time that a shorter form is looked for
PLACE = symbol("∂")  # stands for the argument of a function


class Forms:
    """What gradients are built of, by the kinds of all names; ``symmetric`` matrices are their own transposes."""

    def __init__(self, kinds: Kinds, symmetric: set[str], axes: Mapping[str, tuple[str, str]]) -> None:
        """Take the kinds, and the letters of the index of every vector and of how many components it has."""
        self.kinds, self.symmetric, self.axes = kinds, symmetric, axes
        kinds.divided = True

    def kind(self, tree: Tree) -> str:
        """Return the kind of an expression."""
        return self.kinds.kind(tree) or SCALAR

    def settled(self, item: Tree) -> Tree:
        """Return a sum with like terms added up, or a product with its numbers as one in front."""
        if (inside := transposed(item)) is not None and inside[0] in ("pow", "mul", "neg"):
            return self.flipped(inside)
        if item[0] in ("neg", "div") and item[2][0][0] == "neg":
            inside = item[2][0][2][0]
            return inside if item[0] == "neg" else neg(div(inside, item[2][1]))
        if item[0] == "add":
            return total(item[2] if item[2][0][0] != "neg" else sorted(item[2], key=lambda term: not has_sum(term)))
        if item[0] == HADAMARD:
            shares = list(map(split, item[2]))
            parts = cancelled([rest for _, rest in shares])
            each = node(HADAMARD, None, tuple(parts)) if len(parts) > 1 else parts[0]
            return product(fraction(prod([share for share, _ in shares], start=Fraction(1))), each)
        if item[0] == "mul":
            item = self.over_itself(item)
        if item[0] != "mul" or self.kind(item) == SCALAR:
            return item
        numbers: list[Tree] = []
        others: list[Tree] = []
        waiting = factors(item)
        while waiting:
            part = waiting.pop(0)
            if part[0] == "neg":
                numbers.append(neg(ONE))
                waiting[:0] = factors(part[2][0]) if part[2][0][0] == "mul" else part[2]
                continue
            over = part[0] == "div" and self.kind(part) != SCALAR == self.kind(part[2][1])
            numbers += [div(ONE, part[2][1])] if over else []
            (numbers if self.kind(part) == SCALAR else others).append(part[2][0] if over else part)
        share = self.settled_number(numbers)
        sign, share = (-1, share[2][0]) if share[0] == "neg" else (1, share)
        above, under = share[2] if share[0] == "div" and value_of(share) is None else (share, None)
        tree = product(above, *others) if above != ONE else product(*others)
        tree = div(tree, under) if under is not None else tree
        return negative(tree) if sign < 0 else tree

    def over_itself(self, item: Tree) -> Tree:
        """Return a product with Σ_k y_k for p^T (y/p)."""
        parts: list[Tree] = []
        for part in factors(item):
            before = transposed(parts[-1]) if parts else None
            share, rest = split(part)
            if before is not None and rest[0] == "div" and rest[2][1] == before and self.kind(before) == COLUMN:
                above = factors(rest[2][0]) if rest[2][0][0] == "mul" else [rest[2][0]]
                numbers, vectors = ([each for each in above if (self.kind(each) == SCALAR) is one] for one in (True, False))
                parts[-1:] = [product(fraction(share), *numbers, self.all_of(vectors))]
            else:
                parts.append(part)
        return product(*parts) if len(parts) < len(factors(item)) else item

    def all_of(self, vectors: Sequence[Tree]) -> Tree:
        """Return the sum of the components of a vector."""
        name = vectors[0][1] if len(vectors) == 1 and vectors[0][0] == "symbol" else ""
        if name not in self.axes:
            return mul(ROW_OF_ONES, *vectors)
        letter, count = self.axes[name]
        return node("sum", letter, (symbol(indexed(name, (letter,))), ONE, symbol(count)))

    def settled_number(self, numbers: Sequence[Tree]) -> Tree:
        """Return a product of numbers tidied; norms and scalar products in it stand for themselves."""
        if not numbers:
            return ONE
        places: dict[Tree, Tree] = {}

        def hidden(item: Tree) -> Tree:
            inner = item[0] == "call" and item[1] in (*NORMS, TRACE, DET)
            inner = inner or (item[0] == "mul" and any(self.kind(each) != SCALAR for each in item[2]))
            return places.setdefault(item, symbol(f"{PLACE[1]}{len(places)}")) if inner else item

        tree = tidied(rewrite(mul(*numbers) if len(numbers) > 1 else numbers[0], hidden))
        for item, place in reversed(places.items()):  # a norm may hold what was hidden before it
            tree = substitute(tree, {place[1]: item})
        return tree

    def each_by_each(self, item: Tree) -> Tree:
        """Return a product of vectors in a derivative as one component by component."""
        several = item[0] == "mul" and sum(self.kind(each) != SCALAR for each in item[2]) > 1
        return node(HADAMARD, None, item[2]) if several else item

    def times(self, gradient: Tree, local: Tree, inside: Tree) -> Tree:
        """Return a gradient times the derivative of a function of one component each."""
        if self.kind(inside) == SCALAR:
            return product(gradient, local)
        numbers: list[Tree] = []
        above: list[Tree] = []
        below: list[Tree] = []
        sign, waiting = 1, [gradient, local]
        while waiting:
            part = waiting.pop(0)
            if part[0] == "neg":
                sign = -sign
                waiting.insert(0, part[2][0])
            elif part[0] == HADAMARD or (part[0] == "mul" and self.kind(part[2][0]) == SCALAR):
                waiting[:0] = part[2] if part[0] == HADAMARD else (part[2][0], *([mul(*part[2][1:])] if len(part[2]) > 2 else part[2][1:]))
            elif part[0] == "div" and self.kind(part[2][1]) != SCALAR:
                waiting.insert(0, part[2][0])
                below.append(part[2][1])
            else:
                (numbers if self.kind(part) == SCALAR else above).append(part)
        found = [node(HADAMARD, None, tuple(above)) if len(above) > 1 else above[0]] if above else []
        if below:
            found = [div(found[0] if found else ONE, node(HADAMARD, None, tuple(below)) if len(below) > 1 else below[0])]
        tree = product(*numbers, *found)
        return negative(tree) if sign < 0 else tree

    def plain(self, tree: Tree) -> Tree | None:
        """Return a shorter form of a gradient in which quotients are multiplied, component by component: p − y for (−y/p + …) ⊙ p ⊙ (1 − p); else None."""
        kind = self.kind(tree)
        if not self.has_quotient(tree) or not all(self.is_by_components(item, kind) for item in postorder(tree)):
            return None
        found = in_numbers(rewrite(tree, lambda item: mul(*item[2]) if item[0] == HADAMARD else item))
        return None if self.has_quotient(found) else rewrite(rewrite(found, self.each_apart), self.settled)

    def has_quotient(self, tree: Tree) -> bool:
        """Return whether something is divided by a vector or a matrix, component by component."""
        return any(item[0] == "div" and any(self.kind(symbol(name)) != SCALAR for name in names(item[2][1])) for item in postorder(tree))

    def is_by_components(self, item: Tree, kind: str) -> bool:
        """Return whether a node is done component by component, with quantities of one kind and numbers."""
        if item[0] == "symbol":
            return self.kind(item) in (SCALAR, kind)
        return not item[2] or item[0] in ("add", "neg", "div", HADAMARD) or (item[0] == "mul" and sum(self.kind(part) != SCALAR for part in item[2]) < 2)

    def each_apart(self, item: Tree) -> Tree:
        """Return a product of numbers and several vectors or matrices as one of these component by component, behind the numbers."""
        parts = [part for part in factors(item) if self.kind(part) != SCALAR] if item[0] == "mul" else []
        return product(*[part for part in factors(item) if part not in parts], node(HADAMARD, None, tuple(parts))) if len(parts) > 1 else item

    def flipped(self, tree: Tree) -> Tree:
        """Return the transpose of an expression: of a product, the transposes of its factors in the other order; a number is its own."""
        if self.kind(tree) == SCALAR:
            return tree
        if (inside := transposed(tree)) is not None:
            return inside
        if tree[0] == "neg":
            return neg(self.flipped(tree[2][0]))
        if tree[0] != "mul":
            return tree if tree[1] in self.symmetric and tree[0] == "symbol" else power(tree, TRANSPOSED)
        numbers = [each for each in tree[2] if self.kind(each) == SCALAR]
        return product(*numbers, *(self.flipped(each) for each in reversed(tree[2]) if self.kind(each) != SCALAR))

    def has_number_inside(self, parts: Sequence[Tree]) -> bool:
        """Return whether some neighbours of a product make a number."""
        found = SCALAR
        for part in parts:
            found = self.kinds.of_two(found, self.kind(part))
            if found == SCALAR:
                return True
        return False


@lru_cache(64)
def in_numbers(tree: Tree) -> Tree:
    """Return the shortest form of an expression of numbers."""
    from chainrule.algebra import shorter

    tidy = tidied(tree)
    return shorter(tidy, SECONDS) or tidy


def cancelled(parts: Sequence[Tree]) -> list[Tree]:
    """Return the factors of a product component by component without those that others are divided by, y for (y/p) ⊙ p, and without ones."""
    left = [part for part in parts if part not in (COLUMN_OF_ONES, MATRIX_OF_ONES)]
    if not left or (len(left) == 1 and left[0][0] == "add"):  # 1 − a alone is a number and a vector
        left = list(parts)
    for part in parts:
        if part[0] == "div" and part[2][1] in left:
            left.remove(part[2][1])
            left[left.index(part)] = part[2][0]
    return left


def has_sum(term: Tree) -> bool:
    """Return whether a term is a positive one with a sum for a factor: it is written first, p Σ y − y."""
    share, rest = split(product(term))
    return share > 0 and rest[0] == "mul" and any(part[0] == "sum" for part in rest[2])
