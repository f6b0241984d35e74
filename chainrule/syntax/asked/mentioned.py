"""Functions that are only mentioned and are asked about: f(x, y) where x = … is unspecified, and f'(2) beside y = x^2 alone asks for y'(2)."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.syntax.rules import Readings
from chainrule.syntax.tokens.segments import Segment, asks, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import FUNCTION_LETTERS
from chainrule.tree import symbol


def with_mentioned(tokens: Tokens, segments: Sequence[Segment]) -> list[Segment]:
    """Return the parts with f(x, y) alone as a definition of an f that nothing else defines, where a derivative of it is asked for."""
    asked = {value[1] for kind, value in zip(tokens.kinds, tokens.values, strict=True) if kind == "derivative"} if tokens.has("derivative") else set()
    asked -= {segment.name for segment in segments}
    return [segment._replace(name=_applied(tokens, segment)) if not segment.name and _applied(tokens, segment) in asked else segment for segment in segments]


def of_the_one(tokens: Tokens, segments: list[Segment], readings: Readings) -> list[Segment]:
    """Return the parts with f'(2) beside the one definition y = x^2 asking for y'(2), which is said, and with a formula without a name called f.

    The f is the letter of a function that stands nowhere else.
    """
    asking = [each for each in segments if not each.name and not each.equation and asks(tokens, each.first, each.last)]
    if len(segments) != 2 or len(asking) != 1 or tokens.values[asking[0].first] is None:
        return segments
    asked = asking[0]
    one = segments[1] if segments[0] is asked else segments[0]
    derivative = tokens.kinds[asked.first] == "derivative"
    name = str(tokens.values[asked.first][1]) if derivative else read_name(tokens, asked.first)
    names = [read_name(tokens, place) for place in range(one.first, one.last) if tokens.kinds[place] in ("word", "name")]
    primed = not {"derivative", "prime"}.isdisjoint(tokens.kinds[one.first : one.last])
    other = primed or one.equation or one.rate or one.given or one.name == name or (derivative and one.parameters)
    if other or name not in FUNCTION_LETTERS or any(name in each for each in names if len(each) == 1 or each == one.name):
        return segments
    if one.parameters and not derivative:
        raise tokens.error(f"'{name}' is asked about and has no formula", asked.first, hint=f"ask for {one.name}', or define {name}")
    if not one.name:
        return [each if each is asked else each._replace(name=name) for each in segments]
    place, value = asked.first, tokens.values[asked.first]
    tokens.kinds[place], tokens.values[place] = ("derivative", (value[0], one.name, *value[2:])) if derivative else ("name", symbol(one.name))
    readings.add("function not defined", tokens.starts[place], tokens.ends[asked.last - 1], f"the derivative of {one.name}")
    return segments


def _applied(tokens: Tokens, segment: Segment) -> str:
    """Return the name of a function whose application to two names or more is all of a part, or nothing."""
    first, last = segment.first, segment.last
    if segment.equation or last < first + 6 or tokens.kinds[first] not in ("word", "name") or tokens.brackets().get(first + 1, (0, 0))[0] != last - 1:
        return ""
    named = all(tokens.kinds[place] in ("word", "name") for place in range(first + 2, last - 1, 2))
    return read_name(tokens, first) if named and all(kind == "comma" for kind in tokens.kinds[first + 3 : last - 1 : 2]) else ""
