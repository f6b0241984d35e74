"""What a derivation is made with, and how it was checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chainrule.tree import Tree

PATHS_SUMMED = 24  # up to so many paths a result is written as their sum; beyond, by the adjoints of the next quantities
WRITTEN_SIZE = 20_000  # nodes: a result that would be larger when written out stays in the names of the links


@dataclass(frozen=True, slots=True)
class Settings:
    """The sizes up to which results are written out."""

    paths_summed: int = PATHS_SUMMED
    written_size: int = WRITTEN_SIZE


@dataclass(frozen=True, slots=True)
class Proof:
    """How a derivation was checked: at how many points, against what, and what else is to be said.

    ``witness`` checks one more form of a result at the same points.
    """

    points: int
    method: str = "a difference quotient"
    note: str = ""
    witness: Callable[[Any, Tree], None] | None = field(default=None, repr=False, compare=False)
