"""Traces and determinants as they are written, and what is read whole because of them."""

from __future__ import annotations

import pytest

from chainrule.errors import ChainRuleError
from chainrule.notation import unicode
from chainrule.syntax import read_problem
from chainrule.syntax.vectors.traces import with_traces

WRITTEN = {
    "f = tr X": "tr(X)",
    r"f = \operatorname{tr}\left( X^{-1} A \right)": "tr(X⁻¹·A)",
    "f = log det X": "log(det(X))",
    r"f = \log\det(X)": "log(det(X))",
    r"f = \ln \det \left( A X \right)": "log(det(A·X))",
    "f = log|Σ| + x^T Σ^{-1} x": "log(det(Σ)) + x^T · Σ⁻¹·x",
    r"f = \ln |\Sigma| + \operatorname{tr}(\Sigma^{-1} S)": "log(det(Σ)) + tr(Σ⁻¹·S)",
    "f = ln |X|, where X is a matrix": "log(det(X))",
    "f = |A X|, A and X are matrices": "det(A·X)",
    "f = np.log(np.linalg.det(X))": "log(det(X))",
    "f = np.linalg.slogdet(X)[1]": "log(det(X))",
    "f = torch.logdet(X.T @ X)": "log(det(X^T · X))",
    "f = np.linalg.slogdet(np.eye(3) + X @ X.T)[1]": "log(det(I + X·X^T))",
    "f = torch.trace(torch.inverse(X) @ A)": "tr(X⁻¹·A)",
    "f = a^T inv(X) b, df/dX": "a^T · X⁻¹·b",
    r"\frac{\partial \ln |\Sigma|}{\partial \Sigma}": "log(det(Σ))",
    r"\frac{\partial \mathbf{a}^T \mathbf{X}^{-1} \mathbf{b}}{\partial \mathbf{X}}": "a^T · X⁻¹·b",
    "∂ log det(X)/∂X": "log(det(X))",
    "∇_X tr(X^{-1} A)": "tr(X⁻¹·A)",
    "Let X be an invertible matrix. Find the derivative of det X with respect to X.": "det(X)",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_traces_and_determinants(text: str) -> None:
    """They are read in every notation."""
    assert unicode(read_problem(text).definitions[0].tree) == WRITTEN[text]


@pytest.mark.parametrize("text", [*WRITTEN, "f = |x| + |y|", "f = tr(b)"])
def test_every_place_stays_where_it_is(text: str) -> None:
    """The text keeps its length, for the places of errors."""
    assert len(with_traces(text)) == len(text)


WHOLE = {
    "f = log det(X)": True,
    "f = a^T X^{-1} b, df/dX": True,
    "f = a^T X^{-1} b, df/da": False,
    "f = (x - m)^T S^{-1} (x - m), df/dx": False,
    "f = tr(X)": True,
    "f = tr(A X)": False,
    "f = tr(X^2 A)": True,
    "f = x^T (A + λ I) x": True,
    "f = x^T A x": False,
    "f = log|x|": False,
    "f = |x|^2 + |y|": False,
}


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_read_whole(text: str) -> None:
    """What has no sums over components for its derivative is read whole, and nothing else."""
    assert read_problem(text).vectors.whole is WHOLE[text]


ATTENTION = ["P = softmax(Q K^T), L = Σ_i Σ_j Y_ij log P_ij", "P = softmax(Q K^T), L = tr(Y^T log P)"]


@pytest.mark.parametrize("text", ATTENTION)
def test_a_softmax_of_a_matrix_beside_components_is_refused(text: str) -> None:
    """The softmax of every row is one of whole matrices; beside components of these, one row can be had."""
    with pytest.raises(ChainRuleError, match="row by row") as caught:
        read_problem(text)
    assert "p = softmax(K q)" in str(caught.value)
    with pytest.raises(ChainRuleError, match="that of every row"):
        read_problem("S = Q K^T, P = softmax(S, dim=0), L = ||P||^2")


def test_functions_of_every_component_are_told_from_those_of_the_matrix() -> None:
    """exp(A) of a matrix is said to be taken by components."""
    assert any("every component of A" in str(each) for each in read_problem("f = exp(A), where A is a matrix").readings)
