"""Work on an equation, line by line: 2x + 2y dy/dx = 0, so dy/dx = −x/y.

A line is right where it holds along the equation with the right derivatives put in, and follows where it holds with the
derivative that an earlier line gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from chainrule.calculus import Along, Related, differentiate
from chainrule.calculus.curves.implicit import AlongEquation
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.cutting import limited_lines
from chainrule.homework.answers.otherwise import unit_of
from chainrule.homework.answers.outside import sides
from chainrule.homework.answers.question import Question, vocabulary
from chainrule.homework.answers.statements import Reader, spaced
from chainrule.homework.answers.words import without_prose
from chainrule.homework.judges.along_mistakes import along_mistakes
from chainrule.homework.judges.both_signs import two_values
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import has_derivative
from chainrule.homework.values.along import EVERYWHERE, Points
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import LineVerdict, Mistake
from chainrule.homework.worked.equations import as_functions, derivatives, slip, solved
from chainrule.homework.worked.passes import Work
from chainrule.syntax import Limits
from chainrule.tree import ONE, ZERO, Tree, derivative, names, node, relation, rewrite, substitute, symbol, total

_ABOUT = re.compile(r"^\s*(?:[≈≃≅]|\\approx(?![a-z]))")  # ≈ 0.318, of what stands in the line before
_PRIMED_BRACKET = re.compile(r"([^\W\d_]['′]+)\s*(?=\((?![-−\d.]+\)))")  # y'(3y − x), a product; y'(2) is at a point


def judge_along(question: Question, curve: Points, text: str, limits: Limits | None, kind: type[AlongWorker] | None = None) -> Work:
    """Return the verdict on every line of work on an equation."""
    worker = (kind or AlongWorker)(question, curve, limits)
    return Work(tuple(map(worker.line, without_prose(limited_lines(text), question.known))), worker.answer)


class AlongWorker:
    """Goes through the lines of one piece of work on an equation, in order."""

    def __init__(self, question: Question, curve: Points, limits: Limits | None) -> None:
        self.question, self.curve = question, curve
        wrt, changing = question.result.wrt, question.changing
        at_point = None if changing is None else changing._replace(value=question.point.get(wrt))
        functions = vocabulary(question.derivation)[1]
        self.reader = Reader(question.known, functions, limits, wrt, changing=at_point)
        self.differentials = {f"d{name}": derivative(name, wrt) if name != wrt else ONE for name in question.known if f"d{name}" not in question.known}
        self.by_differentials = Reader({*question.known, *self.differentials}, functions, limits, wrt, changing=at_point)
        equation = question.problem.equation
        self.sides = () if equation is None else (equation.left, equation.right)  # of the last equation without derivatives
        self.before: Tree | None = None  # the side that a line which begins with = goes on from
        self.claim: Tree | None = None  # the first derivative that the lines so far give
        self.answer: Tree | None = None
        self.point = dict(question.point)  # the values that the problem or the student puts in
        of = question.derivation.output
        stages = [result for part in question.derivation.parts for result in part.results.values()]
        self.truths = {result.left.args: result.tidy.tree for result in stages if isinstance(result, Along)}
        self.first = (symbol(of), symbol(question.result.wrt))
        self.claims: dict[tuple[Tree, ...], list[Tree]] = {}  # what wrong lines say that other derivatives are
        self.branches: dict[Tree, tuple[Tree, ...]] = {}  # what wrong lines say that quantities are: y = 2√x, which is one of two
        if isinstance(question.derivation, Related):
            self.truths |= {(symbol(name), self.first[1]): rate for name, rate in question.derivation.rates.items()}

    def line(self, text: str) -> LineVerdict:
        """Return the verdict on one line."""
        try:
            pieces, trees = self.read(_ABOUT.sub(lambda found: "=".rjust(len(found[0])), text))
        except ReadError as error:
            return self.by_both_signs(text) or LineVerdict(text, "not understood", (error.message,), start=error.start, end=error.end)
        except ChainRuleError as error:
            return LineVerdict(text, "undecided", (error.message,))
        if not pieces[0][1].strip() and self.before is not None:
            trees = [self.before, *trees]
        if len(trees) < 2:
            return LineVerdict(text, "not understood", ("this is no equation",))
        self.before = trees[-1]
        return self.judged(text, trees)

    def read(self, text: str) -> tuple[list[tuple[int, str]], list[Tree]]:
        """Return the sides of a line as written, and as trees without the empty ones. Raises ReadError."""
        plain = (unit_of(self.reader, text) or (text,))[0]
        pieces, _ = sides(spaced(_PRIMED_BRACKET.sub(r"\1·", self.reader.without_words(plain))))
        trees = [self.side(start, piece, text) for start, piece in pieces if piece.strip()]
        if any("d" in names(tree) for tree in trees) and not self.reader.known("d"):
            trees = [self.over_differential(start, piece, text) for start, piece in pieces if piece.strip()]
        return pieces, trees

    def by_both_signs(self, text: str) -> LineVerdict | None:
        """Return the verdict on a line with both values of a quantity, or of the derivative, y = ±2√x; None where it is not read so."""
        try:
            (pieces, upper), (_, lower) = (self.read(each) for each in two_values(text) or ())
        except (ChainRuleError, ValueError):
            return None
        first = self.before if not pieces[0][1].strip() else upper.pop(0) if upper[:1] == lower[:1] else None
        pairs = [*zip(upper, lower[-len(upper) :], strict=True)] if upper else []
        if first is None or not pairs:
            return None
        left, *values = (tuple(self.put_in(side, self.truths) for side in pair) for pair in ((first,), *pairs))
        if any(map(has_derivative, (*left, *values[-1]))):
            return None
        return self.judged_both(text, first, pairs[-1], [self.either(left[0], pair) for pair in values])

    def judged_both(self, text: str, first: Tree, pair: tuple[Tree, ...], found: list[bool | None]) -> LineVerdict:
        """Return the verdict on both values of what comes ``first``; right ones stand for the derivative, whose values on the branches they are."""
        about = first.kind == "derivative" and first.args == self.question.result.left.args
        right = False if False in found else None if None in found else True
        if about:
            self.answer = self.question.result.tidy.tree if right else pair[0]
        if right is None:
            return LineVerdict(text, "undecided", ("the sides could not be compared",))
        if right:
            self.before = first
            return LineVerdict(text, "right")
        if self.is_slope(first, pair):
            return LineVerdict(text, "follows")
        self.branches[first] = pair
        return LineVerdict(text, "wrong", (), self.question.result.tidy.tree if about else None)

    def either(self, left: Tree, pair: tuple[Tree, ...]) -> bool | None:
        """Return whether one of two values is right at every point of the curve, and each at some; equal ones everywhere, numbers at the point."""
        if pair[0] == pair[1]:
            return self.equal(left, pair[0])
        if not self.point or any(map(names, pair)):
            return self.curve.either(left, pair, self.question.ranges if left.kind != "symbol" else EVERYWHERE).correct
        found = [self.curve.compare_at(self.point, substitute(left, self.point), each).correct for each in pair]
        return None if None in found else all(found) and equal(*pair).correct is False

    def is_slope(self, of: Tree, values: Sequence[Tree]) -> bool:
        """Return whether values are the derivatives of what wrong lines say that the quantity is."""
        branches = self.branches.get(self.first[0], ()) if of.kind == "derivative" and of.args == self.first else ()
        slopes = derivatives(branches, str(self.first[1].value))
        return bool(slopes) and len(slopes) == len(values) and all(equal(slope, value).correct for slope, value in zip(slopes, values, strict=True))

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

    def over_differential(self, start: int, piece: str, text: str) -> Tree:
        """Return one side of a line in differentials, divided by that of what is differentiated by: 2x + 2y·dy/dx for 2x dx + 2y dy."""
        return substitute(self.by_differentials.expression(start, piece, text, []), self.differentials)

    def judged(self, text: str, trees: list[Tree]) -> LineVerdict:
        """Return the verdict on sides that are said to be equal."""
        if trees[0].kind == "symbol" and trees[0].value in self.curve.solved and not names(trees[-1]) and len(trees) == 2:
            self.point.setdefault(trees[0].value, trees[1])
        if trees[0].kind == "derivative" and trees[0].args == self.question.result.left.args and (names(trees[-1]) or self.question.point):
            self.answer = trees[-1]
        found = self.holds(trees, {})
        others = {args: value for args, value in self.truths.items() if args != self.first}
        difference = rewrite(trees[-2] - trees[-1], lambda item: others.get(item.args, item) if item.kind == "derivative" else item)
        given, self.claim = self.claim, solved(difference, self.first) or self.claim
        if found and self.question.point and not any(map(names, trees)) and not any(map(has_derivative, trees)) and self.is_value(trees[-1]):
            self.answer = trees[-1]
        if found:
            self.sides = self.sides if any(map(has_derivative, trees)) else (trees[0], trees[-1])
            return LineVerdict(text, "right")
        if found is None:
            return LineVerdict(text, "undecided", ("the sides could not be compared",))
        about = trees[0].args if trees[0].kind == "derivative" and trees[0].args != self.first else ()
        follows = any(self.holds(trees, {about: each}) for each in self.claims.get(about, ()))
        if about:
            self.claims.setdefault(about, []).append(self.put_in(trees[-1], self.truths))
        if follows or (given is not None and self.holds(trees, {self.first: given})):
            return LineVerdict(text, "follows")
        if self.is_slope(trees[0], trees[-1:]):
            return LineVerdict(text, "follows")
        return self.wrong(text, trees)

    def is_value(self, number: Tree) -> bool:
        """Return whether a number is the value of what is asked at the point that the problem asks for."""
        value = substitute(self.question.result.tidy.tree, self.question.point)
        return not names(value) and equal(value, number).correct is True

    def holds(self, trees: list[Tree], claimed: Mapping[tuple[Tree, ...], Tree]) -> bool | None:
        """Return whether all sides are equal along the equation, with the derivatives put in: the right ones, or those that are claimed."""
        values = {**self.truths, **claimed}
        plain = [self.put_in(tree, values) for tree in trees]
        used = {name for tree in plain for name in names(tree)}
        if not used <= {*self.curve.solved, *self.curve.besides, *self.curve.defined} or any(map(has_derivative, plain)):
            return None
        verdicts = [self.equal(one, other) for one, other in pairwise(plain)]
        return False if False in verdicts else None if None in verdicts else True

    def put_in(self, tree: Tree, values: Mapping[tuple[Tree, ...], Tree]) -> Tree:
        """Return an expression with the values of its derivatives."""
        return rewrite(tree, lambda item: self.value(item, values) if item.kind == "derivative" else item)

    def value(self, item: Tree, values: Mapping[tuple[Tree, ...], Tree]) -> Tree:
        """Return the value of a derivative: one of those given, or that of an expression, d/dx[y²], by the chain rule with them."""
        of, *by = item.args
        if of.kind == "symbol" or by != [self.first[1]]:
            return values.get(item.args, item)
        wrt = self.first[1]
        partials = differentiate(of, set(names(of)))
        return total([partial * (ONE if symbol(name) == wrt else values.get((symbol(name), wrt), ZERO)) for name, partial in partials.items()])

    def equal(self, one: Tree, other: Tree) -> bool | None:
        """Return whether two sides are equal wherever the equation holds, or at the point whose values are put in."""
        found = self.question.compare(one, other).correct
        if found is None:  # too few points were found, but what is equal everywhere is so there
            return equal(one, other).correct or None
        if found or not self.point:
            return found
        here, there = (substitute(side, self.point) for side in (one, other))
        return equal(here, there).correct if not names(here) and not names(there) else self.curve.compare_at(self.point, here, there).correct

    def wrong(self, text: str, trees: list[Tree]) -> LineVerdict:
        """Return the verdict on a wrong line, with the mistake in it where one is found."""
        result = self.question.result
        if trees[0].kind == "symbol" and trees[0] == self.first[0]:
            self.branches[trees[0]] = tuple(trees[-1:])
            on_branch = self.question.compare(trees[0], trees[-1])
            if on_branch.verdict == "equal-for-positive":
                return LineVerdict(text, "wrong", (f"{on_branch.note}: the equation gives another value besides",))
        if trees[0].kind == "derivative" and trees[0].args == result.left.args:
            answer = self.put_in(trees[-1], self.truths)
            mistake = None if has_derivative(answer) else next(iter(along_mistakes(self.question, answer)), None)
            return LineVerdict(text, "wrong", mistake.words if mistake else (), result.tidy.tree, mistake)
        first = self.question.derivation.stages[0].results[result.wrt]
        if not isinstance(first, AlongEquation) or len(result.by) > 1:
            mistake = self.in_a_term(trees)
            return LineVerdict(text, "wrong", mistake.words if mistake else (), mistake=mistake)
        own, through = first.own.tidy.tree, first.through.tidy.tree
        if self.question.compare(own + through, trees[0] - trees[-1]).correct:
            mistake = self.question.wording.mistake(MISTAKES["added-up"], part=first.own.left, inside=first.through.left, value=first.left)
        else:
            mistake = self.in_a_term(trees)
        return LineVerdict(text, "wrong", mistake.words if mistake else (), relation("=", own + through * first.left, ZERO), mistake)

    def in_a_term(self, trees: list[Tree]) -> Mistake | None:
        """Return the wrong rule by which a line comes from the last equation without derivatives."""
        wrt = self.question.result.wrt
        changing = [of.value for of, *by in self.truths if by == [self.first[1]]]
        before, sides = ([as_functions(side, changing, wrt) for side in each] for each in (self.sides, (trees[0], trees[-1])))
        return slip(before, sides, changing, wrt)
