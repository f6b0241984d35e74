"""Implicit differentiation against SymPy's idiff, which takes another way, and against curves that can be solved for y."""

from __future__ import annotations

import math
import pickle

import pytest
import sympy

import chainrule
from chainrule.calculus import Implicit
from chainrule.calculus.curves import along, implicit
from chainrule.errors import ChainRuleError, NotDifferentiable, NumericError, ProblemError, UnknownName, VerificationError
from chainrule.numeric.on_curve import OnCurve
from chainrule.proof import check_result
from chainrule.syntax import read_expression
from chainrule.tree import Tree, symbol

x, y, z, a, b = sympy.symbols("x y z a b")

EQUATIONS = {
    "x^2 + y^2 = 25": x**2 + y**2 - 25,
    "x^3 + y^3 = 6xy": x**3 + y**3 - 6 * x * y,
    "e^(xy) + y e^y = 1": sympy.exp(x * y) + y * sympy.exp(y) - 1,
    "sin(x + y) = y^2 cos x": sympy.sin(x + y) - y**2 * sympy.cos(x),
    "tan(x/y) = x + y": sympy.tan(x / y) - x - y,
    "sqrt(x) + sqrt(y) = 4": sympy.sqrt(x) + sympy.sqrt(y) - 4,
    "x^2/a^2 + y^2/b^2 = 1": x**2 / a**2 + y**2 / b**2 - 1,
    "x y^2 - ln(y) = 3": x * y**2 - sympy.log(y) - 3,
    "(x^2 + y^2)^2 = 4 (x^2 - y^2)": (x**2 + y**2) ** 2 - 4 * (x**2 - y**2),
    "x = y^2, dy/dx": x - y**2,
    "y = x + sin(y), dy/dx": y - x - sympy.sin(y),
    "xy = 1, dy/dx": x * y - 1,
    "arctan(y) = x y^3 - 2": sympy.atan(y) - x * y**3 + 2,
}


def agree(tree: Tree, expected: sympy.Expr) -> bool:
    """Return whether a result and SymPy's have the same values at a few positive points."""
    ours = chainrule.formula.Formula(tree).sympy
    for shift in (0.0, 0.07, 0.19, 0.31, 0.44):
        values = {name: 0.6 + (shift + 0.37 * place) % 0.8 for place, name in enumerate((x, y, z, a, b))}
        one, other = (complex(form.subs(values)) for form in (ours, expected))
        if not math.isclose(one.real, other.real, rel_tol=1e-9, abs_tol=1e-12) or abs(one.imag - other.imag) > 1e-9:
            return False
    return True


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("text", EQUATIONS)
def test_against_sympy(text: str, order: int) -> None:
    """The derivatives along an equation are those of SymPy's idiff; the simplified form of a second one is where the equation holds."""
    derivation = chainrule.derive(text, wrt="x", order=order)
    result, expected = derivation["x"], sympy.idiff(EQUATIONS[text], y, x, order)
    assert isinstance(derivation, Implicit)
    assert derivation.proof is not None
    assert derivation.proof.points == 3
    assert [form for form in ("raw", "tidy") if not agree(getattr(result, form).tree, expected)] == []
    for point, (value,) in OnCurve(*derivation.tied_quantities).values([result.simplified.tree]):
        truth = complex(expected.subs({name: float(point.get(name.name, 1)) for name in (x, y, a, b)}))
        assert value is None or abs(complex(value) - truth) <= 1e-6 * abs(truth)


def test_third_derivative() -> None:
    """A higher derivative goes through all before it."""
    result = chainrule.derive("x^2 + y^2 = 25, find d^3y/dx^3")["x"]
    assert str(result.tidy) == "-75*x/y^5"
    assert sympy.idiff(x**2 + y**2 - 25, y, x, 3).subs({x: 3, y: 4}) == sympy.Rational(-225, 1024)


@pytest.mark.parametrize("text", ["x^2 + y^2 + z^2 = 9", "x^3 z^2 + sin(y z) = -7, dz/dx, dz/dy"])
def test_several(text: str) -> None:
    """Z is given by x and y, and is differentiated by each."""
    equation = x**2 + y**2 + z**2 - 9 if "9" in text else x**3 * z**2 + sympy.sin(y * z) + 7
    derivation = chainrule.derive(text)
    assert derivation.wrt == ("x", "y")
    assert agree(derivation["x"].tidy.tree, -equation.diff(x) / equation.diff(z))
    assert agree(derivation["y"].tidy.tree, -equation.diff(y) / equation.diff(z))


