"""Curves in the plane: r = 1 + cos θ with dy/dx asked for, and the slope of x = t², y = t³."""

from __future__ import annotations

import re

from chainrule.problem import Definition
from chainrule.syntax.rules import Readings
from chainrule.tree import call, mul, names, symbol

_POLAR = re.compile(r"\bpolar\b", re.IGNORECASE)
_TANGENT = re.compile(r"\btangents?\b", re.IGNORECASE)
_SLOPE = re.compile(r"\b(?:slope|gradient|tangents?)\b", re.IGNORECASE)
PARAMETERS = ("t", "θ", "theta", "φ", "phi", "s")
AXES = ("x", "y", "z")
SURE_ANGLES = ("θ", "theta")  # a tangent to r = f(θ) is one in the plane, without the word polar
RADII, ANGLES = ("r", "ρ"), ("θ", "theta", "φ", "phi", "t", "α", "alpha")

Asked = tuple[list[Definition], str | None, tuple[str, ...]]  # definitions, the output and what it is differentiated by


def by_coordinates(text: str, curve: Definition, output: str | None, wrt: tuple[str, ...]) -> Asked:
    """Return what is asked of a curve that is given as a vector, r(t) = (t^2, t^3): by its coordinates x and y where dy/dx, dy/dt or the slope is."""
    steep = output is None and not wrt and len(curve.tree[2]) == 2 and re.search(r"\bslope\b", text, re.IGNORECASE) is not None
    axes = AXES[: len(curve.tree[2])]
    if not (steep or (output in axes and curve.name not in axes)) or len(curve.tree[2]) > len(AXES) or not {*axes}.isdisjoint(names(curve.tree)):
        return [curve], output, wrt
    coordinates = [curve._replace(name=name, tree=tree) for name, tree in zip(axes, curve.tree[2], strict=True)]
    return coordinates, *(("y", ("x",)) if steep else (output, wrt))


def planar(readings: Readings, definitions: list[Definition], output: str | None, wrt: tuple[str, ...]) -> Asked:
    """Return what is asked of a curve in the plane whose slope is: dy/dx, of a polar one with x = r cos θ and y = r sin θ; anything else as it is."""
    if len(definitions) == 1 and definitions[0].tree[0] == "vector":
        return by_coordinates(readings.text, definitions[0], output, wrt)
    asked = definitions, output, wrt
    slope = output is None and not wrt and _SLOPE.search(readings.text) is not None
    if (output, wrt) != ("y", ("x",)) and not slope:
        return asked
    used = [set(names(each.tree)) for each in definitions]
    common = used[0] & used[-1]
    curve = slope and {each.name for each in definitions} == {"x", "y"} and 1 in (len(common), len(common & set(PARAMETERS)))
    if curve and used[0].isdisjoint("xy") and used[-1].isdisjoint("xy"):
        return definitions, "y", ("x",)
    if len(definitions) != 1 or definitions[0].name not in RADII or not used[0].isdisjoint("xy"):
        return asked
    radius, *_ = definitions
    angles = [name for name in radius.parameters or names(radius.tree) if name in ANGLES]
    if len(angles) != 1 or (slope and not _POLAR.search(readings.text) and not (angles[0] in SURE_ANGLES and _TANGENT.search(readings.text))):
        return asked
    r, angle = symbol(radius.name), symbol(angles[0])
    readings.add("polar", radius.start, radius.end, f"x = {radius.name} cos {angles[0]}, y = {radius.name} sin {angles[0]}", "x = …; y = …")
    both = [Definition(name, mul(r, call(function, angle)), (), radius.start, radius.end) for name, function in (("x", "cos"), ("y", "sin"))]
    return [radius._replace(parameters=()), *both], "y", ("x",)
