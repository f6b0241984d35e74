"""Which derivative is asked: f^(3)(x), f'_x, ∂f/∂x|_(1,2), d/dx²; slope and acceleration at a point. SymPy differentiates what is meant."""

from __future__ import annotations

import pytest
import sympy

import chainrule
from chainrule.errors import ReadError

# What is typed -> what is differentiated, by what in turn, and the point.
ASKED = {
    "f^(3)(x), f = x^5": ("x**5", "xxx", {}),
    "f = x^5; f^{(3)}(x)": ("x**5", "xxx", {}),
    "u^(2)(x), u = sin x": ("sin(x)", "xx", {}),
    "∂f/∂x|_(1,2), f = x^2 y": ("x**2*y", "x", {"x": 1, "y": 2}),
    "y = x^3, dy/dx|_(x=2)": ("x**3", "x", {"x": 2}),
    "f'_x, f(x,y) = x^2 y + y^3": ("x**2*y + y**3", "x", {}),
    "f(x,y) = x^2 y + y^3, f'_y(1,2)": ("x**2*y + y**3", "y", {"x": 1, "y": 2}),
    "f(x,y) = x^2 y + y^3, f''_{xy}": ("x**2*y + y**3", "xy", {}),
    "z = x^2 y^3, z″_yy": ("x**2*y**3", "yy", {}),
    "y = x^2; slope at 3": ("x**2", "x", {"x": 3}),
    "y = x^3, tangent at x = 1": ("x**3", "x", {"x": 1}),
    "s = t^3; velocity at t = 2": ("t**3", "t", {"t": 2}),
    "s = t^3 - t; acceleration at t = 2": ("t**3 - t", "tt", {"t": 2}),
    "s(t) = t^3 - 6t^2 + 9t; velocity and acceleration at t = 2": ("t**3 - 6*t**2 + 9*t", "tt", {"t": 2}),
    "s = t^3, the velocity and the acceleration when t = 1": ("t**3", "tt", {"t": 1}),
    "v = t^2; acceleration at t = 3": ("t**2", "t", {"t": 3}),
    "y = tan x, f''(1)": ("tan(x)", "xx", {"": 1}),
    "f'(2), y = x^3 - x": ("x**3 - x", "x", {"": 2}),
    "(x^2 + 1)^3, f'(1)": ("(x**2 + 1)**3", "x", {"": 1}),
    "y = cos x, df/dx": ("cos(x)", "x", {}),
}


@pytest.mark.parametrize("typed", ASKED)
def test_the_derivative_is_the_one_asked_for(typed: str) -> None:
    """The order, the names and the point are those that are meant."""
    meant, by, point = ASKED[typed]
    derivation = chainrule.derive(typed)
    expected = sympy.diff(sympy.sympify(meant), *by)
    assert sympy.simplify(derivation[tuple(by)].simplified.sympy - expected) == 0
    assert {name: sympy.sympify(str(chainrule.formula.Formula(value))) for name, value in derivation.stages[0].graph.problem.point} == point


# The same in other languages.
FOREIGN = {
    "Berechne die zweite Ableitung von f(x) = e^(2x) sin x": ("exp(2*x)*sin(x)", "xx", {}),
    "2. Ableitung von x^3": ("x**3", "xx", {}),
    "f(x) = x^4, dritte Ableitung": ("x**4", "xxx", {}),
    "dérivée troisième de x^5": ("x**5", "xxx", {}),
    "la dérivée seconde de la fonction f(x) = x e^x": ("x*exp(x)", "xx", {}),
    "Hallar la segunda derivada de f(x) = x e^x": ("x*exp(x)", "xx", {}),
    "derivata seconda di x^4": ("x**4", "xx", {}),
    "tweede afgeleide van x^3": ("x**3", "xx", {}),
    "cuarta derivada de x^5": ("x**5", "xxxx", {}),
    "2ª derivada de x^3": ("x**3", "xx", {}),
    "Bilde die partiellen Ableitungen von f(x,y) = x²y + sin(xy)": ("x**2*y + sin(x*y)", "y", {}),
    "Soit f(x,y) = x² + xy. Calculer les dérivées partielles.": ("x**2 + x*y", "x", {}),
    "dérivée partielle de f(x,y) = x² y par rapport à y": ("x**2*y", "y", {}),
    "Calcular las derivadas parciales de f(x,y) = x² y³": ("x**2*y**3", "y", {}),
    "Soit f définie sur R par f(x) = x e^{-x²}. Déterminer f'(x).": ("x*exp(-x**2)", "x", {}),
    "Gradient von f(x,y,z) = x²y + z an der Stelle (1,2,3)": ("x**2*y + z", "y", {"x": 1, "y": 2, "z": 3}),
    "Bestimmen Sie die Steigung der Tangente an den Graphen von f(x) = x^2 im Punkt P(1|1)": ("x**2", "x", {"x": 1}),
    "Ableitung von f(x) = x^2 an der Stelle 3": ("x**2", "x", {"x": 3}),
    "équation de la tangente à y = x² en x = 1": ("x**2", "x", {"x": 1}),
    "pendiente de la recta tangente a y = x² en x = 3": ("x**2", "x", {"x": 3}),
    "la primera derivada de x^2": ("x**2", "x", {}),
    "dérivée première de x^2": ("x**2", "x", {}),
    "the slope at the point A(2, 4) of y = x^2": ("x**2", "x", {"x": 2}),
    "derivative at x = 3 of sin x": ("sin(x)", "x", {"x": 3}),
    "tangent plane to z = x^2 + y^2 at P(1, 2, 5)": ("x**2 + y**2", "y", {"x": 1, "y": 2}),
    "f(x,y) = x^2 + y^2; tangent plane at (1,2,5)": ("x**2 + y**2", "x", {"x": 1, "y": 2}),
    "slope of f(x) = x^2 at P(1,1)": ("x**2", "x", {"x": 1}),
    "find the slope of the tangent to y = x^2 at the point P(1,1)": ("x**2", "x", {"x": 1}),
}


