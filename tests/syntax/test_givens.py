"""Values that a text gives of unspecified functions."""

from __future__ import annotations

import pytest

from chainrule.errors import ReadError
from chainrule.notation import text
from chainrule.syntax import read_problem

GIVENS = {
    "F(x) = f(g(x)), g(3) = 6, g'(3) = 4, f'(6) = 7. Find F'(3).": {"g(3)": "6", "g'(3)": "4", "f'(6)": "7"},
    "Suppose f(2) = 3 and f'(2) = 5. If h(x) = f(x)^3, find h'(2).": {"f(2)": "3", "f'(2)": "5"},
    "y = f(x^2 + 1) where f'(5) = 3; find dy/dx at x = 2": {"f'(5)": "3"},
    "Suppose f ′(2) = −2. If h(x) = 5f(x), find h′(2).": {"f'(2)": "-2"},
    r"Let $h(x)=f(g(x))$ with $g(2)=5$, $g^{\prime}(2)=3$ and $f'(5)=-4$. Find $h'(2)$.": {"g(2)": "5", "g'(2)": "3", "f'(5)": "-4"},
    "y = f(x), f''(2) = 1/3, f^(4)(2) = 5, f^{(5)}(2) = 0": {"f''(2)": "1/3", "f''''(2)": "5", "f'''''(2)": "0"},
    "P(x) = p(q(x)), q(1) = 2, q'(1) = 3, p'(2) = 5": {"q(1)": "2", "q'(1)": "3", "p'(2)": "5"},
    "y = u(x) v(x), u(0) = 5, v(0) = -1": {"u(0)": "5", "v(0)": "-1"},
    "z = f(x, y), x = t^2, y = 3t, f_x(4, 6) = 5, f_y(4,6) = -2": {"f^(1,0)(4, 6)": "5", "f^(0,1)(4, 6)": "-2"},
    "z = f(x, y), ∂f/∂x(4, 6) = 5, f_xy(4, 6) = 2, f^(0,2)(4, 6) = 1": {"f^(1,0)(4, 6)": "5", "f^(1,1)(4, 6)": "2", "f^(0,2)(4, 6)": "1"},
    r"$z = f(x,y)$, $\frac{\partial f}{\partial x}(4,6) = 5$, $f_{y}(4,6)=2$": {"f^(1,0)(4, 6)": "5", "f^(0,1)(4, 6)": "2"},
    "z = f(x^2, 3y), f_1(4, 6) = 5, f_2(4, 6) = 2": {"f^(1,0)(4, 6)": "5", "f^(0,1)(4, 6)": "2"},
    "F(x) = f(g(x)), f'(√2) = 1/3, g(π) = √2": {"f'(sqrt(2))": "1/3", "g(pi)": "sqrt(2)"},
    "F(x) = f(g(x)), f(2) = 3, f(2) = 3": {"f(2)": "3"},
    "F(x) = f(g(x)), f(e) = 1, f'(e) = 2": {"f(e)": "1", "f'(e)": "2"},
    "f(e) = e^2": {},
    "f(a) = 3": {},
}


@pytest.mark.parametrize(("typed", "givens"), GIVENS.items(), ids=GIVENS)
def test_read(typed: str, givens: dict[str, str]) -> None:
    """A function, or a derivative of it, at numbers is a given value, in every notation."""
    assert {text(each.place): text(each.value) for each in read_problem(typed).known} == givens


def test_function_by_its_values() -> None:
    """A letter of which values are given is a function, whatever else it could be."""
    (definition,) = read_problem("P(x) = p(2x) + 1, p'(2) = 5").definitions
    assert text(definition.tree) == "p(2*x) + 1"


BARE = {
    "y = u v, u(0) = 5, v(0) = 1": "u(x)*v(x)",
    "u(0) = 5, v(0) = 1, d/dt (uv)": "u(t)*v(t)",
    "z = x^2 y, x(1) = 2, y(1) = 5, dz/dt": "x(t)^2*y(t)",
    "h = f∘g, g(3) = 6, f'(6) = 7": "f(g(x))",
    "y = f^2 + x f^(2)(x) + f^2(x) + 3f, f(0) = 5": "f(x)^2 + x*f''(x) + f(x)^2 + 3*f(x)",
    "Suppose u and v are functions of x, u(0) = 5, v(0) = 1. Find d/dx (uv) at x = 0": "u(x)*v(x)",
    "Let f and g be differentiable functions with f(2) = 3, g(2) = 5. If h(x) = f(x)/g(x), find h'(2).": "f(x)/g(x)",
}


