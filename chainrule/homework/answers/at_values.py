r"""The values at which a derivative is meant, behind a bar or in brackets: dy/dx|_{x=1} = 54, dy/dx (x = 1) = 54."""

from __future__ import annotations

import re

_ONE = r"[^\W\d_]\w{0,20}\s?=\s?[^=,{}|()]{1,40}"
_SEVERAL = rf"{_ONE}(?:,\s*{_ONE}){{0,3}}"
_BAR = r"(?:\\right|\\[bB]igg?r?|\\m?vert)?\s*(?:\||\\vert\b)\s*_?\s*"
_LEFT = r"(?P<left>[^=|]{1,80}?)"
_BEHIND_BAR = rf"{_BAR}(?:\{{\s*(?P<below>{_SEVERAL})\s*\}}|(?P<alone>{_ONE}?)(?=\s*=))"
_AT = re.compile(rf"^\s*(?:\\left\s*\.?)?\s*{_LEFT}\s*(?:{_BEHIND_BAR}|\(\s*(?P<inside>{_SEVERAL})\s*\))\s*(?P<rest>=(?!=).+)$", re.DOTALL)


def at_values(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a statement without the values at which its left side is meant, and these by their names.

    >>> at_values("dy/dx|_{x=1} = 54"), at_values("dy/dx (x = 1) = 54"), at_values("y = |x|")
    (('dy/dx = 54', (('x', '1'),)), ('dy/dx = 54', (('x', '1'),)), ('y = |x|', ()))
    """
    found = _AT.match(text) if "|" in text or "vert" in text or "(" in text else None
    if found is None:
        return text, ()
    values = (each.partition("=") for each in (found["below"] or found["alone"] or found["inside"]).split(","))
    return f"{found['left']} {found['rest']}", tuple((name.strip(), value.strip()) for name, _, value in values)
