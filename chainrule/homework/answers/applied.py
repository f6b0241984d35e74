"""Derivatives of expressions that stand inside an expression, still to be worked out: cos(x²)·d/dx[x²], x²·(sin x)′, d(x²)/dx·3."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from chainrule.homework.answers.outside import outside_brackets

NEAR = 100  # characters before a derivative in which what it touches is looked for
LOOKED_AT = 40  # places of each kind at which a derivative may stand
STAND_INS = "ᎠᎡᎢᎣᎤᎥᎦᎧ"  # in which no problem is written
_MAY_HAVE = re.compile(r"[d∂\\][^=]*[(\[{]|[)\]]\s?['′]|[d∂]\s?/")
_NAME = r"([^\W\d_]\w{0,60})"
_LEFT = r"(?:\\left\s?)?"
_STARTS = (  # an operator before its operand, and d before brackets with dx below the line
    re.compile(rf"(?<![\w\\])[d∂]\s?/\s?[d∂]\s?{_NAME}\s{{0,9}}(?=\S)"),
    re.compile(rf"\\[dt]?frac\s?\{{\s?(?:d|\\partial)\s?\}}\s?\{{\s?(?:d|\\partial)\s?{_NAME}\s?\}}\s{{0,9}}(?=\S)"),
)
_ABOVE = re.compile(rf"(?<![\w\\])(\\[dt]?frac\s?\{{\s?)?(?:d|∂|\\partial)\s?(?={_LEFT}[(\[])")
_BELOW = (re.compile(rf"\s?/\s?[d∂]\s?{_NAME}"), re.compile(rf"\s?\}}\s?\{{\s?(?:d|\\partial)\s?{_NAME}\s?\}}"))
_PRIME = re.compile(r"[)\]]\s?['′](?![\w'′])")
_AT = re.compile(r"\(\s*([^\W\d_]\w*|[-−+\d./π√\s]+)\s*\)")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_ENDS = re.compile(r"[-+−=]|(?=[·*×∙/]|\\(?:cdot|times)\b)")
FACTOR_BEFORE = re.compile(r"(?:[)\]}²³]|(?<![\\\w])\w+)\s*$")  # no command of LaTeX such as \cdot
_BRACKET_NEXT = re.compile(r"\s*(?:[(\[{]|\\left\b)")


class Applied(NamedTuple):
    """A derivative in a text: from where to where it stands, what is differentiated and where that is, and by what."""

    start: int
    end: int
    inner: int
    expression: str
    wrt: str


def set_apart(text: str, wrt: str) -> tuple[str, dict[str, Applied]]:
    """Return a text with a letter for every derivative of an expression in it, and these by the letters; every place stays where it was."""
    found = derivatives(text, wrt) if _MAY_HAVE.search(text) else []
    letters = dict(zip(STAND_INS, found, strict=False))
    for letter, each in letters.items():
        times_before = "*" if FACTOR_BEFORE.search(text, max(each.start - NEAR, 0), each.start) else " "
        times_after = "*" if _BRACKET_NEXT.match(text, each.end) else " "
        text = text[: each.start] + (times_before + letter).ljust(each.end - each.start - 1) + times_after + text[each.end :]
    return text, letters


def derivatives(text: str, wrt: str) -> list[Applied]:
    """Return the derivatives of expressions in a text, from the left, none inside another one."""
    ends = matched(text)
    starts = {end - 1: start for start, end in ends.items()}
    places = [match for pattern in (*_STARTS, _ABOVE, *((_PRIME,) if wrt else ())) for match in islice(pattern.finditer(text), LOOKED_AT)]
    found: list[Applied] = []
    for match in places:
        if match.re is _PRIME:
            each = before_prime(text, match, starts, wrt)
        else:
            each = over_line(text, match, ends) if match.re is _ABOVE else behind(text, match, ends)
        found += [each] if each is not None else []
    apart: list[Applied] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return apart


def matched(text: str) -> dict[int, int]:
    """Return for every bracket that opens where the one that closes it ends."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for place, sign in enumerate(text):
        if sign in _BRACKETS:
            stack.append(place)
        elif stack and sign == _BRACKETS[text[stack[-1]]]:
            found[stack.pop()] = place + 1
    return found


def behind(text: str, match: re.Match[str], ends: Mapping[int, int]) -> Applied | None:
    """Return d/dx of what stands in brackets behind it, or of the term behind it where no other factor follows."""
    start = match.end()
    opened = start + (len("\\left") if text.startswith("\\left", start) else 0)
    opened += text[opened : opened + 1].isspace()
    if text[opened : opened + 1] in _BRACKETS:
        close = ends.get(opened)
        if close is None or text[close : close + NEAR].lstrip()[:1] in ("^", "'", "′", "_"):
            return None
        return Applied(match.start(), close, opened + 1, inside(text[opened + 1 : close - 1]), match[1])
    stops = outside_brackets(_ENDS, text[start:])
    end = start + stops[0].start() if stops else len(text)
    if not text[start:end].strip() or (stops and not stops[0][0]):
        return None
    return Applied(match.start(), end, start, text[start:end], match[1])


def over_line(text: str, match: re.Match[str], ends: Mapping[int, int]) -> Applied | None:
    r"""Return d(…)/dx, or \frac{d(…)}{dx}."""
    opened = next(place for place in range(match.end(), len(text)) if text[place] in "([")
    close = ends.get(opened)
    below = None if close is None else _BELOW[match[1] is not None].match(text, close)
    return None if close is None or below is None else Applied(match.start(), below.end(), opened + 1, inside(text[opened + 1 : close - 1]), below[1])


def before_prime(text: str, match: re.Match[str], starts: Mapping[int, int], wrt: str) -> Applied | None:
    """Return (…)′, where nothing stands before the brackets that they may be the argument of."""
    opened = starts.get(match.start())
    if opened is None:
        return None
    before = text[max(opened - NEAR, 0) : opened]
    start = opened - len(before) + before.rindex("\\left") if before.rstrip().endswith("\\left") else opened
    last = text[start - 1 : start] if start else ""
    if last.isalpha() or last in ("_", "^", "'", "′", "}"):
        return None
    if (at := _AT.match(text, match.end())) is not None and (at[1] == wrt or not at[1].isalpha()):  # (fg)′(x), (fg)′(5)
        return None
    return Applied(start, match.end(), opened + 1, inside(text[opened + 1 : match.start()]), wrt)


def inside(text: str) -> str:
    r"""Return what stands in brackets without the \right of the closing one."""
    return text.removesuffix("\\right")
