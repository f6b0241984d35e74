"""Gradient descent: the lessons' figures, why it stops, and what the caller can do between steps."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

import chainrule
from chainrule.errors import ChainRuleError, NumericError
from chainrule.layered import network
from chainrule.numeric.data import Samples, read_samples
from chainrule.numeric.descent import DivergenceError, descend
from chainrule.syntax import read_problem

EXAMPLES = Path(__file__).parents[2] / "examples"
RESIDUALS = read_problem(
    "SSR = sum((Observed_i - Predicted_i)^2, i=1..n); Predicted = top + bottom + b3;"
    "top = -1.22*softplus(3.34*x - 1.43); bottom = -2.30*softplus(-3.53*x + 0.57)"
)
THREE = read_samples(EXAMPLES / "residuals.csv")
HOMES = read_problem("ŷ = w1*area + w2*bedrooms + b; e = y - ŷ; L = e^2")
LINE = read_problem("L = (w*x - y)^2")
POINTS = Samples.of({"x": [1, 2, 3, 4], "y": [2, 4, 6, 8]})


def test_sum_of_squared_residuals():
    """The descent on one bias goes through the lesson's slopes and values, and converges."""
    descent = descend(RESIDUALS, THREE, {"b3": 0}, 0.1)
    first = list(islice(descent, 3))
    assert [step.gradient["b3"] for step in first] == pytest.approx([-15.6551, -6.2620, -2.5048], abs=1e-4)
    assert [step.parameters["b3"] for step in first] == pytest.approx([1.5655, 2.1917, 2.4422], abs=1e-4)
    assert [step.before["b3"] for step in first[1:]] == [step.parameters["b3"] for step in first[:-1]]
    last = descent.finish()
    assert last.parameters["b3"] == pytest.approx(2.60918473009629, abs=1e-6)
    assert descent.converged
    assert descent.reason == "the step is shorter than 1e-06"


def test_home_prices():
    """One linear neuron, fitted from w1 = w2 = 1, comes to the least squares' solution."""
    samples = read_samples(EXAMPLES / "home-prices.csv")
    descent = descend(HOMES, samples, {"w1": 1, "w2": 1, "b": 0}, 0.08)
    last = descent.finish()
    features = np.c_[samples.columns["area"], samples.columns["bedrooms"], np.ones(samples.count)]
    best, *_ = np.linalg.lstsq(features, np.asarray(samples.columns["y"]), rcond=None)
    assert list(last.parameters.values()) == pytest.approx(best, abs=1e-3)
    assert descent.converged
    assert descent.objective.reduction == "mean"


def test_a_step():
    """A step is the rate times the gradient, and what it subtracts leads to the new parameters."""
    step = next(descend(LINE, POINTS, {"w": 0}, 0.01))
    assert (step.epoch, step.batch, step.rate) == (1, 1, 0.01)
    assert step.loss == 30.0
    assert step.gradient == {"w": -30.0}
    assert step.step == {"w": pytest.approx(-0.3)}
    assert step.length == pytest.approx(0.3)
    assert step.parameters == {"w": pytest.approx(0.3)}
    assert "w = 0.3" in repr(step)


def test_the_rate_can_change():
    """A caller may change the rate between steps, and stop when it wants to."""
    descent = descend(LINE, POINTS, {"w": 0}, 0.01)
    next(descent)
    descent.rate = 1 / 15  # the inverse of the curvature: at the least loss at once
    assert next(descent).parameters["w"] == pytest.approx(2)
    assert next(descent).loss == pytest.approx(0)


def test_epochs_run_out():
    """After so many epochs it stops, and says so."""
    descent = descend(LINE, POINTS, {"w": 0}, 0.001, epochs=5)
    assert [step.epoch for step in descent] == [1, 2, 3, 4, 5]
    assert (descent.reason, descent.converged) == ("the limit on epochs is reached", False)


def test_batches():
    """With batches an epoch makes several updates, each on its own samples."""
    steps = list(descend(LINE, POINTS, {"w": 0}, 0.01, batch=3, epochs=2))
    assert [(step.epoch, step.batch) for step in steps] == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert steps[0].gradient["w"] == pytest.approx(-2 * (1 * 2 + 2 * 4 + 3 * 6) / 3)
    assert steps[1].gradient["w"] == pytest.approx(2 * 4 * (4 * steps[0].parameters["w"] - 8))


def test_a_batch_needs_samples():
    """Where nothing is given sample by sample there is nothing to go through in batches: the option is refused, not passed over."""
    with pytest.raises(ChainRuleError, match="no samples to go through in batches"):
        descend(read_problem("L = (w - 3)^2"), Samples.none(), {"w": 0}, batch=3)


def test_what_is_not_fitted_stays():
    """With fit, the other values at the start are constants."""
    step = next(descend(HOMES, Samples.of({"area": [1], "bedrooms": [2], "y": [3]}), {"w1": 1, "w2": 1, "b": 1}, 0.1, fit=["b"]))
    assert set(step.parameters) == {"b"}
    assert step.gradient == {"b": 2.0}


def test_divergence_by_growth():
    """A loss that grows for several epochs stops the descent, with the parameters of the least loss."""
    descent = descend(RESIDUALS, THREE, {"b3": 0}, 0.4)
    with pytest.raises(DivergenceError, match="the loss grows") as stopped:
        descent.finish()
    assert stopped.value.parameters == {"b3": 0.0}
    assert descent.reason.startswith("the descent diverges")


