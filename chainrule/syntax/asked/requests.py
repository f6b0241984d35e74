"""What a part of a text asks to have differentiated: d/dx …, D_x …, d(…)/dx, (…)′, diff(…, x)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from chainrule.syntax.asked.dependence import Dependence
from chainrule.syntax.asked.differentials import differentials, is_d
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.segments import arguments, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import DIFFERENTIATORS

if TYPE_CHECKING:
    from chainrule.syntax.asked.directions import Direction

MOST = 20  # times that one request differentiates

NOT_OPERANDS = frozenset(("+", "-", "*", "/", "^", "=", "prime", "!"))


class Said(NamedTuple):
    """The kinds of names, whether words or signs give them (and not bold letters alone), and the rest of ``problem.Vectors``."""

    kinds: dict[str, str]
    surely: bool = False
    beside: str = ""
    symmetric: tuple[str, ...] = ()
    spread: bool = False


NOTHING_SAID = Said({})


class Asked(NamedTuple):
    """What prose asks and tells.

    The text with the prose blanked out, names to differentiate by, how often, where what is differentiated begins, and the point.
    ``each`` says whether several names are meant one by one, and not one after the other, ``dependence`` what depends on what, ``said`` what is
    a vector or a matrix, ``jacobian`` which outputs are asked for together: all
    where it is empty, none where it is None; ``direction`` in which direction. ``conditions`` say where quantities lie.
    """

    text: str
    wrt: tuple[str, ...]
    order: int
    operand: int = -1
    point: str = ""
    each: bool = False
    dependence: tuple[Dependence, ...] = ()
    said: Said = NOTHING_SAID
    jacobian: tuple[str, ...] | None = None
    direction: Direction | None = None
    of: str = ""
    conditions: tuple[str, ...] = ()


class Request(NamedTuple):
    """The operand's tokens ``first`` up to ``last`` (not included), and one name for each time to differentiate.

    Without names ``order`` says how often; then the operand has only one variable. ``spread`` tells that no brackets end it,
    ``glued`` that the d of a differential stands in one word with the operand's beginning.
    """

    first: int
    last: int
    wrt: tuple[str, ...]
    order: int
    spread: bool = False
    glued: bool = False


def requested(tokens: Tokens, first: int, last: int) -> Request | None:
    """Return what tokens ``first`` up to ``last`` (not included) ask to have differentiated, or None."""
    first, last = _within(tokens, first, last)
    for find in _FINDERS.get(tokens.kinds[first], (_over,)):
        if request := find(tokens, first, last):
            return request
    return None


def _within(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Return where a call begins and ends that all brackets around are of no use to: simplify(diff(x^2, x)), without its first word."""
    start, end = first, last
    while tokens.kind(start) == "open" and tokens.values[start][1] is None and tokens.brackets().get(start, (0, 0))[0] == end - 1:
        start, end = start + 1, end - 1
    led = start > first and tokens.kind(start) == "derivative" and not tokens.values[start][1] and end > start + 1  # (d/dx x^2)
    return (start, end) if start < end and (led or _called(tokens, start, end)) else (first, last)


def _leading(tokens: Tokens, first: int, last: int) -> Request | None:
    """Return what d/dx … and (d/dx) … ask."""
    bracketed = tokens.kinds[first : first + 3] == ["open", "derivative", "close"]
    place = first + bracketed
    start = place + 1 + bracketed
    if tokens.kind(place) != "derivative" or tokens.values[place][1] or start >= last:
        return None
    wrt = tokens.values[place][2]
    return Request(start, last, wrt, len(wrt), spread=True)


def _operator(tokens: Tokens, first: int, last: int) -> Request | None:
    """Return what D_x …, Dx(…) and D_x^2 … ask."""
    word = read_name(tokens, first)
    if not (word[:2] == "D_" and len(word) == 3) and not (word[:1] == "D" and len(word) == 2 and word.isalpha() and tokens.kind(first + 1) == "open"):
        return None
    start, order = _raised(tokens, first + 1)
    if start >= last or tokens.kinds[start] in NOT_OPERANDS:
        return None
    return Request(start, last, (word[-1],) * order, order, spread=True)


def _raised(tokens: Tokens, place: int) -> tuple[int, int]:
    """Return the token after the power of an operator, and how often that differentiates: D_x^2 and D_x^{2}; once where no power stands at ``place``."""
    for shape, number in ((["^", "number"], 1), (["^", "open", "number", "close"], 2)):
        if tokens.kinds[place : place + len(shape)] == shape:
            order = tokens.values[place + number][1]
            return (place + len(shape), order) if isinstance(order, int) and 0 < order <= MOST else (place, 1)
    return place, 1


def _over(tokens: Tokens, first: int, last: int) -> Request | None:
    """Return what d(…)/dx asks."""
    found = differentials(tokens, first, last)
    if found is None:
        return None
    start, end, name = found
    return Request(start, end, (name,), 1, glued=not is_d(tokens, start - 1))


def _primed(tokens: Tokens, first: int, last: int) -> Request | None:
    """Return what (…)′ and f(…)″ ask."""
    if tokens.kinds[last - 1] != "prime":
        return None
    end = last - 1
    while end > first and tokens.kinds[end - 1] == "prime":
        end -= 1
    if tokens.kind(end - 1) != "close":
        return None
    opening = _opening(tokens, first, end - 1)
    if opening != first and not (opening == first + 1 and tokens.kinds[first] in ("word", "function")):
        return None
    return Request(first, end, (), min(sum(tokens.values[end:last]), MOST))


