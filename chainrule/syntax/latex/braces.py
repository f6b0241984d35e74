r"""Braces that say nothing: {{x}}, {\sin ^2}x, \displaystyle{y = x^2}, \frac{{dy}}{{dx}}, \partial{L}, {d^2}y/d{x^2}. Every place stays where it was."""

from __future__ import annotations

import re
from bisect import bisect

from chainrule.syntax.latex.packages import without_packages
from chainrule.syntax.vocabulary import HEADS

_STYLE = re.compile(r"\\(?:display|text|script)style\s*+(?=\{)")
_OVER = re.compile(r"\\over(?![A-Za-z])")
_BEFORE_INDEX = re.compile(r"\s*+[_^]")
_DIFFERENTIAL = re.compile(r"(?:\\partial(?![A-Za-z])|(?<![A-Za-z\\])d)\s*+(?=\{)")
_ABOVE = re.compile(r"(?<!frac)\{\s*+((?:d|\\partial)\s*+\^\s*+\{?\d\}?)\s*+\}(?=\s*+[\\A-Za-z])")  # {d^2}y
_BELOW = re.compile(r"\{\s*+\\?[^\W\d_][^\W_]*+(?:\s*+[_^]\s*+(?:\w|\{[^{}]*\}))*\s*+\}\s*+(?:[/}]|\Z|[^\w\s(^_])")  # {x^2}, {w_{12}}
_ATTACHED = r"\s*+(?:[_^]\s*+(?:\{[^{}]*\}|[-−]?\s*+\d|[A-Za-z])\s*+){0,2}"
_FUNCTION = re.compile(rf"\{{\s*+\\([A-Za-z]+){_ATTACHED}\}}(?=\s*+[\\({{\[\w^_])")  # {\sin ^2} x
_TAKES = re.compile(r"(?:\\(?:[dtc]?frac|d?binom|sqrt|text\w*|math\w+|over\w+|under\w+)|[_^])\s*+\Z")  # what takes the group behind it
_ROMAN = re.compile(r"(?<!mathop)\{\s*+\\(?:rm|bf|it|sf)\s*+(\{?)\s*+([A-Za-z]++)\s*+(\}?)\s*+\}")  # {\rm{sin}}
_FRACTION = re.compile(r"\\(?:[dtc]?frac|d?binom)\Z")
_LONGEST = 24  # characters before a group in which that is looked for
_NESTED = 3  # groups around one another


def in_plain_latex(text: str) -> str:
    """Return a text without the macros and the braces that plain LaTeX does without."""
    if "\\" not in text:
        return text
    text = without_packages(text)
    return without_braces(text) if "{" in text and "\\" in text else text


def without_braces(text: str) -> str:
    r"""Return LaTeX with spaces in place of braces that group nothing.

    >>> without_braces(r"\frac{{\partial{L}}}{{\partial{w}}}")
    '\\frac{ \\partial L  }{ \\partial w  }'
    """
    pairs = _pairs(text)
    text = _with_bare_functions(text, pairs)
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


def _with_bare_functions(text: str, pairs: dict[int, int]) -> str:
    r"""Return LaTeX with spaces in place of the braces around a function without its argument: {{\tan }^4}\left( x \right), as MathType writes it."""
    text = _ROMAN.sub(_as_word, text) if "\\rm" in text else text
    openings = {close: opening for opening, close in pairs.items()}
    for _ in range(_NESTED):
        found = [each for each in _FUNCTION.finditer(text) if each[1] in HEADS and each[1] != "sqrt" and not _is_taken(text, each.start(), openings)]
        if not found:
            break
        dropped = {place for each in found for place in (each.start(), each.end() - 1)}
        text = "".join(" " if index in dropped else sign for index, sign in enumerate(text))
    return text


def _as_word(found: re.Match[str]) -> str:
    """Return a function's name in another typeface without the braces around it."""
    return found[2].center(len(found[0])) if found[2] in HEADS and bool(found[1]) == bool(found[3]) else found[0]


def _is_taken(text: str, opening: int, openings: dict[int, int]) -> bool:
    """Return whether a group is the argument of a macro, or an index or exponent."""
    before = text[:opening].rstrip()
    above = openings.get(len(before) - 1)
    if above is not None:  # {a}{\sin x} below a line
        return _FRACTION.search(text[:above].rstrip()[-_LONGEST:]) is not None
    return _TAKES.search(before[-_LONGEST:]) is not None


def _pairs(text: str) -> dict[int, int]:
    """Return the closing brace of every opening one."""
    pairs, opened = dict[int, int](), list[int]()
    for found in re.finditer(r"\\.|[{}]", text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            pairs[opened.pop()] = found.start()
    return pairs
