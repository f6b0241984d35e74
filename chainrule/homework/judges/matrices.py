"""Answers on derivatives by whole matrices: compared in numbers at several values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from chainrule.calculus import Derivation, differentiate_problem
from chainrule.calculus.matrices.derivation import Matrices, MatrixResult, outer_gradients
from chainrule.errors import ProblemError, ReadError
from chainrule.homework.answers.otherwise import leniently
from chainrule.homework.answers.statements import Reader, Statement
from chainrule.homework.judges.matrix_slips import CLOSE, Compared, Values, found_slip, numbers_of, outer_slips, turned
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.values.equality import Equality
from chainrule.homework.verdict import Mistake, Prose, Verdict
from chainrule.notation.indices import apart
from chainrule.numeric.matrices import Identity, NoValue, alike, is_number, sized, value
from chainrule.numeric.matrix_points import samples
from chainrule.problem import Problem
from chainrule.proof.matrices import verify_matrices
from chainrule.tree import Tree, call, derivative, names, rewrite, symbol
from chainrule.vectors.answers import respelled
from chainrule.vectors.kinds import DET, MATRIX, SCALAR, TRANSPOSED, Kinds, Unfit
from chainrule.vectors.matrices import IDENTITY, kinds_in, normal
from chainrule.vectors.whole import in_signs

POINTS = 6
NO_WORK = "work on derivatives by whole matrices is not followed"


def judge_matrices(
    problem: Problem | Derivation, answer: str | None, by: Sequence[str] | None, output: str | None, reader: Reader, work: str | None
) -> Verdict:
    """Return the verdict on an answer for a derivative by a whole vector, matrix or number.

    Raises ReadError for work, and ProblemError where it is not clear which derivative the answer is.
    """
    if work is not None or answer is None:
        raise ReadError(NO_WORK, hint="hand in the answer alone")
    statement, _ = leniently(reader, answer)
    derivation = problem if isinstance(problem, Derivation) else differentiate_problem(problem, by, output)
    whole = cast("Matrices", derivation)
    given = respelled(derivation.graph.problem, statement.sides[-1])
    return Judge(whole, asked(whole, statement), with_gradients(whole, normal(given))).verdict(Verdict(None, readings=statement.readings))


def asked(whole: Matrices, statement: Statement) -> MatrixResult:
    """Return the result that an answer is for. Raises ProblemError where several could be meant."""
    left = statement.left
    named = left[2][1][1] if left is not None and is_gradient(left) else ""
    results = list(whole.results.values())
    found = [each for each in results if each.wrt == named] or results
    if len(found) > 1:
        choices = ", ".join(each.wrt for each in found)
        hint = f"say which one the answer is: wrt='{found[0].wrt}', on the command line --wrt {found[0].wrt}"
        raise ProblemError(f"the problem has several derivatives, by {choices}", hint=hint)
    return cast("MatrixResult", found[0])


def with_gradients(whole: Matrices, answer: Tree) -> Tree:
    """Return an answer with the gradients by other quantities that stand in it put in: ∂f/∂M."""
    known = {derivative(whole.output, line.by, sign="∂"): line.value for way in whole.ways.values() for line in way.lines[:-1]}
    for _ in range(len(known)):
        answer = rewrite(answer, lambda item: known.get(derivative(item[2][0][1], item[2][1][1], sign="∂"), item) if is_gradient(item) else item)
    return answer


def is_gradient(item: Tree) -> bool:
    """Return whether a node is an unevaluated derivative of a name by a name."""
    return item[0] == "derivative" and len(item[2]) == 2 and all(each[0] == "symbol" for each in item[2])


class Judge:
    """Compares one answer with one result."""

    def __init__(self, whole: Matrices, result: MatrixResult, answer: Tree) -> None:
        self.whole, self.result = whole, result
        problem = whole.graph.problem
        self.symmetric: tuple[str, ...] = problem.vectors.symmetric
        self.kinds: Kinds = kinds_in(problem.vectors)
        self.kinds.of |= whole.kinds
        for name in names(answer):
            self.kinds.of.setdefault(name, SCALAR)
        self.kinds.of.pop(TRANSPOSED.value, None)
        self.answer, self.fault = answer, ""
        try:
            answer = self.kinds.without_each(rewrite(answer, self.determinants))
            self.answer = answer if self.fits(answer) else in_signs(answer, problem.vectors._replace(beside=problem.vectors.beside or SCALAR))
        except Unfit as unfit:
            self.fault = str(unfit)

    def fits(self, answer: Tree) -> bool:
        """Return whether the factors of an answer fit together as they stand, without x · y for x^T y."""
        beside, self.kinds.beside = self.kinds.beside, ""
        try:
            self.kinds.kind(answer)
        except Unfit:
            return False
        finally:
            self.kinds.beside = beside
        return True

    def determinants(self, item: Tree) -> Tree:
        """Return |X| of a matrix as its determinant."""
        return call(DET, *item[2]) if item[:2] == ("call", "abs") and self.kinds.kind(item[2][0]) == MATRIX else item

    def verdict(self, verdict: Verdict) -> Verdict:
        """Return the verdict on the answer."""
        verdict = replace(verdict, asked=self.result.left, expected=self.result.tidy.tree, answer=self.answer)
        verify_matrices(self.whole)
        known = {*self.whole.kinds, TRANSPOSED.value, IDENTITY.value}
        strays = [name for name in names(self.answer) if name not in known]
        if strays:
            component = apart(strays[0])[0] in known
            said = " is a component: the answer is asked for by whole vectors and matrices." if component else " is not in the problem."
            return self.wrong(verdict, "names", (symbol(strays[0]), said))
        if self.fault:
            return self.misfit(verdict, self.fault)
        try:
            pairs = list(self.compared(self.symmetric))
        except Unfit as unfit:
            return self.misfit(verdict, str(unfit))
        if not pairs:
            return replace(verdict, equality=Equality("undecided", method="matrices", note="no values were found at which both have one"))
        if all(alike(mine, right, CLOSE) for _, mine, right in pairs):
            return replace(verdict, correct=True, equality=Equality("equal", method="matrices", points=len(pairs)))
        return self.explained(verdict, pairs)

    def compared(self, symmetric: Sequence[str]) -> Iterator[tuple[Values, Any, Any]]:
        """Yield values, with the answer and the right gradient at them. Raises Unfit where the answer makes no sense."""
        right = self.result.tidy.tree
        for values in samples(self.whole.kinds, [right], symmetric, POINTS, self.whole.equations):
            try:
                yield values, value(self.answer, values), value(right, values)
            except NoValue:
                continue

    def misfit(self, verdict: Verdict, found: str) -> Verdict:
        """Return the verdict on an answer whose factors do not fit together."""
        return self.wrong(verdict, "shapes", (MISTAKES["shapes"].message.format(found=found),))

    def wrong(self, verdict: Verdict, name: str, words: Prose, notes: tuple[Prose, ...] = ()) -> Verdict:
        """Return the verdict on a wrong answer with the mistake behind it."""
        mistake = Mistake(name, self.whole.output, words, (MISTAKES[name].hint.format(function="function"),))
        return replace(verdict, correct=False, equality=Equality("different", method="matrices"), mistakes=(mistake,), notes=notes)

    def explained(self, verdict: Verdict, pairs: Sequence[tuple[Values, Any, Any]]) -> Verdict:
        """Return the verdict on an answer that is not right as it stands."""
        if not all(same_shape(mine, right) for _, mine, right in pairs):
            if all(alike(turned(mine), right, CLOSE) for _, mine, right in pairs):
                note: Prose = ("This is the transpose of the gradient in the shape of ", symbol(self.result.wrt), ", as some texts write derivatives.",)
                return replace(verdict, correct=True, equality=Equality("equal", method="matrices", points=len(pairs)), notes=(note,))
            outer = outer_slips(symbol(self.whole.output), outer_gradients(self.whole, self.result.wrt))
            slip = next(filter(Compared(self.answer, self.result.tidy.tree, self.kinds, pairs).explains, outer), None)
            if slip is not None:
                return self.wrong(verdict, slip.name, slip.words)
            return self.misfit(verdict, f"your answer is {sized(pairs[0][1])}, and the derivative is {sized(pairs[0][2])}")
        if constant := self.where_symmetric(but=self.result.wrt):
            words = f"it is right if {' and '.join(constant)} {'are' if len(constant) > 1 else 'is'} symmetric"
            return replace(verdict, equality=Equality("undecided", method="matrices", note=words))
        trees = [*(tree for _, tree in self.whole.equations), self.result.tidy.tree]
        compared = Compared(self.answer, self.result.tidy.tree, self.kinds, pairs)
        between = outer_gradients(self.whole, self.result.wrt)
        slip = found_slip(compared, self.result.left, numbers_of(trees, self.whole.kinds), between)
        notes: tuple[Prose, ...] = ()
        if square := self.where_symmetric():
            notes = (("It would be right if ", " and ".join(square), f" {'were' if len(square) > 1 else 'was'} symmetric."),)
        if slip is not None:
            return self.wrong(verdict, slip.name, slip.words, notes)
        return replace(verdict, correct=False, equality=Equality("different", method="matrices"), notes=notes)

    def where_symmetric(self, but: str = "") -> list[str]:
        """Return the square matrices that are not said to be symmetric, without one of them, if the answer is right where they are."""
        defined = {name for name, _ in self.whole.equations}
        shapes = next(iter(samples(self.whole.kinds, [self.result.tidy.tree], self.symmetric, 1, self.whole.equations)), {})
        given = [name for name, kind in self.whole.kinds.items() if kind == MATRIX and name not in (*defined, *self.symmetric, but)]
        square = [name for name in given if name in shapes and shapes[name].shape[0] == shapes[name].shape[1]]
        pairs = list(self.compared((*self.symmetric, *square))) if square else []
        return square if pairs and all(alike(mine, right, CLOSE) for _, mine, right in pairs) else []


def same_shape(one: Any, other: Any) -> bool:
    """Return whether two values are as large as each other; the identity is as large as any square matrix."""
    if isinstance(one, Identity) or isinstance(other, Identity):
        return all(isinstance(each, Identity) or (not is_number(each) and each.shape[0] == each.shape[1]) for each in (one, other))
    return bool(getattr(one, "shape", ()) == getattr(other, "shape", ()))
