"""Integrals among tokens: each sign ∫ with its limits and its differential becomes a bracket that builds an integral.

Inside the bracket stand the lower limit, the upper one, what is integrated and the variable, with commas between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from chainrule.errors import LimitExceeded, ReadError
from chainrule.notation.names import GREEK
from chainrule.syntax.tokens.token import UNREAD, Tokens
from chainrule.syntax.vocabulary import FUNCTION_LETTERS, HEADS
from chainrule.tree import INFINITY, ONE

Piece = range | tuple[str, Any, int, int]

CALLS = frozenset(("int", "integrate", "Integrate", "Integral", "integral"))
INFINITIES = frozenset(("oo", "inf", "infinity", "Infinity"))
MOST = 20  # integrals in one text
_ENDS = frozenset(("+", "-", "*", "=", "comma", "break", "stop", "relation", "close", "middle", "if", "next"))  # after which a factor does not go on
_WORDS = frozenset(GREEK) | {"pi"}
_BRACED = "put brackets around it: ∫_{a}^{b}"


class Part(NamedTuple):
    """The tokens of a part of an integral, where it ends, and what is to be said of how it was read: taken and other."""

    pieces: list[Piece]
    end: int
    said: tuple[str, str] | None = None


class Differential(NamedTuple):
    """Where dt stands, the place after it, the variable, and what stands before the d in one word: the x of xdx."""

    place: int
    end: int
    variable: str
    before: str


def with_integrals(tokens: Tokens) -> Tokens:
    """Return tokens with a bracket for each integral. Raises ReadError for one without limits or without a differential."""
    for place in reversed([place for place, kind in enumerate(tokens.kinds) if kind == "word" and tokens.values[place] in CALLS]):
        tokens = _called(tokens, place)
    signs = [place for place, kind in enumerate(tokens.kinds) if kind == "integral" and tokens.kind(place + 1) != "open"]
    if len(signs) > MOST:
        raise tokens.error("there are too many integrals", signs[MOST], hint=f"the limit is {MOST}", kind=LimitExceeded)
    for place in reversed(signs):  # what stands inside first
        tokens = _signed(tokens, place, outermost=place == signs[0])
    if tokens.has("infinite"):
        raise tokens.error("infinity is read as a limit of an integral alone", tokens.kinds.index("infinite"), hint=UNREAD["∞"])
    return tokens


def _signed(tokens: Tokens, place: int, *, outermost: bool) -> Tokens:
    """Return tokens with a bracket for the integral whose sign stands at a place."""
    if tokens.kind(place + 1) != "_":
        raise _without_limits(tokens, place)
    low = _limit(tokens, place + 2, upper=False)
    if tokens.kind(low.end) != "^":
        raise _without_limits(tokens, place)
    high = _limit(tokens, low.end + 1, upper=True)
    found = _differential(tokens, high.end)
    if found is None:
        raise tokens.error("the integral has no differential", place, high.end - 1, hint="write dt behind what is integrated")
    body = _integrand(tokens, high.end, found)
    again = _differential_at(tokens, body.end) if body.end < len(tokens.kinds) and outermost else None
    if again is not None and again.variable == found.variable:  # of d t dt, where d may be a quantity
        hint = "leave one out, or give the quantity d another name"
        raise tokens.error(f"there are two differentials d{found.variable}", found.place, again.end - 1, hint=hint)
    start, after = tokens.starts[place], tokens.ends[high.end - 1]
    variable = ("word", found.variable, tokens.ends[found.end - 1] - 1, tokens.ends[found.end - 1])
    comma = ("comma", None, after, after)
    inside: list[Piece] = [*low.pieces, comma, *high.pieces, comma, *body.pieces, comma, variable]
    end = max(tokens.ends[body.end - 1], tokens.ends[found.end - 1])
    opening: list[Piece] = [("integral", high.said, start, tokens.ends[place]), ("open", (")", "integral"), after, after)]
    return tokens.rebuilt([range(place), *opening, *inside, ("close", ")", end, end), range(body.end, len(tokens.kinds))])


def _without_limits(tokens: Tokens, place: int) -> ReadError:
    """Return the error for an antiderivative."""
    sign = tokens.source(place, place)
    return tokens.error(f"the sign '{sign}' is not read here without limits", place, hint=f"{UNREAD['∫']}; ∫_0^x f(t) dt has limits")


def _limit(tokens: Tokens, place: int, *, upper: bool) -> Part:
    """Return one limit: in brackets, or a sign and one number, name, root or function; above also with an exponent, which is said."""
    kind, value = at(tokens, place)
    if kind == "open" and value[1] is None:
        close = tokens.closing(place)
        if close <= place + 1:
            raise tokens.error("a limit of the integral is missing", place, hint=_BRACED)
        _take_infinity(tokens, range(place + 1, close))
        return Part([*_raised(tokens, place + 1, close)] if value[0] == "raised" else [range(place + 1, close)], close + 1)
    first = place
    place += kind in ("+", "-")
    if tokens.kind(place) == "infinite":
        _take_infinity(tokens, range(first, place + 1))
        return Part([range(place if kind == "+" else first, place + 1)], place + 1)
    if tokens.latex and (cut := _first_letter(tokens, place)) is not None:
        return Part([*([range(first, place)] if first < place else []), cut], place)
    end = _item(tokens, place)
    if not upper or tokens.latex or tokens.kind(end) != "^":
        if not tokens.latex and tokens.touches(end) and _may_go_on(tokens, place, end):
            raise tokens.error("where the limit of the integral ends is open", first, end, hint=_BRACED)
        return Part([range(first, end)], end)
    power = end
    end = _item(tokens, end + 1)
    limit, alone = tokens.source(first, end - 1), tokens.source(first, power - 1)
    return Part([range(first, end)], end, None if tokens.kind(power + 1) == "open" else (f"up to {limit}", f"∫_{{…}}^{{{alone}}} (…) for {alone} alone"))


def _take_infinity(tokens: Tokens, limit: range) -> None:
    """Take a limit that is infinity, with a sign before it or none, as that."""
    if not limit:
        return
    last, signs = limit[-1], tokens.kinds[limit.start : limit[-1]]
    infinite = tokens.kinds[last] == "infinite" or (tokens.kinds[last] == "word" and tokens.values[last] in INFINITIES)
    if infinite and signs in ([], ["-"], ["+"]):
        tokens.kinds[last], tokens.values[last] = "constant", INFINITY


def _may_go_on(tokens: Tokens, place: int, end: int) -> bool:
    """Return whether a limit without brackets may go on with what touches it: 2x, f(x); the bracket behind another letter is integrated."""
    if tokens.kind(end) == "open":
        return end == place + 1 and (tokens.kind(place) == "number" or tokens.values[place] in FUNCTION_LETTERS)
    return tokens.kind(end) in ("word", "name") and tokens.kind(place) in ("number", "word")


def at(tokens: Tokens, place: int) -> tuple[str, Any]:
    """Return the kind and the value of a token; an empty kind past the end."""
    return (tokens.kinds[place], tokens.values[place]) if place < len(tokens.kinds) else ("", None)


def _first_letter(tokens: Tokens, place: int) -> Piece | None:
    """Return the first of several letters or digits as LaTeX takes it for a limit, and take it from them; None where there is one."""
    kind, value = at(tokens, place)
    if kind == "word" and value.isalpha() and len(value) > 1 and value not in _WORDS:
        start = tokens.starts[place]
        tokens.values[place], tokens.starts[place] = value[1:], start + 1
        return ("word", value[0], start, start + 1)
    return None


def _raised(tokens: Tokens, first: int, last: int) -> Iterable[Piece]:
    """Yield a limit in raised letters, in which a digit after a letter is an exponent: ∫₀ˣ²."""
    for place in range(first, last):
        if tokens.kinds[place] == "number" and tokens.kind(place - 1) == "word":
            yield ("^", None, tokens.starts[place], tokens.starts[place])
        yield range(place, place + 1)


def _item(tokens: Tokens, place: int) -> int:
    """Return the place after one number, name, bracket, root or function with its bracket."""
    kind = tokens.kind(place)
    word = tokens.values[place] if kind == "word" else ""
    if kind == "open":
        return max(tokens.closing(place), place) + 1
    if kind == "root" or ((kind == "function" or word in HEADS) and tokens.kind(place + 1) in ("open", "number", "word", "name")):
        return _item(tokens, place + 1)
    known = len(word) == 1 or word in _WORDS or "_" in word or word[1:].isdigit()
    if kind not in ("number", "name", "constant", "word") or (kind == "word" and not known):
        raise tokens.error("where the limit of the integral ends is open", min(place, len(tokens.kinds) - 1), hint=_BRACED)
    return place + 1


def _differential(tokens: Tokens, first: int) -> Differential | None:
    """Return the first differential behind the limits, also one above a fraction bar; None where there is none."""
    opened: list[str] = []  # what the brackets build that are open
    for place in range(first, len(tokens.kinds)):
        kind = tokens.kinds[place]
        if kind == "open":
            opened.append(tokens.values[place][1] or "")
        elif kind == "close":
            if not opened:
                return None
            opened.pop()
        elif kind == "middle" and opened == ["frac"]:
            opened = ["below"]
        elif kind in ("break", "=") and not opened:
            return None
        elif opened in ([], ["frac"], ["frac", ""]):
            found = _differential_at(tokens, place)
            if found is not None:
                return found
    return None


def _differential_at(tokens: Tokens, place: int) -> Differential | None:
    """Return the differential at a place: dt, d t, dtheta, or the end of tdt."""
    kind, value = tokens.kinds[place], tokens.values[place]
    if value == "d" or (kind == "name" and value[1] == "d"):
        after = tokens.kind(place + 1)
        name = tokens.name_at(place + 1) if after in ("word", "name") else ""
        return Differential(place, place + 2, name, "") if _is_variable(name) else None
    if kind == "name" and value[1][:1] == "d" and "_" in value[1]:
        return Differential(place, place + 1, value[1][1:], "")
    if kind != "word":
        return None
    if value[0] == "d" and _is_variable(value[1:]):
        return Differential(place, place + 1, value[1:], "")
    return Differential(place, place + 1, value[-1], value[:-2]) if len(value) > 2 and value[-2] == "d" and value.isalpha() else None


def _is_variable(name: str) -> bool:
    return (len(name) == 1 and name.isalpha()) or name in _WORDS or (len(name) > 1 and name[0].isalpha() and name[1:].strip("_").isdigit())


def _integrand(tokens: Tokens, first: int, found: Differential) -> Part:
    """Return what is integrated: before the differential, around one above a fraction bar, or behind one that comes first."""
    place, end, _, before = found
    one: Piece = ("number", ONE, tokens.starts[place], tokens.ends[end - 1])
    letters: list[Piece] = [("word", before, tokens.starts[place], tokens.starts[place] + len(before))] if before else []
    group = next((start for start, (close, _) in tokens.brackets().items() if first <= start < place < close and tokens.values[start][1] == "frac"), None)
    if group is not None:
        close = tokens.closing(group)
        alone = place == group + 1 + (tokens.kind(group + 1) == "open") and not before and tokens.kind(end) in ("middle", "close")
        kept: list[Piece] = [range(first, place), *(letters or ([one] if alone else [])), range(end, close + 1)]
        return Part(kept, close + 1)
    if tokens.kind(end) == "^":
        raise tokens.error("a power of a differential is not read", place, end, hint="put brackets around the integral: (∫_0^x f(t) dt)^2")
    last = place - (tokens.kind(place - 1) == "*")
    if first < last or letters:
        return Part([range(first, place if letters else last), *letters], end)
    return _behind(tokens, found, one)


def _behind(tokens: Tokens, found: Differential, one: Piece) -> Part:
    """Return what is integrated where the differential comes first: dt/t, dt f(t), or dt alone."""
    end = found.end
    divided = tokens.kind(end) == "/"
    last = end + divided
    while last < len(tokens.kinds) and tokens.kinds[last] not in _ENDS:
        last = max(tokens.closing(last), last) + 1
    if divided:
        return Part([one, range(end, last)], last)
    if last == end:
        return Part([one], end)
    names = {tokens.name_at(place) if tokens.kinds[place] == "name" else tokens.values[place] for place in range(end, last)}
    if found.variable not in names:
        raise tokens.error("what is integrated is open", found.place, last - 1, hint="write dt behind what is integrated")
    return Part([range(end, last)], last)


def _called(tokens: Tokens, place: int) -> Tokens:
    """Return tokens with a bracket for int(f, t, a, b), integrate(f, (t, a, b)), Integrate[f, {t, a, b}] or int(f, t=a..b); any other call stays."""
    opening = place + 1
    close = tokens.closing(opening) if tokens.kind(opening) == "open" else 0
    if not close:
        return tokens
    commas = _commas(tokens, opening, close)
    if len(commas) == 3:
        parts = [*commas, close]
        ranges = [range(parts[0] + 1, parts[1]), range(parts[1] + 1, parts[2]), range(parts[2] + 1, close)]
    elif len(commas) == 1 and tokens.kind(commas[0] + 1) == "open" and tokens.closing(commas[0] + 1) == close - 1:
        inner = _commas(tokens, commas[0] + 1, close - 1)
        if len(inner) != 2:
            return tokens
        ranges = [range(commas[0] + 2, inner[0]), range(inner[0] + 1, inner[1]), range(inner[1] + 1, close - 1)]
    elif len(commas) == 1 and tokens.kind(commas[0] + 2) == "=" and (dots := tokens.kinds[commas[0] : close].count("..")) == 1:
        middle = tokens.kinds.index("..", commas[0] + dots)
        ranges = [range(commas[0] + 1, commas[0] + 2), range(commas[0] + 3, middle), range(middle + 1, close)]
    else:
        return tokens
    start = tokens.starts[place]
    written: list[Piece] = [range(place), ("integral", None, start, tokens.ends[place])]
    written += [("open", (")", "integral called"), tokens.starts[opening], tokens.ends[opening]), range(opening + 1, commas[0])]
    for each in ranges:
        _take_infinity(tokens, each)
        written += (("comma", None, tokens.starts[each.start], tokens.starts[each.start]), each)
    written += (("close", ")", tokens.starts[close], tokens.ends[close]), range(close + 1, len(tokens.kinds)))
    return tokens.rebuilt(written)


def _commas(tokens: Tokens, opening: int, close: int) -> list[int]:
    """Return the commas of a bracket at its own level."""
    found, place = [], opening + 1
    while place < close:
        if tokens.kinds[place] == "comma":
            found.append(place)
        place = max(tokens.closing(place), place) + 1
    return found
