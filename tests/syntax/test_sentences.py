"""Problems as sentences: points in brackets, words before a definition, full stops."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ChainRuleError, ReadError
from chainrule.notation import text
from chainrule.syntax import read_problem

POINTS = {
    "x^2 + y^2 = 25, (x, y) = (3, -4), dy/dx": {"x": "3", "y": "-4"},
    "If x^2 + y^2 + z^2 = 9, dx/dt = 5, and dy/dt = 4, find dz/dt when (x,y,z) = (2,2,1).": {"x": "2", "y": "2", "z": "1"},
    "2(x^2+y^2)^2 = 25(x^2-y^2), (3,1), find dy/dx": {"x": "3", "y": "1"},
    "f(x, y) = x^2 y, (1, 2), find f_x": {"x": "1", "y": "2"},
    "x^2 + y^2 = 12, (x, y) = (3, sqrt(3)), dy/dx": {"x": "3", "y": "sqrt(3)"},
    "Find dy/dx at (1, 2): x^2 y + y^3 = 10": {"x": "1", "y": "2"},
    "R = u v, u = x + 2y, v = 2x; ∂R/∂x at x = y = 1": {"x": "1", "y": "1"},
    "Let w = x y^2, x = s + t, y = s t; find ∂w/∂s and ∂w/∂t at (s,t) = (1,2)": {"s": "1", "t": "2"},
    "Find dy/dx at (1, 2) if x^2 + x y + y^2 - 7 = 0": {"x": "1", "y": "2"},
    "Find ∂z/∂x and ∂z/∂y at (1, ln 2, ln 3) : x e^y + y e^z = 3": {"x": "1", "y": "log(2)", "z": "log(3)"},
    "x^2 + y^2 + z^2 = 6, ∂z/∂x at (1, 1, 2)": {"x": "1", "y": "1", "z": "2"},
    "y = ln(x1) + x1*x2, ∂y/∂x1 at (2, 5)": {"x1": "2", "x2": "5"},
    "y = a x^2, dy/dx at (1, 2)": {},
    "d/dx(x^2)|x=3": {"x": "3"},
    "d/dx [ (x^2+3x)/(x-1) ]_{x=2}": {"x": "2"},
    "(dy/dx)_{x=1}, y = x^3": {"x": "1"},
    "How do you find the slope of the tangent line to #y=x^2# at #(2,4)#?": {"x": "2"},
    "Evaluate the derivative of y = x^3 at the given point: (2, 8)": {"x": "2"},
}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Find the second and third derivatives of x^5", 3),
        ("Find the 1st, 2nd, 3rd and 4th derivatives of x^5", 4),
        ("Find the second derivative of y = x^3 and the third power", 2),
        ("3st derivative of x^4", 3),
    ],
)
def test_the_highest_of_several_orders(text: str, order: int) -> None:
    """Those below it are worked out on the way."""
    assert chainrule.derive(text).order == order


@pytest.mark.parametrize(("typed", "point"), POINTS.items(), ids=POINTS)
def test_points(typed: str, point: dict[str, str]) -> None:
    """A point in brackets is set aside, with names or without."""
    assert {name: text(value) for name, value in read_problem(typed).point} == point


SENTENCES = {
    "The volume of a cone is V = (1/3)πr^2h with h = 3r. If dV/dt = 10, find dr/dt when r = 5.": "10/(3*pi*r^2)",
    "The area of a circle is A = πr^2. Find dA/dr.": "2*pi*r",
    "Let the position be s = t^2. Find ds/dt": "2*t",
    "L = (y - p)^2, p = σ(w x), find ∂L/∂w in terms of p": "-2*(y - sigmoid(w*x))*x*sigmoid(w*x)*(1 - sigmoid(w*x))",
    "If V = x^3, find dV/dt in terms of dx/dt.": "3*x^2*x'(t)",
    "Differentiate y = a x^2 in terms of x.": "2*a*x",
    "loss L = (y - p)^2, p = w x, dL/dp": "-2*(y - p)",
    "Find the rate of change of the area A = s^2 with respect to s when s = 4": "2*s",
    "The equation of motion is s = 4t^3 - 2t. Find the velocity ds/dt.": "12*t^2 - 2",
    "price p = 100 - q, revenue R = p q, dR/dq": "100 - 2*q",
    "cost C(x) = x^2, find C'(2)": "2*x",
    "cost J_1 = w^2, dJ_1/dw": "2*w",
    "output a1 = w x, loss L = (a1 - y)^2, dL/dw": "2*(w*x - y)*x",
    "alpha x = y^2, dy/dx": "alpha/(2*y)",
    "Find ∂P/∂t in terms of r and t: P = x^2, x = r t": "2*r^2*t",
    "Find dz/dt in terms of t if z = x y, x = t^2, y = t^3": "5*t^4",
    "d/dx(x^2 y), y constant": "2*x*y",
    "d/dx (x^2 y) treating y as a constant": "2*x*y",
    "Find ∂z/∂x holding y fixed where z = x^2 y": "2*x*y",
    "d/dx (x^2 y) with y held constant": "2*x*y",
    "Please differentiate y = 4x^3. Thanks!": "12*x^2",
    "Let a(y) be the third derivative of y^7. Let c(t) be the first derivative of a(t). What is the second derivative of c(o) wrt o?": "5040*o",
    "Find the derivative of the heating cost C(x) = x^2 + 3x": "2*x + 3",
    "A balloon is inflating: V = x^3. Find dV/dx": "3*x^2",
    "How fast is y = t^2 + 3t changing at t = 2?": "2*t + 3",
    "Show that y = x^2 is increasing at x = 1": "2*x",
    "a) x^2 + 3x": "2*x + 3",
    "Question 3: differentiate x^2": "2*x",
    "Exercise 2.1: y = x^3": "3*x^2",
    "A particle moves along a line with position s(t) = t^3. Find its velocity.": "3*t^2",
    "Suppose the heat T at (x, y) is T(x, y) = x y, x = 2t, y = t. Find dT/dt.": "4*t",
    "Using a tree diagram, find ∂w/∂s where w = x y, x = 2s, y = s t": "4*s*t",
    "dy/dx y = 3x^2": "6*x",
    "f(x) = x^2 + 1 f'(x) = ?": "2*x",
    "P V = C, dP/dV": "-P/V",
    "sin x = y, dy/dx": "cos(x)",
    "Assume y is a function of x. Differentiate x^2 y^3 with respect to x.": "2*x*y(x)^3 + 3*x^2*y(x)^2*y'(x)",
    "Find d/dt (x^2 + y^2) where x and y are functions of t": "2*x(t)*x'(t) + 2*y(t)*y'(t)",
    "If y = u^3 and u is a function of x, find dy/dx": "3*u(x)^2*u'(x)",
    "x^2 + y^2 = 25 where y is a function of x. Find dy/dx": "-x/y",
    "differentiate xy = 1 implicitly with respect to x": "-y/x",
    "Differentiate, with respect to x, (a) (2x + 3)^4,": "8*(2*x + 3)^3",
    "Let w = x z, x = 3t, z = t^3 (i) Find dw/dt": "12*t^3",
    "Find the marginal cost if C(q) = 100 + 5q + 0.02q^2": "5 + 0.04*q",
    "derivative of e^(at) wrt t where a is a constant": "a*e^(a*t)",
    r"L = (a-y)^2, find $\partial L/\partial a$": "2*(a - y)",
    r"y = a sin(x), find $dy/dx$": "a*cos(x)",
    r"The first-order derivative of $y = x^2$": "2*x",
    r"$u_{xx}$ where $u = e^{-t}\sin x$": "-e^(-t)*sin(x)",
    r"If $y=\sin(2x)$, then $y^{(4)}=$": "16*sin(2*x)",
    "y = frac{x}{x+1}": "1/(x + 1)^2",
    "Find the derivative of y w.r.t. x : x sin y = 1": "-sin(y)/(x*cos(y))",
    "Calculate dy/dx if y is defined implicitly as a function of x via the equation x^2 + y^2 = 1": "-x/y",
    "Express ∂z/∂u as functions of u and v: z = x y, x = u v, y = u": "2*u*v",
    "What is the partial derivative of the loss L = 0.5*(y - wx)^2 with respect to the weight w?": "-(y - w*x)*x",
    "A function f(x,y) where x = 2u - v and y = u v; find ∂f/∂u": "2*f^(1,0)(2*u - v, u*v) + f^(0,1)(2*u - v, u*v)*v",
    "Let f(x,y) = x² + y², x = r cos θ, y = r sin θ. Find f_r": "2*r*cos(θ)^2 + 2*r*sin(θ)^2",
    "g(s,t) = f(2s, 3t). Find g_ss in terms of f_11, f_12, f_22": "4*f^(2,0)(2*s, 3*t)",
    "∂L/∂w = ∂L/∂a · ∂a/∂w, L = a^2, a = w x": "2*w*x^2",
    "f(x)=x^2, g(x)=sin x; (fg)'(x)": "2*x*sin(x) + x^2*cos(x)",
    "x(t) = A cos(ωt), find ẋ": "-A*ω*sin(ω*t)",
    r"$x(t)=A\cos(\omega t)$, find $\ddot{x}$": "-A*ω^2*cos(ω*t)",
    r"$P = \frac{kT}{V}$. Find $\left(\frac{\partial P}{\partial V}\right)_T$": "-k*T/V^2",
    "Let z be (-3)/(-6) - (-5)/2. Let y(v) = v**z. Find the derivative of y(b) wrt b.": "3*b^2",
    "Let a(r) = 2*r**2. Let x be 3/4. What is the derivative of a(t) wrt t?": "4*t",
}


@pytest.mark.parametrize(("typed", "expected"), SENTENCES.items(), ids=SENTENCES)
def test_sentences(typed: str, expected: str) -> None:
    """Words that lead up to a definition are no factors, and "in terms of" asks for nothing else."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


