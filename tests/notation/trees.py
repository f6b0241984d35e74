"""Generated trees in the form in which the reader builds them, for the laws of writing and reading."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from chainrule.tree import PI, Tree, add, apply, call, div, mul, neg, number, power, symbol

NAMES = ("x", "y", "t", "w_1", "w_12^(2)", "x_{i,j}", "ŷ", "θ", "area", "z_1")
FUNCTIONS = ("sin", "cos", "exp", "log", "sqrt", "abs", "tanh", "asin", "sigmoid", "relu")

symbols = st.sampled_from(NAMES).map(symbol)
integers = st.integers(0, 200).map(number)
decimals = st.sampled_from(("0.1", "1.50", "12.0", "0.001")).map(lambda digits: number(Decimal(digits)))
leaves = st.one_of(symbols, symbols, integers, decimals, st.just(PI))


def _sum(terms: list[Tree]) -> Tree:
    """Return a sum whose terms are no sums, as the reader flattens them."""
    return add(*(term if term[0] != "add" else call("sin", term) for term in terms))


def _product(factors: list[Tree]) -> Tree:
    """Return a product whose first factor is no product, and whose other factors are none either."""
    return mul(*(factor if factor[0] != "mul" else call("cos", factor) for factor in factors))


def _grown(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    few = st.lists(parts, min_size=2, max_size=4)
    return st.one_of(
        few.map(_sum),
        few.map(_product),
        st.tuples(parts, parts).map(lambda pair: div(*pair)),
        st.tuples(parts, parts).map(lambda pair: power(*pair)),
        parts.map(neg),
        st.tuples(st.sampled_from(FUNCTIONS), parts).map(lambda pair: call(*pair)),
        st.tuples(parts, parts).map(lambda pair: call("max", *pair)),
        st.tuples(parts, st.integers(0, 5)).map(lambda pair: apply("f", (pair[0],), (pair[1],))),
    )


trees = st.recursive(leaves, _grown, max_leaves=12)
