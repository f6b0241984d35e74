"""Answers to problems that ask for the derivative at a point."""

from __future__ import annotations

import pytest

from chainrule import check
from chainrule.notation import unicode
from chainrule.syntax import read_problem
from chainrule.tree import number

PATH = "z = x^2 y, x = sin t, y = cos t. Find the value of dz/dt when t = 0"

POINTS = {
    "y = x^2, x = 3": {"x": 3},
    PATH: {"t": 0},
    "f(x) = x^3, f'(2)": {"x": 2},
    "y = x^3; y'(2)": {"": 2},
    "f(x) = x^5, f^(3)(2)": {"x": 2},
    "u = x^4 y where x = r s, y = r s^2, find ∂u/∂s when r = 2, s = 1": {"r": 2, "s": 1},
    "f(x, y) = x^2 y. Find the derivative at the point (1, 2)": {"x": 1, "y": 2},
    r"y = x^2, \left.\frac{dy}{dx}\right|_{x=3}": {"x": 3},
    "y = x^2; dy/dx|_{x=3}": {"x": 3},
    r"f(x, y) = x^2 y, \left.\frac{\partial f}{\partial x}\right|_{(1,2)}": {"x": 1, "y": 2},
    "y = |x_{1}|": {},
    "f(x, y) = x^2 y. Find f_x(1, 2)": {"x": 1, "y": 2},
    "y = x^n, n = 3": {},
    "y = x^2 + 1": {},
}


@pytest.mark.parametrize(("problem", "point"), POINTS.items(), ids=POINTS)
def test_read(problem: str, point: dict[str, int]) -> None:
    """A point is read from words, from f'(2) and from values that are given."""
    assert dict(read_problem(problem).point) == {name: number(value) for name, value in point.items()}


