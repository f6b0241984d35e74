"""Whole processes: how long the command line takes against an import of SymPy alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.measure import Figure, alternating

REPEATS = 15


def figures() -> Iterator[Figure]:
    """Yield the ratios of whole processes to ``python -c "import sympy"``."""
    imported, shown, derived, bare = alternating(
        [
            ["-c", "import sympy"],
            ["-m", "chainrule", "--help"],
            ["-m", "chainrule", "derive", "h(x) = log(2 + cos x)"],
            ["-c", "import typer"],
        ],
        REPEATS,
    )
    yield Figure("import sympy, the measure of the next three", imported * 1000, "ms")
    yield Figure("import typer", bare / imported, "×")
    yield Figure("chainrule --help", shown / imported, "×", at_most=0.6)
    yield Figure('chainrule derive "h(x) = log(2 + cos x)"', derived / imported, "×", at_most=0.7)
