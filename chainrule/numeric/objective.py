"""A problem's loss over data as a function of its parameters: its value, its gradient, and one step of gradient descent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from math import isfinite
from typing import Any

from chainrule.errors import NumericError
from chainrule.graph import decompose
from chainrule.kept import kept
from chainrule.notation.names import spelled
from chainrule.numeric.data import Samples
from chainrule.numeric.kernel import CHUNK, FLOAT_SAMPLES, Compiled, Kernel
from chainrule.numeric.line import line
from chainrule.numeric.matching import COUNT, aligned, matched
from chainrule.numeric.over_data import first_fault, not_finite
from chainrule.numeric.tape import SAMPLE_NUMBER, Tape
from chainrule.problem import Problem
from chainrule.recurrences import with_steps

RATE = "learning rate"  # an input of the tape; no reader's name has a space

State = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Samples from ``first`` to before ``last``, ready for a kernel: ``run(rate, sizes, state, rows)`` is the next state."""

    run: Compiled
    sizes: tuple[int, ...]
    rows: Sequence[tuple[Any, ...]]
    first: int
    last: int


class Objective:
    """The loss of a problem over samples, as a function of the parameters ``fit``.

    An output with a value for each sample is averaged over the samples, or added up where ``over`` is "sum"; ``reduction``
    says which, and is empty where the output is one number by itself. ``values`` belong to names that stay as they are.

    A state is the loss, the squared length of the step, the gradient, and the parameters after the step, which is the gradient
    times the rate, subtracted. Running a batch makes the next state of one.

    Raises NumericError for a name with neither a column nor a value, UnknownName for a parameter that is not in the problem.
    """

    def __init__(
        self, problem: Problem, samples: Samples, fit: Sequence[str], values: Mapping[str, float], *, output: str | None = None, over: str = "mean"
    ) -> None:
        self.fit, self.samples = tuple(map(spelled, fit)), samples
        same = aligned(with_steps(problem, output), samples)
        self.graph, self._written = decompose(same.problem, self.fit, output and same.name(output)), same.written
        match = matched(self.graph, samples, self.fit, values)
        self._tape = tape = Tape(self.graph, match.columns)
        loss = tape.nodes[self.graph.output]
        self.reduction = over if loss in tape.sampled else ""
        self._loss = loss if not self.reduction else tape.mean(loss) if over == "mean" else tape.total(loss)
        self._columns = {tape.input(name): column for name, column in match.columns.items()} | {tape.input(SAMPLE_NUMBER): range(1, samples.count + 1)}
        self._known = {tape.input(name): value for name, value in match.known.items()}
        self._sizes = [tape.input(name) for name in (COUNT, *match.sizes)]
        self._kernel = self._compiled()

    def _compiled(self) -> Kernel:
        """Return the kernel of one step of gradient descent."""
        tape = self._tape
        parameters, rate = [tape.input(name) for name in self.fit], tape.input(RATE)
        slopes = tape.gradient(self._loss, parameters)
        gradient = [slopes[slot] for slot in parameters]
        steps = [tape.emit("mul", rate, slope) for slope in gradient]
        length = reduce(partial(tape.emit, "add"), [tape.emit("mul", step, step) for step in steps])
        new = [tape.emit("add", old, tape.emit("neg", step)) for old, step in zip(parameters, steps, strict=True)]
        return Kernel(line(tape, [self._loss, length, *gradient, *new], self._known), rate, self._sizes, parameters, list(self._columns))

    @property
    def output(self) -> str:
        """The name of the quantity that the loss is, or is the mean or the sum of."""
        name = self.graph.nodes[self.graph.output].name
        return self._written.get(name, name)

    def start(self, parameters: Mapping[str, float]) -> State:
        """Return the state before the first step."""
        return (0.0, 0.0, *(0.0 for _ in self.fit), *(float(parameters[name]) for name in self.fit))

    def gradient(self, state: State) -> dict[str, float]:
        """Return the derivatives of the loss that a state holds, by the parameters before the step."""
        return dict(zip(self.fit, state[2:], strict=False))

    def parameters(self, state: State) -> dict[str, float]:
        """Return the parameters that a state holds, those after the step."""
        return dict(zip(self.fit, state[2 + len(self.fit) :], strict=True))

    def batches(self, size: int | None = None) -> list[Batch]:
        """Return the samples in batches of a size, or as one: on floats where a batch is small, else on arrays."""
        count = self.samples.count
        size = min(size or count, count)
        return [self._batch(first, min(first + size, count)) for first in range(0, count, size)]

    def _batch(self, first: int, last: int) -> Batch:
        sizes = (last - first,) * len(self._sizes)
        if last - first <= FLOAT_SAMPLES:
            rows = zip(*(self._columns[slot][first:last] for slot in self._kernel.columns), strict=True)
            return Batch(self._kernel.on_floats, sizes, list(rows), first, last)
        chunks = [self._chunk(self._kernel.columns, start, min(start + CHUNK, last)) for start in range(first, last, CHUNK)]
        return Batch(self._kernel.on_arrays, sizes, chunks, first, last)

    def _chunk(self, slots: Sequence[int], first: int, last: int) -> tuple[Any, ...]:
        """Return the entries of some columns from one sample to before another, as arrays that share their memory."""
        return tuple(self._arrays[slot][first:last] for slot in slots)

    @kept
    def _arrays(self) -> dict[int, Any]:
        import numpy as np

        return {slot: np.asarray(column, dtype=float) for slot, column in self._columns.items()}

    def at(self, parameters: Mapping[str, float]) -> State:
        """Return the loss and the gradient at some parameters, as the state after a step of length 0."""
        return self.run(self.batches()[0], 0.0, self.start(parameters))

    def run(self, batch: Batch, rate: float, state: State) -> State:
        """Return the next state. Raises NumericError, naming the quantity and the sample, where a number is not finite."""
        try:
            found = batch.run(rate, batch.sizes, state, batch.rows)
        except (ValueError, ArithmeticError):  # floats refuse what arrays carry on with, such as the exponential of 1000
            found = self._kernel.on_arrays(rate, batch.sizes, state, [self._chunk(self._kernel.columns, batch.first, batch.last)])
        if isfinite(found[0]) and isfinite(found[1]):
            return found
        raise self.fault(batch, state)

    def fault(self, batch: Batch, state: State) -> NumericError:
        """Return the error for numbers that are not finite after a state: the first quantity that is not, and its first sample."""
        tape, nodes = self._tape, self.graph.nodes
        given = dict(zip(self._sizes, batch.sizes, strict=True)) | {tape.input(name): value for name, value in self.parameters(state).items()}
        columns = {slot: column[batch.first : batch.last] for slot, column in self._columns.items()}
        found = first_fault(tape, {**self._known, **given}, columns, batch.last - batch.first)
        if found is not None:
            return not_finite(self._written.get(nodes[found[0]].name, nodes[found[0]].name), None if found[1] is None else batch.first + found[1])
        return NumericError(f"the derivative of {self.output} is not a finite real number at these parameters")
