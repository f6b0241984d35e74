"""Answers and work on f(r(t)) in vectors: ∇f(r(t)) · r′(t)."""

from __future__ import annotations

import pytest
import sympy

from chainrule import check
from chainrule.errors import ReadError

PATH = "f(x, y) = x^2 y, r(t) = (t^2, sin t), find d/dt f(r(t))"
UNITS = "f(x, y) = x^2 y, r(t) = t^2 i + sin t j, find d/dt f(r(t))"
PARTS = "f(x, y) = x^2 y, x = t^2, y = sin t, find df/dt"
SPACE = "f(x, y, z) = x y z, x = t, y = t^2, z = t^3, find df/dt"

ANSWERS = [
    (PATH, "∇f(r(t))·r'(t)", True),
    (PATH, "∇f · r'", True),
    (PATH, r"\nabla f(r(t)) \cdot r'(t)", True),
    (PATH, "(2xy, x²)·(2t, cos t)", True),
    (PATH, "(2xy, x)·(2t, cos t)", False),
    (PATH, "(2t^2 sin t, t^4)·(2t, cos t)", True),
    (PATH, "∇f(r(t)) · (2t, cos t) = 4t^3 sin t + t^4 cos t", True),
    (PATH, "∇f(r(t)) · (2t, cos t) = 4t^3 sin t - t^4 cos t", False),
    (PATH, "|∇f| · |r'|", False),
    (UNITS, "∇f(r(t))·r'(t)", True),
    (PARTS, "∇f·(dx/dt, dy/dt)", True),
    (PARTS, "∇f·(2t, -cos t)", False),
    (SPACE, "(yz, xz, xy)·(1, 2t, 3t^2)", True),
    (SPACE, "(yz, xz, xy)·(1, t, t^2)", False),
]

WORK = [
    (PATH, "∇f = (2xy, x^2)\nr'(t) = (2t, cos t)\nd/dt f(r(t)) = ∇f(r(t))·r'(t) = 4t^3 sin t + t^4 cos t", ["right"] * 5, True),
    (PATH, "∇f = (2xy, 2x)\nr'(t) = (2t, cos t)", ["right", "wrong", "right", "right"], False),
    (PATH, "r'(t) = (2t, -cos t)", ["right", "wrong"], False),
    (PARTS, "df/dt = ∇f·(2t, cos t) = 4t^3 sin t + t^4 cos t", ["right"], True),
]


@pytest.mark.parametrize(("problem", "answer", "correct"), ANSWERS, ids=[f"{problem} | {answer}" for problem, answer, _ in ANSWERS])
def test_answers(problem: str, answer: str, correct: bool) -> None:
    """The gradient along the path times the derivative of the path is the derivative, by components or by the names of both."""
    assert check(problem, answer).correct is correct


@pytest.mark.parametrize(("problem", "work", "statuses", "correct"), WORK)
def test_work(problem: str, work: str, statuses: list[str], correct: bool) -> None:
    """Lines about gradients and paths are judged component by component, and no right one is called wrong."""
    verdict = check(problem, work=work)
    assert [line.status for line in verdict.lines] == statuses
    assert verdict.correct is correct


def test_by_sympy() -> None:
    """The product of the vectors that SymPy works out is right, and is wrong with another sign in one of them."""
    t, x, y = sympy.symbols("t x y")
    for body, path in (("x*y + y**2", ("t**2", "t**3")), ("exp(x)*y", ("sin(t)", "t")), ("x/y", ("t", "1 + t**2"))):
        function, places = sympy.sympify(body), [sympy.sympify(each) for each in path]
        gradient = [str(sympy.diff(function, name)).replace("**", "^") for name in (x, y)]
        slopes = [str(sympy.diff(place, t)).replace("**", "^") for place in places]
        problem = f"f(x, y) = {body}, r(t) = ({', '.join(path)}), find d/dt f(r(t))".replace("**", "^")
        assert check(problem, f"({', '.join(gradient)})·({', '.join(slopes)})").correct is True
        assert check(problem, f"({', '.join(gradient)})·(-({slopes[0]}), {slopes[1]})").correct is False


def test_the_path_itself() -> None:
    """The path in the place of its derivative is not read, and not taken for a product of numbers."""
    with pytest.raises(ReadError):
        check(PATH, "∇f(r(t))·r(t)")
