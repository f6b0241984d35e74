"""Polynomials of one name: their coefficients, their rational roots, and whether they have a real root at all."""

from __future__ import annotations

from collections import Counter
from functools import reduce

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from chainrule.algebra import to_sympy
from chainrule.calculus.exact import Ratio, ratio
from chainrule.calculus.sets.polynomials import has_real_root, polynomial, rational_roots
from chainrule.syntax import read_expression
from chainrule.tree import fold

x = sympy.Symbol("x")
WRITTEN = ["3", "x", "-x", "2*x - 3", "(x - 1)*(x + 2)^3", "x*(1 - x)/7", "0.5*x^2 - x/3", "x^2 - x*x + 1", "(2*x)^3/2^5", "(x + 1)^12"]
OTHER = ["x*y", "1/x", "sin(x)", "x^x", "x^(1/2)", "(x + 1)^13", "x/(x - x)", "2^1000*x"]

whole = st.integers(-6, 6)
polynomials = st.lists(whole, min_size=2, max_size=8).filter(lambda coefficients: coefficients[-1] != 0).map(tuple)
factors = st.lists(st.tuples(whole, st.integers(1, 4)), min_size=1, max_size=4)


@pytest.mark.parametrize("source", WRITTEN)
def test_coefficients(source):
    """The coefficients are those that SymPy finds."""
    tree = read_expression(source)
    form = fold(tree, polynomial)
    assert form is not None
    wanted = sympy.Poly(sympy.nsimplify(to_sympy(tree), rational=True), x).all_coeffs()
    assert [sympy.Rational(*value[:2]) if isinstance(value, Ratio) else value for value in reversed(form.coefficients)] == wanted


@pytest.mark.parametrize("source", OTHER)
def test_other_expressions_are_none(source):
    """What is no polynomial of one name, or a large one, is not taken for one."""
    assert fold(read_expression(source), polynomial) is None


@given(polynomials)
def test_whether_there_is_a_real_root(coefficients):
    """Sturm's theorem finds a root where SymPy counts one."""
    assert has_real_root(coefficients) == (sympy.Poly(coefficients[::-1], x).count_roots() > 0)


@given(polynomials)
def test_all_roots_or_none(coefficients):
    """All real roots are found, as often as they are roots, or it is said that there are others."""
    wanted = sympy.Poly(coefficients[::-1], x)
    rational = Counter(dict(sympy.roots(wanted, filter="Q")))
    found = rational_roots(coefficients)
    if wanted.count_roots() == len(rational):
        assert found is not None
        assert {sympy.Rational(*value[:2]) if isinstance(value, Ratio) else value: times for value, times in found} == rational
    else:
        assert found is None


@given(factors)
def test_roots_of_products(factors):
    """The roots of a product of linear factors are found in ascending order."""
    product = reduce(lambda total, factor: total * (factor[1] * x - factor[0]), factors, sympy.Integer(1))
    found = rational_roots(tuple(int(value) for value in reversed(sympy.Poly(product, x).all_coeffs())))
    assert found is not None
    assert Counter({root.value: root.multiplicity for root in found}) == Counter(ratio(p, q) for p, q in factors)
