"""Matrices and vectors that are shown by what is done with their product, against difference quotients with NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.errors import ChainRuleError

X, W, Y, K = (np.random.default_rng(7).normal(size=size).round(2) for size in ((4, 2), (2, 3), (4, 3), (5, 2)))
S = X[:2]  # square, where a power of the whole matrix would have a value too
x, b = np.array([0.5, -1.0, 2.0]), np.array([0.1, 0.2, -0.4])

LOSSES: dict[str, tuple[dict[str, Any], Callable[[dict[str, Any]], float]]] = {
    "Y = X W, L = sum(Y^2); dL/dX": ({"X": X, "W": W}, lambda v: np.sum((v["X"] @ v["W"]) ** 2)),
    "Y = X W, L = Σ Y^2; dL/dW": ({"X": X, "W": W}, lambda v: np.sum((v["X"] @ v["W"]) ** 2)),
    "Y = X W + b, L = sum(Y); dL/dW": ({"X": X, "W": W, "b": b}, lambda v: np.sum(v["X"] @ v["W"] + v["b"])),
    "L = sum(X W); dL/dX": ({"X": X, "W": W}, lambda v: np.sum(v["X"] @ v["W"])),
    "L = sum((X W - Y)^2); dL/dW": ({"X": X, "W": W, "Y": Y}, lambda v: np.sum((v["X"] @ v["W"] - v["Y"]) ** 2)),
    "S = Q K^T/√d, L = sum(S^2); dL/dK": ({"Q": X, "K": K, "d": 2.0}, lambda v: np.sum((v["Q"] @ v["K"].T / np.sqrt(v["d"])) ** 2)),
    "S = Q K^T/√d, L = sum(S); dL/dQ": ({"Q": X, "K": K, "d": 2.0}, lambda v: np.sum(v["Q"] @ v["K"].T / np.sqrt(v["d"]))),
    "z = W x; L = Σ_i z_i^2; dL/dx": ({"W": W, "x": x}, lambda v: np.sum((v["W"] @ v["x"]) ** 2)),
    "Y = X W, H = tanh(Y), L = sum(H); dL/dW": ({"X": X, "W": W}, lambda v: np.sum(np.tanh(v["X"] @ v["W"]))),
    "H = tanh(A B), L = ||H - Y||_F^2; dL/dB": ({"A": S, "B": W[:, :2], "Y": Y[:2, :2]}, lambda v: np.sum((np.tanh(v["A"] @ v["B"]) - v["Y"]) ** 2)),
    "L = sum((A B - Y)^2); dL/dB": ({"A": S, "B": W[:, :2], "Y": Y[:2, :2]}, lambda v: np.sum((v["A"] @ v["B"] - v["Y"]) ** 2)),
    "L = sum((X W + b - Y)^2); dL/db": ({"X": X, "W": W, "Y": Y, "b": b}, lambda v: np.sum((v["X"] @ v["W"] + v["b"] - v["Y"]) ** 2)),
    "z = X w, a = z^2, L = sum(a) + λ sum(w); dL/dw": ({"X": X, "w": X[0], "λ": 0.3}, lambda v: np.sum((v["X"] @ v["w"]) ** 2) + v["λ"] * np.sum(v["w"])),
    "L = u_1^T A u_2; dL/dA": ({"u_1": X[0], "A": W, "u_2": b}, lambda v: v["u_1"] @ v["A"] @ v["u_2"]),
    "L = sum(W x); dL/dW": ({"W": W, "x": x}, lambda v: np.sum(v["W"] @ v["x"])),
    "f = w_1^T x, h = (f - 1)^2; dh/dw_1": ({"w_1": b, "x": x}, lambda v: (v["w_1"] @ v["x"] - 1) ** 2),
    "h = max(w_1^T x + b_1, w_2^T x + b_2); dh/dw_1": (
        {"w_1": b, "w_2": Y[0], "x": x, "b_1": 9.0, "b_2": 0.3},
        lambda v: max(v["w_1"] @ v["x"] + v["b_1"], v["w_2"] @ v["x"] + v["b_2"]),
    ),
    "L = (σ(w_1^T x) - σ(w_2^T x))^2; dL/dx": (
        {"w_1": b, "w_2": Y[0], "x": x},
        lambda v: (1 / (1 + np.exp(-v["w_1"] @ v["x"])) - 1 / (1 + np.exp(-v["w_2"] @ v["x"]))) ** 2,
    ),
}


@pytest.mark.parametrize("text", LOSSES)
def test_gradients(text: str) -> None:
    """A product of capitals that is added up whole is one of matrices, W x with a component is a vector, and w_1^T x is a scalar product."""
    given, loss = LOSSES[text]
    by = text.rpartition("/d")[2]
    at = chainrule.derive(text).at(**{name: np.asarray(each).tolist() for name, each in given.items()})
    found, output = np.asarray(at.gradient[by]), text.rpartition("; d")[2].partition("/")[0]
    assert at.values[output] == pytest.approx(loss(given))
    right, step = np.zeros(np.shape(given[by])), 1e-6
    for place in np.ndindex(right.shape):
        ends = []
        for shift in (step, -step):
            moved = np.array(given[by])
            moved[place] += shift
            ends.append(loss({**given, by: moved}))
        right[place] = (ends[0] - ends[1]) / (2 * step)
    assert found.shape == right.shape
    np.testing.assert_allclose(found, right, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("S = Q K^T/√d; ∂S_ij/∂Q_ik", ["K_jk/sqrt(d)"]),
        ("Y = X W + b, L = sum(Y); dL/dW", ["sum(X_ik, i, 1, n)"]),
        ("P = M A; dP/dM", ["A"]),
        ("Y = A K, U = U(Y); dU/dA", ["U'(A*K)*K"]),
        ("S = Σ (Y - A - B X)^2; dS/dA", ["-2*sum(Y_i - A - B*X_i, i, 1, n)"]),
        ("P = A + B X, S = Σ (Y - P)^2; dS/dB", ["-2*sum((Y_i - A - B*X_i)*X_i, i, 1, n)"]),
        ("r = Σ X Y/N; dr/dX", ["Y_i/N"]),
        ("Y = Σ W X; dY/dW", ["X_i"]),
        ("V = I R, P = V_ab V; dP/dI", ["V_ab*R"]),
        ("V = I R, P = V_in V; dP/dR", ["V_in*I"]),
        ("L = sum((X*W - Y)^2); dL/dW", ["2*sum((X_i*W - Y_i)*X_i, i, 1, n)"]),
        ("x = A x_1, y = x^2; dy/dx_1", ["2*A^2*x_1"]),
        ("V = k_1^T c; dV/dc", ["k_1^T"]),
        ("V = c_1^T A; dV/dA", ["c_1^T"]),
        ("P = c_1^T x; dP/dT", ["x*c_1^T*ln(c_1)"]),
    ],
)
def test_components_and_numbers(text: str, answers: list[str]) -> None:
    """Components may be asked for; capitals that nothing shows to be matrices are numbers, and so are powers of what changes."""
    assert [str(each.tidy) for each in chainrule.derive(text)] == answers


def test_a_layer_with_a_given_gradient() -> None:
    """The gradients of a linear layer lead back from that by its output: X^T ∂L/∂Y, ∂L/∂Y W^T and the sum over rows."""
    found = chainrule.derive("Y = XW + b. Given dL/dY, find dL/dW, dL/dX and dL/db.")
    assert [str(each.in_vectors) for each in found] == ["L'(Y)", "X^T*L'(Y)", "L'(Y)*W^T", "𝟏^T*L'(Y)"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Y = X W, L = Σ_{ij} Y_ij; dL/dX", "a component of Y stands beside the whole of it"),
        ("L = ((X @ W - Y)**2).mean(); dL/dW", "the mean of a matrix"),
        ("Y = X W, L = mean(Y); dL/dW", "the mean of a matrix"),
        ("L = MSE(Y, X W), X, W, Y are matrices; dL/dW", "the mean of a matrix"),
        ("L = ||X - D Z||_F^2 + λ ||Z||_1; dL/dZ", "only the norm ‖A‖_F is known"),
        ("Y = X W + 1 b^T, L = ||Y - T||_F^2; dL/db", "T is a quantity here"),
    ],
)
def test_refused(text: str, reason: str) -> None:
    """What is of matrices and has no reading is never read as of numbers."""
    with pytest.raises(ChainRuleError, match=reason):
        chainrule.derive(text)


NORMALISED = ("x̂ = (x - mean(x))/sqrt(var(x) + ε)", "y = γ x̂ + β", "L = sum(g*y)")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_definitions_in_any_order(order: tuple[int, ...]) -> None:
    """What is a vector is found wherever the definitions stand, also below what uses them; the ε of a normalisation is a number."""
    problem = chainrule.derive(", ".join(NORMALISED[place] for place in order) + "; dL/dx").graph.problem
    assert {each.name for each in problem.vectors.each} == {"x", "x̂", "γ", "β", "y", "g"}
    assert [each.name for each in problem.vectors.written] == [("x̂", "y", "L")[place] for place in order]
