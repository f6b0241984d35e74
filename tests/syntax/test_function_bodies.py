"""Functions with a body, in the programs that people paste; SymPy differentiates what they compute."""

from __future__ import annotations

import pytest
import sympy

import chainrule

x, u, w = sympy.symbols("x u w")

# What is typed -> what the function is, and of what.
PROGRAMS = {
    "function f(x) { return Math.exp(-x) * Math.cos(x); }": (sympy.exp(-x) * sympy.cos(x), x),
    "function f(x) {\n  const u = x*x;\n  return u + Math.sin(u);\n}": (x**2 + sympy.sin(x**2), x),
    "const f = (x) => { return x**2 * Math.sin(x); }": (x**2 * sympy.sin(x), x),
    "let f = function(x) { return x*x; };": (x**2, x),
    "function loss(w) { return (w*3 - 2)**2; }": ((3 * w - 2) ** 2, w),
    "function f(x)\n  return x^2*sin(x)\nend": (x**2 * sympy.sin(x), x),
    "function y = f(x)\n u = x.^2;\n y = u.*exp(-x);\nend": (x**2 * sympy.exp(-x), x),
    "double f(double x) {\n  double u = sin(x);\n  return u*u + 1.0/u;\n}": (sympy.sin(x) ** 2 + 1 / sympy.sin(x), x),
    "inline double f(const double x) { return std::exp(-x)*x; }": (x * sympy.exp(-x), x),
    "public static double f(double x) { return Math.sin(x) * x; }": (x * sympy.sin(x), x),
    "real function f(x)\n f = x**2*sin(x)\nend function": (x**2 * sympy.sin(x), x),
    "func f(_ x: Double) -> Double { return x * sin(x) }": (x * sympy.sin(x), x),
    "func f(x float64) float64 {\n  u := x*x\n  return u*math.Exp(u)\n}": (x**2 * sympy.exp(x**2), x),
    "fn f(x: f64) -> f64 { return x.sin() * x.exp(); }": (sympy.sin(x) * sympy.exp(x), x),
    "f <- function(x) {\n  u <- x^2\n  return(sin(u))\n}": (sympy.sin(x**2), x),
    "f <- expression(sin(x)*exp(2*x)); D(f, 'x')": (sympy.sin(x) * sympy.exp(2 * x), x),
    'def f(x):\n    """Doc."""\n    # comment\n    u = x**2\n    return np.sin(u)': (sympy.sin(x**2), x),
    "@jax.jit\ndef f(x):\n    return jnp.sin(x)**2\njax.grad(f)": (sympy.sin(x) ** 2, x),
    "pkg load symbolic; syms x; diff(tanh(x)^2)": (sympy.tanh(x) ** 2, x),
    "D[Sqrt[1 + x^2], x] /. x -> 2": (sympy.sqrt(1 + x**2), x),
}


@pytest.mark.parametrize("typed", PROGRAMS)
def test_a_program_is_what_its_function_returns(typed: str) -> None:
    """What stands in the body before is put in."""
    meant, wrt = PROGRAMS[typed]
    found = chainrule.derive(typed)[str(wrt)].tidy.sympy
    for value in (sympy.Rational(3, 7), sympy.Rational(6, 5)):
        assert abs((found - sympy.diff(meant, wrt)).evalf(20, subs={wrt: value})) < 1e-15
