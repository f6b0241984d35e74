"""Answers that are the gradient of one quantity: an entry for each input, in any brackets."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ProblemError

PLANE = "f(x, y) = x^2 + 3y, ∇f"
SPACE = "f(x, y, z) = x y z; find the gradient of f"
POINT = "f(x, y) = x^2 + 3y; find grad f at (3, 1)"
OPEN = "f = y^2 + 3x"  # which leaves the order of x and y open

RIGHT = [
    (PLANE, "(2x, 3)"),
    (PLANE, "∇f = <2x, 3>"),
    (PLANE, "[2x, 3]"),
    (PLANE, "2x, 3"),
    (PLANE, r"\nabla f = \begin{pmatrix} 2x \\ 3 \end{pmatrix}"),
    (PLANE, "2x i + 3 j"),
    (PLANE, "3 j + 2x i"),
    (SPACE, "(yz, xz, xy)"),
    (SPACE, "yz i + xz j + xy k"),
    ("f(x, y) = x - y; ∇f", "i - j"),
    (POINT, "(6, 3)"),
    (POINT, "6,3"),
    (POINT, "(2x, 3)"),
    (OPEN, "(3, 2y)"),
    (OPEN, "(2y, 3)"),
    (PLANE, "∂f/∂x = 2x"),
]
WRONG = [
    (PLANE, "(2x, 4)", ["right", "wrong"], "constant-kept"),
    (PLANE, "(3, 2x)", ["wrong", "wrong"], "wrong-variable"),
    (PLANE, "2x i - 3 j", ["right", "wrong"], "sign"),
    (PLANE, "(2x, 3, 0)", [], "components"),
    (SPACE, "(yz, x, xy)", ["right", "wrong", "right"], "constant-differentiated"),
    (POINT, "(6, 4)", ["right", "wrong"], "constant-kept"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right(problem: str, answer: str) -> None:
    """A gradient is right with every entry right, in the order of the arguments; where there are none, in any."""
    assert chainrule.check(problem, answer).correct is True


@pytest.mark.parametrize(("problem", "answer", "statuses", "mistake"), WRONG)
def test_wrong(problem: str, answer: str, statuses: list[str], mistake: str) -> None:
    """A gradient with a wrong entry is wrong, and the entry is told."""
    verdict = chainrule.check(problem, answer)
    assert (verdict.correct, verdict.mistakes[0].name) == (False, mistake)
    assert [line.status for line in verdict.lines] == statuses


def test_by_names_in_turn() -> None:
    """By several names that the caller gives, the entries are in their order; forms are asked of every entry."""
    assert chainrule.check(OPEN, "(3, 2y)", ("x", "y")).correct is True
    assert chainrule.check(OPEN, "(2y, 3)", ("x", "y")).correct is False
    assert chainrule.check("f(x, y) = (x + 1)^2 + y; ∇f", "(2(x + 1), 1)", form="factored").correct is True
    assert chainrule.check("f(x, y) = (x + 1)^2 + y; ∇f", "(2x + 2, 1)", form="factored").correct is not True


def test_one_derivative_of_several() -> None:
    """An expression alone, where there are several derivatives, is asked which one it is."""
    with pytest.raises(ProblemError, match=r"by x, y\nwrite ∂f/∂x = …, or say which one it is: wrt='x', on the command line --wrt x"):
        chainrule.check(PLANE, "2x")


def test_a_vector_is_no_derivative() -> None:
    """Where one derivative is asked for, a vector is refused."""
    with pytest.raises(chainrule.ChainRuleError, match="comma"):
        chainrule.check("y = log(x, 2)", "(1, 2)")


def test_a_class() -> None:
    """A class is asked for a gradient as one student is."""
    report = chainrule.grade([("Ada", "(2x, 3)"), ("Ben", "<2x, 4>"), ("Cy", "2x i + 3 j"), ("Di", "2x")], PLANE)
    assert [mark.outcome for mark in report.marks] == ["right", "wrong", "right", "unreadable"]
