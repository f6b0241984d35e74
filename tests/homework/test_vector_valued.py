"""Answers for functions with several components: entry by entry, in any brackets."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError

CURVE = "r(t) = (cos t, sin t, t^2)"
FIELD = "F(x, y) = (x^2 y, 5x + sin y)"
SYSTEM = "x = r cos θ; y = r sin θ; find the Jacobian"
TALL = "F(x, y) = (x y, x + y, x^2)"

RIGHT = [
    (CURVE, "(-sin t, cos t, 2t)"),
    (CURVE, "<-sin t, cos t, 2t>"),
    (CURVE, "r'(t) = ⟨-sin t, cos t, 2t⟩"),
    (CURVE, r"$\mathbf{r}'(t) = \langle -\sin t, \cos t, 2t\rangle$"),
    (CURVE, r"\begin{pmatrix} -\sin t \\ \cos t \\ 2t \end{pmatrix}"),
    (CURVE, r"-\sin t\,\mathbf{i} + \cos t\,\mathbf{j} + 2t\,\mathbf{k}"),
    (CURVE, "-sin(t)i + cos(t)j + 2tk"),
    (CURVE, r"-\sin t \hat i + \cos t \hat j + 2t \hat k"),
    (CURVE, "[[-sin t], [cos t], [2t]]"),
    (CURVE, "Matrix([-sin(t), cos(t), 2*t])"),
    (CURVE, "-sin t, cos t, 2t"),
    (CURVE, "x' = -sin t, y' = cos t, z' = 2t"),
    (FIELD, "[[2xy, x^2], [5, cos y]]"),
    (FIELD, "J_F(x, y) = ((2xy, x^2), (5, cos y))"),
    (FIELD, "[2xy, x^2; 5, cos y]"),
    (FIELD, r"J = \begin{bmatrix} 2xy & x^2 \\ 5 & \cos y \end{bmatrix}"),
    (FIELD, r"\left[\begin{array}{cc} 2xy & x^2 \\ 5 & \cos y \end{array}\right]"),
    (FIELD, "∂F/∂x = (2xy, 5)"),
    (FIELD, r"\frac{\partial F}{\partial y} = (x^2, \cos y)"),
    (FIELD, "∇F1 = (2xy, x^2), ∇F2 = (5, cos y)"),
    (FIELD, "[[2xy, 5], [x^2, cos y]]^T"),
    (TALL, "[[y, x], [1, 1], [2x, 0]]"),
    ("F(u, v) = (u^2 - v, u v); u = x + y; v = x y", "[[2u - y, 2u - x], [v + u y, v + u x]]"),
    (SYSTEM, "[[cos θ, -r sin θ], [sin θ, r cos θ]]"),
    (SYSTEM, "r"),
    ("Find the Jacobian determinant of x = u^2 - v^2, y = 2 u v", "4(u^2 + v^2)"),
    ("r(t) = (cos 2t, e^(3t)); find r''(t)", "(-4 cos 2t, 9 e^(3t))"),
    ("r(t) = (t^2, t^3); find r'(2)", "(4, 12)"),
    ("r(t) = (t^2, t^3); find r'(2)", "(2t, 3t^2)"),
]

WRONG = [
    (CURVE, "(sin t, cos t, 2t)", ["sign"]),
    (CURVE, "(-sin t, cos t, t)", ["lost-coefficient"]),
    (CURVE, "(-sin t, cos t)", ["components"]),
    (CURVE, "-sin t", ["components"]),
    (FIELD, "[[2xy, 5], [x^2, cos y]]", ["transposed"]),
    (TALL, "[[y, 1, 2x], [x, 1, 0]]", ["transposed"]),
    (TALL, "[[y, 1, 2x], [x, 1, 1]]", ["components"]),
    (FIELD, "[[2xy, x^2], [5, sin y]]", ["not-differentiated"]),
    (FIELD, "[[2x, x^2], [5, -cos y]]", ["lost-coefficient", "sign"]),
    (FIELD, "∂F/∂x = (2xy, cos y)", ["wrong-variable"]),
    ("r(t) = (e^(t^2), ln t)", "(e^(t^2), 1/t)", ["missing-inner-derivative"]),
    ("r(t) = (cos 2t, e^(3t)); find r''(t)", "(-2 sin 2t, 9 e^(3t))", ["wrong-order"]),
    (SYSTEM, "r^2", ["components"]),
]

UNREAD = [
    (CURVE, "r' = (-sin t, cos t, 2t), r'' = (-cos t, -sin t, 2)", "several statements"),
    (FIELD, "[[2xy, x^2], [5]]", "a comma has no place"),
    ("r(t) = (t/2, 3t/2)", "(0,5, 1,5)", "a comma stands between digits"),
    ("r(t) = (t^2, t^3)", "2t i", "'i' is not in the problem"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT, ids=[answer for _, answer in RIGHT])
def test_right_answers(problem: str, answer: str) -> None:
    """A vector or a matrix is right in any brackets if every entry is."""
    assert chainrule.check(problem, answer).correct is True


@pytest.mark.parametrize(("problem", "answer", "mistakes"), WRONG, ids=[answer for _, answer, _ in WRONG])
def test_wrong_answers(problem: str, answer: str, mistakes: list[str]) -> None:
    """What is wrong is named: the entry with its mistake, swapped rows and columns, or the number of components."""
    verdict = chainrule.check(problem, answer)
    assert verdict.correct is False
    assert [mistake.name for mistake in verdict.mistakes] == mistakes


@pytest.mark.parametrize(("problem", "answer", "message"), UNREAD, ids=[answer for _, answer, _ in UNREAD])
def test_answers_that_are_not_read(problem: str, answer: str, message: str) -> None:
    """An answer that may mean something else is refused, not called wrong."""
    with pytest.raises(ReadError, match=message):
        chainrule.check(problem, answer)


def test_every_entry_has_a_line() -> None:
    """Each entry of a wrong answer is told apart, and the others do not lend it their names."""
    verdict = chainrule.check(CURVE, "(sin t, cos t, 2t)")
    assert [(line.text, line.status) for line in verdict.lines] == [("dr₁/dt = sin t", "wrong"), ("dr₂/dt = cos t", "right"), ("dr₃/dt = 2t", "right")]
    assert verdict.lines[0].message == "A sign is wrong: the derivative of cos(t) is −sin(t)."
    assert str(chainrule.formula.Formula(verdict.expected)) == "(-sin(t), cos(t), 2*t)"


def test_one_component() -> None:
    """A component alone is judged like any other quantity, with its work."""
    assert chainrule.check(CURVE, "-sin t", output="r_1").correct is True
    assert chainrule.check(CURVE, "2t", output="r_3", work="2t").correct is True


SPHERE = "x = ρ sin φ cos θ; y = ρ sin φ sin θ; z = ρ cos φ; find the Jacobian"
BY_THETA = "[[sin φ cos θ, -ρ sin φ sin θ, ρ cos φ cos θ], [sin φ sin θ, ρ sin φ cos θ, ρ cos φ sin θ], [cos φ, 0, -ρ sin φ]]"


def test_an_order_that_is_left_open() -> None:
    """Where nothing says the order of the inputs, the columns may stand in any, and the sign of the determinant is open."""
    verdict = chainrule.check(SPHERE, BY_THETA)
    assert verdict.correct is True
    assert verdict.notes == (("The columns are by ρ, θ, φ in turn.",),)
    assert chainrule.check(SPHERE, "ρ^2 sin φ").correct is True
    assert chainrule.check(SPHERE, "-ρ^2 sin φ").correct is None
    assert chainrule.check(SPHERE, "ρ^2 cos φ").correct is False
    assert chainrule.check("u = y x^2; v = x + y; find the Jacobian", "[[2xy, x^2], [1, 1]]").correct is True


def test_an_order_that_is_said() -> None:
    """The arguments of a function, and what is asked, say the order of the columns."""
    assert chainrule.check(FIELD, "[[x^2, 2xy], [cos y, 5]]").correct is False
    assert chainrule.check("x = u^2 - v^2; y = 2 u v; ∂(x, y)/∂(v, u)", "[[2u, -2v], [2v, 2u]]").correct is False
    assert chainrule.check("x = u^2 - v^2; y = 2 u v; ∂(x, y)/∂(v, u)", "-4u^2 - 4v^2").correct is True
    assert chainrule.check("x = u^2 - v^2; y = 2 u v; ∂(x, y)/∂(v, u)", "4u^2 + 4v^2").correct is False
