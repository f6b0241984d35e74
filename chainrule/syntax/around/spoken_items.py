"""English about one item of mathematics: e to the sin x, the cube of (x + 1), sine squared x, one half x. Every place stays where it was."""

from __future__ import annotations

import re
from collections.abc import Callable

from chainrule.syntax.rules import Readings

_NAMES = {
    **{name: name for name in ("sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "ln", "log")},
    "sine": "sin", "cosine": "cos", "tangent": "tan", "secant": "sec", "cosecant": "csc", "cotangent": "cot",
}  # fmt: skip
_NAME = "|".join(sorted(_NAMES, key=len, reverse=True))
_INNER = r"\((?:[^()]|\([^()]*\)){1,60}\)"
_LETTER = r"\d{0,4}[^\W\d_](?![\w(])"  # x, 2x
_RAISED = r"(?:\s?\^\s?(?:\d+|\(-?\d+\)|\w(?!\w))|[²³]|\s+squared|\s+cubed)"
_FUNCTION = r"(?:arc(?:sin|cos|tan)|(?:sin|cos|tan)h?|sec|csc|cot|sqrt|ln|log|exp)"
ITEM = rf"(?:{_FUNCTION}\s*{_INNER}|{_FUNCTION}\s+{_LETTER}|{_INNER}{_RAISED}?|\d{{0,4}}[^\W\d_]{_RAISED}|{_LETTER})"
_END = r"(?!\s*[\^²³]|\s+(?:squared|cubed|to\s+the)\b)(?=\s*(?:[-+*/=,;.?!)$]|\Z|\s[A-Za-z]{2,}))"
_AFTER = r"(?<=[\w)\]}|²³])\s+"
_OPENS = r"(?:\A|(?<=[=(+*/−-])|(?<=[=(+*/−-]\s)|(?<=\bof\s)|(?<=ifferentiate\s))"  # what a product may begin after
_FRACTIONS = {
    r"(?:one|an?)[\s-]half": "½",
    r"half(?=\s)(?!\s*\Z)": "½",
    r"(?:one|a)[\s-]third": "⅓",
    r"(?:one|a)[\s-]quarter": "¼",
    r"two[\s-]thirds": "⅔",
    r"three[\s-](?:quarters|fourths)": "¾",
}
_THE = r"(?:the\s+)?"
_ROOTS = {"fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_COUNTED = rf"(?:{'|'.join(_ROOTS)}|[4-9]th)"
_POWERS = {"second": 2, "third": 3, **_ROOTS}


def _raised(found: re.Match[str]) -> str:
    exponent = re.sub(r"^(?:minus|negative)\s+|^-\s*", "-", found[1].strip(), flags=re.IGNORECASE)
    exponent = re.sub(r"\s+(squared|cubed)$", lambda power: "^2" if power[1] == "squared" else "^3", exponent, flags=re.IGNORECASE)
    return "^" + (exponent if exponent[0] == "(" and exponent[-1] == ")" else f"({exponent})")


def _root(found: re.Match[str]) -> str:
    degree = found[1].lower()
    item = found[2]
    return f"root({item},{_ROOTS.get(degree) or degree[0]})"


def _of_two(sign: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"(({found[1]}){sign}({found[2]}))"


_TO = rf"(?<![A-Za-z][A-Za-z]){_AFTER}(?:raised\s+to\s+(?:the\s+)?|to\s+the\s+)(?:power\s+(?:of\s+)?)?"
# What is said, and what it is in signs; never longer than what is said.
_PHRASES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    *((rf"\b{words}\b(?:\s+of(?:\s+the)?)?(?=\s+(?:{ITEM}|power\b|[.,;])|\s*\Z)", lambda _, sign=sign: sign) for words, sign in _FRACTIONS.items()),
    (rf"{_OPENS}twice\s+(?={ITEM})", lambda _: "2"),
    (rf"\b(?:the\s+)?({_NAME})\s+(squared|cubed)\s*(?:of\s+)?(?=\(|{_LETTER})", lambda found: f"{_NAMES[found[1].lower()]}^{2 + (found[2][0] in 'cC')} "),
    (rf"\b(?:the\s+)?({_NAME})(\^\d|[²³])\s+of\s+(?=\(|{_LETTER})", lambda found: f"{_NAMES[found[1].lower()]}{found[2]} "),
    (rf"\b(sine|cosine|secant|cosecant|cotangent|tangent)\s*(?=\(|\s{_LETTER})", lambda found: _NAMES[found[1].lower()] + " "),
    (
        rf"{_TO}((?:minus\s+|negative\s+|[-−]\s?)?(?:\d+\s?/\s?\d+|[½⅓¼⅔¾]|\d+(?:\.\d+)?(?!\w)|{ITEM}))(?:\s+power\b)?{_END}",
        _raised,
    ),
    (
        rf"{_AFTER}(?:raised\s+)?to\s+the\s+(?:minus|negative)\s+({'|'.join(_POWERS)})(?:\s+power)?\b",
        lambda found: f"^(-{_POWERS[found[1].lower()]})",
    ),
    (rf"\b{_THE}({_COUNTED})\s+root\s+of\s+({_INNER}|\d{{0,4}}[^\W\d_](?!\w))", _root),
    (rf"\b(?:square\s+)root\s+(?=\(|{_LETTER})", lambda _: "sqrt "),
    (rf"\bcube\s+root\s+(?=\(|{_LETTER})", lambda _: "∛"),
    (rf"{_OPENS}root\s+(?={_LETTER})", lambda _: "√"),
    (rf"\b{_THE}exponential\s+of\s+([-−]\s?{ITEM}){_END}", lambda found: f"exp({found[1]})"),
    (rf"\blog\s+({_LETTER})\s+(?:to\s+)?{_THE}base\s+(\d+|[a-z])\b", lambda found: f"log_{found[2]} {found[1]}"),
    (rf"\b{_THE}square\s+of\s+({ITEM}){_END}", lambda found: f"(({found[1]})^2)"),
    (rf"\b{_THE}cube\s+of\s+({ITEM}){_END}", lambda found: f"(({found[1]})^3)"),
    (rf"\b{_THE}reciprocal\s+of\s+({ITEM}){_END}", lambda found: f"(1/({found[1]}))"),
    (rf"\b{_THE}product\s+of\s+({ITEM})\s+and\s+({ITEM}){_END}", _of_two("*")),
    (rf"\b{_THE}quotient\s+of\s+({ITEM})\s+and\s+({ITEM}){_END}", _of_two("/")),
    (rf"\b{_THE}sum\s+of\s+({ITEM})\s+and\s+({ITEM}){_END}", _of_two("+")),
)
_DEFINED = re.compile(  # such a word is a name in some text
    rf"\b(?:{_NAME}|half|third|quarter|root|base|power|square|cube|product|sum|quotient)\s*(?:\(\s?\w\s?\)\s*)?=(?!=)", re.IGNORECASE
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), written) for pattern, written in _PHRASES)


def with_items(text: str, readings: Readings) -> str:
    """Return a text with these phrases written in signs, padded with spaces; an exponent without brackets around it is noted."""
    if _DEFINED.search(text):
        return text
    for pattern, written in _COMPILED:
        text = pattern.sub(lambda found, written=written: _noted(found, written(found), readings), text)  # type: ignore[misc]  # a default binds what is written
    return text


def _noted(found: re.Match[str], sign: str, readings: Readings) -> str:
    """Return a phrase in signs in its own width, or as it is where they would be longer."""
    if len(sign) > len(found[0]):
        return found[0]
    if sign[0] == "^" and ")" not in found[0] and len(sign) > len("^(n)"):
        words = found[0].strip()
        start = found.start() + found[0].index(words)
        readings.add("spoken", start, start + len(words), sign)
    lead = len(found[0]) - len(found[0].lstrip()) if len(sign) < len(found[0]) and sign[0] != "^" else 0
    return (" " * lead + sign).ljust(len(found[0]))
