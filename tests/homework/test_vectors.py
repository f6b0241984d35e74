"""Answers with vectors and matrices."""

from __future__ import annotations

import pytest

import chainrule

LAYER = "z = W x + b, a = σ(z), L = ||a - y||^2; dL/d"

RIGHT = [
    ("z = w^T x + b, dz/dw", "x"),
    ("L = (w^T x - y)^2; dL/dw", "2(w^T x - y) x"),
    ("L = ||w||^2; dL/dw", "2w"),
    ("L = ||X w - y||^2; dL/dw", "2X^T(Xw - y)"),
    ("L = ||X w - y||^2; dL/dw", "2(Xw - y)^T X"),
    ("L = ||X w - y||^2; dL/dw", "2X^T X w - 2 X^T y"),
    ("L = ||X w - y||^2; dL/dw", r"$2X^\top(Xw-y)$"),
    ("L = ||X w - y||^2; dL/dw", "dL/dw = 2 X.T @ (X @ w - y)"),
    ("L = ||X w - y||^2; dL/dw", "2 Σ_i (Σ_k X_ik w_k - y_i) X_ij"),
    ("L = ||x||, x ∈ R^n", "x/||x||"),
    ("f(x) = x^T A x", "(A + A^T)x"),
    ("f(x) = x^T A x", "x^T(A + A^T)"),
    (LAYER + "W", "2((a - y) ⊙ a ⊙ (1 - a)) x^T"),
    (LAYER + "W", "2(a - y) σ'(z) x^T"),
    (LAYER + "b", "2(a - y)a(1 - a)"),
    (LAYER + "x", "W^T(2(a - y)a(1 - a))"),
    ("y = W x, W is a matrix; dy/dx", "W"),
    ("L = λ||w||^2 + (w^T x - y)^2; dL/dw", "2λw + 2(w^T x - y)x"),
    ("s = u·v/(||u|| ||v||); ds/du", "v/(||u|| ||v||) - (u·v) u/(||u||^3 ||v||)"),
]
WRONG = [
    ("L = ||X w - y||^2; dL/dw", "2X(Xw - y)", "names"),
    ("L = ||X w - y||^2; dL/dw", "X^T(Xw - y)", "arithmetic"),
    ("L = ||X w - y||^2; dL/dw", "2(Xw - y)", "shapes"),
    ("L = ||X w - y||^2; dL/dw", "2(Xw - y)X", "shapes"),
    ("L = ||x||, x ∈ R^n", "2x/||x||", "lost-coefficient"),
    ("f(x) = x^T A x", "2Ax", ""),
    (LAYER + "W", "2x(a - y)^T", "missing-link"),
    (LAYER + "W", "2(a - y)a(1 - a)x", "shapes"),
    (LAYER + "x", "W(2(a - y)a(1 - a))", "names"),
    ("y = W x, W is a matrix; dy/dx", "x", "shapes"),
    ("L = λ||w||^2 + (w^T x - y)^2; dL/dw", "2λw + 2(w^T x - y)w", "names"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right(problem: str, answer: str) -> None:
    """An answer may be written with the vectors of the problem, also transposed as some texts write gradients."""
    assert chainrule.check(problem, answer).correct is True


def test_one_case_of_several() -> None:
    """A whole vector that is right for all indices but one is undecided."""
    verdict = chainrule.check("p = softmax(z), L = -log p_c; dL/dz", "p")
    assert verdict.correct is None
    assert "for all components but that of c" in str(verdict.equality)


@pytest.mark.parametrize(("problem", "answer", "mistake"), WRONG)
def test_wrong(problem: str, answer: str, mistake: str) -> None:
    """A factor that is not transposed, and a result of another shape, are wrong."""
    verdict = chainrule.check(problem, answer)
    assert verdict.correct is False
    assert not mistake or verdict.mistakes[0].name == mistake
