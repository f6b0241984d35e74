"""Formulas held in Python tell the arguments of a function that stands with different ones: str() reads back as the same derivative."""

from __future__ import annotations

import pytest

import chainrule

CASES = [
    ("f(x, t) - f(y, t)", "t", "f^(0,1)(x, t) - f^(0,1)(y, t)", r"f^{(0,1)}(x, t) - f^{(0,1)}(y, t)"),
    ("f(x, y)*f(y, x)", "x", "f^(1,0)(x, y)*f(y, x) + f(x, y)*f^(0,1)(y, x)", r"f^{(1,0)}(x, y) \cdot f(y, x) + f(x, y) \cdot f^{(0,1)}(y, x)"),
    ("f(x, t) + t*f(x, t)", "x", "∂f/∂x + t*(∂f/∂x)", r"\frac{\partial f}{\partial x} + t \cdot \frac{\partial f}{\partial x}"),
]


@pytest.mark.parametrize(("text", "wrt", "plain", "latex"), CASES, ids=[text for text, *_ in CASES])
def test_formulas(text: str, wrt: str, plain: str, latex: str) -> None:
    """The short form stays where there is one list of arguments."""
    result = chainrule.derive(text)[wrt]
    assert str(result.tidy) == plain
    assert result.tidy.latex == latex


def test_reads_back() -> None:
    """Differentiated once more, the text of a first derivative gives what the second order gives."""
    first = chainrule.derive("f(x, t) - f(y, t)")["t"].tidy
    assert str(chainrule.derive(str(first), wrt="t")["t"].tidy) == str(chainrule.derive("f(x, t) - f(y, t)", wrt="t", order=2)["t"].tidy)


def test_a_second_derivative_tells_them_too() -> None:
    """Of f(x, t) − f(y, t) by x twice one term is left; it is written as the first derivative is."""
    assert str(chainrule.derive("f(x, t) - f(y, t)", wrt="x", order=2)["x"].tidy) == "f^(2,0)(x, t)"
