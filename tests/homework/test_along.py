"""Answers and work about what an equation gives implicitly."""

from __future__ import annotations

import pytest

from chainrule import check

PARABOLA = "y^2 = 4x"
CIRCLE = "x^2 + y^2 = 25, find dy/dx"
FOLIUM = "x^3 + y^3 = 6xy, find dy/dx"
SPHERE = "V = 4/3*pi*r^3, dr/dt = 2, find dV/dt when r = 3"
LADDER = "x^2 + y^2 = 25, dx/dt = 3, find dy/dt"
ROUND = "x = cos t, y = sin t, find dy/dx"

RIGHT = [
    (CIRCLE, "-x/y"),
    (CIRCLE, "dy/dx = -2x/(2y)"),
    (CIRCLE, "y' = -x/y"),
    (FOLIUM, "(2y - x^2)/(y^2 - 2x)"),
    ("x^2 y = 1, find dy/dx", "-2y/x"),
    ("x^2 y = 1, find dy/dx", "-2/x^3"),  # another function, but the same along the curve
    ("e^(xy) = x, find dy/dx", "(1 - xy)/x^2"),
    ("tan(x + y) = x, find dy/dx", "-x^2/(1 + x^2)"),  # a tangent of 10³⁸ has no digit that is right
    ("x^2 + y^2 = 25, find y''", "-25/y^3"),
    ("x^2 + y^2 = 25, find y''", "-(x^2 + y^2)/y^3"),
    ("x^2 + y^2 = 25, find y''", "(-y + x y')/y^2"),
    ("x^2 + y^2 = 25, find dy/dx at (3, 4)", "-3/4"),
    ("x^2 + y^2 = 25, find dy/dx at (3, 4)", "-x/y"),
    ("x^2 + y^2 + z^2 = 9, find dz/dy", "-y/z"),
    (SPHERE, "72pi"),
    (SPHERE, "4 pi r^2 dr/dt"),
    ("V = pi r^2 h; dV/dt", "2 pi r h dr/dt + pi r^2 dh/dt"),
    (LADDER, "-3x/y"),
    ("x^2 + y^2 = 25, find dy/dt", "-(x/y) dx/dt"),
    (f"{LADDER} when x = 3", "-9/4"),
    (f"{LADDER} when x = 3", "9/4"),  # where y = -4
    (f"{CIRCLE} at x = 3", "-0.75"),
    (f"{CIRCLE} at x = 4", "-1.33"),
    (ROUND, "-cot t"),
    (ROUND, "-x/y"),
    (ROUND, "dy/dx = cos t/(-sin t)"),
    ("x = t^2, y = t^3, d^2y/dx^2", "3/(4t)"),
    ("x = t^2, y = t^3, find dy/dx at t = 2", "3"),
]

