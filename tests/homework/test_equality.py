"""Whether two expressions are equal as real functions."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.homework import VERDICTS, equal
from chainrule.homework.values import precision as precision_module
from chainrule.tree import Tree, add, call, div, mul, neg, number, power, symbol

EQUAL = {
    "(x + 1)^2": "x^2 + 2x + 1",
    "sin(2x)": "2 sin x cos x",
    "1": "sin(x)^2 + cos(x)^2",
    "tanh(x)": "(e^x - e^(-x))/(e^x + e^(-x))",
    "1/cosh(x)^2": "1 - tanh(x)^2",
    "sec(x)^2": "1 + tan(x)^2",
    "e^(2x)": "(e^x)^2",
    "log(x^3)": "3 log(x)",
    "-sin(x)/(2 + cos(x))": "sin(x)/(-2 - cos(x))",
    "asin(x)": "pi/2 - acos(x)",
    "20*(x - 1)*x^4*(x^4 + x^3 + x^2 + x + 1)": "20x^4 (x^5 - 1)",
    "sigmoid(x)(1 - sigmoid(x))": "e^(-x)/(1 + e^(-x))^2",
    "x*y + x*z": "x(y + z)",
    "0": "x - x",
    "floor(x)": "-ceil(-x)",
    "3": "6/2",
    "log(1 + e^x)": "softplus(x)",
}

DIFFERENT = {
    "2x": "2x + 1/10^12",
    "x + sin(x)/10^10": "x",
    "x^2": "x^3",
    "e^x": "1 + x + x^2/2 + x^3/6",
    "cos(x)": "cos(7x)",
    "1/x": "log(x)",
    "2": "3",
    "10^6*x": "10^6*x + 1",
    "x": "y",
    "pi": "3.1415",
    "|x|": "-|x|",
    "step(x - 50)": "0*x",
    "x step(w x)": "x",
    "sign(x y) y": "y",
    "step(x^2 - y^2)": "0*x",
    "max(x, y z)": "max(x, |y| z)",
    "sqrt((x y)^2)": "|x| y",
    "y": "max(y, -1000)",
    "floor(x/100)": "0*x",
}

# Pairs that differ only on a narrow part of the domain.
NARROW = [
    ("(x - 1) (x - 21/20)", "sqrt((x - 1)^2 (x - 21/20)^2)"),
    ("x^2 - 41x/20 + 21/20", "sqrt((x^2 - 41x/20 + 21/20)^2)"),
    ("x^2 - 1001x/500 + 501/500", "|x^2 - 1001x/500 + 501/500|"),
    ("(x - 1) (x - 21/20)", "sqrt(x^4 - 41x^3/10 + 2521x^2/400 - 861x/200 + 441/400)"),
    ("sin(x) - 999/1000", "-|sin(x) - 999/1000|"),
    ("x", "x + min(x^2 - 121x/10 + 183/5, 0)"),
    ("1", "sign(x^2 - 2x + 9999/10000)"),
    ("max(x, 2 - x)", "max(x, 2 - x, 101/100)"),
    ("x", "x e^(log((x - 2)^2 (x - 2 - 1/50)^2)/2)/((x - 2) (x - 2 - 1/50))"),
    ("(x - y) (x - 51y/50)", "sqrt((x - y)^2 (x - 51y/50)^2)"),
    ("x", "x + e^(-10^6 x^2)"),
    ("x", "max(x, x + (x - 1)/10^3 - (x - 1)^2)"),
]

# What is equal on each side of such places as well.
EQUAL_ON_BOTH_SIDES = {
    "sqrt(x^2 - 2x + 1)": "|x - 1|",
    "|x^2 - 2x + 1|": "(x - 1)^2",
    "sqrt((x^2 - 41x/20 + 21/20)^2)": "|x^2 - 41x/20 + 21/20|",
    "max(x, y)": "(x + y + |x - y|)/2",
    "atan(x) + atan(1/x)": "pi/2*sign(x)",
    "sqrt(x - 2 sqrt(x - 1))": "|sqrt(x - 1) - 1|",
    "asin(sin(x))": "asin(cos(pi/2 - x))",
    "floor(2x)": "floor(x) + floor(x + 1/2)",
    "relu(x - 3)": "max(x, 3) - 3",
    "sqrt(x^4 - 4x^3 + 6x^2 - 4x + 1)": "(1 - x)^2",
    "cbrt(x^3 - 3x)": "(x^3 - 3x)/cbrt((x^3 - 3x)^2)",
}

DOMAINS = [
    ("log(x^2)", "2 log(x)", "equal-on-narrower-domain"),
    ("2 log(x)", "log(x^2)", "equal-on-wider-domain"),
    ("1/(sqrt(x - 1) sqrt(x + 1))", "1/sqrt(x^2 - 1)", "equal-on-wider-domain"),
    ("sqrt(x^2)", "x", "equal-for-positive"),
    ("(a + 1) relu(x y)", "(a + 1) x y", "equal-for-positive"),
    ("4 (1 + w + x^2) x", "4 |1 + w + x^2| x", "equal-for-positive"),
    ("2 + w + x y", "sqrt((2 + w + x y)^2)", "equal-for-positive"),
    ("2 + w + x y", "((2 + w + x y)^4)^(1/4)", "equal-for-positive"),
    ("step(x) (w/y + 2y)", "step(x) |w/y + 2y|", "equal-for-positive"),
    ("log(|x y|)", "log(x y)", "equal-on-narrower-domain"),
    ("x", "sqrt(x^2)", "equal-for-positive"),
    ("x", "log(-1 - x^2)", "undefined"),
    ("x", "1/0", "undefined"),
    ("log(-1 - x^2)", "x", "undecided"),
    ("asin(x) log(x - 0.9)", "log(x - 0.9) asin(x) (sin(x)^2 + cos(x)^2)", "equal"),
]


@pytest.mark.parametrize(("left", "right"), EQUAL.items())
def test_other_forms_are_equal(left, right):
    """An expression in another form is equal, from both sides."""
    assert equal(left, right).correct is True
    assert equal(right, left, tolerance=0).correct is True


@pytest.mark.parametrize(("left", "right"), DIFFERENT.items())
def test_different_functions_are_told_apart(left, right):
    """However close they are, different functions are different, and a point shows it."""
    found = equal(left, right, tolerance=0)
    assert found.verdict == "different"
    assert found.counterexample is not None


@pytest.mark.parametrize(("left", "right", "verdict"), DOMAINS)
def test_domains_are_told(left, right, verdict):
    """The verdict says where the two sides have real values."""
    found = equal(left, right)
    assert found.verdict == verdict
    assert found.correct is VERDICTS[verdict]


@pytest.mark.parametrize(("left", "right"), DIFFERENT.items())
def test_differences_are_found_without_balls(left, right, monkeypatch):
    """Without python-flint, 150 digits tell the same, but prove nothing."""
    monkeypatch.setattr(precision_module, "balls_available", lambda: False)
    found = equal(left, right, tolerance=0)
    assert (found.verdict, found.proved) == ("different", False)


@pytest.mark.parametrize(("left", "right"), EQUAL.items())
def test_equality_is_found_without_balls(left, right, monkeypatch):
    """Without python-flint, 150 digits confirm equality."""
    monkeypatch.setattr(precision_module, "balls_available", lambda: False)
    assert equal(left, right, tolerance=0).correct is True


def test_a_difference_is_proved_by_balls():
    """Two balls that do not overlap prove a difference."""
    pytest.importorskip("flint")
    assert equal("x^2", "x^2 + 1/10^40").proved


@pytest.mark.parametrize(("left", "right"), [("2x + 3x", "5x"), ("x*y*2", "2*y*x"), ("a/b/c", "a/(b*c)")])
def test_the_same_tidy_form_is_a_proof(left, right):
    """Expressions of the same tidy form are proved equal."""
    assert equal(left, right).proved


def test_sympy_proves_on_demand():
    """With ``prove``, SymPy proves what numbers confirm."""
    assert not equal("sin(x)^2 + cos(x)^2", "1").proved
    assert equal("sin(x)^2 + cos(x)^2", "1", prove=True).proved


ROUNDED = [
    ("x/3", "0.333x", None, True),
    ("x/3", "0.33x", None, True),
    ("x/3", "0.34x", None, False),
    ("x/3", "0.3x", None, False),  # one digit is no rounding
    ("x/3", "0.333x", 0, False),
    ("x/3", "0.34x", 0.05, True),
    ("x/2", "0.5x", None, True),
    ("-15.655", "-15.7", None, True),
    ("-15.655", "-15.6", None, False),
    ("x^(1/3)", "x^0.333", None, True),
    ("2x", "2.00x", 0, True),
]


@pytest.mark.parametrize(("left", "right", "tolerance", "correct"), ROUNDED)
def test_decimals_set_the_tolerance(left, right, tolerance, correct):
    """Decimals of two digits or more may be off by half a unit in the last one, where no tolerance is set."""
    assert equal(left, right, tolerance=tolerance).correct is correct


def test_a_counterexample_has_plain_values():
    """The point that shows a difference is one that reads well, with the values of both sides there."""
    shown = equal("-sin(x)/(2 + cos(x))", "1/(2 + cos(x))").counterexample
    assert shown.point == {"x": 1.0}
    assert shown.left == pytest.approx(-math.sin(1) / (2 + math.cos(1)))
    assert shown.right == pytest.approx(1 / (2 + math.cos(1)))


def test_conditions_have_no_numbers():
    """What has no numbers is undecided, with the reason."""
    found = equal(symbol("x"), Tree(("relation", ">", (symbol("x"), number(0)))))
    assert found.verdict == "undecided"
    assert found.note


def test_too_large_is_undecided():
    """An expression beyond the limit is undecided, not waited for."""
    assert equal(add(*[symbol("x")] * 70_000), symbol("x")).verdict == "undecided"


x, y = symbol("x"), symbol("y")
LEAVES = st.sampled_from([x, y, number(1), number(2), number(3)])


def grown(inner):
    return st.one_of(
        st.tuples(inner, inner).map(lambda pair: add(*pair)),
        st.tuples(inner, inner).map(lambda pair: mul(*pair)),
        st.tuples(inner, inner).map(lambda pair: div(pair[0], add(number(2), power(pair[1], number(2))))),
        inner.map(neg),
        inner.map(lambda tree: power(tree, number(2))),
        st.tuples(st.sampled_from(["sin", "cos", "atan", "tanh"]), inner).map(lambda pair: call(*pair)),
    )


TREES = st.recursive(LEAVES, grown, max_leaves=8)


@given(TREES)
def test_an_expression_equals_itself_written_otherwise(tree):
    """Equality does not depend on the form: f, (f² − 1)/(f − 1) − 1 where that is defined, and −(0 − f) are one function."""
    assert equal(tree, neg(number(0) - tree)).correct is True
    assert equal(tree, (tree * tree + tree) - tree**2).correct is True


@given(TREES, st.integers(1, 10**9))
def test_a_small_difference_is_a_difference(tree, size):
    """An expression and the same plus a small number are different, however small it is."""
    assert equal(tree, tree + number(1) / number(size)).correct is False


@pytest.mark.parametrize(("left", "right"), NARROW, ids=lambda each: str(each))
def test_what_differs_on_a_narrow_part_is_different(left, right):
    """Two sides that differ between two near roots alone are different, and the point that is shown has different values."""
    found = equal(left, right)
    assert found.correct is False
    assert not math.isclose(found.counterexample.left, found.counterexample.right, rel_tol=1e-12)


@pytest.mark.parametrize(("left", "right"), EQUAL_ON_BOTH_SIDES.items(), ids=lambda each: str(each))
def test_what_is_equal_on_both_sides_is_equal(left, right):
    """Where roots touch 0 or change their formula, both sides may still be equal."""
    assert equal(left, right).correct is True


def test_equal_only_for_positive_is_said_where_it_differs_for_all_others():
    """|x (x + 5)| is x (x + 5) for x < −5 too, so that is no case of positive x alone."""
    assert equal("x (x + 5)", "|x (x + 5)|").verdict == "different"
    assert equal("x", "sqrt(x^2)").verdict == "equal-for-positive"


def test_lengths_of_whole_vectors():
    """The length of a whole vector has no value in numbers: whether it is equal to something stays undecided."""
    assert equal(symbol("x"), call("norm", symbol("x"))).correct is None
