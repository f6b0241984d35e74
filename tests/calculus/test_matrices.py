"""Derivatives by whole matrices, against difference quotients of the same expressions written in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

import chainrule
from chainrule.errors import ChainRuleError, NotDifferentiable, NumericError, TooLarge, UnknownName, VerificationError
from chainrule.notation import unicode
from chainrule.syntax import read_problem

Arrays = Mapping[str, Any]

inv, det = np.linalg.inv, np.linalg.det
SQUARE, TALL, WIDE, COLUMN = (3, 3), (3, 2), (2, 3), (3,)


def log_det(matrix: np.ndarray) -> float:
    """Return the logarithm of a determinant."""
    return float(np.log(det(matrix)))


def rows(matrix: np.ndarray) -> np.ndarray:
    """Return the softmax of every row."""
    powers = np.exp(matrix)
    return powers / powers.sum(axis=1, keepdims=True)


PROBLEMS: dict[tuple[str, str], tuple[dict[str, tuple[int, ...]], Callable[[Any], float], str | None]] = {
    ("f = a^T X^{-1} b", "X"): ({"a": COLUMN, "X": SQUARE, "b": COLUMN}, lambda v: v.a @ inv(v.X) @ v.b, "−X^(−T) · a·b^T · X^(−T)"),
    ("f = a^T X^{-T} b", "X"): ({"a": COLUMN, "X": SQUARE, "b": COLUMN}, lambda v: v.a @ inv(v.X).T @ v.b, "−X^(−T) · b·a^T · X^(−T)"),
    ("f = det(X)", "X"): ({"X": SQUARE}, lambda v: det(v.X), "det(X)·X^(−T)"),
    ("f = det(X)^2", "X"): ({"X": SQUARE}, lambda v: det(v.X) ** 2, "2 det(X)²·X^(−T)"),
    ("f = log det(X)", "X"): ({"X": SQUARE}, lambda v: log_det(v.X), "X^(−T)"),
    ("f = det(A X B)", "X"): ({"A": WIDE, "X": SQUARE, "B": TALL}, lambda v: det(v.A @ v.X @ v.B), "det(A·X·B)·A^T · (A·X·B)^(−T) · B^T"),
    ("f = det(X^{-1})", "X"): ({"X": SQUARE}, lambda v: 1 / det(v.X), "−det(X⁻¹)·X^(−T)"),
    ("f = log det(X^T X)", "X"): ({"X": TALL}, lambda v: log_det(v.X.T @ v.X), "2X·(X^T · X)⁻¹"),
    ("f = log det(A + X^T X)", "X"): ({"A": (2, 2), "X": TALL}, lambda v: log_det(v.A + v.X.T @ v.X), "X·(A + X^T · X)⁻¹ + X·(A + X^T · X)^(−T)"),
    ("f = log det(I + X X^T)", "X"): ({"X": TALL}, lambda v: log_det(np.eye(3) + v.X @ v.X.T), "2(I + X·X^T)⁻¹·X"),
    ("f = tr(X)", "X"): ({"X": SQUARE}, lambda v: np.trace(v.X), "I"),
    ("f = tr(2X - A X^T)", "X"): ({"X": SQUARE, "A": SQUARE}, lambda v: np.trace(2 * v.X - v.A @ v.X.T), None),
    ("f = tr(X^3)", "X"): ({"X": SQUARE}, lambda v: np.trace(v.X @ v.X @ v.X), "3(X^T)²"),
    ("f = tr(X^2 A)", "X"): ({"X": SQUARE, "A": SQUARE}, lambda v: np.trace(v.X @ v.X @ v.A), "A^T · X^T + X^T · A^T"),
    ("f = tr(X^{-1})", "X"): ({"X": SQUARE}, lambda v: np.trace(inv(v.X)), "−X^(−T) · X^(−T)"),
    ("f = tr(A X^{-1} B)", "X"): ({"A": WIDE, "X": SQUARE, "B": TALL}, lambda v: np.trace(v.A @ inv(v.X) @ v.B), "−X^(−T) · A^T · B^T · X^(−T)"),
    ("f = tr((X + A)^{-1})", "X"): ({"X": SQUARE, "A": SQUARE}, lambda v: np.trace(inv(v.X + v.A)), None),
    ("f = tr(A^T X^{-2} B)", "X"): ({"A": TALL, "X": SQUARE, "B": TALL}, lambda v: np.trace(v.A.T @ inv(v.X) @ inv(v.X) @ v.B), None),
    ("f = a^T X^2 b", "X"): ({"a": COLUMN, "X": SQUARE, "b": COLUMN}, lambda v: v.a @ v.X @ v.X @ v.b, "a·b^T · X^T + X^T · a·b^T"),
    ("f = a^T X^3 b", "X"): ({"a": COLUMN, "X": SQUARE, "b": COLUMN}, lambda v: v.a @ v.X @ v.X @ v.X @ v.b, None),
    ("f = (a^T X^{-1} b)^2", "X"): ({"a": COLUMN, "X": SQUARE, "b": COLUMN}, lambda v: (v.a @ inv(v.X) @ v.b) ** 2, None),
    ("f = ||X^{-1}||_F^2", "X"): ({"X": SQUARE}, lambda v: (inv(v.X) ** 2).sum(), "−2X^(−T) · X⁻¹·X^(−T)"),
    ("L = ||A^{-1} b - c||^2", "A"): ({"A": SQUARE, "b": COLUMN, "c": COLUMN}, lambda v: ((inv(v.A) @ v.b - v.c) ** 2).sum(), None),
    ("f = log|Σ| + (x - μ)^T Σ^{-1} (x - μ)", "Σ"): (
        {"Σ": SQUARE, "x": COLUMN, "μ": COLUMN}, lambda v: log_det(v.Σ) + (v.x - v.μ) @ inv(v.Σ) @ (v.x - v.μ), "Σ^(−T) − Σ^(−T) · (x − μ)(x − μ)^T · Σ^(−T)"),
    ("f = exp(-x^T S^{-1} x)/sqrt(det(S))", "S"): (
        {"S": SQUARE, "x": COLUMN}, lambda v: np.exp(-v.x @ inv(v.S) @ v.x) / np.sqrt(det(v.S)), None),
    ("f = exp(-x^T S^{-1} x)/sqrt(det(S))", "x"): (
        {"S": SQUARE, "x": COLUMN}, lambda v: np.exp(-v.x @ inv(v.S) @ v.x) / np.sqrt(det(v.S)), None),
    ("L = c^T (A + t B)^{-1} b", "t"): (
        {"A": SQUARE, "B": SQUARE, "b": COLUMN, "c": COLUMN, "t": ()}, lambda v: v.c @ inv(v.A + v.t * v.B) @ v.b, "−c^T · (A + t·B)⁻¹·B·(A + t·B)⁻¹·b"),
    ("f = log det(A + t B)", "t"): ({"A": SQUARE, "B": SQUARE, "t": ()}, lambda v: log_det(v.A + v.t * v.B), "tr((A + t·B)⁻¹·B)"),
    ("f = y^T X (X^T X + λ I)^{-1} X^T y", "X"): (
        {"y": COLUMN, "X": TALL, "λ": ()}, lambda v: v.y @ v.X @ inv(v.X.T @ v.X + v.λ * np.eye(2)) @ v.X.T @ v.y, None),
    ("f = y^T X (X^T X + λ I)^{-1} X^T y", "λ"): (
        {"y": COLUMN, "X": TALL, "λ": ()}, lambda v: v.y @ v.X @ inv(v.X.T @ v.X + v.λ * np.eye(2)) @ v.X.T @ v.y, None),
    ("f = tr(X^T X)/det(X)", "X"): ({"X": SQUARE}, lambda v: np.trace(v.X.T @ v.X) / det(v.X), None),
    ("K = X^{-1} A, f = tr(K^T K) + det(K)", "X"): ({"X": SQUARE, "A": SQUARE}, lambda v: ((inv(v.X) @ v.A) ** 2).sum() + det(inv(v.X) @ v.A), None),
    ("f = det(K) + tr(J), J = K X, K = X^{-1} A", "X"): ({"X": SQUARE, "A": SQUARE}, lambda v: det(inv(v.X) @ v.A) + np.trace(v.A), None),
    ("O = softmax(Q K^T) V, L = ||O - Y||^2", "K"): (
        {"Q": WIDE, "K": SQUARE, "V": SQUARE, "Y": WIDE}, lambda v: ((rows(v.Q @ v.K.T) @ v.V - v.Y) ** 2).sum(), None),
    ("P = softmax(Q K^T), L = sum(P V)", "V"): ({"Q": WIDE, "K": SQUARE, "V": SQUARE}, lambda v: (rows(v.Q @ v.K.T) @ v.V).sum(), "P^T · 𝟏·𝟏^T"),
    ("S = X A X^T, P = softmax(S, dim=-1), L = tr(G^T P)", "X"): (
        {"X": TALL, "A": (2, 2), "G": SQUARE}, lambda v: np.trace(v.G.T @ rows(v.X @ v.A @ v.X.T)), None),
    ("Q = X W, K = X U, V = X A, P = softmax(Q K^T), L = sum(G ⊙ (P V))", "X"): (
        {"X": TALL, "W": WIDE, "U": WIDE, "A": WIDE, "G": SQUARE},
        lambda v: (v.G * (rows(v.X @ v.W @ (v.X @ v.U).T) @ v.X @ v.A)).sum(), None),
    ("Z = X W, P = softmax(Z), L = -sum(Y ⊙ log(P))", "W"): (
        {"X": WIDE, "W": SQUARE, "Y": WIDE}, lambda v: -(v.Y * np.log(rows(v.X @ v.W))).sum(), "X^T · (−Y + (Y·𝟏·𝟏^T) ⊙ P)"),
    ("L = sum(A X - X A)", "X"): ({"A": SQUARE, "X": SQUARE}, lambda v: (v.A @ v.X - v.X @ v.A).sum(), "A^T · 𝟏·𝟏^T − 𝟏·𝟏^T · A^T"),
    ("f = tr(X/||X||_F)", "X"): ({"X": SQUARE}, lambda v: np.trace(v.X) / np.linalg.norm(v.X), None),
    ("f = tr(X^T X/tr(X))", "X"): ({"X": SQUARE}, lambda v: (v.X**2).sum() / np.trace(v.X), None),
    ("f = log det(X/2)", "X"): ({"X": SQUARE}, lambda v: log_det(v.X / 2), None),
    ("f = tr((X^T X/2)^{-1})", "X"): ({"X": TALL}, lambda v: np.trace(inv(v.X.T @ v.X / 2)), None),
    ("f = tr(2(X + A))", "X"): ({"X": SQUARE, "A": SQUARE}, lambda v: np.trace(2 * (v.X + v.A)), "2I"),
    ("f = tr(c (A - X))", "X"): ({"X": SQUARE, "A": SQUARE, "c": ()}, lambda v: v.c * np.trace(v.A - v.X), None),
    ("f = tr(A X + 2(X - A))", "X"): ({"X": SQUARE, "A": SQUARE}, lambda v: np.trace(v.A @ v.X + 2 * (v.X - v.A)), "A^T + 2I"),
    ("f = tr(X X^{-1} A)", "X"): ({"X": SQUARE, "A": SQUARE}, lambda v: np.trace(v.A), "0"),
}  # fmt: skip


class At:
    """Arrays by name."""

    def __init__(self, arrays: Arrays) -> None:
        self.__dict__.update(arrays)


def quotients(function: Callable[[Any], float], at: dict[str, np.ndarray], by: str) -> np.ndarray:
    """Return the difference quotients of a function by every entry."""
    slopes = np.zeros(at[by].shape)
    for place in np.ndindex(slopes.shape):
        step = np.zeros(slopes.shape)
        step[place] = 1e-6
        slopes[place] = (function(At({**at, by: at[by] + step})) - function(At({**at, by: at[by] - step}))) / 2e-6
    return slopes


@pytest.mark.parametrize(("asked", "given"), PROBLEMS.items(), ids=[" by ".join(each) for each in PROBLEMS])
def test_gradients_by_whole_matrices(asked: tuple[str, str], given: tuple[dict[str, tuple[int, ...]], Callable[[Any], float], str | None]) -> None:
    """A gradient has the shape of what is differentiated by, and is what difference quotients of the same in NumPy are."""
    (text, by), (shapes, function, written) = asked, given
    random = np.random.default_rng(3)
    regular = {shape: 1.5 * np.eye(*shape) if shape in {SQUARE, (2, 2)} else np.full(shape, 0.7) for shape in shapes.values()}
    at = {name: np.array(0.4 * random.normal(size=shape) + regular[shape]) for name, shape in shapes.items()}
    derivation = chainrule.derive(text, wrt=by)
    found = derivation.at(at)
    assert found.values[derivation.output] == pytest.approx(function(At(at)), rel=1e-9)
    assert np.shape(found.gradient[by]) == shapes[by]
    assert found.gradient[by] == pytest.approx(quotients(function, at, by), rel=1e-5, abs=1e-6)
    assert written is None or unicode(derivation[by].tidy.tree) == written


def test_symmetric_matrices_are_their_own_transposes() -> None:
    """What is said to be symmetric has no transposes in the gradient."""
    derivation = chainrule.derive("f = log det(Σ) + x^T Σ^{-1} x, where Σ is symmetric")
    assert unicode(derivation["Σ"].tidy.tree) == "Σ⁻¹ − Σ⁻¹·x·x^T · Σ⁻¹"
    assert unicode(derivation["x"].tidy.tree) == "2Σ⁻¹·x"


def test_a_wrong_gradient_by_a_matrix_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that is wrong is found by difference quotients."""
    monkeypatch.setattr("chainrule.calculus.matrices.rules.MatrixBackwards.flipped", lambda _, tree: tree)
    with pytest.raises(VerificationError, match="df/dX"):
        chainrule.derive("f = log det(X)")