WRONG = [
    (CIRCLE, "x/y", "sign-of-solution"),
    (CIRCLE, "-y/x", "turned-over"),
    (CIRCLE, "-2x", "undivided"),
    (CIRCLE, "2x", "not-solved"),
    (CIRCLE, "2x + 2y", "added-up"),
    (CIRCLE, "-4x/y", "arithmetic"),
    (CIRCLE, "5", None),
    ("x^2 y + y^3 = 4, find dy/dx", "-2x y/x^2 + 3y^2", "missing-brackets"),
    (FOLIUM, "2y - x^2 / y^2 - 2x", "missing-brackets"),
    ("x y = 1, find dy/dx", "-1", "sum-rule-on-product"),  # 1 + y′ = 0
    ("x^2 y^3 = 1, find dy/dx", "-2x/(3y^2)", "sum-rule-on-product"),
    ("x^2 + x y + y^2 = 7, find dy/dx", "-(2x + 1)/(1 + 2y)", "sum-rule-on-product"),
    (FOLIUM, "(6 - 3x^2)/(3y^2 - 6)", "sum-rule-on-product"),
    (FOLIUM, "3x^2/(6 - 3y^2)", "product-of-derivatives"),
    ("x^2 y^3 = 1 + x, find dy/dx", "1/(6x y^2)", "product-of-derivatives"),
    ("x y = 8, find dy/dx at x = 4", "1/2", "sign-of-solution"),  # where y = 2
    (CIRCLE, "-x/sqrt(25 - x^2)", None),  # on the upper half alone
    (FOLIUM, "(x^2 - 2y)/(y^2 - 2x)", "sign-of-solution"),
    (FOLIUM, "-x^2/y^2", "lost-term"),
    ("x^2 + xy + y^2 = 7, find dy/dx", "-x/y", "lost-term"),
    ("e^(xy) = x + y, find dy/dx", "-1", "lost-term"),
    ("x^2 y = 1, find dy/dx", "2/x^3", "sign-of-solution"),
    ("x^2 + y^2 = 25, find y''", "25/y^3", "sign"),
    ("x^2 + y^2 = 25, find y''", "-x/y", "wrong-order"),
    ("x^2 + y^2 = 25, find y''", "-1/y", "partial-for-total"),
    ("x^2 + y^2 = 25, find y''", "-1/y + x/y^2", "added-up"),
    ("x^2 + y^2 = 25, find dy/dx at (3, 4)", "3/4", "sign-of-solution"),
    ("x^2 + y^2 = 25, find dy/dx at (3, 4)", "-4/3", "turned-over"),
    ("x^2 + y^2 = 25, find dy/dx at (3, 4)", "7", None),
    (FOLIUM, "(2y - x^2)/y^2", "lost-term"),
    (FOLIUM, "(6y + 3x^2)/(3y^2 - 6x)", "sign"),
    ("x^2 + sin(y) = xy, find dy/dx", "(y - 2x)/(-sin y - x)", "local-derivative"),
    ("e^(xy) = x, find dy/dx", "(1 - e^(xy))/(x e^(xy))", "missing-inner-derivative"),
    (SPHERE, "36pi", "rate-missing"),
    ("A = pi r^2; dA/dt", "2 pi r", "rate-missing"),
    ("V = pi r^2 h; dV/dt", "2 pi r h + pi r^2", "rate-missing"),
    (LADDER, "-x/y", "rate-missing"),
    ("V = pi r^2 h, dr/dt = 2, dh/dt = 3; dV/dt", "4 pi r h", "missing-path"),
    (LADDER, "3x/y", "sign-of-solution"),
    (f"{LADDER} when x = 3", "-3/4", "rate-missing"),
    (ROUND, "-tan t", "turned-over"),
    (ROUND, "cos t", "undivided"),
    (ROUND, "cot t", "sign"),
    (ROUND, "-sin t cos t", "turned-over"),  # multiplied
    ("x = t^2, y = t^3, d^2y/dx^2", "3/2", "undivided"),  # d/dt of dy/dx, not divided by dx/dt
    ("x = cos t, y = sin t, d^2y/dx^2", "tan t", "quotient-of-derivatives"),  # y″/x″
    ("x = t^2, y = t^3, d^2y/dx^2", "3t/2", "wrong-order"),
    ("V = 4/3 pi r^3, dV/dt = 100, find dr/dt at r = 5", "100", "undivided"),
    ("V = 4/3 pi r^3, dV/dt = 100, find dr/dt at r = 5", "pi", "turned-over"),
    ("V = 4/3 pi r^3, dV/dt = 100, find dr/dt at r = 5", "10000pi", "turned-over"),  # multiplied
    ("x^2 + y^2 = 100, dx/dt = 3, find dy/dt at x = 6, y = 8", "-4", "turned-over"),
    ("A = pi r^2; dA/dt", "pi r^2 dr/dt", "not-differentiated"),
    ("A = pi r^2; dA/dt", "2 pi r^2 dr/dt", "exponent-not-reduced"),
    ("A = pi r^2; dA/dt", "2r dr/dt", "lost-coefficient"),
    ("V = pi r^2 h; dV/dt", "2 pi r h dr/dt - pi r^2 dh/dt", "sign"),
    ("V = 4/3 pi r^3, dV/dt = 100, find dr/dt", "100/(4 pi r^3)", "exponent-not-reduced"),
    ("V = 4/3 pi r^3, dV/dt = 100, find dr/dt", "4 pi r^2", "rate-missing"),
    ("V = 4/3 pi r^3, dV/dt = 100, find dr/dt at r = 5", "100 pi", "rate-missing"),
    ("V = s^3, ds/dt = 2, find dV/dt at s = 5", "250", "not-differentiated"),
    ("V = s^3, ds/dt = 2, find dV/dt at s = 5", "-150", "sign"),
    ("A = pi r^2, dr/dt = 2, find dA/dt at r = 3", "56.55", "not-differentiated"),
    ("A = pi r^2, dr/dt = 2, find dA/dt at r = 3", "37.9", None),
    ("x^2 + y^2 = 100, dx/dt = 3, find dy/dt at x = 6, y = 8", "-9/8", "lost-coefficient"),
    ("x^2 + xy + y^2 = 7, find dy/dx at (1, 2)", "-2/5", "lost-term"),  # where ln x is 0
]


def test_a_partial_is_named() -> None:
    """A wrong rule in the derivative of the equation's terms is told with the quantity that it is by."""
    verdict = check(FOLIUM, "(2y - x^2)/y^2")
    assert verdict.mistake.message == "A term is missing: the derivative of x³ + y³ − 6x·y is 3y² − 6x.  That is in ∂F/∂y."


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right(problem: str, answer: str) -> None:
    """An answer is right that is the derivative wherever the equation holds."""
    verdict = check(problem, answer)
    assert verdict.correct is True
    assert not verdict.mistakes


