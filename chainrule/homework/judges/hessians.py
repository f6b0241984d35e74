"""Answers for second derivatives by a vector: a whole matrix, A + A^T, or one component of it, A_ij + A_ji."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chainrule.errors import ProblemError
from chainrule.finite_sums import at_index
from chainrule.homework.answers.index_cases import with_delta
from chainrule.homework.answers.question import Question, ask
from chainrule.homework.judges.sum_mistakes import as_given
from chainrule.homework.values.equality import Equality, equal
from chainrule.homework.verdict import Verdict
from chainrule.notation.indices import apart
from chainrule.problem import Problem, Vector
from chainrule.tree import Tree, names, postorder, rewrite, symbol
from chainrule.vectors.answers import entries_by_components
from chainrule.vectors.components import another_index, indexed
from chainrule.vectors.kinds import Unfit
from chainrule.vectors.matrices import IDENTITY

Judge = Callable[..., Verdict]  # what judges an answer to one question


def second_derivatives(question: Question, verdict: Verdict, answer: Tree, tolerance: float | None, judge: Judge) -> Verdict | None:
    """Return the verdict on second derivatives by a vector that are given as a matrix, or by two indices; None for another answer."""
    try:
        entries = by_entries(question, answer)
    except Unfit as unfit:
        return replace(verdict, equality=Equality("undecided", method="indices", note=str(unfit)))
    if entries is None:
        note = "the second derivatives by two different components cannot be told apart from the others"
        return replace(verdict, equality=Equality("undecided", method="indices", note=note))
    found = [judge(entry, tree, (), tolerance, explain=False) for entry, tree in entries]
    if not found:
        return None
    if question.problem.vectors.symmetric:
        found = [where_symmetric(entry, tree, each, tolerance) for (entry, tree), each in zip(entries, found, strict=True)]
    worst = next((each for state in (False, None) for each in found if each.correct is state), found[0])
    return replace(verdict, correct=worst.correct, asked=worst.asked, expected=worst.expected, equality=worst.equality)


def where_symmetric(entry: Question, tree: Tree, found: Verdict, tolerance: float | None) -> Verdict:
    """Return the verdict on a component in which A_ij and A_ji of a symmetric matrix are the same; inside of sums that is not told."""
    if found.correct is not False:
        return found
    right, answer = (with_symmetry(each, entry.problem) for each in (entry.result.tidy.tree, tree))
    equality = equal(right, answer, tolerance=tolerance)
    if equality.correct is False and any(item[0] == "sum" for each in (right, answer) for item in postorder(each)):
        equality = Equality("undecided", method="indices", note="a symmetric matrix stands in a sum")
    return replace(found, correct=equality.correct, equality=equality)


def by_entries(question: Question, answer: Tree) -> list[tuple[Question, Tree]] | None:
    """Return what an answer claims of a second derivative by a vector: by two of its components, and twice by one; nothing for another question.

    None where it cannot be told by components. Raises Unfit where the vectors in it do not fit together.
    """
    vector = vector_of(question)
    if vector is None:
        return []
    own = vector.indices[0]
    used, bound = names(answer), {item[1] for item in postorder(answer) if item[0] == "sum"}
    vectors = {each.name: each for each in question.problem.vectors.each}
    if not {IDENTITY[1], *vectors}.isdisjoint(used):
        other = another_index((question.result.wrt, *used))
        if not other or (second := mixed(question, vector, other)) is None:
            return None
        across, along = entries_by_components(question.problem, question.result.of, question.result.wrt, other, answer)
        return [(second, across), (question, along)]
    if (cases := with_delta(answer, sorted(question.known))) is not None:
        other = next((letter for letter in cases.letters if letter != own), "")
        if own not in cases.letters or not other or (second := mixed(question, vector, other)) is None:
            return None
        return [(second, cases.other), (question, at_index(cases.same, other, own))]
    letters = {letter for base, index in map(apart, used) if base in vectors for letter in index if letter.isalpha()} - bound - {own}
    if len(letters) != 1:
        return []
    second = mixed(question, vector, letters.pop())
    return None if second is None else [(second, answer)]


def vector_of(question: Question) -> Vector | None:
    """Return the vector that is differentiated by twice, by the same component; None in another question."""
    by = question.result.by
    if question.derivation.order != 2 or len(by) != 2 or by[0] != by[1]:
        return None
    return next((each for each in question.problem.vectors.each if each.asked[0] == by[0] and len(each.indices) == 1), None)


def mixed(question: Question, vector: Vector, letter: str) -> Question | None:
    """Return the question of the derivative by two components of a vector; None where they cannot be told apart."""
    both = (question.result.by[0], indexed(vector.name, [letter]))
    try:
        return ask(as_given(question.problem)._replace(wrt=both, order=2, mixed=True), None, question.derivation.root)
    except ProblemError:
        return None


def with_symmetry(tree: Tree, problem: Problem) -> Tree:
    """Return a tree with one name for A_ij and A_ji of a symmetric matrix."""

    def ordered(item: Tree) -> Tree:
        base, index = apart(item[1]) if item[0] == "symbol" else ("", "")
        return symbol(indexed(base, sorted(index))) if base in problem.vectors.symmetric and len(index) == 2 else item

    return rewrite(tree, ordered)
