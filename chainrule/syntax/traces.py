"""Traces, tr(A X): written as brackets of their own, as norms are. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.arrays import arguments

MOST = 50  # traces in one text
_SET = r"\\(?:operatorname\*?|mathrm|text|textrm|mathop)\s?\{\s?(?:[Tt]r(?:ace)?)\s?\}|\\(?:[Tt]r|trace)(?![A-Za-z])"
_NAME = rf"(?:{_SET}|(?<![\w\\.^{{])(?:np\.|numpy\.|torch\.|tf\.linalg\.)?(?:[Tt]r|[Tt]race)(?![A-Za-z_]))"
_TRACE = re.compile(rf"{_NAME}\s?(?:\\!|\\,)?\s?(\\left\s?)?([(\[])")
_DEFINED = re.compile(r"(?<![\w\\])(?:[Tt]r|[Tt]race)\s?=")
_MATRIX = re.compile(r"[A-Z]|\^\s?\{?\s?(?:T\b|\\top|\\intercal)|[ΣΛΩΦΨ]|\\(?:Sigma|Lambda|Omega|Phi|Psi)")


def with_traces(text: str) -> str:
    """Return a text with ⟪A X⟫ for tr(A X), where what stands inside may be a matrix.

    >>> with_traces("f = tr(A X) + tr(b)")
    'f =   ⟪A X⟫ + tr(b)'
    """
    if _DEFINED.search(text):
        return text
    for found in list(_TRACE.finditer(text))[:MOST][::-1]:
        inside = arguments(text, found.end())
        if inside is None or len(inside.each) != 1 or not _MATRIX.search(inside.each[0]):
            continue
        argument = inside.each[0]
        if found[1]:  # \left( … \right)
            argument = re.sub(r"\\right\s?\Z", lambda right: " " * len(right[0]), argument)
        text = text[: found.start()] + "⟪".rjust(found.end() - found.start()) + argument + "⟫" + text[inside.end :]
    return text
