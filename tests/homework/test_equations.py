"""Lines of work that are equations: logarithmic differentiation, an inverse function, u′v + uv′ = …, differentials."""

from __future__ import annotations

import pytest

from chainrule.homework import check

POWER = "y = x^x"
PRODUCT = "sin(x^2) cos(x)"
QUOTIENT = "x^2/(x + 1)"
CIRCLE = "x^2 + y^2 = 25, find dy/dx"
FOLIUM = "x^3 + y^3 = 6xy, find dy/dx"

WORK = [
    (POWER, "ln y = x ln x\ny'/y = ln x + 1\ny' = x^x (ln x + 1)", "right, right, right"),
    (POWER, "\\ln y = x \\ln x\n\\frac{1}{y}\\frac{dy}{dx} = \\ln x + 1\n\\frac{dy}{dx} = y(\\ln x + 1)", "right, right, right"),
    (POWER, "ln y = x ln x\n1/y y' = 1 * ln x + x/x\n= ln x + 1\ny' = x^x (ln x + 1)", "right, right, right, right"),
    (POWER, "ln y = x ln x\n1/y y' = 1 * ln x + x/x\n= ln x + x\ny' = x^x (ln x + x)", "right, right, wrong, follows"),
    (POWER, "ln y = x ln x\n1/y dy/dx = 1/x\ndy/dx = x^x/x", "right, wrong, follows"),
    (POWER, "ln y = 2x ln x\ny'/y = 2ln x + 2\ny' = 2x^x (ln x + 1)", "wrong, follows, follows"),
    (POWER, "ln z = x ln x", "not understood"),
    ("f(x) = (x + 1)^2 sqrt(x - 1)", "ln f(x) = 2ln(x + 1) + 1/2 ln(x - 1)\nf'(x)/f(x) = 2/(x + 1) + 1/(2(x - 1))", "right, right"),
    ("y = arctan(x)", "tan y = x\nsec^2 y * dy/dx = 1\ndy/dx = 1/sec^2 y = 1/(1 + x^2)", "right, right, right"),
    ("y = sqrt(1 + sin x)", "y^2 = 1 + sin x\n2y y' = cos x\ny' = cos x/(2y)", "right, right, right"),
    (PRODUCT, "f = sin(x^2), g = cos x\nf'g + fg' = 2x cos(x^2) cos x - sin(x^2) sin x", "right, right, right"),
    (PRODUCT, "u = sin(x^2), v = cos x\nu' = cos(x^2)\nu'v + uv' = cos(x^2) cos x - sin(x^2) sin x", "right, right, wrong, follows"),
    (QUOTIENT, "u = x^2, v = x + 1\n(u'v - uv')/v^2 = (2x(x + 1) - x^2)/(x + 1)^2\n= (x^2 + 2x)/(x + 1)^2", "right, right, right, right"),
    (QUOTIENT, "u = x^2, v = x + 1\n(u'v - uv')/v^2 = (2x(x + 1) + x^2)/(x + 1)^2", "right, right, wrong"),
    (CIRCLE, "2x dx + 2y dy = 0\n2y dy = -2x dx\ndy/dx = -x/y", "right, right, right"),
    (CIRCLE, "2x dx + y dy = 0\ndy/dx = -2x/y", "wrong, follows"),
    (CIRCLE, "d/dx(x^2) + d/dx(y^2) = d/dx(25)\n2x + 2y dy/dx = 0", "right, right"),
    ("f(x) = x^2 + 3x", "f'(x) = 2x + 3\n2x + 3 = 0\nx = -3/2", "right, not understood, right"),
    ("f(x) = sin(x)^2", "f'(x) = 2 sin x cos x\nsin^2 x + cos^2 x = 1\nf'(x) = sin 2x", "right, right, right"),
    ("y = ln(x^3)", "ln(x^3) = 3 ln x\ny' = 3/x", "right, right"),
    ("y = ln(x)", "ln(x) = u\ny' = 1/x", "not understood, right"),
    ("y = x sqrt(x)", "x sqrt x = x^(5/2)\ny' = 5/2 x^(3/2)", "wrong, follows"),
    ("V = 4/3 pi r^3, dV/dt = 100, find dr/dt at r = 5", "dV/dt = 4 pi r dr/dt\n100 = 20 pi dr/dt\ndr/dt = 5/pi", "wrong, follows, follows"),
    ("sin(x y) = x, find dy/dx", "cos(xy) (x y)' = 1\ncos(xy)(y + x y') = 1\ny' = (sec(xy) - y)/x", "right, right, right"),
]


@pytest.mark.parametrize(("problem", "work", "statuses"), WORK)
def test_equations(problem, work, statuses):
    """An equation is right where its sides are equal with the right derivatives put in, and follows from the student's own, or from the one above."""
    assert ", ".join(line.status for line in check(problem, work=work).lines) == statuses


REACHED = [
    (PRODUCT, "f = sin(x^2), g = cos x\nf'g + fg' = 2x cos(x^2) cos x - sin(x^2) sin x"),
    (PRODUCT, "2x cos(x^2) cos x - sin(x^2) sin x = 2x cos(x^2) cos x - sin x sin(x^2)"),
    ("x^2 sin x", "(x^2)' sin x + x^2 (sin x)' = 2x sin x + x^2 cos x"),
    ("y = x^3. Find dy/dx at x = 2", "3(2)^2 = 3*4 = 12"),
    ("V = π r^2 h, dr/dt = 2, dh/dt = -1, find dV/dt at r = 3, h = 5", "2π(3)(5)(2) + π(9)(-1) = 51π"),
]


@pytest.mark.parametrize(("problem", "work"), REACHED)
def test_an_equation_may_be_the_answer(problem, work):
    """Work that ends with u′v + uv′ = …, where that is what was asked, reaches it."""
    assert check(problem, work=work).correct is True


def test_another_number_is_no_answer():
    """Numbers that are equal, and not the value that is asked for, do not reach it."""
    assert check("y = x^3. Find dy/dx at x = 2", work="3(2) = 6").correct is None
    assert check("y = x^3", work="x = 2\n3(2)^2 = 12").correct is None


NAMED = [
    (POWER, "ln y = x ln x\n1/y dy/dx = 1/x", "product-of-derivatives", "for x ln(x)"),
    (POWER, "ln y = x ln x\ny'/y = ln x", "product-rule", "of x ln(x)"),
    ("y = arctan(x)", "tan y = x\nsec y tan y * dy/dx = 1", "local-derivative", "of tan(y)"),
    (FOLIUM, "3x^2 + 3y^2 y' = 6x y'", "product-rule", "of 6x·y is 6y + 6x · dy/dx"),
    (FOLIUM, "3x^2 + 3y^2 y' = 6y'", "product-of-derivatives", "for 6x·y"),
    (CIRCLE, "2x dx + y dy = 0", "lost-coefficient", "of y² is 2y · dy/dx"),
    (CIRCLE, "2x + 2y = 0", "added-up", "dy/dx is missing"),
    ("x^2 + y^2 = 25, dx/dt = 3, find dy/dt", "2x dx/dt + 2y = 0", "missing-inner-derivative", "dy/dt"),
]


@pytest.mark.parametrize(("problem", "work", "name", "words"), NAMED)
def test_the_wrong_side_of_an_equation_is_explained(problem, work, name, words):
    """Of an equation that is meant to be the derivative of the one above, the wrong side is explained like an answer, in the student's names."""
    line = check(problem, work=work).first_wrong
    assert line.mistake.name == name
    assert words in line.message
