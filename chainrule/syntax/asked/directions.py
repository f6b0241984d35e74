"""Directional derivatives, D_u f, ∇f · v, "in the direction of (3, 4)": f along the line in that direction. Every text keeps its length."""

from __future__ import annotations

import re
from typing import NamedTuple

from chainrule.syntax.around.arrays import arguments
from chainrule.syntax.around.listed import unit_terms

_WORDS = re.compile(r"\bdirectional(?=\s+derivative\b)", re.IGNORECASE)
_LETTER = r"(?:\\(?:mathbf|vec|hat|boldsymbol|bm)\s?\{\s?([a-z])\s?\}|([a-z])(?![A-Za-z]))[^\S\n]*"
_PHRASE = re.compile(r",?\s*\b(?:in|along)\s+(?:the\s+)?direction\s*(?:of\s+|given\s+by\s+)?(?:the\s+)?(?:unit\s+)?(?:vector\s+)?[$\s]*", re.IGNORECASE)
_NAMED = re.compile(rf"{_LETTER}[$\s]*(=\s*)?")
_SAID_OF_CHANGE = re.compile(r"derivative|rate\s+of\s+change|how\s+fast", re.IGNORECASE)
_IS_UNIT = r"(?:[,;.]?\s*\b(?:where|and|if|for|with)\s+)?\$?{}\$?\s+is\s+(?:the|a)\s+(?:unit\s+)?vector\s*\Z"
_ANGLE = re.compile(
    r"\b(?:in\s+the\s+direction\s+)?(?:given\s+by|indicated\s+by|of|at|with)\s+(?:the\s+|an\s+)?angle\s+(?:of\s+)?[$\s]*(?:(?:θ|theta|\\theta)\s*=\s*)?"
    r"([-−]?\s?\d*\s?(?:π|pi|\\pi)(?:\s?/\s?\d+)?|\\frac\s?\{\s?\\pi\s?\}\s?\{\d+\})(?!\w)"
)
_NABLA = r"(?:∇|\\nabla(?![A-Za-z]))\s?"
_OF = r"([A-Za-z])((?:\s?\(\s?[\w.,\s/−-]{1,40}\))?)"
_DOT = r"\s?(?:·|⋅|\\cdot(?![A-Za-z])|∙|•)\s?"
_BY_LETTER = re.compile(rf"(?<![\w\\])D_\s?(?:\{{\s?{_LETTER}\}}|{_LETTER})\s?{_OF}(?![\w(])(?:\s?=\s?(?:\?|(?={_NABLA})))?")
_BY_GRADIENT = (re.compile(rf"{_NABLA}{_OF}{_DOT}{_LETTER}(?!\s?[('′_])"), re.compile(rf"(?<![\w\\}}]){_LETTER}{_DOT}{_NABLA}{_OF}(?![\w(])"))
_TOLD = r"(?:[,;]?\s*\b(?:where|with|and|if|for|let|when)\s+(?:the\s+)?(?:unit\s+)?(?:vector\s+)?)?"
_OPENS = re.compile(r"[$\s]*(?:\\left\s?)?([(\[<⟨]|\\langle(?![A-Za-z]))")
_CLOSES = re.compile(r"(?:\\right\s?)?(?:[>⟩]|\\rangle)")

Span = tuple[int, int]


class Direction(NamedTuple):
    """A direction by its components, as typed, whether it is made a unit vector, and whether it is said to be one already."""

    parts: tuple[str, ...]
    made_unit: bool = False
    is_unit: bool = False


class Aim(NamedTuple):
    """A text without a direction, the direction, the function that is differentiated, and the point where it is given behind the function."""

    text: str
    direction: Direction | None = None
    of: str = ""
    point: str = ""


def without_direction(text: str) -> Aim:
    """Return a text that asks for a directional derivative as one about the function alone, and the direction; another text as it is.

    >>> without_direction("Find the directional derivative of f(x, y) = x y in the direction of v = (3, 4)").direction
    Direction(parts=('3', '4'), made_unit=True, is_unit=False)
    """
    return _by_letter(text) or _by_gradient(text) or (_by_words(text) if _SAID_OF_CHANGE.search(text) else None) or Aim(text)


def _by_words(text: str) -> Aim | None:
    """Return what a text asks that says a direction in words."""
    said = _said(text)
    return said and Aim(_blank(_WORDS.sub(lambda found: " " * len(found[0]), text), *said[0]), said[1])


