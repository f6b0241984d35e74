"""Putting the names of links and definitions back: predicted in size first, then written out where it stays readable."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import islice

from chainrule.graph import Graph
from chainrule.kept import kept
from chainrule.tree import SMALL, Tree, occurrences, postorder, substitute

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
        sizes = array("q", [1]) * len(self.graph.nodes)
        for index, node in enumerate(self.graph.nodes):
            if node.tree is not None and node.name not in self.keep:
                sizes[index] = written_size(node.tree, self.graph.ids, sizes)
        return sizes

    def size(self, tree: Tree) -> int:
        """Return the size of a tree in node names when it is written out."""
        small = small_size(tree, self.links) if len(self.graph.nodes) <= SMALL else None
        return written_size(tree, self.graph.ids, self.sizes) if small is None else small

    def __call__(self, tree: Tree) -> Tree:
        """Return a tree in node names, written out."""
        return substitute(tree, self.trees)


def small_size(tree: Tree, links: Mapping[str, Tree]) -> int | None:
    """Return the number of nodes of a tree in which the symbols in ``links`` stand for other trees; None where there are many."""
    order, put_back = [tree], 0
    for kind, value, args in islice(order, SMALL):  # the list grows while it is walked
        if args:
            order += args
        elif value in links and kind == "symbol":
            order.append(links[value])
            put_back += 1
    return len(order) - put_back if len(order) <= SMALL else None


def written_size(tree: Tree, ids: Mapping[str, int], sizes: Sequence[int]) -> int:
    """Return the size of a tree whose symbols have sizes of their own, up to 10^15; a shared subtree counts every time."""
    every = occurrences(tree)
    if every is not None:
        return min(COUNTED_SIZE, len(every) + sum([sizes[ids[item[1]]] - 1 for item in every if item[0] == "symbol" and item[1] in ids]))
    done: dict[int, int] = {}
    for item in postorder(tree):
        kind, value, args = item
        if args:
            done[id(item)] = min(COUNTED_SIZE, 1 + sum([done[id(arg)] for arg in args]))
        else:
            done[id(item)] = sizes[ids[value]] if kind == "symbol" and value in ids else 1
    return done[id(tree)]
