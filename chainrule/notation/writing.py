"""The walk that all notations share: from a tree to its pieces, left to right, with an explicit stack.

A notation is a table of writers, one for each kind of node. A leaf's writer takes its value and returns it written; any
other takes a node's value and arguments and returns the node's pieces in reading order: strings as they are, and trees
still to be written. Brackets are settled by the parent, from the levels in ``precedence``; nothing is concatenated before
the end, so time and memory are linear in what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from chainrule.notation.precedence import ADD, LEVEL, LOOSER, MUL, level
from chainrule.tree import Tree, number, symbol

Piece = str | Tree
Writer = Callable[[Any, tuple[Tree, ...]], Sequence[Piece]]
Writers = dict[str, Writer]
Leaves = dict[str, Callable[[Any], str]]


class Mark(str):
    """A piece that settles brackets: a bracket itself, or something tall, which makes the brackets around it high."""

    __slots__ = ()


# Soft brackets hold a negative first factor, and go where the product comes first: (−a)·b is −a·b at the start of an
# expression, not after a plus.
OPEN, CLOSE, SOFT_OPEN, SOFT_CLOSE = map(Mark, ("\x01(", "\x01)", "\x02(", "\x02)"))


class Brackets(NamedTuple):
    """How a notation writes brackets: around pieces in ``tall`` as ``high``, else as ``plain``; ``leading`` pieces' ends open something."""

    plain: tuple[str, str] = ("(", ")")
    high: tuple[str, str] = ("(", ")")
    tall: frozenset[Mark] = frozenset()
    leading: tuple[str, ...] = ("(", "{", "[", "|", ", ", "= ", "< ", "> ", "≤ ", "≥ ", "≠ ")


class Notation(NamedTuple):
    """How trees are written: leaves, all other kinds of nodes, brackets."""

    leaves: Leaves
    writers: Writers
    brackets: Brackets


def write(tree: Tree, notation: Notation) -> str:
    """Return a tree as it is written."""
    return "".join(pieces_of(tree, notation))


def pieces_of(tree: Tree, notation: Notation) -> list[str]:
    """Return the written pieces of a tree, left to right; brackets are settled where they close."""
    leaves, writers, brackets = notation
    tall = brackets.tall
    pieces: list[str] = []
    put = pieces.append
    opened: list[tuple[int, int]] = []  # brackets, each with its place and the tall pieces before it
    height = 0
    waiting: list[Iterator[Any]] = []  # what is left of the nodes around the innermost one
    rest: Iterator[Any] = iter((tree,))
    while True:
        for item in rest:
            of = type(item)
            if of is str:
                put(item)
            elif of is Tree:
                kind = item[0]
                if kind not in leaves:
                    waiting.append(rest)
                    rest = iter(writers[kind](item[1], item[2]))
                    break
                put(leaves[kind](item[1]))
            elif item is CLOSE or item is SOFT_CLOSE:
                start, before = opened.pop()
                pieces[start], closing = settled(pieces, start, height > before, brackets)
                put(closing)
            else:
                if item is OPEN or item is SOFT_OPEN:
                    opened.append((len(pieces), height))
                elif item in tall:
                    height += 1
                put(item)
        else:
            if not waiting:
                return pieces
            rest = waiting.pop()


def settled(pieces: list[str], start: int, high: bool, brackets: Brackets) -> tuple[str, str]:
    """Return the brackets around the pieces from a place on: high or plain ones; soft ones are dropped where they lead."""
    if pieces[start] is SOFT_OPEN and (not start or not pieces[start - 1] or pieces[start - 1].endswith(brackets.leading)):
        return "", ""
    return brackets.high if high else brackets.plain


DIGITS = {value: str(value) for value in range(100)}


def digits(value: int | Decimal) -> str:
    """Return an exact number in plain digits, never in exponent form."""
    try:
        return DIGITS.get(value) or str(value) if value.__class__ is int else format(value, "f")
    except ValueError:  # Python refuses to print integers beyond 4300 digits
        return format(Decimal(value), "f")


def enclosed(tree: Tree, least: int, opening: str, closing: str) -> tuple[Piece, ...]:
    """Return a tree's pieces, in brackets where it binds less tightly than ``least``."""
    kind = tree[0]
    return (tree,) if (LEVEL[kind] if kind != "apply" else level(tree)) >= least else (opening, tree, closing)


def addition(minus: str, opening: str, closing: str, plus: str = " + ") -> Writer:
    """Return the writer of sums; a negated term is subtracted."""

    def pieces(_: Any, terms: tuple[Tree, ...]) -> list[Piece]:
        written: list[Piece] = []
        looser = LOOSER[ADD]
        for term in terms:
            kind = term[0]
            if written:
                if kind == "neg":
                    written.append(minus)
                    term = term[2][0]  # noqa: PLW2901  # what is subtracted
                    kind = term[0]
                else:
                    written.append(plus)
            if kind in looser:
                written += (opening, term, closing)
            else:
                written.append(term)
            looser = LOOSER[MUL]
        return written

    return pieces


def negation(minus: str, opening: str, closing: str) -> Writer:
    """Return the writer of a leading minus, which covers a whole product."""
    looser = LOOSER[MUL]
    return lambda _, args: (minus, opening, args[0], closing) if args[0][0] in looser else (minus, args[0])


def comparison(signs: dict[str, str], opening: str, closing: str) -> Writer:
    """Return the writer of conditions."""

    def pieces(operator: str, sides: tuple[Tree, ...]) -> list[Piece]:
        sign, written = signs.get(operator) or f" {operator} ", [*enclosed(sides[0], ADD, opening, closing)]
        for side in sides[1:]:
            written += (sign, *enclosed(side, ADD, opening, closing))
        return written

    return pieces


def lowest(low: Tree, index: str, unequal: str, comma: str = ", ") -> tuple[Piece, ...]:
    """Return the lower limit of a sum: where it starts, and the term that it leaves out."""
    if low[0] != "except":
        return (low,)
    case = low[1]
    return low[2][0], comma, index, unequal, number(int(case)) if case.isdigit() else symbol(case)


def listed(args: Sequence[Tree]) -> list[Piece]:
    """Return arguments with commas between them."""
    written: list[Piece] = [args[0]] if args else []
    for arg in args[1:]:
        written += (", ", arg)
    return written


def product(separators: dict[str, str], dot: str, edges: dict[str, str], edges_of: Callable[[Tree], str], opening: str, closing: str) -> Writer:
    """Return the writer of products by juxtaposition.

    An edge names the first and the last thing a factor shows, a letter each (or one for both): by its kind in ``edges``, else
    by ``edges_of``. ``separators`` says what stands between a left and a right one, and all other pairs get a spaced dot.
    """
    bracketed = LOOSER[MUL] | {"sum"}

    def pieces(_: Any, factors: tuple[Tree, ...]) -> list[Piece]:
        written: list[Piece] = []
        last = ""
        for factor in factors:
            kind = factor[0]
            edge = edges.get(kind) or edges_of(factor)
            if last:
                written.append(separators.get(last + edge, dot))
            if kind not in bracketed:
                written.append(factor)
            elif last or kind != "neg":
                written += (opening, factor, closing)
            else:
                written += (SOFT_OPEN, factor, SOFT_CLOSE)
            last = edge
        return written

    return pieces