CURVES = {  # a function along a curve: its derivative
    "f(x,y) = x^2 y, r(t) = <t, t^2>, find d/dt f(r(t))": "4*t^3",
    "f(x,y,z) = x y + z; c(t) = (t, t^2, 5t); (f∘c)'(t)": "3*t^2 + 5",
    "g(t) = f(r(t)), f(x,y) = x y, r(t) = (t + 1, 3t); find g'(2)": "6*t + 3",
    r"Let $f(x,y)=x y$ and $\vec{r}(t) = \langle t^2, e^t \rangle$. Compute $\frac{d}{dt} f(\vec{r}(t))$.": "2*t*e^t + t^2*e^t",
    r"$f(u,v)=u v$, $\mathbf{r}(t)=\left(\cos t, t\right)$. Find $\frac{d}{dt}f(\mathbf{r}(t))$": "-t*sin(t) + cos(t)",
}


@pytest.mark.parametrize("typed", CURVES)
def test_along_a_curve_that_is_given_as_a_vector(typed: str) -> None:
    """The components of a curve are the arguments of the function along it."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == CURVES[typed]


WORDS_AROUND = {
    "A spherical balloon's radius grows as r = 3t + 1. How fast does its volume V = π r³ change?": "9*pi*(3*t + 1)^2",
    "van der Waals: P = T/V; dP/dV": "-T/V^2",
    "BN: x̂ = 3x; y = x̂^2": "18*x",
    "derivative of the sigmoid function 1/(1+e^(-x))": "e^(-x)/(1 + e^(-x))^2",
    "Differentiate the softplus activation function f(x) = ln(1+e^x)": "e^x/(1 + e^x)",
    "Using backpropagation compute dL/dw for L = (w - 1)^2": "2*(w - 1)",
    "f(x) = 1/(x^2-4), x ≠ ±2": "-2*x/(x^2 - 4)^2",
    r"f(x) = \frac{1}{x^2-1}, x \neq \pm 1": "-2*x/(x^2 - 1)^2",
    "sinh(x) = (e^x - e^-x)/2": "e^x/2 + e^(-x)/2",
}


@pytest.mark.parametrize("typed", WORDS_AROUND)
def test_words_around_formulas(typed: str) -> None:
    """What stands around a formula in an exercise is set aside, and a function that is defined by exponentials is that."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == WORDS_AROUND[typed]


