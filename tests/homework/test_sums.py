"""Answers with sums, as lessons on learning have them: of logistic regression, of losses that stay open or are called as programs do."""

from __future__ import annotations

import pytest

import chainrule

LOGISTIC = "J = -1/m Σ_{i=1}^m (y_i log σ(w x_i) + (1-y_i) log(1-σ(w x_i))); dJ/dw"
NAMED = "p_i = σ(w x_i); J = -1/m Σ_{i=1}^m (y_i log p_i + (1-y_i) log(1-p_i)); dJ/dw"
SCALED = "y_i = γ x_i + β; L = L(y); dL/dγ"
BATCH = "μ = 1/m Σ x_i; v = 1/m Σ (x_i - μ)^2; h_i = (x_i - μ)/√(v + ε); y_i = γ h_i + β; L = L(y); dL/d"
LAYER = "z = W x + b, W is a matrix; a = σ(z); L = L(a); dL/dW"
LOGITS = "loss = F.cross_entropy(z, y); dloss/dz"
WARM = "L = -Σ_k y_k log p_k, p_k = e^{z_k/T}/Σ_j e^{z_j/T}, Σ_k y_k = 1; dL/dz_i"

RIGHT = [
    (LOGISTIC, "1/m Σ (σ(w x_i) - y_i) x_i"),
    (NAMED, "1/m Σ_i (p_i - y_i) x_i"),
    (NAMED, "1/m Σ_{i=1}^m (p_i - y_i) x_i"),
    ("J = Σ_{i=1}^m (w x_i - y_i)^2; dJ/dw", "Σ_i 2(w x_i - y_i) x_i"),
    ("J = 1/(2m) Σ_i (w x_i - y_i)^2; dJ/dw", "1/m Σ_k (w x_k - y_k) x_k"),
    ("p_i = w x_i + b; J = Σ_i (p_i - y_i)^2; dJ/dw", "2 Σ_n (p_n - y_n) x_n"),
    ("J = Σ_i Σ_j a_ij x_i y_j + w Σ_i x_i; dJ/dw", "Σ_j x_j"),
    (SCALED, "Σ_i ∂L/∂y_i x_i"),
    (SCALED, "Σ_{i=1}^n ∂L/∂y_i x_i"),
    (SCALED, "sum_i L'(y_i) x_i"),
    (BATCH + "γ", "Σ_i ∂L/∂y_i h_i"),
    (BATCH + "β", "Σ_i ∂L/∂y_i"),
    (BATCH + "x_i", "γ/(m √(v+ε)) (m ∂L/∂y_i - Σ_k ∂L/∂y_k - h_i Σ_k ∂L/∂y_k h_k)"),
    (LAYER, "(∂L/∂a ⊙ a ⊙ (1 - a)) x^T"),
    (LAYER, "∂L/∂z x^T"),
    (LOGITS, "softmax(z) - y"),
    (LOGITS, "p - y"),
    ("loss = F.cross_entropy(W x + b, y); dloss/dW", "(softmax(W x + b) - y) x^T"),
    ("criterion = nn.CrossEntropyLoss(); loss = criterion(logits, y); dloss/dlogits", "softmax(logits) - y"),
    ("loss = nn.BCEWithLogitsLoss()(z, y); dloss/dz", "sigmoid(z) - y"),
    (WARM, "(p_i - y_i)/T"),
    ("L = -log p_3, p = softmax(z); dL/dz_3", "p_3 - 1"),
    ("L = -log p_3, p = softmax(z); dL/dz_k", "p_k"),
    ("a = softmax(s); o = Σ_j a_j v_j; do/ds_i", "a_i (v_i - o)"),
    ("y = σ(w x + b); dL/dw", "dL/dy y (1 - y) x"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right(problem: str, answer: str) -> None:
    """The forms of textbooks are right; a sum without limits has as many terms as the problem's."""
    assert chainrule.check(problem, answer).correct is True


WRONG = [
    (LOGISTIC, "1/m Σ (y_i - σ(w x_i)) x_i", "sign"),
    (LOGISTIC, "Σ (σ(w x_i) - y_i) x_i", "lost-coefficient"),
    (NAMED, "1/m Σ_i (p_i - y_i)", "missing-inner-derivative"),
    (SCALED, "Σ_i ∂L/∂y_i", "wrong-variable"),
    (BATCH + "γ", "Σ_i ∂L/∂y_i", "wrong-variable"),
    (BATCH + "x_i", "γ ∂L/∂y_i/√(v+ε)", "partial"),
    (LAYER, "∂L/∂a x^T", "missing"),
    (LOGITS, "y - softmax(z)", "sign"),
    ("loss = nn.BCEWithLogitsLoss()(z, y); dloss/dz", "y - σ(z)", "sign"),
    ("L = -log p_3, p = softmax(z); dL/dz_3", "1 - p_3", "sign"),
    ("y = σ(w x + b); dL/dw", "dL/dy x", "missing"),
    ("J = 1/(2m) Σ_i (w x_i - y_i)^2; dJ/dw", "1/m Σ_k (w x_k - y_k)", "missing-inner-derivative"),
]


@pytest.mark.parametrize(("problem", "answer", "mistake"), WRONG)
def test_wrong(problem: str, answer: str, mistake: str) -> None:
    """A wrong answer is wrong, and the mistake is named, none of them a name for the number of terms."""
    verdict = chainrule.check(problem, answer)
    assert verdict.correct is False
    assert verdict.mistake is not None
    assert mistake in verdict.mistake.name
