"""Problems in whole vectors and matrices, as they are shown before anything is derived."""

from __future__ import annotations

import pytest

import chainrule


@pytest.mark.parametrize(
    ("text", "shown"),
    [("Y = X W, L = sum(Y)", "L = sum(Y)"), ("L = sum((X w - y)^2)", "L = sum((X·w − y)²)"), ("A = softmax(Q K^T/sqrt(d)) V, L = sum(A)", "L = sum(A)")],
)
def test_a_sum_of_all_components_is_shown_as_one(text: str, shown: str) -> None:
    """Σ over i would be a sum over one index of what has two."""
    before, _ = chainrule.solution(text).split("In vectors and matrices", 1)
    assert shown in " ".join(before.split())
    assert "runs over" not in before


def test_a_sum_with_an_index_stays() -> None:
    """Σ over i of what has an index i is what it is."""
    assert "L = Σ_{i=1}^{n} (w^T · xᵢ − yᵢ)²" in chainrule.solution("L = Σ_i (w^T x_i - y_i)^2")


@pytest.mark.parametrize(("text", "holds"), [("f = log(d) tr(X)/sqrt(d)", "d > 0"), ("f = tr(X)/(a - 1) + sqrt(a)", "a > 0 and a ≠ 1")])
def test_what_follows_from_a_condition_is_not_said_again(text: str, holds: str) -> None:
    """That d ≥ 0 and √d ≠ 0 follows from d > 0."""
    assert f"Holds where {holds}.  Checked" in chainrule.solution(text)
