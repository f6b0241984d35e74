"""Backward sweeps: a layered graph with millions of paths, and a long chain beside CasADi."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from time import process_time

from tests.benchmarks.measure import Figure, seconds

WIDE = DEEP = 8
LINKS = 10_000
REPEATS = 20


def layered() -> str:
    """Return a graph of 8 layers of 8 quantities, each using all of the layer before: 8⁸ paths."""
    definitions = [f"a_1_{j} = sin({j}x)" for j in range(1, WIDE + 1)]
    for k in range(2, DEEP + 1):
        before = " + ".join(f"a_{k - 1}_{i}" for i in range(1, WIDE + 1))
        definitions += [f"a_{k}_{j} = sin(({before})/{WIDE + j})" for j in range(1, WIDE + 1)]
    return "; ".join([*definitions, "y = " + " + ".join(f"a_{DEEP}_{i}" for i in range(1, WIDE + 1))])


def figures() -> Iterator[Figure]:
    yield from _layered()
    yield from _chain()


def _layered() -> Iterator[Figure]:
    import chainrule
    from chainrule.calculus import adjoints, all_edges

    derivation = chainrule.derive(layered())
    yield Figure("layered graph 8 wide and 8 deep: paths counted", derivation["x"].paths.count, "")
    yield Figure("layered graph 8 wide and 8 deep: all gradients, in symbols", seconds(lambda: adjoints(derivation)), "s", at_most=0.1)
    yield Figure("layered graph 8 wide and 8 deep: all gradients, in numbers", seconds(lambda: derivation.at(x=0.3).gradient), "s", at_most=0.1)
    yield Figure("layered graph 8 wide and 8 deep: all local derivatives", seconds(lambda: all_edges(derivation.graph)), "s")


def _chain() -> Iterator[Figure]:
    try:
        import casadi
    except ImportError:
        print("casadi is not installed (pip install '.[bench]'): the long chain is left out")
        return
    from chainrule.calculus import adjoints, differentiate_problem
    from chainrule.problem import Definition, Problem
    from chainrule.tree import call, symbol

    names = ["x", *(f"u_{k}" for k in range(LINKS))]
    problem = Problem("", tuple(Definition(name, call("sin", symbol(before))) for before, name in pairwise(names)))
    derivation = differentiate_problem(problem)

    x = y = casadi.SX.sym("x")
    for _ in range(LINKS):
        y = casadi.sin(y)
    ours, theirs = zip(*[(_spent(lambda: adjoints(derivation)), _spent(lambda: casadi.gradient(y, x))) for _ in range(REPEATS)], strict=True)
    yield Figure(f"backward sweep on a chain of {LINKS:,} links, of CasADi's SX gradient", min(ours) / min(theirs), "×", at_most=2)


def _spent(work: Callable[[], object]) -> float:
    """Return the processor time of a piece of work, without that of throwing its result away."""
    started = process_time()
    result = work()
    spent = process_time() - started
    del result
    return spent
