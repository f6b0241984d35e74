"""The backward sweep: the derivative of the output by every quantity, in symbols."""

from __future__ import annotations

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
    top, above, current = symbol(derivation.output), ONE, output
    sums: list[Tree | list[Tree] | None] = [None] * len(nodes)  # what the uses of a node add to its adjoint; of several, the first use last
    for child, parent, tree in zip(reversed(edges.children), reversed(edges.parents), reversed(edges.trees), strict=True):
        if child != current:  # trees are built by hand here, in half the time
            current, above = child, Tree(("derivative", "∂", (top, Tree(("symbol", nodes[child].name, ())))))
        term = tree if child == output else Tree(("mul", None, (above, tree))) if tree[0] != "number" else product([above, tree])
        known = sums[parent]
        if known is None:
            sums[parent] = term
        elif isinstance(known, list):
            known.append(term)
        else:
            sums[parent] = [known, term]
    swept = {nodes[output].name: ONE}
    for entry, known in zip(reversed(nodes), reversed(sums), strict=True):
        if known is not None:
            swept[entry.name] = add(*reversed(known)) if isinstance(known, list) else known
    return swept
