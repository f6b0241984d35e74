"""Tangent and normal lines as answers."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ChainRuleError

CURVE = "Find the equation of the tangent line to y = x^3 at x = 2"
CIRCLE = "Find the equation of the tangent to the circle x^2 + y^2 = 25 at (3, 4)"
NORMAL = "Find the equation of the normal line to y = x^2 at (1, 1)"
LEVEL = "tangent line to y = cos x + 3 at x = 0"
PATH = "Find the equation of the tangent line to x = t^2, y = t^3 at t = 2"
CASES = {
    (CURVE, "y = 12x - 16"): True,
    (CURVE, "y = 12(x - 2) + 8"): True,
    (CURVE, "y = 12x - 15"): False,
    (CURVE, "3x^2"): True,
    (CURVE, "12"): True,
    (CURVE, "11"): False,
    (CIRCLE, "y = -3/4 x + 25/4"): True,
    (CIRCLE, "y = 3/4 x + 7/4"): False,
    (NORMAL, "y = 3/2 - x/2"): True,
    (NORMAL, "y = 2x - 1"): False,
    ("y = x^2, tangent line at x = 1", "y = 2x"): False,  # which is the derivative as well
    ("y = x^2 + 1, normal line at x = 1", "y = 2x"): False,
    ("y = x^3, tangent line at x = 1", "y = 3x^2"): False,
    ("Find the linear approximation of f(x) = x^2 at x = 1", "L(x) = 2x"): False,
    ("Find the linear approximation of f(x) = x^2 at x = 1", "L(x) = 2x - 1"): True,
    ("Find the linear approximation of f(x) = x^2 at x = 1", "f'(x) = 2x"): True,
    ("y = x^2, tangent line", "y = 2x"): True,  # without a point the derivative is all that can be said
    (CURVE, "y - 8 = 12(x - 2)"): True,
    (CURVE, "y - 8 = 12(x - 2) = 12x - 24"): True,
    (CURVE, "12x - y = 16"): True,
    (CURVE, "dy/dx = 3x^2 so y = 12x - 16"): True,
    (CURVE, "m = 12, y = 12x - 16"): True,
    (CURVE, "y = 12x - 16, slope 12"): True,
    (CURVE, "m = 12, y = 12x"): False,
    (CURVE, "12x - y - 16 = 0"): True,
    (CURVE, "(y - 8)/(x - 2) = 12"): True,
    (CURVE, "2y = 24x - 32"): True,
    (CURVE, "y - 12x = 12"): False,
    (CURVE, "y - 2 = 12(x - 8)"): False,
    (CURVE, "y - 8 = 3x^2 (x - 2)"): False,
    (CURVE, "x = 2"): False,
    ("tangent line to f(x) = x^3 at x = 2", "y - 8 = 12(x - 2)"): True,
    ("slope of the tangent line to y = x^3 at x = 2", "y = 12x - 16"): False,
    (LEVEL, "y = 4"): True,
    (LEVEL, "y = 0"): False,
    (LEVEL, "0"): True,
    (CIRCLE, "y - 4 = -3/4 (x - 3)"): True,
    (CIRCLE, "3x + 4y = 25"): True,
    (CIRCLE, "4x + 3y = 25"): False,
    (CIRCLE, "dy/dx = x/y"): False,
    (NORMAL, "x + 2y = 3"): True,
    ("Find the slope of the normal line to y = x^2 at x = 1", "-1/2"): True,
    ("Find the slope of the normal line to y = x^2 at x = 1", "-1/(2x)"): True,
    ("Find the slope of the normal line to y = x^2 at x = 1", "2"): False,
    ("Find the gradient of the normal to x^2 + y^2 = 25 at (3, 4)", "4/3"): True,
    ("Find the gradient of the normal to x^2 + y^2 = 25 at (3, 4)", "-3/4"): False,
    (PATH, "y - 8 = 3(x - 4)"): True,
    (PATH, "y = 3x + 4"): False,
    ("y = x^2, tangent line at x = 3", "y = 6x - 9"): True,
    ("Write the tangent line to f(x) = x^2 at x = 3 in slope-intercept form", "y = 6x - 9"): True,
    ("Find the tangent to y = x^2 at x = 3. Write your answer in the form y = mx + b.", "y = 6x + 9"): False,
}
WORK = {
    (CURVE, "y' = 3x^2; m = 12; y - 8 = 12(x - 2); y = 12x - 16"): ("right", "right", "right", "right"),
    (CURVE, "y' = 3x^2; m = 12; y = 12x + b; y = 12x - 24"): ("right", "right", "right", "wrong"),
    (CURVE, "y' = x^2; y - 8 = 4(x - 2); y = 4x"): ("wrong", "follows", "follows"),
    (CURVE, "y' = 3x^2; y - 2 = 12(x - 8); y = 12x - 94"): ("right", "wrong", "follows"),
    (LEVEL, "y' = -sin x; y = 0"): ("right", "wrong"),
    (CIRCLE, "2x + 2y y' = 0; y' = -x/y; y - 4 = -3/4 (x - 3); 3x + 4y = 25"): ("right", "right", "right", "right"),
    (CIRCLE, "y' = x/y; y' = 3/4; y - 4 = 3/4 (x - 3)"): ("wrong", "follows", "follows"),
    (NORMAL, "y' = 2x; y - 1 = -1/2 (x - 1)"): ("right", "right"),
    (NORMAL, "y' = 2x; y - 1 = 2(x - 1)"): ("right", "wrong"),
}
REMARKS = {
    "y = 12x": "Its slope is right, but it does not go through the point.",
    "y - 8 = 11(x - 2)": "It goes through the point, but its slope is wrong.",
    "y - 8 = 3x^2 (x - 2)": "This is no line: its slope is a number, the derivative at the point.",
}


@pytest.mark.parametrize(("asked", "correct"), CASES.items(), ids=map(" ".join, CASES))
def test_lines(asked: tuple[str, str], correct: bool) -> None:
    """A line is compared with the line at the point of the problem; its slope and the derivative are right answers too."""
    assert chainrule.check(*asked).correct is correct


@pytest.mark.parametrize(("given", "statuses"), WORK.items(), ids=map(" ".join, WORK))
def test_work_on_lines(given: tuple[str, str], statuses: tuple[str, ...]) -> None:
    """Work may end with a line: it is right, wrong, or follows from the student's own slope, and the work is right where all of it is."""
    verdict = chainrule.check(given[0], work=given[1].replace("; ", "\n"))
    assert tuple(each.status for each in verdict.lines) == statuses
    assert verdict.correct is (set(statuses) == {"right"})


