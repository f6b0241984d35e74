"""Derivatives of defined quantities inside other definitions."""

from __future__ import annotations

import pickle

import pytest

import chainrule
from chainrule.calculus import Settings, rules
from chainrule.document import derivation_document
from chainrule.errors import ProblemError, TooLarge, VerificationError
from chainrule.formula import Formula
from chainrule.render import TEXT_FORMATS, render, render_pieces

RESULTS = {  # problem: its derivatives
    "f(x) = x^2 sin x; g(x) = x f'(x)": ["dg/dx = 2*x*sin(x) + x^2*cos(x) + x*(2*sin(x) + 4*x*cos(x) - x^2*sin(x))"],
    "f(x) = x^3; g(x) = f''(2x) + f(x)": ["dg/dx = 12 + 3*x^2"],
    "f(x) = x^3; g(x) = f'(x^2)": ["dg/dx = 12*x^3"],
    "s = t^3 - 2t; v = ds/dt; K = m v^2/2": ["dK/dt = 6*m*(3*t^2 - 2)*t", "dK/dm = (3*t^2 - 2)^2/2"],
    "f(x, y) = x^2 y^3; g = f_xx f_yy - f_xy^2": ["dg/dy = -96*x^2*y^3", "dg/dx = -48*y^4*x"],
    "f(x, y) = x^2 y; g(t) = t f_x(t, t^2)": ["dg/dt = 8*t^3"],
    "L = (y - p)^2; p = w x; G = (dL/dw)^2": ["dG/dy = 8*(y - w*x)*x^2", "dG/dw = -8*(y - w*x)*x^3", "dG/dx = -4*(y - w*x)*x*(4*w*x - 2*y)"],
    "f(x) = x^3; d/dx(x f'(x))": ["dy/dx = 9*x^2"],
    "f(x) = x^3; x f'(x)": ["dy/dx = 9*x^2"],
    "s(t) = t^3; v(t) = s'(t); v'(t)": ["dv/dt = 6*t"],
    "Let s(t) = t^3. Let v(t) be the derivative of s(t). Differentiate v.": ["dy/dt = 6*t"],
    "s = t^3; v = s'(t) + 1": ["dv/dt = 6*t"],
}
WORKED_OUT = {  # what is a derivative itself is worked out
    "s = t^3; v = ds/dt; a = dv/dt": "dv/dt = 6*t",
    "s(t) = t^3; v(t) = s'(t)": "ds/dt = 3*t^2",
    "v(t) = d/dt (t^3 - 2t)": "df/dt = 3*t^2 - 2",
    "f(x, y) = x^2 y; g(x, y) = f_x(x, y)": "df/dx = 2*x*y",
}
REFUSED = {
    "f(x) = x f'(x); g = f(x)": "'f' is defined by its own derivative: f",
    "f(x) = g'(x) x; g(x) = f'(x); h(x) = f(x)": "'g' is defined by its own derivative: g → f",
    "s = t^3; u = r^2; v = ds/dt": "there are several outputs: u, v",
}


def told(problem: str) -> list[str]:
    return [f"d{result.of}/d{','.join(result.by)} = {result.tidy}" for result in chainrule.derive(problem)]


@pytest.mark.parametrize(("problem", "results"), RESULTS.items(), ids=RESULTS)
def test_results(problem: str, results: list[str]) -> None:
    """A derivative in a definition is worked out first, and then differentiated as what it is."""
    assert told(problem) == results


@pytest.mark.parametrize(("problem", "result"), WORKED_OUT.items(), ids=WORKED_OUT)
def test_a_derivative_itself(problem: str, result: str) -> None:
    """Where the output is a derivative and nothing else is asked, that derivative is what is asked, and that is said."""
    assert told(problem) == [result]
    assert "is a derivative itself, and is worked out" in str(chainrule.derive(problem).readings[0])


def test_made_of_a_derivative() -> None:
    """That a product with a derivative, which is none itself, is differentiated is said."""
    derivation = chainrule.derive("U = x^2, F = x dU/dx")
    assert str(derivation["x"].tidy) == "4*x"
    assert str(derivation.readings[0]) == "F is made of a derivative, which is worked out first; F is then differentiated itself"


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("s = ln t; v = ds/dt; K = v^2", ["t > 0"]),  # v = 1/t alone would hold where t ≠ 0
        ("s(t) = ln t; K = s'(t)^2; dK/dt", ["t > 0"]),
        ("r(t) = <ln t, t>; T(t) = |r'(t)|", ["t > 0"]),
        ("f(x, y) = ln(x) y^2; g = f_x + x; dg/dx", ["x > 0"]),
        ("s = ln t; v = ds/dt; a = dv/dt; F = m a^2; dF/dt", ["t > 0"]),
        ("s = ln t; K = s'(t^2 + 1)^2; dK/dt", []),  # at another place
    ],
)
def test_domain(problem: str, said: list[str]) -> None:
    """A derivative is used only where what it is the derivative of exists."""
    assert [str(Formula(item.substituted or item.relation)) for item in chainrule.derive(problem).domain] == said


