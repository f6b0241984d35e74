"""The inverse of a constant matrix, as a matrix of its own: A_inv for A^(-1)."""

from __future__ import annotations

from collections.abc import Mapping

from chainrule.notation.names import split
from chainrule.tree import ONE, Tree, neg, postorder, power, rewrite, symbol
from chainrule.vectors.kinds import TRANSPOSED, is_capital

OVER_ITSELF, OVER_TRANSPOSED = neg(ONE), neg(TRANSPOSED)  # the exponents of A^(-1) and A^(-T)


def inverted(tree: Tree) -> dict[str, str]:
    """Return the matrices, named by a capital letter alone, whose inverses stand in an expression, each with the name of its inverse."""
    found = {item[2][0][1] for item in postorder(tree) if is_inverse(item)}
    return {name: f"{name}_inv" for name in sorted(found)}


def is_inverse(item: Tree) -> bool:
    """Return whether a node is A^(-1) or A^(-T)."""
    if item[0] != "pow" or item[2][1] not in (OVER_ITSELF, OVER_TRANSPOSED) or not is_capital(item[2][0]):
        return False
    return not any((split(item[2][0][1]) or ("", "", ""))[1:])


def with_inverses(tree: Tree, own: Mapping[str, str]) -> Tree:
    """Return an expression with A_inv for A^(-1), and A_inv^T for A^(-T), for the matrices A whose inverses have a name in ``own``."""

    def named(item: Tree) -> Tree:
        if not is_inverse(item) or item[2][0][1] not in own:
            return item
        inverse = symbol(own[item[2][0][1]])
        return power(inverse, TRANSPOSED) if item[2][1] == OVER_TRANSPOSED else inverse

    return rewrite(tree, named)
