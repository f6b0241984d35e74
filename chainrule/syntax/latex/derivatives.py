r"""Names and derivatives in LaTeX: \hat{y}_{12}^{(2)}, \frac{dy}{dx}, \frac{\partial z}{\partial x}, each one token."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.syntax.latex.names import BASE, TAIL, TEX_NAME

_D = (
    r"(?:\\partial(?![A-Za-z])|\\(?:mathrm|text|textrm|mathit|operatorname)\s*\{\s*d\s*\}|\\(?:mathrm|mathit|text|rm)\s+d|\{\s*\\rm\s+d\s*\}"
    r"|\\dd(?![A-Za-z])|\\d(?![A-Za-z])|d(?!\s*[_^]\s*[^\d{])|∂)"
)
_GAP = r"(?:\s|\\[,;!: ])*+"
_TEX_ORDER = r"(?:\^\s*\{?\s*(?P<order>\d+)\s*\}?)?"
_TEX_LETTERS = r"(?:(?!d[^\W\d_])[^\W\d_])++\d*+"
_TEX_NAME_BELOW = rf"(?>(?:{BASE}|{_TEX_LETTERS})(?:{TAIL})?)"
_TEX_BELOW = rf"(?:{_GAP}{_D}{_GAP}{_TEX_NAME_BELOW}(?:\s*\^\s*(?:\{{\s*\d+\s*\}}|\d))?{_GAP})++"
_TEX_ARGS = r"(?:\([^(){}]*\))?"
TEX_FRACTION = re.compile(
    rf"\\[dtc]?frac\s*(?:\{{{_GAP}(?P<sign>{_D}){_GAP}{_TEX_ORDER}{_GAP}(?:(?P<of>{TEX_NAME}){_TEX_ARGS})?{_GAP}\}}|(?P<sign1>{_D}))\s*\{{(?P<below>{_TEX_BELOW})\}}"
    rf"|\{{{_GAP}(?P<sign3>{_D}){_GAP}(?:(?P<of3>{TEX_NAME}){_TEX_ARGS})?{_GAP}\\over(?![A-Za-z])(?P<below3>{_TEX_BELOW})\}}"
    rf"|(?P<sign2>{_D}){_GAP}(?:\^\s*\{{?\s*(?P<order2>\d+)\s*\}}?)?{_GAP}(?P<of2>{TEX_NAME})?{_GAP}/{_GAP}(?P<below2>{_TEX_BELOW})"
)
_TEX_ONE = re.compile(rf"{_GAP}{_D}{_GAP}({_TEX_NAME_BELOW})(?:\s*\^\s*\{{?\s*(\d+)\s*\}}?)?{_GAP}")


def tex_value(found: re.Match[str], text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return what a derivative in LaTeX is of and by."""
    sign = next(filter(None, found.group("sign", "sign1", "sign2", "sign3")))
    sign = "∂" if "partial" in sign or "∂" in sign else "d"
    of, below = found["of"] or found["of2"] or found["of3"] or "", found["below"] or found["below2"] or found["below3"]
    order = int(found["order"] or found["order2"] or 1)
    wrt = [name for name, power in _TEX_ONE.findall(below) for _ in range(min(int(power or 1), 20))]
    if len(wrt) != order:
        raise ReadError(
            "the orders above and below in this derivative differ", hint=r"write \frac{d^2 y}{dx^2}", text=text, start=found.start(), end=found.end()
        )
    return sign, canonical(of.strip()) if of else "", tuple(canonical(name.strip()) for name in wrt)
