"""The values of an index beside definitions: the problem is the one without them, and that they are set aside is said."""

from __future__ import annotations

import pytest

from chainrule.errors import ChainRuleError
from chainrule.syntax import read_problem

STEPS = "h_t = tanh(w h_{t-1} + u x_t); L = (h_3 - y)^2; dL/dw"
SUM = "z_i = w x_i + b; L = Σ_i (z_i - y_i)^2; dL/dw"
SAME = {
    "h_t = tanh(w h_{t-1} + u x_t) for t = 1, 2, 3, L = (h_3 - y)^2, dL/dw": STEPS,
    "h_t = tanh(w h_{t-1} + u x_t) for t = 1..3; L = (h_3 - y)^2; dL/dw": STEPS,
    "h_t = tanh(w h_{t-1} + u x_t), t = 1,2,3; L = (h_3 - y)^2; dL/dw": STEPS,
    "h_t = tanh(w h_{t-1} + u x_t), t = 1, …, T; L = (h_3 - y)^2; dL/dw": STEPS,
    r"h_t = \tanh(w h_{t-1} + u x_t), \quad t = 1,\ldots,T, L = (h_3 - y)^2, \frac{dL}{dw}": STEPS,
    "z_i = w x_i + b, i = 1..n, L = Σ_i (z_i - y_i)^2, dL/dw": SUM,
    "z_i = w x_i + b for i = 1, ..., n; L = Σ_i (z_i - y_i)^2, dL/dw": SUM,
    "z_i = w x_i + b, for all i, L = Σ_i (z_i - y_i)^2, dL/dw": SUM,
    "z_i = w x_i + b ∀ i; L = Σ_i (z_i - y_i)^2; dL/dw": SUM,
}


@pytest.mark.parametrize(("typed", "plain"), SAME.items(), ids=SAME)
def test_set_aside(typed: str, plain: str) -> None:
    """An index takes all values whether that is told or not."""
    one, other = read_problem(typed), read_problem(plain)
    assert [(each.name, each.tree) for each in one.definitions] == [(each.name, each.tree) for each in other.definitions]
    assert one.wrt == other.wrt
    assert any("set aside: indices take all their values" in each.message for each in one.readings)


OTHERS = ("L = sum((y_i - w x_i)^2, i=1..3)", "x_i = 3, i = 2; y = x_i^2", "y = x_2^2 t, t = 1", "y = x_t^2, t = 1,5")


@pytest.mark.parametrize("typed", OTHERS)
def test_no_ranges(typed: str) -> None:
    """The limits of a sum, and one value, are no ranges of an index."""
    assert not any("all their values" in each.message for each in read_problem(typed).readings)


@pytest.mark.parametrize("typed", ["f(x) = x^2, x = 1, 2, 3", "u = x_1^2, t = 1, 2", "y = x_t, t = 1, 3"])
def test_no_index(typed: str) -> None:
    """Several values of a quantity, and numbers that do not follow one another, are refused."""
    with pytest.raises(ChainRuleError):
        read_problem(typed)
