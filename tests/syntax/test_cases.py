"""What is asked of one case of a definition for every index: the definition is that of this case."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ChainRuleError

CASES = {
    "q = softmax(a), ∂q_k/∂a_k": "q_k*(1 - q_k)",
    "q = softmax(a)_k, ∂q_k/∂a_k": "q_k*(1 - q_k)",
    "q = softmax(a)_k, ∂q/∂a_k": "q_k*(1 - q_k)",
    "q = softmax(a), ∂q_2/∂a_2": "q_2*(1 - q_2)",
    "q_i = exp(a_i)/Σ_k exp(a_k), ∂q_k/∂a_l": "-q_k*q_l",
    "h = W x, ∂h_k/∂x_l": "W_kl",
    "h_i = Σ_j W_ij x_j, ∂h_k/∂W_kl": "x_l",
    "h_i = Σ_j W_ij x_j, ∂h_j/∂x_l": "W_jl",
    "h_i = w_i x_i^2, ∂h_k/∂x_k": "2*w_k*x_k",
    "a_ij = u_i v_j^2, ∂a_pq/∂v_q": "2*u_p*v_q",
    "W_ij = u_i v_j^2, ∂W_ji/∂v_i": "2*u_j*v_i",
    "h_i = i x_i^2, ∂h_3/∂x_3": "6*x_3",
}


@pytest.mark.parametrize("text", CASES)
def test_cases(text: str) -> None:
    """The derivative of h_k is that of h_i with k for i; sums over k run over another letter."""
    (result,) = chainrule.derive(text)
    assert str(result.whole_in_names) == CASES[text]


def test_used_by_others() -> None:
    """A definition that others use stays beside that of the case."""
    (result,) = chainrule.derive("h_i = w x_i; L = Σ_i h_i^2; ∂h_k/∂w")
    assert str(result.whole_in_names) == "x_k"


@pytest.mark.parametrize("text", ["h_i = w x_i, ∂g_k/∂w", "h = w x, ∂h_k/∂w", "h_i = w x_i, ∂h_ij/∂w"])
def test_no_case(text: str) -> None:
    """What no definition is of stays unknown."""
    with pytest.raises(ChainRuleError, match="does not define"):
        chainrule.derive(text)
