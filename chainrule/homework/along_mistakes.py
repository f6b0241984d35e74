"""Mistakes in putting a derivative along a curve together: in solving an equation, in dividing by a parameter's derivative, in rates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from chainrule.calculus import Along, Related
from chainrule.calculus.implicit import AlongEquation
from chainrule.calculus.related import AlongRates
from chainrule.homework.case import Case
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.question import Question
from chainrule.homework.verdict import Mistake
from chainrule.homework.wrong_numbers import wrong_numbers
from chainrule.tree import ONE, ZERO, Tree, derivative, rewrite

MOST_RATES = 5  # quantities of which it is tried which are constant

Slip = tuple[str, Tree, Tree, Tree]  # the mistake, the wrong derivative, and the two pieces that are told of


def along_mistakes(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the mistake in putting the pieces together that gives a wrong answer, else the wrong number in it, if one does."""
    result = question.result
    if isinstance(result, Along) and len(result.by) == 1:
        for name, tree, part, inside in slips(result):
            if question.compare(tree, answer).correct:
                return (question.wording.mistake(MISTAKES[name], part=part, inside=inside, value=result.left),)
    case = Case(result.tidy.tree, result.tidy.tree, answer, result, question.derivation, question.wording, answer, lambda tree: tree)
    return tuple(mistake for found in wrong_numbers(case) for mistake in found.mistakes) if case.sample else ()


def slips(result: Along) -> Iterator[Slip]:
    """Yield what comes out of a derivative along a curve by each mistake."""
    if isinstance(result, AlongEquation):
        yield from of_equation(result)
    elif isinstance(result, AlongRates):
        yield from of_rates(result)
    else:
        over, under = result.pieces
        yield "turned-over", under.tidy.tree / over.tidy.tree, result.chain, under.left
        yield "undivided", over.tidy.tree, over.left, under.left


def of_equation(result: AlongEquation) -> Iterator[Slip]:
    """Yield wrong solutions of the total derivative."""
    own, through, by_x, by_y = result.own.tidy.tree, result.through.tidy.tree, result.own.left, result.through.left
    yield "sign-of-solution", own / through, result.chain, by_y
    yield "turned-over", -(through / own), result.chain, by_y
    yield "undivided", -own, -by_x, by_y
    yield "not-solved", own, by_x, by_y
    yield "added-up", own + through, by_x, by_y


def of_rates(result: AlongRates) -> Iterator[Slip]:
    """Yield rates in which one of the given rates is forgotten, or all of them, or the sign of the solution."""
    pairs = [(term[0].left, term[1].left) for term in result.changing if len(term) > 1]
    for partial, rate in pairs:
        yield "rate-missing", without(result, {rate}), partial, rate
    if len(pairs) > 1:
        yield "rate-missing", without(result, {rate for _, rate in pairs}), *pairs[0]
    if result.total is not None:
        yield "sign-of-solution", -result.tidy.tree, result.chain, derivative(result.of, result.wrt)


def without(result: AlongRates, rates: set[Tree]) -> Tree:
    """Return what comes out where some rates are left out."""
    return result.joined(lambda piece: ONE if piece.left in rates else piece.tidy.tree)


def constant_for(question: Question, right: Tree, answer: Tree) -> tuple[str, ...]:
    """Return the quantities that must be constant for an answer to be right, where no rates are given and nothing says what changes; else none."""
    derivation = question.derivation
    if not isinstance(derivation, Related) or question.problem.rates or len(derivation.rates) > MOST_RATES:
        return ()
    subsets = (names for count in range(1, len(derivation.rates)) for names in combinations(derivation.rates, count))
    for names in subsets:
        still = {derivation.rates[name] for name in names}
        if question.compare(rewrite(right, lambda item, still=still: ZERO if item in still else item), answer).correct:  # type: ignore[misc]
            return names
    return ()
