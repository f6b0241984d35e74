"""Vectors that are given by their components inside expressions, against SymPy's matrices."""

from __future__ import annotations

import pytest
import sympy

import chainrule
from chainrule.errors import ChainRuleError

t, x, y, a, g, j, k = sympy.symbols("t x y a g j k")
R, U, V = sympy.Matrix([sympy.cos(t), sympy.sin(t), t]), sympy.Matrix([t, t**2, 1]), sympy.Matrix([sympy.sin(t), sympy.cos(t), t])
DR, D2R = R.diff(t), R.diff(t, 2)
GIVEN = "r(t) = (cos t, sin t, t); u(t) = (t, t^2, 1); v(t) = (sin t, cos t, t); "

NUMBERS = {
    "d/dt (u(t) · v(t))": U.dot(V),
    "d/dt (u·v)": U.dot(V),
    "d/dt |u(t)|": sympy.sqrt(U.dot(U)),
    "d/dt ‖u(t)‖": sympy.sqrt(U.dot(U)),
    "d/dt ||r||^2": R.dot(R),
    "d/dt |r'(t)|": sympy.Integer(2) ** sympy.Rational(1, 2),
    "r(t) · r'(t)": R.dot(DR),
    "d/dt (u · (v × r))": U.dot(V.cross(R)),
    "d/dt (u × v · r)": U.cross(V).dot(R),
    "d/dt (u(t)^T v(t))": U.dot(V),
    "d/dt (2 u·v - |r|^2)": 2 * U.dot(V) - R.dot(R),
    "d/dt (r(t) · r''(t))": R.dot(D2R),
    "d/dt |u(t) - v(t)|^2": (U - V).dot(U - V),
    "d/dt (u(t^2) · v(t))": U.subs(t, t**2).dot(V),
    "d/dt (u · dv/dt)": U.dot(V.diff(t)),
}

VECTORS = {
    "d/dt (u × v)": U.cross(V),
    "d/dt [u(t) × v(t)]": U.cross(V),
    r"d/dt (u(t) \times v(t))": U.cross(V),
    "d/dt (t^2 u(t))": t**2 * U,
    "d/dt (u + 3 v)": U + 3 * V,
    "d/dt (u/t)": U / t,
    "d/dt u(sin t)": U.subs(t, sympy.sin(t)),
    "d/dt (r × r')": R.cross(DR),
    "d/dt (v × v)": V.cross(V),
    "w(t) = r'(t)/|r'(t)|; w'(t)": DR / sympy.sqrt(2),
    "w(t) = -u(t^2); find w'(t)": -U.subs(t, t**2),
    "d/dt ((u·v) r)": None,
}

ALONE = {
    "r(t) = e^t (cos t, sin t)": [sympy.exp(t) * sympy.cos(t), sympy.exp(t) * sympy.sin(t)],
    "r(t) = (1, 2) + t(3, 4)": [1 + 3 * t, 2 + 4 * t],
    "d/dt ((t, t^2) · (sin t, cos t))": t * sympy.sin(t) + t**2 * sympy.cos(t),
    "d/dt |(cos t, 2 sin t)|": sympy.sqrt(sympy.cos(t) ** 2 + 4 * sympy.sin(t) ** 2),
    "c = (3, 4); r(t) = (t, t^2); d/dt (c · r(t))": 3 * t + 4 * t**2,
    "r(t) = t i + t^2 j; d/dt |r(t)|": sympy.sqrt(t**2 + t**4),
    "u = (t, t^2, 1)\nv = t i + t j + sin t k\nd/dt (u·v)": t**2 + t**3 + sympy.sin(t),
    "r = t i + (1 - t) j\nd/dt |r|": sympy.sqrt(t**2 + (1 - t) ** 2),
    "r(t) = t^2 i + t^3 k": [t**2, 0, t**3],
    "v(t) = sin t j - t^3 k": [0, sympy.sin(t), -(t**3)],
    "r(t) = t^2 i + t^3 k; d/dt |r|": sympy.sqrt(t**4 + t**6),
    "u(t) = (t, 1, t^2); r(t) = t i - k; d/dt (u × r)": [-1, t**3 + t, -t],
    "v(t) = k t^2 + j": k * t**2,
    "v(t) = g t + k": g * t,
    "E(t) = t j + t^2 k": t * j + t**2 * k,
    "u = (t, t^2); d/dt u(t^2)": [t**2, t**4],
    "u = (t, t^2); v = (sin t, cos t); d/dt (u(t)·v(t))": t * sympy.sin(t) + t**2 * sympy.cos(t),
    "u = (t, a); d/dt |u(2t)|": sympy.sqrt(4 * t**2 + a**2),
    "u = (t, t^2); v = (t, 1); d/dt (u(v·v))": [t * (t**2 + 1), t**2 * (t**2 + 1)],
    "u = (t, t^2); d/dt ((t + 1) u)": [t * (t + 1), t**2 * (t + 1)],
    "p = (t, a), L = ||p||^2; dL/dt": t**2,
    "f(x, y) = x^2 y; r(t) = (cos t, sin t); s(t) = (t, t); d/dt f(r(t) + s(t))": (sympy.cos(t) + t) ** 2 * (sympy.sin(t) + t),
    "r = (t, t^2); d/dt |r|": sympy.sqrt(t**2 + t**4),
    "v(t) = (x'(t), t); x(t) = t^3": [3 * t**2, t],
    r"\vec{u}(t) = \langle t, t^2 \rangle; \vec{v}(t) = \langle 1, t \rangle; \frac{d}{dt}\left(\vec{u}(t) \cdot \vec{v}(t)\right)": t + t**3,
}

