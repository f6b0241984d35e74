"""What is defined step by step is written out up to the steps that are used; the oracle is a loop."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
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


def dense(v: Values, layers: int, mark: str = "({})") -> list[float]:
    """Return the outputs of layers of two neurons."""

    def value(name: str, layer: int) -> float:
        return v[f"{name}^{mark.format(layer)}"]

    a = [value(f"a_{k}", 0) for k in (1, 2)]
    for k in range(1, layers + 1):
        a = [1 / (1 + math.exp(-value(f"w_{j}1", k) * a[0] - value(f"w_{j}2", k) * a[1] - value(f"b_{j}", k))) for j in (1, 2)]
    return a


def stacked(v: Values) -> float:
    """Return the state of the second of two layers after two steps."""
    h = {(t, k): v.get(f"h_{t}^[{k}]", 0.0) for t in range(3) for k in range(3)}
    for t in (1, 2):
        for k in (1, 2):
            h[t, k] = math.tanh(v[f"w^[{k}]"] * h[t - 1, k] + v[f"u^[{k}]"] * h[t, k - 1])
    return h[2, 2]


def coupled(v: Values) -> float:
    h = [v["h_{0,1}"], v["h_{0,2}"]]
    for t in (1, 2):
        h = [math.tanh(v[f"W_{j}1"] * h[0] + v[f"W_{j}2"] * h[1] + v[f"u_{j}"] * v[f"x_{t}"]) for j in (1, 2)]
    return h[0] ** 2


V = {"w": 0.7, "u": -0.4, "h_0": 0.3, "x_1": 1.0, "x_2": -0.5, "x_3": 0.8, "y": 0.2}
Y = {"y_1": 0.1, "y_2": 0.2, "y_3": 0.3}
LAYERS = {"a^(0)": 0.5, **{f"w^({k})": 0.3 * k for k in (1, 2, 3)}, **{f"b^({k})": 0.1 - 0.2 * k for k in (1, 2, 3)}, "y": 1.0}

NEURONS = "a_j^{(l)} = σ(Σ_{k=1}^{2} w_{jk}^{(l)} a_k^{(l-1)} + b_j^{(l)})"
DENSE = {f"{name}^({k})": 0.1 * i - 0.2 * k for k in range(4) for i, name in enumerate(("a_1", "a_2", "w_11", "w_12", "w_21", "w_22", "b_1", "b_2"))}
SQUARED = {name.replace("(", "[").replace(")", "]"): value for name, value in DENSE.items()}
STACKED = {"h_0^[1]": 0.3, "h_0^[2]": -0.2, "h_1^[0]": 0.5, "h_2^[0]": 0.7, "w^[1]": 0.6, "w^[2]": -0.4, "u^[1]": 0.9, "u^[2]": 1.1}
COUPLED = {"h_{0,1}": 0.2, "h_{0,2}": -0.6, "W_11": 0.3, "W_12": -0.7, "W_21": 0.5, "W_22": 0.8, "u_1": 1.1, "u_2": -0.9, "x_1": 0.4, "x_2": 0.6}

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
    (f"{NEURONS}, L = (a_1^{{(2)}} - y)^2", lambda v: (dense(v, 2)[0] - v["y"]) ** 2, DENSE | {"y": 1.0}),
    (f"{NEURONS}, C = 1/2 Σ_{{j=1}}^{{2}} (a_j^{{(3)}} - y_j)^2", lambda v: sum((a - v[f"y_{j}"]) ** 2 for j, a in enumerate(dense(v, 3), 1)) / 2, DENSE | Y),
    ("a_j^l = σ(Σ_{k=1}^{2} w_{jk}^l a_k^{l-1} + b_j^l), C = (a_1^2 - y)^2", lambda v: (dense(v, 2)[0] - v["y"]) ** 2, DENSE | {"y": 1.0}),
    ("z_j^{[l]} = Σ_{k=1}^{2} w_{jk}^{[l]} a_k^{[l-1]} + b_j^{[l]}, a_j^{[l]} = σ(z_j^{[l]}), C = a_2^{[2]}", lambda v: dense(v, 2, "[{}]")[1], SQUARED),
    ("h_t^{[l]} = tanh(w^{[l]} h_{t-1}^{[l]} + u^{[l]} h_t^{[l-1]}), L = h_2^{[2]}", stacked, STACKED),
    ("h_{t,j} = tanh(Σ_{k=1}^{2} W_{jk} h_{t-1,k} + u_j x_t), L = h_{2,1}^2", coupled, COUPLED),
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


@pytest.mark.parametrize(("answer", "mistake"), [
    ("2((h_2 - y) ⊙ (1 - h_2^2)) h_1^T + 2((W^T ((h_2 - y) ⊙ (1 - h_2^2))) ⊙ (1 - h_1^2)) h_0^T", None),
    ("2((h_2 - y) ⊙ (1 - h_2^2)) h_1^T", "lost-term"),
    ("2((h_2 - y) ⊙ (1 - h_2^2)) h_1^T + 2((W ((h_2 - y) ⊙ (1 - h_2^2))) ⊙ (1 - h_1^2)) h_0^T", "transpose"),
])  # fmt: skip
def test_homework_through_time_in_matrices(answer: str, mistake: str | None) -> None:
    """The gradient by a matrix that every step has is judged as a whole: the step before, and its transpose, are part of it."""
    verdict = chainrule.check("h_t = tanh(W h_{t-1} + U x_t), L = ‖h_2 − y‖²", answer, wrt="W")
    assert verdict.correct is (mistake is None)
    assert mistake is None or (verdict.mistake is not None and verdict.mistake.name == mistake)


@pytest.mark.parametrize("answer", ["2(a^2-y) a^2 (1-a^2) a^1", "2(a^{(2)}-y) a^{(2)} (1-a^{(2)}) a^{(1)}"])
def test_homework_through_layers(answer: str) -> None:
    """An answer writes the number of a layer as the problem does, or with brackets."""
    problem = "a^l = σ(w^l a^{l-1} + b^l), C = (a^2 - y)^2"
    assert chainrule.check(problem, answer, wrt="w^(2)").correct is True
    assert chainrule.check(problem, answer.removeprefix("2"), wrt="w^(2)").correct is False


def test_zero_at_the_start_of_vectors() -> None:
    """A start at 0 is set aside, and said: it does not make the steps numbers."""
    derivation = chainrule.derive("h_t = tanh(W h_{t-1} + U x_t), h_0 = 0, L = ‖h_2 − y‖², dL/dU")
    assert "h₀ = 0 is set aside: put the zeros in for h₀" in map(str, derivation.readings)
    assert "x_1^T" in str(derivation["U"].tidy)


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


RECURRENT = "h_t = tanh(W h_{t-1} + U x_t + b), L = ‖h_1 − y‖² + ‖h_2 − y‖²"
WHOLE = {"W": [[0.4, -0.3], [0.7, 0.2]], "U": [[0.5, 0.1, -0.6], [0.3, -0.8, 0.9]], "h_0": [0.2, -0.5], "b": [0.1, 0.3], "y": [1.0, -1.0]}
INPUTS = {"x_1": [0.3, 0.6, -0.2], "x_2": [-0.7, 0.1, 0.5]}


def of_vectors(v: Mapping[str, np.ndarray]) -> float:
    h, loss = v["h_0"], 0.0
    for t in (1, 2):
        h = np.tanh(v["W"] @ h + v["U"] @ v[f"x_{t}"] + v["b"])
        loss += float(np.sum((h - v["y"]) ** 2))
    return loss


@pytest.mark.parametrize("name", ["W", "U", "h_0", "b", "x_1", "y"])
def test_vectors_through_time(name: str) -> None:
    """Whole vectors and matrices are written out step by step too, and told by whole matrices."""
    values = {each: np.array(value) for each, value in (WHOLE | INPUTS).items()}
    found = np.array(chainrule.derive(RECURRENT, wrt=[name]).at(WHOLE | INPUTS).gradient[name])
    for place in np.ndindex(found.shape):
        step = np.zeros(found.shape)
        step[place] = 1e-6
        above, below = (of_vectors({**values, name: values[name] + move}) for move in (step, -step))
        assert found[place] == pytest.approx((above - below) / 2e-6, rel=1e-6, abs=1e-8)


def test_layers_with_open_sums() -> None:
    """Where the number of neurons is open, only the layers are written out: the rest is backpropagation by letters."""
    derivation = chainrule.derive("a_j^{(l)} = σ(Σ_k w_{jk}^{(l)} a_k^{(l-1)} + b_j^{(l)}), L = Σ_j (a_j^{(2)} - y_j)^2, dL/dw_{jk}^{(1)}")
    assert "aⱼ⁽ˡ⁾ is written out for l = 1, 2" in map(str, derivation.readings)
    assert "2aⱼ⁽¹⁾·(1 − aⱼ⁽¹⁾)·aₖ⁽⁰⁾ Σ_{l=1}^{n} (aₗ⁽²⁾ − yₗ)·aₗ⁽²⁾·(1 − aₗ⁽²⁾)·wₗⱼ⁽²⁾" in " ".join(str(derivation).split())


@pytest.mark.parametrize("loss", ["L = (h_T - y)^2", "L = h_{T-1}", "L = h_T, dL/dw"])
def test_a_step_whose_number_is_a_letter(loss: str) -> None:
    """How many steps are before h_T is not said: its derivative by w is not 0."""
    with pytest.raises(ProblemError, match="how many steps are before it is not said"):
        chainrule.derive(f"{CELL}, {loss}")


@pytest.mark.parametrize("text", ["G_t = R_{t+1} + g G_{t+1}, y = G_0, dy/dg", "V_t = r_t + g V_{t+1}, L = V_1^2"])
def test_later_steps_without_an_end(text: str) -> None:
    """What depends on its next step has no derivative where the last one is not given: it is not 0."""
    with pytest.raises(ProblemError, match="goes on from step to step without an end"):
        chainrule.derive(text)


def test_too_many_steps() -> None:
    """A thousand quantities are the limit."""
    with pytest.raises(LimitExceeded, match="1,000 steps"):
        chainrule.derive("h_t = tanh(w h_{t-1}), L = h_2000")
