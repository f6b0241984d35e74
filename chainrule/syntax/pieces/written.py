r"""Expressions in pieces, x^2 if x < 0 else sin x, in the ways that people write them, before a text is cut into tokens.

Every way becomes values and conditions with signs of their own between them, each in the place of what stood there, so that places
stay what they are: \begin{cases} … \end{cases}, Piecewise((…, …), …), where(…, …, …), {x^2, x < 0; 2x, x ≥ 0}, "if … else …",
"if …, … otherwise". A single value with a condition is no expression in pieces: the condition is on the whole problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chainrule.syntax.pieces.rows import with_rows
from chainrule.syntax.pieces.signs import (
    COMPARISON,
    IF,
    NEXT,
    OUTSIDE,
    REST,
    THEN,
    Edit,
    alone,
    arguments,
    closing,
    compares,
    conditions,
    edited,
    groups,
)
from chainrule.syntax.pieces.worded import worded

LONGEST = 20_000  # characters of a text that is looked through
MOST = 100  # calls, and brackets with a comparison in them, that are looked into

_SAYS = re.compile(r"[<>≤≥≠⩽⩾≦≧]|[!=]=|\\(?:[lg]e|ne|[lg]t)|\b(?:if|else|otherwise|elsewhere|when|for)\b")
_WORDED = re.compile(
    r"\b(?:is|be|not|equals|lies|whenever|provided|as\s+long|than|below|above|least|most|for\s+all|in|on)\s|∈|\\in(?![a-z])|\b(?:for|if|when|where|with)\s+(?:all\s+)?(?:positive|negative|non)"
)
_TIMES_AFTER, _TIMES_BEFORE = re.compile(r"\s*\.?(?:\*(?!\*)|[·⋅])"), re.compile(r"(?:(?<!\*)\*|[·⋅])\s*\Z")
_OPEN_BRACE = re.compile(r"=\s*\{[^\n]*(?:[<>≤≥]|\b(?:if|otherwise)\b)")  # as the one that stands before all pieces on paper
_PROGRAMS = re.compile(r"(?:select|iecewise|if|[iI][fF]|Else|else)\s?[(\[]|\?[^?]*:|\bthen\b", re.DOTALL)
_MAY = re.compile(  # what a text in pieces has somewhere
    r"\b(?:else|otherwise|elsewhere|[Pp]iecewise|where\s?\()|\?|\{[drn]?cases|\{array\}|[\[{(]|\b(?:if|for|when)\b.*\b(?:if|for|when)\b|,.*[,;]", re.DOTALL
)
_CALL = re.compile(r"(?<![\w\\.])(?:[A-Za-z]\w*\.)?([Pp]iecewise|where)\s?\(")
_DEFINED = re.compile(r"(?<![<>!=:])=(?![=<>])")
_INEQUALITY = re.compile(r"[<>≤≥]|\\(?:l|g)(?:e|t)")


def with_pieces(text: str) -> str:
    """Return a text with its expressions in pieces in the signs for them; another one as it is."""
    if len(text) <= LONGEST and _WORDED.search(text):
        from chainrule.syntax.pieces.said import in_signs

        text = in_signs(text)
    if text.count("{") == 1 and "}" not in text and _OPEN_BRACE.search(text):
        text = text.replace("{", " ")
    if len(text) > LONGEST or not _SAYS.search(text) or not _MAY.search(text) or not COMPARISON.search(text):
        return text
    text = with_rows(text)
    programs = _PROGRAMS.search(text) is not None
    if programs:
        from chainrule.syntax.pieces.programs import by_signs, without_calls

        text = without_calls(text)
    if "iecewise" in text or "where" in text:
        for called in [*_CALL.finditer(text)][MOST::-1]:
            text = _of_call(text, called)
    found = groups(text)
    for start, end in found if len(found) <= MOST else found[-1:]:
        inside = alone(text, start, end)
        edits = list(by_signs(inside, text, start, end)) if programs else []
        edits = edits or list(worded(inside, text)) or list(_indicator(text, start, end)) or list(_by_commas(inside, text, start, end))
        text = edited(text, edits) if edits else text
    return text


def _indicator(text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of a condition that multiplies, (x > 0)*x^2: 1 where it holds, and 0 elsewhere."""
    if text[start - 1 : start] == "(" and (_TIMES_AFTER.match(text, end + 1) or _TIMES_BEFORE.search(text[: start - 1])) and compares(text, start, end):
        yield from conditions(text, start, end)


