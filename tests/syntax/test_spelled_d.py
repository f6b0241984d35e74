"""Derivatives whose d or ∂ is spelled, or whose differentials stand in brackets of their own."""

from __future__ import annotations

import pytest

from chainrule.notation import text
from chainrule.syntax import read_problem

ASKED = {  # what is typed -> what is differentiated by, and how often
    "$ dif/(dif x) sin(x^2) $": (("x",), 1),
    "$ dif^2/(dif x^2) sin x $": (("x",), 2),
    "$dif y/dif x$, y = x^3": (("x",), 1),
    "$ (partial^2 u)/(partial x^2) $, u = e^(x t)": (("x",), 2),
    "$ partial/(partial x) (x^2 y) $": (("x",), 1),
    "(del f)/(del theta) for f = r theta^2": (("theta",), 1),
    "$ d^2/(d x^2) x^4 $": (("x",), 2),
    "(dr)/(dtheta), r = theta^2": (("theta",), 1),
    "$(dz)/(dx_1)$, $z = x_1^2 x_2$": (("x_1",), 1),
}


@pytest.mark.parametrize(("typed", "expected"), ASKED.items(), ids=ASKED)
def test_asked(typed: str, expected: tuple[tuple[str, ...], int]) -> None:
    """They ask as d/dx does; no product of letters is left."""
    problem = read_problem(typed)
    assert (problem.wrt, problem.order) == expected
    assert len(problem.definitions) == 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("dif = 3x/2", "3*x/2"), ("y = partial/2", "partial/2"), ("partial derivative of x/y wrt y", "x/y"), ("$x = vt$, $v = d/(t x)$", "d/(t*x)")],
)
def test_other_meanings(typed: str, expected: str) -> None:
    """Alone such a word is a quantity or English."""
    assert text(read_problem(typed).definitions[-1].tree) == expected
