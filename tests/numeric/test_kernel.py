"""Tapes and kernels: a loss and its gradient over samples, in floats and in arrays, against loops and difference quotients."""

from __future__ import annotations

import math
import subprocess
import sys
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.errors import NumericError, UnknownName
from chainrule.functions import FUNCTIONS
from chainrule.numeric.arithmetic import FLOAT
from chainrule.numeric.data import Samples
from chainrule.numeric.kernel import CHUNK, FLOAT_SAMPLES, Writer
from chainrule.numeric.objective import Objective
from chainrule.problem import Definition, Problem
from chainrule.syntax import read_problem
from chainrule.tree import call, node, number, symbol

SSR = "SSR = sum((Observed_i - Predicted_i)^2, i=1..n); Predicted_i = w3*softplus(w1*x_i + b1) + w4*softplus(w2*x_i + b2) + b3"
WEIGHTS = {"w1": 3.34, "b1": -1.43, "w2": -3.53, "b2": 0.57, "w3": -1.22, "w4": -2.30, "b3": 0.0}
THREE = Samples.of({"x": [0, 0.5, 1], "Observed": [0, 1, 0]})


def objective(text: str, samples: Samples, parameters: dict[str, float], **options) -> Objective:
    fit = options.pop("fit", tuple(parameters))
    fixed = {name: value for name, value in parameters.items() if name not in fit}
    return Objective(read_problem(text), samples, fit, fixed, **options)


def outcome(text: str, samples: Samples, parameters: dict[str, float], **options) -> tuple[float, dict[str, float]]:
    found = objective(text, samples, parameters, **options)
    state = found.at(parameters)
    return state[0], found.gradient(state)


def drawn(count: int, *names: str) -> dict[str, list[float]]:
    draw = np.random.default_rng(3)
    return {name: draw.uniform(0.2, 1.5, count).tolist() for name in names}


def ssr(x, observed, w1, b1, w2, b2, w3, w4, b3) -> float:
    """Return the loss of SSR, by a loop."""

    def softplus(u):
        return math.log1p(math.exp(u))

    return sum((o - (w3 * softplus(w1 * a + b1) + w4 * softplus(w2 * a + b2) + b3)) ** 2 for a, o in zip(x, observed, strict=True))


@pytest.mark.parametrize("count", [1, 3, FLOAT_SAMPLES, FLOAT_SAMPLES + 1, CHUNK + 7])
def test_the_loss_and_its_gradient(count):
    """On floats, on arrays and on several chunks, the gradient is that of a loop over the samples."""
    data = drawn(count, "x", "Observed")
    loss, gradient = outcome(SSR, Samples.of(data), WEIGHTS)
    assert loss == pytest.approx(ssr(data["x"], data["Observed"], **WEIGHTS), rel=1e-12)
    for name, slope in gradient.items():
        h = 1e-6
        ahead, behind = (ssr(data["x"], data["Observed"], **(WEIGHTS | {name: WEIGHTS[name] + step})) for step in (h, -h))
        assert slope == pytest.approx((ahead - behind) / (2 * h), rel=1e-6)


