"""Related rates: against SymPy with every quantity as a function of time, and against textbook values."""

from __future__ import annotations

import math

import pytest
import sympy

import chainrule
from chainrule.calculus import Related
from chainrule.calculus.curves import related
from chainrule.errors import ChainRuleError, NumericError, ProblemError, ReadError, UnknownName, VerificationError

VALUES = [
    ("V = 4/3*pi*r^3, dr/dt = 2, find dV/dt", {"r": 3}, 72 * math.pi),
    ("x^2 + y^2 = 25, dx/dt = 3; dy/dt", {"x": 3, "y": 4}, -9 / 4),
    ("z^2 = x^2 + y^2, dx/dt = 2, dy/dt = 3; dz/dt", {"x": 5, "y": 12, "z": 13}, 46 / 13),
    ("If V = x^3 and dx/dt = 2, find dV/dt", {"x": 5}, 150),
    ("V = pi r^2 h, dr/dt = 2, dh/dt = -1; dV/dt", {"r": 1, "h": 4}, 15 * math.pi),
    ("V = pi r^2 h, dh/dt = -1; dV/dt", {"r": 2, "h": 4}, -4 * math.pi),
    ("tan(θ) = h/500, dh/dt = 140; dθ/dt", {"θ": math.pi / 4, "h": 500}, 0.14),
    ("A = x y, dx/dt = 2x, dy/dt = -y; dA/dt", {"x": 3, "y": 5}, 15),
    ("L = sqrt(x^2 + y^2); dx/dt = 1; dy/dt = 2", {"x": 3, "y": 4}, 11 / 5),
    ("x = s^2, y = x + 1, ds/dt = 3; dy/dt", {"s": 2}, 12),
    ("V = 4/3*pi*r^3, dV/dt = 100; dr/dt", {"r": 25}, 1 / (25 * math.pi)),
    ("y = x t, dx/dt = 3; dy/dt", {"x": 2, "t": 5}, 17),
    ("A = ab, da/dt = 2, a = 3", {"a": 3, "b": 5}, 10),
    ("PV = 100, dV/dt = 2, V = 5; dP/dt", {"V": 5, "P": 20}, -8),
    ("xy = 12, dx/dt = 2, x = 3, y = 4; dy/dt", {"x": 3, "y": 4}, -8 / 3),
]


@pytest.mark.parametrize(("text", "point", "rate"), VALUES, ids=[text for text, *_ in VALUES])
def test_values(text: str, point: dict[str, float], rate: float) -> None:
    """The rate at a point is the published one, or what is reckoned by hand."""
    derivation = chainrule.derive(text)
    assert isinstance(derivation, Related)
    assert derivation.proof is not None
    assert derivation.proof.points == 3
    assert derivation.at(point).gradient["t"] == pytest.approx(rate)


def test_open_rates() -> None:
    """Without rates, everything changes with time: SymPy's derivative of the same functions of t."""
    t = sympy.Symbol("t")
    r, h = sympy.Function("r")(t), sympy.Function("h")(t)
    found = chainrule.derive("V = π r² h, dV/dt")["t"].tidy.sympy
    expected = (sympy.pi * r**2 * h).diff(t)
    plain = {sympy.Symbol("r"): 1.3, sympy.Symbol("h"): 0.7}
    mine = found.subs(plain).subs({sympy.Function(name)(t).diff(t): value for name, value in (("r", 0.9), ("h", -2.1))})
    theirs = expected.subs({r.diff(t): 0.9, h.diff(t): -2.1}).subs({r: 1.3, h: 0.7})
    assert float(mine) == pytest.approx(float(theirs))


def test_held_constant() -> None:
    """What has no rate where others have one is held constant, and the output says so."""
    readings = [str(reading) for reading in chainrule.derive("V = pi r^2 h, dr/dt = 2; dV/dt").readings]
    assert readings == ["h is held constant: no rate is given"]
    assert [str(reading) for reading in chainrule.derive("A = pi r^2, dA/dt").readings] == ["r is taken as changing with t"]


