"""Scalar products w^T x of names: where they stand, those of one among several vectors, and names for those inside something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from chainrule.notation.indices import apart, is_letter
from chainrule.tree import Tree, mul, postorder, power, symbol
from chainrule.vectors.kinds import TRANSPOSED, is_capital, transposed

Pair = tuple[str, str]  # of vectors

NO_VECTORS = frozenset("edijklmnrst")  # letters before ^T that stand for numbers more often


def products(item: Tree) -> list[Pair]:
    """Return the pairs of names a, b that stand as a^T b in a product."""
    found = [(transposed(one), other) for one, other in pairwise(item[2])]
    return [(one[1], other[1]) for one, other in found if one is not None and one[0] == other[0] == "symbol" and not is_capital(one) and not is_capital(other)]


def products_of_marked(item: Tree) -> list[str]:
    """Return the names of one among several vectors, with a letter or a digit below: u_o of u_o^T v_c, w_1 of w_1^T x, w_1^T A x and w_1^T tanh(W x)."""
    below = [(one, *apart(one), apart(other)[1]) for one, other in (*products(item), *around_matrices(item))]
    several = [each for each in below if is_mark(each[2]) and (not each[3] or is_mark(each[3]))]
    found = [one for one, base, low, other in several if base not in NO_VECTORS or ((low + other).isalpha() and other)]
    return found + [one for one in before_layers(item) if apart(one)[0] not in NO_VECTORS and is_mark(apart(one)[1])]


def is_mark(low: str) -> bool:
    """Return whether what stands below a name tells one of several vectors: a letter, a digit, or the class y_i of a sample."""
    return len(low) == 1 or is_letter(low)


def around_matrices(item: Tree) -> list[Pair]:
    """Return the pairs of names a, b that stand as a^T A b in a product, with capitals between them."""
    found = []
    for place, one in enumerate(map(transposed, item[2])):
        behind = next((part for part in item[2][place + 1 :] if not is_capital(part)), None)
        if one is not None and one[0] == "symbol" and not is_capital(one) and behind is not None and behind[0] == "symbol" and behind != item[2][place + 1]:
            found.append((one[1], behind[1]))
    return found


def before_layers(item: Tree) -> list[str]:
    """Return the names a that stand as a^T f(W x) in a product, before a function of what a matrix multiplies."""
    found = [(transposed(one), other) for one, other in pairwise(item[2]) if other[0] == "call" and len(other[2]) == 1]
    layers = [(one, (part for part in postorder(other) if part[0] == "mul")) for one, other in found if one is not None and one[0] == "symbol"]
    return [one[1] for one, parts in layers if not is_capital(one) and any(is_capital(each) for part in parts for each in part[2][:-1])]


def products_inside(tree: Tree) -> Iterator[Pair]:
    """Yield the scalar products of names that stand inside something else than a sum of terms."""
    for term in tree[2] if tree[0] == "add" else (tree,):
        for item in postorder(term):
            if item[0] == "mul" and (item is not term or len(item[2]) > 2):
                yield from products(item)


def product_of(pair: Pair) -> Tree:
    """Return a^T b."""
    return mul(power(symbol(pair[0]), TRANSPOSED), symbol(pair[1]))


def with_names(item: Tree, own: Mapping[Pair, str]) -> Tree:
    """Return a product with names for the scalar products in it that have one; any other node as it is."""
    if item[0] != "mul" or own.keys().isdisjoint(products(item)):
        return item
    parts: list[Tree] = []
    for part in item[2]:
        before = transposed(parts[-1]) if parts else None
        name = own.get((before[1], part[1])) if before is not None and before[0] == part[0] == "symbol" else None
        if name:
            parts[-1] = symbol(name)
        else:
            parts.append(part)
    return mul(*parts) if len(parts) > 1 else parts[0]