SPELLINGS = {
    "with an index": "S = sum((y_i - w*x_i)^2, i=1..n)",
    "without one": "S = sum((y - w*x)^2, i=1..n)",
    "over all of three": "S = sum((y_i - w*x_i)^2, i=1..3)",
    "a definition with an index": "S = sum((y_i - p_i)^2, i=1..n); p_i = w*x_i",
    "a definition without one": "S = sum((y_i - p_i)^2, i=1..n); p = w*x",
    "another letter": "S = sum((y_j - p_j)^2, j=1..m); p_j = w*x_j",
    "sample by sample": "S = (y_1 - w*x_1)^2 + (y_2 - w*x_2)^2 + (y_3 - w*x_3)^2",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_column_and_its_entries(spelling):
    """Both x and x_i are the sample's value, x_2 is the second one, and a definition that uses one is worked out for each sample."""
    loss, gradient = outcome(SPELLINGS[spelling], Samples.of({"x": [1, 2, 3], "y": [1, 0, 2]}), {"w": 2.0})
    assert loss == 1 + 16 + 16
    assert gradient == {"w": 2 * 1 + 2 * 4 * 2 + 2 * 4 * 3}


def test_samples_numbered_from_0():
    """A sum from 0 to n − 1 runs over all samples too."""
    w, x, n = map(symbol, ("w", "x_i", "n"))
    found = Objective(Problem("", (Definition("S", node("sum", "i", (w * x, number(0), n - 1))),)), Samples.of({"x": [1, 2, 3]}), ["w"], {})
    assert found.at({"w": 2.0})[0] == 12.0


def test_a_value_for_each_sample_is_averaged_or_added_up():
    """An output that differs from sample to sample becomes one number as asked."""
    samples = Samples.of({"x": [1, 2, 3]})
    assert outcome("L = (w*x)^2", samples, {"w": 1.0}) == (pytest.approx(14 / 3), {"w": pytest.approx(28 / 3)})
    assert outcome("L = (w*x)^2", samples, {"w": 1.0}, over="sum") == (14.0, {"w": 28.0})
    assert objective("L = (w*x)^2", samples, {"w": 1.0}).reduction == "mean"
    assert objective("L = sum((w*x_i)^2, i=1..n)", samples, {"w": 1.0}).reduction == ""


def test_sums_that_use_sums():
    """A variance, whose terms use the mean of all samples, is differentiated through both sums."""
    data = drawn(50, "x")
    loss, gradient = outcome("V = sum((p_i - m)^2, i=1..n)/n; m = sum(p_i, i=1..n)/n; p_i = w*x_i^2", Samples.of(data), {"w": 1.5})
    variance = np.var(np.square(data["x"]))
    assert loss == pytest.approx(1.5**2 * variance)
    assert gradient["w"] == pytest.approx(2 * 1.5 * variance)


def test_what_is_the_same_for_all_samples():
    """A term without a column counts once for each sample, and the number of samples and a sample's number have values."""
    samples = Samples.of({"x": [1, 2, 3]})
    assert outcome("S = sum(w^2 + i*x_i, i=1..n) + n*w", samples, {"w": 2.0}) == (3 * 4 + 14 + 6, {"w": 3 * 4 + 3})


def test_shared_expressions():
    """A quantity used twice passes back both of its parts."""
    assert outcome("L = u*u + u; u = w*x", Samples.of({"x": [2.0]}), {"w": 3.0}) == (42.0, {"w": 2 * 6 * 2 + 2})


@pytest.mark.parametrize("name", [row.name for row in FUNCTIONS.values() if row.arity == (1, 1)])
@pytest.mark.parametrize("count", [1, FLOAT_SAMPLES + 1])
def test_every_function(name, count):
    """Every function of one argument has the derivative that a difference quotient shows, in floats and in arrays."""
    row = FUNCTIONS[name]
    (point,) = row.sample
    problem = Problem("", (Definition("L", call(name, symbol("w") * symbol("x"))),))
    found = Objective(problem, Samples.of({"x": [1.0] * count}), ["w"], {})
    state = found.at({"w": point})
    h = 1e-6
    assert state[0] == pytest.approx(row.real(point), rel=1e-12)
    assert found.gradient(state)["w"] == pytest.approx((row.real(point + h) - row.real(point - h)) / (2 * h), rel=1e-6, abs=1e-9)


@given(st.integers(-3, 4), st.floats(0.3, 2))
def test_powers(exponent: int, base: float):
    """Powers are worked out as products where that is cheaper, with the same value and derivative."""
    loss, gradient = outcome(f"L = w^({exponent})*x", Samples.of({"x": [1.0]}), {"w": base})
    assert loss == pytest.approx(base**exponent)
    assert gradient["w"] == pytest.approx(exponent * base ** (exponent - 1))


def test_powers_of_two_parameters():
    """Base and exponent of a power may both be fitted."""
    _, gradient = outcome("L = a^(b*x)", Samples.of({"x": [2.0]}), {"a": 1.5, "b": 0.7})
    assert gradient == {"a": pytest.approx(1.4 * 1.5**0.4), "b": pytest.approx(2 * math.log(1.5) * 1.5**1.4)}


def test_generated_code_has_numbered_slots_only():
    """No name and no number of the reader's is in the text that is compiled."""
    found = objective("L = (evil_name*x - 12345)^2 + exp(evil_name)", Samples.of({"x": [1.0]}), {"evil_name": 1.0})
    written = Writer(found._kernel, FLOAT)
    written.function()
    text = "\n".join(written.lines)
    assert "evil" not in text
    assert "12345" not in text
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789 _(),:=+-*/.\n")


def test_numpy_stays_out_of_small_data():
    """With few samples NumPy is not imported."""
    code = (
        "import sys; from chainrule.numeric.data import Samples; from chainrule.numeric.objective import Objective; from chainrule.syntax import read_problem;"
        "o = Objective(read_problem('L = (w*x - y)^2'), Samples.of({'x': [1, 2], 'y': [2, 4]}), ['w'], {});"
        "o.at({'w': 1.0}); print('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_floats_carry_on_as_arrays_do():
    """An exponential that overflows to infinity under a fraction bar gives 0, with few samples as with many."""
    for count in (1, FLOAT_SAMPLES + 1):
        assert outcome("L = w/(1 + exp(1000*x))", Samples.of({"x": [1.0] * count}), {"w": 2.0}) == (0.0, {"w": 0.0})


NOT_FINITE = {
    "a logarithm of a negative number": ("L = w*u; u = log(x)", "u is not a finite real number at sample 3"),
    "a division by 0": ("L = w/(x + 1)", "L is not a finite real number at sample 3"),
    "inside a sum": ("L = sum(w*log(x_i), i=1..n)", "L is not a finite real number at sample 3"),
    "a derivative": ("L = sqrt(w)*x", "derivative"),
}


@pytest.mark.parametrize("count", [0, FLOAT_SAMPLES])
@pytest.mark.parametrize("case", NOT_FINITE)
def test_numbers_that_are_not_finite(case, count):
    """The quantity and the sample are named where a number is not finite."""
    text, said = NOT_FINITE[case]
    with pytest.raises(NumericError, match=said):
        outcome(text, Samples.of({"x": [1, 2, -1, 4] + [1.0] * count}), {"w": 0.0 if case == "a derivative" else 1.0})


REFUSED = {
    "no column": ("L = (w*x - y)^2", {"w": 1.0}, NumericError, "no column and no value for y"),
    "an unknown parameter": ("L = w*x", {"w": 1.0, "v": 2.0}, UnknownName, "no quantity 'v'"),
    "a computed parameter": ("L = u*x; u = w", {"u": 1.0}, NumericError, "computed"),
    "a column and a value": ("L = w*x", {"w": 1.0, "x": 2.0}, NumericError, "is a column"),
    "one sample too many": ("L = sum(w*x_i, i=0..n)", {"w": 1.0}, NumericError, "does not run over all samples"),
    "more than the samples": ("L = sum(w*x_i, i=2..4)", {"w": 1.0}, NumericError, "runs from 2 to 4, and the data has 3 samples"),
    "an unspecified function": ("L = f(w*x)", {"w": 1.0}, NumericError, "not specified"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals(case):
    """Data that do not fit the problem are refused with what is missing."""
    text, parameters, kind, said = REFUSED[case]
    with pytest.raises(kind, match=said):
        outcome(text, Samples.of({"x": [1, 2, 3]}), parameters)


def test_lessons_figures():
    """The softplus network has the slope that its lesson gives."""
    loss, gradient = outcome(SSR, THREE, WEIGHTS)
    assert loss == pytest.approx(20.4235976775892, rel=1e-12)
    assert gradient["b3"] == pytest.approx(-15.6551083805777, rel=1e-12)


def test_a_graph_of_a_thousand_layers():
    """Depth is no matter."""
    definitions = (Definition("u_0", symbol("w") * symbol("x")), *(Definition(f"u_{k}", call("sin", symbol(f"u_{k - 1}"))) for k in range(1, 1000)))
    found = Objective(Problem("", definitions), Samples.of({"x": [0.5]}), ["w"], {})
    value, slope = 0.5, 0.5
    for _ in range(1, 1000):
        value, slope = math.sin(value), slope * math.cos(value)
    state = found.at({"w": 1.0})
    assert (state[0], found.gradient(state)["w"]) == (pytest.approx(value), pytest.approx(slope))


def test_many_chunks(monkeypatch):
    """Threads give what one chunk after the other gives, to the last bit, and no warning where a number is not finite."""
    draw = np.random.default_rng(3)
    x, o = draw.normal(size=(2, 10 * CHUNK + 7)) * 4
    weights = {"w": 1.3, "b": -0.2, "c": 0.7}
    problem = read_problem("S = sum((o_i - c*softplus(w*x_i + b))^2, i=1..n)")

    def run(values):
        objective = Objective(problem, Samples({"x": values, "o": o}, len(o)), tuple(weights), {})
        (batch,) = objective.batches()
        return batch.run(0.1, batch.sizes, objective.start(weights), batch.rows)

    found = run(x)
    inner = weights["w"] * x + weights["b"]
    errors = o - weights["c"] * np.logaddexp(0, inner)
    slope = -2 * errors * weights["c"] / (1 + np.exp(-inner))
    assert np.allclose((found[0], *found[2:5]), ((errors**2).sum(), (slope * x).sum(), slope.sum(), (-2 * errors * np.logaddexp(0, inner)).sum()), rtol=1e-12)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not np.isfinite(run(np.where(x > 15, np.inf, x))).all()
    monkeypatch.setattr("chainrule.numeric.kernel.CHUNKS_IN_THREADS", 10**9)
    assert run(x) == found


@pytest.mark.parametrize("u", [[-745.2, -40.0, -1.5, -1e-300, -0.0, 0.0, 1e-9, 0.3, 36.8, 745.2, np.inf, -np.inf, np.nan]])
def test_softplus_beside_sigmoid(u):
    """The pair of both is what each is by itself."""
    other, both = FUNCTIONS["softplus"].beside
    for name, values in zip(("softplus", other), both(np, np.array(u)), strict=True):
        with np.errstate(all="ignore"):
            assert np.allclose(values, FUNCTIONS[name].numpy(np, np.array(u)), rtol=1e-15, atol=1e-307, equal_nan=True)
