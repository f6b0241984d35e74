"""Conditions on several quantities at once, x, y > 0, whose names are no expressions of the problem, and an interval, on [0, 1]: set aside."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import separator
from chainrule.syntax.rules import Readings

_NAME = r"(?:\\?[A-Za-zα-ω](?:_\w|\d)?|\\[a-z]{2,7})(?![\w(^=*/+])"
_LED = r"(?:for|where|with|if|when|and|assuming|assume|suppose|provided(?:\s+that)?|let)\b\s*+(?:(?:all|any|every)\s+)?"
_SIGN = r"(?:[<>]=?|≤|≥|\\[lg](?:eq?|t)?(?:slant)?(?![A-Za-z]))"
_NUMBER = r"[-−+]?\s?(?:\d+(?:\.\d+)?|π|\\?pi)(?!\.\d|[\w(^*/+])"
_SEVERAL = re.compile(
    rf"(?P<before>(?<=[,;.\n])\s*+(?:{_LED})?|\b{_LED}|(?<=\s)(?=\())(?P<open>\(\s*+)?(?P<said>\$?{_NAME}(?:(?:\s*+,\s*+(?:and\s+)?|\s++(?:and|&)\s++){_NAME})+\s*+"
    rf"{_SIGN}\s*+{_NUMBER}\$?)(?P<close>\s*+\))?",
    re.IGNORECASE,
)
_NAMES = rf"{_NAME}(?:(?:\s*+,\s*+(?:and\s+)?|\s++(?:and|&)\s++){_NAME})*+"
_SIGNED = re.compile(  # x, y positive; where a verb stands behind where or for, the words around it say the same
    rf"(?:(?P<open>\()|(?<=[,;.\n]))\s*+(?P<said>{_NAMES}\s++(?:(?:is|are|both|all)\s++){{0,2}}(?:non-?)?(?:positive|negative))\b(?(open)\s*+\))(?=\s*+(?:[.;\n]|\Z))"
    rf"|\b{_LED}(?P<led>{_NAMES}\s++(?:(?:both|all)\s++)?(?:non-?)?(?:positive|negative))\b(?=\s*+(?:[.;\n]|\Z))"
    rf"|\b{_LED}{_NAMES}\s++(?:is|are|be)\b",
    re.IGNORECASE,
)
_VERB = re.compile(r"\s(?:(?:is|are|both|all)\s+)*(?=\S+$)")
_REST = re.compile(r"\b(?:otherwise|else|elsewhere)\b|\\begin")  # of a function in pieces
_INTERVAL = re.compile(
    r"(?:[,;]\s*+(?:\w\s++)?|\b)(?:for\s++(?:all\s++)?\w++\s++)?(?:on|in|over)\s++(?:the\s++)?(?:(?:open|closed)\s++)?(?:interval\s++)?[\[(][^\[\]()=]{1,20},[^\[\]()=]{1,20}[\])]",
    re.IGNORECASE,
)


def without_listed(text: str, readings: Readings) -> tuple[str, tuple[str, ...]]:
    """Return a text without the conditions on several quantities at once in it, and these."""
    told: list[str] = []

    def take(found: re.Match[str]) -> str:
        if bool(found["open"]) != bool(found["close"]):
            return found[0]
        told.append(found["said"].strip("$ "))
        readings.add("set aside", found.start("said"), found.end("said"), "conditions are left out")
        return separator(found[0])

    def take_signed(found: re.Match[str]) -> str:
        group = "said" if found["said"] else "led" if found["led"] else ""
        if not group:
            return found[0]
        told.append(_VERB.sub(" are ", found[group]))
        readings.add("set aside", found.start(group), found.end(group), "conditions are left out")
        return separator(found[0])

    return (text if _REST.search(text) else _SIGNED.sub(take_signed, _SEVERAL.sub(take, text))), tuple(told)


def without_interval(text: str, readings: Readings) -> tuple[str, tuple[str, ...]]:
    """Return a text without the interval in it, and this."""
    if (found := _INTERVAL.search(text)) is None:
        return text, ()
    readings.add("set aside", found.start(), found.end(), "conditions are left out")
    return text[: found.start()] + separator(found[0]) + text[found.end() :], (found[0],)
