"""Scalar products of vectors by their components."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ChainRuleError, ReadError, UnknownFunction
from chainrule.graph.resolve import all_names
from chainrule.notation import unicode
from chainrule.syntax import read_problem
from chainrule.syntax.vectors.said import without_kinds
from chainrule.tree import names, postorder, symbol

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
    "y = a^T x; dy/dT": "x*a^T*ln(a)",
    "A = w^T; dA/dw": "T*w^(T - 1)",
}


@pytest.mark.parametrize("text", PRODUCTS)
def test_products(text: str) -> None:
    """w^T x is a scalar product where w and x are vectors, else a power."""
    assert [str(result.tidy) for result in chainrule.derive(text)] == [PRODUCTS[text]]


def test_what_is_said() -> None:
    """The reading is said, and scalar products inside other expressions have names."""
    derivation = chainrule.derive("L = (w^T x - y)^2", wrt="w")
    assert [reading.message for reading in derivation.readings] == ["w^T x read as Σ_i w_i·x_i; else write w^S x"]
    assert str(derivation["w_i"].in_names) == "2*(s - y)*x_i"


READ = {
    "L = ||X w - y||^2": ["L = Σ_{i=1}^{n} (Σ_{j=1}^{m} Xᵢⱼ·wⱼ − yᵢ)²"],
    r"L = \frac12 \left\| \mathbf{y} - \mathbf{X}\boldsymbol{\beta} \right\|_2^2": ["L = 1/2 · Σ_{i=1}^{n} (yᵢ − Σ_{j=1}^{m} Xᵢⱼ·βⱼ)²"],
    "z = W x + b, a = σ(z), L = ||a - y||": ["zᵢ = Σ_{j=1}^{m} Wᵢⱼ·xⱼ + bᵢ", "aᵢ = σ(zᵢ)", "L = √(Σ_{i=1}^{n} (aᵢ − yᵢ)²)"],
    "L = ||W2 tanh(W1 x)||^2": ["L = Σ_{i=1}^{n} (Σ_{j=1}^{m} W2ᵢⱼ tanh(Σ_{k=1}^{p} W1ⱼₖ·xₖ))²"],
    "f(x) = x^T A x": ["f = Σ_{i=1}^{n} Σ_{j=1}^{n} xᵢ·Aᵢⱼ·xⱼ"],
    "s = x^T A^T B y": ["s = Σ_{i=1}^{n} Σ_{j=1}^{m} Σ_{k=1}^{p} xᵢ·Aⱼᵢ·Bⱼₖ·yₖ"],
    "Y = X W + b where X is a matrix": ["Yᵢⱼ = Σ_{k=1}^{p} Xᵢₖ·Wₖⱼ + bⱼ"],
    "M = u v^T where u and v are vectors": ["Mᵢⱼ = uᵢ·vⱼ"],
    "s = u · v, where u and v are vectors": ["s = Σ_{i=1}^{n} uᵢ·vᵢ"],
    "q = u ⊙ v, u, v ∈ ℝⁿ": ["qᵢ = uᵢ·vᵢ"],
    "J = ||w||_1 + λ ||A||_F^2": ["J = Σ_{i=1}^{n} |wᵢ| + λ Σ_{j=1}^{m} Σ_{k=1}^{p} Aⱼₖ²"],
    "p = softmax(z), z = W x + b, L = -t^T log(p)": ["pᵢ = exp(zᵢ)/(Σ_{j=1}^{n} exp(zⱼ))", "zᵢ = Σ_{j=1}^{m} Wᵢⱼ·xⱼ + bᵢ", "L = −Σ_{i=1}^{n} tᵢ log(pᵢ)"],
    "loss = np.sum((X @ w - y)**2)": ["loss = Σ_{i=1}^{n} (Σ_{j=1}^{m} Xᵢⱼ·wⱼ − yᵢ)²"],
    "L = (y - X @ w).T @ (y - X @ w)": ["L = Σ_{i=1}^{n} (yᵢ − Σ_{j=1}^{m} Xᵢⱼ·wⱼ)(yᵢ − Σ_{j=1}^{m} Xᵢⱼ·wⱼ)"],
    "C = A ⊙ B, L = ||C||_F^2": ["Cᵢⱼ = Aᵢⱼ·Bᵢⱼ", "L = Σ_{i=1}^{n} Σ_{j=1}^{m} Cᵢⱼ²"],
    "L = ||a ⊙ b - c||": ["L = √(Σ_{i=1}^{n} (aᵢ·bᵢ − cᵢ)²)"],
    "y = γ ⊙ (x - μ)/σ": ["yᵢ = γᵢ·(xᵢ − μᵢ)/σ"],
    "L = ||h ⊙ W x||^2, h ∈ R^n": ["L = Σ_{i=1}^{n} (hᵢ Σ_{j=1}^{m} Wᵢⱼ·xⱼ)²"],
    "L = ||Y - X W||_F^2": ["L = Σ_{i=1}^{n} Σ_{j=1}^{m} (Yᵢⱼ − Σ_{k=1}^{p} Xᵢₖ·Wₖⱼ)²"],
    "L = ||Y - X β||^2": ["L = Σ_{i=1}^{n} (Yᵢ − Σ_{j=1}^{m} Xᵢⱼ·βⱼ)²"],
    "h = max(0, W x), L = ||h - y||^2": ["hᵢ = max(0, Σ_{j=1}^{m} Wᵢⱼ·xⱼ)", "L = Σ_{i=1}^{n} (hᵢ − yᵢ)²"],
    "z = W x, a = 1/(1 + e^{-z}), L = ||a - y||^2": ["zᵢ = Σ_{j=1}^{m} Wᵢⱼ·xⱼ", "aᵢ = 1/(1 + e^(−zᵢ))", "L = Σ_{i=1}^{n} (aᵢ − yᵢ)²"],
    "f(x) = ||A x||^2 for a matrix A": ["f = Σ_{i=1}^{n} (Σ_{j=1}^{m} Aᵢⱼ·xⱼ)²"],
    r"\nabla_x \|Ax - b\|^2": ["f = Σ_{i=1}^{n} (Σ_{j=1}^{m} Aᵢⱼ·xⱼ − bᵢ)²"],
    r"\nabla_{\mathbf x} \|A\mathbf x - \mathbf b\|^2": ["f = Σ_{i=1}^{n} (Σ_{j=1}^{m} Aᵢⱼ·xⱼ − bᵢ)²"],
    r"f = \|A {\bf x}\|^2, \nabla_{\bf x} f": ["f = Σ_{i=1}^{n} (Σ_{j=1}^{m} Aᵢⱼ·xⱼ)²"],
    "∇_x (x^T A x)": ["f = Σ_{i=1}^{n} Σ_{j=1}^{n} xᵢ·Aᵢⱼ·xⱼ"],
    "L = g^T (A x - b), dL/dx": ["L = Σ_{i=1}^{n} gᵢ·(Σ_{j=1}^{m} Aᵢⱼ·xⱼ − bᵢ)"],
    "L = f^{T}(A x), dL/dx": ["L = Σ_{i=1}^{n} Σ_{j=1}^{m} fᵢ·Aᵢⱼ·xⱼ"],
    "a_i = exp(q^T k_i)/Σ_j exp(q^T k_j), L = Σ_i a_i g^T v_i; dL/dq": [
        "aᵢ = exp(Σ_{l=1}^{m} qₗ·k_{i,l})/(Σ_{j=1}^{n} exp(Σ_{l=1}^{m} qₗ·k_{j,l}))",
        "L = Σ_{i=1}^{n} aᵢ Σ_{r=1}^{p} gᵣ·v_{i,r}",  # not over p = 1..p
    ],
    "a_i = exp(q^T k_i)/Σ_j exp(q^T k_j), o = Σ_i a_i v_i, L = g^T o; dL/dq": [
        "aᵢ = exp(Σ_{l=1}^{m} qₗ·k_{i,l})/(Σ_{j=1}^{n} exp(Σ_{l=1}^{m} qₗ·k_{j,l}))",
        "oᵣ = Σ_{i=1}^{n} aᵢ·v_{i,r}",
        "L = Σ_{r=1}^{p} gᵣ·oᵣ",
    ],
    "μ = 1/n Σ_i x_i, L = ||A μ - b||^2, dL/dx_i": ["μⱼ = 1/n · Σ_{i=1}^{n} x_{i,j}", "L = Σ_{k=1}^{p} (Σ_{j=1}^{m} Aₖⱼ·μⱼ − bₖ)²"],
    "o = Σ_i a_i v_i where v_i are vectors, L = g^T o, dL/da_i": ["oⱼ = Σ_{i=1}^{n} aᵢ·v_{i,j}", "L = Σ_{j=1}^{m} gⱼ·oⱼ"],
    "L = ||X w + b - y||^2": ["L = Σ_{i=1}^{n} (Σ_{j=1}^{m} Xᵢⱼ·wⱼ + b − yᵢ)²"],
    "L = ||X W + b - Y||_F^2": ["L = Σ_{i=1}^{n} Σ_{j=1}^{m} (Σ_{k=1}^{p} Xᵢₖ·Wₖⱼ + bⱼ − Yᵢⱼ)²"],
    "L = Σ_{i,j} (r_ij - u_i^T v_j)^2": ["L = Σ_{i=1}^{n} Σ_{j=1}^{n} (rᵢⱼ − Σ_{k=1}^{m} u_{i,k}·v_{j,k})²"],
    # arrows
    r"W = \vec{F} \cdot \vec{d}": ["W = Σ_{i=1}^{n} Fᵢ·dᵢ"],
    r"E = \frac12 m |\vec{v}|^2": ["E = 1/2 · m Σ_{i=1}^{n} vᵢ²"],
    r"r = |\vec{r}|": ["r = √(Σ_{i=1}^{n} r⃗ᵢ²)"],
    # programs
    "z = np.dot(W, x) + b": ["zᵢ = Σ_{j=1}^{m} Wᵢⱼ·xⱼ + bᵢ"],
    "z = W.dot(x) + b": ["zᵢ = Σ_{j=1}^{m} Wᵢⱼ·xⱼ + bᵢ"],
    "z = torch.mm(X, W)": ["zᵢⱼ = Σ_{k=1}^{p} Xᵢₖ·Wₖⱼ"],
    "M = np.outer(u, v)": ["Mᵢⱼ = uᵢ·vⱼ"],
    "L = np.linalg.norm(X @ w - y)**2": ["L = Σ_{i=1}^{n} (Σ_{j=1}^{m} Xᵢⱼ·wⱼ − yᵢ)²"],
    "L = (X @ w - y).pow(2).sum()": ["L = Σ_{i=1}^{n} (Σ_{j=1}^{m} Xᵢⱼ·wⱼ − yᵢ)²"],
    "h = torch.relu(x @ W1); o = h @ W2": ["hᵢ = ReLU(Σ_{j=1}^{m} xⱼ·W1ⱼᵢ)", "oₖ = Σ_{i=1}^{n} hᵢ·W2ᵢₖ"],
    "L = np.sum(w**2)": ["L = Σ_{i=1}^{n} wᵢ²"],
    "p = 1/(1+np.exp(-X@w)); L = -np.sum(y*np.log(p))": ["pᵢ = 1/(1 + exp(−Σ_{j=1}^{m} Xᵢⱼ·wⱼ))", "L = −Σ_{i=1}^{n} yᵢ log(pᵢ)"],
    "h = np.maximum(0, X @ W1); L = np.sum((h @ W2 - Y)**2)": [
        "hᵢⱼ = max(0, Σ_{k=1}^{p} Xᵢₖ·W1ₖⱼ)", "L = Σ_{i=1}^{n} Σ_{l=1}^{d} (Σ_{j=1}^{m} hᵢⱼ·W2ⱼₗ − Yᵢₗ)²",
    ],
    "z = X @ W1; h = np.tanh(z); p = h.dot(W2); L = np.sum(p**2)": [
        "zᵢⱼ = Σ_{k=1}^{d} Xᵢₖ·W1ₖⱼ", "hᵢⱼ = tanh(zᵢⱼ)", "pᵢₗ = Σ_{j=1}^{m} hᵢⱼ·W2ⱼₗ", "L = Σ_{i=1}^{n} Σ_{l=1}^{q} pᵢₗ²",
    ],
    "y = x - np.mean(x), L = np.sum(g*y)": ["yᵢ = xᵢ − 1/n · Σ_{j=1}^{n} xⱼ", "L = Σ_{i=1}^{n} gᵢ·yᵢ"],
    "v = var(x)": ["v = 1/n · Σ_{i=1}^{n} (xᵢ − 1/n · Σ_{j=1}^{n} xⱼ)²"],
    "y = (x - np.mean(x))/np.std(x)": ["yᵢ = (xᵢ − 1/n · Σ_{j=1}^{n} xⱼ)/√(1/n · Σ_{j=1}^{n} (xⱼ − 1/n · Σ_{k=1}^{n} xₖ)²)"],
    # sums without an index
    "L = log(sum(exp(z)))": ["L = log(Σ_{i=1}^{n} exp(zᵢ))"],
    "p = exp(z)/Σ exp(z)": ["pᵢ = exp(zᵢ)/(Σ_{j=1}^{n} exp(zⱼ))"],
    "y = (x - m)/s; s = sqrt(mean((x - m)^2)); m = mean(x)": [
        "yᵢ = (xᵢ − m)/s", "s = √(1/n · Σ_{i=1}^{n} (xᵢ − m)²)", "m = 1/n · Σ_{i=1}^{n} xᵢ",
    ],
    "F = A X - X A": ["Fᵢⱼ = Σ_{k=1}^{n} Aᵢₖ·Xₖⱼ − Σ_{k=1}^{n} Xᵢₖ·Aₖⱼ"],
    "y = K L/M - L K": ["y = K·L/M − L·K"],
    # lengths
    "c = u·v/(|u||v|)": ["c = (Σ_{i=1}^{n} uᵢ·vᵢ)/(√(Σ_{i=1}^{n} uᵢ²)·√(Σ_{i=1}^{n} vᵢ²))"],
    r"c = \frac{u \cdot v}{|u| |v|}": ["c = (Σ_{i=1}^{n} uᵢ·vᵢ)/(√(Σ_{i=1}^{n} uᵢ²)·√(Σ_{i=1}^{n} vᵢ²))"],
    "c = a·b/(|a| + |b|)": ["c = a·b/(|a| + |b|)"],
    "L = ||y - X w||^2 + λ|w|_1": ["L = Σ_{i=1}^{n} (yᵢ − Σ_{j=1}^{m} Xᵢⱼ·wⱼ)² + λ Σ_{j=1}^{m} |wⱼ|"],
    "L = λ‖w‖_2^2": ["L = λ Σ_{i=1}^{n} wᵢ²"],
    # functions of vectors
    "J = 1/2 Σ_i (h(x_i) - y_i)^2, h(x) = θ^T x": ["J = 1/2 · Σ_{i=1}^{n} (Σ_{j=1}^{m} θⱼ·x_{i,j} − yᵢ)²"],
    "J(w) = -y log h(x), h(x) = g(w^T x), g(z) = 1/(1 + e^{-z})": ["J = −y log(1/(1 + e^(−s)))", "s = Σ_{i=1}^{n} wᵢ·xᵢ"],
    "J = 1/m Σ_{i=1}^m L(p^{(i)}, y^{(i)}), p^{(i)} = σ(w^T x^{(i)}), L(p, y) = (p - y)^2": [
        "J = 1/m · Σ_{i=1}^{m} (p⁽ⁱ⁾ − y⁽ⁱ⁾)²", "p⁽ⁱ⁾ = σ(Σ_{j=1}^{n} wⱼ·xⱼ⁽ⁱ⁾)",
    ],
    # vectors of features
    "L = Σ_n (t_n - w^T φ(x_n))^2": ["L = Σ_{n=1}^{N} (tₙ − Σ_{i=1}^{m} wᵢ·φ_{n,i})²"],
    "f(x) = w^T φ(x) + b": ["f = Σ_{i=1}^{n} wᵢ·φᵢ + b"],
    "k = φ(x)^T φ(y)": ["k = Σ_{i=1}^{n} φ_{x,i}·φ_{y,i}"],
    "P = σ(X W), L = -sum(Y ⊙ log P + (1 - Y) ⊙ log(1 - P))": [
        "Pᵢⱼ = σ(Σ_{k=1}^{p} Xᵢₖ·Wₖⱼ)", "L = −Σ_{i=1}^{n} Σ_{j=1}^{m} (Yᵢⱼ log(Pᵢⱼ) + (1 − Yᵢⱼ) log(1 − Pᵢⱼ))",
    ],
    # one of several vectors
    "L_i = Σ_j exp(w_j^T x_i)": ["Lᵢ = Σ_{j=1}^{n} exp(Σ_{k=1}^{m} w_{j,k}·x_{i,k})"],
    "p_i = exp(-||x - c_i||^2)": ["pᵢ = exp(−Σ_{j=1}^{n} (xⱼ − c_{i,j})²)"],
    "p_i = exp(-d_i)/Σ_k exp(-d_k), d_k = ||x - c_k||^2": ["pᵢ = exp(−dᵢ)/(Σ_{k=1}^{n} exp(−dₖ))", "dₖ = Σ_{j=1}^{m} (xⱼ − c_{k,j})²"],
    "L_i = w_{y_i}^T x_i": ["Lᵢ = Σ_{j=1}^{n} w_{y_i,j}·x_{i,j}"],
    "KL = sum(p*log(p/q))": ["KL = Σ_{i=1}^{n} pᵢ log(pᵢ/qᵢ)"],
    "mu = mean(x); v = mean((x - mu)^2)": ["mu = 1/n · Σ_{i=1}^{n} xᵢ", "v = 1/n · Σ_{i=1}^{n} (xᵢ − mu)²"],
    "L = mean((y - (w*x + b))^2)": ["L = 1/n · Σ_{i=1}^{n} (yᵢ − (w·xᵢ + b))²"],
    "p = sigmoid(w*x + b); L = -mean(y*log(p))": ["pᵢ = σ(w·xᵢ + b)", "L = −1/n · Σ_{i=1}^{n} yᵢ log(pᵢ)"],
    "L = 1/N sum_i^N (y_i - f_i)^2": ["L = 1/N · Σ_{i=1}^{N} (yᵢ − fᵢ)²"],
    "z = Σ w x + b": ["z = Σ_{i=1}^{n} wᵢ·xᵢ + b"],
    "H = -sum p log p": ["H = −Σ_{i=1}^{n} pᵢ log(pᵢ)"],
    "S = Σ (Y - a - b X)^2": ["S = Σ_{i=1}^{n} (Yᵢ − a − b·Xᵢ)²"],
    "L = Σ (x - μ)^2": ["L = Σ_{i=1}^{n} (xᵢ − μ)²"],
    "L = Σ (x - μ)^2, dL/dμ": ["L = Σ_{i=1}^{n} (xᵢ − μ)²"],
    "f = 2 sum(X w + b - y)": ["f = 2 Σ_{i=1}^{n} (Σ_{j=1}^{m} Xᵢⱼ·wⱼ + b − yᵢ)"],
    "L = mean((X w - y)^2)": ["L = 1/n · Σ_{i=1}^{n} (Σ_{j=1}^{m} Xᵢⱼ·wⱼ − yᵢ)²"],
    "L = sum((W*x - y)^2)": ["L = Σ_{i=1}^{n} (W·xᵢ − yᵢ)²"],
    "L = log(sum(exp(W x + b)))": ["L = log(Σ_{i=1}^{n} exp(Σ_{j=1}^{m} Wᵢⱼ·xⱼ + bᵢ))"],
    "L = sum(log(1 + exp(-y * (X w))))": ["L = Σ_{i=1}^{n} log(1 + exp(−yᵢ Σ_{j=1}^{m} Xᵢⱼ·wⱼ))"],
    "L = mean((y - p)^2); p = σ(X w)": ["L = 1/n · Σ_{i=1}^{n} (yᵢ − pᵢ)²", "pᵢ = σ(Σ_{j=1}^{m} Xᵢⱼ·wⱼ)"],
    "L = mean((y - w*x)^2), dL/dw": ["L = 1/n · Σ_{i=1}^{n} (yᵢ − w·xᵢ)²"],
    "ŷ = w x + b; L = MSE(y, ŷ)": ["ŷᵢ = w·xᵢ + b", "L = 1/n · Σ_{i=1}^{n} (yᵢ − ŷᵢ)²"],
    "L = F.mse_loss(X w, y)": ["L = 1/n · Σ_{i=1}^{n} (Σ_{j=1}^{m} Xᵢⱼ·wⱼ − yᵢ)²"],
    "L = SSE(y, w x)": ["L = Σ_{i=1}^{n} (yᵢ − w·xᵢ)²"],
    "L = MAE(y, w x)": ["L = 1/n · Σ_{i=1}^{n} |yᵢ − w·xᵢ|"],
    "p = σ(w x + b); L = BCE(y, p)": ["p = σ(w·x + b)", "L = −(y log(p) + (1 − y) log(1 − p))"],
    "L = binary_cross_entropy(σ(w x), y)": ["L = −(y log(σ(w·x)) + (1 − y) log(1 − σ(w·x)))"],
    "MSE(y, f) = (y - f)^2; L = MSE(y, w x)": ["MSE = (y − f)²", "L = MSE(y, w·x)"],
    "S = Σ_{i=1}^n c": ["S = Σ_{i=1}^{n} c"],
    "S = Σ_i c": ["S = Σ_{i=1}^{n} c"],
    # numbers
    "L = ||w x - y||^2 + λ||w||^2": ["L = |w·x − y|² + λ·|w|²"],
    "L = |x||y||z|": ["L = |x|·|y|·|z|"],
    "f(t) = t^4, t ∈ R": ["f = t⁴"],
}


@pytest.mark.parametrize("text", READ)
def test_read_by_components(text: str) -> None:
    """Vectors and matrices are read by their components; where it is open what is a vector, all quantities are numbers."""
    assert [f"{unicode(symbol(each.name))} = {unicode(each.tree)}" for each in read_problem(text).definitions] == READ[text]


SAID = {
    "L = x^T A x, where A is a matrix": {"A": "matrix"},
    "Let A be a matrix and b a vector. f(x) = ||A x - b||": {"A": "matrix", "b": "column"},
    "y = W x, x ∈ R^n, W ∈ R^{m×n}": {"x": "column", "W": "matrix"},
    r"$z = \mathbf{W}\mathbf{x}$": {"W": "matrix", "x": "column"},
    "s = x^T y, x and y vectors": {"x": "column", "y": "column"},
    "w is a row vector: z = w x": {"w": "row"},
    "f(t) = t^4, t ∈ R": {},
}


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_to_be_a_vector(text: str) -> None:
    """Words, sets and bold letters say what is a vector or a matrix."""
    assert without_kinds(text)[1].kinds == SAID[text]


SYMMETRIC = [
    "f(x) = x^T A x for a symmetric matrix A",
    "Let A be symmetric. f(x) = x^T A x",
    "f(x) = x^T A x, A = A^T",
    r"Let $A \in \mathbb{R}^{n\times n}$ be a symmetric matrix. $f(x) = x^T A x$",
    "f(x) = x^T A x, where A is symmetric positive definite",
]


@pytest.mark.parametrize("text", SYMMETRIC)
def test_what_is_said_to_be_symmetric(text: str) -> None:
    """A symmetric matrix is its own transpose."""
    assert without_kinds(text)[1].symmetric == ("A",)
    assert unicode(chainrule.derive(text)["x_i"].in_vectors.tree) == "2A·x"


def test_two_meanings() -> None:
    """A T that is defined is no sign of a transpose."""
    with pytest.raises(ReadError, match="T is defined here"):
        read_problem("T = 1/2 m v^T v")


SIGMA = {
    "d = (x - μ)^T Σ (x - μ)": True,
    "f(w) = w^T Σ w": True,
    "d = (x - μ)ᵀ Σ⁻¹ (x - μ)": True,
    r"d = (x - \mu)^\top \Sigma^{-1} (x - \mu)": True,
    r"d = (\mathbf{x} - \boldsymbol{\mu})^T \boldsymbol{\Sigma}^{-1} (\mathbf{x} - \boldsymbol{\mu})": True,
    "L = Σ_i (w^T x_i - y_i)^2": False,
    r"J(w) = \Sigma_{i=1}^n (w^T x_i - y_i)^2": False,
}


@pytest.mark.parametrize("text", SIGMA)
def test_a_sigma_that_is_a_matrix(text: str) -> None:
    """A capital sigma is the name of a matrix where it has an inverse or stands behind a transpose, and else the sign of a sum."""
    used = {name for each in read_problem(text).vectors.written for name in names(each.tree)}
    assert (not used.isdisjoint(("Σ", "Σ_inv"))) is SIGMA[text]


@pytest.mark.parametrize("text", ["f(x) = tr(x^T)", "f = x^T A^{-2.5} y, df/dA", "f = tr(exp(X))", "f = tr(X log X)", "f = det(x x^T + 1)"])
def test_inverses_and_traces_that_are_not_read(text: str) -> None:
    """What is no matrix has no trace, and a function of a whole matrix is not taken for one of its components."""
    with pytest.raises(ReadError):
        read_problem(text)


@pytest.mark.parametrize("text", ["f(X) = log det X Y", "f(X) = det X^T", "y = x mod 3", "y = round x", "f = rank X"])
def test_functions_of_matrices_and_of_whole_numbers_are_refused(text: str) -> None:
    """They are not taken for products of letters."""
    with pytest.raises(UnknownFunction):
        read_problem(text)


SENSELESS = [
    "y = A x + x A where A is a matrix",
    "L = x^T A x + A where A is a matrix",
    "L = L(2a), a = W x, W is a matrix; dL/dW",
    "z = w^T x + x, x ∈ R^n",
    "s = ||A||_1, A ∈ R^{n×n}",
    "o = Σ_i a_i v_i, L = g^T o, dL/da_i",  # which of a_i and v_i is a vector is not said
    "L = sum(Y*σ(P) + (1-Y) ⊙ log(1-P)), dL/dP",  # the product of a matrix and a column, and a matrix
]


@pytest.mark.parametrize("text", SENSELESS)
def test_what_does_not_fit_is_refused(text: str) -> None:
    """Products and sums of shapes that do not fit are refused."""
    with pytest.raises(ReadError, match="as vectors and matrices this makes no sense"):
        read_problem(text)


def test_what_is_no_component() -> None:
    """An index is no quantity, a rate may have a norm, and a component 0 is refused."""
    assert [result.wrt for result in chainrule.derive("f = Σ_i (w^T x_i - i y)^2")] == ["w_j", "y"]
    assert str(chainrule.derive("dw/dt = ||w||; L = w^2; dL/dt")["t"].tidy) == "2*w*abs(w)"
    assert read_problem("a = softmax(s); o = Σ_j a_j v_j; s_j = q^T k_j").wrt == ("v_j", "q_l", "k_{j,l}")  # what is defined for every index is not asked
    with pytest.raises(ReadError, match="w_0 would be a component of w"):
        chainrule.derive("f(w) = ||w||^2 + w_0")


@pytest.mark.parametrize("text", ["L = ||w||^2, L = ||x||^2", "z = W x, z = V x, L = ||z||^2", "L = w^T x; L = x^T w"])
def test_defined_twice(text: str) -> None:
    """A name that is defined twice is told as such, as among numbers."""
    with pytest.raises(ChainRuleError, match="defined twice"):
        chainrule.derive(text)


def test_components() -> None:
    """A vector that stands nowhere itself is asked for by its components."""
    assert chainrule.derive("p = (Σ_i w_i x_i)^2", wrt="w").wrt == ("w_i",)


WORDS = {
    "J = -u_o^T v_c + log Σ_w exp(u_w^T v_c); dJ/dv_c": "sum(exp(u_w^T*v_c)*u_w/sum(exp(u_w^T*v_c), w, 1, n), w, 1, n) - u_o",
    "J = -log σ(u_o^T v_c) - Σ_{k=1}^K log σ(-u_k^T v_c); dJ/dv_c": "sum((1 - σ(-u_k^T*v_c))*u_k, k, 1, K) - (1 - σ(s))*u_o",
    "s = q_i^T k_j; ds/dq_i": "k_j",
}


@pytest.mark.parametrize("text", WORDS)
def test_vectors_of_words(text: str) -> None:
    """Vectors with a letter below, one for each word, have scalar products, as in word2vec and in scores of attention."""
    (result,) = chainrule.derive(text)
    assert str(result.in_vectors).replace("sigmoid", "σ") == WORDS[text]


def test_numbers_side_by_side() -> None:
    """⊙ between numbers is a product."""
    assert str(chainrule.derive("3 cos^2(3x) ⊙ 1")["x"].tidy) == "-18*cos(3*x)*sin(3*x)"


MEANS = {
    "L = 1/n ||X w - y||^2": "1/n · ‖X·w − y‖²",
    "L = 1/n (X w - y)^T (X w - y)": "1/n · (X·w − y)^T · (X·w − y)",
    "L = 1/N tr(X^T X)": "1/N · tr(X^T · X)",
    r"L = 1/m \|X w - y\|^2": "1/m · ‖X·w − y‖²",
    "L = 1/k ||X w - y||^2": "1/(k·‖X·w − y‖²)",
    "L = 1/n(X w - y)^T(X w - y)": "1/(n·(X·w − y)^T · (X·w − y))",
}


@pytest.mark.parametrize("text", MEANS)
def test_a_mean_of_a_norm(text: str) -> None:
    """1/n before a norm, a trace or a scalar product, with a gap, is a factor; 1/k is not how many terms a mean has."""
    assert unicode(read_problem(text).vectors.written[0].tree) == MEANS[text]


def test_features_are_not_differentiated() -> None:
    """φ(x) of w^T φ(x) is a vector that is not known, and its derivative by x is refused."""
    with pytest.raises(ReadError, match=r"φ\(x\) stands where a vector does"):
        chainrule.derive("f(x) = w^T φ(x), df/dx")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("y = (x - mean(x))/sqrt(var(x) + ε), L = g^T y", {"n", "ε"}),
        ("μ = mean(x), v = var(x), y = γ ⊙ (x - μ)/sqrt(v + ε) + β, L = g^T y", {"n", "μ", "v", "ε"}),
    ],
)
def test_numbers_of_a_normalisation(text: str, numbers: set[str]) -> None:
    """The mean and the variance of a vector, how many components it has and what is added to the variance are numbers, and no vectors n_i and ε_i."""
    problem = read_problem(text)
    used = {name for each in problem.definitions for name in all_names(each.tree)} | {each.name for each in problem.definitions}
    assert numbers <= used
    assert not {f"{name}_{letter}" for name in numbers for letter in "ijk"} & used


@pytest.mark.parametrize(
    ("text", "letters", "component"),
    [
        ("e_ij = v^T tanh(W s_{i-1} + U h_j), ∂e_ij/∂h_j", "ij", "s_{i-1,"),
        ("e_ti = v_a^T tanh(W_a s_{t-1} + U_a h_i), ∂e_ti/∂s_{t-1}", "ti", "h_{i,"),
    ],
)
def test_letters_that_are_taken(text: str, letters: str, component: str) -> None:
    """Components stand under letters of their own: i of e_ij and of s_{i-1} stays what it is, in sums too."""
    problem = read_problem(text)
    bound = {item[1] for each in problem.definitions for item in postorder(each.tree) if item[0] == "sum"}
    assert bound.isdisjoint(letters)
    assert any(name.startswith(component) for each in problem.definitions for name in all_names(each.tree))


def test_a_normalisation_with_numbers() -> None:
    """A layer norm of a vector is a vector where γ and β are numbers: each x_j changes every y_i, through the mean and the variance."""
    found = chainrule.derive("μ = mean(x), v = mean((x - μ)^2), h = (x - μ)/sqrt(v + ε), y = γ*h + β, dy/dx")
    assert [str(result.whole_in_names) for result in found] == [
        "γ*(n*(v + ε) - (x_i - μ)^2 - v - ε)/(n*(v + ε)^(3/2))",  # γ/s·(1 − 1/n − h_i²/n) with s² = v + ε
        "-γ*((x_i - μ)*(x_j - μ) + v + ε)/(n*(v + ε)^(3/2))",  # −γ/(n s)·(1 + h_i h_j)
    ]


SUMS = {
    "KL = 0.5*sum(exp(s) + m^2 - 1 - s), dKL/ds": "0.5*(exp(s_i) - 1)",
    "S = sum((a - b)^2), dS/da": "2*(a_i - b_i)",
    "Y = X W, dY/dW": "X_ik",
    "y = tanh(W x + b), Jacobian of y with respect to x": "(1 - y_i^2)*W_ij",
    "h_t = tanh(W h_{t-1} + U x_t), dh_t/dh_{t-1}, W is a matrix": "(1 - h_{t,i}^2)*W_ij",
    "h_{t,i} = tanh(Σ_j W_ij h_{t-1,j}), ∂h_{t,i}/∂h_{t-1,j}": "(1 - h_{t,i}^2)*W_ij",
}


@pytest.mark.parametrize("text", SUMS)
def test_shown_to_be_vectors(text: str) -> None:
    """What a sum without an index adds up is vectors, Y = X W by W has matrices, and a Jacobian is one of vectors."""
    (result,) = chainrule.derive(text)
    assert str(result.whole_in_names) == SUMS[text]


@pytest.mark.parametrize("text", ["E = sum(1/2 m v^2 + M g h)", "Z = sum(exp(-β E)), dZ/dβ", "E = Σ m v²/2"])
def test_sums_of_what_is_the_same(text: str) -> None:
    """A sum without an index is not taken for one of equal terms: what differs by term is to be said."""
    with pytest.raises(ReadError, match="nothing in the sum has an index"):
        read_problem(text)


def test_all_of_a_weighted_mean() -> None:
    """What is added up alone is one of many in the other sum too."""
    assert [unicode(each.tree) for each in read_problem("c = Σ m x / Σ m").definitions] == ["Σ_{i=1}^{n} mᵢ·xᵢ/(Σ_{j=1}^{n} mⱼ)"]


@pytest.mark.parametrize(("text", "told"), [("y = W x, dy/dx", True), ("y = W x, where W is a matrix", False), ("y = w x, dy/dx", False), ("P = U I", False)])
def test_numbers_are_told(text: str, told: bool) -> None:
    """W x of numbers is said to be one, since it may be a layer."""
    assert any("W*x read as a product of numbers" in each.message for each in read_problem(text).readings) is told
