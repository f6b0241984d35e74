"""Work in numbers, and by cases of an index."""

from __future__ import annotations

import pytest

from chainrule.homework import check

RELU = "loss = (y - w relu(v x))^2; x = 2, y = 1, v = 0.5, w = 0.3. Find dloss/dv"
SOFTMAX = "L = -sum_j t_j log(p_j); p_j = e^(z_j)/sum_k e^(z_k). Find dL/dz_i"
WORK = [
    (RELU, "h = relu(0.5*2) = 1; pred = 0.3*1 = 0.3; dloss/dpred = -2(1 - 0.3) = -1.4; dpred/dh = 0.3; dh/dv = 2", "right right right right right"),
    (RELU, "h = relu(v*x) = 1; dh/dv = x = 2", "right right"),
    (RELU, "h = relu(v*x) = 1; dh/dv = v = 0.5", "right wrong"),
    (RELU, "h = relu(v*x) = 1; dh/dv = 0", "right wrong"),
    ("a = sigmoid(w x + b); x = 2, w = 0.5, b = -0.6. Find da/dw", "net = 0.5*2 - 0.6 = 0.4; da/dnet = a(1 - a) = 0.2403; dnet/dw = 2", "right right right"),
    ("a = sigmoid(w x + b); x = 2, w = 0.5, b = -0.6. Find da/dw", "net = 0.5*2 - 0.6 = 0.4; da/dnet = a = 0.5987", "right wrong"),
    (SOFTMAX, "dp_j/dz_i = p_j (δ_ij - p_i)", "right"),
    (SOFTMAX, "dp_j/dz_i = p_j (δ_ij + p_i)", "wrong"),
    (SOFTMAX, "dp_j/dz_i = δ_ij p_j", "wrong"),
    ("y = x^2", "dp_j/dz_i = p_j (δ_ij - p_i)", "not understood"),
    (SOFTMAX, "dp_j/dz_i = p_j (δ_ij - p_i); dL/dz_i = sum_j (-t_j/p_j) p_j (δ_ij - p_i); = p_i sum_j t_j - t_i", "right undecided right"),
]


@pytest.mark.parametrize(("problem", "work", "statuses"), WORK, ids=[work for _, work, _ in WORK])
def test_work_is_judged_at_the_point_and_by_cases(problem: str, work: str, statuses: str) -> None:
    """Own quantities in numbers are those of the problem that are worked out so; relu is followed near the point; δ_ij has two cases."""
    assert " ".join(line.status for line in check(problem, work=work).lines) == statuses
