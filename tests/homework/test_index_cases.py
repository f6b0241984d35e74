"""Answers by an index: with δ, in cases, in the names of shares, without a left side; and the usual mistakes."""

from __future__ import annotations

import pytest

import chainrule

SOFTMAX = "s_i = exp(z_i)/sum_j exp(z_j)"
WARM = "s_i = exp(z_i/T)/sum_j exp(z_j/T)"
NORM = "y_i = x_i/sqrt(sum_j x_j^2)"
LOG = "l_i = z_i - log(sum_j exp(z_j))"
MEAN = "mu = (1/n) sum_i x_i; v = (1/n) sum_i (x_i - mu)^2"
HAT = f"{MEAN}; xh_i = (x_i - mu)/sqrt(v + eps)"
BATCH = f"{HAT}; y_i = g xh_i + b; L = sum_i (y_i - t_i)^2"

RIGHT = [
    (SOFTMAX, None, "s_i(1 - s_i)"),
    (SOFTMAX, None, "∂s_i/∂z_k = -s_i s_k"),
    (SOFTMAX, None, "∂s_i/∂z_j = -s_i s_j"),
    (SOFTMAX, None, "∂s_i/∂z_j = s_i(δ_ij - s_j)"),
    (SOFTMAX, "z_k", "s_i(delta_{ik} - s_k)"),
    (SOFTMAX, None, r"s_k(\delta_{ik} - s_i)"),
    (SOFTMAX, None, "s_i(1-s_i) if i = k, -s_i s_k if i ≠ k"),
    (SOFTMAX, None, "s_i(1-s_i) for i=k, -s_i s_k otherwise"),
    (SOFTMAX, None, r"\begin{cases} s_i(1-s_i) & i = k \\ -s_i s_k & i \neq k \end{cases}"),
    (SOFTMAX, None, "s_i([i=k] - s_k)"),
    (SOFTMAX, None, r"s_i (1\{i=k\} - s_k)"),
    (SOFTMAX, None, r"s_i (\mathbb{1}_{[i=k]} - s_k)"),
    ("L = -log(exp(z_c)/sum_j exp(z_j))", "z_k", "exp(z_k)/(sum_j exp(z_j)) - δ_kc"),
    ("c = sum_i a_i b_i/(A B); A = sqrt(sum_i a_i^2); B = sqrt(sum_i b_i^2)", "a_k", "(b_k/B - c a_k/A)/A"),
    ("L = sum_{i<j} (x_i - x_j)^2", "x_k", "2 n x_k - 2 sum_j x_j"),
    ("L = sum_{i,j} w_ij x_i x_j", "x_k", "sum_j (w_kj + w_jk) x_j"),
    (WARM, None, "s_i(δ_ik - s_k)/T"),
    (NORM, None, "(δ_ik - y_i y_k)/sqrt(sum_j x_j^2)"),
    (LOG, None, "δ_ik - exp(l_k)"),
    (MEAN, None, "2/n (x_i - mu)"),
    (HAT, None, "1/(n sqrt(v+eps)) (n δ_ik - 1 - xh_i xh_k)"),
    (BATCH, "x_i", "g/(n sqrt(v+eps)) (2n(y_i - t_i) - sum_j 2(y_j - t_j) - xh_i sum_j 2(y_j-t_j) xh_j)"),
    (BATCH, "x_i", "1/(n sqrt(v+eps)) (n ∂L/∂xh_i - sum_j (∂L/∂xh_j) - xh_i sum_j (∂L/∂xh_j xh_j))"),
]


@pytest.mark.parametrize(("problem", "wrt", "answer"), RIGHT)
def test_right(problem: str, wrt: str | None, answer: str) -> None:
    """The usual forms of a derivative by one term of a sum are right."""
    assert chainrule.check(problem, answer, wrt).correct is True


WRONG = [
    (SOFTMAX, "z_i", "1 - s_i", "missing-link", "sᵢ still has to multiply"),
    (SOFTMAX, "z_i", "s_i", "missing-path", "the sum below the bar"),
    (SOFTMAX, "z_i", "-s_i^2", "missing-path", "above the bar"),
    (SOFTMAX, "z_i", "-s_i(1 - s_i)", "sign", "sign"),
    (SOFTMAX, "z_k", "s_i s_k", "sign", "sign"),
    (SOFTMAX, "z_k", "-s_k", "missing-link", "sᵢ still has to multiply"),
    (SOFTMAX, "z_k", "s_i(1 - s_i)", "names", "zₖ is another one"),
    (SOFTMAX, None, "s_i(δ_ik + s_k)", "sign", "k ≠ i"),
    (SOFTMAX, None, "δ_ik - s_i s_k", "missing-brackets", "k = i"),
    (SOFTMAX, None, "s_i(1-s_i) for i=k, s_i s_k otherwise", "sign", "k ≠ i"),
    (WARM, "z_i", "s_i(1 - s_i)", "missing-link", "1/T"),
    ("N = sqrt(sum_j x_j^2); y_i = x_i/N", "x_k", "y_i y_k/N", "sign", "sign"),
    (HAT, "x_i", "(1 - 1/n)/sqrt(v + eps)", "partial-for-total", "through v"),
    (BATCH, "x_i", "2 g(y_i - t_i)/sqrt(v + eps)", "partial-for-total", "through mu, v"),
    (BATCH, "x_i", "2 g(y_i - t_i)/sqrt(v + eps) - g/(n sqrt(v + eps)) sum_j 2(y_j - t_j)", "partial-for-total", "through v"),
]


@pytest.mark.parametrize(("problem", "wrt", "answer", "mistake", "words"), WRONG)
def test_wrong(problem: str, wrt: str | None, answer: str, mistake: str, words: str) -> None:
    """The usual mistakes are named, with the case of the index that they are in."""
    verdict = chainrule.check(problem, answer, wrt)
    assert verdict.correct is False
    assert verdict.mistake is not None
    assert verdict.mistake.name == mistake
    assert words in str(verdict)


def test_ones() -> None:
    """An answer that is right where targets add up to 1 is undecided as long as that is not said, by whichever term."""
    cross = "L = -sum_i y_i log s_i; s_i = exp(z_i)/sum_j exp(z_j)"
    assert chainrule.check(cross, "s_i - y_i").correct is None
    assert chainrule.check(f"{cross}; sum_i y_i = 1", "s_i - y_i").correct is True


@pytest.mark.parametrize("problem", ["a_i = σ(z_i), L = 1/2 Σ_i (a_i - y_i)^2; dL/dz_i", "a = σ(z), L = 1/2 Σ_i (a_i - y_i)^2; dL/dz"])
@pytest.mark.parametrize(
    ("answer", "right"), [("(a - y) a (1 - a)", True), ("(a_i - y_i) a_i (1 - a_i)", True), ("(a - y) a (1 + a)", False), ("(a - y) a", False)]
)
def test_vectors_for_their_components(problem: str, answer: str, right: bool) -> None:
    """A name without an index stands for the component of what is asked."""
    assert chainrule.check(problem, answer).correct is right
