"""Networks: a large one to all its symbolic adjoints, growth with the number of edges, and its gradient by matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from time import perf_counter, process_time

from chainrule.tree import collector_paused
from tests.benchmarks.measure import Figure, in_turn, python, seconds
from tests.benchmarks.nested import peak

LARGE = (784, 32, 10)
GROWING = ((18,) * 3, (58,) * 3, (183,) * 3, (577,) * 3)  # 10³ to 10⁶ edges, in a network of the same proportions
ROUNDS = 8
SAMPLE = 100_000  # edges that a measurement takes at least
BATCH = 64
WIDE_AND_DEEP = (8,) * 9  # eight layers after the inputs


def figures() -> Iterator[Figure]:
    yield from _large()
    yield from _growth()
    yield from _matrices()
    yield from _symbolic()


def adjoints_of(sizes: tuple[int, ...]) -> int:
    """Make a network, its graph, all local derivatives and all adjoints; return the number of edges."""
    from chainrule.calculus import adjoints, differentiate_problem
    from chainrule.layered import network

    derivation = differentiate_problem(network(sizes))
    adjoints(derivation)
    return len(derivation.edges)


def _large() -> Iterator[Figure]:
    try:
        import casadi as ca
    except ImportError:
        print("casadi is not installed (pip install '.[bench]'): the large network stands alone")
        ca = None

    def theirs() -> None:
        neurons, weights = ca.SX.sym("x", LARGE[0]), []
        for k, (before, after) in enumerate(pairwise(LARGE)):
            matrix, bias = ca.SX.sym(f"W{k}", after, before), ca.SX.sym(f"b{k}", after)
            weights += [ca.vec(matrix), bias]
            neurons = 1 / (1 + ca.exp(-(matrix @ neurons + bias)))
        ca.gradient(ca.sumsqr(ca.SX.sym("y", LARGE[-1]) - neurons), ca.vertcat(*weights))

    with collector_paused():
        ours = seconds(lambda: adjoints_of(LARGE), 5)
    title = "-".join(map(str, LARGE))
    yield Figure(f"{title}: network, graph, local derivatives and adjoints, in symbols", ours, "s")
    if ca is not None:
        yield Figure(f"{title}: the same, of CasADi's SX build and gradient", ours / seconds(theirs, 5), "×", at_most=6)
    yield Figure(f"{title}: peak memory", float(python("-m", "tests.benchmarks.networks")), "MB", at_most=250)


def _growth() -> Iterator[Figure]:
    with collector_paused():
        rounds = [[_per_edge(sizes) for sizes in GROWING] for _ in range(ROUNDS)]  # the sizes in turn, so that all meet the same machine
    each = [min(column) for column in zip(*rounds, strict=True)]
    yield Figure("processor time per edge at 10³ edges", each[0] * 1e6, "µs")
    yield Figure("growth of the time per edge up to 10⁶ edges", max(each) / min(each), "×", at_most=1.5)


def _per_edge(sizes: tuple[int, ...]) -> float:
    """Return the processor time per edge, of as many runs in a row as make some 10⁵ edges: one of a few milliseconds says little."""
    edges, started = 0, process_time()
    while edges < SAMPLE:
        edges += adjoints_of(sizes)
    return (process_time() - started) / edges


def _matrices() -> Iterator[Figure]:
    import numpy as np

    from chainrule.layered import network
    from chainrule.numeric.data import Samples
    from chainrule.numeric.layers import LayeredObjective, starting_values

    built = network(LARGE).layers
    draw = np.random.default_rng(0)
    inputs, targets = draw.random((BATCH, LARGE[0])), draw.random((BATCH, LARGE[-1]))
    columns = {name: inputs[:, i] for i, name in enumerate(built.inputs)} | {name: targets[:, i] for i, name in enumerate(built.targets)}
    objective = LayeredObjective(built, Samples(columns, BATCH))
    state = objective.start(starting_values(built))
    w1, b1, w2, b2 = state[3]

    def theirs() -> tuple[object, ...]:
        hidden = 1 / (1 + np.exp(-(inputs @ w1 + b1)))
        output = 1 / (1 + np.exp(-(hidden @ w2 + b2)))
        last = 2 * (output - targets) * output * (1 - output)
        first = (last @ w2.T) * hidden * (1 - hidden)
        return ((targets - output) ** 2).sum(), inputs.T @ first, first.sum(0), hidden.T @ last, last.sum(0)

    rounds = [(_run(lambda: objective.backward(state[3], inputs, targets)), _run(theirs)) for _ in range(20)]
    ours, hand = (min(column) for column in zip(*rounds, strict=True))
    yield Figure(f"{'-'.join(map(str, LARGE))}: gradient on {BATCH} samples, of NumPy by hand", ours / hand, "×", at_most=2)


def _symbolic() -> Iterator[Figure]:
    try:
        import symengine as se
    except ImportError:
        print("symengine is not installed (pip install '.[bench]'): the wide and deep network is left out")
        return

    def theirs() -> None:
        neurons, weights = [se.Symbol(f"x{i}") for i in range(WIDE_AND_DEEP[0])], []
        for k, (before, after) in enumerate(pairwise(WIDE_AND_DEEP)):
            layer = [[se.Symbol(f"w{k}_{i}_{j}") for i in range(before)] for j in range(after)]
            biases = [se.Symbol(f"b{k}_{j}") for j in range(after)]
            weights += [*(weight for row in layer for weight in row), *biases]
            sums = [sum((w * a for w, a in zip(row, neurons, strict=True)), bias) for row, bias in zip(layer, biases, strict=True)]
            neurons = [1 / (1 + se.exp(-z)) for z in sums]
        loss = sum(((a - se.Symbol(f"y{j}")) ** 2 for j, a in enumerate(neurons)), se.Integer(0))
        for weight in weights:
            loss.diff(weight)

    with collector_paused():
        ours, other = in_turn(lambda: adjoints_of(WIDE_AND_DEEP), theirs)
    yield Figure("8 wide and 8 deep: all weights, in symbols", ours * 1e3, "ms")
    yield Figure("8 wide and 8 deep: SymEngine's time, of ours", other / ours, "×", at_least=100)


def _run(work: Callable[[], object], times: int = 20) -> float:
    started = perf_counter()
    for _ in range(times):
        work()
    return (perf_counter() - started) / times


if __name__ == "__main__":  # the large network alone, and the memory that its process takes
    adjoints_of(LARGE)
    print(peak())
