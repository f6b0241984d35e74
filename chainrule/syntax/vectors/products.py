r"""The sign × between vectors that are given by their components: u(t) = (t, 1, t^2); v(t) = …; u × v. Every text keeps its length."""

from __future__ import annotations

import re

from chainrule.syntax.around.arrays import arguments
from chainrule.syntax.tokens.token import CROSS

_DEFINED = re.compile(r"(?<![=<>!])=\s?(?:\\left\s?)?[(\[]")
_TIMES = re.compile(r"×|\\times(?![A-Za-z])")
_TOTAL = re.compile(r"(?<![\w\\])(?:sum|mean)\s?\(")
_MATRIX = r"(?<![\w\\])[A-Z]\d?(?![\w(])"
_ENTROPY = re.compile(rf"({_MATRIX}|\((?=[^()]{{0,40}}{_MATRIX})[^()]{{1,40}}\))(\s?\*\s?|\s)(?=(?:np\.|torch\.)?(?:log|ln)\s?(?P<open>\())")
_END = re.compile(r"\s*(?:\Z|[;,.$\n]|\\[)\]]|[a-z]{2})")


def with_crosses(text: str) -> str:
    """Return a text with a sign of its own for × where it gives a vector by its components.

    >>> with_crosses("a = (1, t, 2); r(t) = a × (t, 1, t)").count(CROSS), with_crosses("y = 2 × x, z = (x + 1)").count(CROSS)
    (1, 0)
    >>> with_crosses("r(t) = (2 × t, 3)").count(CROSS)
    0
    """
    vectors = [range(found.end(), end) for found in _DEFINED.finditer(text) if (end := _end_of_vector(text, found.end()))]
    if not vectors:
        return text

    def sign(found: re.Match[str]) -> str:
        between_numbers = any(found.start() in vector for vector in vectors)
        return found[0] if between_numbers else CROSS.ljust(len(found[0]))

    return _TIMES.sub(sign, text)


def with_entropies(text: str) -> str:
    """Return a text with ⊙ between a matrix and the logarithm of one in a sum over all, sum(Y*log(P)): that is no product of matrices.

    >>> with_entropies("L = -sum(Y*log(P) + (1-Y) * log(1-P))"), with_entropies("S = sum(N*log(p_i), i=1..3)")
    ('L = -sum(Y⊙log(P) + (1-Y) ⊙ log(1-P))', 'S = sum(N*log(p_i), i=1..3)')
    """
    opened = [(found.end(), arguments(text, found.end())) for found in _TOTAL.finditer(text)]
    sums = [range(first, inside.end) for first, inside in opened if inside is not None and len(inside.each) == 1]
    if not sums:
        return text

    def sign(found: re.Match[str]) -> str:
        logarithm = arguments(text, found.end("open"))
        if logarithm is None or not any(found.start() in total for total in sums) or not re.search(_MATRIX, text[found.end("open") : logarithm.end]):
            return found[0]
        return found[1] + (found[2].replace("*", "⊙") if "*" in found[2] else "⊙")

    return _ENTROPY.sub(sign, text)


def crossed(text: str) -> str:
    """Return a text with the sign of its own for every ×."""
    return _TIMES.sub(lambda found: CROSS.ljust(len(found[0])), text)


def _end_of_vector(text: str, place: int) -> int:
    """Return where a vector behind an opening bracket ends, if one stands there that ends a part of the text; else 0."""
    inside = arguments(text, place)
    return inside.end if inside is not None and len(inside.each) > 1 and _END.match(text, inside.end) is not None else 0
