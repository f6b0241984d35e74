"""Integrals in words, and what LaTeX sets around them: written with the sign ∫, every place staying where it is."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.syntax.tokens.token import INFINITE

_SPOKEN = re.compile(  # the integral from 0 to x^2 of sin(t^2) dt
    r"(?:\bthe\s+)?(?:definite\s+)?(?:[Ii]ntegral|∫)\s+from\s+(?:[a-z]\s?=\s?)?+(?P<low>\S(?:[^\n]{0,60}?\S)??)\s+to\s+(?:[a-z]\s?=\s?)?+(?P<high>\S(?:[^\n]{0,60}?\S)??)\s+of\s"
)
_TYPED = re.compile(r"(?<![\w\\])(?:int|[Ii]ntegral)(?=\s?_)")  # int_0^x, integral_0^x
_UPPER_FIRST = re.compile(r"(\\int(?:\s?\\limits)?|∫)\s?\^\s?(\w|\{[^{}]{1,60}\})\s?_\s?(\w|\{[^{}]{1,60}\})")  # \int^x_0
_THIN = re.compile(  # between what is integrated and dt
    r"\\[,;:! ](?=\s*+(?:\\(?:mathrm|text|operatorname|rm)(?![A-Za-z])\s?\{?\s?)?d(?:\s*+\\?[A-Za-z]|\s?\}))"
)
_UPRIGHT = re.compile(r"\\(?:mathrm|text|operatorname)\s?\{\s?d\s?\}|\\(?:mathrm|rm)\s+d(?=\s?[A-Za-z\\])|\{\s?\\rm\s+d\s?\}|\\dd(?![A-Za-z])|[ⅆ𝑑]")
_INFINITE = re.compile(r"([_^]\s?[{(]?\s?[+\-−]?\s?)(∞|\\infty(?![A-Za-z])|\b(?:infinity|inf|oo)\b)")
_CONTINUOUS = re.compile(  # where f is a continuous function
    r",?\s*\b(?i:where|and|with|if|when|suppose|assume|assuming|let)\s+(?:that\s+)?\$?[A-Za-z](?:\([a-z]\))?\$?\s+(?:is|be)\s+(?:an?\s+)?"
    r"(?:continuous|differentiable|smooth|integrable)(?:\s+functions?)?(?:\s+(?:on|for)\s+(?:\[[^\]\n]{0,20}\]|\([^)\n]{0,20}\)|[^.,;:\n]{0,40})|\s+everywhere)?\.?"
)
_PART = re.compile(  # Part 1 of the Fundamental Theorem of Calculus
    r"\b[Pp]art\s+(?:\d|I{1,2}|one|two)\s+of\s+(?=(?:the\s+)?[Ff]undamental)|\bunder\s+the\s+integral(?:\s+sign)?(?=\W)|(?<=[Cc]alculus)\s?,?\s?\(?[Pp]art\s+(?:\d|I{1,2}|one|two)\)?,?"
)
_ASKED = re.compile(  # evaluate ∫_0^1 x^2 dx
    r"\b((?i:evaluate|compute|calculate|find|solve|integrate|determine|work\s+out|what\s+is))\s*:?"
    r"\s*(?:the\s+integral\s*:?\s*)?[$\\(\[\s]{0,4}(?:\\displaystyle\s*)?(?:∫|\\int(?![A-Za-z]))"
)
_SIGN = re.compile(r"∫|\\int(?![A-Za-z])")


def in_signs(text: str) -> str:
    """Return a text with the sign ∫ for integrals in words, and without what only spaces a differential.

    Raises ReadError for a text that asks for an integral itself.
    """
    text = _SPOKEN.sub(_with_sign, text)
    text = _TYPED.sub(lambda word: "∫".ljust(len(word[0])), text)
    if not _SIGN.search(text):
        return text
    if found := _ASKED.search(text):
        hint = "chainrule differentiates; it does not integrate: ask for the derivative, d/dx ∫_0^x f(t) dt"
        raise ReadError(f"'{found[1]}' asks for the integral itself", hint=hint, text=text, start=found.start(1), end=found.end(1))
    text = _INFINITE.sub(lambda limit: f"{limit[1]}{INFINITE.ljust(len(limit[2]))}", text)
    text = _CONTINUOUS.sub(_blank, _PART.sub(_blank, text))
    text = _UPPER_FIRST.sub(lambda found: f"{found[1]}_{found[3]}^{found[2]}".ljust(len(found[0])), text)
    return _THIN.sub("  ", _UPRIGHT.sub(lambda sign: "d".rjust(len(sign[0])), text))


def _blank(found: re.Match[str]) -> str:
    """Return spaces in the place of words that change nothing."""
    return " " * len(found[0])


def _with_sign(spoken: re.Match[str]) -> str:
    """Return words as the sign with its limits in brackets."""
    start = spoken.start()
    written = ["∫", *" " * (len(spoken[0]) - 1)]
    for sign, name in (("_", "low"), ("^", "high")):
        first, last = spoken.start(name) - start, spoken.end(name) - start
        written[first - 2 : last + 1] = [sign, "(", *spoken[name], ")"]
    return "".join(written)
