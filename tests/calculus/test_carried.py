"""Equations beside definitions: what feeds the equation, what is carried along it, and rates of defined quantities."""

from __future__ import annotations

import math

import pytest
import sympy

import chainrule
from chainrule.calculus import Implicit
from chainrule.calculus.curves import related
from chainrule.errors import ChainRuleError, NumericError, ProblemError, UnknownName, VerificationError

VALUES = [
    ("V = 1/3 pi r^2 h, r = h/2, dV/dt = 2. Find dh/dt when h = 4", {"h": 4}, 1 / (2 * math.pi)),
    ("V = 1/3 pi r^2 h, r = h/2, dV/dt = 2; dr/dt", {"h": 4}, 1 / (4 * math.pi)),
    ("V = 1/3 pi r^2 h, r = h/2, dr/dt = 3; dV/dt", {"h": 4, "r": 2}, 24 * math.pi),
    ("V = s^3, S = 6 s^2, dV/dt = 10, find dS/dt", {"s": 2}, 20),
    ("V = s^3, S = 6 s^2, dS/dt = 10, find ds/dt", {"s": 2}, 5 / 12),
    ("x^2 + y^2 = 25, s = x + y, dx/dt = 2, find ds/dt", {"x": 3, "y": 4}, 1 / 2),
    ("x^2 + y^2 = 25, A = x y, dA/dx", {"x": 3, "y": 4}, 4 - 9 / 4),
    ("P = 2x + 2y, x y = 100, dP/dx", {"x": 20, "y": 5}, 3 / 2),
    ("x y = 12, w = x + k y, dw/dx", {"x": 3, "y": 4, "k": 2}, -5 / 3),
    ("u = 2x, u^2 + y^2 = 1, dy/dx", {"x": 0.3, "y": 0.8}, -1.5),
    ("g(x) = x^2; y + g(x) = 3; dy/dx", {"x": 2, "y": -1}, -4),
    ("x^2 + y^2 = z^2, x = 3t, dy/dt = 4; dz/dt", {"t": 1, "y": 4, "z": 5}, 5),
    ("s = sqrt(x^2 + y^2), u = 3x, dx/dt = 1, dy/dt = 2, find ds/dt", {"x": 3, "y": 4}, 11 / 5),
]


@pytest.mark.parametrize(("text", "point", "value"), VALUES, ids=[text for text, *_ in VALUES])
def test_values(text: str, point: dict[str, float], value: float) -> None:
    """The derivative at a point is the published one, or what is reckoned by hand."""
    derivation = chainrule.derive(text)
    assert derivation.proof is not None
    assert derivation.proof.points == 3
    assert derivation.at(point).gradient[derivation.wrt[0]] == pytest.approx(value)


def test_against_sympy() -> None:
    """Along an equation that is solved for y, a quantity has the derivative that SymPy finds after putting y in."""
    x = sympy.Symbol("x", positive=True)
    branch = sympy.sqrt(9 - x**2)
    expected = (x**3 * branch + branch**2).diff(x)
    found = chainrule.derive("x^2 + y^2 = 9, z = x^3 y + y^2, dz/dx")["x"].tidy.sympy
    plain = {sympy.Symbol("x"): x, sympy.Symbol("y"): branch}
    assert float((found.subs(plain) - expected).subs(x, sympy.Rational(7, 5))) == pytest.approx(0, abs=1e-12)


def test_every_step_is_there() -> None:
    """The slope along the equation is derived first, with its own proof; a definition that feeds the equation is one of its links."""
    derivation = chainrule.derive("P = 2x + 2y, x y = 100, dP/dx")
    assert [(type(part).__name__, part.output) for part in derivation.parts] == [
        ("Derivation", "F"), ("Implicit", "y"), ("Derivation", "P"), ("Related", "P"),
    ]  # fmt: skip
    assert all(part.proof is not None and part.proof.points == 3 for part in derivation.parts)
    assert isinstance(derivation.parts[1], Implicit)
    cone = chainrule.derive("V = 1/3 pi r^2 h, r = h/2, dV/dt = 2; dh/dt")
    assert cone.first[0].results["h"].paths.count == 2
    assert str(chainrule.derive("u = x^2, u + y^3 = 3")["x"].tidy) == "-2*x/(3*y^2)"


REFUSED = {
    "x^2 + y^2 = 25, z = x*y, d^2z/dx^2": (ChainRuleError, "the first derivative alone"),
    "x^2 + y^2 + w^2 = 9, z = x y, dz/dx": (ProblemError, "which of y, w the equation gives is not said"),
    "x y = 4, z = k^2, dz/dx": (ProblemError, "z does not depend on what the equation ties"),
    "u = 2x, u^2 + y^2 = 1, dy/du": (ProblemError, "'u' is defined by other quantities"),
    "V = s^3, S = 6 s^2, dV/dt = 10, dq/dt = 2, find dS/dt": (UnknownName, "the rate of 'q' is given"),
    "x^2 + y^2 = 25, A = x y, dA/dz": (UnknownName, "there is no .z. in the equation, nor in what A depends on"),
}


