"""Measure speed and memory: ``python -m tests.benchmarks``, or some of them by name.

Every figure is a ratio measured side by side in one run, or a bound that hardly depends on the machine.
"""

from __future__ import annotations

import sys

from tests.benchmarks import homework, nested, networks, numbers, parsing, rendering, startup, sweeps, textbook

BENCHMARKS = {
    "startup": startup,
    "parsing": parsing,
    "nested": nested,
    "sweeps": sweeps,
    "networks": networks,
    "numbers": numbers,
    "textbook": textbook,
    "rendering": rendering,
    "homework": homework,
}


def main(names: list[str]) -> int:
    """Print every figure with its goal; return 1 where one was missed."""
    missed = False
    for name in names or BENCHMARKS:
        for figure in BENCHMARKS[name].figures():
            print(figure, flush=True)
            missed |= not figure.reached
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
