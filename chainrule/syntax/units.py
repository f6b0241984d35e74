"""Units behind the numbers of a problem: dr/dt = 2 cm/s, when r = 5 cm. They are set aside; every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings

_LONG = (
    "mm|cm|km|ft|feet|foot|inches|inch|yd|mi|miles|meters?|metres?|seconds?|secs?|sec|min|minutes?|hours?|hr|hrs|"
    "kg|grams?|rad|radians?|mph|kPa|Pa|liters?|litres?|gal|gallons?|units?"
)
_SHORT = "m|s|h|g|L|N|J|K|in"
_POWER = r"(?:\s?\^\s?\{?[23]\}?|[²³])?"
_PER = rf"(?:\s?/\s{{0,9}}|\s+per\s+)(?:{_LONG}|{_SHORT}){_POWER}(?![A-Za-z])"
_OF = r"(?:(?:square|cubic|sq\.?|cu\.?)\s+)?"  # square feet
# A unit behind an answer: one per another behind anything, one alone behind a number.
_BEHIND = re.compile(rf"^(.*?[\w)\]}}²³⁴-⁹])(\s*{_OF}(?:{_LONG}|(?<![A-Za-z])(?:{_SHORT})){_POWER}({_PER})?\s*\.?\s*)$", re.DOTALL)
_TEX_UNIT = re.compile(r"(?:\\[,;: ]|~|\s)*\\(?:text|mathrm|textrm|rm)\s?\{([^{}]{1,24})\}")
_IN_BRACKETS = re.compile(r"(?<=\s)[(\[]([^()\[\]]{1,24}/[^()\[\]]{1,12})[)\]](?=\s*\.?\s*$)")  # 6t + 2 (m/s)
_LETTERS = re.compile(r"(?<![A-Za-z\\])(?!(?:e|pi|sqrt|ln|log|exp)(?![A-Za-z]))[A-Za-z]+")
_NUMBER = r"=\s*+[-−]?\d[\d.]*+(?:/\d+)?"
_ENDS = r"(?=\s*+(?:[,;.)$?]|\Z|(?:and|when|if|find|where|at|while|for|with)\b))"
_UNITS = re.compile(rf"({_NUMBER}\s*+)((?:{_LONG}){_POWER}(?![A-Za-z(])(?:{_PER})?|(?<=\s)(?:{_SHORT}){_POWER}(?:{_PER}))(?<!\.){_ENDS}")
_SAID = re.compile(rf"(?<=[\w)²³}}]\s)\((?:(?:measured|given)\s+)?in\s+(?:{_LONG}|{_SHORT}){_POWER}(?:{_PER})?\s?\)")  # (in m/s)
_DEFINED = re.compile(r"(?<![A-Za-z])([A-Za-z]{1,8})\s?(?:\(\s?\w\s?\)\s?)?=")
_ASKED = re.compile(r"/\s?d\s?([A-Za-z]+)\b|\brespect\s+to\s+([A-Za-z]+)\b|(?<![A-Za-z])([A-Za-z]+)\s?=(?=\s?[-−]?[\d.]+\s*(?:[,;.]|and\b|\Z))")
_ASKING = re.compile(r"\bd\s?\w++\s?/\s?d\s?\w++|\brespect\s+to\s+\w++|(?<!\w)\w++\s?=")
_NAME = re.compile(r"[A-Za-z]+")
_RATE = re.compile(r"/\s?d\w|\\frac\s?\{\s?d|['’′]|\bwhen\b|\bat\b")


def without_units(text: str, readings: Readings) -> str:
    """Return a text without the units behind its numbers, which are said to be set aside.

    >>> without_units("dr/dt = 2 cm/s, r = 5 cm", Readings(""))
    'dr/dt = 2     , r = 5   '
    """
    if "=" not in text or not _RATE.search(text):
        return text
    text = _SAID.sub(lambda found: _set_aside(found, readings), text) if "in " in text else text
    defined = frozenset(_DEFINED.findall(text))
    only = _only_in_units(text)

    def without(found: re.Match[str]) -> str:
        if found[2] in defined or not only.isdisjoint(_NAME.findall(found[2])):
            return found[0]
        readings.add("set aside", *found.span(2), "a unit")
        return found[1] + " " * len(found[2])

    return _UNITS.sub(without, text)


def unit_behind(text: str) -> tuple[str, str] | None:
    """Return an answer and the unit behind it: 200π cm³/s, -12 m/s, 5 cm; None where there is none.

    >>> unit_behind("dV/dt = 200π cm^3/s")
    ('dV/dt = 200π', 'cm^3/s')
    >>> unit_behind("6t + 2 (m/s)")
    ('6t + 2', 'm/s')
    """
    plain = _TEX_UNIT.sub(lambda unit: f" {unit[1]}".rjust(len(unit[0])), text)
    found = _BEHIND.match(_IN_BRACKETS.sub(lambda unit: f" {unit[1]} ", plain))
    if found is None or (found[3] is None and _LETTERS.search(found[1].rpartition("=")[2])):
        return None
    return text[: found.end(1)], found[2].strip(" .")


def _only_in_units(text: str) -> frozenset[str]:
    """Return what is differentiated by, or given a value, and stands in no formula but where a unit would stand: m in v = 3 m/s, find dv/dm."""
    asked = {name for names in _ASKED.findall(text) for name in names if name}
    formulas = _ASKING.sub(" ", _UNITS.sub(lambda found: found[1], text))
    return frozenset(asked.difference(_NAME.findall(formulas)))


def _set_aside(found: re.Match[str], readings: Readings) -> str:
    readings.add("set aside", *found.span(), "a unit")
    return " " * len(found[0])
