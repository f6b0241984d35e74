"""The local derivatives of a graph: one for each edge, tidy, in node names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, groupby

from chainrule.calculus.apart import partials_apart
from chainrule.calculus.linear import linear_partials
from chainrule.calculus.memory import Memory
from chainrule.calculus.paths import Edges
from chainrule.calculus.rules import differentiate
from chainrule.calculus.tidy import tidied
from chainrule.graph import Graph
from chainrule.graph.graph import NOTHING
from chainrule.graph.samples import Range, one_term
from chainrule.tree import ZERO, Tree, names

TOGETHER = 500  # edges of nodes of one form that are built at once: few enough to stay in a cache

Partials = Mapping[str, Tree]
Columns = tuple[Sequence[int], Sequence[Sequence[int]], Sequence[Iterable[Tree]]]  # nodes, the parents of each, the derivatives by them


def local_derivatives(graph: Graph, asked: Iterable[int]) -> Edges:
    """Return the edges of every node that the output depends on and that depends on an asked node."""
    below, above = graph.below(graph.output), graph.above(asked)
    edges, nodes = Edges(graph, graph.output), graph.nodes
    written = NOTHING if graph.ranges else graph.written
    concerned = [index for index, _ in graph.users if below[index] and above[index]]
    for form, alike in groupby(concerned, lambda index: None if index in written else nodes[index].expression[:2]):
        if form is None:
            for index in alike:
                edges.add(*by_rules(graph, index, above))
            continue
        indices = list(alike)
        step = 1 + TOGETHER // len(nodes[indices[0]].parents)
        for start in range(0, len(indices), step):
            together = indices[start : start + step]
            found = by_columns(graph, together, above)
            for added in [found] if found else [by_columns(graph, [index], above) or by_rules(graph, index, above) for index in together]:
                edges.add(*added)
    return edges


def by_columns(graph: Graph, indices: Sequence[int], above: Sequence[bool]) -> Columns | None:
    """Return the edges of nodes that are weighted sums, or one function of such; None where one is not."""
    nodes = [graph.nodes[index] for index in indices]
    reached = [list(map(above.__getitem__, node.parents)) for node in nodes]
    slopes = linear_partials([node.expression for node in nodes], reached)
    if slopes is None:
        return None
    parents = [node.parents if False not in mask else tuple(compress(node.parents, mask)) for node, mask in zip(nodes, reached, strict=True)]
    return indices, parents, slopes


def by_rules(graph: Graph, index: int, above: Sequence[bool]) -> Columns:
    """Return the edges of one node, by the rules."""
    node, ranges = graph.nodes[index], graph.ranges
    wanted = tuple([graph.nodes[parent].name for parent in node.parents if above[parent]])
    tree, written = node.expression, graph.written.get(index)
    found = _partials(tree, wanted, written) if not ranges or node.name in ranges else of_one_sample(tree, wanted, ranges)
    return [index], [[graph.ids[name] for name in found]], [found.values()]


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
