"""Answers that are meant under a condition alone, 1 if x > 0: judged where it holds; what is right there alone is left undecided."""

from __future__ import annotations

from dataclasses import replace

from chainrule.homework.answers.asides import condition
from chainrule.homework.answers.question import Question
from chainrule.homework.values.equality import Equality
from chainrule.homework.values.within import WITHIN, Range, where_it_holds
from chainrule.homework.verdict import Prose, Verdict
from chainrule.notation import unicode


def judge_one_piece(question: Question, verdict: Verdict, answer: str) -> Verdict | None:
    """Return the verdict on an answer that is wrong without the condition behind it, as that has it; None where there is no such condition."""
    if (aside := condition(answer)) is None:
        return None
    from chainrule.homework.answers.conditions import stated

    wrt = question.result.wrt
    there = dict(stated(aside.words, wrt))
    if list(there) != [wrt] or there[wrt].empty or there[wrt] == Range() or question.point or question.curve is not None or question.given is not None:
        return None
    if verdict.correct is not False or verdict.answer is None or verdict.equality is None:
        return None
    found = where_it_holds(verdict.equality, there, question.result.tidy.tree, question.put_back(verdict.answer), question.function)
    if found.correct is not True:
        said: Prose = ("Your answer is judged where ", there[wrt].stated(wrt), ", as it says.")
        mistakes = tuple(each for each in verdict.mistakes if each.name != "names")
        return replace(verdict, correct=found.correct, equality=found, mistakes=mistakes, notes=(said,))
    asked = question.ranges.get(wrt, Range())
    if asked.within(there[wrt]) == asked:
        return replace(verdict, correct=True, equality=found, mistakes=())
    note = f"it is right where {unicode(there[wrt].stated(wrt))}; elsewhere it gives nothing"
    return replace(verdict, correct=None, equality=Equality("undecided", method=WITHIN, note=note), mistakes=(), notes=())
