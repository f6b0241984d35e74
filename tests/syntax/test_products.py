"""Products over an index between numbers, as people type them; SymPy multiplies the factors."""

from __future__ import annotations

import pytest
import sympy

import chainrule
from chainrule.errors import ReadError

x, p, x_1, x_2, x_3 = sympy.symbols("x p x_1 x_2 x_3")

# What is typed -> what is differentiated, and by what.
PRODUCTS = {
    "y = ∏_{i=1}^3 (x + i)": ((x + 1) * (x + 2) * (x + 3), x),
    r"f(x)=\prod_{i=1}^{3}(x-i)^2 + x": (((x - 1) * (x - 2) * (x - 3)) ** 2 + x, x),
    r"\prod\limits_{k=1}^{3}\cos(kx)": (sympy.cos(x) * sympy.cos(2 * x) * sympy.cos(3 * x), x),
    r"\prod^3_{n=1} \frac{x^n}{n!}": (x**6 / 12, x),
    r"\prod_{i=1}^{2} \prod_{j=1}^{2} (x + i j)": ((x + 1) * (x + 2) * (x + 2) * (x + 4), x),
    r"L(p)=\prod_{i=1}^{3} p^{x_i}(1-p)^{1-x_i}": (p ** (x_1 + x_2 + x_3) * (1 - p) ** (3 - x_1 - x_2 - x_3), p),
    "2∏_{i=0}^2 (1 + x^i) - 1": (4 * (1 + x) * (1 + x**2) - 1, x),
    "∏_{k=1}^{0} (x + k) + x": (1 + x, x),
    "product_{k=1}^{3} (x - k)": ((x - 1) * (x - 2) * (x - 3), x),
    "prod(x+k, k, 1, 3)": ((x + 1) * (x + 2) * (x + 3), x),
    "prod(x+k, k=1..3)": ((x + 1) * (x + 2) * (x + 3), x),
    "D[Product[x - k, {k, 1, 3}], x]": ((x - 1) * (x - 2) * (x - 3), x),
    "Sum[x^k, {k, 1, 3}]": (x + x**2 + x**3, x),
}


@pytest.mark.parametrize("typed", PRODUCTS)
def test_a_product_is_written_out_factor_by_factor(typed: str) -> None:
    """Its derivative is that of the factors multiplied."""
    meant, wrt = PRODUCTS[typed]
    found = chainrule.derive(typed, wrt=str(wrt))[str(wrt)].tidy.sympy
    at = {name: sympy.Rational(2 + place, 7) for place, name in enumerate(sorted(found.free_symbols | meant.free_symbols, key=str))}
    assert abs((found - sympy.diff(meant, wrt)).evalf(20, subs=at)) < 1e-15


REFUSED = {
    "∏_{i=1}^n (x+i)": "needs its index and its bounds as numbers",
    "∏ x": "needs its index and its bounds as numbers",
    "∏_{i=1}^3 (x+i) e^x": "how far the product reaches is open",
    "∏_{i=1}^{1000} (x+i)": "these bounds of a product are not read",
    "∏_{i=1}^{3}": "nothing stands behind the product",
    "y = prod(a, b)": "needs its index and its bounds as numbers",
}


@pytest.mark.parametrize("typed", REFUSED)
def test_other_products_are_refused(typed: str) -> None:
    """What is missing is said."""
    with pytest.raises(ReadError, match=REFUSED[typed]):
        chainrule.derive(typed)


@pytest.mark.parametrize("typed", [r"\boxed{y = \sqrt[3]{x + 2}}", r"\mathbf{y = \sqrt[3]{x + 2}}"])
def test_a_box_around_a_definition_is_no_part_of_it(typed: str) -> None:
    """The whole of it is in a box, or in bold."""
    found = chainrule.derive(typed)["x"].tidy.sympy
    assert sympy.simplify(found - sympy.diff(sympy.cbrt(x + 2), x)) == 0
