"""Formulas in MathML, as browsers and word processors hand them out, written in plain signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from chainrule.errors import ReadError

_FORMULA = re.compile(r"<(?:\w{1,8}:)?math(?:\s[^<>]*+)?>")
_BEGINS = re.compile(r"\s*+<(?:mrow|msup|msub|mfrac|msqrt|mroot|mfenced|mstyle|mi|mn)>")  # a part of one
_PIECE = re.compile(r"<(/?)(?:\w{1,8}:)?(\w++)((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>|<!--(?:(?!-->).)*+-->|[^<>]++", re.DOTALL)
_ABOVE = re.compile(r"\s*+[d∂](?:\^\d)?\s*+(?:\w+\s*+)?")  # of a derivative as a fraction
_BELOW = re.compile(r"\s*+[d∂]\s*+\w+(?:\^\d)?\s*+")
_ONE = re.compile(r"\s*+(?:∂|[^\W_]++)(?:_\{\w++\})?+\s*+")
_SPACES = re.compile(r"\s++")
_PRIMES = re.compile(r"\s*+[′″‴']++\s*+")
_OPERATORS = str.maketrans({"\u2061": "", "\u2062": "*", "\u2063": ",", "\u2064": "+", "−": "-", "⋅": "*", "·": "*", "×": "*"})


def _whole(part: str) -> str:
    """Return a part as one factor."""
    return part.strip() if _ONE.fullmatch(part) else f"({part.strip()})"


def _raised(parts: Sequence[str]) -> str:
    base, exponent = parts
    if _PRIMES.fullmatch(exponent):
        return base.rstrip() + exponent.strip()
    return f"{_whole(base)}^{_whole(exponent)} "


def _lowered(parts: Sequence[str]) -> str:
    return f" {parts[0].strip()}_{{{parts[1].strip()}}} "


def _fraction(parts: Sequence[str]) -> str:
    above, below = parts
    if _ABOVE.fullmatch(above) and _BELOW.fullmatch(below):
        return f" {above.strip()}/{below.strip()} "
    return f"(({above.strip()})/({below.strip()}))"


def _joined(parts: Sequence[str]) -> str:
    return "".join(parts)


# What an element has inside, and how it is written; None stands for any number of parts.
_ELEMENTS: dict[str, tuple[int | None, Callable[[Sequence[str]], str]]] = {
    **dict.fromkeys(("math", "mrow", "mstyle", "mpadded", "semantics"), (None, _joined)),
    **dict.fromkeys(("mi", "mn", "mtext", "ms"), (None, lambda parts: f" {_joined(parts).strip()} ")),
    "mo": (None, lambda parts: _joined(parts).strip().translate(_OPERATORS)),
    **dict.fromkeys(("mspace", "mphantom", "annotation", "none"), (None, lambda _: " ")),
    "msup": (2, _raised),
    "msub": (2, _lowered),
    "msubsup": (3, lambda parts: _raised((_lowered(parts[:2]), parts[2]))),
    "mfrac": (2, _fraction),
    "msqrt": (None, lambda parts: f"sqrt({_joined(parts).strip()})"),
    "mroot": (2, lambda parts: f"root({parts[0].strip()},{parts[1].strip()})"),
    "mfenced": (None, lambda parts: f"({','.join(part.strip() for part in parts)})"),
}


def without_mathml(text: str) -> str:
    """Return a text with its formulas in MathML written in plain signs.

    >>> without_mathml("<math><msup><mi>x</mi><mn>2</mn></msup></math>").strip()
    'x^2'

    Raises ReadError for an element that is not read.
    """
    if _FORMULA.search(text) is None and _BEGINS.match(text):
        text = f"<math>{text.strip()}</math>"
    read, place = [], 0
    while formula := _FORMULA.search(text, place):
        written, end = _formula(text, formula.start())
        read += [text[place : formula.start()], _SPACES.sub(" ", written)]
        place = end
    return "".join(read) + text[place:]


def _formula(text: str, start: int) -> tuple[str, int]:
    """Return a formula in plain signs, and where it ends."""
    from html import unescape

    open_elements: list[tuple[str, int]] = []
    inside: list[list[str]] = [[]]
    place = start
    while piece := _PIECE.match(text, place):
        end = piece.end()
        closing, name, rest = piece[1], piece[2], piece[3]
        if name is None:
            if open_elements and not piece[0].startswith("<") and piece[0].strip():
                inside[-1].append(unescape(piece[0]))
        elif closing:
            if not open_elements or open_elements[-1][0] != name:
                raise ReadError(f"this tag closes nothing: </{name}>", hint="copy the whole formula", text=text, start=place, end=end)
            _close(text, *open_elements.pop(), inside)
        else:
            if name not in _ELEMENTS:
                raise ReadError(f"<{name}> of MathML is not read", hint="write the formula in signs: y = x^2/2", text=text, start=place, end=end)
            inside.append([])
            if rest.endswith("/"):
                _close(text, name, place, inside)
            else:
                open_elements.append((name, place))
        place = end
        if not open_elements:
            return inside[0][0], place
    raise ReadError("this formula in MathML has no end", hint="copy it up to </math>", text=text, start=start, end=start + len("<math>"))


def _close(text: str, name: str, start: int, inside: list[list[str]]) -> None:
    """Write an element that ends, and put it among the parts of the one around it."""
    parts = inside.pop()
    wanted, written = _ELEMENTS[name]
    if wanted is not None and len(parts) != wanted:
        message = f"<{name}> of MathML has {wanted} parts, here it has {len(parts)}"
        raise ReadError(message, hint="copy the whole formula", text=text, start=start, end=start + len(name) + 2)
    inside[-1].append(written(parts))
