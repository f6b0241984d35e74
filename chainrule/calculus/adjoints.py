"""The backward sweep: the derivative of the output by every quantity, in symbols."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING

from chainrule.calculus.paths import product
from chainrule.columns import products
from chainrule.tree import ONE, Tree, add, collector_paused, derivative

if TYPE_CHECKING:
    from chainrule.calculus.derivation import Derivation


@collector_paused()
def adjoints(derivation: Derivation) -> dict[str, Tree]:
    """Return d(output)/d(name) for every name that leads to the output, in one backward sweep.

    Written in node names, by the adjoints of the quantities that use the name; the output's own is 1. Linear in the edges.
    Source: Griewank and Walther, Evaluating Derivatives, chapter 3 (reverse accumulation).
    """
    edges, nodes = derivation.edges, derivation.graph.nodes
    sums: list[Tree | None] = [None] * len(nodes)
    several: dict[int, list[Tree]] = {}  # the terms of a node with several uses
    for parent, term in zip(edges.parents, terms(derivation), strict=True):
        known = sums[parent]
        if known is None:
            sums[parent] = term
        elif parent in several:
            several[parent].append(term)
        else:
            several[parent] = [known, term]
    for parent, added in several.items():
        sums[parent] = add(*added)
    sums[derivation.graph.output] = ONE
    return {node[0]: known for node, known in zip(reversed(nodes), reversed(sums), strict=True) if known is not None}


def terms(derivation: Derivation) -> list[Tree]:
    """Return what each edge adds to the adjoint of its parent: the child's adjoint times the local derivative."""
    edges, graph = derivation.edges, derivation.graph
    own = [index for index, first in enumerate(edges.first) if first >= 0]
    above = [derivative(derivation.output, graph.nodes[index].name, sign="∂") for index in own]
    uses = [edges.last[index] - edges.first[index] for index in own]
    found = list(products(chain.from_iterable(map(repeat, above, uses)), edges.trees))
    for place in [place for place, tree in enumerate(edges.trees) if tree[0] == "number"]:
        found[place] = product([*found[place][2]])  # without a factor 1
    direct = edges.first[graph.output]  # the output's edges come last
    if direct >= 0:
        found[direct:] = edges.trees[direct:]
    return list(map(edges.through, edges.children, edges.parents, found)) if graph.ranges else found
