"""Lines of work that are words alone: Solution, Putting it together, By symmetry."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from chainrule.functions import ALIASES, FUNCTIONS
from chainrule.notation.names import GREEK

_LETTERS = re.compile(r"[\W_]*[A-Za-z](?:[A-Za-z\s.,:;!?'’()#*-])*\Z")
_CALLED = re.compile("|".join(sorted((re.escape(each) for each in {*FUNCTIONS, *ALIASES, *GREEK.values(), *GREEK} if each.isalpha()), key=len, reverse=True)))
_DERIVATIVE = re.compile(r"(?<![A-Za-z])[d∂][A-Za-z]?/[d∂][A-Za-z](?![A-Za-z])")
_PART = re.compile(r"\b(?:inside|inner|outer|outside)\b", re.IGNORECASE)  # of a part that is told in words: the derivative of the inside is 2x
_OWN = frozenset("uvwfghde")  # letters that students give to parts, and d and e
_VOWELS = frozenset("aeiouyAEIOUY")
LONGEST = 300  # characters of such a line


def without_prose(lines: Sequence[str], known: Collection[str]) -> list[str]:
    """Return the lines of work that are not words alone."""
    return [each for each in lines if not is_prose(each, known)]


def is_prose(line: str, known: Collection[str]) -> bool:
    """Return whether a line has a word in it that is made of no names and no functions, and nothing of a formula.

    >>> is_prose("Putting it together", ["x"]), is_prose("x cos x", ["x"]), is_prose("sinx", ["x"])
    (True, False, False)
    """
    if len(line) > LONGEST or "=" in line:
        return False
    if _PART.search(line):
        return True
    line = _DERIVATIVE.sub(" ", line)  # isolate dy/dx
    return _LETTERS.match(line) is not None and any(is_word(each, known) for each in re.findall(r"[A-Za-z]{2,}", line))


def is_word(word: str, known: Collection[str]) -> bool:
    """Return whether letters are no name, no function and no product of those."""
    if word in known or (len(word) == 2 and _VOWELS.isdisjoint(word) and any(letter in known for letter in word)):  # zx is a product
        return False
    return any(letter not in known and letter not in _OWN for letter in _CALLED.sub("", word))
