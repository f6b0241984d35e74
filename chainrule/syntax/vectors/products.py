r"""The sign × between vectors that are given by their components: u(t) = (t, 1, t^2); v(t) = …; u × v. Every text keeps its length."""

from __future__ import annotations

import re

from chainrule.syntax.around.arrays import arguments
from chainrule.syntax.tokens.token import CROSS

_DEFINED = re.compile(r"(?<![=<>!])=\s?(?:\\left\s?)?[(\[]")
_TIMES = re.compile(r"×|\\times(?![A-Za-z])")
_END = re.compile(r"\s*(?:\Z|[;,.$\n]|\\[)\]]|[a-z]{2})")


def with_crosses(text: str) -> str:
    """Return a text with a sign of its own for × where it gives a vector by its components.

    >>> with_crosses("a = (1, t, 2); r(t) = a × (t, 1, t)").count(CROSS), with_crosses("y = 2 × x, z = (x + 1)").count(CROSS)
    (1, 0)
    """
    if not any(_is_vector(text, found.end()) for found in _DEFINED.finditer(text)):
        return text
    return crossed(text)


def crossed(text: str) -> str:
    """Return a text with the sign of its own for every ×."""
    return _TIMES.sub(lambda found: CROSS.ljust(len(found[0])), text)


def _is_vector(text: str, place: int) -> bool:
    """Return whether what stands behind an opening bracket is a vector that ends a part of the text."""
    inside = arguments(text, place)
    return inside is not None and len(inside.each) > 1 and _END.match(text, inside.end) is not None
