"""What stands outside all brackets of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
