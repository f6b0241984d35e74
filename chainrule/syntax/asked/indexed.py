"""Derivatives that are asked for by an index or by their order: f_x, f_xy and f_x(1, 2), fx beside f(x, y) = …, z_x beside an equation, f^(4)(x)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from unicodedata import normalize

from chainrule.syntax.tokens.segments import Segment, at_numbers, of_numbers, read_name
from chainrule.syntax.tokens.token import Tokens

_DOTS = {"\N{COMBINING DOT ABOVE}": 1, "\N{COMBINING DIAERESIS}": 2}


class Indexed(NamedTuple):
    """What is differentiated and by what; ``at_point`` says whether numbers in brackets come after it."""

    of: str
    wrt: tuple[str, ...]
    at_point: bool


class Ordered(NamedTuple):
    """What is differentiated, how often and by what, where that is said; ``point`` is where the brackets of a point open behind it, or 0."""

    of: str
    order: int
    point: int
    wrt: tuple[str, ...] = ()


def ordered(tokens: Tokens, first: int, last: int, defined: Mapping[str, tuple[str, ...]]) -> Ordered | None:
    """Return what y^(4), y^{(4)} and f^(4)(x) alone ask of a defined quantity, or None for other tokens."""
    name, opened = read_name(tokens, first) if tokens.kinds[first] in ("word", "name") else "", first + 2
    if name not in defined or tokens.kind(first + 1) != "^":
        return None
    number = next((place for place in range(opened, last) if tokens.kinds[place] != "open"), last)
    after = 2 * number - opened + 1  # as many brackets close as open
    bracketed = any(tokens.values[place][0] in (")", "]") for place in range(opened, number))
    if not bracketed or tokens.kinds[number:after] != ["number"] + ["close"] * (number - opened):
        return None
    applied = [read_name(tokens, place) for place in range(after + 1, last - 1, 2)] if tokens.kind(after) == "open" and after < last else []
    at_point = after < last and tokens.kind(after) == "open" and of_numbers(tokens, after + 1, last - 1)
    order = tokens.values[number][1]
    one = not defined[name] and len(applied) == 1 and last == after + 3 and bool(applied[0])  # f^(3)(x), where f = x^5
    if not isinstance(order, int) or not order or not (after == last or at_point or one or applied == list(defined[name])):
        return None
    return Ordered(name, order, after if at_point else 0, tuple(applied) if one else ())


def indexed(tokens: Tokens, first: int, last: int, defined: Mapping[str, tuple[str, ...]], tied: Segment | None) -> Indexed | None:
    """Return what tokens ``first`` up to ``last`` ask by an index that is made of variables, or None.

    ``defined`` are the defined quantities with their parameters, ``tied`` is the part that is an equation.
    """
    name = read_name(tokens, first) if tokens.kinds[first] in ("word", "name") else ""
    if last == first + 1 and name not in defined and (dotted := _dotted(name, defined)):
        return dotted
    of, mark, index = name.partition("_")
    index = index.strip("{}")
    if not mark and name[:1] in defined and set(name[1:]).issubset(defined[name[0]]):  # fx, where f is a function of x
        of, index = name[0], name[1:]
    equation = _equation(tokens, of, defined, tied) if last == first + 1 and mark and of not in defined else ""
    if name in defined or not index.isalpha() or (of not in defined and of not in equation):
        return None
    parameters = defined.get(of, ())
    wrt = (index,) if index in parameters else tuple(index)
    applied = [read_name(tokens, place) for place in range(first + 2, last - 1, 2)]
    alone = last == first + 1 or (parameters and list(parameters) == applied and last == first + 2 * len(parameters) + 2)
    at_point = tokens.kind(first + 1) == "open" and at_numbers(tokens, first + 1, last - 1)
    within = tokens.text if not defined.keys().isdisjoint(parameters) else parameters or equation or tokens.text  # f_r, where x is made of r
    if not (alone or at_point) or not all(letter in within for letter in wrt):
        return None
    return Indexed(of, wrt, at_point)


def _dotted(name: str, defined: Mapping[str, tuple[str, ...]]) -> Indexed | None:
    """Return what ẋ and ẍ ask where x is defined: its derivatives by its argument, or by t."""
    letters = normalize("NFD", name)
    order = _DOTS.get(letters[1:], 0)
    by = (defined.get(letters[:1]) or ("t",))[:1]
    return Indexed(letters[0], by * order, False) if order and letters[0] in defined else None


def _equation(tokens: Tokens, of: str, defined: Mapping[str, tuple[str, ...]], tied: Segment | None) -> str:
    """Return the equation that may give a quantity; xyz = 1 + z is one as well, once ∂z/∂x is asked."""
    if tied is not None:
        return tokens.source(tied.first, tied.last - 1)
    return tokens.text if any(len(each) > 1 and of in each for each in defined) else ""
