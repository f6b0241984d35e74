"""Work by way of quantities that a sum holds all of, as the logits before a softmax: each line is judged by the problem itself."""

from __future__ import annotations

import pytest

from chainrule import check

LOGITS = "h_j = tanh(Σ_i w_ij x_i), o_k = Σ_j v_jk h_j, p_k = exp(o_k)/Σ_l exp(o_l), L = -Σ_k t_k log p_k"
TOTAL = f"{LOGITS}, Σ_k t_k = 1"
LAYERS = "z_j = Σ_i w_ij x_i; y_j = σ(z_j); z_k = Σ_j w_jk y_j; y_k = σ(z_k); E = 1/2 Σ_k (t_k - y_k)^2"

RIGHT = [
    (TOTAL, "dL/dw_ij", ["∂L/∂o_k = p_k - t_k", "∂L/∂h_j = Σ_k (p_k - t_k) v_jk", "∂L/∂w_ij = (1 - h_j^2) x_i Σ_k (p_k - t_k) v_jk"]),
    (TOTAL, "dL/dh_j", ["∂L/∂o_k = p_k - t_k", "∂L/∂h_j = Σ_k ∂L/∂o_k v_jk", "= Σ_k (p_k - t_k) v_jk"]),
    (TOTAL, "dL/dw_ij", ["δ_k = p_k - t_k", "∂L/∂w_ij = (1 - h_j^2) x_i Σ_k δ_k v_jk"]),
    (LAYERS, "∂E/∂w_ij", ["δ_k = (y_k - t_k) y_k (1 - y_k)", "δ_j = y_j (1 - y_j) Σ_k δ_k w_jk", "∂E/∂w_ij = δ_j x_i"]),
]


@pytest.mark.parametrize(("text", "asked", "lines"), RIGHT, ids=["; ".join(lines) for _, _, lines in RIGHT])
def test_right_work(text: str, asked: str, lines: list[str]) -> None:
    verdict = check(f"{text}; {asked}", work="\n".join(lines))
    assert verdict.correct is True
    assert [line.status for line in verdict.lines] == ["right"] * len(lines)


def test_wrong_sign() -> None:
    """What is wrong is told to be so, and not that a name of the problem is none of it."""
    verdict = check(f"{TOTAL}; dL/dh_j", work="∂L/∂o_k = t_k - p_k\n∂L/∂h_j = Σ_k (t_k - p_k) v_jk")
    assert verdict.correct is False
    assert [line.status for line in verdict.lines] == ["wrong", "wrong"]
    assert "There is no" not in str(verdict)
    alone = check(f"{TOTAL}; dL/dh_j", "Σ_k (t_k - p_k) v_jk")
    assert (alone.correct, alone.mistakes) == (False, ())


def test_right_only_if_the_targets_add_up() -> None:
    """Where the problem does not say that Σ t_k = 1, p_k − t_k cannot be told to be right."""
    verdict = check(f"{LOGITS}; dL/dw_ij", work="∂L/∂o_k = p_k - t_k\n∂L/∂w_ij = (1 - h_j^2) x_i Σ_k (p_k - t_k) v_jk")
    assert verdict.correct is None
    assert [line.status for line in verdict.lines] == ["undecided", "undecided"]
    assert "it is right if Σ t_k = 1" in str(verdict)
