"""Expressions as people type them: loose text and Unicode."""

from __future__ import annotations

import pytest

from chainrule.notation import text
from chainrule.syntax import read_expression
from chainrule.tree import Tree, add, call, div, mul, neg, number, power, symbol

a, b, c, x, y, z = map(symbol, "abcxyz")

TREES = {  # the shape of the tree, where text alone would not show it
    "a + b - c": add(a, b, neg(c)),
    "2xy*z": mul(number(2), x, y, z),
    "a*b/c": div(mul(a, b), c),
    "a/b*c": mul(div(a, b), c),
    "-a*b": neg(mul(a, b)),
    "(-a)*b": mul(neg(a), b),
    "a*-b*c": mul(a, neg(b), c),
    "a*(b*c)": mul(a, mul(b, c)),
    "-x^2": neg(power(x, number(2))),
    "2^-x": power(number(2), neg(x)),
    "x^y^z": power(x, power(y, z)),
    "2^-x^2": power(number(2), neg(power(x, number(2)))),
    "a - -b": add(a, neg(neg(b))),
    "1/2x": mul(div(number(1), number(2)), x),
    "a/bc": div(a, mul(b, c)),
    "|x|": call("abs", x),
    "|x||y|": mul(call("abs", x), call("abs", y)),
    "sqrt(x)": call("sqrt", x),
    "√√x": call("sqrt", call("sqrt", x)),
    "∛x": call("root", x, number(3)),
    "exp(x)": call("exp", x),
    "log(x, b)": call("logb", x, b),
}


@pytest.mark.parametrize(("typed", "tree"), TREES.items(), ids=TREES)
def test_shape(typed: str, tree: Tree) -> None:
    """The tree has the order and the form of the text."""
    assert read_expression(typed, names="abcxyz") == tree


