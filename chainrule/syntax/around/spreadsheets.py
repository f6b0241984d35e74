"""A formula of a spreadsheet: =A1^2+EXP(A1). Every place stays where it was."""

from __future__ import annotations

import re

from chainrule.errors import ReadError, UnknownFunction
from chainrule.syntax.vocabulary import HEADS

_CELL = r"\$?[A-Z]{1,2}\$?[1-9]\d{0,4}(?!\w)"
_CELLS = re.compile(rf"(?<![\w$]){_CELL}")
_LETTER = re.compile(r"[^\W\d_]")
_FIXED = re.compile(r"(?<!\w)\$?([A-Z]{1,2})\$?([1-9]\d{0,4})(?!\w)")
_SIGNED = re.compile(rf"(?:(?<=[=(,;*/^<>])|\A)\s*+[-−]\s*+(?:{_CELL}|\d+(?:\.\d+)?|\([^()]*\))\s*+\^")
_COMMON = re.compile(r"(?<![A-Za-z])LOG\((?=[^(),;]*+(?:\([^()]*+\)[^(),;]*+)*+\))")  # of one argument
_APPLIED = re.compile(r"(?<!\w)([A-Z]{2,}\d{0,2})\(")
_KNOWN = frozenset(("PI(", "IF(", "POWER("))
_CALLS = {"PI()": "pi", "POWER(": "pow("}


def as_expression(text: str) -> str:
    """Return a formula without the = that it begins with, its cells as names, and LOG as the logarithm to base 10 where cells show a spreadsheet.

    Raises ReadError for -A1^2, which is (-A1)^2 in a spreadsheet alone, and UnknownFunction for one that is not in the table.

    >>> as_expression("=2*PI()*$A$1")
    ' 2*pi  *A1  '
    """
    place = len(text) - len(text.lstrip())
    if text[place : place + 1] != "=" or text[place + 1 : place + 2] in ("", "=", ">", "<", " ") or not _LETTER.search(text):
        return text
    typed, text = text, text[:place] + " " + text[place + 1 :]
    if not _CELLS.search(text):
        return text
    if signed := _SIGNED.search(text, place + 1) or _SIGNED.match(text):
        hint = "write which one is meant: (-A1)^2 or -(A1^2)"
        raise ReadError("a spreadsheet raises what the minus sign gives: (-A1)^2", hint=hint, text=typed, start=signed.start(), end=signed.end())
    for word in _APPLIED.finditer(text):
        if word[1].lower() not in HEADS and f"{word[1]}(" not in _KNOWN:
            hint = "write it out, with the cells in it: A1^2 + B1^2"
            raise UnknownFunction(f"unknown function '{word[1]}'", hint=hint, text=typed, start=word.start(), end=word.end(1))
    text = _FIXED.sub(lambda cell: f"{cell[1]}{cell[2]}".ljust(len(cell[0])), _COMMON.sub("lg (", text))
    for call, written in _CALLS.items():
        text = text.replace(call, written.ljust(len(call)))
    return text.replace(";", ",")