STOPS = {
    "y = u^3. u = 2x. dy/dx": "24*x^2",
    "x^2 + y^2 = 25. dx/dt = 3. dy/dt": "-3*x/y",
    "y = x^2. y'": "2*x",
}


@pytest.mark.parametrize(("typed", "expected"), STOPS.items(), ids=STOPS)
def test_full_stops(typed: str, expected: str) -> None:
    """A full stop with a space after it ends a part, also without words."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


def test_an_unclosed_bracket_before_a_sign_of_equality() -> None:
    """The bracket is told that never closes, not the = inside it."""
    with pytest.raises(ReadError, match="this bracket is never closed"):
        read_problem("sin(x y = 3, dy/dx")


LISTED = {
    "Find the gradient of the loss L = (w x + b - y)^2 with respect to w and b": (1, ("w", "b")),
    "Find the partial derivatives of w = x y z with respect to x, y and z": (1, ("x", "y", "z")),
    "Find the partial derivatives with respect to x and y of f(x,y) = x^2 y": (1, ("x", "y")),
    "Find ∂z/∂x and ∂z/∂y at (1, 2, 3) : x e^y + y e^z = 3": (1, ("x", "y")),
    "Differentiate x^2 y^2 with respect to x and then y": (2, ("x", "y")),
    "Find the second derivative of x^2 y^2 with respect to x and y": (2, ("x", "y")),
    "Find the first order partial derivatives of x^2 y^2 with respect to x and y": (1, ("x", "y")),
    "f(x, y) = x^2 y. How does f change with y?": (1, ("y",)),
    "f(x, y) = x^2 y. How does f change with x when y is fixed?": (1, ("x",)),
    "Differentiate x^2 y^2 successively with respect to x and y": (2, ("x", "y")),
}


@pytest.mark.parametrize(("typed", "expected"), LISTED.items(), ids=LISTED)
def test_several_names(typed: str, expected: tuple[int, tuple[str, ...]]) -> None:
    """By several names is meant one by one, and one after the other where the text says so."""
    problem = read_problem(typed)
    assert (problem.order, problem.wrt) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("y = where(x > 0, x)", "a function given in pieces is not read"),
        ("Let f(x,y) = x y, r(t) = (t, t^2, t^3); find d/dt f(r(t))", "'f' is defined with 2 arguments and used with 3"),
        ("Let f(x,y) = x y and let r(t) = <t, t^2, t^3>. Find d/dt f(r(t))", "'f' is defined with 2 arguments and used with 3"),
        ("Perform two steps of gradient descent on f(x) = x^2 - 4x from x = 0 with rate 0.1", "steps of gradient descent are asked for"),
        ("Derivative of ln(x) with base 2", "'base 2' would change what is meant"),
        ("Find the 100th derivative of sin x", "so high an order"),
        ("Find the 32nd derivative of sin x", "from 1 to 30"),
        ("Differentiate f(x, y, z) = x^2 y z with respect to all but z", "something without a name"),
        ("give the answer times 2: derivative of x^2", "two expressions without a name"),
        ("y = 3 x not 4 x, find dy/dx", "'not' is not understood"),
        ("Differentiate (a) x^2 (b) x^3", "two expressions without a name"),
        ("Differentiate with respect to x: (a) x^2 + 1 (b) sin x (c) e^x", "two expressions without a name"),
        ("Let f(x) = sin x, g(x) = x^2. Differentiate the composite of f and g", "two different derivatives"),
        ("Find dy/dx if y = a x and a is the derivative of x^2", "two different derivatives"),
        ("y = x^2 times the weight; find dy/dx", "'weight' is not understood here"),
        ("P = 2x + 2y, xy = 100", "which derivative is asked"),
        ("z = x y, where x depends on t, y on s. Find dz/dt", "is not understood here"),
        ("If the derivative of y is 2x, find the derivative of y^2", "'is' is not understood"),
        ("w := w - α * J, J = w^2", "write w_new"),
        ("A = pi r^2. How does A change with time?", "'time' is not in the problem"),
    ],
)
def test_refusals_say_why(typed: str, said: str) -> None:
    """What is not worked out is refused with its reason."""
    with pytest.raises(ChainRuleError, match=said):
        chainrule.derive(typed)


@pytest.mark.parametrize("typed", ["y = log 10 x", "y = log 2(x + 1)"])
def test_a_number_that_may_be_a_base(typed: str) -> None:
    """A number that stands apart behind log is a factor, and that it may be a base is said."""
    assert any("else write log_" in str(each) for each in chainrule.derive(typed).readings)


FORMS = [
    "find the derivative of x^2 sin x with respect to x, and simplify your answer",
    "Differentiate x^2 sin x, simplifying your answer where possible",
    "Find the derivative of f(x) = x^2 sin x (do not simplify your answer)",
    "Use the product rule to differentiate x^2 sin x, fully simplifying your answer",
    "Find the derivative of x^2 sin x as a single fraction",
    "Find dy/dx in its simplest form: y = x^2 sin x",
    "Find dy/dx, giving your answer in terms of x: y = x^2 sin x",
    "differentiate x^2 sin x with respect to x and simplify",
    "y=x^2sin(x) dy/dx=?",
]


@pytest.mark.parametrize("text", FORMS)
def test_the_form_of_an_answer_is_no_part_of_the_formula(text: str) -> None:
    assert [str(result.tidy) for result in chainrule.derive(text)] == ["2*x*sin(x) + x^2*cos(x)"]


@pytest.mark.parametrize(
    "text",
    [
        "Hessian of f(x,y) = x^2 y^3", "Find the Hessian matrix of f(x, y) = x^2 y^3", "Compute the Hessian of $f(x, y) = x^2 y^3$",
        "f(x, y) = x^2 y^3, Hessian", "f(x, y) = x^2 y^3. Compute the Hessian matrix H.",
    ],
)  # fmt: skip
def test_a_hessian_is_all_second_derivatives(text: str) -> None:
    assert [str(result.tidy) for result in chainrule.derive(text)] == ["2*y^3", "6*x*y^2", "6*x^2*y"]


NESTED = {
    "Find the derivative of the derivative of x^4 y with respect to x": "12*x^2*y",
    "f(x) = x^4. Find the derivative of the derivative of f(x)": "12*x^2",
    "Differentiate the derivative of x^4": "12*x^2",
    "Find the derivative of the second derivative of x^4": "24*x",
    "Find the derivative of the derivative of the derivative of x^4": "24*x",
}


@pytest.mark.parametrize("text", NESTED)
def test_the_derivative_of_a_derivative(text: str) -> None:
    assert str(next(iter(chainrule.derive(text))).tidy) == NESTED[text]


PRODUCTS = {
    "xy = 100, P = 2x + 2y. Find dP/dx": "2 - 2*y/x",
    "A = l + w, lw = 50, dA/dl": "1 - w/l",
    "ab = 3, y = a x + b. Find dy/dx": "a",
    "dt = 3, x = d + t, find the derivative of x with respect to t": "1",
    "z = x^2 + y^2 along y = 3x, find dz/dx": "20*x",
    "s = 5 t^2 (in m), find ds/dt": "10*t",
}


@pytest.mark.parametrize("text", PRODUCTS)
def test_what_stands_beside_a_definition(text: str) -> None:
    """A product that is given a number is an equation beside definitions too, where one of its factors is asked about."""
    assert str(list(chainrule.derive(text))[-1].tidy) == PRODUCTS[text]


def test_an_expression_that_nothing_asks_about_is_said() -> None:
    derivation = chainrule.derive("y = x^2, 2x. Find dy/dx")
    assert ([str(each.tidy) for each in derivation], [str(each) for each in derivation.readings]) == (["2*x"], ["2x set aside: nothing is asked of it"])


@pytest.mark.parametrize("text", ["L = exact - will", "L = state - answer", "L = state + 3 - answer, find its gradient"])
def test_a_minus_between_words_of_a_definition(text: str) -> None:
    """What English has as well is a name behind the sign of a definition."""
    assert [str(result.tidy) for result in chainrule.derive(text)] == ["1", "-1"]
