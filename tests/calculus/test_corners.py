"""Corners of links that are none of the whole: what is said of them is what the function does."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.calculus.domains.corners import has_corner
from chainrule.numeric.arithmetic import mpmath_arithmetic

# Of each corner: True, there is no derivative; None, not found out; False, there is one that the result misses; left out, the result holds.
CORNERS = {
    "|x|": [True],
    "x*|x|": [],
    "|x|^3": [],
    "|x|^(1/2)*x": [],
    "relu(x)^2": [],
    "leaky_relu(x) + x": [True],
    "|x - 1|*(x - 1)^2 + |x|": [True],
    "|3x - 1|^3": [],
    "|sin x|": [True],
    "|x^2 - 4|": [True, True],
    "|x^2 - 4|^3": [],
    "|x^2 - 2|^3": [None],  # smooth, which is not proven at more than some places
    "(x - 2)*|x^2 - 4|": [True],  # at −2, none at 2
    "v = x; h = min(x, v)": [],
    "|sin(x^2)|": [None],  # at 0 there is a derivative, at √π none
    "|tan(x^2)|": [None],
    "|x^2*sin(x)|": [None],
    "floor(x)": [True],
    "floor(2*x - 1)*x + x": [True],
    "floor(sin(x))": [None],  # at π/2 it jumps, at −π/2 it does not
    "(x - floor(x))*(floor(x) + 1 - x)": [True],
    "sign(x)": [True],
    "sign(x)*x^2": [],
    "sign(x)*x": [True],
    "sign(x)^2": [True],
    "step(x) + step(-x)": [True],
    "min(x, 2) + max(x, 2)": [False],  # smooth, but the formula is off at 2
    "max(x, y)": [True],
    "max(x, y, z)": [None, None, None],  # x = y with a greater z is no corner
    "max(x^2, x^4)": [True, True],  # at 1 and −1, none at 0
    "max(x^2, 2*x - 1)": [],  # touches at 1
    "max(x^2, 2*x)": [True, True],
    "a*x*|x|": [None],
    "(y - relu(w*x + b))^2": [True],
    "relu(-x^2)*|x - 3|": [],
    "|log x|": [True],
    "f(x)*x*|x|": [False],  # smooth where f is, which has no numbers to show it
    "p_i = b*x_i; S = sum(|y_i - p_i|, i=1..n)": [None],
    "|x - 300|": [None],  # beyond what is looked at
}


@pytest.mark.parametrize(("text", "corners"), CORNERS.items(), ids=CORNERS.keys())
def test_what_is_said_of_a_corner(text, corners):
    """A corner is said to be one of the whole where it is, and left out where the derivative holds there."""
    assert [item.corner for item in chainrule.derive(text).domain if item.kink] == corners


SIDES = {
    "a corner": (abs, True),
    "smooth": (lambda x: x * abs(x), False),
    "an infinite slope": (lambda x: abs(x) ** 0.5, True),
    "a jump": (lambda x: 1 if x > 0 else 0, True),
    "a step to a slope": (lambda x: max(x, 0), True),
    "one side outside the domain": (lambda x: x if x >= 0 else None, None),
}


@pytest.mark.parametrize(("function", "expected"), SIDES.values(), ids=SIDES.keys())
def test_slopes_on_both_sides(function, expected):
    """Slopes that differ, or are infinite, make a corner; where one cannot be told, nothing is said."""
    assert has_corner(function, mpmath_arithmetic(40).number(0)) is expected
