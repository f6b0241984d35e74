"""What a text says to be a function of something, without a formula."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.syntax.dependence import without_dependence

READ = {
    "y = x^2 z, where z is a function of x. Find dy/dx": "2*x*z(x) + x^2*z'(x)",
    "Let u be a differentiable function of x. Differentiate u^2 with respect to x": "2*u(x)*u'(x)",
    "Differentiate x y^2 with respect to x, where y is a function of x": "y(x)^2 + 2*x*y(x)*y'(x)",
    "d/dx (x y^2), y a function of x": "y(x)^2 + 2*x*y(x)*y'(x)",
    "Assuming y depends on x, differentiate x^2 + y^2 with respect to x": "2*x + 2*y(x)*y'(x)",
    "Treat y as a function of x and differentiate sin(x y) with respect to x": "x*cos(x*y(x))*y'(x) + cos(x*y(x))*y(x)",
    "A = l w, where l is a function of t and w is a function of t; find dA/dt": "w(t)*l'(t) + l(t)*w'(t)",
    "A = l w, where l and w depend on t; find dA/dt": "w(t)*l'(t) + l(t)*w'(t)",
    "f(x,y) = x^2 y, x and y are functions of t; find df/dt": "2*x(t)*y(t)*x'(t) + x(t)^2*y'(t)",
    "V = πr²h, where r is a function of t and h is constant. Find dV/dt": "2*pi*r(t)*h*r'(t)",
    "u = x y z, x, y and z are functions of time t. Find du/dt": "y(t)*z(t)*x'(t) + x(t)*z(t)*y'(t) + x(t)*y(t)*z'(t)",
    "z = x y, x depends on s and t, y depends on s and t; find ∂z/∂s": "y(s, t)*(∂x/∂s) + x(s, t)*(∂y/∂s)",
    r"$z = x^2y$ where $x$ and $y$ are functions of $t$. Find $\frac{dz}{dt}$": "2*x(t)*y(t)*x'(t) + x(t)^2*y'(t)",
    "P = I^2 R, where I varies with t, dP/dt": "2*I(t)*R*I'(t)",
    "y = theta^2, theta is a function of t. Find dy/dt": "2*theta(t)*theta'(t)",
    # what a formula gives, or ties, is that
    "Let y = u^3 where u = x^2 + 1 is a function of x. Find dy/dx": "6*x*(x^2 + 1)^2",
    "x^2 + y^2 = 25, where y is a function of x. Find dy/dx": "-x/y",
    "x^2 + y^2 = 25, x and y functions of t, find dy/dt": "-x*x'(t)/y",
    "A = πr², r is a function of t, dr/dt = 3, find dA/dt when r = 5": "6*pi*r",
    "sin(x(t)), x a function of t": "cos(x(t))*x'(t)",
}


@pytest.mark.parametrize("text", READ)
def test_dependence(text: str) -> None:
    assert [str(result.tidy) for result in chainrule.derive(text)] == [READ[text]]


@pytest.mark.parametrize("piece", ["\n", "where ", "x, y, ", "x and ", ", ", "x functions of t, "])
def test_long_texts_are_read_in_time(piece: str) -> None:
    """The work is in proportion to the text: the longest is searched at once."""
    text = piece * (100_000 // len(piece))
    assert len(without_dependence(text)[0]) == len(text)
