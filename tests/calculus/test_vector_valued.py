"""Functions with several components against SymPy's own derivatives of their components."""

from __future__ import annotations

import pickle

import pytest
import sympy

import chainrule
from chainrule.calculus import VectorValued
from chainrule.errors import NotDifferentiable, ProblemError, UnknownName

r, t, u, v, x, y, z, theta = sympy.symbols("r t u v x y z θ")
a, b = sympy.symbols("a b")
sin, cos, exp, log = sympy.sin, sympy.cos, sympy.exp, sympy.log

MATRICES = {
    "r(t) = (cos t, sin t, t^2)": ((cos(t), sin(t), t**2), (t,)),
    "r(t) = <t^2, e^t, ln t>": ((t**2, exp(t), log(t)), (t,)),
    "r = (e^(2t), t sin(t^2))": ((exp(2 * t), t * sin(t**2)), (t,)),
    "r(t) = (a cos t, b sin t)": ((a * cos(t), b * sin(t)), (t,)),
    "F(x, y) = (x^2 y, 5x + sin y)": ((x**2 * y, 5 * x + sin(y)), (x, y)),
    "F(r, θ) = (r cos θ, r sin θ)": ((r * cos(theta), r * sin(theta)), (r, theta)),
    "F(x, y, z) = (x y z, x^2 + y^2, z e^x)": ((x * y * z, x**2 + y**2, z * exp(x)), (x, y, z)),
    "F(x, y) = (x, y, x y, 3)": ((x, y, x * y, 3), (x, y)),
    "F(u, v) = (u^2 - v, u v); u = x + y; v = x y": (((x + y) ** 2 - x * y, (x + y) * x * y), (x, y)),
    "F = (u, v); u = x + y; v = x y": ((x + y, x * y), (x, y)),
    "u = x^2 y; v = x + y; find the Jacobian": ((x**2 * y, x + y), (x, y)),
    "w = x y; u = w^2; v = w + x; Jacobian matrix": (((x * y) ** 2, x * y + x), (x, y)),
    "Jacobian of (x y, x + y)": ((x * y, x + y), (x, y)),
    "F(x, y) = (x y, x y)": ((x * y, x * y), (x, y)),
}


def matrix(derivation: VectorValued) -> sympy.Matrix:
    assert derivation.jacobian is not None
    return derivation.jacobian.sympy


def at_random(found: sympy.Matrix) -> sympy.Matrix:
    values = {symbol: sympy.Rational(place + 3, 7) for place, symbol in enumerate((a, b, r, t, u, v, x, y, z, theta))}
    return found.subs(values).evalf(30)


@pytest.mark.parametrize(("text", "expected"), MATRICES.items(), ids=MATRICES)
def test_jacobian_matrix(text: str, expected: tuple[tuple[sympy.Expr, ...], tuple[sympy.Symbol, ...]]) -> None:
    """Row i holds the derivatives of component i, column j those by input j."""
    components, inputs = expected
    derivation = chainrule.derive(text)
    assert isinstance(derivation, VectorValued)
    assert derivation.wrt == tuple(symbol.name for symbol in inputs)
    difference = at_random(matrix(derivation)) - at_random(sympy.Matrix(components).jacobian(inputs))
    assert max(abs(entry) for entry in difference) < 1e-20


@pytest.mark.parametrize(
    ("text", "wrt", "expected"),
    [
        ("F(x, y) = (x^2 y, 5x + sin y)", "y", "(x^2, cos(y))"),
        ("F(x, y) = (x^2 y, 5x)", "y", "(x^2, 0)"),
        ("r(t) = (a t, t^2)", "a", "(t, 0)"),
    ],
)
def test_by_one_name(text: str, wrt: str, expected: str) -> None:
    """The derivative by one name is a vector, with 0 for what does not depend on it."""
    derivation = chainrule.derive(text, wrt=wrt)
    assert str(derivation[wrt].tidy) == expected
    assert [result.wrt for result in derivation] == [wrt]


def test_the_result_holds_those_of_the_components() -> None:
    """A vector's components are results with paths and forms of their own."""
    result = chainrule.derive("r(t) = (e^(2t), ln t)")["t"]
    assert [(each.of, str(each.tidy), each.paths.count) for each in result.components] == [("r_1", "2*e^(2*t)", 1), ("r_2", "1/t", 1)]
    assert result.left == chainrule.tree.derivative("r", "t")
    assert result.tidy.latex == r"\left(2 e^{2 t}, \frac{1}{t}\right)"


