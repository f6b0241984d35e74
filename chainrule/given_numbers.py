"""Numbers as options give them: w1=0.15, x=pi/2, X=[[2, 1], [1, 3]]."""

from __future__ import annotations

import math
from typing import Any

from chainrule.errors import ChainRuleError

DEEPEST = 2  # brackets in brackets: a list of rows


def numbers(text: str) -> dict[str, Any]:
    """Return the values of "w1=0.15, w2=0.2"; those in brackets are lists, or lists of rows. Raises ChainRuleError for what gives no name a number."""
    found: dict[str, Any] = {}
    for part in filter(None, split(text)):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign or not name:
            raise ChainRuleError(f"'{part}' gives no name a value", hint='write "w1=0.15, w2=0.2"')
        if name in found:
            raise ChainRuleError(f"'{name}' is given two values", hint="give it one")
        found[name] = listed(value, name)
    return found


def split(text: str) -> list[str]:
    """Return what stands between the commas and semicolons of a text outside of brackets."""
    parts, depth, first = list[str](), 0, 0
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign in ",;" and depth <= 0:
            parts.append(text[first:place].strip())
            first = place + 1
    return [*parts, text[first:].strip()]


def listed(text: str, name: str, depth: int = 0) -> Any:
    """Return a value as a number, or what brackets hold as a list of such; semicolons part rows: [2, 1; 1, 3]. Raises ChainRuleError."""
    inside = text[1:-1]
    if text[:1] == "[" and depth == DEEPEST:
        raise ChainRuleError(f"the value of {name} has brackets in the brackets of a row", hint="write a matrix as a list of rows: [[2, 1], [1, 3]]")
    if text[:1] not in ("[", "(") or text[-1:] != {"[": "]", "(": ")"}[text[0]] or (text[0] == "(" and len(split(inside)) < 2):
        return real_number(text, f"value of {name}")
    rows = inside.split(";")
    if depth == 0 and len(rows) > 1:
        return [listed(f"[{row.strip()}]", name, 1) for row in rows]
    return [listed(part, name, depth + 1) for part in split(inside) if part]


def real_number(word: str, name: str) -> float:
    """Return an option's value as a number: 0.5, or a constant expression such as pi/2. Raises ChainRuleError."""
    try:
        value = float(word.replace("−", "-").replace("_", "?"))
    except ValueError:
        value = constant(word)
    if not math.isfinite(value):
        raise ChainRuleError(f"the {name} must be a number, not '{word:.40}'")
    return value


def constant(text: str) -> float:
    """Return the value of an expression without names; of anything else, not a number."""
    from chainrule.numeric.program import value_of
    from chainrule.syntax import read_problem

    try:
        (definition,) = read_problem(text).definitions
        return math.nan if definition.name else float(value_of(definition.tree, {}))
    except (ChainRuleError, ValueError):
        return math.nan
