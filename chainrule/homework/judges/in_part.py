"""Right answers that are a part of what a problem asks for: f_x alone, where f_x and f_y are asked."""

from __future__ import annotations

from dataclasses import replace

from chainrule.homework.answers.question import Question
from chainrule.homework.answers.vector_entries import asks_for_all
from chainrule.homework.verdict import Verdict, listed


def in_part(question: Question, verdict: Verdict) -> Verdict:
    """Return the verdict on a right derivative by one name with a note where a problem asks for those by several names together."""
    derivation = question.derivation
    others = [name for name in derivation.wrt if name != question.result.wrt]
    if verdict.correct is not True or derivation.order > 1 or not others or not asks_for_all(question.problem):
        return verdict
    return replace(verdict, notes=(*verdict.notes, ("The derivative by ", *listed(others), " is asked for as well.")))
