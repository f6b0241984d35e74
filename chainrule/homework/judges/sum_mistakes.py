"""Mistakes in derivatives by one term of a sum: a share's forgotten factor or path, and quantities held fixed that change with the term, as a mean does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import combinations

from chainrule.calculus import Result, differentiate_problem
from chainrule.calculus.sums.share_names import exponent_of
from chainrule.calculus.sums.shares import in_shares
from chainrule.errors import ChainRuleError
from chainrule.homework.answers.question import Question
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.verdict import Mistake, Prose, listed
from chainrule.notation.indices import apart, under
from chainrule.problem import Problem
from chainrule.proof.apart import is_right
from chainrule.tree import ONE, Tree, mul, names, neg, symbol
from chainrule.vectors.whole import share_of

HELD = 3  # quantities that may have been held fixed


def sum_mistakes(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the mistake in an answer, written in whole sums, that a derivative by one term of a sum may have; none where no such is found."""
    problem = question.problem
    if not problem.apart or problem.equation is not None or len(question.result.by) > 1:
        return ()
    return next(((each,) for rule in (of_sign, of_shares, held_fixed) for each in rule(question, answer)), ())


def of_sign(question: Question, answer: Tree) -> Iterator[Mistake]:
    """Yield the mistake that an answer is the opposite of the derivative."""
    if is_right(question.result, neg(answer)):
        found: Prose = ("Every sign is wrong: your answer is the opposite of the derivative.",)
        yield replace(question.wording.mistake(MISTAKES["arithmetic"], found=found), name="sign", advice=(MISTAKES["sign"].hint,))


def of_shares(question: Question, answer: Tree) -> Iterator[Mistake]:
    """Yield the mistake in the derivative of a share p_i = e^(z_i)/Σ_j e^(z_j)."""
    result, wording = question.result, question.wording
    share = in_shares(question.problem, result.of, result.wrt)
    if share is None or not is_right(result, share):
        return
    index, of, wrt = apart(result.of)[1], symbol(result.of), symbol(result.wrt)
    own, slope = apart(result.wrt)[1] == index, slope_of(question.problem, result.of, result.wrt)
    if own and is_right(result, answer - mul(of, of, slope)):
        yield wording.mistake(MISTAKES["missing-path"], found=("the sum below the bar, of which a term has ", wrt, ","))
    elif own and is_right(result, answer + mul(of, slope)):
        yield wording.mistake(MISTAKES["missing-path"], found=("what stands above the bar and has ", wrt))
    elif not own and is_right(of_same(question, index), answer):
        found: Prose = ("This is the derivative by ", symbol(under(result.wrt, index)), ", the term that stands above the bar; ", wrt, " is another one.")
        yield wording.mistake(MISTAKES["names"], found=found)
    for factor in (of, symbol(under(result.of, apart(result.wrt)[1])), ONE - of, slope):
        if factor != ONE and (is_right(result, mul(answer, factor)) or is_right(result, neg(mul(answer, factor)))):
            yield wording.mistake(MISTAKES["missing-link"], found=(factor,))


def slope_of(problem: Problem, of: str, wrt: str) -> Tree:
    """Return the derivative of the exponent of a share by the asked quantity: w of e^(w z_i); 1 where it is no exponential."""
    definition = next(item for item in problem.as_written if item.name == of)
    above = share_of(definition)
    exponent = None if above is None else exponent_of(above)
    if exponent is None or exponent[0] == "symbol":
        return ONE
    alone = problem._replace(definitions=(definition._replace(name="", tree=exponent, parameters=()),), given=(), apart=(), output=None)
    name = next((each for each in names(exponent) if apart(each)[0] == apart(wrt)[0]), wrt)
    return differentiate_problem(alone, (name,))[name].tidy.tree


def of_same(question: Question, index: str) -> Result:
    """Return the result by the term of the same index as the share's."""
    wrt = under(question.result.wrt, index)
    return differentiate_problem(as_given(question.problem), (wrt,), question.result.of)[wrt]


def as_given(problem: Problem) -> Problem:
    """Return a problem as the reader wrote it, with nothing apart."""
    return problem._replace(definitions=problem.as_written, given=(), apart=(), readings=())


def held_fixed(question: Question, answer: Tree) -> Iterator[Mistake]:
    """Yield the mistake that quantities without an index, such as a mean, are held fixed though they change with the term."""
    result, problem = question.result, as_given(question.problem)
    trees: Mapping[str, Tree] = {item.name: item.tree for item in problem.definitions}
    own = question.derivation.graph
    moving = [own.nodes[place].name for path in result.paths.listed(HELD**3) for place in map(own.ids.__getitem__, path.names)]
    scalars = [name for name in dict.fromkeys(moving) if name in trees and name != result.of and not apart(name)[1]][:HELD]
    for count in range(1, len(scalars) + 1):
        for held in combinations(scalars, count):
            less = problem._replace(definitions=tuple(item for item in problem.definitions if item.name not in held))
            with suppress(ChainRuleError):
                if is_right(differentiate_problem(less, (result.wrt,), result.of)[result.wrt], answer):
                    yield question.wording.mistake(MISTAKES["partial-for-total"], found=("through ", *listed(held)))
                    return
