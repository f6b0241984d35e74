"""Functions as programs and computer algebra systems define them, written as f(x) = …; every place stays where it was."""

from __future__ import annotations

import re

_NAME = r"(?<!\w)[^\W\d]\w*+"  # a whole word, so that a long one is looked at once
_NAMES = rf"{_NAME}(?:\s*+,\s*+{_NAME})*"
_START = r"(?:(?<=\n)|(?<=;)|\A)[^\S\n]*+"
_ARROW = r"(?:->|↦|⟼|\\mapsto(?![A-Za-z]))"

# What is written -> what it is here: {0} is the function's name and {1} its arguments; never longer than what is written.
_FORMS = {
    rf"\bdef\s+({_NAME})\s*\(({_NAMES})\)\s*(?:->\s*\w+\s*)?:\s*return\b": "{0}({1})=",  # Python
    rf"({_NAME})\s*=\s*lambda\s+({_NAMES})\s*:": "{0}({1})=",
    rf"()\blambda\s+({_NAMES})\s*:": "",
    rf"{_START}({_NAME})\s*(?::=|=|:)\s*\(?({_NAMES})\)?\s*{_ARROW}": "{0}({1})=",  # Maple, and f: x ↦ x²
    rf"{_START}()\(?({_NAMES})\)?\s*{_ARROW}": "",
    rf"({_NAME})\[\s*+({_NAMES})(?<=_)\s*+\]\s*+:?=": "{0}({1})=",  # Mathematica
    rf"{_START}([A-Za-z])()\s*:(?![=:])(?=\s*[\w(\\√∛|+−-])": "{0}=",  # Maxima
}
_SIGNS = ("->", "↦", "⟼", "mapsto", "_]", "_,", "_ ", ":")  # one of them stands in every form


def as_definitions(text: str) -> str:
    """Return a text with such definitions written with =, padded with spaces.

    >>> as_definitions("f = lambda x: x**2")
    'f(x)=         x**2'
    """
    if not any(map(text.__contains__, _SIGNS)):
        return text
    for form, written in _FORMS.items():
        text = re.sub(form, lambda found, written=written: _padded(found, written), text)  # type: ignore[misc]  # a default binds the form
    return text


def _padded(found: re.Match[str], written: str) -> str:
    """Return a definition's left side as it is written here, after the line ends before it."""
    whole = found[0]
    before = whole[: len(whole) - len(whole.lstrip())]
    short = before + written.format(found[1], ",".join(name.strip().rstrip("_") for name in found[2].split(",")))
    inner = "".join("\n" if sign == "\n" else " " for sign in whole[len(short) :])
    return short + inner
