"""Numbers from given values of unspecified functions."""

from __future__ import annotations

import math

import pytest
import sympy

import chainrule
from chainrule.errors import NumericError
from chainrule.numeric.program import value_of

X, Y = sympy.symbols("x y")

# A problem, the point, and definite functions from which the values are taken that the problem then gives.
COMPOSED = {
    "f(g(x))": (3, {"f": X**3 - X, "g": X**2 - 2}),
    "f(x) g(x)": (2, {"f": 3 - X**2, "g": 5 * X}),
    "f(x)/g(x)": (2, {"f": 3 - X**2, "g": X + 1}),
    "f(x)^3": (2, {"f": X**2 - 1}),
    "x f(x^2 + 1)": (2, {"f": X**2 / 5}),
    "sqrt(g(x))": (1, {"g": X + 3}),
    "f(g(h(x)))": (1, {"f": 2 * X**2, "g": X**2 + 1, "h": 2 * X}),
    "f(f(x))": (2, {"f": X**2 - 1}),
    "exp(f(x)) - 5g(x)": (0, {"f": sympy.sin(X), "g": X**3 + X}),
}


def given(function: str, expression: sympy.Expr, places: set[sympy.Expr]) -> str:
    """Return f(2) = …, f'(2) = … and f''(2) = … at every place."""
    marks = enumerate(("", "'", "''"))
    return ", ".join(f"{function}{mark}({place}) = {sympy.diff(expression, X, order).subs(X, place)}" for order, mark in marks for place in sorted(places))


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize(("formula", "point", "functions"), [(formula, *rest) for formula, rest in COMPOSED.items()], ids=COMPOSED)
def test_as_with_definite_functions(formula: str, point: int, functions: dict[str, sympy.Expr], order: int) -> None:
    """The derivative that follows from given values is the one of any functions that have these values."""
    calls = {name: sympy.Lambda(X, expression) for name, expression in functions.items()}
    whole = sympy.sympify(formula.replace(") g", ")*g").replace("x f", "x*f").replace("5g", "5*g"), locals=calls)
    places: set[sympy.Expr] = {sympy.Integer(point), sympy.Integer(point**2 + 1)}
    for _ in range(2):
        places |= {call(place) for call in calls.values() for place in places}
    text = f"F(x) = {formula}, " + ", ".join(given(name, expression, places) for name, expression in functions.items())
    derivation = chainrule.derive(text, order=order)
    assert derivation.at(x=point).gradient["x"] == pytest.approx(float(sympy.diff(whole, X, order).subs(X, point)))


def test_two_arguments() -> None:
    """Partial derivatives of f(x, y) are taken where x and y are at the point."""
    function, path = X**2 * Y - 3 * Y, {X: sympy.Symbol("t") ** 2, Y: 3 * sympy.Symbol("t")}
    f_x, f_y = (sympy.diff(function, name).subs({X: 4, Y: 6}) for name in (X, Y))
    derivation = chainrule.derive(f"z = f(x, y), x = t^2, y = 3t, f_x(4, 6) = {f_x}, f_y(4, 6) = {f_y}")
    assert derivation.at(t=2).gradient["t"] == float(sympy.diff(function.subs(path, simultaneous=True), "t").subs("t", 2))


TEXTBOOK = {
    "W(s, t) = F(u(s, t), v(s, t)), u(1,0) = 2, u_s(1,0) = -2, v(1,0) = 3, v_s(1,0) = 5, F_u(2,3) = -1, F_v(2,3) = 10. Find W_s(1,0)": 52,
    "g(u, v) = f(e^u + sin v, e^u + cos v), f_x(1, 2) = 2, f_y(1, 2) = 5. Find g_u(0, 0)": 7,
    "F(x) = f(x f(x f(x))), where f(1) = 2, f(2) = 3, f'(1) = 4, f'(2) = 5, and f'(3) = 6, find F'(1).": 198,
    "F(x) = f(3f(4f(x))), where f(0) = 0 and f'(0) = 2, find F'(0).": 96,
    "z = f(x, y), x = g(t), y = h(t), g(3) = 2, g'(3) = 5, h(3) = 7, h'(3) = -4, f_x(2, 7) = 6, f_y(2, 7) = -8. Find dz/dt when t = 3": 62,
    "If h(x) = sqrt(4 + 3f(x)), where f(1) = 7 and f'(1) = 4, find h'(1).": 1.2,
    "Suppose f(5) = 1, f'(5) = 6, g(5) = -3, and g'(5) = 2. Find (f/g)'(5).": -20 / 9,
    "u(0) = 5, u'(0) = -3, v(0) = -1, v'(0) = 2. Find d/dx (uv) at x = 0": 13,
}