def test_sines_of_huge_numbers() -> None:
    """Where 50 digits do not hold the angle of a sine, more are taken before a rate is called wrong."""
    derivation = chainrule.derive("V = sin(sin(exp(x^6/3))), dV/dt = 3, find dx/dt")
    assert derivation.proof is not None
    assert derivation.proof.points == 3


NOT_BY_TIME = ["x = 3, dx/dt", "s = t^3, ds/dt", "y = r(t)^2, dy/dt", "d/dt (x^2 + y)"]


@pytest.mark.parametrize("text", NOT_BY_TIME)
def test_formulas_of_time(text: str) -> None:
    """Where the formulas show time, or no quantity is named, it is an ordinary derivative."""
    assert not isinstance(chainrule.derive(text), Related)


REFUSED = {
    "y = x^2, dy/dx = 2x": (ReadError, "a derivative stands left of the ="),
    "y = x^2, dx/dt = 3; dy/dx": (ReadError, "a derivative stands left of the ="),
    "V = x^3, dx/dt = 2, dx/dt = 3": (ReadError, "the rate of 'x' is given twice"),
    "V = x y, dx/dt = dy/dt": (ReadError, "a rate by another rate"),
    "V = x^3, dr/dt = 2": (UnknownName, "the rate of 'r' is given"),
    "x y = 3, dx/dt = 2; dz/dt": (UnknownName, "there is no 'z' in the equation"),
    "dx/dt = 2": (ReadError, "nothing to differentiate"),
}


@pytest.mark.parametrize(("text", "error"), REFUSED.items(), ids=REFUSED)
def test_refused(text: str, error: tuple[type[ChainRuleError], str]) -> None:
    """A rate that helps nothing is refused."""
    with pytest.raises(error[0], match=error[1]):
        chainrule.derive(text)


def test_more_refused() -> None:
    """A second rate is not worked out; off the equation there are no numbers."""
    with pytest.raises(ChainRuleError, match="the first derivative alone"):
        chainrule.derive("V = x^3, dx/dt = 2", order=2)
    with pytest.raises(ProblemError, match="does not tie 'y'"):
        chainrule.derive("x + y = y + 1, dx/dt = 2, dy/dt")
    with pytest.raises(NumericError, match="does not hold"):
        chainrule.derive("x y = 3, dx/dt = 2; dy/dt").at(x=1, y=1)
    with pytest.raises(ChainRuleError, match="no value to compute over samples"):
        chainrule.evaluate("x y = 3", {"x": [1.0], "y": [3.0]})


@pytest.mark.parametrize("text", ["V = x^3 y, dx/dt = 2, dy/dt = 5; dV/dt", "x^2 y = 5, dx/dt = 3; dy/dt"])
def test_a_lost_rate_is_caught(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A factor that is left out is caught before the result is shown."""
    right = related.AlongRates.change
    monkeypatch.setattr(related.AlongRates, "change", lambda self, form: right(self, form) / 2)
    with pytest.raises(VerificationError, match="along the curve"):
        chainrule.derive(text)


def test_given_values() -> None:
    """Values that are given of an unspecified function are put in along a curve too; one that is not given is asked for."""
    assert chainrule.derive("V = f(r), f'(3) = 5, dr/dt = 2; dV/dt").at(r=3).gradient["t"] == 10
    assert chainrule.derive("x^2 + f(y) = 3, f(1) = 2, f'(1) = 4, dy/dx").at(x=1, y=1).gradient["x"] == -0.5
    assert chainrule.derive("x = t^2, y = f(t), f'(2) = 3, dy/dx").at(t=2).gradient["x"] == 0.75
    with pytest.raises(NumericError, match="is needed and not given"):
        chainrule.derive("V = f(r), f(3) = 5, dr/dt = 2; dV/dt").at(r=3)
