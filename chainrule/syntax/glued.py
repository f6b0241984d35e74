"""Runs of letters that hold a longer known name, or pi: what they are made of."""

from __future__ import annotations

import re

from chainrule.syntax.scope import Scope
from chainrule.syntax.unknown import Piece, Place
from chainrule.syntax.vocabulary import CONSTANTS, VARIABLES
from chainrule.tree import symbol

LONGEST = 40  # letters of a name that is looked for inside a longer run


def known_parts(word: str, scope: Scope) -> list[Piece] | None:
    """Return the known names that a run is made of, where one of them has several letters; else None."""
    if len(word) * LONGEST < len(scope.names):
        runs = {word[start:end] for start in range(len(word) - 1) for end in range(start + 2, min(start + LONGEST, len(word)) + 1)}
        longer = [run for run in runs if run != word and run in scope.names]
    else:
        longer = [name for name in scope.names if 1 < len(name) < len(word) and name in word]
    if not longer:
        return None
    pattern = re.compile("|".join(map(re.escape, sorted(longer, key=len, reverse=True))) + "|.")
    parts = pattern.findall(word)
    if not all(part in scope.names or scope.knows(part) for part in parts):
        return None
    return [Piece("name", symbol(part), len(part)) for part in parts]


def with_pi(word: str, scope: Scope, place: Place) -> list[Piece] | None:
    """Return pi and the one letter that it is written together with: pix, rpi; None for any other run."""
    at = 0 if word.startswith("pi") else len(word) - 2
    letter = word[2:] if at == 0 else word[:at]
    if word[at : at + 2] != "pi" or not (letter in VARIABLES or (len(letter) == 1 and scope.knows(letter))) or scope.doubted("pi"):
        return None
    pieces = [Piece("constant", CONSTANTS["pi"], 2), Piece("name", symbol(letter), 1)]
    scope.readings.add("pi in word", place.start, place.end, f"pi*{letter}", f"p*i*{letter}")
    return pieces if at == 0 else pieces[::-1]


def is_wordlike(word: str) -> bool:
    """Return whether letters read like a word: vowels and consonants, with no long run of either."""
    return bool(re.search(r"[aeiou]", word, re.IGNORECASE)) and not re.search(r"[^aeiouy]{4}|[aeiou]{4}", word, re.IGNORECASE)
