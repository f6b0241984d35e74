"""Answers in pieces, 1 if x > 0, −1 if x < 0: each compared where its condition holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from typing import NamedTuple

from chainrule.errors import ReadError
from chainrule.homework.answers.outside import outside_brackets
from chainrule.homework.answers.statements import Reader
from chainrule.homework.values.equality import equal
from chainrule.homework.values.lenient import Values
from chainrule.tree import Tree, add, call, mul, names, neg, substitute, symbol

LONGEST, MOST = 300, 8  # characters of an answer, and pieces
_LESS, _MORE = ("<", "<=", "≤", "\\le", "\\leq"), (">", ">=", "≥", "\\ge", "\\geq")
_CLOSED = ("=", "≤", "≥", "\\le", "\\leq", "\\ge", "\\geq")
_ORDER = r"(<=?|>=?|[≤≥]|\\[lg]eq?\b)"
_NAME = r"([^\W\d_]\w*)"
_AFTER = re.compile(rf"^\s*{_NAME}\s*{_ORDER}\s*([^<>≤≥=]+)$")
_WITHIN = re.compile(rf"^\s*([^<>≤≥=]+?)\s*{_ORDER}\s*{_NAME}\s*(?:{_ORDER}\s*([^<>≤≥=]+))?$")
ELSE = re.compile(r"^\s*(?:otherwise|else|elsewhere)\s*$", re.IGNORECASE)
_IF = re.compile(r"^(.*?)(?:\b(?:if|for|when|where)\b|:(?!=))(.*)$|^(.*?)\b(otherwise|else|elsewhere)\s*$", re.DOTALL | re.IGNORECASE)
_IFS = re.compile(r",?\s*\bif\b(?:\s*,?\s*\b(?:if|for|when)\b)*")
_CUT = re.compile(r"[,;\n]|\band\b", re.IGNORECASE)
_LEFT = re.compile(r"^\s*[^=<>≤≥]{1,40}=(?!=)")
_TEXT = re.compile(r"\\(?:text|mathrm|mbox)\s*\{\s*([a-z ]*)\s*\}", re.IGNORECASE)


class Bound(NamedTuple):
    """A number that the variable is compared with: whether it lies below the variable, and whether it counts itself."""

    at: Tree
    below: bool
    closed: bool


class Piece(NamedTuple):
    """An expression and the bounds within which it is meant; without bounds, it is meant where no other one is."""

    tree: Tree
    bounds: tuple[Bound, ...]

    def holds(self, value: float, edges: Mapping[Tree, float]) -> bool:
        """Return whether a value of the variable is within the bounds."""
        return all(edges[each.at] < value if each.below else value < edges[each.at] for each in self.bounds if value != edges[each.at]) and all(
            each.closed for each in self.bounds if value == edges[each.at]
        )


def in_pieces(reader: Reader, answer: str) -> tuple[Piece, ...] | None:
    """Return the pieces of an answer with conditions on the variable; None where it is none in pieces."""
    pieces: list[Piece] = []
    with suppress(ReadError, ValueError):
        for said, condition in with_conditions(answer):
            (tree,) = reader.statement(said, alone=True).sides
            pieces.append(Piece(tree, () if ELSE.match(condition) else tuple(bounds(reader, condition))))
        return tuple(pieces) if 2 <= len(pieces) <= MOST else None
    return None


def with_conditions(answer: str) -> Iterator[tuple[str, str]]:
    """Yield what an answer in pieces says, each with its condition; nothing of a long one. Raises ValueError where a condition is missing."""
    if len(answer) > LONGEST:
        return
    text = _TEXT.sub(r" \1 ", answer.strip(" $.")).replace("\\begin{cases}", "").replace("\\end{cases}", "").replace("\\\\", ";").replace("&", " if ")
    text = _IFS.sub(" if", text[found.end() :] if (found := _LEFT.match(text)) and not _IF.match(found[0]) else text).replace("\\{", "{").strip()
    text = text.strip("{} ") if text.startswith("{") else text
    cuts = outside_brackets(_CUT, text)
    parts = [text[a:b] for a, b in pairwise([0, *(each for cut in cuts for each in (cut.start(), cut.end())), len(text)])][::2]
    yield from joined(parts)


def joined(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what is said with its condition, where a comma may stand between. Raises ValueError where one is missing."""
    waiting = ""
    for part in filter(str.strip, parts):
        if waiting:
            yield waiting, part
            waiting = ""
        elif found := _IF.match(part):
            yield (found[1], found[2]) if found[1] is not None else (found[3], found[4])
        else:
            waiting = part
    if waiting:
        raise ValueError("a piece without a condition")


def bounds(reader: Reader, condition: str) -> Iterator[Bound]:
    """Yield the bounds that a condition sets: x > 0, −1 < x ≤ 1. Raises ValueError where it is another one."""
    if (found := _AFTER.match(condition)) is not None:
        stated = [(found[1], found[2], found[3])]
    elif (found := _WITHIN.match(condition)) is not None:
        turned = found[2].translate(str.maketrans("<>≤≥", "><≥≤")) if found[2][0] != "\\" else {"l": "\\ge", "g": "\\le"}[found[2][1]]
        stated = [(found[3], turned, found[1]), *([(found[3], found[4], found[5])] if found[4] else [])]
    else:
        raise ValueError("no condition on the variable")
    for name, order, number in stated:
        (at,) = reader.statement(number, alone=True).sides
        if name != reader.wrt or names(at):
            raise ValueError("no condition on the variable")
        yield Bound(at, order in _MORE, order.endswith(_CLOSED))


def right_in_pieces(right: Tree, pieces: tuple[Piece, ...], wrt: str) -> bool:
    """Return whether every piece is the right derivative where it is meant, and some piece is meant everywhere but at single points."""
    ends = [bound.at for piece in pieces for bound in piece.bounds]
    edges = {at: values[0] for at, values in zip(ends, Values([{}])(ends), strict=True)}
    order = sorted({value: at for at, value in edges.items()}.items())
    x, middle = symbol(wrt), [(a + b) / 2 for (a, _), (b, _) in pairwise(order)]
    inner = [add(low, mul(add(high, neg(low)), call("sigmoid", x))) for (_, low), (_, high) in pairwise(order)]
    if not order or set(names(right)) - {wrt}:
        return False
    outer = [(order[0][0] - 1, add(order[0][1], neg(call("exp", x)))), (order[-1][0] + 1, add(order[-1][1], call("exp", x)))]
    for value, place in (*outer, *zip(middle, inner, strict=True)):
        tree = only_piece(pieces, value, edges)
        if tree is None or equal(substitute(right, {wrt: place}), substitute(tree, {wrt: place})).correct is not True:
            return False
    at_edges = ((only_piece(pieces, value, edges), at) for value, at in order)
    return all(tree is None or equal(substitute(right, {wrt: at}), substitute(tree, {wrt: at})).correct is True for tree, at in at_edges)


def only_piece(pieces: tuple[Piece, ...], value: float, edges: Mapping[Tree, float]) -> Tree | None:
    """Return the one piece that is meant at a value; None where there is none, or several."""
    meant = [piece.tree for piece in pieces if piece.bounds and piece.holds(value, edges)] or [piece.tree for piece in pieces if not piece.bounds]
    return meant[0] if len(meant) == 1 else None
