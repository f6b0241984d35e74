"""The face that users hold."""

from __future__ import annotations

import pickle

import pytest
import sympy

from chainrule.formula import Formula
from chainrule.tree import call, div, neg, symbol

x = symbol("x")
FORMULA = Formula(neg(div(call("sin", x), 2 + call("cos", x))))


def test_forms():
    """A formula prints as text, shows as Unicode and LaTeX, and computes as SymPy."""
    assert str(FORMULA) == "-sin(x)/(2 + cos(x))"
    assert FORMULA.unicode == "−sin(x)/(2 + cos(x))"
    assert FORMULA.latex == r"-\frac{\sin(x)}{2 + \cos(x)}"
    assert FORMULA.sympy == -sympy.sin(sympy.Symbol("x")) / (2 + sympy.cos(sympy.Symbol("x")))
    assert repr(FORMULA) == "Formula('-sin(x)/(2 + cos(x))')"


def test_notebook():
    """A notebook shows it as display mathematics."""
    assert FORMULA._repr_latex_() == rf"$\displaystyle {FORMULA.latex}$"


def test_equality():
    """Formulas are equal when they are written the same, and can be kept in sets and pickled."""
    same = Formula(neg(div(call("sin", symbol("x")), 2 + call("cos", symbol("x")))))
    assert same == FORMULA
    assert hash(FORMULA) == hash(same)
    assert Formula(x) != FORMULA
    assert FORMULA.tree != FORMULA
    assert pickle.loads(pickle.dumps(FORMULA)) == FORMULA  # noqa: S301  # our own bytes


def test_frozen():
    """A formula does not change."""
    with pytest.raises(AttributeError):
        FORMULA.tree = x