READ = {
    "Argsh x + argth y": "asinh(x) + atanh(y)",
    "sen 2x + arcsen(x) senh x": "sin(2*x) + asin(x)*sinh(x)",
    "πr2 + 4/3πr3": "pi*r2 + 4/3*pi*r3",
    "exp^(2x)": "exp(2*x)",
    "exp^x sin x": "exp(x)*sin(x)",
    "exp^(2x)(x + 1)": "exp(2*x)*(x + 1)",
    "exp^2(x) + exp^y(z)": "exp(x)^2 + exp(z)^y",
    "arcTan(x)": "atan(x)",
    "x⁻¹/² + 1": "x^(-1/2) + 1",
    # implicit multiplication
    "4x + 7y": "4*x + 7*y",
    "2(x+1)(x−1)": "2*(x + 1)*(x - 1)",
    "x(1+x)": "x*(1 + x)",
    "7x(2+1)": "7*x*(2 + 1)",
    "(x+1)x": "(x + 1)*x",
    "2πr": "2*pi*r",
    "(Cx + D) 12^x": "(C*x + D)*12^x",
    "5x*3x": "5*x*3*x",
    # a constant under a constant is a coefficient, brackets around a product end a denominator
    "2/√π e^(-x^2)": "2/sqrt(pi)*e^(-x^2)",
    "log_2.5(x)": "log_2.5(x)",
    "log_{1/2} x": "log(x, 1/2)",
    "1/sqrt(2 pi) e^(-x^2/2)": "1/sqrt(2*pi)*e^(-x^2/2)",
    "1/sqrt(2 pi σ^2) exp(-x^2)": "1/sqrt(2*pi*σ^2)*exp(-x^2)",
    "1/√(2πs) e^{-x^2}": "1/sqrt(2*pi*s)*e^(-x^2)",
    "1/sqrt(x)exp(x)": "1/(sqrt(x)*exp(x))",
    "a/sqrt(x) exp(x)": "a/(sqrt(x)*exp(x))",
    "√3/√2 x": "sqrt(3)/sqrt(2)*x",
    "x/√2 y": "x/(sqrt(2)*y)",
    "1/√x y": "1/(sqrt(x)*y)",
    "1/(2a) x": "1/(2*a)*x",
    "3/(4x)(x + 1)": "3/(4*x)*(x + 1)",
    "1/(σ√(2π)) exp(-x^2)": "1/(σ*sqrt(2*pi))*exp(-x^2)",
    "2x/(3y) z": "2*x/(3*y)*z",
    "y/(-2a) x": "y/(-2*a)*x",
    "1/(x + 1)(x + 2)": "1/((x + 1)*(x + 2))",
    # functions without brackets
    "2 cos x": "2*cos(x)",
    "sin 2x cos 3x": "sin(2*x)*cos(3*x)",
    "sinx": "sin(x)",
    "cos7x": "cos(7*x)",
    "xsin(1)": "x*sin(1)",
    "bsin(t)": "b*sin(t)",
    "2 sinxcosx": "2*sin(x)*cos(x)",
    "xlnx": "x*log(x)",
    "tgx": "tan(x)",
    "ln sin(x^2+1)": "log(sin(x^2 + 1))",
    "cos sin ln x": "cos(sin(log(x)))",
    "cos(2x)(x+1)": "cos(2*x)*(x + 1)",
    "sin x^2": "sin(x^2)",
    "sin x + 1": "sin(x) + 1",
    # a sum without brackets takes its whole term with it
    "log Σ_k a_k exp(b_k)": "log(sum(a_k*exp(b_k), k, 1, n))",
    "log Σ_k a_k (b_k - c)^2 + c": "log(sum(a_k*(b_k - c)^2, k, 1, n)) + c",
    "ln Σ_k cos x_k |y_k|": "log(sum(cos(x_k)*abs(y_k), k, 1, n))",
    "ln Σ_k a_k · b_k": "log(sum(a_k*b_k, k, 1, n))",
    "sqrt Σ_k a_k sqrt(b_k)": "sqrt(sum(a_k*sqrt(b_k), k, 1, n))",
    "ln x e^x": "log(x)*e^x",
    "sin 3e^x": "sin(3*e^x)",
    "ln √x": "log(sqrt(x))",
    "ln|x|": "log(abs(x))",
    "2^sinx": "2^sin(x)",
    "e^sin 2x": "e^sin(2*x)",
    "sinx/x": "sin(x)/x",
    "sin x f(x)": "sin(x)*f(x)",
    "sin[2*x]": "sin(2*x)",
    "Sin[x]": "sin(x)",
    # powers of functions, inverses
    "sin²x": "sin(x)^2",
    "sin^2(3x)": "sin(3*x)^2",
    "sin**2 x^2": "sin(x^2)^2",
    "exp^y(z)": "exp(z)^y",
    "cos^-1 x": "acos(x)",
    "sin^{-1}(x)": "asin(x)",
    "sinh⁻¹ x": "asinh(x)",
    "(sin x)^-1": "sin(x)^(-1)",
    "f^2(x)": "f(x)^2",
    "ln(x)^2": "log(x)^2",
    # roots, powers, logarithms
    "√x": "sqrt(x)",
    "√(1+x²)": "sqrt(1 + x^2)",
    "√2x": "sqrt(2)*x",
    "³√x + x³√y": "root(x, 3) + x^3*sqrt(y)",
    "sqrt[3]{x} + Sqrt[x](x + 1)": "root(x, 3) + sqrt(x)*(x + 1)",
    "½x²": "1/2*x^2",
    "x³": "x^3",
    "x¹⁄² + ¹⁄₂x": "x^(1/2) + 1/2*x",
    "e⁻²ˣ": "e^(-2*x)",
    "xe^x": "x*e^x",
    "2xe^-x": "2*x*e^(-x)",
    "e^(−t/τ)": "e^(-t/τ)",
    "%e^x": "e^x",
    "ℯ^x": "e^x",
    "log_2(x)": "log_2(x)",
    "log_7(x)^5": "log_7(x)^5",
    "log₂x": "log_2(x)",
    "log_3 7^{x}": "log_3(7^x)",
    "log10 x": "log_10(x)",
    "log3(x) + log5 x + xlog2 x": "log_3(x) + log_5(x) + x*log_2(x)",
    "log3x": "log(3*x)",
    "log_e x + logₑ(x)": "log(x) + log(x)",
    "lg x": "log_10(x)",
    "lg(x, a)": "log_a(x)",
    "root(x,3)": "root(x, 3)",
    "nthRoot(6x, 3)": "root(6*x, 3)",
    "cbrt(x)": "root(x, 3)",
    "pow(x, 2)": "x^2",
    # spellings
    "arctg x + arsinh x + cosec x": "atan(x) + asinh(x) + csc(x)",
    "Abs(x) + asin(x) + Max(0, x)": "abs(x) + asin(x) + max(0, x)",
    "leaky_relu(x) + elu(x)": "leaky_relu(x, 0.01) + elu(x, 1)",
    "σ(z)": "sigmoid(z)",
    "σ²": "σ^2",
    "x²×y ÷ 2·z": "x^2*y/2*z",
    "（x＋１）": "x + 1",
    "𝔂 + 𝑥": "y + x",
    # numbers
    "0.10x + .5": "0.10*x + 0.5",
    "1.5e-3": "0.0015",
    "5!": "120",
    # unspecified functions
    "f(g(x))": "f(g(x))",
    "J(y, ŷ)": "J(y, ŷ)",
    "f'(x) + f''(g(x))": "f'(x) + f''(g(x))",
    "σ'(z)": "sigmoid(z)*(1 - sigmoid(z))",
    "f^{(4)}(x) + f⁽⁴⁾(x)": "f''''(x) + f''''(x)",
    "f^n(x)": "f(x)^n",
    "f_1(x) f_2(x)": "f_1(x)*f_2(x)",
    "u(x)v(x)": "u(x)*v(x)",
    "u(x)/v(x) + u'(x)": "u(x)/v(x) + u'(x)",
    "J^(0,1)(y, x+1)": "J^(0,1)(y, x + 1)",
    "J^{(0,1)}(y, x+1)": "J^(0,1)(y, x + 1)",
    "x^3 5^x + x^-3 7^x": "x^3*5^x + x^(-3)*7^x",
    "x³ᐟ² + 2x⁻¹ᐟ³": "x^(3/2) + 2*x^(-1/3)",
    "ArcTan[x] + ArcSinh[x]": "atan(x) + asinh(x)",
    "(x+1)^2 6x + x^2 0.5sin x": "(x + 1)^2*6*x + x^2*0.5*sin(x)",
    "Log[2, x] + Log[b, x] + log(x, b)": "log_2(x) + log_b(x) + log_b(x)",
    "signum(x)": "sign(x)",
    "cuberoot(x)": "root(x, 3)",
    "3Asin(2t)": "3*A*sin(2*t)",
    "ACOS(x)": "acos(x)",
    "2pit + tpi": "2*pi*t + t*pi",
    "picos(pit) + xsinpix": "pi*cos(pi*t) + x*sin(pi*x)",
    "p + picos(t)": "p + p*i*cos(t)",
    "PI*r^2 + Pi r": "pi*r^2 + pi*r",
    "3E^(2t)": "3*e^(2*t)",
    "E^2 t": "E^2*t",
    "E^t + E": "E^t + E",
    "a(b+c) + k(x+1)": "a*(b + c) + k*(x + 1)",
    "sum((obs_i - pred_i)^2, i=1..3)": "sum((obs_i - pred_i)^2, i, 1, 3)",
    "Σ_{i=1}^{3} a_i b_i + c": "sum(a_i*b_i, i, 1, 3) + c",
    "Σ (y_i - p_i)^2": "sum((y_i - p_i)^2, i, 1, n)",
    "Σᵢ xᵢ + Σ_k z_k": "sum(x_i, i, 1, n) + sum(z_k, k, 1, n)",
    "Σᵢ₌₁³ xᵢ": "sum(x_i, i, 1, 3)",
    "Σ w_j x_ij": "sum(w_j*x_ij, i, 1, n)",
    "Σ_n Σ_d x_nd": "sum(sum(x_nd, d, 1, D), n, 1, N)",
    "Σ_n N x_n": "sum(N*x_n, n, 1, N)",
    "1/n Σ x_i": "1/n*sum(x_i, i, 1, n)",
    "sum((y_i - p_i)^2)/2": "sum((y_i - p_i)^2, i, 1, n)/2",
    "mean(x_i)": "1/n*sum(x_i, i, 1, n)",
    "mean(x_i, i=1..3)": "1/3*sum(x_i, i, 1, 3)",
    "mean(1 - mean)": "mean*(1 - mean)",
    "dh/du · du/dx": "dh/du*(du/dx)",
    "(1/2) sum_{i=1}^{3} (w x_i - y_i)^2": "1/2*sum((w*x_i - y_i)^2, i, 1, 3)",
    "sum_(i=1)^3 x_i": "sum(x_i, i, 1, 3)",
    "sum_i (y_i - p_i)^2": "sum((y_i - p_i)^2, i, 1, n)",
    "sum_j w_j": "sum(w_j, j, 1, n)",
    "sum_i + 2*sum_1": "sum_i + 2*sum_1",
    # a degree or a base in square brackets or in front
    "root(3, x + 1)": "root(x + 1, 3)",
    "root(x, 3) + root(8, 3)": "root(x, 3) + root(8, 3)",
    "root(3)(x + 1) + 2root(4)(x)": "root(x + 1, 3) + 2*root(x, 4)",
    "root(x + 1)(x)": "sqrt(x + 1)*x",
    "log[2](x) + sqrt[3](x)": "log_2(x) + root(x, 3)",
    "x*root[4](x + 1)": "x*root(x + 1, 4)",
    "log[x](x + 1)": "log(x)*(x + 1)",
    # libraries
    "np.sin(x)**2*np.pi": "sin(x)^2*pi",
    "2*math.exp(-x) + scipy.special.expit(x)": "2*exp(-x) + sigmoid(x)",
    "np.maximum(0, x)*np.power(x, 3)": "max(0, x)*x^3",
    "torch.square(x)": "x^2",
    "np.log1p(x) + np.expm1(x)": "log(1 + x) + (exp(x) - 1)",
    "np.hypot(x, y)": "sqrt(x^2 + y^2)",
    "x**Rational(2, 3)": "x^(2/3)",
    "softsign(x)": "x/(1 + abs(x))",
    "exp2(x)": "2^x",
    "erfc(x)": "1 - erf(x)",
    "logit(p)": "log(p/(1 - p))",
    "logsigmoid(z)": "log(sigmoid(z))",
    "relu6(x)": "min(max(x, 0), 6)",
    "rsqrt(x)": "1/sqrt(x)",
    "reciprocal(x + 1)": "1/(x + 1)",
    "prelu(x, a)": "leaky_relu(x, a)",
    "F.selu(x)": "1.0507009873554805*elu(x, 1.6732632423543773)",
    "tanhshrink(x)": "x - tanh(x)",
    "nn.functional.hardtanh(x)": "min(max(x, -1), 1)",
    "hard_sigmoid(x)": "min(max((x + 3)/6, 0), 1)",
    "hardswish(x)": "x*min(max((x + 3)/6, 0), 1)",
    "N(x; m, v)": "exp(-(x - m)^2/(2*v))/sqrt(2*pi*v)",
    "2N(x; 0, 1)": "2*(exp(-x^2/2)/sqrt(2*pi))",
    "log N(y | w*x, σ^2)": "-(y - w*x)^2/(2*σ^2) - log(2*pi*σ^2)/2",
    r"\ln\left(\mathcal{N}(x \mid \mu, 1)\right)": "-(x - μ)^2/2 - log(2*pi)/2",
    "log N(x; m, v)^2": "log((exp(-(x - m)^2/(2*v))/sqrt(2*pi*v))^2)",
    "x[i+1] - x[i-1]*w[k]": "x_{i+1} - x_{i-1}*w_k",
    "huber(y - p, δ)": "(y - p)^2/2 if abs(y - p) <= δ else δ*(abs(y - p) - δ/2)",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "read"), READ.items(), ids=READ)
