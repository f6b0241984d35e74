"""Answers that are products of matrices and vectors, as the chain rule gives them."""

from __future__ import annotations

import pytest
import sympy

from chainrule import check
from chainrule.errors import ReadError
from chainrule.homework.answers.matrix_products import multiplied

COMPOSED = "G(x, y) = (u^2, v), u = x y, v = x + y; Jacobian"
CURVE = "r(t) = (u^2, v), u = t^2, v = sin t; r'(t)"
POLAR = "z = x^2 + y^2, x = r cos t, y = r sin t; ∇z"
ALONG = "w = x^2 + y^2, x = cos t, y = sin 2t; find dw/dt"

ANSWERS = [
    (COMPOSED, "[[2u, 0], [0, 1]] [[y, x], [1, 1]]", True),
    (COMPOSED, "J = [[2u, 0], [0, 1]]·[[y, x], [1, 1]]", True),
    (COMPOSED, "[[2u, 0], [0, 1]] @ [[y, x], [1, 1]]", True),
    (COMPOSED, r"\begin{pmatrix} 2u & 0 \\ 0 & 1 \end{pmatrix} \begin{pmatrix} y & x \\ 1 & 1 \end{pmatrix}", True),
    (COMPOSED, "[[y, x], [1, 1]] [[2u, 0], [0, 1]]", False),
    (COMPOSED, "[[2u, 0], [0, 1]] [[y, 1], [x, 1]]", False),
    (CURVE, "[[2u, 0], [0, 1]] (2t, cos t)", True),
    (CURVE, "[[2u, 0], [0, 1]] (2t, -cos t)", False),
    (POLAR, "(2x, 2y) [[cos t, -r sin t], [sin t, r cos t]]", True),
    (POLAR, "(2x, 2y) [[cos t, r sin t], [sin t, r cos t]]", False),
    (ALONG, "(2x, 2y)·(-sin t, 2cos 2t)", True),
    (ALONG, "dw/dt = (2x, 2y)·(-sin t, 2cos 2t)", True),
    (ALONG, "(2x, 2y)·(-sin t, cos 2t)", False),
]


@pytest.mark.parametrize(("problem", "answer", "correct"), ANSWERS)
def test_answers(problem: str, answer: str, correct: bool) -> None:
    """The product is worked out, in the order in which it is written, and judged by its entries."""
    assert check(problem, answer).correct is correct


def test_product() -> None:
    """The entries are those of the matrix product."""
    found = multiplied("[[a, b], [c, 0]] [[x, 1], [y, 3]] (p, q)")
    assert found is not None
    a, b, c, x, y, p, q = sympy.symbols("a b c x y p q")
    right = sympy.Matrix([[a, b], [c, 0]]) * sympy.Matrix([[x, 1], [y, 3]]) * sympy.Matrix([p, q])
    assert [sympy.expand(sympy.sympify(entry) - value) for entry, value in zip(found.rows[0], right, strict=True)] == [0, 0]


def test_factors_that_do_not_fit() -> None:
    """Factors whose rows and columns do not fit are refused with their shapes."""
    with pytest.raises(ReadError, match="2 × 2 and 3 × 1"):
        check(COMPOSED, "[[2u, 0], [0, 1]] (1, 2, 3)")
