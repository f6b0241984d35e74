"""Functions of which values are given, where they stand without their argument: y = uv is y = u(x)·v(x), and (fg)′(5) asks for h′(5) of h = fg."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from chainrule.syntax.asked.differentials import differentials
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.segments import at_bracket, of_numbers, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import CONSTANTS, FUNCTION_LETTERS, HEADS
from chainrule.tree import symbol

OWN_NAMES = "hFGHPQR"  # for what (fg)′(5) differentiates
VARIABLES = "xts"
KNOWN = HEADS.keys() | CONSTANTS.keys()
_USUAL = FUNCTION_LETTERS | frozenset("uvwy")  # letters that stand for functions where nothing else depends on x
ENDS = frozenset(("", "comma", "break", "stop"))  # what stands before and after a part


def with_arguments(tokens: Tokens) -> Tokens:
    """Return tokens in which every function of which values are given has its argument, and (fg)′(5) stands for a definition and what is asked of it."""
    given, defined = functions_left_of_equals(tokens)
    usual = FUNCTION_LETTERS | given | defined
    asking = {index: close for index, kind in enumerate(tokens.kinds) if kind == "open" and (close := primed_at_number(tokens, index, usual))}
    if not given and not asking:
        return tokens
    variable = argument(tokens, given)
    done = Tokens(tokens.text, tokens.limits, tokens.latex)
    free = iter([letter for letter in OWN_NAMES if letter not in tokens.text] + list(map("h_{}".format, range(1, len(asking) + 1))))
    own, end = "", -1  # what the part that is being copied defines, and where it ends
    for index, kind in enumerate(tokens.kinds):
        if index in asking:
            own, end = next(free), asking[index]
            add(done, tokens.starts[index], ("name", symbol(own)), *applied(variable), ("=", None))
        bare = letters(tokens, index, usual if index < end else given)
        if not bare:
            done.add(kind, tokens.values[index], tokens.starts[index], tokens.ends[index])
        for place, letter in enumerate(bare):
            times = [("*", None)] if place else []
            add(done, tokens.starts[index], *times, ("name", symbol(letter)), *([] if tokens.kind(index + 1) == "compose" else applied(variable)))
        if index == end:
            add(done, tokens.ends[index], ("break", ";"), ("name", symbol(own)))
    return done


def as_functions(tokens: Tokens, readings: Readings, names: Collection[str]) -> Tokens:
    """Return the tokens of d/dx (uv), u/v differentiated by x and (fg)′ with the functions applied to x, which is said; others as they are.

    Letters that usually stand for functions are meant, where nothing else would depend on x, and none of ``names`` is among them.
    """
    tokens = _of_known(tokens)
    if not {"=", "comma", "relation"}.isdisjoint(tokens.kinds) or (found := _operand(tokens)) is None:
        return tokens
    first, last, variable = found
    asked = tokens.kinds[first - 1] != "open" or tokens.kind(last + 1) != "prime"
    words = [index for index in range(first, last) if tokens.kinds[index] in ("word", "name") and tokens.values[index] not in KNOWN]
    bare = {index: letters(tokens, index, _USUAL if asked else _USUAL - {"y"}) for index in words}
    functions = {letter for each in bare.values() for letter in each}
    enough = asked or len(functions) > 1 or not functions.isdisjoint(FUNCTION_LETTERS)
    if not bare or not all(bare.values()) or not enough or not functions.isdisjoint((variable, *names)):
        return tokens
    readings.add("functions without argument", tokens.starts[first], tokens.ends[last - 1], f"a formula of functions of {variable}")
    primed = last + 2 if tokens.kind(last + 1) == "prime" and tokens.kind(last + 2) == "open" else len(tokens.kinds)  # of (f/g)′(x)
    return _with_argument(tokens.part(0, primed), bare, variable)


def _of_known(tokens: Tokens) -> Tokens:
    """Return the tokens of sin′(x), where that is all of the text, as those of (sin(x))′, and ∂σ(x)/∂x as of d/dx σ(x).

    The derivative of sin is asked for, not that of sin′.
    """
    whole = [place for place, kind in enumerate(tokens.kinds) if kind not in ENDS]
    kinds = [tokens.kinds[place] for place in whole]
    if kinds == ["derivative"] and tokens.values[whole[0]][1] in HEADS:  # ∂σ(x)/∂x
        sign, of, wrt = tokens.values[whole[0]]
        start, end = tokens.starts[whole[0]], tokens.ends[whole[0]]
        applied_to = [("derivative", (sign, "", wrt)), ("word", of), ("open", (")", None)), ("name", symbol(wrt[0])), ("close", ")")]
        return tokens.rebuilt([(kind, value, start, end) for kind, value in applied_to])
    primes = kinds.count("prime")
    if not primes or kinds[1:] != ["prime"] * primes + ["open", "word", "close"] or kinds[0] not in ("word", "function"):
        return tokens
    if (kinds[0] == "word" and tokens.values[whole[0]] not in HEADS) or len(str(tokens.values[whole[-2]])) > 1:
        return tokens
    first, opening, after = whole[0], whole[-3], whole[-1] + 1
    place, end = tokens.starts[first], tokens.ends[whole[-1]]
    around = ("open", (")", None), place, place), ("close", ")", end, end)
    parts = (range(first), around[0], range(first, first + 1), range(opening, after), around[1], range(first + 1, opening), range(after, len(tokens.kinds)))
    return tokens.rebuilt(parts)


def _operand(tokens: Tokens) -> tuple[int, int, str] | None:
    """Return where the operand of d/dx … or (…)′ begins and ends, and by what it is differentiated, where that is all of the text."""
    kinds, first, last = tokens.kinds, 0, len(tokens.kinds)
    while last and kinds[last - 1] in ENDS:
        last -= 1
    while first < last and kinds[first] in ENDS:
        first += 1
    if last > first + 1 and kinds[first] == "derivative" and not tokens.values[first][1] and len(set(tokens.values[first][2])) == 1:
        return first + 1, last, tokens.values[first][2][0]
    over = differentials(tokens, first, last) if last > first + 3 else None  # d(uv)/dx
    if over is not None:
        return over
    applied_to = read_name(tokens, last - 2) if kinds[last - 3 : last - 2] == ["open"] and kinds[last - 1] == "close" and kinds[last - 4] == "prime" else ""
    last -= 3 if applied_to else 0
    whole = last > first + 2 and kinds[first] == "open" and kinds[last - 1] == "prime" and tokens.brackets().get(first, (0, 0))[0] == last - 2
    return (first + 1, last - 2, applied_to or VARIABLES[0]) if whole else None


def _with_argument(tokens: Tokens, bare: Mapping[int, tuple[str, ...]], variable: str) -> Tokens:
    """Return tokens in which the functions that some of them name have their argument."""
    done = Tokens(tokens.text, tokens.limits, tokens.latex)
    for index, kind in enumerate(tokens.kinds):
        if index not in bare:
            done.add(kind, tokens.values[index], tokens.starts[index], tokens.ends[index])
        for place, letter in enumerate(bare.get(index, ())):
            add(done, tokens.starts[index], *([("*", None)] if place else []), ("name", symbol(letter)), *applied(variable))
    return done


def functions_left_of_equals(tokens: Tokens) -> tuple[set[str], set[str]]:
    """Return the functions that stand left of = at numbers, themselves or a derivative of theirs, and those that are defined there."""
    given: set[str] = set()
    defined: set[str] = set()
    openings = {close: opening for opening, (close, _) in tokens.brackets().items()}
    for close in [place - 1 for place, kind in enumerate(tokens.kinds) if kind == "="]:
        opening = openings.get(close, 0)
        first = opening - 1
        while tokens.kind(first) == "prime":
            first -= 1
        if opening and tokens.kind(first) in ("word", "name"):
            (given if of_numbers(tokens, opening + 1, close) else defined).add(read_name(tokens, first))
    return given, defined


def argument(tokens: Tokens, given: Collection[str]) -> str:
    """Return what the functions are functions of: what the text differentiates by, or the first usual letter that is none of them."""
    asked: list[str] = [name for kind, value in zip(tokens.kinds, tokens.values, strict=True) if kind == "derivative" for name in value[2]]
    return next((name for name in (*asked, *VARIABLES) if name not in given), "x_1")


def letters(tokens: Tokens, index: int, given: Collection[str]) -> tuple[str, ...]:
    """Return the functions that a token names without their arguments: f and g of fg; none where one has its argument, or is defined."""
    after = index + 1
    if tokens.kind(after) == "^":  # f^2(x) and f^(4)(x)
        after = tokens.brackets().get(index + 2, (index + 2, 0))[0] + 1
    if tokens.kinds[index] not in ("word", "name") or tokens.kind(after) in ("open", "prime", "=", "_"):
        return ()
    name = read_name(tokens, index)
    if name in given:
        return (name,)
    return tuple(name) if len(name) > 1 and set(name) <= set(given) else ()


def primed_at_number(tokens: Tokens, opening: int, functions: Collection[str]) -> int:
    """Return the closing bracket of a part (fg)′(5), with nothing but functions without their arguments in it; 0 where a bracket begins none."""
    close = tokens.brackets().get(opening, (0, 0))[0]
    after = at_bracket(tokens, close) if tokens.kind(close + 1) == "prime" else 0
    end = tokens.brackets().get(after, (0, 0))[0]
    at = of_numbers(tokens, after + 1, end) or (tokens.has("=") and end == after + 2 and tokens.values[after + 1] == VARIABLES[0] in tokens.text)
    whole = end and tokens.kind(opening - 1) in ENDS and tokens.kind(end + 1) in ENDS and at
    words = [index for index in range(opening, close) if tokens.kinds[index] in ("word", "name", "function")]
    return close if whole and words and all(letters(tokens, index, functions) for index in words) else 0


def applied(variable: str) -> list[tuple[str, Any]]:
    return [("open", (")", None)), ("name", symbol(variable)), ("close", ")")]


def add(tokens: Tokens, place: int, *added: tuple[str, Any]) -> None:
    """Append tokens that stand nowhere in the text."""
    for kind, value in added:
        tokens.add(kind, value, place, place)
