"""Names of vectors and matrices in a text, and the kinds that are noted of them."""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.syntax.latex.names import ANY_GREEK
from chainrule.vectors.kinds import COLUMN, MATRIX, ROW, SCALAR

MARKS = r"(?:_(?:\w|\{\w{1,3}\})|\d|[₀-₉]|\^(?:\[\w\]|\(\w\)|\{[\[(]\w[\])]\}))?"
NAME = rf"(?:\\?(?:{ANY_GREEK})|\\(?:mathbf|boldsymbol|bm|vec)\s?\{{\s?(?:\\?(?:{ANY_GREEK})|\w)\s?\}}|[^\W\d_])(?![^\W\d_]){MARKS}"

_EACH = re.compile(NAME)


def kind(word: str, phrase: str) -> str:
    """Return the kind that a word names."""
    word = word.lower()
    return MATRIX if word.startswith("matri") else SCALAR if word.startswith("scalar") else ROW if "row" in phrase.split() else COLUMN


def note(said: dict[str, str], names: str, kind: str) -> None:
    """Note the kind of the names in a piece of text."""
    for found in _EACH.findall(re.sub(r"\band\b", ",", names)):
        try:
            said[canonical(found.strip("$ "))] = kind
        except ReadError:
            continue
