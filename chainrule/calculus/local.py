"""The local derivatives of a graph: one for each edge, tidy, in node names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

from chainrule.calculus.linear import linear_partials
from chainrule.calculus.memory import Memory
from chainrule.calculus.paths import Edges
from chainrule.calculus.rules import differentiate
from chainrule.calculus.tidy import tidied
from chainrule.graph import Graph
from chainrule.graph.samples import Range, one_term
from chainrule.tree import ZERO, Tree, names

Partials = Mapping[str, Tree]


def local_derivatives(graph: Graph, asked: set[int]) -> Edges:
    """Return the edges of every node that the output depends on and that depends on an asked node."""
    below, above = graph.below(graph.output), graph.above(asked)
    edges, nodes, ranges = Edges(graph, graph.output), graph.nodes, graph.ranges
    for index, node in enumerate(nodes):
        if node.tree is not None and below[index] and above[index]:
            tree, parents = node.tree, node.parents
            reached, written = list(map(above.__getitem__, parents)), graph.written.get(index)
            slopes = linear_partials(tree, reached) if written is None or ranges else None
            if slopes:
                edges.add(index, compress(parents, reached), slopes)
            elif slopes is None and True in reached:
                wanted = tuple([nodes[parent][0] for parent in compress(parents, reached)])
                found = _partials(tree, wanted, written) if not ranges or node.name in ranges else of_one_sample(tree, wanted, ranges)
                edges.add(index, [graph.ids[each] for each in found], found.values())
    return edges


def all_edges(graph: Graph) -> Edges:
    """Return the edges of every node that the output depends on."""
    return local_derivatives(graph, set(range(len(graph.nodes))))


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
    slopes = linear_partials(tree, [name in asked for name in names(tree)])
    return tidy_ones(differentiate(tree, asked)) if slopes is None else dict(zip(wanted, slopes, strict=True))


_partials = Memory(worked_out)
