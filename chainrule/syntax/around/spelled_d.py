"""The d and ∂ of derivatives where a notation spells them, as Typst and AsciiMath do: dif/(dif x), (partial f)/(partial x)."""

from __future__ import annotations

import re

from chainrule.notation.names import GREEK

_SIGNS = {"dif": "d", "diff": "∂", "partial": "∂", "del": "∂"}
_WORD = rf"(?<![\w\\])({'|'.join(_SIGNS)})"
_NAME = rf"(?:[A-Za-z]\w?|{'|'.join(sorted(GREEK))})(?!\w)"
_DERIVATIVE = re.compile(rf"{_WORD}(?:\s?\^\s?\d)?+(?:\s{_NAME})?\s?\)?\s?/\s?\(?\s?\1\s{_NAME}")
_SPELLED = re.compile(rf"{_WORD}(?=\s?[\^/]|\s{_NAME})")


def with_signs(text: str) -> str:
    """Return a text with these words as signs, where they stand above and below in a derivative.

    >>> with_signs("(partial f)/(partial x)"), with_signs("the partial f/x")
    ('(∂ f)/(∂ x)', 'the partial f/x')
    """
    return _SPELLED.sub(lambda found: _SIGNS[found[1]], text) if _DERIVATIVE.search(text) else text
