"""Digits and a letter below a name that plain text has without braces: w_1j, where j is an index of the problem, is w_{1j}."""

from __future__ import annotations

import re

from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.token import Tokens

MARK = re.compile(r"_\d+[i-n](?![A-Za-z(])")  # one of them is in every such text
_BASE = re.compile(r"([^\W\d_]+)_(\d+)")
_BELOW = re.compile(r"[^\W\d_]+_([i-n])")


def with_joined_indices(tokens: Tokens, readings: Readings) -> Tokens:
    """Return tokens with w_1j as one name, where a sum runs over j or another name has the index j alone; else it is w_1·j, which is said."""
    kinds, values = tokens.kinds, tokens.values
    found = [place for place in range(1, len(kinds)) if _is_pair(tokens, place)]
    if not found or tokens.latex:
        return tokens
    letters = {below[1] for kind, value in zip(kinds, values, strict=True) if kind == "word" and (below := _BELOW.fullmatch(value))}
    for place, kind in enumerate(kinds[:-2]):
        if kind == "sum" and kinds[place + 1] == "_":
            letters.add(str(values[place + 2 + (kinds[place + 2] == "open")]))
    pieces: list[range | tuple[str, object, int, int]] = []
    done = 0
    for place in found:
        base, digits = _BASE.fullmatch(values[place - 1]).groups()  # type: ignore[union-attr]  # as every pair has
        start, end = tokens.starts[place - 1], tokens.ends[place]
        if values[place] in letters:
            name = f"{base}_{{{digits}{',' * (len(digits) > 1)}{values[place]}}}"
            pieces += [range(done, place - 1), ("word", name, start, end)]
            done = place + 1
        else:
            readings.add("factor and index", start, end, f"{base}_{digits}*{values[place]}", "a name of its own")
    return tokens.rebuilt([*pieces, range(done, len(kinds))]) if pieces else tokens


def _is_pair(tokens: Tokens, place: int) -> bool:
    """Return whether a letter of indices touches a name with a number below: j in w_1j."""
    words = tokens.kinds[place] == tokens.kinds[place - 1] == "word" and tokens.touches(place)
    return words and tokens.values[place] in ("i", "j", "k", "l", "m", "n") and _BASE.fullmatch(tokens.values[place - 1]) is not None
