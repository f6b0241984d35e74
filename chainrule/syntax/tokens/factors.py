"""Signs behind a number that are factors: x° is x·π/180, and 5% is 0.05."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.token import UNREAD, Tokens
from chainrule.tree import number

DEGREE, PERCENT = "°", "٪"
KIND = "factor"  # of the tokens of both signs
ANGLES = frozenset(("θ", "φ", "ϕ", "ϑ", "α", "β", "γ", "ψ", "theta", "phi", "varphi", "alpha", "beta", "gamma", "psi"))  # E° and μ° are standard values
STANDARD = "write E_0 for a standard value, and x*pi/180 for an angle in degrees"
_TRIGONOMETRIC = re.compile(r"\\?(?:sin|cos|tan|sec|csc|cot)\Z")

Piece = tuple[str, Any, int, int]


def with_factors(tokens: Tokens, readings: Readings) -> Tokens:
    """Return tokens with these signs written out, and say so.

    Raises ReadError for a sign that stands behind no number, name or bracket, for a temperature, for E°, which may be a standard value,
    and for x + 20%, which may be 1.2x.
    """
    pieces: list[range | Piece] = []
    done = 0
    for index, kind in enumerate(tokens.kinds):
        if kind != KIND:
            continue
        sign = tokens.values[index]
        first = _first(tokens, index)
        place = tokens.starts[first], tokens.ends[index]
        before = tokens.source(first, index - 1)
        if sign == PERCENT:
            value = _share(tokens, first, index)
            pieces += [range(done, first), ("number", number(value), *place)]
            readings.add("percent", *place, str(value))
        else:
            if tokens.kind(index - 1) in ("word", "name") and not _is_angle(tokens, first, index):
                raise tokens.error("the sign '°' is not read here", index, hint=STANDARD)
            after = tokens.ends[index], tokens.ends[index]
            closing: list[Piece] = [("*", None, *after), ("word", "pi", *after), ("/", None, *after), ("number", number(180), *after), ("close", ")", *after)]
            pieces += [range(done, first), ("open", (")", None), place[0], place[0]), range(first, index), *closing]
            readings.add("degrees", *place, f"{before}*pi/180")
        done = index + 1
    return tokens.rebuilt([*pieces, range(done, len(tokens.kinds))])


def _first(tokens: Tokens, index: int) -> int:
    """Return the first token of what a sign stands behind: a number, a name, both as in 2x°, or a bracket."""
    kinds, first = tokens.kinds, index - 1
    if tokens.kind(first) == "close":
        opened = [opening for opening, (closing, _) in tokens.brackets().items() if closing == first]
        first = opened[0] if opened else -1
        if first > 0 and kinds[first - 1] in ("word", "name", "function", "^", "_"):
            first = -1
    elif tokens.kind(first) in ("word", "name") and tokens.kind(first - 1) == "number" and tokens.kind(first - 2) != "^":
        first -= 1
    elif tokens.kind(first) != "number" and tokens.kind(index + 1) == "open":  # f^∘(x)
        first = -1
    temperature = tokens.kind(index + 1) == "word" and tokens.values[index + 1] in ("C", "F", "K")
    wanted = ("number",) if tokens.values[index] == PERCENT else ("number", "word", "name", "open")
    if first < 0 or tokens.kind(first) not in wanted or tokens.kind(first - 1) in ("^", "_") or temperature:
        hint = "leave a unit out" if temperature else UNREAD["%" if tokens.values[index] == PERCENT else DEGREE]
        raise tokens.error(f"the sign '{tokens.text[tokens.starts[index]]}' is not read here", index, hint=hint)
    return first


def _is_angle(tokens: Tokens, first: int, index: int) -> bool:
    """Return whether a name with a degree sign is an angle: by its letter, or inside a trigonometric function."""
    if tokens.source(index - 1, index - 1).lstrip("\\").partition("_")[0] in ANGLES:
        return True
    around = [opening for opening, (closing, _) in tokens.brackets().items() if opening < index < closing]
    for place in (first - 1, *(opening - 1 for opening in around)):
        head = place - 2 if tokens.kind(place - 1) == "^" else place  # sin^2 x°
        if head >= 0 and _TRIGONOMETRIC.match(tokens.source(head, head)):
            return True
    return False


def _share(tokens: Tokens, first: int, index: int) -> Decimal:
    """Return a percentage as a number; x + 20% is refused, where x may be anything but 1 or another percentage."""
    _, value, parts = tokens.values[first]
    term = tokens.kind(first - 1) in ("+", "-") and tokens.kind(index + 1) in ("", "close", "+", "-", "comma", "break", "stop")
    one = tokens.kind(first - 2) == "number" and tokens.values[first - 2][1] == 1 and tokens.kind(first - 3) in ("", "open", "=")
    if parts or (term and first > 1 and not one and tokens.kind(first - 2) not in ("open", "=", "", KIND)):
        share = tokens.source(first, index)
        raise tokens.error(f"'{share}' of what is not said", first, index, hint=f"write the product: x*(1 + {share}), or a decimal: 0.05")
    return Decimal(value).scaleb(-2)
