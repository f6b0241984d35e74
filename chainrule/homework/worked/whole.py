"""Work as a whole: by which way its lines are judged, and the verdict on the answer that it ends with."""

from __future__ import annotations

from dataclasses import replace

from chainrule.errors import ChainRuleError
from chainrule.homework.answers.cutting import lines_of_work
from chainrule.homework.answers.lines import kind_of_line
from chainrule.homework.answers.question import Question
from chainrule.homework.answers.statements import Reader
from chainrule.homework.judges.judging import judge, unfinished
from chainrule.homework.verdict import Verdict
from chainrule.homework.worked.along import judge_along
from chainrule.homework.worked.passes import Work, judge_work
from chainrule.syntax import Limits
from chainrule.tree import Tree


def worked(question: Question, work: str, limits: Limits | None) -> Work:
    """Return the verdict on every line of a piece of work."""
    if question.problem.vectors.each and question.curve is None:
        from chainrule.homework.worked.vectors import VectorWorker

        return judge_work(question, work, limits, VectorWorker)
    if question.curve is None and (question.problem.listed or question.problem.rates):
        from chainrule.homework.worked.vector_lines import ListedWorker

        return judge_work(question, work, limits, ListedWorker)
    if kind_of_line(question):
        from chainrule.homework.worked.tangents import AlongTangentWorker, TangentWorker

        if question.curve is None:
            return judge_work(question, work, limits, TangentWorker)
        return judge_along(question, question.curve, work, limits, AlongTangentWorker)
    return judge_work(question, work, limits) if question.curve is None else judge_along(question, question.curve, work, limits)


def by_work(question: Question, work: Work, tolerance: float | None, *, prove: bool) -> Verdict:
    """Return the verdict on work by its lines and the answer that it ends with."""
    wrong = next((line for line in work.lines if line.status == "wrong"), None)
    verdict = Verdict(False if wrong else None, question.result.left, question.result.tidy.tree, lines=work.lines)
    if work.answer is None:
        note = () if wrong else (("The work does not reach ", question.result.left, "."),)
        return replace(verdict, mistakes=(wrong.mistake,) if wrong and wrong.mistake else (), notes=note)
    judged = judge(question, work.answer, (), tolerance, prove=prove)
    judged = unfinished(judged) if work.unfinished else judged
    first = (wrong.mistake,) if wrong and wrong.mistake else ()
    mistakes = (*first, *(each for each in judged.mistakes if not first or each.name != first[0].name))
    return replace(judged, answer=None, correct=False if wrong else judged.correct, lines=work.lines, mistakes=mistakes)


def last_left(reader: Reader, work: str) -> Tree | None:
    """Return the left side of the last statement that differentiates something."""
    for line in reversed(lines_of_work(work)):
        try:
            left = reader.statement(line).left
        except ChainRuleError:
            continue
        if left is not None and left.kind == "derivative":
            return left
    return None
