"""What a derivative is said to be: show that dy/dx = …, the derivative of sec x is …. It is no part of the question; every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings

_QUOTIENT = r"(?:[d∂][\w²³^]*\s?/\s?[d∂]\w[\w²³^]*|\\[dt]?frac\s?\{[^{}]{1,20}\}\s?\{\s?(?:d|\\partial)[^{}]{1,20}\})"
_DERIVATIVE = rf"(?:{_QUOTIENT}|[A-Za-z]['’′]{{1,3}}(?:\(\w\))?)"
_OPERAND = r"(?:\s?[(\[](?:[^()\[\]=]|\([^()=]*\)){1,80}[)\]]|\s[^=;.\n+-]{1,60}?)?"
_SHOWN = re.compile(
    rf"\b(?:show|prove|verify|confirm|check|deduce|demonstrate)\s+that\s+(?:if\s[^=]{{1,60}}=[^=,]{{1,60}}?(?:,\s*(?:then\s+)?|\s+then\s+))?[$\\(]{{0,3}}{_DERIVATIVE}{_OPERAND}\s?(=[^;\n=]{{1,200}}?)"
    r"(?=[$;\n]|\\\)|\.\s|\.?\s*\Z|,?\s(?:if|when|where|for|given)\s)",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\bderivative\s+of\s+(?!(?:the\s+)?function\s+[a-z]\s+(?:is|equals)\s)(?:(?![.:]\s)[^=;?\n]){1,100}?(?<!\b[Tt]hat)(?<!\b[Ww]hat)(?<!\b[Ww]hich)\s((?!is\s+(?:the|an?|asked|wanted|needed|to|constant|fixed|held|positive|real|given|differentiable|any)\b)(?:is\s+(?:equal\s+to\s+)?|equals?\s+(?:to\s+)?)(?=[^=\n]{0,20}[\d(^])(?:(?!\b(?:find|what|deriv|differentiat))[^=;?\n]){1,100}|is\s+(?!(?:a|an|constant|fixed|held|positive|real|given|any)\b)(?:(?!\b(?:find|what|deriv|differentiat))[^=;?\n]){1,100})(?=[?.]?\s*\Z)",
    re.IGNORECASE,
)
_FOUND = re.compile(  # I get 1/(1 + cos x), is that right?
    rf"(\b(?:I|we)\s+(?:get|got|found|obtain(?:ed)?)\s+(?:[$\\(]{{0,3}}{_DERIVATIVE}\s?=)?[^=\n;?]{{1,200}}?[.,]?\s+(?:is|am|are)\s+(?:this|that|it|I|my\s+answer|we)\s+(?:right|correct|ok|wrong|true|done)\b\s?\??)",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?<=[\w)}²³.,;])\s+((?:Answer|Ans)\b\.?\s?(?::|=|is)?\s[^=\n;:]{1,100}?)\s*\Z")  # y = x^2. Answer: 2x


def without_claim(text: str, readings: Readings) -> str:
    """Return a text without what it says a derivative is."""
    for pattern in (_SHOWN, _SAID, _FOUND, _ANSWER):
        if found := pattern.search(text):
            readings.add("set aside", found.start(1), found.end(1), "the derivative is worked out afresh")
            text = text[: found.start(1)] + ";" + " " * (found.end(1) - found.start(1) - 1) + text[found.end(1) :]
    return text
