"""How wide a formula is when it is typeset, and how one that is too wide for a line is written so that it can be broken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from chainrule.document import Equation, Sum
from chainrule.notation.precedence import MUL, POW
from chainrule.notation.writing import CLOSE, OPEN, Notation, Piece, enclosed
from chainrule.tree import Tree, walk

SMALL = 0.75  # size of an index
LEAST = 3  # columns of a factor or a term with its sign, and of the name of a function with brackets
LONG_LEFT, ONE_LINE = 24, 56  # columns of a left side that may stand above its right one, and of both where they share a line all the same


def columns(tree: Tree) -> int:
    """Return about how many columns of text a formula takes when it is typeset: a fraction as many as its wider half."""
    return columns_of_parts(tree)[id(tree)]


def is_surely_wide(tree: Tree, most: int) -> bool:
    """Return whether a formula of many functions inside one another, factors or terms is wider than ``most`` columns without a look at all of it."""
    least, (kind, _, args) = 0, tree
    while kind == "call" and len(args) == 1 and least <= most:
        least, (kind, _, args) = least + LEAST, args[0]
    return least + (LEAST * len(args) if kind in ("add", "mul") else 0) > most


def stands_above(line: Equation | Sum) -> bool:
    """Return whether the left side of an equation is so long that the right one stands below it."""
    left = line.left
    if left[0] in ("symbol", "derivative") or not left[2]:
        return False
    sides = [term for term, _ in line.terms] if isinstance(line, Sum) else line.sides
    wide = columns(left)
    return wide > LONG_LEFT and wide + max(map(columns, sides)) > ONE_LINE


def columns_of_parts(tree: Tree) -> dict[int, int]:
    """Return the columns of every node by its id."""
    done: dict[int, int] = {}
    for item in walk(tree):
        done[id(item)] = _COLUMNS.get(item[0], _columns_of_others)(item, [done[id(part)] for part in item[2]])
    return done


def _columns_of_others(item: Tree, parts: list[int]) -> int:
    return sum(parts) + min(len(str(item[1])), 4) + 2


def _columns_of_name(name: str) -> int:
    """Return the columns of a name with an index: that is small, and may stand under another."""
    base, _, low = name.partition("^")[0].partition("_")
    return max(len(base) + round(len(low) * SMALL), len(name) // 2) + 1


_COLUMNS: dict[str, Callable[[Tree, list[int]], int]] = {
    "number": lambda item, _: len(str(item[1])),
    "symbol": lambda item, _: len(item[1]) if item[1].isalnum() else _columns_of_name(item[1]),
    "neg": lambda _, parts: parts[0] + 2,
    "add": lambda _, parts: sum(parts) + 3 * len(parts),
    "mul": lambda _, parts: sum(parts) + 2 * len(parts),
    "div": lambda _, parts: max(parts) + 1,
    "pow": lambda _, parts: sum(parts),
    "derivative": lambda item, parts: 1 + max(parts) if item[2][0][0] == "symbol" else 2 + parts[0] + max(parts[1:]),
}


def linear(tree: Tree, limit: int, notation: Notation, slash: str, fixed: tuple[str, str]) -> Notation:
    """Return the notation for a formula that is broken into lines: tall brackets are ``fixed`` ones, a fraction too wide for a line has a slash."""
    wide: dict[int, int] = {}

    def division(value: Any, args: tuple[Tree, ...]) -> str | Sequence[Piece]:
        if not wide:  # a formula without fractions is not measured
            wide.update(columns_of_parts(tree))
        if max(wide[id(arg)] for arg in args) < limit:
            return notation.writers["div"](value, args)
        return [*enclosed(args[0], MUL, OPEN, CLOSE), slash, *enclosed(args[1], POW, OPEN, CLOSE)]

    return Notation({**notation.writers, "div": division}, replace(notation.brackets, high=fixed))
