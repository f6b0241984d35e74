"""Sums over pairs: how they are read, and their derivatives against finite sums written out."""

from __future__ import annotations

from itertools import product
from math import cos, exp

import pytest

import chainrule
from chainrule.errors import ChainRuleError
from chainrule.finite_sums import at_index, expand_sums
from chainrule.formula import Formula
from chainrule.numeric.program import Program
from chainrule.syntax import read_problem
from chainrule.tree import Tree, number, substitute

BOTH = "sum(sum((x_i - x_j)^2, j, 1, j != i, n), i, 1, n)"
HALF = f"1/2*{BOTH}"
READ = {
    "L = sum_{i,j} w_ij x_i x_j": "sum(sum(w_ij*x_i*x_j, j, 1, n), i, 1, n)",
    "L = sum_{ij} w_ij x_i x_j": "sum(sum(w_ij*x_i*x_j, j, 1, n), i, 1, n)",
    r"L = \sum_{i,j=1}^{m} w_{ij} x_i x_j": "sum(sum(w_ij*x_i*x_j, j, 1, m), i, 1, m)",
    "L = sum_{i<j} (x_i - x_j)^2": HALF,
    "L = sum_{j>i} (x_i - x_j)^2": HALF,
    "L = Σ_{i≤j} x_i x_j": "1/2*sum(sum(x_i*x_j, j, 1, j != i, n), i, 1, n) + sum(x_i*x_i, i, 1, n)",
    "L = Σ_{j>=i} x_i x_j": "1/2*sum(sum(x_i*x_j, j, 1, j != i, n), i, 1, n) + sum(x_i*x_i, i, 1, n)",
    "L = Σ_{j≠y} max(0, s_j - s_y + 1)": "sum(max(0, s_j - s_y + 1), j, 1, j != y, n)",
    r"L = \sum_{1 \le i < j \le n} (x_i - x_j)^2": HALF,
    "L = Σ_{i=1}^n Σ_{j=i+1}^n (x_i - x_j)^2": HALF,
    "L = Σ_{i=1}^{n-1} Σ_{j=i+1}^n (x_i - x_j)^2": HALF,
    "L = Σ_{i=1}^n Σ_{j>i} (x_i - x_j)^2": HALF,
    "L = Σ_{i=1}^n x_i Σ_{j=i+1}^n x_j": "1/2*sum(sum(x_i*x_j, j, 1, j != i, n), i, 1, n)",
    "L = Σ_i -Σ_{j>i} x_i x_j": "1/2*sum(sum(-x_i*x_j, j, 1, j != i, n), i, 1, n)",
    "L = Σ_{i<j} i j x_i x_j": "1/2*sum(sum(i*j*x_i*x_j, j, 1, j != i, n), i, 1, n)",
    "L = sum_{i≠j} (x_j - x_i)^2": "sum(sum((x_j - x_i)^2, i, 1, i != j, n), j, 1, n)",
    "S_i = Σ_{j≠i} w_ij x_j": "sum(w_ij*x_j, j, 1, j != i, n)",
    "f = Σ_{k≠i} x_k": "sum(x_k, k, 1, k != i, n)",
    "s = sum_l exp(q k_l)": "sum(exp(q*k_l), l, 1, n)",
}


@pytest.mark.parametrize("text", READ)
def test_read(text: str) -> None:
    """A sum over pairs is read as the sums that it stands for: each pair once is half of both orders."""
    assert str(Formula(read_problem(text).definitions[0].tree)) == READ[text]


TERMS = {
    "i<j": lambda i, j: i < j,
    "i≠j": lambda i, j: i != j,
    "i,j": lambda i, j: True,  # noqa: ARG005
}
BODIES = {
    "(x_i - x_j)^2": lambda a, b: (a - b) ** 2,
    "x_i x_j": lambda a, b: a * b,
    "exp(-(x_i - x_j)^2)": lambda a, b: exp(-((a - b) ** 2)),
    "|x_i - x_j|": lambda a, b: abs(a - b),
    "1/(1 + (x_j - x_i)^2)": lambda a, b: 1 / (1 + (b - a) ** 2),
    "(x_i x_j - 1)^2 cos(x_j - x_i)": lambda a, b: (a * b - 1) ** 2 * cos(b - a),
}


