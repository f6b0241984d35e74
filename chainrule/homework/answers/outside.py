"""What stands outside all brackets of a text."""

from __future__ import annotations

import re

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
