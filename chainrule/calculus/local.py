"""The local derivatives of a graph: one for each edge, tidy, in node names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import compress, groupby, takewhile

from chainrule.calculus.apart import partials_apart
from chainrule.calculus.linear import linear_partials
from chainrule.calculus.memory import Memory
from chainrule.calculus.paths import Edges
from chainrule.calculus.rules import differentiate
from chainrule.calculus.tidy import tidied
from chainrule.graph import Graph
from chainrule.graph.samples import Range, one_term
from chainrule.tree import ZERO, Tree, names

TOGETHER = 500  # edges of nodes of one form that are built at once: few enough to stay in a cache

Partials = Mapping[str, Tree]


def local_derivatives(graph: Graph, asked: Iterable[int]) -> Edges:
    """Return the edges of every node that the output depends on and that depends on an asked node."""
    users = graph.users
    below, above = graph.below(graph.output, users), graph.above(asked, users)
    concerned = [index for index, _ in users if below[index] and above[index]]
    del users, below
    edges = Edges(graph, graph.output)
    if graph.written and not graph.ranges:
        small = list(takewhile(graph.written.__contains__, concerned))  # all of them in a small graph
        for index in small:
            edges.add(*by_rules(graph, index, above))
        concerned = concerned[len(small) :]
    for _, alike in groupby(concerned, lambda index: graph.nodes[index].expression[:2]):
        indices = list(alike)
        step = 1 + TOGETHER // len(graph.nodes[indices[0]].parents)
        for start in range(0, len(indices), step):
            add_alike(edges, indices[start : start + step], above)
    return edges


def add_alike(edges: Edges, indices: Sequence[int], above: Sequence[bool]) -> None:
    """Add the edges of nodes of one form: by columns where they are weighted sums, or one function of such, else by the rules."""
    nodes = [edges.graph.nodes[index] for index in indices]
    reached = [list(map(above.__getitem__, node.parents)) for node in nodes]
    slopes = linear_partials([node.expression for node in nodes], reached)
    if slopes is not None:
        parents = [node.parents if False not in mask else tuple(compress(node.parents, mask)) for node, mask in zip(nodes, reached, strict=True)]
        edges.add_all(indices, parents, slopes)
    elif len(indices) > 1:
        for index in indices:
            add_alike(edges, [index], above)
    else:
        edges.add(*by_rules(edges.graph, indices[0], above))


def by_rules(graph: Graph, index: int, above: Sequence[bool]) -> tuple[int, Sequence[int], Collection[Tree]]:
    """Return a node with the parents that matter and the derivatives by them, by the rules."""
    node, ranges = graph.nodes[index], graph.ranges
    wanted = tuple([graph.nodes[parent][0] for parent in node[2] if above[parent]])
    tree, written = node.expression, graph.written.get(index)
    found = _partials(tree, wanted, written) if not ranges or node.name in ranges else of_one_sample(tree, wanted, ranges)
    return index, list(map(graph.ids.__getitem__, found)), found.values()


def all_edges(graph: Graph) -> Edges:
    """Return the edges of every node that the output depends on."""
    return local_derivatives(graph, range(len(graph.nodes)))


def of_one_sample(tree: Tree, wanted: tuple[str, ...], ranges: Mapping[str, Range]) -> Partials:
    """Return the tidy derivatives of a link's expression by the wanted names, that by a name in ``ranges`` of the term of one sample."""
    each = ranges.keys() & wanted
    return tidy_ones({**differentiate(tree, {*wanted} - each), **(differentiate(one_term(tree), each) if each else {})})


def tidy_ones(derivatives: Partials) -> Partials:
    """Return derivatives tidied, without those that are 0."""
    found = {name: tidied(derived) for name, derived in derivatives.items()}
    return {name: derived for name, derived in found.items() if derived[0] != "number" or derived != ZERO}


def worked_out(tree: Tree, wanted: tuple[str, ...]) -> Partials:
    """Return the tidy derivatives of a link's expression by the wanted names, which are in order of appearance, without those that are 0."""
    asked = {*wanted}
    slopes = linear_partials([tree], [[name in asked for name in names(tree)]])
    if slopes is not None:
        return dict(zip(wanted, slopes[0], strict=True))
    found = partials_apart(tree, wanted, _of_term)
    return tidy_ones(differentiate(tree, asked)) if found is None else found


_of_term = Memory(lambda tree, wanted: tidy_ones(differentiate(tree, {*wanted})))
_partials = Memory(worked_out)
