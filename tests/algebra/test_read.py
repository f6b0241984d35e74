"""SymPy expressions into trees."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given, settings

import chainrule
from chainrule.algebra import from_sympy, to_sympy
from chainrule.errors import ReadError, UnknownFunction
from chainrule.notation import text
from tests.notation.trees import trees

x, y, z = sympy.symbols("x y z")
f, J = sympy.Function("f"), sympy.Function("J")

READ = [  # expression, text of its tree
    (-sympy.sin(x) / (2 + sympy.cos(x)), "-sin(x)/(cos(x) + 2)"),
    (sympy.sqrt(1 + x**2), "sqrt(x^2 + 1)"),
    (1 / sympy.sqrt(x), "1/sqrt(x)"),
    (x ** sympy.Rational(3, 2), "x^(3/2)"),
    (x ** sympy.Rational(-2, 3), "1/x^(2/3)"),
    (x**-2, "1/x^2"),
    (1 / x, "1/x"),
    (x**y, "x^y"),
    (x**-y, "x^(-y)"),
    (1 - x, "1 - x"),
    (x - y * z, "x - y*z"),
    (-x - y, "-x - y"),
    (sympy.Rational(2, 3) * x / y, "2*x/(3*y)"),
    (-sympy.Rational(1, 2), "-1/2"),
    (sympy.Float("0.1") * x, "0.1*x"),
    (sympy.Float("-2.5"), "-2.5"),
    (sympy.Float("-2.5") * x, "-2.5*x"),
    (sympy.Float("1e-7"), "0.0000001"),
    (sympy.exp(-(x**2)), "exp(-x^2)"),
    (sympy.E * sympy.pi, "e*pi"),
    (sympy.asin(x) + sympy.acosh(y), "acosh(y) + asin(x)"),
    (sympy.Max(x, y, z), "max(x, y, z)"),
    (sympy.Abs(x), "abs(x)"),
    (sympy.sec(x) * sympy.coth(y), "coth(y)*sec(x)"),
    (sympy.atan2(y, x), "atan2(y, x)"),
    (sympy.Heaviside(x, 0), "step(x)"),
    (f(x), "f(x)"),
    (f(x).diff(x, 2), "f''(x)"),
    (J(x, y).diff(y), "∂J/∂y"),
    (f(x**2).diff(x), "2*x*f'(x^2)"),
    (J(x + 1, y).diff(x), "J^(1,0)(x + 1, y)"),
    (sympy.Mul(2, x + 1, evaluate=False), "2*(x + 1)"),
    (sympy.UnevaluatedExpr(x) * 2, "2*x"),
    (sympy.Symbol("w_12^(2)"), "w_12^(2)"),
    (sympy.Symbol(r"\theta"), "θ"),
    (sympy.Integral(sympy.sin(sympy.Symbol("t") ** 2), (sympy.Symbol("t"), 0, sympy.Symbol("x") ** 2)), "int(sin(t^2), t, 0, x^2)"),
    (sympy.Sum(sympy.IndexedBase("y")[sympy.Symbol("i")], (sympy.Symbol("i"), 1, 3)), "sum(y_i, i, 1, 3)"),
    (sympy.Le(x, 1), "x <= 1"),
    (sympy.Piecewise((x, x > 0), (0, True)), "x if x > 0 else 0"),
    (sympy.Piecewise((x, (x > 0) & (x < 1)), (x**2, (x < -1) | (x > 2))), "x if x > 0 and x < 1 else x^2 if x > 2 or x < -1"),
    (3, "3"),
]


@pytest.mark.parametrize(("expression", "written"), READ, ids=[row[1] for row in READ])
def test_read(expression, written):
    """An expression is read in the order in which SymPy prints it, as a person would write it."""
    assert text(from_sympy(expression)) == written


REFUSED = [
    (sympy.gamma(x), UnknownFunction, "gamma"),
    (sympy.LambertW(x) + 1, UnknownFunction, "LambertW"),
    (sympy.I * x, ReadError, "'I'"),
    (sympy.oo, ReadError, "oo"),
    (sympy.zoo, ReadError, "zoo"),
    (sympy.nan, ReadError, "nan"),
    (sympy.Integral(x, x), ReadError, "Integral"),
    (sympy.Sum(x, (sympy.Symbol("i"), 1, 2), (sympy.Symbol("j"), 1, 2)), ReadError, "not a sum over one index"),
    (sympy.Matrix([[x]]), ReadError, "Matrix"),
    (sympy.MatrixSymbol("A", 2, 2), ReadError, "A"),
    (sympy.Symbol("a", commutative=False), ReadError, "commute"),
    (sympy.Symbol("x y"), ReadError, "not a name"),
    (sympy.Symbol("x") + sympy.Symbol("x", positive=True), ReadError, "two different symbols"),
    (sympy.Symbol("e") + sympy.E, ReadError, "two different symbols"),
    (sympy.Symbol("pi") * sympy.pi, ReadError, "two different symbols"),
    (sympy.GoldenRatio * x, ReadError, "constant"),
    (sympy.Dummy("x") * sympy.Symbol("x"), ReadError, "two different symbols"),
    (sympy.Derivative(x**2, x), ReadError, "doit"),
    (sympy.Derivative(f(x, x**2), x), ReadError, "doit"),
    ("x + 1", ReadError, "str"),
    (None, ReadError, "NoneType"),
]


@pytest.mark.parametrize(("expression", "error", "says"), REFUSED, ids=[str(row[0]) for row in REFUSED])
def test_refused(expression, error, says):
    """What has no real meaning or no rule is refused by name."""
    with pytest.raises(error, match=says):
        from_sympy(expression)


def test_deep():
    """A deeply nested expression is read with a stack."""
    expression = x
    with sympy.evaluate(False):
        for _ in range(3_000):
            expression = sympy.sin(expression + 1)
    assert text(from_sympy(expression)).count("sin") == 3_000


@settings(max_examples=60, deadline=None)
@given(trees)
def test_there_and_back(tree):
    """A tree taken to SymPy and back has the same meaning to SymPy."""
    expression = to_sympy(tree)
    if expression.has(sympy.zoo, sympy.nan, sympy.oo, -sympy.oo, sympy.I):
        return
    back = to_sympy(from_sympy(expression))
    difference = back - expression
    assert difference == 0 or sympy.expand(difference) == 0 or abs(difference.subs(dict.fromkeys(difference.free_symbols, 0.37)).evalf()) < 1e-9


def test_an_unspecified_function_is_a_problem():
    """An applied function of SymPy's own making is a problem like any other expression, and goes back to SymPy's derivative."""
    for expression in (f(x), f(x, y), f(x**2) * x):
        derivation = chainrule.derive(expression)
        for name in derivation.wrt:
            assert sympy.simplify(derivation[name].tidy.sympy - expression.diff(sympy.Symbol(name))) == 0
