"""A definition that asks: v(t) = d/dt (t³ − 2t) is the derivative of a function of its own, g(x) = d/dx f(x) that of f."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain, count
from typing import NamedTuple

from chainrule.syntax.asked.requests import Request, requested
from chainrule.syntax.tokens.segments import Segment, read_name
from chainrule.syntax.tokens.token import Tokens
from chainrule.syntax.vocabulary import DIFFERENTIATORS
from chainrule.tree import Tree, apply, derivative, symbol

OWN_NAMES = "fghFGHPQR"  # for what is differentiated where it has no name, first letter first that the text does not have


class Nested(NamedTuple):
    """What a definition asks to have differentiated: a derivative of something defined, or of a new function ``name``."""

    tree: Tree
    request: Request
    name: str = ""


def nested(tokens: Tokens, segment: Segment, functions: Mapping[str, tuple[str, ...]], defined: frozenset[str], taken: Collection[str]) -> Nested | None:
    """Return what a definition asks to have differentiated; None where it is an expression.

    ``functions`` are the defined functions with the names of their arguments, ``defined`` all names that the problem gives,
    ``taken`` names that a new function must not have.
    """
    request = requested(tokens, segment.body, segment.last)
    if request is None:
        return None
    while tokens.kind(request.first) == "open" and tokens.brackets().get(request.first, (0, 0))[0] == request.last - 1:
        request = request._replace(first=request.first + 1, last=request.last - 1, spread=False)
    wrt = request.wrt or _only_argument(tokens, segment, request)
    name = read_name(tokens, request.first) if tokens.kinds[request.first] in ("word", "name") else ""
    inside = _own_arguments(tokens, request)
    if request.last == request.first + 1 and name in defined and name not in segment.parameters:
        return Nested(derivative(name, *wrt), request)
    if inside and inside == functions.get(name):
        return Nested(derivative(name, *wrt), request)
    if inside and len(functions.get(name, ())) == 1 and set(inside) == set(wrt):  # d/dt a(t), where a(y) is defined
        return Nested(apply(name, (symbol(wrt[0]),), (len(wrt),)), request)
    own = next(letter for letter in chain(OWN_NAMES, map("F_{}".format, count(1))) if letter not in tokens.text and letter not in taken)
    return Nested(derivative(own, *wrt), request, own)


def may_ask(tokens: Tokens, segment: Segment) -> bool:
    """Return whether a definition's right side begins or ends as a request does."""
    kind, value = tokens.kinds[segment.body], tokens.values[segment.body]
    if not segment.name:
        return False
    if kind == "derivative":
        return not value[1]
    return (kind == "word" and value in DIFFERENTIATORS) or (kind == "open" and tokens.kinds[segment.last - 1] == "prime")


def _own_arguments(tokens: Tokens, request: Request) -> tuple[str, ...]:
    """Return the names that the operand applies its first token to; none where it is anything else than a name of names."""
    first, last = request.first, request.last
    if last < first + 4 or tokens.kind(first + 1) != "open" or tokens.brackets().get(first + 1, (0, 0))[0] != last - 1:
        return ()
    found = tuple(read_name(tokens, index) for index in range(first + 2, last - 1, 2))
    return found if all(found) and last == first + 2 * len(found) + 2 else ()


def _only_argument(tokens: Tokens, segment: Segment, request: Request) -> tuple[str, ...]:
    """Return the argument of g(x) = (…)′ for each time that it differentiates."""
    if len(segment.parameters) != 1:
        hint = f"write {segment.name}(x) = …, or d/dx (…)"
        raise tokens.error("by what this is to be differentiated is not said", segment.body, segment.last - 1, hint=hint)
    return segment.parameters * request.order

