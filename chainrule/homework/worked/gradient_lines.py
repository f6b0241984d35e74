"""Work on the derivatives by several names together, line by line: f_x = 2xy, f_y = x², ∇f = (2xy, x²)."""

from __future__ import annotations

import re
from contextlib import suppress

from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.cutting import as_read, limited_lines
from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.question import questions
from chainrule.homework.answers.statements import Reader
from chainrule.homework.answers.vector_entries import EQUALS, asks_for_gradient, entries
from chainrule.homework.answers.words import without_prose
from chainrule.homework.judges.gradients import Asked, One, in_one_list, in_words, is_derivative, judge_together
from chainrule.homework.judges.vector_valued import alike, words_of
from chainrule.homework.verdict import STATUS, LineVerdict, Verdict
from chainrule.homework.worked.several_lines import Claims, Line, Several
from chainrule.notation.names import split
from chainrule.syntax.around.listed import in_round_brackets
from chainrule.tree import ZERO, Tree

_NABLA = re.compile(r"\s*\$?\s*(?:∇|\\nabla|\\?grad\b|d\s?[^\W\d_]\s*=)")
_ANGLES = re.compile(r"=\s*(?:<(?![=>])|⟨|\\langle|\\left\s*(?:<|\\langle))")


def lines_of(asked: Asked, work: str, reader: Reader) -> tuple[Line, ...] | None:
    """Return the lines of work for the derivatives by several names; None where it is for one derivative alone."""
    texts = without_prose(limited_lines(in_round_brackets(work) if _ANGLES.search(work) else work), reader.names)
    lines = tuple(Line(text, is_whole(asked, text, reader)) for text in texts)
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
    if is_point(asked, text):
        return False
    with suppress(ReadError):
        found = in_one_list(asked, text, reader) if "=" not in text[:-1].lstrip(" =") or "(" in text else None
        return found is not None and found.flat and len(found.rows[0]) == len(asked.by)
    return False


def is_point(asked: Asked, text: str) -> bool:
    """Return whether a line says where a point is: (x, y) = (1, 2) − 0.1·(2, 6)."""
    left, equals, _ = text.partition("=")
    found = entries(left.partition(")")[0] + ")") if equals and left.lstrip().startswith("(") else None
    inputs = asked.derivation.stages[0].graph.inputs
    return found is not None and found.flat and all((split(entry.strip()) or ("",))[0] in inputs or entry.strip() in inputs for entry in found.rows[0])


def gradient(asked: Asked, reader: Reader, one: One) -> Several:
    """Return how work on a gradient is judged."""
    found = {question.result.wrt: question for question in questions(asked.derivation)}
    problem = asked.derivation.stages[0].graph.problem

    def whole(text: str, claims: Claims) -> tuple[Verdict | None, LineVerdict]:
        return whole_line(asked, text, reader, one, claims)

    return Several([found[name] for name in asked.by], whole, asks_for_gradient(problem) or bool(problem.wrt))


def whole_line(asked: Asked, text: str, reader: Reader, one: One, claims: Claims) -> tuple[Verdict | None, LineVerdict]:
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


def follows(asked: Asked, answer: Tree | None, claims: Claims) -> bool:
    """Return whether a vector is wrong only where an earlier line is, with the same entry."""
    if answer is None or answer.kind != "vector" or len(answer.args) != len(asked.by):
        return False
    return all(alike(entry, right) or alike(entry, claim or ZERO) for entry, right, claim in zip(answer.args, asked.right.args, claims, strict=True))
