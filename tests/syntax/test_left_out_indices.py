"""Definitions without an index whose values a sum adds up, against difference quotients over three samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.syntax import read_problem

AT: Mapping[str, Any] = {"x": np.array([1.0, -0.5, 2.0]), "y": np.array([0.4, 1.0, 0.0]), "z": np.array([0.2, -1.0, 0.6]), "w": 0.7, "b": -0.2}

LOSSES: dict[str, tuple[str, Callable[..., float]]] = {
    "ŷ = w x + b, L = 1/n Σ_i (y_i - ŷ_i)^2": ("w", lambda x, y, w, b, **_: np.mean((y - w * x - b) ** 2)),
    "e = y - w x, L = Σ_i e_i^2": ("w", lambda x, y, w, **_: np.sum((y - w * x) ** 2)),
    "z = w x + b, p = σ(z), L = -Σ_i y_i log p_i": ("b", lambda x, y, w, b, **_: -np.sum(y * np.log(1 / (1 + np.exp(-w * x - b))))),
    "L = sum((y_i - p_i)^2, i=1..n), p = tanh(w*x)": ("w", lambda x, y, w, **_: np.sum((y - np.tanh(w * x)) ** 2)),
    "u = w x, v = u^2, L = Σ_k v_k": ("w", lambda x, w, **_: np.sum((w * x) ** 2)),
}


@pytest.mark.parametrize("text", LOSSES)
def test_data_have_the_index_of_what_they_make(text: str) -> None:
    """What ŷ_i is made of has the index as well: x stands for x_i."""
    by, loss = LOSSES[text]
    data = {name: AT[name].tolist() for name in "xy"}
    given = {name: AT[name] for name in ("w", "b" if "+ b" in text else "w")}
    found = chainrule.evaluate(text, data, given, output="L").gradient[by]
    step = 1e-6
    right = (loss(**{**AT, by: AT[by] + step}) - loss(**{**AT, by: AT[by] - step})) / (2 * step)
    assert found == pytest.approx(right, rel=1e-6)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ŷ = w x + b, L = 1/n Σ_i (y_i - ŷ_i)^2; dL/dw", "-2*sum((y_i - w*x_i - b)*x_i, i, 1, n)/n"),
        ("a = σ(u), L = Σ_i a_i^2; dL/du", "2*sigmoid(u_i)^2*(1 - sigmoid(u_i))"),
        ("o = σ(z), L = 1/2 Σ_k (t_k - o_k)^2; dL/dz", "-(t_k - sigmoid(z_k))*sigmoid(z_k)*(1 - sigmoid(z_k))"),
    ],
)
def test_inside_the_sum(text: str, answer: str) -> None:
    """A value of each sample stays in the sum over them."""
    (found,) = chainrule.derive(text)
    assert str(found.tidy) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("ŷ = b, L = Σ_i (y_i - ŷ_i)^2; dL/db", "-2*sum(y_i - b, i, 1, n)"),
        ("ŷ = e^(-λ), L = Σ_i (y_i - ŷ_i)^2; dL/dλ", "2*e^(-λ)*sum(y_i - e^(-λ), i, 1, n)"),
        ("p = 2k, C = Σ_i p_i q_i; dC/dk", "2*sum(q_i, i, 1, n)"),
    ],
)
def test_a_parameter_is_the_same_for_every_index(text: str, answer: str) -> None:
    """A value that is made of a parameter alone, the best constant for all samples, is derived by that one parameter."""
    (found,) = chainrule.derive(text)
    assert str(found.tidy) == answer


@pytest.mark.parametrize("text", ["c = 3, S = Σ_i c_i x_i", "p = w x_i + b, L = Σ_i (y_i - p_i)^2", "p = w x, L = Σ_i p_i^2 + p"])
def test_what_has_no_index(text: str) -> None:
    """A number, what has an index already, and what stands without one elsewhere stay as they are written."""
    assert not any("without an index read as" in each.message for each in read_problem(text).readings)
