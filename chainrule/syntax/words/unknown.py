"""Words that stand where a function would, and are none: misspelt, in another language, or without their brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any, NamedTuple

from chainrule.errors import ReadError, UnknownFunction
from chainrule.syntax.vocabulary import APPLIED, BARE, DIFFERENTIATORS, GREEK_WORDS, HEADS, INSIDE, OF_MATRICES, VARIABLES, WITHOUT_ROW, WORDS, nearest, slips
from chainrule.syntax.words.scope import Scope

# What begins an argument without brackets.
ARGUMENTS = frozenset(("word", "name", "number", "function", "bar", "root"))
_GAP = r"(?:\s|\\[,;:! ])*(?:\\left\s*)?"
_OPENED = re.compile(_GAP + r"[(\[]")
_APPLIED = re.compile(_GAP + r"(?:[(\[{|\w]|\\(?!left|right|cdot|times|[,;:!> ]|q?quad|end|\\))")
_WORD = re.compile(r"\s*([A-Za-z]*)")
_HINTS = {
    **dict.fromkeys(("div", "curl", "rot", "laplacian", "Laplacian"), "ask for the derivatives that it is made of, one by one: ∂P/∂x, ∂Q/∂y"),
    **dict.fromkeys(
        "gamma Gamma Γ zeta besselj bessely BesselI BesselJ BesselK BesselY Ei Si Ci Li li erfi LambertW lambertw lgamma digamma LogGamma".split(),  # noqa: SIM905
        "write f(…) for it: the derivative of a function that is not specified stays f′(…); or * for a product",
    ),
    "sinc": "write it out: sin(x)/x",
}
_OPEN = frozenset(("loss", "cost", "net"))  # what people leave unspecified, of whatever it is


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
        raise _without_brackets(stem, scope, place)
    near = nearest(stem)
    if near in BARE and len(near) > 2 and slips(stem, near) == 1 and not scope.doubted(stem):
        raise unknown_function(stem, scope, place)


def is_applied_without_row(name: str, scope: Scope, place: Place) -> bool:
    """Return whether a function without a rule stands before an argument without brackets: det X, floor x, x mod 3; or is Re(z)."""
    if name in ("Re", "Im"):  # Reynolds' number is a name, and Im sin(ωt) a product
        after = _WORD.match(scope.tokens.text, place.end)
        beside = place.after in ("word", "name") and after is not None and after[1] not in HEADS
        return not scope.knows(name) and name not in scope.starred and (place.after in ("(", "(,") if place.near else beside)
    if place.after not in ARGUMENTS or place.near or scope.knows(name) or name in scope.starred:
        return False
    return name in APPLIED or (name in OF_MATRICES and not scope.doubted(name) and scope.tokens.text[place.end :].lstrip()[:1].isupper())


def check_arguments(word: str, scope: Scope, place: Place) -> None:
    """Refuse a word before several arguments that are more than names, for which nothing says that it is a function: frac(x^2, x + 1), but cost(y, p)."""
    tokens = scope.tokens
    opening = bisect_left(tokens.starts, place.end)
    if scope.knows(word) or word in scope.functions or word in _OPEN or tokens.kind(opening) != "open":
        return
    inside = tokens.kinds[opening + 1 : tokens.closing(opening)]
    if "relation" not in inside and not all(kind in ("word", "name", "comma") for kind in inside):
        near = nearest(word)
        hint = f"did you mean '{near}'?" if near else f"define it: {word}(u, v) = …"
        raise UnknownFunction(f"unknown function '{word}'", hint=hint, text=tokens.text, start=place.start, end=place.end)


def is_limited(name: str, scope: Scope, place: Place) -> bool:
    """Return whether a word with an index stands where an operator with limits would: max_i x_i, int_0^x t^2 dt."""
    return name not in scope.starred and (place.after == "^" or (not place.near and place.after in (*ARGUMENTS, "(", "(,")))


def is_operator(name: str, text: str, end: int) -> bool:
    r"""Return whether a name that LaTeX sets upright, which ends at a place, is a function without a rule: \operatorname{Re} z, \Gamma(x)."""
    bare = name in APPLIED or name in OF_MATRICES
    if (not bare and name not in WITHOUT_ROW) or name == "softmax":
        return False
    return bool((_APPLIED if bare else _OPENED).match(text, end)) and not re.search(rf"\{{\s*{re.escape(name)}\s*\}}\s*=", text)


def without_rule(name: str, scope: Scope, place: Place) -> ReadError:
    """Return the error for a function of mathematics that has no row in the table, or lacks its brackets: floor x, max_i x_i."""
    if name == "sum":
        return _without_brackets(name, scope, place)
    if name in HEADS:
        hint = f"write {name}(u, v), or a letter for its value: m"
        return ReadError(f"{name} over an index is not read", hint=hint, text=scope.tokens.text, start=place.start, end=place.end)
    hint = "ask for a derivative alone: d/dx (…)" if name in DIFFERENTIATORS else _HINTS.get(name, "write * for a product")
    message = f"chainrule has no rule for the function '{name}'"
    return UnknownFunction(message, hint=hint, text=scope.tokens.text, start=place.start, end=place.end)


def check_bare(word: str, scope: Scope, place: Place) -> None:
    """Refuse a function whose brackets are missing, before its letters are taken for others: logit x, log1p x."""
    applied = place.after in ARGUMENTS and not place.near and not scope.tokens.latex and word not in scope.starred
    if applied and len(word) > 3 and word in HEADS and word not in BARE and word not in WORDS and word not in GREEK_WORDS and not scope.knows(word):
        raise _without_brackets(word, scope, place)


def _without_brackets(name: str, scope: Scope, place: Place) -> ReadError:
    hint = f"write {name}(x)"
    return ReadError(f"the argument of '{name}' needs brackets", hint=hint, text=scope.tokens.text, start=place.start, end=place.end)


def lost_power(letters: str, digits: str, scope: Scope, place: Place) -> ReadError:
    """Return the error for a number behind a function with its argument, which was an exponent: sinx2."""
    power = f"e^({letters[1]}^{digits})" if letters[0] == "e" and len(letters) == 2 else f"{letters}^{digits}"
    other = f"{letters}*{digits} for a product" if letters == "π" else f"define a name {letters}_{digits}"
    message, hint = f"'{letters}{digits}' looks like a power that lost its sign", f"write {power}, or {other}"
    return ReadError(message, hint=hint, text=scope.tokens.text, start=place.start, end=place.end)


def is_misspelt(word: str, last: str, scope: Scope, place: Place) -> bool:
    """Return whether a run before its bracket is rather a misspelt function: sinn(x), coss(x), but sinx(x + 1)."""
    if not (place.near and place.after in ("(", "(,") and last not in INSIDE) or scope.knows(last):
        return False
    near = nearest(word)
    return near is not None and slips(word, near) == 1 and (last not in VARIABLES or last == word[-2])
