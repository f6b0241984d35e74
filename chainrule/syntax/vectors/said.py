"""What a text says to be a vector or a matrix: x ∈ ℝⁿ, where W is a matrix, A is symmetric, bold letters, W @ x, X.T. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.syntax.around.arrays import without_calls
from chainrule.syntax.around.blanks import separator
from chainrule.syntax.around.english import AND
from chainrule.syntax.asked.requests import NOTHING_SAID, Said
from chainrule.syntax.vectors.names import NAME, kind, note
from chainrule.syntax.vectors.products import with_entropies
from chainrule.syntax.vectors.programs import in_signs, is_program, summed
from chainrule.syntax.vectors.signs import note_bold, note_factors, with_derivatives, with_factors, without_arrows
from chainrule.syntax.vocabulary import LIBRARIES
from chainrule.vectors.kinds import COLUMN, MATRIX, SCALAR

_NAMES = rf"\$?{NAME}\$?(?:{AND}\$?{NAME}\$?){{0,7}}"
_SAYING = r"vectors?|matrix|matrices|weights?|where|with|and|if|for|but|here|suppose|assume|assuming|given|let|since|also|both"
_BEFORE = rf"(?:(?:(?<=[.;,:\n(]\s)|(?<=[.;,:\n($])|\A)(?:\b(?:{_SAYING})\s++){{0,3}}|\b(?:(?:{_SAYING})\s++){{1,3}})"
_REAL = r"(?:ℝ|R|\\mathbb\s?\{?\s?R\s?\}?|\\R(?![A-Za-z])|\\Re(?![A-Za-z]))"
_SIZE = r"(?:\s?\^\s?(?:\{[^{}]{1,30}\}|\([^()]{1,30}\)|\w(?:\s?[x×]\s?\w)?)|[ⁿᵐᵈᵏᵖʰˣ×¹²³⁴⁵⁶⁷⁸⁹⁰]{1,9})?"
_IN = re.compile(rf"{_BEFORE}\$?({_NAMES})\s*+(?:∈|\\in(?![A-Za-z]))\s*+{_REAL}({_SIZE})\$?")
_ADJECTIVES = r"(?:(?!(?:vectors?|matrix|matrices|scalars?|and|is|are)\b)[a-zA-Z0-9×\-\\]{1,20}\s+){0,5}?"
_KIND = r"(vectors?|matrix|matrices|scalars?)\b"
_REST = r"(?:\s+(?:of|with|in)\s+[\w×^{}\\ ]{0,40}?(?=[.;,\n)]|\s+and\s|\Z))?"
_VERB = r"(?:(?:is|are|be|being|as|denotes?)\s+(?:an?\s+|the\s+|all\s+|both\s+)?|an?\s+|(?=vectors|matrices|scalars))"
_IS = re.compile(rf"{_BEFORE}(?:the\s+)?({_NAMES})\s+{_VERB}{_ADJECTIVES}{_KIND}{_REST}", re.IGNORECASE)
_ARTICLE = r"(?:an?|any|some|every|the)"
_END = r"(?=\s*+(?:[.,;:\n)]|\Z))"
_FOR = re.compile(  # for a symmetric matrix A
    rf"\b(?:for|given|where|with|if|and|let)\s+{_ARTICLE}\s+{_ADJECTIVES}{_KIND}\s+({_NAMES}){_END}", re.IGNORECASE
)
_ALIKE = r"(?:symmetric(?:al)?|hermitian|spd|psd|(?:positive|negative)[\s-](?:semi-?)?definite|diagonal|covariance|precision)"
_SYMMETRIC = re.compile(rf"(?<![a-z-]){_ALIKE}\b", re.IGNORECASE)
_IS_SYMMETRIC = re.compile(
    rf"{_BEFORE}(?:the\s+)?({_NAMES})\s+(?:(?:is|are|be|being)\s+(?:both\s+)?)?(?:{_ALIKE}(?:,?\s+|\s+and\s+)?){{1,3}}{_END}", re.IGNORECASE
)
_THEN_SYMMETRIC = re.compile(rf"\s*+(?:be|is|are|being)\s++{_ADJECTIVES}{_ALIKE}\b", re.IGNORECASE)
_MIRRORED = re.compile(  # A = A^T
    rf"(?:(?<=[.,;:\n(])\s*+|\b(?:where|with|and|if|for|assume|assuming|since)\s++)\$?({NAME})\s*+=\s*+\1\s*+\^\s*+"
    rf"(?:\{{\s*+)?(?:T|⊤|\\top|\\intercal)(?:\s*+\}})?\$?{_END}"
)
_CALLED = re.compile(rf"\b{_KIND}\s+\$?({NAME})\$?(?![\w(]|\s+(?:is|are|be)\b)")  # the weight matrix W
_BOTH = re.compile(r"(?<![\w^{\\])T\s?=(?!=)")  # T = 1/2 m v^T v
_SAME = re.compile(rf"({NAME})\s?\^\s?\{{?\s?(?:T|⊤|\\top(?![A-Za-z]))\s?\}}?\s?(?:[A-Z]\s?)?\1(?!\w)")
_SIGNS = (
    "∈", r"\in", "vector", "matri", "symmetric", "definite", "scalar", "bf", "bold", r"\bm", r"\vec", r"\overrightarrow",
    "@", ".T", ".dot(", "⊙", r"\odot", "∇", r"\nabla",
)  # fmt: skip
_OF_LIBRARY = re.compile(rf"(?<![\w.])(?:{LIBRARIES})\.")  # whose products are component by component
TWO_MEANINGS = "call what is defined otherwise: E = 1/2 m v^T v"


def without_kinds(text: str) -> tuple[str, Said]:
    """Return a text without what it says of vectors and matrices, and that.

    >>> without_kinds("L = x^T A x, where A is a matrix")
    ('L = x^T A x, ;                  ', Said(kinds={'A': 'matrix'}, surely=True, beside='', symmetric=(), spread=False))
    """
    text, called = with_entropies(text), bool(_OF_LIBRARY.search(text))
    program = without_calls(text)
    by_arrays, text = program != text, program
    beside = COLUMN if "⊙" in text or r"\odot" in text else SCALAR if "·" in text or r"\cdot" in text else ""
    if "T" in text and (both := _BOTH.search(text)) and _SAME.search(text):
        raise ReadError("T is defined here, and is the sign of a transpose as well", hint=TWO_MEANINGS, text=text, start=both.start(), end=both.start() + 1)
    alone = summed(text)
    if not by_arrays and not alone and not any(sign in text for sign in _SIGNS) and not _MIRRORED.search(text):
        return text, Said({}, beside=beside) if beside else NOTHING_SAID
    said: dict[str, str] = {}
    text = without_arrows(text, said)
    note_bold(text, said)
    unsure = len(said)
    if beside == COLUMN:
        note_factors(text, said)
    text, symmetric = _without_words(with_derivatives(text), said)
    for each in alone:
        note(said, each, MATRIX if each[:1].isupper() else COLUMN)
    if is_program(text) or by_arrays:
        beside = beside or COLUMN
        text = in_signs(text, said, spaced=by_arrays)
    elif alone and called:
        beside = beside or COLUMN
    return with_factors(text), Said({**said, **symmetric}, len(said) > unsure or bool(symmetric), beside, tuple(symmetric))


def _without_words(text: str, said: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return a text without its words about vectors and matrices, of which the kinds are noted, and what is symmetric."""
    symmetric: dict[str, str] = {}

    def is_symmetric(found: re.Match[str]) -> str:
        note(symmetric, found[1], MATRIX)
        return separator(found[0])

    def is_for(found: re.Match[str]) -> str:
        note(said, found[2], kind(found[1], found[0]))
        note(symmetric, found[2] if _SYMMETRIC.search(found[0]) else "", MATRIX)
        return separator(found[0])

    def is_kind(found: re.Match[str]) -> str:
        note(said, found[1], kind(found[2], found[0]))
        note(symmetric, found[1] if _SYMMETRIC.search(found[0]) else "", MATRIX)
        return separator(found[0])

    def is_in(found: re.Match[str]) -> str:
        size = found[2].strip("^{}() ")
        if size in ("", "1", "¹"):  # a condition on a number
            return found[0]
        note(said, found[1], MATRIX if re.search(r"[x×ˣ*,]|\\times|\\cdot", size) else COLUMN)
        note(symmetric, found[1] if _THEN_SYMMETRIC.match(found.string, found.end()) else "", MATRIX)
        return separator(found[0])

    text = _IS_SYMMETRIC.sub(is_symmetric, _MIRRORED.sub(is_symmetric, text))
    text = _IN.sub(is_in, _IS.sub(is_kind, _FOR.sub(is_for, text)))
    for found in _CALLED.finditer(text):
        note(said, found[2], kind(found[1], found[0]))
    return text, symmetric
