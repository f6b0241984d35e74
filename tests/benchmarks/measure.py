"""Timing code side by side, and saying how a figure stands to its goal."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, and the bound that it should keep."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the bound is kept."""
        return (self.at_most is None or self.value <= self.at_most) and (self.at_least is None or self.value >= self.at_least)

    def __str__(self) -> str:
        bound = "" if self.at_most is None else f"at most {self.at_most:g}"
        bound = bound if self.at_least is None else f"at least {self.at_least:g}"
        verdict = "" if not bound else "reached" if self.reached else "MISSED"
        return f"{self.name:<72}{self.value:>12,.3g} {self.unit:<4}{bound:>18}  {verdict}".rstrip()


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Return the shortest of a few runs."""
    return min(_once(work) for _ in range(repeats))


def in_turn(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = 5, repeats: int = 20) -> tuple[float, float]:
    """Return the shortest runs of two works, the first one repeated, done in turn so that both meet the same machine."""
    pairs = [(seconds(ours, repeats), _once(theirs)) for _ in range(rounds)]
    first, second = zip(*pairs, strict=True)
    return min(first), min(second)


def _once(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def alternating(commands: Sequence[Sequence[str]], repeats: int) -> list[float]:
    """Return the median time of whole processes, run in turn so that all meet the same machine."""
    runs = [[_once(lambda command=command: python(*command)) for command in commands] for _ in range(repeats)]
    return [statistics.median(column) for column in zip(*runs, strict=True)]


def python(*words: str) -> str:
    """Return what this Python prints when run with some words, from compiled modules, as installed ones are."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
