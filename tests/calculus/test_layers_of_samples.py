"""Networks of matrices whose samples stand in columns, and losses whose data are no parameters: derivatives against difference quotients of NumPy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import chainrule
from chainrule.notation import unicode
from chainrule.syntax import read_problem

NETWORK = "Z1 = W1 X + b1; A1 = tanh(Z1); Z2 = W2 A1 + b2; A2 = sigmoid(Z2); J = -1/m * sum(Y*log(A2) + (1-Y)*log(1-A2))"
WITHOUT_BRACKETS = str.maketrans("", "", "()")
RNG = np.random.default_rng(7)
UNITS, HIDDEN, OUT, SAMPLES = 3, 4, 2, 5
VALUES = {
    "W1": RNG.normal(size=(HIDDEN, UNITS)),
    "b1": RNG.normal(size=(HIDDEN, 1)),
    "W2": RNG.normal(size=(OUT, HIDDEN)),
    "b2": RNG.normal(size=(OUT, 1)),
    "X": RNG.normal(size=(UNITS, SAMPLES)),
    "Y": RNG.uniform(0.2, 0.8, size=(OUT, SAMPLES)),
}


def cost(values: dict[str, np.ndarray]) -> float:
    """The cost of the network, with biases that are added to every column."""
    hidden = np.tanh(values["W1"] @ values["X"] + values["b1"])
    output = 1 / (1 + np.exp(-(values["W2"] @ hidden + values["b2"])))
    return float(-np.mean(np.sum(values["Y"] * np.log(output) + (1 - values["Y"]) * np.log(1 - output), axis=0)))


def quotients(of: Callable[[dict[str, np.ndarray]], float], name: str) -> np.ndarray:
    """The central difference quotients by every component of a matrix."""
    found = np.zeros_like(VALUES[name])
    for place in np.ndindex(found.shape):
        moved = [{**VALUES, name: VALUES[name] + step * (np.indices(found.shape) == np.reshape(place, (2, 1, 1))).all(axis=0)} for step in (1e-5, -1e-5)]
        found[place] = (of(moved[0]) - of(moved[1])) / 2e-5
    return found


TAUGHT = {  # by these, with the gradient by Z2 and Z1 first
    "W1": "((W2^T · (A2 − Y)/m) ⊙ (1 − A1²))·X^T",
    "b1": "((W2^T · (A2 − Y)/m) ⊙ (1 − A1²))·𝟏",
    "W2": "(A2 − Y)·A1^T/m",
    "b2": "(A2 − Y)·𝟏/m",
}
ENDS = {"W1": "∂J/∂Z1 · X^T", "b1": "∂J/∂Z1 · 𝟏", "W2": "∂J/∂Z2 · A1^T", "b2": "∂J/∂Z2 · 𝟏"}


@pytest.mark.parametrize("name", TAUGHT)
def test_gradients_as_taught(name: str) -> None:
    """The gradients of the lectures, ∂J/∂Z2 = (A2 − Y)/m first, are found, and are those of the cost."""
    way = chainrule.derive(NETWORK, wrt=name)[name].gradients
    plain = {line.by: unicode(line.plain) for line in way.lines if line.plain is not None}
    assert plain["Z2"] == "(A2 − Y)/m"
    hidden = np.tanh(VALUES["W1"] @ VALUES["X"] + VALUES["b1"])
    last = (1 / (1 + np.exp(-(VALUES["W2"] @ hidden + VALUES["b2"]))) - VALUES["Y"]) / SAMPLES
    first = (VALUES["W2"].T @ last) * (1 - hidden**2)
    ones = np.ones((SAMPLES, 1))
    expected = {"W1": first @ VALUES["X"].T, "b1": first @ ones, "W2": last @ hidden.T, "b2": last @ ones}
    assert expected[name] == pytest.approx(quotients(cost, name), rel=1e-6)
    assert unicode(way.value).translate(WITHOUT_BRACKETS) == TAUGHT[name].translate(WITHOUT_BRACKETS)
    assert unicode(way.lines[-1].value) == ENDS[name]


BIASES = {
    "L = ||W X + b - Y||_F^2": "b_i",
    "L = ||X W + b - Y||_F^2": "b_j",
    "L = ||A X + b - Y||_F^2": "b_i",
    "L = ||X W^T + b - Y||_F^2": "b_j",
    "H = tanh(W X + b); L = ||V H + c - Y||_F^2": "b_i",
}


@pytest.mark.parametrize(("problem", "bias"), BIASES.items(), ids=BIASES)
def test_biases(problem: str, bias: str) -> None:
    """A bias has a component for each unit: for each row behind W X, for each column behind X W."""
    assert bias in read_problem(problem).wrt


ASKED = {
    "J = 1/2 ||y - X w||^2": "w_j",
    "h = relu(W1 x + b1); yhat = W2 h + b2; L = ||y - yhat||^2": "W1_ij b1_i W2_ki b2_k",
    "h = tanh(W1 x + b1); z = W2 h + b2; p = softmax(z); L = -sum(y*log(p))": "W1_ij b1_i W2_ki b2_k",
    "p = softmax(W x + b); L = -sum(y*log(p))": "W_ij b_i",
    "z^{(i)} = w^T x^{(i)} + b; a^{(i)} = σ(z^{(i)}); J = -1/m Σ_{i=1}^m (y^{(i)} log a^{(i)} + (1-y^{(i)}) log(1-a^{(i)}))": "w_j b",
    "L = sum((price - (w1*area + w2*rooms + b))^2)": "w1 w2 b",
    "ŷ = w1 x1 + w2 x2 + b; L = sum((y-ŷ)^2)": "w1 w2 b",
    "L = Σ (y - w_0 - w_1 x_1 - w_2 x_2)^2": "w_0 w_1 w_2",
    "y_hat = X w + b; L = 1/n sum((y_hat - y)^2) + λ sum(w^2)": "w_j b λ",
    "A = σ(W X + b), J = -(1/m) Σ (Y log A + (1-Y) log(1-A))": "W_ik b_i",
    "f = ||A x - b||^2": "A_ij x_j b_i",
    "L = ||W x||^2": "W_ij x_j",
    "L = sum((x-y)^2)": "x_i y_i",
    "s = x^T y/(||x|| ||y||)": "x_i y_i",
    "ŷ = W1 x + W0; L = sum((y-ŷ)^2)": "W1 W0",
}


@pytest.mark.parametrize(("problem", "names"), ASKED.items(), ids=ASKED)
def test_parameters_are_asked_for(problem: str, names: str) -> None:
    """A loss with a target is differentiated by its parameters; without one, by all that is given."""
    assert " ".join(read_problem(problem).wrt) == names


def test_features_differ_by_sample() -> None:
    """x1 and x2 beside a target are features of every sample: the slope by w1 has each x1 in it."""
    derivation = chainrule.derive("ŷ = w1 x1 + w2 x2 + b; L = sum((y-ŷ)^2)")
    assert "x1_i" in str(derivation["w1"].whole.tree) or "x1_i" in str(derivation["w1"].tidy)
    assert [reading.message for reading in derivation.readings if "data" in reading.message]


def test_data_are_differentiated_by_when_asked_for() -> None:
    """What is left out is there for the asking."""
    assert [result.wrt for result in chainrule.derive("J = 1/2 ||y - X w||^2", wrt="y")] == ["y_i"]


def test_softmax_of_every_row() -> None:
    """A batch behind a softmax is one of rows: by the weights, X^T·(P ⊙ (Y·𝟏·𝟏^T) − Y)/n is the slope of the loss."""
    rows, weights, bias, targets = (RNG.normal(size=size) for size in ((5, 3), (3, 4), (1, 4), (5, 4)))

    def loss(of: np.ndarray) -> float:
        scores = np.exp(rows @ of + bias)
        return float(-np.sum(targets * np.log(scores / scores.sum(axis=1, keepdims=True))) / 7)

    scores = np.exp(rows @ weights + bias)
    shares = scores / scores.sum(axis=1, keepdims=True)
    expected = rows.T @ (-targets / 7 + (targets.sum(axis=1, keepdims=True) / 7) * shares)
    found = np.zeros_like(weights)
    for place in np.ndindex(found.shape):
        moved = [weights + step * (np.indices(found.shape) == np.reshape(place, (2, 1, 1))).all(axis=0) for step in (1e-5, -1e-5)]
        found[place] = (loss(moved[0]) - loss(moved[1])) / 2e-5
    assert expected == pytest.approx(found, rel=1e-6)
    derivation = chainrule.derive("P = softmax(X W + b); L = -sum(Y*log(P))/n", wrt="W")
    assert "X^T · (−Y/n + (Y·𝟏·𝟏^T/n) ⊙ P)" in str(derivation)


@pytest.mark.parametrize("problem", ["P = softmax(W X + b); L = -sum(Y*log(P))/n", "A = tanh(W1 X + b1); Z = W2 A + b2; P = softmax(Z); L = -sum(Y*log(P))"])
def test_softmax_of_columns_is_refused(problem: str) -> None:
    """With its samples in columns, a softmax would be that of every column: it is refused, with what to write."""
    with pytest.raises(chainrule.ChainRuleError, match="as that of every row"):
        chainrule.derive(problem)


@pytest.mark.parametrize("product", ["Y log A + (1-Y) log(1-A)", "Y*log(A) + (1-Y)*log(1-A)", "Y ⊙ log(A) + (1-Y) ⊙ log(1-A)"])
def test_targets_before_logarithms(product: str) -> None:
    """A matrix of targets multiplies the logarithm of outputs component by component, however that is written."""
    derivation = chainrule.derive(f"A = σ(W X + b), J = -(1/m) sum({product})", wrt="W")
    assert "= (A − Y)/m · X^T" in str(derivation)
