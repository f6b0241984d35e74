"""Problems: several definitions, what is asked, English around formulas, files."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ChainRuleError, ReadError
from chainrule.notation import text
from chainrule.syntax import read_problem, split_problems
from chainrule.tree import names

DEFINITIONS = {
    "h(x) = log(2 + cos x)": [("h", ("x",), "log(2 + cos(x))")],
    "z = 4x + 7y, x = a² + 7b": [("z", (), "4*x + 7*y"), ("x", (), "a^2 + 7*b")],
    "z = 4x; x = a\ny = 2": [("z", (), "4*x"), ("x", (), "a"), ("y", (), "2")],
    "h(x)=f(g(x)), f(u)=log u, g(x)=2+cos x": [("h", ("x",), "f(g(x))"), ("f", ("u",), "log(u)"), ("g", ("x",), "2 + cos(x)")],
    "L = J(y, ŷ), ŷ = w*x": [("L", (), "J(y, ŷ)"), ("ŷ", (), "w*x")],
    "J = J(y, ŷ)": [("J", (), "J(y, ŷ)")],
    "y = a +\n  b\n  + c": [("y", (), "a + b + c")],
    "y = x^2  # a comment": [("y", (), "x^2")],
    "ŷ = w1*area + b; e = y - ŷ; L = e^2": [("ŷ", (), "w1*area + b"), ("e", (), "y - ŷ"), ("L", (), "e^2")],
    "f(e) = e^2": [("f", ("e",), "e^2")],
    "σ(z) = 1/(1 + e^-z)": [("σ", ("z",), "1/(1 + e^(-z))")],
    "x1w1 = x1*w1; n = x1w1 + b": [("x1w1", (), "x1*w1"), ("n", (), "x1w1 + b")],
    "dot = a*b; den = c; f = dot/den": [("dot", (), "a*b"), ("den", (), "c"), ("f", (), "dot/den")],
    "y := x^2": [("y", (), "x^2")],
    "x^2": [("", (), "x^2")],
    "y = f(x) = x^2": [("y", ("x",), "x^2")],
    "f(x) = y = x^2": [("f", ("x",), "x^2")],
    "y = f(x) = x^2; z = f(3t)": [("y", ("x",), "x^2"), ("z", (), "y(3*t)")],
    "`x^2`": [("", (), "x^2")],
    "“y = x^2”": [("y", (), "x^2")],
    "z=4x,x=2": [("z", (), "4*x")],
    "q = x + y, f = q*z, x = -2, y = 5, z = -4": [("q", (), "x + y"), ("f", (), "q*z")],
    "f(x, y) = x*y + c; x = 2; y = 3": [("f", ("x", "y"), "x*y + c")],
    "y = x^n, n = 3": [("y", (), "x^n"), ("n", (), "3")],
    "s = Σ_i y_i log p_i + (1 - y_i) log(1 - p_i) + b": [("s", (), "sum(y_i*log(p_i) + (1 - y_i)*log(1 - p_i), i, 1, n) + b")],
    "s = Σ_{i=1}^m x_i^2 - y_i - Σ_i y_i": [("s", (), "sum(x_i^2 - y_i, i, 1, m) - sum(y_i, i, 1, m)")],
    "z = Σ_j w_j x_j + b_k": [("z", (), "sum(w_j*x_j, j, 1, n) + b_k")],
    "K = Σ_i Σ_j a_ij x_j + b_i": [("K", (), "sum(sum(a_ij*x_j, j, 1, n) + b_i, i, 1, n)")],
    "T = m/2 v^2 + k/2 x^2": [("T", (), "m/2*v^2 + k/2*x^2")],
    "y = a/2b + a / 2 b": [("y", (), "a/(2*b) + a/(2*b)")],
    r"J = \frac12 \| w x - y \|_2^2 + λ\|w\|^2": [("J", (), "1/2*abs(w*x - y)^2 + λ*abs(w)^2")],
    "J = ½‖w‖₂²": [("J", (), "1/2*sum(w_i^2, i, 1, n)")],
    "y = max(1,5x)": [("y", (), "max(1, 5*x)")],
    "log(u), u = 2 + cos x": [("", (), "log(u)"), ("u", (), "2 + cos(x)")],
}


@pytest.mark.parametrize(("typed", "definitions"), DEFINITIONS.items(), ids=DEFINITIONS)
def test_definitions(typed: str, definitions: list[tuple[str, tuple[str, ...], str]]) -> None:
    """Definitions come in the order written, split by commas, semicolons and lines outside brackets."""
    read = read_problem(typed).definitions
    assert [(definition.name, definition.parameters, text(definition.tree)) for definition in read] == definitions


PROGRAMS = {  # definitions as programs write them -> the name, the arguments and what is defined
    "f = lambda x: x**2": ("f", ("x",), "x^2"),
    "const f = x => x**2;": ("f", ("x",), "x^2"),
    "f(x; μ) = (x - μ)^2": ("f", ("x", "μ"), "(x - μ)^2"),
    "f(x|λ) = λ x": ("f", ("x", "λ"), "λ*x"),
    "lambda x, y: x*y": ("", (), "x*y"),
    "f = @(x) x.^2 - 2*x": ("f", ("x",), "x^2 - 2*x"),
    "@(t) t.^2./3": ("", (), "t^2/3"),
    "syms x y; x.*y": ("", (), "x*y"),
    "from sympy import *\nx, y = symbols('x y')\nx*y": ("", (), "x*y"),
    "Derivative[1][f][x^2]": ("", (), "f'(x^2)"),
    "D(f)(x^2)": ("", (), "f'(x^2)"),
    "x^(1 // 3)": ("", (), "x^(1/3)"),
    "sin(M_PI*x)": ("", (), "sin(pi*x)"),
    "def f(x): return x**2": ("f", ("x",), "x^2"),
    "def f(x, y) -> float:\n    return x*y": ("f", ("x", "y"), "x*y"),
    "f := x -> x^2": ("f", ("x",), "x^2"),
    "f := (x, y) -> x*y": ("f", ("x", "y"), "x*y"),
    "f: x ↦ x²": ("f", ("x",), "x^2"),
    "x ↦ x²": ("", (), "x^2"),
    r"x \mapsto x^2": ("", (), "x^2"),
    "f[x_] := x^2": ("f", ("x",), "x^2"),
    "f[x_, y_] = x y": ("f", ("x", "y"), "x*y"),
    "y: x^2": ("y", (), "x^2"),
}


@pytest.mark.parametrize("typed", PROGRAMS)
def test_definitions_of_programs(typed: str) -> None:
    """A definition as Python, Maple, Mathematica or Maxima has it is one."""
    (definition,) = read_problem(typed).definitions
    assert (definition.name, definition.parameters, text(definition.tree)) == PROGRAMS[typed]


AUTOGRAD = {  # a program -> the definition that is left, and the values that it gives
    "x = torch.tensor(2.0, requires_grad=True)\ny = x**3 + 2*x\ny.backward()\nprint(x.grad)": ("x^3 + 2*x", {"x": "2.0"}),
    "a = Value(-3.0, label='a'); d = a + a; d.backward()": ("a + a", {"a": "-3.0"}),
    "x = nn.Parameter(torch.tensor([1.5]))\ny = (x**2 + 1).log().tanh()": ("tanh(log(x^2 + 1))", {"x": "1.5"}),
    "w = torch.randn(3)\nloss = (w*x - y)**2\noptimizer.zero_grad()\nloss.backward()": ("(w*x - y)^2", {}),
    "with tf.GradientTape() as tape:\n    y = x**2 * tf.sin(x)\ndy_dx = tape.gradient(y, x)": ("x^2*sin(x)", {}),
    "jax.grad(lambda x: jnp.tanh(x)**2)": ("tanh(x)^2", {}),
    "def f(x):\n    return x*jnp.exp(-x)\ndf = jax.grad(f)": ("x*exp(-x)", {}),
    "grad(f)(2.0), f(x) = x*exp(-x)": ("x*exp(-x)", {"x": "2.0"}),
    "y = x.exp().log1p() - self.w*x.cos()": ("log(1 + exp(x)) - w*cos(x)", {}),
    "y = torch.clamp(x, min=0) + np.clip(x, 0, 6)": ("max(x, 0) + min(max(x, 0), 6)", {}),
}


@pytest.mark.parametrize("typed", AUTOGRAD)
def test_programs_with_automatic_differentiation(typed: str) -> None:
    """Tensors of one number are values, other arrays and what the program does are set aside, methods are functions."""
    read = read_problem(typed)
    assert (text(read.definitions[-1].tree), {name: text(value) for name, value in read.point}) == AUTOGRAD[typed]


GLUED = {  # factors with an index that stand without a space between them
    "L = Σ_i w_ix_i": {"w_i", "x_i"},
    "z = Σ_j w_ijx_j": {"w_ij", "x_j"},
    "y = a_nx^n": {"a_n", "x", "n"},
    "z = w_1x_1y_2": {"w_1", "x_1", "y_2"},
    "y = x_min + x_in": {"x_min", "x_in"},
    "P = P_maxe^{-t}": {"P_max", "t"},
    "v = v_te^{-t}": {"v_t", "t"},
    "y = T_core^4 + x_base^n": {"T_core", "x_base", "n"},
}


@pytest.mark.parametrize(("typed", "inputs"), GLUED.items(), ids=GLUED)
def test_glued_factors(typed: str, inputs: set[str]) -> None:
    """w_ix_i is a product, as w_1x_1 is; an index may have several letters."""
    assert set(names(read_problem(typed).definitions[0].tree)) - {"i", "j"} == inputs | ({"n"} if "Σ" in typed else set())


def test_number_of_terms_beside_an_index() -> None:
    """A sum without limits runs up to n only where n is no index beside it."""
    result = chainrule.derive("S = Σ p_n p_i", "p_n")["p_n"]
    assert str(result.tidy) == "2*p_n + sum(p_i, i, 1, i != n, I)"


NAMED = {  # where every product has its sign, two letters of which one is being defined are a name
    "o = sigmoid(wo*x + bo); h = o*tanh(c)": ["sigmoid(wo*x + bo)", "o*tanh(c)"],
    "h = tanh(wh*x); y = wy*h + by": ["tanh(wh*x)", "wy*h + by"],
    "y = wy*x; z = ab*y": ["wy*x", "a*b*y"],
}


@pytest.mark.parametrize("typed", NAMED)
def test_two_letters_with_that_of_the_quantity(typed: str) -> None:
    """In o = sigmoid(wo*x) wo is no product, which would define o by itself."""
    assert [text(each.tree) for each in read_problem(typed).definitions] == NAMED[typed]


def test_places() -> None:
    """A definition knows where it stands in the text."""
    typed = "z = 4x, x = a^2"
    assert [typed[definition.start : definition.end] for definition in read_problem(typed).definitions] == ["z = 4x", "x = a^2"]


ASKED = {  # output, names, order, mixed
    "d/dx sin x": (None, ("x",), 1, False),
    "d/(dx)[x^2]": (None, ("x",), 1, False),
    "(d/dx)(x^2)": (None, ("x",), 1, False),
    "d(x^2)/dx": (None, ("x",), 1, False),
    "(d/dx)^2 x^3": (None, ("x",), 2, False),
    "d²/dx² x^3": (None, ("x",), 2, False),
    "∂/∂y (x y^2)": (None, ("y",), 1, False),
    "∂²/∂x∂y (x y^2)": (None, ("x", "y"), 2, True),
    r"\frac{d}{dx}\left[x^2\right]": (None, ("x",), 1, False),
    r"\frac{\partial^2}{\partial x \partial y} x^2y": (None, ("x", "y"), 2, True),
    "y = x^2, dy/dx": ("y", ("x",), 1, False),
    "y = x^2; dy/dx = ?": ("y", ("x",), 1, False),
    "f(x, y, z) = x y z, find fz": ("f", ("z",), 1, False),
    "find fxy if f(x, y) = x^2 y": ("f", ("x", "y"), 2, True),
    "e^z = x y z, find z_x": ("z", ("x",), 1, False),
    "xyz = 1 + z, find z_x": ("z", ("x",), 1, False),
    "d/dx: x^2": (None, ("x",), 1, False),
    "dy/dx: y = x^2": ("y", ("x",), 1, False),
    "f'(x): f(x) = x^2": ("f", ("x",), 1, False),
    "d(x^2 e^x, x)": (None, ("x",), 1, False),
    "d(x^2 e^x, x, 2)": (None, ("x",), 2, False),
    "Derivative(x^5, 3)": (None, (), 3, False),
    "y = x**2; y.diff(x)": ("y", ("x",), 1, False),
    "print(diff(x**2, x))": (None, ("x",), 1, False),
    "Simplify[D[x^2, x]]": (None, ("x",), 1, False),
    "D[x^2, x] // Simplify": (None, ("x",), 1, False),
    "(x**2).diff(x)": (None, ("x",), 1, False),
    "(x^3*y).diff(x, 2)": (None, ("x",), 2, False),
    "diff(x^3*ln(x), x$2)": (None, ("x",), 2, False),
    "SSR = (o - p)^2; p = top + b3; dSSR/db3": ("SSR", ("b3",), 1, False),
    "f(x) = x^3; f''(x)": ("f", ("x",), 2, False),
    "y = x^3; y''": ("y", (), 2, False),
    "(x^2)'": (None, (), 1, False),
    "(sin x)' = ?": (None, (), 1, False),
    "[sin x]'": (None, (), 1, False),
    "sin(x)'": (None, (), 1, False),
    "(x^3)''": (None, (), 2, False),
    r"\left(x^2\right)^{\prime\prime}": (None, (), 2, False),
    "f(x) = x^3; f(x)''": ("f", (), 2, False),
    "d/dx(x^2) =": (None, ("x",), 1, False),
    "(dy/dx), y = x^2": ("y", ("x",), 1, False),
    "∂ sin(xy)/∂x": (None, ("x",), 1, False),
    "dy/dx of y = x^2": ("y", ("x",), 1, False),
    "d/dx of the function x^2": (None, ("x",), 1, False),
    "Given y = x^2, find dy/dx": ("y", ("x",), 1, False),
    "Find f'(x) if f(x) = x^3": ("f", ("x",), 1, False),
    "f(x) = sin(2x), find f'(π/6)": ("f", (), 1, False),
    "f(x) = x^3; f''(-√2/2)": ("f", (), 2, False),
    "Find f'(x) if y = f(x) = x^3": ("y", ("x",), 1, False),
    "y = f(x) = x^2, df/dx": ("y", ("x",), 1, False),
    "D_x x^2": (None, ("x",), 1, False),
    "D_x^2 (x^4)": (None, ("x",), 2, False),
    "$D_x^{3} x^4$": (None, ("x",), 3, False),
    "f(x) = x^3, f”(x)": ("f", ("x",), 2, False),
    "dy⁄dx where y = x⁵": ("y", ("x",), 1, False),
    "∂²f∕∂x∂y, f = x²y²": ("f", ("x", "y"), 2, True),
    "f := proc(x) x^2 end proc; D(f)": ("f", (), 1, False),
    "f(x):=x^2$ diff(f(x),x);": ("f", ("x",), 1, False),
    "D(expression(x^2), 'x')": (None, ("x",), 1, False),
    "∇(x² + y²)": (None, (), 1, False),
    r"(\partial U/\partial V)_T, U = T V": ("U", ("V",), 1, False),
    "Dx(x^2)": (None, ("x",), 1, False),
    "L = (w*x + b)^2, dL/dw, dL/db": ("L", ("w", "b"), 1, False),
    "find dL/dw and dL/db for L = (w*x + b)^2": ("L", ("w", "b"), 1, False),
    "f(x) = x^3; f''(x), f''(x)": ("f", ("x",), 2, False),
    "gradient of x^2 + y^2": (None, (), 1, False),
    "diff(x^2, x)": (None, ("x",), 1, False),
    "diff(x**2, x, 2)": (None, ("x",), 2, False),
    "diff(x^2 y, x, y)": (None, ("x", "y"), 2, True),
    "D(x^2)": (None, (), 1, False),
    "D[x^2, {x, 2}]": (None, ("x",), 2, False),
    "Derivative(x**2, x)": (None, ("x",), 1, False),
    "Find Derivative(x**2, (x, 3))": (None, ("x",), 3, False),
    "diff(diff(x^2 y, x), y)": (None, ("x", "y"), 2, True),
    "D[D[x^5, {x, 2}], x]": (None, ("x",), 3, False),
    "diff(diff(x^2))": (None, (), 2, False),
    "f(x) = x^4; diff(diff(f(x), x), x)": ("f", ("x",), 2, False),
    "f(x) = x^2; diff(f(x), x)": ("f", ("x",), 1, False),
    "y = x^2, d/dx y": ("y", ("x",), 1, False),
    "derivative of x^2": (None, (), 1, False),
    "What is the derivative of # sin(2x)ln(x^2) #?": (None, (), 1, False),
    "Find the Derivative - d/dx e^(sin(2x))": (None, ("x",), 1, False),
    "differentiate x^2 y with respect to y": (None, ("y",), 1, False),
    "Find the second derivative of x^3 wrt x.": (None, ("x",), 2, False),
    "Differentiate with respect to t: t^2": (None, ("t",), 1, False),
    "Find dz/dt if z = x^2 and x = cos t": ("z", ("t",), 1, False),
    "How do you find f'(x) for f(x) = sin x?": ("f", ("x",), 1, False),
    "Find the derivative of y with respect to x, y = x^2": ("y", ("x",), 1, False),
    "f(x, y) = x^2 y, find f_x": ("f", ("x",), 1, False),
    "Find f_x and f_y if f(x,y) = x^2 y": ("f", ("x", "y"), 1, False),
    "f(x, y) = x^2 y; f_{xy}": ("f", ("x", "y"), 2, True),
    "z = x^2 y, z_yy": ("z", ("y",), 2, False),
    "Find f_x, f_y, f_xx, f_yy and f_xy of f(x,y) = x^2 y^3": ("f", ("x", "y"), 2, False),
    "f(x,y) = x^2 y^3; f_xx, f_yy": ("f", ("x", "y"), 2, False),
    "f(x,y) = x^2 y^3; f_xy, f_yx": ("f", ("x", "y"), 2, True),
    "y = e^(2x); dy/dx, d²y/dx²": ("y", ("x",), 2, False),
    "f(x) = x^3; f'(x), f''(x)": ("f", ("x",), 2, False),
    "g(r, theta) = r^2 theta, find g_theta(r, theta)": ("g", ("theta",), 1, False),
    r"Find $\frac{dy}{dx}$ if $y = \sin(x^2)$.": ("y", ("x",), 1, False),
}


DIFFERENTIALS = {  # the operand, by u each time
    "d(u^4)/du": "u^4",
    "d u^4/du": "u^4",
    "du^4/du": "u^4",
    "∂(u^4)/∂u": "u^4",
    "∂((u + 1)(u - 1))/∂u": "(u + 1)*(u - 1)",
    "d sin u/du": "sin(u)",
    "dsin(u) / du": "sin(u)",
    "d(u e^u) / d u": "u*e^u",
    "d[u^4]/(du)": "u^4",
    r"\frac{d(u^4)}{du}": "u^4",
    r"\frac{\partial(u^4)}{\partial u}": "u^4",
    r"\dfrac{\partial \left(u^{4}\right)}{\partial u}": "u^4",
    r"\frac{d\left(u^4\right)}{du}": "u^4",
    r"\frac{d u^4}{d u}": "u^4",
    r"\frac{d\ln u}{du}": "log(u)",
    r"\frac{\mathrm d}{\mathrm du} u^4": "u^4",
    r"\frac{\mathrm{d}}{\mathrm{d} u}\left[u^4\right]": "u^4",
    r"\frac{\text d}{\text du}(u^4)": "u^4",
    r"\frac{\rm d}{{\rm d}u} u^4": "u^4",
    r"\frac d{du} u^4": "u^4",
    r"{d\over du}(u^4)": "u^4",
    r"{\mathrm d \over \mathrm du}\sin u": "sin(u)",
    r"\mathrm{d}/\mathrm{d}u\; u^4": "u^4",
}


@pytest.mark.parametrize(("typed", "operand"), DIFFERENTIALS.items(), ids=DIFFERENTIALS)
def test_quotients_of_differentials(typed: str, operand: str) -> None:
    """A quotient of differentials is a derivative, never a quotient of products with a letter d, however it is set."""
    problem = read_problem(typed)
    assert (text(problem.definitions[0].tree), problem.wrt, problem.order) == (operand, ("u",), 1)


def test_a_quantity_d_is_no_differential() -> None:
    """Where the text defines d, d(x + 1)/dx is a quotient."""
    assert text(read_problem("z = d(x + 1)/dx, d = 3").definitions[0].tree) == "d*(x + 1)/(d*x)"


@pytest.mark.parametrize(("typed", "asked"), ASKED.items(), ids=ASKED)
def test_asked(typed: str, asked: tuple[object, ...]) -> None:
    """A derivative or an English sentence in the text says what to differentiate and by what."""
    problem = read_problem(typed)
    assert (problem.output, problem.wrt, problem.order, problem.mixed) == asked
    assert problem.definitions


PROSE = {
    "Use the chain rule to find the derivative of (2x+1)^5": "(2*x + 1)^5",
    "How do you differentiate f(x)=sin(x^2)?": "sin(x^2)",
    "derivative of x^2 at x=3": "x^2",
    r"Differentiate \(P(t)=Q (1.07)^t\), where \(Q\) is a constant.": "Q*1.07^t",
    "y = power^2, power = 2x": "power^2",
    "x^2 + 1, x > 0": "x^2 + 1",
    "Given loss = (y - pred)^2 where pred = w*x": "(y - pred)^2",
    # a minus after words is the formula's own, a dash between words and formula is not
    "Differentiate -4t^3": "-4*t^3",
    "derivative of - t^3 + 1": "-t^3 + 1",
    "Find the derivative:-sin t": "-sin(t)",
    "What is d/dt of -t^5?": "-t^5",
    "Find the derivative – t^3": "t^3",
    "Find the derivative — t^3": "t^3",
    # words for signs
    "the natural log of (t + 1)": "log(t + 1)",
    "Find the derivative of the square root of t": "sqrt(t)",
    "cube root of (t^4)": "root(t^4, 3)",
    "inverse tangent of t": "atan(t)",
    "t squared plus 5": "t^2 + 5",
    "x to the fourth": "x^4",
    "Derivative of (3x + 1) to the fourth power": "(3*x + 1)^4",
    "find the second derivative of x to the fifth": "x^5",
    "y = x raised to the power of 3": "x^3",
    "1 over x squared": "1/x^2",
    "y = x plus 1 over x": "x + 1/x",
    "minus x squared": "-x^2",
    "y = inverse tan x": "atan(x)",
    "hyperbolic sine of x": "sinh(x)",
    "sqrt of (x + 1)": "sqrt(x + 1)",
    "log of sin of x": "log(sin(x))",
    "f of x equals x^3": "x^3",
    "∂f/∂x of f = x^3 y": "x^3*y",
    "∂²f/∂y∂x of f = y/(x + y)": "y/(x + y)",
    "y = acosx + bsinx": "a*cos(x) + b*sin(x)",
    "y = acos(x) + bsin(x)": "a*cos(x) + b*sin(x)",
    "x = acost, y = bsint": "a*cos(t)",
    "se^{-t}": "s*e^(-t)",
    "Power[x, 3] + Times[2, x]": "x^3 + 2*x",
    "sin cubed t": "sin(t)^3",
    "3 times t minus 1": "3*t - 1",
    "t divided by 4": "t/4",
    "t to the power of 7": "t^7",
    "y equals t squared plus 1": "t^2 + 1",
    "y is equal to 3 t": "3*t",
    "e to the t": "e^t",
    "t times e to the power of -2t": "t*e^(-2*t)",
    "deriv of cos(t)": "cos(t)",
    # what stands around a problem in a book, a sheet or a question
    "g(t) = k*t^4 (a constant)": "k*t^4",
    "y = sin t, where t is in radians": "sin(t)",
    "I need the derivative of y = e^(4t) please": "e^(4*t)",
    "Derivative of f(t) = t^5 is?": "t^5",
    "b) y = t^4": "t^4",
    "7. g(t) = t^4": "t^4",
    "Problem 3. g(t) = t^4": "t^4",
    "Q. Differentiate t^4": "t^4",
    "Exercise 12: Find the derivative of t^4": "t^4",
    "What's the derivative of t^4?": "t^4",
    "What's d/dt of t^4?": "t^4",
    "Differentiate (t + 1)^4 (chain rule)": "(t + 1)^4",
    "Apply the chain rule to the function e^(2t)": "e^(2*t)",
    "Find the slope of the tangent line to the curve y = t^4": "t^4",
    "Find the rate of change of y = t^4": "t^4",
    "g(t) = t^4, where t is real": "t^4",
    "f(t) = t^4 on [0, 1]": "t^4",
    "g(t) = t^4 on the interval (-1, 2π)": "t^4",
    "f(t) = t^4, t in [0, 1]": "t^4",
    "f(t) = t^4, t ∈ R": "t^4",
    r"f(t) = t^4 \tag{1}, \quad t \in \mathbb{R}": "t^4",
    "y = rate*t, rate = 3": "rate*t",
    "f(t) = t^4, f'(t) = ?": "t^4",
}


@pytest.mark.parametrize(("typed", "read"), PROSE.items(), ids=PROSE)
def test_prose(typed: str, read: str) -> None:
    """English around a formula is left out; a quantity with an English name stays."""
    assert text(read_problem(typed).definitions[0].tree) == read


@pytest.mark.parametrize("text", ["N = 100; L = (1/N) Σ_{i=1}^N (w x_i + b - y_i)^2; dL/dw", "n = 5; L = mean((w x + b - y)^2); dL/dw"])
def test_a_number_of_terms(text: str) -> None:
    """A whole number for how many terms a sum has is set aside: the sum stays one."""
    found = chainrule.derive(text)
    assert str(found["w"].tidy).startswith("2*sum((w*x_i + b - y_i)*x_i, i, 1, ")
    assert any("it is the number of terms" in reading.message for reading in found.readings)


def test_point_is_set_aside_with_a_word() -> None:
    """A point to put in is set aside, and that is said."""
    assert "set aside" in str(read_problem("derivative of x^2 at x=3").readings[0])


BY_DERIVATIVES = {  # text: the definitions as they are read
    "Let g(t) be the second derivative of t^5 - t. Find the derivative of g(t) wrt t.": ["G = t^5 - t", "g = d^2G/dt^2", " = g(t)"],
    "v(t) = d/dt (t^3 - 2t)": ["f = t^3 - 2*t", "v = df/dt"],
    "r = x; v(t) = diff(t^3, t)": ["r = x", "g = t^3", "v = dg/dt"],
    "s(t) = t^3; v(t) = d/dt s(t)": ["s = t^3", "v = ds/dt"],
    "s(t) = t^3; v(x) = d^2/dx^2 (s(x))": ["s = t^3", "v = s''(x)"],
    "s = t^3; v = d/dt s": ["s = t^3", "v = ds/dt"],
    "f(x) = (x^2 sin x)'": ["g = x^2*sin(x)", "f = dg/dx"],
    "s(t) = t^3; v = t s'": ["s = t^3", "v = t*s'(t)"],
    "s(t) = t^3; v = 1 + 2s'^2 t": ["s = t^3", "v = 1 + 2*s'(t)^2*t"],
}


@pytest.mark.parametrize(("typed", "read"), BY_DERIVATIVES.items(), ids=BY_DERIVATIVES)
def test_defined_by_a_derivative(typed: str, read: list[str]) -> None:
    """A definition may be the derivative of something: of what is defined, or of a function of its own with a free name."""
    assert [f"{item.name} = {text(item.tree)}" for item in read_problem(typed).definitions] == read


ORDERS = {"10th derivative of x^12": 10, "sixth derivative of x^12": 6, "find d2y/dx2: y = x^3": 2, "d3/dx3 cos x": 3}


@pytest.mark.parametrize(("typed", "order"), ORDERS.items(), ids=ORDERS)
def test_orders(typed: str, order: int) -> None:
    """How often to differentiate is said by a word, a number, or the 2 in d2y/dx2."""
    assert read_problem(typed).order == order


def test_derivative_of_a_derivative() -> None:
    """The derivative of f' is f'', and that is said; the derivative f' is f'."""
    problem = read_problem("f(x) = x^3. Find the derivative of f'(x).")
    assert (problem.output, problem.order) == ("f", 2)
    assert str(problem.readings[0]) == "f'(x) is differentiated once more; else ask for f'(x) alone"
    assert read_problem("f(x) = x^3. Find the derivative f'(x).").order == 1
    assert read_problem("y = x^5. Find the second derivative of dy/dx").order == 3


