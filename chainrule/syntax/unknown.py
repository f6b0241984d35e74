"""Words that stand where a function would, and are none: misspelt, in another language, or without their brackets."""

from __future__ import annotations

from typing import Any, NamedTuple

from chainrule.errors import ReadError, UnknownFunction
from chainrule.syntax.scope import Scope
from chainrule.syntax.vocabulary import BARE, GREEK_WORDS, HEADS, INSIDE, OF_MATRICES, OF_WHOLE_NUMBERS, VARIABLES, WORDS, nearest, slips

# What begins an argument without brackets.
ARGUMENTS = frozenset(("word", "name", "number", "function", "bar", "root"))


class Piece(NamedTuple):
    """A part of a word: a token's kind and value, and how many characters of the word it takes."""

    kind: str
    value: Any
    length: int


class Place(NamedTuple):
    """Where a word stands: its token, its first and last character in the text, and what comes next.

    ``after`` is the kind of the next token: "(" for a bracket, "(," for one with several arguments; ``near`` says whether
    the next token touches the word.
    """

    start: int
    end: int
    after: str
    near: bool


def after_bracket(name: str, scope: Scope, place: Place) -> bool:
    """Return whether a quantity's word stands before a bracket as a function would: cost(x), but alpha(1 - beta)."""
    return place.after == "(" and name not in GREEK_WORDS and name not in scope.alone


def unknown_function(word: str, scope: Scope, place: Place) -> UnknownFunction:
    """Return the error for a word before a bracket that is no function, with the nearest known one."""
    near = nearest(word)
    return unknown(f"unknown function '{word}'", scope, place, "ln" if word == "In" else near)


def unknown(message: str, scope: Scope, place: Place, near: str | None) -> UnknownFunction:
    hint = f"did you mean '{near}'?" if near else "write * for a product"
    return UnknownFunction(message, hint=hint, text=scope.tokens.text, start=place.start, end=place.end)


def check_function(word: str, scope: Scope, place: Place) -> None:
    """Refuse a word that stands where only a function can, with its argument after a space or its x: abs x, san x, sanx."""
    applied = place.after in ARGUMENTS and not place.near
    if applied and word in ("arc", "ar", "inv") and place.after in ("word", "function"):
        hint = "write it as one word: arcsin(x)"
        raise ReadError(f"'{word}' stands apart from its function", hint=hint, text=scope.tokens.text, start=place.start, end=place.end)
    stem = word if applied else word[:-1] if word[-1] == "x" else ""
    if len(stem) < 3 or scope.tokens.latex or word in scope.starred or word in WORDS or word in GREEK_WORDS:
        return
    if stem in HEADS:
        message, hint = f"the argument of '{stem}' needs brackets", f"write {stem}(x)"
        raise ReadError(message, hint=hint, text=scope.tokens.text, start=place.start, end=place.end)
    near = nearest(stem)
    if near in BARE and len(near) > 2 and slips(stem, near) == 1 and not scope.doubted(stem):
        raise unknown_function(stem, scope, place)


def is_applied_without_row(name: str, scope: Scope, place: Place) -> bool:
    """Return whether a function without a rule stands before an argument without brackets: det X, floor x, x mod 3."""
    if place.after not in ARGUMENTS or place.near or scope.doubted(name):
        return False
    return name in OF_WHOLE_NUMBERS or (name in OF_MATRICES and scope.tokens.text[place.end :].lstrip()[:1].isupper())


def is_misspelt(word: str, last: str, scope: Scope, place: Place) -> bool:
    """Return whether a run before its bracket is rather a misspelt function: sinn(x), coss(x), but sinx(x + 1)."""
    if not (place.near and place.after in ("(", "(,") and last not in INSIDE) or scope.knows(last):
        return False
    near = nearest(word)
    return near is not None and slips(word, near) == 1 and (last not in VARIABLES or last == word[-2])
