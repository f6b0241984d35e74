"""What comes of quantities that someone says to be something else than they are: with z = 1.4 for 0.6, a = σ(z) is σ(1.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from chainrule.calculus import differentiate
from chainrule.homework.slips.source import times
from chainrule.tree import ONE, Tree, names, rewrite, substitute, symbol, total

if TYPE_CHECKING:
    from chainrule.graph import Graph


def put_back(graph: Graph, said: Mapping[str, Tree], tree: Tree, keep: str = "") -> Tree:
    """Return an expression in the inputs, with what is ``said`` for the quantities that it is said of."""
    for entry in reversed(graph.nodes):
        value = said.get(entry.name, entry.tree)
        if value is not None and entry.name != keep and entry.name in names(tree):
            tree = substitute(tree, {entry.name: value})
    return tree


def slope(graph: Graph, said: Mapping[str, Tree], of: str, wrt: str, *, local: bool = False) -> Tree | None:
    """Return a derivative between two quantities, with every one on the way as it is ``said`` to be; None where the first does not depend on the second.

    A number that is said is a value of the quantity, whose derivatives are those of its expression. With ``local``, only where the
    second stands in the expression of the first is looked at.
    """
    if of not in graph.ids or wrt not in graph.ids:
        return None
    found = {wrt: ONE}
    for entry in graph.nodes:
        tree = said[entry.name] if names(said.get(entry.name, ONE)) else entry.tree
        if tree is None or entry.name == wrt:
            continue
        partials = differentiate(tree, {*found})
        if partials and not (local and entry.origin == "definition" and entry.name != of):
            named = {entry.expression: symbol(entry.name)} if entry.name in said else {}  # σ(z)(1 − σ(z)) of a = σ(z) is a(1 − a)
            found[entry.name] = total([times(with_names(partial, named), found[name]) for name, partial in partials.items()])
    return put_back(graph, said, found[of]) if of in found else None


def with_names(tree: Tree, named: Mapping[Tree, Tree]) -> Tree:
    """Return an expression with names for some parts of it."""
    return rewrite(tree, lambda item: named.get(item, item)) if named else tree