@pytest.mark.parametrize(("over", "body"), list(product(TERMS, BODIES)))
def test_derivatives(over: str, body: str) -> None:
    """The derivative by x_k is the difference quotient of the terms, added up one by one, at n = 3 and k = 2."""
    found = chainrule.derive(f"L = sum_{{{over}}} {body}", wrt="x_k")["x_k"].whole.tree
    place = {1: 0.3, 2: 1.1, 3: -0.7}

    def total(at: dict[int, float]) -> float:
        return sum(BODIES[body](at[i], at[j]) for i, j in product(at, at) if TERMS[over](i, j))

    slope = (total({**place, 2: 1.1 + 1e-6}) - total({**place, 2: 1.1 - 1e-6})) / 2e-6
    assert value(found, place) == pytest.approx(slope, abs=1e-6)


def value(tree: Tree, place: dict[int, float]) -> float:
    """Return the value of a formula with sums over 1..3 at k = 2."""
    closed = expand_sums(at_index(substitute(tree, {"n": number(3)}), "k", 2), {})
    program = Program()
    slot = program.add(closed)
    return float(program.run({f"x_{case}": each for case, each in place.items()})[slot])


REFUSED = {
    "L = Σ_i i Σ_{j>i} x_i x_j": "what is not the same for j and i",
    "E = -Σ_{i<j} w_ij s_i s_j": "what is not the same for j and i",
    "y_i = Σ_{j<i} x_i x_j": "which is the index of y_i",
    "S_i = Σ_{j=i+1}^n x_j": "the index of S_i",
    "L = Σ_{i=1}^m Σ_{j=i+1}^n x_i x_j": "begins there",
    r"L = \sum_{i,j} r_{ijg}": "write r_{i,j,g}",
    "L = sum_i r_ijg^2": "write r_{i,j,g}",
    "L = Σ_k A_kid x_k": "write A_{k,i,d}",
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    """Where the order of two indices makes a difference, or what is an index is open, the reason is given."""
    with pytest.raises(ChainRuleError) as refusal:
        chainrule.derive(text)
    assert REFUSED[text] in str(refusal.value)


def test_finite() -> None:
    """With numbers for bounds, every pair is written out, whatever the order makes of it."""
    found = chainrule.derive("L = sum_{i=1}^3 sum_{j=i+1}^3 w_ij x_i x_j")
    assert {name: str(found[name].tidy) for name in ("x_2", "w_13")} == {"x_2": "w_12*x_1 + w_23*x_3", "w_13": "x_1*x_3"}
    assert {name for name in found.wrt if name[0] == "w"} == {"w_12", "w_13", "w_23"}


def test_limits_that_are_said() -> None:
    """A sum with all of its limits, as results are written, runs over its own index alone: it reads back."""
    written = "sum(x_j*a_kj, j, 1, j != k, n) + sum(x_i*a_ik, i, 1, i != k, n)"
    assert str(Formula(read_problem(written).definitions[0].tree)) == written


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("L = Σ_{i≤j} x_i x_j; dL/dx_k", "sum(x_j, j, 1, j != k, n) + 2*x_k"),
        ("L = Σ_{i<=j} x_i x_j; dL/dx_2", "sum(x_j, j, 1, j != 2, n) + 2*x_2"),
    ],
)
def test_equal_indices(text: str, whole: str) -> None:
    """Where equal indices belong to it, a sum over pairs has them once."""
    (result,) = chainrule.derive(text)
    assert str(result.whole) == whole


def test_equal_indices_inside() -> None:
    """A sum over i ≤ j inside one over j is refused: it would count in another way."""
    with pytest.raises(ChainRuleError, match="inside one of them"):
        chainrule.derive("L = Σ_j Σ_{i≤j} x_i x_j")


def test_one_class_left_out() -> None:
    """In the loss of a support vector machine with several classes, y is the class of the sample, and no index."""
    (result,) = chainrule.derive("L = Σ_{j≠y} max(0, s_j - s_y + 1); dL/ds_y")
    assert str(result.whole) == "-sum(step(s_j - s_y + 1), j, 1, j != y, n)"
