"""Lines of work that update a parameter by gradient descent."""

from __future__ import annotations

import pytest

from chainrule.homework import check
from chainrule.homework.answers.update_signs import as_update

LINE = "y_hat = w x + b; L = (y - y_hat)^2"
AT = f"{LINE}; w = 0.5, x = 2, b = 1, y = 3"  # where ∂L/∂w = −4 and ∂L/∂b = −2
RIGHT, WRONG = "dL/dw = -2x(y - y_hat)", "dL/dw = 2x(y - y_hat)"
PARABOLA = "f(x) = x^2 - 4x + 5. Find f'(x)"

UPDATES = [
    (AT, f"{RIGHT} = -4", "w_new = w_old - 0.1*(-4) = 0.9", "right"),
    (AT, f"{RIGHT} = -4", "w_new = w - 0.1 dL/dw = 0.5 - 0.1*(-4) = 0.9", "right"),
    (AT, f"{RIGHT} = -4", r"w_{new} = w_{old} - \eta \frac{\partial L}{\partial w} = 0.5 - 0.1 \cdot (-4) = 0.9", "right"),
    (AT, f"{RIGHT} = -4", "w^new = 0.5 + 0.4 = 0.9", "right"),
    (AT, f"{RIGHT} = -4", "w⁺ = 0.5 − 0.1·(−4) = 0.9", "right"),
    (AT, f"{RIGHT} = -4", "w' = w - 0.1*(-4) = 0.9", "right"),
    (AT, f"{RIGHT} = -4", "new w = 0.5 - 0.1*(-4)", "right"),
    (AT, f"{RIGHT} = -4", "w <- w - 0.1*(-4)", "right"),
    (AT, f"{RIGHT} = -4", "w -= 0.1*(-4)", "right"),
    (AT, f"{RIGHT} = -4", "w -= 0.4", "wrong"),
    (AT, f"{RIGHT} = -4", "w += 0.1*4 = 0.9", "right"),
    (AT, f"{RIGHT} = -4", "w = 0.9", "right"),
    (AT, f"{RIGHT} = -4", "w = 0.1", "wrong"),
    (AT, f"{RIGHT} = -4", "w_new = 0.5 - 0.1*(-4) = 0.8", "wrong"),
    (AT, f"{RIGHT} = -4", "w_new = 0.5 - 0.1*(-2) = 0.7", "wrong"),
    (AT, f"{RIGHT} = -4", "w_new = 0.6 - 0.1*(-4) = 1", "wrong"),
    (AT, f"{RIGHT} = -4", "w_new = 0.5 - 0.1*4 = 0.1", "wrong"),
    (AT, f"{WRONG} = 4", "w_new = 0.5 - 0.1*4 = 0.1", "follows"),
    (AT, f"{WRONG} = 4", "w -= 0.1*4", "follows"),
    (AT, f"{WRONG} = 4", "w_new = 0.5 + 0.1*4 = 0.9", "wrong"),
    (AT, f"{RIGHT} = -4", "b_new = 1 - 0.1*(-2) = 1.2", "right"),
    (AT, f"{RIGHT} = -4", "b_new = 1 - 0.1*(-2) = 0.8", "wrong"),
    (LINE, RIGHT, "w := w - η ∂L/∂w", "right"),
    (LINE, RIGHT, "w := w - η∂L/∂w", "right"),
    (LINE, RIGHT, "w := w + 2ηx(y - y_hat)", "right"),
    (LINE, RIGHT, "w := w - 2ηx(y - y_hat)", "wrong"),
    (LINE, RIGHT, "w := w + η x", "wrong"),
    (LINE, WRONG, "w := w - 2ηx(y - y_hat)", "follows"),
    (LINE, WRONG, "w := w - η∂L/∂w = w + 2ηx(y - y_hat)", "wrong"),
    (PARABOLA, "f'(x) = 2x - 4", "x := 0.8x + 0.4", "right"),
    (PARABOLA, "f'(x) = 2x - 4", "x := 1.2x + 0.4", "wrong"),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "slope", "line", "status"), UPDATES, ids=[f"{slope}; {line}" for _, slope, line, _ in UPDATES])
def test_an_update_is_judged_by_the_slope_before_it(problem: str, slope: str, line: str, status: str) -> None:
    """It goes against the slope, is some number times it, and is reckoned rightly; after a wrong slope it follows."""
    verdict = check(problem, wrt=None if problem == PARABOLA else "w", work=f"{slope}\n{line}")
    assert [(each.text, each.status) for each in verdict.lines][1:] == [(line, status)]


STEPS = [
    ("x_0 = 0; f'(x_0) = -4; x_1 = x_0 - 0.1 f'(x_0) = 0 - 0.1(-4) = 0.4", "right right right"),
    ("x_0 = 0; x_1 = x_0 - 0.1 f'(x_0) = 0.4; f'(x_1) = 2(0.4) - 4 = -3.2; x_2 = x_1 - 0.1 f'(x_1) = 0.4 - 0.1(-3.2) = 0.72", "right right right right"),
    ("x_0 = 0; x_1 = x_0 - 0.1 f'(x_0) = 0.4; x_2 = x_1 - 0.1 f'(x_1) = 0.4 - 0.1(-3.2) = 0.08", "right right wrong"),
    ("x_0 = 0; x_1 = x_0 + 0.1 f'(x_0)", "right wrong"),
]


@pytest.mark.parametrize(("work", "statuses"), STEPS)
def test_steps_are_judged_each_at_the_value_before(work: str, statuses: str) -> None:
    """x₂ = x₁ − 0.1·f′(x₁) has the slope at x₁."""
    verdict = check(PARABOLA, work=f"f'(x) = 2x - 4; {work}")
    assert " ".join(line.status for line in verdict.lines[1:]) == statuses


def test_steps_follow_from_a_wrong_derivative() -> None:
    """The value of the wrong derivative at each step is what comes of it."""
    verdict = check(f"{PARABOLA} at x = 0", work="f'(x) = 2x + 4; f'(0) = 4; x_1 = 0 - 0.1(4) = -0.4; x_2 = x_1 - 0.1 f'(x_1) = -0.4 - 0.1(3.2) = -0.72")
    assert [line.status for line in verdict.lines] == ["wrong", "follows", "follows", "follows"]


def test_a_step_of_a_point_is_no_gradient() -> None:
    """(x, y) = … says where a point is."""
    verdict = check("f(x, y) = x² + 3y²; x = 1, y = 1. Find the gradient", work="∇f = (2x, 6y) = (2, 6)\n(x, y) = (1, 1) - 0.1(2, 6) = (0.8, 0.4)")
    assert [line.status for line in verdict.lines] == ["right", "not understood"]


@pytest.mark.parametrize("text", ["w = 2", "y' = 2x", "w < -3", "w' = 2w", "wnew = 3", "dw/dx = 2"])
def test_other_lines_are_no_updates(text: str) -> None:
    """A line that says no new value stays as it is."""
    assert as_update(text, {"w", "x", "y"}.__contains__) == text
