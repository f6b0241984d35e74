"""Rates that are told in words beside a formula: r grows at 3 cm/s, air is pumped in at 100 cm³/s. Every place stays where it was."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings

LONGEST = 3_000  # characters of a text in which they are looked for
_NOUNS = {"radius": "r", "height": "h", "depth": "h", "volume": "V", "area": "A", "side": "s", "edge": "s"}  # what everybody calls them
_NOUN = "|".join(_NOUNS)
_TIME = r"(?:s|sec|min|h|hr|seconds?|minutes?|hours?|days?|years?)(?![\w^(])"
_UNIT = r"(?:(?:cubic|square|cu\.?|sq\.?)\s)?(?:[a-zA-Z]{1,12}(?:\s?\^\s?[23]|[²³])?)"
_AMOUNT = rf"at\s++(?:an?\s++|the\s++)?(?:constant\s++|steady\s++)?(?:rate\s++of\s++)?((\d[\d.]*+(?:/\d++)?)\s?({_UNIT})?(?:\s?/\s?|\s++per\s++){_TIME})"
_VERB = r"(?:is\s++)?(increas(?:es|ing)|grow(?:s|ing)|ris(?:es|ing)|expand(?:s|ing)|decreas(?:es|ing)|shrink(?:s|ing)|fall(?:s|ing)|drop(?:s|ping))"
_FALLS = ("dec", "shr", "fal", "dro")
_LEAD = r"(?:\A|(?<=[.;,\n])|(?<=[\w)²³])(?=\s))\s*+(?:(?:and|where|while|if|when|suppose|that|given)\s++){0,3}+"
_OF = r"(?:of\s++(?:an?|the)\s++[a-z]{3,15}(?:\s++[a-z]{3,15}){0,2}?\s++)?"
_CHANGES = re.compile(
    rf"{_LEAD}(?:(?:[Tt]he|[Ii]ts)\s++({_NOUN})\s++(?:([A-Za-z])\s++)?|(?:(?:the|its)\s++[a-z]{{3,15}}\s++)?([A-Za-zα-ω])\s++){_OF}{_VERB}\s++{_AMOUNT}"
)
_WORDS = r"(?:\s++[a-z]{1,15}){0,6}?"
_IN, _OUT = "pumped|poured|pours|pouring|blown|flowing|flows|running|runs|added", "leaking|leaks|draining|drains|drained|escaping|escapes"
_FLOWS = re.compile(
    rf"{_LEAD}(?:[A-Z]?[a-z]{{2,10}})\s++(?:(?:is|are)\s++(?:being\s++)?)?({_IN}|{_OUT})\s++(?:((?:in|into|to|out\s++of|from)\b{_WORDS})\s++)?{_AMOUNT}"
    rf"(?:\s++((?:into|out\s++of|from)\b{_WORDS})(?=\s*+[.;,]))?"
)
_INTO = re.compile(r"\b(?:in)?to\b")
_OF_VOLUME = re.compile(r"cubic|cu\b|\^\s?3|³|\A(?:L|lit(?:er|re)s?|gal(?:lons?)?|ml|cc)\Z")
_ASKED = re.compile(
    rf"\b[Hh]ow\s++fast\s++(?:does|is)\s++(?:(?:the|its)\s++({_NOUN})|([A-Za-zα-ω]))(?:\s++of\s++(?:an?|the)\s++[a-z]{{3,15}})?\s++"
    r"(?:grow|chang|increas|decreas|ris|fall|shrink|expand|mov)[a-z]{0,3}(?=\s*[?.,]|\s|\Z)"
)
_CHANGING = re.compile(  # how fast does x squared change
    r"(\b[Hh]ow\s++fast\s++(?:does|do|is)\s[^=?.\n]{1,100}\s)(chang(?:e|ing)|grow(?:ing)?|increas(?:e|ing)|decreas(?:e|ing)|ris(?:e|ing)|fall(?:ing)?)(?=\s*+\??\s*+\Z)"
)
_WHEN = re.compile(rf"(\b(?:when|if|once|where)\s++)(?:the|its)\s++({_NOUN})\s++(?:is|equals|=)\s++(?=\d)")
_GIVEN = re.compile(r"(?<![\w\\])d\s?\w\s?/\s?dt\s?=")


def with_rates(text: str, readings: Readings) -> str:
    """Return a text with the rates that it tells of quantities in its formulas written as derivatives by t, which is said, and the one that it asks for.

    >>> with_rates("A = pi r^2, r grows at 3 cm/s", Readings(""))
    'A = pi r^2,   ;dr/dt = 3 cm/s'
    """
    if len(text) > LONGEST:
        return text
    if "=" not in text:
        return _CHANGING.sub(lambda found: found[1] + " " * len(found[2]), text)

    def told(found: re.Match[str], name: str, sign: str, amount: str, value: str) -> str:
        before = found[0].index(amount)
        written = f";d{name}/dt = {sign}".rjust(before)
        if not _is_in_formula(name, found.string, found.span()) or len(written) > before:
            return found[0]
        readings.add("rate told", found.end() - len(found[0].lstrip()), found.end(), f"d{name}/dt = {sign}{value}")
        return (written + amount).ljust(len(found[0]))

    def changes(found: re.Match[str]) -> str:
        noun, beside, name, verb, amount, value, _ = found.groups()
        return told(found, name or beside or _NOUNS[noun], "-" if verb.startswith(_FALLS) else "", amount, value)

    def flows(found: re.Match[str]) -> str:
        verb, before, amount, value, unit, behind = found.groups()
        places = f"{before or ''} {behind or ''}"
        falls = places.lstrip().startswith(("out", "from")) or verb in _OUT.split("|")
        elsewhere = falls and _INTO.search(places)  # from a lake into a tank, of which V may be that of either
        return told(found, "V", "-" if falls else "", amount, value) if _OF_VOLUME.search(unit or "") and not elsewhere else found[0]

    text = _FLOWS.sub(flows, _CHANGES.sub(changes, text))
    if not _GIVEN.search(text):
        return text

    def asked(found: re.Match[str]) -> str:
        name = found[2] or _NOUNS[found[1]]
        return f";d{name}/dt".ljust(len(found[0])) if _is_in_formula(name, found.string, found.span()) else found[0]

    def when(found: re.Match[str]) -> str:
        name = _NOUNS[found[2]]
        return found[1] + f"{name} = ".rjust(len(found[0]) - len(found[1])) if _is_in_formula(name, found.string, found.span()) else found[0]

    return _WHEN.sub(when, _ASKED.sub(asked, text))


def _is_in_formula(name: str, text: str, told: tuple[int, int]) -> bool:
    """Return whether a quantity stands in a formula of a text, outside of what tells its rate."""
    others = f"{text[: told[0]]} ; {text[told[1] :]}"
    sides = re.findall(r"([^=;,\n]*)=([^=;,\n]*)", others)
    given, used = re.compile(rf"(?<![A-Za-z]){name}(?:\(t\))?\s*\Z"), re.compile(rf"(?:(?<![A-Za-z])|(?<=pi)){name}(?![a-z])")
    return any(given.search(left) or used.search(right) for left, right in sides)
