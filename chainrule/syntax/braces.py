r"""Braces that say nothing: {{x}}, \displaystyle{y = x^2}, \frac{{dy}}{{dx}}, \partial{L}, {d^2}y/d{x^2}. Every place stays where it was."""

from __future__ import annotations

import re
from bisect import bisect

_STYLE = re.compile(r"\\(?:display|text|script)style\s*+(?=\{)")
_OVER = re.compile(r"\\over(?![A-Za-z])")
_BEFORE_INDEX = re.compile(r"\s*+[_^]")
_DIFFERENTIAL = re.compile(r"(?:\\partial(?![A-Za-z])|(?<![A-Za-z\\])d)\s*+(?=\{)")
_ABOVE = re.compile(r"(?<!frac)\{\s*+((?:d|\\partial)\s*+\^\s*+\{?\d\}?)\s*+\}(?=\s*+[\\A-Za-z])")  # {d^2}y
_BELOW = re.compile(r"\{\s*+\\?[^\W\d_][^\W_]*+(?:\s*+[_^]\s*+(?:\w|\{[^{}]*\}))*\s*+\}\s*+(?:[/}]|\Z|[^\w\s(^_])")  # {x^2}, {w_{12}}


def without_braces(text: str) -> str:
    r"""Return LaTeX with spaces in place of braces that group nothing.

    >>> without_braces(r"\frac{{\partial{L}}}{{\partial{w}}}")
    '\\frac{ \\partial L  }{ \\partial w  }'
    """
    pairs = _pairs(text)
    dropped = set[int]()
    for opening, close in pairs.items():
        inner = opening + 1
        while text[inner : inner + 1].isspace():
            inner += 1
        if inner in pairs and not text[pairs[inner] + 1 : close].strip():
            dropped |= {inner, pairs[inner]}
    overs = [found.start() for found in _OVER.finditer(text)]
    for pattern, wanted in ((_STYLE, None), (_DIFFERENTIAL, _BELOW)):
        for found in pattern.finditer(text):
            close = pairs.get(found.end(), -1)
            kept = close < 0 or bisect(overs, found.end()) < bisect(overs, close)
            if not kept and (wanted.match(text, found.end()) if wanted else not _BEFORE_INDEX.match(text, close + 1)):
                dropped |= {found.end(), close}
    for found in _ABOVE.finditer(text):
        dropped |= {found.start(), found.end() - 1}
    return "".join(" " if index in dropped else sign for index, sign in enumerate(text)) if dropped else text


def _pairs(text: str) -> dict[int, int]:
    """Return the closing brace of every opening one."""
    pairs, opened = dict[int, int](), list[int]()
    for found in re.finditer(r"\\.|[{}]", text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            pairs[opened.pop()] = found.start()
    return pairs
