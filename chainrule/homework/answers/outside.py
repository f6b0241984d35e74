"""What stands outside all brackets of a text, and the brackets that do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_EQUALS = re.compile(r"(?<![<>!:=])(?::=|=|≔|＝|←|≈|≅|≃|\\approx(?![A-Za-z]))(?![=>])")
_SHELL = re.compile(r"^\s*(\${1,2}|\\\(|\\\[)(.*?)(\${1,2}|\\\)|\\\])\s*\.?\s*$", re.DOTALL)
_OPENING, _CLOSING = "([{", ")]}"


def outside_brackets(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the matches that stand outside all brackets."""
    found, depth, last = [], 0, 0
    for match in pattern.finditer(text):
        between = text[last : match.start()]
        depth += sum(map(between.count, _OPENING)) - sum(map(between.count, _CLOSING))
        last = match.start()
        if depth <= 0:
            found.append(match)
    return found


def between(text: str, cuts: Sequence[re.Match[str]]) -> list[str]:
    """Return the parts of a text before, between and behind some matches in it."""
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def outermost(text: str) -> Iterator[tuple[int, int]]:
    """Yield where brackets that stand in no others open and end."""
    depth = start = 0
    for place, sign in enumerate(text):
        if sign in "([{⟨":
            start, depth = (place if depth == 0 else start), depth + 1
        elif sign in ")]}⟩":
            depth -= 1
            if depth == 0:
                yield start, place + 1


def sides(text: str) -> tuple[list[tuple[int, str]], list[str]]:
    """Return the pieces between the equals signs that stand outside all brackets, each with its place, and the signs."""
    offset, body = shelled(text)
    matches = outside_brackets(_EQUALS, body)
    starts = [0, *(match.end() for match in matches)]
    return [(offset + start, piece) for start, piece in zip(starts, between(body, matches), strict=True)], [match[0] for match in matches]


def shelled(text: str) -> tuple[int, str]:
    """Return what stands inside dollar signs around the whole text, and where it begins."""
    shell = _SHELL.match(text)
    return (shell.start(2), shell[2]) if shell and "$" not in shell[2] else (0, text)
