"""Answers that are right where quantities of one sign are positive."""

from __future__ import annotations

import math

import pytest

import chainrule
from chainrule.homework.values.like_signs import like_signed
from chainrule.syntax import read_expression

NO_VALUE = "no value is real where one of them alone is negative"

CASES = {
    ("v = √(2gh)", "√(g/(2h))", "h"): True,
    ("v = √(2gh)", "√(g/h)", "h"): False,
    ("v = √(2gh)", "-√(g/(2h))", "h"): False,
    ("T = 2π√(L/g)", "π/√(L g)", "L"): True,
    ("T = 2π√(L/g)", "-π√(L/g^3)", "g"): True,
    ("T = 2π√(L/g)", "3.14/√(L g)", "L"): True,
    ("T = 2π√(L/g)", "3.15/√(L g)", "L"): False,
    ("T = 2π√(L/g), L > 0, g > 0", "3.14/√(L g)", "L"): True,
    ("v = √(2Gm/r)", "-√(G m/(2r^3))", "r"): True,
    ("f(x, y) = √(x y)", "½√(y/x)", "x"): True,
    ("f(x, y) = √(x y)", "2√(y/x)", "x"): False,
    ("f(x, y) = √(x y); x < 0", "½√(y/x)", "x"): False,  # −½√(y/x) there
    ("f(x) = √(a^2 x)", "a/(2√x)", "x"): False,  # a may be negative where x is not
    ("f(x) = |a| x", "a", "x"): False,
    ("f(x) = √(x^2)", "1", "x"): False,
    ("f(x, y) = √(x + y - 3)", "|x|/(2x √(x + y - 3))", "x"): False,
    ("f(x, y) = |x| √(x^2 y)", "2√(x^2 y)", "x"): False,
}


@pytest.mark.parametrize(("asked", "correct"), CASES.items(), ids=map(" ▸ ".join, CASES))
def test_like_signs(asked: tuple[str, str, str], correct: bool) -> None:
    """Where no quantity can be negative alone, positive ones decide; where one can, both signs do."""
    assert chainrule.check(*asked).correct is correct


def test_what_is_told() -> None:
    """A right answer says where it is judged; a wrong one shows a point there and says no more."""
    right, wrong = (str(chainrule.check("v = √(2gh)", answer, "h")) for answer in ("√(g/(2h))", "√(g/h)"))
    assert "It is judged where g > 0 and h > 0" in right
    assert NO_VALUE in right
    assert NO_VALUE not in wrong


def test_lines_of_work() -> None:
    """A line that is right for positive quantities is right, and the wrong one is the wrong one."""
    lead = "dv/dh = 1/(2√(2gh)) · 2g\n"
    assert [line.status for line in chainrule.check("v = √(2gh)", work=f"{lead}= √(g/(2h))", wrt="h").lines] == ["right", "right"]
    assert [line.status for line in chainrule.check("v = √(2gh)", work=f"{lead}= √(g/h)", wrt="h").lines] == ["right", "wrong"]


def test_names_are_told_as_they_are_written() -> None:
    """A name with a capital letter keeps it in a sentence that begins with words."""
    assert str(chainrule.check("F = √(A^2 x)", "A/(2√x)", "x")).startswith("Equal only for positive A and x.")


FUNCTIONS = {
    "sqrt(2 g h)": ("g", "h"),
    "sqrt(2 G m/r)": ("G", "m", "r"),
    "A sqrt(k/m)": ("k", "m"),
    "log(x y)": ("x", "y"),
    "sqrt(a^2 x)": (),  # x alone has one sign, which is no pair
    "sqrt(x + y - 3)": (),
    "x y": (),
    "sqrt(x)": (),
}


@pytest.mark.parametrize(("function", "coupled"), FUNCTIONS.items(), ids=FUNCTIONS)
def test_like_signed(function: str, coupled: tuple[str, ...]) -> None:
    """Quantities of one sign are those without a real value where one of them alone is negative."""
    assert like_signed(read_expression(function)) == coupled


def test_slope_of_the_pendulum() -> None:
    """The answer that is called right is the slope of the period, by a difference quotient."""

    def period(length: float) -> float:
        return 2 * math.pi * math.sqrt(length / 9.81)

    assert (period(2 + 1e-6) - period(2 - 1e-6)) / 2e-6 == pytest.approx(math.pi / math.sqrt(2 * 9.81), rel=1e-7)
