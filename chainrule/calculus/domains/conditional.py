"""Which operations may need a condition for their values or for their derivatives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chainrule.functions import FUNCTIONS
from chainrule.tree import Tree


def conditional(tree: Tree | None) -> list[Tree]:
    """Return the subexpressions that may need a condition (and sums over an index, and integrals), inner ones first, from left to right."""
    found: list[Tree] = []
    seen: set[int] = set()
    order = [] if tree is None else [tree]
    for item in order:  # grows while it runs
        kind, value, args = item
        if args and id(item) not in seen:
            seen.add(id(item))
            if kind != "pieces":  # what a piece needs is needed where it counts
                order.extend(reversed(args[1:] if kind == "integral" else args))  # what is integrated has a variable of its own
            if kind in CONDITIONAL and CONDITIONAL[kind](value, args):
                found.append(item)
    found.reverse()
    return found


def _is_positive(leaf: Tree) -> bool:
    return leaf[0] == "constant" or (leaf[0] == "number" and bool(leaf[1] > 0))


CONDITIONAL: dict[str, Callable[[Any, tuple[Tree, ...]], bool]] = {
    "div": lambda _, args: not _is_positive(args[1]),
    "pow": lambda _, args: not _is_positive(args[0]) and not (args[1][0] == "number" and isinstance(args[1][1], int)),
    "call": lambda name, _: name in FUNCTIONS and bool(FUNCTIONS[name].domain or FUNCTIONS[name].smooth),
    "sum": lambda *_: True,
    "integral": lambda *_: True,
    "pieces": lambda *_: True,
}
