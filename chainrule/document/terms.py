"""The terms of a link that is a sum: which of them depend on a name, so that each edge of a long sum is told of in the time of its own terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from chainrule.calculus.local_derivative import LocalDerivative
from chainrule.document.blocks import Prose
from chainrule.tree import ZERO, Tree, add, names, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Rule


class Terms:
    """The terms of a sum by the names in them; any other expression has none."""

    def __init__(self, expression: Tree) -> None:
        self._terms = expression.args if expression.kind == "add" else ()
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

    def told(self, edge: LocalDerivative) -> Prose:
        """Return in words which terms drop out."""
        count = self.dropped(edge) if self._terms else 0
        if not count:
            return ()
        if count == self._constants:
            return ("the constant drops out",) if count == 1 else ("the constants drop out",)
        if count > 1:
            return ("no other term depends on ", symbol(edge.wrt))
        kept = set(map(id, self._using[edge.wrt]))
        (item,) = (term for term in self._terms if id(term) not in kept)
        return (item.args[0] if item.kind == "neg" else item, " does not depend on ", symbol(edge.wrt))


def with_terms(edges: Iterable[LocalDerivative]) -> Iterator[tuple[LocalDerivative, Terms]]:
    """Yield every edge with the terms of its link; the edges of a link stand together."""
    terms = none = Terms(ZERO)
    last: Tree | None = None
    for edge in edges:
        if edge.expression is not last:
            last = edge.expression
            terms = Terms(last) if last.kind == "add" else none
        yield edge, terms
