"""Answers in pieces with their conditions behind them, in any way that people write them: 1, x > 0; −1, x < 0."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

from chainrule.errors import ReadError
from chainrule.homework.answers.outside import outside_brackets
from chainrule.homework.answers.statements import Reader, Statement

LONGEST, MOST = 300, 8  # characters of an answer, and pieces
ELSE = re.compile(r"^\s*(?:otherwise|else|elsewhere)\s*$", re.IGNORECASE)
_IF = re.compile(r"^(.*?)(?:\b(?:if|for|when|where)\b|:(?!=))(.*)$|^(.*?)\b(otherwise|else|elsewhere)\s*$", re.DOTALL | re.IGNORECASE)
_IFS = re.compile(r",?\s*\bif\b(?:\s*,?\s*\b(?:if|for|when)\b)*")
_CONDITION = r"[^:,;=<>≤≥()]{1,30}(?:[<>]=?|≤|≥|\\[gl]eq?(?![a-z]))[^:→()]{1,30}?"
_FOR = r"(?:(?:for|if|when|where)\s+)?"
_LED = re.compile(rf"^\s*{_FOR}(?P<condition>{_CONDITION})\s*(?::(?!=)|→|[-=]>|\\to(?![a-z]))(?P<piece>[^<>≤≥]+)$", re.IGNORECASE)  # x < 0: 2x
_IN_BRACKETS = re.compile(rf"^(?P<piece>[^<>≤≥]*\S)\s*\(\s*{_FOR}(?P<condition>{_CONDITION})\)\s*$", re.IGNORECASE)  # 2x (x < 0)
_CUT = re.compile(r"[,;\n]|\band\b", re.IGNORECASE)
_LEFT = re.compile(r"^\s*[^=<>≤≥]{1,40}=(?!=)")
_TEXT = re.compile(r"\\(?:text|mathrm|mbox)\s*\{\s*([a-z ]*)\s*\}", re.IGNORECASE)


def in_pieces(reader: Reader, answer: str) -> Statement | None:
    """Return the statement of an answer in pieces whose conditions stand behind commas and colons: 1, x > 0; −1, x < 0; None of any other answer."""
    with suppress(ReadError, ValueError):
        said = [f"{piece} {condition}" if ELSE.match(condition) else f"{piece} if {condition}" for piece, condition in with_conditions(answer)]
        found = reader.statement(", ".join(said), alone=True) if 2 <= len(said) <= MOST else None
        return found if found is not None and found.sides[-1][0] == "pieces" else None
    return None


def with_conditions(answer: str) -> Iterator[tuple[str, str]]:
    """Yield what an answer in pieces says, each with its condition; nothing of a long one. Raises ValueError where a condition is missing."""
    if len(answer) > LONGEST:
        return
    text = _TEXT.sub(r" \1 ", answer.strip(" $.")).replace("\\begin{cases}", "").replace("\\end{cases}", "").replace("\\\\", ";").replace("&", " if ")
    text = _IFS.sub(" if", text[found.end() :] if (found := _LEFT.match(text)) and not _IF.match(found[0]) else text).replace("\\{", "{").strip()
    text = text.strip("{} ") if text.startswith("{") else text
    cuts = outside_brackets(_CUT, text)
    parts = [text[a:b] for a, b in pairwise([0, *(each for cut in cuts for each in (cut.start(), cut.end())), len(text)])][::2]
    yield from joined(parts)


def joined(parts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what is said with its condition, where a comma may stand between. Raises ValueError where one is missing."""
    waiting = ""
    for part in filter(str.strip, parts):
        if waiting:
            yield waiting, part
            waiting = ""
        elif found := _LED.match(part) or _IN_BRACKETS.match(part):
            yield found["piece"], found["condition"]
        elif found := _IF.match(part):
            yield (found[1], found[2]) if found[1] is not None else (found[3], found[4])
        else:
            waiting = part
    if waiting:
        raise ValueError("a piece without a condition")
