"""A quantity that is given by its square: σ² = ((a − m)² + (b − m)²)/2 beside y = (a − m)/√(σ² + ε)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.segments import Segment, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import HEADS

MOST = 20  # squares in one text
_LETTERS = ("σ", "sigma")  # which are functions as well
_VARIANCE = re.compile(  # ℓ(μ, σ²) = …
    r"(?<![\w\\])((?:[A-Za-zℓ]|\\ell|\\mathcal\{L\})\s?\([^()=]{0,40}?(?:σ|\\sigma))(\s?(?:\^\s?(?:\{2\}|2)|²))"
    r"(?=\s?[),;|][^=()]{0,40}\)?\s?=(?!=))"
)


def with_squares(tokens: Tokens, segments: Sequence[Segment], readings: Readings) -> tuple[list[Segment], frozenset[int]]:
    """Return the parts with a square that another definition uses as a definition of what is squared, and the first tokens of such parts.

    An equation that ties what is squared to one other quantity, as of a curve, stays one.
    """
    found: dict[int, Segment] = {}
    squares = [(segment, name) for segment in segments if (name := _squared(tokens, segment))]
    if len(squares) > MOST:
        return list(segments), frozenset()
    for segment, name in squares:
        if any(name == each.name or each.rate for each in segments):
            continue
        others = [each for each in segments if each.name and name in _names(tokens, each.body, each.last)]
        inside = _names(tokens, segment.body, segment.last)
        if others and len(inside) > 1 and name not in inside and not _is_asked(tokens, name):
            found[segment.first] = segment._replace(name=name, equation=False)
            readings.add("square", tokens.starts[segment.first], tokens.ends[segment.body - 2], f"{name} = √(…)")
    return [found.get(segment.first, segment) for segment in segments], frozenset(found)


def without_squared_arguments(text: str, readings: Readings) -> str:
    """Return a text with ℓ(μ, σ) for ℓ(μ, σ²) = …, a function of the variance: the derivatives are by σ, which is said."""
    for found in list(_VARIANCE.finditer(text))[:MOST]:
        readings.add("set aside", *found.span(2), "the derivative is by σ itself")
        text = text[: found.start(2)] + " " * len(found[2]) + text[found.end(2) :]
    return text


def _squared(tokens: Tokens, segment: Segment) -> str:
    """Return the name whose square is the left side of an equation; empty where another expression is."""
    first, equals = segment.first, segment.body - 1
    if not segment.equation or tokens.kinds[first] not in ("word", "name") or tokens.kind(first + 1) != "^":
        return ""
    exponent = tokens.kinds[first + 2 : equals]
    place = first + 2 + (exponent[:1] == ["open"])
    if exponent not in (["number"], ["open", "number", "close"]) or tokens.values[place][1] != 2:
        return ""
    name = read_name(tokens, first)
    return "" if name in HEADS and name not in _LETTERS else name


def _names(tokens: Tokens, first: int, last: int) -> set[str]:
    places = [place for place in range(first, last) if tokens.kinds[place] in ("word", "name")]
    return {name for place in places if (name := read_name(tokens, place)) not in HEADS or (name in _LETTERS and tokens.kind(place + 1) != "open")}


def _is_asked(tokens: Tokens, name: str) -> bool:
    """Return whether a derivative of or by a name stands in the text."""
    asked = [value for kind, value in zip(tokens.kinds, tokens.values, strict=True) if kind == "derivative"] if tokens.has("derivative") else []
    return any(name == of or name in wrt for _, of, wrt in asked)
