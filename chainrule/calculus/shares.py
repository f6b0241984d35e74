"""A quantity that is a share e^z/(e^z + …) of a sum, as those of softmax are: its derivative in its own value and that of another share.

By its own z a share p = e^z/D has the derivative p·(1 − p); by the z of another share s = e^z/D, it has −p·s.
"""

from __future__ import annotations

from collections.abc import Iterable

from chainrule.calculus.rules import differentiate
from chainrule.calculus.tidy import tidied
from chainrule.graph import Node
from chainrule.tree import ONE, E, Tree, add, div, mul, names, neg, symbol


def of_share(of: str, wrt: str, expression: Tree, nodes: Iterable[Node]) -> Tree | None:
    """Return the derivative of a share by a name, in the names of shares; None where the expression is none, or the other share has no name."""
    if expression[0] != "div" or expression[2][1][0] != "add":
        return None
    part, whole = expression[2]
    depending = [term for term in whole[2] if wrt in names(term)]
    if len(depending) != 1 or (exponent := exponent_of(depending[0])) is None:
        return None
    if part == depending[0]:
        factor = add(ONE, neg(symbol(of)))
    elif wrt in names(part) or not (others := [node.name for node in nodes if node.tree == div(depending[0], whole) and node.origin == "definition"]):
        return None
    else:
        factor = neg(symbol(others[0]))
    return tidied(mul(symbol(of), factor, differentiate(exponent, {wrt})[wrt]))


def exponent_of(tree: Tree) -> Tree | None:
    """Return the exponent of a power of Euler's number; None for another tree."""
    kind, value, args = tree
    return args[-1] if (kind == "call" and value == "exp") or (kind == "pow" and args[0] == E) else None
