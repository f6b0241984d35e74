"""Numbers that an answer says to be rounded: about −5.2, −3√3 ≈ −5.196, −3√3 (approx. −5.2)."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from chainrule.errors import ChainRuleError
from chainrule.numeric.program import value_of
from chainrule.tree import Tree

_WORD = r"(?:approximately|approx\b\.?|about|roughly|around|circa|nearly|[~≅≃])"
_ABOUT = re.compile(rf"(?:^|(?<==))\s*+{_WORD}(?=\s*+[-−+]?\s*+[\d.√π(])", re.IGNORECASE)
_OR_SO = re.compile(r"(?<=[\d)])\s*+[,(]?\s*+(?:approximately|approx\b\.?|roughly|or\s++so)\s*+\)?\s*+\.?\s*+$", re.IGNORECASE)
_OR_ABOUT = re.compile(
    r"(?<=[\w)\]}])(\s*+[,(]?\s*+(?:or\s++|which\s++is\s++|i\.e\.\s++)?(?:approximately|approx\b\.?|about|roughly|≈|~)\s*+)"
    r"([-−+]?\s*+(?:\d++(?:\.\d*+)?|\.\d++))\s*+\)?\s*+\.?\s*+$",
    re.IGNORECASE,
)
ROUNDED = ("≈", "≅", "≃", "\\approx")


def without_about(text: str, known: AbstractSet[str]) -> str:
    """Return an answer without words for about, as long as it was; a number behind another value stands behind ≈. Words that are ``known`` names stay.

    >>> without_about("about -5.2", set()), without_about("-3√3 or about -5.2", set())
    ('      -5.2', '-3√3≈         -5.2')
    """
    for pattern in (_ABOUT, _OR_SO):
        text = pattern.sub(lambda found: found[0] if known & set(found[0].split()) else " " * len(found[0]), text)
    return _OR_ABOUT.sub(lambda found: f"{'≈'.ljust(len(found[1]))}{found[2]}".ljust(len(found[0])), text)


def rounds(exact: Tree, rounded: Tree, written: str) -> bool:
    """Return whether a number, as it is written, is another one rounded or cut off at its last digit."""
    try:
        values = [float(value_of(each, {})) for each in (exact, rounded)]
    except (ChainRuleError, OverflowError, TypeError):
        return False
    return abs(values[0] - values[1]) <= 10.0 ** -len(written.strip(" ).$").partition(".")[2])
