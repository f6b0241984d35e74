"""A function that an equation gives: in f(x) + x² f(x)³ = 10, f(x) is a quantity, and f(1) = 2 a point of the curve."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.errors import ReadError
from chainrule.problem import Equation
from chainrule.syntax.asked.givens import called, number_at
from chainrule.syntax.tokens.segments import Segment, arguments, at_bracket, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.words.scope import Scope
from chainrule.tree import Tree, apply, postorder, rewrite, symbol


def argument_of(tokens: Tokens, name: str) -> str:
    """Return the name that a function is applied to in a text; empty where it is applied to none, or to several."""
    found = {
        read_name(tokens, opening + 1)
        for opening, (close, _) in tokens.brackets().items()
        if close == opening + 2 and tokens.kind(opening - 1) in ("word", "name") and read_name(tokens, opening - 1) == name
    }
    found.discard("")  # at a number
    return found.pop() if len(found) == 1 else ""


def as_quantity(tokens: Tokens, segment: Segment, equation: Equation, name: str, argument: str) -> Equation:
    """Return an equation with a function of a name as a quantity. Raises ReadError where the function is applied to something else."""
    whole = apply(name, (symbol(argument),))
    left, right = (rewrite(side, lambda item: symbol(name) if item == whole else item) for side in equation)
    if any(item[0] == "apply" and item[1][0] == name for side in (left, right) for item in postorder(side)):
        hint = f"write {name}({argument}) throughout, or {name} alone"
        raise tokens.error(f"'{name}' is applied to something else than {argument}", segment.first, segment.last - 1, hint=hint)
    return Equation(left, right)


def point_given(
    tokens: Tokens, givens: Sequence[Segment], scope: Scope, name: str, argument: str, asked: Tree | None
) -> tuple[list[Segment], dict[str, Tree]]:
    """Return the given values that are of other functions, and the point of the curve that f(1) = 2 gives.

    ``asked`` is the argument at which the derivative is asked, if it is. Raises ReadError for a second point, and for another one.
    """
    others: list[Segment] = []
    points: list[dict[str, Tree]] = []
    for segment in givens:
        opening = at_bracket(tokens, segment.first)
        places = arguments(tokens, opening + 1, segment.body - 2)
        if called(tokens, segment.first) != name or opening != segment.first + 1 or len(places) != 1:
            others.append(segment)
            continue
        there = number_at(tokens, *places[0], scope)
        if asked not in (None, there):
            raise tokens.error(f"'{name}' is given at another point than is asked about", segment.first, segment.last - 1, hint="ask about this one")
        points.append({argument: there, name: number_at(tokens, segment.body, segment.last, scope)})
    if len(points) > 1:
        raise ReadError("two points are given", hint="ask about one of them", text=tokens.text)
    return others, points[0] if points else {}
