"""The signs that stand between the parts of an expression in pieces, and how comparisons become them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chainrule.syntax.tokens.token import PIECES

IF, THEN, NEXT, AND, OR, LESS, AT_MOST, MORE, AT_LEAST, EQUAL, UNEQUAL = PIECES

COMPARISON = re.compile(r"<=|>=|!=|==|<>|=<|=>|[<>≤≥⩽⩾≦≧≠=]|\\(?:leqslant|geqslant|leqq|geqq|leq|geq|neq|le|ge|ne|lt|gt)(?![A-Za-z])")
REST = re.compile(r"\s*(?:if\s+)?(?:otherwise|else|elsewhere|True|T|true|1)[\s.,;]*", re.IGNORECASE)
_AND = re.compile(r"\band\b|&&?|∧|\\(?:land|wedge)(?![A-Za-z])|\\text\s?\{\s*and\s*\}")
_OR = re.compile(r"\bor\b|\|\||∨|\\(?:lor|vee)(?![A-Za-z])|\\text\s?\{\s*or\s*\}")
_SET = re.compile(r"∈|\\in(?![A-Za-z])")
_DEFINES = re.compile(r"\s*[A-Za-z]\(\s?[a-z](?:\s?,\s?[a-z]){0,3}\s?\)\s?=(?!=)(?=[^\n]*[a-z])")  # f'(x) for f(x) = x^2
_MEANT = {
    **dict.fromkeys(("<", r"\lt"), LESS), **dict.fromkeys((">", r"\gt"), MORE), **dict.fromkeys(("=", "=="), EQUAL),
    **dict.fromkeys(("<=", "=<", "≤", "⩽", "≦", r"\le", r"\leq", r"\leqslant", r"\leqq"), AT_MOST),
    **dict.fromkeys((">=", "=>", "≥", "⩾", "≧", r"\ge", r"\geq", r"\geqslant", r"\geqq"), AT_LEAST),
    **dict.fromkeys(("!=", "<>", "≠", r"\ne", r"\neq"), UNEQUAL),
}  # fmt: skip
_BRACKET = re.compile(r"[(\[{]|[)\]}]")
OPENING = "([{"
HIDDEN, OUTSIDE = "\x01", "\x02"  # what stands in inner brackets, and what stands outside


class Edit(NamedTuple):
    """What is written in place of a stretch of a text, which it is not longer than."""

    start: int
    end: int
    written: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with some stretches written otherwise, each filled with spaces."""
    parts: list[str] = []
    place = 0
    for start, end, written in sorted(edits):
        parts += text[place:start], written.ljust(end - start)
        place = end
    return "".join([*parts, text[place:]])


def conditions(text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of a condition: comparisons and what joins them."""
    for pattern, sign in ((_AND, AND), (_OR, OR)):
        for found in pattern.finditer(text, start, end):
            yield Edit(found.start(), found.end(), sign)
    for found in COMPARISON.finditer(text, start, end):
        yield Edit(found.start(), found.end(), _MEANT[found[0]])


def compares(text: str, start: int, end: int) -> bool:
    """Return whether a stretch of a text is a condition: it compares something, lists no set and defines no function."""
    found = COMPARISON.search(text, start, end)
    return found is not None and bool(text[start : found.start()].strip()) and not _SET.search(text, start, end) and not _DEFINES.match(text, start, end)


def closing(text: str, opening: int) -> int:
    """Return the place of the bracket that closes another one; −1 where none does."""
    depth = 0
    for found in _BRACKET.finditer(text, opening):
        depth += 1 if found[0] in OPENING else -1
        if depth == 0:
            return found.start()
    return -1


def groups(text: str) -> list[tuple[int, int]]:
    """Return the stretches inside of brackets that compare something, inner ones first, and the whole text."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] in OPENING:
            opened.append(bracket.start())
        elif opened:
            start = opened.pop() + 1
            if COMPARISON.search(text, start, bracket.start()):
                found.append((start, bracket.start()))
    return [*found, (0, len(text))]


def alone(text: str, start: int, end: int) -> str:
    """Return a text with nothing but a stretch to be seen, and in it nothing that is in brackets."""
    shown: list[str] = [OUTSIDE * start]
    depth, before = 0, start
    for found in _BRACKET.finditer(text, start, end):
        if found[0] in OPENING:
            if depth == 0:
                shown.append(text[before : found.start()])
                before = found.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                shown.append(HIDDEN * (found.end() - before))
                before = found.end()
    shown.append(text[before:end] if depth == 0 else HIDDEN * (end - before))
    return "".join(shown) + OUTSIDE * (len(text) - end)


def arguments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between the commas of a bracket, at its own level."""
    inside = alone(text, start, end)
    while (comma := inside.find(",", start, end)) >= 0:
        yield start, comma
        start = comma + 1
    yield start, end
