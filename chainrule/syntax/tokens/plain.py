"""From plain and Unicode text to tokens."""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters
from typing import Any

from chainrule.functions import ALIASES
from chainrule.notation.names import SUBSCRIPTS
from chainrule.syntax.limits import Limits
from chainrule.syntax.tokens.token import FRACTIONS, RAISED, SIGNS, Tokens, fraction, read_number, stray
from chainrule.tree import Tree, div, number

_RAISED, _LOWERED, _FRACTIONS = "".join(RAISED), "".join(SUBSCRIPTS), "".join(FRACTIONS)
_SHIFTED = frozenset((*RAISED, *SUBSCRIPTS))
MARK = "\u0300-\u036f\u20d0-\u20ef"
LETTER = rf"[^\W\d_{_RAISED}{_LOWERED}{_FRACTIONS}ΣΠªº]"
SUBSCRIPT = rf"[{_LOWERED}]+|_(?:\{{[^{{}}\n]*\}}|\d+|{LETTER}[^\W_{_RAISED}{_FRACTIONS}]*)"
_MARKED = r"\^\{?\s*[⦅⦋][^⦆⦌]+[⦆⦌]\s*\}?|⦇\w"  # what ``above`` found to be an index
LAYER = _MARKED + r"|⁽[^⁾\s]+⁾|\^[(\[]\w+[)\]]|\^\{[(\[]\w+(?:[+\-−]\w+)?[)\]]\}"  # signs in it, as in l-1, only within braces
WORD = rf"{LETTER}(?:{LETTER}|[\d{MARK}])*(?:(?:(?:{LAYER})(?=_))?(?:{SUBSCRIPT})+(?:{LAYER})?)?(?:\^\{{\[\w+(?:[+\-−]\w+)?\]\}}|(?<![eE])\^\[\d+\]|{_MARKED})?"
NUMBER = r"\d+(?:\.\d+|\.(?![.\s\d]|$)|\.(?= [-+*/] ))?(?:[eE][+\-−]?\d+(?![\w.]))?|\.\d+(?:[eE][+\-−]?\d+(?![\w.]))?"

ROOT = rf"(?<![\w)\]}}|!'′{_RAISED}])[{_RAISED[:10]}]+(?:√|⁄[{_LOWERED[:10]}]+)|"  # ³√x and ¹⁄₂, but x³√y is a power times a root
_SIGNS = r"[ \t\r\f\v]+|#[^\n]*|%(?:e|pi)\b|:=|\.\.\.?|<[=>]|[>!]=|."
_ASCII_WORD = (
    rf"[A-Za-z][A-Za-z0-9]*(?:(?:(?:{LAYER})(?=_))?(?:_(?:\{{[^{{}}\n]*\}}|\d+|[A-Za-z][A-Za-z0-9]*))+(?:{LAYER})?)?"
    r"(?:\^\{\[\w+(?:[+\-−]\w+)?\]\}|(?<![eE])\^\[\d+\])?"
)


@cache
def items(ascii_only: bool) -> re.Pattern[str]:
    """Return the pattern whose matches cover a text without a gap, so that places are sums of lengths; a space belongs to the item before it."""
    word, shifted, more = (_ASCII_WORD, "", "") if ascii_only else (WORD, f"{ROOT}[{_RAISED}]+(?:[⁄/][{_RAISED}]+)?|[{_LOWERED}]+|", r"\x80-\U0010ffff")
    simple = rf"[-+()/=^, ]|[A-Za-z]+(?![A-Za-z0-9_^{more}])|\*\*?|[0-9]+(?![0-9.eE{more}])"  # what most text consists of, tried first
    return re.compile(rf"(?:{simple}|log_\d+\.\d+|{word}|{NUMBER}|{shifted}{_SIGNS}) ?", re.DOTALL)


_SPACE = ("", None, 0)
# What needs no second look: signs, letters, functions, small numbers, each with its kind, value and length; a space after it is none of it.
_KNOWN: dict[str, tuple[str, Any, int]] = {
    item + space: (*token, len(item))
    for item, token in {
        **SIGNS,
        **{word: ("word", word) for word in (*ascii_letters, *ALIASES) if word.isascii()},
        **{str(n): ("number", number(n)) for n in range(100)},
    }.items()
    for space in ("", " ")
}


