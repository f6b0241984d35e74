"""Work on several derivatives at once, line by line: each line is judged as work for every one of them, and counts where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from chainrule.homework.answers.question import Question
from chainrule.homework.judges.vector_valued import put_together
from chainrule.homework.verdict import LineVerdict, Verdict
from chainrule.homework.worked.passes import Work, judge_lines
from chainrule.homework.worked.whole import by_work
from chainrule.notation import text as written
from chainrule.syntax import Limits
from chainrule.tree import Tree, vector

_BEST = ("right", "follows", "wrong", "undecided", "not needed", "not understood")  # of the verdicts on a line as work for one derivative each
UNSAID = "it does not say which derivative it is"

Claims = Sequence[Tree | None]  # what the student says that each derivative is
Whole = Callable[[str, Claims], tuple[Verdict | None, LineVerdict]]  # the verdict on a line that gives them all together


class Line(NamedTuple):
    """A line of work: whether it gives all derivatives together."""

    text: str
    whole: bool


class Several(NamedTuple):
    """The derivatives that are asked together, what judges a line with all of them, and whether none of them may be left out."""

    questions: Sequence[Question]
    whole: Whole
    all_needed: bool


def judge_several(several: Several, lines: Sequence[Line], limits: Limits | None, tolerance: float | None, *, prove: bool) -> Verdict:
    """Return the verdict on work for several derivatives, by its lines and by what it ends with."""
    parts = [line.text for line in lines if not line.whole]
    works = [judge_lines(question, parts, limits) for question in several.questions]
    counted = merged(works)
    if any(each.words == (UNSAID,) for each in counted):
        parts = [text for text, each in zip(parts, counted, strict=True) if each.words != (UNSAID,)]
        works = [judge_lines(question, parts, limits) for question in several.questions]
    judged = iter(counted)
    claims = [work.answer for work in works]
    found: list[LineVerdict] = []
    last: Verdict | None = None
    for line in lines:
        if line.whole:
            verdict, said = several.whole(line.text, claims)
            last = last if verdict is None else verdict  # a wrong verdict is false
        else:
            said = next(judged)
        found.append(said)
    wrong = next((line for line in found if line.status == "wrong"), None)
    verdict = by_parts(several, works, tolerance, prove=prove) if last is None else last
    mistakes = dict.fromkeys((*([wrong.mistake] if wrong is not None and wrong.mistake else []), *verdict.mistakes))
    return replace(verdict, answer=None, correct=False if wrong else verdict.correct, lines=tuple(found), mistakes=tuple(mistakes))


def merged(works: Sequence[Work]) -> list[LineVerdict]:
    """Return of the verdicts on each line, as work for one derivative each, the one that counts."""
    return [counting(verdicts) for verdicts in zip(*(work.lines for work in works), strict=True)]


def counting(verdicts: Sequence[LineVerdict]) -> LineVerdict:
    """Return the verdict that counts on a line; undecided where it is right for one derivative and wrong for another, as an expression alone is."""
    best = min(verdicts, key=lambda each: (_BEST.index(each.status), each.mistake is None))
    if best.status == "right" and any(each.status == "wrong" for each in verdicts):
        return replace(best, status="undecided", words=(UNSAID,))
    return best


def by_parts(several: Several, works: Sequence[Work], tolerance: float | None, *, prove: bool) -> Verdict:
    """Return the verdict on work that gives the derivatives one by one."""
    needed = [(question, work) for question, work in zip(several.questions, works, strict=True) if several.all_needed or work.answer is not None]
    given = [(question, work, work.answer) for question, work in needed if work.answer is not None]
    left, right = (vector(*each) for each in ([question.result.left for question, _ in needed], [question.result.tidy.tree for question, _ in needed]))
    verdict = Verdict(None, left, right)
    if given:
        verdicts = [[by_work(question, work, tolerance, prove=prove)] for question, work, _ in given]
        verdict = put_together(left, right, [[written(answer)] for *_, answer in given], verdicts)
    missing = [question.result.left for question, work in needed if work.answer is None]
    if not missing or verdict.correct is False:
        return verdict
    note = ("The work does not reach ", missing[0], *(piece for each in missing[1:] for piece in (" and ", each)), ".")
    return replace(verdict, correct=None, equality=None, notes=(*verdict.notes, note))
