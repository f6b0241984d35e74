"""Networks by matrices, against the scalar graph and a forward pass written by hand."""

from __future__ import annotations

import numpy as np
import pytest

from chainrule.errors import NumericError, UnknownName
from chainrule.layered import network
from chainrule.numeric.data import Samples
from chainrule.numeric.layers import ROWS, LayeredObjective, starting_values
from chainrule.numeric.objective import Objective

CASES = {
    "sigmoid, squares": ("3-4-2", "sigmoid", "sse"),
    "tanh, mean of squares": ("2-3-3", "tanh", "mse"),
    "ReLU": ("3-4-2", "relu", "half"),
    "leaky ReLU": ("3-4-2", "leaky_relu", "sse"),
    "ELU": ("3-4-2", "elu", "sse"),
    "GELU": ("3-4-2", "gelu", "sse"),
    "SiLU": ("2-2-2-2", "silu", "sse"),
    "softplus and linear": ("1-2-1", ("softplus", "linear"), "ssr"),
    "binary cross-entropy": ("3-4-2", "sigmoid", "bce"),
    "binary cross-entropy of another": ("3-4-2", ("tanh", "softmax"), "bce"),
    "softmax": ("3-4-3", ("relu", "softmax"), "cce"),
    "cross-entropy without softmax": ("3-4-2", "sigmoid", "cce"),
    "softmax inside": ("2-3-1", ("softmax", "linear"), "sse"),
}


def samples_for(built, count: int = 7) -> Samples:
    draw = np.random.default_rng(2)
    inputs = {name: draw.uniform(-1, 1, count) for name in built.inputs}
    targets = {name: draw.uniform(0, 1, count) for name in built.targets}
    if built.loss_name in ("bce", "cce"):
        targets = {name: column.round() for name, column in targets.items()}
    return Samples.of(inputs | targets)


