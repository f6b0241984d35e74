"""Derivatives of weighted sums without rules, against those by rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chainrule.calculus.linear import chained, linear_partials
from chainrule.calculus.rules import differentiate
from chainrule.tree import ONE, add, call, mul, number, power, symbol

pairs = st.lists(st.one_of(st.tuples(st.integers(0, 9), st.integers(10, 19)), st.tuples(st.integers(20, 29))), min_size=2, max_size=8)


@given(pairs)
def test_as_the_rules_give(indices):
    """A weighted sum has the derivatives that the rules give; one in which a name repeats is left to the rules."""
    terms = [mul(*(symbol(f"s{each}") for each in pair)) if len(pair) > 1 else symbol(f"s{pair[0]}") for pair in indices]
    tree = add(*terms)
    found = linear_partials(tree, {f"s{index}" for index in range(30)})
    repeated = len({each for pair in indices for each in pair}) < sum(map(len, indices))
    assert found is None if repeated else dict(found or ()) == differentiate(tree)


def test_only_what_is_wanted():
    """Names that are not asked for are left out."""
    w, x, b = map(symbol, "wxb")
    assert linear_partials(w * x + b, {"w"}) == [("w", x)]


def test_other_forms_are_left_to_the_rules():
    """A number, a power or a product of three is no weighted sum."""
    w, x = map(symbol, "wx")
    for tree in (w * x + 1, power(w, number(2)) + x, add(mul(w, x, symbol("y")), x), call("sin", x)):
        assert linear_partials(tree, {"w", "x"}) is None


def test_chained():
    """The derivative of a function of a weighted sum is its own times the sum's; a factor 1 is left out."""
    w, x, b = map(symbol, "wxb")
    inner = linear_partials(w * x + b, {"w", "b"})
    outer = call("cos", w * x + b)
    assert inner is not None
    assert chained(outer, inner) == [("w", mul(outer, x)), ("b", outer)]
    assert inner[1] == ("b", ONE)
