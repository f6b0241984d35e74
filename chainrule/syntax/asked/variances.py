"""A derivative by a variance, dl/dσ²: σ² is a quantity of its own, and σ its root."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings

FREE = "vsqτr"  # letters for a variance, the first that the text does not have
_LOW = r"(?:_(?:\w|\{\w+\})|[ᵢⱼₖ₀-₉])?"
_SQUARE = rf"(?:σ|\\?sigma){_LOW}\s?(?:²|\^\s?(?:2(?!\d)|\{{\s?2\s?\}}))"
_D = r"(?:∂|d|\\(?:partial|mathrm\s?\{\s?d\s?\}|text\s?\{\s?d\s?\})(?![A-Za-z]))"
_ASKED = (
    re.compile(rf"(?:/|\}}\s?\{{)\s?{_D}\s?(\(?\s?{_SQUARE}\s?\)?)"),  # ∂l/∂σ², dl/d(σ²), \frac{{\partial l}}{{\partial \sigma^2}}
    re.compile(rf"\b(?:respect to|wrt|w\.r\.t\.?|derivatives? (?:by|in))(?![a-z])[^.=;\n]{{0,60}}?({_SQUARE})"),
)
_GIVEN = (
    re.compile(rf"({_SQUARE})(?=\s?=(?!=))"),  # σ² = …
    re.compile(rf"(?<=[(,])(\s?{_SQUARE})(?=\s?[),;|][^=()]{{0,40}}\)?\s?=(?!=))"),  # l(μ, σ²) = …
)
_TWICE = re.compile(rf"{_D}\s?(?:²|\^\s?\{{?\s?2)[^,;=\n]{{0,20}}\Z")  # d²l/dσ² is a second derivative
_PARTS = re.compile(rf"(?:σ|sigma)({_LOW})")
_WORD = re.compile(r"[A-Za-z]{3,}")


def by_variance(text: str, readings: Readings) -> str:
    """Return a text that asks for a derivative by σ² as one that asks for it by v, with σ = √v; any other as it is.

    Every place of the text stays where it is; what σ is comes behind it.
    """
    if "²" not in text and "^" not in text:
        return text
    asked = [found for pattern in _ASKED for found in pattern.finditer(text) if not _TWICE.search(text, max(0, found.start() - 40), found.start())]
    letters = set("".join(_WORD.split(text)))
    letter = next((each for each in FREE if each not in letters), "")
    if not asked or not letter:
        return text
    low = lowered(asked[0][1])
    name = letter + low
    for found in (*asked, *(found for pattern in _GIVEN for found in pattern.finditer(text))):
        if lowered(found[1]) == low:
            start, end = found.span(1)
            text = text[:start] + name.ljust(end - start) + text[end:]
    root = rf"\sigma{low} = \sqrt{{{name}}}" if "\\" in text else f"σ{low} = √({name})"
    delimited = "$" if "$" in text else ""
    start = asked[0].start(1)
    readings.add("variance", start, start + len(asked[0][1].rstrip()), f"{name}, with σ{low} = √{name}")
    return f"{text.rstrip().rstrip('.?')}; {delimited}{root}{delimited}"


def lowered(square: str) -> str:
    """Return what stands below the σ of a square."""
    found = _PARTS.search(square)
    return found[1] if found else ""
