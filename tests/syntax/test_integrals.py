"""Definite integrals as they are typed, set and called."""

from __future__ import annotations

import pytest

from chainrule import ChainRuleError
from chainrule.errors import ReadError
from chainrule.notation import text, unicode
from chainrule.notation.markup import mathml
from chainrule.notation.tex import latex
from chainrule.notation.typst import typst
from chainrule.syntax import read_answer, read_expression, read_problem

UP_TO_SQUARE = "int(sin(t^2), t, 0, x^2)"

READ = {
    "∫_0^{x^2} sin(t^2) dt": UP_TO_SQUARE,
    "F(x)=∫_{0}^{x^2}sin(t^2)dt": UP_TO_SQUARE,
    "∫_(0)^(x^2) sin(t^2) dt": UP_TO_SQUARE,
    "∫_0^x² sin(t²) dt": UP_TO_SQUARE,
    "∫₀ˣ sin(t²) dt": "int(sin(t^2), t, 0, x)",
    "∫₀ˣ² sin(t²) dt": UP_TO_SQUARE,
    r"\int_{0}^{x^2} \sin(t^2)\,dt": UP_TO_SQUARE,
    r"$F(x) = \displaystyle\int_0^{x^2} \sin\left(t^2\right) \, \mathrm{d}t$": UP_TO_SQUARE,
    r"\int\limits_0^{x^2} \sin(t^2) \;dt": UP_TO_SQUARE,
    r"\int^{x^2}_{0} \sin(t^2) d t": UP_TO_SQUARE,
    r"\frac{d}{dx}\int_0^{x^2} \sin(t^2)\,dt": UP_TO_SQUARE,
    r"\frac{d}{dx}\left[\int_0^{x^2}\sin(t^2)\,dt\right]": UP_TO_SQUARE,
    "d/dx (∫_0^{x^2} sin(t^2) dt)": UP_TO_SQUARE,
    "integral from 0 to x^2 of sin(t^2) dt": UP_TO_SQUARE,
    "the definite integral from t=0 to t=x^2 of sin(t^2) dt": UP_TO_SQUARE,
    "Find the derivative of the integral from 0 to x^2 of sin(t^2) dt": UP_TO_SQUARE,
    "Find F'(x) if F(x) = ∫_0^{x^2} sin(t^2) dt": UP_TO_SQUARE,
    "Use Part 1 of the Fundamental Theorem of Calculus to find the derivative of F(x) = ∫_0^{x^2} sin(t^2) dt": UP_TO_SQUARE,
    "int(sin(t^2), t, 0, x^2)": UP_TO_SQUARE,
    "y = int(sin(t^2), t=0..x^2)": UP_TO_SQUARE,
    "integrate(sin(t^2), (t, 0, x^2))": UP_TO_SQUARE,
    "Integral(sin(t**2), (t, 0, x**2))": UP_TO_SQUARE,
    "Integrate[Sin[t^2], {t, 0, x^2}]": UP_TO_SQUARE,
    "D[Integrate[Sin[t^2], {t, 0, x^2}], x]": UP_TO_SQUARE,
    "int_0^x t^2 dt": "int(t^2, t, 0, x)",
    r"\int_0^xt^2dt": "int(t^2, t, 0, x)",
    "∫_0^x tdt": "int(t, t, 0, x)",
    "∫_0^x dt": "int(1, t, 0, x)",
    "∫_1^x dt/t": "int(1/t, t, 1, x)",
    "∫_1^x dt/(1 + t) · 2": "int(1/(1 + t), t, 1, x)*2",
    r"\int_a^x \frac{dt}{1+t^2}": "int(1/(1 + t^2), t, a, x)",
    r"\int_1^x \frac{t\,dt}{1+t^2}": "int(t/(1 + t^2), t, 1, x)",
    "∫_0^x dt e^{t^2}": "int(e^(t^2), t, 0, x)",
    "∫_0^x (t^2 + 1) dt/x": "int(t^2 + 1, t, 0, x)/x",
    "2x∫_0^x t dt · x": "2*x*int(t, t, 0, x)*x",
    "1/2 ∫_0^{2x} e^t dt": "1/2*int(e^t, t, 0, 2*x)",
    "∫_0^x t dt - ∫_x^1 cos t dt": "int(t, t, 0, x) - int(cos(t), t, x, 1)",
    "sin(∫_0^x e^{t^2} dt)": "sin(int(e^(t^2), t, 0, x))",
    "(∫_1^x dt/t)^3": "(int(1/t, t, 1, x))^3",
    "∫_{cos x}^{1} sqrt(1+t^3) dt": "int(sqrt(1 + t^3), t, cos(x), 1)",
    "∫_cos(x)^1 t dt": "int(t, t, cos(x), 1)",
    "∫_-x^x t dt": "int(t, t, -x, x)",
    "∫_0^√x t dt": "int(t, t, 0, sqrt(x))",
    "∫_0^π cos(x sin θ) dθ": "int(cos(x*sin(θ)), θ, 0, pi)",
    r"\int_0^x \cos\theta\, d\theta": "int(cos(θ), θ, 0, x)",
    "∫_0^x ∫_0^t e^{s^2} ds dt": "int(int(e^(s^2), s, 0, t), t, 0, x)",
    r"\int_0^{x}\!\!\int_0^{y} xy\,dz\,dy": "int(int(x*y, z, 0, y), y, 0, x)",
    r"e^{\int_0^x f(t) dt}": "e^(int(f(t), t, 0, x))",
}


