"""Definitions without an index whose values a sum adds up, against difference quotients over three samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest
import sympy

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


SAMPLES: Mapping[str, Any] = {
    "x": [1.0, -0.5, 2.0], "y": [0.4, 1.0, 0.0], "area": [2.6, 3.0, 3.2], "price": [5.5, 5.6, 6.1], "rooms": [3.0, 4.0, 3.0],
    "Observed": [0.0, 1.0, 0.0], "top": [-1.0, -2.0, -4.0], "bottom": [-2.0, -0.7, -0.1], "y_true": [0.4, 1.0, 0.0],
    "weight": [0.5, 2.3, 2.9],
}  # fmt: skip

# a text; by what; what every sample adds, in the samples and the parameters w = 0.7, w1 = 0.7, w2 = -0.4, b = -0.2, b3 = 0.3
WORDS: dict[str, tuple[str, Callable[..., Any]]] = {
    "y_hat = w*x + b, error = y - y_hat, SSE = Σ error_i^2": ("w", lambda x, y, w, b, **_: (y - w * x - b) ** 2),
    "y_hat = w*x + b, SSE = Σ (y_i - y_hat_i)^2": ("w", lambda x, y, w, b, **_: (y - w * x - b) ** 2),
    "y_hat = w*x + b, SSE = Σ_i (y_i - y_{hat,i})^2": ("w", lambda x, y, w, b, **_: (y - w * x - b) ** 2),
    "y_hat_i = w*x_i + b; error_i = y_i - y_hat_i; SSE = Σ error_i^2": ("w", lambda x, y, w, b, **_: (y - w * x - b) ** 2),
    "y_pred_i = w*x_i + b; SSE = Σ_{i=1}^n (y_i - y_pred_i)^2": ("b", lambda x, y, w, b, **_: (y - w * x - b) ** 2),
    "price_pred = w1*area + w2*rooms + b; error = price - price_pred; SSE = Σ error_i²": (
        "w1", lambda area, rooms, price, w1, w2, b, **_: (price - w1 * area - w2 * rooms - b) ** 2
    ),
    "Predicted = top + bottom + b3, residual = Observed - Predicted, SSE = Σ residual_i²": (
        "b3", lambda Observed, top, bottom, b3, **_: (Observed - top - bottom - b3) ** 2  # noqa: N803  # as the text has it
    ),
    "SSE = Σ (Observed - Predicted)^2, Predicted = top + bottom + b3": (
        "b3", lambda Observed, top, bottom, b3, **_: (Observed - top - bottom - b3) ** 2  # noqa: N803
    ),
    "SSE = sum((price - (w2 + w1 × weight))^2)": ("w1", lambda weight, price, w1, w2, **_: (price - w2 - w1 * weight) ** 2),
    "SSE = sum((y_true - y_pred)^2), y_pred = w*x + b": ("w", lambda x, y_true, w, b, **_: (y_true - w * x - b) ** 2),
    "SSE = sum((y - weight*x - b)^2)": ("weight", lambda x, y, weight, b, **_: (y - weight * x - b) ** 2),
    "SSE = sum((price - (w1*area + w2*rooms + b))^2)": ("w2", lambda area, rooms, price, w1, w2, b, **_: (price - w1 * area - w2 * rooms - b) ** 2),
}  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_words_for_data(text: str) -> None:
    """A word for what is measured has a value for every sample, and so has what has a word below its letter: y_hat_i."""
    by, term = WORDS[text]
    parameters = {"w": 0.7, "w1": 0.7, "w2": -0.4, "b": -0.2, "b3": 0.3} | ({by: 0.7} if by == "weight" else {})
    derivation = chainrule.derive(text, wrt=by)
    columns = {name: np.array(column) for name, column in SAMPLES.items() if name != by}
    step = 1e-6
    high, low = (np.sum(term(**columns, **{**parameters, by: parameters[by] + sign * step})) for sign in (1, -1))
    (result,) = derivation
    found = _value(result.tidy, columns, parameters)
    assert found == pytest.approx((high - low) / (2 * step), rel=1e-6)


def _value(formula: Any, columns: Mapping[str, Any], parameters: Mapping[str, float]) -> float:
    """Return what a number times one sum over samples is, its terms worked out one by one by SymPy."""
    expression = formula.sympy
    (each,) = expression.atoms(sympy.Sum)
    total = 0.0
    for place in range(len(columns["x"])):
        values = {entry: columns[str(entry.base)][place] for entry in each.function.atoms(sympy.Indexed)}
        total += float(each.function.subs(values).subs(parameters))
    return float(expression.subs(each, 1)) * total


def test_a_word_that_is_asked_for_is_a_parameter() -> None:
    """Where a derivative by a word is asked for, the word is the same for every sample; so is one for a parameter."""
    (asked,) = chainrule.derive("SSE = Σ (price - (w*area + fee))^2, dSSE/dfee")
    assert str(asked.tidy) == "-2*sum(price_i - w*area_i - fee, i, 1, n)"
    named = chainrule.derive("y_hat = slope*x + intercept, SSE = Σ_i (y_i - y_hat_i)^2", wrt=["slope", "intercept"])
    assert [str(each.tidy) for each in named] == ["-2*sum((y_i - slope*x_i - intercept)*x_i, i, 1, n)", "-2*sum(y_i - slope*x_i - intercept, i, 1, n)"]
