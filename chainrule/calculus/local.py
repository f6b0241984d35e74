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
from chainrule.tree import ZERO, Tree

Partials = Mapping[str, Tree]

_partials: Memory[Partials] = Memory()


def local_derivatives(graph: Graph, asked: set[int]) -> Edges:
    """Return the edges of every node that the output depends on and that depends on an asked node."""
    below, above = graph.below(graph.output), graph.above(asked)
    edges = Edges(graph, graph.output)
    for index, entry in enumerate(graph.nodes):
        if entry.tree is not None and below[index] and above[index]:
            reached = list(map(above.__getitem__, entry.parents))
            slopes = linear_partials(entry.tree, reached)
            if slopes:
                edges.add(index, compress(entry.parents, reached), slopes)
            elif slopes is None and any(reached):
                ranges = {} if entry.name in graph.ranges else graph.ranges
                found = partials(entry.tree, [graph.nodes[parent].name for parent in compress(entry.parents, reached)], ranges)
                edges.add(index, map(graph.ids.__getitem__, found), found.values())
    return edges


def all_edges(graph: Graph) -> Edges:
    """Return the edges of every node that the output depends on."""
    return local_derivatives(graph, set(range(len(graph.nodes))))


def partials(tree: Tree, wanted: list[str], ranges: Mapping[str, Range]) -> Partials:
    """Return the tidy derivatives of a link's expression by the wanted names, without those that are 0.

    By a name in ``ranges``, which has a value for each sample, it is that of the term of one sample.
    """
    if ranges:
        return worked_out(tree, set(wanted), ranges)
    return _partials.recall(tree, wanted, lambda: worked_out(tree, set(wanted), ranges))


def worked_out(tree: Tree, wanted: set[str], ranges: Mapping[str, Range]) -> Partials:
    """Return the same by the rules."""
    each = wanted & ranges.keys()
    derivatives = {**differentiate(tree, wanted - each), **(differentiate(one_term(tree), each) if each else {})}
    found = {name: tidied(derived) for name, derived in derivatives.items()}
    return {name: derived for name, derived in found.items() if derived[0] != "number" or derived != ZERO}
