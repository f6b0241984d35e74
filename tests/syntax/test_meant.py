"""Texts that have been read as something else than what they say: they are read as meant, by difference quotients, or refused."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest

import chainrule
from chainrule import ChainRuleError
from chainrule.notation import text
from chainrule.syntax.reading import read_problem
from chainrule.tree import names

REFUSED = """
f(x) = floor x | f(x) = Re(x) | f(z) = Im z | f(x) = sinc x | f(x) = log1p x | f(x) = logit x | f(x) = max_i x_i | f(x) = int x^2 dx | f(x) = lim x^2
f(x) = int t^2 dt | f(x) = integral x^2 | f(x) = prod x_i | f(x) = n choose x | f(x) = versin x | f = rank A x | div F | grad x^2
f(x) = \\Gamma(x+1) | f(x) = \\operatorname{sinc} x | f(x) = \\operatorname{Re}(x) | f(x) = \\mathrm{arg}\\, x | f(X) = \\operatorname{det} x
f = \\operatorname{argmax} x | f(X) = \\mathrm{Tr} A X | f(x) = Li(x) | f(x) = fmod(x, 3) | f = np.cross(x, y) | f(x) = sinx2
x by y | divide x by y | x into y | x less y | x per y | y is x squared | x^2 vs x^3 | n factorial | x doubled | double x | integrate x^2 | e to sin(x)
the quantity x plus 1 squared | x squared plus one all over x | x plus 1 all squared | x sub 1 squared | x prime | common log of x
(a) x^2 (b) x^3 | f(x) = E[x^2] | f(x) = \\mathbb{E}[x^2] | f(x) = 𝔼[x^2] | L = A^+ x | L = x^H A x | L = A^H x
L = -E[log D(x)] - E[log(1 - D(G(z)))] | L = E[(r + γ V(s) - V(t))^2]
f = \\mathbf{u} \\times \\mathbf{v} | f = \\vec{u} × \\vec{v} | y = 0x1F*x | L = A \\ b | L = x[-1]^2 | L = x**2 @ w | L = x^T (A + λ I) x + I y
f(x) = x e^x + y, (f^{-1})'(2) | f(x) = xe^x, (f^-1)'(1) | f(x) = x^3, (f^-1)'(a) | f(x) = x^3 + ay, (f^-1)'(1)
f(x) = x^3 + x, g = f^{-1}, g'(2) | g = f⁻¹; f(x) = x^3 + x; g'(2)
(f^-1)(x) | x^2 + (f^-1)'(x) | v = 5 x 10^3 t | L = Σ (yi - ŷi)^2 | L = sum(xi*yi) | y = layer_norm(x + 1) | f(x) = x^2\\,dx
y = Integrate[x^2,x] | modulus x | zweite Ableitung von x^2 und x^3 | fünfte Ableitung von x^6
dérivées partielles secondes de x^2 y | gemischte partielle Ableitung von x^2 y | Leite x^3 zweimal ab | Dérive deux fois x^3
Ableitung der Umkehrfunktion von x^3 | Ableitung von x^2 und x^3 | derivada de la inversa de x^2 | dérivée de la réciproque de x^3 | Ableitung von e hoch x
Trouver la primitive de x^2 | Bestimme die Stammfunktion von x^2 | Calculer la limite de x^2 | la derivada de x^2 es
F = m a, acceleration | k = slope x, slope
d^n/dx^n e^(3x) | \\frac{d^n}{dx^n} \\sin x | d^n y/dx^n of y = x^5 | \\frac{\\partial^{k} f}{\\partial x^{k}}, f = e^{xy} | ∂^m/∂x^m e^(3x)
d(sin x)/d(cos x) | d(x^4)/d(x^2) | \\frac{d(\\sin x)}{d(\\cos x)} | dy/d(x^2) of y = x^4
derivative of arctan x with respect to arccot x | derivative of ln x with respect to log_10 x | differentiate x with respect to sinh x
"""


@pytest.mark.parametrize("typed", [each.strip() for line in REFUSED.strip().splitlines() for each in line.split(" | ")])
def test_refused(typed: str) -> None:
    """What is not read is no product of letters and no power."""
    with pytest.raises(ChainRuleError):
        chainrule.derive(typed)


sin, cos, log, sqrt, exp, pi = mpmath.sin, mpmath.cos, mpmath.log, mpmath.sqrt, mpmath.exp, mpmath.pi

MEANT: dict[str, Callable[[float], float]] = {
    "d = 3; y = x d(x+1)/d(x+2)": lambda x: x * (x + 1) / (x + 2),
    "Ableitung von x^2 sin(x)": lambda x: x**2 * sin(x),
    "Leiten Sie f(x) = sin(x^2) ab.": lambda x: sin(x**2),
    "Bestimme f'(2) für f(x) = x^3": lambda x: x**3,
    "Ableitung von 3 x^2 nach x": lambda x: 3 * x**2,
    "z = u v, wobei u = x^2 und v = x^3": lambda x: x**5,
    "dérivée de x^2": lambda x: x**2,
    "Bestimme die Ableitung von f(x) = x^3 nach der Variablen x": lambda x: x**3,
    "dérivée de x^3 par rapport à la variable x": lambda x: x**3,
    "Calculer la dérivée de la fonction f(x) = x^2 sin x": lambda x: x**2 * sin(x),
    "Soit f(x) = x^2. Calculer f'(x).": lambda x: x**2,
    "z = u v où u = x^2 et v = x^3": lambda x: x**5,
    "Halla la derivada de y = sen(x^2)": lambda x: sin(x**2),
    "Encuentra dy/dx si y = x^3": lambda x: x**3,
    "Calcule a derivada de f(x) = x^2": lambda x: x**2,
    "Calcola la derivata di f(x) = x^2": lambda x: x**2,
    "afgeleide van x^2": lambda x: x**2,
    "Derivare x^2 sin x": lambda x: x**2 * sin(x),
    "Bilden Sie f'(x) für f(x) = x^3": lambda x: x**3,
    "let y equal sin of 2x": lambda x: sin(2 * x),
    "log base two of x": lambda x: log(x) / log(2),
    "twice x squared": lambda x: 2 * x**2,
    "x times the sine of x": lambda x: x * sin(x),
    "x squared times the natural log of x": lambda x: x**2 * log(x),
    "sine of the square of x": lambda x: sin(x**2),
    "cosine of the reciprocal of x": lambda x: cos(1 / x),
    "2 times the sum of x and x^2": lambda x: 2 * (x + x**2),
    "log of the cube of x": lambda x: log(x**3),
    "sin of the product of x and sin x": lambda x: sin(x * sin(x)),
    "three x": lambda x: 3 * x,
    "two pi x": lambda x: 2 * pi * x,
    "two to the power of x": lambda x: 2**x,
    "derivative of x^2 evaluated at x=2": lambda x: x**2,
    "the derivative of x squared at x equals 3": lambda x: x**2,
    "derivative of x^2 when x is 3": lambda x: x**2,
    "return x**2": lambda x: x**2,
    "x^2 [3]": lambda x: x**2,
    "(a) x^2": lambda x: x**2,
    "1(b) 3x + 2": lambda x: 3 * x,
    "(ii) sin x": sin,
    "f(x) = exp10(x)": lambda x: 10**x,
    "f <- function(x) x^2": lambda x: x**2,
    "function(x) x^2": lambda x: x**2,
    "y <- sin(x) + 3": sin,
    r"L = \sum^3_{k=1} k x": lambda x: 6 * x,
    r"L = \sum^{2}_{k=1} k x^k": lambda x: x + 2 * x**2,
}


@pytest.mark.parametrize("typed", MEANT)
def test_read_as_meant(typed: str) -> None:
    """The derivative is that of what is said."""
    found = chainrule.derive(typed)["x"].tidy.sympy
    for point in (0.7, 1.9):
        assert float(found.subs("x", point)) == pytest.approx(float(mpmath.diff(MEANT[typed], point)), rel=1e-9)


NAMES = {
    "L = x[0]**2 + x[1]**2": "x_0^2 + x_1^2",
    "L = W[0][1]*x": "W_01*x",
    "L = W[i][j]*x[j]": "W_ij*x_j",
    "L = W[i, j]*x[j]": "W_ij*x_j",
    "L = x(1)^2 + x(2)^2": "x_1^2 + x_2^2",
    "w[1]*x": "w*1*x",
    "L = f(1) + f(2)": "f(1) + f(2)",
    "a^{[2]} = W^{[2]} a^{[l-1]}": "W^[2]*a^{[l-1]}",
    "y = x - 3[x + 1]": "x - 3*(x + 1)",
    "C = 24/Re": "24/(R*e)",
    "y = t^H + H": "t^H + H",
    "a x + b y": "a*x + b*y",
    "y = per*x": "per*x",
    "f = E[1 - v^2] + E": "E*(1 - v^2) + E",
    "y = 2x^2 + 0x + 1": "2*x^2 + 0*x + 1",
    r"$x \ y$": "x*y",
    r"f = \mathrm{Re}^2": "Re^2",
    "L = sum x_i^2": "sum(x_i^2, i, 1, n)",
    r"y = x^2\frac{1}{2}": "x^2*(1/2)",
    r"y = 2\,\frac{1}{2} x": "2*(1/2)*x",
    "y = w*in + b": "w*in + b",
    "y = 2 in x, in = t": "2*in*x",
    "2(a) a x^2": "2*a*a*x^2",
    "(a)(a + x)": "a*(a + x)",
    "(a) + a x^2": "a + a*x^2",
    "Q1 (a + x)": "Q1*(a + x)",
    "Ex 5.3 Q2 (a) a x^2": "a*x^2",
    "Ex. 3: x^2 e^x": "x^2*e^x",
    "Q1 (b) Find dy/dx: y = b x": "b*x",
    "J = sum((w*x^(i) - y^(i))^2)": "sum((w*x^(i) - y^(i))^2, i, 1, n)",
    "J = Σ a_i x^i": "sum(a_i*x^i, i, 1, n)",
    "y = x/sqrt(v + eps)": "x/sqrt(v + eps)",
    "y is a function of x, x y": "x*y",
    "y = 3x^10": "3*x^10",
    "i = Im sin(ωt)": "I*m*sin(ω*t)",
    "y[k] = k^2": "k^2",
    "a[1] = 2x, L = a[1]**2": "2*x",
    "E[x] = x^2": "x^2",
    "The quantity Q = x^2 + 1. Find dQ/dx": "x^2 + 1",
    r"y = x \ \cdot \ z": "x*z",
    "L = Σ_j (y_j - 2 pi)^2": "sum((y_j - 2*pi)^2, j, 1, n)",
    r"$y = (x^{-1})(x + 1)$": "x^(-1)*(x + 1)",
}


@pytest.mark.parametrize("typed", NAMES)
def test_names(typed: str) -> None:
    """Indices of programs are read as indices where nothing else makes sense, and what may be a product stays one."""
    assert text(read_problem(typed).definitions[0].tree) == NAMES[typed]


def test_the_base_in_front_is_said() -> None:
    """log(2, x) has two readings; Mathematica's Log[2, x] has one."""
    assert "else write log(x, 2)" in str(read_problem("y = log(2, x)").readings[0])
    assert read_problem("y = Log[2, x]").readings == ()


