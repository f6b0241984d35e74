"""Layers told apart by their index, as many lectures on backpropagation write them: the derivatives are those that they give."""

from __future__ import annotations

import pytest

import chainrule
from chainrule import check, derive
from chainrule.errors import ReadError
from chainrule.syntax import read_problem

TWO = "z_j = Σ_i w_ij x_i; y_j = σ(z_j); z_k = Σ_j w_jk y_j; y_k = σ(z_k); E = 1/2 Σ_k (t_k - y_k)^2"
THREE = (
    "a_j = Σ_i w_ij x_i + b_j; h_j = tanh(a_j); a_k = Σ_j w_jk h_j + b_k; y_k = σ(a_k); o_l = Σ_k w_kl y_k + b_l; E = 1/2 Σ_l (o_l - t_l)^2"
)
TEXTBOOK = [
    (TWO, "w_ij", "-y_j^(1)*(1 - y_j^(1))*x_i*sum((t_k - y_k^(2))*y_k^(2)*(1 - y_k^(2))*w_jk^(2), k, 1, n)"),
    (TWO, "w_jk", "-(t_k - y_k^(2))*y_k^(2)*(1 - y_k^(2))*y_j^(1)"),
    ("E = 1/2 Σ_k (o_k - t_k)^2, o_k = Σ_j w_jk h_j, h_j = σ(Σ_i w_ij x_i)", "w_ij", "h_j*(1 - h_j)*x_i*sum((o_k - t_k)*w_jk^(2), k, 1, n)"),
    ("a_j = Σ_i w_ji x_i, z_j = tanh(a_j), y_k = Σ_j w_kj z_j, E = 1/2 Σ_k (y_k - t_k)^2", "w_ji", "(1 - z_j^2)*x_i*sum((y_k - t_k)*w_kj^(2), k, 1, n)"),
    ("y_k = σ(n_k); n_k = Σ_j w_jk y_j; y_j = σ(n_j); n_j = Σ_i w_ij y_i", "w_ij", "y_k^(2)*(1 - y_k^(2))*w_jk^(2)*y_j^(1)*(1 - y_j^(1))*y_i^(0)"),
]


@pytest.mark.parametrize(("text", "wrt", "expected"), TEXTBOOK, ids=[f"{wrt} of {text}" for text, wrt, _ in TEXTBOOK])
def test_backpropagation(text: str, wrt: str, expected: str) -> None:
    """A layer's letters are its own, whatever else has them; the asked name needs no number."""
    assert str(derive(text, wrt=wrt)[wrt].in_names) == expected


def test_three_layers() -> None:
    """Biases are of their layer too; with numbers written by the reader the same comes out."""
    found = derive(THREE, wrt="b_j")
    written = THREE
    for old, new in [("a_j", "a^(1)_j"), ("a_k", "a^(2)_k"), ("b_j", "b^(1)_j"), ("b_k", "b^(2)_k"), ("b_l", "b^(3)_l")]:
        written = written.replace(old, new)
    for old, new in [("w_ij", "w^(1)_ij"), ("w_jk", "w^(2)_jk"), ("w_kl", "w^(3)_kl")]:
        written = written.replace(old, new)
    assert str(found["b_j"].in_names) == str(derive(written, wrt="b^(1)_j")["b^(1)_j"].in_names)
    told = "aⱼ as aⱼ⁽¹⁾, aₖ as aₖ⁽²⁾, wᵢⱼ as wᵢⱼ⁽¹⁾, wⱼₖ as wⱼₖ⁽²⁾, wₖₗ as wₖₗ⁽³⁾, bⱼ as bⱼ⁽¹⁾, bₖ as bₖ⁽²⁾, bₗ as bₗ⁽³⁾"
    assert f"the indices j, k and l are taken for those of 3 layers: {told}" in [each.message for each in found.readings]


def test_answers() -> None:
    """An answer may leave the numbers out as the text does."""
    assert check(f"{TWO}; ∂E/∂w_ij", "y_j (1 - y_j) x_i Σ_k (y_k - t_k) y_k (1 - y_k) w_jk").correct is True
    assert check(f"{TWO}; ∂E/∂w_jk", "(t_k - y_k) y_k (1 - y_k) y_j").correct is False
    verdict = check(f"{TWO}; ∂E/∂w_ij", "y_j (1 - y_j) x_i (y_k - t_k) y_k (1 - y_k) w_jk")
    assert verdict.correct is False
    assert "The sum is missing" in str(verdict)


ONE = [
    "x_j = Σ_i P_ij a_i; y_k = Σ_j P_jk x_j; L = Σ_k c_k y_k; dL/dP_ij",  # of a Markov chain
    "h_j = σ(Σ_i w_ij x_i), y_k = Σ_j w_kj h_j, L = Σ_k (x_k - y_k)^2, dL/dw_ij",  # w and its transpose
]


@pytest.mark.parametrize("text", ONE)
def test_one_matrix(text: str) -> None:
    """What may as well be one matrix stays one, which is said."""
    assert any("are entries of one" in each.message for each in read_problem(text).readings)


STAY = [
    "v_x = 3t, v_y = 4t^2, s = v_x^2 + v_y^2; ds/dt",  # no indices
    "h_j = σ(Σ_i w_ij x_i), y_k = Σ_j v_jk h_j, L = Σ_k (x_k - y_k)^2, dL/dw_ij",  # the x that goes in is what should come out
    "p_i = exp(z_i)/Σ_j exp(z_j), p_k = exp(z_k)/Σ_j exp(z_j), L = -Σ_i y_i log p_i; dL/dz_k",  # one definition, twice
    "h_j = σ(Σ_i w_ij x_i), y_i = Σ_j w_ij h_j, L = Σ_i (x_i - y_i)^2, dL/dw_ij",  # the same weights back
]


@pytest.mark.parametrize("text", STAY)
def test_nothing_to_tell_apart(text: str) -> None:
    problem = read_problem(text)
    assert not any("layers" in each.message for each in problem.readings)
    assert not any("^" in name for each in problem.definitions for name in each.mentioned)


REFUSED = [
    ("z_j = Σ_i w_ij x_i; z_k = Σ_j w_jk σ(z_j); L = Σ_m z_m; dL/dw_ij", "z is defined for the index j and for k"),
    ("p_i = exp(z_i); p_k = z_k^2; L = Σ_i p_i + Σ_k p_k; dL/dz_i", "p is defined for the index i and for k"),
    ("h_j = σ(Σ_i w_ij x_i), y_k = Σ_j w_jk h_j, L = (y_1 - 1)^2, dL/dw_12", "w₁₂ may be of any layer"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_refused(text: str, message: str) -> None:
    """Where the layer of something is not clear, none is guessed."""
    with pytest.raises(ReadError, match=message):
        chainrule.derive(text)
