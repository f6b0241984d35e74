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

from chainrule.notation.precedence import ADD, LEVEL, MUL, level
from chainrule.tree import Tree

Piece = str | Tree
Writer = Callable[[Any, tuple[Tree, ...]], Sequence[Piece]]
Writers = dict[str, Writer]
Leaves = dict[str, Callable[[Any], str]]

# Brackets that are settled once what stands around them is written. Soft ones hold a negative first factor, and go where
# the product comes first: (−a)·b is −a·b at the start of an expression, not after a plus.
HARD, SOFT = "\x01", "\x02"
OPEN, CLOSE, SOFT_OPEN, SOFT_CLOSE = MARKS = HARD + "(", HARD + ")", SOFT + "(", SOFT + ")"


class Brackets(NamedTuple):
    """How a notation writes brackets: around pieces in ``tall`` as ``high``, else as ``plain``; ``leading`` pieces' ends open something."""

    plain: tuple[str, str] = ("(", ")")
    high: tuple[str, str] = ("(", ")")
    tall: frozenset[str] = frozenset()
    leading: tuple[str, ...] = ("(", "{", "[", "|", ", ", "= ", "< ", "> ", "≤ ", "≥ ", "≠ ")


class Notation(NamedTuple):
    """How trees are written: leaves, all other kinds of nodes, brackets."""

    leaves: Leaves
    writers: Writers
    brackets: Brackets


def write(tree: Tree, notation: Notation) -> str:
    """Return a tree as it is written; brackets are gone through one by one only where some may be tall or dropped."""
    kind, value, args = tree
    if not args:
        return notation.leaves[kind](value)
    first = notation.writers[kind](value, args)
    if len(first) == 1 and isinstance(whole := first[0], str):
        return whole
    pieces, (plain, _, tall, _) = _written(first, notation), notation.brackets
    whole = "".join(pieces)
    if SOFT not in whole:
        if HARD not in whole:
            return whole
        if not any(map(whole.__contains__, tall)):
            return whole.replace(OPEN, plain[0]).replace(CLOSE, plain[1])
    return "".join(settled(pieces, notation.brackets))


def pieces_of(tree: Tree, notation: Notation) -> list[str]:
    """Return the written pieces of a tree, left to right."""
    return settled(_written((tree,), notation), notation.brackets)


def _written(first: Sequence[Piece], notation: Notation) -> list[str]:
    """Return pieces with those of the trees in them in their places, and the marks of brackets among them."""
    leaves, writers, _ = notation
    pieces: list[str] = []
    put = pieces.append
    stack: list[Iterator[Piece]] = [iter(first)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, str):
                put(item)
            else:
                kind, value, args = item
                if args:
                    stack.append(iter(writers[kind](value, args)))
                    break
                put(leaves[kind](value))
        else:
            stack.pop()
    return pieces


def digits(value: int | Decimal) -> str:
    """Return an exact number in plain digits, never in exponent form."""
    try:
        return str(value) if value.__class__ is int else format(value, "f")
    except ValueError:  # Python refuses to print integers beyond 4300 digits
        return format(Decimal(value), "f")


def enclosed(tree: Tree, least: int, opening: str, closing: str) -> tuple[Piece, ...]:
    """Return a tree's pieces, in brackets where it binds less tightly than ``least``."""
    kind = tree[0]
    return (tree,) if (LEVEL[kind] if kind != "apply" else level(tree)) >= least else (opening, tree, closing)


def addition(minus: str, opening: str, closing: str, plus: str = " + ") -> Writer:
    """Return the writer of sums; a negated term is subtracted."""

    def pieces(_: Any, terms: tuple[Tree, ...]) -> list[Piece]:
        written: list[Piece] = [*enclosed(terms[0], ADD, opening, closing)]
        for signed in terms[1:]:
            negative = signed[0] == "neg"
            term = signed[2][0] if negative else signed
            written.append(minus if negative else plus)
            if LEVEL[term[0]] >= MUL:
                written.append(term)
            else:
                written += (opening, term, closing)
        return written

    return pieces


def negation(minus: str, opening: str, closing: str) -> Writer:
    """Return the writer of a leading minus, which covers a whole product."""
    return lambda _, args: (minus, *enclosed(args[0], MUL, opening, closing))


def comparison(signs: dict[str, str], opening: str, closing: str) -> Writer:
    """Return the writer of conditions."""

    def pieces(operator: str, sides: tuple[Tree, ...]) -> list[Piece]:
        sign, written = signs.get(operator) or f" {operator} ", [*enclosed(sides[0], ADD, opening, closing)]
        for side in sides[1:]:
            written += (sign, *enclosed(side, ADD, opening, closing))
        return written

    return pieces


def listed(args: Sequence[Tree]) -> list[Piece]:
    """Return arguments with commas between them."""
    written: list[Piece] = [args[0]] if args else []
    for arg in args[1:]:
        written += (", ", arg)
    return written


def product(separators: dict[str, str], dot: str, edges: Callable[[Tree], str], opening: str, closing: str) -> Writer:
    """Return the writer of products by juxtaposition.

    ``edges`` names the first and the last thing a factor shows, a letter each (or one for both); ``separators`` says what
    stands between a last and a first one, and all other pairs get a spaced dot.
    """

    def pieces(_: Any, factors: tuple[Tree, ...]) -> list[Piece]:
        written: list[Piece] = []
        last = ""
        for factor in factors:
            edge = edges(factor)
            if last:
                written.append(separators.get(last + edge[0], dot))
            if LEVEL[factor[0]] >= MUL and factor[0] != "sum":
                written.append(factor)
            elif last or factor[0] != "neg":
                written += (opening, factor, closing)
            else:
                written += (SOFT_OPEN, factor, SOFT_CLOSE)
            last = edge[-1]
        return written

    return pieces


def settled(written: list[str], brackets: Brackets) -> list[str]:
    """Return the pieces with every bracket settled, in place: high or plain, and soft ones dropped where they lead."""
    tall, leading = brackets.tall, brackets.leading
    concerned = tall.union(MARKS)
    opened: list[tuple[int, int]] = []
    count = 0
    for index, piece in enumerate(written):
        if piece not in concerned:
            continue
        if piece in tall:
            count += 1
        elif piece in (OPEN, SOFT_OPEN):
            opened.append((index, count))
        else:
            start, before = opened.pop()
            if piece == SOFT_CLOSE and (not start or not written[start - 1] or written[start - 1].endswith(leading)):
                written[start] = written[index] = ""
            else:
                written[start], written[index] = brackets.high if count > before else brackets.plain
    return written
