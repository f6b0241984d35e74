"""Problems as sentences: points in brackets, words before a definition, full stops."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError
from chainrule.notation import text
from chainrule.syntax import read_problem

POINTS = {
    "x^2 + y^2 = 25, (x, y) = (3, -4), dy/dx": {"x": "3", "y": "-4"},
    "If x^2 + y^2 + z^2 = 9, dx/dt = 5, and dy/dt = 4, find dz/dt when (x,y,z) = (2,2,1).": {"x": "2", "y": "2", "z": "1"},
    "2(x^2+y^2)^2 = 25(x^2-y^2), (3,1), find dy/dx": {"x": "3", "y": "1"},
    "f(x, y) = x^2 y, (1, 2), find f_x": {"x": "1", "y": "2"},
    "x^2 + y^2 = 12, (x, y) = (3, sqrt(3)), dy/dx": {"x": "3", "y": "sqrt(3)"},
    "Find dy/dx at (1, 2): x^2 y + y^3 = 10": {"x": "1", "y": "2"},
    "R = u v, u = x + 2y, v = 2x; ∂R/∂x at x = y = 1": {"x": "1", "y": "1"},
}


@pytest.mark.parametrize(("typed", "point"), POINTS.items(), ids=POINTS)
def test_points(typed: str, point: dict[str, str]) -> None:
    """A point in brackets is set aside, with names or without."""
    assert {name: text(value) for name, value in read_problem(typed).point} == point


SENTENCES = {
    "The volume of a cone is V = (1/3)πr^2h with h = 3r. If dV/dt = 10, find dr/dt when r = 5.": "10/(3*pi*r^2)",
    "The area of a circle is A = πr^2. Find dA/dr.": "2*pi*r",
    "Let the position be s = t^2. Find ds/dt": "2*t",
    "L = (y - p)^2, p = σ(w x), find ∂L/∂w in terms of p": "-2*(y - sigmoid(w*x))*x*sigmoid(w*x)*(1 - sigmoid(w*x))",
    "If V = x^3, find dV/dt in terms of dx/dt.": "3*x^2*x'(t)",
    "Differentiate y = a x^2 in terms of x.": "2*a*x",
    "loss L = (y - p)^2, p = w x, dL/dp": "-2*(y - p)",
    "Find the rate of change of the area A = s^2 with respect to s when s = 4": "2*s",
    "The equation of motion is s = 4t^3 - 2t. Find the velocity ds/dt.": "12*t^2 - 2",
    "price p = 100 - q, revenue R = p q, dR/dq": "100 - 2*q",
    "cost C(x) = x^2, find C'(2)": "2*x",
    "cost J_1 = w^2, dJ_1/dw": "2*w",
    "output a1 = w x, loss L = (a1 - y)^2, dL/dw": "2*(w*x - y)*x",
    "alpha x = y^2, dy/dx": "alpha/(2*y)",
    "Find ∂P/∂t in terms of r and t: P = x^2, x = r t": "2*r^2*t",
    "Find dz/dt in terms of t if z = x y, x = t^2, y = t^3": "5*t^4",
    "d/dx(x^2 y), y constant": "2*x*y",
    "d/dx (x^2 y) treating y as a constant": "2*x*y",
    "Find ∂z/∂x holding y fixed where z = x^2 y": "2*x*y",
    "d/dx (x^2 y) with y held constant": "2*x*y",
    "Please differentiate y = 4x^3. Thanks!": "12*x^2",
    "Let a(y) be the third derivative of y^7. Let c(t) be the first derivative of a(t). What is the second derivative of c(o) wrt o?": "5040*o",
    "Find the derivative of the heating cost C(x) = x^2 + 3x": "2*x + 3",
    "A balloon is inflating: V = x^3. Find dV/dx": "3*x^2",
    "How fast is y = t^2 + 3t changing at t = 2?": "2*t + 3",
    "Show that y = x^2 is increasing at x = 1": "2*x",
    "a) x^2 + 3x": "2*x + 3",
    "Question 3: differentiate x^2": "2*x",
    "Exercise 2.1: y = x^3": "3*x^2",
    "A particle moves along a line with position s(t) = t^3. Find its velocity.": "3*t^2",
    "Suppose the heat T at (x, y) is T(x, y) = x y, x = 2t, y = t. Find dT/dt.": "4*t",
    "Using a tree diagram, find ∂w/∂s where w = x y, x = 2s, y = s t": "4*s*t",
    "dy/dx y = 3x^2": "6*x",
    "f(x) = x^2 + 1 f'(x) = ?": "2*x",
    "P V = C, dP/dV": "-P/V",
    "sin x = y, dy/dx": "cos(x)",
}


@pytest.mark.parametrize(("typed", "expected"), SENTENCES.items(), ids=SENTENCES)
def test_sentences(typed: str, expected: str) -> None:
    """Words that lead up to a definition are no factors, and "in terms of" asks for nothing else."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


STOPS = {
    "y = u^3. u = 2x. dy/dx": "24*x^2",
    "x^2 + y^2 = 25. dx/dt = 3. dy/dt": "-3*x/y",
    "y = x^2. y'": "2*x",
}


@pytest.mark.parametrize(("typed", "expected"), STOPS.items(), ids=STOPS)
def test_full_stops(typed: str, expected: str) -> None:
    """A full stop with a space after it ends a part, also without words."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


def test_an_unclosed_bracket_before_a_sign_of_equality() -> None:
    """The bracket is told that never closes, not the = inside it."""
    with pytest.raises(ReadError, match="this bracket is never closed"):
        read_problem("sin(x y = 3, dy/dx")
