"""Answers with ± about what an equation gives: ±1/√x for y² = 4x, one sign for each branch."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from chainrule.homework.answers.otherwise import leniently
from chainrule.homework.answers.outside import outside_brackets
from chainrule.homework.answers.question import Question
from chainrule.homework.answers.statements import Reader
from chainrule.homework.judges.judging import judge
from chainrule.homework.values.along import HOLDING
from chainrule.homework.values.equality import Equality
from chainrule.homework.verdict import Verdict
from chainrule.syntax import Limits
from chainrule.tree import Tree, names

_PLUS_MINUS = re.compile(r"(±|\\pm(?![A-Za-z])|\+/[-−]|(?:^|(?<==))\s*\+[-−])|(∓|\\mp(?![A-Za-z])|[-−]/\+)")
_OR = re.compile(r"(?<=\s)or(?=\s)")
BRANCHES = "Each of the two values is right on a branch of its own."


def two_values(answer: str) -> tuple[str, str] | None:
    """Return the two answers that one with ±, or with or between them, stands for: the upper signs, then the lower ones; None for any other.

    >>> two_values("y' = ±1/√x"), two_values("2 ∓ x"), two_values("1 or -1"), two_values("x")
    (("y' = 1/√x", "y' = -1/√x"), ('2 - x', '2 + x'), ('1', '-1'), None)
    """
    if len(either := outside_brackets(_OR, answer)) == 1:
        return answer[: either[0].start()].rstrip(), answer[either[0].end() :].lstrip()
    if _PLUS_MINUS.search(answer) is None:
        return None

    def signed(upper: bool) -> str:
        def sign(found: re.Match[str]) -> str:
            minus = (found[1] is None) is upper
            return "-" if minus else "+" if follows_operand(found.string, found.start()) else ""

        return _PLUS_MINUS.sub(sign, answer)

    return signed(upper=True), signed(upper=False)


def follows_operand(text: str, place: int) -> bool:
    """Return whether something that can be added to stands before a place."""
    while place and (text[place - 1].isspace() or text[place - 1] == "$"):
        place -= 1
    return place > 0 and (text[place - 1].isalnum() or text[place - 1] in "_)]}!′'")


def judge_both_signs(reader: Reader, answer: str, asked: Callable[[Tree | None], Question], options: dict[str, Any]) -> Verdict | None:
    """Return the verdict on two values of what an equation gives, each right on its own branch; None for another answer.

    At a point that names the branch only one value is right. Raises ReadError where one of them cannot be read.
    """
    several = two_values(answer) if len(answer) <= (options["limits"] or Limits()).length else None
    if several is None:
        return None
    read = [leniently(reader, each)[0] for each in several]
    question = asked(read[0].left)
    if question.curve is None:
        return None
    values = tuple(question.put_back(statement.sides[-1]) for statement in read)
    found = at_the_point(question, values, options) if question.point else everywhere(question, values)
    notes = ((BRANCHES if found.correct else f"{found.note[:1].upper()}{found.note[1:]}.",),) if found.note else ()
    return Verdict(found.correct, question.result.left, question.result.tidy.tree, values[0], found, notes=notes, readings=read[0].readings)


def everywhere(question: Question, values: tuple[Tree, ...]) -> Equality:
    """Return whether at every point of the curve one of two values is right, and each of them at some."""
    assert question.curve is not None  # noqa: S101  # asked before
    return question.curve.either(question.result.tidy.tree, values, question.ranges)


def at_the_point(question: Question, values: tuple[Tree, ...], options: dict[str, Any]) -> Equality:
    """Return whether two different numbers are both right at a point that leaves the branch open."""
    if any(map(names, values)):
        return everywhere(question, values)
    found = [judge(question, value, (), options["tolerance"], prove=options["prove"], explain=False).correct for value in values]
    different = question.compare(values[0], values[1], options["tolerance"]).correct is False
    both = all(found) and different
    note = HOLDING if both else "only one of the two values is right at the point" if any(found) and different else ""
    return Equality("equal" if both else "different", method="points of the equation", note=note)
