"""What is defined step by step is written out up to the steps that are used; the oracle is a loop."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pytest

import chainrule
from chainrule.errors import LimitExceeded, ProblemError

Values = Mapping[str, float]
CELL = "h_t = tanh(w h_{t-1} + u x_t)"


def state(v: Values, steps: int) -> list[float]:
    """Return the states h_0, h_1, … of CELL."""
    found = [v["h_0"]]
    for t in range(1, steps + 1):
        found.append(math.tanh(v["w"] * found[-1] + v["u"] * v[f"x_{t}"]))
    return found


def deep(v: Values) -> float:
    a = v["a^(0)"]
    for k in (1, 2, 3):
        a = 1 / (1 + math.exp(-v[f"w^({k})"] * a - v[f"b^({k})"]))
    return (a - v["y"]) ** 2


def trained(v: Values) -> float:
    w = v["w_0"]
    for _ in range(2):
        w -= v["η"] * (w * v["x"] - v["y"]) * v["x"]
    return (w * v["x"] - v["y"]) ** 2


def gated(v: Values) -> float:
    c, h = v["c_0"], v["h_0"]
    for t in (1, 2):
        f = 1 / (1 + math.exp(-v["u"] * v[f"x_{t}"] - v["r"] * h))
        c = f * c + (1 - f) * v[f"x_{t}"]
        h = math.tanh(c)
    return h


def logistic(v: Values) -> float:
    x = v["x_0"]
    for _ in range(3):
        x = v["r"] * x * (1 - x)
    return x


V = {"w": 0.7, "u": -0.4, "h_0": 0.3, "x_1": 1.0, "x_2": -0.5, "x_3": 0.8, "y": 0.2}
Y = {"y_1": 0.1, "y_2": 0.2, "y_3": 0.3}
LAYERS = {"a^(0)": 0.5, **{f"w^({k})": 0.3 * k for k in (1, 2, 3)}, **{f"b^({k})": 0.1 - 0.2 * k for k in (1, 2, 3)}, "y": 1.0}

CASES: list[tuple[str, Callable[[Values], float], Values]] = [
    (f"{CELL}, L = (h_3 - y)^2", lambda v: (state(v, 3)[3] - v["y"]) ** 2, V),
    (f"{CELL}, L = sum((y_t - h_t)^2, t=1..3)", lambda v: sum((v[f"y_{t}"] - state(v, 3)[t]) ** 2 for t in (1, 2, 3)), V | Y),
    ("a^{(l)} = σ(w^{(l)} a^{(l-1)} + b^{(l)}), C = (a^{(3)} - y)^2", deep, LAYERS),
    ("w_{t+1} = w_t - η (w_t x - y) x, L = (w_2 x - y)^2", trained, {"w_0": 0.4, "η": 0.1, "x": 1.5, "y": 2.0}),
    ("f_t = σ(u x_t + r h_{t-1}); c_t = f_t c_{t-1} + (1 - f_t) x_t; h_t = tanh(c_t); L = h_2", gated, V | {"r": 0.6, "c_0": -0.2}),
    ("x_n = r x_{n-1} (1 - x_{n-1}), y = x_3", logistic, {"r": 2.7, "x_0": 0.3}),
    ("h_t = tanh(w h_{t-1}), h_1 = w x, L = h_2", lambda v: math.tanh(v["w"] ** 2 * v["x"]), {"w": 0.7, "x": 0.4}),
    ("G_t = r_t + g G_{t+1}, G_2 = x, y = G_0", lambda v: v["r_0"] + v["g"] * (v["r_1"] + v["g"] * v["x"]), {"r_0": 1.0, "r_1": 2.0, "g": 0.9, "x": 3.0}),
    ("h_t = tanh(w x_t), L = h_3", lambda v: math.tanh(v["w"] * v["x_3"]), V),
    ("y = sum(x_i x_{i+1}, i=1..3)", lambda v: sum(v[f"x_{i}"] * v[f"x_{i + 1}"] for i in (1, 2, 3)), {"x_1": 1.0, "x_2": -0.5, "x_3": 0.8, "x_4": 2.0}),
    ("y = sum((x_i - x_{i-1})^2, i=2..3)", lambda v: (v["x_2"] - v["x_1"]) ** 2 + (v["x_3"] - v["x_2"]) ** 2, V),
]


@pytest.mark.parametrize(("text", "oracle", "values"), CASES, ids=[text for text, _, _ in CASES])
def test_gradient_through_all_steps(text: str, oracle: Callable[[Values], float], values: Values) -> None:
    """The derivative by every input is the difference quotient of the loop."""
    derivation = chainrule.derive(text)
    found = derivation.at({name: values[name] for name in derivation.graph.inputs})
    assert set(derivation.wrt) <= set(values)
    for name in derivation.wrt:
        above, below = (oracle({**values, name: values[name] + step}) for step in (1e-6, -1e-6))
        assert found.gradient[name] == pytest.approx((above - below) / 2e-6, rel=1e-6, abs=1e-8), name


def test_steps_are_told() -> None:
    """The steps stand in the place of their rule, and what is written out is said."""
    derivation = chainrule.derive(f"{CELL}, dh_2/dw")
    assert [item.name for item in derivation.graph.problem.definitions] == ["h_1", "h_2"]
    assert "hₜ is written out for t = 1, 2" in map(str, derivation.readings)
    assert derivation["w"].paths.count == 2


def test_homework_through_time() -> None:
    """An answer in the names of the steps is judged, and a path that is left out is named."""
    problem = f"{CELL}, L = (h_2 - y)^2"
    assert chainrule.check(problem, "2(h_2 - y)(1 - h_2^2)(h_1 + w(1 - h_1^2)h_0)", wrt="w").correct is True
    assert chainrule.check(problem, "2(h_2 - y)(1 - h_2^2)h_1", wrt="w").mistake.name == "missing-path"


def test_over_samples() -> None:
    """The steps have columns of their own."""
    found = chainrule.evaluate(f"{CELL}, L = (h_2 - y)^2", {"x_1": [1, 2], "x_2": [0, 1], "y": [0.3, 0.4]}, {"w": 0.5, "u": 0.3, "h_0": 0})

    def loss(w: float, row: Values) -> float:
        return (state({"w": w, "u": 0.3, "h_0": 0.0, **row}, 2)[2] - row["y"]) ** 2

    rows = [{"x_1": 1.0, "x_2": 0.0, "y": 0.3}, {"x_1": 2.0, "x_2": 1.0, "y": 0.4}]
    assert found.gradient["w"] == pytest.approx([(loss(0.5 + 1e-6, row) - loss(0.5 - 1e-6, row)) / 2e-6 for row in rows], rel=1e-6)


def test_without_a_number_the_step_before_is_given() -> None:
    """Where no step is used by its number, nothing is written out, and that is said."""
    derivation = chainrule.derive(f"{CELL}, L = sum(h_t^2, t), dL/dw")
    assert "h_{t-1} is given: what goes through it, as through another step, is left out" in map(str, derivation.readings)


@pytest.mark.parametrize("text", ["v_t = v_0 + a t, E = v_t^2 + v_0", "P_a = R_a I_a^2, P = P_a + P_1"])
def test_a_mark_is_no_step(text: str) -> None:
    """v₀ in the rule of v_t is what is given at the start, and a mark that counts nothing makes no steps."""
    derivation = chainrule.derive(text)
    assert not any("written out" in str(reading) for reading in derivation.readings)
    assert {"v_0", "P_1"} & set(derivation.graph.inputs)


SHIFTED = ["y = sum((x_j - x_{j-1})^2, j=2..n), dy/dx_j", "y = sum(x_i x_{i+1}, i=1..n), dy/dx_i", "y = sum((x_{i+1} - x_i)^2, i=1..n), dy/dx_2"]


@pytest.mark.parametrize("text", SHIFTED)
def test_two_terms_of_an_open_sum(text: str) -> None:
    """Where x_i is in two terms of a sum, as x_i and as the neighbour of another, one term alone would be wrong."""
    with pytest.raises(ProblemError, match="more than one term depends on"):
        chainrule.derive(text)


def test_one_term_of_an_open_sum() -> None:
    """A neighbour that is not asked about is no hindrance."""
    assert str(chainrule.derive("y = sum(a_i x_{i+1}, i=1..n), dy/da_i")["a_i"].tidy) == "x_{i+1}"
    assert str(chainrule.derive("L = sum((x_t - a x_{t-1})^2, t), dL/da")["a"].tidy).startswith("-2*sum(")


@pytest.mark.parametrize("text", ["G_t = R_{t+1} + g G_{t+1}, y = G_0, dy/dg", "V_t = r_t + g V_{t+1}, L = V_1^2"])
def test_later_steps_without_an_end(text: str) -> None:
    """What depends on its next step has no derivative where the last one is not given: it is not 0."""
    with pytest.raises(ProblemError, match="goes on from step to step without an end"):
        chainrule.derive(text)


def test_too_many_steps() -> None:
    """A thousand quantities are the limit."""
    with pytest.raises(LimitExceeded, match="1,000 steps"):
        chainrule.derive("h_t = tanh(w h_{t-1}), L = h_2000")
