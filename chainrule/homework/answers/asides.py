"""What stands behind an answer: a condition, a reason, or what a name in it stands for."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 300  # characters of an answer behind which something is looked for: the time grows with their square
_NAME = r"[^\W\d]\w*"
_LESS = r"(?:[<>]=?|[≤≥]|\\[gl]eq?\b)"
_ORDER = rf"(?:{_LESS}|[≠∈]|!=|\\(?:neq?|in)\b|\bin\b)"
_BETWEEN = rf"(?:\|\s*{_NAME}\s*\|\s*{_LESS}|[-−+\w.√π/()]{{1,12}}\s*{_LESS}\s*{_NAME}\s*{_LESS})\s*[-−+\w.√π/()]{{1,12}}"  # |x| < 2, −2 < x < 2
_INTERVAL = rf"{_NAME}\s*(?:∈|\\in\b|\bin\b)\s*[(\[][^()\[\]=]{{1,30}}[)\]]"
_WORD = r"(?:for|if|when|whenever|where|provided(?:\s+that)?|as\s+long\s+as)"
_REST = rf"(?:(?!\b(?:{_WORD}|else\w*|otherwise)\b)[^=,;]){{1,30}}"  # of one condition: 2x if x > 0, 2 if x < 0 has two
_ALL = r"(?:all|any|every)\s+(?:real\s+)?(?:numbers?\s+|values?\s+of\s+)?"
_GAP = r"(?:\s|\\q?quad\b|\\[,;:! ])*"
_CONDITIONS = tuple(
    re.compile(rf"^(.*?\S)(\s*{behind}\s*\.?\s*)$", re.DOTALL | re.IGNORECASE)
    for behind in (
        rf"[,;]?\s*\b{_WORD}\s+(?:{_ALL}{_NAME}(?:\s*{_ORDER}{_REST})?|{_NAME}\s*{_ORDER}{_REST})",
        rf"(?:[,;]|\\q?quad\b){_GAP}{_NAME}\s*{_ORDER}{_REST}",
        rf"\(\s*(?:{_WORD}\s+)?{_NAME}\s*{_ORDER}[^=()]{{1,30}}\)",
        rf"(?:[,;]?\s*\b{_WORD}\s+|[,;]\s*)(?:{_BETWEEN}|{_INTERVAL})",
        rf"\(\s*(?:{_WORD}\s+)?{_BETWEEN}\s*\)",
        r"[,;(]?\s*\b(?:by|using|from)\s+(?:the\s+)?[a-z ]{1,40}\brules?\b\s*\)?",
    )
)
_END = r"(\s*(?:\$|\\\)|\\\])?\s*)$"
_AT_END = r"(?:as\s+(?:before|above|given|required|wanted|expected|asked)|q\.?e\.?d\b)"
_IN_BRACKETS = r"(?:(?:[a-z]+\s+)?(?:answer|ans|simplified)|(?:[a-z]+\s+){1,3}rules?|done|solved|checked|i\s+think)"
REMARK = rf"(?:\s+{_AT_END}|\s*[(\[]\s*(?:{_AT_END}|{_IN_BRACKETS})\s*[.!]?\s*[)\]])\s*[.!]?"  # QED, (chain rule), which would be read as factors
_REASON = re.compile(rf"^(.*?\S)({REMARK}){_END}", re.DOTALL | re.IGNORECASE)
_MATTERS = re.compile(rf"{_ORDER}(?!\s*(?:ℝ|R\b|\\mathbb\s*\{{?R))")  # all but "for all x", x ∈ ℝ, and reasons
_SAID = r"\(?(?:for|if|when|where|by|using|(?:chain|product|quotient|power)\s+rule)\b"
_TEXT = re.compile(rf"^(.*?\S)((?:\\q?quad|\\[,;: ]|[,;\s])*\\text\s*\{{\s*{_SAID}[^{{}}]*\}}.*?){_END}", re.DOTALL)
_MEANT = re.compile(
    rf"^(.*\S)\s*(?:[,;]|\b(?:where|with)\b)[\s,;]*(?:(?:where|with|and)\b\s*)?({_NAME})\s*=(?!=)\s*([^=,;]+?)\s*\.?\s*$", re.DOTALL | re.IGNORECASE
)
_MEANT_IN_BRACKETS = re.compile(rf"^(.*\S)\s*\(\s*(?:(?:where|with|for)\s+)?({_NAME})\s*=(?!=)\s*([^=,;]+?)\s*\)\s*\.?\s*$", re.DOTALL | re.IGNORECASE)
_MEANT_BEFORE = re.compile(
    rf"^\s*(?:(?:let|with|where|for|set|put|using)\b\s*)?({_NAME})\s*=(?!=)\s*([^=,;:]+?)\s*(?:[,;:]\s*(?:(?:then|so|and|we\s+(?:get|have))\b[\s,:]*)?|\.\s+then\b[\s,:]*)(\S.*)$",
    re.DOTALL | re.IGNORECASE,
)


class Aside(NamedTuple):
    """An answer without what stands behind it, and that: in the text from ``start`` to ``end``; whether it may make the answer right."""

    answer: str
    words: str
    start: int
    end: int
    matters: bool


def condition(text: str) -> Aside | None:
    """Return an answer without a condition or a reason behind it: x > 0, for all x, by the chain rule; None where there is none."""
    found = next(filter(None, (each.match(text) for each in _CONDITIONS)), None) if len(text) <= LONGEST else None
    return None if found is None else aside(found, found[1])


def aside(found: re.Match[str], answer: str) -> Aside:
    return Aside(answer, found[2].strip(" ,;"), found.start(2), found.end(2), _MATTERS.search(found[2]) is not None)


def words_as_factors(text: str) -> Aside | None:
    r"""Return an answer without words behind it that would be read as factors: ``\text{for …}`` and all behind it, (chain rule); None where there are none."""
    if len(text) > LONGEST:
        return None
    found = (_TEXT.match(text) if "\\text" in text else None) or _REASON.match(text)
    return None if found is None else aside(found, found[1] + (found[3] or ""))


def meant(text: str) -> tuple[str, str, str] | None:
    """Return an answer, a name in it, and what is said beside it that the name stands for: 10u⁴ where u = 2x + 1; None where nothing is."""
    if len(text) > LONGEST:
        return None
    if (found := _MEANT_IN_BRACKETS.match(text) or _MEANT.match(text)) is not None:
        answer, name, value = found[1].rstrip(" ,;"), found[2], found[3]
    elif (found := _MEANT_BEFORE.match(text)) is not None:
        name, value, answer = found[1], found[2], found[3]
    else:
        return None
    return (answer, name, value) if name in answer.rpartition("=")[2] else None
