"""Derivatives along a curve that a parameter runs through, against SymPy and against the curve solved for y."""

from __future__ import annotations

import math

import pytest
import sympy

import chainrule
from chainrule.calculus import Parametric
from chainrule.calculus.curves import parametric
from chainrule.errors import NumericError, ProblemError, VerificationError

t, a, b, r = sympy.symbols("t a b r")

CURVES = {
    "x = cos t, y = sin t": (sympy.cos(t), sympy.sin(t)),
    "x = t^2, y = t^3": (t**2, t**3),
    "x = r (t - sin t), y = r (1 - cos t)": (r * (t - sympy.sin(t)), r * (1 - sympy.cos(t))),
    "x = a cos t, y = b sin t": (a * sympy.cos(t), b * sympy.sin(t)),
    "x = ln(1 + t^2); y = arctan(t^2)": (sympy.log(1 + t**2), sympy.atan(t**2)),
    "x(t) = e^t cos(t); y(t) = e^t sin(t)": (sympy.exp(t) * sympy.cos(t), sympy.exp(t) * sympy.sin(t)),
    "u = t^2, x = sin(u), y = u e^u": (sympy.sin(t**2), t**2 * sympy.exp(t**2)),
}


def quotient(x: sympy.Expr, y: sympy.Expr, order: int) -> sympy.Expr:
    for _ in range(order):
        y = y.diff(t) / x.diff(t)
    return y


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize("curve", CURVES)
def test_against_sympy(curve: str, order: int) -> None:
    """Each derivative is that of the one before by t, divided by that of x, in every form."""
    derivation = chainrule.derive(f"{curve}; dy/dx", order=order)
    assert isinstance(derivation, Parametric)
    assert derivation.parameter == "t"
    assert derivation.proof is not None
    assert derivation.proof.points == 3
    expected, result = quotient(*CURVES[curve], order), derivation["x"]
    values = {t: 0.7, a: 1.3, b: 0.6, r: 2.1}
    for form in (result.raw, result.tidy, result.simplified):
        assert complex(form.sympy.subs(values)).real == pytest.approx(float(expected.subs(values)), rel=1e-9)


def test_solved_curve() -> None:
    """On y = x^(3/2), the slope is that of the function."""
    found = chainrule.derive("x = t^2, y = t^3, dy/dx").at(t=1.5)
    assert found.gradient["x"] == pytest.approx(1.5 * math.sqrt(found.values["x"]))


NO_CURVES = {
    "z = 4x + 7y, x = a^2, dz/dx": "z uses x",
    "h = tanh(w x), k = tanh(v x), dh/dk": "neurons with an input in common, which is no parameter",
    "x = 3s, y = 2q, dy/dx": "nothing in common",
    "u = t^2, v = u^3, w = u + v, dw/du": "w uses u",
}


@pytest.mark.parametrize("text", NO_CURVES, ids=NO_CURVES.values())
def test_no_curves(text: str) -> None:
    """Where one quantity uses the other, or no parameter is common to both, nothing runs along a curve."""
    assert not isinstance(chainrule.derive(text), Parametric)


def test_refused() -> None:
    """What stands still cannot be differentiated by, nor where it does for a moment."""
    with pytest.raises(ProblemError, match="'x' does not change with t"):
        chainrule.derive("x = 0 t, y = t^2, dy/dx")
    with pytest.raises(NumericError, match="no derivative at this point"):
        chainrule.derive("x = t^2, y = t, dy/dx").at(t=0)


def test_told() -> None:
    """The reading is said, and where x stands still is no part of the domain, also where the factor cancels."""
    derivation = chainrule.derive("x = t^2, y = t^4, dy/dx")
    assert [str(reading) for reading in derivation.readings] == ["y and x both depend on t: dy/dx is taken along the curve"]
    assert str(derivation["x"].tidy) == "2*t^2"
    assert [str(chainrule.formula.Formula(item.substituted or item.relation)) for item in derivation.domain] == ["t != 0"]


@pytest.mark.parametrize("order", [1, 2])
def test_a_wrong_quotient_is_caught(monkeypatch: pytest.MonkeyPatch, order: int) -> None:
    """A fraction upside down is caught before the result is shown."""
    right = parametric.AlongParameter.joined

    def wrong(self, form):
        return 1 / right(self, form) if self._derivation.order == order else right(self, form)

    monkeypatch.setattr(parametric.AlongParameter, "joined", wrong)
    with pytest.raises(VerificationError, match="along the curve"):
        chainrule.derive("x = t^3 + t, y = sin t, dy/dx", order=order)
