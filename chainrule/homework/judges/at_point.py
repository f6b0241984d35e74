"""The mistake behind a wrong value at the point that a problem asks for: the wrong rule that gives just this number, if one alone does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from chainrule.calculus import Curve
from chainrule.errors import ChainRuleError
from chainrule.homework.answers.question import Question
from chainrule.homework.diagnosis.case import Case
from chainrule.homework.diagnosis.cause import SOURCE_SIZE
from chainrule.homework.diagnosis.search import Match, Search
from chainrule.homework.diagnosis.telling import told
from chainrule.homework.judges.along_mistakes import along_mistakes_at_point, located, partial_cases
from chainrule.homework.slips.source import Source
from chainrule.homework.values.equality import has_rounded_decimals
from chainrule.homework.values.sampling import Pair, Point
from chainrule.homework.verdict import Mistake, Verdict
from chainrule.notation import unicode
from chainrule.numeric.points import candidate
from chainrule.numeric.program import value_of
from chainrule.tree import Tree, names, size, substitute

POINTS = 3  # values of further names, at which one wrong rule gives the answer's
FUNCTION_ITSELF = 1.1  # taken from the weight of f(2) for f′(2)
VANISHING = ("exponential-rule-on-power",)  # ln u is 0 where u is 1: there a term alone is lost
APART = 0.55  # more weight that the next mistake has, where one is told

Explained = tuple[float, Match, Search]


def at_point_mistakes(question: Question, case: Case, here: Tree) -> tuple[Mistake, ...]:
    """Return the mistake that gives a wrong value ``here``, at the point; none where several are as likely."""
    if isinstance(question.derivation, Curve):
        return along_mistakes_at_point(question, case.answer) or in_a_partial_there(question, case.answer)
    return likeliest(case, here, question.point)


def likeliest(case: Case, here: Tree, point: Mapping[str, Tree]) -> tuple[Mistake, ...]:
    """Return the wrong rule that gives a wrong value ``here``, at a point; none where several are as likely."""
    if size(case.function) > SOURCE_SIZE or not names(case.right):
        return ()
    try:
        fixed = {name: float(value_of(value, {})) for name, value in point.items()}
    except ChainRuleError:
        return ()
    others = [name for name in dict.fromkeys((*names(case.function), *names(case.answer))) if name not in fixed]
    points = [fixed | {name: candidate(place, index) for place, name in enumerate(others)} for index in range(POINTS if others else 1)]
    found = sorted(explained(case, Pair(here, case.answer, rounded=has_rounded_decimals(case.answer)), points), key=lambda each: each[0])
    best = [each for each in found if each[0] < found[0][0] + APART]
    if len({frozenset(choice.row.name for slip in match.slips for choice in slip.recipe.choices) for _, match, _ in best}) != 1:
        return ()
    _, match, search = best[0]
    return tuple(told(case, match, search))


def in_a_partial_there(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the wrong rule in a derivative of the terms that gives a wrong value at the point, where one of them alone has such."""
    point = question.point
    found = []
    for case, part in partial_cases(question, answer):
        there = replace(case, answer=substitute(case.answer, point), typed=substitute(case.typed, point))
        mistakes = () if names(there.answer) else likeliest(there, substitute(part.tidy.tree, point), point)
        found += [located(mistakes, part)] if mistakes else []
    return found[0] if len(found) == 1 else ()


def explained(case: Case, pair: Pair, points: list[Point]) -> Iterator[Explained]:
    """Yield the single slips that give the answer's values at the points, with their weights."""
    answers = [pair.right.value(point | pair.nominal) for point in points]
    known = [answer for answer in answers if answer is not None]
    if len(known) < len(points):
        return
    margins = [0.0 if pair.exact else pair.margin(point | pair.nominal, answer) for point, answer in zip(points, known, strict=True)]
    for spelling, rewritten in case.spellings.items():
        search = Search(Source(spelling, case.wrt), points, known, margins)
        for match in search.first():
            if match.slips[0].recipe.choices[0].row.name in VANISHING:
                continue
            itself = match.slips[0].place.node is spelling and match.slips[0].recipe.choices[0].row.name == "not-differentiated"
            yield match.weight + rewritten - (FUNCTION_ITSELF if itself else 0.0), match, search


def value_alone(question: Question, verdict: Verdict) -> Verdict:
    """Return the verdict on the value at one point where the derivative itself is asked for: one that is right is not what is asked."""
    at = ", ".join(f"{name} = {unicode(value)}" for name, value in question.point.items())
    if verdict.correct is not True:
        return replace(verdict, notes=((f"The value is compared at {at}, as your answer has it.",),))
    return replace(verdict, correct=False, form=(f"This is the value at {at} alone; ", question.result.left, " itself is asked for."), notes=())
