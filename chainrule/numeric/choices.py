"""Expressions in pieces as operations on numbers: comparisons, and choices between values that need not all be defined.

A comparison is 1 where it holds and 0 where it does not. An operation on the way to a value that may not be chosen has its own name,
with a question mark before it: where the operation has no value it gives none, which is no error until it is chosen.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

Operation = Callable[..., Any]
TOLERANT = "?"
_TESTS: dict[str, Operation] = {"less": operator.lt, "at most": operator.le, "equal": operator.eq, "unequal": operator.ne}


def _real(value: Any) -> Any:
    return value.real if value.__class__ is complex else value


def _test(holds: Operation) -> Operation:
    def compared(a: Any, b: Any) -> float:
        a, b = _real(a), _real(b)
        return math.nan if a != a or b != b else float(holds(a, b))  # noqa: PLR0124  # what is no number is not equal to itself

    return compared


def _when(held: Any, value: Any) -> Any:
    held = _real(held)
    return value if held == 1 else 0.0 if held == 0 else math.nan


def _none_else(held: Any) -> Any:
    return 0.0 if _real(held) == 0 else math.nan


# "when" is a value where a condition holds and 0 elsewhere; "none else" has no value where no condition has held.
CHOICES: dict[str, Operation] = {**{name: _test(holds) for name, holds in _TESTS.items()}, "when": _when, "none else": _none_else}


def numpy_choices() -> dict[str, Operation]:
    """Return the same for arrays."""
    import numpy as np

    def test(holds: Operation) -> Operation:
        return lambda a, b: np.where(np.isnan(a) | np.isnan(b), np.nan, holds(a, b))

    return {
        **{name: test(holds) for name, holds in _TESTS.items()},
        "when": lambda held, value: np.where(np.isnan(held), np.nan, np.where(held == 1, value, 0.0)),
        "none else": lambda held: np.where(held == 0, 0.0, np.nan),
    }


def tolerant(operation: Operation) -> Operation:
    """Return an operation that gives no number where it has no value."""

    def attempted(*args: Any) -> Any:
        try:
            return operation(*args)
        except (ValueError, ArithmeticError):
            return math.nan

    return attempted


def with_tolerant(operations: dict[str, Operation]) -> dict[str, Operation]:
    """Return a table of operations with those on the way to what may not be chosen."""
    every = {**operations, **CHOICES}
    return {**every, **{TOLERANT + name: operation if name in CHOICES else tolerant(operation) for name, operation in every.items()}}