@pytest.mark.parametrize(
    ("typed", "other"),
    [("e^-x^2/2", "e^(-x^2/2)"), ("100(1/2)^t/5", "(1/2)^(t/5)"), ("e^x^2/2", "e^(x^2/2)"), ("e^-t/2", "e^(-t/2)"), ("sin^43x", "sin^4 (3…)")],
)
def test_what_an_exponent_may_take_is_said(typed: str, other: str) -> None:
    """The other reading is named, also where powers stand on one another and where a number in brackets is raised."""
    assert f"else write {other}" in str(read_problem(typed).readings[-1])


def test_acceleration_is_a_second_derivative() -> None:
    """Of a place that is given; of a velocity it is the first."""
    assert [read_problem(f"acceleration of {typed}").order for typed in ("s = t^3", "v = t^3")] == [2, 1]
    assert read_problem("the acceleration of a car is a = t^2").order == 1
    alone = ("s = t^3; acceleration", "v(t) = t^3, acceleration", "velocity = t^3, acceleration", "speed = t^3, acceleration", "v_x = t^3, acceleration")
    assert [read_problem(typed).order for typed in alone] == [2, 1, 1, 1, 1]


NEEDLESS = {"y = q(x^2)": "q*(x^2)", "p(x) = x^3 q(1/x)": "q*(1/x)", "E = k(q/r^2)": "k*(q/r^2)"}