REFUSED = {
    "d/dt (u v)": "a product of two vectors is u · v or u × v",
    "d/dt (u·v r)": "three vectors are multiplied",
    "p(t) = (t, 1); d/dt (u · p)": "a vector of 3 components is multiplied by one of 2",
    "p(t) = (t, 1); d/dt (u × p)": "a cross product is one of two vectors of 3 components",
    "find T(t)": "'T' is not defined",
    "d/dt (u + 1)": "a vector is added to what is no vector",
    "d/dt sin(u)": "what is done to a vector here is done to numbers alone",
    "d/dt (u^2)": "the square of a vector",
}


def derivative(text: str) -> sympy.Expr | list[sympy.Expr]:
    """Return the derivative by t, as SymPy has it."""
    derivation = chainrule.derive(text)
    result = derivation["t"]
    parts = result.components if hasattr(result, "components") else None
    return result.tidy.sympy if parts is None else [part.tidy.sympy for part in parts]


def equal(found: sympy.Expr, expected: sympy.Expr) -> bool:
    """Return whether two expressions in t have the same values."""
    values = {sympy.Symbol("t"): sympy.Rational(7, 10), **{each: sympy.Rational(3, 2) for each in found.free_symbols if str(each) != "t"}}
    return abs(sympy.N((found - expected).subs(values))) < 1e-9


@pytest.mark.parametrize(("text", "expected"), NUMBERS.items(), ids=NUMBERS)
def test_numbers(text: str, expected: sympy.Expr) -> None:
    """Scalar products and lengths of vectors are differentiated as what they are by the components."""
    assert equal(derivative(GIVEN + text), expected.diff(t))


@pytest.mark.parametrize(("text", "expected"), VECTORS.items(), ids=VECTORS)
def test_vectors(text: str, expected: sympy.Matrix | None) -> None:
    """Sums, multiples, cross products and compositions of vectors are vectors; three in one product are refused."""
    if expected is None:
        with pytest.raises(ChainRuleError, match="three vectors"):
            derivative(GIVEN + text)
    else:
        assert all(equal(found, own) for found, own in zip(derivative(GIVEN + text), expected.diff(t), strict=True))


@pytest.mark.parametrize(("text", "expected"), ALONE.items(), ids=ALONE)
def test_alone(text: str, expected: sympy.Expr | list[sympy.Expr]) -> None:
    """Vectors may stand in an expression as they are, and give one by words or letters."""
    found = derivative(text)
    pairs = zip(found, expected, strict=True) if isinstance(expected, list) else [(found, expected)]
    assert all(equal(one, sympy.diff(own, t)) for one, own in pairs)


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=REFUSED)
def test_refused(text: str, message: str) -> None:
    """What makes no sense of vectors is refused, with what does not fit."""
    with pytest.raises(ChainRuleError, match=message):
        chainrule.derive(GIVEN + text)


def test_lists_without_a_vector() -> None:
    """What lists alone are the arguments of is an unspecified function of all their entries."""
    assert str(chainrule.derive("t[[2x, x], [5, cos y]]")["y"].tidy) == "-t^(0,0,0,1)(2*x, x, 5, cos(y))*sin(y)"


def test_arguments_of_vectors() -> None:
    """What a vector without an argument stands before is told apart from a factor, and refused where more in it may depend on that."""
    said = [reading.message for reading in chainrule.derive("u = (t, t^2); d/dt |u(2t)|").readings]
    assert said[0] == "u(2t) read as u at 2t; else write u*(2t)"
    with pytest.raises(ChainRuleError, match="'u' at 2t is not clear: x in it may depend on t as well"):
        chainrule.derive("u = (x, t); x = t^2; d/dt |u(2t)|")


def test_readings() -> None:
    """The output says what the components are called, and that an expression of derivatives is differentiated itself."""
    said = [reading.message for reading in chainrule.derive("r(t) = (t, t^2); r(t)·r'(t)").readings]
    assert said == ["r_1, r_2 are the components of r", "r(t)·r'(t) is differentiated itself, once more"]
    assert len(chainrule.derive("r(t) = (t, t^2); d/dt (r(t)·r'(t))").readings) == 1


@pytest.mark.parametrize("text", ["v(t) = r'(t)", "v = dr/dt", "v(t) = r'(t); a(t) = v'(t)", "a(t) = r''(t)"])
def test_definitions_that_are_derivatives(text: str) -> None:
    """A vector that is defined as a derivative asks for that one, where nothing else is asked."""
    expected = D2R if text.startswith("a") or "; a" in text else DR
    assert all(equal(found, own) for found, own in zip(derivative(f"r(t) = (cos t, sin t, t); {text}"), expected, strict=True))


def test_names_of_vectors_are_taken() -> None:
    """No link has the name of a vector."""
    assert "u" not in chainrule.derive("u(t) = (t, t^2); d/dt |u(t)|").graph.ids


def test_times_between_numbers() -> None:
    """Beside vectors, × between numbers is the product that it is elsewhere."""
    assert equal(derivative(GIVEN + "d/dt (2 × t × t^2)"), 6 * t**2 + 0 * t)