def _opening(tokens: Tokens, first: int, close: int) -> int:
    """Return the opening bracket of a closing one, not before ``first``; −1 where there is none."""
    depth, kinds = 0, tokens.kinds
    for index in range(close, first - 1, -1):
        depth += (kinds[index] == "close") - (kinds[index] == "open")
        if depth == 0:
            return index
    return -1


def _called(tokens: Tokens, first: int, last: int) -> Request | None:
    """Return what diff(…, x), Derivative(…, x, 2), D[…, {x, 2}] and one of them in another ask."""
    wrt: list[str] = []
    order = 0
    while order <= MOST and (found := _call(tokens, first, last)) is not None:
        first, last, inner, times = found
        if order and bool(wrt) != bool(inner):  # one says what to differentiate by and the other does not
            return None
        wrt, order = inner + wrt, order + times
    return Request(first, last, tuple(wrt), order) if 0 < order <= MOST else None


def _call(tokens: Tokens, first: int, last: int) -> tuple[int, int, list[str], int] | None:
    """Return the operand of a call that differentiates, from its first token to the one after its last, one name for each time, and how often; else None."""
    opening = first + 1
    lone = is_d(tokens, first)  # d(x^2, x) of calculators
    if tokens.kind(first) != "word" or not (lone or tokens.values[first] in DIFFERENTIATORS) or tokens.kind(opening) != "open":
        return None
    if tokens.brackets().get(opening, (0, 0))[0] != last - 1:
        return None
    (start, end), *rest = arguments(tokens, opening + 1, last - 1)
    if lone and not (end > start + 1 and (len(rest) == 1 or (len(rest) == 2 and _times(tokens, *rest[1])))):
        return None
    if start == end or (tokens.values[first] == "D" and end == start + 1 and not rest):  # D(x) is no derivative
        return None
    if len(rest) == 1 and not lone and (times := _times(tokens, *rest[0])):  # Derivative(x^2, 2) of GeoGebra
        return start, end, [], times
    wrt: list[str] = []
    for each in rest:
        wrt = _counted(tokens, wrt, *each)
    return start, end, wrt, max(len(wrt), 1)


def _times(tokens: Tokens, first: int, last: int) -> int:
    """Return how often an argument that is a number says to differentiate; 0 for any other argument."""
    value = tokens.values[first]
    return value[1] if last == first + 1 and tokens.kinds[first] == "number" and isinstance(value[1], int) and 0 < value[1] <= MOST else 0


def _method(tokens: Tokens, first: int, last: int) -> Request | None:
    """Return what (…).diff(x) and y.diff(x) ask."""
    if tokens.kind(last - 1) != "close":
        return None
    opening = _opening(tokens, first, last - 1)
    stop = opening - 2
    if stop <= first or tokens.kind(stop) != "stop" or tokens.values[stop + 1] not in DIFFERENTIATORS:
        return None
    applied = tokens.kinds[first] in ("word", "function") and tokens.kind(first + 1) == "open"  # sin(x).diff(x)
    if stop > first + 1 and _opening(tokens, first, stop - 1) != first + applied:
        return None
    wrt: list[str] = []
    for each in arguments(tokens, opening + 1, last - 1) if last > opening + 2 else ():
        wrt = _counted(tokens, wrt, *each)
    return Request(first, stop, tuple(wrt), max(len(wrt), 1))


# What may be asked, by the kind of the first token.
_FINDERS: dict[str, tuple[Callable[[Tokens, int, int], Request | None], ...]] = {
    "derivative": (_leading, _over, _primed),
    "open": (_leading, _over, _primed, _method),
    "word": (_operator, _over, _primed, _called, _method),
    "name": (_operator, _over, _primed, _method),
    "function": (_over, _primed, _method),
}


def _counted(tokens: Tokens, wrt: list[str], first: int, last: int) -> list[str]:
    """Return the names to differentiate by with one argument more: a name, how often in all for the last one, or (name, number)."""
    if last == first + 1 and (name := read_name(tokens, first)):
        return [*wrt, name]
    if wrt and (times := _times(tokens, first, last)):
        return wrt + wrt[-1:] * (times - 1)
    if tokens.kind(first) == "open" and tokens.kind(last - 1) == "close" and len(parts := arguments(tokens, first + 1, last - 1)) == 2:
        return _counted(tokens, _counted(tokens, wrt, *parts[0]), *parts[1])
    raise tokens.error("this does not say what to differentiate by", first, last - 1, hint="write diff(x^2, x), or diff(x^2, x, 2) for the second derivative")


def note_reach(tokens: Tokens, readings: Readings, first: int, last: int) -> None:
    """Say that d/dx takes everything after it, where a sum follows."""
    depth = 0
    for index in range(first, last):
        kind = tokens.kinds[index]
        depth += (kind == "open") - (kind == "close")
        if depth == 0 and kind in "+-" and index > first:
            whole, term = tokens.source(first, last - 1), tokens.source(first, index - 1)
            readings.add("reach", tokens.starts[first - 1], tokens.ends[last - 1], f"d/dx ({whole})", f"d/dx ({term})")
            return
