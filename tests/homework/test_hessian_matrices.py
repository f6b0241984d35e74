"""Answers that give all second derivatives together: a Hessian matrix, or one statement for each."""

from __future__ import annotations

import pytest

from chainrule import check, grade
from chainrule.errors import ReadError

PLANE = "Find the Hessian of f(x, y) = x^2 y"
SPACE = "Find the Hessian of f(x, y, z) = x y^2 z"
FREE = "Find the Hessian of z = y^2 x"
AT = "Find the Hessian of f(x, y) = x^2 y at (1, 2)"
SOME = "f(x, y) = x^2 y, find f_xx and f_yy"
ALL = "f(x, y) = x^2 y. Find all second partial derivatives"

ANSWERS = [
    (PLANE, "[[2y, 2x], [2x, 0]]", True),
    (PLANE, "H_f(x, y) = [[2y, 2x], [2x, 0]]", True),
    (PLANE, r"\begin{pmatrix} 2y & 2x \\ 2x & 0 \end{pmatrix}", True),
    (PLANE, "Matrix([[2*y, 2*x], [2*x, 0]])", True),
    (PLANE, "f_yy = 0, f_xx = 2y, f_xy = 2x", True),
    (PLANE, "f_xx = 2y, f_xy = f_yx = 2x, f_yy = 0", True),
    (PLANE, "(2y, 2x, 0)", True),
    (PLANE, "f_yx = 2x", True),
    (PLANE, "[[2y, 2x], [2y, 0]]", False),
    (PLANE, "[[0, 2x], [2x, 2y]]", False),
    (PLANE, "f_yy = 2y, f_xx = 0, f_xy = 2x", False),
    (PLANE, "(2xy, x^2)", False),
    (PLANE, "f_xx = 2y, f_xy = 2x", None),
    (SPACE, "[[0, 2yz, y^2], [2yz, 2xz, 2xy], [y^2, 2xy, 0]]", True),
    (SPACE, "[[0, 2yz, y^2], [2yz, 2xz, 2x], [y^2, 2x, 0]]", False),
    (SPACE, "[[0, 2yz], [2yz, 2xz]]", False),
    (SPACE, "f_yz = 2xy", True),  # x is in it, although f_x has none
    (SPACE, "f_zy = 2x", False),
    (FREE, "[[2x, 2y], [2y, 0]]", True),
    (FREE, "[[0, 2y], [2y, 2x]]", True),
    (AT, "[[4, 2], [2, 0]]", True),
    (AT, "[[4, 2], [2, 1]]", False),
    (SOME, "f_xx = 2y, f_yy = 0", True),
    (SOME, "f_xx = 2y, f_yy = 1", False),
    (ALL, "f_xx = 2y; f_yy = 0", None),
]


@pytest.mark.parametrize(("problem", "answer", "correct"), ANSWERS)
def test_answers(problem: str, answer: str, correct: bool | None) -> None:
    """Every entry is judged as the second derivative by its row and its column; what is left out is said."""
    assert check(problem, answer).correct is correct


def test_order_is_given() -> None:
    """An order that is given asks for the matrix as well."""
    assert check("f(x, y) = x^2 y", "[[2y, 2x], [2x, 0]]", order=2).correct is True


def test_what_is_said() -> None:
    """The entry that is wrong is shown with its mistake, and the order of rows and columns where it is not the problem's."""
    lines = check(SPACE, "[[0, 2yz, y^2], [2yz, 2xz, 2x], [y^2, 2x, 0]]").lines
    assert [line.text for line in lines if line.status == "wrong"] == ["∂²f/∂y∂z = 2x"] * 2
    assert str(check(FREE, "[[0, 2y], [2y, 2x]]")) == "Right.\nThe rows and columns are by x, y in turn."


def test_some_without_names() -> None:
    """Second derivatives in a list that is not all of them cannot be told apart."""
    with pytest.raises(ReadError, match="cannot be told"):
        check(SOME, "2y, 0")


WORK = [
    (PLANE, "f_x = 2xy\nf_y = x^2\nf_xx = 2y\nf_xy = 2x\nf_yy = 0\nH = [[2y, 2x], [2x, 0]]", True, "rrrrrr"),
    (PLANE, "f_xx = 2y\nf_yx = 2x\nf_yy = 0", True, "rrr"),
    (PLANE, "f_xx = 2x\nf_xy = 2x\nf_yy = 0", False, "wrr"),
    (PLANE, "f_xx = 2y\nf_xy = 2x", None, "rr"),
    (PLANE, "f_xx = 2y\nf_xy = 2x\nf_yy = 0\nH = [[2y, 2x], [2x, 1]]", False, "rrrw"),
    ("f(x, y) = x^2 y; find f_xy", "f_y = x^2\nf_yx = 2x", True, "rr"),
]


@pytest.mark.parametrize(("problem", "work", "correct", "statuses"), WORK)
def test_work(problem: str, work: str, correct: bool | None, statuses: str) -> None:
    """Every second derivative on the way is judged, and the matrix that they make; f_yx is f_xy."""
    verdict = check(problem, work=work)
    assert "".join(line.status[0] for line in verdict.lines) == statuses
    assert verdict.correct is correct


CLASSES = [(PLANE, {"[[2y, 2x], [2x, 0]]": "right", "[[2y, 2x], [2y, 0]]": "wrong"}), ("Hessian of f(x) = x^T A x", {"A + A^T": "right"})]


@pytest.mark.parametrize(("problem", "answers"), CLASSES)
def test_a_class(problem: str, answers: dict[str, str]) -> None:
    """The answers of a class are judged as those of one student are."""
    report = grade([{"student": str(place), "answer": answer} for place, answer in enumerate(answers)], problem)
    assert [mark.outcome for mark in report.marks] == [*answers.values()]