REFUSED = [
    "nth derivative of e^x",
    "x^2 nach x ableiten",
    "y = x raised 3",
    "x^2 - minus",
    "PolyLog[2, -x]",
    "versin(x)",
    "1 + d(x^3)/dx",
    r"x^2 + \frac{d\sin x}{dx}",
    "y = d(x^3)/dx",
    "f(x) = x^2, x < 0, x otherwise",
    "np.where(x, 0)",
    "if(x > 0)",
    "diff sin(x)",
    "diff x^2",
    "y = x = 2",
    "y = f(x) = g(x) = 2",
    "f(x) = g(x) = 2",
    "∫_0^x t dt dt",
    "Σ_{i=1}^{x^2} x_i",
    r"{1 \over x \over 2}",
    "y = " + ", ".join(f"{number} x if x < {number}" for number in range(1, 60)),
    "y = x^2; z = x^3; dy/dx; dz/dx",
    "x^2 = 4",
    "Find f'(x) for f(x) = x^2 and g'(x) for g(x) = x^3",  # no pieces
    "f(2) = 3",
    "f(x, x) = x",
    "x, y",
    "y =",
    "= x",
    "f'(x) = 2x",
    "dy/dx = 2x",
    "",
    "  ",
    "# only a comment",
    "dy/dx",
]


