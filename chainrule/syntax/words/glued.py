"""Runs of letters that hold a longer known name, pi, or a name with an index, as λw_1 and Gm_1: what they are made of."""

from __future__ import annotations

import re

from chainrule.syntax.tokens.plain import MARK
from chainrule.syntax.vocabulary import CONSTANTS, GREEK_WORDS, HEADS, INSIDE, NEVER_INDEXED, VARIABLES, WORDS
from chainrule.syntax.words.scope import Scope
from chainrule.syntax.words.unknown import Piece, Place
from chainrule.tree import symbol

LONGEST = 40  # letters of a name that is looked for inside a longer run

_RUN = re.compile(rf"([^\W\d_]+[{MARK}]*(?:[^\W\d_]|[{MARK}])*)([\d_^].*)", re.DOTALL)
_PARTS = re.compile(rf"[A-Za-z](?![{MARK}])(?:[A-Za-z](?![{MARK}]))*|[^\W\d_][{MARK}]*")
_SPELLED = re.compile("_[A-Za-z]{3}")  # an index that is a word, as in names of programs
_SEVERAL = re.compile(r"[A-Za-z]_(?:[i-n]{1,2}|\d)(?:[A-Za-z]_(?:[i-n]{1,2}|\d))+")
_EACH = re.compile(r"[A-Za-z]_(?:[i-n]{1,2}?|\d)(?=[A-Za-z]_|\Z)")
_WITH_POWER = re.compile("([A-Za-z]+_([A-Za-z]+))e")
_EXPONENT = re.compile(r"\s?\^\s?[{(]?\s?(?:[-−]|i?[A-Za-zα-ω])")  # no number
_WITH_VARIABLE = re.compile(r"([A-Za-z]_[i-n])([xytuvw])")
_TWO_BEHIND = re.compile("[b-df-hj-np-tv-z]{2}")  # consonants, of which no word is made: 2pirh, 2pift
_CHANGES = ("Δ", "δ", "d")  # Δx_1 and dθ_1 are changes of a quantity


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
    """Return pi and the letter that it is written together with, or the two behind it: pix, rpi, pirh; None for any other run."""
    at = 0 if word.startswith("pi") else len(word) - 2
    letters = word[2:] if at == 0 else word[:at]
    several = at == 0 and _TWO_BEHIND.fullmatch(letters) and word not in scope.starred
    if word[at : at + 2] != "pi" or not (letters in VARIABLES or several or (len(letters) == 1 and scope.knows(letters))) or scope.doubted("pi"):
        return None
    names = [Piece("name", symbol(letter), 1) for letter in letters]
    scope.readings.add("pi in word", place.start, place.end, "*".join(("pi", *letters)), "*".join(("p", "i", *letters)))
    pi = Piece("constant", CONSTANTS["pi"], 2)
    return [pi, *names] if at == 0 else [*names, pi]


def with_spelled(word: str, scope: Scope, place: Place) -> list[Piece] | None:
    """Return a Greek letter by its name and the variable that it is written together with: omegat, alphax; None for any other run, as deltax."""
    spelled, letter = word[:-1], word[-1]
    spelt = spelled in GREEK_WORDS and len(spelled) > 2 and spelled.lower() != "delta"
    if not spelt or letter not in "xyztuvw" or word in scope.starred or place.after in ("(", "(,"):
        return None
    scope.readings.add("factor and index", place.start, place.end, f"{spelled}*{letter}", "a name of its own")
    return [Piece("name", symbol(spelled), len(spelled)), Piece("name", symbol(letter), 1)]


def factors_before(name: str, scope: Scope) -> list[str]:
    """Return the factors that touch a name with an index on the left: λ of λw_1, where it is not one name; empty where it is.

    A Greek letter is a factor of its own, and so is the first of two letters, as it is without an index; with a sign of multiplication in the text, or
    digits right behind the letters, only one that is used elsewhere, as what is left is.
    """
    run = _RUN.fullmatch(name)
    if run is None or len(run[1]) < 2 or scope.tokens.latex:
        return []
    letters, index = run.groups()
    if letters[0] in _CHANGES and not scope.knows(letters[0]):
        return []
    if not letters.isascii():
        parts = _PARTS.findall(letters)
        return parts[:-1] if any("α" <= part.lower() <= "ϖ" for part in parts) else []
    first, last = letters[:-1], letters[-1] + index
    if first in INSIDE and index[0] == "_":  # sinx_1
        return [first]
    if letters in WORDS or letters in HEADS or letters in NEVER_INDEXED or len(letters) > 3 or "e" in first or _SPELLED.match(index):
        return []
    used = scope.knows(first)
    left = last in scope.names or last in scope.alone
    certain = used and left
    likely = index[0] == "_" and not scope.tokens.has("*") and (len(letters) == 2 or used or left)
    return list(first) if certain or likely else []


def indexed_factors(word: str, scope: Scope, place: Place) -> list[str]:
    """Return the factors of w_ix_i and w_ijx_j, which stand without a space between them, and of a_nx before a power, or where x is used alone; else none."""
    if _SEVERAL.fullmatch(word):
        return [each[0] for each in _EACH.finditer(word)]
    power = _WITH_POWER.fullmatch(word) if place.after == "^" and "e" not in scope.names and _EXPONENT.match(scope.tokens.text, place.end) else None
    if power and (len(power[2]) == 1 or power[2] in WORDS or power[2] in NEVER_INDEXED):
        scope.readings.add("factor and index", place.start, place.end, f"{power[1]}*e", "a name of its own")
        return [power[1], "e"]
    one = _WITH_VARIABLE.fullmatch(word)
    if one and (scope.knows(one[2]) or (place.after == "^" and one[2] in "xt")):
        scope.readings.add("factor and index", place.start, place.end, f"{one[1]}*{one[2]}", "a name of its own")
        return [one[1], one[2]]
    return []


def is_of_program(word: str, scope: Scope) -> bool:
    """Return whether two letters of which one is being defined are a name: wo in o = sigmoid(wo*x), where every product has its sign."""
    return scope.tokens.kinds.count("=") > 1 and scope.usage.explicit and not set(word).issubset("xyzt")


def is_wordlike(word: str) -> bool:
    """Return whether letters read like a word: vowels and consonants, with no long run of either."""
    return bool(re.search(r"[aeiou]", word, re.IGNORECASE)) and not re.search(r"[^aeiouy]{4}|[aeiou]{4}", word, re.IGNORECASE)
