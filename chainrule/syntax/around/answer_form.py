"""What a text says of the form of the answer: simplify, as a single fraction, giving your answer in terms of x. It changes no derivative."""

from __future__ import annotations

import re

from chainrule.syntax.around.blanks import separator
from chainrule.syntax.rules import Readings

_FORMING = (
    r"simplif(?:y|ying|ied)|factor(?:i[sz]e|i[sz]ing|ing)?|expand(?:ing)?|giv(?:e|ing)|leav(?:e|ing)|writ(?:e|ing)|express(?:ing)?|stat(?:e|ing)|present(?:ing)?|"
    r"justify(?:ing)?|explain(?:ing)?|check(?:ing)?|show(?:ing)?"
)
_WHAT = r"(?:your|the|all|each|any|final|full|of)\s+(?:(?:your|the|final|full)\s+)?(?:answers?|results?|steps?|work(?:ing)?|reasoning|solutions?|expressions?)"
_BEFORE = r"(?:[,;(]\s?)?(?:\b(?:and|then|but|please|also|fully|do|not|don['’]?t|need|you|to|should|must)\b\s++){0,5}"
_EXTENT = r"unsimplified|as\s+(?:it\s+)?is|fully|completely|clearly|where\s+possible|if\s+possible|as\s+(?:much|far)\s+as\s+(?:possible|you\s+can)"
_KINDS = r"simplest|simplified|factored|factori[sz]ed|expanded|exact"
_OF_LINE = r"y\s*=\s*[mka]\s?\*?x\s*\+\s*[bcnqt]|[aA]\s?x\s*\+\s*[bB]\s?y\s*(?:\+\s*[cC]\s*=\s*0|=\s*[cC])"
_NAMED_FORM = r"(?:point[-\s]slope|slope[-\s](?:y[-\s])?intercept|standard|general)\s+form"
_LINE = rf"in\s+(?:the\s+)?(?:{_NAMED_FORM}(?:[,:\s]*\(?(?:{_OF_LINE})\b\)?)?|form[,:\s]*\$?(?:{_OF_LINE})\b\$?)"
_REST = rf"(?:\s+(?:{_LINE}|{_EXTENT}|as\s+an?\s+[a-z ]{{3,30}}|in\s+[a-z ]{{3,30}}\s+form))?\s?\)?"
_SHAPE = rf"\b(?:{_LINE}|in\s+(?:(?:its|the|a|an)\s+)?(?:{_KINDS})(?:\s+[a-z]+)?\s+form|as\s+a\s+(?:single|simplified)\s+fraction)\b"
_CHANGED = r"(?!\s*(?:[*+/^−-]|times\b|plus\b|minus\b|multiplied\b|divided\b))"
_FORM = re.compile(rf"{_BEFORE}\b(?:{_FORMING})\s+{_WHAT}\b{_CHANGED}{_REST}|{_SHAPE}", re.IGNORECASE)
_U, _Y = r"[$]?u\s?=\s?g\(x\)[$]?", r"[$]?(?:[yhF]|[hF]\(x\))\s?=\s?f\((?:g\(x\)|u)\)[$]?"
_COMPOSITION = re.compile(  # what is to be told of a composition beside its derivative, where its formula is given
    rf"\b(?:(?:write|express)\s+(?:(?:the|each|this)\s+)?(?:(?:composite\s+)?function\s+)?)?in\s+the\s+form\s+(?:of\s+)?(?:{_Y}|[$]?f\(g\(x\)\)[$]?)(?:,?\s+(?:and|where|with)\s+{_U})?"
    rf"|[(\[]?\b(?:identify|state|name)\s+the\s+inner\s+function,?\s+(?:{_U},?\s+)?and\s+the\s+outer\s+function,?(?:\s+{_Y})?\.?[)\]]?"
    rf"|\bgiven\s+(?:that\s+)?{_Y}\s+and\s+{_U}(?=,)|(?<=dy/dx)\s?=\s?f['’′]\(g\(x\)\)\s?[·*]?\s?g['’′]\(x\)",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"(?<!\w)[yhF](?:\(x\))?\s?=(?!\s?(?:f\(|\?))")
_SAID = "the form of the answer is left open"


def without_form(text: str, readings: Readings) -> str:
    """Return a text without what it says of the form of the answer, which is noted."""
    return _FORM.sub(lambda found: _set_aside(found, readings), text)


def without_composition(text: str, readings: Readings) -> str:
    """Return a text without what it wants told of a composition beside its derivative, in the form f(g(x)), where it gives the formula."""
    if not _GIVEN.search(text):
        return text
    return _COMPOSITION.sub(lambda found: _set_aside(found, readings), text)


def _set_aside(found: re.Match[str], readings: Readings) -> str:
    """Return what stands in place of words that are set aside, which is noted."""
    readings.add("set aside", found.start(), found.end(), _SAID)
    return separator(found[0])
