r"""Degrees and percentages, however they are written: 30°, 30^\circ, sin(30 degrees), 5%, 5\%, 5 percent of. Every place stays where it was."""

from __future__ import annotations

import re

from chainrule.syntax.tokens.factors import DEGREE, PERCENT

_SIGN = re.compile(r"(?<=[\w)}])(\s?)(?:\^\s?(?:\{\s?(?:\\circ|\\degree|∘)\s?\}|(?:\\circ|\\degree)(?![A-Za-z])|∘)|\\(?:text)?degree(?![A-Za-z])(?:\{\})?)")
_TRIGONOMETRIC = r"(?:sin|cos|tan|sec|csc|cot)"
_WORD = re.compile(rf"(\b{_TRIGONOMETRIC}(?:\s?\([^()]{{1,40}}|\s\d++(?:\.\d++)?))(\s++deg(?:rees?)?)(?=\s?\)|\s*+(?:[-+*/,;.?)]|\Z))")
_PERCENT = re.compile(
    r"(?<=\d)(\\?%|\s%(?=\s++of\s)|\s(?:per\s?cent)(?![A-Za-z]))(?:(\s++)(?:of\s++(?:the\s++)?)(?=[\w(\\√])|(?=\s*+(?:[-+*/^·×⋅,;.$?)\]}−]|\\(?:cdot|times|right)|\Z)|\s++[\w(\\√]))"
)


def with_signs(text: str) -> str:
    r"""Return a text with one sign for degrees and one for percentages, where a number or a name stands before it.

    >>> with_signs("sin(30 degrees) + 5% of x")
    'sin(30       °) + 5٪*   x'
    """
    if "\\" in text or "∘" in text:
        text = _SIGN.sub(lambda found: DEGREE.rjust(len(found[0])), text)
    if "deg" in text:
        text = _WORD.sub(lambda found: found[1] + DEGREE.rjust(len(found[2])), text)
    if "%" in text or "cent" in text:
        text = _PERCENT.sub(lambda found: PERCENT.rjust(len(found[1])) + ("*" if found[2] else "").ljust(len(found[0]) - len(found[1])), text)
    return text
