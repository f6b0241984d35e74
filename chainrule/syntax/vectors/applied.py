"""Vectors that are defined without an argument and used with one, u = (t, t^2); d/dt u(t^2): functions of what is differentiated by."""

from __future__ import annotations

from collections.abc import Callable

from chainrule.syntax.asked.requests import Request
from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.segments import Segment, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vectors.functions import listed


def with_arguments(
    tokens: Tokens, segments: list[Segment], wrt: tuple[str, ...], request: Callable[[Segment], Request | None], readings: Readings
) -> list[Segment]:
    """Return the parts of a text, in which a vector of t that stands right before brackets with t in them has t as its argument; and say so.

    Brackets with another vector in them hold a factor: u(v·w). Raises ReadError where quantities in the vector have definitions of their own.
    """
    vectors = {each.name: each for each in segments if each.name and len(listed(tokens, each.body, each.last)) > 1}
    if all(each.parameters for each in vectors.values()):
        return segments
    asked = {wrt, *[found.wrt for each in segments if not each.name and not each.equation and (found := request(each))]} - {()}
    if len(asked) != 1 or len(names := set(asked.pop())) != 1:
        return segments
    (by,) = names
    functions = set()
    for place, (end, commas) in tokens.brackets().items():
        name = read_name(tokens, place - 1) if place and not commas and tokens.touches(place) else ""
        inside = names_between(tokens, place, end) if name in vectors else set()
        if by not in inside or not vectors.keys().isdisjoint(inside) or vectors[name].parameters:
            continue
        own, inner = names_between(tokens, vectors[name].body, vectors[name].last), tokens.source(place + 1, end - 1)
        if by not in own:
            continue
        if inner != by and (others := own.intersection(each.name for each in segments if each.name)):
            hint = f"give it in {by} alone: {name}({by}) = …"
            raise tokens.error(f"'{name}' at {inner} is not clear: {', '.join(sorted(others))} in it may depend on {by} as well", place - 1, end, hint=hint)
        functions.add(name)
        if inner != by:
            readings.add("function or product", tokens.starts[place - 1], tokens.ends[end], f"{name} at {inner}", f"{name}*({inner})")
    return [each._replace(parameters=(by,)) if each.name in functions else each for each in segments]


def names_between(tokens: Tokens, first: int, last: int) -> set[str]:
    """Return the names between two places, as far as they stand alone."""
    return {read_name(tokens, place) for place in range(first, last)}
