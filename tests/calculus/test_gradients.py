"""Gradients by vectors and matrices, against difference quotients of the problem computed with NumPy."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping

import numpy as np
import pytest

import chainrule
from chainrule.calculus.sums.gradients import gradients
from chainrule.notation import unicode
from chainrule.notation.indices import cases_of
from chainrule.syntax import read_problem
from chainrule.tree import Tree, names
from chainrule.vectors.components import indexed

Arrays = Mapping[str, np.ndarray]

FUNCTIONS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "sigmoid": lambda u: 1 / (1 + np.exp(-u)),
    "relu": lambda u: np.maximum(u, 0),
    "step": lambda u: (u > 0) * 1.0,
    "norm 1": lambda u: np.abs(u).sum(),
    "tr": lambda u: np.trace(u),
    **dict.fromkeys(("norm", "norm 2"), lambda u: np.sqrt((u**2).sum())),
    **{name: getattr(np, name) for name in ("tanh", "exp", "log", "sqrt", "sign", "abs")},
}


def value(tree: Tree, at: Arrays) -> np.ndarray:
    """Return the value of an expression of arrays of two dimensions; vectors are columns, and numbers have one row and one column."""
    kind, name, args = tree
    if kind == "symbol":
        return at[name]
    if kind == "number":
        return np.array([[float(name)]])
    if kind == "pow" and args[1][1] == "T":
        return value(args[0], at).T
    if kind == "sum":
        return value(args[0], at).sum().reshape(1, 1)
    parts = [value(each, at) for each in args]
    if kind == "mul":
        return times(parts)
    if kind == "call":
        return np.asarray(FUNCTIONS[name](parts[0])).reshape(-1, parts[0].shape[1] if not name.startswith(("norm", "tr")) or name == "tanh" else 1)
    operations: dict[str, Callable[..., np.ndarray]] = {
        "neg": np.negative,
        "add": lambda *terms: sum(terms),
        "div": np.divide,
        "pow": np.power,
        "hadamard": lambda *each: np.prod(np.broadcast_arrays(*each), axis=0),
    }
    return operations[kind](*parts)


def times(parts: list[np.ndarray]) -> np.ndarray:
    """Return a product of matrices; numbers multiply every component, and two columns side by side each component by the other's."""
    found = np.array([[1.0]])
    for part in parts:
        plain = 1 in (found.size, part.size) or (found.shape == part.shape and found.shape[0] != found.shape[1])
        found = found * part if plain else found @ part
    return found


def forward(problem: chainrule.Problem, known: dict[str, np.ndarray]) -> float:
    """Return the value of the definition that no other uses, and note those of all."""
    waiting = list(problem.vectors.written)
    while waiting:
        ready = next(each for each in waiting if not any(other.name in names(each.tree) for other in waiting))
        known[ready.name] = value(ready.tree, known)
        waiting.remove(ready)
    used = {name for each in problem.vectors.written for name in names(each.tree)}
    output = next(each.name for each in problem.vectors.written if each.name not in used)
    return known[output].item()


