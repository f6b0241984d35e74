"""The terms of a link that is a sum: which of them depend on a name, so that each edge of a long sum is told of in the time of its own terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from chainrule.calculus.local_derivative import LocalDerivative
from chainrule.document.blocks import Prose
from chainrule.tree import ZERO, Tree, add, names, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Rule
    from chainrule.graph import Graph


class Terms:
    """The terms of a sum by the names in them; any other expression has none."""

    def __init__(self, expression: Tree) -> None:
        self._terms = expression.args if expression[0] == "add" else ()
        self._using: dict[str, list[Tree]] = {}
        self._constants = 0
        for term in self._terms:
            found = names(term)
            self._constants += not found
            for name in found:
                self._using.setdefault(name, []).append(term)

    def dropped(self, edge: LocalDerivative) -> int:
        """Return how many terms do not depend on what the edge is by."""
        return len(self._terms) - len(self._using[edge.wrt]) if self._terms else 0

    def rules(self, edge: LocalDerivative) -> tuple[Rule, ...]:
        """Return every rule that the edge takes, each once, innermost first: those of the terms that do not drop out."""
        if not self._terms or not self.dropped(edge):
            return edge.rules
        kept = self._using[edge.wrt]
        return LocalDerivative(edge.of, edge.wrt, edge.tree, add(*kept) if len(kept) > 1 else kept[0], edge.partial).rules

    def told(self, edge: LocalDerivative, through: Through) -> Prose:
        """Return in words which terms drop out; what depends on the name only through other quantities, which are held fixed, does not do so directly."""
        count = self.dropped(edge) if self._terms else 0
        if not count:
            return ()
        if count == self._constants:
            return ("the constant drops out",) if count == 1 else ("the constants drop out",)
        kept = set(map(id, self._using[edge.wrt]))
        others = [term for term in self._terms if id(term) not in kept] if count == 1 or through.shared(edge.wrt) else []
        directly = (" directly",) if any(through(term, edge.wrt) for term in others) else ()
        if count > 1:
            return ("no other term depends on ", symbol(edge.wrt), *directly)
        item = others[0]
        return (item.args[0] if item.kind == "neg" else item, " does not depend on ", symbol(edge.wrt), *directly)


class Through:
    """What depends on a quantity through others in between, in a graph of so many quantities as a reader looks at."""

    MOST = 1_000

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        nodes = graph.nodes if len(graph.nodes) <= self.MOST else ()
        self._uses = Counter(parent for entry in nodes for parent in set(entry.parents))
        self._above: dict[str, list[bool]] = {}

    def shared(self, name: str) -> bool:
        """Return whether several quantities use one, so that one of them may depend on another."""
        return self._uses[self._graph.ids.get(name, -1)] > 1

    def __call__(self, term: Tree, wrt: str) -> bool:
        """Return whether a quantity in a term depends on another one."""
        if not self.shared(wrt):
            return False
        ids = self._graph.ids
        if wrt not in self._above:
            self._above[wrt] = self._graph.above([ids[wrt]])
        return any(name in ids and self._above[wrt][ids[name]] for name in names(term))


def with_terms(edges: Iterable[LocalDerivative]) -> Iterator[tuple[LocalDerivative, Terms]]:
    """Yield every edge with the terms of its link; the edges of a link stand together."""
    terms = none = Terms(ZERO)
    last: Tree | None = None
    for edge in edges:
        if edge.expression is not last:
            last = edge.expression
            terms = Terms(last) if last[0] == "add" else none
        yield edge, terms
