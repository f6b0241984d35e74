"""Answers with something behind them or before them: conditions, reasons, what a name stands for, arrows."""

from __future__ import annotations

import pytest

from chainrule import check
from chainrule.errors import ReadError

BALLOON = "V = 4/3 π r^3, dr/dt = 2, find dV/dt when r = 5"
RIGHT = [
    ("ln(x)", "1/x, x > 0"),
    ("ln(x)", "1/x for x > 0"),
    ("ln(x)", "1/x (x > 0)"),
    ("ln(x)", "1/x if x ≠ 0."),
    ("ln(x)", r"\frac{1}{x}, \quad x > 0"),
    ("ln(x)", r"\frac{1}{x} \quad x > 0"),
    ("s(t) = 3t^2 + 2t", "6t + 2 (m/s)"),
    ("s(t) = 3t^2 + 2t", "v = 6t + 2 [ft/s]"),
    ("x^2", "2x for all x"),
    ("x^2", "2x, for all real x"),
    ("x^2", "2x, x ∈ ℝ"),
    ("x^2", r"2x \quad \text{for all } x"),
    ("x^2", r"$2x \text{ for } x \in \mathbb{R}$"),
    ("ln(3x)", r"\frac{1}{x} for all x"),
    ("ln(3x)", r"\frac{1}{x} (by the chain rule)"),
    ("x^2", "y' = 2x (by the power rule)"),
    ("x^2", "2x by the power rule"),
    ("x^2", "2x QED"),
    ("x^2", "2x (as required)"),
    ("x^2", "2x (I think)"),
    ("(2x+1)^5", "5(2x+1)^4 2"),
    ("sin(x^2)", "cos(x^2) . 2x"),
    ("(2x+1)^5", "10u^4, u = 2x+1"),
    ("(2x+1)^5", "dy/dx = 5u^4*2 where u = 2x + 1"),
    ("sin(x^2)", "2x cos(v), where v = x^2"),
    ("e^(3x)", "dy/dx: 3e^(3x)"),
    ("y = e^(3x)", "y': 3e^(3x)"),
    ("x^2", "→ 2x"),
    ("x^2", "⇒ y' = 2x"),
    ("x^2", "=> 2x"),
    ("x^2", r"\Rightarrow 2x"),
    ("x^2", "2x = y'"),
    ("x^2", r"2x = \frac{dy}{dx}"),
    ("ln(3x)", r"\frac{1}{x} (chain rule)"),
    ("ln(3x)", r"\frac{1}{x} \quad \text{(chain rule)}"),
    ("ln(3x)", "1/x (simplified)"),
    ("x^2", "By the power rule, y' = 2x"),
    ("x^2", "Using the power rule we get 2x"),
    ("x^2", "So by the power rule the derivative is 2x"),
    ("x^2", "Therefore, 2x"),
    ("x^2", "So dy/dx is 2x"),
    ("x^2", "We have dy/dx = 2x"),
    ("(2x+1)^5", "u = 2x + 1, dy/dx = 10u^4"),
    ("(2x+1)^5", "let u = 2x + 1; then 10u^4"),
    ("(2x+1)^5", "with u = 2x + 1: 10u^4"),
    ("(2x+1)^5", "5u^4 u' where u = 2x + 1"),
    ("(2x+1)^5", "5u^4 du/dx, u = 2x + 1"),
    ("(x²+1)³", "3(x²+1)²2x"),
    ("x^2", "y = x^2, dy/dx = 2x"),
    ("f(x) = x^2", "f(x) = x^2 so f'(x) = 2x"),
    ("ln(2x+1)", "u = 2x+1, du/dx = 2, dy/dx = 2/(2x+1)"),
    ("x^2 + y^2 = 25, dy/dx", "2x + 2y dy/dx = 0 => dy/dx = -x/y"),
    ("x^2 + y^2 = 25, dy/dx", r"2x + 2yy' = 0 \Rightarrow y' = -\frac{x}{y}"),
    ("x^2 + y^2 = 25, dy/dx", "2x + 2yy' = 0\ny' = -x/y"),
    ("x^2 sin x", "dy/dx = 2x sin x + x^2 cos x = y'"),
    ("f(x) = x^2", r"f'(x) = 2x = \frac{df}{dx}"),
    ("x^2", "df/dx(x) = 2x"),
    ("z = x^2 y", "∂z/∂x (x, y) = 2xy"),
    ("(x^2+1)^3", "6xu^2, u = x^2+1"),
    (BALLOON, "200π cm³/s"),
    (BALLOON, "dV/dt = 200π cm^3 per second"),
    (BALLOON, r"200\pi\ \text{cm}^3/\text{s}"),
    (BALLOON, "≈ 628.32 cubic cm/sec."),
    ("s(t) = t^3 - 6t^2, find the velocity at t = 2", "-12 m/s"),
    ("s(t) = t^3 - 6t^2, find the velocity", "v(t) = 3t^2 - 12t m/s"),
    ("x^2", "2x ✓"),
    ("x^2", "**2x**"),
    ("x^2", "#### 2x"),
    ("x^2", "2x,"),
    ("x^2", r"$\boxed{f'(x) = 2x}$"),
    ("1/x", r"\boxed{\frac{dy}{dx} = -\frac{1}{x^{2}}}."),
    ("x^2", "f'(x) is equal to 2x"),
    ("x^2", "2x (final answer)"),
    ("x^2", "dy/dx => 2x"),
    ("x^2", "dy/dx == 2x"),
    ("y = m x^2/s; dy/dx", "2x m/s"),  # names of the problem
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_what_stands_beside_a_right_answer_is_passed_over(problem, answer):
    """A right answer is right with a condition or a reason behind it, an arrow before it, or with a name that is said to stand for something."""
    assert check(problem, answer).correct is True


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        ("|x|", r"1 \text{ for } x > 0"),
        ("(2x+1)^5", "10 2"),
        ("x^2", "3 . x"),
        ("sin(x)", r"\cos x and that is it"),
    ],
)
def test_beside_a_wrong_answer_it_may_matter(problem, answer):
    """An answer that is not right without what stands behind it is refused: the condition may make it right."""
    with pytest.raises(ReadError):
        check(problem, answer)