def _said(text: str) -> tuple[tuple[Span, ...], Direction] | None:
    """Return where a text says a direction in words, and the direction."""
    if (angle := _ANGLE.search(text)) and _WORDS.search(text):
        return (angle.span(),), Direction((f"cos({angle[1]})", f"sin({angle[1]})"), is_unit=True)
    phrase = _PHRASE.search(text)
    if phrase is None:
        return None
    named = _NAMED.match(text, phrase.end())
    if named is not None and not named[3] and (given := _given(text, named[1] or named[2])) is not None:
        return (given[0], (phrase.start(), named.end())), Direction(given[1], made_unit=True)
    found = _vector(text, named.end() if named is not None and named[3] else phrase.end())
    return None if found is None else (((phrase.start(), found[0]),), Direction(found[1], made_unit=True))


def _by_letter(text: str) -> Aim | None:
    """Return what a text asks that has D_u f."""
    sign = _BY_LETTER.search(text)
    if sign is None or not _is_defined(text, sign[5]):
        return None
    letter = next(filter(None, sign.groups()[:4]))
    given, said = _given(text, letter), _said(text)
    if given is None and said is None:
        return None
    spans, direction = ((given[0],), Direction(given[1], is_unit=True)) if given else said or ((), Direction(()))
    if not given and (called := re.search(_IS_UNIT.format(letter), text[: spans[-1][0]])):
        spans = (*spans, called.span())
    spans = (sign.span(), *spans, *(found.span() for each in _BY_GRADIENT if (found := each.search(text))))
    return Aim(_blank(_WORDS.sub(lambda found: " " * len(found[0]), text), *spans), direction, sign[5], _numbers(sign[6]))


def _by_gradient(text: str) -> Aim | None:
    """Return what a text asks that has ∇f · v."""
    first, second = (each.search(text) for each in _BY_GRADIENT)
    found = first or second
    if found is None:
        return None
    of, applied, letter = (found[1], found[2], found[3] or found[4]) if first else (found[3], found[4], found[1] or found[2])
    given = _given(text, letter)
    if given is None or not _is_defined(text, of):
        return None
    return Aim(_blank(text, found.span(), given[0]), Direction(given[1]), of, _numbers(applied))


def _is_defined(text: str, name: str) -> bool:
    """Return whether a text defines a function of several arguments."""
    return re.search(rf"(?<![\w\\]){name}\s?\([^()=]*,[^()=]*\)\s*=", text) is not None


def _numbers(applied: str) -> str:
    """Return the brackets behind a function where numbers stand in them."""
    return applied.strip() if re.search(r"\d", applied) else ""


def _blank(text: str, *spans: Span) -> str:
    """Return a text with separators and spaces in place of some stretches."""
    for start, end in spans:
        text = text[:start] + ";".ljust(end - start) + text[end:]
    return text


def _given(text: str, letter: str) -> tuple[Span, tuple[str, ...]] | None:
    """Return where a text gives a vector by its components, and these."""
    for found in re.finditer(rf"{_TOLD}\$?(?<![\w\\])(?:\\(?:mathbf|vec|hat|boldsymbol|bm)\s?\{{\s?{letter}\s?\}}|{letter})\s*=\s?", text):
        vector = _vector(text, found.end())
        if vector is not None:
            return (found.start(), vector[0]), vector[1]
    return None


def _vector(text: str, start: int) -> tuple[int, tuple[str, ...]] | None:
    """Return where a vector ends that begins at a place, and its components; None where none begins there."""
    opens = _OPENS.match(text, start)
    if opens is None:
        terms, end = unit_terms(text, start)
        return (end, terms) if len(terms) > 1 else None
    if opens[1] in "([":
        inside = arguments(text, opens.end())
        return (inside.end, tuple(map(_bare, inside.each))) if inside is not None and len(inside.each) > 1 else None
    closes = _CLOSES.search(text, opens.end())
    inside = None if closes is None else arguments(text[opens.end() : closes.start()] + ")", 0)
    return (closes.end(), tuple(map(_bare, inside.each))) if closes and inside is not None and len(inside.each) > 1 else None


def _bare(part: str) -> str:
    """Return a component without what belongs to its bracket."""
    return part.strip().removesuffix("\\right").strip()
