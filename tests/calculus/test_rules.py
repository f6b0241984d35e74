"""The rules of differentiation inside one link."""

from __future__ import annotations

import math

import pytest

from chainrule.calculus import RULES, differentiate
from chainrule.calculus.rules import Step
from chainrule.formula import Formula
from chainrule.numeric.program import Program
from chainrule.syntax import read_expression
from chainrule.tree import Tree

RULED = {  # expression: (rule of the outermost operation, derivative by x as the rule gives it)
    "x": (None, "1"),
    "5*x": ("constant multiple", "5"),
    "x + sin(x)": ("sum rule", "1 + cos(x)"),
    "x*sin(x)": ("product rule", "sin(x) + x*cos(x)"),
    "sin(x)/x": ("quotient rule", "(cos(x)*x - sin(x))/x^2"),
    "a/x": ("reciprocal", "-a/x^2"),
    "x/a": ("constant multiple", "1/a"),
    "x^3": ("power rule", "3*x^2"),
    "x^a": ("power rule", "a*x^(a - 1)"),
    "e^x": ("exponential", "e^x"),
    "2^x": ("exponential in another base", "2^x*log(2)"),
    "x^x": ("power with variable exponent", "x^x*(log(x) + x/x)"),
    "log(x)": ("logarithm", "1/x"),
    "f(x)": ("unspecified function", "f'(x)"),
    "2 + cos(x)": ("cosine", "-sin(x)"),
}


@pytest.mark.parametrize("text", RULED)
def test_rule(text: str) -> None:
    """Each kind of expression is differentiated by its own rule, written as the rule gives it."""
    rule, derivative = RULED[text]
    trace: list[Step] = []
    found = differentiate(read_expression(text), {"x"}, trace)["x"]
    assert str(Formula(found)) == derivative
    assert (trace[-1].rule.name if trace else None) == rule


NUMERIC = [
    "x*y*sin(x)*e^y", "x^y", "(x + y)/(x - y)", "sqrt(x)/y^2", "atan2(y, x)", "max(x, y)*min(x, 2*y)", "log(x, y)", "root(x, 3)*y",
    "abs(x - y)", "f(x, y)*x", "leaky_relu(x - y)", "elu(x - 2*y, 0.5)", "gelu(x)*silu(y)",
]  # fmt: skip


@pytest.mark.parametrize("text", NUMERIC)
@pytest.mark.parametrize("name", ["x", "y"])
def test_agrees_with_a_difference_quotient(text: str, name: str) -> None:
    """Every rule gives the slope that a central difference shows."""
    tree = read_expression(text)
    derived = differentiate(tree)[name]
    point, step = {"x": 1.37, "y": 2.61}, 1e-5
    high, low = ({**point, name: point[name] + sign * step} for sign in (1, -1))
    slope = (value(tree, high) - value(tree, low)) / (2 * step)
    assert math.isclose(value(derived, point), slope, rel_tol=1e-7, abs_tol=1e-8)


def value(tree: Tree, point: dict[str, float]) -> float:
    program = Program(unspecified=True)
    slot = program.add(tree)
    return float(program.run(point)[slot])


def test_stated_rules_are_true() -> None:
    """The general statement of every rule of arithmetic is what differentiating its left side gives."""
    for rule in RULES.values():
        if rule.statement is not None:
            expression, variable, stated = rule.statement
            found = differentiate(expression, {variable.value})[variable.value]
            point = {"u": 1.3, "x": 0.8, "n": 2.5, "a": 1.7, "b": 2.2, "c": 3.1}
            assert math.isclose(value(found, point), value(stated, point), rel_tol=1e-12), rule.name


def test_only_wanted_names() -> None:
    """Names that were not asked for cost nothing and are left out."""
    assert set(differentiate(read_expression("x*y + z"), {"y"})) == {"y"}
