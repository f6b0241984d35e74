"""A curve given as a vector, r(t) = (cos t, sin t), along which f(x, y) is asked for: its components are x and y. Every text keeps its length.

Angles around the components are round brackets by then: see ``around.listed``.
"""

from __future__ import annotations

import re

from chainrule.errors import ReadError
from chainrule.syntax.around.arrays import arguments
from chainrule.syntax.rules import Readings

_NAME = r"(?:\\(?:vec|mathbf|overrightarrow|bm)\s?(?:\{\s?[a-z]\s?\}|\s[a-z])|[a-z](?:⃗)?)"
_VECTOR = re.compile(rf"(?<![\w\\])(?P<name>{_NAME})\(\s?(?P<by>[a-z])\s?\)\s?=\s?(?:\\left\s?)?\(")
_FUNCTION = re.compile(r"(?<![\w\\])([A-Za-z])\(\s?([a-z](?:\s?,\s?[a-z]){1,2})\s?\)\s?=(?!=)")

_ASKED = re.compile(r"\b(speed|unit\s+tangent(?:\s+vector)?|(?:unit|principal)\s+normal(?:\s+vector)?|curvature|torsion)\b", re.IGNORECASE)
_HINTS = {"s": "ask for r'(t), whose length it is, or for its derivative: d/dt |r'(t)|", "u": "ask for r'(t), or for the derivative of T(t) = r'(t)/|r'(t)|"}


def check_asked(text: str) -> None:
    """Refuse a text that asks of a curve what is made of its derivatives: the speed, the unit tangent."""
    if (found := _ASKED.search(text)) is not None:
        hint = _HINTS.get(found[1][0].lower(), "ask for r'(t) and r''(t), of which it is made")
        raise ReadError(f"'{found[1]}' is more than a derivative", hint=hint, text=text, start=found.start(1), end=found.end(1))


def with_components(text: str, readings: Readings) -> str:
    """Return a text with the components of its only curve as quantities, where its only function of several ones has as many arguments.

    >>> with_components("f(x, y) = x y; r(t) = (cos t, t^2); find d/dt f(r(t))", Readings(""))
    'f(x, y) = x y; x=cos t;y=t^2      ; find d/dt f(x,y) '
    """
    curves, functions = list(_VECTOR.finditer(text)), _FUNCTION.findall(text)
    if len(curves) != 1 or len(functions) != 1:
        return text
    (curve,), ((function, names),) = curves, functions
    parameters = re.split(r"\s?,\s?", names)
    inside = arguments(text, curve.end())
    if inside is None or len(inside.each) != len(parameters) or curve["by"] in parameters:
        return text
    parts, end = [each.removesuffix("\\right") for each in inside.each], inside.end
    written = ";".join(f"{name}={part.strip()}" for name, part in zip(parameters, parts, strict=True))
    if len(written) > end - curve.start():
        return text
    readings.add("vectors", *curve.span("name"), ", ".join(parameters))
    bare = re.escape(curve["name"])
    applied = re.compile(rf"(?<![\w\\]){function}\s?(?:\\left\s?)?\(\s?{bare}\s?\(\s?{curve['by']}\s?\)\s?(?:\\right\s?)?\)")
    composed = re.compile(rf"\(\s?{function}\s?(?:∘|\\circ)\s?{bare}\s?\)\s?['’′]\s?\(\s?{curve['by']}\s?\)")
    gradient = re.compile(
        rf"(?:∇|\\nabla\s?){function}\s?(?:\(\s?{bare}\s?\(\s?{curve['by']}\s?\)\s?\))?\s?(?:·|⋅|\\cdot)\s?{bare}\s?['’′]\s?\(\s?{curve['by']}\s?\)"
    )
    text = text[: curve.start()] + written.ljust(end - curve.start()) + text[end:]
    text = gradient.sub(lambda found: f"d{function}/d{curve['by']}".ljust(len(found[0])), text)
    short = f"{function}({','.join(parameters)})"
    text = applied.sub(lambda found: (short if len(short) <= len(found[0]) else function).ljust(len(found[0])), text)
    return composed.sub(lambda found: f"d{function}/d{curve['by']}".ljust(len(found[0])), text)
