"""Softmax of a vector, as it is written: a definition for every index."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("p = softmax(z), ∂p_i/∂z_i", "p_i = exp(z_i)/Σ_j exp(z_j), ∂p_i/∂z_i"),
        ("q_k = softmax(a)_k, ∂q_k/∂a_k", "q_k = exp(a_k)/Σ_i exp(a_i), ∂q_k/∂a_k"),
        ("q_j = softmax(a_j), ∂q_j/∂a_j", "q_j = exp(a_j)/Σ_i exp(a_i), ∂q_j/∂a_j"),
        (r"\hat{y} = \text{softmax}(z); L = \hat{y}_1^2, \frac{\partial L}{\partial z_1}", "ŷ_i = exp(z_i)/Σ_j exp(z_j); L = ŷ_1^2, ∂L/∂z_1"),
        (r"p_i = \mathrm{softmax}(z)_{i}, \frac{\partial p_i}{\partial z_j}", "p_i = exp(z_i)/Σ_j exp(z_j), ∂p_i/∂z_j"),
    ],
)
def test_written_out(text: str, written: str) -> None:
    """The notation of lessons means the exponentials as shares of their sum."""
    (found,), (wanted,) = chainrule.derive(text), chainrule.derive(written)
    assert found.tidy.tree == wanted.tidy.tree


def test_of_an_expression() -> None:
    """What a softmax is of gets a name of its own, and is a vector."""
    (found,) = chainrule.derive("p = softmax(z/T), ∂p_i/∂z_i")
    assert str(found.in_names) == "p_i*(1 - p_i)/T"
    (found,) = chainrule.derive("p = softmax(W x + b), L = -Σ_i t_i log p_i; ∂L/∂b")
    assert str(found.wrt) == "b_i"


@pytest.mark.parametrize("text", ["y = 2 softmax(x)", "softmax(x)"])
def test_refused(text: str) -> None:
    """Softmax inside an expression, or without a name, has no rule: it is a function of many numbers."""
    with pytest.raises(ReadError, match="softmax"):
        chainrule.derive(text)