m, n, k = (3, 1), (4, 1), (2, 1)
PROBLEMS = {
    ("L = ||X w - y||^2", "w"): ({"X": (3, 4), "w": n, "y": m}, "2X^T · (X·w − y)"),
    ("L = 1/2 ||X w - y||^2 + λ/2 ||w||^2", "w"): ({"X": (3, 4), "w": n, "y": m, "λ": (1, 1)}, "X^T · (X·w − y) + λ·w"),
    ("L = (y - X β)^T (y - X β) + λ β^T β", "β"): ({"X": (3, 4), "β": n, "y": m, "λ": (1, 1)}, "−2X^T · (y − X·β) + 2λ·β"),
    ("L = ||Y - X W||_F^2 where X, Y and W are matrices", "W"): ({"X": (3, 4), "Y": (3, 2), "W": (4, 2)}, "−2X^T · (Y − X·W)"),
    ("z = W x + b, a = σ(z), L = 1/2 ||a - y||^2", "W"): ({"W": (3, 4), "x": n, "b": m, "y": m}, "((a − y) ⊙ a ⊙ (1 − a))·x^T"),
    ("z = W x + b, a = σ(z), L = 1/2 ||a - y||^2", "b"): ({"W": (3, 4), "x": n, "b": m, "y": m}, "(a − y) ⊙ a ⊙ (1 − a)"),
    ("z = W x + b, a = σ(z), L = 1/2 ||a - y||^2", "x"): ({"W": (3, 4), "x": n, "b": m, "y": m}, "W^T · ((a − y) ⊙ a ⊙ (1 − a))"),
    ("z_1 = W_1 x + b_1, h = tanh(z_1), z_2 = W_2 h + b_2, L = ||z_2 - y||^2", "W_1"): (
        {"W_1": (3, 4), "x": n, "b_1": m, "W_2": (2, 3), "b_2": k, "y": k}, "2((W₂^T · (z₂ − y)) ⊙ (1 − h²))·x^T"),
    ("L = ||W_2 relu(W_1 x) - y||^2", "W_1"): ({"W_1": (3, 4), "x": n, "W_2": (2, 3), "y": k}, "2((W₂^T · (W₂ ReLU(W₁·x) − y)) ⊙ step(W₁·x))·x^T"),
    ("f(x) = x^T A x", "x"): ({"x": n, "A": (4, 4)}, "A·x + A^T · x"),
    ("f(x) = x^T A x", "A"): ({"x": n, "A": (4, 4)}, "x·x^T"),
    ("f(x) = 1/2 x^T A x - b^T x", "x"): ({"x": n, "A": (4, 4), "b": n}, "1/2 · A·x + 1/2 · A^T · x − b"),
    ("r = y - X w, L = r^T r", "w"): ({"X": (3, 4), "w": n, "y": m}, "−2X^T · r"),
    ("e = y - A x, L = e^T W e", "x"): ({"A": (3, 4), "x": n, "y": m, "W": (3, 3)}, "−A^T · (W·e + W^T · e)"),
    ("f = t^T A t", "t"): ({"t": n, "A": (4, 4)}, "A·t + A^T · t"),
    ("L = 1/m (w^T w + c)", "w"): ({"w": n, "m": (1, 1), "c": (1, 1)}, "2w/m"),
    ("L = 1/N (||X w - y||^2 + λ ||w||^2)", "w"): ({"X": (3, 4), "w": n, "y": m, "λ": (1, 1), "N": (1, 1)}, None),
    ("L = (w^T x + b - y)^2", "w"): ({"w": n, "x": n, "b": (1, 1), "y": (1, 1)}, "2(s + b − y)·x"),
    ("L = (w^T x + b - y)^2", "b"): ({"w": n, "x": n, "b": (1, 1), "y": (1, 1)}, "2(s + b − y)"),
    ("L = log(1 + exp(-y w^T x)) + λ||w||^2", "w"): ({"w": n, "x": n, "y": (1, 1), "λ": (1, 1)}, "2λ·w − y exp(−y·s)·x/(1 + exp(−y·s))"),
    ("L = ||x||, x ∈ R^n", "x"): ({"x": n}, "x/‖x‖"),
    ("f = exp(-γ||x - z||^2)", "x"): ({"x": n, "z": n, "γ": (1, 1)}, "−2f·γ·(x − z)"),
    ("q = u^T v/(||u|| ||v||)", "u"): ({"u": n, "v": n}, None),
    ("s = ||A x - b||/||x||, A is a matrix", "x"): ({"A": (3, 4), "x": n, "b": m}, "−‖A·x − b‖·x/‖x‖³ + (A^T · (A·x − b))/(‖x‖·‖A·x − b‖)"),
    ("L = sum(exp(x)), x is a vector", "x"): ({"x": n}, "exp(x)"),
    ("J = ||w||_1 + 1/2 ||w||_2^2", "w"): ({"w": n}, "sgn(w) + w"),
    ("f = a^T X b", "X"): ({"a": m, "X": (3, 4), "b": n}, "a·b^T"),
    ("f = a^T X^T b", "X"): ({"a": n, "X": (3, 4), "b": m}, "b·a^T"),
    ("L = ||x - D E x||^2, D and E are matrices", "E"): ({"x": n, "D": (4, 2), "E": (2, 4)}, "−2D^T · (x − D·E·x)·x^T"),
    ("p = σ(X w), L = -y^T log(p) - (1-y)^T log(1-p)", "w"): ({"X": (3, 4), "w": n, "y": m}, "X^T · (p − y)"),
    ("f(X) = tr(A X)", "X"): ({"X": (3, 4), "A": (4, 3)}, "A^T"),
    ("f(X) = tr(A X B)", "X"): ({"X": (3, 4), "A": (2, 3), "B": (4, 2)}, "A^T · B^T"),
    ("f = tr(X^T A X)", "X"): ({"X": (3, 2), "A": (3, 3)}, "A·X + A^T · X"),
    ("L = tr((Y - X W)^T (Y - X W))", "W"): ({"X": (3, 4), "Y": (3, 2), "W": (4, 2)}, "−2X^T · (Y − X·W)"),
    ("f = log(2 + tr(2 X Y - A B))", "X"): ({"X": (3, 4), "Y": (4, 3), "A": (3, 2), "B": (2, 3)}, None),
    ("M = x x^T, f = tr(A M)", "x"): ({"x": n, "A": (4, 4)}, "A^T · x + A·x"),
    ("K = A^T A, L = ||K||_F^2", "A"): ({"A": (3, 4)}, None),
    ("L = ||X - a b^T||_F^2", "X"): ({"X": (3, 4), "a": m, "b": n}, "2(X − a·b^T)"),
    ("L = ||X - u v^T||_F^2", "u"): ({"X": (3, 4), "u": m, "v": n}, "−2(X − u·v^T)·v"),
    ("L = ||X - λ u u^T||_F^2", "X"): ({"X": (4, 4), "u": n, "λ": (1, 1)}, "2(X − λ·u·u^T)"),
    ("f = tr(a b^T X)", "X"): ({"X": (4, 3), "a": m, "b": n}, "b·a^T"),
    ("f = tr(x y^T)", "y"): ({"x": n, "y": n}, "x"),
    ("f(x) = (x - μ)^T Σ^{-1} (x - μ)", "μ"): ({"x": n, "μ": n, "Σ_inv": (4, 4)}, "−Σ_inv·(x − μ) − Σ_inv^T · (x − μ)"),
    ("f = exp(-1/2 x^T S^{-1} x)", "x"): ({"x": n, "S_inv": (4, 4)}, None),
    ("f = b^T A^{-T} x", "x"): ({"x": n, "b": n, "A_inv": (4, 4)}, "A_inv·b"),
    ("δ = (a - y) ⊙ a ⊙ (1 - a), L = ||δ||^2", "a"): ({"a": n, "y": n}, None),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "given"), PROBLEMS.items(), ids=[" by ".join(each) for each in PROBLEMS])