def plain_tokens(text: str, limits: Limits, start: int = 0, end: int | None = None, tokens: Tokens | None = None) -> Tokens:
    """Return the tokens of plain or Unicode text between two places, appended to ``tokens`` where given."""
    tokens = tokens or Tokens(text, limits)
    pattern = items(text.isascii())
    kinds, values, starts, ends = tokens.kinds, tokens.values, tokens.starts, tokens.ends
    known = _KNOWN.get
    for item in pattern.findall(text, start, len(text) if end is None else end):
        kind, value, length = known(item) or _token(tokens, item, start)
        if length:
            kinds.append(kind)
            values.append(value)
            starts.append(start)
            ends.append(start + length)
        start += len(item)
    return tokens


def _token(tokens: Tokens, item: str, start: int) -> tuple[str, Any, int]:
    """Return the kind, the value and the length of an item that is not known by heart, or _SPACE."""
    if item[0] == "#" or item.isspace():
        return _SPACE
    item = item.rstrip(" ")
    if item[0] in _SHIFTED and item[-1] != "√" and not (item[0] in RAISED and item[-1] in SUBSCRIPTS):
        _add_shifted(tokens, *(("^", RAISED) if item[0] in RAISED else ("_", SUBSCRIPTS)), item, start)
        return _SPACE
    return *_rarer(tokens, item, start), len(item)


def _rarer(tokens: Tokens, item: str, start: int) -> tuple[str, Any]:
    """Return the kind and the value of a word, a long number, a root with its degree, a fraction sign, a constant with a percent sign."""
    first = item[0]
    if first.isalpha() and first not in _SHIFTED:
        return "word", item
    if first.isdecimal() or (first == "." and len(item) > 1):
        return "number", read_number(item, tokens.limits, tokens.text, start)
    if item[-1] == "√":
        return "root", _digits(tokens, item[:-1], RAISED, start)[1]
    if first in RAISED and item[-1] in SUBSCRIPTS:
        above, _, below = item.partition("⁄")
        return "number", div(_digits(tokens, above, RAISED, start), _digits(tokens, below, SUBSCRIPTS, start))
    if item in FRACTIONS:
        return _mixed(tokens, item, start) or ("number", fraction(item))
    if first == "%" and len(item) > 1:
        return "word", item[1:]
    raise stray(tokens.text, start)


def _mixed(tokens: Tokens, sign: str, start: int) -> tuple[str, Any] | None:
    """Return a mixed number such as 2½ in place of the whole number that touches the fraction, which is taken back; None where none does."""
    whole = tokens.values[-1][1] if tokens.kind(len(tokens.kinds) - 1) == "number" and tokens.ends[-1] == start else None
    if not isinstance(whole, int):
        return None
    above, _, below = FRACTIONS[sign].partition("/")
    for each in (tokens.kinds, tokens.values, tokens.starts, tokens.ends):
        each.pop()
    return "number", div(number(whole * int(below) + int(above)), number(int(below)))


def _digits(tokens: Tokens, shifted: str, letters: dict[str, str], start: int) -> Tree:
    """Return the number that raised or lowered digits make."""
    return read_number("".join(letters[digit] for digit in shifted), tokens.limits, tokens.text, start)


def _add_shifted(tokens: Tokens, sign: str, letters: dict[str, str], item: str, start: int) -> None:
    """Add raised or lowered text in brackets: x⁻¹ is x^(-1), Σᵢ is Σ_(i)."""
    tokens.add(sign, None, start, start)
    tokens.add("open", ("raised", None), start, start)
    plain = "".join(letters.get(character, "/") for character in item)
    for found in re.finditer(r"\d+|.", plain):
        piece, place = found[0], start + found.start()
        if piece.isalpha():
            tokens.add("word", piece, place, place + len(piece))
        elif piece[0].isdigit():
            tokens.add("number", read_number(piece, tokens.limits, tokens.text, place), place, place + len(piece))
        else:
            tokens.add(*SIGNS[piece], place, place + len(piece))
    tokens.add("close", "raised", start + len(item), start + len(item))
