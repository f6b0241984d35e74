"""What is added to products of data with weights: a number for every sample, the b of X w + b, and a vector with a component for each unit, b of W X + b."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from chainrule.tree import Tree, names, postorder
from chainrule.vectors.kinds import COLUMN, MATRIX, factors, is_as_matrix, is_capital, is_intercept, is_small

WEIGHTS = "wθβ"  # how vectors of weights begin
SAMPLES, LAYERS = "XH", "WUVΘ"  # how matrices of data begin, and those of weights


def intercepts(tree: Tree) -> list[str]:
    """Return the numbers in an expression that are added to a product of data with weights, one for every sample: b of X w + b."""
    found = []
    for item in postorder(tree):
        terms = item[2] if item[0] == "add" else ()
        products = products_in(terms)
        if any(is_capital(one) and one[1][0] == "X" and is_small(other) and other[1][0] in WEIGHTS for parts in products for one, other in pairwise(parts)):
            found += [name for term in terms if is_intercept(term) for name in names(term)]
    return found


def added_to_columns(trees: Iterable[Tree], defined: Collection[str]) -> dict[str, str]:
    """Return the kinds of what stands in a product with its samples in columns, W X, and of what is added to it; to X W, a vector is added to every row.

    A quantity that is ``defined`` is what a layer gives, as H is: it has samples.
    """
    found: dict[str, str] = {}
    for item in (item for tree in trees for item in postorder(tree) if item[0] == "add"):
        products = [parts for parts in products_in(item[2]) if has_samples_last(parts, defined)]
        added = [term[1] for term in item[2] if is_small(term)]
        if products and added:
            found |= dict.fromkeys(added, COLUMN) | {part[1]: MATRIX for parts in products for part in parts if is_capital(part)}
    return found


def products_in(terms: Sequence[Tree]) -> list[list[Tree]]:
    """Return the factors of the products among some terms."""
    return [factors(term) for term in (each[2][0] if each[0] == "neg" else each for each in terms) if term[0] == "mul"]


def has_samples_last(parts: Sequence[Tree], defined: Collection[str]) -> bool:
    """Return whether a product of matrices has its samples in columns, as W X; those of X W and of any other stand in rows."""
    matrices = [part for part in parts if is_as_matrix(part) or part[0] == "call"]
    return len(matrices) > 1 and order_of(matrices[-1], defined) > order_of(matrices[0], defined)


def order_of(factor: Tree, defined: Collection[str]) -> int:
    """Return 1 for data and what a layer gives, −1 for weights, and 0 where a factor may be either."""
    used = names(factor)
    if factor[0] == "call" or any(name in defined or name[0] in SAMPLES for name in used):
        return 1
    return -1 if any(name[0] in LAYERS for name in used) else 0