@pytest.mark.parametrize("typed", FOREIGN)
def test_other_languages_ask_for_the_same(typed: str) -> None:
    """The order, the names and the point are taken from German, French, Spanish, Italian and Dutch too."""
    meant, by, point = FOREIGN[typed]
    derivation = chainrule.derive(typed)
    assert sympy.simplify(derivation[tuple(by)].simplified.sympy - sympy.diff(sympy.sympify(meant), *by)) == 0
    told = {name: sympy.sympify(str(chainrule.formula.Formula(value))) for name, value in derivation.stages[0].graph.problem.point}
    assert {name: told[name] for name in point} == point


MISMATCHED = ["d/dx² (x^4)", "d^2/dx (x^4)", "d²y/dx, y = x^4", "dy/dx^2, y = x^3", "y = sqrt(1 + dy/dx^2)", "∂f/∂x², f = x^2 y", "r = k*dt/dx^2"]


@pytest.mark.parametrize("typed", MISMATCHED)
def test_orders_that_differ_are_refused(typed: str) -> None:
    """d/dx² is no quotient of quantities d and x: where the orders differ, which derivative is meant is not known."""
    with pytest.raises(ReadError, match="the orders above and below in this derivative differ"):
        chainrule.derive(typed)


SLOPES = {
    "x^2 + y^2 = 25, slope at (3,4)": "-3/4",
    "x^2 + x y + y^2 = 7, tangent at (1,2)": "-4/5",
    "x = t^2, y = t^3 - 3t; slope at t = 2": "9/4",
}


@pytest.mark.parametrize("typed", SLOPES)
def test_a_slope_asks_for_dy_dx(typed: str) -> None:
    """A slope beside an equation or a curve is dy/dx, and the point is taken."""
    derivation = chainrule.derive(typed)
    (result,) = derivation
    assert (result.of, result.by) == ("y", ("x",))
    point = {name: sympy.sympify(str(chainrule.formula.Formula(value))) for name, value in derivation.stages[0].graph.problem.point}
    assert result.tidy.sympy.subs({sympy.Symbol(name): value for name, value in point.items()}) == sympy.Rational(SLOPES[typed])


TOGETHER = {
    "Laplacian of u = x^2 + y^2": "a Laplacian is not worked out",
    "∇²u, u = ln(x^2+y^2)": "may be the Laplacian or the Hessian matrix",
    "divergence of F = (x^2, y^2)": "a divergence is not worked out",
    r"\nabla \cdot \mathbf{F}, \mathbf{F} = (x^2, y^2)": "a divergence is not worked out",
    "∇×F, F = (x^2, y^2, z^2)": "a curl is not worked out",
    "Taylor polynomial of degree 3 of sin x at 0": "a Taylor polynomial is more than a derivative",
}


@pytest.mark.parametrize("typed", TOGETHER)
def test_what_is_made_of_several_derivatives_is_refused_by_name(typed: str) -> None:
    """What is put together from derivatives is named, and how to get them is said."""
    with pytest.raises(ReadError, match=TOGETHER[typed]) as error:
        chainrule.derive(typed)
    assert "ask for" in str(error.value)


@pytest.mark.parametrize("typed", ["f(x) = [x]", "f(x) = x - [x]", r"f(x) = \{x\}", "y = 2[t] + t"])
def test_a_variable_alone_in_such_brackets_is_refused(typed: str) -> None:
    """[x] is the floor of x in many books, and {x} what is left: x would be something else."""
    with pytest.raises(ReadError, match="floor" if "[" in typed else "fractional part"):
        chainrule.derive(typed)


@pytest.mark.parametrize("typed", ["d/dx [x]", "rate = k [A]^2", "y = 3[x + 2]", r"y = \exp\{x\}", r"y = \sqrt[x]{2}"])
def test_other_brackets_are_brackets(typed: str) -> None:
    """After d/dx, around a sum and behind a function they are nothing else."""
    assert chainrule.derive(typed)


PASTED = {
    "y = e −x": "e: e read as a factor; else write e^(…)",
    "y = x3 − 2x2 + 1": "x3 read as the name x3; else write x^3; likewise x2",
    "y = ax2 + bx + c": "ax2 read as the name ax2; else write ax^2",
}


@pytest.mark.parametrize("typed", PASTED)
def test_an_exponent_that_may_be_lost_is_said(typed: str) -> None:
    """A page that loses what stands above leaves e −x and x3: how they are read is said."""
    assert PASTED[typed] in [str(reading) for reading in chainrule.derive(typed).readings]


@pytest.mark.parametrize("typed", ["y = e - x", "y = x1 + x2 + x3", "y = w2 x2 + w3 x3", "y = x_3 - x_2"])
def test_names_with_digits_that_are_plainly_names_are_not_doubted(typed: str) -> None:
    """An x1 beside x2, other names with digits, an underscore and a minus with spaces leave no doubt."""
    assert not any("read as the name" in str(each) or "factor" in str(each) for each in chainrule.derive(typed).readings)


def test_a_function_without_a_formula_beside_one_with_its_argument_is_refused() -> None:
    """g(x) = x^2, f'(2): which of the two letters is the slip is not known."""
    with pytest.raises(ReadError, match="'f' is asked about and has no formula"):
        chainrule.derive("g(x) = x^2, f'(2)")
