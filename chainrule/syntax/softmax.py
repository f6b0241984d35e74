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
OWN_NAMES = "zsuvq"


def of_vectors(text: str) -> str:
    """Return a text with softmax(z) for its component softmax(z)_i: which one is meant, the left side says."""
    return _COMPONENT.sub(lambda found: found[1] + " " * len(found[2]), text)


def written_out(tokens: Tokens) -> Tokens:
    """Return the tokens with every definition that is a softmax written out; what it is of gets a name, where it has none."""
    done = Tokens(tokens.text, tokens.limits, tokens.latex)
    place = 0
    components: dict[str, str] = {}  # of what is defined so
    while place < len(tokens.kinds):
        last = of_expression(tokens, place)
        if last:
            name = fresh(tokens)
            components[read(tokens, place)] = definition(read(tokens, place), name)[0][1].value
            for kind, value in (*definition(read(tokens, place), name), ("break", ";"), ("name", symbol(name)), ("=", None)):
                done.add(kind, value, tokens.starts[place], tokens.ends[place + 2])
            for each in range(place + 4, last):
                done.add(tokens.kinds[each], tokens.values[each], tokens.starts[each], tokens.ends[each])
            place = last + 1
        elif is_softmax(tokens, place):
            written = definition(read(tokens, place), read(tokens, place + 4))
            components[read(tokens, place)] = written[0][1].value
            for kind, value in written:
                done.add(kind, value, tokens.starts[place], tokens.ends[place + 5])
            place += 6
        else:
            done.add(tokens.kinds[place], tokens.values[place], tokens.starts[place], tokens.ends[place])
            place += 1
    for place, (kind, value) in enumerate(zip(done.kinds, done.values, strict=True)):
        if kind == "derivative" and value[1] in components:  # dp/dx
            done.values[place] = (value[0], components[value[1]], *value[2:])
    return done


def of_expression(tokens: Tokens, place: int) -> int:
    """Return where the bracket closes of a definition such as p = softmax(W x + b) that starts at a place; 0 where none does, or its bracket holds one name."""
    kinds = [tokens.kind(each) for each in range(place, place + 4)]
    if kinds[1] != "=" or kinds[3] != "open" or not _NAMES.issuperset((kinds[0], kinds[2])) or read(tokens, place + 2) != NAME:
        return 0
    depth = 0
    for last in range(place + 3, len(tokens.kinds)):
        depth += (tokens.kinds[last] == "open") - (tokens.kinds[last] == "close")
        if depth == 0:
            return last if last > place + 5 and tokens.kind(last + 1) in _ENDS else 0
    return 0


def fresh(tokens: Tokens) -> str:
    """Return a name for what a softmax is of, which the text does not have."""
    used = "".join(re.findall(r"[A-Za-z]", tokens.text))
    return next((letter for letter in OWN_NAMES if letter not in used), OWN_NAMES[0] + "_s")


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