MULTIPLES = {
    "F = -dU/dx, U = k x^3": ("-3*k*x^2", "-U"),
    "I = C dV/dt, V = sin(2t)": ("2*C*cos(2*t)", "C*V"),
    "a = -dU/dx / m; U = x^2 y; m = 2": ("-x*y", "-U/m"),
    "F = m d²x/dt², x = t^3": ("6*m*t", "m*x"),
}


@pytest.mark.parametrize("problem", MULTIPLES)
def test_a_constant_multiple_of_a_derivative(problem: str) -> None:
    """Force and current are derivatives themselves, with a constant in front: that is what is asked, and said."""
    result, multiple = MULTIPLES[problem]
    derivation = chainrule.derive(problem)
    assert str(next(iter(derivation)).tidy) == result
    assert f"is a derivative itself, that of {multiple}, and is worked out" in " ".join(map(str, derivation.readings))
    assert chainrule.check(problem, result).correct


def test_a_multiple_that_is_asked_for() -> None:
    """The derivative of the multiple is one more."""
    assert str(chainrule.derive("F = -dU/dx, U = x^3; dF/dx")["x"].tidy) == "-6*x"


def test_asked_by_a_name() -> None:
    """By a name that the caller gives it is differentiated once more."""
    assert str(chainrule.derive("s = t^3; v = ds/dt", "t")["t"].tidy) == "6*t"


@pytest.mark.parametrize(("problem", "reason"), REFUSED.items(), ids=REFUSED)
def test_refused(problem: str, reason: str) -> None:
    """A circle through a derivative is no problem for a derivation, and which output is meant must be clear."""
    with pytest.raises(ProblemError) as caught:
        chainrule.derive(problem)
    assert str(caught.value).startswith(reason)


def test_too_large() -> None:
    """A derivative that cannot be written out has no place in another definition."""
    with pytest.raises(TooLarge):
        chainrule.derive("f(x) = sin(cos(sin(cos(sin(cos(sin(x))))))); g(x) = x f'(x)", settings=Settings(written_size=20))


def test_first_ones_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is worked out first has its own proof; a wrong rule is caught there."""
    derivation = chainrule.derive("s = t^3; v = ds/dt; a = dv/dt + 1")
    assert [(part.output, part.proof is not None and part.proof.points) for part in derivation.parts] == [("s", 3), ("v", 3), ("a", 3)]
    monkeypatch.setitem(rules.DIFFERENTIATORS, "pow", lambda _item, inner, _trace: inner[0])
    with pytest.raises(VerificationError):
        chainrule.derive("s = (2 + sin t)^31 t; v = ds/dt + 1")


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_every_format(name: str) -> None:
    """Every format shows what is worked out first."""
    problem = "s(t) = t^3 - 2t; K = m s'(t)^2/2"
    assert "".join(render_pieces(derivation_document(chainrule.derive(problem, "t")), name))


def test_document() -> None:
    """The reader sees the definitions as written, then every derivation under its heading; a copy says the same."""
    derivation = chainrule.derive("s(t) = t^3 - 2t; K = m s'(t)^2/2", "t")
    shown = render(derivation_document(derivation))
    for words in ("K = m·s′(t)²/2", "The derivative of s\n", "ds/dt = 3t² − 2", "The derivative of K by t", "t → s′ → K", "∂K/∂t = m·s′ · 6t"):
        assert words in shown
    assert render(derivation_document(pickle.loads(pickle.dumps(derivation)))) == shown  # noqa: S301  # our own


def test_a_sum_of_derivatives_that_is_0_is_differentiated() -> None:
    """arctan(y/x) is harmonic: f_xx + f_yy is 0 but for rounding, and so are its derivatives; that it is differentiated itself is said."""
    derivation = chainrule.derive("f(x,y) = arctan(y/x), f_xx + f_yy")
    at = derivation.at(x=1.25, y=-0.5)
    assert abs(at.gradient["x"]) < 1e-12
    assert abs(at.gradient["y"]) < 1e-12
    assert "made of derivatives, which are worked out first" in " ".join(map(str, derivation.readings))