@pytest.mark.parametrize(
    ("problem", "right", "wrong"),
    [
        ("y = x^2, x = 3", ("6", "2x", "dy/dx = 6", "2*3"), ("5", "3x", "-6")),
        (PATH, ("0", "2 sin t cos(t)^2 - sin(t)^3"), ("1", "-1", "sin t")),
        ("f(x) = sin(x^2), f'(2)", ("4cos(4)", "-2.6146", "f'(2) = 4 cos 4", "2x cos(x^2)", "f'(x) = 2x, f'(2) = 4cos 4"), ("cos(4)", "f'(2) = 4", "-2.4")),
        ("y = k x^2 at x = 2", ("4k", "2k x"), ("4", "2k")),
        ("y = x^2 c, find dy/dx at x = 3, c = 2", ("12", "4x", "6c", "2x c"), ("6x", "5x", "12c")),
        ("P V = n R T, n = 1, T = 300, find dP/dV", ("-300R/V^2", "-P/V", "-R T/V^2"), ("300R/V^2", "-R/V^2", "-300/V^2")),
        ("x^2 + y^2 = 25, y = 4, find dy/dx", ("-x/4", "-x/y"), ("x/4", "-4/x")),
    ],
)
def test_answers(problem: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    """The value there is right, the derivative in general too, and with some of the values put in."""
    wrt = "x" if "k" in problem else None
    assert [answer for answer in right if check(problem, answer, wrt=wrt).correct is not True] == []
    assert [answer for answer in wrong if check(problem, answer, wrt=wrt).correct is not False] == []


def test_without_a_point() -> None:
    """Where no point is asked for, a value is no answer."""
    assert check("y = x^2", "6").correct is False
    assert check("f(x) = x^3", "f'(2) = 12").correct is False


@pytest.mark.parametrize(
    ("problem", "work", "statuses"),
    [
        (PATH, "dx/dt = cos t\ndy/dt = -sin t\nt = 0\nx = sin 0 = 0\ny = cos(0) = 1\ndz/dt = 2*0*1*1 + 0^2*0 = 0", "right right right right right right"),
        ("y = x^2 at x = 3", "dy/dx = 2x\n= 2*3\n= 5", "right right wrong"),
        ("y = (2x+1)^3", "y' = 6(2x+1)^2\ny'(1) = 54\ny'(0) = 7", "right right wrong"),
        ("y = (2x+1)^3 at x = 1", "u = 2x + 1\nu = 3\ndy/dx = 3*9*2 = 54", "right right right"),
        ("y = (2x+1)^3 at x = 3", "u = 2x+1\nu = 7\ndy/du = 3u^2 = 147\ndu/dx = 2\ndy/dx = 147*2 = 294", "right right right right right"),
        ("y = (2x+1)^3 at x = 3", "x = 3\nu = 2x+1 = 7\ndy/du = 3u^2 = 147\ndu/dx = 3\ndy/dx = 147*3", "right right right wrong follows"),
    ],
)
def test_work(problem: str, work: str, statuses: str) -> None:
    """Values at the point are compared there, also of quantities on the way."""
    verdict = check(problem, work=work)
    assert [line.status for line in verdict.lines] == statuses.split()
    assert verdict.correct is ("wrong" not in statuses)


@pytest.mark.parametrize(
    ("problem", "answer", "name"),
    [
        ("f(x) = x^3, find f'(2)", "8", "not-differentiated"),
        ("f(x) = x^3, find f'(2)", "-12", "sign"),
        ("f(x) = ln(2x + 1), find f'(1)", "1/3", "missing-inner-derivative"),
        ("f(x) = ln(2x + 1), find f'(1)", "0.333", "missing-inner-derivative"),
        ("f(x) = sqrt(x), f'(4)", "1/2", "lost-coefficient"),
        ("a = σ(z), z = 0, da/dz", "0.5", "not-differentiated"),
        ("f(x) = e^(3x). Find f'(0)", "1", None),  # e^(3x) at 0, but also e^(3x) without the inner derivative
        ("f(x) = e^(3x). Find f'(0)", "17", None),
    ],
)
def test_mistakes(problem: str, answer: str, name: str | None) -> None:
    """A wrong value is explained where one mistake alone gives it."""
    mistake = check(problem, answer).mistake
    assert (mistake and mistake.name) == name


def test_a_wrong_answer_in_general_is_refuted_at_the_point():
    """An answer with the variable in it is shown wrong where the problem asks, and one that is right there alone says so."""
    assert str(check("y = x^3. Find dy/dx at x = 2", "x^2")).startswith("Not equal.  At x = 2 the derivative is 12; your answer gives 4.")
    verdict = check("y = x^3. Find dy/dx at x = 2", "6x")
    assert verdict.correct is False
    assert "It is right at x = 2 alone." in str(verdict)


@pytest.mark.parametrize(
    ("problem", "answer", "correct"),
    [
        ("f(x) = x^3", "f'(2) = 12", False),
        ("f(x) = x^3", "f'(2) = 13", False),
        ("f(x) = x^3, find f''(x)", "f''(2) = 12", False),
        ("f(x) = x^3", "f'(2) = 3x^2", True),
        ("f(x) = 3x", "f'(2) = 3", True),
        ("f(x) = x^3, find f'(2)", "f'(2) = 12", True),
    ],
)
def test_value_alone(problem: str, answer: str, correct: bool) -> None:
    """The right value at one point is not the derivative that is asked for, but it is said to be right, and a wrong one is compared there."""
    verdict = check(problem, answer)
    assert verdict.correct is correct
    wrong = "Not equal.  The derivative is 12; your answer gives 13."
    if not correct:
        assert str(verdict).startswith(wrong if "13" in answer else "The value is right, but not the form.")


def test_an_answer_with_some_values_put_in_is_said_to_be_right_there_alone() -> None:
    """e^y is ∂f/∂y of x·e^y where x = 1, and the verdict says that it is so there alone; of a number it says the whole point."""
    problem = "f(x, y) = x e^y. Find f_y(1, 2)"
    (note,) = check(problem, "e^y", wrt="y").notes
    assert "x = 1 alone" in text_of(note)
    (note,) = check(problem, "e^2", wrt="y").notes
    assert "x = 1, y = 2" in text_of(note)


def text_of(note: tuple[object, ...]) -> str:
    """Return a note as plain text."""
    return "".join(piece if isinstance(piece, str) else unicode(piece) for piece in note)
