"""Answers at a point where values of unspecified functions are given: compared as numbers, with the slip that gives just that number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isclose

from chainrule.homework.answers.question import Question, put_in_by
from chainrule.homework.diagnosis.case import Case
from chainrule.homework.diagnosis.cause import SOURCE_SIZE
from chainrule.homework.diagnosis.search import EVERYWHERE, MATCH, UNLIKELY, Match, Search, Slip
from chainrule.homework.diagnosis.telling import told
from chainrule.homework.values.equality import Equality, equal
from chainrule.homework.values.lenient import Values
from chainrule.homework.verdict import LineVerdict, Mistake, Prose, Verdict
from chainrule.numeric.given import GivenValues
from chainrule.numeric.points import candidate
from chainrule.numeric.program import value_of
from chainrule.tree import Tree, names, postorder, relation, size, substitute, symbol

NOWHERE: Mapping[str, Tree] = {}
POINTS = 3  # at which values in further names are compared


def judged_by_given(question: Question, verdict: Verdict, right: Tree, meant: Tree, tolerance: float | None, *, prove: bool) -> Verdict | None:
    """Return the verdict on an answer at the point that the problem asks for; None where no values are given, and for an answer in general.

    An answer with the variable, but without any function, is looked at there too: it cannot be right in general.
    Raises NumericError where a value is needed that is not given.
    """
    given, point = question.given, question.point
    general = not point.keys().isdisjoint(names(meant))
    if given is None or not point or (general and has_function(meant)) or not has_function(right):
        return None
    here, there = given.put_in(right, point), given.put_in(meant, point)
    if not has_function(there) and (missing := given.missing(here)):
        raise given.not_given(missing)
    found = equal(here, there, tolerance=tolerance, prove=prove)
    if found.correct and general:
        return replace(verdict, correct=False, equality=Equality("different", method="names"), notes=(alone(question),))
    if found.correct is not False:
        return told_at(question, verdict, found)
    question.verify()
    case = Case(question.function, right, meant, question.result, question.derivation, question.wording, meant, question.put_back)
    verdict = replace(verdict, mistakes=() if general else slips(case, given, question, there))
    return told_at(question, verdict, shown(found, here, there, point if general else NOWHERE), general=general)


def judged_value(question: Question, text: str, left: Tree, sides: Sequence[Tree]) -> LineVerdict:
    """Return the verdict on a line that says what f'(6) is, by the values that the problem gives."""
    value = question.with_given(left)
    found = [equal(value, question.with_given(side)).correct for side in sides]
    if False in found and has_function(value):
        return LineVerdict(text, "undecided", (left, " is not given"))
    status = "wrong" if False in found else "right" if all(found) else "undecided"
    return LineVerdict(text, status, ("it should be ", value) if status == "wrong" else ())


def has_function(tree: Tree) -> bool:
    """Return whether an unspecified function stands in a tree."""
    return any(item[0] == "apply" for item in postorder(tree))


def told_at(question: Question, verdict: Verdict, found: Equality, *, general: bool = False) -> Verdict:
    """Return the verdict with what was found, and where the value was compared."""
    return replace(verdict, correct=found.correct, equality=found, notes=() if general else (where(question),))


def where(question: Question, answer: Tree | None = None) -> Prose:
    """Return what is said of an answer that is compared at a point, or with some values of it put in alone: e^y for x·e^y where x = 1."""
    put_in = question.point if answer is None else put_in_by(answer, question.point)
    if len(put_in) < len(question.point):
        return ("It is right where ", *stated(put_in), " alone: in general it is ", question.result.left, " = ", question.result.tidy.tree, ".")
    return ("The value is compared at ", *at(question), ", as the problem asks for.")


def alone(question: Question) -> Prose:
    """Return what is said of an answer in general that is right at the point alone."""
    return ("It is right at ", *at(question), " alone.")


def at_the_point(question: Question, verdict: Verdict, right: Tree, meant: Tree) -> Verdict:
    """Return the verdict on a wrong answer in general with the values that the two sides have at the point which the problem asks for, if they have any."""
    point, before = question.point, verdict.equality
    here, there = (substitute(side, dict(point)) for side in (right, meant))
    if not point or before is None or before.counterexample is None or verdict.correct is not False or names(here) or names(there):
        return verdict
    found = equal(here, there)
    if found.correct is not False:
        return replace(verdict, notes=(*verdict.notes, alone(question))) if found.correct else verdict
    return replace(verdict, equality=shown(replace(before, counterexample=found.counterexample), here, there, point))


def at(question: Question) -> Prose:
    """Return the point as x = 3, y = 2."""
    return stated(question.point)


def stated(point: Mapping[str, Tree]) -> Prose:
    """Return some values as x = 3, y = 2."""
    pieces: list[str | Tree] = []
    for name, value in point.items():
        pieces += [", ", relation("=", symbol(name), value)]
    return tuple(pieces[1:])


def shown(found: Equality, here: Tree, there: Tree, point: Mapping[str, Tree] = NOWHERE) -> Equality:
    """Return what was found of two sides without numbers that nothing gives, those of functions; ``point`` is where they were compared."""
    example = found.counterexample
    if example is None or has_function(here) or has_function(there):
        return replace(found, counterexample=None)
    return replace(found, counterexample=replace(example, point=example.point | {name: float(value_of(value, {})) for name, value in point.items()}))


def slips(case: Case, given: GivenValues, question: Question, there: Tree) -> tuple[Mistake, ...]:
    """Return the likeliest mistake that gives the answer at the point, made at one place or wherever it can be made."""
    if size(case.function) > SOURCE_SIZE or not case.sample:
        return ()
    values = Values([{name: candidate(place, index) for place, name in enumerate(question.known)} for index in range(POINTS)])
    (wanted,) = values([there])

    def gives(tree: Tree | None) -> bool:
        """Return whether a wrong derivative has the answer's values at the point."""
        return tree is not None and all(map(close, values([given.put_in(tree, question.point)])[0], wanted))

    for _, _, search, match in sorted(every_slip(case), key=lambda each: each[:2]):
        if gives(search.tree(match.slips)):
            return tuple(told(case, match, search))
    return ()


def every_slip(case: Case) -> Iterator[tuple[float, int, Search, Match]]:
    """Yield all single slips by their weights, numbered."""
    number = 0
    for spelling, rewritten in case.spellings.items():
        search = case.search(spelling)
        groups: dict[tuple[object, ...], list[Slip]] = {}
        for slip in search.single:
            groups.setdefault(slip.recipe.key, []).append(slip)
        several: Sequence[list[Slip]] = [group for group in groups.values() if len(group) > 1]
        matches = [Match((slip,), slip.recipe.weight + search.misplaced(slip)) for slip in search.single]
        matches += [Match(tuple(group), group[0].recipe.weight + EVERYWHERE + UNLIKELY, everywhere=True) for group in several]
        for match in matches:
            number += 1
            yield match.weight + rewritten, number, search, match


def close(value: float, wanted: float) -> bool:
    return isclose(value, wanted, rel_tol=MATCH)
