"""Softmax of a vector: p = softmax(z) is p_i = exp(z_i)/Σ_j exp(z_j), a definition for every index."""

from __future__ import annotations

import re
from typing import Any

from chainrule.notation.indices import apart, with_index
from chainrule.notation.names import canonical
from chainrule.syntax.tokens import Tokens
from chainrule.tree import symbol

NAME = "softmax"
_COMPONENT = re.compile(r"(softmax\s*\}?\s*(?:\\left\s*)?\([^()]*\))(\s*_\s*(?:[a-z]|\{\s*[a-z]\s*\}))")  # softmax(z)_i
_NAMES = frozenset(("word", "name"))
_ENDS = frozenset(("break", "comma", "stop", ""))
_INDICES = "ijk"


def of_vectors(text: str) -> str:
    """Return a text with softmax(z) for its component softmax(z)_i: which one is meant, the left side says."""
    return _COMPONENT.sub(lambda found: found[1] + " " * len(found[2]), text)


def written_out(tokens: Tokens) -> Tokens:
    """Return the tokens with every definition that is a softmax of one name written out."""
    done = Tokens(tokens.text, tokens.limits, tokens.latex)
    place = 0
    while place < len(tokens.kinds):
        if is_softmax(tokens, place):
            for kind, value in definition(read(tokens, place), read(tokens, place + 4)):
                done.add(kind, value, tokens.starts[place], tokens.ends[place + 5])
            place += 6
        else:
            done.add(tokens.kinds[place], tokens.values[place], tokens.starts[place], tokens.ends[place])
            place += 1
    return done


def is_softmax(tokens: Tokens, place: int) -> bool:
    """Return whether a definition such as p = softmax(z) starts at a place."""
    kinds = [tokens.kind(each) for each in range(place, place + 7)]
    shape = kinds[1] == "=" and kinds[3] == "open" and kinds[5] == "close" and kinds[6] in _ENDS
    return shape and _NAMES.issuperset((kinds[0], kinds[2], kinds[4])) and read(tokens, place + 2) == NAME


def read(tokens: Tokens, place: int) -> str:
    """Return a name in canonical form."""
    value = tokens.values[place]
    return canonical(value) if isinstance(value, str) else str(value[1])


def definition(name: str, vector: str) -> list[tuple[str, Any]]:
    """Return the tokens of the definition: exponentials as shares of their sum."""
    base, index = apart(name)
    if len(index) != 1 or not index.isalpha():
        base, index = name, _INDICES[0]
    if apart(vector)[1] == index:
        vector = apart(vector)[0]
    other = next(letter for letter in _INDICES if letter != index)
    opening, closing = ("open", (")", None)), ("close", ")")
    powers = [[("word", "exp"), opening, ("name", symbol(with_index(vector, each))), closing] for each in (index, other)]
    return [("name", symbol(with_index(base, index))), ("=", None), *powers[0], ("/", None), ("sum", None), ("_", None), ("name", symbol(other)), *powers[1]]