def test_another_derivative_behind_the_last_sign_is_an_answer():
    """What stands behind the last = is judged where it is another derivative than the one before the first; nothing is said of df/dx (x)."""
    assert check("h = log(u), u = x^2", "dh/dx = 1/u = dh/du", "x").mistake.name == "missing-inner-derivative"
    assert check("x^2", "dy/dx = x = y'").mistake.name == "lost-coefficient"
    assert check("f(x) = x^2", "df/dx (x) = 2x").notes == ()


def test_a_unit_makes_no_answer_right():
    """A wrong number is wrong with its unit, and a letter behind an expression is a factor."""
    assert check(BALLOON, "100π cm³/s").mistake.name == "rate-missing"
    assert check("x^2", "2x m").mistake.name == "names"
    assert check("y = m x^2/s; dy/dx", "x m/s").mistake.name == "lost-coefficient"


def test_nothing_is_said_of_a_side_with_other_names():
    """An earlier side with names that the problem does not have is not compared: v(2) = −12."""
    notes = check("s(t) = t^3 - 6t^2, find the velocity at t = 2", "v(2) = -12").notes
    assert not any("before it" in str(note) for note in notes)


def test_a_reason_makes_no_answer_right():
    """A wrong answer is wrong with a reason behind it as well, or for all x."""
    assert check("x^2", "x by the power rule").mistake.name == "lost-coefficient"
    assert check("ln(3x)", r"\frac{3}{x} (chain rule)").correct is False
    assert check("x^2", "x = y'").mistake.name == "lost-coefficient"
    assert check("sin(3x)", "cos(3x) for all x").mistake.name == "missing-inner-derivative"
    assert check("sin(3x)", r"\cos(3x), x \in \mathbb{R}").mistake.name == "missing-inner-derivative"


@pytest.mark.parametrize("answer", ["2x, x = 3", "2x where x = 3", "y' = 2x, y'' = 2", "y' = 3x, y'' = 3"])
def test_values_and_further_derivatives_are_refused(answer):
    """A value of the variable is no meaning of a name, and of two derivatives either may be meant."""
    with pytest.raises(ReadError):
        check("x^2", answer)


@pytest.mark.parametrize("answer", ["2x + 2y dy/dx = 0", "2x + 2yy' = 0", "yy' = -x", "2x = -2y y'"])
def test_an_equation_is_to_be_solved(answer):
    """An equation that the derivative along a curve fulfils is no answer yet."""
    verdict = check("x^2 + y^2 = 25, dy/dx", answer)
    assert verdict.correct is False
    assert str(verdict).endswith("solve for it.")


def test_a_last_statement_is_judged():
    """Of several statements the last one is judged, and an equation that the derivative does not fulfil is wrong."""
    assert check("x^2 + y^2 = 25, dy/dx", "2x + 2y y' = 0, so y' = x/y").mistake.name == "sign-of-solution"
    assert check("x^2 + y^2 = 25, dy/dx", "2x + 2y y' = 1").form == ()


def test_names_stand_for_what_the_student_says():
    """What a name is said to stand for counts, also where a link of the derivation has that name."""
    verdict = check("(2x+1)^5", "10u^4 where u = 2x")
    assert verdict.correct is False
    assert verdict.mistake.name == "lost-inner-function"
    assert check("sin(x^2)", "cos(u), where u = x^2").mistake.name == "missing-inner-derivative"


def test_what_is_passed_over_is_told():
    """The reading says what was passed over."""
    assert [each.message for each in check("ln(x)", "1/x for x > 0").readings] == ["for x > 0 is passed over"]
    assert [each.message for each in check("x^2", "2 . x").readings] == ["the full stop is read as a product"]


@pytest.mark.parametrize("answer", ["1 for x > 0", "1, x > 0"])
def test_a_condition_that_makes_an_answer_right(answer):
    """An answer that is right under its own condition alone is left undecided: the condition may be meant."""
    assert check("|x|", answer).correct is None