@pytest.mark.parametrize(("problem", "answer", "mistake"), WRONG)
def test_wrong(problem: str, answer: str, mistake: str | None) -> None:
    """A wrong answer is refuted at a point of the curve, and the mistake in solving is named."""
    verdict = check(problem, answer)
    assert verdict.correct is False
    assert (verdict.mistake.name if verdict.mistake else None) == mistake
    shown = verdict.equality.counterexample if verdict.equality else None
    if shown is not None and "25" in problem and shown.point:
        assert shown.point["x"] ** 2 + shown.point["y"] ** 2 == pytest.approx(25)


def test_one_branch() -> None:
    """An answer that is right on one branch alone says on which."""
    assert str(check(CIRCLE, "-x/sqrt(25 - x^2)")).startswith("Equal only where y > 0.")
    assert str(check(CIRCLE, "x/sqrt(25 - x^2)")).startswith("Equal only where y < 0.")


WORK = [
    (CIRCLE, "x^2 + y^2 = 25\n2x + 2y dy/dx = 0\n2y dy/dx = -2x\ndy/dx = -2x/(2y)\n= -x/y", "right, right, right, right, right"),
    (CIRCLE, "2x + 2y y' = 0\n2y y' = 2x\ny' = x/y", "right, wrong, follows"),
    (CIRCLE, "2x + 2y = 0\ndy/dx = -x/y", "wrong, right"),
    (FOLIUM, "3x^2 + 3y^2 y' = 6y + 6x y'\ny'(3y^2 - 6x) = 6y - 3x^2\ny' = (2y - x^2)/(y^2 - 2x)", "right, right, right"),
    (FOLIUM, "3x^2 + 3y^2 y' = 6 y'\ny' = -3x^2/(3y^2 - 6)", "wrong, follows"),
    ("x^2 + y^2 = 25, find y''", "y' = -x/y\ny'' = -(y - x y')/y^2\ny'' = -(y^2 + x^2)/y^3 = -25/y^3", "right, right, right"),
    (ROUND, "dx/dt = -sin t\ndy/dt = cos t\ndy/dx = (dy/dt)/(dx/dt)\n= cos t/(-sin t)\n= -cot t", "right, right, right, right, right"),
    (ROUND, "dx/dt = sin t\ndy/dt = cos t\ndy/dx = cos t/sin t", "wrong, right, follows"),
    (LADDER, "2x dx/dt + 2y dy/dt = 0\ndy/dt = -(x/y) dx/dt\n= -3x/y", "right, right, right"),
    (f"{LADDER} when x = 3, y = 4", "2x dx/dt + 2y dy/dt = 0\n2*3*3 + 2*4 dy/dt = 0\n18 + 8 dy/dt = 0\ndy/dt = -9/4", "right, right, right, right"),
    (f"{LADDER} when x = 3, y = 4", "18 + 8 dy/dt = 0\ndy/dt = 9/4", "right, wrong"),
    ("x^2 + y^2 = 25, find dy/dt", "2x dx/dt + 2y dy/dt = 0\ndy/dt = -(x/y) dx/dt", "right, right"),
    ("x^2 + y^2 = 25, find dy/dt", "2x + 2y dy/dt = 0\ndy/dt = -x/y", "wrong, follows"),
    (LADDER, "x = 3\ny = 4\ndy/dt = -3x/y\n= -9/4", "right, right, right, right"),
    (CIRCLE, "y' = -x/y\nx = 3\ny = 4\ny' = -3/4", "right, right, right, right"),
    (SPHERE, "dV/dr = 4 pi r^2\ndV/dt = 4 pi r^2 dr/dt\n= 8 pi r^2\n= 72 pi", "right, right, right, right"),
    (PARABOLA, "y = ±2√x\ny' = ±1/√x", "right, right"),
    (PARABOLA, "2y y' = 4\ny' = 2/y = ±1/√x", "right, right"),
    (PARABOLA, "y = ±2√x\ny' = ±2/√x", "right, wrong"),
    (PARABOLA, "y = ±3√x\ny' = ±3/(2√x)", "wrong, follows"),
    (PARABOLA, "y = 2√x\ny' = 1/√x", "wrong, follows"),
    (PARABOLA, "y = ±x\ny' = 2/y", "wrong, right"),
    (CIRCLE, "y = ±√(25 - x²)\ny' = ±(-2x)/(2√(25 - x²))\n= ∓x/√(25 - x²)\n= -x/y", "right, right, right, right"),
    (f"{CIRCLE}, y > 0", "y = ±√(25 - x²)\ny' = -x/y", "right, right"),
    (f"{CIRCLE}; find dy/dx at x = 3", "9 + y^2 = 25\ny = ±√16 = ±4\ny' = -x/y = ∓3/4", "right, right, right"),
    (f"{CIRCLE}; find dy/dx at x = 3", "y = ±5\ny' = -x/y = ±3/5", "wrong, wrong"),
    (CIRCLE, "y = ±\ny' = -x/y", "not understood, right"),
    (CIRCLE, "y' ~ x ?? y\n\\frac{dy}{dx} = -\\frac{x}{y}", "not understood, right"),
]