@pytest.mark.parametrize(("text", "error"), REFUSED.items(), ids=REFUSED)
def test_refused(text: str, error: tuple[type[ChainRuleError], str]) -> None:
    """What is open is said, instead of an answer to another question."""
    with pytest.raises(error[0], match=error[1]):
        chainrule.derive(text)


def test_a_point_beside_the_equation() -> None:
    """Numbers are put in where the equation holds, and nowhere else."""
    derivation = chainrule.derive("x^2 + y^2 = 25, A = x y, dA/dx")
    assert dict(derivation.at(x=3, y=4).values) == {"x": 3, "y": 4, "A": 12}
    with pytest.raises(NumericError, match="does not hold"):
        derivation.at(x=3, y=3)
    with pytest.raises(UnknownName):
        derivation.at(x=3, y=4, q=1)


def test_a_wrong_one_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rate that is left out on the way is told."""
    right = related.AlongRates.changing.fget
    monkeypatch.setattr(related.AlongRates, "changing", property(lambda self: right(self)[:1]))
    with pytest.raises(VerificationError, match="dq/dx, along the curve"):
        chainrule.derive("x^2 + y^2 = 36, q = x y^2, dq/dx")


ANSWERS = [
    ("V = 1/3 pi r^2 h, r = h/2, dV/dt = 2. Find dh/dt", "8/(pi h^2)", True),
    ("V = 1/3 pi r^2 h, r = h/2, dV/dt = 2. Find dh/dt", "2/(pi r^2)", True),
    ("V = 1/3 pi r^2 h, r = h/2, dV/dt = 2. Find dh/dt", "2/(pi h^2)", False),
    ("V = 1/3 pi r^2 h, r = h/2, dV/dt = 2. Find dh/dt when h = 4", "1/(2 pi)", True),
    ("P = 2x + 2y, x y = 100, find dP/dx", "2 - 200/x^2", True),
    ("P = 2x + 2y, x y = 100, find dP/dx", "2", False),
    ("u = 2x, u^2 + y^2 = 1, dy/dx", "-2u/y", True),
    ("u = 2x, u^2 + y^2 = 1, dy/dx", "-u/y", False),
    ("g(x) = x^2; y + g(x) = 3; dy/dx", "-2x", True),
    ("x*y = 12, w = x + k y, find dw/dx", "1 - 12 k/x^2", True),
]


@pytest.mark.parametrize(("text", "answer", "right"), ANSWERS)
def test_answers(text: str, answer: str, right: bool) -> None:
    """Answers are compared where the equation holds; names that are defined stand for what they are."""
    assert chainrule.check(text, answer).correct is right


def test_work() -> None:
    """Work may use the slope along the equation, and the equation with a definition put in."""
    work = "y + x y' = 0\ny' = -y/x\ndP/dx = 2 + 2y'\ndP/dx = 2 - 2y/x"
    assert [line.status for line in chainrule.check("P = 2x + 2y, x y = 100, find dP/dx", work=work).lines] == ["right"] * 4
    cone = "V = pi h^3/12\ndV/dt = pi h^2/4 dh/dt\n2 = 4 pi dh/dt\ndh/dt = 1/(2 pi)"
    verdict = chainrule.check("V = 1/3 pi r^2 h, r = h/2, dV/dt = 2. Find dh/dt when h = 4", work=cone)
    assert [line.status for line in verdict.lines] == ["right"] * 4


def test_the_counterexample_lies_on_the_curve() -> None:
    """An answer that is a number is refuted at a point where the equation holds."""
    verdict = chainrule.check("x y = 100, dy/dx", "2")
    assert verdict.equality.counterexample is not None
    point = verdict.equality.counterexample.point
    assert point["x"] * point["y"] == pytest.approx(100)


def test_a_rate_in_a_name_of_its_own() -> None:
    """A rate may be given by a quantity that stands in no formula; its value is asked for, and an answer may use it."""
    derivation = chainrule.derive("V = r^2 h, dr/dt = k, find dV/dt")
    assert derivation.at(r=1, h=2, k=3).gradient["t"] == 12
    with pytest.raises(NumericError, match="no value for k"):
        derivation.at(r=1, h=2)
    assert chainrule.check("V = r^2 h, dr/dt = k, find dV/dt", "2 r h k").correct is True


def test_a_derivative_that_is_0_along_the_curve() -> None:
    """Rounding is no defect where a derivative cancels."""
    assert str(chainrule.derive("A = x y, z = x y, e^z = x y z, dA/dx")["x"].simplified) == "0"
