"""The number of terms under a line before a sum: (1/2m) Σ is 1/(2m)·Σ, the mean of halves, and 1/m Σ_i y_i has m terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.token import Tokens

COUNTS = frozenset("mnMN")
_NAMES = ("word", "name")
_MEAN = re.compile(
    r"(?<![\d.])(?:1(?:\.0?)?\s?/\s?\(?\s?2?\s?\*?\s?|\\[dt]?frac\s?\{?\s?1\s?\}?\s?\{?\s?2?\s?)([mnMN])\s?[)}]?\s?\)?\s?\*?\s?(?:np\.|torch\.)?"
    r"(?:[Σ∑]|\\sum(?![a-z])|[sS]um(?![a-z]))(?:\\(?:no)?limits)?\s?(?:_\s?(?:\{\s?)?([a-z])(?:\s?\})?(?![\w,<≤≠]|\s?=))?(?!\s?_)"
)
_DATA = re.compile(r"(?<![\w\\])(?:[xyzthaoℓŷ]|h[_θ]|\\hat|\\bar|[LJ]\s?\(|\\?(?:log|max|exp))")  # in the sum over a mass there are momenta and forces
_BELOW = re.compile(r"_\s?\{?\s?([ijklt])(?!\w)|\^\s?\{?\(([ijklt])\)|[₍]?([ᵢⱼₖₗₜ])")
_SIGNS = dict(zip("ᵢⱼₖₗₜ", "ijklt", strict=True))
_FAR = 60  # characters of a sum that are looked at


def with_counts_below(tokens: Tokens, readings: Readings) -> Tokens:
    """Return the tokens with brackets around 2m of (1/2m) Σ and 1/2n ‖…‖², which is noted."""
    places = [place for place, kind in enumerate(tokens.kinds) if kind == "/" and is_of_count(tokens, place)]
    if not places:
        return tokens
    pieces: list[range | tuple[str, Any, int, int]] = []
    before = 0
    for place in places:
        start, end = tokens.starts[place + 1], tokens.ends[place + 2]
        pieces += [range(before, place + 1), ("open", (")", None), start, start), range(place + 1, place + 3), ("close", ")", end, end)]
        before = place + 3
        above, below = tokens.source(place - 1, place - 1), tokens.source(place + 1, place + 2)
        apart = f"({above}/{tokens.source(place + 1, place + 1)})*{tokens.source(place + 2, place + 2)}"
        readings.add("quotient", tokens.starts[place - 1], end, f"{above}/({below})", apart)
    return tokens.rebuilt((*pieces, range(before, len(tokens.kinds))))


def is_of_count(tokens: Tokens, place: int) -> bool:
    """Return whether 1/2m stands around a line, before a sum or the norm of more than one name.

    m may be a mass, ½m Σ v_i², but where it stands in brackets or is the last index of the sum.
    """
    numbers = tokens.kind(place - 1) == tokens.kind(place + 1) == "number"
    if not numbers or not tokens.touches(place + 2) or tokens.kind(place + 2) not in _NAMES or tokens.name_at(place + 2) not in COUNTS:
        return False
    in_brackets = tokens.kind(place - 2) == "open" and tokens.kind(place + 3) == "close"
    after = place + 3 + in_brackets
    after += tokens.kind(after) == "*"
    kind = tokens.kind(after)
    of_norm = kind == "open" and str(tokens.values[after][1]).startswith("norm") and tokens.kind(after + 2) != "close"
    if not of_norm and kind != "sum" and not (kind == "word" and str(tokens.values[after]).startswith("sum")):
        return False
    count = tokens.name_at(place + 2)
    return in_brackets or count in "nN" or bool(re.match(rf"[^()]{{0,20}}\^\s*\{{?\s*{count}(?!\w)", tokens.text[tokens.ends[after] - 1 :]))


@lru_cache(maxsize=64)
def counts_before(text: str) -> Mapping[str, str]:
    """Return what the number of terms of sums without limits is called where it divides one of them, by their index: m of 1/m Σ_i y_i."""
    found: dict[str, str] = {}
    for mean in _MEAN.finditer(text):
        count, rest = mean[1], text[mean.end() : mean.end() + _FAR]
        low = _BELOW.search(rest)
        index = mean[2] or (low and (low[1] or low[2] or _SIGNS[low[3]])) or "i"
        letters = "mM" if count in "mM" else count  # masses
        if _DATA.search(rest) and not re.search(rf"(?<![A-Za-z\\])[{letters}]\s?(?:_|\(|[ᵢⱼₖ]|(?<={count})\s?=\s?[^\d=])", text):
            found.setdefault(index, count)
    return found
