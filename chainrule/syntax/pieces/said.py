"""Conditions in words, x is negative, x is at least 2, and definitions of functions in pieces, f is x^2 when …, in signs. Every text keeps its length."""

from __future__ import annotations

import re

_LED = r"\b(?:if|when|whenever|for|where|while|and|or|provided(?:\s+that)?|as\s+long\s+as)\s+(?:all\s+)?"
_NAME = r"\$?(?P<name>[^\W\d_](?:_\w)?)\$?"
_ADJECTIVES = {
    "<": r"(?:strictly\s+)?negative|less\s+than\s+(?:zero|0(?![.\d]))",
    ">": r"(?:strictly\s+)?positive|(?:greater|more|larger|bigger)\s+than\s+(?:zero|0(?![.\d]))",
    ">=": r"non-?negative|not\s+negative",
    "<=": r"non-?positive|not\s+positive",
    "!=": r"non-?zero|not\s+(?:zero|0(?![.\d])|equal\s+to\s+(?:zero|0(?![.\d])))|different\s+from\s+(?:zero|0(?![.\d]))",
    "=": r"zero|0(?![.\d])|equal\s+to\s+(?:zero|0(?![.\d]))",
}
_COMPARED = {
    ">=": r"at\s+least|no\s+(?:less|smaller)\s+than|not\s+(?:less|smaller)\s+than|(?:greater|more|larger|bigger)\s+than\s+or\s+equal\s+to",
    "<=": r"at\s+most|no\s+(?:more|greater|larger|bigger)\s+than|not\s+(?:more|greater|larger|bigger)\s+than|(?:less|smaller)\s+than\s+or\s+equal\s+to",
    "<": r"(?:strictly\s+)?(?:less|smaller)\s+than|below",
    ">": r"(?:strictly\s+)?(?:greater|more|larger|bigger)\s+than|above|over",
    "!=": r"not\s+equal\s+to|different\s+from|unequal\s+to",
    "=": r"exactly|equal\s+to",
}
_IS_SO = {sign: re.compile(rf"(?P<led>{_LED}){_NAME}\s+is\s+(?:{words})\b", re.IGNORECASE) for sign, words in _ADJECTIVES.items()}
_SO = {sign: re.compile(rf"(?P<led>\b(?:if|when|for)\s+(?:all\s+)?)(?:{words})\s+{_NAME}(?!\w)", re.IGNORECASE) for sign, words in _ADJECTIVES.items()}
_EACH_SO = {
    sign: re.compile(
        rf"(?P<led>\b(?:if|when|for|where|with|assuming|assume|suppose)\s+(?:all\s+)?)(?:{words})\s+(?:real\s+|(?:values|numbers)\s+(?:of\s+)?)?"
        r"(?P<names>\$?[^\W\d_](?:_\w)?\$?(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:\$?[^\W\d_](?:_\w)?\$?(?:\s*,\s*(?:and\s+)?|\s+and\s+)){0,4}\$?[^\W\d_](?:_\w)?\$?)"
        r"(?!\w|\s*[(^*/=+])",
        re.IGNORECASE,
    )
    for sign, words in _ADJECTIVES.items()
}
_IS = {sign: re.compile(rf"(?P<led>{_LED}){_NAME}\s+(?:is\s+)?(?:{words})\s+(?=[-−\d\w\\√π(])", re.IGNORECASE) for sign, words in _COMPARED.items()}
_VERB = r"(?:(?:is|be)\s+(?:equal\s+to|given\s+by|defined\s+(?:by|as|to\s+be))|is|be|equals)\b"
_DEFINED = re.compile(
    r"(?:\A|(?<=[.;\n]))\s*(?P<let>let\s+|suppose\s+|the\s+function\s+)?\$?(?P<left>[A-Za-z](?:\s?\(\s?[A-Za-z]\s?\))?)\$?\s+"
    rf"(?P<verb>{_VERB})(?=\s+(?:[-−\d(\\$√]|[A-Za-z](?![A-Za-z])(?!\s+(?!if|when|for)[a-z]{{2}})|(?:sin|cos|tan|exp|ln|log|sqrt)\b))",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?<=\bfor\s)(\s*(?:all|every|any|each)(?:\s+real)?)(?=\s+[a-z]\s*(?:[<>≤≥]|\\[lg]))", re.IGNORECASE)
