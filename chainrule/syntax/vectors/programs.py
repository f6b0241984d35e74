"""Vectors and matrices in programs: X.T @ y is X^T y, and what stands beside @ or in np.sum(w**2) is one. Every place stays where it is."""

from __future__ import annotations

import re

from chainrule.syntax.vectors.names import NAME, note
from chainrule.syntax.vocabulary import LIBRARIES
from chainrule.vectors.kinds import COLUMN, MATRIX

_TIMES = re.compile(rf"(?<![.^])({NAME})(\.T)?\s?@|(?<=@)\s?({NAME})(\.T)?(?![\w(])")
_TRANSPOSE = re.compile(r"(?<=[\w)])\.T\b(?!\w)")  # X.T
_DOT = re.compile(r"(?<![\w.])([A-Za-z]\d?(?:\^T)?)\.dot\(")  # W.dot(x)
_DOT_OF_TWO = re.compile(r"(?<![\w.])([a-z])\.dot\((?=\s?[a-z]\d?\s?\))")  # w.dot(x)
_VECTOR_BEFORE = re.compile(r"(?<![\w.@)])(?<![@)]\s)([a-z]\d?)(?:\.T)?\s?@")  # w @ x
_METHOD = re.compile(r"(?<![\w.)])([A-Z]\w?)(?:\.T)?\.dot\(")  # W.dot(x)
_SUMMED = re.compile(  # np.sum(w**2), np.abs(w).sum()
    rf"(?:(?:{LIBRARIES})\.(?:sum|mean)|(?<![\w.])(?:sum|mean)(?=\(\s?\(|\((?:{LIBRARIES})\.))"
    rf"\(\s?\(?(?:(?:(?:{LIBRARIES})\.)?(?:abs|square|exp|log)\(\s?)?([A-Za-z]\d?)\s?(?:(?:\*\*|\^)\s?\d)?\s?\)"
)
_OUTER = re.compile(r"\(([a-z]\w?)\*([a-z]\w?)\^T\)")  # np.outer(u, v)
_INVERSE = re.compile(r"\(([A-Z]\w?)\^\(?-1\)?\)\s?[@*]")  # np.linalg.inv(A) @ b
_DEFINED = re.compile(r"([A-Za-z_]\w*)\s?=(?!=)")
MOST = 100  # lines of a program that are looked at
_LINE = re.compile(r"(?:^|(?<=[\n;,]))\s*+([a-z]\w{0,9})\s?=(?!=)([^=\n;]*+)(?=[\n;]|\Z)")
_EACH = r"(?:[\w.]{1,20}\.)?(?:maximum|relu|tanh|sigmoid|exp|log|sin|cos|square|sqrt|softplus|F\.relu)\((?:\s?0(?:\.0?)?\s?,)?\s?"
_ADDED = r"\s?\)?(?:\s?[+-]\s?b\w?)?(?:\s?,\s?0(?:\.0?)?)?\s?\)?\s*+$"
_PRODUCT = re.compile(rf"^\s*+(?:{_EACH})?[A-Z]\w?(?:\.T)?(?:\s?@\s?|\.dot\(\s?)[A-Z]\w?(?:\.T)?{_ADDED}")  # max(0, X @ W)
_MADE = re.compile(rf"^\s*+(?:{_EACH})?([a-z]\w{{0,9}})(?:(?:\s?@\s?|\.dot\(\s?)[A-Z]\w?)?{_ADDED}")  # max(0, h), h @ W + b
_MATRIX_NEXT = re.compile(r"@\s?[A-Z]\w*(?:\.T)?(?!\s?@\s?[a-z])")


def summed(text: str) -> list[str]:
    """Return the names whose components alone a sum adds up: w of np.sum(w**2)."""
    if "sum" not in text and "mean" not in text:
        return []
    return [name for name in _SUMMED.findall(text) if not re.search(rf"(?<!\w){name}\s?(?:\(\w\)\s?)?=", text)]


def is_program(text: str) -> bool:
    """Return whether a text has products or transposes as programs write them."""
    return "@" in text or ".T" in text or ".dot(" in text


def defined_matrices(text: str) -> set[str]:
    """Return the small names that are defined by products of matrices, h = max(0, X @ W), and by such alone."""
    found: set[str] = set()
    lines = [(line[1], line[2]) for line in _LINE.finditer(text)][:MOST]
    while new := {name for name, value in lines if name not in found and (_PRODUCT.match(value) or ((made := _MADE.match(value)) and made[1] in found))}:
        found |= new
    return found


def in_signs(text: str, said: dict[str, str], *, spaced: bool) -> str:
    """Return the products and transposes of programs in the signs of mathematics: X^T * y for X.T @ y."""
    for name, _, other, _ in _TIMES.findall(text):
        for each in filter(None, (name, other)):
            if each[:1].isupper():
                note(said, each, MATRIX)
    for each in _METHOD.findall(text):
        note(said, each, MATRIX)
    for each in _INVERSE.findall(text):
        note(said, each, MATRIX)
    for each in (name for pair in _OUTER.findall(text) for name in pair):
        note(said, each, COLUMN)
    spaced = spaced or " @" in text or ".T" in text
    rows: set[str] = set()  # what is defined as a row: h = x @ W
    matrices = defined_matrices(text)
    for each in matrices:
        note(said, each, MATRIX)

    def as_row(found: re.Match[str]) -> str:
        defined = _DEFINED.findall(text, max(0, found.start() - 200), found.start())
        if defined and _MATRIX_NEXT.match(text, found.end() - 1):
            rows.add(defined[-1])
        return found[0] if found[1] in rows or found[1] in matrices else f"{found[1]}^T".ljust(len(found[0]))

    text = _VECTOR_BEFORE.sub(as_row, text) if spaced else text
    text = _TRANSPOSE.sub("^T", text)
    text = _DOT_OF_TWO.sub(lambda found: f"{found[1]}^T *(", text)
    text = _DOT.sub(lambda found: found[1] + "*".ljust(len(found[0]) - len(found[1]) - 1) + "(", text)
    return re.sub(r"(?<=[\w)\]])(\s*+)@(?=\s*+[\w(])", r"\1*", text)
