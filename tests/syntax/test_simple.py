"""Texts that go to the parser at once are read as by the way that every other text takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.errors import ChainRuleError
from chainrule.problem import Problem
from chainrule.syntax import Limits
from chainrule.syntax.problems import ProblemReader
from chainrule.syntax.raw import problem_tokens
from chainrule.syntax.reading import read_problem
from chainrule.syntax.rules import Readings
from chainrule.syntax.simple import simple_tokens
from chainrule.syntax.tokens.plain import plain_tokens

SIMPLE = (
    "x", "log(3 + 4*cos(8*x))", "x**2*exp(-x)", "2x^2 + 0.50x", "e^(2x)", "2 sin x cos x", "atan(x)/th x", "abs(x) + |x - 1|",
    "y = x^2", "f(x) = x sin x", "1/2x", "pi*r^2", "A cos(omega t + phi)", "a*d + b*x", "(c + d )^2", "2 d ** 2 - theta",
)  # fmt: skip
OTHERS = (
    "", " ", "d/dx x^2", "y' = x", "x = y = 2", "x^2, x = 3", "f(2) = 3", "x y'", "dx", "D(x)", "diff(x, x)", "root x", "2e3", "2e+3x", "x_1", "x2", "x!",
    "max(x, 2)", "x\n", "x;", "x > 0", "sin(x) = y", "e = x", "xy", "x²", r"\sin x", "x^{2}", "f(x, y) = x", "= x", "find x", "1.x", "x[1]", "times(x)",
    "d/2", "x d", "d x", "gamma(x)", "delta",
)  # fmt: skip
PIECES = (
    *"xyaeE(())|+-*/^^  =", "**", "2", "10", "100", "0.5", "sin", "log", "ln", "exp(", "atan", "acos(", "th", "sinh", "sqrt(", "abs", "f(x) = ", "y = ", "d",
    "D", "'", ",", "dx", "x_1", "e3", "sigma(", "root", "pi", "theta", "mu", "d*", "d +",
)  # fmt: skip


def the_long_way(text: str, names: tuple[str, ...]) -> Problem:
    readings = Readings(text)
    tokens, asked = problem_tokens(text, readings, Limits())
    return ProblemReader(tokens, readings, names, asked).read()


def outcome(read: Callable[[], Problem]) -> object:
    try:
        return read()
    except ChainRuleError as error:
        return type(error), error.message, error.hint, error.start, error.end


@pytest.mark.parametrize("text", SIMPLE)
def test_simple(text: str) -> None:
    """A simple text has the tokens, each with its place, that the text as a whole has."""
    tokens = simple_tokens(text, Limits(), ())
    assert tokens is not None
    every = plain_tokens(text, Limits())
    assert (tokens.starts, tokens.ends) == (every.starts[tokens.first :], every.ends[tokens.first :])
    assert (tokens.written.kinds, tokens.written.values) == (every.kinds, every.values)
    assert read_problem(text) == the_long_way(text, ())


@pytest.mark.parametrize("text", OTHERS)
def test_others(text: str) -> None:
    """A text in which anything may ask, give a value or have a second meaning is not simple."""
    assert simple_tokens(text, Limits(), ()) is None


@pytest.mark.parametrize("limits", [Limits(length=9), Limits(nodes=9), Limits(digits=6)])
def test_beyond_a_limit(limits: Limits) -> None:
    """A text that could exceed a limit is not simple."""
    assert simple_tokens("x + 10000", limits, ()) is not None
    assert simple_tokens("x + 100000", limits, ()) is None


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.sampled_from(((), ("x",), ("y", "e"), ("sin",))))
def test_same_reading(text: str, names: tuple[str, ...]) -> None:
    """Whatever the short way reads, or refuses, the long way reads or refuses with the same marks."""
    assert outcome(lambda: read_problem(text, wrt=names)) == outcome(lambda: the_long_way(text, names))
