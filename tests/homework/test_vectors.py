"""Answers with vectors and matrices."""

from __future__ import annotations

import pytest

import chainrule

LAYER = "z = W x + b, a = σ(z), L = ||a - y||^2; dL/d"

BATCH = "Z = W X, A = σ(Z), L = ||A - Y||_F^2; dL/dW"
DEEP = "h = σ(W1 x), y = W2 h, L = 1/2||y - t||^2; dL/dW1"

RIGHT = [
    ("L = mean((y - w*x)^2), dL/dw", "-(2/n) Σ_i x_i (y_i - w x_i)"),
    ("L = mean((y - w*x)^2), dL/dw", "-2 mean(x*(y - w*x))"),
    ("L = mean((y - w*x)^2), dL/dw", "-2 x^T (y - w x)/n"),
    ("L = Σ (x - μ)^2, dL/dμ", "-2 (Σ x - n μ)"),
    ("ŷ = w x + b; L = MSE(y, ŷ); dL/dw", "-2/n sum((y - ŷ) x)"),
    ("L = CE(softmax(W x + b), y); dL/dW", "(softmax(Wx + b) - y) x^T"),
    ("L = -log softmax(z)_k; dL/dz_k", r"\text{softmax}(z)_k - 1"),
    ("p_i = softmax(z)_i; dp_i/dz_i", "softmax(z)_i(1 - softmax(z)_i)"),
    ("L = sum(log(1 + exp(-y * (X w)))); dL/dw", "-X^T (y * σ(-y * (X w)))"),
    ("J = (1/2m) * sum((X θ - y)^2); dJ/dθ", "1/m X^T (X θ - y)"),
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
    ("f(x) = x^T A x", "A x + A' x"),
    (LAYER + "W", "2((a - y) ⊙ a ⊙ (1 - a)) x^T"),
    (LAYER + "W", "2(a - y) σ'(z) x^T"),
    (LAYER + "b", "2(a - y)a(1 - a)"),
    (LAYER + "x", "W^T(2(a - y)a(1 - a))"),
    ("y = W x, W is a matrix; dy/dx", "W"),
    (LAYER + "W", "∂L/∂z x^T"),
    (LAYER + "W", "np.outer(2*(a - y)*a*(1 - a), x)"),
    ("L = ||X w - y||^2; dL/dw", "2X'(Xw - y)"),
    ("L = ||X w - y||^2; dL/dw", "2 X^t (Xw - y)"),
    ("L = ||X w - y||^2; dL/dw", "2 np.dot(X.T, np.dot(X, w) - y)"),
    ("L = ||x||, x ∈ R^n", "x_k/||x||"),
    ("f(x) = x^T A x, A is symmetric", "2Ax"),
    ("f(x) = 1/2 x^T A x - b^T x for a symmetric matrix A", "Ax - b"),
    ("L(w) = Σ_i (w^T x_i - y_i)^2", "2Σ_i (w^T x_i - y_i) x_i"),
    ("L(w) = Σ_i (w^T x_i - y_i)^2", r"2\sum_k (w^T x_k - y_k) x_k"),
    ("L = Σ_i log(1 + exp(-y_i w^T x_i)); dL/dw", "-Σ_i σ(-y_i w^T x_i) y_i x_i"),
    ("C = A ⊙ B, L = ||C||_F^2; dL/dA", "2 C ⊙ B"),
    ("L = ||X w + b - y||^2; dL/db", "2 sum(X w + b - y)"),
    ("p = X @ w + b; L = np.mean((p - y)**2); dL/db", "2*np.mean(p - y)"),
    ("p_i = Σ_j X_ij w_j + b, L = Σ_i (p_i - y_i)^2; dL/db", "2Σ_i (p_i - y_i)"),
    ("p = softmax(z), L = -y^T log p; dL/dz", "p sum(y) - y"),
    (BATCH, "2((A - Y) ⊙ A ⊙ (1 - A)) X^T"),
    (BATCH, "(2(A - Y) ⊙ σ'(Z)) X^T"),
    (BATCH, "2 ((A - Y) * A * (1 - A)) @ X.T"),
    (DEEP, "(h ⊙ (1 - h) ⊙ W2^T (y - t)) x^T"),
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
    ("L = ||x||, x ∈ R^n", "q x/||x||", "names"),
    (LAYER + "W", "2x(a - y)^T", "missing-link"),
    (LAYER + "W", "2(a - y)a(1 - a)x", "shapes"),
    (LAYER + "x", "W(2(a - y)a(1 - a))", "names"),
    ("y = W x, W is a matrix; dy/dx", "x", "shapes"),
    ("f(x) = x^T A x, A is symmetric", "Ax", ""),
    ("f(x) = x^T A x where A is a skew-symmetric matrix", "2Ax", ""),
    ("L(w) = Σ_i (w^T x_i - y_i)^2", "2(w^T x_i - y_i) x_i", "missing-sum"),
    ("L(w) = Σ_i (w^T x_i - y_i)^2", "2Σ_i (w^T x_i - y_i)", "shapes"),
    ("L = ||X w - y||^2; dL/dw", "2 X^T r", "names"),
    ("C = A ⊙ B, L = ||C||_F^2; dL/dA", "2 C B", ""),
    ("L = ||X w + b - y||^2; dL/db", "2(Xw + b - y)", "shapes"),
    ("p = X @ w + b; L = np.mean((p - y)**2); dL/db", "np.mean(p - y)", ""),
    (BATCH, "X ((A - Y) ⊙ A ⊙ (1 - A))^T", ""),
    (DEEP, "(W2 (y - t) ⊙ h ⊙ (1 - h)) x^T", ""),
    ("L = λ||w||^2 + (w^T x - y)^2; dL/dw", "2λw + 2(w^T x - y)w", "names"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right(problem: str, answer: str) -> None:
    """An answer may be written with the vectors of the problem, also transposed as some texts write gradients."""
    assert chainrule.check(problem, answer).correct is True


@pytest.mark.parametrize(
    ("problem", "right", "wrong"),
    [
        ("p = softmax(z), L = -log p_c; dL/dz", "p - e_c", "p"),
        ("p = softmax(z), L = -log p_c; dL/dz", "dL/dz_c = p_c - 1", "dL/dz_c = p_c"),
        ("p = softmax(W x + b), L = -log p_c; dL/dW", "(p - e_c) x^T", "p x^T"),
        ("L = -log softmax(W x + b)_c; dL/db", "p - e_c", "p + e_c"),
        ("f(x) = ||x||^2 - x_1", "2x - e_1", "2x"),
        ("f(x) = ||x||^2 - x_1 x_2", "2x - x_2 e_1 - x_1 e_2", "2x - x_1 e_1 - x_2 e_2"),
    ],
)
def test_one_component_of_its_own(problem: str, right: str, wrong: str) -> None:
    """A whole vector is judged also by the component that the problem singles out; e_c is the unit vector along it."""
    assert chainrule.check(problem, right).correct is True
    assert chainrule.check(problem, wrong).correct is False


def test_one_component_told() -> None:
    """It is said which component is wrong."""
    assert "right for all components but x_1" in str(chainrule.check("f(x) = ||x||^2 - x_1", "2x").equality)
    assert "right for all components but W_cj" in str(chainrule.check("p = softmax(W x), L = -log p_c; dL/dW_ij", "p x^T").equality)


@pytest.mark.parametrize("answer", ["-2 x (y - w x)", "-2 sum(y - w x)/n", "2 mean(x*(y - w*x))"])
def test_a_mean_is_no_single_term(answer: str) -> None:
    """The derivative of a mean by a parameter is a mean over all values, not what it is for one of them."""
    assert chainrule.check("L = mean((y - w*x)^2), dL/dw", answer).correct is False


@pytest.mark.parametrize(("problem", "answer", "mistake"), WRONG)
def test_wrong(problem: str, answer: str, mistake: str) -> None:
    """A factor that is not transposed, and a result of another shape, are wrong."""
    verdict = chainrule.check(problem, answer)
    assert verdict.correct is False
    assert not mistake or verdict.mistakes[0].name == mistake


WORK = [
    (LAYER + "W", ["∂L/∂a = 2(a - y)", "∂L/∂z = 2(a - y) ⊙ a ⊙ (1 - a)", "∂L/∂W = ∂L/∂z x^T"], ["right", "right", "right"]),
    (LAYER + "W", ["δ = 2(a - y) ⊙ a ⊙ (1 - a)", "∂L/∂W = δ x^T"], ["right", "right"]),
    (LAYER + "W", ["∂L/∂a = a - y", "∂L/∂W = (a - y) ⊙ a ⊙ (1 - a) x^T"], ["wrong", "follows"]),
    (LAYER + "W", ["δ = 2(a - y) ⊙ a", "∂L/∂W = δ x^T"], ["right", "wrong"]),
    ("L = ||X w - y||^2; dL/dw", ["r = X w - y", "L = ||r||^2", "dL/dw = 2 X^T r", "dL/dw = 2X^T(Xw - y)"], ["right"] * 4),
    ("L = ||X w - y||^2; dL/dw", ["r = X w - y", "dL/dw = X^T dL/dr", "dL/dw = 2 X r"], ["right", "undecided", "wrong"]),
    ("L = ||X w - y||^2; dL/dw", ["L = w^T X^T X w - 2 y^T X w + y^T y", "dL/dw = 2X^T X w - 2X^T y"], ["undecided", "right"]),
    (DEEP, ["δ2 = y - t", "δ1 = W2^T δ2 ⊙ h ⊙ (1 - h)", "∂L/∂W1 = δ1 x^T"], ["right", "right", "right"]),
]


@pytest.mark.parametrize(("problem", "lines", "statuses"), WORK)
def test_work(problem: str, lines: list[str], statuses: list[str]) -> None:
    """Work may be written with the vectors of the problem, and with vectors of one's own."""
    verdict = chainrule.check(problem, work="\n".join(lines))
    assert [line.status for line in verdict.lines] == statuses
    assert verdict.correct is ("wrong" not in statuses)


OPEN_LAYER = "L = L(a), a = σ(z), z = W x + b, dL/d"


@pytest.mark.parametrize(
    ("problem", "answer", "correct"),
    [
        (OPEN_LAYER + "W", "(∂L/∂a ⊙ a ⊙ (1 - a)) x^T", True),
        (OPEN_LAYER + "x", "W^T (∂L/∂a ⊙ a ⊙ (1 - a))", True),
        (OPEN_LAYER + "x", "W (∂L/∂a ⊙ a ⊙ (1 - a))", False),
        (OPEN_LAYER + "W", "(∂L/∂a ⊙ a) x^T", False),
        (OPEN_LAYER + "x", "∂L/∂a · a (1 - a) W", True),
        ("r = y - X w, L = r^T r, dL/dw", "-2 X^T r", True),
        ("r = y - X w, L = r^T r, dL/dw", "-2 X r", False),
        ("L = -1/m (y^T log p + (1 - y)^T log(1 - p)), p = σ(X w), dL/dw", "1/m X^T (p - y)", True),
        ("L = -1/m (y^T log p + (1 - y)^T log(1 - p)), p = σ(X w), dL/dw", "X^T (p - y)", False),
    ],
)  # fmt: skip
def test_answers_that_show_vectors(problem: str, answer: str, correct: bool) -> None:
    """A problem that might be one of numbers is one of vectors where the answer has x^T or ⊙."""
    assert chainrule.check(problem, answer).correct is correct


def test_a_function_that_does_not_fit_is_no_answer() -> None:
    """A line of work that gives the function otherwise is not judged as a derivative."""
    (line,) = chainrule.check("f(x) = x^T A x", work="f(x) = (2x + 1)^3").lines
    assert line.status == "undecided"
