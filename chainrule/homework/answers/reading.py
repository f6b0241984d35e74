"""The problem that an answer is for, as it is read together with the answer, and what it is differentiated by."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.calculus import Derivation
from chainrule.errors import ChainRuleError
from chainrule.homework.answers.changing import Changing
from chainrule.homework.answers.question import changing_with, problem_in
from chainrule.homework.answers.vector_entries import shows_vectors
from chainrule.problem import Problem
from chainrule.syntax import Limits, read_problem
from chainrule.tree import names, postorder
from chainrule.vectors.whole import before_vectors


def problem_of(text: str, by: tuple[str, ...] | None, limits: Limits) -> tuple[Problem, tuple[str, ...] | None]:
    """Return a problem, and what is differentiated by as the problem spells it."""
    problem = read_problem(text, wrt=by or (), limits=limits)
    spelled = None if by is None else problem.spelled(by)
    return (problem if spelled == by else read_problem(text, wrt=spelled or (), limits=limits)), spelled


def as_answered(problem: Problem, by: tuple[str, ...] | None, answer: str, limits: Limits) -> tuple[Problem, tuple[str, ...] | None]:
    """Return a problem that was read with numbers with the vectors that an answer shows: W x of W^T (δ ⊙ a) is a product of matrix and vector."""
    matrices = [] if problem.vectors.each or not shows_vectors(answer) else before_vectors([each.tree for each in problem.definitions])
    if not matrices:
        return problem, by
    try:
        found = problem_of(f"{problem.text}, where {' and '.join(matrices)} {'is a matrix' if len(matrices) == 1 else 'are matrices'}", by, limits)
    except ChainRuleError:
        return problem, by
    return found if found[0].vectors.each and len(found[0].definitions) == len(problem.definitions) else (problem, by)


def only_asked(problem: Problem | Derivation, by: Sequence[str] | None) -> str:
    """Return what is differentiated by where that is one name: what the text or the caller says, else the only input; "" where it is not."""
    asked = by or problem.wrt
    if not asked and not isinstance(problem, Derivation):
        used = dict.fromkeys(name for each in problem.definitions for name in names(each.tree))
        asked = tuple(used.keys() - {each.name for each in problem.definitions})
        asked = asked if len(asked) == 1 else only_argument(problem)
    return asked[0] if len(asked) == 1 else ""


def only_argument(problem: Problem) -> tuple[str, ...]:
    """Return the arguments of the only defined function that no other definition uses: x of h(x) = f(g(x)), f(u) = log u, g(x) = 2 + cos x."""
    used = {item[1][0] if item[0] == "apply" else item[1] for each in problem.definitions for item in postorder(each.tree) if item[0] in ("apply", "symbol")}
    found = [each.parameters for each in problem.definitions if each.parameters and each.name not in used]
    return found[0] if len(found) == 1 else ()


def changing_in(problem: Problem | Derivation, by: Sequence[str] | None, alone: str) -> Changing | None:
    """Return the quantities that change with ``alone``, what is differentiated by: what an equation gives, or unspecified functions of it."""
    asked = problem_in(problem)
    if asked.equation is None:
        return changing_with(asked, alone)
    names = by or asked.wrt
    return None if not asked.output or len(names) != 1 else Changing((asked.output,), names[0])