@pytest.mark.parametrize(("text", "value"), TEXTBOOK.items(), ids=TEXTBOOK)
def test_textbook(text: str, value: float) -> None:
    """Problems of textbooks (Stewart, Thomas) come out as their answers have it."""
    derivation = chainrule.derive(text)
    asked = derivation.stages[0].graph.problem.values_for(derivation.wrt[0])
    point = {name: float(value_of(tree, {})) for name, tree in asked.items()}
    assert derivation.at(point).gradient[derivation.wrt[0]] == pytest.approx(value)


def test_values_that_follow() -> None:
    """Only what follows from the given values has a number; the output's own is not needed for its derivative."""
    found = chainrule.derive("F(x) = f(g(x)), g(3) = 6, g'(3) = 4, f'(6) = 7").at(x=3)
    assert (dict(found.values), dict(found.gradient)) == ({"x": 3.0, "u": 6.0}, {"F": 1.0, "u": 7.0, "x": 28.0})
    with pytest.raises(NumericError, match=r"f\(6\) is needed and not given"):
        _ = found.values["F"]


def test_places_by_their_value() -> None:
    """A place is found by its value, however it is written."""
    found = chainrule.derive("F(x) = f(g(x)), g(1/2) = 2/√2, g'(0.5) = 4, f'(√2) = 7").at(x=0.5)
    assert found.gradient["x"] == 28.0
    assert chainrule.derive("y = f(sin(x)), f'(0) = 2").at(x=math.pi).gradient["x"] == pytest.approx(-2)


MISSING = {
    "F(x) = f(g(x)), g(3) = 6, f'(6) = 7": "g′(3) is needed and not given",
    "F(x) = f(g(x)), g(3) = 6": "f′(6) and g′(3) are needed and not given",
    "F(x) = f(g(x)), f'(6) = 7": "g(3) and g′(3) are needed and not given",
    "F(x) = f(g(x)), g'(3.001) = 4, g(3) = 6, f'(6) = 7": "g′(3) is needed and not given",
    "F(x) = f(x, 2x), f_1(3, 6) = 7": "f₂(3, 6) is needed and not given",
}


@pytest.mark.parametrize(("text", "message"), MISSING.items(), ids=MISSING)
def test_missing(text: str, message: str) -> None:
    """No value is made up: what is needed and not given is said."""
    with pytest.raises(NumericError) as caught:
        _ = chainrule.derive(text).at(x=3).gradient["x"]
    assert caught.value.message == message


def test_refused() -> None:
    """Two values at one place, a value that is none, and samples are refused."""
    with pytest.raises(NumericError, match="a second value at the same place"):
        chainrule.derive("y = f(x), f(1/2) = 3, f(0.5) = 4")
    with pytest.raises(NumericError, match="no finite real number"):
        chainrule.derive("y = f(x), f(1/0) = 3")
    with pytest.raises(NumericError, match="at one point"):
        chainrule.derive("y = f(x), f'(2) = 3").at(x=[1, 2])
    with pytest.raises(NumericError, match="F is not a finite real number"):
        chainrule.derive("F(x) = sqrt(g(x)), g(3) = -6, g'(3) = 1").at(x=3)
    with pytest.raises(NumericError, match="dF/du is not a finite real number"):
        _ = chainrule.derive("F(x) = sqrt(g(x)), g(3) = 0, g'(3) = 1").at(x=3).gradient


def test_symbolic_as_ever() -> None:
    """Given values leave the derivation itself as it is."""
    assert str(chainrule.derive("F(x) = f(g(x)), g(3) = 6, g'(3) = 4, f'(6) = 7")["x"].tidy) == "f'(g(x))*g'(x)"
