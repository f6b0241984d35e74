"""Trees as text, Unicode and LaTeX."""

from __future__ import annotations

import ast
import math
import operator
import re
import time
from decimal import Decimal

import pytest
from hypothesis import given

from chainrule.functions import FUNCTIONS
from chainrule.notation import latex, text, unicode
from chainrule.notation.markup import mathml
from chainrule.notation.precedence import LEVEL
from chainrule.tree import KINDS, ONE, PI, TWO, E, Tree, add, apply, call, derivative, div, fold, mul, neg, node, number, power, relation, symbol
from tests.notation.trees import trees

x, y, z, t, u, w, a = map(symbol, ("x", "y", "z", "t", "u", "w_12^(2)", "a"))
y_hat, area, e_name, y_i, y_hat_i = map(symbol, ("ŷ", "area", "e", "y_i", "ŷ_i"))
sin_t, sin_u = call("sin", t), call("sin", u)
f, g = (lambda arg, order=0: apply("f", (arg,), (order,))), (lambda arg, order=0: apply("g", (arg,), (order,)))
residual = power(add(y_i, neg(y_hat_i)), TWO)
over_i = node("sum", "i", (y_i, ONE, symbol("n")))

WRITTEN = [  # tree, plain text, Unicode, LaTeX
    (neg(div(call("sin", x), add(TWO, call("cos", x)))), "-sin(x)/(2 + cos(x))", "−sin(x)/(2 + cos(x))", r"-\frac{\sin(x)}{2 + \cos(x)}"),
    (mul(1 / u, neg(call("sin", x))), "1/u*(-sin(x))", "1/u · (−sin(x))", r"\frac{1}{u} \cdot (-\sin(x))"),
    (add(mul(number(4), x), mul(number(7), y)), "4*x + 7*y", "4x + 7y", "4 x + 7 y"),
    (mul(number(4), mul(TWO, a)), "4*(2*a)", "4 · 2a", r"4 \cdot 2 a"),
    (mul(mul(TWO, e_name), number(-1), area), "2*e*(-1)*area", "2e · (−1) · area", r"2 e \cdot (-1) \cdot \mathrm{area}"),
    (call("sqrt", add(ONE, x**2)), "sqrt(1 + x^2)", "√(1 + x²)", r"\sqrt{1 + x^{2}}"),
    (mul(x, y, t), "x*y*t", "x·y·t", "x y t"),
    (mul(mul(y, t), mul(TWO, t)), "y*t*(2*t)", "y·t · 2t", r"y t \cdot 2 t"),
    (add(mul(number(3), t**2, sin_t), mul(t**3, call("cos", t))), "3*t^2*sin(t) + t^3*cos(t)", "3t² sin(t) + t³ cos(t)", r"3 t^{2} \sin(t) + t^{3} \cos(t)"),
    (mul(call("sigmoid", z), 1 - call("sigmoid", z)), "sigmoid(z)*(1 - sigmoid(z))", "σ(z)(1 − σ(z))", r"\sigma(z) (1 - \sigma(z))"),
    (mul(f(g(x), 1), g(x, 1)), "f'(g(x))*g'(x)", "f′(g(x)) · g′(x)", r"f'(g(x)) \cdot g'(x)"),
    (f(x, 4), "f''''(x)", "f⁽⁴⁾(x)", "f^{(4)}(x)"),
    (f(x, 3), "f'''(x)", "f‴(x)", "f'''(x)"),
    (apply("J", (y, y_hat), (0, 1)), "∂J/∂ŷ", "∂J/∂ŷ", r"\frac{\partial J}{\partial \hat{y}}"),
    (apply("J", (y, y_hat), (1, 2)), "∂^3J/∂y∂ŷ^2", "∂³J/∂y∂ŷ²", r"\frac{\partial^{3} J}{\partial y \partial \hat{y}^{2}}"),
    (apply("J", (y, y), (0, 1)), "J^(0,1)(y, y)", "J^(0,1)(y, y)", "J^{(0,1)}(y, y)"),
    (apply("J", (x + 1, y), (1, 0)) * x, "J^(1,0)(x + 1, y)*x", "J^(1,0)(x + 1, y)·x", r"J^{(1,0)}(x + 1, y) \cdot x"),
    (apply("J", (x, y), (1, 0)) ** 2, "(∂J/∂x)^2", "(∂J/∂x)²", r"\left(\frac{\partial J}{\partial x}\right)^{2}"),
    (derivative("h", "x"), "dh/dx", "dh/dx", r"\frac{dh}{dx}"),
    (derivative("z", "x", "x", "y", sign="∂"), "∂^3z/∂x^2∂y", "∂³z/∂x²∂y", r"\frac{\partial^{3} z}{\partial x^{2} \partial y}"),
    (derivative("L", "w_12^(2)", sign="∂"), "∂L/∂w_12^(2)", "∂L/∂w₁₂⁽²⁾", r"\frac{\partial L}{\partial w_{12}^{(2)}}"),
    (derivative("h", "u") * derivative("u", "x"), "dh/du*(du/dx)", "dh/du · du/dx", r"\frac{dh}{du} \cdot \frac{du}{dx}"),
    (node("derivative", "d", (call("log", u), u)), "d/du log(u)", "d/du log(u)", r"\frac{d}{du} \log(u)"),
    (node("derivative", "d", (u + 1, u)), "d/du (u + 1)", "d/du (u + 1)", r"\frac{d}{du} (u + 1)"),
    (relation("≤", number(-1), u, ONE), "-1 <= u <= 1", "−1 ≤ u ≤ 1", r"-1 \leq u \leq 1"),
    (relation("≠", u, number(0)), "u != 0", "u ≠ 0", r"u \neq 0"),
    (node("sum", "i", (residual, ONE, symbol("n"))), "sum((y_i - ŷ_i)^2, i, 1, n)", "Σ_{i=1}^{n} (yᵢ − ŷᵢ)²", r"\sum_{i=1}^{n} (y_{i} - \hat{y}_{i})^{2}"),
    (node("sum", "i", (y_i + ONE, ONE, TWO)) * x, "sum(y_i + 1, i, 1, 2)*x", "(Σ_{i=1}^{2} (yᵢ + 1))·x", r"\left(\sum_{i=1}^{2} (y_{i} + 1)\right) x"),
    (mul(TWO, x, over_i), "2*x*sum(y_i, i, 1, n)", "2x Σ_{i=1}^{n} yᵢ", r"2 x \sum_{i=1}^{n} y_{i}"),
    (mul(x, over_i) + y, "x*sum(y_i, i, 1, n) + y", "x Σ_{i=1}^{n} yᵢ + y", r"x \sum_{i=1}^{n} y_{i} + y"),
    (mul(x, over_i) / y, "x*sum(y_i, i, 1, n)/y", "(x Σ_{i=1}^{n} yᵢ)/y", r"\frac{x \sum_{i=1}^{n} y_{i}}{y}"),
    (over_i / y, "sum(y_i, i, 1, n)/y", "(Σ_{i=1}^{n} yᵢ)/y", r"\frac{\sum_{i=1}^{n} y_{i}}{y}"),
    (mul(mul(x, over_i), y), "x*sum(y_i, i, 1, n)*y", "(x Σ_{i=1}^{n} yᵢ) · y", r"\left(x \sum_{i=1}^{n} y_{i}\right) \cdot y"),
    (mul(neg(mul(x, over_i)), y), "(-x*sum(y_i, i, 1, n))*y", "(−x Σ_{i=1}^{n} yᵢ) · y", r"\left(-x \sum_{i=1}^{n} y_{i}\right) \cdot y"),
    (x / over_i, "x/sum(y_i, i, 1, n)", "x/(Σ_{i=1}^{n} yᵢ)", r"\frac{x}{\sum_{i=1}^{n} y_{i}}"),
    # Brackets
    ((-x) ** 2, "(-x)^2", "(−x)²", "(-x)^{2}"),
    (-(x**2), "-x^2", "−x²", "-x^{2}"),
    ((x**2) ** 3, "(x^2)^3", "(x²)³", "(x^{2})^{3}"),
    (x ** (y**2), "x^(y^2)", "x^(y²)", "x^{y^{2}}"),
    (x ** number(-1), "x^(-1)", "x⁻¹", "x^{-1}"),
    (w**2, "(w_12^(2))^2", "(w₁₂⁽²⁾)²", "(w_{12}^{(2)})^{2}"),
    (symbol("w_1") ** (x + 1), "w_1**(x + 1)", "w₁^(x + 1)", "w_{1}^{x + 1}"),
    (x - (y - z), "x - (y - z)", "x − (y − z)", "x - (y - z)"),
    (neg(-x), "-(-x)", "−(−x)", "-(-x)"),
    (-(x + y), "-(x + y)", "−(x + y)", "-(x + y)"),
    (x / (y * z), "x/(y*z)", "x/(y·z)", r"\frac{x}{y z}"),
    (x / y / z, "x/y/z", "x/y/z", r"\frac{\frac{x}{y}}{z}"),
    (mul(x, y) / z, "x*y/z", "x·y/z", r"\frac{x y}{z}"),
    (mul(TWO, E**x, y) / z, "2*e^x*y/z", "(2e^x · y)/z", r"\frac{2 e^{x} y}{z}"),
    (x / (y / z), "x/(y/z)", "x/(y/z)", r"\frac{x}{\frac{y}{z}}"),
    (mul(x, y / z), "x*(y/z)", "x · y/z", r"x \cdot \frac{y}{z}"),
    (mul(x, 1 + y), "x*(1 + y)", "x·(1 + y)", r"x \cdot (1 + y)"),
    (mul(TWO, 1 + y), "2*(1 + y)", "2(1 + y)", "2 (1 + y)"),
    (mul(neg(sin_u), mul(TWO, x)), "(-sin(u))*(2*x)", "−sin(u) · 2x", r"-\sin(u) \cdot 2 x"),
    (y + mul(neg(sin_u), x), "y + (-sin(u))*x", "y + (−sin(u)) · x", r"y + (-\sin(u)) \cdot x"),
    (-mul(neg(x), y), "-(-x)*y", "−(−x) · y", r"-(-x) \cdot y"),
    (call("log", 1 / x), "log(1/x)", "log(1/x)", r"\log\left(\frac{1}{x}\right)"),
    (call("sin", x) ** 2, "sin(x)^2", "sin²(x)", r"\sin^{2}(x)"),
    (call("log", x) ** 2, "log(x)^2", "log(x)²", r"\log(x)^{2}"),
    (call("sin", x) ** number(-1), "sin(x)^(-1)", "sin(x)⁻¹", r"\sin(x)^{-1}"),
    (call("sqrt", x) ** 3, "sqrt(x)^3", "(√x)³", r"\sqrt{x}^{3}"),
    (call("abs", x - 1), "abs(x - 1)", "|x − 1|", r"\left|x - 1\right|"),
    (call("abs", mul(x, call("abs", y))), "abs(x*abs(y))", "abs(x·|y|)", r"\left|x \left|y\right|\right|"),
    # Functions and numbers
    (call("logb", x, TWO), "log_2(x)", "log₂(x)", r"\log_{2}(x)"),
    (call("logb", x, y + 1), "log(x, y + 1)", "log(x, y + 1)", r"\log_{y + 1}(x)"),
    (call("root", x, number(3)), "root(x, 3)", "∛x", r"\sqrt[3]{x}"),
    (call("root", x, y), "root(x, y)", "root(x, y)", r"\sqrt[{y}]{x}"),
    (call("asin", x), "asin(x)", "arcsin(x)", r"\arcsin(x)"),
    (call("max", x, y, ONE), "max(x, y, 1)", "max(x, y, 1)", r"\max(x, y, 1)"),
    (call("relu", x), "relu(x)", "ReLU(x)", r"\operatorname{ReLU}(x)"),
    (mul(number(Decimal("0.10")), x), "0.10*x", "0.10x", "0.10 x"),
    (number(Decimal("1E-7")), "0.0000001", "0.0000001", "0.0000001"),
    (mul(TWO, number(3)), "2*3", "2 · 3", r"2 \cdot 3"),
    (mul(TWO, PI, symbol("r")), "2*pi*r", "2π·r", r"2 \pi r"),
    (power(E, -(x**2) / 2), "e^((-x^2)/2)", "e^((−x²)/2)", r"e^{\frac{-x^{2}}{2}}"),
    (mul(TWO, area), "2*area", "2·area", r"2 \, \mathrm{area}"),
    (mul(area, area), "area*area", "area·area", r"\mathrm{area} \cdot \mathrm{area}"),
    (mul(div(ONE, TWO), x), "1/2*x", "1/2 · x", r"\frac{1}{2} x"),
]  # fmt: skip
IDS = [row[2] for row in WRITTEN]


