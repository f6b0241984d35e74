"""Work that ends with a tangent or a normal line: m = 6, so y − 9 = 6(x − 3), which is y = 6x − 9."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from chainrule.errors import ReadError
from chainrule.homework.answers.lines import Sides, equation_of, height, kind_of_line, line, place, steepness
from chainrule.homework.answers.question import Question
from chainrule.homework.answers.statements import Statement
from chainrule.homework.slips.source import has_derivative, tidy
from chainrule.homework.values.along import Points
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.worked.along import AlongWorker
from chainrule.homework.worked.line_by_line import Worker
from chainrule.syntax import Limits, read_answer
from chainrule.tree import ONE, Tree, div, names, neg, relation, substitute, symbol

_AT = re.compile(r"^\s*([^\W\d_])\s*\(\s*([-−+\d.\s/*^πpie]{1,30}?)\s*\)\s*=(?!=)(.+)$", re.DOTALL)


class Lines:
    """Judges the lines in the plane that one piece of work says, in order."""

    def __init__(self, question: Question) -> None:
        self.question, self.kind = question, kind_of_line(question)
        self.right = line(question, self.kind)
        self.before: Tree | None = None  # the height of the line that was said last
        self.slope: Tree | None = None  # of the derivative, by the line that was said last
        self.heights: list[Tree] = []  # wrong ones that were said of the point

    def judged(self, text: str, sides: Sides, plain: LineVerdict, slopes: Iterable[Tree]) -> LineVerdict:
        """Return the verdict on an equation: ``plain`` where it is no line; else by the line that it is, y = 6x + b by its slope alone.

        It follows where it is the line said before, or has one of the student's own ``slopes`` at the right point.
        """
        said = None if self.right is None or any(map(has_derivative, sides)) else height(sides, self.question)
        question = self.question
        slope = None if said is None else steepness(said, question.result.wrt)
        if said is None or slope is None or self.right is None:
            return plain
        own, right = self.of_derivative(slope), self.right
        if len(names(said)) > 1:  # y = 6x + b, from which b is found
            found = equal(steepness(right, question.result.wrt) or right, slope).correct
            return LineVerdict(text, "right" if found else "follows") if found or self.is_any(slopes, own) else plain
        found = equal(right, said).correct
        there, passes = (substitute(each, place(question)) for each in (right, said))
        through = equal(there, passes).correct is True
        if through and not names(said):  # y = 9 at the point
            return LineVerdict(text, "right")
        own_height = any(equal(each, passes).correct is True for each in self.heights) and equal(steepness(right, question.result.wrt) or right, slope).correct
        follows = found is False and (self.is_before(said) or bool(own_height) or (through and self.is_any(slopes, own)))
        if not names(said):
            self.heights.append(said)
        self.before, self.slope = said, own
        if found is not False or follows:
            return LineVerdict(text, "follows" if follows else "right" if found else "undecided")
        return LineVerdict(text, "wrong", (f"this is not the {self.kind} line",), relation("=", symbol(question.derivation.output), tidy(right)))

    def is_before(self, said: Tree) -> bool:
        """Return whether a line is the one that was said before."""
        return self.before is not None and equal(self.before, said).correct is True

    def of_derivative(self, slope: Tree) -> Tree:
        """Return what the slope of a line says that the derivative is: itself, or that of the line upright to it."""
        return slope if self.kind == "tangent" else tidy(div(neg(ONE), slope))

    def is_any(self, slopes: Iterable[Tree], own: Tree) -> bool:
        """Return whether the derivative that a line says is one of some at the point."""
        return any(equal(substitute(slope, place(self.question)), own).correct is True for slope in slopes)


class TangentWorker(Worker):
    """Goes through the lines of work on a problem that asks for a tangent or a normal line."""

    def __init__(self, question: Question, limits: Limits | None, called: str = "") -> None:
        super().__init__(question, limits, called)
        self.lines = Lines(question)

    def line(self, text: str) -> LineVerdict:
        """Return the verdict on one line; y(3) = 9 is y = 9 at the point."""
        found = _AT.match(text)
        if found is None or found[1] not in (self.question.derivation.output, "y") or found[1] in self.functions:
            return super().line(text)
        there = self.question.point.get(self.question.result.wrt)
        try:
            is_there = there is not None and equal(there, read_answer(found[2])[0]).correct is True
        except ReadError:
            is_there = False
        return replace(super().line(f"{found[1]} = {found[3]}" if is_there else text), text=text)

    def judged(self, statement: Statement) -> LineVerdict:
        """Return the verdict on a statement of any kind."""
        sides, kept = equation_of(self.question, statement), self.state()
        plain = super().judged(statement)
        if sides is None:
            return plain
        own = (*self.notebook.claims.values(), *self.notebook.own.values())
        verdict = self.lines.judged(statement.text, sides, plain, map(self.notebook.expand, own))
        if verdict is not plain:
            vars(self).update(kept)
            self.answer = self.lines.slope
        return verdict


class AlongTangentWorker(AlongWorker):
    """Goes through the lines of work on an equation that ends with a tangent or a normal line."""

    def __init__(self, question: Question, curve: Points, limits: Limits | None) -> None:
        super().__init__(question, curve, limits)
        self.lines = Lines(question)

    def judged(self, text: str, trees: list[Tree]) -> LineVerdict:
        """Return the verdict on sides that are said to be equal."""
        plain = super().judged(text, trees)
        if self.question.derivation.output not in {*names(trees[0]), *names(trees[-1])}:
            return plain
        verdict = self.lines.judged(text, (trees[0], trees[-1]), plain, () if self.claim is None else (self.claim,))
        self.answer = self.answer if verdict is plain else self.lines.slope
        return verdict
