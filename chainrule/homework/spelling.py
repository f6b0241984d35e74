"""Names that differ in how a Greek letter is typed: θ, theta and ϑ are one quantity where a problem has one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chainrule.notation.names import GREEK

_BASE = re.compile(r"[^\W\d_]+")
_VARIANTS = {GREEK["var" + word]: letter for word, letter in GREEK.items() if "var" + word in GREEK}


def as_letters(name: str) -> str:
    """Return a name with its Greek letter typed in one way.

    >>> as_letters("theta_1"), as_letters("ϑ_1"), as_letters("beta")
    ('θ_1', 'θ_1', 'β')
    """
    found = _BASE.match(name)
    if found is None:
        return name
    letter = GREEK.get(found[0], found[0])
    return _VARIANTS.get(letter, letter) + name[found.end() :]


def other_spelling(name: str, known: Iterable[str]) -> str | None:
    """Return the one known name that a name is another spelling of, or None."""
    alike = [each for each in known if each != name and as_letters(each) == as_letters(name)]
    return alike[0] if len(alike) == 1 else None
