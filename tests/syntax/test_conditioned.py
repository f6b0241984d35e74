"""Functions under a condition, and unspecified ones whose index is what they are differentiated by."""

import pytest

from chainrule.syntax import read_expression, read_problem
from chainrule.tree import Tree, apply, call, names, symbol


def _of(name: str, *args: str) -> Tree:
    return apply(name, tuple(symbol(each) for each in args))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("J = log p(x|θ), dJ/dθ", call("log", _of("p", "x", "θ"))),
        ("J = log p(x ∣ θ), dJ/dθ", call("log", _of("p", "x", "θ"))),
        ("J = log π_θ(a|s), dJ/dθ", call("log", _of("π_θ", "a", "s", "θ"))),
        ("J = log pi_theta(a|s), dJ/dtheta", call("log", _of("pi_theta", "a", "s", "theta"))),
        ("J = log π(a|s; θ), dJ/dθ", call("log", _of("π_θ", "a", "s", "θ"))),
        (r"\nabla_\theta \log \pi_\theta(a \mid s)", call("log", _of("π_θ", "a", "s", "θ"))),
        (r"J = \log \pi_{\theta}\left(a \mid s\right), dJ/d\theta", call("log", _of("π_θ", "a", "s", "θ"))),
        ("J = log q_φ(z|x), dJ/dz", call("log", _of("q_φ", "z", "x"))),
        ("J = log p_w(x), dJ/dw", call("log", _of("p_w", "x", "w"))),
        ("J = log p_w(x, w), dJ/dw", call("log", _of("p_w", "x", "w"))),
    ],
)
def test_condition_is_an_argument(typed: str, read: Tree) -> None:
    """What stands behind the bar is an argument, and so is the index where the derivative is by it."""
    assert read_problem(typed).definitions[0].tree == read


def test_defined_under_a_condition() -> None:
    """A function that a formula gives depends on what the formula shows, whether a bar or a semicolon stands in its brackets."""
    for typed in ("π_θ(a|s) = exp(a θ s), d/dθ log π_θ(a|s)", "π(a|s; θ) = exp(a θ s), d/dθ log π(a|s; θ)"):
        first = read_problem(typed).definitions[0]
        assert first.parameters == ("a", "s")
        assert sorted(names(first.tree)) == ["a", "s", "θ"]


@pytest.mark.parametrize("typed", ["J = a|x|y|z|", "J = a(|x|y|z|)", "J = |a (x)| + |y (z)|", "J = a(x)|y|(z)"])
def test_bars_of_absolute_values(typed: str) -> None:
    """Bars that go together stay absolute values."""
    assert "abs" in str(read_problem(typed).definitions[0].tree)


@pytest.mark.parametrize("typed", ["dπ_θ/dθ", "dπ/dθ", "∂π/∂θ"])
def test_answer_about_an_index(typed: str) -> None:
    """In an answer a function may stand without the index that it is differentiated by, and without that as an argument."""
    known = {"π_θ": ("a", "s", "θ")}
    assert read_expression(typed, functions=known) == apply("π_θ", tuple(map(symbol, "asθ")), (0, 0, 1))
    for call_of_it in ("π_θ(a|s)", "π(a|s; θ)", "π_θ(a, s, θ)"):
        assert read_expression(call_of_it, functions=known) == _of("π_θ", "a", "s", "θ")
