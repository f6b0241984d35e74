"""Directional derivatives, D_u f, ∇f · v, "in the direction of (3, 4)": f along the line in that direction. Every text keeps its length."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isqrt, prod
from typing import NamedTuple

from chainrule.errors import ReadError
from chainrule.notation import text as written
from chainrule.problem import Problem, Reading
from chainrule.syntax.arrays import arguments
from chainrule.syntax.expressions import read_expression
from chainrule.syntax.listed import unit_terms
from chainrule.syntax.points_said import in_order
from chainrule.tree import Tree, call, div, fold, names, number, power, total
from chainrule.vectors.terms import fraction, value_of

_WORDS = re.compile(r"\bdirectional(?=\s+derivative\b)", re.IGNORECASE)
_LETTER = r"(?:\\(?:mathbf|vec|hat|boldsymbol|bm)\s?\{\s?([a-z])\s?\}|([a-z])(?![A-Za-z]))[^\S\n]*"
_PHRASE = re.compile(r",?\s*\b(?:in|along)\s+(?:the\s+)?direction\s*(?:of\s+|given\s+by\s+)?(?:the\s+)?(?:unit\s+)?(?:vector\s+)?[$\s]*", re.IGNORECASE)
_NAMED = re.compile(rf"{_LETTER}[$\s]*(=\s*)?")
_SAID_OF_CHANGE = re.compile(r"derivative|rate\s+of\s+change|how\s+fast", re.IGNORECASE)
_IS_UNIT = r"(?:[,;.]?\s*\b(?:where|and|if|for|with)\s+)?\$?{}\$?\s+is\s+(?:the|a)\s+(?:unit\s+)?vector\s*\Z"
_ANGLE = re.compile(
    r"\b(?:in\s+the\s+direction\s+)?(?:given\s+by|indicated\s+by|of|at|with)\s+(?:the\s+|an\s+)?angle\s+(?:of\s+)?[$\s]*(?:(?:θ|theta|\\theta)\s*=\s*)?"
    r"([-−]?\s?\d*\s?(?:π|pi|\\pi)(?:\s?/\s?\d+)?|\\frac\s?\{\s?\\pi\s?\}\s?\{\d+\})(?!\w)"
)
_NABLA = r"(?:∇|\\nabla(?![A-Za-z]))\s?"
_OF = r"([A-Za-z])((?:\s?\(\s?[\w.,\s/−-]{1,40}\))?)"
_DOT = r"\s?(?:·|⋅|\\cdot(?![A-Za-z])|∙|•)\s?"
_BY_LETTER = re.compile(rf"(?<![\w\\])D_\s?(?:\{{\s?{_LETTER}\}}|{_LETTER})\s?{_OF}(?![\w(])(?:\s?=\s?(?:\?|(?={_NABLA})))?")
_BY_GRADIENT = (re.compile(rf"{_NABLA}{_OF}{_DOT}{_LETTER}(?!\s?[('′_])"), re.compile(rf"(?<![\w\\}}]){_LETTER}{_DOT}{_NABLA}{_OF}(?![\w(])"))
_TOLD = r"(?:[,;]?\s*\b(?:where|with|and|if|for|let|when)\s+(?:the\s+)?(?:unit\s+)?(?:vector\s+)?)?"
_OPENS = re.compile(r"[$\s]*(?:\\left\s?)?([(\[<⟨]|\\langle(?![A-Za-z]))")
_CLOSES = re.compile(r"(?:\\right\s?)?(?:[>⟩]|\\rangle)")

PARAMETERS = "sthλ"  # along the line
Span = tuple[int, int]


class Direction(NamedTuple):
    """A direction by its components, as typed, whether it is made a unit vector, and whether it is said to be one already."""

    parts: tuple[str, ...]
    made_unit: bool = False
    is_unit: bool = False


class Aim(NamedTuple):
    """A text without a direction, the direction, the function that is differentiated, and the point where it is given behind the function."""

    text: str
    direction: Direction | None = None
    of: str = ""
    point: str = ""


def without_direction(text: str) -> Aim:
    """Return a text that asks for a directional derivative as one about the function alone, and the direction; another text as it is.

    >>> without_direction("Find the directional derivative of f(x, y) = x y in the direction of v = (3, 4)").direction
    Direction(parts=('3', '4'), made_unit=True, is_unit=False)
    """
    return _by_letter(text) or _by_gradient(text) or (_by_words(text) if _SAID_OF_CHANGE.search(text) else None) or Aim(text)


def _by_words(text: str) -> Aim | None:
    """Return what a text asks that says a direction in words."""
    said = _said(text)
    return said and Aim(_blank(_WORDS.sub(lambda found: " " * len(found[0]), text), *said[0]), said[1])


def _said(text: str) -> tuple[tuple[Span, ...], Direction] | None:
    """Return where a text says a direction in words, and the direction."""
    if (angle := _ANGLE.search(text)) and _WORDS.search(text):
        return (angle.span(),), Direction((f"cos({angle[1]})", f"sin({angle[1]})"), is_unit=True)
    phrase = _PHRASE.search(text)
    if phrase is None:
        return None
    named = _NAMED.match(text, phrase.end())
    if named is not None and not named[3] and (given := _given(text, named[1] or named[2])) is not None:
        return (given[0], (phrase.start(), named.end())), Direction(given[1], made_unit=True)
    found = _vector(text, named.end() if named is not None and named[3] else phrase.end())
    return None if found is None else (((phrase.start(), found[0]),), Direction(found[1], made_unit=True))


def _by_letter(text: str) -> Aim | None:
    """Return what a text asks that has D_u f."""
    sign = _BY_LETTER.search(text)
    if sign is None or not _is_defined(text, sign[5]):
        return None
    letter = next(filter(None, sign.groups()[:4]))
    given, said = _given(text, letter), _said(text)
    if given is None and said is None:
        return None
    spans, direction = ((given[0],), Direction(given[1], is_unit=True)) if given else said or ((), Direction(()))
    if not given and (called := re.search(_IS_UNIT.format(letter), text[: spans[-1][0]])):
        spans = (*spans, called.span())
    spans = (sign.span(), *spans, *(found.span() for each in _BY_GRADIENT if (found := each.search(text))))
    return Aim(_blank(_WORDS.sub(lambda found: " " * len(found[0]), text), *spans), direction, sign[5], _numbers(sign[6]))


def _by_gradient(text: str) -> Aim | None:
    """Return what a text asks that has ∇f · v."""
    first, second = (each.search(text) for each in _BY_GRADIENT)
    found = first or second
    if found is None:
        return None
    of, applied, letter = (found[1], found[2], found[3] or found[4]) if first else (found[3], found[4], found[1] or found[2])
    given = _given(text, letter)
    if given is None or not _is_defined(text, of):
        return None
    return Aim(_blank(text, found.span(), given[0]), Direction(given[1]), of, _numbers(applied))


def _is_defined(text: str, name: str) -> bool:
    """Return whether a text defines a function of several arguments."""
    return re.search(rf"(?<![\w\\]){name}\s?\([^()=]*,[^()=]*\)\s*=", text) is not None


def _numbers(applied: str) -> str:
    """Return the brackets behind a function where numbers stand in them."""
    return applied.strip() if re.search(r"\d", applied) else ""


def _blank(text: str, *spans: Span) -> str:
    """Return a text with separators and spaces in place of some stretches."""
    for start, end in spans:
        text = text[:start] + ";".ljust(end - start) + text[end:]
    return text


def _given(text: str, letter: str) -> tuple[Span, tuple[str, ...]] | None:
    """Return where a text gives a vector by its components, and these."""
    for found in re.finditer(rf"{_TOLD}\$?(?<![\w\\])(?:\\(?:mathbf|vec|hat|boldsymbol|bm)\s?\{{\s?{letter}\s?\}}|{letter})\s*=\s?", text):
        vector = _vector(text, found.end())
        if vector is not None:
            return (found.start(), vector[0]), vector[1]
    return None


def _vector(text: str, start: int) -> tuple[int, tuple[str, ...]] | None:
    """Return where a vector ends that begins at a place, and its components; None where none begins there."""
    opens = _OPENS.match(text, start)
    if opens is None:
        terms, end = unit_terms(text, start)
        return (end, terms) if len(terms) > 1 else None
    if opens[1] in "([":
        inside = arguments(text, opens.end())
        return (inside.end, tuple(map(_bare, inside.each))) if inside is not None and len(inside.each) > 1 else None
    closes = _CLOSES.search(text, opens.end())
    inside = None if closes is None else arguments(text[opens.end() : closes.start()] + ")", 0)
    return (closes.end(), tuple(map(_bare, inside.each))) if closes and inside is not None and len(inside.each) > 1 else None


def _bare(part: str) -> str:
    """Return a component without what belongs to its bracket."""
    return part.strip().removesuffix("\\right").strip()


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