@pytest.mark.parametrize(("tree", "plain", "in_unicode", "in_latex"), WRITTEN, ids=IDS)
def test_written(tree, plain, in_unicode, in_latex):
    """A tree is written as a textbook sets it, in each notation."""
    assert (text(tree), unicode(tree), latex(tree)) == (plain, in_unicode, in_latex)


@pytest.mark.parametrize("write", [text, unicode, latex, mathml])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_written(name, write):
    """Every function of the table is written by every notation, with all its arguments."""
    row = FUNCTIONS[name]
    shown = write(call(name, *map(symbol, "xyz"[: row.arity[0]])))
    assert all(letter in shown for letter in "xyz"[: row.arity[0]])


def test_every_kind_has_a_level():
    """The table of precedence covers every kind of node."""
    assert set(LEVEL) == set(KINDS)


PYTHON = {"Add": operator.add, "Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv, "Pow": operator.pow, "USub": operator.neg}
FLOATS = {"sin": math.sin, "cos": math.cos, "exp": math.exp, "log": math.log, "sqrt": math.sqrt, "abs": abs, "tanh": math.tanh, "asin": math.asin, "max": max}
FLOATS |= {name: FUNCTIONS[name].real for name in ("sigmoid", "relu")}


def by_python(item: ast.expr, values: dict[str, float]) -> float:
    """Return the value of an arithmetic expression under Python's own rules of precedence."""
    match item:
        case ast.Constant():
            return item.value
        case ast.Name():
            return values[item.id]
        case ast.Call():
            return FLOATS[item.func.id](*(by_python(arg, values) for arg in item.args))
        case ast.UnaryOp():
            return PYTHON[type(item.op).__name__](by_python(item.operand, values))
    return PYTHON[type(item.op).__name__](by_python(item.left, values), by_python(item.right, values))


def by_tree(tree: Tree, values: dict[str, float]) -> float:
    """Return the value of a tree, node by node."""
    combine = {
        "number": lambda item, _: float(item.value),
        "constant": lambda *_: math.pi,
        "symbol": lambda item, _: values[item.value],
        "neg": lambda _, parts: -parts[0],
        "add": lambda _, parts: sum(parts),
        "mul": lambda _, parts: math.prod(parts),
        "div": lambda _, parts: parts[0] / parts[1],
        "pow": lambda _, parts: parts[0] ** parts[1],
        "call": lambda item, parts: FLOATS[item.value](*parts),
        "apply": lambda item, parts: (item.value[1][0] + 1) * parts[0] + 0.1,
    }
    return fold(tree, lambda item, parts: combine[item.kind](item, parts))


@given(trees)
def test_text_means_the_tree(tree):
    """Plain text has the tree's value under Python's rules, which share its precedence."""
    names = {"x": 0.7, "y": 1.3, "t": 0.4, "w_1": 0.9, "W": 1.1, "X": 0.8, "yh": 1.2, "θ": 0.6, "area": 2.1, "z_1": 0.3, "pi": math.pi}
    plain = {"w_12^(2)": "W", "x_{i,j}": "X", "ŷ": "yh"}
    written = text(tree)
    for name, stand_in in plain.items():
        written = written.replace(name, stand_in)
    written = re.sub(r"f('*)\(", lambda found: f"f{len(found[1])}(", written)
    functions = {f"f{order}": lambda value, order=order: (order + 1) * value + 0.1 for order in range(6)}
    FLOATS.update(functions)
    values = {name: names[plain.get(name, name)] for name in ("x", "y", "t", "w_1", "w_12^(2)", "x_{i,j}", "ŷ", "θ", "area", "z_1")}
    try:
        wanted = by_tree(tree, values)
    except (ValueError, ArithmeticError, TypeError):
        return
    found = by_python(ast.parse(written.replace("^", "**"), mode="eval").body, names)
    assert found == pytest.approx(wanted, rel=1e-6, nan_ok=True) or isinstance(wanted, complex)


@given(trees)
def test_latex_is_balanced(tree):
    r"""Braces and \left/\right pairs are balanced, and TeX never sees two superscripts on one base."""
    written = latex(tree)
    assert written.count("{") == written.count("}")
    assert written.count(r"\left") == written.count(r"\right")
    assert not re.search(r"\^\{[^{}]*\}\^", written)
    assert "\x01" not in written
    assert "\x02" not in written


DEEP = {
    "sin of sin": lambda inner: call("sin", inner),
    "quotients": lambda inner: 1 / (1 + inner),
    "products": lambda inner: mul(TWO, inner),
    "left products": lambda inner: mul(inner, x),
    "signs": neg,
    "powers": lambda inner: inner**2,
    "negative factors": lambda inner: mul(neg(inner), x),
    "roots": lambda inner: call("sqrt", inner),
    "bars": lambda inner: call("abs", inner),
}


@pytest.mark.parametrize("write", [text, unicode, latex, mathml])
@pytest.mark.parametrize("grow", DEEP.values(), ids=DEEP)
def test_deep(grow, write):
    """A tree of 20,000 levels is written without recursion, in time linear in its size."""
    tree = x
    for _ in range(20_000):
        tree = grow(tree)
    started = time.process_time()
    assert len(write(tree)) > 20_000
    assert time.process_time() - started < 5


def test_long_number():
    """An integer beyond Python's limit for printing is printed."""
    assert text(number(10**5000)) == "1" + "0" * 5000


HOSTILE = [r"\input{/etc/passwd}", "<script>", "[red]", "\x1b[31m", "$"]


@pytest.mark.parametrize("write", [text, unicode, latex, mathml])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names(name, write):
    """A tree built by hand with a name that is none shows nothing that TeX, HTML or a terminal acts on."""
    shown = write(add(symbol(name), apply(name, (x,), (1,)), derivative(name, name)))
    for sign in ("input{", "<script", "[red", "\x1b", "$"):
        assert sign not in shown
