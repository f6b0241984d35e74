"""Judging an answer: whether it is right, and which mistake explains it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chainrule.calculus import Curve
from chainrule.homework.answers.inlined import with_adjoints, with_definitions
from chainrule.homework.answers.notebook import Notebook
from chainrule.homework.answers.question import Question, ask, at_point
from chainrule.homework.answers.totals import adding_up_to_one, where_adding_up
from chainrule.homework.diagnosis.case import Case
from chainrule.homework.diagnosis.cause import diagnose
from chainrule.homework.diagnosis.pathways import misplaced_link
from chainrule.homework.judges.along_mistakes import along_mistakes, constant_for
from chainrule.homework.judges.at_point import at_point_mistakes
from chainrule.homework.judges.by_given import at_the_point, judged_by_given, shown, where
from chainrule.homework.judges.by_pieces import settled_by_pieces
from chainrule.homework.judges.stray_names import component_meant, missing_names, with_known_names
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import factors, negated
from chainrule.homework.values.along import HOLDING
from chainrule.homework.values.equality import Equality, equal
from chainrule.homework.values.lengths import with_counts
from chainrule.homework.values.within import WITHIN
from chainrule.homework.verdict import Mistake, Prose, Verdict
from chainrule.notation.indices import apart, carries
from chainrule.problem import Reading
from chainrule.proof.apart import is_right
from chainrule.proof.pieces import has_pieces
from chainrule.syntax.rules import RUNS_OVER
from chainrule.tree import Tree, names, node, postorder, rewrite, substitute, symbol
from chainrule.vectors.answers import by_components
from chainrule.vectors.kinds import Unfit

ALONG: Prose = ("The two are equal wherever the equation holds.",)
PATH_MISTAKES = ("missing-path", "extra-path", "partial-for-total")
UNSOLVED: Prose = ("The derivative is still in it: solve for it.",)
UNFINISHED: Prose = ("A derivative in it is still to be worked out.",)
BEFORE_RIGHT = "What stands before it is right; this step is not."
SUMS_TRIED = 3  # whose term an answer may be


def judge(
    question: Question, answer: Tree, readings: tuple[Reading, ...] = (), tolerance: float | None = None, *,
    prove: bool = False, explain: bool = True, rewriting: bool = False,
) -> Verdict:  # fmt: skip
    """Return the verdict on an answer in the names of the problem; without ``explain`` the mistakes behind a wrong one are not looked for.

    With ``rewriting``, it goes on from what is right, so that a mistake is one in rewriting that.
    """
    right, counted = question.result.tidy.tree, with_counts(answer, question.problem)
    if counted != answer:
        answer, readings = counted, tuple(each for each in readings if RUNS_OVER not in each.message)
    verdict = Verdict(None, question.result.left, right, answer, readings=readings)
    notebook = Notebook(question)
    if question.derivation.order == 2 and question.problem.vectors.each and (second := _second(question, verdict, answer, tolerance)) is not None:
        return second
    whole, unfit = in_components(question, verdict, answer, tolerance)
    if unfit is not None:
        return unfit
    by_vectors = whole is not answer
    whole = with_definitions(question, with_adjoints(question, notebook.with_higher(whole)))
    resolved = notebook.resolve(whole)
    if resolved.faults:
        return with_faults(question, verdict, whole, resolved.faults)
    meant, strays = with_known_names(question, substitute(question.apart(resolved.tree), question.applied))
    typed, meant = meant, question.put_back(meant)
    right = right if resolved.tree is whole else notebook.expand(right)
    by_given = None if strays else judged_by_given(question, verdict, right, meant, tolerance, prove=prove)
    if by_given is not None:
        return by_given
    here = at_point(right, meant, question.point)
    found = compared(question, right, here, meant, tolerance, prove=prove)
    verdict = replace(verdict, notes=(ALONG,) if found.note == HOLDING else (stated_conditions(question),) if found.method == WITHIN else ())
    found = found if strays else where_tied(question, found, here, meant)
    found, strays = by_whole_sums(question, found, strays, resolved.tree)
    everywhere = for_all_components(question, answer, found, tolerance) if by_vectors and found.correct is True else found
    if everywhere is not found or (not explain and found.correct is not True):
        return replace(verdict, correct=everywhere.correct, equality=everywhere, mistakes=strays)
    if not strays and found.method != WITHIN and (here is not right or has_pieces(right, meant, question.function)):
        found = replace(found, verdict="different") if found.verdict == "equal-for-positive" else found
        verdict, settled = settled_by_pieces(question, verdict, found, (right, here, meant))
        if settled:
            return verdict
    case = Case(question.function, right, meant, question.result, question.derivation, question.wording, typed, question.put_back)
    if here is not right and not strays:
        return judged_here(question, verdict, found, case, here)
    mistakes = (*strays, *explained(question, found, case, resolved.tree, rewriting=rewriting))
    if resolved.tree is not whole:  # written as paths, so mistakes about paths come first
        mistakes = (*misfits(case, whole, found), *sorted(mistakes, key=lambda each: each.name not in PATH_MISTAKES))
    found = as_told(question, found, strays)
    return at_the_point(question, replace(verdict, correct=found.correct, equality=found, mistakes=mistakes), right, meant)


def stated_conditions(question: Question) -> Prose:
    """Return that an answer is judged where the conditions of the problem hold, or where quantities of one sign are positive."""
    there = question.ranges or question.like_signs
    told = [(" and " if place else "", each.stated(name)) for place, (name, each) in enumerate(there.items())]
    reason = ", as the problem says." if question.ranges else f"; no value is real where {'one' if len(there) == 2 else 'any'} of them alone is negative."
    return ("It is judged where ", *(piece for pair in told for piece in pair), reason)


def as_told(question: Question, found: Equality, strays: tuple[Mistake, ...]) -> Equality:
    """Return what was found, without numbers beside given values, and by the names where some are not in the problem."""
    if question.given is not None:
        found = replace(found, counterexample=None)
    return replace(found, verdict="different", proved=True, method="names", note=strays[0].message) if strays else found


def judged_here(question: Question, verdict: Verdict, found: Equality, case: Case, here: Tree) -> Verdict:
    """Return the verdict on an answer for the derivative at the point alone, ``here``; the derivation is checked before an answer is called wrong."""
    if found.correct is False:
        question.verify()
    mistakes = at_point_mistakes(question, case, here) if found.correct is False else ()
    return replace(verdict, correct=found.correct, equality=shown(found, here, case.answer), notes=(where(question, case.answer),), mistakes=mistakes)


def in_components(question: Question, verdict: Verdict, answer: Tree, tolerance: float | None) -> tuple[Tree, Verdict | None]:
    """Return an answer by the component that is asked for, or the verdict on one whose factors do not fit together."""
    try:
        return component(question, answer, tolerance), None
    except Unfit as unfit:
        fault = question.wording.mistake(MISTAKES["shapes"], found=str(unfit))
        found = Equality("different", proved=True, method="names", note=str(unfit))
        return answer, replace(verdict, correct=False, equality=found, mistakes=(fault,))


def explained(question: Question, found: Equality, case: Case, answer: Tree, *, rewriting: bool) -> tuple[Mistake, ...]:
    """Return the mistakes behind a wrong answer, which is given as it was written besides; the derivation is checked first."""
    if found.correct is not False:
        return ()
    question.verify()
    if isinstance(question.derivation, Curve):
        return along_mistakes(question, case.answer) if found.verdict != "equal-for-positive" else ()
    if found.verdict == "equal-for-positive":  # of relu′(u), 1 may be left
        return tuple(each for each in diagnose(case) if each.name == "local-derivative")
    if rewriting:
        return in_rewriting(question, case)
    found_first = (*opposite(question, case.right, case.answer), *missing_sum(question, case.right, case.answer, answer))
    of_sums = () if found_first or not question.problem.apart else _of_sums(question, substitute(answer, question.applied))
    return (*found_first, *(of_sums or diagnose(case)), *missing_names(question, case.answer))


def _of_sums(question: Question, answer: Tree) -> tuple[Mistake, ...]:
    """Return the mistake in a derivative by one term of a sum."""
    from chainrule.homework.judges.sum_mistakes import sum_mistakes

    return sum_mistakes(question, answer)


def _second(question: Question, verdict: Verdict, answer: Tree, tolerance: float | None) -> Verdict | None:
    """Return the verdict on second derivatives by a vector; None for another answer."""
    from chainrule.homework.judges.hessians import second_derivatives

    return second_derivatives(question, verdict, answer, tolerance, judge)


def unfinished(verdict: Verdict) -> Verdict:
    """Return the verdict on an answer in which a derivative is still to be worked out: one that is right is not in its form."""
    return replace(verdict, correct=False, form=UNFINISHED) if verdict.correct is True else verdict


def misfits(case: Case, answer: Tree, found: Equality) -> Iterator[Mistake]:
    """Yield the link that does not fit into a wrong product of derivatives that are not worked out."""
    links = factors(answer)
    if found.correct is False and len(links) > 1 and all(each.kind == "derivative" and len(each.args) == 2 and not each.args[0].args for each in links):
        yield from (mistake for each in misplaced_link(case, links) for mistake in each.mistakes)


def in_rewriting(question: Question, case: Case) -> tuple[Mistake, ...]:
    """Return the mistake in rewriting what is right: the place that is wrong where one is found, else that it is wrong."""
    first, *others = diagnose(case, rewriting=True) or (question.wording.mistake(MISTAKES["arithmetic"], found=()),)
    return (replace(first, words=(BEFORE_RIGHT, "  ", *first.words) if first.words else (BEFORE_RIGHT,)), *others)


def component(question: Question, answer: Tree, tolerance: float | None) -> Tree:
    """Return an answer with vectors and matrices in it by the component that is asked for; of two ways to read it, the one in which it is right."""
    if not question.problem.vectors.each:
        return answer
    right = question.result.tidy.tree
    ways = by_components(question.problem, question.result.of, question.result.wrt, answer)
    others = (way for way in ways[1:] if in_whole_sums(question, way) or equal(right, question.apart(way), tolerance=tolerance).correct is True)
    return next(others, ways[0])


def for_all_components(question: Question, answer: Tree, found: Equality, tolerance: float | None) -> Equality:
    """Return the finding on a whole vector that is right in general, which has also the components that the problem singles out, as p_c of −log p_c."""
    vectors = question.problem.vectors.each
    others = next((each.asked[1:] for each in vectors if question.result.wrt == each.asked[0]), ())
    for other in others if apart(question.result.of)[0] not in {each.name for each in vectors} else ():
        there = judge(ask(question.problem, (other,), question.result.of), answer, (), tolerance, explain=False)
        if there.correct is not True:
            outcome = "different" if there.correct is False else "undecided"
            return Equality(outcome, method="indices", note=f"it is right for all components but {other}")
    return found


def by_whole_sums(question: Question, found: Equality, strays: tuple[Mistake, ...], answer: Tree) -> tuple[Equality, tuple[Mistake, ...]]:
    """Return the finding on an answer and its stray names, as the sums that the reader wrote say where they can tell."""
    settled = in_whole_sums(question, answer)
    if settled is True and (strays or found.correct is False):
        return Equality("equal", method="sums"), ()
    ones = next((each for each in may_be_one(question) if in_whole_sums(question, answer, each)), ()) if settled is False and found.correct is not None else ()
    if ones:
        where = " and ".join(f"Σ {name} = 1" for name in ones)
        known = set(ones).issubset(question.problem.totals)
        return Equality("equal", method="sums", note=f"where {where}") if known else Equality("undecided", method="sums", note=f"it is right if {where}"), ()
    if settled is False and strays:  # of the sums as written, all names are known
        return Equality("different", method="sums"), ()
    return (Equality("different", method="sums") if settled is False and found.correct is True and not found.note else found), strays


def may_be_one(question: Question) -> Iterator[tuple[str, ...]]:
    """Yield quantities whose values may be 1 together: those of which the problem says so, then each that is given with one index."""
    if question.problem.totals:
        yield question.problem.totals
    defined = {apart(item.name)[0] for item in question.problem.as_written}
    mentioned = dict.fromkeys(name for item in question.problem.as_written for name in names(item.tree))
    others = defined | {apart(question.result.wrt)[0]}
    yield from [(name,) for name in mentioned if len(apart(name)[1]) == 1 and apart(name)[0] not in others][:SUMS_TRIED]


def in_whole_sums(question: Question, answer: Tree, ones: tuple[str, ...] = ()) -> bool | None:
    """Return whether an answer is right in sums that the derivation has with terms apart, or has not: Σ_j a_kj x_j where it says a_kk x_k + R_k.

    None where that cannot be told, as of an answer in the names of links.
    """
    if not question.problem.apart or question.point or question.given is not None or isinstance(question.derivation, Curve):
        return None
    known = {apart(name)[0] for item in question.problem.as_written for name in item.mentioned}
    meant = substitute(answer, question.applied)
    vectors = {each.name for each in question.problem.vectors.each}
    unknown = (name for name in names(meant) if name not in question.known and name not in vectors)
    meant = substitute(meant, {name: symbol(component) for name in unknown if (component := component_meant(question, name))})
    return is_right(question.result, meant, ones) if all(apart(name)[0] in known for name in names(meant)) else None


def where_tied(question: Question, found: Equality, here: Tree, meant: Tree) -> Equality:
    """Return the finding on an answer that is right if some quantities are constant, or where something adds up to 1."""
    if found.correct is False and (constant := constant_for(question, here, meant)):
        found = Equality("undecided", method="rates", note=f"it is right if {' and '.join(constant)} {'is' if len(constant) == 1 else 'are'} constant")
    if found.correct is False and question.problem.apart and (adding := where_adding_up(question, here, meant)) is not None:
        return adding
    return found


def with_faults(question: Question, verdict: Verdict, answer: Tree, faults: tuple[Mistake, ...]) -> Verdict:
    """Return the verdict on an answer with unevaluated derivatives that have no place in it."""
    found = unsolved(question, answer)
    if found is not None:
        return replace(verdict, correct=False, equality=found, form=UNSOLVED)
    return replace(verdict, correct=False, equality=Equality("different", proved=True, method="paths"), mistakes=faults)


def unsolved(question: Question, answer: Tree) -> Equality | None:
    """Return that an answer is equal to a derivative along a curve where that derivative stands in it itself: e^y + x·e^y·dy/dx; else None."""
    right = question.result.tidy.tree
    if not isinstance(question.derivation, Curve):
        return None
    value = with_derivative(question, answer)
    found = None if value is answer else compared(question, right, right, value, None, prove=False)
    return found if found is not None and found.correct is True else None


def unsolved_equation(question: Question, sides: tuple[Tree, ...]) -> bool:
    """Return whether two sides, as a statement has them, are equal along a curve with its derivative put in: 2x + 2y·dy/dx = 0."""
    right = question.result.tidy.tree
    if not isinstance(question.derivation, Curve) or len(sides) != 2:
        return False
    put_in = [with_derivative(question, side) for side in sides]
    if all(value is side for value, side in zip(put_in, sides, strict=True)):
        return False
    return compared(question, right, right, put_in[0] - put_in[1] + right, None, prove=False).correct is True


def with_derivative(question: Question, tree: Tree) -> Tree:
    """Return an expression with the right derivative in place of the asked one, where that stands in it unevaluated."""
    asked, right = question.result.left, question.result.tidy.tree
    return rewrite(tree, lambda item: right if item[0] == "derivative" and item[2] == asked[2] else item)


def compared(question: Question, right: Tree, here: Tree, meant: Tree, tolerance: float | None, *, prove: bool) -> Equality:
    """Return whether an answer is equal to the right derivative or, ``here``, to its value at the point; where an equation ties quantities, along that."""
    found = equal(here, meant, within=(question.function,) if here is right else (), tolerance=tolerance, prove=prove)
    if question.curve is None or found.correct is True:
        return question.where_it_holds(found, right, meant, tolerance) if here is right else found
    if names(meant) or here is right:
        return question.compare(here, meant, tolerance)
    if names(here):  # the point leaves a quantity to the equation
        return question.curve.compare_at(question.point, here, meant, tolerance)
    return found


def opposite(question: Question, right: Tree, answer: Tree) -> tuple[Mistake, ...]:
    """Return the mistake that an answer has the wrong sign where it would be right if something adds up to 1: t_i − p_i for p_i − t_i."""
    total = adding_up_to_one(question, right, negated(answer)) if question.problem.apart else None
    if total is None:
        return ()
    found = f"Every sign is wrong: the opposite of your answer is the derivative where Σ_{total[0]} {total[1]} = 1."
    return (replace(question.wording.mistake(MISTAKES["arithmetic"], found=found), name="sign", advice=(MISTAKES["sign"].hint,)),)


def missing_sum(question: Question, right: Tree, answer: Tree, typed: Tree) -> tuple[Mistake, ...]:
    """Return the mistake that an answer is one term of a sum; ``typed`` is the answer in whole sums."""
    for total in [item for item in postorder(right) if item[0] == "sum"][:SUMS_TRIED]:
        index, (_, *bounds) = total[1], total[2]
        if not any(carries(name, index) for name in names(answer)):
            continue
        whole = node("sum", index, (typed, *bounds))
        if in_whole_sums(question, whole) or equal(right, node("sum", index, (answer, *bounds))).correct is True:
            return (question.wording.mistake(MISTAKES["missing-sum"], part=whole),)
    return ()
