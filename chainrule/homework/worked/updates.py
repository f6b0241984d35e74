"""Lines of work that update a parameter: w := w − η·slope goes against the slope."""

from __future__ import annotations

from math import isfinite

from chainrule.homework.answers.notebook import Notebook
from chainrule.homework.answers.question import Question
from chainrule.homework.answers.statements import Statement
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import step_of
from chainrule.homework.values.lenient import Values
from chainrule.homework.verdict import LineVerdict
from chainrule.numeric.points import candidate
from chainrule.tree import names, symbol

POINTS = 5  # at which the direction of a step is looked at


def updated(notebook: Notebook, name: str) -> str | None:
    """Return the quantity that a name such as w_new is the new value of."""
    for mark in ("_new", "_{new}", "new"):
        old = name.removesuffix(mark)
        if old != name and notebook.known(old):
            return old
    return None


def judge_update(question: Question, notebook: Notebook, statement: Statement, name: str) -> LineVerdict:
    """Return the verdict on w := w − η·slope: the step goes against the slope."""
    tree = statement.sides[0]
    old = updated(notebook, name) or name
    slope = notebook.expand(notebook.value(question.result.of, old), claimed=True)
    moved = notebook.expand(step_of(tree, old), claimed=True)
    if name != old:
        notebook.define(name, tree)
    used = list(dict.fromkeys((*names(slope), *names(moved))))
    values = Values([{each: abs(candidate(place, index)) for place, each in enumerate(used)} for index in range(POINTS)])
    signs = {(a > 0) == (b > 0) for a, b in zip(*values([slope, moved]), strict=True) if a and b and isfinite(a * b)}
    if signs == {False}:
        return LineVerdict(statement.text, "right")
    if signs == {True}:
        mistake = question.wording.mistake(MISTAKES["step-added"], part=symbol(old))
        return LineVerdict(statement.text, "wrong", mistake.words, mistake=mistake)
    return LineVerdict(statement.text, "undecided", ("the step could not be compared with the slope",))
