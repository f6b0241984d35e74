"""Answers with ± about what an equation gives."""

from __future__ import annotations

import pytest

from chainrule import check
from chainrule.errors import ReadError

CIRCLE, PARABOLA = "x^2 + y^2 = 25", "y^2 = 4x"
THERE = f"{CIRCLE}; find dy/dx at x = 3"

CASES = {
    (CIRCLE, "∓x/√(25 - x²)"): True,
    (CIRCLE, "-x/±√(25 - x²)"): True,
    (CIRCLE, r"dy/dx = \mp \frac{x}{\sqrt{25 - x^2}}"): True,
    (CIRCLE, "-x/√(25 - x²) or x/√(25 - x²)"): True,
    (CIRCLE, "±x/√(25 + x²)"): False,
    (CIRCLE, "±x/y"): False,  # x/y is right on no branch
    (CIRCLE, "-x/y or -x/y"): False,
    (f"{CIRCLE}, y > 0", "±x/√(25 - x²)"): False,
    (PARABOLA, "±1/√x"): True,
    (PARABOLA, "+/- 1/sqrt(x)"): True,
    (PARABOLA, "+-1/sqrt(x)"): True,
    (PARABOLA, "y' = 1/sqrt(x) or y' = -1/sqrt(x)"): True,
    (PARABOLA, "y' = 2/y = ±1/√x"): True,
    (PARABOLA, "±2/√x"): False,
    ("x y = 1", "±1/x^2"): False,
    (THERE, "±3/4"): True,
    (THERE, "0.75 or -0.75"): True,
    (THERE, "±4/3"): False,
    (f"{CIRCLE}; find dy/dx at (3, 4)", "±3/4"): False,
}


@pytest.mark.parametrize(("asked", "correct"), CASES.items(), ids=map(" ▸ ".join, CASES))
def test_both_signs(asked: tuple[str, str], correct: bool) -> None:
    """One of the two values is right at every point of the curve, and each of them somewhere."""
    assert check(*asked).correct is correct


def test_one_branch() -> None:
    """At a point of one branch only one of the two values is right, which is told."""
    assert "Only one of the two values is right at the point." in str(check(f"{CIRCLE}; find dy/dx at (3, 4)", "±3/4"))


@pytest.mark.parametrize("problem", ["y = |x|", "y = x^2"])
def test_functions_have_one_value(problem: str) -> None:
    """The derivative of a function has one value, so that ± is refused."""
    with pytest.raises(ReadError):
        check(problem, "±1")