def test_divergence_to_infinity():
    """A loss that is no longer finite stops the descent, and the quantity is named."""
    descent = descend(read_problem("L = w^4*x"), Samples.of({"x": [1.0]}), {"w": 10}, 1.0)
    with pytest.raises(DivergenceError, match="L is not a finite real number") as stopped:
        descent.finish()
    assert stopped.value.parameters == {"w": 10.0}


def test_a_fault_in_the_data_is_no_divergence():
    """A number that is not finite in the first epoch is the data's fault."""
    with pytest.raises(NumericError, match="sample 2") as refused:
        descend(read_problem("L = w*log(x)"), Samples.of({"x": [1.0, 0.0]}), {"w": 1}).finish()
    assert not isinstance(refused.value, DivergenceError)


@pytest.mark.parametrize("sizes", ["2-3-1", "2-60-1"])
def test_a_network_learns(sizes):
    """A network fits exclusive or, by straight-line code or by matrices, from weights at random."""
    samples = Samples.of({"x1": [0, 0, 1, 1], "x2": [0, 1, 0, 1], "y": [0, 1, 1, 0]})
    descent = descend(network(sizes, ("tanh", "sigmoid"), "bce"), samples, rate=1.0, epochs=1500)
    assert descent.finish().loss < 0.05


def test_a_networks_loss_over_samples():
    """A network's loss adds up or averages over the samples as it says."""
    samples = Samples.of({"x1": [0, 1], "y": [0, 1]})
    assert [descend(network("1-1", loss=loss), samples).objective.reduction for loss in ("sse", "mse")] == ["sum", "mean"]
    assert descend(network("1-1", loss="ssr"), samples).objective.output == "SSR"


REFUSED = {
    "no parameter": ({"start": {}}, "no parameter to fit"),
    "no start": ({"start": {"w": 1}, "fit": ["v"]}, "no value at the start for v"),
    "a start that is no number": ({"start": {"w": "one"}}, "not a finite real number"),
    "a rate of 0": ({"rate": 0}, "rate must be a positive number"),
    "a rate that is not finite": ({"rate": float("inf")}, "rate must be a positive number"),
    "no epochs": ({"epochs": 0}, "epochs must be"),
    "a negative tolerance": ({"tolerance": -1}, "tolerance must be"),
    "a batch of none": ({"batch": 0}, "a batch is"),
    "a batch in words": ({"batch": "some"}, "a batch is"),
    "an unknown output": ({"output": "Q"}, "does not define 'Q'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals(case):
    """Settings without a meaning are refused."""
    options, said = REFUSED[case]
    with pytest.raises(ChainRuleError, match=said):
        descend(LINE, POINTS, **({"start": {"w": 0}} | options))


def test_a_loss_that_falls_without_end() -> None:
    """A loss that falls below every number ends the descent with its own message, the last good parameters finite."""
    steps = descend(read_problem("L = mean(-(y - w x)^2)"), Samples.of({"x": [1, 2], "y": [2, 4]}), {"w": 0}, 0.1)
    with pytest.raises(DivergenceError, match=r"L falls below -.*e\+") as stopped:
        steps.finish()
    assert "no least value" in (stopped.value.hint or "")
    assert steps.last_good is not None
    assert np.isfinite(steps.last_good["w"])


@pytest.mark.parametrize("rate", [0, -1, float("nan"), "a", None])
def test_a_rate_that_is_changed_is_checked(rate: object) -> None:
    """A rate that is set between steps must be a positive number, as one given at the start."""
    steps = descend(read_problem("L = (w x - y)^2"), Samples.of({"x": [1, 2], "y": [2, 4]}), {"w": 0}, 0.01)
    next(steps)
    with pytest.raises(ChainRuleError, match="the rate must be a positive number"):
        steps.rate = rate  # type: ignore[assignment]
    steps.rate = 0.02
    assert next(steps).rate == 0.02


def test_without_data() -> None:
    """A function of its parameters alone is descended on as it is: Rosenbrock's has its least value, 0, at (1, 1)."""
    descent = chainrule.descend("f(x, y) = (1 - x)^2 + 100(y - x^2)^2", start={"x": -1, "y": 1}, rate=0.002, epochs=40_000)
    first = next(descent)
    assert (first.loss, first.gradient, first.parameters) == (4, {"x": -4, "y": 0}, {"x": pytest.approx(-0.992), "y": 1})
    assert descent.objective.reduction == ""
    assert descent.finish().parameters == pytest.approx({"x": 1, "y": 1}, abs=1e-2)
    assert repr(descent).startswith("<Descent on f: rate 0.002, ")


def test_names_with_indices_without_data() -> None:
    """Without data an index is a part of the name, and a sum with numbers for its bounds runs over the values given."""
    step = next(chainrule.descend("S = sum((x_i - m)^2, i=1..3)", start={"m": 0, "x_1": 1, "x_2": 3, "x_3": 7}, rate=0.1, fit="m"))
    assert (step.loss, step.gradient) == (59, {"m": -22})
    step = next(chainrule.descend("w_i^2 + w_j", start={"w_i": 3, "w_j": 1}))
    assert step.gradient == {"w_i": 6, "w_j": 1}


@pytest.mark.parametrize(("text", "said"), [("(w x - y)^2", "no value for x, y"), ("sum((x_i - w)^2, i=1..n)", "no value for x_i, n")])
def test_what_has_no_value_without_data(text: str, said: str) -> None:
    """A name with neither a value nor data is named."""
    with pytest.raises(NumericError, match=said) as refused:
        chainrule.descend(text, start={"w": 0})
    assert "at the start" in (refused.value.hint or "")
