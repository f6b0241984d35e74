"""Work on backpropagation that names the derivatives of the output by d alone: dz = a − y."""

from __future__ import annotations

import pytest

from chainrule.homework import check

LOGISTIC = "z = w x + b; a = sigmoid(z); L = -(y log(a) + (1 - y) log(1 - a)). Find dL/dw"
LAYERS = "z1 = w1 x + b1; a1 = tanh(z1); z2 = w2 a1 + b2; a2 = sigmoid(z2); L = -(y log(a2) + (1 - y) log(1 - a2)). Find dL/dw1"
WORK = [
    (LOGISTIC, "da = -y/a + (1 - y)/(1 - a); dz = a - y; dw = x dz", True, "right right right"),
    (LOGISTIC, "dz = a - y; dw = dz", False, "right wrong"),
    (LOGISTIC, "dz = y - a; dw = x(y - a)", False, "wrong follows"),
    (LAYERS, "dz2 = a2 - y; dz1 = w2 dz2 (1 - a1^2); dw1 = dz1 x; w1 = w1 - 0.1 dw1", True, "right right right right"),
    (LAYERS, "dz2 = a2 - y; dz1 = w2 dz2 (1 - a1); dw1 = dz1 x; w1 = w1 - 0.1 dw1", False, "right wrong right follows"),
    (LAYERS, "dz2 = a2 - y; dz1 = w2 dz2 (1 - a1^2); dw1 = dz1 x; w1 = w1 + 0.1 dw1", False, "right right right wrong"),
    (LOGISTIC, "dL = (a - y) dz; dz = x dw; dL/dw = (a - y) x", True, "right right right"),
    ("y = u^4; u = 3x² - 5", "u = 3x² - 5; du = 6x dx; y' = 24x u^3", True, "right right right"),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "work", "correct", "statuses"), WORK, ids=[work for _, work, *_ in WORK])
def test_d_alone_is_the_derivative_of_the_output(problem: str, work: str, correct: bool, statuses: str) -> None:
    """Where differentials stand on both sides, they stay differentials."""
    verdict = check(problem, work=work)
    assert (verdict.correct, " ".join(line.status for line in verdict.lines)) == (correct, statuses)
    assert "; ".join(line.text for line in verdict.lines) == work
