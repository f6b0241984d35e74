"""Derivatives of weighted sums without rules, against those by rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chainrule.calculus.linear import chained, linear_partials, weighted_slopes
from chainrule.calculus.rules import differentiate
from chainrule.tree import ONE, add, call, mul, names, number, power, symbol

pairs = st.lists(st.one_of(st.tuples(st.integers(0, 9), st.integers(10, 19)), st.tuples(st.integers(20, 29))), min_size=2, max_size=8)


@given(pairs)
def test_as_the_rules_give(indices):
    """A weighted sum has the derivatives that the rules give; one in which a name repeats, or a lone one is not last, is left to the rules."""
    terms = [mul(*(symbol(f"s{each}") for each in pair)) if len(pair) > 1 else symbol(f"s{pair[0]}") for pair in indices]
    tree = add(*terms)
    inside = names(tree)
    found = linear_partials([tree], [[True] * len(inside)])
    other = len(inside) < sum(map(len, indices)) or indices != sorted(indices, key=len, reverse=True)
    assert found is None if other else dict(zip(inside, found[0], strict=True)) == differentiate(tree)


def test_only_what_is_wanted():
    """Names that are not asked for are left out, in a weighted sum and in a function of one."""
    w, x, b = map(symbol, "wxb")
    assert linear_partials([w * x + b], [[True, False, False]]) == [[x]]
    assert linear_partials([call("sin", w * x + b)], [[False, True, True]]) == [[call("cos", w * x + b) * w, call("cos", w * x + b)]]


def test_other_forms_are_left_to_the_rules():
    """A number, a power or a product of three is no weighted sum."""
    w, x = map(symbol, "wx")
    for tree in (w * x + 1, power(w, number(2)) + x, add(mul(w, x, symbol("y")), x), call("sin", x)):
        assert weighted_slopes([tree]) is None


def test_chained():
    """The derivative of a function of a weighted sum is its own times the sum's; a factor 1 is left out."""
    w, x, b = map(symbol, "wxb")
    inner = weighted_slopes([w * x + b])
    outer = call("cos", w * x + b)
    assert inner == [[x, w, ONE]]
    assert chained([outer], inner) == [[mul(outer, x), mul(outer, w), outer]]


def test_columns():
    """Several trees of one form give each what it gives alone."""
    a, b, c, d = map(symbol, "abcd")
    for trees in ([call("tanh", a * b + c), call("tanh", b * d + a)], [a * b + c, b * d + a], [call("exp", a), call("exp", b)]):
        masks = [[True] * len(names(tree)) for tree in trees]
        alone = [linear_partials([tree], [mask]) for tree, mask in zip(trees, masks, strict=True)]
        assert linear_partials(trees, masks) == [found[0] for found in alone if found]


def test_columns_of_different_sums():
    """Sums with different numbers of terms, or with a product elsewhere, are not worked out together."""
    a, b, c, d = map(symbol, "abcd")
    for trees in ([a * b + c, add(a * b, c * d, symbol("e"))], [a * b + c, add(d, mul(a, b))], [add(a * b, c), add(mul(a, b, c), d)]):
        assert weighted_slopes(trees) is None
