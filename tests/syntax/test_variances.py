"""Derivatives by a variance: σ² is a quantity of its own, v, and σ its root."""

from __future__ import annotations

import pytest

import chainrule

LIKELIHOOD = "l = -n/2 log(σ²) - 1/(2σ²) Σ_i (x_i - μ)²"
SPREAD = "(sum((x_i - μ)^2, i, 1, n) - v*n)/(2*v^2)"


@pytest.mark.parametrize(
    ("text", "wrt", "wanted"),
    [
        (f"{LIKELIHOOD}; find ∂l/∂σ²", "v", SPREAD),
        (f"{LIKELIHOOD}; dl/d(σ^2)", "v", SPREAD),
        (f"{LIKELIHOOD}; differentiate with respect to σ²", "v", SPREAD),
        ("l(μ, σ²) = -n/2 log(2π σ²) - 1/(2σ²) Σ (x_i - μ)², dl/dμ, dl/dσ²", "v", SPREAD),
        (r"$\ell = -\frac{n}{2}\log \sigma^2 - \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i-\mu)^2$. Find $\frac{\partial \ell}{\partial \sigma^2}$.", "v", SPREAD),
        ("y = (x − μ)/√(σ² + ε), dy/dσ²", "v", "-(x - μ)/(2*(v + ε)^(3/2))"),
        ("KL = -1/2 Σ_j (1 + log σ_j² - μ_j² - σ_j²). Find ∂KL/∂σ_j²", "v_j", "1/2 - 1/(2*v_j)"),
        ("u_i = x_i/sqrt(σ² + ε), σ² = 1/m Σ x_i², L = Σ_i g_i u_i, find ∂L/∂σ²", "v", "-sum(g_i*x_i, i, 1, m)/(2*(v + ε)^(3/2))"),
        ("l = v σ² + S/σ², dl/dσ²", "s", "v - S/s^2"),
        ("d/dσ² (σ² x)", "v", "x"),
        (r"\frac{\partial}{\partial \sigma^2} (x / \sigma^2)", "v", "-x/v^2"),
    ],
)
def test_by_a_variance(text: str, wrt: str, wanted: str) -> None:
    """The derivative by σ² is that by v where σ = √v, as known of Gaussian likelihoods and of normalised batches; v is another letter where that is taken."""
    result = chainrule.derive(text)[wrt]
    assert wanted in (str(result.tidy), str(result.whole))


def test_second_derivatives_stay() -> None:
    """d²l/dσ² is the second derivative by σ."""
    assert str(chainrule.derive("l = x^2 σ^3, d²l/dσ²")["σ"].tidy) == "6*x^2*σ"


def test_answers_by_a_variance() -> None:
    """An answer may be written with σ, or with v; the derivative by σ is told as such."""
    question = f"{LIKELIHOOD}; dl/dσ²"
    assert [chainrule.check(question, answer).correct for answer in ("-n/(2σ²) + Σ_i (x_i - μ)²/(2σ⁴)", "-n/(2v) + Σ_i (x_i - μ)²/(2v²)")] == [True, True]
    wrong = chainrule.check(question, "-n/σ + Σ_i (x_i - μ)²/σ³")
    assert not wrong.correct
