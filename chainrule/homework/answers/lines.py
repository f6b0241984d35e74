"""Tangent and normal lines: what a problem that asks for one is answered with, y = 5(x − 2) + 10."""

from __future__ import annotations

import re

from chainrule.errors import ChainRuleError
from chainrule.homework.answers.question import Question
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import Verdict
from chainrule.tree import Tree, add, div, mul, names, neg, number, substitute, symbol

_LINE = re.compile(
    r"\bequations?\s+(?:of|for)\s+(?:the\s+|an?\s+|its\s+)?(tangent|normal)|\b(tangent|normal)\s+line\s+equation|"
    r"\b(?:find|determine|give|write|what\s+is)\s+(?:the\s+|an?\s+)?(tangent|normal)\b(?!\s+(?:line\s+)?slope)",
    re.IGNORECASE,
)


def asked_line(question: Question, answer: Tree) -> str:
    """Return "tangent" or "normal" where the problem asks for such a line and an answer in the variable may be one; else ""."""
    found = _LINE.search(question.problem.text)
    return next(filter(None, found.groups())).lower() if found and question.result.wrt in names(answer) else ""


def judge_line(question: Question, answer: Tree, verdict: Verdict, tolerance: float | None) -> Verdict:
    """Return the verdict on the right side of a line y = … where the problem asks for one; a right derivative stays right.

    Raises ChainRuleError where the problem does not say at which point the line is.
    """
    kind = "" if verdict.correct is True else asked_line(question, answer)
    if not kind:
        return verdict
    right = line(question, kind)
    if right is None:
        raise ChainRuleError(f"a {kind} line is judged only where its point is given in numbers", hint="give its slope, the derivative, as the answer")
    found = equal(right, answer, tolerance=tolerance)
    return Verdict(found.correct, None, right, answer, found, notes=((f"It is compared with the {kind} line that the problem asks for.",),))


def line(question: Question, kind: str) -> Tree | None:
    """Return the right side of the tangent or the normal line at the point of a problem; None where that is not given in numbers."""
    point, wrt = question.point, question.result.wrt
    slope = substitute(question.put_back(question.result.tidy.tree) if question.curve is None else question.result.tidy.tree, dict(point))
    height = substitute(question.function, dict(point)) if question.curve is None else point.get(question.derivation.output)
    if wrt not in point or height is None or names(slope) or names(height):
        return None
    slope = slope if kind == "tangent" else div(neg(number(1)), slope)
    return add(height, mul(slope, add(symbol(wrt), neg(point[wrt]))))