@pytest.mark.parametrize("typed", READ)
def test_read(typed: str) -> None:
    """An integral is read as it is typed, set in LaTeX, said in words or called."""
    assert text(read_problem(typed).definitions[0].tree) == READ[typed]


SAID = {
    "∫_0^x^2 sin(t) dt": ("int(sin(t), t, 0, x^2)", "read as up to x^2; else write"),
    "G(x) = ∫_0^x f(x) dx": ("int(f(t), t, 0, x)", "read as ∫_0^x f(t) dt: the variable of integration is bound"),
    "d/dt ∫_0^t sin(t) dt": ("int(sin(s), s, 0, t)", "the variable of integration is bound"),
    "F = ∫_0^x sin(t) dt, x = t^2": ("int(sin(s), s, 0, x)", "the variable of integration is bound"),
    "∫_0^x ∫_0^t e^{t^2} dt dt": ("int(int(e^(t^2), t, 0, s), s, 0, x)", "the variable of integration is bound"),
}


@pytest.mark.parametrize("typed", SAID)
def test_what_is_open_is_said(typed: str) -> None:
    """Where a limit ends, and that a variable of integration is no quantity of the same name."""
    problem = read_problem(typed)
    shown, message = SAID[typed]
    assert text(problem.definitions[0].tree) == shown
    assert any(message in reading.message for reading in problem.readings)


@pytest.mark.parametrize(
    "typed",
    [
        "∫ x^2 dx", "∫x", r"\int x\,dx", "integrate x^2", "int(x^2, x)", "Integrate[x^2, x]", "find the integral of x^2", "evaluate ∫_0^x t^2 dt",
        r"Compute $\int_0^1 x^2\,dx$", "∫_0^x t^2", "∫_0^x t^∞ dt", r"\int_{-2\infty}^x e^{t} dt", "∫_0^2x t dt", "∫_0^x t dt^2", "∮ f dt",
        "∫_0 t dt", "∫_0^", "∫_{}^{x} t dt", "∫_0^x dt 3", "∫_0^x d t dt", "∫" * 30, "∫_0^x " * 30 + "1" + " dt" * 30,
        "int(sin(t), t, , x)", "int(sin(t), t, x, )", "integrate(t, (t, , oo))", "∫_{}^{∞} e^{-t} dt",
    ],
)  # fmt: skip
def test_refused(typed: str) -> None:
    """An antiderivative is not read, nor what asks for the integral itself, nor one whose limits or variable are open."""
    with pytest.raises(ChainRuleError):
        read_problem(typed)


WRITTEN = ["∫_0^{x^2} sin(t^2) dt", "∫_x^{2x} e^{-a t}/t dt + 2", "(∫_1^x dt/t)^3/2", "-3 x ∫_0^1 t^x dt", "1/∫_0^x e^t dt", "∫_0^x f(t) dt · x",
           "2^{∫_0^x t dt}", "∫_0^x (1 + t) dt", "∫_0^x (-t) dt · sin x", "∫_0^x ∫_0^t e^{s^2} ds dt", "x - ∫_{-x}^{1/x} ln(t + x) dt"]  # fmt: skip


@pytest.mark.parametrize("typed", WRITTEN)
def test_what_is_written_is_read_back(typed: str) -> None:
    """Plain text, Unicode and LaTeX are read as the same integral; MathML and Typst have the sign once for each."""
    tree = read_expression(typed)
    for written in (text(tree), unicode(tree), latex(tree)):
        assert read_expression(written) == tree
    assert mathml(tree).count("∫") == typst(tree).count("integral_(") == typed.count("∫")


def test_in_an_answer() -> None:
    """An answer may be an integral too, in every way of writing."""
    expected = "-int(t*e^(-a*t), t, 0, 1)"
    for typed in ("-∫_0^1 t e^{-a t} dt", r"-\int_0^1 t e^{-at}\,dt", "-int(t*e^(-a*t), t, 0, 1)"):
        assert text(read_answer(typed, names=["a"])[0]) == expected


@pytest.mark.parametrize("typed", ["int(1/t, t, 1,)", "int(1/t, t, , x)", "int(x*y, z, 0, y), y, 0,)"])
def test_a_limit_that_is_missing_is_told(typed: str) -> None:
    """A call with nothing where a limit should be is refused with its place."""
    with pytest.raises(ReadError) as caught:
        read_problem(typed)
    assert caught.value.start is not None
