"""Answers for second derivatives by a vector, whole or by two components; what is right was worked out by hand and tried with numbers."""

from __future__ import annotations

import pytest

import chainrule

QUADRATIC = "f(x) = x^T A x; find the Hessian"
SYMMETRIC = "f(x) = 1/2 x^T A x - b^T x, A symmetric; find the Hessian"
SQUARES = "f(x) = ‖A x − b‖^2; find the Hessian"
RIDGE = "f(x) = ‖A x − b‖^2 + λ x^T x; find the Hessian"
LOGISTIC = "f(w) = log(1 + exp(-w^T x)); find the Hessian with respect to w"

ANSWERS: dict[tuple[str, str], bool | None] = {
    (QUADRATIC, "A + A^T"): True,
    (QUADRATIC, "A^T + A"): True,
    (QUADRATIC, "2A"): False,
    (QUADRATIC, "A_ij + A_ji"): True,
    (QUADRATIC, "A_im + A_mi"): True,
    (QUADRATIC, "A_ij"): False,
    (QUADRATIC, "2 A_ii"): True,
    (SYMMETRIC, "A"): True,
    (SYMMETRIC, "A^T"): True,
    (SYMMETRIC, "A_ij"): True,
    (SYMMETRIC, "A/2"): False,
    (SQUARES, "2 A^T A"): True,
    (SQUARES, "A^T A"): False,
    (SQUARES, "2 A A^T"): None,  # it has a component for every two rows
    (RIDGE, "2 A^T A + 2λ I"): True,
    (RIDGE, "2(A^T A + λ I)"): True,
    (RIDGE, "2 A^T A + λ I"): False,
    (LOGISTIC, "σ(w^T x)(1 - σ(w^T x)) x x^T"): True,
    (LOGISTIC, "σ(w^T x) x x^T"): False,
    (LOGISTIC, "σ(w^T x)(1 - σ(w^T x)) x^T x"): None,  # no matrix
    ("f(x) = x^T x; find the Hessian", "2I"): True,
    ("f(x) = x^T x; find the Hessian", "I"): False,
    ("f(x) = x^T x; find the Hessian", "2 δ_ij"): True,
    ("f(x) = x^T x; find the Hessian", "δ_ij"): False,
    ("f(x) = x^T x; find the Hessian", "2 δ_jk"): None,  # by which of the two x_i is, is not said
    (RIDGE, "2 Σ_k A_ki A_kj + 2λ δ_ij"): True,
    (RIDGE, "2 Σ_k A_ki A_kj + λ δ_ij"): False,
    ("f(x) = ‖x‖; find the Hessian", "I/‖x‖ - x x^T/‖x‖^3"): True,
    ("f(x) = ‖x‖; find the Hessian", "(I - x x^T)/‖x‖"): False,
    ("f(x) = (a^T x)^2; find the Hessian", "2 a a^T"): True,
    ("f(x) = (a^T x)^2; find the Hessian", "2 a_i a_j"): True,
    ("f(x) = (a^T x)^2; find the Hessian", "a_i a_j"): False,
    ("f(x) = exp(a^T x); find the Hessian", "exp(a^T x) a a^T"): True,
    ("f(x) = a^T x; find the Hessian", "0"): True,
    ("f(x) = (x^T A x)^2; find the Hessian", "2A"): None,  # not told by components
}


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
def test_answers(text: str, answer: str) -> None:
    """A matrix is right where it is in two different components, and twice in the same."""
    assert chainrule.check(text, answer).correct is ANSWERS[text, answer]


@pytest.mark.parametrize("answer", ["A + A^T", "2A", "A_ij + A_ji", "A_ij", "2 A_ii"])
def test_of_a_derivation(answer: str) -> None:
    """A derivation shows the derivative by two components as well, which is no second question."""
    derivation = chainrule.derive(QUADRATIC)
    assert [result.by for result in derivation] == [("x_i", "x_i"), ("x_i", "x_k")]
    assert chainrule.check(derivation, answer).correct is ANSWERS[QUADRATIC, answer]
