"""Numbers over samples: the gradient of the softplus network beside SymPy and JAX, and what a descent spends outside the kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from tests.benchmarks.measure import Figure, in_turn, seconds

SSR = "SSR = sum((o_i - p_i)^2, i=1..n); p_i = w3*softplus(w1*x_i + b1) + w4*softplus(w2*x_i + b2) + b3"
WEIGHTS = {"w1": 3.34, "b1": -1.43, "w2": -3.53, "b2": 0.57, "w3": -1.22, "w4": -2.30, "b3": 0.0}
BIAS = "SSR = sum((o_i - p_i)^2, i=1..n); p = top + bottom + b3; top = -1.22*softplus(3.34*x - 1.43); bottom = -2.30*softplus(-3.53*x + 0.57)"
MANY = 1_000_000
EPOCHS = 1_000
CALLS = 10_000


def figures() -> Iterator[Figure]:
    from chainrule.numeric.data import Samples
    from chainrule.numeric.objective import Objective
    from chainrule.syntax import read_problem

    few = Samples.of({"x": [0, 0.5, 1], "o": [0, 1, 0]})
    objective = Objective(read_problem(SSR), few, tuple(WEIGHTS), {})
    (batch,), state = objective.batches(), objective.start(WEIGHTS)

    def many_calls() -> None:
        for _ in range(CALLS):
            batch.run(0.1, batch.sizes, state, batch.rows)

    ours, other = in_turn(many_calls, _sympy(), repeats=3)
    yield Figure("softplus network, 3 samples: loss and gradient", ours / CALLS * 1e6, "µs")
    yield Figure("softplus network, 3 samples: SymPy's subs, of ours", other / ours * CALLS, "×", at_least=1000)
    yield from _many()
    yield _descent(few)


def _sympy() -> Callable[[], object]:
    """Return SymPy's work: the gradient's expressions, made beforehand, with the numbers of three samples put in."""
    import sympy as sp

    names = {name: sp.Symbol(name) for name in WEIGHTS}
    x, o = sp.symbols("x o")
    w1, b1, w2, b2, w3, w4, b3 = (names[name] for name in ("w1", "b1", "w2", "b2", "w3", "w4", "b3"))
    loss = (o - (w3 * sp.log(1 + sp.exp(w1 * x + b1)) + w4 * sp.log(1 + sp.exp(w2 * x + b2)) + b3)) ** 2
    expressions = [loss, *(sp.diff(loss, name) for name in names.values())]
    values = {names[name]: value for name, value in WEIGHTS.items()}

    def work() -> list[float]:
        return [sum(float(each.subs({**values, x: a, o: b})) for a, b in ((0.0, 0.0), (0.5, 1.0), (1.0, 0.0))) for each in expressions]

    return work


def _many() -> Iterator[Figure]:
    import numpy as np

    from chainrule.numeric.data import Samples
    from chainrule.numeric.objective import Objective
    from chainrule.syntax import read_problem

    draw = np.random.default_rng(0)
    x, o = draw.random(MANY), draw.random(MANY)
    objective = Objective(read_problem(SSR), Samples({"x": x, "o": o}, MANY), tuple(WEIGHTS), {})
    (batch,), state = objective.batches(), objective.start(WEIGHTS)
    ours = seconds(lambda: batch.run(0.1, batch.sizes, state, batch.rows), 9)
    yield Figure(f"softplus network, {MANY:,} samples: loss and gradient", ours * 1e3, "ms")
    try:
        import jax
        import jax.numpy as jnp
    except ImportError:
        print("jax is not installed (pip install '.[bench]'): many samples stand alone")
        return
    jax.config.update("jax_enable_x64", True)  # the same precision

    def loss(weights: tuple[float, ...], x: object, o: object) -> object:
        w1, b1, w2, b2, w3, w4, b3 = weights
        return jnp.sum((o - (w3 * jax.nn.softplus(w1 * x + b1) + w4 * jax.nn.softplus(w2 * x + b2) + b3)) ** 2)

    theirs, weights = jax.jit(jax.value_and_grad(loss)), tuple(WEIGHTS.values())
    x, o = jnp.asarray(x), jnp.asarray(o)
    jax.block_until_ready(theirs(weights, x, o))
    yield Figure(f"softplus network, {MANY:,} samples: ours, of JAX's", ours / seconds(lambda: jax.block_until_ready(theirs(weights, x, o)), 9), "×", at_most=1)


def _descent(samples: object) -> Figure:
    from chainrule.numeric.descent import descend
    from chainrule.syntax import read_problem

    problem = read_problem(BIAS)
    whole, kernel = [], []
    for _ in range(15):
        descent = descend(problem, samples, {"b3": 0}, 0.1, tolerance=0, epochs=EPOCHS)
        (batch,), state = descent.objective.batches(None), descent.objective.start({"b3": 0})
        started = perf_counter()
        for _step in descent:
            pass
        between = perf_counter()
        for _ in range(EPOCHS):
            batch.run(0.1, batch.sizes, state, batch.rows)
        whole.append(between - started)
        kernel.append(perf_counter() - between)
    return Figure(f"{EPOCHS:,} epochs on one bias: time outside the numeric kernel", 100 * (1 - min(kernel) / min(whole)), "%", at_most=20)
