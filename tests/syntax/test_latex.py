"""LaTeX as printed in exams and papers."""

from __future__ import annotations

import pytest

from chainrule import derive
from chainrule.notation import text
from chainrule.syntax import read_expression, read_problem
from chainrule.tree import call, number, symbol

READ = {
    r"\frac{x}{y}": "x/y",
    r"\frac12 x": "1/2*x",
    r"\frac x2": "x/2",
    r"\dfrac{2x}{\sqrt{x^2+1}}": "2*x/sqrt(x^2 + 1)",
    r"{\sin q\over 1+\cos q}": "sin(q)/(1 + cos(q))",
    r"x \over y": "x/y",
    r"\sqrt{1 \over t}": "sqrt(1/t)",
    r"\sqrt[4]{x}": "root(x, 4)",
    r"\root 4 \of{(2x+1)^3}": "root((2*x + 1)^3, 4)",
    r"\sqrt 3 x^2": "sqrt(3)*x^2",
    r"\sqrt2 (7x + 7)": "sqrt(2)*(7*x + 7)",
    r"\sqrt a\ b^x": "sqrt(a)*b^x",
    r"\sin^{9}(2v)": "sin(2*v)^9",
    r"\tan^25v + \cos^10 v + \sec^12 v": "tan(5*v)^2 + cos(v)^10 + sec(v)^12",
    r"\Large{\color{red} x^2} + \textcolor{blue}{\small 3x}": "x^2 + 3*x",
    r"\sin^{-1} x": "asin(x)",
    r"x{\sin ^2}\left( {3x} \right)": "x*sin(3*x)^2",  # as MathType writes it
    r"\frac{{{{\sin }^2}x}}{{1 + {{\tan }^{ - 1}}x}}": "sin(x)^2/(1 + atan(x))",
    r"{\log _3}\left( {2x} \right){\ln ^2}x": "log_3(2*x)*log(x)^2",
    r"{\rm{sin}}\,x + \hbox{cos}(x)": "sin(x) + cos(x)",
    r"\frac{1}{\sin ^2 x}{\cos ^2}x": "1/sin(x)^2*cos(x)^2",
    r"\mathop{\mathrm{arcsinh}}(x)": "asinh(x)",
    r"\underbrace{(x^2+1)}_{u}{}^5": "(x^2 + 1)^5",
    r"a\tan^2(kt)": "a*tan(k*t)^2",
    r"\tan{ \left( x^{2}-4x^{5}\right)}": "tan(x^2 - 4*x^5)",
    r"\ln\left|\sec x\right|": "log(abs(sec(x)))",
    r"\log_{10}(x) + \log_2 x": "log_10(x) + log_2(x)",
    r"\sin 2\pi x": "sin(2*pi*x)",
    r"\cos x e^{x}": "cos(x)*e^x",
    r"\sin \frac{x}{2} y": "sin(x/2)*y",
    r"\sin \frac{1}{2} x": "sin(1/2*x)",
    r"e^{x} \cdot 3 \times 2\, y": "e^x*3*2*y",
    r"4s^{2} - 2e-3 + \pi": "4*s^2 - 2*e - 3 + pi",
    r"(6e)^\pi": "(6*e)^pi",
    r"x^{\frac{1}{2}} + 2^\frac12": "x^(1/2) + 2^(1/2)",
    r"\displaystyle\left(\frac{x+1}{x-1}\right)^5": "((x + 1)/(x - 1))^5",
    r"w_{12}^{(2)} h_1^{(3)}": "w_12^(2)*h_1^(3)",
    r"w^{(2)}_{12}": "w_12^(2)",
    r"a^{[1]}\hat{y}_i": "a^[1]*ŷ_i",
    r"f^{(3)}(x)": "f'''(x)",
    r"f^\prime(x) + f^{\prime\prime}(x)": "f'(x) + f''(x)",
    r"\left(1+\frac1x\right)^x": "(1 + 1/x)^x",
    r"\frac{1}x + \frac ab": "1/x + a/b",
    r"\sqrt|x|": "sqrt(abs(x))",
    r"\exp\left(-\frac{x^2}{2\sigma^2}\right)": "exp(-x^2/(2*σ^2))",
    r"\sin\!x + x\sin x": "sin(x) + x*sin(x)",
    r"{e}^{x} + \cfrac{1}{1+x}": "e^x + 1/(1 + x)",
    r"\boldsymbol{x}\mathbf{w}": "x*w",
    r"\sum_i (y_i - \hat{y}_i)^2": "sum((y_i - ŷ_i)^2, i, 1, n)",
    r"\sum (y_i - \hat{y}_i)^2": "sum((y_i - ŷ_i)^2, i, 1, n)",
    r"\sum_{i=1}^{n-1} x_i": "sum(x_i, i, 1, n - 1)",
    r"\frac{1}{n}\sum_i x_i": "1/n*sum(x_i, i, 1, n)",
    r"h_\theta(x)": "h_θ(x)",
    r"\theta_1 + \alpha": "θ_1 + α",
    r"\sigma(z)": "sigmoid(z)",
    r"\sigma(1 - \sigma)": "σ*(1 - σ)",
    r"\text{area} \cdot \mathrm{bedrooms}": "area*bedrooms",
    r"\operatorname{arsinh}(x) + \mathrm{e}^x": "asinh(x) + e^x",
    r"\sum_{i=1}^{n} (y_i - \hat{y}_i)^2": "sum((y_i - ŷ_i)^2, i, 1, n)",
    r"\max\{0, x\}": "max(0, x)",
    r"\lvert x\rvert + |y|": "abs(x) + abs(y)",
    r"\frac{\partial J}{\partial w_{12}^{(2)}}": "∂J/∂w_12^(2)",
    r"\frac{d^2 y}{dx^2}": "d^2y/dx^2",
}


