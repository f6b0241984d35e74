"""Putting a name for a part of an expression: u for 2x + 1, also where it is some of the factors of a product."""

from __future__ import annotations

from chainrule.calculus import Tidier
from chainrule.calculus.tidying.terms import orderless
from chainrule.tree import Tree, mul, node, postorder, symbol

SEARCHED = 400  # nodes of an expression in which a quantity is looked for


def replaced(tree: Tree, part: Tree, name: str) -> Tree | None:
    """Return the tree with everything equal to ``part`` replaced by a name, or None where it does not occur.

    Equal means the same tidy form. Of a product and of a sum, some of the factors or terms are a part as well: 3x of 3·x·sin(x).
    """
    order = postorder(tree)
    if len(order) > SEARCHED:
        return None
    tidier = Tidier()
    try:
        wanted = key(tidier, part)
        hits = {id(item) for item in order if key(tidier, item) == wanted}
        rests = {} if hits else {id(item): rest for item in order if (rest := beside(tidier, item, part)) is not None}
    except ZeroDivisionError:
        return None
    if not hits and not rests:
        return None
    done: dict[int, Tree] = {}
    for item in order:
        args = tuple(done[id(arg)] for arg in rests.get(id(item), item[2]))
        kind = "mul" if id(item) in rests and item[0] == "neg" else item[0]
        done[id(item)] = symbol(name) if id(item) in hits else node(kind, item[1], (symbol(name), *args) if id(item) in rests else args)
    return done[id(tree)]


def beside(tidier: Tidier, whole: Tree, part: Tree) -> list[Tree] | None:
    """Return the factors, or the terms, of a whole that stand beside those of a part of it; None where that is no part of them."""
    if part[0] == whole[0] == "neg":  # −x of −(x·cos(x))
        return beside(tidier, whole[2][0], part[2][0] if part[2][0][0] == "mul" else mul(part[2][0]))
    if part[0] not in ("mul", "add") or part[0] != whole[0] or len(part[2]) >= len(whole[2]):
        return None
    left = [key(tidier, each) for each in part[2]]
    rest: list[Tree] = []
    for each in whole[2]:
        if (found := key(tidier, each)) in left:
            left.remove(found)
        else:
            rest.append(each)
    return None if left else rest


def key(tidier: Tidier, tree: Tree) -> tuple[object, object]:
    """Return what trees of the same tidy form have in common."""
    return orderless(tidier.term(tree))
