"""Answers that are the number of a differential: dy = 0.4 of y = x², at x = 2 with dx = 0.1."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from chainrule.calculus import Derivation
from chainrule.errors import ReadError
from chainrule.homework.answers.lines import compared_with, slope_at
from chainrule.homework.answers.question import problem_in, questions
from chainrule.homework.answers.statements import Reader
from chainrule.homework.slips.source import tidy
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import Verdict
from chainrule.problem import Problem
from chainrule.syntax.asked.differentials import asks_differential
from chainrule.tree import mul, names, total


def judge_differential(problem: Problem | Derivation, answer: str, output: str | None, reader: Reader, options: dict[str, Any]) -> Verdict | None:
    """Return the verdict on a number where a problem asks for a differential and gives those of all inputs; None for anything else.

    The derivative at the point is no differential, but is judged as an answer of its own.
    """
    given = dict(problem_in(problem).point)
    steps = {name[1:]: value for name, value in given.items() if name[:1] == "d" and len(name) > 1}
    if not steps:
        return None
    asked = questions(problem, None, output)
    about = asked[0].derivation.output
    if {each.result.wrt for each in asked} != steps.keys() or not asks_differential(asked[0].problem.text, about):
        return None
    with suppress(ReadError):
        said = reader.statement(re.sub(rf"^\s*\$?\s*d\s?{re.escape(about)}\s*[=≈]\s*", "", answer)).sides[-1]
        slopes = {each.result.wrt: slope_at(each, each.point) for each in asked}
        right = tidy(total([mul(slope, steps[name]) for name, slope in slopes.items()]))
        if names(said) or names(right):
            return None
        found = equal(right, said, tolerance=options["tolerance"])
        if found.correct is not True and len(slopes) == 1 and equal(next(iter(slopes.values())), said, tolerance=options["tolerance"]).correct is True:
            return None
        return Verdict(found.correct, None, right, said, found, notes=(compared_with(f"differential d{about}"),), of="differential")
    return None