@pytest.mark.parametrize("dollars", [False, True], ids=["bare", "dollars"])
@pytest.mark.parametrize(("typed", "read"), READ.items(), ids=READ)
def test_reading(typed: str, read: str, dollars: bool) -> None:
    """LaTeX is read with and without dollar signs."""
    assert text(read_expression(f"${typed}$" if dollars else typed)) == read


def test_root_keeps_its_degree() -> None:
    """A root is read with the degree as written."""
    assert read_expression(r"\sqrt[3]{x}") == call("root", symbol("x"), number(3))


def test_aligned() -> None:
    """An aligned environment holds one definition on each line."""
    problem = read_problem(r"\begin{aligned} z &= 4x + 7y \\ x &= a^2 + 7b \end{aligned}")
    assert [(definition.name, text(definition.tree)) for definition in problem.definitions] == [("z", "4*x + 7*y"), ("x", "a^2 + 7*b")]


def test_known_names_look_alike() -> None:
    """A name that is given in plain text is found in LaTeX, where w1 and w_1, alpha and α look the same."""
    assert text(read_expression(r"w_{1} + \alpha", names=["w1", "alpha"])) == "w1 + alpha"


PACKAGES = {
    r"\dv{y}{x}, y = x^2": "2*x",
    r"\dv[2]{y}{x}, y = x^3": "6*x",
    r"\dv{x} \sin x": "cos(x)",
    r"\dv{x^2}{x}": "2*x",
    r"\pdv{z}{\theta}, z = r\theta": "r",
    r"f = x^2 y, \partial_x f": "2*x*y",
    "∂_x (x^2 y)": "2*x*y",
    r"y \stackrel{\text{def}}{=} \nicefrac{x^2}{2}": "x",
    r"y \equiv \phantom{-}\mbox{sin}(x)": "cos(x)",
    r"y\colon= x^{2}\text{ }x": "3*x^2",
}


@pytest.mark.parametrize(("typed", "expected"), PACKAGES.items(), ids=PACKAGES)
def test_macros_of_packages(typed: str, expected: str) -> None:
    """Macros of packages say what plain LaTeX says."""
    assert str(derive(typed, wrt="θ" if "theta" in typed else "x")["θ" if "theta" in typed else "x"].tidy) == expected
