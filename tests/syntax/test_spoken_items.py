"""English about one item of mathematics: exponents, squares and roots in words."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.errors import ReadError

SPOKEN = {
    "y = e to the sin x": "e^sin(x)*cos(x)",
    "y = e to the (x^2 + 1)": "2*x*e^(x^2 + 1)",
    "y = e raised to the power of 3x": "3*e^(3*x)",
    "y = e raised to x": "e^x",
    "what is the derivative of e to the x squared": "2*x*e^(x^2)",
    "y = x to the power of 2/3": "2/(3*x^(1/3))",
    "y = x to the one half": "1/(2*sqrt(x))",
    "y = x to the minus 2": "-2/x^3",
    "y = x raised to the negative third power": "-3/x^4",
    "derivative of sine squared x": "2*sin(x)*cos(x)",
    "y = tan squared (3x)": "6*tan(3*x)*sec(3*x)^2",
    "y = sin squared of x": "2*sin(x)*cos(x)",
    "y = sin^2 of x": "2*sin(x)*cos(x)",
    "y = secant squared x": "2*sec(x)^2*tan(x)",
    "y = sine x": "cos(x)",
    "y = natural log x": "1/x",
    "y = the fourth root of (x^2+1)": "x/(2*root(x^2 + 1, 4)^3)",
    "y = 5th root of x": "1/(5*root(x, 5)^4)",
    "y = square root x": "1/(2*sqrt(x))",
    "y = root x": "1/(2*sqrt(x))",
    "y = tan inverse x": "1/(1 + x^2)",
    "y = inverse tan(x)": "1/(1 + x^2)",
    "y = log (base 2) x": "1/(x*ln(2))",
    "y = log x base 2": "1/(x*ln(2))",
    "y = sin x divided by cos x": "(cos(x)^2 + sin(x)^2)/cos(x)^2",
    "y = exponential of -x": "-exp(-x)",
    "y = one half x squared": "x",
    "y = two thirds x cubed": "2*x^2",
    "y = twice x": "2",
    "derivative of five x to the fourth": "20*x^3",
    "y = the square of sin x": "2*sin(x)*cos(x)",
    "y = the reciprocal of x": "-1/x^2",
    "derivative of the product of x^2 and ln x": "2*x*ln(x) + x",
    "derivative of the quotient of sin x and x": "(x*cos(x) - sin(x))/x^2",
}


@pytest.mark.parametrize(("typed", "expected"), SPOKEN.items(), ids=SPOKEN)
def test_items(typed: str, expected: str) -> None:
    """A phrase takes the item that it is about, and none of its words are quantities."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


NAMES = {"half": "1", "half = x/2, y = half x, dy/dx": "x", "Differentiate x^2 with respect to x and simplify your answer.": "2*x", "tangent = x^2": "2*x"}


@pytest.mark.parametrize(("typed", "expected"), NAMES.items(), ids=NAMES)
def test_names(typed: str, expected: str) -> None:
    """Such a word is a name where it is defined or stands alone, and "respect to x" raises nothing to a power."""
    assert str(next(iter(chainrule.derive(typed))).tidy) == expected


def test_a_word_that_was_not_understood() -> None:
    """What could not be written in signs is refused by its word, not as letters that are multiplied."""
    with pytest.raises(ReadError, match="the word 'divided' is not understood"):
        chainrule.derive("y = x divided by whatever x")


def test_errors_show_the_text_as_typed() -> None:
    """An error marks the text that was typed, not what was made of it."""
    with pytest.raises(ReadError, match="y = x squared over x z w") as raised:
        chainrule.derive("y = x squared over x z w")
    assert raised.value.text == "y = x squared over x z w"
