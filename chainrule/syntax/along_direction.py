"""A function along the line in a direction: the directional derivative as one with the rates of its arguments."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt, prod

from chainrule.errors import ReadError
from chainrule.notation import text as written
from chainrule.problem import Problem, Reading
from chainrule.syntax.asked.directions import Direction
from chainrule.syntax.asked.points_said import in_order
from chainrule.syntax.expressions import read_expression
from chainrule.tree import Tree, call, div, fold, names, number, power, total
from chainrule.vectors.terms import fraction, value_of

PARAMETERS = "sthλ"  # along the line


def components(direction: Direction, text: str) -> tuple[tuple[Tree, ...], Tree | None]:
    """Return the components of a direction, and the length that they were divided by, None for none. Raises ReadError for D_v of no unit vector."""
    parts = tuple([read_expression(part) for part in direction.parts])
    square = _square(parts)
    if square in (0, 1) or not (direction.made_unit or direction.is_unit) or (direction.is_unit and square is None):
        return parts, None
    if direction.is_unit or square is None:
        if square is None:
            length = call("sqrt", total([power(part, number(2)) for part in parts]))
            return tuple([div(part, length) for part in parts]), length
        hint = "write ∇f · v for the sum with v itself, or ask for the directional derivative in the direction of v"
        raise ReadError("the direction is no unit vector", hint=hint, text=text, start=0, end=len(text))
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    length = fraction(root) if root * root == square else call("sqrt", fraction(square))
    values = [value_of_signed(part) for part in parts]
    if length.kind != "call" and None not in values:
        return tuple([fraction(value / root) for value in values if value is not None]), length
    return tuple([div(part, length) for part in parts]), length


def _square(parts: tuple[Tree, ...]) -> Fraction | None:
    """Return the square of the length of a vector where it is rational, as that of (1/√2, √3/2) is; None for another one."""
    squares = [fold(part, _square_of) for part in parts]
    return None if None in squares else sum((each for each in squares if each is not None), Fraction(0))


def _square_of(item: Tree, args: list[Fraction | None]) -> Fraction | None:
    """Return the square of a number that is made of whole ones by products, quotients and square roots; None for another one."""
    own = value_of(item)
    if own is not None:
        return own * own
    if item.kind == "call" and item.value == "sqrt":
        return value_of(item.args[0])
    if item.kind not in ("neg", "mul", "div") or None in args or (item.kind == "div" and not args[1]):
        return None
    found = [each for each in args if each is not None]
    return found[0] if item.kind == "neg" else found[0] / found[1] if item.kind == "div" else prod(found, start=Fraction(1))


def value_of_signed(tree: Tree) -> Fraction | None:
    """Return the value of a whole number, a quotient of two, or the negative of one; None for anything else."""
    found = value_of(tree.args[0]) if tree.kind == "neg" else value_of(tree)
    return None if found is None else -found if tree.kind == "neg" else found


def along(problem: Problem, direction: Direction, of: str) -> Problem:
    """Return a problem that asks for a function along the line in a direction, as one with the rates of its arguments. Raises ReadError."""
    functions = [each for each in problem.definitions if each.name == of or (not of and (len(problem.definitions) == 1 or len(each.parameters) > 1))]
    arguments = (functions[0].parameters or tuple(in_order(names(functions[0].tree), len(direction.parts)))) if len(functions) == 1 else ()
    if len(arguments) != len(direction.parts) or problem.equation is not None or problem.rates:
        reason = f"the direction has {len(direction.parts)} components; the function has {len(arguments) or 'other'} arguments"
        raise ReadError(reason, hint="write f(x, y) = … with its arguments", text=problem.text, start=0, end=len(problem.text))
    used = {name for each in problem.definitions for name in each.mentioned}
    parts, length = components(direction, problem.text)
    used |= {name for part in parts for name in names(part)}
    by = next(letter for letter in PARAMETERS if letter not in used)
    name = functions[0].name or next(letter for letter in "fzF" if letter not in used)
    definitions = tuple([each._replace(name=name) if each is functions[0] else each for each in problem.definitions])
    said = f"the directional derivative is d{name}/d{by} along a line in the direction ({', '.join(direction.parts)})"
    note = Reading(said + ("" if length is None else f", divided by its length {written(length)}"), *functions[0][3:])
    rates = tuple(zip(arguments, parts, strict=True))
    return problem._replace(definitions=definitions, output=name, wrt=(by,), order=1, mixed=False, rates=rates, readings=(*problem.readings, note))
