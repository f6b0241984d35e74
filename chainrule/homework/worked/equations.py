"""Lines of work that say that two expressions are equal: ln y = x ln x, y′/y = ln x + 1, u′v + uv′ = 2x sin x + x² cos x."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from chainrule.calculus import differentiate
from chainrule.errors import ChainRuleError
from chainrule.homework.answers.notebook import Notebook, Target
from chainrule.homework.answers.question import Question, ask
from chainrule.homework.answers.statements import Statement
from chainrule.homework.judges.judging import judge
from chainrule.homework.slips.source import has_derivative
from chainrule.homework.values.equality import equal
from chainrule.homework.verdict import LineVerdict, Mistake
from chainrule.problem import Definition, Problem
from chainrule.tree import ONE, ZERO, Tree, apply, derivative, names, postorder, rewrite, substitute, symbol

SLOPE = "slope of the line"  # no name of a quantity has a space


class Equations:
    """Judges the equations in one piece of work, in order: the last one is what the next may be the derivative of."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.last: tuple[Tree, ...] = ()  # the first and the last side of the last equation, as written
        self.left: Tree | None = None  # the first side of the equation that a line which begins with = goes on with

    def begun(self, statement: Statement) -> Statement | None:
        """Return a line that is an equation, with the first side of the one before where it goes on with that; None for any other."""
        left, self.left = self.left, None
        if statement.left is not None or (statement.continued and left is None):
            return None
        if left is not None and statement.continued:
            return replace(statement, sides=(left, *statement.sides))
        return statement if len(statement.sides) > 1 else None

    def understood(self, notebook: Notebook, statement: Statement) -> Statement:
        """Return an equation without sides in names or functions that mean nothing, where its last side is another one: f′(g(x))·g′(x) for an unknown f."""
        sides = tuple(side for side in statement.sides if not self.unknown(notebook, notebook.expand(side)))
        return replace(statement, sides=sides) if len(sides) > 1 or self.is_asked(notebook, sides) else statement

    def unknown(self, notebook: Notebook, tree: Tree) -> list[str]:
        """Return the names in a tree that mean nothing, and the unspecified functions that are not the problem's."""
        given = {item[1][0] for item in postorder(self.question.function) if item[0] == "apply"}
        return [*(item[1][0] for item in postorder(tree) if item[0] == "apply" and item[1][0] not in given), *notebook.stray(tree)]

    def is_asked(self, notebook: Notebook, sides: Sequence[Tree]) -> bool:
        """Return whether the one side that is understood is the derivative that is asked for."""
        return bool(sides) and notebook.same(self.question.result.tidy.tree, notebook.expand(sides[-1])) is True

    def judged(self, notebook: Notebook, statement: Statement, asked: Target, faulty: Collection[str]) -> LineVerdict:
        """Return the verdict on an equation; what it gives for the asked derivative is noted as a claim."""
        text, written = statement.text, statement.sides
        sides = [notebook.expand(side) for side in written]
        stray = [name for side in sides for name in self.unknown(notebook, side)]
        if stray or any(map(has_derivative, sides)):
            return LineVerdict(text, "not understood", (symbol(stray[0]), " has not been said to be anything") if stray else ("this derivative is not known",))
        before, self.last, self.left = self.last, (written[0], written[-1]), written[0]
        found = same(notebook, sides)
        if found is not False:
            used = {name for side in written for name in names(side)}
            return LineVerdict(text, ("follows" if used & set(faulty) else "right") if found else "undecided")
        claimed = [notebook.expand(side, claimed=True) for side in written]
        follows = same(notebook, claimed) or self.differentiates(notebook, before, sides)
        if (slope := solved(written[0] - written[-1], (symbol(asked[0]), symbol(asked[1])))) is not None:
            notebook.claims[asked] = slope
        if follows:
            return LineVerdict(text, "follows")
        of, wrt = asked
        mistake = slip([notebook.expand(as_functions(side, (of,), wrt)) for side in before], [self.unsolved(notebook, side) for side in self.last], (of,), wrt)
        return LineVerdict(text, "wrong", mistake.words if mistake else (), mistake=mistake)

    def slope(self, notebook: Notebook) -> Iterator[Tree]:
        """Yield what the last equation gives for the asked derivative where it says what the function is: x^(5/2) for x·√x."""
        if self.last and len(self.question.result.by) == 1 and notebook.same(self.question.function, notebook.expand(self.last[0])):
            yield from derivatives([notebook.expand(self.last[1])], self.question.result.wrt)

    def unsolved(self, notebook: Notebook, side: Tree) -> Tree:
        """Return a side in the inputs, with what is asked as a function that nothing is known of."""
        return notebook.expand(as_functions(side, (self.question.result.of,), self.question.result.wrt))

    def differentiates(self, notebook: Notebook, before: Sequence[Tree], sides: Sequence[Tree]) -> bool:
        """Return whether the sides are the derivatives of those of the equation before, which need not hold."""
        slopes = derivatives([notebook.expand(side) for side in before], self.question.result.wrt)
        return bool(slopes) and all(notebook.same(slope, side) for slope, side in zip(slopes, (sides[0], sides[-1]), strict=True))


