"""Curves in the plane: r = 1 + cos θ with dy/dx asked for, and the slope of x = t², y = t³."""

from __future__ import annotations

import re

from chainrule.problem import Definition
from chainrule.syntax.rules import Readings
from chainrule.tree import call, mul, names, symbol

_POLAR = re.compile(r"\bpolar\b", re.IGNORECASE)
_SLOPE = re.compile(r"\b(?:slope|gradient|tangents?)\b", re.IGNORECASE)
PARAMETERS = ("t", "θ", "theta", "φ", "phi", "s")
RADII, ANGLES = ("r", "ρ"), ("θ", "theta", "φ", "phi", "t", "α", "alpha")

Asked = tuple[list[Definition], str | None, tuple[str, ...]]  # definitions, the output and what it is differentiated by


def planar(readings: Readings, definitions: list[Definition], output: str | None, wrt: tuple[str, ...]) -> Asked:
    """Return what is asked of a curve in the plane whose slope is: dy/dx, of a polar one with x = r cos θ and y = r sin θ; anything else as it is."""
    asked = definitions, output, wrt
    slope = output is None and not wrt and _SLOPE.search(readings.text) is not None
    if (output, wrt) != ("y", ("x",)) and not slope:
        return asked
    used = [set(names(each.tree)) for each in definitions]
    common = used[0] & used[-1]
    curve = slope and {each.name for each in definitions} == {"x", "y"} and 1 in (len(common), len(common & set(PARAMETERS)))
    if curve and used[0].isdisjoint("xy") and used[-1].isdisjoint("xy"):
        return definitions, "y", ("x",)
    if len(definitions) != 1 or definitions[0].name not in RADII or not used[0].isdisjoint("xy") or (slope and not _POLAR.search(readings.text)):
        return asked
    radius, *_ = definitions
    angles = [name for name in radius.parameters or names(radius.tree) if name in ANGLES]
    if len(angles) != 1:
        return asked
    r, angle = symbol(radius.name), symbol(angles[0])
    readings.add("polar", radius.start, radius.end, f"x = {radius.name} cos {angles[0]}, y = {radius.name} sin {angles[0]}", "x = …; y = …")
    both = [Definition(name, mul(r, call(function, angle)), (), radius.start, radius.end) for name, function in (("x", "cos"), ("y", "sin"))]
    return [radius._replace(parameters=()), *both], "y", ("x",)
