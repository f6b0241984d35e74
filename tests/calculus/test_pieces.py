"""Functions in pieces: their derivatives, and what is said of the boundaries."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature

import mpmath
import pytest

import chainrule
from chainrule.document import derivation_document
from chainrule.render import render
from chainrule.tree import names

exp, log, sin = mpmath.exp, mpmath.log, mpmath.sin

# A text, what is differentiated by, and the function itself.
FUNCTIONS: dict[tuple[str, str], Callable[..., object]] = {
    ("f(x) = sin(x^2) if x < 0 else exp(3x)", "x"): lambda x: sin(x * x) if x < 0 else exp(3 * x),
    ("f(x) = log(x) if x > 1 else x - 1", "x"): lambda x: log(x) if x > 1 else x - 1,
    ("f(x) = x^2 if x <= -2, x^3 - x if -2 < x < 1, 4 if x >= 1", "x"): lambda x: x * x if x <= -2 else x**3 - x if x < 1 else 4 + 0 * x,
    ("f(x) = x if x > 0, a(e^x - 1) otherwise", "a"): lambda x, a: x if x > 0 else a * (exp(x) - 1),
    ("L = 0.5*(y - f)^2 if |y - f| <= d else d*(|y-f| - 0.5 d)", "f"): lambda y, f, d: (y - f) ** 2 / 2 if abs(y - f) <= d else d * (abs(y - f) - d / 2),
    ("L = 0 if y*s >= 1, 1 - y*s otherwise", "s"): lambda y, s: 0 * y if y * s >= 1 else 1 - y * s,
    ("z = w x + b; a = z if z > 0 else 0.1 z; L = (a - y)^2", "w"): lambda w, x, b, y: (max(w * x + b, (w * x + b) / 10) - y) ** 2,
    ("h(x) = f(x^2 - 1); f(x) = x^3 if x > 0 else sin x", "x"): lambda x: (x * x - 1) ** 3 if x * x > 1 else sin(x * x - 1),
    ("y = exp(-(x^2 if x > 0 else -x))", "x"): lambda x: exp(-(x * x if x > 0 else -x)),
    ("y = {x if x>0, 2x if x<=0} * cos x", "x"): lambda x: (x if x > 0 else 2 * x) * mpmath.cos(x),
    ("f(x) = x^2 if |x| < 2 else 4|x| - 4", "x"): lambda x: x * x if abs(x) < 2 else 4 * abs(x) - 4,
    ("f(x, y) = x^2 y if x > y, x y^2 otherwise", "x"): lambda x, y: x * x * y if x > y else x * y * y,
    ("V(r) = k r^2/2 for r <= c, k c^2 (1 - c/(2 r)) for r > c", "r"): lambda r, k, c: k * r * r / 2 if r <= c else k * c * c * (1 - c / (2 * r)),
}
VALUES = (0.37, -1.41, 2.3, -0.62, 1.13, -3.2, 4.1)


@pytest.mark.parametrize(("text", "wrt"), FUNCTIONS)
def test_derivative(text: str, wrt: str) -> None:
    """The derivative of every piece is the difference quotient's, where it counts."""
    function, compared = FUNCTIONS[text, wrt], 0
    derivation = chainrule.derive(text, wrt=wrt)
    arguments = list(signature(function).parameters)
    for start in range(len(VALUES)):
        point = {name: VALUES[(start + 3 * place) % len(VALUES)] for place, name in enumerate(arguments)}
        with mpmath.workdps(30):
            moved = {name: mpmath.mpf(value) for name, value in point.items()}
            expected = mpmath.diff(lambda value, moved=moved: function(**{**moved, wrt: value}), moved[wrt], h=1e-12)
        assert derivation.at(point).gradient[wrt] == pytest.approx(float(expected), rel=1e-8, abs=1e-10)
        compared += 1
    assert compared == len(VALUES)


TIDY = {
    "f(x) = 2x + (x^2 if x>0 else 3)": "2 + 2*x if x > 0 else 2",
    "f(x) = (x^2 if x<0 else x)^2": "4*x^3 if x < 0 else 2*x",
    "f(x) = x if x > 0 else x": "1",
    "f(x) = sin(x)/x if x != 0 else 1": "(x*cos(x) - sin(x))/x^2 if x != 0 else 0",
    "f(x) = { (1 - cos x)/x, x ≠ 0; 0, x = 0 }": "(x*sin(x) - 1 + cos(x))/x^2 if x != 0 else 1/2 if x = 0",
    "f(x) = 0 if x = 0 else x^3": "0 if x = 0 else 3*x^2",
    "f(x) = 1 if x = 0 else sin(x)/x": "0 if x = 0 else (x*cos(x) - sin(x))/x^2",
    "f(x) = 5 if x = 0 else x^2": "2*x if x != 0",
    "f(x) = 0 if x = 0 else 1 if x = 1 else x^2": "0 if x = 0 else 2 if x = 1 else 2*x",
    "f(x) = exp(-1/x^2) if x != 0 else 0": "2*exp(-1/x^2)/x^3 if x != 0 else 0",
}


