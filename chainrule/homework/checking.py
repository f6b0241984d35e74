"""Judging a student's answer and work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Derivation, VectorValued
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.along_path import in_path_components
from chainrule.homework.answers.form import form_fault
from chainrule.homework.answers.in_pieces import in_pieces
from chainrule.homework.answers.index_cases import by_case, has_terms, judged_by_any, judged_by_case, with_deltas
from chainrule.homework.answers.lines import judge_line, last_said, of_slope
from chainrule.homework.answers.otherwise import Refused, as_meant, leniently
from chainrule.homework.answers.partials import with_indices
from chainrule.homework.answers.question import Question, ask, asks_for_components, differentiated, named, problem_in, questions, vocabulary
from chainrule.homework.answers.reading import as_answered, changing_in, only_asked, problem_of
from chainrule.homework.answers.shares import with_shares_named
from chainrule.homework.answers.statements import Reader, Statement
from chainrule.homework.answers.vector_entries import asks_for_gradient, may_be_several
from chainrule.homework.judges.at_point import value_alone
from chainrule.homework.judges.base_ten import in_base_ten
from chainrule.homework.judges.by_given import has_function
from chainrule.homework.judges.differentials import judge_differential
from chainrule.homework.judges.in_part import in_part
from chainrule.homework.judges.judging import UNSOLVED, judge, unfinished, unsolved_equation
from chainrule.homework.judges.one_piece import judge_one_piece
from chainrule.homework.judges.planes import judge_plane
from chainrule.homework.judges.undefined import is_claim, judged, judged_alone, without_claim
from chainrule.homework.slips.source import has_derivative, is_unfinished, tidy
from chainrule.homework.values.equality import Equality
from chainrule.homework.verdict import LineVerdict, Prose, Verdict, with_logarithms
from chainrule.homework.worked.brackets import bracketed
from chainrule.posed import answer_of, posed_problem
from chainrule.problem import Problem
from chainrule.syntax import Limits
from chainrule.syntax.pieces.written import with_pieces
from chainrule.syntax.sums.loss_names import CALLED
from chainrule.tree import Tree

if TYPE_CHECKING:
    from chainrule.homework.judges.gradients import One
    from chainrule.homework.sandbox import Sandbox
    from chainrule.homework.worked.several_lines import Line, Several
    from chainrule.posed import Answer, Posed

_Asked = tuple["Problem | Derivation", tuple[str, ...] | None, str | None, int, Reader, dict[str, Any]]
_DOT = re.compile(r"[)\]]\s*(?:[·⋅*×]|\\cdot)\s*[(\[][^()\[\]]*,")  # between two vectors


def check(
    problem: Posed | Derivation,
    answer: Answer | None = None,
    wrt: str | Sequence[str] | None = None,
    work: str | None = None,
    *,
    output: str | None = None,
    order: int = 1,
    tolerance: float | None = None,
    form: str | None = None,
    prove: bool = False,
    limits: Limits | None = None,
    sandbox: bool | Sandbox = False,
) -> Verdict:
    """Return the verdict on a student's answer, on the work that leads to it, or on both.

    ``problem`` is what ``derive`` takes, or a Derivation, ``answer`` an expression or a statement (``dh/dx = …``) in the names of
    the problem, or the gradient by all inputs, ``(2x, 3)``, as text, or else a SymPy expression, a formula, a number or a list
    of these; ``work`` lines of statements. ``wrt``, ``output`` and ``order``
    say what was asked, as for ``derive``; a left side such as ∂L/∂w says it too. ``tolerance`` and ``prove`` are those of
    ``equal``. ``form`` asks for a form as well: factored, expanded, simplified, no-negative-powers or same. Work alone is
    judged by its lines and by the answer that it ends with.
    With ``sandbox``, everything happens in a child process with limits, and running out is undecided.

    Raises ChainRuleError where the problem or the answer cannot be read.

    >>> verdict = check("h(x) = log(2 + cos x)", "1/(2 + cos x)")
    >>> verdict.correct, verdict.mistake.name
    (False, 'missing-inner-derivative')
    """
    if answer is None and work is None:
        raise ChainRuleError("there is nothing to check", hint="give an answer, or work")
    problem = problem if isinstance(problem, str | Derivation) else posed_problem(problem, limits=limits)
    answer = None if answer is None else answer_of(answer)
    options: dict[str, Any] = {"tolerance": tolerance, "form": form, "prove": prove, "limits": limits}
    if sandbox:
        from chainrule.homework.sandbox import Sandbox, judged_apart

        plain = problem if isinstance(problem, str) else problem_in(problem)
        given = {"problem": plain, "answer": answer, "wrt": wrt, "work": work, "output": output, "order": order}
        return judged_apart({**given, **options}, sandbox if isinstance(sandbox, Sandbox) else Sandbox())
    claim = None if answer is None else without_claim(answer)
    typed = None if claim is None else with_deltas(claim.answer)
    marked = None if typed is None else with_pieces(typed)
    options["undefined"] = None if claim is None else claim.place
    try:
        by = named(wrt)
        if isinstance(problem, str):
            problem, by = as_answered(*problem_of(problem, by, limits or Limits()), marked or work or "", limits or Limits())
        return with_logarithms(_checked(problem, (typed, marked), by, work, output, order, options), problem_in(problem).logarithm)
    except ReadError as error:
        error.text = answer if error.text == marked else error.text
        raise


def _checked(
    problem: Problem | Derivation,
    answers: tuple[str | None, str | None],
    by: tuple[str, ...] | None,
    work: str | None,
    output: str | None,
    order: int,
    options: dict[str, Any],
) -> Verdict:
    """Return the verdict on an answer, which is given as typed and with its pieces marked, or on work."""
    typed, answer = answers
    tolerance, form, prove, limits = (options[name] for name in ("tolerance", "form", "prove", "limits"))
    asked = problem_in(problem)
    typed, answer, work = (each and with_indices(each, asked) for each in (typed, answer, work))
    typed, answer = (each and last_said(asked, each) for each in (typed, answer))
    output = asked.quantity(output)
    if answer is not None and (asked.listed or asked.rates or asked.function is not None):
        from chainrule.homework.answers.in_vectors import in_components, in_numbers

        typed = answer = (in_numbers if asked.rates else in_components)(asked, answer, limits)
    if not asked.listed and asked.function is None:
        answer, work = (each and in_path_components(asked, each, limits) for each in (answer, work))
    if asks_for_components(problem, output):
        return _by_components(problem, answer, by, output, order, options, work)
    if answer is not None and _DOT.search(answer):
        from chainrule.homework.answers.matrix_products import with_dot_product

        typed = answer = with_dot_product(answer)
    alone = only_asked(problem, by)
    if "softmax" in asked.text.lower() or CALLED.search(asked.text):
        answer, work = (each and with_shares_named(each, asked) for each in (answer, work))
    reader = Reader(*vocabulary(problem), limits, alone, changing=changing_in(problem, by, alone), vectors=[each.name for each in asked.vectors.each])
    if asked.vectors.whole:
        return _by_matrices(problem, answer, by, output, reader, work)
    if work is not None and not alone and (of_several := _work_by_several(problem, answer, work, by, output, order, reader, options)) is not None:
        return of_several
    plain = answer is not None and work is None and form is None
    settled = _settled_by_form(problem, (typed or answer, answer), by, output, order, reader, options) if work is None and answer is not None else None
    if settled is not None:
        return settled
    statement, refused = (None, None) if answer is None else leniently(reader, answer)
    found = _by_indices(problem, by, output, statement, reader, tolerance, prove=prove) if plain and statement is not None and order == 1 else None
    if found is not None:
        return found
    if statement is None:
        verdict = _by_work(problem, work or "", by, output, order, reader, options)
    else:
        question = ask(problem, by, output, order, statement.left)
        verdict = _by_answer(question, statement, reader, tolerance, prove=prove)
        verdict = in_part(question, verdict) if plain and by is None else verdict
        verdict = verdict if refused is None else _otherwise(question, verdict, refused, answer if plain else None)
        verdict = verdict if options["undefined"] is None else judged(question, verdict, options["undefined"])
        verdict = verdict if work is None else replace(verdict, lines=_lines(question, work, limits))
    return verdict if form is None else _in_form(verdict, form)


def _work_by_several(
    problem: Problem | Derivation,
    answer: str | None,
    work: str,
    by: tuple[str, ...] | None,
    output: str | None,
    order: int,
    reader: Reader,
    options: dict[str, Any],
) -> Verdict | None:
    """Return the verdict on work for the derivatives by several names together, with the answer beside it where there is one; None for other work."""
    from chainrule.homework.worked.several_lines import judge_several

    given = problem_in(problem)
    if given.listed or given.rates or given.vectors.each or given.equation is not None or len(by or given.wrt) == 1:
        return None
    second, asked = max(order, problem.order) == 2, (problem, by, output, order, reader, options)
    found = _second_work(asked, work) if second else _gradient_work(asked, work) if order == 1 else None
    if found is None:
        return None
    several, lines = found
    done = judge_several(several, lines, options["limits"], options["tolerance"], prove=options["prove"])
    verdict = done if answer is None else _by_several(problem, answer, by, output, order, reader, options)
    return None if verdict is None else replace(verdict, lines=done.lines)


def _gradient_work(asked: _Asked, work: str) -> tuple[Several, Sequence[Line]] | None:
    """Return how work on a gradient is judged, and its lines; None for other work."""
    from chainrule.homework.judges.gradients import asked_together
    from chainrule.homework.worked.gradient_lines import gradient, lines_of

    problem, by, output, _, reader, options = asked
    together = asked_together(problem, by, output)
    lines = None if together is None else lines_of(together, work, reader)
    return None if together is None or lines is None else (gradient(together, reader, _by_one(problem, output, options)), lines)


def _second_work(asked: _Asked, work: str) -> tuple[Several, Sequence[Line]] | None:
    """Return how work on all second derivatives is judged, and its lines; None for other work."""
    from chainrule.homework.worked.hessian_lines import hessian, lines_of

    problem, by, output, order, reader, options = asked
    several = questions(problem, by, output, order)
    if len(several) < 2 or any(len(each.result.by) != 2 for each in several):
        return None
    return hessian(several, lambda text: _by_several(problem, text, by, output, order, reader, options)), lines_of(work, reader)


def _by_work(
    problem: Problem | Derivation, work: str, by: tuple[str, ...] | None, output: str | None, order: int, reader: Reader, options: dict[str, Any]
) -> Verdict:
    """Return the verdict on work by its lines and the answer that it ends with."""
    from chainrule.homework.worked.whole import by_work, last_left, worked

    question = ask(problem, by, output, order, last_left(reader, work))
    return by_work(question, worked(question, work, options["limits"]), options["tolerance"], prove=options["prove"])


def _lines(question: Question, work: str, limits: Limits | None) -> tuple[LineVerdict, ...]:
    """Return the verdicts on the lines of the work that is handed in beside an answer."""
    from chainrule.homework.worked.whole import worked

    return worked(question, work, limits).lines


def _settled_by_form(
    problem: Problem | Derivation,
    answers: tuple[str, str],
    by: tuple[str, ...] | None,
    output: str | None,
    order: int,
    reader: Reader,
    options: dict[str, Any],
) -> Verdict | None:
    """Return the verdict on an answer that is more than one expression: a gradient, a claim, cases of an index, pieces; None for any other."""
    typed, answer = answers
    for judged_so in (judge_differential, judge_plane) if order == 1 and by is None else ():
        if (found := judged_so(problem, answer, output, reader, options)) is not None:
            return found
    several = may_be_several(typed) or asks_for_gradient(problem_in(problem))
    if several and (found := _by_several(problem, typed, by, output, order, reader, options)) is not None:
        return found
    if options["form"] is not None:
        return None
    if problem_in(problem).equation is not None:
        from chainrule.homework.judges.both_signs import judge_both_signs

        if (found := judge_both_signs(reader, typed, lambda left: ask(problem, by, output, order, left), options)) is not None:
            return found
    if is_claim(answer):
        return judged_alone(ask(problem, by, output, order), answer)
    if (cases := by_case(reader, typed, None, ())) is not None:
        tolerance, prove = options["tolerance"], options["prove"]
        found = judged_by_case(problem, by, output, cases, lambda question, tree: judge(question, tree, (), tolerance, prove=prove))
        if found is not None:
            return found
    pieces = in_pieces(reader, answer)
    return None if pieces is None else _by_answer(ask(problem, by, output, order), pieces, reader, options["tolerance"], prove=options["prove"])


def _otherwise(question: Question, verdict: Verdict, refused: Refused, answer: str | None) -> Verdict:
    """Return the verdict on an answer that was read otherwise than it is written; by its condition, where it has one and nothing else is judged."""
    piece = None if answer is None else judge_one_piece(question, verdict, answer)
    return as_meant(verdict, refused) if piece is None else piece


def _by_matrices(
    problem: Problem | Derivation, answer: str | None, by: Sequence[str] | None, output: str | None, reader: Reader, work: str | None
) -> Verdict:
    """Return the verdict on an answer for a derivative by whole matrices."""
    from chainrule.homework.judges.matrices import judge_matrices

    return judge_matrices(problem, answer, by, output, reader, work)


def _by_indices(
    problem: Problem | Derivation, by: Sequence[str] | None, output: str | None, statement: Statement, reader: Reader, tolerance: float | None, *, prove: bool
) -> Verdict | None:
    """Return the verdict on an answer with δ_ik, or on one right by some term of a sum without saying by which; None for any other."""
    cases = by_case(reader, statement.text, statement, tuple(vocabulary(problem)[0]))

    def judged(question: Question, tree: Tree) -> Verdict:
        return judge(question, tree, statement.readings, tolerance, prove=prove)

    if cases is not None:
        return judged_by_case(problem, by, output, cases, judged)
    return judged_by_any(problem, by, output, statement.sides[-1], judged) if statement.left is None and not by and has_terms(problem) else None


def _by_components(
    problem: Problem | Derivation, answer: str | None, by: Sequence[str] | None, output: str | None, order: int, options: dict[str, Any], work: str | None
) -> Verdict:
    """Return the verdict on an answer, or on work, for a function with several components. Raises ReadError for an answer that cannot be read."""
    if isinstance(problem, Problem):
        problem = differentiated(problem, by, output, order)
    assert isinstance(problem, VectorValued)  # noqa: S101  # what asks for components is one
    from chainrule.homework.answers.in_vectors import in_components
    from chainrule.homework.judges.vector_valued import is_free, judge_components

    reader = Reader(*vocabulary(problem), options["limits"])
    free, own = by is None and is_free(problem), {name: value for name, value in options.items() if name != "undefined"}
    asked = problem.graph.problem

    def one(component: Derivation, entry: str) -> Verdict:
        return check(component, entry, **own)

    def whole(said: str) -> Verdict:
        return judge_components(problem, in_components(asked, said, options["limits"]), reader, free, one)

    verdict = None if answer is None else whole(answer)
    if work is None:
        return Verdict(None) if verdict is None else verdict
    from chainrule.homework.worked.vector_lines import judge_lines

    done = judge_lines(problem, work, whole, one)
    return done if verdict is None else replace(verdict, lines=done.lines)


def _by_several(
    problem: Problem | Derivation, answer: str, by: tuple[str, ...] | None, output: str | None, order: int, reader: Reader, options: dict[str, Any]
) -> Verdict | None:
    """Return the verdict on an answer that gives the derivatives, or the second ones, by several names together; None for any other."""
    if max(order, problem.order) == 2:
        from chainrule.homework.judges.hessian_matrices import judge_hessian

        def judged(question: Question, entry: str) -> Verdict:
            return _by_answer(question, leniently(reader, entry)[0], reader, options["tolerance"], prove=options["prove"])

        return judge_hessian(problem, answer, by, output, order, reader, judged)
    if order > 1:
        return None
    from chainrule.homework.judges.gradients import judge_gradient

    return judge_gradient(problem, answer, by, output, reader, _by_one(problem, output, options))


def _by_one(problem: Problem | Derivation, output: str | None, options: dict[str, Any]) -> One:
    """Return what judges an answer by one of several names."""
    from chainrule.homework.judges.vector_valued import by_one

    own = {name: options[name] for name in ("tolerance", "form", "prove", "limits")}
    if isinstance(problem, Derivation):
        return lambda name, entry: check(problem if name is None else by_one(problem, name), entry, **own)
    return lambda name, entry: check(problem, entry, name, output=output, **own)


def _by_answer(question: Question, statement: Statement, reader: Reader, tolerance: float | None, *, prove: bool) -> Verdict:
    """Return the verdict on an answer, with what is to be said of the rest of its statement."""
    if (line := judge_line(question, statement, tolerance)) is not None:
        return line
    if statement.left is None and unsolved_equation(question, statement.sides):
        right = question.result.tidy.tree
        return Verdict(False, question.result.left, right, statement.sides[0], Equality("different", proved=True, method="paths"), form=UNSOLVED)
    if statement.at is not None and (there := question.there(statement.at, statement.sides[-1])) is not None:
        return value_alone(there, _by_answer(there, statement, reader, tolerance, prove=prove))
    if statement.there and dict(statement.there) != question.point:
        there = question.at_values(statement.there)
        return value_alone(there, _by_answer(there, replace(statement, there=()), reader, tolerance, prove=prove))
    *before, answer = statement.sides
    rewriting = any(is_known(question, side) and judge(question, side, (), tolerance, explain=False).correct is True for side in before)
    verdict = judge(question, answer, statement.readings, tolerance, prove=prove, rewriting=rewriting)
    verdict = unfinished(verdict) if is_unfinished(answer) else in_base_ten(question, verdict, answer)
    verdict = of_slope(question, replace(verdict, notes=(*verdict.notes, *_beside(question, statement, verdict, tolerance))))

    def judged(other: Statement, explain: bool) -> Verdict:
        return judge(question, other.sides[-1], other.readings, tolerance, prove=prove, explain=explain)

    return bracketed(verdict, reader, statement.text, question.wording, judged)


def _beside(question: Question, statement: Statement, verdict: Verdict, tolerance: float | None) -> Iterator[Prose]:
    """Yield what is to be said of the rest of a statement whose last side is right: an earlier side that is not, a left side of another order."""
    if verdict.correct is not True:
        return
    for side in statement.sides[:-1]:
        if side.kind != "derivative" and question.knows(side) and judge(question, side, (), tolerance).correct is False:
            yield ("But ", tidy(side), " before it is not equal to that.")
    asked, left = len(question.result.by), statement.left
    stated = len(left.args) - 1 if left is not None and left.kind == "derivative" else asked
    if stated != asked:
        yield (f"Before the = stands a derivative of order {stated}; this is the one of order {asked}.",)


def _in_form(verdict: Verdict, form: str) -> Verdict:
    """Return the verdict on a right answer with its form judged as well."""
    if verdict.correct is not True or verdict.answer is None or verdict.expected is None:
        return verdict
    fault = form_fault(form, verdict.answer, verdict.expected)
    return replace(verdict, correct=False, form=fault) if fault else verdict


def is_known(question: Question, side: Tree) -> bool:
    """Return whether a side is worked out and in the names of the problem."""
    return not has_derivative(side) and not has_function(side) and question.knows(side)
