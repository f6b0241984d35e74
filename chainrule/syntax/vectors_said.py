"""What a text says to be a vector or a matrix: x ∈ ℝⁿ, where W is a matrix, bold letters, W @ x, X.T. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.notation.names import GREEK, canonical
from chainrule.syntax.blanks import separator
from chainrule.syntax.requests import NOTHING_SAID, Said
from chainrule.vectors.kinds import COLUMN, MATRIX, ROW, SCALAR

_GREEK = "|".join(sorted(GREEK, key=len, reverse=True))
_MARKS = r"(?:_(?:\w|\{\w{1,3}\})|\d|[₀-₉]|\^(?:\[\w\]|\(\w\)|\{[\[(]\w[\])]\}))?"
_NAME = rf"(?:\\?(?:{_GREEK})|\\(?:mathbf|boldsymbol|bm|vec)\s?\{{\s?(?:\\?(?:{_GREEK})|\w)\s?\}}|[^\W\d_])(?![^\W\d_]){_MARKS}"
_AND = r"(?:\s?,\s*+(?:and\s++)?|\s++and\s++|\s?&\s*+)"
_NAMES = rf"\$?{_NAME}\$?(?:{_AND}\$?{_NAME}\$?){{0,7}}"
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
_CALLED = re.compile(rf"\b{_KIND}\s+\$?({_NAME})\$?(?![\w(]|\s+(?:is|are|be)\b)")  # the weight matrix W
_BOLD = re.compile(rf"\\(?:mathbf|boldsymbol|bm|vec)\s?(?:\{{\s?(\\?(?:{_GREEK})|[^\W\d_])\s?\}}|\s([^\W\d_]))({_MARKS})")
_TIMES = re.compile(rf"({_NAME})(\.T)?\s?@|(?<=@)\s?({_NAME})(\.T)?(?![\w(])")
_EACH = re.compile(_NAME)

_NABLA = re.compile(  # ∇_w L, which asks for ∂L/∂w
    rf"(?:\s?∇|\\nabla)\s?_\s?(?:\{{\s?({_NAME})\s?\}}|({_NAME}))\s?((?:\\(?:mathcal|ell)\s?(?:\{{\w\}})?|[^\W\d_])(?:_\w)?)(?:\(\s?[\w\\]+(?:,\s?[\w\\]+)*\s?\))?(?![\w(])"
)
_TRANSPOSE = re.compile(r"(?<=[\w)])\.T\b(?!\w)")  # X.T
_DOT = re.compile(r"(?<![\w.])([A-Za-z]\d?(?:\^T)?)\.dot\(")  # W.dot(x)
_VECTOR_BEFORE = re.compile(r"(?<![\w.@)])(?<![@)]\s)([a-z]\d?)(?:\.T)?\s?@")  # w @ x
_SIGNS = ("∈", r"\in", "vector", "matri", "scalar", "bf", "bold", r"\bm", r"\vec", "@", ".T", ".dot(", "⊙", r"\odot", "∇", r"\nabla")


def without_kinds(text: str) -> tuple[str, Said]:
    """Return a text without what it says of vectors and matrices, and that.

    >>> without_kinds("L = x^T A x, where A is a matrix")
    ('L = x^T A x, ;                   ', Said(kinds={'A': 'matrix'}, surely=True, beside=''))
    """
    beside = COLUMN if "⊙" in text or r"\odot" in text else SCALAR if "·" in text or r"\cdot" in text else ""
    if not any(sign in text for sign in _SIGNS):
        return text, Said({}, beside=beside) if beside else NOTHING_SAID
    said: dict[str, str] = {}
    for braced, bare, mark in _BOLD.findall(text):
        note(said, (braced or bare) + mark, MATRIX if (braced or bare)[:1].isupper() else COLUMN)
    unsure = len(said)

    def is_kind(found: re.Match[str]) -> str:
        note(said, found[1], SCALAR if found[2].lower().startswith("scalar") else kind(found[2].lower(), found[0]))
        return separator(found[0])

    def is_in(found: re.Match[str]) -> str:
        size = found[2].strip("^{}() ")
        if size in ("", "1", "¹"):  # a condition on a number
            return found[0]
        note(said, found[1], MATRIX if re.search(r"[x×ˣ*,]|\\times|\\cdot", size) else COLUMN)
        return separator(found[0])

    text = _IN.sub(is_in, _IS.sub(is_kind, _NABLA.sub(_derivative, text)))
    for found in _CALLED.finditer(text):
        note(said, found[2], kind(found[1], found[0]))
    if "@" in text or ".T" in text or ".dot(" in text:
        text = _in_signs(text, said)
    return text.replace("⊙", "*").replace(r"\odot", "*    "), Said(said, len(said) > unsure, beside)


def _derivative(found: re.Match[str]) -> str:
    """Return a gradient that is asked for as a derivative, where that is not longer."""
    written = f"∂{found[3]}/∂{found[1] or found[2]}"
    return written.rjust(len(found[0])) if len(written) <= len(found[0]) else found[0]


def kind(word: str, phrase: str) -> str:
    """Return the kind that a word names."""
    return MATRIX if word.startswith("matri") else SCALAR if word.startswith("scalar") else ROW if "row" in phrase.split() else COLUMN


def note(said: dict[str, str], names: str, kind: str) -> None:
    """Note the kind of the names in a piece of text."""
    for found in _EACH.findall(re.sub(r"\band\b", ",", names)):
        try:
            said[canonical(found.strip("$ "))] = kind
        except ReadError:
            continue


def _in_signs(text: str, said: dict[str, str]) -> str:
    """Return the products and transposes of programs in the signs of mathematics: X^T * y for X.T @ y."""
    for name, _, other, _ in _TIMES.findall(text):
        for each in filter(None, (name, other)):
            if each[:1].isupper():
                note(said, each, MATRIX)
    text = _VECTOR_BEFORE.sub(lambda found: f"{found[1]}^T".ljust(len(found[0])), text) if " @" in text or ".T" in text else text
    text = _TRANSPOSE.sub("^T", text)
    text = _DOT.sub(lambda found: found[1] + "*".ljust(len(found[0]) - len(found[1]) - 1) + "(", text)
    return re.sub(r"(?<=[\w)\]])(\s?)@(?=\s?[\w(])", r"\1*", text)
