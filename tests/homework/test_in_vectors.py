"""Answers in the vectors of a problem: the rules for products of vectors, multiples and lengths, as textbooks write them."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError

PAIR = "u(t) = (t, t^2, 1); v(t) = (sin t, cos t, t); "
CURVE = "r(t) = (t, t^2); "

RIGHT = [
    (f"{PAIR}d/dt (u · v)", "u'·v + u·v'"),
    (f"{PAIR}d/dt (u · v)", "u'(t)·v(t) + u(t)·v'(t)"),
    (f"{PAIR}d/dt (u · v)", "d/dt (u·v) = du/dt · v + u · dv/dt"),
    (f"{PAIR}d/dt (u · v)", "(1, 2t, 0)·(sin t, cos t, t) + (t, t^2, 1)·(cos t, -sin t, 1)"),
    (f"{PAIR}d/dt (u · v)", "sin t + 3t cos t - t^2 sin t + 1"),
    (f"{PAIR}d/dt (u × v)", "u'×v + u×v'"),
    (f"{PAIR}d/dt (u × v)", "u × v' - v × u'"),
    (f"{PAIR}d/dt (u × v)", "(3t^2 + sin t, cos t - 2t, cos t - 3t sin t - t^2 cos t)"),
    (f"{CURVE}d/dt (t^2 r(t))", "2t r(t) + t^2 r'(t)"),
    (f"{CURVE}d/dt (t^2 r(t))", "2t (t, t^2) + t^2 (1, 2t)"),
    (f"{CURVE}d/dt |r(t)|", "(r(t)·r'(t))/|r(t)|"),
    (f"{CURVE}d/dt |r(t)|", r"\frac{\vec{r}(t) \cdot \vec{r}'(t)}{|\vec{r}(t)|}"),
    (f"{CURVE}d/dt r(t^2)", "2t r'(t^2)"),
    (f"{CURVE}d/dt (r · r')", "r'·r' + r·r''"),
    ("r(t) = e^t (cos t, sin t)", "e^t (cos t - sin t, sin t + cos t)"),
    ("u = (t, t^2); d/dt u(t^2)", "2t u'(t^2)"),
    ("u = (t, t^2); v = (sin t, cos t); d/dt (u(t)·v(t))", "u'(t)·v(t) + u(t)·v'(t)"),
    ("p = (t, a), L = ||p||^2; dL/dt", "2 p·p'"),
    ("f(x, y) = x^2 y; r(t) = 2t i + cos t j; d/dt f(r(t))", "4xy - x^2 sin t"),
    ("p = (x, y); L = |p|^2; dL/dx", "2 p·dp/dx"),
    ("u = (t, t, t); d/dt |u|^2", "2 u·u'"),
    ("r(t) = (e^t cos t, e^t sin t)", "r'(t) = e^t <cos t - sin t, sin t + cos t>"),
]

WRONG = [
    (f"{PAIR}d/dt (u · v)", "u'·v'"),
    (f"{PAIR}d/dt (u × v)", "u'×v'"),
    (f"{PAIR}d/dt (u × v)", "u'×v + v'×u"),
    (f"{PAIR}d/dt (u × v)", "u'·v + u·v'"),
    (f"{CURVE}d/dt (t^2 r(t))", "2t r'(t)"),
    (f"{CURVE}d/dt |r(t)|", "|r'(t)|"),
    (f"{CURVE}d/dt r(t^2)", "r'(t^2)"),
    ("r(t) = (e^t cos t, e^t sin t)", "e^t (-sin t, cos t)"),
    ("r(t) = (cos t, sin t)", "r'(t)"),
    ("p = (x, y); L = |p|^2; dL/dx", "2 p·dp/dy"),
    ("u = (t, t, t); d/dt |u|^2", "u·u'"),
]


@pytest.mark.parametrize(("problem", "answer"), RIGHT)
def test_right(problem: str, answer: str) -> None:
    """An answer may have the vectors of the problem in it, and their derivatives."""
    assert chainrule.check(problem, answer).correct is True


@pytest.mark.parametrize(("problem", "answer"), WRONG)
def test_wrong(problem: str, answer: str) -> None:
    """A cross product does not commute, and a length is not differentiated under its bars."""
    assert chainrule.check(problem, answer).correct is False


def test_senseless() -> None:
    """What makes no sense of vectors is not called wrong."""
    with pytest.raises(ReadError, match="a product of two vectors is u · v or u × v"):
        chainrule.check(f"{PAIR}d/dt (u · v)", "u'v + u v'")
