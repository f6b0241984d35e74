"""One expression in pieces for several with the same conditions: 2 + (1 if x > 0, 0 otherwise) is 3 if x > 0, 2 otherwise."""

from __future__ import annotations

from collections.abc import Callable

from chainrule.tree import Tree, fold, pieces, size

LARGEST = 300  # nodes of all pieces together


def lifted(tree: Tree, tidied: Callable[[Tree], Tree]) -> Tree:
    """Return a tree as one expression in pieces, each tidied, where all that it has of such have the same conditions; else as it is."""
    found = outermost(tree)
    if not found or found[0] is tree:
        return tree
    conditions, count = found[0][2][1::2], len(found[0][2])
    if any(each[2][1::2] != conditions or len(each[2]) != count for each in found[1:]) or size(tree) * len(found[0][2][::2]) > LARGEST:
        return tree
    places = {id(each) for each in found}
    values = [tidied(_with(tree, places, place)) for place in range(0, count, 2)]
    if len(values) > len(conditions) and all(value == values[0] for value in values[1:]):
        return values[0]
    args = [part for value, condition in zip(values, conditions, strict=False) for part in (value, condition)]
    return pieces(*args, *values[len(conditions) :])


def outermost(tree: Tree) -> list[Tree]:
    """Return the expressions in pieces in a tree that stand in no other one, in no sum, no integral and in no condition."""
    found: list[Tree] = []
    stack = [tree]
    while stack:
        item = stack.pop()
        if item[0] == "pieces":
            found.append(item)
        elif item[0] not in ("sum", "integral"):
            stack += reversed(item[2])
    return found


def _with(tree: Tree, places: set[int], place: int) -> Tree:
    """Return a tree with one value of each expression in pieces in its place."""

    def put(item: Tree, parts: list[Tree]) -> Tree:
        return item[2][place] if id(item) in places else Tree((item[0], item[1], tuple(parts)))

    return fold(tree, put)
