"""Polar curves, and the slope of a curve that a parameter runs through."""

from __future__ import annotations

import math

import pytest

import chainrule
from chainrule.errors import ChainRuleError

SLOPES = {
    "Find the slope of the tangent line to the polar curve r = 1 + sin θ at θ = π/3.": (math.pi / 3, -1),
    "r = 2 sin(3θ), find dy/dx": (math.pi / 3, math.sqrt(3)),
    "r = 2 sin(3θ), find the slope of the tangent at θ = π/6": (math.pi / 6, -math.sqrt(3)),
    "r = e^theta, slope of the tangent line": (0.0, 1),
    "r(t) = e^t, dy/dx": (0.0, 1),
    "slope of the tangent line to x = t^2, y = t^3": (2.0, 3),
    "r = a cos(θ), find dy/dx": (math.pi / 3, 1 / math.sqrt(3)),
}


@pytest.mark.parametrize(("text", "case"), SLOPES.items(), ids=SLOPES)
def test_slopes(text: str, case: tuple[float, float]) -> None:
    """The slope at an angle is the published one, or follows from the tangent of a circle."""
    derivation = chainrule.derive(text)
    angle, slope = case
    inputs = derivation.parts[0].graph.inputs
    values = {name: 2.0 if name == "a" else angle for name in inputs}
    assert derivation.at(values).gradient["x"] == pytest.approx(slope)
    assert derivation.proof is not None
    assert derivation.proof.points == 3


def test_it_is_said() -> None:
    """That coordinates are polar is said, with what to write for others."""
    (reading, *_) = chainrule.derive("r = 1 + cos θ; dy/dx").readings
    assert str(reading) == "r = 1 + cos θ: polar coordinates, x = r cos θ, y = r sin θ; else define x = …; y = …"


NOT_POLAR = ["r = 1 + cos θ", "slope of r = 2θ", "slope of the tangent to r = 3t^2", "r = x + 1; dr/dx", "find the slope of y = x^2 at x = 2"]


@pytest.mark.parametrize("text", NOT_POLAR)
def test_not_polar(text: str) -> None:
    """Where dy/dx is not asked for, a radius is a quantity like any other."""
    assert not any("polar" in str(reading) for reading in chainrule.derive(text).readings)


@pytest.mark.parametrize("text", ["r = 3, dy/dx", "r = θ φ, dy/dx"])
def test_refused(text: str) -> None:
    """Without one angle there is no polar curve."""
    with pytest.raises(ChainRuleError):
        chainrule.derive(text)