def as_functions(tree: Tree, changing: Collection[str], wrt: str) -> Tree:
    """Return a tree with quantities as unspecified functions of another one: y(x), and y′(x) for dy/dx."""
    known = {(symbol(name), symbol(wrt)): name for name in changing}
    tree = rewrite(tree, lambda item: apply(known[item[2]], item[2][1:], (1,)) if item[0] == "derivative" and item[2] in known else item)
    return substitute(tree, {name: apply(name, (symbol(wrt),)) for name in changing})


def as_quantities(tree: Tree, changing: Collection[str]) -> Tree:
    """Return a tree with y for y(x), and dy/dx for y′(x)."""

    def change(item: Tree) -> Tree:
        if item[0] != "apply" or item[1][0] not in changing or item[1][1] not in ((0,), (1,)) or item[2][0][0] != "symbol":
            return item
        return derivative(item[1][0], str(item[2][0][1])) if item[1][1] == (1,) else symbol(item[1][0])

    return rewrite(tree, change)


def derivatives(sides: Sequence[Tree], wrt: str) -> list[Tree]:
    """Return the derivatives of some expressions; none where one is not known."""
    try:
        return [differentiate(side, {wrt}).get(wrt, ZERO) for side in sides]
    except ChainRuleError:
        return []


def slip(before: Sequence[Tree], sides: Sequence[Tree], changing: Collection[str], wrt: str) -> Mistake | None:
    """Return the mistake in the one side of an equation that is not the derivative of its side of the equation before; else that in the difference.

    What is ``changing`` stands in them as functions, as ``as_functions`` gives them.
    """
    if not before or any(map(has_derivative, (*before, *sides))):
        return None
    slopes = derivatives(before, wrt)
    right = [equal(slope, side).correct for slope, side in zip(slopes, sides, strict=False)]
    if not right or all(right):
        return None
    wrong = [place for place, each in enumerate(right) if not each]
    function, found = (before[wrong[0]], sides[wrong[0]]) if len(wrong) == 1 else (before[0] - before[1], sides[0] - sides[1])
    if wrt not in names(function):
        return None
    question = ask(Problem("", (Definition("", function, (wrt,)),)), (wrt,))
    mistake = judge(question, found).mistake
    if mistake is None:
        return None
    words, advice = (tuple(each if isinstance(each, str) else as_quantities(each, changing) for each in prose) for prose in (mistake.words, mistake.advice))
    return replace(mistake, words=words, advice=advice, others=())


def is_condition(sides: Sequence[Tree]) -> bool:
    """Return whether an equation asks for where it holds, as 2x + 3 = 0 does, and is none between derivatives."""
    return {bool(names(side)) for side in sides} == {True, False} and not any(map(has_derivative, sides))


def same(notebook: Notebook, sides: Sequence[Tree]) -> bool | None:
    """Return whether all sides are equal."""
    found = [notebook.same(one, other) for one, other in pairwise(sides)]
    return False if False in found else None if None in found else True


def solved(difference: Tree, asked: tuple[Tree, ...]) -> Tree | None:
    """Return the derivative that a line gives, in which it stands once for all: of A + B·dy/dx = 0 it is −A/B."""
    of, *by = asked
    primed = apply(str(of[1]), asked[1:], (1,)) if len(by) == 1 else None  # f′ of f(x)
    open_ = rewrite(difference, lambda item: symbol(SLOPE) if (item[0] == "derivative" and item[2] == asked) or item == primed else item)
    if SLOPE not in names(open_) or has_derivative(open_):
        return None
    at_0, at_1 = (substitute(open_, {SLOPE: value}) for value in (ZERO, ONE))
    return -(at_0 / (at_1 - at_0))