def test_reading(typed: str, read: str) -> None:
    """Loose text is read as its author means it."""
    assert text(read_expression(typed)) == read


NAMES = {
    "area*bedrooms": "area*bedrooms",
    "w1 + w_11 + w₁₁ + x_1 + y_hat": "w1 + w_11 + w_11 + x_1 + y_hat",
    "w₁₂⁽²⁾ + w_{12}^{(2)} + w^{(2)}_{12}": "w_12^(2) + w_12^(2) + w_12^(2)",
    "h^(3)": "h^3",
    "a_{1}^{(l-1)} + a_1⁽ˡ⁻¹⁾": "a_1^{(l-1)} + a_1^{(l-1)}",
    "a_1^(l-1)": "a_1**(l - 1)",
    "x_{i,j}": "x_{i,j}",
    "ŷ + y\u0302": "ŷ + ŷ",
    "alpha + beta + gamma + lambda": "alpha + beta + gamma + lambda",
    "E + I + N + S + O + Q + i": "E + I + N + S + O + Q + i",
    "θ(1 − θ)": "θ*(1 - θ)",
    "xy + kt + 2ab": "x*y + k*t + 2*a*b",
    "w1*age + w2*tax": "w1*age + w2*tax",
    "x1w1": "x1*w1",
    "y - λw₁² - αx₁": "y - λ*w_1^2 - α*x_1",
    "Wx_t + Uh_{t-1} + b_h": "W*x_t + U*h_{t-1} + b_h",
    "βv_{t-1} + λθ1 + Gm₁m₂": "β*v_{t-1} + λ*θ1 + G*m_1*m_2",
    "Δx_1 + dθ_1 + net_1 + hs_prev": "Δx_1 + dθ_1 + net_1 + hs_prev",
    "lr*gw_1 + wx_1": "lr*gw_1 + wx_1",
    "eps + lam + var": "eps + lam + var",
}


