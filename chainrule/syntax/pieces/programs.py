"""Expressions in pieces as programs write them: c ? a : b, if c then a else b, ifelse(c, a, b), np.select([…], […], default=…), piecewise(…)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from chainrule.syntax.pieces.signs import IF, NEXT, THEN, Edit, arguments, closing, compares, conditions, edited

MOST = 50  # calls in one text
_CALL = re.compile(
    r"(?<![\w\\.])(?:(?:np|numpy|jnp|cp|torch|tf|pl)\.)?(?P<name>select|piecewise|Piecewise|ifelse|IfElse|iif|IIf|If|IF|if)\s?(?P<open>[(\[])(?=[^?]*[<>=≤≥≠])"
)
_VALUE_BEFORE = re.compile(r"(?:\A|[=(\[{,;+*/:−-]|\breturn)\s*\Z")  # where a call of if(…) stands
_LAMBDA = re.compile(r"\s*lambda\s+\w+\s*:")
_DEFAULT = re.compile(r"\s*default\s*=(?!=)")
_BEGINS = re.compile(r"(?<![<>!=:])=(?![=<>])|\breturn\b|[;\n]")
_SIGN = re.compile(r"[?:]")
_THEN = re.compile(r"\bif\b(?P<if>)|\bthen\b(?P<then>)|\b(?:else\s*if|elseif|elsif|elif)\b(?P<more>)|\b(?:else|otherwise)\b(?P<else>)", re.IGNORECASE)

Stretch = tuple[int, int]


def without_calls(text: str) -> str:
    """Return a text with conditional calls in signs, inner ones first.

    >>> without_calls("y = ifelse(x > 0, x, 0)") == without_calls("y =     if(x > 0, x, 0)")
    True
    """
    for called in [*_CALL.finditer(text)][MOST::-1]:
        close = closing(text, called.start("open"))
        if close < 0 or (called["name"].lower() == "if" and not _VALUE_BEFORE.search(text[: called.start()])):
            continue
        pairs = _pairs(text, called["name"], list(arguments(text, called.end(), close)), called.end(), close)
        written = _written(text, pairs) if pairs else ""
        if written and len(written) <= close + 1 - called.start():
            text = text[: called.start()] + written.rjust(close + 1 - called.start()) + text[close + 1 :]
    return text


def _pairs(text: str, name: str, found: list[Stretch], start: int, close: int) -> list[tuple[Stretch | str, Stretch | None]]:
    """Return the values of a conditional call with their conditions, None for all else; nothing of what is no such call."""
    if name.lower() in ("if", "ifelse", "iif"):
        if len(found) == 1:  # a spreadsheet may have semicolons
            cuts = [at for at in range(start, close) if text[at] == ";"]
            found = list(zip([start, *(at + 1 for at in cuts)], [*cuts, close], strict=True))
        return [(found[1], found[0]), (found[2], None)] if len(found) == 3 else []
    if name == "Piecewise" and text[start - 1] == "[":  # of Mathematica
        each = [_inside(text, pair, "{") for pair in _inside(text, found[0], "{")]
        rest: Stretch | str = found[1] if len(found) > 1 else "0"
        return [*((value, condition) for value, condition in each), (rest, None)] if each and all(len(pair) == 2 for pair in each) else []
    lists = [_inside(text, each, "[") for each in found]
    if name == "select" and len(found) in (2, 3) and lists[0] and len(lists[0]) == len(lists[1]):
        default: Stretch | str = "0" if len(found) == 2 else _behind(text, found[2], _DEFAULT)
        return [*zip(lists[1], lists[0], strict=True), (default, None)]
    if name == "piecewise" and len(found) == 3 and lists[1] and len(lists[2]) - len(lists[1]) in (0, 1):
        values = [_behind(text, each, _LAMBDA) for each in lists[2]]
        pairs = [*zip(values, lists[1], strict=False)][::-1]  # of several that hold, NumPy takes the last one
        return [*pairs, (values[-1] if len(values) > len(lists[1]) else "0", None)]
    if name == "piecewise" and len(found) > 2 and not any(lists):  # of Maple and MATLAB
        by_turns = [(value, condition) for condition, value in zip(found[::2], found[1::2], strict=False)]
        return [*by_turns, *([(found[-1], None)] if len(found) % 2 else [])]
    return []


def _inside(text: str, stretch: Stretch, opening: str) -> list[Stretch]:
    """Return the stretches between the commas of a list that a stretch is; nothing where it is none."""
    start = stretch[0] + len(text[slice(*stretch)]) - len(text[slice(*stretch)].lstrip())
    end = stretch[0] + len(text[slice(*stretch)].rstrip())
    return list(arguments(text, start + 1, end - 1)) if text[start : start + 1] == opening and closing(text, start) == end - 1 else []


def _behind(text: str, stretch: Stretch, mark: re.Pattern[str]) -> Stretch:
    """Return a value without what stands before it: x**2 of lambda x: x**2, and of default=x**2."""
    found = mark.match(text[slice(*stretch)])
    return (stretch[0] + found.end(), stretch[1]) if found else stretch


def _written(text: str, pairs: list[tuple[Stretch | str, Stretch | None]]) -> str:
    """Return values and conditions in signs, in brackets; nothing where a condition is none."""
    parts = []
    for value, condition in pairs:
        said = value if isinstance(value, str) else text[slice(*value)].strip()
        if condition is None:
            parts.append(said)
        elif compares(text, *condition):
            start, end = condition
            signs = [Edit(first - start, last - start, sign) for first, last, sign in conditions(text, start, end)]
            parts.append(f"{said}{IF}{edited(text[start:end], signs).strip()}")
        else:
            return ""
    return f"({NEXT.join(parts)})" if len(parts) > 1 else ""


def by_signs(inside: str, text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of c ? a : b, and of if c then a else b, in what is to be seen of a stretch."""
    begins = [start, *(found.end() for found in _BEGINS.finditer(inside, start, end))]
    ends = [*(found.start() for found in _BEGINS.finditer(inside, start, end)), end]
    for first, last in zip(begins, ends, strict=True):
        yield from _ternary(inside, text, first, last)
        yield from _then(inside, text, first, last)


def _ternary(inside: str, text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of c ? a : d ? b : e."""
    signs = [(found.start(), found[0]) for found in _SIGN.finditer(inside, start, end)]
    if len(signs) < 2 or [sign for _, sign in signs] != ["?", ":"] * (len(signs) // 2):
        return
    places = [start - 1, *(place for place, _ in signs), end]
    asked = [(places[number] + 1, places[number + 1]) for number in range(0, len(signs), 2)]
    if not all(compares(text, *condition) for condition in asked) or not all(text[a + 1 : b].strip() for a, b in pairwise(places)):
        return
    for condition in asked:
        yield from conditions(text, *condition)
    for place, sign in signs:
        yield Edit(place, place + 1, THEN if sign == "?" else NEXT)


def _then(inside: str, text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the edits of if c then a else if d then b else e."""
    words = [(found.lastgroup or "", found.start(), found.end()) for found in _THEN.finditer(inside, start, end)]
    kinds = [kind for kind, _, _ in words]
    number = kinds.count("then")
    if not number or kinds != ["if", "then", *["more", "then"] * (number - 1), "else"] or inside[start : words[0][1]].strip():
        return
    asked = [(last, then) for (kind, _, last), (_, then, _) in pairwise(words) if kind in ("if", "more")]
    if not all(compares(text, *condition) for condition in asked):
        return
    for condition in asked:
        yield from conditions(text, *condition)
    for kind, first, last in words:
        yield Edit(first, last, {"if": "", "then": THEN}.get(kind, NEXT))
