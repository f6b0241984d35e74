"""The indices of sums in a graph, with their bounds."""

from __future__ import annotations

from math import inf

from chainrule.calculus.sets.intervals import Interval, around
from chainrule.calculus.sets.needs import literal
from chainrule.graph.graph import Graph
from chainrule.tree import Tree


def indices_of(sums: list[Tree], graph: Graph) -> dict[str, Interval]:
    """Return the indices of sums with their bounds, as far as a name is an index wherever it stands."""
    lowest: dict[str, list[float]] = {}
    for _, index, (_, low, _) in sums:
        first = literal(low)
        lowest.setdefault(index, []).append(-inf if first is None else around(first).low)
    trees = [entry.tree for entry in graph.nodes if entry.tree is not None]
    return {index: Interval(min(firsts), inf, False, True) for index, firsts in lowest.items() if not any(is_free(index, tree) for tree in trees)}


def is_free(name: str, tree: Tree) -> bool:
    """Return whether a name stands in a tree outside the sums of which it is the index."""
    seen: set[int] = set()
    stack = [tree]
    while stack:
        item = stack.pop()
        kind, value, args = item
        if kind == "symbol" and value == name:
            return True
        if args and id(item) not in seen:
            seen.add(id(item))
            stack.extend(args[1:] if kind == "sum" and value == name else args)
    return False