@pytest.mark.parametrize(("typed", "product"), NEEDLESS.items(), ids=NEEDLESS)
def test_brackets_that_a_product_does_not_need(typed: str, product: str) -> None:
    """A letter before them may be meant as a function, so that it is said to be a factor; it is not where the brackets are needed."""
    assert f"read as {product}; else write f(" in str(read_problem(typed).readings[0])
    assert not read_problem("y = k(x + 1) + P(1 + x)^2 + x(2x)").readings


ASKED_BY_A_WORD = {"f = x^2 y, gradient": 1, "s(t) = A cos(ωt + δ), velocity": 1, "y = x^2. Slope?": 1, "f = x^2 y; Hessian": 2}


@pytest.mark.parametrize(("typed", "order"), ASKED_BY_A_WORD.items(), ids=ASKED_BY_A_WORD)
def test_a_word_asks_by_itself(typed: str, order: int) -> None:
    """A word that asks is no quantity where it stands alone at the end."""
    problem = read_problem(typed)
    assert (len(problem.definitions), problem.order) == (1, order)


def test_a_word_that_is_a_quantity_asks_nothing() -> None:
    """A slope is a factor beside another one, and what is defined is a quantity."""
    assert [tuple(names(each.tree)) for each in read_problem("y = 3*slope").definitions] == [("slope",)]
    assert len(read_problem("E = m velocity^2/2, velocity = 3t").definitions) == 2
    assert [each.name for each in read_problem("hessian = 3x, y = hessian^2").definitions] == ["hessian", "y"]


