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
        text = _EXACT.sub(lambda found: found[0] if found[0][0] == "S" and _OTHER_S.search(text) else f"({found[1]})".rjust(len(found[0])), text)
    doubles = list(_DOUBLE.finditer(text)) if "d" in text or "D" in text else []
    for found in doubles:
        readings.add("double precision", *found.span(), "one number", f"{found[1]}*{found[0][len(found[1])]}_{found[2].lstrip('+-')}")
        text = text[: found.start()] + f"{found[1]}e{found[2]}" + text[found.end() :]
    return _DOUBLE_FUNCTION.sub(" ", text) if doubles else text


def note_scientific(text: str, scope: Scope, readings: Readings) -> None:
    """Say that 2e-3 is a number, where it may be 2·e − 3."""
    for found in _SCIENTIFIC.finditer(text):
        if scope.usage.exponential or found[1] != "1":
            readings.add("scientific", *found.span(), "one number", f"{found[1]}*e {found[2] or '*'} {found[3]}")