def test_solved_curve() -> None:
    """On the circle the slope is that of the half circle y = √(25 − x²)."""
    slope = chainrule.derive("x^2 + y^2 = 25").at(x=3, y=4).gradient["x"]
    assert slope == pytest.approx(chainrule.derive("y = sqrt(25 - x^2)").at(x=3).gradient["x"])
    second = chainrule.derive("x^2 + y^2 = 25, find y''").at(x=3, y=4).gradient["x"]
    assert second == pytest.approx(-25 / 64)


def test_unspecified() -> None:
    """Of F(x, y) = 0, the theorem itself comes out."""
    assert str(chainrule.derive("F(x, y) = 0, dy/dx")["x"].tidy) == "-(∂F/∂x)/(∂F/∂y)"
    assert str(chainrule.derive("x^2 + f(y) = 3, dy/dx")["x"].tidy) == "-2*x/f'(y)"


CHOICES = {
    "x^2 + y^2 = 25": ("y", ("x",)),
    "x^2 + y^2 = 25, dx/dy": ("x", ("y",)),
    "x^2/a^2 + y^2/b^2 = 1": ("y", ("x",)),
    "x^2 + y^2 + z^2 = 1": ("z", ("x", "y")),
    "x^2 y - z^2 = 5, find dz/dx": ("z", ("x",)),
    "PV = nRT, find dP/dV": ("P", ("V",)),
    "V = IR, find dR/dI": ("R", ("I",)),
    "Find y' if x y = 3": ("y", ("x",)),
    "Use implicit differentiation to find dy/dx if x^2 = y": ("y", ("x",)),
    r"\frac{dy}{dx}, \quad x^2 + xy + y^2 = 7": ("y", ("x",)),
}


@pytest.mark.parametrize(("text", "choice"), CHOICES.items(), ids=CHOICES)
def test_what_is_given(text: str, choice: tuple[str, tuple[str, ...]]) -> None:
    """What the equation gives, and by what it is differentiated, the text says; else custom does."""
    derivation = chainrule.derive(text)
    assert (derivation.output, derivation.wrt) == choice


def test_given_by_the_caller() -> None:
    """The caller's names come before custom."""
    assert chainrule.derive("x^2 + y^2 = 25", wrt="y").output == "x"
    assert chainrule.derive("p q = 5", wrt="p").output == "q"
    assert chainrule.derive("p q = 5", output="q").wrt == ("p",)


REFUSED = {
    "p q = 5": (ProblemError, "which quantity the equation gives is not said"),
    "y = y^2, dy/dx": (ProblemError, "an equation of one quantity has no derivative"),
    "x + y = y + 3, dy/dx": (ProblemError, "does not tie 'y'"),
    "x^2 + y^2 = 25, dz/dx": (UnknownName, "there is no 'z' in the equation"),
    "x^2 + y^2 = 25, dy/dy": (ProblemError, "cannot be differentiated by itself"),
    "x^2 + y^2 + z^2 = 1, order 2": (ChainRuleError, "by one name"),
    "ln(-x^2 - 1) = y x, dy/dx": (NotDifferentiable, "never holds"),
}


@pytest.mark.parametrize(("text", "error"), REFUSED.items(), ids=REFUSED)
def test_refused(text: str, error: tuple[type[ChainRuleError], str]) -> None:
    """What an equation does not give is refused, with the reason."""
    problem, _, order = text.partition(", order ")
    with pytest.raises(error[0], match=error[1]):
        _ = chainrule.derive(problem, order=int(order or 1)).domain


def test_domain() -> None:
    """The derivative by the quantity that the equation gives is not 0."""
    found = [str(chainrule.formula.Formula(item.substituted or item.relation)) for item in chainrule.derive("x^2 + y^2 = 25").domain]
    assert found == ["y != 0"]


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("x^3 + y^3 = 6xy", "y^2 - 2*x != 0"),  # 3y² − 6x
        ("e^(x y) = x - y", "1 + x*e^(x*y) != 0"),
        ("sin(x + y) = y^2 cos x", "2*y*cos(x) - cos(x + y) != 0"),
        ("V = 1/3 pi r^2 h, r = h/2, dV/dt = 2. Find dh/dt when h = 4", "h != 0"),
    ],
)
def test_domain_is_plain(problem: str, said: str) -> None:
    """What must not be 0 has no common number, a positive term first, and is simplified."""
    assert [str(chainrule.formula.Formula(item.substituted or item.relation)) for item in chainrule.derive(problem).domain] == [said]



