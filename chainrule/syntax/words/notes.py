"""What is said of words that may be read in two ways: functions with a letter before or behind them, e, and digits."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.syntax.vocabulary import INSIDE
from chainrule.syntax.words.glued import is_of_program, is_wordlike
from chainrule.syntax.words.scope import Scope
from chainrule.syntax.words.unknown import Place


def is_amplitude(name: str, scope: Scope) -> bool:
    """Return whether acos, asin or atan is a and a function: where bsin stands beside it, or a is used before other names."""
    return name[1:] in ("sin", "cos", "tan") and name not in scope.names and not scope.starred and scope.usage.partnered


def note_function(name: str, scope: Scope, place: Place) -> None:
    """Say so where a function's spelling could be a letter and another function: acos(t) with a in use."""
    if scope.starred:  # who writes * does not write acos for a·cos
        return
    bracketed = place.after in ("(", "(,") and place.near
    if name[0] == "a" and name[1:] in INSIDE and (scope.usage.glued if bracketed else "a" in scope.alone):
        scope.readings.add("function name", place.start, place.end, "one function", f"a*{name[1:]}")
    elif name[-1] == "h" and name[:-1] in INSIDE and "h" in scope.alone and not bracketed:
        scope.readings.add("function name", place.start, place.end, "one function", f"{name[:-1]}(h…)")


_SIGNED = re.compile(r"\s++[-−](?=\S)")  # e −x, which a page may have as e with −x above


def note_euler(scope: Scope, place: Place) -> None:
    """Say so where e is followed by something as if it had lost the sign of an exponent."""
    touching = place.near and place.after in ("(", "number", "word", "name", "function", "-")
    touching = touching or (place.after == "-" and _SIGNED.match(scope.tokens.text, place.end) is not None)
    if not scope.tokens.latex and (touching or place.after == "function"):
        scope.readings.add("Euler's number", place.start, place.end, "")


def note_digits(letters: str, digits: str, scope: Scope, place: Place, last: bool) -> None:
    """Say so where digits after a function may be a lost power or a base."""
    if letters.endswith(("log", "Log")):
        scope.readings.add("base or argument", place.start, place.end, f"log({digits}…)", f"log_{digits}(…)")
    elif last and (place.after in ("(", "(,") or (place.after in ("word", "name") and not place.near)):
        scope.readings.add("digits after function", place.start, place.end, f"{letters}({digits}*(…))", f"{letters}^{digits}(…)")


LIKE_POWERS = frozenset(letter + digit for letter in "xytr" for digit in "2345")


def may_be_power(letters: str, digits: str, scope: Scope) -> bool:
    """Return whether a name that ends in digits may have been a power: y = x2, x3 - 2x2 beside no x1, ax2 + bx."""
    if digits in ("0", "1") or letters + "0" in scope.alone or letters + "1" in scope.alone:
        return False
    name, variable = letters + digits, letters[-1]
    if len(letters) == 2 and variable + digits in LIKE_POWERS and re.search(rf"(?<!\w)[A-Za-z]?{variable}(?!\w)", scope.tokens.text):  # ax2 + bx
        return True
    others = (other for other in scope.alone if other != name and re.search(r"[\d_]", other) and not re.match(rf"{name}[A-Za-z]", other))  # not x2sinx
    lost = name in LIKE_POWERS and all(other in LIKE_POWERS and other[0] == variable for other in others)
    return lost or letters in scope.asked or letters in scope.alone or letters in scope.names


LONGEST = 5_000  # characters of a text in which a word beside a formula is looked for
SAYING = frozenset(("be", "is", "are", "was", "were", "the", "of", "we", "us", "do", "my", "has", "in"))  # no products of letters between two factors


def check_saying(word: str, scope: Scope, place: Place) -> None:
    """Refuse a word of English between two factors, with spaces and no signs around it: u be x^2."""
    if word not in SAYING or scope.knows(word):
        return
    text = scope.tokens.text
    before, after = text[: place.start], text[place.end :]
    apart = before[-1:].isspace() and after[:1].isspace()
    if apart and before.rstrip()[-1:] not in ("", *"=+-*/^(,;·−") and after.lstrip()[:1] not in ("", *"=+-*/^),;·−"):
        hint = "leave the sentence out, or write what it says in signs"
        raise ReadError(f"the word '{word}' is not understood here", hint=hint, text=text, start=place.start, end=place.end)


def stands_beside(word: str, scope: Scope, place: Place) -> bool:
    """Return whether a word closes a formula of quantities with one letter without a sign before it, and stands nowhere else: it may say something."""
    text = scope.tokens.text
    if len(text) > LONGEST or len(scope.own) > 1 or word in scope.asked or word in scope.starred or place.after not in ("", "comma", "stop", "break"):
        return False
    return text[: place.start].rstrip()[-1:] not in ("", *"=+-*/^(,;·−\n") and text.count(word) == 1


def leads(word: str, scope: Scope, place: Place) -> bool:
    """Return whether a word begins an expression without a name, no sign stands behind it, and it stands nowhere else: производная x^2."""
    text = scope.tokens.text
    after = text[place.end :]
    alone = len(text) <= LONGEST and not scope.own and not text[: place.start].strip() and text.count(word) == 1
    return alone and after[:1].isspace() and (after.lstrip()[:1].isalnum() or place.after == "function")


def is_one_name(word: str, scope: Scope, place: Place) -> bool:
    """Return whether a run of letters without functions in it is one name; where that is open to doubt, say so."""
    latex = scope.tokens.latex
    if len(word) >= 4 and not scope.knows(word) and not (latex and not is_wordlike(word)):
        if (scope.doubted(word) and word not in scope.starred) or latex:
            scope.readings.add("long name", place.start, place.end, "one name", "*".join(word))
        elif stands_beside(word, scope, place) or leads(word, scope, place):
            scope.readings.add("word", place.start, place.end, "a quantity")
        return True
    several = word in scope.starred and not latex and not scope.knows(word) and len(word) > 2
    if several or (len(word) == 2 and scope.own and scope.own in word and is_of_program(word, scope)):
        scope.readings.add("one name", place.start, place.end, "one name", "*".join(word))
        return True
    return False
