"""Scalar products of vectors by their components."""

from __future__ import annotations

import pytest

import chainrule

PRODUCTS = {
    "z = w^T x + b, a = σ(z); dz/dw": "x_i",
    "z = w^⊤ x + b, dz/dw": "x_i",
    "z = wᵀx + b; dz/dx": "w_i",
    r"$z = w^\top x + b$; dz/dw": "x_i",
    r"$z = \mathbf{w}^T\mathbf{x} + b$; dz/dw": "x_i",
    "L = (w^T x - y)^2 + λ w^T w; dL/dw": "2*(sum(w_i*x_i, i, 1, n) - y)*x_i + 2*λ*w_i",
    "p = σ(θ^T x); dp/dθ": "x_i*sigmoid(sum(θ_i*x_i, i, 1, n))*(1 - sigmoid(sum(θ_i*x_i, i, 1, n)))",
    "J = J(y, ŷ), ŷ = w^T x + b; dJ/dw": "J^(0,1)(y, sum(w_i*x_i, i, 1, n) + b)*x_i",
    "L = max(0, 1 - y*(w^T x + b)); dL/dw": "-y*x_i*step(1 - y*(sum(w_i*x_i, i, 1, n) + b))",
    "z = w @ x + b; dz/dw": "x_i",
    "z = w.T @ x + b; dz/dx": "w_i",
    "z = np.dot(w, x) + b; dz/dw": "x_i",
    # powers
    "V = k^T x; dV/dk": "T*x*k^(T - 1)",
    "V = c^T x, T = 3; dV/dc": "3*x*c^2",
    "y = a^T x; dy/dT": "x*a^T*log(a)",
    "f = x^T W x; df/dW": "x^(T + 1)",
    "A = w^T; dA/dw": "T*w^(T - 1)",
}


@pytest.mark.parametrize("text", PRODUCTS)
def test_products(text: str) -> None:
    """w^T x is a scalar product where w and x stand in such products alone, else a power."""
    assert [str(result.tidy) for result in chainrule.derive(text)] == [PRODUCTS[text]]


def test_what_is_said() -> None:
    """The reading is said, and scalar products inside other expressions have names."""
    derivation = chainrule.derive("L = (w^T x - y)^2", wrt="w")
    assert [reading.message for reading in derivation.readings] == ["w^T x read as Σ_i w_i·x_i; else write w^S x"]
    assert str(derivation["w_i"].in_names) == "2*(s - y)*x_i"


def test_components() -> None:
    """A vector that stands nowhere itself is asked for by its components."""
    assert chainrule.derive("p = (Σ_i w_i x_i)^2", wrt="w").wrt == ("w_i",)
