"""Second derivatives by one of the values that a sum adds up, against difference quotients of the function with the other terms held fixed."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

import chainrule
from chainrule.errors import OneOfSeveral

OTHERS = 0.3  # the sum of the terms that are not asked for
POINT = {"w_i": 0.7, "x_i": -1.2, "R": OTHERS}

CASES: dict[tuple[str, str], Callable[[float], float]] = {
    ("f = log(1 + exp(-w^T x))", "w"): lambda s: math.log(1 + math.exp(-s)),
    ("s = Σ_i w_i x_i, f = log(1 + exp(-s))", "w_i"): lambda s: math.log(1 + math.exp(-s)),
    ("s = Σ_i w_i x_i, f = 1/(1 + s^2)", "w_i"): lambda s: 1 / (1 + s * s),
    ("s = Σ_i w_i x_i, f = exp(s)/(1 + exp(s))", "x_i"): lambda s: 1 / (1 + math.exp(-s)),
    ("s = Σ_i w_i x_i, p = σ(s), f = p^2", "w_i"): lambda s: (1 + math.exp(-s)) ** -2,
    ("f = sin(Σ_i w_i x_i) Σ_i w_i x_i", "w_i"): lambda s: s * math.sin(s),
}


@pytest.mark.parametrize(("text", "by"), CASES, ids=lambda each: each)
def test_by_a_value_that_is_added_up(text: str, by: str) -> None:
    """The sums in a first derivative depend on the value that it is differentiated by again."""
    found = next(iter(chainrule.derive(text, by, order=2)))
    other = {"w": "x_i", "w_i": "x_i", "x_i": "w_i"}[by]
    own, factor, step = POINT["w_i" if other == "x_i" else "x_i"], POINT[other], 1e-4
    function = CASES[text, by]
    below, here, above = (function((own + shift) * factor + OTHERS) for shift in (-step, 0, step))
    value = float(found.tidy.sympy.subs({name: POINT[str(name)] for name in found.tidy.sympy.free_symbols}))
    assert value == pytest.approx((below - 2 * here + above) / step**2, rel=1e-5)


MIXED: dict[str, list[str]] = {
    "f(x) = x^T A x + b^T x; find the Hessian": ["2*A_ii", "A_ik + A_ki"],
    "f(x) = ‖A x − b‖^2; find the Hessian": ["2*sum(A_ij^2, i, 1, n)", "2*sum(A_ik*A_ij, i, 1, n)"],
    "f(x) = x^T x; find the Hessian": ["2", "0"],
    "jumpskqrl(x) = x^T A x; find the Hessian": ["2*A_ii", "A_ik + A_ki"],  # letters of a word are no indices
    "f(x) = (a^T x)^3; find the Hessian": ["6*a_i^2*(a_i*x_i + R)", "6*a_i*(a_i*x_i + a_j*x_j + R)*a_j"],
    "Hessian of log Σ_i exp(x_i)": ["(exp(x_i)*(exp(x_i) + R) - exp(x_i)^2)/(exp(x_i) + R)^2", "-exp(x_i)*exp(x_j)/(exp(x_i) + exp(x_j) + R)^2"],
    "f = (Σ_i x_i)^3, Hessian of f": ["6*(x_i + R)", "6*(x_i + x_j + R)"],
    "Hessian of Σ_i (y_i - w x_i)^2": ["2*sum(x_i^2, i, 1, n)"],  # by w, which no sum adds up
    "f(x) = exp(a^T x); find the Hessian": ["a_i^2*exp(a_i*x_i + R)", "a_i*a_j*exp(a_i*x_i + a_j*x_j + R)"],
}


@pytest.mark.parametrize("text", MIXED)
def test_by_two_components(text: str) -> None:
    """A Hessian by a vector has the derivative by two different components beside that twice by one."""
    assert [str(each.tidy) for each in chainrule.derive(text)] == MIXED[text]


def test_what_cannot_be_told_apart() -> None:
    """Where two components cannot both stand apart, the mixed derivative is left out, which is said; by name it is refused."""
    found = chainrule.derive("f(x) = (x^T A x)^2; find the Hessian")
    assert [each.by for each in found] == [("x_i", "x_i")]
    assert any("another component is left out" in each.message for each in found.readings)
    with pytest.raises(OneOfSeveral):
        chainrule.derive("f = (x^T A x)^2", ("x_i", "x_m"), order=2)
