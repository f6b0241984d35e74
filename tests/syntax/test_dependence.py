"""What a text says to be a function of something, without a formula."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError
from chainrule.syntax.asked.dependence_said import without_dependence

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
    "In this problem x is a function of t. Find the derivative of x^2 with respect to t": "2*x(t)*x'(t)",
    "The radius r depends on t. A = πr². Find dA/dt": "2*pi*r(t)*r'(t)",
    "A = πr², where the radius r is a function of time t. Find dA/dt": "2*pi*r(t)*r'(t)",
    "V = πr²h, only r depends on t. Find dV/dt": "2*pi*r(t)*h*r'(t)",
    "Assume that x and y are both functions of t. x^2 + y^2 = 25, dx/dt = 2. Find dy/dt": "-2*x/y",
    "Assume that y is a function of t and x^2 + y^2 = 25, dx/dt = 2. Find dy/dt": "-2*x/y",
    # with rates, what has none changes with time as well where the text says so
    "A = l w, l and w depend on t, dl/dt = 2, find dA/dt": "2*w + l*w'(t)",
}
APART = {
    "z = x^2 y, where y is not a function of x. Find dz/dx": "2*x*y",
    "z = x^2 y, where y does not depend on x. Find dz/dx": "2*x*y",
    "If y is independent of x, what is the derivative of x^2 y with respect to x?": "2*x*y",
    "z = x^2 y, y isn't a function of x. Find dz/dx": "2*x*y",
    "z = x^2 y where y is a constant function of x. Find dz/dx": "2*x*y",
    "z = x^2 y where y is no longer a function of x. Find dz/dx": "2*x*y",
    # where quantities change with time, constants do not
    "V = πr h, h is constant. Find dV/dt": "pi*h*r'(t)",
    "P V = n R T, where n and R are constants. Find dP/dt": "(-P*V'(t) + n*R*T'(t))/V",
    "P V = n R T, where n, R are constant and P, V, T are functions of t. Find dP/dt": "(-P*V'(t) + n*R*T'(t))/V",
    "x^2 + y^2 = L^2, where L is constant. Find dy/dt": "-x*x'(t)/y",
    "V = πr²h, h does not depend on t. Find dV/dt": "2*pi*r*h*r'(t)",
}


@pytest.mark.parametrize("text", APART)
def test_no_dependence(text: str) -> None:
    """What is said not to depend on something is held constant."""
    assert [str(result.tidy) for result in chainrule.derive(text)] == [APART[text]]


@pytest.mark.parametrize(
    "text", ["V = πr²h, r depends on h, dh/dt = 3. Find dV/dt", "x^2 + y^2 + z^2 = 1, where y is a function of x. Find dz/dx"], ids=("rates", "equation")
)
def test_a_dependence_that_nothing_takes_account_of_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="and how is not said"):
        chainrule.derive(text)


@pytest.mark.parametrize("text", READ)
def test_dependence(text: str) -> None:
    assert [str(result.tidy) for result in chainrule.derive(text)] == [READ[text]]


CONSTANT = {
    "y = k x^2 where k is a constant": ("x",),
    "y = k x^2 (k constant)": ("x",),
    "f = a x^2 y, a constant": ("x", "y"),
    "y = a x^2 + b x + c, where a, b and c are constants": ("x",),
    "P = n R T/V at constant T": ("n", "R", "V"),
    "y = a x, a and x constant": ("a", "x"),
    "y = k x^2, k constant; dy/dk": ("k",),
}


@pytest.mark.parametrize(("typed", "by"), CONSTANT.items(), ids=CONSTANT)
def test_nothing_is_differentiated_by_a_constant(typed: str, by: tuple[str, ...]) -> None:
    """What a text says to be constant is no input, unless it is asked for or nothing else is left."""
    assert chainrule.derive(typed).wrt == by


@pytest.mark.parametrize("piece", ["\n", "where ", "x, y, ", "x and ", ", ", "x functions of t, "])
def test_long_texts_are_read_in_time(piece: str) -> None:
    """The work is in proportion to the text: the longest is searched at once."""
    text = piece * (100_000 // len(piece))
    assert len(without_dependence(text)[0]) == len(text)
