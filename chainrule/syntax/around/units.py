"""Units behind the numbers of a problem: dr/dt = 2 cm/s, when r = 5 cm. They are set aside; every place stays where it is."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.syntax.rules import Readings

_TIME = "seconds?|minutes?|hours?|days?|weeks?|months?|years?"
_WORD = (  # units that no letters of quantities make up
    "(?:kilo|centi|milli)?met(?:er|re)s?|feet|foot|inch(?:es)?|yards?|miles?|(?:kilo)?grams?|(?:milli)?lit(?:er|re)s?|gallons?|dollars?|cents?|euros?"
    f"|coulombs?|volts?|amp(?:ere)?s?|newtons?|joules?|watts?|radians?|rad|units?|people|bacteria|kg|km|cm|mm|ft|{_TIME}"
)
_LONG = rf"{_WORD}|yd|mi|secs?|min|hrs?|mph|kPa|Pa|gal"  # and those that are behind a number alone
_SHORT = "m|s|h|g|L|N|J|K|in"
_POWER = r"(?:\s?\^\s?\{?[23]\}?|[²³])?"
_PER = rf"(?:\s?/\s{{0,9}}|\s+per\s+)(?:{_LONG}|{_SHORT}){_POWER}(?![A-Za-z])"
UNIT = rf"(?:{_LONG}|{_SHORT}){_POWER}(?![A-Za-z])(?:{_PER})?"  # alone, or one per another
_OF = r"(?:(?:square|cubic|sq\.?|cu\.?)\s+)?"  # square feet
# A unit behind an answer: one per another behind anything, one alone behind a number.
_BEHIND = re.compile(rf"^(.*?[\w)\]}}²³⁴-⁹])(\s*{_OF}(?:{_LONG}|(?<![A-Za-z])(?:{_SHORT})){_POWER}({_PER})?\s*\.?\s*)$", re.DOTALL)
_TEX_UNIT = re.compile(r"(?:\\[,;: ]|~|\s)*\\(?:text|mathrm|textrm|rm)\s?\{([^{}]{1,24})\}")
_IN_BRACKETS = re.compile(r"(?<=\s)[(\[]([^()\[\]]{1,24}/[^()\[\]]{1,12})[)\]](?=\s*\.?\s*$)")  # 6t + 2 (m/s)
_LETTERS = re.compile(r"(?<![A-Za-z\\])(?!(?:e|pi|sqrt|ln|log|exp)(?![A-Za-z]))[A-Za-z]+")
_NUMBER = r"=\s*+[-−]?\d[\d.]*+(?:/\d+)?"
_ENDS = r"(?=\s*+(?:[,;.)$?]|\Z|(?:and|when|if|find|where|at|while|for|with)\b))"
_UNITS = re.compile(rf"({_NUMBER}\s*+)((?:{_LONG}){_POWER}(?![A-Za-z(])(?:{_PER})?|(?<=\s)(?:{_SHORT}){_POWER}(?:{_PER}))(?<!\.){_ENDS}")
_ALONE = re.compile(rf"({_NUMBER}\s++)((?:{_SHORT}){_POWER})(?<!\.){_ENDS}")  # r = 2 m, beside a rate in m/s
_RATE_BEFORE = re.compile(r"(?:/\s?d\s?\w|\{\s?d\s?\w\s?\}|['’′])\s*\Z")
_GIVEN = re.compile(r"(?<![A-Za-z/])([A-Za-z])\s?(?:\(\s?\w\s?\)\s?)?=(?=[^=,;.\n]*?[A-Za-zα-ω])")  # m in m = x^2, which is no value
_BEHIND_TEX = re.compile(  # s = 4t^2\,\text{m}
    r"(?<=[\w)\]}])\s{0,9}(?:(?:\\[,;: ]|~)\s{0,9}\\(?:text|mathrm|textrm)\s?\{\s{0,9}|\\text(?:rm)?\s?\{\s{1,9})"
    rf"(({_LONG}|{_SHORT}){_POWER}(?:{_PER})?)\s{{0,9}}\}}{_POWER}(?=\s*+(?:[,;.)$?]|\\[\\)\]]|\\q?quad|\\text|\Z))"
)
_VALUE = re.compile(r"=\s?[-−]?[\d.]++\Z")
_SAID = re.compile(rf"(?<=[\w)²³}}]\s)\((?:(?:measured|given)\s+)?in\s+(?:°\s?[CFK]|(?:{_LONG}|{_SHORT}){_POWER}(?:{_PER})?)\s?\)")  # (in m/s)
_PER_UNIT = rf"(?:{_LONG}|{_SHORT}){_POWER}{_PER}"
_SAID_BEHIND = re.compile(rf"(?<=[\w)²³}}])\s{{1,9}}(?:\(({_PER_UNIT})\)|in\s{{1,9}}({_PER_UNIT})){_ENDS}")  # v = 3t^2 (m/s), v = 3t^2 in m/s
_DEFINED = re.compile(r"(?<![A-Za-z])([A-Za-z]{1,8})\s?(?:\(\s?\w\s?\)\s?)?=")
_ASKED = re.compile(r"/\s?d\s?([A-Za-z]+)\b|\brespect\s+to\s+([A-Za-z]+)\b|(?<![A-Za-z])([A-Za-z]+)\s?=(?=\s?[-−]?[\d.]+\s*(?:[,;.]|and\b|\Z))")
_ASKING = re.compile(r"\bd\s?\w++\s?/\s?d\s?\w++|\brespect\s+to\s+\w++|(?<!\w)\w++\s?=")
_NAME = re.compile(r"[A-Za-z]+")
LONGEST = 5_000  # characters of a text in which a unit behind a formula is looked for
# A unit behind a formula with a variable, of a quantity with one letter: s = 5t² + 3t metres, V = 3t² cm³.
_OF_FORMULA = re.compile(
    rf"(?<=[\w)\]}}²³⁴-⁹])\s++(?:in\s++)?({_OF}({_WORD}){_POWER}(?:(?:\s?/\s?|\s++per\s++)(?:{_WORD}|min|s|h){_POWER})?)"
    r"(?=\s*+(?:[,;.)$?]|\Z|(?:and|when|if|find|where|at|while|for|with|after|what|how)\b))"
)
_LEFT = re.compile(r"(?:\A|[\s,;.:$])[^\W\d](?:_\w)?\s?(?:\(\s?\w\s?\)\s?)?=([^=]*)\Z")
_VARIABLE = re.compile("(?<![A-Za-zα-ω])[A-Za-zα-ω](?![A-Za-zα-ω])")
_LETTER = re.compile("[A-Za-zα-ω]")
_SPELLED = re.compile(r"(?<!\\)(?!(?:sin|cos|tan|exp|ln|log|sqrt|pi)(?![A-Za-z]))[A-Za-z]{3,}")
_QUANTITY = r"[-+*/^=(]\s*+{0}(?![A-Za-z])|(?<![A-Za-z]){0}\s*+[-+*/^=)]|\bd\s?{0}(?![A-Za-z])|\brespect\s++to\s++{0}(?![A-Za-z])"
_THEN = re.compile(rf"\b(?:at|after)\s++(?:(?:any\s++)?time\s++)?t\s++(?:{_TIME})(?![\w(])")  # at time t seconds
_MEASURED = re.compile(  # where t is in years
    rf"(?:,?\s++(?:where|with|and)\s|,)\s*+[A-Za-z](?:\s?\(\w\))?\s++(?:(?:is|are)\s++)?(?:(?:measured|given|expressed)\s++)?in\s++(?:{_WORD})(?![A-Za-z])"
)
_AFTER = re.compile(  # how fast is it growing after 10 years, the velocity at 3 seconds
    r"(\b(?:velocity|speed|acceleration|rates?|fast|slope|derivative|current)\b[^.?;=]{0,60}?)"
    rf"\b(?:after|at)\s++(\d++(?:\.\d++)?)\s++(?:{_TIME}|sec|min|s|h)(?=\s*+(?:[.?,;]|\Z|(?:if|when|where|given|for)\b))",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"\b(?:after|at)\s++\d++(?:\.\d++)?\s++(?:{_TIME})", re.IGNORECASE)
_SHORT_TIME = re.compile(r"(\b(?:at|when)\s++(?:time\s++)?t\s*+=\s*+(?:[\d.]++\s?(?:π|pi)?|π|pi)(?:/\d++)?\s?)[sh](?=\s*+(?:[.?,;]|\Z))")  # at t = 0.5 s
_SPEED = re.compile(  # 3 m/s t
    r"(?:(?<=\d)|(?<=\d\s))((?:k|c|m)?m|ft|mi)\s?/\s?(s|h|min|sec)(?:\s?\^\s?\{?2\}?|²)?(?=\s?[*·⋅]?\s?t(?:²|(?!\w)))"
)
_LENGTH = re.compile(r"(?<=\d\s)(?:[kc]?m|ft|mi)(?:\s?/\s?(?:s|h|min|sec))?(?=\s?(?:[-+−,;.)]|\Z|\n))")  # beside it
_LETTER_BEHIND = re.compile(r"=[^=,;\n]*(?<![\w.^])\d[^=,;\n]*(?<=[\w)²³])\s([NJWVKmsΩ])(?=\s*\.?\s*\Z|\s*[,;\n])")  # F = 3x N
_PER_BEHIND = re.compile(r"=\s?[-−]?\d[\d.]*+\s([NJWVAKCmsgLh]/[NJWVAKCmsgLh])(?=\s*\.?\s*\Z|\s*[,;\n])")  # k = 5 N/m
_OFTEN = re.compile(rf"(?<=[\d°٪])(?:\s?(?:{_LONG}))?\s++per\s++(?:{_LONG}|{_SHORT})(?![\w(=^])")  # 90° per second, 5 rad per second
_OF_DEGREES = re.compile(r"(?<=°)\s?/\s?(s|sec|min|h)(?![\w(^])")  # 90°/s
_RATE = re.compile(r"/\s?d\w|\\frac\s?\{\s?d|['’′]|\bwhen\b|\bat\b")


def without_units(text: str, readings: Readings) -> str:
    """Return a text without the units behind its numbers, which are said to be set aside.

    >>> without_units("dr/dt = 2 cm/s, r = 5 cm", Readings(""))
    'dr/dt = 2     , r = 5   '
    """
    if "=" not in text:
        return text
    text = _SAID.sub(lambda found: _set_aside(found, readings), text) if "in " in text else text
    if len(text) <= LONGEST:
        text = _MEASURED.sub(lambda found: " " * len(found[0]), text) if " in " in text else text
        text = _OFTEN.sub(lambda found: _set_aside(found, readings), text) if " per " in text else text
        text = _OF_DEGREES.sub(lambda found: _without_degrees(found, readings), text) if "°" in text and "/" in text else text
        text = _SAID_BEHIND.sub(lambda found: _without_rate(found, readings), text) if "/" in text else text
        text = _BEHIND_TEX.sub(lambda found: _without_upright(found, readings), text) if "\\" in text else text
        text = _without_speeds(text, readings) if "t" in text and "/" in text else text
        text = _without_times(_OF_FORMULA.sub(lambda found: _without_unit(found, readings), text))
        note_letters(text, readings)
    if not _RATE.search(text):
        return text
    defined = frozenset(_DEFINED.findall(text))
    only, given = _only_in_units(text), frozenset(_GIVEN.findall(_UNITS.sub(lambda found: found[1], text)))
    rates = set[str]()  # what stands in units of one per another

    def without(found: re.Match[str]) -> str:
        units = _NAME.findall(found[2])
        rate = _RATE_BEFORE.search(text, max(found.start() - 30, 0), found.start())  # dV/dt = 2 m^3/s, where m = ρV
        if found[2] in defined or not only.isdisjoint(units) or (not rate and any(map(given.issuperset, units))):
            return found[0]
        rates.update(units if "/" in found[2] else ())
        readings.add("set aside", *found.span(2), "a unit")
        return found[1] + " " * len(found[2])

    def alone(found: re.Match[str]) -> str:
        return without(found) if found[2][0] in rates.difference(_VARIABLE.findall(others)) else found[0]

    text = _UNITS.sub(without, text)
    others = _ALONE.sub(r"\1", text)
    return _ALONE.sub(alone, text) if rates else text


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


def _without_unit(found: re.Match[str], readings: Readings) -> str:
    """Return spaces for a unit behind a formula, and what was found where the word may be a quantity."""
    text = found.string
    left = _LEFT.search(text[max(text.rfind(";", 0, found.start()), text.rfind("\n", 0, found.start()), 0) : found.start()])
    if left is None or not _LETTER.search(left[1]) or _SPELLED.search(left[1]):
        return found[0]
    letters = found[2] if len(found[2]) == 2 and "/" not in found[0] else ""  # cm may be a product where c or m stand alone
    others = _UNITS.sub(lambda other: other[1], text[: found.start()] + text[found.end() :])
    if not set(letters).isdisjoint(_VARIABLE.findall(others)) or re.search(_QUANTITY.format(found[2]), others):
        return found[0]
    readings.add("set aside", *found.span(1), "a unit")
    return " " * len(found[0])


def _without_rate(found: re.Match[str], readings: Readings) -> str:
    """Return spaces for a unit per another that is said behind a formula, and what was found where its letters are quantities."""
    others = found.string[: found.start()] + " " + found.string[found.end() :]
    quantities = set(_VARIABLE.findall(others)).union(_DEFINED.findall(others), *_ASKED.findall(others))
    return found[0] if not quantities.isdisjoint(_NAME.findall(found[1] or found[2])) else _set_aside(found, readings)


def _without_degrees(found: re.Match[str], readings: Readings) -> str:
    """Return spaces for a time that degrees are measured by, and what was found where its letter stands elsewhere as well."""
    return found[0] if _VARIABLE.findall(found.string).count(found[1]) > 1 else _set_aside(found, readings)


def _without_upright(found: re.Match[str], readings: Readings) -> str:
    """Return spaces for an upright unit that a space parts from a number or a formula, and what was found where the letter behind a formula is a quantity."""
    if _VALUE.search(found.string, max(found.start() - 30, 0), found.start()):
        return _set_aside(found, readings)
    others = found.string[: found.start()] + " " + found.string[found.end() :]
    return found[0] if re.search(rf"(?<![A-Za-z\\]){found[2]}(?![A-Za-z])", _BEHIND_TEX.sub(" ", others)) else _set_aside(found, readings)


def _without_times(text: str) -> str:
    """Return a text without the unit of t, at time t seconds, and with a time of which only the number is said as a value of t: after 10 years."""
    if " t " in text:
        text = _THEN.sub(lambda found: " " * len(found[0]), text)
    if "t" in _VARIABLE.findall(text):
        if _AFTER.search(text) and len(times := list(_TIMES.finditer(text))) > 1:
            hint = "ask for the derivative at one point at a time"
            raise ReadError("two times are given", hint=hint, text=text, start=times[1].start(), end=times[1].end())
        text = _AFTER.sub(lambda found: f"{found[1]}at" + f" t={found[2]}".rjust(len(found[0]) - len(found[1]) - 2), text)
        text = _SHORT_TIME.sub(r"\1 ", text)
    return text


def _without_speeds(text: str, readings: Readings) -> str:
    """Return a text without the units of a speed that is multiplied by t, and of lengths beside it: h = 20 m + 3 m/s t."""
    speed = _SPEED.search(text)
    known = {*_DEFINED.findall(text), *(name for names in _ASKED.findall(text) for name in names)}
    if speed is None or not known.isdisjoint(speed.groups()):
        return text
    return _LENGTH.sub(lambda found: _set_aside(found, readings), _SPEED.sub(lambda found: _set_aside(found, readings), text))


def note_letters(text: str, readings: Readings) -> None:
    """Say of a letter behind a formula with a number, which stands nowhere else, that it is read as a quantity: N in F = 3x N, N/m in k = 5 N/m."""
    for found in _PER_BEHIND.finditer(text) if not _RATE.search(text) else ():
        if all(_VARIABLE.findall(text).count(letter) == 1 for letter in found[1] if letter.isalpha()):
            readings.add("word", *found.span(1), "quantities")
    for found in _LETTER_BEHIND.finditer(text):
        if _VARIABLE.findall(text).count(found[1]) == 1 and not re.search(rf"/\s?d\s?{found[1]}(?!\w)", text):
            readings.add("word", *found.span(1), "a quantity")


def _only_in_units(text: str) -> frozenset[str]:
    """Return what is differentiated by, or given a value, and stands in no formula but where a unit would stand: m in v = 3 m/s, find dv/dm."""
    asked = {name for names in _ASKED.findall(text) for name in names if name}
    formulas = _ASKING.sub(" ", _UNITS.sub(lambda found: found[1], text))
    return frozenset(asked.difference(_NAME.findall(formulas)))


def _set_aside(found: re.Match[str], readings: Readings) -> str:
    readings.add("set aside", found.end() - len(found[0].lstrip()), found.end(), "a unit")
    return " " * len(found[0])