@pytest.mark.parametrize(("problem", "work", "statuses"), WORK)
def test_work(problem: str, work: str, statuses: str) -> None:
    """A line is right where it holds along the curve, and follows where an earlier line gives it."""
    lines = check(problem, work=work).lines
    assert [line.status for line in lines] == statuses.split(", ")


def test_work_on_both_branches() -> None:
    """Both values of the derivative are a right answer; one branch of two is told as such."""
    assert check(PARABOLA, work="y = ±2√x\ny' = ±1/√x").correct is True
    assert check(PARABOLA, work="y = ±2√x\ny' = ±2/√x").correct is False
    assert "equal only where y > 0" in check(PARABOLA, work="y = 2√x\ny' = 1/√x").lines[0].message


def test_missing_factor() -> None:
    """A line without dy/dx is told what is missing."""
    verdict = check(CIRCLE, work="2x + 2y = 0\ndy/dx = -x/y")
    assert verdict.correct is False
    assert verdict.first_wrong is not None
    assert verdict.first_wrong.mistake is not None
    assert verdict.first_wrong.mistake.name == "added-up"
    assert "Right" not in str(verdict).splitlines()[0]


def test_sandboxed() -> None:
    """It is judged in a child process like everything else."""
    assert check(CIRCLE, "-x/y", sandbox=True).correct is True


def test_a_line_on_which_everything_is_0() -> None:
    """x³y = xy holds where y = 0, where a wrong derivative is 0 as well: it is compared everywhere."""
    assert check("x^3 y = x y, dy/dx", "-(3x^2 y - y)/(x^3 - x)").correct is True
    assert check("x^3 y = x y, dy/dx", "(3x^2 y - y)/(x^3 - x)").correct is False


def test_large_numbers() -> None:
    """Where the way to the curve leads through numbers beyond all floats, it is left."""
    assert check("sin(e^(e^(x + y))) = x y, dy/dx", "1").correct is False


def test_off_the_curve() -> None:
    """Where the equation holds nowhere at the point, nothing is said."""
    assert check(f"{CIRCLE} at x = 7", "1").correct is None


@pytest.mark.parametrize(
    ("problem", "answer", "constant"),
    [("P V^1.4 = C, dP/dt", "-1.4 P/V dV/dt", "C"), ("V = pi r^2 h; dV/dt", "2 pi r h dr/dt", "h"), ("y = a b x, dy/dt", "a b dx/dt", "a and b")],
)
def test_what_may_be_constant(problem: str, answer: str, constant: str) -> None:
    """Where no rates are given, an answer that holds some quantity constant is not called wrong: the problem does not say."""
    verdict = check(problem, answer)
    assert verdict.correct is None
    assert f"it is right if {constant} " in str(verdict)
    assert check(problem, f"2 ({answer})").correct is False


def test_unsolved() -> None:
    """An answer that is equal to the derivative and still has it in it is to be solved."""
    verdict = check("x e^y = y. Find y'", "e^y + x e^y y'")
    assert (verdict.correct, verdict.text()) == (False, "The value is right, but not the form.\nThe derivative is still in it: solve for it.")


@pytest.mark.parametrize(
    ("work", "statuses"),
    [
        ("y' = -x/y; y'' = -(y - xy')/y^2; = -25/y^3", "right right right"),
        ("2x + 2y y' = 0; 2 + 2y'^2 + 2y y'' = 0; y'' = -(1 + y'^2)/y", "right right right"),
        ("2x + 2y y' = 0; 2 + 2y' y'' = 0; y'' = -1/y'", "right wrong follows"),
        ("y' = -x/y; y'' = -(y + xy')/y^2; y'' = -(y - x^2/y)/y^2", "right wrong follows"),
        ("y' = -x/y; y'' = -1/y'", "right wrong"),
    ],
)
def test_work_on_a_second_derivative(work: str, statuses: str) -> None:
    """A second derivative is judged with the first one in it, and what comes of a wrong one follows."""
    assert " ".join(line.status for line in check("x^2 + y^2 = 25, find y''", work=work).lines) == statuses
