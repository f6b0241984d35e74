"""Work on an equation, line by line: 2x + 2y dy/dx = 0, so dy/dx = −x/y.

A line is right where it holds along the equation with the right derivatives put in, and follows where it holds with the
derivative that an earlier line gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from chainrule.calculus import Along, Related
from chainrule.calculus.implicit import AlongEquation
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.along import Points
from chainrule.homework.along_mistakes import along_mistakes
from chainrule.homework.cutting import limited_lines
from chainrule.homework.equality import equal
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.otherwise import unit_of
from chainrule.homework.question import Question, vocabulary
from chainrule.homework.source import has_derivative
from chainrule.homework.statements import Reader, sides, spaced
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.work import Work
from chainrule.syntax import Limits
from chainrule.tree import ONE, ZERO, Tree, names, node, relation, rewrite, substitute, symbol

_PRIMED_BRACKET = re.compile(r"([^\W\d_]['′]+)\s*(?=\((?![-−\d.]+\)))")  # y'(3y − x), a product; y'(2) is at a point
SLOPE = "slope of the line"  # no name of a quantity has a space


def judge_along(question: Question, curve: Points, text: str, limits: Limits | None = None) -> Work:
    """Return the verdict on every line of work on an equation."""
    worker = AlongWorker(question, curve, limits)
    return Work(tuple(map(worker.line, limited_lines(text))), worker.answer)


class AlongWorker:
    """Goes through the lines of one piece of work on an equation, in order."""

    def __init__(self, question: Question, curve: Points, limits: Limits | None) -> None:
        self.question, self.curve = question, curve
        wrt, changing = question.result.wrt, question.changing
        at_point = None if changing is None else changing._replace(value=question.point.get(wrt))
        self.reader = Reader(question.known, vocabulary(question.derivation)[1], limits, wrt, changing=at_point)
        self.before: Tree | None = None  # the side that a line which begins with = goes on from
        self.claim: Tree | None = None  # the first derivative that the lines so far give
        self.answer: Tree | None = None
        self.point = dict(question.point)  # the values that the problem or the student puts in
        of = question.derivation.output
        stages = [result for part in question.derivation.parts for result in part.results.values()]
        self.truths = {result.left.args: result.tidy.tree for result in stages if isinstance(result, Along)}
        self.first = (symbol(of), symbol(question.result.wrt))
        if isinstance(question.derivation, Related):
            self.truths |= {(symbol(name), self.first[1]): rate for name, rate in question.derivation.rates.items()}

    def line(self, text: str) -> LineVerdict:
        """Return the verdict on one line."""
        try:
            plain = (unit_of(self.reader, text) or (text,))[0]
            pieces, _ = sides(spaced(_PRIMED_BRACKET.sub(r"\1·", self.reader.without_words(plain))))
            trees = [self.side(start, piece, text) for start, piece in pieces if piece.strip()]
        except ReadError as error:
            return LineVerdict(text, "not understood", (error.message,), start=error.start, end=error.end)
        except ChainRuleError as error:
            return LineVerdict(text, "undecided", (error.message,))
        if not pieces[0][1].strip() and self.before is not None:
            trees = [self.before, *trees]
        if len(trees) < 2:
            return LineVerdict(text, "not understood", ("this is no equation",))
        self.before = trees[-1]
        return self.judged(text, trees)

    def side(self, start: int, piece: str, text: str) -> Tree:
        """Return one side of a line; y″ alone is the second derivative."""
        try:
            tree, _ = self.reader.left(start, piece, text)
        except ReadError:
            tree = None
        if tree is None or tree.kind != "derivative":
            return self.reader.expression(start, piece, text, [])
        of, *by = tree.args
        return node("derivative", tree.value, (of, *[each if each.value else self.first[1] for each in by]))

    def judged(self, text: str, trees: list[Tree]) -> LineVerdict:
        """Return the verdict on sides that are said to be equal."""
        if trees[0].kind == "symbol" and trees[0].value in self.curve.solved and not names(trees[-1]) and len(trees) == 2:
            self.point.setdefault(trees[0].value, trees[1])
        if trees[0].kind == "derivative" and trees[0].args == self.question.result.left.args and (names(trees[-1]) or self.question.point):
            self.answer = trees[-1]
        found = self.holds(trees, {})
        given, self.claim = self.claim, self.solved(trees[-2] - trees[-1]) or self.claim
        if found:
            return LineVerdict(text, "right")
        if found is None:
            return LineVerdict(text, "undecided", ("the sides could not be compared",))
        if given is not None and self.holds(trees, {self.first: given}):
            return LineVerdict(text, "follows")
        return self.wrong(text, trees)

    def holds(self, trees: list[Tree], claimed: Mapping[tuple[Tree, ...], Tree]) -> bool | None:
        """Return whether all sides are equal along the equation, with the derivatives put in: the right ones, or those that are claimed."""
        values = {**self.truths, **claimed}
        plain = [rewrite(tree, lambda item: values.get(item.args, item) if item.kind == "derivative" else item) for tree in trees]
        used = {name for tree in plain for name in names(tree)}
        if not used <= {*self.curve.solved, *self.curve.besides, *self.curve.defined} or any(map(has_derivative, plain)):
            return None
        verdicts = [self.equal(one, other) for one, other in pairwise(plain)]
        return False if False in verdicts else None if None in verdicts else True

    def equal(self, one: Tree, other: Tree) -> bool | None:
        """Return whether two sides are equal wherever the equation holds, or at the point whose values are put in."""
        found = self.curve.compare(one, other).correct
        if found is not False or not self.point:
            return found
        here, there = (substitute(side, self.point) for side in (one, other))
        return equal(here, there).correct if not names(here) and not names(there) else self.curve.compare_at(self.point, here, there).correct

    def solved(self, difference: Tree) -> Tree | None:
        """Return the first derivative that a line gives, in which it stands once for all: of A + B · dy/dx = 0 it is −A/B."""
        open_ = rewrite(difference, lambda item: symbol(SLOPE) if item.kind == "derivative" and item.args == self.first else item)
        if SLOPE not in names(open_) or has_derivative(open_):
            return None
        at_0, at_1 = (substitute(open_, {SLOPE: value}) for value in (ZERO, ONE))
        return -(at_0 / (at_1 - at_0))

    def wrong(self, text: str, trees: list[Tree]) -> LineVerdict:
        """Return the verdict on a wrong line, with the mistake in it where one is found."""
        result = self.question.result
        if trees[0].kind == "derivative" and trees[0].args == result.left.args:
            mistake = next(iter(along_mistakes(self.question, trees[-1])), None)
            return LineVerdict(text, "wrong", mistake.words if mistake else (), result.tidy.tree, mistake)
        first = self.question.derivation.stages[0].results[result.wrt]
        if not isinstance(first, AlongEquation) or len(result.by) > 1:
            return LineVerdict(text, "wrong")
        own, through = first.own.tidy.tree, first.through.tidy.tree
        mistake = None
        if self.curve.compare(own + through, trees[0] - trees[-1]).correct:
            mistake = self.question.wording.mistake(MISTAKES["added-up"], part=first.own.left, inside=first.through.left, value=first.left)
        return LineVerdict(text, "wrong", mistake.words if mistake else (), relation("=", own + through * first.left, ZERO), mistake)
