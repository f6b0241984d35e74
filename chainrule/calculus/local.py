"""The local derivatives of a graph: one for each edge, tidy, in node names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, groupby

from chainrule.calculus.apart import partials_apart
from chainrule.calculus.linear import linear_partials, may_be_linear
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
    concerned, above = graph.between(asked)
    edges = Edges(graph, graph.output)
    if graph.written and not graph.ranges:
        small = 0  # all of them in a small graph
        for index in concerned:
            if index not in graph.written:
                break
            edges.add(index, *by_rules(graph, index, above))
            small += 1
        concerned = concerned[small:]
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
        edges.add(indices[0], *by_rules(edges.graph, indices[0], above))


def by_rules(graph: Graph, index: int, above: Sequence[bool]) -> tuple[Sequence[int], Sequence[Tree]]:
    """Return the parents of a node that matter and the derivatives by them, by the rules."""
    nodes, ranges = graph.nodes, graph.ranges
    node = nodes[index]
    parents: list[int] = []
    wanted: list[str] = []
    for parent in node[2]:
        if above[parent]:
            parents.append(parent)
            wanted.append(nodes[parent][0])
    names = tuple(wanted)
    if ranges and node.name not in ranges:
        found, trees = columns(of_one_sample(node.expression, names, ranges))
    else:
        found, trees = _partials(node[1] or node.expression, names, graph.written.get(index))
    return (parents if found == names else list(map(graph.ids.__getitem__, found))), trees


def columns(partials: Partials) -> tuple[tuple[str, ...], tuple[Tree, ...]]:
    """Return the names of derivatives, and the derivatives."""
    return tuple(partials), tuple(partials.values())


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
    slopes = linear_partials([tree], [[name in asked for name in names(tree)]]) if may_be_linear(tree) else None
    if slopes is not None:
        return dict(zip(wanted, slopes[0], strict=True))
    found = partials_apart(tree, wanted, _of_term)
    return tidy_ones(differentiate(tree, asked)) if found is None else found


_of_term = Memory(lambda tree, wanted: tidy_ones(differentiate(tree, {*wanted})))
_partials = Memory(lambda tree, wanted: columns(worked_out(tree, wanted)))
