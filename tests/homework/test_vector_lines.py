"""Work on vectors, line by line."""

from __future__ import annotations

import pytest

import chainrule

CURVE = "r(t) = (cos 2t, t^3)"
SCALED = "r(t) = (t, t^2); d/dt (t^2 r(t))"
PRODUCT = "u(t) = (t, t^2); v(t) = (1, t); d/dt (u·v)"
DIRECTION = "Find the directional derivative of f(x, y) = x^2 y at (1, 2) in the direction of v = (3, 4)"

WORK = [
    (CURVE, "r'(t) = (-sin(2t)*2, 3t^2)\n= (-2 sin 2t, 3t^2)", True, ["right", "right"]),
    (CURVE, "x' = -2 sin 2t\ny' = 3t^2\nr'(t) = (-2 sin 2t, 3t^2)", True, ["right", "right", "right"]),
    (CURVE, "x'(t) = -2 sin 2t\ny'(t) = 3t^2", True, ["right", "right"]),
    (CURVE, "x' = -2 sin 2t", None, ["right"]),
    (CURVE, "x' = -sin 2t\ny' = 3t^2", False, ["wrong", "right"]),
    (CURVE, "r'(t) = (-sin 2t, 3t^2)\n= (-sin(2t), 3 t^2)", False, ["wrong", "follows"]),
    (CURVE, "r'(t) = (-sin 2t, 3t^2)\n= (-2 sin(2t), 3 t^2)", False, ["wrong", "right"]),
    (CURVE, "dr/dt = (-2 sin 2t, 3t^2) = (-2 sin 2t, 3t)", False, ["wrong"]),
    ("F(x, y) = (x y, x + y); Jacobian", "J = [[y, x], [1, 1]]", True, ["right"]),
    (SCALED, "d/dt (t^2 r) = 2t r + t^2 r'\n= 2t(t, t^2) + t^2 (1, 2t)\n= (3t^2, 4t^3)", True, ["right"] * 3),
    (SCALED, "d/dt (t^2 r) = 2t r'\n= (2t, 4t^2)", False, ["wrong", "follows"]),
    (PRODUCT, "u' = (1, 2t)\nv' = (0, 1)\nd/dt(u·v) = u'·v + u·v'\n= 1 + 2t^2 + t^2\n= 1 + 3t^2", True, ["right"] * 5),
    (PRODUCT, "u' = (1, t)\nd/dt(u·v) = u'·v + u·v'\n= 1 + 3t^2", False, ["wrong", "right", "right"]),
    (PRODUCT, "d/dt(u·v) = u'·v'\n= 2t", False, ["wrong", "follows"]),
    (DIRECTION, "∇f = (2xy, x^2)\n∇f(1,2) = (4, 1)\nu = (3/5, 4/5)\nD_u f = 4*3/5 + 1*4/5\n= 16/5", True, ["right"] * 5),
    (DIRECTION, "∇f = (2xy, x^2)\n∇f(1,2) = (4, 2)\nD_u f = 16/5", False, ["right", "wrong", "right"]),
    (DIRECTION, "∇f = (2xy, x^2) = (4, 1)\nD_u f = (4,1)·(3,4)/5 = 16/5", True, ["right", "right"]),
    (DIRECTION, "∇f = (2xy, x^2) = (4, 1)\nD_u f = (4,1)·(3,4) = 16", False, ["right", "wrong"]),
    (DIRECTION, "∇f = (2xy, x)\nD_u f = 16/5", False, ["wrong", "right"]),
    (DIRECTION, "v = (3, 4)\nD_u f = 4*3/5 + 1*4/5", True, ["not understood", "right"]),
]


@pytest.mark.parametrize(("problem", "work", "correct", "statuses"), WORK)
def test_lines(problem: str, work: str, correct: bool | None, statuses: list[str]) -> None:
    """Each line about a vector, a component or a number made of vectors is judged; a wrong one that goes on is said to follow."""
    verdict = chainrule.check(problem, work=work)
    assert [line.status for line in verdict.lines] == statuses
    assert verdict.correct is correct


DOTS = {
    "(4,1)·(3,4)/5": True,
    "(4, 1)·(3, 4)/5 = 16/5": True,
    "D_u f = ∇f·u = (4,1)·(0.6,0.8) = 2.4 + 0.8 = 3.2": True,
    "∇f · (3,4)/5 = 16/5": True,
    "(4,1)·(3,4)": False,
    "(4,1)·(3,4)/5 = 17/5": False,
    "∇f · (3,4) = 16": False,
}


@pytest.mark.parametrize(("answer", "correct"), DOTS.items(), ids=DOTS)
def test_dot_products_as_answers(answer: str, correct: bool) -> None:
    """A dot product over a length is a number, and the last side of a chain is judged."""
    assert chainrule.check(DIRECTION, answer).correct is correct


def test_beside_an_answer() -> None:
    """Beside an answer, the lines are judged and the answer counts."""
    verdict = chainrule.check(CURVE, "(-2 sin 2t, 3t^2)", work="x' = -sin 2t")
    assert (verdict.correct, [line.status for line in verdict.lines]) == (True, ["wrong"])


PAIR, UV = "f(x, y) = (x y, x + y^2); find the Jacobian", "u = x^2 - y^2, v = 2x y; find the Jacobian matrix"


@pytest.mark.parametrize(
    ("problem", "work", "statuses"),
    [
        (PAIR, "f1 = x y; ∂f1/∂x = y; ∂f1/∂y = x; ∂f_2/∂x = 1; ∂f_2/∂y = 2y; J = [[y, x], [1, 2y]]", "right right right right right right"),
        (PAIR, "∂f1/∂x = y; ∂f1/∂y = x; ∂f2/∂x = 1; ∂f2/∂y = y; J = [[y, x], [1, y]]", "right right right wrong follows"),
        (PAIR, "f1 = x + y", "wrong"),
        (UV, "u_x = 2x; u_y = -2y; v_x = 2y; v_y = 2x; J = [[2x, -2y], [2y, 2x]]", "right right right right right"),
        (UV, "∂u/∂x = 2x; ∂u/∂y = 2y", "right wrong"),
        ("r(t) = (cos t, sin t, t); find r'(t)", "x = cos t; x' = sin t; y' = cos t; z' = 1; r' = (sin t, cos t, 1)", "right wrong right right follows"),
    ],
)
def test_partial_derivatives_of_components(problem: str, work: str, statuses: str) -> None:
    """Components and their partial derivatives are judged one by one, and what is made of a wrong one follows."""
    assert " ".join(line.status for line in chainrule.check(problem, work=work).lines) == statuses


def test_quantities_beside_the_components_are_no_answers() -> None:
    """A name of the student's own is not understood, but no wrong Jacobian matrix."""
    assert [line.status for line in chainrule.check(PAIR, work="p = x y; J = [[y, x], [1, 2y]]").lines] == ["not understood", "right"]