def test_gradients(asked: tuple[str, str], given: tuple[dict[str, tuple[int, int]], str | None]) -> None:
    """A gradient is what difference quotients of the problem's own arrays are, and its component the derivative that was proven."""
    (text, by), (shapes, written) = asked, given
    problem, result = read_problem(text, wrt=(by,)), next(iter(chainrule.derive(text, wrt=by)))
    random = np.random.default_rng(1)
    at = {name: random.uniform(0.2, 1.3, shape) for name, shape in shapes.items()}
    way = gradients(problem, result.of, by)
    known = dict(at)
    forward(problem, known)
    found = value(way.value, known)
    assert found.shape == at[by].shape
    for place in np.ndindex(at[by].shape):
        step = np.zeros(at[by].shape)
        step[place] = 1e-6
        slope = (forward(problem, {**at, by: at[by] + step}) - forward(problem, {**at, by: at[by] - step})) / 2e-6
        assert found[place] == pytest.approx(slope, rel=1e-6, abs=1e-7)
    proven = result.gradients
    assert proven is not None
    assert written is None or unicode(proven.value) == written


def test_a_wrong_gradient_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gradient whose component is not the proven derivative is left out."""
    text = "z = W x, L = ||z - y||^2"
    assert next(iter(chainrule.derive(text, wrt="W"))).gradients is not None
    monkeypatch.setattr("chainrule.calculus.sums.gradients.negative", lambda tree: tree)
    monkeypatch.setattr("chainrule.calculus.sums.gradients.Backwards.flipped", lambda _, tree: tree)
    assert next(iter(chainrule.derive(text, wrt="W"))).gradients is None
    assert next(iter(chainrule.derive("y = x^2"))).gradients is None


def test_a_vector_stands_for_its_component() -> None:
    """A result is found by the vector that was asked for, and holds the whole gradient."""
    derivation = chainrule.derive("L = ||X w - y||^2", wrt="w")
    assert derivation["w"] == derivation["w_j"]
    assert str(derivation["w"].in_vectors) == "2*X^T*(X*w - y)"
    assert chainrule.derive("y = x^2")["x"].in_vectors is None


BY_SUMS = {
    "L(w) = Σ_i (w^T x_i - y_i)^2": "2 Σ_{i=1}^{n} (w^T · xᵢ − yᵢ)·xᵢ",
    "L = Σ_i ||y_i - W x_i||^2; dL/dW": "−2 Σ_{i=1}^{n} (yᵢ − W·xᵢ)·xᵢ^T",
    "L = max(0, 1 - y w^T x) + λ||w||^2; dL/dw": "2λ·w − y step(1 − y·s)·x",
    "p = softmax(z), L = -y^T log p; dL/dz": "(Σ_{i=1}^{n} yᵢ)·p − y",
    "z = W x + b, p = softmax(z), L = -Σ_k y_k log p_k; dL/dW": "((Σ_{i=1}^{n} yᵢ)·p − y)·x^T",
    "p = softmax(z), L = ||p - t||^2; dL/dz": "2((p − t) ⊙ p) − 2p^T · (p − t)·p",
    "L = ||X W + b - Y||_F^2; dL/db": "2𝟏^T · (X·W + b − Y)",
    "L = ||X w + b - y||^2; dL/db": "2𝟏^T · (X·w + b − y)",
    "Z = W X, H = tanh(Z), L = ||H - Y||_F^2; dL/dW": "2((H − Y) ⊙ (1 − H²))·X^T",
    "L = mean((X w - y)^2); dL/dw": "(2X^T · (X·w − y))/n",
    "L = sum((y - ŷ)^2); ŷ = X w + b; dL/dw": "−2X^T · (y − ŷ)",
    "L = sum(log(1 + exp(-y * (X w)))); dL/dw": "−X^T · (exp(−y ⊙ (X·w)) ⊙ y/(1 + exp(−y ⊙ (X·w))))",
    "K = exp(-||x - y||²/(2 s²)); dK/ds": "K·‖x − y‖²/s³",
    "K = exp(-||x - y||²/(2 s²)); dK/dy": "K·(x − y)/s²",
    "L = CE(softmax(W x + b), y); dL/dW": "(p − y)·x^T",
    "L = ||M ⊙ (X - U V^T)||_F^2; dL/dU": "−2(M ⊙ (X − U·V^T) ⊙ M)·V",
}


@pytest.mark.parametrize("text", BY_SUMS)
def test_gradients_confirmed_by_sums(text: str) -> None:
    """Sums over samples, softmax, biases and ⊙ have gradients too; each is confirmed against the sums as written."""
    found = next(iter(chainrule.derive(text))).in_vectors
    assert found is not None
    assert unicode(found.tree) == BY_SUMS[text]


def by_components(problem: chainrule.Problem, at: Arrays) -> float:
    """Return the value of the output by the components of the definitions, sums written out over the arrays' own sizes."""
    trees = {each.name: each.tree for each in problem.definitions}
    patterns = {indexed(each.name, each.indices): each for each in problem.vectors.each}
    sizes: dict[str, int] = {}
    for each in problem.vectors.each:
        sizes |= {count: size for (_, count), size in zip(each.axes, at[each.name].shape if each.name in at else (), strict=False)}

    def evaluate(tree: Tree, case: Mapping[str, int]) -> float:
        kind, name, args = tree
        if kind == "symbol":
            return named(name, case)
        if kind == "number":
            return float(name)
        if kind == "sum":
            return sum(evaluate(args[0], {**case, name: place}) for place in range(sizes[args[2][1]]))
        parts = [evaluate(each, case) for each in args]
        if kind == "call":
            return float(FUNCTIONS[name](np.array(parts[0])))
        operations = {"neg": operator.neg, "add": lambda *each: sum(each), "mul": lambda *each: math.prod(each), "div": operator.truediv, "pow": pow}
        return operations[kind](*parts)

    def named(name: str, case: Mapping[str, int]) -> float:
        for pattern, vector in patterns.items():
            letters = dict(zip(vector.indices, vector.indices, strict=True)) if name == pattern else cases_of(name, pattern, vector.indices)
            if letters:
                places = tuple(case[letters[each]] for each in vector.indices)
                if pattern in trees:
                    return evaluate(trees[pattern], dict(zip(vector.indices, places, strict=True)))
                return at[vector.name][places if len(places) == 2 else (*places, 0)].item()
        return evaluate(trees[name], {}) if name in trees else at[name].item()

    return evaluate(trees[next(name for name in trees if name not in patterns and not any(name in names(tree) for tree in trees.values()))], {})


@pytest.mark.parametrize(("asked", "given"), PROBLEMS.items(), ids=[" by ".join(each) for each in PROBLEMS])
def test_components_have_the_value_of_the_arrays(asked: tuple[str, str], given: tuple[dict[str, tuple[int, int]], str | None]) -> None:
    """What is read by components is what the arrays of the text are, computed with NumPy."""
    (text, by), (shapes, _) = asked, given
    problem = read_problem(text, wrt=(by,))
    random = np.random.default_rng(2)
    at = {name: random.uniform(0.2, 0.8, shape) for name, shape in shapes.items()}
    assert by_components(problem, at) == pytest.approx(forward(problem, dict(at)), rel=1e-12)
