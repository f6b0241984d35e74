"""From plain and Unicode text to tokens."""

from __future__ import annotations

import re

from chainrule.syntax.limits import Limits
from chainrule.syntax.tokens import FRACTIONS, LOWERED, RAISED, SIGNS, Tokens, fraction, read_number, stray

_RAISED, _LOWERED, _FRACTIONS = "".join(RAISED), LOWERED, "".join(FRACTIONS)
MARK = "\u0300-\u036f\u20d0-\u20ef"
LETTER = rf"[^\W\d_{_RAISED}{_LOWERED}{_FRACTIONS}ΣΠªº]"
SUBSCRIPT = rf"[{_LOWERED}]+|_(?:\{{[^{{}}\n]*\}}|\d+|{LETTER}[^\W_{_RAISED}{_FRACTIONS}]*)"
LAYER = r"⁽[^⁾\s]+⁾|\^\{?[(\[]\w+[)\]]\}?"
WORD = rf"{LETTER}(?:{LETTER}|[\d{MARK}])*(?:(?:\^\{{?[(\[]\w+[)\]]\}}?(?=_))?(?:{SUBSCRIPT})+(?:{LAYER})?)?(?:\^\{{\[\w+\]\}})?"
NUMBER = r"\d+(?:\.\d+|\.(?![.\s\d]|$))?(?:[eE][+\-−]?\d+(?![\w.]))?|\.\d+(?:[eE][+\-−]?\d+(?![\w.]))?"

# Every character belongs to exactly one item, so that places are sums of lengths.
ITEMS = re.compile(rf"{WORD}|{NUMBER}|[ \t\r\f\v]+|#[^\n]*|[{_RAISED}]+|%(?:e|pi)\b|\*\*|:=|\.\.\.?|<[=>]|[>!]=|.", re.DOTALL)
ASCII_ITEMS = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:(?:\^\{?[(\[]\w+[)\]]\}?(?=_))?(?:_(?:\{[^{}\n]*\}|\d+|[A-Za-z][A-Za-z0-9]*))+(?:\^\{?[(\[]\w+[)\]]\}?)?)?(?:\^\{\[\w+\]\})?"
    r"|\d+(?:\.\d+|\.(?![.\s\d]|$))?(?:[eE][+-]?\d+(?![\w.]))?|\.\d+(?:[eE][+-]?\d+(?![\w.]))?"
    r"|[ \t\r\f\v]+|#[^\n]*|%(?:e|pi)\b|\*\*|:=|\.\.\.?|<[=>]|[>!]=|.",
    re.DOTALL,
)


def plain_tokens(text: str, limits: Limits, start: int = 0, end: int | None = None, tokens: Tokens | None = None) -> Tokens:
    """Return the tokens of plain or Unicode text between two places, appended to ``tokens`` where given."""
    tokens = tokens or Tokens(text, limits)
    pattern = ASCII_ITEMS if text.isascii() else ITEMS
    kinds, values, starts, ends = tokens.kinds.append, tokens.values.append, tokens.starts.append, tokens.ends.append
    known = SIGNS.get
    for item in pattern.findall(text, start, len(text) if end is None else end):
        stop = start + len(item)
        sign = known(item)
        if sign is not None:
            kinds(sign[0])
            values(sign[1])
        elif item[0].isalpha() and item[0] not in RAISED:
            kinds("word")
            values(item)
        elif item[0].isdecimal() or (item[0] == "." and len(item) > 1):
            kinds("number")
            values(read_number(item, limits, text, start))
        elif item[0] == "#" or item.isspace():
            start = stop
            continue
        else:
            _other(tokens, item, start)
            start = stop
            continue
        starts(start)
        ends(stop)
        start = stop
    return tokens


def _other(tokens: Tokens, item: str, start: int) -> None:
    """Add the tokens of a rarer item: raised text, a fraction sign, a constant with a percent sign."""
    if item[0] in RAISED:
        _add_raised(tokens, item, start)
    elif item in FRACTIONS:
        tokens.add("number", fraction(item), start, start + 1)
    elif item[0] == "%" and len(item) > 1:
        tokens.add("word", item[1:], start, start + len(item))
    else:
        raise stray(tokens.text, start)


def _add_raised(tokens: Tokens, item: str, start: int) -> None:
    """Add raised text as an exponent in brackets: x⁻¹ is x^(-1)."""
    tokens.add("^", None, start, start)
    tokens.add("open", ("raised", None), start, start)
    lowered = "".join(RAISED[character] for character in item)
    for found in re.finditer(r"\d+|.", lowered):
        piece, place = found[0], start + found.start()
        if piece.isalpha():
            kind, value = "word", piece
        elif piece[0].isdigit():
            kind, value = "number", read_number(piece, tokens.limits, tokens.text, place)
        else:
            kind, value = SIGNS[piece]
        tokens.add(kind, value, place, place + len(piece))
    tokens.add("close", "raised", start + len(item), start + len(item))
