"""Derivatives of inverse functions: (f^-1)'(b) is 1/f'(a), where f(a) = b."""

from __future__ import annotations

import math

import pytest

import chainrule
from chainrule.errors import ChainRuleError
from chainrule.numeric.arithmetic import mpmath_arithmetic
from chainrule.numeric.program import value_of

AT: dict[str, tuple[float, float, float]] = {  # b, the a with f(a) = b, and 1/f'(a)
    "f(x) = x^3 + 2x + 1, find (f^{-1})'(4)": (4, 1, 1 / 5),
    "f(x) = x + e^x, (f^{-1})'(1)": (1, 0, 1 / 2),
    "Let f(x) = 2x + cos x. Find (f^{-1})'(1).": (1, 0, 1 / 2),
    "If f(x) = x^5 + x, find (f⁻¹)′(2)": (2, 1, 1 / 6),
    "Find (g^-1)'(-10) if g(t) = t^3 + t": (-10, -2, 1 / 13),
    "$f(x) = x^3 + 3\\sinh x + 4x$, find $(f^{-1})'(0)$": (0, 0, 1 / 7),
    "h(x) = exp(3x) + x, (h^{-1})^{\\prime}(1)": (1, 0, 1 / 4),
    "f(x) = 2x + sin x, (f^-1)'(2π)": (2 * math.pi, math.pi, 1),
    "find the derivative of the inverse of f at 3, f(x) = x^3 + x + 1": (3, 1, 1 / 4),
    "f(x) = x^3+2x-1. Find the derivative of the inverse of f at x = 2.": (2, 1, 1 / 5),
    "Find the derivative of the inverse function of f(x) = x + e^x at 1": (1, 0, 1 / 2),
    "Let f(x) = x^3 + x. Find the slope of the inverse function at x = 10.": (10, 2, 1 / 13),
}


@pytest.mark.parametrize(("text", "case"), AT.items(), ids=AT)
def test_at_a_number(text: str, case: tuple[float, float, float]) -> None:
    """Where f rises or falls all the way, the one place at which it has the value is found."""
    derivation = chainrule.derive(text)
    (by,) = derivation.wrt
    place, value, slope = case
    assert float(value_of(derivation.graph.problem.values_for(by)[by], {}, mpmath_arithmetic(20))) == pytest.approx(place)
    found = derivation.at({by: place})
    assert found.values["y"] == pytest.approx(value)
    assert found.gradient[by] == pytest.approx(slope)


FORMS = {
    "Find (f^{-1})'(x) for f(x) = x^3 + x": "1/(3*y^2 + 1)",
    "(f^{-1})'(x)": "1/f'(y)",
    "f(x) = x^2, (f^-1)'(4)": "1/(2*y)",
    "what is (f^-1)'(x) where f(x) = ln x": "y",
}


@pytest.mark.parametrize(("text", "form"), FORMS.items(), ids=FORMS)
def test_form(text: str, form: str) -> None:
    """The derivative is written in y, which is the inverse function, and that is said."""
    derivation = chainrule.derive(text)
    assert str(derivation["x"].tidy) == form
    assert "read as dy/dx along x = f(y): y is the inverse function" in " ".join(map(str, derivation.readings))


NONE_OR_SEVERAL = [("f(x) = x^2, (f^-1)'(x)", 4), ("x^2 + y^2 = 25, dy/dx", 3), ("x^2 y^2 = 4, dy/dx", 1), ("e^y = x, dy/dx", -1)]
NONE_OR_SEVERAL += [("y + floor(y) = x, dy/dx", 1.5), ("y + sgn(y) = x, dy/dx", 0.5)]


@pytest.mark.parametrize(("text", "place"), NONE_OR_SEVERAL)
def test_no_number_is_taken(text: str, place: float) -> None:
    """Where several numbers may fit, or none does, none is taken."""
    with pytest.raises(ChainRuleError, match="no value for y"):
        chainrule.derive(text).at(x=place)


def test_found_along_a_curve() -> None:
    """What the equation leaves one value for need not be given: y³ + y = x² with x = √30 has y = 3."""
    found = chainrule.derive("y^3 + y = x^2, dx/dt = 2; dy/dt").at(x=math.sqrt(30))
    assert found.values["y"] == pytest.approx(3, abs=1e-12)
    assert found.gradient["t"] == pytest.approx(4 * math.sqrt(30) / 28)
