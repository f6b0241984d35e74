"""Putting the names of links and definitions back: predicted in size first, then written out where it stays readable."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from chainrule.graph import Graph
from chainrule.tree import SMALL, Tree, postorder, substitute

COUNTED_SIZE = 10**15  # sizes are counted up to here


class WrittenOut:
    """Every quantity of a graph in terms of the inputs, except those of ``keep``, which stand for themselves.

    ``sizes`` are the numbers of nodes that those which do not stand for themselves have written out, up to 10^15; only those of at most
    ``limit`` nodes are written out.
    """

    __slots__ = ("_graph", "_links", "_sizes", "_trees", "keep", "limit")

    def __init__(self, graph: Graph, keep: Collection[str], limit: int) -> None:
        self.keep, self.limit = keep, limit
        self._graph = graph
        self._sizes: dict[str, int] | None = None
        self._links: dict[str, Tree] | None = None  # which a result that is too large to write out never needs
        self._trees: dict[str, Tree] | None = None

    @property
    def sizes(self) -> dict[str, int]:
        """The numbers of nodes of the quantities that do not stand for themselves, written out."""
        if self._sizes is None:
            self._sizes = self._counted()
        return self._sizes

    def _counted(self) -> dict[str, int]:
        sizes: dict[str, int] = {}
        graph, keep = self._graph, self.keep
        nodes, written, more = graph.nodes, graph.written, [0] * len(graph.nodes)  # nodes beyond the one of a name
        for index, node in enumerate(nodes):
            tree, name = node[1], node[0]
            if tree is None or name in keep:
                continue
            key = written.get(index, ())
            size = len(key) // 3  # a fingerprint has three entries a node
            for parent in node[2]:
                if more[parent]:
                    if key.count(nodes[parent][0]) != 1:  # more than once, or not told
                        size = 0
                        break
                    size += more[parent]
            if not size or size > COUNTED_SIZE:
                size = written_size(tree, sizes)
            sizes[name] = size
            more[index] = size - 1
        return sizes

    @property
    def links(self) -> dict[str, Tree]:
        """The expressions of the quantities that do not stand for themselves, in node names."""
        if self._links is None:
            keep = self.keep
            self._links = {node[0]: node[1] for node in self._graph.nodes if node[1] is not None and node[0] not in keep}
        return self._links

    @property
    def trees(self) -> dict[str, Tree]:
        """The expressions of the quantities that stay within the limit, written out."""
        if self._trees is None:
            trees: dict[str, Tree] = {}
            self._trees = trees
            for name, tree in self.links.items():
                if self.sizes[name] <= self.limit:
                    trees[name] = substitute(tree, trees)
        return self._trees

    def size(self, tree: Tree) -> int:
        """Return the size of a tree in node names when it is written out."""
        return written_size(tree, self.sizes)

    def __call__(self, tree: Tree) -> Tree:
        """Return a tree in node names, written out."""
        return substitute(tree, self.trees)


def written_size(tree: Tree, sizes: Mapping[str, int]) -> int:
    """Return the size of a tree whose symbols have sizes of their own, or 1, up to 10^15; a shared subtree counts every time."""
    order, more = [tree], 0
    for item in order:  # which grows while it is walked
        args = item[2]
        if args:
            order += args
            if len(order) > SMALL:
                return size_of_large(tree, sizes)
        elif item[1] in sizes and item[0] == "symbol":
            more += sizes[item[1]] - 1
    size = len(order) + more
    return size if size < COUNTED_SIZE else COUNTED_SIZE  # noqa: FURB136  # a call of min costs more


def size_of_large(tree: Tree, sizes: Mapping[str, int]) -> int:
    """Return the size as ``written_size`` does, of a tree with shared subtrees, each of which is met once."""
    done: dict[int, int] = {}
    for item in postorder(tree):
        kind, value, args = item
        if args:
            done[id(item)] = min(COUNTED_SIZE, 1 + sum([done[id(arg)] for arg in args]))
        else:
            done[id(item)] = sizes[value] if kind == "symbol" and value in sizes else 1
    return done[id(tree)]
