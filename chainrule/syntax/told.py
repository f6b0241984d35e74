"""What a text says depends on what: y is a function of x. Where no definition or equation tells it, the quantity is an unspecified function."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chainrule.errors import ReadError
from chainrule.notation.names import split
from chainrule.problem import Definition
from chainrule.tree import apply, names, postorder, symbol

_TOLD = re.compile(
    r"(?<![\w=+*/^-])((?:[^\W\d_](?:\s*+,\s*+(?:and\s++)?|\s++and\s++|\s++)(?:both\s++)?){1,4})(?:is|are|be)\s++(?:[a-z]++\s++){0,4}?functions?\s++of\s++([^\W\d_])\b"
    r"(?!\(|\s*+(?:,|,?\s*+and)\s++[^\W\d_]\b)"
)
HINT = "give it that argument as well, as in f(x, θ), or define it"
_TIME = "t"  # whose rates are found where definitions do not show it


def functions_told(text: str) -> tuple[tuple[str, str], ...]:
    """Return the quantities that a text says are functions of one variable, each with that variable.

    >>> functions_told("d/dt (x y), where x and y are differentiable functions of t")
    (('x', 't'), ('y', 't'))
    """
    return tuple((name, found[2]) for found in _TOLD.finditer(text) for name in re.findall(r"(?<!\w)[^\W\d_](?!\w)", found[1]) if name != found[2])


def dependences(told: Sequence[tuple[str, str]], definitions: Sequence[Definition]) -> list[Definition]:
    """Return y = y(x) for every quantity of some definitions that is told to be a function, and that none of them defines."""
    used = set().union(*(names(each.tree) for each in definitions)) if told else set()
    defined = {each.name for each in definitions}
    stated = [(name, by) for name, by in told if name in used and name not in defined and (by != _TIME or by in used or "" in defined)]
    return [Definition(name, apply(name, (symbol(by),)), (), 0, 0) for name, by in stated]


def check_parameters(definitions: Sequence[Definition], wrt: Sequence[str], text: str) -> None:
    """Refuse to differentiate by θ where an unspecified f_θ(x) stands, which depends on it in a way that its arguments do not show."""
    defined = {each.name for each in definitions}
    for each in definitions:
        by = wrt or each.parameters
        for node in postorder(each.tree):
            base, index, _ = (node[0] == "apply" and split(node[1][0])) or ("", "", "")
            if index in by and index not in names(node) and defined.isdisjoint((base, node[1][0])):
                raise ReadError(f"{node[1][0]} may depend on {index}", hint=HINT, text=text, start=each.start, end=each.end)
