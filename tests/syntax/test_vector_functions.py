"""Functions with several components as people write them, and lists of names and numbers that are none."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ChainRuleError
from chainrule.syntax import read_problem

WRITTEN = {
    "r(t) = (t^2, e^t)": "(2*t, e^t)",
    "r(t) = [t^2, e^t]": "(2*t, e^t)",
    "r(t) = <t^2, e^t>": "(2*t, e^t)",
    "r(t) = ⟨t^2, e^t⟩": "(2*t, e^t)",
    r"r(t) = \langle t^2, e^t \rangle": "(2*t, e^t)",
    r"$\mathbf{r}(t) = \left\langle t^2, e^t \right\rangle$": "(2*t, e^t)",
    r"r(t) = \begin{pmatrix} t^2 \\ e^t \end{pmatrix}": "(2*t, e^t)",
    r"r(t) = \left[\begin{array}{c} t^2 \\ e^t \end{array}\right]": "(2*t, e^t)",
    r"\vec{r}(t) = \begin{bmatrix} t^2 & e^t \end{bmatrix}; \vec{r}'(t)": "(2*t, e^t)",
    r"\vec{r}(t) = t^2 \hat{i} + e^t \hat{j}": "(2*t, e^t)",
    r"\mathbf{r}(t) = \cos t \,\mathbf{i} - \sin t \,\mathbf{j} + t \,\mathbf{k}": "(-sin(t), -cos(t), 1)",
    r"\mathbf{r}(t) = \mathbf{i} - e^{-t} \mathbf{k}": "(0, 0, e^(-t))",
    "r(t) = t^2î + e^tĵ": "(2*t, e^t)",
    "r(t) = t^2 𝐢 + e^t 𝐣": "(2*t, e^t)",
    "r(t) = cos t i + sin t j": "(-sin(t), cos(t))",
    "r(t) = (3 cos t)i - (3 sin t)j + 4tk, find r'(t)": "(-3*sin(t), -3*cos(t), 4)",
    "r(t) = ti + t²j + t³k": "(1, 2*t, 3*t^2)",
    "r(t) = i cos t + j sin t": "(-sin(t), cos(t))",
    "i cos t + j sin t": "(-sin(t), cos(t))",
    "cos θ i + sin θ j": "(-sin(θ), cos(θ))",
    "Differentiate t i + t^2 j + k": "(1, 2*t, 0)",
    r"\cos t \hat i + t \hat k": "(-sin(t), 0, 1)",
    "r(t) = i t^2 + j e^-t - k t": "(2*t, -e^(-t), -1)",
    r"\vec r(t) = \hat{i}\cos t + \hat{j} (t - 1)^2": "(-sin(t), 2*(t - 1))",
    "r = i cos t + j sin t, find dr/dt at t = 0": "(-sin(t), cos(t))",
    "i need the derivative of r(t) = cos(t)*i + t*j": "(-sin(t), 1)",
    "r = (t, t^2); find r'(t)": "(1, 2*t)",
    "r = (a t, t^2); dr/dt": "(a, 2*t)",
    "Find the derivative of r(t) = <sin 2t, cos 2t, t>": "(2*cos(2*t), -2*sin(2*t), 1)",
    "Find the velocity of r(t) = (t^3, t, 1)": "(3*t^2, 1, 0)",
    "d/dt <cos t, sin t>": "(-sin(t), cos(t))",
    r"\frac{d}{dt} \langle \cos t, \sin t \rangle": "(-sin(t), cos(t))",
    "(cos t, sin t)": "(-sin(t), cos(t))",
    "T(u, v) = (u cos v, u sin v); find ∂T/∂v": "(-u*sin(v), u*cos(v))",
    "T(u, v) = (u cos v, u sin v); find T_u": "(cos(v), sin(v))",
}

MATRICES = {
    "F(x, y) = (x y, x + y)": "[[y, x], [1, 1]]",
    "F: R^2 -> R^2, F(x, y) = (x y, x + y)": "[[y, x], [1, 1]]",
    "Find the Jacobian matrix of F(x, y) = (x y, x + y).": "[[y, x], [1, 1]]",
    r"Find the Jacobian matrix of $\mathbf{F}(x,y) = \left(x y, x + y\right)$.": "[[y, x], [1, 1]]",
    "Find DF(x, y) for F(x, y) = (x y, x + y)": "[[y, x], [1, 1]]",
    "Let F(x, y) = (x y, x + y). Find J_F(x, y)": "[[y, x], [1, 1]]",
    "u = x y; v = x + y; find the Jacobian": "[[y, x], [1, 1]]",
    "(u, v) = (x y, x + y); Jacobian": "[[y, x], [1, 1]]",
    "Find the Jacobian of the transformation u = x y, v = x + y": "[[y, x], [1, 1]]",
    r"u = x y; v = x + y; find \frac{\partial(u, v)}{\partial(x, y)}": "[[y, x], [1, 1]]",
    "u = x y; v = x + y; ∂(u, v)/∂(y, x)": "[[x, y], [1, 1]]",
    "Find the determinant of the Jacobian of u = x y, v = x + y": "[[y, x], [1, 1]]",
    "F(x1, x2) = (x1^2, x1 x2)": "[[2*x1, 0], [x2, x1]]",
}

QUANTITIES = {
    "z = i x + j y; dz/dx": "i",
    "r(t) = i t + i t^2": "i + 2*i*t",
    "i = 2t; r(t) = i t + j t^2; dr/dj": "t^2",
    "z = a i + b j": "i",
    "r = a*i + b*j": "i",
    "r(t) = t i + t^2 j; dr/di": "t",
    "u(t) = i t + j t^2, i = 3": "3 + 2*j*t",
    "z(t) = t + i t^2": "1 + 2*i*t",
    "f(i) = i^2 + i + j": "2*i + 1",
}

REFUSED = {
    "Find the speed of r(t) = (t, t^2, t^3)": "'speed' is more than a derivative",
    "r(t) = <t, t^2>; find the unit tangent vector": "'unit tangent vector' is more than a derivative",
    "r(t) = (cos t, sin t); find the curvature": "'curvature' is more than a derivative",
    "r = (r, t)": "'r' is defined by itself",
    "P = (1, 2)": "a comma has no place in these brackets",
    "L = (x - y)^2, x = (1, 2)": "a comma has no place in these brackets",
    "y = (2,5x + 1)": "a comma stands between digits",
    "r(t) = (1,2t, t)": "a comma stands between digits",
    "p = (a, b)": "a list of names alone is no function",
    "f(x, y) = x y, r(t) = (t, t^2, t^3); find d/dt f(r(t))": "'f' is defined with 2 arguments and used with 3",
    "y = x^2 (2, 4)": "a comma has no place in these brackets",
    "y = 3(2,5x + x^2)": "a comma stands between digits",
    "p(t) = (t^2, t^3); q(t) = (t, 1)": "there are several outputs: p, q",
    "r(t) = (t, t^2); x^2 + y^2 = 1; dy/dx": "a vector stands beside an equation",
    "f(x) = ⟨x, A x⟩": "angles around two names may be an inner product",
    r"r(t) = e^{t}(\cos t\,\mathbf{i} + \sin t\,\mathbf{j})": "unit vectors stand in another expression than a sum",
    "y = (x > 0, x, 0)": "a condition inside an expression",
    "r(t) = (t, t^2); (a, a^2)": "an expression without a name stands beside a function with several components",
    "f(x) = x^2; (a, a^2)": "an expression without a name stands beside a function with several components",
    "x = u^2; y = v; ∂(u, v)/∂(x, y)": "'u' is not defined",
}

SAME = {
    "y = max(x, 2)": "step(x - 2)",
    "y = [x + 1]": "1",
    "y = x^2 for x in (0, 1)": "2*x",
    "f(x,y) = x y; r(t) = (cos t, sin t); find d/dt f(r(t))": "-sin(t)^2 + cos(t)^2",
}


@pytest.mark.parametrize(("text", "expected"), WRITTEN.items(), ids=WRITTEN)
def test_vectors_in_any_signs(text: str, expected: str) -> None:
    """A vector may stand in round, square or pointed brackets, in a column, or by unit vectors."""
    (result,) = chainrule.derive(text)
    assert str(result.tidy) == expected


@pytest.mark.parametrize(("text", "expected"), MATRICES.items(), ids=MATRICES)
def test_jacobians_in_words_and_signs(text: str, expected: str) -> None:
    """A Jacobian matrix may be asked for in words, by ∂(u, v)/∂(x, y) or as DF."""
    assert str(chainrule.derive(text).jacobian) == expected


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=REFUSED)
def test_lists_that_are_no_function(text: str, message: str) -> None:
    """Data, points, decimals and vectors inside of expressions are no functions with several components."""
    with pytest.raises(ChainRuleError, match=message.replace("(", r"\(")):
        chainrule.derive(text)


@pytest.mark.parametrize(("text", "expected"), SAME.items(), ids=SAME)
def test_what_means_something_else(text: str, expected: str) -> None:
    """Commas and brackets of another meaning keep it."""
    result = next(iter(chainrule.derive(text)))
    assert str(result.tidy) == expected


def test_points() -> None:
    """The point is set aside, and its values are put in last."""
    for text in ("r = (t, t^2); find r'(1)", "r(t) = (t, t^2) at t = 1"):
        assert {name or "t": str(chainrule.notation.text(value)) for name, value in read_problem(text).point} == {"t": "1"}
    for text in ("F(x, y) = (x y, x + y); find DF(1, 2)", "Find the Jacobian of F(x, y) = (x y, x + y) at (1, 2)"):
        assert [name for name, _ in read_problem(text).point] == ["x", "y"]


def test_both_orders() -> None:
    """Velocity and acceleration together are a question of the second order."""
    for text in ("r(t) = <t, t^2>, find r'(t) and r''(t)", "Find the velocity and acceleration: r(t) = (t, t^2)"):
        assert str(chainrule.derive(text)["t"].tidy) == "(0, 2)"


def test_names_of_components() -> None:
    """The components have names that are not taken."""
    assert read_problem("F(x, y) = (x, F_1 y)").function.components == ("F_x", "F_y")


@pytest.mark.parametrize("asked", ["F∘G", "(F ∘ G)(x, y)", "F(G(x, y))"])
def test_compositions(asked: str) -> None:
    """The Jacobian matrix of a composition is worked out along the graph of both functions."""
    derivation = chainrule.derive(f"Let F(u, v) = (u^2, u v) and G(x, y) = (x + y, x y). Find the Jacobian matrix of {asked}.")
    assert str(derivation.jacobian) == "[[2*(x + y), 2*(x + y)], [y*(2*x + y), x*(x + 2*y)]]"


@pytest.mark.parametrize("asked", ["D(F∘G)", "D(F ∘ G)(x, y)", "J_{F∘G}", "(F∘G)'"])
def test_compositions_in_signs(asked: str) -> None:
    """D(F ∘ G) asks for the Jacobian matrix of a composition."""
    derivation = chainrule.derive(f"F(u, v) = (u^2, u v); G(x, y) = (x + y, x y); {asked}")
    assert str(derivation.jacobian) == "[[2*(x + y), 2*(x + y)], [y*(2*x + y), x*(x + 2*y)]]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r(t) = <t^2, t^3>. Find dy/dx.", "3*t/2"),
        ("r(t) = (t^2, t^3); find dy/dt", "3*t^2"),
        ("Find the slope of the curve r(t) = (t^2, t^3) at t = 1", "3*t/2"),
    ],
)
def test_coordinates_of_a_curve(text: str, expected: str) -> None:
    """Where the slope or a coordinate of a curve is asked for, its components are x, y and z."""
    (result,) = chainrule.derive(text)
    assert str(result.tidy) == expected


@pytest.mark.parametrize(("text", "expected"), QUANTITIES.items())
def test_letters_that_are_no_unit_vectors(text: str, expected: str) -> None:
    """The letters i and j are quantities where the text or the caller uses them as such."""
    assert str(next(iter(chainrule.derive(text).results.values())).tidy) == expected
    assert str(chainrule.derive("r = a i + b j", "i")["i"].tidy) == "a"


def test_a_cross_between_the_components_of_a_vector_is_a_product() -> None:
    """× inside the brackets of a vector stands between numbers."""
    found = chainrule.derive("r(t) = (2 × t, t × t)")
    assert [str(each["t"].tidy) for each in found.components] == ["2", "2*t"]
