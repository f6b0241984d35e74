"""Work on the derivatives by several names together, line by line: f_x = 2xy, f_y = x², ∇f = (2xy, x²)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.cutting import as_read, limited_lines
from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.question import Question, questions
from chainrule.homework.answers.statements import Reader
from chainrule.homework.answers.vector_entries import EQUALS, entries
from chainrule.homework.judges.gradients import Asked, One, asks_for_gradient, in_one_list, in_words, is_derivative, judge_together
from chainrule.homework.judges.vector_valued import alike, put_together, words_of
from chainrule.homework.verdict import STATUS, LineVerdict, Verdict
from chainrule.homework.worked.passes import Work, judge_lines
from chainrule.homework.worked.whole import by_work
from chainrule.notation import text as written
from chainrule.syntax import Limits
from chainrule.syntax.around.listed import in_round_brackets
from chainrule.tree import ZERO, Tree

_NABLA = re.compile(r"\s*\$?\s*(?:∇|\\nabla|\\?grad\b|d\s?[^\W\d_]\s*=)")
_ANGLES = re.compile(r"=\s*(?:<(?![=>])|⟨|\\langle|\\left\s*(?:<|\\langle))")
_BEST = ("right", "follows", "wrong", "undecided", "not needed", "not understood")  # of the verdicts on a line by one name each, the one that counts


class Line(NamedTuple):
    """A line of work: whether it gives the gradient as a whole."""

    text: str
    whole: bool


def lines_of(asked: Asked, work: str, reader: Reader) -> tuple[Line, ...] | None:
    """Return the lines of work for the derivatives by several names; None where it is for one derivative alone."""
    written_lines = limited_lines(in_round_brackets(work) if _ANGLES.search(work) else work)
    lines = tuple(Line(text, is_whole(asked, text, reader)) for text in written_lines)
    problem = asked.derivation.stages[0].graph.problem
    if any(line.whole for line in lines) or asks_for_gradient(problem) or len(problem.wrt) > 1:
        return lines
    return lines if len({name for line in lines if (name := derivative_in(asked, line.text, reader))}) > 1 else None


def derivative_in(asked: Asked, text: str, reader: Reader) -> str:
    """Return the name that a statement gives the asked derivative by; "" where it gives none."""
    with suppress(ChainRuleError):
        left = reader.statement(text).left
        return next((name for name in asked.by if is_derivative(left, asked.derivation.output, name)), "")
    return ""


def is_whole(asked: Asked, text: str, reader: Reader) -> bool:
    """Return whether a line is about the gradient as a whole: ∇f = …, df = …, or a vector."""
    if _NABLA.match(text):
        return True
    with suppress(ReadError):
        found = in_one_list(asked, text, reader) if "=" not in text[:-1].lstrip(" =") or "(" in text else None
        return found is not None and found.flat and len(found.rows[0]) == len(asked.by)
    return False


def judge_gradient_work(
    asked: Asked, lines: Sequence[Line], reader: Reader, one: One, limits: Limits | None, tolerance: float | None, *, prove: bool
) -> Verdict:
    """Return the verdict on work for the derivatives by several names, by its lines and by what it ends with."""
    by_name = {question.result.wrt: question for question in questions(asked.derivation) if question.result.wrt in asked.by}
    parts = [line.text for line in lines if not line.whole]
    works = {name: judge_lines(question, parts, limits) for name, question in by_name.items()}
    judged = iter(merged(works))
    claims = {name: work.answer for name, work in works.items()}
    found: list[LineVerdict] = []
    last: Verdict | None = None
    for line in lines:
        if line.whole:
            verdict, said = whole_line(asked, line.text, reader, one, claims)
            last = verdict or last
        else:
            said = next(judged)
        found.append(said)
    wrong = next((line for line in found if line.status == "wrong"), None)
    verdict = by_parts(asked, works, by_name, tolerance, prove=prove) if last is None else last
    mistakes = dict.fromkeys((*([wrong.mistake] if wrong is not None and wrong.mistake else []), *verdict.mistakes))
    return replace(verdict, answer=None, correct=False if wrong else verdict.correct, lines=tuple(found), mistakes=tuple(mistakes))


def merged(works: dict[str, Work]) -> list[LineVerdict]:
    """Return of the verdicts on each line, as work for one name each, the one that counts."""
    return [
        min((verdict for verdict in verdicts if verdict is not None), key=lambda each: (_BEST.index(each.status), each.mistake is None))
        for verdicts in zip_longest(*(work.lines for work in works.values()))
    ]


def by_parts(asked: Asked, works: dict[str, Work], by_name: dict[str, Question], tolerance: float | None, *, prove: bool) -> Verdict:
    """Return the verdict on work that gives the derivatives one by one."""
    problem = asked.derivation.stages[0].graph.problem
    needed = asked.by if asks_for_gradient(problem) or problem.wrt else [name for name in asked.by if works[name].answer is not None]
    missing = [name for name in needed if works[name].answer is None]
    verdicts = [by_work(by_name[name], works[name], tolerance, prove=prove) for name in needed if name not in missing]
    there = asked._replace(by=tuple(needed))
    answers = [[written(work.answer)] for name, work in works.items() if work.answer is not None and name in needed]
    verdict = put_together(there.left, there.right, answers, [[each] for each in verdicts]) if verdicts else Verdict(None, there.left, there.right)
    if not missing or verdict.correct is False:
        return verdict
    lefts = [asked.derivation.results[name].left for name in missing]
    note = ("The work does not reach ", lefts[0], *(piece for each in lefts[1:] for piece in (" and ", each)), ".")
    return replace(verdict, correct=None, equality=None, notes=(*verdict.notes, note))


def whole_line(asked: Asked, text: str, reader: Reader, one: One, claims: dict[str, Tree | None]) -> tuple[Verdict | None, LineVerdict]:
    """Return the verdicts on what a line says of the gradient as a whole; the first side of it that is wrong counts."""
    sides = [side.strip() for side in between(text, outside_brackets(EQUALS, text))]
    left, values = (sides[0], sides[1:]) if len(sides) > 1 else ("", sides)
    verdict: Verdict | None = None
    try:
        for value in values:
            if unevaluated(asked, value, reader):
                continue
            verdict = judge_together(asked, f"{left} = {value}" if left else value, reader, one)
            if verdict is None:
                return None, LineVerdict(as_read(text), "not understood", (f"this is no vector of the derivatives by {in_words(asked.by)}",))
            if verdict.correct is not True:
                break
    except ReadError as error:
        return None, LineVerdict(as_read(text), "not understood", (error.message,))
    except ChainRuleError as error:
        return None, LineVerdict(as_read(text), "undecided", (error.message,))
    if verdict is None:
        return None, LineVerdict(as_read(text), "right")
    if verdict.correct is False and follows(asked, verdict.answer, claims):
        return verdict, LineVerdict(as_read(text), "follows")
    return verdict, LineVerdict(as_read(text), STATUS[verdict.correct], words_of(verdict), mistake=verdict.mistake)


def unevaluated(asked: Asked, value: str, reader: Reader) -> bool:
    """Return whether a side is the vector of the derivatives that are still to be worked out, (f_x, f_y)."""
    found = entries(value)
    if found is None or not found.flat or len(found.rows[0]) != len(asked.by):
        return False
    with suppress(ChainRuleError):
        sides = [reader.statement(entry, alone=True).sides[-1] for entry in found.rows[0]]
        return all(is_derivative(side, asked.derivation.output, name) for side, name in zip(sides, asked.by, strict=True))
    return False


def follows(asked: Asked, answer: Tree | None, claims: dict[str, Tree | None]) -> bool:
    """Return whether a vector is wrong only where an earlier line is, with the same entry."""
    if answer is None or answer.kind != "vector" or len(answer.args) != len(asked.by):
        return False
    said = [claims.get(name) or ZERO for name in asked.by]
    return all(alike(entry, right) or alike(entry, claim) for entry, right, claim in zip(answer.args, asked.right.args, said, strict=True))
