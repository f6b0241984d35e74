"""Indices above names alone: layers and samples, where the text shows that they are no powers."""

from __future__ import annotations

import pytest

from chainrule import check, derive, evaluate
from chainrule.errors import ReadError
from chainrule.notation import text
from chainrule.syntax import read_expression, read_problem

LAYER = r"z^{(L)} = w^{(L)} a^{(L-1)} + b^{(L)}, a^{(L)} = \sigma(z^{(L)}), C = (a^{(L)} - y)^2"

NAMES = {
    LAYER: {"z^(L)", "w^(L)", "a^(L-1)", "b^(L)", "a^(L)", "y"},
    "z^(L) = w^(L) x; a^(L) = σ(z^(L))": {"w^(L)", "x", "z^(L)"},
    r"a^{(1)} = \tanh(w^{(1)} x), a^{(2)} = \tanh(w^{(2)} a^{(1)})": {"a^(1)", "w^(1)", "w^(2)", "x"},
    "a^(1) = 2x; C = a^(1) + x": {"a^(1)", "x"},
    r"J = \sum_{i=1}^m (w x^{(i)} - y^{(i)})^2": {"w", "x^(i)", "y^(i)", "m"},
    "J = Σ_{i=1}^m (w x^(i) - y^(i))^2": {"w", "x^(i)", "y^(i)", "m"},
    r"L = \frac12 (y^{(i)} - wx^{(i)})^2": {"w", "x^(i)", "y^(i)"},
    "z^l = w^l a^{l-1} + b^l; a^l = σ(z^l)": {"w^(l)", "a^(l-1)", "b^(l)", "z^(l)"},
    r"C = (y - a^L)^2, a^L = \sigma(z^L)": {"y", "a^(L)", "z^(L)"},
    r"a^l_j = \sigma(w^l_{jk} a^{l-1}_k + b_j^l)": {"w_jk^(l)", "a_k^(l-1)", "b_j^(l)"},
    "a^{[l]} = σ(w^{[l]} a^{[l-1]} + b^{[l]})": {"w^[l]", "a^[l-1]", "b^[l]"},
    "a^[l] = σ(w^[l] a^[l-1]), C = (a^[2] - y)^2": {"w^[l]", "a^[l-1]", "a^[2]", "y"},
    "a^l = σ(w^l a^{l-1}), C = (a^3 - y)^2": {"w^(l)", "a^(l-1)", "a^(3)", "y"},
    "C = 1/2 (y - a^L(x))^2": {"y", "a^(L)"},
    r"C = \frac12 (y - a^{L-1}(x))^2": {"y", "a^(L-1)"},
    r"w^{t+1} = w^t - \eta g^t": {"w^(t)", "η", "g^(t)"},
}

POWERS = {
    r"f(x) = x^{(3)} + 2x^{(2)}": "x^3 + 2*x^2",
    r"\frac{d}{dx} a^{(x)}": "a^x",
    "y = e^{(x)}": "e^x",
    "s = sum(x^(k)/k, k=1..4)": "sum(x^k/k, k, 1, 4)",
    "s = Σ_k x^(k)": "sum(x^k, k, 1, n)",
    "y = x^t + a^(t)": "x^t + a^t",
    "y = a^l; l = 2x": "a^l",
    "y = a^L(x), L(x) = 2x": "a^L(x)",
    "y = x^[2-1]": "x^(2 - 1)",
    "z^l = w^l x^2": "w^(l)*x^2",
}


@pytest.mark.parametrize(("typed", "used"), NAMES.items(), ids=NAMES)
def test_indices(typed: str, used: set[str]) -> None:
    """Brackets and letters above are indices where the names are defined so, or a sum runs over them."""
    problem = read_problem(typed)
    assert {name for definition in problem.definitions for name in _symbols(definition.tree)} == used


@pytest.mark.parametrize(("typed", "tree"), POWERS.items(), ids=POWERS)
def test_powers(typed: str, tree: str) -> None:
    """Without such a sign they are powers."""
    assert text(read_problem(typed).definitions[0].tree) == tree


@pytest.mark.parametrize("typed", ["x^{(2)} = 4y", "x^(2) = 4y", "x^y = y^x", "x^2 = 4y"])
def test_equations(typed: str) -> None:
    """A power on the left side is an equation, and no name."""
    assert read_problem(typed).equation is not None


@pytest.mark.parametrize("typed", ["y = x^2 a^L(x)", r"C = \frac{1}{2n} \sum_x \|y(x) - a^L(x)\|^2"])
def test_input_of_a_layer(typed: str) -> None:
    """The input of a layer is set aside only where nothing else depends on it."""
    with pytest.raises(ReadError, match="is the output of a layer for the input x, or a power"):
        read_problem(typed)


def test_layer() -> None:
    """The derivation keeps the notation, and its results read back."""
    derivation = derive(LAYER, wrt="w^(L)")
    tidy = derivation["w^(L)"].tidy
    assert read_expression(str(tidy), names=derivation.graph.ids) == tidy.tree
    assert "a^{(L-1)}" in tidy.latex
    found = derivation.at({"w^(L)": 2, "a^(L-1)": 1, "b^(L)": -2, "y": 1})
    assert found.gradient["w^(L)"] == pytest.approx(2 * (0.5 - 1) * 0.25)


@pytest.mark.parametrize("answer", [r"2(a^{(L)} - y)\sigma'(z^{(L)})a^{(L-1)}", "2(a^(L)-y) a^(L) (1-a^(L)) a^(L-1)", "2(a^L-y) a^L (1-a^L) a^{L-1}"])
def test_answers(answer: str) -> None:
    """An answer may write the index as the problem does, or without its brackets."""
    assert check(LAYER, answer, wrt="w^(L)").correct
    assert not check(LAYER, answer.replace("2(", "("), wrt="w^(L)").correct


@pytest.mark.parametrize("hypothesis", [r"\hat{y}^{(i)} = \theta_1 x^{(i)} + \theta_0", r"\hat{y} = \theta_1 x^{(i)} + \theta_0"])
def test_samples(hypothesis: str) -> None:
    """x^(i) is the value of a sample: columns fill it, and J(θ) is differentiated by the components of θ."""
    problem = rf"J(\theta) = \frac1m \sum_{{i=1}}^m (\hat{{y}}^{{(i)}} - y^{{(i)}})^2, {hypothesis}"
    assert set(derive(problem).results) == {"θ_0", "θ_1"}
    found = evaluate(problem, {"x": [1, 2, 3], "y": [2, 3, 5]}, {"θ_0": 0, "θ_1": 1})
    assert found.gradient["θ_0"] == pytest.approx(2 / 3 * (-1 - 1 - 2))
    assert found.gradient["θ_1"] == pytest.approx(2 / 3 * (-1 - 2 - 6))


def test_applied_to_a_sample() -> None:
    """A function of the reader's may be applied to the value of a sample."""
    derivation = derive(r"J(\theta) = \frac{1}{2m} \sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)})^2, h_\theta(x) = \theta_0 + \theta_1 x")
    assert str(derivation["θ_1"].tidy) == "sum((θ_0 + θ_1*x^(i) - y^(i))*x^(i), i, 1, m)/m"


def _symbols(tree):
    from chainrule.tree import names

    bound = {item.value for item in _sums(tree)}
    return set(names(tree)) - bound


def _sums(tree):
    from chainrule.tree import postorder

    return [item for item in postorder(tree) if item.kind == "sum"]
