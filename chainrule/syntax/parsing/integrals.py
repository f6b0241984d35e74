"""Integrals, as the parser meets them: a sign, and a bracket with the limits, what is integrated and the variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.integrals import integral

if TYPE_CHECKING:
    from chainrule.syntax.parsing.stacks import Frame, Stacks

ARGUMENTS = 4  # in the bracket: two limits, what is integrated, the variable


def start_integral(parser: Stacks) -> None:
    """Take the sign of an integral and open its bracket; say how a limit was read that is open."""
    place, tokens = parser.index, parser.tokens
    said = parser.values[place]
    parser.index += 1
    if tokens.kind(parser.index) != "open":
        raise tokens.error(f"'{tokens.source(place, place)}' is not read here", place, hint="write ∫_0^x f(t) dt")
    closer, build = parser.values[parser.index]
    if said:
        parser.scope.readings.add("limit of integral", tokens.starts[place], tokens.starts[parser.index], *said)
    parser.open_frame(closer, build, place)


def close_integral(parser: Stacks, frame: Frame) -> None:
    """Build an integral of its arguments."""
    if len(frame.args) != ARGUMENTS:
        raise parser.tokens.error("a comma has no place in an integral", frame.index, parser.index - 1, hint="write ∫_0^x f(t) dt, each component by itself")
    first, second, third, fourth = frame.args
    low, high, body, variable = (first, second, third, fourth) if frame.build == "integral" else (third, fourth, first, second)
    if variable[0] != "symbol":
        raise parser.tokens.error("the variable of an integral is a letter", frame.index, parser.index - 1, hint="write ∫_0^x f(t) dt")
    parser.push(integral(variable[1], body, low, high), frame.index)
