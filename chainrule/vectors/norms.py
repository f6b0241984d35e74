"""Norms of vectors, of matrices, ‖X‖_F, and of numbers, until it is known what they are of."""

from __future__ import annotations

from chainrule.tree import Tree, names, node, postorder, rewrite
from chainrule.vectors.kinds import COLUMN, EACH, MATRIX, NORM, NORM_F, NORMS, TRANSPOSED, factors, is_as_column, is_as_matrix, is_capital, transposed


def frobenius(tree: Tree) -> dict[str, str]:
    """Return the kinds of the names in the norms ‖…‖_F of an expression: capitals are matrices there, and a and b of a b^T columns."""
    found: dict[str, str] = {}
    for norm in postorder(tree):
        for item in postorder(norm) if norm[:2] == ("call", NORM_F) else ():
            parts = factors(item) if item[0] == "mul" else [item]
            found |= {each[1]: MATRIX for part in parts if is_as_matrix(part) for each in postorder(part) if is_capital(each) and each != TRANSPOSED}
            for before, inside in zip(parts, map(transposed, parts[1:]), strict=False):
                outer = [before, inside] if inside is not None and is_as_column(before) and is_as_column(inside) else []
                found |= {name: COLUMN for each in outer for name in names(each)}
    return found


def as_norm(item: Tree) -> Tree:
    """Return ‖X‖ for a node that is ‖X‖_F, else the node."""
    return node("call", NORM, item[2]) if item[:2] == ("call", NORM_F) else item


def without_norms(tree: Tree) -> Tree:
    """Return a tree with absolute values for norms, and products for ⊙, as of numbers."""

    def of_numbers(item: Tree) -> Tree:
        if item[:2] == ("call", EACH):
            return item.args[0]
        return node("call", "abs", item[2]) if item[0] == "call" and item[1] in NORMS else item

    return rewrite(tree, of_numbers)
