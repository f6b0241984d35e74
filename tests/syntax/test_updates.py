"""Steps of gradient descent that a text has beside its loss: what they ask, and what a reader is told."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.syntax import read_problem

LOSS = "L = (y - w x)^2"
LINES = {
    "L = (y - w x)^2, w := w - η ∂L/∂w": "w + 2η·(y − w·x)·x",
    "w ← w − η ∂L/∂w, L = (y - w x)^2": "w + 2η·(y − w·x)·x",
    "L = (y - w x)^2; w = w - α dL/dw": "w + 2α·(y − w·x)·x",
    "L = (y - w x)^2, w_new = w_old - η ∂L/∂w_old": "w + 2η·(y − w·x)·x",
    "L = (y - w x)^2, w_{new} = w_{old} - η \\frac{\\partial L}{\\partial w_{old}}": "w + 2η·(y − w·x)·x",
    "L = (y - w_old x)^2, w_new = w_old - η ∂L/∂w_old": "w_old + 2η·(y − w_old·x)·x",
    "L = (y - w_t x)^2, w_{t+1} = w_t - η ∂L/∂w_t": "wₜ + 2η·(y − wₜ·x)·x",
    "L = (y - w_{11}^{(1)} x)^2, w_{11}^{(1)} := w_{11}^{(1)} - η ∂L/∂w_{11}^{(1)}": "w₁₁⁽¹⁾ + 2η·(y − w₁₁⁽¹⁾·x)·x",
    "SSR = Σ_i (o_i - (p_i + b3))^2, b3 := b3 - 0.1 ∂SSR/∂b3": "b3 + 0.2 Σ_{i=1}^{n} (oᵢ − pᵢ − b3)",
}


@pytest.mark.parametrize("text", LINES)
def test_the_derivative_is_put_in(text: str) -> None:
    """The update comes out with the derivative worked out and the signs collected."""
    told = chainrule.solution(text)
    assert "The update\n" in told
    assert told.split("The update\n")[1].split("\n\n")[0].splitlines()[-1].endswith(f"= {LINES[text]}")


def test_several() -> None:
    """Each parameter that is updated is derived by, in the order of the text, and all are updated at once."""
    text = "L = (y - w x - b)^2; w := w - 0.1 ∂L/∂w; b := b - 0.1 ∂L/∂b"
    problem = read_problem(text)
    assert (problem.output, problem.wrt, [each.name for each in problem.definitions]) == ("L", ("w", "b"), ["L"])
    derivation = chainrule.derive(text)
    assert [str(each.tidy) for each in derivation] == ["-2*(y - w*x - b)*x", "-2*(y - w*x - b)"]
    assert "The updates, all at once" in chainrule.solution(text)
    assert "The updates" not in chainrule.solution(text, hide="answer")


def test_descent_takes_the_problem_with_its_update() -> None:
    """Gradient descent runs on the loss of such a text."""
    step = next(chainrule.descend(f"{LOSS}, w := w - η ∂L/∂w", {"x": [1.0], "y": [2.0]}, {"w": 0.0}, 0.1))
    assert step.parameters["w"] == pytest.approx(0.4)


def test_what_a_caller_asks() -> None:
    """What is asked for beside the text is derived of the loss; a definition of a new value is derived itself, as it always was."""
    assert chainrule.check(f"{LOSS}, w := w - η ∂L/∂w", "-2(y - w x)x", wrt="w").correct
    assert [str(each.tidy) for each in chainrule.derive(f"{LOSS}, w := w - η ∂L/∂w", wrt=["x"])] == ["-2*(y - w*x)*w"]
    assert [str(each.tidy) for each in chainrule.derive(f"{LOSS}, w_new = w - η ∂L/∂w", wrt=["η"])] == ["2*(y - w*x)*x"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LOSS}, w_new = w - η ∂L/∂w, dw_new/dη",  # another question
        f"{LOSS}, v_new = β v - η ∂L/∂w, w_new = w + v_new",  # the new value is used
        "E = m v^2/2, F = k x - dE/dv",
        f"{LOSS}, a = b - η ∂L/∂w",
    ],
)
def test_others(text: str) -> None:
    """What asks for something else, goes on with the new value, or is no new value of a parameter, stays a definition."""
    assert not read_problem(text).updates


def test_what_a_derivative_is_called_is_said() -> None:
    """Where a definition is differentiated that a derivative stands in, the name of that is introduced before it is used."""
    told = chainrule.solution(f"{LOSS}, w_new = w - η ∂L/∂w, dw_new/dη")
    assert told.index("L_w = ∂L/∂w") < told.index("∂w_new/∂η = −L_w")
