"""Lines of work that update a quantity again and again, with an index for each step: x₁ = x₀ − 0.1·f′(x₀), x₂ = x₁ − 0.1·f′(x₁)."""

from __future__ import annotations

import re
from dataclasses import replace

from chainrule.homework.answers.statements import Statement
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.worked.progress import Progress
from chainrule.homework.worked.updates import at_point, judge_update
from chainrule.notation import text as written
from chainrule.notation.names import split
from chainrule.tree import names, substitute, symbol

_SLOPE_AT = re.compile(r"(['′’]\s*\(\s*)([^\W\d_]_\w{1,3})(\s*\))")  # f′(x_1)


def judge_iterate(progress: Progress, statement: Statement, name: str) -> LineVerdict | None:
    """Return the verdict on a line that says the value of a quantity after one more step; None for any other line.

    It is judged as an update of the quantity where that has the value of the step before.
    """
    base = iterated(progress, name)
    olds = list(dict.fromkeys(each for side in statement.sides for each in names(side) if base and iterated(progress, each) == base))
    before = predecessor(name) if base else ""
    if not base or len(olds) > 1 or (not olds and not (statement.sides[0].kind == "add" and before and base in progress.question.point)):
        return None
    old = olds[0] if olds else before
    sides = tuple(substitute(side, {old: symbol(base)}) for side in statement.sides)
    value = progress.notebook.own.get(old)
    first = value is None and not progress.iterates
    point, claims = progress.point, progress.notebook.claims
    asked = (progress.question.result.of, base)
    if not first:
        progress.point = {**{key: each for key, each in point.items() if key != base}, **({} if value is None or names(value) else {base: value})}
        general = {asked: progress.formulas[asked]} if asked in progress.formulas else {}
        progress.notebook.claims = {key: each for key, each in claims.items() if key != asked} | general
    verdict = judge_update(progress, replace(statement, sides=sides), base)
    last = at_point(progress, sides[-1])
    progress.point, progress.notebook.claims = point, claims
    progress.moved.discard(base)
    progress.iterates.add(name)
    progress.notebook.define(name, statement.sides[-1] if names(last) else last)
    return verdict


def iterated(progress: Progress, name: str) -> str:
    """Return the quantity that a name with an index stands for the value of after some steps, x of x_1; "" where it is no such name."""
    base, low, high = split(name) or ("", "", "")
    graph = progress.question.derivation.graph
    return base if low and not high and name not in graph.ids and base in graph.inputs else ""


def predecessor(name: str) -> str:
    """Return the name of the value one step before: x_0 of x_1; "" where the index is no number, or the first."""
    base, low, _ = split(name) or ("", "", "")
    return f"{base}_{int(low) - 1}" if low.isdecimal() and int(low) > 0 else ""


def with_values(progress: Progress, text: str) -> str:
    """Return a line with the numbers of such values at which a slope is taken: f′(0.4) for f′(x_1)."""

    def value(found: re.Match[str]) -> str:
        own = progress.notebook.own.get(found[2])
        known = own is not None and not names(own) and iterated(progress, found[2]) == progress.question.result.wrt
        return f"{found[1]}{written(own)}{found[3]}" if own is not None and known else found[0]

    return _SLOPE_AT.sub(value, text) if "_" in text else text