VECTORS = {
    "L = np.inner(w, x) + b": ("w_i", "x_i"),
    "L = w.dot(x)": ("w_i", "x_i"),
    "L = tf.reduce_sum(x**2)": ("x_i", "2*x_i"),
    "L = sum(exp(z))": ("z_i", "exp(z_i)"),
    "L = mean(x**2)": ("x_i", "2*x_i/n"),
    "L = sum(x^2)": ("x_i", "2*x_i"),
    "y = np.linalg.inv(A) @ x": ("x_j", "A_{inv,i,j}"),
}


@pytest.mark.parametrize("typed", VECTORS)
def test_vectors_of_programs(typed: str) -> None:
    """Products, inverses and sums of arrays are those of vectors."""
    name, derivative = VECTORS[typed]
    assert str(chainrule.derive(typed)[name].tidy) == derivative


def test_a_sum_of_matrices_between_vectors() -> None:
    """x^T (A + B) x is x^T A x + x^T B x."""
    whole = chainrule.derive("L = x^T (A + B) x")["x_i"].tidy
    assert str(whole) == "2*(A_ii + B_ii)*x_i + sum((A_ij + B_ij)*x_j, j, 1, j != i, n) + sum(x_k*(A_ki + B_ki), k, 1, k != i, n)"
    assert str(chainrule.derive("L = x^t A x")["x_i"].tidy) == str(chainrule.derive("L = x^T A x")["x_i"].tidy)
