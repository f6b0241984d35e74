"""Judging a student's answer and work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Derivation, Settings, VectorValued, differentiate_problem
from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.along_path import in_path_components
from chainrule.homework.answers.cutting import lines_of_work
from chainrule.homework.answers.form import form_fault
from chainrule.homework.answers.in_pieces import in_pieces
from chainrule.homework.answers.in_vectors import in_components, shows_vectors
from chainrule.homework.answers.index_cases import by_case, has_terms, judged_by_any, judged_by_case, with_deltas
from chainrule.homework.answers.lines import judge_line
from chainrule.homework.answers.otherwise import Refused, as_meant, leniently
from chainrule.homework.answers.question import WRITTEN_SIZE, Question, ask, changing_with, named, vocabulary
from chainrule.homework.answers.shares import with_shares_named
from chainrule.homework.answers.statements import Changing, Reader, Statement
from chainrule.homework.judges.base_ten import in_base_ten
from chainrule.homework.judges.by_given import has_function
from chainrule.homework.judges.gradients import One, judge_gradient
from chainrule.homework.judges.judging import UNFINISHED, UNSOLVED, judge, unsolved_equation
from chainrule.homework.judges.one_piece import judge_one_piece
from chainrule.homework.judges.undefined import is_claim, judged, judged_alone, without_claim
from chainrule.homework.judges.vector_valued import asks_for_components, by_one, is_free, judge_components
from chainrule.homework.sandbox import Sandbox, judged_apart
from chainrule.homework.slips.source import has_derivative, is_unfinished, tidy
from chainrule.homework.values.equality import Equality
from chainrule.homework.verdict import Prose, Verdict
from chainrule.homework.worked.along import judge_along
from chainrule.homework.worked.brackets import bracketed
from chainrule.homework.worked.line_by_line import Work, judge_work
from chainrule.notation import unicode
from chainrule.posed import answer_of, problem_of
from chainrule.problem import Problem
from chainrule.syntax import Limits, read_problem
from chainrule.syntax.pieces.written import with_pieces
from chainrule.syntax.sums.loss_names import CALLED
from chainrule.tree import Tree, names, postorder
from chainrule.vectors.whole import before_vectors

if TYPE_CHECKING:
    from chainrule.posed import Answer, Posed


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
    problem = problem if isinstance(problem, str | Derivation) else problem_of(problem, limits=limits)
    answer = None if answer is None else answer_of(answer)
    options: dict[str, Any] = {"tolerance": tolerance, "form": form, "prove": prove, "limits": limits}
    if sandbox:
        plain = problem.stages[0].graph.problem if isinstance(problem, Derivation) else problem
        given = {"problem": plain, "answer": answer, "wrt": wrt, "work": work, "output": output, "order": order}
        return judged_apart({**given, **options}, sandbox if isinstance(sandbox, Sandbox) else Sandbox())
    claim = None if answer is None else without_claim(answer)
    typed = None if claim is None else with_deltas(claim.answer)
    marked = None if typed is None else with_pieces(typed)
    options["undefined"] = None if claim is None else claim.place
    try:
        return _checked(problem, (typed, marked), named(wrt), work, output, order, options)
    except ReadError as error:
        error.text = answer if error.text == marked else error.text
        raise


def _checked(
    problem: str | Problem | Derivation,
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
    if isinstance(problem, str):
        problem, by = _as_answered(*_read(problem, by, limits or Limits()), answer or work or "", limits or Limits())
    asked = problem.stages[0].graph.problem if isinstance(problem, Derivation) else problem
    output = asked.quantity(output)
    if answer is not None and (asked.listed or asked.rates or asked.function is not None):
        typed = answer = in_components(asked, answer, limits)
    if not asked.listed and asked.function is None:
        answer, work = (each and in_path_components(asked, each, limits) for each in (answer, work))
    if asks_for_components(problem, output):
        return _by_components(problem, answer, by, output, order, options, work)
    alone = _only_asked(problem, by)
    if "softmax" in asked.text.lower() or CALLED.search(asked.text):
        answer, work = (each and with_shares_named(each, asked) for each in (answer, work))
    reader = Reader(*vocabulary(problem), limits, alone, changing=_changing(problem, by, alone), vectors=[each.name for each in asked.vectors.each])
    if asked.vectors.whole:
        return _by_matrices(problem, answer, by, output, reader, work)
    plain = answer is not None and work is None and form is None
    settled = _settled_by_form(problem, (typed or answer, answer), by, output, order, reader, options) if work is None and answer is not None else None
    if settled is not None:
        return settled
    statement, refused = (None, None) if answer is None else leniently(reader, answer)
    found = _by_indices(problem, by, output, statement, reader, tolerance, prove=prove) if plain and statement is not None and order == 1 else None
    if found is not None:
        return found
    question = ask(problem, by, output, order, statement.left if statement is not None else _last_left(reader, work or ""))
    done = None if work is None else _worked(question, work, limits)
    if statement is not None:
        verdict = _by_answer(question, statement, reader, tolerance, prove=prove)
        verdict = verdict if refused is None else _otherwise(question, verdict, refused, answer if plain else None)
        verdict = verdict if options["undefined"] is None else judged(question, verdict, options["undefined"])
        verdict = verdict if done is None else replace(verdict, lines=done.lines)
    else:
        verdict = _by_work(question, done or Work((), None), tolerance, prove=prove)
    return verdict if form is None else _in_form(verdict, form)


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
    if order == 1 and (found := judge_gradient(problem, typed, by, output, reader, _by_one(problem, output, options))) is not None:
        return found
    if options["form"] is not None:
        return None
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
        problem = differentiate_problem(problem, by, output, order, settings=Settings(written_size=WRITTEN_SIZE))
    assert isinstance(problem, VectorValued)  # noqa: S101  # what asks for components is one
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


def _by_one(problem: Problem | Derivation, output: str | None, options: dict[str, Any]) -> One:
    """Return what judges an answer by one of several names."""
    own = {name: options[name] for name in ("tolerance", "form", "prove", "limits")}
    if isinstance(problem, Derivation):
        return lambda name, entry: check(problem if name is None else by_one(problem, name), entry, **own)
    return lambda name, entry: check(problem, entry, name, output=output, **own)


def _by_answer(question: Question, statement: Statement, reader: Reader, tolerance: float | None, *, prove: bool) -> Verdict:
    """Return the verdict on an answer, with what is to be said of the rest of its statement."""
    if statement.left is None and unsolved_equation(question, statement.sides):
        right = question.result.tidy.tree
        return Verdict(False, question.result.left, right, statement.sides[0], Equality("different", proved=True, method="paths"), form=UNSOLVED)
    if statement.at is not None and (there := question.there(statement.at, statement.sides[-1])) is not None:
        return value_alone(there, _by_answer(there, statement, reader, tolerance, prove=prove))
    *before, answer = statement.sides
    rewriting = any(is_known(question, side) and judge(question, side, (), tolerance, explain=False).correct is True for side in before)
    verdict = judge_line(question, answer, judge(question, answer, statement.readings, tolerance, prove=prove, rewriting=rewriting), tolerance)
    verdict = unfinished(verdict) if is_unfinished(answer) else in_base_ten(question, verdict, answer)
    verdict = replace(verdict, notes=(*verdict.notes, *_beside(question, statement, verdict, tolerance)))

    def judged(other: Statement, explain: bool) -> Verdict:
        return judge(question, other.sides[-1], other.readings, tolerance, prove=prove, explain=explain)

    return bracketed(verdict, reader, statement.text, question.wording, judged)


def _read(text: str, by: tuple[str, ...] | None, limits: Limits) -> tuple[Problem, tuple[str, ...] | None]:
    """Return a problem, and what is differentiated by as the problem spells it."""
    problem = read_problem(text, wrt=by or (), limits=limits)
    spelled = None if by is None else problem.spelled(by)
    return (problem if spelled == by else read_problem(text, wrt=spelled or (), limits=limits)), spelled


def _as_answered(problem: Problem, by: tuple[str, ...] | None, answer: str, limits: Limits) -> tuple[Problem, tuple[str, ...] | None]:
    """Return a problem that was read with numbers with the vectors that an answer shows: W x of W^T (δ ⊙ a) is a product of matrix and vector."""
    matrices = [] if problem.vectors.each or not shows_vectors(answer) else before_vectors([each.tree for each in problem.definitions])
    if not matrices:
        return problem, by
    try:
        found = _read(f"{problem.text}, where {' and '.join(matrices)} {'is a matrix' if len(matrices) == 1 else 'are matrices'}", by, limits)
    except ChainRuleError:
        return problem, by
    return found if found[0].vectors.each and len(found[0].definitions) == len(problem.definitions) else (problem, by)


def _only_asked(problem: Problem | Derivation, by: Sequence[str] | None) -> str:
    """Return what is differentiated by where that is one name: what the text or the caller says, else the only input; "" where it is not."""
    asked = by or problem.wrt
    if not asked and not isinstance(problem, Derivation):
        used = dict.fromkeys(name for each in problem.definitions for name in names(each.tree))
        asked = tuple(used.keys() - {each.name for each in problem.definitions})
        asked = asked if len(asked) == 1 else _only_argument(problem)
    return asked[0] if len(asked) == 1 else ""


def _only_argument(problem: Problem) -> tuple[str, ...]:
    """Return the arguments of the only defined function that no other definition uses: x of h(x) = f(g(x)), f(u) = log u, g(x) = 2 + cos x."""
    used = {item[1][0] if item[0] == "apply" else item[1] for each in problem.definitions for item in postorder(each.tree) if item[0] in ("apply", "symbol")}
    found = [each.parameters for each in problem.definitions if each.parameters and each.name not in used]
    return found[0] if len(found) == 1 else ()


def _changing(problem: Problem | Derivation, by: Sequence[str] | None, alone: str) -> Changing | None:
    """Return the quantities that change with ``alone``, what is differentiated by: what an equation gives, or unspecified functions of it."""
    asked = problem.stages[0].graph.problem if isinstance(problem, Derivation) else problem
    if asked.equation is None:
        return changing_with(asked, alone)
    names = by or asked.wrt
    return None if not asked.output or len(names) != 1 else Changing((asked.output,), names[0])


def _worked(question: Question, work: str, limits: Limits | None) -> Work:
    """Return the verdict on every line of a piece of work."""
    if question.problem.vectors.each and question.curve is None:
        from chainrule.homework.worked.vectors import VectorWorker

        return judge_work(question, work, limits, VectorWorker)
    if question.curve is None and (question.problem.listed or question.problem.rates):
        from chainrule.homework.worked.vector_lines import ListedWorker

        return judge_work(question, work, limits, ListedWorker)
    return judge_work(question, work, limits) if question.curve is None else judge_along(question, question.curve, work, limits)


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


def value_alone(question: Question, verdict: Verdict) -> Verdict:
    """Return the verdict on the value at one point where the derivative itself is asked for: one that is right is not what is asked."""
    at = ", ".join(f"{name} = {unicode(value)}" for name, value in question.point.items())
    if verdict.correct is not True:
        return replace(verdict, notes=((f"The value is compared at {at}, as your answer has it.",),))
    return replace(verdict, correct=False, form=(f"This is the value at {at} alone; ", question.result.left, " itself is asked for."), notes=())


def unfinished(verdict: Verdict) -> Verdict:
    """Return the verdict on an answer in which a derivative is still to be worked out: one that is right is not in its form."""
    return replace(verdict, correct=False, form=UNFINISHED) if verdict.correct is True else verdict


def _by_work(question: Question, work: Work, tolerance: float | None, *, prove: bool) -> Verdict:
    """Return the verdict on work by its lines and the answer that it ends with."""
    wrong = next((line for line in work.lines if line.status == "wrong"), None)
    verdict = Verdict(False if wrong else None, question.result.left, question.result.tidy.tree, lines=work.lines)
    if work.answer is None:
        note = () if wrong else (("The work does not reach ", question.result.left, "."),)
        return replace(verdict, mistakes=(wrong.mistake,) if wrong and wrong.mistake else (), notes=note)
    judged = judge(question, work.answer, (), tolerance, prove=prove)
    judged = unfinished(judged) if work.unfinished else judged
    first = (wrong.mistake,) if wrong and wrong.mistake else ()
    mistakes = (*first, *(each for each in judged.mistakes if not first or each.name != first[0].name))
    return replace(judged, answer=None, correct=False if wrong else judged.correct, lines=work.lines, mistakes=mistakes)


def _last_left(reader: Reader, work: str) -> Tree | None:
    """Return the left side of the last statement that differentiates something."""
    for line in reversed(lines_of_work(work)):
        try:
            left = reader.statement(line).left
        except ChainRuleError:
            continue
        if left is not None and left.kind == "derivative":
            return left
    return None
