"""Numbers that an answer says to be rounded: about −5.2, −3√3 ≈ −5.196, −3√3 (approx. −5.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from chainrule.errors import ChainRuleError
from chainrule.numeric.program import value_of
from chainrule.tree import Tree, neg, number

_WORD = r"(?:approximately|approx\b\.?|about|roughly|around|circa|nearly|[~≅≃])"
_ABOUT = re.compile(rf"(?:^|(?<==))\s*+{_WORD}(?=\s*+[-−+]?\s*+[\d.√π(])", re.IGNORECASE)
_OR_SO = re.compile(r"(?<=[\d)])\s*+[,(]?\s*+(?:approximately|approx\b\.?|roughly|or\s++so)\s*+\)?\s*+\.?\s*+$", re.IGNORECASE)
_OR_ABOUT = re.compile(
    r"(?<=[\w)\]}])(\s*+[,(]?\s*+(?:or\s++|which\s++is\s++|i\.e\.\s++)?(?:approximately|approx\b\.?|about|roughly|≈|~)\s*+)"
    r"([-−+]?\s*+(?:\d++(?:\.\d*+)?|\.\d++))\s*+\)?\s*+\.?\s*+$",
    re.IGNORECASE,
)
_PLACES = r"(?:d\.?\s?p\b\.?|s\.?\s?f\b\.?|decimals\b|decimal\s+places?\b|(?:sig\b\.?|significant)\s+(?:fig(?:ure)?s?\b\.?|digits?\b))"
_TO_DIGITS = re.compile(  # −2.61 (2 d.p.), −2.61 to 2 decimal places, −2.61 (rounded)
    rf"(?<=\d)(?:\s++|\s*+[,(]\s*+){{1,2}}(?:rounded(?:\s+off)?|(?:(?:rounded|correct|accurate)\s+)?(?:to\s+)?(?:\d|one|two|three|four|five)\s*+{_PLACES})\s*+\)?\s*+\.?\s*+$",
    re.IGNORECASE,
)
ROUNDED = ("≈", "≅", "≃", "\\approx")

_LED = re.compile(rf"^\s*+(?:{_WORD}|≈|\\approx(?![A-Za-z]))", re.IGNORECASE)


def without_about(text: str, known: AbstractSet[str]) -> str:
    """Return an answer without words for about, as long as it was; a number behind another value stands behind ≈. Words that are ``known`` names stay.

    >>> without_about("about -5.2", set()), without_about("-3√3 or about -5.2", set())
    ('      -5.2', '-3√3≈         -5.2')
    """
    for pattern in (_ABOUT, _OR_SO, _TO_DIGITS):
        text = pattern.sub(lambda found: found[0] if known & set(found[0].split()) else " " * len(found[0]), text)
    return _OR_ABOUT.sub(lambda found: f"{'≈'.ljust(len(found[1]))}{found[2]}".ljust(len(found[0])), text)


def rounds(exact: Tree, rounded: Tree, written: str) -> bool:
    """Return whether a number, as it is written, is another one rounded or cut off at its last digit."""
    try:
        values = [float(value_of(each, {})) for each in (exact, rounded)]
    except (ChainRuleError, OverflowError, TypeError):
        return False
    return abs(values[0] - values[1]) <= 10.0 ** -len(written.strip(" ).$").partition(".")[2])


def is_about(text: str, signs: Sequence[str]) -> bool:
    """Return whether an answer says that its last number is rounded: ≈ 151, about 151, dV/dt ≈ 151."""
    return signs[-1] in ROUNDED if signs else any(each is not None for each in (_LED.match(text), _OR_SO.search(text), _TO_DIGITS.search(text)))


def to_its_digits(tree: Tree) -> Tree:
    """Return a whole number that is said to be rounded as one that is good to its last digit; another expression as it is."""
    if tree[0] == "neg":
        inner = to_its_digits(tree[2][0])
        return tree if inner is tree[2][0] else neg(inner)
    return number(Decimal(tree[1])) if tree[0] == "number" and isinstance(tree[1], int) else tree
