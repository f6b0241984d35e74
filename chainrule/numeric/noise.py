"""Numbers that are 0 but for rounding, as cos(π/2) is in floats: tiny at a point, and much larger right beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

Key = TypeVar("Key")

NUDGE = 1e-8  # of each number of a point, relative to it: Planck's constant is no rounding
TINY = 1e-12  # size below which a number may be rounding
SHARE = 1e-4  # what rounding is at most of the number beside it


def beside(point: Mapping[str, float]) -> dict[str, float]:
    """Return a point right beside another one; what is 0 stays."""
    return {name: value * (1 + NUDGE) for name, value in point.items()}


def is_zero(here: float, there: float) -> bool:
    """Return whether a number is 0 but for rounding, given that right beside its point."""
    return abs(here) < min(TINY, SHARE * abs(there))


def cleaned(here: Mapping[Key, Any], there: Mapping[Key, Any] | None) -> dict[Key, Any]:
    """Return numbers with 0 for those that are 0 but for rounding, given those beside their point; without these as they are.

    >>> cleaned({"f": 1.0, "f'": 6.1e-17}, {"f": 1.0, "f'": -1e-8})
    {'f': 1.0, "f'": 0.0}
    """
    if there is None:
        return dict(here)
    return {key: _cleaned(value, there[key]) if key in there else value for key, value in here.items()}


def _cleaned(here: Any, there: Any) -> Any:
    """Return a number, or each of several, with 0 for what is 0 but for rounding."""
    if isinstance(here, tuple):
        return tuple(map(_cleaned, here, there))
    return 0.0 if isinstance(here, float) and is_zero(here, there) else here
