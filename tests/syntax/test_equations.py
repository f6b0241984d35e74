"""Reading equations between quantities, and telling them from definitions."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ProblemError, ReadError
from chainrule.notation import text
from chainrule.syntax import read_problem

EQUATIONS = {
    "x^2 + y^2 = 25": ("x^2 + y^2", "25", "y"),
    "sin(y) = x, dy/dx": ("sin(y)", "x", "y"),
    "2 = x y": ("2", "x*y", "y"),
    "x^2 + y^2 = 25; x = 3; y = 4; dy/dx": ("x^2 + y^2", "25", "y"),
    "x = y^2, dy/dx": ("x", "y^2", "y"),
    "xy = 1, dy/dx": ("x*y", "1", "y"),
    "xy = 1": ("x*y", "1", "y"),
    "F(x, y) = 0, dy/dx": ("F(x, y)", "0", "y"),
    "PV = nRT, n = 2, R = 8, T = 300; dP/dV": ("P*V", "n*R*T", "P"),
    "PV = nRT, n = 2, V = 10, P = 480; dP/dV": ("P*V", "n*R*T", "P"),
    "IR = V, R = 5; dI/dV": ("I*R", "V", "I"),
    "x^2 + y^2 = 25. Find y'": ("x^2 + y^2", "25", "y"),
    "Differentiate implicitly with respect to x: x + y^3 = 1": ("x + y^3", "1", "y"),
    r"$\sqrt{x} + \sqrt{y} = 4$": ("sqrt(x) + sqrt(y)", "4", "y"),
}


@pytest.mark.parametrize(("problem", "expected"), EQUATIONS.items(), ids=EQUATIONS)
def test_read(problem: str, expected: tuple[str, str, str]) -> None:
    """The sides stay as they are written, and the definition is their difference."""
    read = read_problem(problem)
    assert read.equation is not None
    assert (text(read.equation.left), text(read.equation.right), read.output) == expected
    assert [definition.tree for definition in read.definitions] == [read.equation.difference]


DEFINITIONS = ["y = x^2", "f(x) = x^2", "z = 4x + 7y, x = a^2 + 7b", "x = y^2", "x^2, x = 3", "y = x^2, dy/dx"]
DEFINITIONS += ["V = IR, R = 5; dV/dI", "xy = 5; z = xy t; dz/dt"]


@pytest.mark.parametrize("problem", DEFINITIONS)
def test_definitions(problem: str) -> None:
    """A name on the left side is a definition, unless the derivative of something in it is asked for."""
    assert read_problem(problem).equation is None


SQUARES = {
    "m = (a + b)/2; σ² = ((a - m)² + (b - m)²)/2; y = (a - m)/√(σ² + ε)": ("σ", "sqrt(((a - m)^2 + (b - m)^2)/2)"),
    r"$\sigma^{2} = \frac{u^2 + v^2}{2}$, $y = \frac{u}{\sigma}$": ("σ", "sqrt((u^2 + v^2)/2)"),
    "r^2 = x^2 + y^2, z = r^3, dz/dx": ("r", "sqrt(x^2 + y^2)"),
}


@pytest.mark.parametrize("problem", SQUARES)
def test_a_quantity_that_is_given_by_its_square(problem: str) -> None:
    """A square that another definition uses is that of a positive quantity."""
    read = read_problem(problem)
    assert read.equation is None
    assert SQUARES[problem] in [(each.name, text(each.tree)) for each in read.definitions]


@pytest.mark.parametrize("problem", ["s^2 = t^2 + 1, y = s^2 + s, dy/dt", "r^2 = x^2 + y^2, dr/dx", "z^2 = x^2 + y^2, A = x z, dx/dt = 3, dy/dt = 4, dz/dt"])
def test_squares_in_equations(problem: str) -> None:
    """A curve, and a quantity whose derivative is asked for, stay in an equation."""
    assert read_problem(problem).equation is not None


def test_difference() -> None:
    """The difference reads as one writes it, under a name that the equation does not have."""
    read = read_problem("F x^2 + y^3 = -7, dy/dx")
    assert (read.definitions[0].name, text(read.definitions[0].tree)) == ("G", "F*x^2 + y^3 + 7")
    assert text(read_problem("x^2 + y^3 = 0").definitions[0].tree) == "x^2 + y^3"


POINTS = {
    "x^2 + y^2 = 25 at (3, 4)": {"x": "3", "y": "4"},
    "x^2 + y^2 = 25, x = 3, y = -4, find dy/dx": {"x": "3", "y": "-4"},
    "Find the slope of x^2 + y^2 = 25 at the point (3, 4)": {"x": "3", "y": "4"},
    "x y = 2 at x = 1, y = 2": {"x": "1", "y": "2"},
    "What is the slope of the curve y^2 = x^3 - x at (2, sqrt(6))?": {"x": "2", "y": "sqrt(6)"},
    r"$x^2+y^2=25$, find $\frac{dy}{dx}$ at the point $(3,-4)$.": {"x": "3", "y": "-4"},
    "Differentiate x^2 + y^2 = 9 implicitly with respect to x.": {},
    "x^2 + y^2 = 25; y'; x = 3": {"x": "3"},
}


@pytest.mark.parametrize(("problem", "point"), POINTS.items(), ids=POINTS)
def test_point(problem: str, point: dict[str, str]) -> None:
    """A point gives x first, then y."""
    assert {name: text(value) for name, value in read_problem(problem).point} == point


REFUSED = {
    "x^2 + y^2 = 1, x y = 2": "there are two equations",
    "x^2 + y^2 = 25, y = 3x, dy/dx": "with the definitions, the equation ties x alone",
    "x^2 + y^2 = 25, z = x y": "which derivative is asked is not said",
    "V = s^3, S = 6s^2, dV/dt = 1, dS/dt = 2": "the rates of two defined quantities are given",
    "sin(x) = y, z = y^2": "sin is a known function and cannot be defined",
    "x^2 = y^2 = 3": "a second = in one equation",
    "x^2 + y dy/dx = 3": "an equation with derivatives in it",
    "x^2 + y = ": "nothing stands after the =",
}


@pytest.mark.parametrize(("problem", "message"), REFUSED.items(), ids=REFUSED)
def test_refused(problem: str, message: str) -> None:
    """What is no single equation is refused at its place."""
    with pytest.raises(ReadError, match=message) as error:
        read_problem(problem)
    assert error.value.start is not None


def test_circle_of_definitions() -> None:
    """A quantity defined by itself is told how to ask for its derivative as an equation."""
    import chainrule

    with pytest.raises(ProblemError, match="ask for dy/dx"):
        chainrule.derive("y = x + sin(y)")
    assert str(chainrule.derive("y = x + sin(y), dy/dx")["x"].tidy) == "1/(1 - cos(y))"


@pytest.mark.parametrize(
    "text",
    [
        "ℓ(μ, σ^2) = -n log σ - 1/(2σ^2) Σ_i (x_i - μ)^2",
        "L(μ, σ²) = -n/2 log(2π σ²) - 1/(2σ²) Σ_i (x_i - μ)²",
        r"\ell(\mu, \sigma^{2}) = -\frac{n}{2}\log(2\pi\sigma^2) - \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i-\mu)^2",
    ],
)
def test_a_function_of_a_variance(text: str) -> None:
    """A log-likelihood that is written as one of σ² is differentiated by σ, which is said."""
    found = chainrule.derive(text)
    assert found.wrt == ("μ", "σ")
    assert any("by σ itself" in str(each) for each in found.readings)