@pytest.mark.parametrize("typed", REFUSED)
def test_refused(typed: str) -> None:
    """What is no definition is refused with a hint."""
    with pytest.raises(ReadError) as caught:
        read_problem(typed)
    assert caught.value.hint


def test_files() -> None:
    """Blank lines and headings separate the problems of a file; a heading is a title."""
    assert split_problems("# First\nz = 4x\nx = a\n\ny = x^2 # note\n## Third ##\n\nw = t\n") == [
        ("First", "z = 4x\nx = a", 2),
        (None, "y = x^2 # note", 5),
        ("Third", "w = t", 8),
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("Differentiate:\na) y = sin(x^2)\nb) y = e^{3x}", [("Differentiate:\na) y = sin(x^2)", 1), ("Differentiate:\nb) y = e^{3x}", 2)]),
        ("1. y = sin u\n   u = x^2\n2. y = e^{3x}", [("1. y = sin u\n   u = x^2", 1), ("2. y = e^{3x}", 3)]),
        ("(i) x^2\n(ii) x^3\n\ny = x", [("(i) x^2", 1), ("(ii) x^3", 2), ("y = x", 4)]),
        ("Find the derivative:\n\na) x^2\n\nb) x^3", [("Find the derivative:\na) x^2", 2), ("Find the derivative:\nb) x^3", 4)]),
        ("\\begin{enumerate}\n\\item $x^2$\n\\item $x^3$\n\\end{enumerate}", [("\\item $x^2$", 2), ("\\item $x^3$", 3)]),
        ("a) x^2\nc) x^3", [("a) x^2\nc) x^3", 1)]),
        ("z = 4x\nx = a", [("z = 4x\nx = a", 1)]),
    ],
    ids=["letters", "numbers", "Roman", "blank lines", "LaTeX", "no list", "one problem"],
)
def test_lists(text: str, problems: list[tuple[str, int]]) -> None:
    """The items of a list are problems of their own, each with what stands before the list."""
    assert split_problems(text) == [(None, said, first) for said, first in problems]


