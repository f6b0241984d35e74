"""Sums up to n in numbers: n is how many terms they have, in the sums of both sides and wherever else it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chainrule.graph.finite_sums import integer
from chainrule.tree import Tree, number, postorder, substitute

TERMS = (3, 4)  # of every sum: an answer with 3 for n is right for one number of terms only


def lengths(trees: Iterable[Tree], terms: int) -> Mapping[str, Tree]:
    """Return what the names are up to which sums run that start with a number, where they have so many terms; an index of others is none of them."""
    sums = [item for tree in trees for item in postorder(tree) if item[0] == "sum"]
    indices = {total[1] for total in sums}
    lows = ((total[2][2], total[2][1][2][0] if total[2][1][0] == "except" else total[2][1]) for total in sums)
    ends = ((high[1], integer(low)) for high, low in lows if high[0] == "symbol" and high[1] not in indices)
    return {name: number(first + terms - 1) for name, first in ends if first is not None}


def with_lengths(trees: tuple[Tree, ...], terms: int) -> tuple[Tree, ...]:
    """Return expressions with sums of so many terms."""
    values = dict(lengths(trees, terms))
    return tuple(substitute(tree, values) for tree in trees) if values else trees
