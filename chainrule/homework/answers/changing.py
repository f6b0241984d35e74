"""Quantities that change with another one, in an answer: y(x) and f(x, y) for y and f."""

from __future__ import annotations

import re
from typing import NamedTuple

from chainrule.notation import text as written
from chainrule.notation.names import GREEK
from chainrule.tree import Tree

_SPELLED = {letter: (f"\\{word}", word) for word, letter in GREEK.items()}


class Changing(NamedTuple):
    """The quantities that change with another one, so that y(x) is y; ``value`` is the one of x at which the problem asks.

    ``several`` are those that are defined as functions of several, with these, so that f(x, y) is f.
    """

    names: tuple[str, ...]
    wrt: str
    value: Tree | None = None
    several: tuple[tuple[str, tuple[str, ...]], ...] = ()


def without_argument(text: str, changing: Changing) -> str:
    """Return a text with y for y(x), and y′ for y′(x) and at the value of x; every place stays where it is."""
    of, wrt, value, several = changing
    inside = "|".join(map(re.escape, (wrt,) if value is None else (wrt, written(value))))
    applied = [(of, f"(?:{inside})")] if of else []
    applied += [((name,), r"\s*,\s*".join(map(re.escape, arguments))) for name, arguments in several]
    for quantities, arguments in applied:
        spelled = "|".join(re.escape(each) for name in quantities for each in (name, *_SPELLED.get(name, ())))
        power = r"(?:['′″‴’]*|\^\s?\{?\d\}?|[²³])"
        pattern = rf"(?<![^\W\d])((?:{spelled})\s*{power})(\s*(?:\\left\s?)?\(\s*{arguments}\s*(?:\\right\s?)?\))"
        text = re.sub(pattern, _without_brackets, text)
    return text


def _without_brackets(found: re.Match[str]) -> str:
    """Return a quantity without the brackets of its arguments, and with a sign of multiplication where others follow."""
    return found[1] + ("*" if found.string[found.end() :].lstrip()[:1] == "(" else "").ljust(len(found[2]))
