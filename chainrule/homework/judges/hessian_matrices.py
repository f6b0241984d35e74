"""Answers for the second derivatives by several names together: a Hessian matrix, [[2y, 2x], [2x, 0]], or f_xx = 2y, f_xy = 2x, f_yy = 0."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from chainrule.calculus import Derivation
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.outside import outside_brackets
from chainrule.homework.answers.question import Question, questions
from chainrule.homework.answers.statements import Reader
from chainrule.homework.answers.vector_entries import EQUALS, entries, statements
from chainrule.homework.judges.vector_valued import put_together, without_left, wrong_components
from chainrule.homework.verdict import Prose, Verdict
from chainrule.notation import unicode
from chainrule.problem import Problem
from chainrule.tree import Tree, vector

_WHOLE = re.compile(r"hessian|\ball\b", re.IGNORECASE)  # problems that leave none of them out

JudgeEntry = Callable[[Question, str], Verdict]


def judge_hessian(
    problem: Problem | Derivation, answer: str, by: tuple[str, ...] | None, output: str | None, order: int, reader: Reader, one: JudgeEntry
) -> Verdict | None:
    """Return the verdict on an answer that gives all second derivatives together; None for any other. Raises ReadError."""
    several = questions(problem, by, output, order)
    names = tuple(dict.fromkeys(name for question in several for name in question.result.by))
    if len(names) < 2 or any(len(question.result.by) != 2 for question in several) or several[0].problem.vectors.each:
        return None
    found = {question.result.by: question for question in several}
    table = {(a, b): found[a, b] if (a, b) in found else found.get((b, a)) for a in names for b in names}
    asked = {pair: question for pair, question in table.items() if question is not None}
    if len(asked) < len(table):
        return None
    if (given := of_statements(asked, answer, reader)) is not None:
        return by_statements(several, given, one)
    if (rows := entries(answer)) is None or rows.several:
        return None
    if rows.flat and len(rows.rows[0]) == len(several):
        return together(several, [[without_left(entry)] for entry in rows.rows[0]], one)
    if rows.flat and not leaves_none_out(several[0].problem):
        hint = f"write each with its name: {', '.join(f'{unicode(question.result.left)} = …' for question in several[:2])}"
        raise ReadError("which second derivatives these are cannot be told", hint=hint, text=answer, start=0, end=len(answer))
    if rows.shape != (len(names), len(names)):
        own = f"{len(rows.rows[0])} entries" if rows.flat else f"{rows.shape[0]} rows of {rows.shape[1]} entries"
        fault = f"Your answer has {own}; the Hessian matrix has {len(names)} rows of {len(names)} entries."
        return wrong_components(as_matrix([[asked[a, b].result.left for b in names] for a in names]), None, str(several[0].result.left.args[0].value), fault)
    verdict = by_rows(asked, names, rows.rows, one)
    definition = next((each for each in several[0].problem.definitions if each.name == several[0].result.left.args[0].value), None)
    free = by is None and not several[0].problem.wrt and (definition is None or not definition.parameters)
    if verdict.correct is False and free and (ordered := tuple(sorted(names))) != names and (other := by_rows(asked, ordered, rows.rows, one)).correct is True:
        return replace(other, notes=(*other.notes, (f"The rows and columns are by {', '.join(ordered)} in turn.",)))
    return verdict


def leaves_none_out(problem: Problem) -> bool:
    """Return whether a problem asks for all second derivatives."""
    return _WHOLE.search(problem.text) is not None


def of_statements(asked: dict[tuple[str, str], Question], answer: str, reader: Reader) -> list[tuple[Question, str]] | None:
    """Return what several statements say of second derivatives, f_xx = 2y, f_xy = 2x; None where an answer is anything else."""
    found: list[tuple[Question, str]] = []
    for part in statements(answer):
        left = None
        with suppress(ChainRuleError):
            left = reader.statement(part).left
        if left is None or left.kind != "derivative" or len(left.args) != 3:
            return None
        question = asked.get((str(left.args[1].value), str(left.args[2].value)))
        if question is None or left.args[0] != question.result.left.args[0]:
            return None
        found.append((question, part[outside_brackets(EQUALS, part)[-1].end() :].strip()))
    return found or None


def by_statements(several: Sequence[Question], given: Sequence[tuple[Question, str]], one: JudgeEntry) -> Verdict:
    """Return the verdict on second derivatives that are given one by one; what is missing is said."""
    verdict = together([question for question, _ in given], [[entry] for _, entry in given], one)
    missing = [each.result.left for each in several if all(question is not each for question, _ in given)]
    if not missing or verdict.correct is not True or not leaves_none_out(several[0].problem):
        return verdict
    note: Prose = ("Of the second derivatives, there is no ", missing[0], *(piece for each in missing[1:] for piece in (" and no ", each)), ".")
    return replace(verdict, correct=None, equality=None, notes=(*verdict.notes, note))


def together(asked: Sequence[Question], rows: Sequence[Sequence[str]], one: JudgeEntry) -> Verdict:
    """Return the verdict on second derivatives in a list."""
    lefts, rights = (vector(*trees) for trees in ([each.result.left for each in asked], [each.result.tidy.tree for each in asked]))
    return put_together(lefts, rights, rows, [[one(question, entry) for entry in row] for question, row in zip(asked, rows, strict=True)])


def by_rows(asked: dict[tuple[str, str], Question], names: Sequence[str], rows: Sequence[Sequence[str]], one: JudgeEntry) -> Verdict:
    """Return the verdict on a matrix whose rows and columns are by some names in turn."""
    table = [[asked[a, b] for b in names] for a in names]
    verdicts = [[one(question, entry) for question, entry in zip(*pair, strict=True)] for pair in zip(table, rows, strict=True)]
    lefts, rights = ([[getter(each) for each in row] for row in table] for getter in (left_of, right_of))
    return put_together(as_matrix(lefts), as_matrix(rights), rows, verdicts)


def left_of(question: Question) -> Tree:
    """Return the unevaluated derivative that is asked."""
    return question.result.left


def right_of(question: Question) -> Tree:
    """Return the right derivative."""
    return question.result.tidy.tree


def as_matrix(rows: Sequence[Sequence[Tree]]) -> Tree:
    """Return a matrix of rows."""
    return vector(*[vector(*row) for row in rows])
