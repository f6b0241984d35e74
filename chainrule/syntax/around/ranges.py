"""The values that an index takes beside definitions, t = 1, …, T and for all k: they are set aside; those of a sum's limits stay. Every place stays."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import separator
from chainrule.syntax.rules import Readings

_DOTS = r"(?:\.{2,3}|…|\\[lcd]?dots[a-z]?(?![A-Za-z]))"
_VALUE = r"(?:\d{1,3}|[A-Za-z](?![A-Za-z]))"
_VALUES = rf"(?:{_VALUE}(?:\s?,\s?\d{{1,3}}){{0,2}}\s?,?\s?{_DOTS}\s?,?\s?{_VALUE}|\d{{1,3}}(?:\s?,\s?\d{{1,3}}){{1,6}})"
_TEXT = r"(?:\\text\s?\{\s?(?:for|where|with)(?:\s+(?:all|each|every))?\s?\})"
_BEHIND = r"(?<=[\w)}\]²³])(?<!\bat)(?<!\bif)(?<!\bwhen)(?<!\bby)[\s$,;]*+"  # but no point: at t = 1, 2
_RANGE = re.compile(
    _BEHIND + r"(?P<said>(?:(?:\\q?quad|\\,|\\;)\s*+)*(?:\(\s?|(?:for|where|with)\s+(?:(?:all|each|every)\s+)?|∀\s?|\\forall\s?|" + _TEXT + r"\s*)?"
    rf"(?P<index>[a-z])(?![A-Za-z])\s?(?:=|∈|\\in)\s?(?:\\\{{|\{{)?\s?{_VALUES}\s?(?:\\\}}|\}})?\s?\)?)(?=[\s$]*(?:[;,\n]|\.(?!\d)|\Z))"
)
_EACH = re.compile(
    _BEHIND + rf"(?P<said>(?:for\s+(?:all|each|every)\s+|∀\s?|\\forall\s?|{_TEXT}\s*)(?P<index>[a-z])(?![\w=(]))(?=[\s$]*(?:[;,\n]|\.(?!\d)|\Z))"
)
_GATE = re.compile(rf"{_DOTS}|=\s?\d{{1,3}}\s?,\s?\d|for (?:all|each|every)\b|∀|\\forall")


def without_ranges(text: str, readings: Readings) -> str:
    """Return a text without the values that are told of an index: of a letter that stands below a name, and is no quantity by itself.

    >>> without_ranges("h_t = w h_{t-1}, t = 1, 2, 3; y = h_3", Readings(""))
    'h_t = w h_{t-1};            ; y = h_3'
    """
    if "_" not in text or not _GATE.search(text):
        return text

    def aside(found: re.Match[str]) -> str:
        index, open_brackets = found["index"], text.count("(", 0, found.start()) - text.count(")", 0, found.start())
        below = re.search(rf"_(?:\w?{index}(?![A-Za-z])|\{{[^{{}}]*(?<![A-Za-z]){index}(?![A-Za-z])|{index}\w(?!\w))", text)
        values = found["said"].rpartition("=")[2]
        if not below or open_brackets > 0 or not (re.search(_DOTS, values) or are_in_order(values)):
            return found[0]
        readings.add("set aside", *found.span("said"), "indices take all their values")
        return separator(found[0])

    return _EACH.sub(aside, _RANGE.sub(aside, text))


def are_in_order(values: str) -> bool:
    """Return whether values are none, or numbers that follow one another; two without a space may be a number with a decimal comma.

    >>> are_in_order("1, 2, 3"), are_in_order("1,2,3"), are_in_order("1,2"), are_in_order("1, 3"), are_in_order("for all k")
    (True, True, False, False, True)
    """
    numbers = [int(each) for each in re.findall(r"\d+", values)]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and (len(numbers) > 2 or ", " in values) if numbers else True
