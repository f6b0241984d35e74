"""Answers on derivatives by whole matrices."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ProblemError, ReadError

INVERSE, LOG_DET, DET, LINKED = "f = a^T X^{-1} b, df/dX", "f = log det(X)", "f = det(X)", "f = log det(A + X^T X), df/dX"
NORMAL = "l = log|Σ| + (x - μ)^T Σ^{-1} (x - μ), where Σ is symmetric; dl/d"

RIGHT = [
    (INVERSE, "-X^{-T} a b^T X^{-T}"),
    (INVERSE, "-(X^{-1})^T a b^T (X^T)^{-1}"),
    (INVERSE, r"\frac{\partial f}{\partial X} = -X^{-\top} a b^\top X^{-\top}"),
    (INVERSE, "-X⁻ᵀ a bᵀ X⁻ᵀ"),
    (INVERSE, "-np.linalg.inv(X).T @ np.outer(a, b) @ np.linalg.inv(X).T"),
    (INVERSE, "-(X^{-1} b a^T X^{-1})^T"),
    (LOG_DET, "(X^{-1})^T"),
    (LOG_DET, "inv(X).T"),
    (DET, "det(X) X^{-T}"),
    (DET, "|X| (X^{-1})^T"),
    (DET, r"\det(X) X^{-T}"),
    (DET, "np.linalg.det(X) * np.linalg.inv(X).T"),
    (LINKED, "X ((A + X^T X)^{-1} + (A + X^T X)^{-T})"),
    ("f = log det(X^T X)", "2 (X^T X)^{-1} X^T"),
    ("f = log det(X^T X)", "2 * X @ np.linalg.inv(X.T @ X)"),
    ("f = tr(X)", "I"),
    ("f = tr(X^3)", "3 (X^2)^T"),
    ("L = y^T (X^T X + λ I)^{-1} y, dL/dλ", "-||(X^T X + λ I)^{-1} y||^2"),
    (NORMAL + "Σ", "Σ^{-1} - Σ^{-1} (x - μ)(x - μ)^T Σ^{-1}"),
    (NORMAL + "x", "2 Σ^{-1} (x - μ)"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right_answers_by_whole_matrices(problem: str, answer: str) -> None:
    """An answer is right in any arrangement."""
    assert chainrule.check(problem, answer).correct is True


WRONG = [
    (INVERSE, "X^{-T} a b^T X^{-T}", "sign", "Every sign is wrong"),
    (INVERSE, "-2X^{-T} a b^T X^{-T}", "lost-coefficient", "2 times the right one"),
    (INVERSE, "-X^{-1} b a^T X^{-1}", "transpose", "This is the transpose"),
    (INVERSE, "X^{-1} b a^T X^{-1}", "transpose", "The sign is wrong too"),
    (INVERSE, "-X^{-1} a b^T X^{-1}", "transpose", "It is X^(−T), not X⁻¹"),
    (INVERSE, "-X^{-T} a b^T X^{-1}", "transpose", "It is X^(−T), not X⁻¹"),
    (INVERSE, "-X^{-T} b a^T X^{-T}", "transpose", "It is a·b^T, not b·a^T"),
    (INVERSE, "a b^T", "missing-inner-derivative", "This is the derivative of f by X⁻¹"),
    (INVERSE, "-a^T X^{-2} b", "shapes", "your answer is a number"),
    (INVERSE, "-X^{-T} a", "shapes", "your answer is a column"),
    (INVERSE, "-X^{-T} b^T a^T", "shapes", "do not fit together"),
    (LOG_DET, "X^{-1}", "transpose", "This is the transpose"),
    (LOG_DET, "det(X) X^{-T}", "lost-coefficient", "The factor det(X) is one too many"),
    (LOG_DET, "Y^{-T}", "names", "Y is not in the problem"),
    (DET, "X^{-T}", "missing-inner-derivative", "The factor det(X) is missing"),
    (LINKED, "(A + X^T X)^{-T}", "missing-inner-derivative", "by A + X^T · X"),
    (LINKED, "X (A + X^T X)^{-1}", "lost-term", "The term X·(A + X^T · X)^(−T) is missing"),
    ("f = a^T X^2 b, df/dX", "2 X^T a b^T", "lost-term", "The other one counts once"),
    ("f = a^T X^2 b, df/dX", "a b^T X^T - X^T a b^T", "sign", "The sign of X^T · a·b^T is wrong"),
    ("f = tr(X)", "1", "shapes", "your answer is a number"),
    ("f = tr(X)", "2I", "lost-coefficient", "2 times"),
    ("f = ||A X - X A||_F^2, df/dX", "det(X) b^T μ", "names", "b is not in the problem"),
    ("f = ||A X - X A||_F^2, df/dX", "tr(A) det(X)", "shapes", "your answer is a number"),
    ("f = x^T A x, df/dx", "det(A) x", "shapes", "a determinant has no place"),
    ("l = n log|Σ| + Σ_i (x_i - μ)^T Σ^{-1} (x_i - μ); dl/dΣ", "x_i - μ", "shapes", "x_i stands outside of the sum"),
    (NORMAL + "x", "Σ^{-1} (x - μ)", "lost-coefficient", "0.5 times"),
    (NORMAL + "μ", "2 Σ^{-1} (x - μ)", "sign", "Every sign"),
]


@pytest.mark.parametrize(("problem", "answer", "name", "words"), WRONG)
def test_wrong_answers_by_whole_matrices(problem: str, answer: str, name: str, words: str) -> None:
    """A wrong answer is told from the right one, and the mistake is named."""
    verdict = chainrule.check(problem, answer)
    assert verdict.correct is False
    assert verdict.mistake is not None
    assert verdict.mistake.name == name
    assert words in str(verdict)
    assert "{" not in verdict.text(hint=True)


def test_an_answer_that_is_right_for_symmetric_matrices() -> None:
    """What is right for symmetric matrices alone is not decided where nothing else tells what went wrong; else it is said."""
    found = chainrule.check("f = log det(A + X^T X), df/dX", "2X (A + X^T X)^{-1}")
    assert found.correct is None
    assert "it is right if A is symmetric" in str(found)
    assert "It would be right if X was symmetric" in str(chainrule.check(LOG_DET, "X^{-1}"))


def test_answers_that_are_not_judged() -> None:
    """Work is not followed, and of several derivatives one has to be named."""
    with pytest.raises(ReadError, match="not followed"):
        chainrule.check(LOG_DET, work="df/dX = X^{-T}")
    with pytest.raises(ProblemError, match="several derivatives"):
        chainrule.check("f = tr(A X^{-1} B)", "X")
    assert chainrule.check("f = tr(A X^{-1} B)", "∂f/∂A = B^T X^{-T}").correct is True