# Functions of libraries


def _of_call(text: str, called: re.Match[str]) -> str:
    """Return a text with a call of Piecewise or where in signs; another one as it is."""
    opening = called.end() - 1
    close = closing(text, opening)
    if close < 0:
        return text
    found = list(arguments(text, opening + 1, close))
    edits = _of_where(text, found) if called[1] == "where" else _of_pairs(text, found)
    return edited(text, [Edit(called.start(), opening, ""), *edits]) if edits else text


def _of_where(text: str, found: list[tuple[int, int]]) -> list[Edit]:
    """Return the edits of the arguments of where: a condition, the value where it holds, and the value elsewhere."""
    if len(found) != 3 or not compares(text, *found[0]):
        return []
    first, second, third = found
    return [*conditions(text, *first), Edit(first[1], second[0], THEN), Edit(second[1], third[0], NEXT)]


def _of_pairs(text: str, found: list[tuple[int, int]]) -> list[Edit]:
    """Return the edits of the arguments of Piecewise: pairs of a value and its condition, True in the last for all else."""
    edits: list[Edit] = []
    for place, (start, end) in enumerate(found):
        opening = start + len(text[start:end]) - len(text[start:end].lstrip())
        last = start + len(text[start:end].rstrip()) - 1
        if text[opening : opening + 1] != "(" or closing(text, opening) != last:
            return []
        parts = list(arguments(text, opening + 1, last))
        if len(parts) != 2:
            return []
        value, condition = parts
        edits += [Edit(opening, opening + 1, ""), Edit(last, last + 1, "")]
        edits += [Edit(found[place - 1][1], start, NEXT)] if place else []
        if REST.fullmatch(text, *condition) and 0 < place == len(found) - 1:
            edits.append(Edit(value[1], condition[1], ""))
        elif compares(text, *condition):
            edits += [Edit(value[1], condition[0], IF), *conditions(text, *condition)]
        else:
            return []
    return edits


# Commas


def _by_commas(inside: str, text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of pieces without words: {x^2, x < 0; 2x, x ≥ 0}, f(x) = x^2, x < 0; 2x, x ≥ 0; in a brace also with colons between."""
    bracket = text[start - 1] if start else ""
    if not bracket:
        equals = [found.end() for found in _DEFINED.finditer(inside) if not _INEQUALITY.search(inside[found.end() :].partition(",")[0])]
        if not equals:
            return
        start = equals[-1]
    elif bracket != "{" and ";" not in inside:
        return
    signs = [found.start() for found in re.finditer(r"[,;:\n]" if bracket == "{" else r"[,;]", inside[start:end])]
    parts = list(zip([start, *(start + place + 1 for place in signs)], [*(start + place for place in signs), end], strict=True))
    parts = [part for part in parts if inside[slice(*part)].strip(OUTSIDE + " \n")]
    count = _pairs(inside, text, parts, bracket == "{")
    for place, (first, last) in enumerate(parts[:count]):
        if place % 2 == 0:
            yield from (Edit(parts[place - 1][1], first, NEXT),) if place else ()
        elif REST.fullmatch(inside, first, last):
            yield Edit(parts[place - 1][1], last, "")
        else:
            yield from (Edit(parts[place - 1][1], first, IF), *conditions(text, first, last))


def _pairs(inside: str, text: str, parts: list[tuple[int, int]], whole: bool) -> int:
    """Return how many parts of a list are values and their conditions by turns, those of two pieces at least; 0 where all should be and are not."""
    count = 0
    while count + 1 < len(parts):
        value, condition = parts[count], parts[count + 1]
        otherwise = count > 0 and REST.fullmatch(inside, *condition) is not None
        if COMPARISON.search(inside, *value) or not (otherwise or (compares(text, *condition) and (whole or _INEQUALITY.search(text, *condition)))):
            break
        count += 2
        if otherwise:
            break
    complete = count == len(parts) or not whole
    return count if count > 3 and complete else 0
