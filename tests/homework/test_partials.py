"""Partial derivatives that are typed without the sign of an index."""

from __future__ import annotations

import pytest

from chainrule import check

TWO, POLAR = "f(x, y) = x^3 y^2", "z = f(x, y), x = r cos θ, y = r sin θ; find ∂z/∂r"
CASES = {
    (f"{TWO}; find the partial derivatives", "fx = 3x^2 y^2, fy = 2x^3 y"): True,
    (f"{TWO}; find the partial derivatives", "fx = 3x^2 y^2 and fy = 2x y"): False,
    (f"{TWO}; find all second partial derivatives", "fxx = 6x y^2, fyy = 2x^3, fxy = 6x^2 y"): True,
    (POLAR, "fx cosθ + fy sinθ"): True,
    (POLAR, "fx cosθ - fy sinθ"): False,
    ("z = e^(xy); find dz/dx", "zx = zy"): True,  # behind the =, z times y
    ("z = e^(xy); find dz/dx", "dz/dx = zy = y e^(xy)"): True,
}


@pytest.mark.parametrize(("asked", "correct"), CASES.items(), ids=map(" ▸ ".join, CASES))
def test_without_the_sign_of_an_index(asked: tuple[str, str], correct: bool) -> None:
    """Before an =, fx is f_x; elsewhere it is a product unless f is unspecified."""
    assert check(*asked).correct is correct
