"""The logarithm of a likelihood on the left side of a definition, against the same with ℓ there."""

from __future__ import annotations

import pytest

from chainrule.syntax import read_problem

SAME = {
    "log L(μ) = -n/2 log(2π) - Σ_i (x_i - μ)^2/(2σ^2)": "ℓ(μ) = -n/2 log(2π) - Σ_i (x_i - μ)^2/(2σ^2)",
    "ln L = n ln λ - λ S, d/dλ": "ℓ = n ln λ - λ S, d/dλ",
    "log(L) = n log θ - θ S": "ℓ = n log θ - θ S",
    "log(L(θ)) = n log θ - θ S. Find d/dθ log L(θ)": "ℓ(θ) = n log θ - θ S. Find dℓ/dθ",
    "log p(x|θ) = x log θ + (1-x) log(1-θ)": "ℓ(θ) = x log θ + (1-x) log(1-θ)",
    "log p(x|θ) = x log θ + (1-x) log(1-θ), d log p(x|θ)/dθ": "ℓ(θ) = x log θ + (1-x) log(1-θ), dℓ/dθ",
    "log L(μ, s) = -n log(s) - Σ_i (x_i - μ)²/(2s), ∂ log L/∂s": "ℓ(μ, s) = -n log(s) - Σ_i (x_i - μ)²/(2s), ∂ℓ/∂s",
    "log L(θ; x) = -(x - θ)^2": "ℓ(θ) = -(x - θ)^2",
    r"\log L(\mu) = -(x - \mu)^2/2, \frac{\partial \log L}{\partial \mu}": "ℓ(μ) = -(x - μ)^2/2, ∂ℓ/∂μ",
    r"\ln \mathcal{L}(\lambda) = n \ln\lambda - \lambda S, \frac{d \ln\mathcal{L}}{d\lambda}": "ℓ(λ) = n ln λ - λ S, dℓ/dλ",
}


@pytest.mark.parametrize(("typed", "plain"), SAME.items(), ids=SAME)
def test_likelihood(typed: str, plain: str) -> None:
    """What a logarithm of a likelihood is set equal to is differentiated, by the parameters and not by the data."""
    one, other = read_problem(typed), read_problem(plain)
    assert one.equation is None
    assert [(each.name, each.tree, each.parameters) for each in one.definitions] == [(each.name, each.tree, each.parameters) for each in other.definitions]
    assert one.wrt == other.wrt


EQUATIONS = (
    "log f(x) = x^2, df/dx", "ln L = n ln λ - λ S, dL/dλ", "ln y = x ln x, dy/dx", "ln f(x) = x ln x, f'(x)", "log L = a L + b, dL/da", "ln P = a - b/T, dP/dT",
)


@pytest.mark.parametrize("typed", EQUATIONS)
def test_equation(typed: str) -> None:
    """Where the quantity itself is asked for, a logarithm on the left side makes an equation for it."""
    problem = read_problem(typed)
    assert problem.equation is not None
    assert not any("ℓ" in each.name for each in problem.definitions)


OTHERWISE = {
    "KL(p||q) = Σ_i p_i log(p_i/q_i), dKL/dq_i": "KL = Σ_i p_i log(p_i/q_i), dKL/dq_i",
    r"D_{\mathrm{KL}}(q(z|x) \| p(z)) = \sum_i p_i \log(p_i/q_i)": "D_KL = Σ_i p_i log(p_i/q_i)",
    "KL(N(μ, s²) || N(0, 1)) = (s^2 + μ^2 - 1 - log(s^2))/2": "KL = (s^2 + μ^2 - 1 - log(s^2))/2",
    "L = (y - g(x; θ))^2, dL/dθ": "L = (y - g(x, θ))^2, dL/dθ",
    "L = -log σ(D(G(z; θ); φ)), dL/dθ": "L = -log σ(D(G(z, θ), φ)), dL/dθ",
    "p(x; θ) = θ e^{-θ x}, L = log p(x; θ)": "p(x, θ) = θ e^{-θ x}, L = log p(x, θ)",
    "y = f(x); f(x) = x^2": "f(x) = x^2; y = f(x)",
}


@pytest.mark.parametrize(("typed", "plain"), OTHERWISE.items(), ids=OTHERWISE)
def test_divergences_and_parameters(typed: str, plain: str) -> None:
    """What two distributions are apart is a quantity, and what stands behind a semicolon in brackets is an argument."""
    one, other = read_problem(typed), read_problem(plain)
    assert {(each.name, each.tree) for each in one.definitions} == {(each.name, each.tree) for each in other.definitions}
    assert one.wrt == other.wrt
