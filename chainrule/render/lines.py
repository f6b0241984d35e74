"""Breaking formulas and prose into lines of a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from chainrule.errors import columns

HARD_SPACE = "\u00a0"  # keeps a formula in prose on one line until the lines are broken
OPENING, CLOSING = "([{", ")]}"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
BRACKET_ENDS = ")" + RAISED
FACTOR_ENDS = CLOSING + RAISED + "|′"
BROKEN_BEFORE = " /("
COMPARED = "<≤≠≥>"
_STEP = re.compile(r"[ /()\[\]{}]?[^ /()\[\]{}]+|[ /()\[\]{}]")  # from one place where something may happen to the next
Break = tuple[float, int, int]  # how bad it is, the place in the formula, and the columns before it on the line
CONTINUED = 2  # columns that a continuation of a formula is indented


_SINGLE = re.compile("[ -\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u20cf\u2100-\u22ff]*")  # Latin, Greek, Cyrillic, mathematics: a column each


def width(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    return len(text) if text.isascii() or _SINGLE.fullmatch(text) else sum(map(columns, text))


def widths(texts: Sequence[str]) -> list[int]:
    """Return how many columns each of several texts takes in a terminal."""
    every = "".join(texts)
    return list(map(len if every.isascii() or _SINGLE.fullmatch(every) else width, texts))


def wrapped(text: str, limit: int) -> list[str]:
    """Return prose in lines of at most ``limit`` columns, broken at spaces; a longer word stays whole, and hard spaces hold what fits on a line."""
    if text[:1] != " " and width(text) <= limit:
        return [text]
    lines: list[str] = []
    line, used = "", 0
    every = text.split(" ")
    for word in chain.from_iterable(word.split(HARD_SPACE) if width(word) > limit else (word,) for word in every) if HARD_SPACE in text else every:
        wide = width(word)
        if line and used + 1 + wide > limit:
            lines.append(line)
            line, used = word, wide
        else:
            line, used = (f"{line} {word}", used + 1 + wide) if line else (word, wide)
    return [*lines, line]


def broken(formula: str, limit: int) -> Iterator[str]:
    """Yield a formula in lines of at most ``limit`` columns, broken before operators outside brackets where it can be.

    A break stands at the space before an operator, as far out of the brackets as the line allows, then as far right; rather
    than inside brackets, before what a quotient or a product has after them. Continued lines are indented.
    """
    if width(formula) <= limit:
        yield formula
        return
    room, indent = limit, ""
    start = used = level = place = 0
    breaks: list[Break] = []  # where this line may end
    for step in _STEP.findall(formula):
        character = step[0]
        if character in OPENING:
            level += 1
        elif character in CLOSING:
            level -= 1
        cost = _cost(formula, place, level) if character in BROKEN_BEFORE else None
        if cost is not None and used > 0:
            breaks.append((cost, place, used))
        place += len(step)
        used += width(step)
        while used > room and breaks:
            _, end, taken = _best(breaks, room)
            skipped = formula[end] == " "
            yield indent + formula[start:end]
            start, used = end + skipped, used - taken - skipped
            breaks = [(worse, later, left) for worse, later, before in breaks if (left := before - taken - skipped) > 0]
            room, indent = limit - CONTINUED, " " * CONTINUED
    yield indent + formula[start:]


def _best(breaks: Sequence[Break], room: int) -> Break:
    """Return where a line ends best: as far out of the brackets as it can, then as far right, but not in its first half if there is another place."""
    best = breaks[0]
    for each in breaks:
        if each[0] <= best[0] or each[2] <= room // 2:
            best = each
    return best


def _cost(formula: str, place: int, level: int) -> float | None:
    """Return how bad a break before ``place`` is, from the brackets that are open there; None where there must be none."""
    match formula[place]:
        case " " if formula[place + 2 : place + 3] == " " and not formula[place + 1].isalnum():  # before an operator, a sign with a space after it
            return level + 0.1 if formula[place + 1] == "·" else level + 0.9 if formula[place + 1] in COMPARED else level
        case " " if formula[place - 1].isalnum() or formula[place - 1] in FACTOR_ENDS:  # between factors
            return level + 0.75
        case "/" if formula[place + 1 : place + 2] == "(":
            return level + 0.5
        case "(" if formula[place - 1] in BRACKET_ENDS and formula[max(0, place - 4) : place].rstrip(RAISED).endswith(")"):  # this bracket counts already
            return level - 0.25
    return None
