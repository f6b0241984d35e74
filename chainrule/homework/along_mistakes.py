"""Mistakes in putting a derivative along a curve together: in solving an equation, in dividing by a parameter's derivative, in rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from chainrule.calculus import Along, Curve, Related
from chainrule.calculus.implicit import AlongEquation
from chainrule.calculus.related import AlongRates
from chainrule.homework.case import Case, Found
from chainrule.homework.diagnosis import SOURCE_SIZE, one_slip
from chainrule.homework.equality import equal
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.question import Question
from chainrule.homework.verdict import Mistake
from chainrule.homework.wrong_numbers import wrong_numbers
from chainrule.tree import ONE, ZERO, Tree, derivative, names, rewrite, size, substitute, symbol

MOST_RATES = 5  # quantities of which it is tried which are constant

Slip = tuple[str, Tree, Tree, Tree]  # the mistake, the wrong derivative, and the two pieces that are told of


def along_mistakes(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the mistake in putting the pieces together that gives a wrong answer, else the wrong number in it, if one does."""
    result = question.result
    if isinstance(result, Along) and len(result.by) == 1:
        for name, tree, part, inside in slips(result):
            if question.compare(tree, answer).correct:
                return (told(question, name, part, inside),)
    if isinstance(result, AlongEquation) and len(result.by) == 1 and (found := in_a_partial(question, result, answer)):
        return found
    case = Case(result.tidy.tree, result.tidy.tree, answer, result, question.derivation, question.wording, answer, lambda tree: tree)
    return tuple(mistake for found in wrong_numbers(case) for mistake in found.mistakes) if case.sample else ()


def in_a_partial(question: Question, result: AlongEquation, answer: Tree) -> tuple[Mistake, ...]:
    """Return the one wrong rule in a derivative of the equation's terms, by either quantity, that gives a wrong answer, if one does."""
    own, through, derivation = result.own, result.through, question.derivation
    if answer == ZERO or size(answer) > SOURCE_SIZE or not isinstance(derivation, Curve):
        return ()
    found: list[tuple[Found, Tree]] = []
    for part, claimed in ((own, -(answer * through.tidy.tree)), (through, -(own.tidy.tree / answer))):
        asked = Question(derivation.whole, part)
        case = Case(asked.function, part.tidy.tree, claimed, part, derivation.whole, asked.wording, claimed, asked.put_back)
        found += [(each, part.left) for each in one_slip(case)] if case.sample else []
    if not found:
        return ()
    best, left = min(found, key=lambda each: each[0].weight)
    return tuple(replace(mistake, words=(*mistake.words, "  That is in ", left, ".")) for mistake in best.mistakes)


def along_mistakes_at_point(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the mistake in putting the pieces together that gives a wrong value at the point, where one alone does."""
    result = question.result
    if not isinstance(result, Along) or len(result.by) > 1:
        return ()
    values = [(slip, substitute(slip[1], question.point)) for slip in slips(result)]
    found = [slip for slip, value in values if not names(value) and equal(value, answer).correct]
    if len({name for name, *_ in found}) != 1:
        return ()
    name, _, part, inside = found[0]
    return (told(question, name, part, inside),)


def told(question: Question, name: str, part: Tree, inside: Tree) -> Mistake:
    """Return a mistake in putting pieces together, with the two pieces that it is about."""
    result = question.result
    return question.wording.mistake(MISTAKES[name], part=part, inside=inside, value=result.left, found=part, of=symbol(result.of))


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
    for first in [term[0].left for term in result.changing] if len(result.changing) > 1 else ():
        tree = result.joined(lambda piece, first=first: ZERO if piece.left == first else piece.tidy.tree)  # type: ignore[misc]
        yield "missing-path", tree, first[2][1], first
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
    subsets = (chosen for count in range(1, len(derivation.rates)) for chosen in combinations(derivation.rates, count))
    for chosen in subsets:
        still = {derivation.rates[name] for name in chosen}
        if question.compare(rewrite(right, lambda item, still=still: ZERO if item in still else item), answer).correct:  # type: ignore[misc]
            return chosen
    return ()
