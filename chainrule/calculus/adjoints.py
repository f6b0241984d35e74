"""The backward sweep: the derivative of the output by every quantity, in symbols."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from chainrule.calculus.paths import product
from chainrule.tree import ONE, Tree, add, collector_paused, symbol

if TYPE_CHECKING:
    from chainrule.calculus.derivation import Derivation


@collector_paused()
def adjoints(derivation: Derivation) -> dict[str, Tree]:
    """Return d(output)/d(name) for every name that leads to the output, in one backward sweep.

    Written in node names, by the adjoints of the quantities that use the name; the output's own is 1. Linear in the edges.
    Source: Griewank and Walther, Evaluating Derivatives, chapter 3 (reverse accumulation).
    """
    edges, nodes, output = derivation.edges, derivation.graph.nodes, derivation.graph.output
    ranges = derivation.graph.ranges
    # Trees are built by columns here, in half the time: ∂(output)/∂(name) of every child, and its product with the local derivative of every edge.
    own = [index for index, first in enumerate(edges.first) if first >= 0]
    symbols = map(Tree, zip(repeat("symbol"), [nodes[index].name for index in own], repeat(())))
    above = dict(zip(own, map(Tree, zip(repeat("derivative"), repeat("∂"), zip(repeat(symbol(derivation.output)), symbols))), strict=True))
    terms = list(map(Tree, zip(repeat("mul"), repeat(None), zip(map(above.__getitem__, edges.children), edges.trees, strict=True))))
    sums: list[Tree | list[Tree] | None] = [None] * len(nodes)  # what the uses of a node add to its adjoint; of several, the first use last
    for child, parent, tree, term in zip(reversed(edges.children), reversed(edges.parents), reversed(edges.trees), reversed(terms), strict=True):
        added = tree if child == output else term if tree[0] != "number" else product([above[child], tree])
        if ranges:
            added = edges.through(child, parent, added)
        known = sums[parent]
        if known is None:
            sums[parent] = added
        elif isinstance(known, list):
            known.append(added)
        else:
            sums[parent] = [known, added]
    swept = {nodes[output].name: ONE}
    for entry, known in zip(reversed(nodes), reversed(sums), strict=True):
        if known is not None:
            swept[entry.name] = add(*reversed(known)) if isinstance(known, list) else known
    return swept