@pytest.mark.parametrize(("typed", "read"), NAMES.items(), ids=NAMES)
def test_names(typed: str, read: str) -> None:
    """Words, indices and Greek letters are one name each; two or three plain letters are a product."""
    assert text(read_expression(typed)) == read


WINNING = [("e^2", "e"), ("xy", "xy"), ("sec*2", "sec"), ("pi*r", "pi"), ("x1w1", "x1w1"), ("i*x", "i"), ("e2x", "e2x"), ("log", "log"), ("rate", "rate")]


def test_a_factor_before_an_index() -> None:
    """λw_1 is a product; where a product has its sign, only of what is used elsewhere as well; a name that is given stays."""
    assert text(read_expression("k*x_1 + kx_1 + k")) == "k*x_1 + k*x_1 + k"
    assert text(read_expression("λw_1 + wx_1", names=["λw_1", "wx_1"])) == "λw_1 + wx_1"


def test_two_letters_of_a_quantity() -> None:
    """Two letters that abbreviate a quantity are a product where one of them is in use, except beside a sign of multiplication."""
    assert text(read_expression("A cos(wt)")) == "A*cos(w*t)"
    assert text(read_expression("l + lr g")) == "l + l*r*g"
    assert text(read_expression("lr*g")) == "lr*g"


@pytest.mark.parametrize(("typed", "name"), WINNING, ids=[row[0] for row in WINNING])
def test_given_names_win(typed: str, name: str) -> None:
    """A name that is given wins over every other meaning of the word."""
    assert symbol(name) in _parts(read_expression(typed, names=[name]))


def _parts(tree: Tree) -> list[Tree]:
    return [tree, *tree.args]


def test_partial_derivative_of_unspecified_function() -> None:
    """∂J/∂ŷ is a derivative of J where J's arguments are known, and stands for itself where they are not."""
    assert read_expression("∂J/∂ŷ", functions={"J": ("y", "ŷ")}).value == ("J", (0, 1))
    assert read_expression("∂J/∂ŷ").kind == "derivative"
