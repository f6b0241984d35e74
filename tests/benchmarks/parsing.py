"""Parsing: one short definition beside SymPy's parser, and how the time grows with the length of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from math import log
from statistics import median

from tests.benchmarks.measure import Figure, seconds

TEXTS = 400
LENGTHS = (2_000, 200_000)


def figures() -> Iterator[Figure]:
    """Yield the time of a parse, its ratio to SymPy's, and the growth between a short text and a long one."""
    yield from _beside_sympy()
    yield from _growth()


def _beside_sympy() -> Iterator[Figure]:
    """Yield figures over many texts that differ in a number: SymPy remembers what it has evaluated, and a reader's next text is new."""
    from sympy.core.cache import clear_cache
    from sympy.parsing.sympy_parser import parse_expr

    from chainrule.syntax import read_problem

    numbers = range(2, 2 + TEXTS)
    ours, theirs = [f"h(x)=log({number}+cos x)" for number in numbers], [f"log({number}+cos(x))" for number in numbers]
    read_problem(ours[0])
    parse_expr(theirs[0])
    clear_cache()
    parse, parse_theirs = _each(read_problem, ours), _each(parse_expr, theirs)
    again, again_theirs = _each(read_problem, ours[:1] * TEXTS), _each(parse_expr, theirs[:1] * TEXTS)
    yield Figure("a parse of h(x)=log(2+cos x)", parse * 1e6, "µs")
    yield Figure("a parse of h(x)=log(2+cos x), of SymPy's parse_expr", parse / parse_theirs, "×", at_most=0.1)
    yield Figure("the same text again and again, of parse_expr, which remembers", again / again_theirs, "×")


def _each(parse: Callable[[str], object], texts: list[str]) -> float:
    """Return the median time of a parse."""
    return median(seconds(partial(parse, text), 1) for text in texts)


def _growth() -> Iterator[Figure]:
    from chainrule.syntax import read_problem

    term = "log(2+cos x)^2 sin 3x - x_1/(2x)"
    texts = [" + ".join([term] * (length // len(term))) for length in LENGTHS]
    short, long = (seconds(partial(read_problem, text)) for text in texts)
    first, last = map(len, texts)
    yield Figure(f"parsing {last:,} characters", long, "s")
    yield Figure(f"growth exponent from {first:,} to {last:,} characters", log(long / short) / log(last / first), "", at_most=1.1)
