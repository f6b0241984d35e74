"""Tangent and normal lines as answers."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ChainRuleError

CURVE = "Find the equation of the tangent line to y = x^3 at x = 2"
CIRCLE = "Find the equation of the tangent to the circle x^2 + y^2 = 25 at (3, 4)"
CASES = {
    (CURVE, "y = 12x - 16"): True,
    (CURVE, "y = 12(x - 2) + 8"): True,
    (CURVE, "y = 12x - 15"): False,
    (CURVE, "3x^2"): True,
    (CURVE, "12"): True,
    (CURVE, "11"): False,
    (CIRCLE, "y = -3/4 x + 25/4"): True,
    (CIRCLE, "y = 3/4 x + 7/4"): False,
    ("Find the equation of the normal line to y = x^2 at (1, 1)", "y = 3/2 - x/2"): True,
    ("Find the equation of the normal line to y = x^2 at (1, 1)", "y = 2x - 1"): False,
}


@pytest.mark.parametrize(("asked", "correct"), CASES.items(), ids=map(" ".join, CASES))
def test_lines(asked: tuple[str, str], correct: bool) -> None:
    """A line is compared with the line at the point of the problem; its slope and the derivative are right answers too."""
    assert chainrule.check(*asked).correct is correct


def test_a_line_without_a_point() -> None:
    """Without a point in numbers a line is not judged."""
    with pytest.raises(ChainRuleError, match="judged only where its point is given"):
        chainrule.check("Find the equation of the tangent line to y = x^3 at x = a", "y = 3a^2 x - 2a^3", wrt="x")
