"""Every derivation is written out, and in the same way each time."""

from __future__ import annotations

import subprocess
import sys

import pytest

import chainrule
from chainrule.document import derivation_document
from chainrule.render import render

SUMS = [
    ("f = sin(Σ_i w_i x_i) Σ_i w_i x_i", "xᵢ·(sin(Σ_{k=1}^{n} wₖ·xₖ)"),  # one sum at two places
    ("a_i = exp(Σ_{l=1}^{m} q_l k_{i,l})/Σ_{j=1}^{n} exp(Σ_{l=1}^{m} q_l k_{j,l})", "∂u/∂k_{i,l} = qₗ"),  # a share whose exponent is a sum
]
ORDERED = [
    "Q = X W, K = X U, V = X A, P = softmax(Q K^T), L = sum(G ⊙ (P V))",
    "E = Σ_k (o_k - t_k)^2, o_k = σ(Σ_j w_jk h_j), h_j = σ(Σ_i w_ij x_i), ∂E/∂w_ij",
]


@pytest.mark.parametrize(("text", "line"), SUMS, ids=[text for text, _ in SUMS])
def test_sums_at_several_places(text: str, line: str) -> None:
    assert line in render(derivation_document(chainrule.derive(text)), "text")


@pytest.mark.parametrize("text", ORDERED)
def test_same_in_every_process(text: str) -> None:
    """What is said does not hang on the order of a set, which is another one in each process."""
    command = (sys.executable, "-m", "chainrule", "derive", text)
    said = {subprocess.run(command, capture_output=True, env={"PYTHONHASHSEED": seed}, check=True).stdout for seed in "123"}
    assert len(said) == 1


@pytest.mark.parametrize("format", ["text", "latex", "json", "html"])
def test_vector_of_constants(format: str) -> None:  # noqa: A002
    """There is nothing to differentiate by, which every component says."""
    written = render(derivation_document(chainrule.derive("(1)·(3, 4)")), format)
    assert format == "json" or written.count("is constant") == 2


def test_brief_answer_in_the_names_of_the_problem() -> None:
    """Of layers with sums the answer is what the textbook gives, not that with every sum written out."""
    text = "s_k = Σ_j u_jk r_j; r_j = tanh(Σ_i q_ij p_i); F = Σ_k c_k cos(s_k)"
    said = render(derivation_document(chainrule.derive(text, wrt="q_ij"), detail="brief"), "text")
    assert "∂F/∂qᵢⱼ = −(1 − rⱼ²)·pᵢ Σ_{k=1}^{n} cₖ·uⱼₖ sin(sₖ)" in said.split("Answer")[1]
