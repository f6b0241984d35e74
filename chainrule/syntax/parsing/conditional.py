"""Expressions in pieces, as the parser builds them: values, their conditions, and comparisons in these."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from chainrule.errors import LimitExceeded
from chainrule.syntax.parsing.levels import COMPARE, PIECE
from chainrule.tree import Tree, logic, pieces, postorder, relation

if TYPE_CHECKING:
    from chainrule.syntax.parsing.stacks import Stacks

CONDITIONS = frozenset(("relation", "logic"))
DEEPEST = 6  # expressions in pieces inside each other
MOST = 50  # pieces of one expression


def reduce_compare(parser: Stacks) -> None:
    """Make one condition of a chain of comparisons: 0 ≤ x < 1 is 0 ≤ x and x < 1."""
    signs: list[str] = []
    sides: list[Tree] = []
    while parser.operators[-1][0] == COMPARE:
        signs.append(parser.operators.pop()[1])
        sides.append(parser.closed())
    start = parser.starts[-1]
    sides.append(parser.closed())
    signs.reverse()
    found = [relation(sign, *pair) for sign, pair in zip(signs, pairwise(reversed(sides)), strict=True)]
    parser.push(found[0] if len(found) == 1 else logic("and", *found), start)


def reduce_logic(parser: Stacks) -> None:
    """Join conditions by "and" or "or"."""
    level, word, _, _ = parser.operators[-1]
    parts: list[Tree] = []
    while parser.operators[-1][0] == level:
        parser.operators.pop()
        parts.append(parser.closed())
    start = parser.starts[-1]
    parts.append(parser.closed())
    flat = [each for part in reversed(parts) for each in (part[2] if part[0] == "logic" and part[1] == word else (part,))]
    parser.push(logic(word, *flat), start)


def reduce_pieces(parser: Stacks) -> None:
    """Make one expression of values and their conditions; one that is a condition where a value stands, or the other way round, is refused."""
    signs: list[str] = []
    places: list[int] = []
    parts: list[Tree] = []
    while parser.operators[-1][0] == PIECE:
        _, sign, place, _ = parser.operators.pop()
        signs.append(sign)
        places.append(place)
        parts.append(parser.closed())
    start = parser.starts[-1]
    parts.append(parser.closed())
    args: list[Tree] = []
    signs, places, parts = signs[::-1], places[::-1], parts[::-1]
    for number, part in enumerate(parts):
        if number % 2 == 0 and number < len(signs) and signs[number] == "then":
            parts[number], parts[number + 1] = parts[number + 1], part
    for number, part in enumerate(parts):
        before = signs[number - 1] if number else "next"
        if (part[0] in CONDITIONS) != bool(number % 2) or (before == "next") == bool(number % 2):
            place = places[max(number - 1, 0)]
            raise parser.tokens.error("a function in pieces needs a value and a condition for each", place, hint="write x^2 if x < 0 else x")
        args.append(part)
    if len(args) % 2 and args[-1][0] == "pieces":  # where(x > 1, …, where(x > 0, …, …)) is one expression in pieces
        args[-1:] = args[-1][2]
    if len(args) > 2 * MOST:
        raise parser.tokens.error(f"there are {(len(args) + 1) // 2} pieces", places[0], hint=f"the limit is {MOST}", kind=LimitExceeded)
    parser.push(pieces(*args), start)


def check_conditions(parser: Stacks, tree: Tree) -> None:
    """Refuse conditions that stand in an expression as numbers do, and pieces inside of pieces many levels deep."""
    levels: dict[int, int] = {}
    for item in postorder(tree):
        kind, _, args = item
        levels[id(item)] = max([levels[id(arg)] for arg in args], default=0) + (kind == "pieces")
        inner = [arg[0] in CONDITIONS for arg in args]
        fits = all(inner) if kind == "logic" else inner == [bool(place % 2) for place in range(len(args))] if kind == "pieces" else not any(inner)
        if not fits:
            raise parser.tokens.error("a condition stands where a number is needed", 0, len(parser.kinds) - 1, hint="write 1 if x > 0 else 0")
    if levels[id(tree)] > DEEPEST:
        reason = "functions in pieces stand inside each other too deep"
        raise parser.tokens.error(reason, 0, len(parser.kinds) - 1, hint=f"the limit is {DEEPEST} levels", kind=LimitExceeded)
    if tree[0] in CONDITIONS:
        raise parser.tokens.error("a condition is no expression", 0, len(parser.kinds) - 1, hint="write 1 if x > 0 else 0")
