r"""Expressions in pieces as rows of LaTeX: \begin{cases} x^2 & \text{if } x < 0 \\ \sin x & \text{otherwise} \end{cases}."""

from __future__ import annotations

import re

from chainrule.syntax.pieces.signs import COMPARISON, IF, NEXT, REST, Edit, compares, conditions, edited

_CASES = re.compile(r"\\begin\s?\{([drn]?cases\*?)\}(.*?)\\end\s?\{\1\}", re.DOTALL)
_ARRAY = re.compile(
    r"\\left\s?\\(?:\{|lbrace)\s?\\begin\s?\{(array|aligned|matrix)\}(?:\s?\{[lcr@{}\s|]*\})?(.*?)\\end\s?\{\1\}\s?\\right\s?\.", re.DOTALL
)
_ROW_END = re.compile(r"\\\\(?:\s?\[[^\]]*\])?")
_WORDED = re.compile(r"\\(?:text|mbox|textrm|mathrm|textit)\s?\{([^{}]*)\}|\\q?quad(?![A-Za-z])|\\[,;:! ]|(?<=&)\s*&|\A\s*&")
_SAID = re.compile(r"\b(?:if|for|when|where|otherwise|else|elsewhere)\b", re.IGNORECASE)
_LED = re.compile(r"[\s,&]*(?:\b(?:if|for|when|where)\b)?\s*(?:all\s+)?", re.IGNORECASE)


def with_rows(text: str) -> str:
    """Return a text with environments of values and conditions in signs, in brackets; others as they are."""
    if "\\begin" not in text:
        return text
    return _CASES.sub(_of_environment, _ARRAY.sub(_of_environment, text))


def _of_environment(found: re.Match[str]) -> str:
    """Return the rows of an environment in brackets, where each has a condition but perhaps the last; else as they are."""
    rows = _rows(found)
    edits = [Edit(found.start(), found.start(2), "("), Edit(found.end(2), found.end(), ")".rjust(found.end() - found.end(2)))]
    if len(rows) > 1 and not found.string[rows[-1][0] : rows[-1][1]].strip():  # a line ends behind the last row as well
        *rows, _ = rows
        edits.append(Edit(rows[-1][1], found.end(2), ""))
        rows[-1] = (*rows[-1][:2], rows[-1][1])
    elif len(rows) < 2:
        return found[0]
    for first, last, after in rows:
        row = _of_row(found.string[first:last], last == after)
        if row is None:
            return found[0]
        edits.append(Edit(first, last, row))
        if last < after:
            edits.append(Edit(last, after, NEXT))
    shift = found.start()
    return edited(found[0], [Edit(first - shift, last - shift, written) for first, last, written in edits])


def _rows(found: re.Match[str]) -> list[tuple[int, int, int]]:
    """Return where the rows of an environment begin, where they end, and where the next ones begin."""
    place, rows = found.start(2), []
    for row in _ROW_END.finditer(found.string, *found.span(2)):
        rows.append((place, row.start(), row.end()))
        place = row.end()
    return [*rows, (place, found.end(2), found.end(2))]


def _of_row(row: str, final: bool) -> str | None:
    """Return a row with a sign between its value and its condition, as long as it was; None where it has none."""
    bare = _WORDED.sub(_in_words, row)
    cut = bare.find("&")
    if cut < 0:
        said = _SAID.search(bare)
        cut = said.start() if said else bare.rfind(",")
    value = bare[: max(cut, 0)].rstrip(", ")
    if not value.strip() or "=" in value:
        return None
    start = cut + (bare[cut] in "&,")
    if REST.fullmatch(bare, start):
        return value.ljust(len(row)) if final else None
    led, end = _LED.match(bare, start), len(bare.rstrip(" ,;.\n"))
    begin = led.end() if led else start
    if not compares(bare, begin, end) or not COMPARISON.search(bare, begin, end):
        return None
    return edited(bare, [Edit(len(value), begin, IF.rjust(begin - len(value))), *conditions(bare, begin, end), Edit(end, len(bare), "")])


def _in_words(found: re.Match[str]) -> str:
    """Return the words of a text in LaTeX, or a space, as long as it was."""
    return (" " + (found[1] or "").replace("$", " ")).center(len(found[0]))
