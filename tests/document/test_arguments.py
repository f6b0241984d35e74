"""A function that stands in a problem with different arguments is told with them: ∂f/∂t − ∂f/∂t would look like 0."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.document import derivation_document
from chainrule.render import FORMATS, render

DIFFERENT = [
    ("L = f(x, t) - f(y, t)", ["∂L/∂x = f^(1,0)(x, t)", "∂L/∂t = f^(0,1)(x, t) − f^(0,1)(y, t)", "∂L/∂y = −f^(1,0)(y, t)"]),
    ("g = f(x, y) + f(y, x)", ["∂g/∂x = f^(1,0)(x, y) + f^(0,1)(y, x)", "∂g/∂y = f^(0,1)(x, y) + f^(1,0)(y, x)"]),
    ("L = f(x, t) - f(y, t); ∂²L/∂t²", ["∂²L/∂t² = f^(0,2)(x, t) − f^(0,2)(y, t)"]),
    ("f(x, y) = f(y, x), dy/dx", ["∂F/∂x = f^(1,0)(x, y) − f^(0,1)(y, x)"]),
]
ALIKE = [
    ("u = f(x, y)*(1 + f(x, y))", "∂u/∂x = ∂f/∂x"),
    ("z = f(x, y), x = r^2, y = 2r", "∂f/∂x"),
    ("w = f(x, t) - g(y, t)", "∂w/∂t = ∂f/∂t − ∂g/∂t"),
]


def shown(text: str, format: str = "text") -> str:  # noqa: A002
    return render(derivation_document(chainrule.derive(text)), format)


@pytest.mark.parametrize(("text", "lines"), DIFFERENT, ids=[text for text, _ in DIFFERENT])
def test_different_arguments_are_told(text: str, lines: list[str]) -> None:
    """Each derivative says at which arguments it is taken."""
    said = shown(text)
    assert all(line in said for line in lines)
    assert "∂f" not in said


@pytest.mark.parametrize(("text", "line"), ALIKE, ids=[text for text, _ in ALIKE])
def test_one_list_of_arguments_keeps_the_short_form(text: str, line: str) -> None:
    """∂f/∂x stays where f has the same arguments everywhere."""
    assert line in shown(text)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"pdf"}))
def test_every_format_tells_the_arguments(format: str) -> None:  # noqa: A002
    """Pictures and records too: no line is left in which two derivatives of f look alike."""
    said = shown("L = f(x, t) - f(y, t)", format)
    assert "0,1" in said
    assert not any(alike in said for alike in ("∂f/∂t", r"\frac{\partial f}{\partial t}", "frac(partial f, partial t)"))
