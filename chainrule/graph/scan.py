"""A definition walked once: its nodes, its symbols and the kinds of node in it, used by every step of making a graph."""

from __future__ import annotations

from typing import NamedTuple

from chainrule.problem import Definition
from chainrule.tree import Tree, postorder


class Scan(NamedTuple):
    """A definition with the nodes of its tree, arguments first, the symbols and which kinds of node there are."""

    definition: Definition
    order: list[Tree]
    symbols: dict[str, None]
    kinds: set[str]

    def names(self) -> set[str]:
        """Return every name that appears: the definition's, its parameters, quantities, indices and unspecified functions."""
        found = {self.definition.name, *self.definition.parameters, *self.symbols}
        if "sum" in self.kinds:
            found.update(node[1] for node in self.order if node[0] == "sum")
        if "apply" in self.kinds:
            found.update(node[1][0] for node in self.order if node[0] == "apply")
        return found


def scan(definition: Definition) -> Scan:
    """Return a definition with its nodes."""
    order = postorder(definition.tree)
    return Scan(definition, order, dict.fromkeys([node[1] for node in order if node[0] == "symbol"]), {node[0] for node in order})
