"""Work as one piece: its lines are gone through in order, and once more where they show what the student's own names mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chainrule.homework.answers.called import called
from chainrule.homework.answers.cutting import limited_lines
from chainrule.homework.answers.question import Question
from chainrule.homework.answers.words import without_prose
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.worked.line_by_line import Worker
from chainrule.homework.worked.taken_apart import with_hindsight
from chainrule.syntax import Limits
from chainrule.tree import Tree


@dataclass(frozen=True, slots=True)
class Work:
    """The judged lines, and what they say the asked derivative is (None where they do not reach it)."""

    lines: tuple[LineVerdict, ...]
    answer: Tree | None
    unfinished: bool = False  # whether a derivative is still to be worked out in the answer


def judge_work(question: Question, text: str, limits: Limits | None = None, kind: type[Worker] | None = None) -> Work:
    """Return the verdict on every statement of a piece of work."""
    return judge_lines(question, without_prose(limited_lines(text), question.known), limits, kind)


def judge_lines(question: Question, written: Sequence[str], limits: Limits | None = None, kind: type[Worker] | None = None) -> Work:
    """Return the verdict on every one of some statements."""
    make = kind or Worker
    lines = tuple(map((worker := make(question, limits)).line, written))
    alias = called(written, question.result.of, question.result.wrt, (*worker.words, *question.known))
    if alias is not None:
        again = tuple(map((other := make(question, limits, alias.name)).line, written))
        if alias.surely or any(before.status == "not understood" and after.status == "right" for before, after in zip(lines, again, strict=True)):
            worker, lines = other, again
    if worker.taken:  # the student's u is not the link that chainrule calls u
        worker = make(question.reserving(worker.taken), limits, worker.called)
        lines = tuple(map(worker.line, written))
    if worker.notebook.own and any(line.mistake and line.mistake.name == "names" for line in lines):  # 2x cos(v), where v = x²: said behind
        said, worker = worker.notebook, make(worker.question, limits, worker.called)
        for name, tree in said.own.items():
            worker.notebook.define(name, tree, said.parameters.get(name))
        lines = tuple(map(worker.line, written))
    return Work(with_hindsight(lines, composed=worker.composed), worker.answer, worker.unfinished)