@pytest.mark.parametrize("text", ["a) y = x^2\nb) y = x^3", "a) x^2\nb) x^3", "a) f(x) = x^2\nb) g(x) = x^3", "y = x^2\n\ny = x^3"])
def test_several_problems_are_told_as_such(text: str) -> None:
    """Where a text has several problems, the hint says what to do with them."""
    with pytest.raises(ChainRuleError) as caught:
        chainrule.derive(text)
    assert "derive the 2 problems one at a time" in caught.value.hint


EXAM = r"""\documentclass{exam}
\title{Quiz}
\begin{document}
\maketitle
\section*{Curves}\label{s}
\begin{questions}
\question[5] Find $dy/dx$ for $y = \tan(\sqrt{x})$.
\vspace{2cm}
\question Differentiate

\begin{parts}
\part[2] $f(x) = \ln(\cos x)$
\part $f(x) = x^2$
\end{parts}
\end{questions}
\begin{exercise}
$y = x^3$
\end{exercise}
\begin{exercise}
\begin{align*}
z &= w x \\
L &= z^2
\end{align*}
\end{exercise}
\end{document}
y = x^5
"""


def test_a_document_in_latex() -> None:
    """Of a document the body counts: sections are headings, questions and exercises problems, and lines keep their numbers."""
    assert split_problems(EXAM) == [
        ("Curves", "\\item Find $dy/dx$ for $y = \\tan(\\sqrt{x})$.", 7),
        (None, "Differentiate\n\\item $f(x) = \\ln(\\cos x)$", 11),
        (None, "Differentiate\n\\item $f(x) = x^2$", 12),
        (None, "$y = x^3$", 17),
        (None, "\\begin{align*}\nz &= w x \\\\\nL &= z^2\n\\end{align*}", 20),
    ]


def test_words_before_a_list_belong_to_its_items() -> None:
    """A paragraph of words alone belongs to the list after it, and is otherwise a text of its own."""
    assert [said for _, said, _ in split_problems("Differentiate the functions.\n\n1. x^2\n2. x^3")] == [
        "Differentiate the functions.\n1. x^2",
        "Differentiate the functions.\n2. x^3",
    ]
    assert [said for _, said, _ in split_problems("Differentiate the functions.\n\nx^2")] == ["Differentiate the functions.", "x^2"]
