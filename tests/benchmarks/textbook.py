"""A thousand textbook problems: from text to a verified derivation and its LaTeX, and SymPy without verification beside it.

Run as a module with "shape" or "numbers", it prints the seconds of each block, ours and SymPy's.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from itertools import product
from time import process_time

from tests.benchmarks.measure import Figure, python

COUNT = 1_000
BLOCK = 250  # problems in a row: in few enough turns that neither side has its caches emptied by the other all the time
RUNS = 3  # whole processes, of which each block counts with its shortest time

# A template takes three small numbers; every problem can be read by both.
TEMPLATES = (
    "log({a} + {b}*cos({c}*x))",
    "({a}*x**2 + {b}*x + {c})**{n}",
    "sin({a}*x + {b})**{n}",
    "exp(-{a}*x**2 + {b})/{c}",
    "sqrt({a} + {b}*x**{n})",
    "x**{n}*exp({a}*x)*sin({b}*x)",
    "({a}*x + {b})/(x**2 + {c})",
    "tan({a}*x)/({b} + x**{n})",
    "cos(sin({a}*x**{n} + {b}))",
    "log(x**2 + {a})*atan({b}*x)",
    "({a} + exp(-{b}*x))**(-{n})",
    "sinh({a}*x)*cosh({b}*x) + {c}*x",
    "sqrt(sin({a}*x) + {b} + {c})",
    "exp(sin({a}*x))*cos({b}*x)**{n}",
    "log(sqrt({a}*x**2 + {b}) + {c})",
    "asin(x/({a} + {b} + {c}))",
    "1/(1 + exp(-({a}*x + {b})))",
    "(x**{n} + {a})**3*({b}*x - {c})**2",
    "{a}**x*x**{n}",
    "atan(exp({a}*x) + {b})",
)


# Functions of something, and what stands inside them.
OUTER = ("log({})", "exp({})", "sqrt({})", "({})**3", "sin({})", "cos({})", "tan({})", "atan({})", "1/({})", "cosh({})", "asinh({})", "2**({})", "({})**(-2)")
INNER = (
    "x**2 + 1",
    "3*x - 2",
    "x + sin(x)",
    "exp(2*x) + 1",
    "1 + cos(x)**2",
    "x*log(x)",
    "sqrt(x) + 5",
    "(x + 1)/(x + 2)",
    "x**2*exp(-x)",
    "4 - x**3",
    "atan(x) + 2",
    "5*x**4 + x",
)


def compositions(count: int) -> list[str]:
    """Return problems of different shapes: a composition alone, times another, over another, and inside another function."""
    inside = [outer.format(inner) for outer in OUTER for inner in INNER]
    products = [f"{a}*{b}" for a, b in zip(inside, inside[29:], strict=False)]
    quotients = [f"{a}/{b}" for a, b in zip(inside, inside[53:], strict=False)]
    nested = [outer.format(a) for place, a in enumerate(inside) for outer in (OUTER[place % 13], OUTER[(place + 5) % 13], OUTER[(place + 8) % 13])]
    return list(dict.fromkeys([*inside, *products, *quotients, *nested, *(f"x**{n}*{a}" for n in (2, 3) for a in inside)]))[:count]


def problems(count: int) -> list[str]:
    """Return different problems, the templates taking turns."""
    numbers = list(product((2, 3, 5, 7, 10, 12), (1, 4, 6), (8, 9, 11), (2, 3, 4)))
    every = (template.format(a=a, b=b, c=c, n=n) for a, b, c, n in numbers for template in TEMPLATES)
    return list(dict.fromkeys(every))[:count]


KINDS = {"shape": compositions, "numbers": problems}


def figures() -> Iterator[Figure]:
    """Yield the time a problem takes and its ratio to SymPy's, for problems that differ in shape and for those that differ in numbers."""
    for kind in KINDS:
        runs = [[tuple(map(float, line.split())) for line in python("-m", "tests.benchmarks.textbook", kind).splitlines()] for _ in range(RUNS)]
        ours, theirs = (sum(min(run[block][side] for run in runs) for block in range(len(runs[0]))) for side in (0, 1))
        yield Figure(f"{COUNT:,} textbook problems that differ in {kind}, verified and in LaTeX: each", 1_000 * ours / COUNT, "ms")
        yield Figure(f"{kind}: faster than SymPy's parse_expr, diff and latex, unverified", theirs / ours, "×", at_least=20)


def side_by_side(texts: list[str]) -> Iterator[tuple[float, float]]:
    """Yield our time and SymPy's for each block of problems, in turn; each problem is met for the first time, and no side collects the other's garbage."""
    from sympy.core.cache import clear_cache

    _ours(texts[:1])
    _sympy(texts[:1])
    clear_cache()
    for start in range(0, len(texts), BLOCK):
        block = texts[start : start + BLOCK]
        yield _timed(_ours, block), _timed(_sympy, block)


def _timed(work: Callable[[list[str]], None], block: list[str]) -> float:
    gc.collect()
    started = process_time()
    work(block)
    return process_time() - started


def _ours(texts: list[str]) -> None:
    import chainrule

    for text in texts:
        _ = chainrule.derive(text)["x"].tidy.latex


def _sympy(texts: list[str]) -> None:
    from sympy import Symbol, diff, latex
    from sympy.parsing.sympy_parser import parse_expr

    x = Symbol("x")
    for text in texts:
        latex(diff(parse_expr(text), x))


if __name__ == "__main__":
    for ours, theirs in side_by_side(KINDS[sys.argv[1]](COUNT)):
        print(ours, theirs)