_AS = re.compile(r"(\b(?:and|otherwise)|,)\s+as\s+(?=[\d\w(\\])", re.IGNORECASE)  # …, and as x otherwise
_BOUND = r"\s*(?P<{}>[-−+]?\s?(?:∞|\\infty|inf(?:inity)?|oo|[\w./√π\\]+(?:\([\w\s/π]*\))?))\s*"
_INTERVAL = rf"(?:the\s+interval\s+)?(?P<open>[(\[\]]){_BOUND.format('low')},{_BOUND.format('high')}(?P<close>[)\]\[])"
_IN = re.compile(rf"\b(?:if|when|for|where)\s+(?P<name>[A-Za-z])\s*(?:\bin\b|∈|\\in(?![a-z])|\bis\s+in\b|\blies\s+in\b)\s*{_INTERVAL}")
_ON = re.compile(rf"\bon\s+{_INTERVAL}")
_REST = re.compile(r"\b(?:else|elsewhere|otherwise)\b", re.IGNORECASE)
_ARGUMENT = re.compile(r"(?<![\w\\])[A-Za-z]\s?\(\s?([A-Za-z])\s?\)\s*=")
_NUMBER = r"[-−+]?\s?[\w./√π\\]+"
_BETWEEN = re.compile(
    rf"(?P<led>{_LED}){_NAME}\s+(?:is|lies)\s+(?:strictly\s+)?between\s+(?P<low>{_NUMBER})\s+and\s+(?P<high>{_NUMBER})(?![\w(])", re.IGNORECASE
)
_NOT = re.compile(rf"(?P<led>{_LED})not\s+{_NAME}\s*(?P<sign>[<>]=|[<>≤≥])", re.IGNORECASE)
_OPPOSITE = {"<": "≥", ">": "≤", "<=": ">", ">=": "<", "≤": ">", "≥": "<"}
_INFINITE = re.compile(r"[-−+]?\s?(?:∞|\\infty|inf(?:inity)?|oo)\Z")
_THEN = re.compile(r"\bwhenever\b|\bprovided(?:\s+that)?\b|\bas\s+long\s+as\b", re.IGNORECASE)
_PIECES = re.compile(r"\b(?:if|when|for|whenever|provided|as\s+long\s+as)\b", re.IGNORECASE)


def in_signs(text: str) -> str:
    """Return a text with its conditions in signs, and = for "is" behind the function that they are of.

    >>> in_signs("f is x^2 when x is negative and x^3 otherwise")
    'f =  x^2 when x <         0 and x^3 otherwise'
    """
    for sign, pattern in _EACH_SO.items():
        text = pattern.sub(lambda found, sign=sign: _each_compared(found, sign), text)  # type: ignore[misc]
    if not _PIECES.search(text) and not _ON.search(text):
        return _DEFINED.sub(lambda found: _given(found) if found["let"] else found[0], text)
    text = _BETWEEN.sub(lambda found: f"{found['led']}{found['low']}<{found['name']}<{found['high']}".ljust(len(found[0])), _within(text))
    text = _NOT.sub(lambda found: f"{found['led']}{found['name']} {_OPPOSITE[found['sign']]}".ljust(len(found[0])), text)
    for patterns in (_IS, _IS_SO, _SO):
        for sign, pattern in patterns.items():
            zero = " 0" if patterns is not _IS else ""
            text = pattern.sub(lambda found, sign=sign, zero=zero: _compared(found, sign, zero), text)  # type: ignore[misc]
    text = _ALL.sub(lambda found: " " * len(found[0]), _THEN.sub(lambda found: "if".ljust(len(found[0])), text))
    text = _AS.sub(lambda found: found[1].ljust(len(found[0])), text)
    return _DEFINED.sub(_given, text)


def _within(text: str) -> str:
    """Return a text with conditions for intervals: x in (-1, 1), and on [0, ∞) of the argument of f(x)."""
    count = len(_IN.findall(text)) + bool(_REST.search(text))
    text = _IN.sub(lambda found: _of_interval(found, found["name"]), text) if count > 1 else text
    arguments = set(_ARGUMENT.findall(text))
    return _ON.sub(lambda found: _of_interval(found, *arguments), text) if len(arguments) == 1 and len(_ON.findall(text)) > 1 else text


def _of_interval(found: re.Match[str], name: str) -> str:
    """Return a condition that a name is in an interval, -1 < x ≤ 1; what has no bound as it is."""
    low, high = found["low"].strip(), found["high"].strip()
    below, above = ("≤" if found["open"] == "[" else "<"), ("≤" if found["close"] == "]" else "<")
    if _INFINITE.match(low):
        written = "" if _INFINITE.match(high) else f"if {name}{above}{high}"
    else:
        written = f"if {name}{'≥' if below == '≤' else '>'}{low}" if _INFINITE.match(high) else f"if {low}{below}{name}{above}{high}"
    return written.ljust(len(found[0])) if written and len(written) <= len(found[0]) else found[0]


def _compared(found: re.Match[str], sign: str, zero: str) -> str:
    """Return a condition in signs."""
    written = f"{found['led']}{found['name']} {sign}"
    room = len(found[0]) - len(zero)
    return written.ljust(room)[:room] + zero if len(written) <= room else found[0]


def _each_compared(found: re.Match[str], sign: str) -> str:
    """Return a condition on several quantities in signs: for x, y > 0."""
    names = [name for name in re.split(r"[\s,$]+", found["names"]) if name not in ("", "and")]
    return f"{found['led']}{', '.join(names)} {sign} 0".ljust(len(found[0]))


def _given(found: re.Match[str]) -> str:
    """Return the left side of a definition with the sign for it."""
    start, verb = found.start("left") - found.start(), found.start("verb") - found.start()
    return " " * start + found[0][start:verb] + "=".ljust(len(found["verb"]))
