"""Indices of sums that stand in brackets, or two of them in one word: they are those of the same problem with indices below."""

from __future__ import annotations

import pytest

from chainrule.errors import ChainRuleError
from chainrule.syntax import read_problem

SAME = {
    "J = Σ_a π(a) Q(a)": "J = Σ_a π_a Q_a",
    "A = Σ_i π(i)^2 h_i": "A = Σ_i π_i^2 h_i",
    "H = -Σ_x p(x) log p(x)": "H = -Σ_x p_x log p_x",
    "J = Σ_{i=1}^n x(i) w(i)": "J = Σ_{i=1}^n x_i w_i",
    "J = sum((y(i) - w*x(i))^2, i=1..n), dJ/dw": "J = sum((y_i - w*x_i)^2, i=1..n), dJ/dw",
    "y_n = Σ_k w(k) x(n-k), dy_n/dw_k": "y_n = Σ_k w_k x_{n-k}, dy_n/dw_k",
    "L = Σ_n (y(n) - a y(n-1))^2, dL/da": "L = Σ_n (y_n - a y_{n-1})^2, dL/da",
    "p(i) = exp(z(i))/Σ_k exp(z(k)), dp(i)/dz(j)": "p_i = exp(z_i)/Σ_k exp(z_k), dp_i/dz_j",
    "J = Σ_a π_θ(a) Q(a), π_θ(a) = exp(θ_a)/Σ_b exp(θ_b), ∂J/∂θ_k": "J = Σ_a π_a Q_a, π_a = exp(θ_a)/Σ_b exp(θ_b), ∂J/∂θ_k",
    r"\pi(a) = \frac{e^{h(a)}}{\sum_b e^{h(b)}}, \frac{\partial \pi(a)}{\partial h(b)}": "π_a = e^{h_a}/Σ_b e^{h_b}, ∂π_a/∂h_b",
    "L = log π_θ(a), π_θ(a) = exp(θ_a)/Σ_b exp(θ_b), dL/dθ_k": "L = log π_a, π_a = exp(θ_a)/Σ_b exp(θ_b), dL/dθ_k",
    "L = Σ_ij (a_ij - b_ij)^2": "L = Σ_{i,j} (a_ij - b_ij)^2",
    "L = -Σ_ij t_ij log a_ij, a_ij = exp(e_ij)/Σ_k exp(e_ik)": "L = -Σ_{i,j} t_ij log a_ij, a_ij = exp(e_ij)/Σ_k exp(e_ik)",
}
PRODUCTS = {
    "S = Σ_k k(k+1) x^k": "S = Σ_k k*(k+1)*x^k",
    "S = Σ_k a(k+1) x^k, dS/da": "S = Σ_k a*(k+1)*x^k, dS/da",
    "S = Σ_k a (k+1)": "S = Σ_k a*(k+1)",
    "c = 2; S = Σ_k c(k) x^k": "c = 2; S = Σ_k c*k*x^k",
    "S = x(k) + Σ_k k x^k, dS/dx": "S = x*k + Σ_k k*x^k, dS/dx",
}


@pytest.mark.parametrize(("typed", "plain"), (SAME | PRODUCTS).items(), ids=SAME | PRODUCTS)
def test_same(typed: str, plain: str) -> None:
    """A name before the index of a sum in brackets is a component, and no factor; Σ_ij runs over both where some name has both."""
    one, other = read_problem(typed), read_problem(plain)
    assert [(each.name, each.tree) for each in one.definitions] == [(each.name, each.tree) for each in other.definitions]
    assert one.wrt == other.wrt


def test_said() -> None:
    """What was taken for an index is said; what is no product of letters is not called one."""
    assert "x(i) read as x_i; else write x*(i)" in [each.message for each in read_problem("J = Σ_{i=1}^n x(i)^2").readings]
    assert not any("i*j" in each.message for text in ("L = Σ_{ij} t_ij^2", "L = Σ_ij t_ij^2") for each in read_problem(text).readings)


FUNCTIONS = ("J = Σ_i f(i) x_i", "f(i) = i^2, S = Σ_i f(i) x_i")


@pytest.mark.parametrize("typed", FUNCTIONS)
def test_functions(typed: str) -> None:
    """The letters of functions, and functions that are defined, stay functions of the index."""
    assert not any("read as" in each.message for each in read_problem(typed).readings)
    assert "f_i" not in str(read_problem(typed).definitions)


@pytest.mark.parametrize("typed", ["p(x) = exp(z(x) + x)/Σ_j exp(z(j)), dp/dx", "y(t) = Σ_k b(k) u(t-k)"])
def test_open(typed: str) -> None:
    """A function of an argument elsewhere has no components in a sum: which of both is meant is not guessed."""
    with pytest.raises(ChainRuleError, match="may be a component"):
        read_problem(typed)


def test_of_its_own_index() -> None:
    """What only a sum over z has below it says nothing of P(z): it stays a function."""
    assert [each.name for each in read_problem("P(z) = exp(-E(z))/Z, Z = Σ_z exp(-E(z))").definitions] == ["P", "Z"]
