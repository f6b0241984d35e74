"""Directional derivatives in words and in signs, against SymPy's gradient."""

from __future__ import annotations

import pytest
import sympy

import chainrule
from chainrule.errors import ChainRuleError

x, y, z, a, b = sympy.symbols("x y z a b")
F = x**2 * y
GIVEN = "f(x, y) = x^2 y; "

ASKED = {
    f"{GIVEN}find the directional derivative in the direction of v = (3, 4) at (1, 2)": (F, (sympy.Rational(3, 5), sympy.Rational(4, 5))),
    "Find the directional derivative of f(x, y) = x^2 y at (1, 2) in the direction u = <3/5, 4/5>": (F, (sympy.Rational(3, 5), sympy.Rational(4, 5))),
    "Find the directional derivative of f(x, y) = x^2 y at (1, 2) in the direction of the vector v = 2i - 3j.": (F, (2, -3)),
    "Find the directional derivative of f(x, y, z) = x y z in the direction of i + j + k": (x * y * z, (1, 1, 1)),
    "Find the directional derivative of f(x, y) = x^2 y in the direction of <1, 1>": (F, (1, 1)),
    "directional derivative of f(x, y) = x^2 y in direction <3, 4> at (1, 2)": (F, (3, 4)),
    "Find the directional derivative of f(x, y) = x^2 y in the direction given by the angle θ = π/6": (F, (sympy.sqrt(3), 1)),
    "Find the rate of change of f(x, y) = x^2 y at (1, 2) in the direction of v = (3, 4)": (F, (3, 4)),
    f"{GIVEN}v = (3, 4), find the derivative of f in the direction of v": (F, (3, 4)),
    f"{GIVEN}find D_u f at (1, 2), where u is the unit vector in the direction of (3, 4)": (F, (3, 4)),
    f"{GIVEN}D_u f, u = (sqrt(3)/2, 1/2)": (F, (sympy.sqrt(3), 1)),
    f"{GIVEN}u = (3/5, 4/5); D_u f = ∇f · u": (F, (3, 4)),
    r"D_{\mathbf{u}} f(x,y) where f(x,y) = x^2 y and \mathbf{u} = \langle \frac{1}{\sqrt{2}}, \frac{1}{\sqrt{2}} \rangle": (F, (1, 1)),
    f"{GIVEN}find the directional derivative of f in the direction of v, where v = (a, b)": (F, (a, b)),
}

WHOLE = {
    f"{GIVEN}v = (3, 4); ∇f · v": (3, 4),
    f"{GIVEN}v = (3, 4); v · ∇f": (3, 4),
    r"\nabla f \cdot \mathbf{v}, f(x,y) = x^2 y, \mathbf{v} = (1, 2)": (1, 2),
}

REFUSED = {
    f"{GIVEN}D_u f, u = (3, 4)": "the direction is no unit vector",
    f"{GIVEN}D_u f, u = (1/sqrt(2), sqrt(2))": "the direction is no unit vector",
    "Find the directional derivative of f(x, y) = x y in the direction (1, 2, 3)": "the direction has 3 components; the function has 2 arguments",
    "Find the directional derivative of f(x, y) = x y": "'directional derivative' is another question",
}


def found(text: str) -> sympy.Expr:
    """Return the derivative along the line."""
    (result,) = chainrule.derive(text).results.values()
    return result.tidy.sympy


def by_gradient(function: sympy.Expr, direction: tuple[sympy.Expr, ...]) -> sympy.Expr:
    """Return ∇f · v."""
    return sum(function.diff(name) * part for name, part in zip((x, y, z), direction, strict=False))


@pytest.mark.parametrize(("text", "expected"), ASKED.items(), ids=ASKED)
def test_directions(text: str, expected: tuple[sympy.Expr, tuple[sympy.Expr, ...]]) -> None:
    """The directional derivative is by the unit vector in the direction that is said."""
    function, direction = expected
    length = sympy.sqrt(sum(sympy.sympify(part) ** 2 for part in direction))
    assert sympy.simplify(found(text) - by_gradient(function, direction) / length) == 0


@pytest.mark.parametrize(("text", "direction"), WHOLE.items(), ids=WHOLE)
def test_gradients_times_vectors(text: str, direction: tuple[int, ...]) -> None:
    """∇f · v is by the vector as it is."""
    assert sympy.simplify(found(text) - by_gradient(F, direction)) == 0


def test_along_a_curve() -> None:
    """∇f(r(t)) · r′(t) is the derivative of f(r(t))."""
    t = sympy.Symbol("t")
    expected = (F.subs({x: t**2, y: t**3}, simultaneous=True)).diff(t)
    assert sympy.simplify(found(f"{GIVEN}r(t) = (t^2, t^3); ∇f(r(t)) · r'(t)") - expected) == 0


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=REFUSED)
def test_refused(text: str, message: str) -> None:
    """A direction that is open is not guessed."""
    with pytest.raises(ChainRuleError, match=message):
        chainrule.derive(text)


ANSWERS = [("16/5", True), ("D_u f(1, 2) = 16/5", True), ("(4, 1)·(3/5, 4/5)", True), ("(6xy + 4x^2)/5", True), ("16", False), ("(4, 1)·(3, 4)", False)]


@pytest.mark.parametrize(("answer", "correct"), ANSWERS)
def test_answers(answer: str, correct: bool) -> None:
    """An answer is a number at the point, or a formula, perhaps as the product of the gradient with the unit vector."""
    assert chainrule.check(next(iter(ASKED)), answer).correct is correct
