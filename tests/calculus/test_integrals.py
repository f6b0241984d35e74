"""Derivatives of definite integrals by their limits and under their sign, against quadrature and differences in many digits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath
import pytest
import sympy
from mpmath import acos, asin, atan, cos, cosh, exp, log, mpf, pi, sin, sinh, sqrt, tan, tanh

from chainrule import ChainRuleError, derive
from chainrule.calculus import RULES
from chainrule.calculus.rules import BOTH, FUNDAMENTAL, LEIBNIZ, LEIBNIZ_MOVING, LEIBNIZ_UPPER, LOWER, Step, differentiate
from chainrule.document import derivation_document
from chainrule.render import render
from chainrule.syntax import read_expression

Function = Callable[..., Any]
X = mpf("0.8437")


def number(value: Any) -> Function:
    return lambda _: mpf(value)


def same(x: Any) -> Any:
    return x


# A problem in x; what is integrated, of x and t; the limits, of x; what is made of x and the integral.
TRUE: dict[str, tuple[Function, Function, Function, Function]] = {}


def case(text: str, f: Function, low: Function, high: Function, whole: Function = lambda _, integral: integral) -> None:
    TRUE[text] = f, low, high, whole


case("∫_0^x sin(t^2) dt", lambda _, t: sin(t**2), number(0), same)
case("∫_0^{x^2} sin(t^2) dt", lambda _, t: sin(t**2), number(0), lambda x: x**2)
case("∫_0^{x^3} cos(t) dt", lambda _, t: cos(t), number(0), lambda x: x**3)
case("∫_x^1 e^{t^2} dt", lambda _, t: exp(t**2), same, number(1))
case("∫_{x^2}^2 e^{-t^2} dt", lambda _, t: exp(-(t**2)), lambda x: x**2, number(2))
case("∫_x^{x^3} e^{-t^2} dt", lambda _, t: exp(-(t**2)), same, lambda x: x**3)
case("∫_{cos x}^{1} sqrt(1+t^3) dt", lambda _, t: sqrt(1 + t**3), cos, number(1))
case("∫_{sin x}^{cos x} sqrt(1-t^2) dt", lambda _, t: sqrt(1 - t**2), sin, cos)
case("∫_{-x}^{x} e^{-t^2} dt", lambda _, t: exp(-(t**2)), lambda x: -x, same)
case("∫_{2x}^{3x} (u^2-1)/(u^2+1) du", lambda _, t: (t**2 - 1) / (t**2 + 1), lambda x: 2 * x, lambda x: 3 * x)
case("∫_{1-3x}^1 u^3/(1+u^2) du", lambda _, t: t**3 / (1 + t**2), lambda x: 1 - 3 * x, number(1))
case("∫_0^{sqrt x} z^2/(z^4+1) dz", lambda _, t: t**2 / (t**4 + 1), number(0), sqrt)
case("∫_0^{tan x} sqrt(t + sqrt t) dt", lambda _, t: sqrt(t + sqrt(t)), number(0), tan)
case("∫_1^{e^x} ln t dt", lambda _, t: log(t), number(1), exp)
case("∫_{ln x}^2 t^2 dt", lambda _, t: t**2, log, number(2))
case("∫_0^{1/x} sin(t)^4 dt", lambda _, t: sin(t) ** 4, number(0), lambda x: 1 / x)
case("∫_{1/x}^{x} t^3 dt", lambda _, t: t**3, lambda x: 1 / x, same)
case("∫_{sqrt x}^{pi/4} θ tan θ dθ", lambda _, t: t * tan(t), sqrt, lambda _: pi / 4)
case("∫_0^{arctan x} sec(t)^2 dt", lambda _, t: 1 / cos(t) ** 2, number(0), atan)
case("∫_0^{arcsin x} cos(t) dt", lambda _, t: cos(t), number(0), asin)
case("∫_{arccos x}^2 sin(t)/t dt", lambda _, t: sin(t) / t, acos, number(2))
case("∫_0^{sinh x} 1/sqrt(1+t^2) dt", lambda _, t: 1 / sqrt(1 + t**2), number(0), sinh)
case("∫_1^{cosh x} sqrt(t^2 + 3) dt", lambda _, t: sqrt(t**2 + 3), number(1), cosh)
case("∫_{tanh x}^x t e^t dt", lambda _, t: t * exp(t), tanh, same)
case("∫_1^x dt/t", lambda _, t: 1 / t, number(1), same)
case("∫_1^{5x} 1/t dt", lambda _, t: 1 / t, number(1), lambda x: 5 * x)
case("∫_0^x t/(1+t^3) dt", lambda _, t: t / (1 + t**3), number(0), same)
case("∫_2^{x^2+1} dt/(t ln t)", lambda _, t: 1 / (t * log(t)), number(2), lambda x: x**2 + 1)
case("∫_0^{x^2} |t - 3| dt", lambda _, t: abs(t - 3), number(0), lambda x: x**2)
case("∫_0^x t^t dt", lambda _, t: t**t, number(0), same)
case("∫_0^x 2^t dt", lambda _, t: 2**t, number(0), same)
case("∫_0^{2^x} t^2 dt", lambda _, t: t**2, number(0), lambda x: 2**x)
case("∫_0^{x^x} e^{-t} dt", lambda _, t: exp(-t), number(0), lambda x: x**x)
case("∫_0^x sqrt(t) dt", lambda _, t: sqrt(t), number(0), same)
case("∫_0^{x^2} ln(1 + t) dt", lambda _, t: log(1 + t), number(0), lambda x: x**2)
case("∫_{-1}^{x} t^2 dt", lambda _, t: t**2, number(-1), same)
case("∫_x^{2} (3t - 1)^5 dt", lambda _, t: (3 * t - 1) ** 5, same, number(2))
case("∫_x^{x+1} cos(πt) dt", lambda _, t: cos(pi * t), same, lambda x: x + 1)
case("∫_0^x tanh(t) dt", lambda _, t: tanh(t), number(0), same)
case("∫_0^{sin(x^2)} e^t dt", lambda _, t: exp(t), number(0), lambda x: sin(x**2))
case("∫_0^{(2x+1)^3} 1/(1+t^2) dt", lambda _, t: 1 / (1 + t**2), number(0), lambda x: (2 * x + 1) ** 3)
case("∫_{e^{-x}}^{e^x} 1/t dt", lambda _, t: 1 / t, lambda x: exp(-x), exp)
# under the sign
case("∫_0^1 e^{-x t} dt", lambda x, t: exp(-x * t), number(0), number(1))
case("∫_0^1 t^x dt", lambda x, t: t**x, number(0), number(1))
case("∫_0^π cos(x sin t) dt", lambda x, t: cos(x * sin(t)), number(0), lambda _: pi)
case("∫_1^2 e^{x t}/t dt", lambda x, t: exp(x * t) / t, number(1), number(2))
case("∫_0^1 ln(1 + x t^2) dt", lambda x, t: log(1 + x * t**2), number(0), number(1))
case("∫_0^2 1/(x^2 + t^2) dt", lambda x, t: 1 / (x**2 + t**2), number(0), number(2))
case("∫_0^1 sqrt(1 - x^2 sin(t)^2) dt", lambda x, t: sqrt(1 - x**2 * sin(t) ** 2), number(0), number(1))
case("∫_0^3 (x - t)^2 dt", lambda x, t: (x - t) ** 2, number(0), number(3))
case("∫_0^1 x e^{x^2 t} dt", lambda x, t: x * exp(x**2 * t), number(0), number(1))
case("∫_1^3 sin(t/x) dt", lambda x, t: sin(t / x), number(1), number(3))
case("∫_0^1 arctan(x t) dt", lambda x, t: atan(x * t), number(0), number(1))
# both
case("∫_0^x (x-t) e^t dt", lambda x, t: (x - t) * exp(t), number(0), same)
case("∫_0^x sin(x t) dt", lambda x, t: sin(x * t), number(0), same)
case("∫_0^{x^2} cos(x + t) dt", lambda x, t: cos(x + t), number(0), lambda x: x**2)
case("∫_x^{x^2} ln(1 + x t) dt", lambda x, t: log(1 + x * t), same, lambda x: x**2)
case("∫_x^{2x} sin(x t)/t dt", lambda x, t: sin(x * t) / t, same, lambda x: 2 * x)
case("∫_x^5 e^{-x t^2} dt", lambda x, t: exp(-x * t**2), same, number(5))
case("∫_{-x}^{x} e^{x t} dt", lambda x, t: exp(x * t), lambda x: -x, same)
case("∫_0^x (x - t)^3 cos t dt", lambda x, t: (x - t) ** 3 * cos(t), number(0), same)
case("∫_{sin x}^{x^2} sqrt(x^2 + t^2) dt", lambda x, t: sqrt(x**2 + t**2), sin, lambda x: x**2)
case("∫_1^x x^2/t dt", lambda x, t: x**2 / t, number(1), same)
# an integral inside something, and beside something
case("sin(∫_0^x e^{t^2} dt)", lambda _, t: exp(t**2), number(0), same, lambda _, i: sin(i))
case("(∫_1^{2x} dt/t)^3", lambda _, t: 1 / t, number(1), lambda x: 2 * x, lambda _, i: i**3)
case("x ∫_0^x sin(t) dt", lambda _, t: sin(t), number(0), same, lambda x, i: x * i)
case("x^2 ∫_x^1 e^{-t^2} dt + x", lambda _, t: exp(-(t**2)), same, number(1), lambda x, i: x**2 * i + x)
case("1/(1 + ∫_0^{x^2} t e^t dt)", lambda _, t: t * exp(t), number(0), lambda x: x**2, lambda _, i: 1 / (1 + i))
case("ln(2 + ∫_0^x cos(t^2) dt)", lambda _, t: cos(t**2), number(0), same, lambda _, i: log(2 + i))
case("e^{∫_0^{3x} 1/(1+t) dt}", lambda _, t: 1 / (1 + t), number(0), lambda x: 3 * x, lambda _, i: exp(i))
case("e^{-x^2} ∫_0^x e^{t^2} dt", lambda _, t: exp(t**2), number(0), same, lambda x, i: exp(-(x**2)) * i)
case("sqrt(1 + (∫_0^{x^2} sin t dt)^2)", lambda _, t: sin(t), number(0), lambda x: x**2, lambda _, i: sqrt(1 + i**2))
case("(∫_0^x t^2 dt)/x", lambda _, t: t**2, number(0), same, lambda x, i: i / x)
case("2/√π ∫_0^x e^{-t^2} dt", lambda _, t: exp(-(t**2)), number(0), same, lambda _, i: 2 / sqrt(pi) * i)
case("x - 3∫_{x^3}^{2} dt/(1 + t^4)", lambda _, t: 1 / (1 + t**4), lambda x: x**3, number(2), lambda x, i: x - 3 * i)
case("cos(x) ∫_0^x cos(x - t) dt", lambda x, t: cos(x - t), number(0), same, lambda x, i: cos(x) * i)
case("(∫_0^{x^2} e^{x t} dt)^2", lambda x, t: exp(x * t), number(0), lambda x: x**2, lambda _, i: i**2)
case("2^{∫_0^x cos t dt}", lambda _, t: cos(t), number(0), same, lambda _, i: 2**i)
case("arctan(∫_{x}^{x^2} 1/t dt)", lambda _, t: 1 / t, same, lambda x: x**2, lambda _, i: atan(i))
case("∫_0^x dt", lambda _, __: mpf(1), number(0), same)
case("∫_0^{∫_0^x e^s ds} cos(t) dt", lambda _, t: cos(t), number(0), lambda x: exp(x) - 1)
case("∫_0^x ∫_0^t cos(s) ds dt", lambda _, t: sin(t), number(0), same)
case("∫_0^x t ∫_0^{x} e^{s} ds dt", lambda x, t: t * (exp(x) - 1), number(0), same)
case("sum(∫_0^{k x} e^{-t} dt, k=1..3)", lambda _, t: exp(-t), number(0), same, lambda x, i: i + (1 - exp(-2 * x)) + (1 - exp(-3 * x)))


def truth(text: str) -> Any:
    """Return the derivative at X by quadrature and a central difference, in 25 digits."""
    f, low, high, whole = TRUE[text]
    with mpmath.workdps(25):

        def value(x: Any) -> Any:
            return whole(x, mpmath.quad(lambda t: f(x, t), [low(x), high(x)]))

        step = mpf(10) ** -8
        return (value(X + step) - value(X - step)) / (2 * step)


@pytest.mark.parametrize("text", TRUE)
def test_derivative_is_the_slope_of_the_values(text: str) -> None:
    """The derivative of an integral is what quadrature and differences give, and chainrule has checked it itself."""
    derivation = derive(text, "x")
    found = derivation.at(x=float(X)).gradient["x"]
    assert float(truth(text)) == pytest.approx(found, rel=1e-8, abs=1e-12)
    assert derivation.proof is not None
    assert derivation.proof.points >= 3
    assert not derivation.proof.note


def test_there_are_enough_of_them() -> None:
    assert len(TRUE) >= 80


RULED = {
    "∫_0^x f(t) dt": (FUNDAMENTAL, "f(x)"),
    "∫_x^1 f(t) dt": (LOWER, "-f(x)"),
    "∫_x^{2x} f(t) dt": (BOTH, "f(2*x)*2 - f(x)"),
    "∫_0^1 f(x, t) dt": (LEIBNIZ, "int(∂f/∂x, t, 0, 1)"),
    "∫_0^x f(x, t) dt": (LEIBNIZ_UPPER, "f(x, x) + int(∂f/∂x, t, 0, x)"),
    "∫_x^1 f(x, t) dt": (LEIBNIZ_MOVING, "-f(x, x) + int(∂f/∂x, t, x, 1)"),
}


@pytest.mark.parametrize("text", RULED)
def test_rule(text: str) -> None:
    """Each place in which the name may stand has its rule, by its name."""
    rule, derivative = RULED[text]
    trace: list[Step] = []
    from chainrule.formula import Formula

    assert str(Formula(differentiate(read_expression(text, functions={"f": ()}), {"x"}, trace)["x"])) == derivative
    assert trace[-1].rule is RULES[rule]


TIDY = {
    "∫_0^{x^2} sin(t^2) dt": "2*x*sin(x^4)",
    "∫_{-x}^{x} e^{t^2} dt": "2*e^(x^2)",
    "∫_0^1 e^{-x t} dt": "-int(t*e^(-x*t), t, 0, 1)",
    "∫_0^1 x^2 t dt": "2*x*int(t, t, 0, 1)",
    "∫_0^x (x - t) e^t dt": "int(e^t, t, 0, x)",
    "∫_x^x sin(t) dt": "0",
    "∫_0^1 sin(t) dt + x": "1",
    "∫_0^x f(t) dt": "f(x)",
    "∫_0^x f(x) dx": "f(x)",
    "x ∫_0^1 e^{t^2} dt": "int(e^(t^2), t, 0, 1)",
}


@pytest.mark.parametrize("text", TIDY)
def test_tidy_form(text: str) -> None:
    """Constants and signs stand in front of an integral, which comes last; one that does not depend on the name is a constant."""
    assert str(derive(text, "x")["x"].tidy) == TIDY[text]


def test_variable_of_integration_is_no_quantity() -> None:
    """Nothing can be asked of a variable of integration, and a quantity of its name is another one."""
    derivation = derive("F = t^2 ∫_0^x sin(t) dt")
    assert derivation.wrt == ("t", "x")
    assert str(derivation["t"].tidy) == "2*t*int(sin(s), s, 0, x)"
    assert str(derive("∫_0^x sin(t) dt", "x")["x"].tidy) == "sin(x)"


def test_links() -> None:
    """A limit that is composite is a link of the chain, and so is an integral inside a function; what is integrated is none."""
    nodes = {node.name: str(node.tree) for node in derive("y = ln(∫_0^{x^2} sin(t^2 + 1) dt)").graph.nodes if node.tree is not None}
    assert list(nodes) == ["u", "v", "y"]
    elementary = derive("y = ∫_0^{x^2 + 1} sin(t^2 + 1) dt", grain="elementary").graph.nodes
    assert [node.name for node in elementary if node.tree is not None] == ["u_1", "u_2", "y"]
    assert [node.name for node in derive("y = ∫_0^{x^2} u v dv").graph.nodes] == ["x", "w", "u", "y"]  # no link has the variable's name


DOMAINS = {
    "∫_0^{x^2} sin(t^2) dt": "Holds for every real x.",
    "∫_1^x dt/t": "Holds where x > 0.",
    "∫_{-1}^x dt/t": "Holds where x < 0.",
    "∫_1^{x^2 + 1} dt/t": "Holds for every real x.",
    "∫_0^x sqrt(1 + t^3) dt": "Holds where x ≥ −1.",
    "∫_2^x 1/(t - 1) dt": "Holds where x > 1.",
    "∫_x^{x^3} cos(t)/t dt": "Holds where x ≠ 0.",
    "∫_{x}^{x^2} 1/t dt": "Holds where x > 0.",
    "∫_{1 - x}^{1 + x} 1/(t - 2) dt": "Holds where −1 < x < 1.",
    "∫_x^{x^2 - 2} 1/t dt": "Holds where x·(x² − 2) > 0.",
    "∫_x^{2x} 1/(t + 1) dt": "Holds where x < −1 or x > −1/2.",
    "∫_{sin x}^{cos x} 1/t dt": "Holds where t ≠ 0 for every t between sin(x) and cos(x).",
    "∫_{-x}^x 1/root(t^2, 3) dt": "Holds where x ≠ 0, and where the integral, which is improper at t = 0, converges.",
    "∫_x^∞ 1/t^2 dt": "Holds where x > 0.",
    "∫_x^∞ e^{-t^2} dt": "Holds for every real x.",
    "∫_0^∞ e^{-x t} dt": "Holds where the integral, which is improper at t = ∞, converges.",
    "∫_x^∞ f(t) dt": "Holds where f is continuous between x and ∞, and where the integral, which is improper at t = ∞, converges.",
    "∫_0^x tan t dt": "Holds where cos(t) ≠ 0 for every t between 0 and x.",
    "∫_0^x f(t) dt": "Holds where f is continuous between 0 and x.",
    "∫_0^x sin(t)/t dt": "Holds where x ≠ 0, and where the integral, which is improper at t = 0, converges.",
    "∫_0^x |t| dt": "Holds for every real x.",
    "∫_0^x sign(t - 1) dt": "Holds where x ≠ 1.",
    "∫_0^x floor(t) dt": "Holds where x ≠ ⌊x⌋.",
    "∫_0^x t*floor(x) dt": "Holds where x ≠ ⌊x⌋.",
    "∫_0^1 sign(t - x) dt": "Holds where t − x ≠ 0 for every t between 0 and 1.",
}


@pytest.mark.parametrize("text", DOMAINS)
def test_where_it_holds(text: str) -> None:
    """What is integrated has to be continuous between the limits: a condition on these where it comes down to one."""
    shown = " ".join(render(derivation_document(derive(text, "x")), "text").split())
    assert f"{DOMAINS[text]}  ".strip() in shown


NO_VALUE = ["∫_0^x 1/t dt", "∫_0^x e^t/t^2 dt", "∫_{-x}^{x} 1/t dt", "∫_{-x}^{2x} 1/t^2 dt", "∫_{1 - x}^{1 + x} 1/(t - 1) dt", r"\int_1^x \frac{z^2}{z^4-1}dz"]


@pytest.mark.parametrize("text", NO_VALUE)
def test_what_has_no_value_is_refused(text: str) -> None:
    """An integral that is infinite has no derivative."""
    with pytest.raises(ChainRuleError, match="the integral has no value"):
        derive(text, "x")


def test_nothing_is_said_to_be_checked_across_a_pole() -> None:
    """An integrand that is infinite between the limits is seen, also where everything cancels by symmetry."""
    proof = derive("∫_{-sinh x}^{sinh x} 1/t dt").proof
    assert proof is not None
    assert "no point was found" in proof.note


INF = mpmath.inf
def test_integrals_of_whole_parts_are_not_worked_out() -> None:
    """Two rules of quadrature agree on ⌊t⌋ far out without being right: nothing is told to be checked, and nothing to be wrong."""
    derivation = derive("F(x) = ∫_{x^2}^{-1} floor(t) dt")
    assert str(derivation["x"].tidy) == "-2*x*floor(x^2)"
    assert derivation.proof is not None
    assert (derivation.proof.points, "no point was found" in derivation.proof.note) == (0, True)


@pytest.mark.parametrize("text", ["∫_0^x sign(t - x) dt", "∫_x^{2x} floor(t - x) dt", "∫_0^{x^2} step(t - x^2) dt"])
def test_a_jump_at_a_limit_is_refused(text: str) -> None:
    """Where what is integrated jumps at a limit wherever that is, no rule holds, and none is used."""
    with pytest.raises(ChainRuleError, match="where the integral ends"):
        derive(text, "x")


@pytest.mark.parametrize("text", ["∫_0^x step(t - x/2) dt", "∫_{-x}^x sign(t + x/3) t^2 dt", "∫_0^{x^2} step(8t - x^2) dt", "∫_0^x sign(2t - x) t dt"])
def test_a_jump_that_moves_between_the_limits_is_refused(text: str) -> None:
    """Where what is integrated always jumps between the limits, at a place that moves, the rule of Leibniz holds nowhere."""
    with pytest.raises(ChainRuleError, match="always jumps between the limits"):
        _ = derive(text, "x").domain


TO_INFINITY: dict[str, tuple[str, Function]] = {
    "∫_x^∞ e^{-t^2} dt": ("-e^(-x^2)", lambda x: mpmath.quad(lambda t: exp(-t * t), [x, INF])),
    "∫_{-∞}^x e^{-t^2/2}/sqrt(2π) dt": ("e^(-x^2/2)/sqrt(2*pi)", mpmath.ncdf),
    "∫_∞^{x^2} e^{-t} dt": ("2*x*e^(-x^2)", lambda x: -exp(-x * x)),
    "∫_x^∞ 1/(1 + t^2) dt": ("-1/(1 + x^2)", lambda x: pi / 2 - atan(x)),
    "∫_x^∞ 1/sqrt(1 + t^3) dt": ("-1/sqrt(1 + x^3)", lambda x: mpmath.quad(lambda t: 1 / sqrt(1 + t**3), [x, 2, 10, INF])),
    "∫_0^∞ e^{-x t} dt": ("-int(t*e^(-x*t), t, 0, oo)", lambda x: 1 / x),
    "∫_{-∞}^∞ e^{-x t^2} dt": ("-int(t^2*e^(-x*t^2), t, -oo, oo)", lambda x: sqrt(pi / x)),
    "∫_0^∞ 1/(x^2 + t^2) dt": ("-2*x*int(1/(x^2 + t^2)^2, t, 0, oo)", lambda x: pi / (2 * x)),
}


@pytest.mark.parametrize("text", TO_INFINITY)
def test_to_infinity(text: str) -> None:
    """An integral to infinity is differentiated, checked against a difference quotient, and worked out in numbers."""
    tidy, function = TO_INFINITY[text]
    derivation = derive(f"F(x) = {text}", "x")
    assert str(derivation["x"].tidy) == tidy
    assert derivation.proof is not None
    assert (derivation.proof.points, derivation.proof.note) == (3, "")
    found = derivation.at(x=1.3)
    assert found.values["F"] == pytest.approx(float(function(mpf("1.3"))), rel=1e-8)
    assert found.gradient["x"] == pytest.approx(float(mpmath.diff(function, mpf("1.3"))), rel=1e-8)


DIVERGENT = [
    "∫_x^∞ 1/t dt", "∫_{-∞}^x e^{-t} dt", "∫_x^∞ t dt", "∫_x^∞ 1/sqrt(t) dt", "∫_{-∞}^∞ x t^2 dt", "∫_{-∞}^∞ e^{x t} dt", "∫_2^∞ x/(t ln t) dt",
    "∫_0^∞ sin(x t)/t dt", "∫_1^∞ cos(x t) dt",
]  # fmt: skip


@pytest.mark.parametrize("text", DIVERGENT)
def test_divergence_is_refused(text: str) -> None:
    """An integral to infinity of what falls off no faster than 1/t is refused."""
    with pytest.raises(ChainRuleError, match="not known to converge"):
        derive(text, "x")


@pytest.mark.parametrize("text", ["∫_0^1 ∫_0^∞ e^{-x s t} ds dt", "∫_0^∞ ∫_0^∞ e^{-x (s + t)} ds dt"])
def test_an_integral_to_infinity_inside_another_one_is_refused(text: str) -> None:
    """That of 1/(x t) over t diverges, which nothing shows before the inner one is worked out."""
    with pytest.raises(ChainRuleError, match="inside another one"):
        derive(text, "x")


TYPED = ["int(exp(-t^2), t, x, oo)", "integrate(exp(-t^2), (t, x, oo))", "int(exp(-t^2), t=x..infinity)", r"\int_x^\infty e^{-t^2} dt", "∫_x^{+∞} e^{-t^2} dt"]


@pytest.mark.parametrize("text", TYPED)
def test_infinity_as_it_is_typed(text: str) -> None:
    """Infinity is read as it is written in LaTeX, in Unicode and in programs, and nowhere but as a limit."""
    assert str(derive(text, "x")["x"].tidy) in ("-exp(-x^2)", "-e^(-x^2)")
    for other in ("∞ x", "∫_0^x t dt + x^∞", "∫_0^{2∞} x t dt"):
        with pytest.raises(ChainRuleError):
            derive(other)


def test_infinity_in_sympy() -> None:
    """SymPy's integral to oo is read, and given back."""
    t, x = sympy.symbols("t x")
    derivation = derive(sympy.Integral(sympy.exp(-x * t), (t, 0, sympy.oo)))
    assert derivation["x"].tidy.sympy == -sympy.Integral(t * sympy.exp(-t * x), (t, 0, sympy.oo))


def test_higher_orders() -> None:
    """d²/dx² ∫_0^x (x − t) f(t) dt is f(x)."""
    assert str(derive("∫_0^x (x-t) f(t) dt", "x", order=2)["x"].tidy) == "f(x)"
    assert str(derive("∫_0^{x^2} sin(t^2) dt", "x", order=2)["x"].tidy) == "2*sin(x^4) + 8*x^4*cos(x^4)"


def test_equation_and_curve() -> None:
    """The inverse of an integral, and the slope of a clothoid."""
    assert str(derive("x = ∫_0^y e^{-t^2} dt, dy/dx")["x"].tidy) == "e^(y^2)"
    assert str(derive("x = ∫_0^t cos(s^2) ds, y = ∫_0^t sin(s^2) ds, dy/dx")["x"].tidy) == "sin(t^2)/cos(t^2)"
