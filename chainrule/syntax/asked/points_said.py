"""Points that a text gives in signs: dy/dx|_{x=3}, (x, y) = (3, 4), and (3, 1) alone beside an equation or a definition."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.syntax.around.blanks import spaces
from chainrule.syntax.around.evaluated import without_evaluation
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.plain import WORD
from chainrule.tree import Tree

_BAR = re.compile(r"(?:\\right|\\[bB]igg?[rlm]?)?\s*+(?:\||\\r?vert)\s*+_\s*+(?:\{([^{}]{1,60})\}|\(([^()]{1,60})\))")  # dy/dx|_{x=3}
_STROKE = re.compile(r"(?<=[\w)\]²³\s])\|\s*+([^\W\d_]\s*+=\s*+[-−]?[\d./πp][\d./πi]*)\s*+\Z")  # d/dx(x^2)|x=3
_BRACKET = re.compile(r"(?<=[\])])\s*+_\s*+\{([^{}=]{1,20}=[^{}]{1,40})\}(?!\s*+\^)")  # [x^2]_{x=2}, but (x_i)_{i=1}^n
_MORE = re.compile(r"\s*+(?:\\right\s*+)?[-+−*/·^]")  # behind [x^2]_{x=2}
_LESS = re.compile(r"[\w)\]}²³]\s*+[-+−*/·^]\s*+(?:\\left\s*+)?\Z")  # before it
_BAR_OPENS = re.compile(r"\\left\s*+\.")
_INSIDE = r"[^()=;\n]{1,40}(?:\([^()=;\n]{1,20}\)[^()=;\n]{0,20})?"  # 1, -2 sqrt(5)
_PAIRS = re.compile(rf"(?:\b(?:at|when|where|for)\s++(?:the\s++)?(?:point\s++)?)?\(\s*+({WORD}(?:\s*+,\s*+{WORD})+)\s*+\)\s*+=\s*+\(({_INSIDE})\)")
_KNOWN = re.compile(r"\\?(?:sqrt|pi|sin|cos|tan|ln|log|exp|e|[dt]?frac)(?![a-z])|π")
_NUMBERS = r"[-−\d.][-−\d.\s,/√π]{0,30}"
_ALONE = re.compile(rf"[,;\n](?:[^\S\n]|\$)*+(?:\\q?quad(?:[^\S\n]|\$)*+)?((?:\b[PQ]\s*+=\s*+)?(\({_NUMBERS},\s*{_NUMBERS}\)))[\s$]*+(?=[,;.\n]|$)")

_AT_LETTER = re.compile(  # the derivative of f at x: it is taken anywhere
    r"\b(?:derivatives?|slope|gradient|rate\s+of\s+change|velocity)\s+(?:of|in)\s+(?:the\s+(?:function|curve)\s+)?[$]?[^\W\d_]\w?(?:\(\w\))?[$]?\s+"
    r"(at\s+(?:the\s+point\s+)?[$]?[^\W\d_][$]?)(?=\s*+(?:[.:;,?]|\Z)|\s++(?:where|when|if|for|given|of)\b)",
    re.IGNORECASE,
)
_VALUE = re.compile(r"(\\?[^\W\d]\w*+(?:_\{[^{}]*+\})?)\s*+=\s*+([^,;=\n?$]{1,40}?)(?=[\s$]*(?:,|;|\band\b|[.?]?\s*\Z))")
_BOTH = re.compile(r"(\\?[^\W\d]\w*+)\s*+=\s*+(\\?[^\W\d]\w*+)\s*+=")  # x = y = 1


def without_point(text: str, readings: Readings) -> tuple[str, str]:
    """Return a text without the point at which a derivative is taken, and the point; every place stays where it is."""
    text, point = without_evaluation(text, readings)
    if point:
        return text, point
    if " at " in text and (letter := _AT_LETTER.search(text)):
        readings.add("set aside", *letter.span(1), "the derivative is given at every point")
        return text[: letter.start(1)] + spaces(letter[1]) + text[letter.end(1) :], ""
    if "|" in text and (stroke := _STROKE.search(text)) and text.count("|") % 2:
        return blanked(text, *stroke.span(), readings), stroke[1]
    if "_" in text and (bracket := _BRACKET.search(text)):
        return _without_bracket(text, bracket, readings), bracket[1]
    if "_" in text and ("|" in text or "vert" in text):
        return without_bar(text, readings)
    if "=" not in text or "(" not in text:
        return text, ""
    pairs = _PAIRS.search(text)
    if pairs and not re.search(r"[^\W\d_]", _KNOWN.sub("", pairs[2])):
        names, values = pairs[1].split(","), re.split(r",(?![^()]*\))", pairs[2])
        point = ", ".join(f"{name.strip()} = {value.strip()}" for name, value in zip(names, values, strict=False))
        return (blanked(text, pairs.start(), pairs.end(), readings), point) if len(names) == len(values) else (text, "")
    alone = _ALONE.search(text)
    return (blanked(text, *alone.span(1), readings), alone[2]) if alone else (text, "")


def _without_bracket(text: str, found: re.Match[str], readings: Readings) -> str:
    """Return a text without the point below a closing bracket. Raises ReadError for [x^2]_{x=2} + x, of which x stays."""
    opening, depth = found.start() - 1, 1
    while depth and opening > 0:
        opening -= 1
        depth += (text[opening] in ")]") - (text[opening] in "([")
    if _MORE.match(text, found.end()) or _LESS.search(text[max(opening - 40, 0) : opening]):
        hint = "put the number in first, or write brackets around all of it"
        raise ReadError("a part of an expression is taken at a point", hint=hint, text=text, start=found.start(1), end=found.end(1))
    return blanked(text, *found.span(), readings)


def blanked(text: str, start: int, end: int, readings: Readings) -> str:
    """Return a text with spaces in place of a point, which is noted."""
    readings.add("set aside", start, end, "numbers are put in last")
    return text[:start] + " " * (end - start) + text[end:]


def without_bar(text: str, readings: Readings) -> tuple[str, str]:
    """Return a text without the bar that says at which point a derivative is taken, dy/dx|_{x=3}, and the point."""
    found = _BAR.search(text)
    point = (found[1] or (found[2] if "=" in found[2] else f"({found[2]})")) if found else ""
    if not found or not ("=" in point or point[0] == "(") or text.count("|") % 2 != found[0].count("|"):  # |x| is an absolute value
        return text, ""
    text = blanked(text, *found.span(), readings)
    return _BAR_OPENS.sub(lambda opened: " " * len(opened[0]), text, count=1), point


def add_value(point: dict[str, Tree], name: str, value: Tree) -> None:
    """Add the value of a quantity to a point; the name is empty where it is the one variable. Raises ReadError where it has another value there."""
    if point.setdefault(name, value) != value:
        hint = "ask for the derivative at one point at a time"
        raise ReadError(f"two values of {name} are given" if name else "two points are given", hint=hint)


FAMILIES = ("xyz", "uvw", "rst", "rθ", "rθz", "rφ", "abc")


def in_order(inputs: Sequence[str], count: int) -> Sequence[str]:
    """Return the names of a point of so many coordinates where no function says their order: x, y, z, or x_1, x_2; none for other names.

    >>> in_order(["y", "x"], 2), in_order(["x2", "x1"], 2), in_order(["a", "x"], 2)
    (['x', 'y'], ['x1', 'x2'], [])
    """
    stems = {re.sub(r"\d+$", "", name) for name in inputs}
    numbered = len(stems) == 1 and all(name[-1].isdigit() for name in inputs)
    together = any(set(inputs) <= set(family) for family in FAMILIES)
    return sorted(inputs, key=lambda name: (len(name), name)) if len(inputs) == count and (numbered or together) else []


def values_said(said: str, coordinates: Callable[[int], Sequence[str]]) -> list[tuple[str, str]]:
    """Return the names and the values of a point in words: at x = 3; at (1, 2), where ``coordinates`` tells of how many values the names."""
    values = [(canonical(name), value) for name, value in _VALUE.findall(said)]
    values += [(canonical(first), value) for first, second in _BOTH.findall(said) for name, value in values if name == canonical(second)]
    inside = re.fullmatch(r"[^(]*\(([^=]*)\)\W*", re.sub(r"\\(?:left|right|[()])", "", said))
    parts = re.split(r",(?![^()]*\))", inside[1]) if inside else []
    if len(parts) == 1 and not values and not coordinates(1):
        raise ReadError(f"it is not said what is {parts[0].strip()}", hint=f"write at x = {parts[0].strip()}")
    return values or list(zip(coordinates(len(parts)), parts, strict=False))
