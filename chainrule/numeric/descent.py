"""Gradient descent: w := w − η ∂L/∂w for every parameter at once, one step at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf, isfinite, sqrt
from operator import itemgetter
from typing import Any, Protocol

from chainrule.errors import ChainRuleError, NumericError
from chainrule.networks import Network
from chainrule.notation.names import spelled
from chainrule.numeric.data import Samples
from chainrule.numeric.evaluation import check_number
from chainrule.numeric.layers import LayeredObjective, starting_values
from chainrule.numeric.objective import Batch, Objective, State
from chainrule.numeric.program import listed
from chainrule.problem import Problem, names_in

EPOCHS = 10_000
TOLERANCE = 1e-6
SCALAR_WEIGHTS = 200  # up to so many weights of a network, straight-line code is faster than matrices
BOTTOMLESS = -1e100  # a loss below has no least value
RISES, GROWTH = 5, 10.0  # a loss that rises so many epochs on end, to so many times the least one, diverges


class Loss(Protocol):
    """What is made small, as an Objective is; states begin with the loss and the squared length of the step."""

    @property
    def output(self) -> str:
        """The name of the quantity that is made small."""

    @property
    def reduction(self) -> str:
        """How the values of the samples become one: "mean", "sum", or nothing."""

    def start(self, parameters: Mapping[str, float]) -> State:
        """Return the state before the first step."""

    def batches(self, size: int | None) -> list[Batch]:
        """Return the samples in batches."""

    def run(self, batch: Batch, rate: float, state: State) -> State:
        """Return the next state, or raise NumericError."""

    def gradient(self, state: State) -> dict[str, float]:
        """Return the derivatives of the loss before the step."""

    def parameters(self, state: State) -> dict[str, float]:
        """Return the parameters after the step."""


class DivergenceError(NumericError):
    """A descent whose loss grows or is no longer finite; ``parameters`` are the last good ones, those with the least loss."""

    def __init__(self, message: str, parameters: Mapping[str, float], advice: str = "try a smaller rate") -> None:
        found = ", ".join(f"{name} = {value:.6g}" for name, value in list(parameters.items())[:8])
        super().__init__(message, hint=f"{advice}; the last good parameters are {found}{', …' if len(parameters) > 8 else ''}")
        self.parameters = parameters


class Step(tuple[Any, ...]):
    """One update of the parameters: new = before − step, with step = rate · gradient.

    ``loss`` and ``gradient`` are those at the parameters before. Names and numbers are put together when they are asked for.
    """

    __slots__ = ()

    epoch: int = property(itemgetter(0))  # type: ignore[assignment]
    batch: int = property(itemgetter(1))  # type: ignore[assignment]  # number of the batch within the epoch
    rate: float = property(itemgetter(2))  # type: ignore[assignment]

    @property
    def loss(self) -> float:
        """The loss before the update, over the samples of the batch."""
        return float(self[4][0])

    @property
    def length(self) -> float:
        """The length of the step: the root of the sum of its squares."""
        return sqrt(self[4][1])

    @property
    def gradient(self) -> dict[str, float]:
        """The derivatives of the loss by the parameters, before the update."""
        return self[5].gradient(self[4])  # type: ignore[no-any-return]

    @property
    def step(self) -> dict[str, float]:
        """What is subtracted from the parameters."""
        return {name: self.rate * slope for name, slope in self.gradient.items()}

    @property
    def before(self) -> dict[str, float]:
        """The parameters before the update."""
        return self[5].parameters(self[3])  # type: ignore[no-any-return]

    @property
    def parameters(self) -> dict[str, float]:
        """The parameters after the update."""
        return self[5].parameters(self[4])  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"<Step {self.epoch}: loss {self.loss:.6g}, {', '.join(f'{name} = {value:.6g}' for name, value in list(self.parameters.items())[:8])}>"


class Descent:
    """An iterator of steps; ``rate`` may be changed between them.

    ``reason`` says why the descent has stopped, and is empty before. ``converged`` tells whether the step became shorter than
    the tolerance. A step raises DivergenceError where the loss grows for several epochs or is no longer finite; ``last_good``
    are the parameters with the least loss then, and None before.
    """

    def __init__(self, objective: Loss, start: Mapping[str, float], rate: float, epochs: int, tolerance: float, batch: int | None) -> None:
        self.objective, self.rate, self.epochs, self.tolerance = objective, rate, epochs, tolerance
        self.reason, self.converged = "", False
        self.last_good: dict[str, float] | None = None
        self._batches = objective.batches(batch)
        self._start = objective.start(start)
        self._steps = self._descend()

    def __setattr__(self, name: str, value: Any) -> None:
        """Set an attribute; a rate is checked. Raises ChainRuleError for one that is not a positive number."""
        if name == "rate":
            check_rate(value)
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"<Descent on {self.objective.output}: rate {self.rate:.6g}, {self.reason or 'not at its end'}>"

    def __iter__(self) -> Iterator[Step]:
        return self._steps

    def __next__(self) -> Step:
        return next(self._steps)

    def finish(self) -> Step:
        """Take all steps that are left, at least one, and return the last. Raises DivergenceError."""
        return deque(self._steps, maxlen=1)[0]

    def _descend(self) -> Iterator[Step]:
        objective, state, make = self.objective, self._start, tuple.__new__
        batches = [(number, batch.run, batch.sizes, batch.rows) for number, batch in enumerate(self._batches, 1)]
        best, enough = state, self.tolerance**2  # the state with the least loss so far
        least, previous, rises = inf, -inf, 0
        for epoch in range(1, self.epochs + 1):
            start, total, longest = state, 0.0, 0.0
            for number, run, sizes, rows in batches:
                rate, before = self.rate, state
                try:
                    state = run(rate, sizes, before, rows)
                except (ValueError, ArithmeticError):
                    state = self._second_try(number, before, epoch, best)
                total += state[0]
                if not state[1] <= longest:  # so also where it is not a number
                    longest = state[1]
                if not -inf < total + longest < inf:
                    state = self._second_try(number, before, epoch, best)
                yield make(Step, (epoch, number, rate, before, state, objective))
            if longest <= enough:
                self.converged, self.reason = True, f"the step is shorter than {self.tolerance:g}"
                return
            if total < least:
                least, best, rises = total, start, 0
                continue
            rises, previous = rises + 1 if total > previous else 0, total
            if rises >= RISES and total > GROWTH * least:
                raise self._diverged(f"the loss grows: {total:.6g} in epoch {epoch}, {least:.6g} at its least", best)
        self.reason = "the limit on epochs is reached"

    def _second_try(self, number: int, state: State, epoch: int, best: State) -> State:
        """Return the state after a step at whose numbers floats stumbled. Raises NumericError in the first epoch, DivergenceError in a later one."""
        try:
            found = self.objective.run(self._batches[number - 1], self.rate, state)
        except NumericError as error:
            if epoch == 1:
                raise
            raise self._diverged(f"in epoch {epoch}, {error.message}", best) from None
        if not isfinite(found[0] + found[1]):
            raise self._diverged(f"in epoch {epoch}, the loss or the step is too large for a number", best)
        return found

    def _diverged(self, what: str, best: State) -> DivergenceError:
        bottomless = best[0] < BOTTOMLESS
        self.reason = f"the descent diverges: {f'{self.objective.output} falls below {best[0]:.3g}' if bottomless else what}"
        self.last_good = self.objective.parameters(best)
        return DivergenceError(self.reason, self.last_good, "it seems to have no least value" if bottomless else "try a smaller rate")


def descend(
    problem: Problem,
    samples: Samples,
    start: Mapping[str, float] | None = None,
    rate: float = 0.1,
    *,
    epochs: int = EPOCHS,
    tolerance: float = TOLERANCE,
    batch: str | int = "all",
    fit: str | Sequence[str] | None = None,
    output: str | None = None,
) -> Descent:
    """Return the steps of gradient descent on a problem's output over samples, as an iterator.

    ``start`` holds the parameters at the start, and the values of names that stay as they are: with ``fit`` only the named
    ones change. The weights and biases of a layered network that it leaves out start at random, the same every time. An output with a value for each sample is
    averaged over the samples; a network's losses become one as its loss says. An epoch goes over all samples once, in batches
    of a size, or with ``batch`` "all" in one update. It stops after so many ``epochs``, or once every step of an epoch is
    shorter than the ``tolerance``.

    Raises ChainRuleError for a rate that is not positive and the like, NumericError for data that do not fit the problem.
    """
    check_settings(rate, epochs, tolerance)
    given = {spelled(name): value for name, value in (start or {}).items()}
    for name, value in given.items():
        check_number(name, value)
    if isinstance(problem.layers, Network):
        given = starting_values(problem.layers) | given
    fitted = tuple(map(spelled, names_in(fit))) if fit is not None else tuple(given)
    if not fitted:
        raise ChainRuleError("there is no parameter to fit", hint='give their values at the start, such as start={"b": 0}, on the command line --start "b=0"')
    without = [name for name in fitted if name not in given]
    if without:
        raise NumericError(f"no value at the start for {listed(without)}", hint="a parameter to fit needs one")
    objective = objective_of(problem, samples, fitted, given, output)
    return Descent(objective, given, rate, epochs, tolerance, batch_size(batch, samples))


def objective_of(problem: Problem, samples: Samples, fit: Sequence[str], values: Mapping[str, float], output: str | None) -> Loss:
    """Return the loss of a problem over samples: by matrices for a layered network with many weights, else by straight-line code."""
    network = problem.layers
    if isinstance(network, Network) and len(network.parameters) > SCALAR_WEIGHTS and output in (None, network.output):
        return LayeredObjective(network, samples, fit)
    fixed = {name: value for name, value in values.items() if name not in fit}
    return Objective(problem, samples, fit, fixed, output=output, over=network.loss.over_samples if isinstance(network, Network) else "mean")


def check_settings(rate: Any, epochs: Any, tolerance: Any) -> None:
    """Raise ChainRuleError for settings without a meaning."""
    check_rate(rate)
    if isinstance(epochs, bool) or not isinstance(epochs, int) or epochs < 1:
        raise ChainRuleError(f"the number of epochs must be a positive whole number, not {epochs!r:.40}")
    if not (isinstance(tolerance, (int, float)) and isfinite(tolerance) and tolerance >= 0):
        raise ChainRuleError(f"the tolerance must be a number from 0 on, not {tolerance!r:.40}")


def check_rate(rate: Any) -> None:
    """Raise ChainRuleError for a rate that is not a positive number."""
    if not (isinstance(rate, (int, float)) and isfinite(rate) and rate > 0):
        raise ChainRuleError(f"the rate must be a positive number, not {rate!r:.40}")


def batch_size(batch: str | int, samples: Samples) -> int | None:
    """Return the size of a batch, None for all samples at once. Raises ChainRuleError for anything else."""
    if batch == "all":
        return None
    text = str(batch)
    if isinstance(batch, bool) or not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise ChainRuleError(f'a batch is "all" or a positive number of samples, not {batch!r:.40}')
    if not samples.columns:
        raise ChainRuleError("there are no samples to go through in batches", hint="give data, or leave the batch out")
    return min(int(text[:9]), samples.count)


def history(steps: Iterable[Step]) -> Iterator[str]:
    """Yield every step as a line of CSV: epoch, batch, loss, the derivatives by the parameters, and the parameters after it."""
    import csv
    import io

    for place, step in enumerate(steps):
        line = io.StringIO()
        writer = csv.writer(line, lineterminator="\n")
        if not place:
            writer.writerow(["epoch", "batch", "loss", *(f"d/d{name}" for name in step.gradient), *step.parameters])
        writer.writerow([step.epoch, step.batch, step.loss, *step.gradient.values(), *step.parameters.values()])
        yield line.getvalue()
