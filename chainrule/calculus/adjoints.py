"""The backward sweep: the derivative of the output by every quantity, in symbols."""

from __future__ import annotations

from itertools import compress, count, repeat
from typing import TYPE_CHECKING, Any

from chainrule.calculus.local_derivative import product
from chainrule.columns import KIND, products, symbols
from chainrule.graph.graph import NAME
from chainrule.tree import ONE, Tree, add, collector_paused, symbol

if TYPE_CHECKING:
    from chainrule.calculus.derivation import Derivation

CHUNK = 2_000  # edges whose terms are built at once: few enough for them to stay in a cache until they are added


def adjoints(derivation: Derivation) -> dict[str, Tree]:
    """Return d(output)/d(name) for every name that leads to the output, in one backward sweep.

    Written in node names, by the adjoints of the quantities that use the name; the output's own is 1. Linear in the edges.
    Source: Griewank and Walther, Evaluating Derivatives, chapter 3 (reverse accumulation).
    """
    with collector_paused():
        return swept(derivation)


def swept(derivation: Derivation) -> dict[str, Tree]:
    """Return the adjoints by name, as ``adjoints`` does."""
    edges, nodes, output = derivation.edges, derivation.graph.nodes, derivation.graph.output
    own = list(compress(count(), map((-1).__lt__, edges.first)))
    symbols_of = symbols(map(NAME, map(nodes.__getitem__, own)))
    above = dict(zip(own, map(Tree, zip(repeat("derivative"), repeat("∂"), zip(repeat(symbol(derivation.output)), symbols_of))), strict=True))
    sums: list[Any] = [None] * len(nodes)  # what the uses of a node add to its adjoint; of several, the first use last
    several: list[int] = []  # the nodes with several uses
    for stop in range(len(edges), 0, -CHUNK):
        part = slice(max(stop - CHUNK, 0), stop)
        children, parents, trees = edges.children[part], edges.parents[part], edges.trees[part]
        terms = list(products(map(above.__getitem__, children), trees))
        if "number" in set(map(KIND, trees)):
            terms = [term if tree[0] != "number" else product([above[child], tree]) for child, tree, term in zip(children, trees, terms, strict=True)]
        if children[-1] == output:
            direct = children.index(output)
            terms[direct:] = trees[direct:]
        if derivation.graph.ranges:
            terms = [edges.through(*edge) for edge in zip(children, parents, terms, strict=True)]
        for parent, added in zip(reversed(parents), reversed(terms), strict=True):
            known = sums[parent]
            if known is None:
                sums[parent] = added
            elif known.__class__ is list:
                known.append(added)
            else:
                sums[parent] = [known, added]
                several.append(parent)
    for index in several:
        sums[index] = add(*reversed(sums[index]))
    sums.reverse()
    found = {nodes[output].name: ONE}
    found.update(compress(zip(map(NAME, reversed(nodes)), sums, strict=True), sums))
    return found
