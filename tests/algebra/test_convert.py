"""Trees into SymPy expressions."""

from __future__ import annotations

import subprocess
import sys
import time
from decimal import Decimal

import pytest
import sympy

from chainrule.algebra import from_sympy, to_sympy
from chainrule.functions import FUNCTIONS
from chainrule.integrals import integral
from chainrule.notation import text
from chainrule.tree import PI, TWO, E, add, apply, call, derivative, div, mul, neg, node, number, power, relation, symbol

x, y, u = symbol("x"), symbol("y"), symbol("u")
X, Y = sympy.symbols("x y")
f, J = sympy.Function("f"), sympy.Function("J")
billion = number(10**9)

MEANT = [
    (neg(div(call("sin", x), add(TWO, call("cos", x)))), -sympy.sin(X) / (2 + sympy.cos(X))),
    (mul(number(Decimal("0.1")), x), X / 10),
    (number(Decimal("1.50")), sympy.Rational(3, 2)),
    (power(E, neg(x)), sympy.exp(-X)),
    (call("exp", x), sympy.exp(X)),
    (mul(TWO, PI), 2 * sympy.pi),
    (call("logb", x, TWO), sympy.log(X) / sympy.log(2)),
    (call("root", x, number(3)), sympy.cbrt(X)),
    (call("sigmoid", x), 1 / (1 + sympy.exp(-X))),
    (call("relu", x), sympy.Max(X, 0)),
    (call("step", x), sympy.Heaviside(X, 0)),
    (apply("f", (x,)), f(X)),
    (integral("t", call("sin", x * symbol("t")), x, power(x, TWO)), sympy.Integral(sympy.sin(X * sympy.Symbol("t")), (sympy.Symbol("t"), X, X**2))),
    (apply("f", (x,), (2,)), f(X).diff(X, 2)),
    (apply("J", (x, y), (0, 1)), J(X, Y).diff(Y)),
    (apply("J", (x, y), (2, 1)), J(X, Y).diff(X, X, Y)),
    (relation("≤", x, number(1)), sympy.Le(X, 1)),
    (relation("<", number(0), x, y), sympy.And(sympy.Lt(0, X), sympy.Lt(X, Y))),
    (derivative("f", "x"), f(X).diff(X)),
    (symbol("w_12^(2)"), sympy.Symbol("w_12^(2)")),
    (node("sum", "i", (x, number(1), number(3))), sympy.Sum(X, (sympy.Symbol("i"), 1, 3))),
]


@pytest.mark.parametrize(("tree", "expression"), MEANT, ids=[text(row[0]) for row in MEANT])
def test_meant(tree, expression):
    """A tree becomes the SymPy expression of the same meaning, in plain Symbols and exact numbers."""
    assert to_sympy(tree) == expression


def test_derivative_at_an_argument():
    """f′(x²) is the derivative of f taken at x², as SymPy's own diff gives it."""
    chain = f(X**2).diff(X)
    assert to_sympy(mul(TWO, x, apply("f", (power(x, TWO),), (1,)))).subs(f, sympy.sin).doit() == chain.subs(f, sympy.sin).doit()
    assert to_sympy(apply("J", (x, x), (1, 0))).subs(J, sympy.Lambda((X, Y), X**2 * Y)).doit() == 2 * X**2


def test_sums_depend_on_their_index():
    """A name with the index as its subscript changes with the index."""
    total = to_sympy(node("sum", "i", (symbol("y_i"), number(1), number(3)))).doit()
    assert total == sum(sympy.IndexedBase("y")[k] for k in (1, 2, 3))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_have_their_values(name):
    """Every function of the table has, through SymPy, the value that its row computes with floats."""
    row = FUNCTIONS[name]
    names = [f"x{index}" for index in range(len(row.sample))]
    at = {sympy.Symbol(letter): value for letter, value in zip(names, row.sample, strict=True)}
    args = [number(int(value)) if name == "root" and index else symbol(names[index]) for index, value in enumerate(row.sample)]
    assert float(to_sympy(call(name, *args)).subs(at)) == pytest.approx(row.real(*row.sample), rel=1e-12)


HUGE = {
    "9^9^9^9": power(number(9), power(number(9), power(number(9), number(9)))),
    "2 · 9^9^9 · x": mul(TWO, power(number(9), power(number(9), number(9))), x),
    "(9^9^9)²": power(power(number(9), power(number(9), number(9))), TWO),
    "9^9^9 · 9^9^9": mul(*[power(number(9), power(number(9), number(9)))] * 2),
    "(2x)^(10^9)": power(mul(TWO, x), billion),
    "0.5^(10^9)": power(number(Decimal("0.5")), billion),
    "(2^(1/3))^(10^9)": power(power(TWO, div(number(1), number(3))), billion),
    "2^(x + 10^9)": mul(number(4), power(TWO, add(x, billion))),
    "exp(x + 10^9 log 2)": call("exp", add(x, mul(billion, call("log", TWO)))),
    "e^(10^9 log 2)": power(E, mul(billion, call("log", TWO))),
    "1/9^9^9": div(number(1), power(number(9), power(number(9), number(9)))),
}


@pytest.mark.parametrize("tree", HUGE.values(), ids=HUGE)
def test_huge_powers(tree):
    """Numeric powers too large to multiply out stay powers, at once."""
    started = time.process_time()
    assert to_sympy(tree).is_Number is False
    assert time.process_time() - started < 2


def test_moderate_powers():
    """Numeric powers of a moderate size are worked out."""
    assert to_sympy(power(TWO, number(100))) == 2**100


DEEP = {
    "log(2 + cos …)": lambda inner: call("log", 2 + call("cos", inner)),
    "exp(−…²)": lambda inner: call("exp", neg(power(inner, TWO))),
    "1/(1 + …)": lambda inner: 1 / (1 + inner),
}


@pytest.mark.parametrize("grow", DEEP.values(), ids=DEEP)
def test_deep(grow):
    """A tree nested thousands of levels deep becomes an expression, in time linear in its size."""
    tree = x
    for _ in range(2_000):
        tree = grow(tree)
    started = time.process_time()
    assert to_sympy(tree).args
    assert time.process_time() - started < 10


def test_read_back():
    """What a formula became is read as a formula of the same meaning."""
    tree = div(call("sin", power(x, TWO)), add(TWO, call("tan", y)))
    assert to_sympy(from_sympy(to_sympy(tree))) == to_sympy(tree)


def test_import_is_late():
    """Importing the module does not import SymPy."""
    code = "import sys, chainrule.algebra, chainrule.formula; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
