"""Tangent and normal lines, tangent planes and linear approximations that a text asks for."""

from __future__ import annotations

import re

_LINE = re.compile(
    r"\bequations?\s+(?:of|for)\s+(?:the\s+|an?\s+|its\s+)?(?:line\s+)?(tangent|normal)|\b(tangent|normal)\s+line\s+equation|"
    r"\b(?:find|determine|give|write|what\s+is)\s+(?:the\s+|an?\s+)?(?:line\s+)?(tangent|normal)\b(?!\s+(?:(?:line\s+)?slope|vector|plane|derivative|component|form)\b)|"
    r"^\s*(?:the\s+|an?\s+)?(?:line\s+)?(tangent|normal)\s+(?:line\b(?!\s+slope)|to\b)|[,;.]\s*(?:the\s+)?(tangent|normal)\s+(?:line\s+)?at\b|"
    r"(?:(?:gleichung\s+der|[ée]quation\s+de\s+la|ecuación\s+de\s+la\s+recta)\s+|(?:^|\b(?:bestimmen?(?:\s+Sie)?|d[ée]termine[rz]?|halla[r]?)\s+)(?:die\s+|la\s+)?(?:recta\s+)?)"
    r"(tangent)e\s+(?:an|à|a|al)\b",  # the tangent of German, French and Spanish
    re.IGNORECASE,
)


_LINEAR = re.compile(
    r"\b(lineari[sz]ation|linear\s+approximation|tangent\s+plane(?:\s+approximation)?)(?:\s+(?:L\(\w(?:,\s?\w)*\)\s+)?(?:of|to|for)\b)?"
    r"(?:\s+the\s+(?:surface|graph|curve|function)(?:\s+of)?(?=\s+[^\W\d_]))?",
    re.IGNORECASE,
)


def with_derivatives(text: str) -> str:
    """Return a text that asks for a linear approximation or a tangent plane as one that asks for the derivatives; every place stays.

    >>> with_derivatives("Find the tangent plane to z = x y at (1, 2)")
    'Find the derivative of    z = x y at (1, 2)'
    """
    return _LINEAR.sub(lambda found: "derivative of".ljust(len(found[0])), text)


def asked_line(text: str) -> str:
    """Return "tangent" or "normal" where a text asks for such a line, "plane" or "linear" for a tangent plane or a linear approximation; else "".

    >>> asked_line("Find the tangent line to y = x^2 at x = 3"), asked_line("Find the slope of the tangent to y = x^2")
    ('tangent', '')
    """
    if linear := _LINEAR.search(text):
        return "plane" if linear[1].lower().startswith("tangent") else "linear"
    found = _LINE.search(text)
    return next(filter(None, found.groups())).lower() if found else ""
