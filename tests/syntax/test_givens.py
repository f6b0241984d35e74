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


REFUSED = {
    "F(x) = f(g(x)), f(2) = ": ("nothing stands after the =", "="),
    "F(x) = f(g(x)), f(x) = 3, f(2) = 5": ("'f' is defined by a formula, so no value of it can be given", "f(2)"),
    "F(x) = f(g(x)), F'(3) = 28": ("'F' is defined by a formula, so no value of it can be given", "F'(3)"),
    "F(x) = f(g(x)), f(2) = 3, f(2) = 4": ("a second value at the same place", "f(2) = 4"),
    "F(x) = f(g(x)), g(3) = 6a": ("a given value must be a number", "6a"),
    "F(x) = f(g(x)), g(3) = g(2)": ("a given value must be a number", "g(2)"),
    "y = sin(x), sin(2) = 3": ("sin is a known function, so no value of it can be given", "sin"),
    "y = x^2, g(3) = 6": ("nothing applies the function 'g'", "g(3) = 6"),
    "y = u v, u(0) = 5": ("nothing applies the function 'u'", "u(0) = 5"),
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
