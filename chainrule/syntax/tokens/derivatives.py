"""Derivatives in plain text: d/dx, dy/dx, d²/dx² and ∂J/∂ŷ, each one token."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.syntax.limits import Limits
from chainrule.syntax.tokens.plain import WORD, plain_tokens
from chainrule.syntax.tokens.token import RAISED, Tokens
from chainrule.syntax.vocabulary import GREEK_WORDS

# Gaps and repeated parts are possessive (*+, ++): on hostile text the patterns stay linear.
_ORDER = rf"(?:\^\s*+\{{?(\d+)\}}?|([{''.join(RAISED)[:10]}])|)"
_BELOW = rf"(?:[d∂]\s*+(?>{WORD})(?:\^\d+|[²³⁴⁵⁶⁷⁸⁹])?\s*+)++"
_OF = rf"(?<=[d∂\d²³⁴⁵⁶⁷⁸⁹}}])(?>{WORD})|(?<=[∂\d²³⁴⁵⁶⁷⁸⁹}}])\s++(?>{WORD})|"
_DERIVATIVE = re.compile(rf"(?<![\w)\]])([d∂]){_ORDER}({_OF})(?:(?<!d)(?<!∂)(\((?:[^()]++|\([^()]*+\))*+\)))?\s*+/\s*+(?:\(\s*+({_BELOW})\)|({_BELOW}))")
_DEFINED = re.compile(rf"(?:^|[,;\n])\s*+({WORD})\s*+=")
_ONE_BELOW = re.compile(rf"[d∂]\s*({WORD})(?:\^(\d+)|([²³⁴⁵⁶⁷⁸⁹]))?\s*")
_PAIR = re.compile(r"([^\W\d_])d([^\W\d_])")
_SIMPLE = re.compile(r"[^\W\d_][\u0300-\u036f]*\d*(?:[_^₀-₉⁽].*)?|[^\W\d_]\d+")


def plain_tokens_with_derivatives(text: str, limits: Limits) -> Tokens:
    """Return the tokens of plain or Unicode text, with d/dx, dy/dx and ∂z/∂x as one token each."""
    tokens, start = Tokens(text, limits), 0
    words, defined = set(re.findall(WORD, text)), set(_DEFINED.findall(text))
    for found in _DERIVATIVE.finditer(text):
        value = _value(found, words, defined)
        if value:
            plain_tokens(text, limits, start, found.start(), tokens)
            tokens.add("derivative", value, found.start(), found.end())
            if found[5] and not value[1]:  # d²(sin x)/dx²
                plain_tokens(text, limits, *found.span(5), tokens)
            start = found.end()
    return plain_tokens(text, limits, start, None, tokens)


def _value(found: re.Match[str], words: set[str], defined: set[str]) -> tuple[str, str, tuple[str, ...]] | None:
    """Return what a derivative is of and by, or None where d… is a name of its own, as in dot/den. Raises ReadError for d/dx²."""
    sign, order, raised, of = found[1], found[2], found[3], found[4].strip()
    below = found[6] or found[7]
    wrt: list[str] = []
    for name, power, high in _ONE_BELOW.findall(below):
        pair = _PAIR.fullmatch(name) if sign == "d" else None
        count = int(power or (RAISED[high] if high else 1))
        wrt += list(pair.groups()) if pair else [name] * min(count, 20)
    asked = int(order or (RAISED[raised] if raised else 1))
    if any("d" + name in defined for name in (of, *wrt)):
        return None
    if sign == "d" and not all(_SIMPLE.fullmatch(name) or name in words or name in GREEK_WORDS for name in (*wrt, *([of] if of else []))):
        return None
    if asked != len(wrt) and re.search(r"\s", below.strip()):  # ∂f/∂x dx/dt
        return None
    if asked != len(wrt):
        hint = f"write {sign}²{of}/{sign}{wrt[0]}²" + ("; a step needs a name of its own: h" if sign == "d" and of else "")
        raise ReadError("the orders above and below in this derivative differ", hint=hint, text=found.string, start=found.start(), end=found.end())
    return sign, canonical(of) if of else "", tuple(map(canonical, wrt))