@pytest.mark.parametrize(("typed", "read"), BARE.items(), ids=BARE)
def test_without_argument(typed: str, read: str) -> None:
    """A function of which values are given needs no argument where it stands."""
    (definition,) = read_problem(typed).definitions
    assert text(definition.tree) == read


COMBINED = {
    "f(5) = 1, f'(5) = 6, g(5) = -3, g'(5) = 2. Find (fg)'(5)": ("f(x)*g(x)", 1, "5"),
    "Suppose f(5) = 1 and g(5) = -3. Find (3f/g)'(5).": ("3*f(x)/g(x)", 1, "5"),
    r"$g(3) = 6$, $f'(6) = 7$. Find $(f \circ g)^{\prime}(3)$.": ("f(g(x))", 1, "3"),
    "(f∘g)''(3)": ("f(g(x))", 2, "3"),
    "h(x) = x^2, g(x) = sin x, find (hg)'(2)": ("h(x)*g(x)", 1, "2"),
}


@pytest.mark.parametrize(("typed", "read"), COMBINED.items(), ids=COMBINED)
def test_combined(typed: str, read: tuple[str, int, str]) -> None:
    """(fg)'(5) asks for the derivative of a combination of functions at a point."""
    problem = read_problem(typed)
    (definition,) = (each for each in problem.definitions if each.name == problem.output)
    assert (text(definition.tree), problem.order, text(dict(problem.point)["x"])) == read


POINTS = {
    "y = f(x^2+1). Find dy/dx at x = 2 given that f'(5) = 3": "2",
    "Find dy/dx at x = 2.5, where y = f(2x) and f'(5) = 3.": "2.5",
    "y = f(x^2+1). Find dy/dx at x = 2. Suppose f'(5) = 3.": "2",
}


@pytest.mark.parametrize(("typed", "point"), POINTS.items(), ids=POINTS)
def test_point_before_values(typed: str, point: str) -> None:
    """The point may be said before the values."""
    problem = read_problem(typed)
    assert ({name: text(value) for name, value in problem.point}, len(problem.known)) == ({"x": point}, 1)


REFUSED = {
    "f(5) = 1, f'(5) = 6, g(5) = -3, g'^{-1}(5) = 2. Find (fg)'(5)": ("'g'^{-1}' is no function whose value may be given", "g'^{-1}"),
    "F(x) = f(g(x)), f(2) = ": ("nothing stands after the =", "="),
    "F(x) = f(g(x)), f(x) = 3, f(2) = 5": ("'f' is defined by a formula, so no value of it can be given", "f(2)"),
    "F(x) = f(g(x)), F'(3) = 28": ("'F' is defined by a formula, so no value of it can be given", "F'(3)"),
    "F(x) = f(g(x)), f(2) = 3, f(2) = 4": ("a second value at the same place", "f(2) = 4"),
    "F(x) = f(g(x)), g(3) = 6a": ("a given value must be a number", "6a"),
    "F(x) = f(g(x)), g(3) = g(2)": ("a given value must be a number", "g(2)"),
    "y = sin(x), sin(2) = 3": ("sin is a known function, so no value of it can be given", "sin"),
    "y = x^2, g(3) = 6": ("nothing applies the function 'g'", "g(3) = 6"),
    "y = v(x), u(0) = 5": ("nothing applies the function 'u'", "u(0) = 5"),
    "f(2) = g(2) = 3, h(x) = f(x) g(x)": ("a second = where a value is given", "="),
    "z = f(x, y), f'(4, 6) = 3": ("'f' has 2 arguments, and by which one this differentiates is not said", "f'"),
    "z = f(x, y), f(4) = 3": ("'f' has 2 arguments elsewhere, and 1 here", "f(4)"),
    "z = f(x, y), f_t(4, 6) = 3": ("what f is differentiated by is none of its arguments", "f_t"),
    "y = f(x), f^(1,0)(4) = 3": ("this does not say how often the function is differentiated", "f^(1,0)"),
    "g(3) = 6, g'(3) = 4": ("there is nothing to differentiate", ""),
    "F(x) = f(g(x)), f'(a) = 3": ("a derivative stands left of the =", "f'(a)"),
}


@pytest.mark.parametrize(("typed", "message", "marked"), [(typed, *told) for typed, told in REFUSED.items()], ids=REFUSED)
def test_refused(typed: str, message: str, marked: str) -> None:
    """What is no value of an unspecified function at numbers is refused, and the place is marked."""
    with pytest.raises(ReadError) as caught:
        read_problem(typed)
    assert caught.value.message == message
    assert (typed[caught.value.start : caught.value.end] if caught.value.start is not None else "") == marked