@pytest.mark.parametrize(("text", "tidy"), TIDY.items(), ids=TIDY)
def test_tidy(text: str, tidy: str) -> None:
    """What is around a function in pieces goes into each; at a single point the derivative is what it tends to."""
    assert str(chainrule.derive(text)["x"].tidy) == tidy


@pytest.mark.parametrize("text", ["f(x) = x^2 sin(1/x) if x != 0 else 0", "f(x) = { x^2, x != 0; 1, x = 0 }"])
def test_no_limit(text: str) -> None:
    """Where the derivative tends to nothing, or the function jumps, nothing is given at the single point."""
    assert len(chainrule.derive(text)["x"].tidy.tree.args) == 2


SAID = {
    "f(x) = x^2 if x < 0 else sin x": "Holds where x ≠ 0.  No derivative where x = 0: df/dx jumps from 0 to 1 there.",
    "f(x) = 5 if x < 1 else 2x": "Holds where x ≠ 1.  No derivative where x = 1: f jumps from 5 to 2 there.",
    "f(x) = x^2 if x < 1 else 2x - 1": "Holds for every real x.",
    "f(x) = x^3/3 if x < 1 else 0.33333333333 + (x - 1)": "No derivative where x = 1: f jumps",
    "f(x) = sin(x)/x if x != 0 else 1": "Holds for every real x.",
    "f(x) = x^2 sin(1/x) if x != 0 else 0": "Holds where x ≠ 0.  The chain rule says nothing where x = 0",
    "f(x) = log x if x > 1, 2x if x < 0": "Holds where x > 1 or x < 0.",
    "f(x) = x^2 for x ≤ 1, 3 for x ≥ 200": "The chain rule says nothing where x = 1 or x = 200: it is given on one side only.",
    "f(x) = x^2 for x < 0, x^2 for x > 0": "x = 0: it is not given there.",
    "f(x) = 1 if x < 0, 2 if x >= 0": "f stays the same while x changes, but for its jumps, so df/dx = 0.",
    "f(x) = 1/(x - 5) if x > 2 else |x - 1|": "Where x > 2, it holds where x ≠ 5.  Where x ≤ 2, it holds where x ≠ 1.",
    "f(x) = 1/(x - 5) if x < 2 else x": "Holds where x ≠ 2.  No derivative where x = 2",
    "y = x^2 if x < 2, x + 2 if x > 0": "Where several conditions hold, the first of them counts.",
    "f(x) = 2x + (x^2 if x>0 else 3)": "No derivative where x = 0: (x² if x > 0, 3 otherwise) jumps from 3 to 0 there.",
    "f(z) = z if z > 0 else a*z": "In general no derivative where z = 0: the slope of f jumps there.",
    "f(x) = g(x) if x > 0 else x": "The chain rule says nothing where x = 0: one piece ends and another begins there.",
    "L = 0.5*r^2 if |r| <= d else d*(|r| - 0.5*d)": "Elsewhere it holds for all real r and d.",
    "z = w*x; a = z^2 if z > 0 else 0; L = a*y": "Holds for all real w, x and y.",
}


@pytest.mark.parametrize(("text", "said"), SAID.items(), ids=SAID)
def test_said_of_boundaries(text: str, said: str) -> None:
    """Of a boundary it is said whether the derivative exists there, as far as that is known."""
    derivation = chainrule.derive(text, wrt="z" if "a*z" in text else None)
    shown = " ".join(render(derivation_document(derivation)).split())
    assert " ".join(said.split()) in shown


def test_what_is_defined_nowhere_is_refused() -> None:
    """A piece that has no value where it counts is refused."""
    with pytest.raises(chainrule.ChainRuleError, match="not defined"):
        chainrule.derive("f(x) = log(x) if x < 0 else x").domain  # noqa: B018  # it is worked out when it is asked for


def test_second_derivative() -> None:
    """Pieces are differentiated again, and boundaries of the first derivative stay."""
    derivation = chainrule.derive("f(x) = x^3 if x < 0 else sin x", order=2)
    assert str(derivation["x"].tidy) == "6*x if x < 0 else -sin(x)"
    assert [str(names(each.relation)) for each in derivation.domain] == ["('x',)"]


def test_every_piece_is_checked() -> None:
    """The proof has points in every piece, and tells of a piece in which there is none."""
    assert chainrule.derive("f(x) = x for x < 100, 2x for 100 <= x < 101, 3x for x >= 101").proof.note == ""
    assert "No point was found where x > 1 and x < 0" in chainrule.derive("f(x) = x if x > 1 and x < 0 else 2x").proof.note
