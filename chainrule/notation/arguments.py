"""The arguments of an unspecified function in every formula, where a derivative without them would say too little.

∂f/∂t is short for f^(0,1)(x, t) as long as f has no other arguments. In f(x, t) − f(y, t) it would stand for two things.
"""

from __future__ import annotations

from collections.abc import Iterable

from chainrule.notation.precedence import WithArguments, is_partial
from chainrule.tree import Tree, rewrite

NO_FUNCTIONS: frozenset[str] = frozenset()
GLANCE = 20_000  # operations that are looked at


def applied_differently(trees: Iterable[Tree]) -> frozenset[str]:
    """Return the unspecified functions of several arguments that stand in some trees with different ones."""
    calls: dict[str, set[tuple[Tree, ...]]] = {}
    waiting, left = list(trees), GLANCE
    while waiting and left:
        kind, value, args = waiting.pop()
        if kind == "apply" and len(args) > 1:
            calls.setdefault(value[0], set()).add(args)
        waiting += [arg for arg in args if arg[2]]
        left -= 1
    return frozenset(name for name, different in calls.items() if len(different) > 1)


def with_arguments(tree: Tree, functions: frozenset[str]) -> Tree:
    """Return a tree as it is to be shown, where derivatives of these functions tell their arguments; only writers know of it.

    >>> from chainrule.notation import text
    >>> from chainrule.tree import symbol
    >>> slope = Tree(("apply", ("f", (0, 1)), (symbol("x"), symbol("t"))))
    >>> text(slope), text(with_arguments(slope, frozenset("f")))
    ('∂f/∂t', 'f^(0,1)(x, t)')
    """

    def told(item: Tree) -> Tree:
        if item[0] != "apply" or item[1][0] not in functions or not is_partial(item[1], item[2]):
            return item
        return Tree(("apply", (item[1][0], WithArguments(item[1][1])), item[2]))

    return rewrite(tree, told) if functions else tree
