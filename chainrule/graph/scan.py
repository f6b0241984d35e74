"""A definition walked once: its operations, its symbols and the kinds of operation in it, used by every step of making a graph."""

from __future__ import annotations

from collections.abc import Iterable

from chainrule.problem import Definition
from chainrule.tree import SMALL, Tree, distinct, postorder


class Scan:
    """A definition with the operations of its tree (its nodes without the leaves), arguments first, the symbols and the kinds of operation.

    ``names`` are all that appear: its own, its parameters, quantities, indices and unspecified functions. In a small tree, a shared
    operation comes as often as it is met, and ``size`` is the number of nodes (0 where it is not counted).
    """

    __slots__ = ("definition", "kinds", "names", "order", "size", "symbols")

    def __init__(self, definition: Definition, order: list[Tree], symbols: tuple[str, ...], kinds: set[str], size: int = 0) -> None:
        self.definition, self.order, self.symbols, self.kinds, self.size = definition, order, symbols, kinds, size
        self.names = {definition[0], *definition[2], *symbols}
        if "sum" in kinds or "integral" in kinds:
            self.names.update(node[1] for node in order if node[0] in ("sum", "integral"))
        if "apply" in kinds:
            self.names.update(node[1][0] for node in order if node[0] == "apply")

    def call(self, name: str) -> None:
        """Give the definition a name."""
        _, tree, parameters, start, end = self.definition
        self.definition = Definition(name, tree, parameters, start, end)
        self.names.add(name)


def scan(definition: Definition) -> Scan:
    """Return a definition with its operations."""
    order: list[Tree] = []
    symbols: list[str] = []
    kinds: set[str] = set()
    others = 0
    stack = [definition[1]]
    while stack:
        item = stack.pop()
        args = item[2]
        if args:
            stack += args
            order.append(item)
            kinds.add(item[0])
            if len(stack) + len(order) > SMALL:
                return of_large(definition, postorder(definition[1]))
        elif item[0] == "symbol":
            symbols.append(item[1])
        else:
            others += 1
    size = len(order) + len(symbols) + others
    order.reverse()
    symbols.reverse()
    return Scan(definition, order, distinct(symbols), kinds, size)


def of_large(definition: Definition, nodes: Iterable[Tree]) -> Scan:
    """Return a definition with its operations, given all of its nodes, each once."""
    order = [node for node in nodes if node[2]]
    symbols = dict.fromkeys([node[1] for node in nodes if node[0] == "symbol"])
    return Scan(definition, order, tuple(symbols), {node[0] for node in order})
