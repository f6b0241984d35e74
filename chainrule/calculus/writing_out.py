"""Putting the names of links and definitions back: predicted in size first, then written out where it stays readable."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from chainrule.graph import Graph, Node
from chainrule.kept import kept
from chainrule.tree import SMALL, Tree, postorder, substitute

COUNTED_SIZE = 10**15  # sizes are counted up to here


class WrittenOut:
    """Every quantity of a graph in terms of the inputs, except those of ``keep``, which stand for themselves.

    Sizes are known for all quantities; only those of at most ``limit`` nodes are written out.
    """

    def __init__(self, graph: Graph, keep: set[str], limit: int) -> None:
        self.graph, self.keep, self.limit = graph, keep, limit

    @kept
    def links(self) -> dict[str, Tree]:
        """The expressions of the quantities that are not inputs, in node names."""
        return {name: tree for name, tree, _, _ in self.graph.nodes if tree is not None and name not in self.keep}

    @kept
    def trees(self) -> dict[str, Tree]:
        """The expressions of the quantities that stay within the limit, written out."""
        trees: dict[str, Tree] = {}
        for name, tree in self.links.items():
            if self.sizes[self.graph.ids[name]] <= self.limit:
                trees[name] = substitute(tree, trees)
        return trees

    @kept
    def sizes(self) -> array[int]:
        """The number of nodes of every quantity, written out, up to 10^15; one that stands for itself has 1."""
        graph, keep = self.graph, self.keep
        sizes = array("q", [1]) * len(graph.nodes)
        for index, node in enumerate(graph.nodes):
            tree = node[1]
            if tree is not None and node[0] not in keep:
                key = graph.written.get(index)
                sizes[index] = (size_by_key(key, node[2], graph.nodes, sizes) if key else 0) or written_size(tree, graph.ids, sizes)
        return sizes

    def size(self, tree: Tree) -> int:
        """Return the size of a tree in node names when it is written out."""
        return written_size(tree, self.graph.ids, self.sizes)

    def __call__(self, tree: Tree) -> Tree:
        """Return a tree in node names, written out."""
        return substitute(tree, self.trees)


def size_by_key(key: tuple[Any, ...], parents: Sequence[int], nodes: Sequence[Node], sizes: Sequence[int]) -> int:
    """Return the size of an expression as ``written_size`` does, given its fingerprint and the nodes in it; 0 where a larger one may be in it twice."""
    size = len(key) // 3
    for parent in parents:
        more = sizes[parent] - 1
        if more:
            if key.count(nodes[parent][0]) > 1:
                return 0
            size += more
    return min(COUNTED_SIZE, size)


def written_size(tree: Tree, ids: Mapping[str, int], sizes: Sequence[int]) -> int:
    """Return the size of a tree whose symbols have sizes of their own, up to 10^15; a shared subtree counts every time."""
    order, more = [tree], 0
    for item in islice(order, SMALL):  # the list grows while it is walked
        args = item[2]
        if args:
            order += args
        elif item[0] == "symbol" and item[1] in ids:
            more += sizes[ids[item[1]]] - 1
    if len(order) <= SMALL:
        return min(COUNTED_SIZE, len(order) + more)
    done: dict[int, int] = {}
    for item in postorder(tree):
        kind, value, args = item
        if args:
            done[id(item)] = min(COUNTED_SIZE, 1 + sum([done[id(arg)] for arg in args]))
        else:
            done[id(item)] = sizes[ids[value]] if kind == "symbol" and value in ids else 1
    return done[id(tree)]
