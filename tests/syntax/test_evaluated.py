"""Derivatives that are called together with the point."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.formula import Formula

CALLED = {
    "nDeriv(X^2,X,3)": ("X", 6.0),
    "nDeriv(sin(x), x, π)": ("x", -1.0),
    "ForwardDiff.derivative(x -> x^2 + x, 1.0)": ("x", 3.0),
    "gradient(t -> 3t^2, 5)": ("t", 30.0),
    "df/dx(3) if f(x) = x^2": ("x", 6.0),
    "(∂f/∂x)(1, 2) for f = x^2 y": ("x", 4.0),
    "∂f/∂x (1, 2) for f(x, y) = x^2 y": ("x", 4.0),
    r"\frac{\partial f}{\partial y}(1,2), f(x,y) = x y^2": ("y", 4.0),
    "derivative of x^3 at 2": ("x", 12.0),
    "Find the slope at 3 of y = x^2": ("x", 6.0),
}


@pytest.mark.parametrize(("typed", "wanted"), CALLED.items(), ids=CALLED)
def test_at_a_point(typed: str, wanted: tuple[str, float]) -> None:
    """The point is taken from the call, and is no argument or factor."""
    derivation = chainrule.derive(typed)
    problem = derivation.graph.problem
    point = {name: float(Formula(value).sympy) for name, value in problem.point}
    name, slope = wanted
    assert derivation.at(point).gradient[name] == pytest.approx(slope, rel=1e-12)


def test_given_values_stay() -> None:
    """A value of a derivative at a point is given, and not asked."""
    derivation = chainrule.derive("z = f(x, y), ∂f/∂x(4, 6) = 5, f_y(4, 6) = 2")
    assert [str(each.value) for each in derivation.graph.problem.known] == ["(number 5)", "(number 2)"]
