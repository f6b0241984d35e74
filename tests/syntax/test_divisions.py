"""A colon between quantities divides, and a full stop between spaces multiplies, where neither can part two things that are said."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.syntax import read_problem
from chainrule.syntax.around.divisions import with_divisions, with_products
from chainrule.syntax.rules import Readings

QUOTIENTS = {
    "y = x : 2": "1/2",
    "y = x:2": "1/2",
    "f(x) = (x + 1) : (x - 1)": "-2/(x - 1)^2",
    "(x + 1) : (x - 1)": "-2/(x - 1)^2",
    "Find dy/dx if y = (x+1) : (x-1)": "-2/(x - 1)^2",
    "y = sin x : x": "(x*cos(x) - sin(x))/x^2",
    "Differentiate y = x^2 : 4 at x = 1": "x/2",
}


@pytest.mark.parametrize(("typed", "expected"), QUOTIENTS.items(), ids=QUOTIENTS)
def test_quotients(typed: str, expected: str) -> None:
    """A colon that divides is said to."""
    derivation = chainrule.derive(typed)
    assert str(derivation["x"].tidy) == expected
    assert " read as " in derivation.readings[0].message


OTHERS = (
    "y = x^2 : x > 0",
    "y = x^2 : find y'",
    "f: x -> x^2",
    "i = 1:n",
    "for i = 1 : n, x_i = 2",
    "x[1 : n]",
    "{x : 2}",
    "f(x) = x ? 1 : 2",
    "y = x^2: z = x^3",
    "2 : x^2",
    "y = x^2 : dy/dx",
    "x = 0:0.1:10",
)


@pytest.mark.parametrize("typed", OTHERS)
def test_other_colons(typed: str) -> None:
    """Behind a colon may stand a condition, a request, a definition, or the end of a range."""
    assert with_divisions(typed, Readings("")) == typed


PRODUCTS = {"y = 3 . x^2": "6*x", "y = x . sin x": "sin(x) + x*cos(x)", "Find y' for y = 3x . 2x": "12*x"}


@pytest.mark.parametrize(("typed", "expected"), PRODUCTS.items(), ids=PRODUCTS)
def test_products(typed: str, expected: str) -> None:
    """A full stop between spaces is a sign of multiplication between quantities."""
    assert str(chainrule.derive(typed)["x"].tidy) == expected


@pytest.mark.parametrize("typed", ["y = x^2 . Find y'", "x^2 + y^2 = 25 . Find dy/dx .", "y = u^2 . u = 3x", "y = x^2 . y'"])
def test_ends_of_sentences(typed: str) -> None:
    """A full stop before words or another definition ends a sentence."""
    assert with_products(typed, Readings("")) == typed


def test_a_number_that_nothing_uses() -> None:
    """What a number is said to be is shown where it plays no part: y = 3. x^2 may have been a product."""
    assert [each.message for each in read_problem("y = 3. x^2").readings] == ["y = 3 set aside: nothing uses it"]
