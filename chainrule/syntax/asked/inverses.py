"""The derivative of an inverse function, (f^-1)'(4) of f(x) = x^3 + x + 2: that of y by x along x = f(y), where y = f^-1(x)."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.syntax.rules import Readings

_MINUS_ONE = r"(?:\^\s?\{?\s?[-−]\s?1\s?\}?|⁻¹)"
_PRIME = r"(?:['′’]|\^\s?\{?\s?\\prime\s?\}?)"
_INVERSE = re.compile(rf"\(\s*([fghFGH]\s*{_MINUS_ONE})\s*\)\s*(?:['′’]|\^\s?\{{?\s?\\prime|\(\s?[\w.]+\s?\))")
_WHOLE = re.compile(rf"=\s?\$?\s?((?<!\w)([A-Za-z])\s?{_MINUS_ONE})(?=\s?(?:[,;.\n$]|\Z))")  # g = f^-1
_NAME, _SAME = "(?P<of>[fghFGH])", "(?P=of)"


def _asked(name: str) -> str:
    return rf"(?P<asked>\(\s?{name}\s?{_MINUS_ONE}\s?\)\s?{_PRIME}\s?\(\s?(?P<at>[^()\s]{{1,20}})\s?\))"


def _given(name: str) -> str:
    return rf"\$?(?P<head>{name}\s?\(\s?(?P<by>[a-z])\s?\)\s?)=(?P<body>[^=,;\n$]{{1,200}}?)\$?"


_FIND, _END = r"(?i:(?:find|compute|calculate|determine|evaluate|what\sis)\s)?\s?\$?", r"\$?[\s.?]*"
_GIVEN_FIRST = rf"\s*(?i:(?:let|if|given|for|suppose)\s)?\s?{_given(_NAME)}\s?(?:[,;.]\s?|\s)(?:and\s|then\s)?{_FIND}{_asked(_SAME)}{_END}"
_ASKED_FIRST = rf"\s*{_FIND}{_asked(_NAME)}\$?\s?[,;]?\s?(?:(?:if|for|where|when|given|of)\s)?\s?{_given(_SAME)}{_END}"
_ALONE = rf"\s*{_FIND}{_asked(_NAME)}{_END}"
_NUMBER = re.compile(r"[-−]?[\d./]+|[-−]?[\d./]*(?:pi|π|\\pi)(?:/\d+)?|e")
_SAID = "dy/d{0} along {0} = {1}(y)"
_WORD = re.compile(r"\\?[A-Za-z]+")
_OF_INVERSE = re.compile(  # the derivative of the inverse of f at x = 3
    r"(?:(?:find|compute|calculate|determine|evaluate|what\sis)\s)?(?:the\s)?(?:derivative|slope)\sof\s(?:the\s)?inverse(?:\sfunction)?"
    r"(?:\sof\s(?:the\sfunction\s)?(?P<of>[fghFGH])(?:\s?\(\s?[a-z]\s?\))?)?(?P<body>\s?=[^=,;\n]{1,200}?)?\sat\s(?:the\spoint\s)?(?:[a-z]\s?=\s?)?(?P<at>[-−]?[\d./]*\d|[-−]?\d*(?:pi|π))"
    r"(?=[\s.?]*\Z|\s?[,;.]\s|\s(?:if|for|where|when|given)\s)",
    re.IGNORECASE,
)
_FUNCTION = re.compile(r"(?<![\w\\])([fghFGH])\s?\(\s?[a-z]\s?\)\s?=")


def with_inverse(text: str, readings: Readings) -> str:
    """Return a text with the derivative of an inverse function as dy/dx along x = f(y); places stay, and the point comes behind.

    Raises ReadError where an inverse function stands otherwise, or where its variable is not apart from other letters.
    """
    spoken = _OF_INVERSE.search(text) if "nverse" in text else None
    typed, text = text, _in_signs(text, spoken) if spoken else text
    function = _WHOLE.search(text)
    if function and re.search(rf"(?<!\w){function[2]}\s?\(\s?\w\s?\)\s?=", text):
        raise _unread(text, function)
    found = _INVERSE.search(text)
    if found is None:
        return text
    whole = re.fullmatch(_GIVEN_FIRST, text) or re.fullmatch(_ASKED_FIRST, text)
    alone = None if whole else re.fullmatch(_ALONE, text)
    if whole and (along := _along(text, whole)):
        start, end = spoken.span() if spoken and text != typed else whole.span("asked")
        readings.add("derivative of inverse", start, end, _SAID.format(whole["by"], whole["of"]))
        return along
    if alone and re.fullmatch("[a-xz]", alone["at"]):
        by = alone["at"]
        readings.add("derivative of inverse", *alone.span("asked"), _SAID.format(by, alone["of"]))
        return f"{by} = {alone['of']}(y); dy/d{by}".ljust(len(text))
    raise _unread(text, found)


def _in_signs(text: str, found: re.Match[str]) -> str:
    """Return a text with the derivative of the inverse of f at 3 as (f^-1)'(3), where one function is given; every place stays."""
    given = _FUNCTION.findall(text)
    if len(given) != 1 or found["of"] not in (None, given[0]):
        return text
    asked = f"({given[0]}^-1)'({found['at']})"
    if not found["body"]:
        written = asked.rjust(len(found[0])) if not text[: found.start()].strip() else asked.ljust(len(found[0]))
        return text[: found.start()] + written + text[found.end() :]
    head = found.start("of")
    room = head - found.start()
    if text[: found.start()].strip() or len(asked) + 2 > room:
        return text
    return text[: found.start()] + f"{asked}, ".rjust(room) + text[head : found.end("body")] + " " * (found.end() - found.end("body")) + text[found.end() :]


def _unread(text: str, found: re.Match[str]) -> ReadError:
    hint = "ask for it with the function: f(x) = x^3 + x, (f^-1)'(2); or differentiate the function: (f^-1)'(b) is 1/f'(a), where f(a) = b"
    return ReadError(f"the inverse function {found[1]} is not read", hint=hint, text=text, start=found.start(1), end=found.end(1))


def _along(text: str, whole: re.Match[str]) -> str:
    """Return the text that asks for dy/dx along x = f(y); empty where y is taken, or the place is no number and not the variable."""
    by, body, at = whole["by"], whole["body"], whole["at"]
    renamed = _WORD.sub(lambda word: "y" if word[0] == by else word[0], body)
    words = [word for word in _WORD.findall(body) if not word.startswith("\\") and word not in (by, "exp")]
    taken = by == "y" or f"{by}_" in body or any(letter in word for word in words for letter in (by, "y"))
    if renamed == body or taken or (at != by and not _NUMBER.fullmatch(at)):
        return ""
    for part, instead in (("head", by), ("body", renamed), ("asked", f"dy/d{by}")):
        start, end = whole.span(part)
        text = text[:start] + instead.ljust(end - start) + text[end:]
    return text if at == by else f"{text.rstrip(' .?').ljust(len(text))} at {by} = {at}"
