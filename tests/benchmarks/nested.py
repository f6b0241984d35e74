"""sin nested N deep, from text to every step and its LaTeX: growth, memory, and SymPy beside it.

Run with a number, this module does one run of that depth and prints its seconds and its peak memory in megabytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from math import log
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.benchmarks.measure import Figure

DEPTHS = (1_000, 10_000, 100_000)
BESIDE = 90  # SymPy raises RecursionError near 200


def nested(depth: int) -> str:
    return "sin(" * depth + "x" + ")" * depth


def derived(depth: int) -> int:
    """Derive and write every step in LaTeX; return how many characters that is."""
    import chainrule
    from chainrule.document import derivation_document
    from chainrule.render import render_pieces
    from chainrule.syntax import Limits

    derivation = chainrule.derive(nested(depth), limits=Limits(length=10**7, depth=10**6))
    return sum(map(len, render_pieces(derivation_document(derivation), "latex")))


def figures() -> Iterator[Figure]:
    """Yield time and memory of each depth, the growth between the ends, and the ratio to SymPy."""
    from tests.benchmarks.measure import Figure, python, seconds  # not in the process whose memory is measured

    runs = {depth: tuple(map(float, python("-m", "tests.benchmarks.nested", str(depth)).split())) for depth in DEPTHS}
    for depth, (spent, memory) in runs.items():
        yield Figure(f"sin nested {depth:,} deep, text to LaTeX: time", spent, "s")
        yield Figure(f"sin nested {depth:,} deep, text to LaTeX: peak memory", memory, "MB", at_most=150)
    first, last = DEPTHS[0], DEPTHS[-1]
    yield Figure(f"growth exponent from {first:,} to {last:,}", log(runs[last][0] / runs[first][0]) / log(last / first), "", at_most=1.1)
    yield Figure(f"faster than SymPy's parse_expr, diff and latex at {BESIDE}", seconds(_sympy, 1) / seconds(lambda: derived(BESIDE)), "×", at_least=100)


def _sympy() -> None:
    from sympy import Symbol, diff, latex
    from sympy.core.cache import clear_cache
    from sympy.parsing.sympy_parser import parse_expr

    clear_cache()
    latex(diff(parse_expr(nested(BESIDE)), Symbol("x")))


def peak() -> float:
    """Return this process's peak memory in megabytes."""
    from pathlib import Path

    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    derived(10)  # imports are start-up, which is measured elsewhere
    started = perf_counter()
    derived(int(sys.argv[1]))
    print(perf_counter() - started, peak())
