"""Cross-entropies of matrices as they are typed: a logarithm of each entry times an entry, against difference quotients of the same in NumPy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import chainrule
from chainrule.formula import Formula
from chainrule.syntax import read_problem

RANDOM = np.random.default_rng(2)
X, W, Y = RANDOM.normal(size=(4, 3)), RANDOM.normal(size=(3, 2)), RANDOM.uniform(0.1, 0.9, size=(4, 2))


def shares(z: np.ndarray) -> np.ndarray:
    """Return the softmax of every row."""
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def categorical(w: np.ndarray) -> float:
    """Return the cross-entropy of the softmax of every row."""
    return float(-(Y * np.log(shares(X @ w))).sum())


CATEGORICAL = (
    "L = -sum(Y * log(softmax(X W))), dL/dW",
    "L = -sum(Y*np.log(P)), P = softmax(X @ W), dL/dW",
    "L = -sum(Y log(P)), P = softmax(X W), dL/dW",
)
SIGMOID = "L = sum(Y ⊙ log(1 - P)), P = σ(X W), dL/dW"


def slopes(function: Callable[[np.ndarray], float]) -> np.ndarray:
    """Return the difference quotients by every entry of W."""
    steps = [np.eye(6)[place].reshape(3, 2) * 1e-6 for place in range(6)]
    return np.array([(function(W + step) - function(W - step)) / 2e-6 for step in steps]).reshape(3, 2)


@pytest.mark.parametrize("text", CATEGORICAL)
def test_entropies(text: str) -> None:
    """The product with a logarithm of a matrix in a sum over all is one of each entry with its own."""
    found = chainrule.derive(text).at({"X": X, "W": W, "Y": Y})
    assert found.values["L"] == pytest.approx(categorical(W))
    assert found.gradient["W"] == pytest.approx(slopes(categorical), rel=1e-5, abs=1e-6)


def test_what_is_added_to_every_entry() -> None:
    """The 1 of 1 − P, which depends on nothing, is in the way of no gradient."""
    found = chainrule.derive(SIGMOID).at({"X": X, "W": W, "Y": Y}).gradient["W"]
    assert found == pytest.approx(slopes(lambda w: float((Y * np.log(1 - 1 / (1 + np.exp(-X @ w)))).sum())), rel=1e-5, abs=1e-6)


BINARY = (
    "L = sum(Y*log(P) + (1-Y)*log(1-P)), P = σ(X W), dL/dW",
    "L = sum(Y*log(P) + (1-Y) ⊙ log(1-P)), P = σ(X W). dL/dW",
    "L = sum(Y⊙log(P) + (1-Y)⊙log(1-P)), P = σ(X W). dL/dW",
    "L = sum(Y log(P) + (1-Y) log(1-P)), P = σ(X W), dL/dW",
    r"L = sum(Y \odot \log(P) + (1-Y) \odot \log(1-P)), P = \sigma(X W), dL/dW",
)


@pytest.mark.parametrize("text", BINARY)
def test_binary_entropies(text: str) -> None:
    """However its products are written, a binary cross-entropy is that of every entry."""
    total, inner = (each.tree for each in read_problem(text).definitions)
    plain = read_problem("L = Σ_{i=1}^n Σ_{j=1}^m (Y_ij log(P_ij) + (1 - Y_ij) log(1 - P_ij))").definitions[0].tree
    assert total == plain
    assert str(Formula(inner)) == "sigmoid(sum(X_ik*W_kj, k, 1, p))"
