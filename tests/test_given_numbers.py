"""Numbers, vectors and matrices as options give them."""

from __future__ import annotations

from typing import Any

import pytest

from chainrule.errors import ChainRuleError
from chainrule.given_numbers import numbers

GIVEN: dict[str, dict[str, Any]] = {
    "w1=0.15, w2=0.2": {"w1": 0.15, "w2": 0.2},
    "x=pi/2; y=−3": {"x": 1.5707963267948966, "y": -3.0},
    "w_{1,2}=3": {"w_{1,2}": 3.0},
    "X=[[2, 1], [1, 3]], a=[1, 2]": {"X": [[2.0, 1.0], [1.0, 3.0]], "a": [1.0, 2.0]},
    "X=[2, 1; 1, 3], t=(1 + 2)/3": {"X": [[2.0, 1.0], [1.0, 3.0]], "t": 1.0},
    "a=(1, 2)": {"a": [1.0, 2.0]},
}


@pytest.mark.parametrize("text", GIVEN)
def test_numbers(text: str) -> None:
    """Commas and semicolons inside of brackets part entries and rows, those outside the values."""
    assert numbers(text) == GIVEN[text]


@pytest.mark.parametrize("text", ["a=[1", "x", "x=1, x=2", "x=[[[1]]]", "x=y"])
def test_what_is_no_number(text: str) -> None:
    """What is no number is refused."""
    with pytest.raises(ChainRuleError):
        numbers(text)