REFUSED = {
    "Y = X^{-1}, where X is a matrix; dY/dX": ChainRuleError,
    "f = det(X); order 2": ChainRuleError,
    "f = det(x)": ChainRuleError,
    "f = tr(X + x x^T)^{-1} + det(y^T X)": ChainRuleError,
    "f = log det(X + 1)": ChainRuleError,
    "f = det(exp(X))": ChainRuleError,
    "f = tr(X X^46952878 A)": TooLarge,
    "L = c^T (e^A + t B)^{-1} b": NotDifferentiable,
    "K = X^{-1} f; f = tr(K)": ChainRuleError,
    "f = det(X) f": ChainRuleError,
    "f = " + " + ".join(["det(X)"] * 200): ChainRuleError,
    "f = x^T A^{-1} y, df/dB": UnknownName,
}
SAID = {  # what is asked of f = det(X) and others, and what is said
    ("f(X) = tr(X^{-1})", "X_12", None): "ask for X: the derivative by a component is an entry of that",
    ("f(X) = tr(X^{-1})", "Z", None): "it has X",
    ("A = X^{-1}, f = tr(A), g = det(X)", None, None): "there are several outputs: f, g",
    ("f = det(X)", None, "q"): "the problem does not define 'q'",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_has_no_gradient_by_whole_matrices(text: str) -> None:
    """What makes no sense of matrices, or has no rule, is refused."""
    with pytest.raises(REFUSED[text]):
        chainrule.derive(text)


@pytest.mark.parametrize(("text", "by", "output"), SAID)
def test_what_is_not_there_is_said(text: str, by: str | None, output: str | None) -> None:
    """A question about what a problem does not have is refused with what it has."""
    with pytest.raises(ChainRuleError) as refusal:
        chainrule.derive(text, by, output)
    assert SAID[text, by, output] in str(refusal.value)


def test_higher_derivatives_by_matrices_are_refused() -> None:
    """A second derivative by a matrix has four indices."""
    with pytest.raises(ChainRuleError, match="higher"):
        chainrule.derive("f = log det(X)", order=2)


OUTSIDE = [
    ({"X": [[1, 2], [2, 4]]}, "no value here"),
    ({"X": [[1, 2, 3], [2, 4, 5]]}, "not square"),
    ({"X": [1, 2]}, "'X' is a matrix"),
    ({}, "no value for X"),
    ({"X": [[1, "a"]]}, "no number"),
    ({"X": [[1, float("nan")], [0, 1]]}, "not finite"),
]


@pytest.mark.parametrize(("values", "said"), OUTSIDE, ids=[said for _, said in OUTSIDE])
def test_values_that_cannot_be_put_in(values: dict[str, Any], said: str) -> None:
    """A matrix without an inverse, or a value of another shape, is refused with the reason."""
    with pytest.raises(NumericError, match=said):
        chainrule.derive("f = log det(X) + tr(X^{-1})").at(values)


BY_COMPONENTS = {
    ("f = x^T A x", "x"): ({"x": [1.0, 2.0], "A": [[1.0, 2.0], [3.0, 4.0]]}, 27, [12, 21]),
    ("L = ||X w - y||^2", "w"): ({"X": [[1, 2], [3, 4], [5, 6]], "w": [1, 1], "y": [1, 2, 3]}, 93, [114, 144]),
    ("p = softmax(z), L = -y^T log p", "z"): ({"z": [0, 0], "y": [1, 0]}, np.log(2), [-0.5, 0.5]),
    ("p = softmax(W x), L = -y^T log p", "x"): ({"W": [[1, 0], [0, 1]], "x": [0, 0], "y": [1, 0]}, np.log(2), [-0.5, 0.5]),
    ("L = ||X w - y||^2, y = 2 z", "w"): ({"X": [[1, 2], [3, 4], [5, 6]], "w": [1, 1], "z": [0.5, 1, 1.5]}, 93, [114, 144]),
    ("L = sum((x - 1)^2)", "x"): ({"x": [1, 3]}, 4, [0, 4]),
}


@pytest.mark.parametrize(("asked", "given"), BY_COMPONENTS.items(), ids=[" by ".join(each) for each in BY_COMPONENTS])
def test_whole_vectors_in_numbers(asked: tuple[str, str], given: tuple[dict[str, Any], float, list[float]]) -> None:
    """Problems of vectors take whole vectors and matrices as values."""
    (text, by), (values, value, gradient) = asked, given
    derivation = chainrule.derive(text, wrt=by)
    found = derivation.at(values)
    assert found.values[derivation.output] == pytest.approx(value)
    assert found.gradient[by] == pytest.approx(np.array(gradient))


SAMPLES = np.array([[1.0, 2.0, 0.5], [3.0, 1.0, -1.0], [0.0, 1.0, 2.0], [0.3, -1.0, 0.2]])
LIKELIHOOD = "l = n log|Σ| + Σ_i (x_i - μ)^T Σ^{-1} (x_i - μ)"


def likelihood(mean: np.ndarray, covariance: np.ndarray) -> float:
    """Return the log-likelihood of a normal distribution at the samples, but for constants."""
    return len(SAMPLES) * log_det(covariance) + sum((x - mean) @ inv(covariance) @ (x - mean) for x in SAMPLES)


def test_sums_over_samples_beside_determinants() -> None:
    """The likelihood of a normal distribution has its gradients by the mean and by the covariance matrix."""
    mean, covariance = np.array([0.5, 1.0, 0.2]), np.array([[2.0, 0.3, 0.1], [0.2, 1.5, 0.4], [0.0, 0.1, 1.0]])
    derivation = chainrule.derive(LIKELIHOOD)
    found = derivation.at({"x": SAMPLES, "μ": mean, "Σ": covariance})
    assert derivation.wrt == ("Σ", "μ")
    assert found.values["l"] == pytest.approx(likelihood(mean, covariance))
    for place in range(3):
        step = np.eye(3)[place] * 1e-6
        assert found.gradient["μ"][place] == pytest.approx((likelihood(mean + step, covariance) - likelihood(mean - step, covariance)) / 2e-6, rel=1e-5)
        whole = np.outer(np.eye(3)[place], step)
        slope = (likelihood(mean, covariance + whole) - likelihood(mean, covariance - whole)) / 2e-6
        assert found.gradient["Σ"][place, place] == pytest.approx(slope, rel=1e-5)


COMMUTATOR = "f = ||A X - X A||_F^2, df/dX"


def test_what_components_do_not_tell_apart_is_differentiated_whole() -> None:
    """A matrix that stands on both sides of another one is read whole: its components under one letter and another are not told apart."""
    derivation = chainrule.derive(COMMUTATOR)
    random = np.random.default_rng(2)
    a, x = random.normal(size=SQUARE), random.normal(size=SQUARE)
    difference = a @ x - x @ a
    assert derivation.at(A=a, X=x).gradient["X"] == pytest.approx(2 * a.T @ difference - 2 * difference @ a.T)
    assert chainrule.check(COMMUTATOR, "2A^T (A X - X A) - 2(A X - X A) A^T").correct is True
    assert chainrule.check(COMMUTATOR, "2A^T (A X - X A)").correct is False


@pytest.mark.filterwarnings("error")
def test_values_too_large_for_floats_are_left_out() -> None:
    """A power that overflows at some values is checked at others, without a warning."""
    assert str(chainrule.derive("f = tr(A^T X^{-822} B)", wrt="A")["A"].in_vectors) == "X^(-822)*B"


@pytest.mark.parametrize("text", ["f = x^T (X - B X) y", "f = log(y^T (X + B X) x); df/dX", "f = x^T A A x; df/dA", "f = ||A X - X B||_F^2; df/dX"])
def test_a_matrix_in_a_sum_and_in_one_inside_it(text: str) -> None:
    """Such components are not told apart either; what is told apart is still read by components."""
    assert read_problem(text).vectors.whole
    assert next(iter(chainrule.derive(text))).in_vectors is not None
    assert not read_problem("L = ||A x - b||^2; dL/dA").vectors.whole
    assert not read_problem("f = tr(A X A X); df/dX").vectors.whole
    assert not read_problem("2 X^T (X w - y)").vectors.whole

ALL_SQUARE = {**dict.fromkeys("ABCX", SQUARE), **dict.fromkeys("abxy", COLUMN), "t": ()}


def squares(of: np.ndarray) -> float:
    """Return the sum of all squares."""
    return float((of**2).sum())


WRITTEN_AS_MATRICES: dict[tuple[str, str], Callable[[Any], float]] = {
    ("f = ||A^2||_F^2", "A"): lambda v: squares(v.A @ v.A),
    ("f = ||(X + A) (X - A)||_F^2", "X"): lambda v: squares((v.X + v.A) @ (v.X - v.A)),
    ("f = ||(B + I) X^T||_F^2", "X"): lambda v: squares((v.B + np.eye(3)) @ v.X.T),
    ("f = ||(A X)^T||_F^2", "X"): lambda v: squares(v.A @ v.X),
    ("f = ||2 X (A - C)||_F^2", "X"): lambda v: squares(2 * v.X @ (v.A - v.C)),
    ("f = ||X - (x - a) y^T||_F^2", "x"): lambda v: squares(v.X - np.outer(v.x - v.a, v.y)),
    ("f = ‖X − (x + b) (A b)^T‖_F²", "X"): lambda v: squares(v.X - np.outer(v.x + v.b, v.A @ v.b)),
    ("f = ||a x^T||_F^2", "x"): lambda v: squares(np.outer(v.a, v.x)),
    ("f = ||X y a^T||_F^2", "X"): lambda v: squares(np.outer(v.X @ v.y, v.a)),
    ("f = ||(X + A) (y - x)||^2", "X"): lambda v: squares((v.X + v.A) @ (v.y - v.x)),
    ("f = ||t X y||^2", "y"): lambda v: squares(v.t * v.X @ v.y),
    ("f = y^T X^2 y", "X"): lambda v: v.y @ v.X @ v.X @ v.y,
    ("f = b^T (3 X)^2 (C x)", "X"): lambda v: 9 * v.b @ v.X @ v.X @ v.C @ v.x,
    ("f = a^T (X C)^T (y - b)", "X"): lambda v: v.a @ (v.X @ v.C).T @ (v.y - v.b),
    ("f = a^T A^2 (X y)", "X"): lambda v: v.a @ v.A @ v.A @ v.X @ v.y,
    ("f = tr((2 X)^T)", "X"): lambda v: 2 * np.trace(v.X),
    ("f = tr((C X)^T)", "C"): lambda v: np.trace(v.C @ v.X),
}


@pytest.mark.parametrize(("text", "name"), WRITTEN_AS_MATRICES)
def test_sums_powers_and_products_of_capitals_are_matrices(text: str, name: str) -> None:
    """What is written as matrices are is one: in ‖…‖_F, before a vector, behind a row, transposed or squared."""
    rng = np.random.default_rng(len(text))
    used: dict[str, np.ndarray] = {each: np.asarray(rng.uniform(0.5, 1.5, shape)) for each, shape in ALL_SQUARE.items() if each in text}
    found = chainrule.derive(text, wrt=name).at({each: own.tolist() for each, own in used.items()}).gradient[name]
    assert np.allclose(found, quotients(WRITTEN_AS_MATRICES[text, name], used, name), rtol=1e-5, atol=1e-6)


def test_whole_matrices_have_no_sympy_form() -> None:
    """SymPy's plain symbols commute, which matrices do not."""
    for text, by in (("f = a^T X^{-1} b", "X"), ("f = a^T X b", "X")):
        whole = chainrule.derive(text, wrt=by)[by].in_vectors
        assert whole is not None
        with pytest.raises(ChainRuleError, match="no SymPy form"):
            _ = whole.sympy


@pytest.mark.parametrize("task", [chainrule.evaluate, chainrule.descend], ids=["evaluate", "descend"])
def test_whole_matrices_are_not_computed_over_samples(task: Callable[..., Any]) -> None:
    """Columns of numbers give no matrices."""
    with pytest.raises(ChainRuleError, match="over samples"):
        task("f = log det(X)", {"X": [1, 2]})


@pytest.mark.parametrize("format", ["text", "latex", "html", "markdown", "typst", "json"])
def test_derivations_by_whole_matrices_in_every_format(format: str) -> None:  # noqa: A002
    """Every format has the rule, the gradient, the condition and the numbers."""
    from chainrule.document import derivation_document, with_numbers
    from chainrule.render import render

    derivation = chainrule.derive("f = tr(A (X + B)^{-1})", wrt="X")
    found = derivation.at(A=[[1, 0], [0, 2]], X=[[2, 1], [1, 3]], B=[[0, 0], [0, 1]])
    written = render(with_numbers(derivation_document(derivation), derivation, found), format)
    assert "det" in written
    assert "inverse" in written or format == "json"
    hidden = render(derivation_document(derivation, hide="answer"), "text")
    assert "∂f/∂X =" not in hidden
    assert "∂f/∂X = −" in render(derivation_document(derivation, hide="steps"), "text")