def weights_for(built) -> dict[str, float]:
    draw = np.random.default_rng(4)
    return dict(zip(built.parameters, draw.uniform(-1, 1, len(built.parameters)).tolist(), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_as_the_scalar_graph(case):
    """Loss, gradient and step agree with those of the scalar graph to 1e-12."""
    problem = network(*CASES[case], zero=["w_11^(1)", "b_1^(2)"])
    built = problem.layers
    samples, weights = samples_for(built), weights_for(built)
    layered = LayeredObjective(built, samples)
    scalar = Objective(problem, samples, built.parameters, {}, over=built.loss.over_samples)
    ours = layered.run(layered.batches()[0], 0.1, layered.start(weights))
    theirs = scalar.run(scalar.batches()[0], 0.1, scalar.start(weights))
    assert ours[:2] == pytest.approx(theirs[:2], rel=1e-12)
    assert layered.gradient(ours) == pytest.approx(scalar.gradient(theirs), rel=1e-12, abs=1e-14)
    assert layered.parameters(ours) == pytest.approx(scalar.parameters(theirs), rel=1e-12, abs=1e-14)


def test_by_hand():
    """A network of two layers has the gradient that its formulas give by hand."""
    built = network("2-3-1", ("tanh", "sigmoid"), "bce").layers
    samples, weights = samples_for(built), weights_for(built)
    layered = LayeredObjective(built, samples)
    _, _, (gw1, gb1, gw2, gb2), _ = layered.run(layered.batches()[0], 0.0, layered.start(weights))
    x = np.stack([samples.columns["x1"], samples.columns["x2"]], axis=1)
    y = np.asarray(samples.columns["y"])[:, None]
    w1 = np.array([[weights[f"w_{i}{j}^(1)"] for j in (1, 2, 3)] for i in (1, 2)])
    w2 = np.array([[weights[f"w_{i}1^(2)"]] for i in (1, 2, 3)])
    hidden = np.tanh(x @ w1 + [weights[f"b_{j}^(1)"] for j in (1, 2, 3)])
    output = 1 / (1 + np.exp(-(hidden @ w2 + weights["b_1^(2)"])))
    delta = (output - y) / len(y)
    back = (delta @ w2.T) * (1 - hidden**2)
    for ours, theirs in ((gw1, x.T @ back), (gb1[0], back.sum(0)), (gw2, hidden.T @ delta), (gb2[0], delta.sum(0))):
        assert ours == pytest.approx(theirs, rel=1e-12)


def test_batches_and_blocks_of_rows_add_up():
    """The gradient over many samples is the mean of those of its batches, and blocks of rows do not show."""
    built = network("2-2-1", loss="mse").layers
    samples, weights = samples_for(built, 2 * ROWS), weights_for(built)
    layered = LayeredObjective(built, samples)
    gradients = [layered.gradient(layered.run(batch, 0.1, layered.start(weights))) for batch in layered.batches(ROWS)]
    whole = layered.gradient(layered.run(layered.batches()[0], 0.1, layered.start(weights)))
    assert whole == pytest.approx({name: sum(each[name] for each in gradients) / 2 for name in whole}, rel=1e-9)


def test_only_what_is_fitted_changes():
    """Weights that are not fitted, and those fixed at zero, stay as they are."""
    built = network("2-2-1", zero=["w_11^(1)"]).layers
    weights = weights_for(built)
    layered = LayeredObjective(built, samples_for(built), ["b_1^(2)"])
    after = layered.parameters(layered.run(layered.batches()[0], 0.1, layered.start(weights)))
    assert {name for name, value in after.items() if value != weights[name]} == {"b_1^(2)"}
    assert "w_11^(1)" not in after


def test_saturated_outputs():
    """Where a sigmoid has come to 1 in floating point, the derivative of the cross-entropy is still a number."""
    built = network("1-1", loss="bce").layers
    layered = LayeredObjective(built, Samples.of({"x1": [1.0], "y": [1.0]}))
    state = layered.run(layered.batches()[0], 0.1, layered.start({"w_11^(1)": 100.0, "b_1^(1)": 0.0}))
    assert state[0] == 0
    assert layered.gradient(state) == {"w_11^(1)": 0, "b_1^(1)": 0}


def test_numbers_that_are_not_finite():
    """The neuron and the sample are named."""
    built = network("1-2-1", "elu").layers
    layered = LayeredObjective(built, Samples.of({"x1": [1.0, 2.0], "y": [0.0, 0.0]}))
    weights = dict.fromkeys(built.parameters, 1.0) | {"w_12^(1)": 1e308}
    with pytest.raises(NumericError, match="O_12 is not a finite real number at sample 2"):
        layered.run(layered.batches()[0], 0.1, layered.start(weights))


REFUSED = {
    "an unspecified activation": (("2-1", "f"), {}, NumericError, "'f' is not specified"),
    "an unspecified loss": (("2-1", "sigmoid", "abstract"), {}, NumericError, "J is not specified"),
    "a missing column": (("3-1",), {}, NumericError, "no column and no value for x3"),
    "an unknown parameter": (("2-1",), {"fit": ["w_31^(1)"]}, UnknownName, "not a weight or bias"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals(case):
    """What has no numbers is refused."""
    arguments, options, kind, said = REFUSED[case]
    with pytest.raises(kind, match=said):
        LayeredObjective(network(*arguments).layers, Samples.of({"x1": [1.0], "x2": [1.0], "y": [1.0]}), **options)


def test_starting_values():
    """Weights start at random within bounds that the sizes give, the same for the same seed."""
    built = network("30-20-1").layers
    first, again, other = starting_values(built), starting_values(built), starting_values(built, seed=1)
    assert first == again != other
    assert set(first) == set(built.parameters)
    assert max(map(abs, first.values())) <= (6 / 21) ** 0.5
    with pytest.raises(NumericError, match="no value at the start for b_1"):
        LayeredObjective(network("1-1").layers, Samples.of({"x1": [1.0], "y": [1.0]})).start({"w_11^(1)": 1.0})
