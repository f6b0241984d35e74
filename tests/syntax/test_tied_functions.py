"""Functions that an equation gives."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ChainRuleError
from chainrule.notation import text

TIED = {
    "If f(x) + x^2 [f(x)]^3 = 10 and f(1) = 2, find f'(1).": ("-2*x*f^3/(1 + 3*x^2*f^2)", {"": "1", "x": "1", "f": "2"}),
    "If g(x) + x sin g(x) = x^2, find g'(0)": ("(2*x - sin(g))/(1 + x*cos(g))", {"": "0"}),
    "y(x)^2 + x^2 = 25, find y'(x)": ("-x/y", {}),
    "x + y(x) = e^(y(x)), find dy/dx": ("1/(e^y - 1)", {}),
    "t^2 + x(t)^2 = 1, dx/dt": ("-t/x", {}),
}


@pytest.mark.parametrize(("typed", "found"), TIED.items(), ids=TIED)
def test_tied_functions(typed: str, found: tuple[str, dict[str, str]]) -> None:
    """A function of one name stands for a quantity; its value at a number, and where it is asked, are the point."""
    slope, point = found
    derivation = chainrule.derive(typed)
    assert str(next(iter(derivation)).tidy) == slope
    assert {name: text(value) for name, value in derivation.stages[0].graph.problem.point} == point


REFUSED = {
    "f(x)^3 + f(x^2) = 2, find f'(x)": "'f' is applied to something else than x",
    "f(x) + f(x)^2 = x, f(2) = 1, f(6) = 2, find f'(x)": "two points are given",
    "f(x) + f(x)^2 = x, f(2) = 1, find f'(6)": "'f' is given at another point",
    "x^2 + y^2 = s^2. y = t^3. y = 4": "'y' is defined twice",
    "y = x^2, x = 3, x = 4": "'x' is defined twice",
}


@pytest.mark.parametrize(("typed", "message"), REFUSED.items(), ids=REFUSED)
def test_refused(typed: str, message: str) -> None:
    """What is not one function at one point is refused."""
    with pytest.raises(ChainRuleError, match=message):
        chainrule.derive(typed)
