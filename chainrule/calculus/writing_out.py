"""Putting the names of links and definitions back: predicted in size first, then written out where it stays readable."""

from __future__ import annotations

from functools import cached_property

from chainrule.graph import Graph
from chainrule.tree import Tree, occurrences, postorder, substitute

COUNTED_SIZE = 10**15  # sizes are counted up to here


class WrittenOut:
    """Every quantity of a graph in terms of the inputs, except those of ``keep``, which stand for themselves.

    ``links`` are the expressions that are put back for names. Sizes are known for all quantities; only those of at most
    ``limit`` nodes are written out.
    """

    def __init__(self, graph: Graph, keep: set[str], limit: int) -> None:
        self.limit = limit
        self.links = {node.name: node.tree for node in graph.nodes if node.tree is not None and node.name not in keep}

    @cached_property
    def sizes(self) -> dict[str, int]:
        """The number of nodes of every quantity that is not an input, written out, up to 10^15."""
        sizes: dict[str, int] = {}
        for name, tree in self.links.items():
            sizes[name] = written_size(tree, sizes)
        return sizes

    @cached_property
    def trees(self) -> dict[str, Tree]:
        """The expressions of the quantities that stay within the limit."""
        trees: dict[str, Tree] = {}
        for name, tree in self.links.items():
            if self.sizes[name] <= self.limit:
                trees[name] = substitute(tree, trees)
        return trees

    def size(self, tree: Tree) -> int:
        """Return the size of a tree in node names when it is written out."""
        every = occurrences(tree, self.links)
        if every is not None:
            return len(every) - sum([1 for item in every if item[0] == "symbol" and item[1] in self.links])  # beside a link stands its tree
        return written_size(tree, self.sizes)

    def __call__(self, tree: Tree) -> Tree:
        """Return a tree in node names, written out."""
        return substitute(tree, self.trees)


def written_size(tree: Tree, sizes: dict[str, int]) -> int:
    """Return the size of a tree whose symbols have sizes of their own, up to 10^15; a shared subtree counts every time."""
    every = occurrences(tree)
    if every is not None:
        grown = sum([sizes[item[1]] - 1 for item in every if item[0] == "symbol" and item[1] in sizes])
        return min(COUNTED_SIZE, len(every) + grown)
    done: dict[int, int] = {}
    for item in postorder(tree):
        args = item[2]
        done[id(item)] = min(COUNTED_SIZE, 1 + sum([done[id(arg)] for arg in args])) if args else sizes.get(item[1], 1)
    return done[id(tree)]
