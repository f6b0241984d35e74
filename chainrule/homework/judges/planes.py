"""Answers that are a tangent plane or a linear approximation by several inputs: z = 2x + 4y − 5, z − 5 = 2(x − 1) + 4(y − 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from chainrule.calculus import Derivation
from chainrule.errors import ReadError
from chainrule.homework.answers.cutting import read_alone
from chainrule.homework.answers.lines import compared_with, height, height_at, slope_at
from chainrule.homework.answers.question import Question, problem_in, questions
from chainrule.homework.answers.statements import Reader, Statement
from chainrule.homework.slips.source import tidy
from chainrule.homework.values.equality import Equality, equal
from chainrule.homework.verdict import Verdict
from chainrule.problem import Problem
from chainrule.syntax.asked.lines import asked_line
from chainrule.tree import Tree, add, mul, names, neg, substitute, symbol

_CALLED = re.compile(r"^\s*[A-Za-z]\s?\(\s?\w(?:\s?,\s?\w)*\s?\)\s*[=≈]")  # L(x, y) =
TITLES = {"plane": "tangent plane", "linear": "linear approximation"}


def judge_plane(problem: Problem | Derivation, answer: str, output: str | None, reader: Reader, options: dict[str, Any]) -> Verdict | None:
    """Return the verdict on a plane where a problem asks for one at a point given in numbers; None for anything else, as for a gradient."""
    title = TITLES.get(asked_line(problem_in(problem).text))
    if title is None or not problem_in(problem).point:
        return None
    asked = questions(problem, None, output)
    right = plane(asked) if len(asked) > 1 else None
    if right is None:
        return None
    with suppress(ReadError):
        statement = read_alone(reader, _CALLED.sub("", answer))
        if statement.left is not None and statement.left.kind != "symbol":
            return None
        said = height_of(asked[0], statement)
        found = Equality("different") if said is None else equal(right, said, tolerance=options["tolerance"])
        return Verdict(found.correct, None, tidy(right), said or statement.sides[-1], found, notes=(compared_with(title),), of=f"height of the {title}")
    return None


def height_of(question: Question, statement: Statement) -> Tree | None:
    """Return the height that an answer gives: what is behind z =, or an equation solved for it, f and z being the same; None for an equation without it."""
    output = question.derivation.output
    if len(statement.sides) == 1:
        return statement.sides[-1]
    sides = [substitute(each, {"z": symbol(output)} if "z" not in question.point else {}) for each in statement.sides]
    return height((sides[0], sides[-1]), question) if any(output in names(each) for each in sides) else None


def plane(asked: Sequence[Question]) -> Tree | None:
    """Return the height of the plane through the point of a problem; None where that is not given in numbers."""
    first, point = asked[0], asked[0].point
    level, slopes = height_at(first, point), {each.result.wrt: slope_at(each, point) for each in asked}
    if level is None or not slopes.keys() <= point.keys() or any(map(names, (level, *slopes.values(), *(point[name] for name in slopes)))):
        return None
    return add(level, *(mul(slope, add(symbol(name), neg(point[name]))) for name, slope in slopes.items()))
