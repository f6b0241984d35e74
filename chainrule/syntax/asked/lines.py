"""Tangent and normal lines that a text asks for."""

from __future__ import annotations

import re

_LINE = re.compile(
    r"\bequations?\s+(?:of|for)\s+(?:the\s+|an?\s+|its\s+)?(?:line\s+)?(tangent|normal)|\b(tangent|normal)\s+line\s+equation|"
    r"\b(?:find|determine|give|write|what\s+is)\s+(?:the\s+|an?\s+)?(?:line\s+)?(tangent|normal)\b(?!\s+(?:(?:line\s+)?slope|vector|plane|derivative|component|form)\b)|"
    r"^\s*(?:the\s+|an?\s+)?(?:line\s+)?(tangent|normal)\s+(?:line\b(?!\s+slope)|to\b)",
    re.IGNORECASE,
)


def asked_line(text: str) -> str:
    """Return "tangent" or "normal" where a text asks for such a line; else "".

    >>> asked_line("Find the tangent line to y = x^2 at x = 3"), asked_line("Find the slope of the tangent to y = x^2")
    ('tangent', '')
    """
    found = _LINE.search(text)
    return next(filter(None, found.groups())).lower() if found else ""