def test_domain_says_nothing_twice() -> None:
    """Beside x² + y² > 0 nothing is said of x² + y² ≠ 0."""
    found = [str(chainrule.formula.Formula(item.substituted or item.relation)) for item in chainrule.derive("ln(x^2 + y^2) = 2 arctan(y/x)").domain]
    assert found == ["x != 0", "x^2 + y^2 > 0", "y - x != 0"]


def test_numbers() -> None:
    """Numbers are put in where the equation holds, and where the tangent is not upright."""
    circle = chainrule.derive("x^2 + y^2 = 25")
    assert circle.at(x=3, y=-4).values["F"] == 0
    with pytest.raises(NumericError, match="does not hold at x = 3, y = 5: its sides differ by 9"):
        circle.at(x=3, y=5)
    with pytest.raises(NumericError, match="no derivative at this point"):
        circle.at(x=5, y=0)
    with pytest.raises(NumericError, match="for one point"):
        circle.at(x=[3, 4], y=[4, 3])


def test_pickled() -> None:
    """A derivation survives being sent to another process."""
    again = pickle.loads(pickle.dumps(chainrule.derive("x^2 + y^2 = 25")))  # noqa: S301  # our own bytes
    assert str(again["x"].tidy) == "-x/y"


@pytest.mark.parametrize("order", [1, 2])
def test_a_wrong_formula_is_caught(monkeypatch: pytest.MonkeyPatch, order: int) -> None:
    """A lost sign, and a lost path through y, are caught before the result is shown."""
    right = implicit.AlongEquation.joined

    def wrong(self, form):
        return -right(self, form) if self._derivation.order == order else right(self, form)

    monkeypatch.setattr(implicit.AlongEquation, "joined", wrong)
    with pytest.raises(VerificationError, match="along the curve"):
        chainrule.derive("x^2 y + y^3 = 7", wrt="x", order=order)


def test_a_wrong_form_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form that is not the derivative is caught when it is worked out."""
    derivation = chainrule.derive("x^2 y + y^4 = 7")
    monkeypatch.setattr(along, "tidied", lambda tree: -tree)
    with pytest.raises(VerificationError, match="in another form"):
        _ = derivation["x"].tidy


WITH_EQUATION = {
    "x^2 + y^2 = 25, y''": "-25/y^3",
    "x^4 + y^4 = 16, y''": "-48*x^2/y^7",
    "x^3 + y^3 = 6xy, y''": "16*x*y/(2*x - y^2)^3",
    "x^2 + x y + y^2 = 7, y''": "-42/(x + 2*y)^3",
    "sqrt(x) + sqrt(y) = 1, y''": "1/(2*x^(3/2))",
    "x^2/a^2 + y^2/b^2 = 1, y''": "-b^4/(a^2*y^3)",
    "x^2 + y^2 = 25, y'''": "-75*x/y^5",
    "u = 2x, u^2 + y^2 = 1, y''": "-4/y^3",
    "y = x^2 + sin(y), dy/dx": "2*x/(1 - cos(y))",
    "x^3 + y^3 = 6xy, dy/dx": "(2*y - x^2)/(y^2 - 2*x)",
}


@pytest.mark.parametrize(("text", "expected"), WITH_EQUATION.items(), ids=WITH_EQUATION)
def test_the_equation_is_put_in(text: str, expected: str) -> None:
    """A higher derivative is written with the equation where that is shorter, as textbooks give it."""
    result = next(iter(chainrule.derive(text)))
    assert len(str(result.simplified)) <= len(expected)
    assert sympy.simplify(result.simplified.sympy - chainrule.formula.Formula(read_expression(expected)).sympy) == 0


def test_a_form_that_is_wrong_along_the_equation() -> None:
    """A form is refused that has another value where the equation holds; one that is equal there alone passes."""
    result = next(iter(chainrule.derive("x^2 + y^2 = 25, y''")))
    cube = symbol("y") ** 3
    check_result(result, -(25 / cube))
    with pytest.raises(VerificationError, match="written in another form"):
        check_result(result, -(24 / cube))


def test_a_name_that_the_equation_has_with_an_index_alone() -> None:
    """What is asked for has to be in the equation: x is not x_i."""
    with pytest.raises(UnknownName, match="'x' is not in the equation"):
        chainrule.derive("x_i^2 + y^2 = 10, x = 3, y = -4, find dy/dx")