@pytest.mark.parametrize(("answer", "remark"), REMARKS.items(), ids=REMARKS)
def test_what_is_wrong_with_a_line(answer: str, remark: str) -> None:
    """Of a wrong line it is said whether its slope or its point is right, and the values are called those of the line."""
    said = str(chainrule.check(CURVE, answer))
    assert remark in said
    assert "the height of the tangent line is" in said


@pytest.mark.parametrize("answer", ["12", "3x^2", "dy/dx = 3x^2"], ids=str)
def test_a_derivative_for_a_line(answer: str) -> None:
    """A right derivative is right, and it is told that the line itself is asked for."""
    assert "The problem asks for the tangent line; this is the derivative." in str(chainrule.check(CURVE, answer))


def test_a_line_without_a_point() -> None:
    """Without a point in numbers a line is not judged."""
    with pytest.raises(ChainRuleError, match="judged only where its point is given"):
        chainrule.check("Find the equation of the tangent line to y = x^3 at x = a", "y = 3a^2 x - 2a^3", wrt="x")


PLANE, SPHERE = "Find the tangent plane to z = x^2 + y^2 at (1, 2)", "Find the tangent plane to x^2 + y^2 + z^2 = 14 at (1, 2, 3)"
LINEAR = "Find the linearization of f(x, y) = x e^(x y) at (1, 0)"


@pytest.mark.parametrize(("problem", "answer", "correct"), [
    (PLANE, "z = 2x + 4y - 5", True),
    (PLANE, "z - 5 = 2(x - 1) + 4(y - 2)", True),
    (PLANE, "2x + 4y - z = 5", True),
    (PLANE, "z = 2x + 4y", False),
    (PLANE, "(2, 4)", True),
    (PLANE, "∂z/∂x = 2x", True),
    (SPHERE, "x + 2y + 3z = 14", True),
    (SPHERE, "x + 2y + 3z = 13", False),
    (LINEAR, "L(x, y) = x + y", True),
    (LINEAR, "1 + (x - 1) + y", True),
    (LINEAR, "x + y + 1", False),
    ("Find the linear approximation of f(x) = sqrt(x) at x = 4", "L(x) = 2 + (x - 4)/4", True),
    ("Find the linear approximation of f(x) = sqrt(x) at x = 4", "2 + (x - 4)/2", False),
])  # fmt: skip
def test_planes(problem: str, answer: str, correct: bool) -> None:
    """A tangent plane and a linear approximation are judged as what they are, in any form; the derivatives stay answers too."""
    assert chainrule.check(problem, answer).correct is correct
