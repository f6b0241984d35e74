r"""Derivatives that are called together with the point: nDeriv(x^2, x, 3), derivative(x -> x^2, 3), ∂f/∂x (1, 2). Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings

_NUMBER = r"[-−]?(?:\d++(?:\.\d++)?|π|pi)(?:\s?/\s?\d++)?"
_NUMERICAL = re.compile(rf"(?<![\w\\])(nDeriv|nderiv)\((.{{1,400}}?),\s*+([^\W\d_])\s*+,\s*+({_NUMBER})\s*+\)(?=\s*+\Z)")  # of TI calculators
_OF_ARROW = re.compile(  # of Julia
    rf"\A\s*+((?:[A-Za-z]\w*+\.)?(?:derivative|gradient|grad|diff|D)\(\s*+([^\W\d_])\s*+->)(.+?)(?:,\s*+(?:({_NUMBER}(?:\.0*)?+)|\2)\s*+)?\)(?=\s*+;?\s*+\Z)"
)
_QUOTIENT = r"[d∂][^\W\d_]\s?/\s?[d∂][^\W\d_]|\\[dt]?frac\s?\{\s?(?:d|\\partial)\s?[^\W\d_]\s?\}\s?\{\s?(?:d|\\partial)\s?[^\W\d_]\s?\}"
_APPLIED = re.compile(
    rf"(?<![\w\\*/^])(?:{_QUOTIENT}|\(\s?(?:{_QUOTIENT})\s?\))\s?(?:\\left\s?)?(\({_NUMBER}(?:\s?,\s?{_NUMBER})*\s?(?:\\right\s?)?\))"
    r"(?=\s*+(?:\$|[,;.?]|=\s?\?|\Z|(?:if|for|where|when|given|of)\b))"
)


def without_evaluation(text: str, readings: Readings) -> tuple[str, str]:
    """Return a text with such derivatives without their point, and the point; empty where none is said.

    >>> without_evaluation("nDeriv(x^2, x, 3)", Readings(""))
    (' d/dx (x^2      )', 'x = 3')
    """
    if "eriv(" in text and (call := _NUMERICAL.search(text)):
        readings.add("set aside", *call.span(4), "numbers are put in last")
        operand = f" d/d{call[3]} ({call[2]}"
        return text[: call.start()] + f"{operand.ljust(len(call[0]) - 1)})" + text[call.end() :], f"{call[3]} = {call[4]}"
    if "->" in text and (call := _OF_ARROW.match(text)):
        operand = f"d/d{call[2]} (".rjust(call.end(1)) + call[3]
        if call[4]:
            readings.add("set aside", *call.span(4), "numbers are put in last")
        return f"{operand.ljust(call.end() - 1)})" + " " * (len(text) - call.end()), f"{call[2]} = {call[4]}" if call[4] else ""
    if ("/" in text or "frac" in text) and (place := _APPLIED.search(text)):
        readings.add("set aside", *place.span(1), "numbers are put in last")
        alone = text[place.start() : place.start(1)].replace("(", " ").replace(")", " ")
        return text[: place.start()] + alone + " " * len(place[1]) + text[place.end(1) :], place[1]
    return text, ""
