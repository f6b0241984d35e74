"""Layers on one another that share a matrix: all gradients come without being asked for by name, and are difference quotients of the same in NumPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.syntax import read_problem
from tests.calculus.test_matrices import COLUMN, SQUARE, TALL, At, quotients


def squares(of: np.ndarray) -> float:
    """Return the sum of the squares of all entries."""
    return float((of**2).sum())


Problem = tuple[dict[str, tuple[int, ...]], Callable[[Any], float]]
SHARED: dict[str, Problem] = {
    "z = W y, y = W x, L = ||z||^2": ({"W": SQUARE, "x": COLUMN}, lambda v: squares(v.W @ v.W @ v.x)),
    "z = W x, L = z^T W z": ({"W": SQUARE, "x": COLUMN}, lambda v: (v.W @ v.x) @ v.W @ (v.W @ v.x)),
    "h1 = tanh(W x + b), h2 = tanh(W h1 + b), L = ||h2 - t||^2": (
        {"W": SQUARE, "x": COLUMN, "b": COLUMN, "t": COLUMN},
        lambda v: squares(np.tanh(v.W @ np.tanh(v.W @ v.x + v.b) + v.b) - v.t),
    ),
    "h = W^T x, y = W h, L = ||y - x||^2": ({"W": TALL, "x": COLUMN}, lambda v: squares(v.W @ v.W.T @ v.x - v.x)),
    "h = relu(W x), y = W^T h, L = ||x - y||^2": ({"W": TALL[::-1], "x": COLUMN}, lambda v: squares(v.x - v.W.T @ np.maximum(v.W @ v.x, 0))),
    "u = A x, v = B u, w = A v, L = w^T c": ({"A": SQUARE, "B": SQUARE, "x": COLUMN, "c": COLUMN}, lambda v: (v.A @ v.B @ v.A @ v.x) @ v.c),
}


@pytest.mark.parametrize(("text", "given"), SHARED.items(), ids=SHARED)
def test_shared_by_layers(text: str, given: Problem) -> None:
    """No matrix is left out of the gradients where it stands in one layer and in another one on it."""
    shapes, function = given
    random = np.random.default_rng(5)
    at = {name: np.array(0.5 + 0.4 * random.normal(size=shape)) for name, shape in shapes.items()}
    found = chainrule.derive(text).at(at)
    assert found.values["L"] == pytest.approx(function(At(at)))
    assert set(found.gradient) >= set(shapes)
    for name in shapes:
        assert found.gradient[name] == pytest.approx(quotients(function, at, name), rel=1e-5, abs=1e-6)


def test_one_that_is_asked_for_alone() -> None:
    """A vector that is asked for beside a shared matrix keeps its components."""
    assert not read_problem("z = W y, y = W x, L = ||z||^2, dL/dx").vectors.whole
