r"""Derivatives as people write them: d/dx, dy/dx, d²/dx², ∂J/∂ŷ, \frac{\partial z}{\partial x}, each one token."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.notation.names import ACCENTS, GREEK, TYPEFACES, canonical
from chainrule.syntax.limits import Limits
from chainrule.syntax.plain import WORD, plain_tokens
from chainrule.syntax.tokens import RAISED, Tokens
from chainrule.syntax.vocabulary import GREEK_WORDS

# Gaps and repeated parts are possessive (*+, ++): on hostile text the patterns stay linear.
_ORDER = rf"(?:\^\s*+\{{?(\d+)\}}?|([{''.join(RAISED)[:10]}])|)"
_BELOW = rf"(?:[d∂]\s*+(?>{WORD})(?:\^\d+|[²³⁴⁵⁶⁷⁸⁹])?\s*+)++"
_PLAIN = re.compile(rf"(?<![\w)\]])([d∂]){_ORDER}((?<=[d∂\d²³⁴⁵⁶⁷⁸⁹}}])(?>{WORD})|(?<=[∂\d²³⁴⁵⁶⁷⁸⁹}}])\s++(?>{WORD})|)(?:(?<!d)(?<!∂)\([^()]*\))?\s*+/\s*+(?:\(\s*+({_BELOW})\)|({_BELOW}))")
_MAYBE = re.compile(r"∂|/\s*+\(?\s*+d\s*+[^\W\d_]")
_ONE_BELOW = re.compile(rf"[d∂]\s*({WORD})(?:\^(\d+)|([²³⁴⁵⁶⁷⁸⁹]))?\s*")
_PAIR = re.compile(r"([^\W\d_])d([^\W\d_])")
_SIMPLE = re.compile(r"[^\W\d_][\u0300-\u036f]*\d*(?:[_^₀-₉⁽].*)?|[^\W\d_]\d+")

# In LaTeX
_ACCENT = "|".join(sorted(ACCENTS, key=len, reverse=True))
_FACE = "|".join(sorted(TYPEFACES, key=len, reverse=True))
_GREEK = "|".join(sorted(GREEK, key=len, reverse=True))
BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
TAIL = rf"(?:\s*\^\s*(?:\{{\s*[(\[][^()\[\]{{}}]*[)\]]\s*\}})(?=\s*_))?(?:\s*_\s*(?:{BRACED}|\\[A-Za-z]+|\d+|[^\W\d_]))(?:\s*\^\s*\{{\s*[(\[][^()\[\]{{}}]*[)\]]\s*\}})?|\s*\^\s*\{{\s*\[[^()\[\]{{}}]*\]\s*\}}"
BASE = rf"\\(?:{_ACCENT}|{_FACE})(?![A-Za-z])\s*(?:{BRACED}|\\(?:{_GREEK})(?![A-Za-z])|[^\W\d_])|\\(?:{_GREEK}|ell|hbar)(?![A-Za-z])"
TEX_NAME = rf"(?>(?:{BASE}|[^\W\d_]++\d*+)(?:{TAIL})?)"
_D = r"(?:\\partial(?![A-Za-z])|\\(?:mathrm|text|textrm|mathit|operatorname)\s*\{d\}|\\dd(?![A-Za-z])|\\d(?![A-Za-z])|d(?!\s*[_^]\s*[^\d{])|∂)"
_GAP = r"(?:\s|\\[,;!: ])*+"
_TEX_ORDER = r"(?:\^\s*\{?\s*(?P<order>\d+)\s*\}?)?"
_TEX_LETTERS = r"(?:(?!d[^\W\d_])[^\W\d_])++\d*+"
_TEX_NAME_BELOW = rf"(?>(?:{BASE}|{_TEX_LETTERS})(?:{TAIL})?)"
_TEX_BELOW = rf"(?:{_GAP}{_D}{_GAP}{_TEX_NAME_BELOW}(?:\s*\^\s*(?:\{{\s*\d+\s*\}}|\d))?{_GAP})++"
_TEX_ARGS = r"(?:\([^(){}]*\))?"
TEX_FRACTION = re.compile(
    rf"\\[dtc]?frac\s*\{{{_GAP}(?P<sign>{_D}){_GAP}{_TEX_ORDER}{_GAP}(?P<of>{TEX_NAME})?{_TEX_ARGS}{_GAP}\}}\s*\{{(?P<below>{_TEX_BELOW})\}}"
    rf"|(?P<sign2>{_D}){_GAP}(?:\^\s*\{{?\s*(?P<order2>\d+)\s*\}}?)?{_GAP}(?P<of2>{TEX_NAME})?{_GAP}/{_GAP}(?P<below2>{_TEX_BELOW})"
)
_TEX_ONE = re.compile(rf"{_GAP}{_D}{_GAP}({_TEX_NAME_BELOW})(?:\s*\^\s*\{{?\s*(\d+)\s*\}}?)?{_GAP}")


def plain_tokens_with_derivatives(text: str, limits: Limits) -> Tokens:
    """Return the tokens of plain or Unicode text, with d/dx, dy/dx and ∂z/∂x as one token each."""
    if ("/" not in text and "∂" not in text) or not _MAYBE.search(text):
        return plain_tokens(text, limits)
    tokens, start = Tokens(text, limits), 0
    words = set(re.findall(WORD, text))
    for found in _PLAIN.finditer(text):
        value = _plain_value(found, words)
        if value:
            plain_tokens(text, limits, start, found.start(), tokens)
            tokens.add("derivative", value, found.start(), found.end())
            start = found.end()
    return plain_tokens(text, limits, start, None, tokens)


def _plain_value(found: re.Match[str], words: set[str]) -> tuple[str, str, tuple[str, ...]] | None:
    """Return what a derivative is of and by, or None where d… is a name of its own, as in dot/den."""
    sign, order, raised, of = found[1], found[2], found[3], found[4].strip()
    below = found[5] or found[6]
    wrt: list[str] = []
    for name, power, high in _ONE_BELOW.findall(below):
        pair = _PAIR.fullmatch(name) if sign == "d" else None
        count = int(power or (RAISED[high] if high else 1))
        wrt += list(pair.groups()) if pair else [name] * min(count, 20)
    asked = int(order or (RAISED[raised] if raised else 1))
    if asked != len(wrt) or any("d" + name in words and f"d{name}" not in (f"d{wrt[0]}",) for name in wrt):
        return None
    if sign == "d" and not all(_SIMPLE.fullmatch(name) or name in words or name in GREEK_WORDS for name in (*wrt, *([of] if of else []))):
        return None
    return sign, canonical(of) if of else "", tuple(map(canonical, wrt))


def tex_value(found: re.Match[str], text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return what a derivative in LaTeX is of and by."""
    sign = "∂" if "partial" in (found["sign"] or found["sign2"]) or "∂" in (found["sign"] or found["sign2"]) else "d"
    of, below = found["of"] or found["of2"] or "", found["below"] or found["below2"]
    order = int(found["order"] or found["order2"] or 1)
    wrt = [name for name, power in _TEX_ONE.findall(below) for _ in range(min(int(power or 1), 20))]
    if len(wrt) != order:
        raise ReadError("the orders above and below in this derivative differ", hint=r"write \frac{d^2 y}{dx^2}", text=text, start=found.start(), end=found.end())
    return sign, canonical(of.strip()) if of else "", tuple(canonical(name.strip()) for name in wrt)
