"""A colon between two quantities, which is a sign of division, y = x : 2, and a full stop, which is one of multiplication. Every place stays where it was."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings
from chainrule.syntax.vocabulary import GREEK_WORDS, HEADS

LONGEST = 2_000  # characters of a text in which it is looked for
_BETWEEN = re.compile(r"(?<=[\w)}²³⁴-⁹])(?:\s:\s|:)(?=[\w(√\\])")
_POINT = re.compile(r"(?<=[\w)}²³⁴-⁹]\s)\.(?=\s[\w(√\\])")
_SUM = r"\((?:[^()=<>]|\([^()=<>]*\)){0,80}[-+*/^−²³](?:[^()=<>]|\([^()=<>]*\)){1,80}\)"  # in brackets
_BEFORE, _BEHIND = re.compile(rf"{_SUM}\Z"), re.compile(_SUM)
_PART = re.compile(r"[,;\n$]|\.(?!\d)|\b(?:at|when|for|find|where|with|if|and|given|then|determine|compute)\b")
# What is no quotient: another definition or a request, a condition, sets
_TOLD = re.compile(r"[=<>≤≥≠∈∀→↦?'’′\"ℝ]|\\(?:in|leq?|geq?|to|lt|gt|mapsto)(?![A-Za-z])|\bd[A-Za-z]?\s?/\s?d|\A\s*R\s*\Z")
_WORD = re.compile(r"(?<!\\)[A-Za-z]{2,}")
_COUNTED = re.compile(r"(?:\A|[\s,;(])[i-n]\s?=\s?\d*\Z")  # for i = 1 : n
_NUMBER = re.compile(r"\s*[\d.]+\s*")


def with_divisions(text: str, readings: Readings) -> str:
    """Return a text with / for a colon that divides: between sums in brackets, or between quantities of a definition; it is said.

    >>> with_divisions("y = x : 2", Readings(""))
    'y = x / 2'
    """
    if len(text) > LONGEST:
        return text
    for found in _BETWEEN.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        reach = None if _is_enclosed(before) else _sums(before, after) or _sides(before, after, apart=found[0] != ":")
        if reach is None:
            continue
        text = before + found[0].replace(":", "/") + after
        start, end = found.start() - reach[0], found.end() + reach[1]
        readings.add("colon", start, end, text[start:end])
    return text


def with_products(text: str, readings: Readings) -> str:
    """Return a text with * for a full stop between spaces that multiplies quantities of a definition: y = 3 . x; it is said.

    >>> with_products("y = 3 . x^2", Readings(""))
    'y = 3 * x^2'
    """
    for found in _POINT.finditer(text) if len(text) <= LONGEST else ():
        before, after = text[: found.start()], text[found.end() :]
        reach = None if _is_enclosed(before) else _sides(before, after, apart=True)
        if reach is not None:
            start, end, text = found.start() - reach[0], found.end() + 1 + reach[1], f"{before}*{after}"
            readings.add("point", start, end, text[start:end])
    return text


def _is_enclosed(before: str) -> bool:
    """Return whether square or curly brackets are open behind a text: x[1 : n], {x : 2}."""
    return any(before.count(opening) > before.count(closing) for opening, closing in ("[]", "{}"))


def _sums(before: str, after: str) -> tuple[int, int] | None:
    """Return how long the sums in brackets are between which a colon stands; None where none do."""
    left, right = _BEFORE.search(before[-200:]), _BEHIND.match(after)
    return (len(left[0]), len(right[0])) if left and right else None


def _sides(before: str, after: str, *, apart: bool) -> tuple[int, int] | None:
    """Return how long the quantities are between which a colon stands on the right side of a definition; None where words, a condition or a range do."""
    start = max((end.end() for end in _PART.finditer(before)), default=0)
    name, _, left = before[start:].rpartition("=")
    end = _PART.search(after)
    right = (after[: end.start()] if end else after).rstrip()
    words = {*_WORD.findall(left), *_WORD.findall(right)}
    ranges = not {"?", ":"}.isdisjoint(left) or _COUNTED.search(before) or (not apart and _NUMBER.fullmatch(left))
    if not name.strip() or not right or ranges or _TOLD.search(right):
        return None
    return (len(left.lstrip()), len(right.strip())) if words <= {*HEADS, *GREEK_WORDS, "pi"} else None
