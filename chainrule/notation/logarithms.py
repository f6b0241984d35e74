"""How the natural logarithm is written: ``log``, as the trees have it, or ``ln``, as most of calculus does."""

from __future__ import annotations

from chainrule.tree import Tree, postorder, rewrite

LOG, LN = "log", "ln"


def spelled(tree: Tree, logarithm: str) -> Tree:
    """Return a tree as it is to be shown, its natural logarithms by the name that a reader gives them; only writers know that name.

    >>> from chainrule.notation import text
    >>> from chainrule.tree import call, symbol
    >>> text(spelled(2 * call("log", symbol("x")), "ln"))
    '2*ln(x)'
    """
    if logarithm == LOG or not any(item[0] == "call" and item[1] == LOG for item in postorder(tree)):
        return tree
    return rewrite(tree, lambda item: Tree(("call", logarithm, item[2])) if item[0] == "call" and item[1] == LOG else item)
