r"""Indices that stand above a name alone: z^{(L)}, x^{(i)}, a^(1). Brackets above may be a power as well; here the text decides.

They are indices of layers where such a name is defined (``z^{(L)} = …``), and indices of samples where a sum runs over the letter, or where
the letter stands for nothing else. Their brackets are then written ⦅ ⦆, which no power has; ``notation.names`` takes them for ( ).
Where a name is defined with a letter above and no brackets (``z^l = …``, ``a^l_j = …``), that letter is an index wherever it stands above:
its braces are written ⦅ ⦆ too, ^l is written ⦇l, and ^[l] is written with ⦋ ⦌. So is a number above what has that letter elsewhere.
``a^L(x)`` is the output of layer L for an input x, where nothing else is called L: then (x) is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from chainrule.errors import ReadError
from chainrule.notation.names import SUBSCRIPTS, spelled, split
from chainrule.syntax.rules import Readings
from chainrule.syntax.vocabulary import FUNCTION_LETTERS, HEADS

_LETTERS = frozenset("ijklL")  # letters of indices: in braces and brackets above, and nowhere else in a text, they are nothing else
_BASE = r"\\[A-Za-z]+\s*+(?:\{\s*+\\?[A-Za-z]+\s*+\})?|[^\W\d_]+[\u0300-\u036f]*+\d*+"
_INDEX = r"\(\s*+\w+(?:\s*+[+\-−]\s*+\w+)?\s*+\)"
_APPLIED = r"\s*+\([^()]{0,40}\)\s*+="  # f^{(2)}(x) = … is of a function
_PLACE = re.compile(rf"(?<![\w\\}}])({_BASE})\s*+\^\s*+(\{{\s*+{_INDEX}\s*+\}}|{_INDEX})(?!{_APPLIED})")
_PLAIN = re.compile(rf"(?<![\w\\^_(/])({_BASE})\s*+(?:\([^()=]*+\)\s*+)?:?=(?!=)")
_STATEMENT = re.compile(r"(?:\A|[\n,;:&$]|\\\\|\\q?quad|\b(?:where|with|let|and)\b)[\s&$]*\Z", re.IGNORECASE)
_EQUALS = re.compile(r"[\s&]*+:?=(?!=)")
_SIGN = r"(?:\\sum|[Σ∑]|\b[Ss]um)\s*+(?:\\(?:no)?limits\s*+)?"
_SUM = re.compile(rf"{_SIGN}(?:_\s*+[{{(]?\s*+([a-zA-Z])(?![a-zA-Z])|([{''.join(SUBSCRIPTS)}]))|[,(]\s*+([a-z])\s*+=\s*+\w+\s*+(?:\.\.|…)")
_ADDS = re.compile(rf"(?:{_SIGN})")
_LOW = r"_(?:\{[^{}]*+\}|\w+)"
_BARE = re.compile(  # letters of indices alone: x^y = y^x is an equation
    rf"(?<![\w\\}}])({_BASE})(?:{_LOW})?+\s*+"
    rf"(\^\s*+(?:\{{\s*+(?P<braced>[lLijkt])(?:\s*+[+\-−]\s*+\d)?\s*+\}}|\[\s*+(?P<square>[lLijkt])(?:\s*+[+\-−]\s*+\d)?\s*+\]|"
    rf"(?P<single>[lLijkt])(?![^\W_]|\(|_(?!\w|\{{))))(?:\s*+{_LOW})?+"
)
_NUMBERED = re.compile(rf"(?<![\w\\}}])({_BASE})(?:{_LOW})?+\s*+(\^\s*+(?:\{{\s*+\d\s*+\}}|\d(?![\w.(]|\s*/)))")
_LAYER_OF = re.compile(rf"(?<![\w\\}}])({_BASE})\s*+(\^\s*+(?:L|\{{\s*+L(?:\s*+[+\-−]\s*+\d)?\s*+\}}))\s*+(\(\s*+[a-z](?:_[a-z\d])?\s*+\))")
_NAMED_L = re.compile(r"(?<![\w\\^{])L(?!\w)")
_BEFORE = 12  # characters in which a statement's beginning is looked for
_OPENED, _UNBRACED = str.maketrans("()", "⦅⦆"), str.maketrans("{}[]", "⦅⦆⦋⦌")


class _Place(NamedTuple):
    """A name with brackets above it: the name, what stands in them, whether they have braces, where, and whether it is defined there."""

    base: str
    above: str
    braced: bool
    start: int
    end: int
    defined: bool


def with_indices_above(text: str, readings: Readings, names: Collection[str] = ()) -> str:
    """Return a text with the brackets of indices above written ⦅ ⦆; every place stays where it is. ``names`` are names that are known."""
    if "^" not in text:
        return text
    known = [parts for parts in map(split, names) if parts and parts[2]]
    text = _with_layers(text, readings) if "L" in text and "(" in text else text
    if "=" in text or known:
        text = _with_bare(text, readings, known, {base for base, _, high in known if high[1:-1].isdigit()}.difference(names))
    if "(" not in text:
        return text
    places = [_place(text, found) for found in _PLACE.finditer(text)]
    if not places:
        return text
    defined = {place.base for place in places if place.defined}
    applied = {place for place in places if place.base not in defined and _counts_derivatives(text, place)}
    places = [place for place in places if place.base != "e" and place.base not in HEADS and place not in applied]
    plain = {spelled(base) for base in _PLAIN.findall(text)}  # of these, brackets above count derivatives
    others = [place for place in places if place.base not in plain]
    layers, letters, free = _has_layers(others, {base for base, low, _ in known if not low}), _summed(text, places), _free(text, others)
    pieces, done = list[str](), 0
    for place in places:
        letter = place.above[0]
        if letter in letters[place.braced] or (place.base not in plain and (layers or (place.braced and letter in free))):
            pieces += text[done : place.start], text[place.start : place.end].translate(_OPENED)
            done = place.end
    return "".join([*pieces, text[done:]])


def _counts_derivatives(text: str, place: _Place) -> bool:
    """Return whether a letter for functions is applied, so that what stands above it is an order: f^{(k)}(x)."""
    return place.base in FUNCTION_LETTERS and text[place.end : place.end + 2].lstrip()[:1] == "("


def _with_bare(text: str, readings: Readings, known: list[tuple[str, str, str]], numbered: Collection[str]) -> str:
    """Return a text with the letters above names written as indices, where a name is defined with such a letter above or is known to have one.

    What is known by ``numbered`` names alone, a^(2) and no a, has its numbers above as indices too.
    """
    places = [found for found in _BARE.finditer(text) if found[1] != "e"]
    defined = [found for found in places if _is_defined(text, found)]
    letters = {_letter(found).lower() for found in defined}
    pairs = {(base, high[1].lower()) for base, _, high in known}
    if not letters and not pairs:
        return text
    if defined:
        readings.add("letter above", *defined[0].span(), f"a name with the index {_letter(defined[0])}")
    taken = [found for found in places if (letter := _letter(found).lower()) in letters or (spelled(found[1]), letter) in pairs]
    return _marked(text, [*taken, *_numbered(text, {*numbered, *(found[1] for found in taken if not found["square"])})])


def _numbered(text: str, bases: Collection[str]) -> list[re.Match[str]]:
    """Return the places of numbers above what has a letter above elsewhere, and never nothing: a^2 of the layers a^l."""
    found = [each for each in _NUMBERED.finditer(text) if each[1] in bases]
    plain = {base for base in {each[1] for each in found} if re.search(rf"(?<![\w\\}}]){re.escape(base)}(?:{_LOW})?+(?![\w{{]|\s*+\^)", text)}
    return [each for each in found if each[1] not in plain]


def _marked(text: str, places: Iterable[re.Match[str]]) -> str:
    """Return a text with what stands above at some places written as an index."""
    pieces, done = list[str](), 0
    for found in sorted(places, key=lambda each: each.start(2)):
        above = found[2]
        pieces += text[done : found.start(2)], above.translate(_UNBRACED) if above[-1] in "]}" else "⦇" + above[1:]
        done = found.end(2)
    return "".join([*pieces, text[done:]])


def _with_layers(text: str, readings: Readings) -> str:
    """Return a text with a^L(x) written as the output of layer L, its input set aside, where nothing else is called L.

    Raises ReadError where the input is more than that: what depends on it is not set aside.
    """
    places = [each for each in _LAYER_OF.finditer(text) if each[1] not in HEADS and each[1] not in FUNCTION_LETTERS]
    if not places or _NAMED_L.search(text):
        return text
    readings.add("layer of", *places[0].span(), f"the index {places[0][2].strip(' ^{}')}")
    for found in places:
        given = found[3].strip("() ")
        if re.search(rf"(?<![^\W_]){given}(?![\w(])", re.sub(rf"\(\s*{given}\s*\)", "", text)):
            reason = f"'{found[0]}' is the output of a layer for the input {given}, or a power, and {given} is used beside it"
            raise ReadError(reason, hint=f"write {found[1]}^{{(L)}} where {given} is given, or {found[1]}^(L({given})) for a power")
        text = text[: found.start(3)] + " " * len(found[3]) + text[found.end(3) :]
    return _marked(text, places)


def _letter(found: re.Match[str]) -> str:
    return str(found["braced"] or found["square"] or found["single"])


def _is_defined(text: str, found: re.Match[str]) -> bool:
    """Return whether a definition of what was found begins here."""
    return bool(_EQUALS.match(text, found.end()) and _STATEMENT.search(text, max(found.start() - _BEFORE, 0), found.start()))


def _place(text: str, found: re.Match[str]) -> _Place:
    return _Place(spelled(found[1]), re.sub(r"[\s{}()]", "", found[2]), found[2][0] == "{", *found.span(2), _is_defined(text, found))


def _has_layers(places: list[_Place], known: Collection[str]) -> bool:
    """Return whether brackets above are indices: a name with letters in them is defined, several are, or one that is used too; or one is known."""
    defined = {(place.base, place.above) for place in places if place.defined}
    used = {(place.base, place.above) for place in places if not place.defined}
    return (
        len(defined) > 1
        or not defined.isdisjoint(used)
        or any(not index.isdigit() for _, index in defined)
        or any(place.base in known for place in places)
    )  # fmt: skip


def _summed(text: str, places: list[_Place]) -> dict[bool, set[str]]:
    """Return the letters that sums run over: all of them for braces (True); for brackets alone (False), those that stand above several names."""
    summed = {SUBSCRIPTS.get(letter, letter) for found in _SUM.findall(text) for letter in found if letter}
    if not summed and _ADDS.search(text):  # over i, where no letter is said
        summed = {"i"}
    bases: dict[str, set[str]] = {}
    for place in places if summed else ():
        bases.setdefault(place.above[0], set()).add(place.base)
    return {True: summed, False: {letter for letter in summed if len(bases.get(letter, ())) > 1}}


def _free(text: str, places: list[_Place]) -> set[str]:
    """Return the letters of indices that stand for nothing else in a text."""
    above = {place.above[0] for place in places} & _LETTERS
    rest = _PLACE.sub(" ", text) if above else ""
    return {letter for letter in above if not re.search(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])", rest)}