def test_links_are_shared() -> None:
    """Components with a part in common have it once in their graph."""
    graph = chainrule.derive("F(x, y) = (sin(x y), cos(x y))").graph
    assert [node.name for node in graph.nodes if node.origin == "link"] == ["u"]


def test_second_derivative() -> None:
    """The acceleration is the vector of the components' second derivatives."""
    derivation = chainrule.derive("r(t) = (cos 2t, e^(3t), t)", order=2)
    assert str(derivation["t"].tidy) == "(-4*cos(2*t), 9*e^(3*t), 0)"
    assert derivation.jacobian is None
    assert [stage.order for stage in derivation.parts] == [1, 2, 1, 2, 1, 2, 2]


def test_mixed_derivatives() -> None:
    """Of a higher order there is a vector for each combination of names."""
    derivation = chainrule.derive("F(x, y) = (x^2 y, x y^2)", order=2)
    assert {result.by: str(result.tidy) for result in derivation} == {("x", "x"): "(2*y, 0)", ("x", "y"): "(2*x, 2*y)", ("y", "y"): "(0, 2*x)"}
    assert str(derivation["y", "x"].tidy) == "(2*x, 2*y)"


def test_numbers() -> None:
    """Values and derivatives have a number for each component."""
    found = chainrule.derive("F(x, y) = (x^2 y, 5x, y z)").at(x=2, y=3, z=1)
    assert found.values["F"] == (12.0, 10.0, 3.0)
    assert (found.gradient["x"], found.gradient["y"]) == ((12.0, 5.0, 0.0), (4.0, 0.0, 1.0))


@pytest.mark.parametrize(
    ("text", "determinant"),
    [
        ("x = r cos θ; y = r sin θ; find the Jacobian", "r"),
        ("x = ρ sin φ cos θ; y = ρ sin φ sin θ; z = ρ cos φ; Jacobian", "ρ^2*sin(φ)"),
        ("x = u^2 - v^2; y = 2 u v; ∂(x, y)/∂(u, v)", "4*u^2 + 4*v^2"),
    ],
)
def test_determinant(text: str, determinant: str) -> None:
    """A small square matrix has a determinant."""
    assert str(chainrule.derive(text).determinant) == determinant


def test_no_determinant() -> None:
    """A matrix that is not square has none."""
    assert chainrule.derive("F(x, y) = (x y, x, y)").determinant is None


def test_one_component_alone() -> None:
    """A component can be asked for by its name, and is a quantity like any other."""
    derivation = chainrule.derive("F(x, y) = (x y, x + y)", output="F_1")
    assert not isinstance(derivation, VectorValued)
    assert str(derivation["x"].tidy) == "y"


def test_every_component_is_checked() -> None:
    """The proof of the whole is that of its components, at the fewest points."""
    derivation = chainrule.derive("r(t) = (t, 3, ln t)")
    assert derivation.proof is not None
    assert derivation.proof.points == 3
    assert all(each.proof is not None for each in derivation.components)
    assert [str(chainrule.notation.text(item.relation)) for item in derivation.domain] == ["t > 0"]


def test_domain() -> None:
    """The vector has its derivative where all components have theirs; where that is nowhere, it is refused."""
    derivation = chainrule.derive("r(t) = (sqrt(t), ln(2 - t), 1/t, |t - 1|)")
    assert [chainrule.notation.text(item.substituted) for item in derivation.domain] == ["t < 2", "t > 0", "t != 1"]
    with pytest.raises(NotDifferentiable, match="never hold together"):
        _ = chainrule.derive("r(t) = (sqrt(t), sqrt(-t))").domain


def test_it_can_be_sent_to_another_process() -> None:
    """A derivation of several components can be pickled."""
    again = pickle.loads(pickle.dumps(chainrule.derive("F(x, y) = (x y, x + y)")))  # noqa: S301  # what was just made
    assert str(again["x"].tidy) == "(y, 1)"


def test_refusals() -> None:
    """What is not in the problem is refused, and so is a second output."""
    with pytest.raises(UnknownName, match="'q' is not in the problem"):
        chainrule.derive("F(x, y) = (x y, x + y)", wrt="q")
    with pytest.raises(ProblemError, match="there are several outputs: r, s"):
        chainrule.derive("r(t) = (t, t^2); s = t^3")
