"""Numbers as programs write them: 2.0d0 of Fortran, S(1)/3 and Integer(2) of SymPy. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings
from chainrule.syntax.scope import Scope

_DOUBLE = re.compile(r"(?<![\w.])(\d+\.\d*|\.\d+|\d+(?=[dD][+-]?0+(?!\d)))[dD]([+-]?\d{1,3})(?![\w.])")
_DOUBLE_FUNCTION = re.compile(r"(?<![\w\\])[dD](?=(?:sin|cos|tan|asin|acos|atan|sinh|cosh|tanh|exp|log|log10|sqrt|abs)\()", re.IGNORECASE)
_EXACT = re.compile(r"(?<![\w.\\])(?:S|Integer|Float)\(\s*([-−]?\d+(?:\.\d*)?)\s*\)(?!\s*=)")
_OTHER_S = re.compile(r"(?<![\w\\])S(?!\(\s*[-−]?\d)")
_SCIENTIFIC = re.compile(r"(?<![\w.])(\d+)[eE]([+-]?)(\d+)(?![\w.])")


def with_numbers(text: str, readings: Readings) -> str:
    """Return a text with such numbers as they are written elsewhere; that 2.0d0 is one number is said.

    >>> with_numbers("x**(S(1)/3)", Readings(""))
    'x**( (1)/3)'
    """
    if "S(" in text or "Integer(" in text or "Float(" in text:
        named = "S" if _OTHER_S.search(text) else ""  # what S(…) is a function or a factor of
        text = _EXACT.sub(lambda found: found[0] if found[0][0] == named else f"({found[1]})".rjust(len(found[0])), text)
    if "d" not in text and "D" not in text:
        return text

    def double(found: re.Match[str]) -> str:
        readings.add("double precision", *found.span(), "one number", f"{found[1]}*{found[0][len(found[1])]}_{found[2].lstrip('+-')}")
        return f"{found[1]}e{found[2]}"

    text, count = _DOUBLE.subn(double, text)
    return _DOUBLE_FUNCTION.sub(" ", text) if count else text


def note_scientific(text: str, scope: Scope, readings: Readings) -> None:
    """Say that 2e-3 is a number, where it may be 2·e − 3."""
    for found in _SCIENTIFIC.finditer(text):
        if scope.usage.exponential or found[1] != "1":
            readings.add("scientific", *found.span(), "one number", f"{found[1]}*e {found[2] or '*'} {found[3]}")
