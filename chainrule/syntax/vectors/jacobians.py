"""Words and signs that ask for all derivatives of a function with several components: the Jacobian matrix, ∂(x, y)/∂(u, v), DF. Every text keeps its length."""

from __future__ import annotations

import re
from typing import NamedTuple

from chainrule.notation.names import canonical
from chainrule.syntax.around.arrays import arguments

_WORDS = re.compile(r"\b[Jj]acobian(?:\s+matri(?:x|ces))?\b")
_DETERMINANT = re.compile(
    r"(?:\b(?:determinant\s+of\s+(?:the\s+)?|det\s*\(?\s*(?:the\s+)?)(?=[Jj]acobian))|(?<=acobian)(?:\s+matrix)?(?:['’]s)?\s+determinant\b", re.IGNORECASE
)
_ALONE = re.compile(r"(?:\A|(?<=[;,.\n]))\s*(?:[Tt]he\s+)?[Jj]acobian(?:\s+matrix)?\s*[.?]?\s*(?=\Z|[;,\n])")
_NAMES = r"\(\s?([^\W\d_][\w\\]*(?:\s?,\s?\\?[^\W\d_]\w*){1,4})\s?\)"
_QUOTIENT = re.compile(rf"(?:J\s?=\s?)?(?:∂\s?{_NAMES}\s?/\s?∂\s?{_NAMES}|\\d?frac\s?\{{\s?\\partial\s?{_NAMES}\s?\}}\s?\{{\s?\\partial\s?{_NAMES}\s?\}})")
_FUNCTION = re.compile(r"(?<![\w\\])([A-Za-z])\s?\([^()=]*\)\s*=\s*(?:\\left\s?)?[(\[]")
_RIGHT = r"\right"
_TUPLE = re.compile(
    r"(?P<before>(?:\A|[;,.:$\n]|[a-z]{2})\s*)\((?P<names>\s?\\?[^\W\d_]\w*(?:\s?,\s?\\?[^\W\d_]\w*){1,4})\s?\)\s*=\s*(?:\\left\s?)?\((?P<values>[^=;\n]{1,400})"
)  # but not F(x, y) = …
_COMPOSED = re.compile(
    r"(?:\(\s?)?\b([A-Za-z])\s?(?:∘|\\circ(?![a-z]))\s?([A-Za-z])\b\s?\)?(?:\s?\([^()=]*\))?|\b([A-Za-z])\s?\(\s?([A-Za-z])\s?\([^()=]*\)\s?\)"
)
_OF_COMPOSED = re.compile(  # D(F ∘ G)(u, v), J_{F∘G}, (F∘G)'
    r"(?:(?<![\w\\])[DJ]\s?_?\s?[({]?\s?|\(\s?(?=[A-Za-z]\s?(?:∘|\\circ)\s?[A-Za-z]\s?\)\s?['’′]))"
    r"([A-Za-z])\s?(?:∘|\\circ(?![a-z]))\s?([A-Za-z])\s?[)}]?\s?['’′]?(?:\s?\([^()=\d]*\))?(?!\s?[({'’′])"
)
_DEFINED = r"(?<![\w\\]){}\s?\((?P<names>[^()=]*)\)\s*=\s*(?:\\left\s?)?[(\[]"
_ARGUMENTS = r"(\s?\(\s?[^()=]{1,40}\s?\))?"


class Matrix(NamedTuple):
    """A text that asks for a gradient in the place of a matrix, of which quantities (empty where it does not say), None where it asks for no
    matrix, by which ones, and at which point.
    """

    text: str
    of: tuple[str, ...] | None
    wrt: tuple[str, ...] = ()
    point: str = ""


def without_jacobian(text: str) -> Matrix:
    """Return a text that asks for a Jacobian matrix as one that asks for a gradient, and what it says of it.

    >>> without_jacobian("Find the Jacobian matrix of F(x, y) = (x y, x)")
    Matrix(text='Find the gradient        of F(x, y) = (x y, x)', of=(), wrt=(), point='')
    >>> without_jacobian("u = x y; v = x; ∂(u, v)/∂(x, y)")
    Matrix(text='u = x y; v = x; ;              ', of=('u', 'v'), wrt=('x', 'y'), point='')
    """
    before, quotient = text, _QUOTIENT.search(text)
    of, wrt = (_names(quotient[1] or quotient[3]), _names(quotient[2] or quotient[4])) if quotient else ((), ())
    text = _QUOTIENT.sub(lambda found: ";" + " " * (len(found[0]) - 1), text)
    text = _DETERMINANT.sub(lambda found: " " * len(found[0]), text)
    text = _ALONE.sub(lambda found: " " * len(found[0]), text)
    text = _WORDS.sub(lambda found: "gradient".ljust(len(found[0])), text)
    if "∘" in text or "circ" in text:
        named = _OF_COMPOSED.sub(lambda found: f"{found[1]}∘{found[2]}".ljust(len(found[0])), text)
        text = text if named == text or _without_composition(named) == named else named
    asked, point = text != before, ""
    text = _without_composition(_TUPLE.sub(_apart, text)) if asked else text
    for name in dict.fromkeys(_FUNCTION.findall(text)):
        signs = re.compile(rf"(?<![\w\\])(?:D{name}|J_?{name}|J_\{{{name}\}}){_ARGUMENTS}(?=\s*+(?:[.;,?]|\Z|for\b|where\b|if\b|when\b|of\b|at\b|and\b))")
        for found in list(signs.finditer(text))[:1]:
            text = text[: found.start()] + f"{name}'".ljust(len(found[0])) + text[found.end() :]
            point = found[1].strip() if found[1] and re.search(r"\d", found[1]) else point
    return Matrix(text, of if asked else None, wrt, point)


def _without_composition(text: str) -> str:
    """Return a text that asks for F ∘ G, of two functions with several components, as one about F, whose arguments are the components of G."""
    found = _COMPOSED.search(text)
    if found is None:
        return text
    outer, inner = found[1] or found[3], found[2] or found[4]
    definitions = [re.search(_DEFINED.format(name), text) for name in (outer, inner)]
    first, second = definitions
    values = None if second is None else arguments(text, second.end())
    if first is None or second is None or values is None or outer == inner:
        return text
    names, others = ([each.strip() for each in definition["names"].split(",")] for definition in (first, second))
    written = ";".join(f"{name}={value.removesuffix(_RIGHT).strip()}" for name, value in zip(names, values.each, strict=False))
    if len(names) != len(values.each) or not set(names).isdisjoint(others) or len(written) > values.end - second.start():
        return text
    text = text[: second.start()] + written.ljust(values.end - second.start()) + text[values.end :]
    return text[: found.start()] + outer.ljust(len(found[0])) + text[found.end() :]


def _apart(found: re.Match[str]) -> str:
    """Return (x, y) = (r cos θ, r sin θ) as definitions of their own; what has not as many values as names as it is."""
    names, inside = found["names"].split(","), arguments(found["values"], 0)
    if inside is None or len(inside.each) != len(names):
        return found[0]
    written = ";".join(f"{name.strip()}={value.removesuffix(_RIGHT).strip()}" for name, value in zip(names, inside.each, strict=True))
    room = len(found[0]) - len(found["before"]) - len(found["values"]) + inside.end
    return found["before"] + written.ljust(room) + found["values"][inside.end :]


def _names(said: str) -> tuple[str, ...]:
    """Return the names between brackets."""
    return tuple(canonical(name.strip()) for name in said.split(","))
