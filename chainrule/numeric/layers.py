"""A layered network in numbers: the loss and its gradient over samples by matrices, one product a layer each way.

Arrays have a row for each sample and a column for each neuron; a weight matrix has a row for each neuron that is left.
Source: Goodfellow, Bengio and Courville, Deep Learning, section 6.5.4 (backpropagation through fully connected layers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import isfinite, sqrt
from typing import Any

from chainrule.errors import NumericError, UnknownName
from chainrule.functions import DEFAULTS, FUNCTIONS
from chainrule.graph.resolve import nearest
from chainrule.networks import Network
from chainrule.networks.activations import SOFTMAX, UNSPECIFIED, usual
from chainrule.numeric.arithmetic import numpy_arithmetic
from chainrule.numeric.data import Samples
from chainrule.numeric.objective import Batch, State
from chainrule.numeric.program import compiled, listed, unchecked
from chainrule.tree import symbol

ROWS = 4_096  # samples that go through the layers at once

Array = Any


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation on arrays: neurons from weighted sums, and what passes back through it.

    ``back`` returns the derivative of the loss by the weighted sums, given that by the neurons.
    """

    forward: Callable[[Array], Array]
    back: Callable[[Array, Array, Array], Array]  # (derivative by the neurons, weighted sums, neurons)


def activation(name: str) -> Activation:
    """Return an activation. Raises NumericError for an unspecified one."""
    if name == SOFTMAX:
        return Activation(softmax, lambda given, _, neurons: neurons * (given - (given * neurons).sum(axis=1, keepdims=True)))
    if name == "linear":
        return Activation(lambda sums: sums, lambda given, _sums, _neurons: given)
    if name in UNSPECIFIED:
        raise NumericError(f"the activation '{name}' is not specified, so the network has no numbers", hint="choose one such as sigmoid or relu")
    row, more = FUNCTIONS[name], tuple(usual(text) for text in DEFAULTS.get(name, ()))
    operation, extra = unchecked(name, numpy_arithmetic()), tuple(float(value.value) for value in more)
    slope = compiled(row.own(symbol("y")) if row.own else row.derivative(0, (symbol("z"), *more)), "zy", numpy_arithmetic())
    return Activation(lambda sums: operation(sums, *extra), lambda given, sums, neurons: given * slope(sums, neurons))


def softmax(sums: Array) -> Array:
    """Return e^z over the sum of its row, shifted so that no exponential overflows."""
    import numpy as np

    raised = np.exp(sums - sums.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


@dataclass(frozen=True, slots=True)
class Cost:
    """A loss on arrays: its value added up over samples and outputs, and its derivative by the outputs, of targets and outputs.

    Both are divided by the number of outputs where ``per_output`` is set.
    """

    value: Callable[[Array, Array], float]
    slope: Callable[[Array, Array], Array]
    per_output: bool = False


def squares(targets: Array, outputs: Array) -> float:
    """Return Σ (y − ŷ)²."""
    return float(((targets - outputs) ** 2).sum())


def weighted_logarithm(weights: Array, values: Array) -> float:
    """Return Σ w·log v, where a term whose weight is 0 is 0."""
    import numpy as np

    return float((weights * np.log(np.where(weights == 0, 1.0, values))).sum())


def quotient(above: Array, below: Array) -> Array:
    """Return above/below, which is 0 where ``above`` is."""
    import numpy as np

    return above / np.where(above == 0, 1.0, below)


COSTS = {
    "sse": Cost(squares, lambda y, a: 2 * (a - y)),
    "ssr": Cost(squares, lambda y, a: 2 * (a - y)),
    "mse": Cost(squares, lambda y, a: 2 * (a - y), per_output=True),
    "half": Cost(lambda y, a: squares(y, a) / 2, lambda y, a: a - y),
    "bce": Cost(lambda y, a: -weighted_logarithm(y, a) - weighted_logarithm(1 - y, 1 - a), lambda y, a: quotient(a - y, a * (1 - a))),
    "cce": Cost(lambda y, a: -weighted_logarithm(y, a), lambda y, a: -quotient(y, a)),
}

# Where an activation and a loss belong together, the derivative by the weighted sums is simpler than its two factors.
TOGETHER: dict[tuple[str, str], Callable[[Array, Array], Array]] = {
    ("sigmoid", "bce"): lambda y, a: a - y,
    (SOFTMAX, "cce"): lambda y, a: a * y.sum(axis=1, keepdims=True) - y,
}


class LayeredObjective:
    """The loss of a layered network over samples, as a function of its weights and biases; see ``Objective``, whose place it takes.

    A state is the loss, the squared length of the step, the gradient, and the parameters after the step; the last two are
    tuples of arrays, for each layer its weights and its biases. ``fit`` names the parameters that change, None all of them.

    Raises NumericError for a missing column and for an unspecified activation or loss, UnknownName for an unknown parameter.
    """

    def __init__(self, network: Network, samples: Samples, fit: Sequence[str] | None = None) -> None:
        self.network, self.samples = network, samples
        self.names = tuple(grid for layer in network.layers for grid in (layer.weights, (layer.biases,)))
        self.fit = network.parameters if fit is None else tuple(fit)
        check_fit(network, self.fit)
        if network.loss_name not in COSTS:
            raise NumericError(f"the loss {network.output} is not specified, so it has no numbers", hint=f"choose one of {', '.join(COSTS)}")
        self._cost = COSTS[network.loss_name]
        self._activations = tuple(activation(layer.activation) for layer in network.layers)
        self._together = TOGETHER.get((network.layers[-1].activation, network.loss_name))
        self._share = (1 / network.sizes[-1] if self._cost.per_output else 1.0), network.loss.over_samples == "mean"
        self._masks = tuple(self._mask(grid) for grid in self.names)
        self._inputs, self._targets = stacked(samples, network.inputs), stacked(samples, network.targets)

    @property
    def output(self) -> str:
        """The name of the loss."""
        return self.network.output

    @property
    def reduction(self) -> str:
        """How the losses of the samples become one: "sum" or "mean"."""
        return "mean" if self._share[1] else "sum"

    def _mask(self, grid: Sequence[Sequence[str | None]]) -> Array | None:
        """Return 1 where a parameter changes and 0 where it does not; None where all do."""
        import numpy as np

        fitted = set(self.fit)
        mask = np.array([[name in fitted for name in row] for row in grid], dtype=float)
        return None if mask.all() else mask

    def start(self, parameters: Mapping[str, float]) -> State:
        """Return the state before the first step; what is fixed at zero or left out is 0. Raises NumericError for a missing value."""
        import numpy as np

        missing = [name for name in self.network.parameters if name not in parameters]
        if missing:
            raise NumericError(f"no value at the start for {listed(missing)}")
        arrays = tuple(np.array([[0.0 if name is None else float(parameters[name]) for name in row] for row in grid]) for grid in self.names)
        return 0.0, 0.0, arrays, arrays

    def gradient(self, state: State) -> dict[str, float]:
        """Return the derivatives of the loss that a state holds, by the parameters before the step."""
        fitted = set(self.fit)
        return {name: value for name, value in self._named(state[2]) if name in fitted}

    def parameters(self, state: State) -> dict[str, float]:
        """Return the parameters that a state holds, those after the step."""
        return dict(self._named(state[3]))

    def _named(self, arrays: Sequence[Array]) -> Iterator[tuple[str, float]]:
        for grid, array in zip(self.names, arrays, strict=True):
            for row, values in zip(grid, array.tolist(), strict=True):
                yield from ((name, value) for name, value in zip(row, values, strict=True) if name is not None)

    def batches(self, size: int | None = None) -> list[Batch]:
        """Return the samples in batches of a size, or as one."""
        count = self.samples.count
        size = min(size or count, count)
        return [self._batch(first, min(first + size, count)) for first in range(0, count, size)]

    def _batch(self, first: int, last: int) -> Batch:
        rows = [(self._inputs[start : min(start + ROWS, last)], self._targets[start : min(start + ROWS, last)]) for start in range(first, last, ROWS)]
        return Batch(self._step, (last - first,), rows, first, last)

    def _step(self, rate: float, sizes: Sequence[int], state: Sequence[Any], rows: Sequence[tuple[Any, ...]]) -> State:
        """Return the state after a step of gradient descent."""
        import numpy as np

        with np.errstate(all="ignore"):
            scale = self._share[0] / (sizes[0] if self._share[1] else 1)
            parts = [self.backward(state[3], inputs, targets) for inputs, targets in rows]
            loss = scale * sum(part[0] for part in parts)
            gradient = tuple(scale * reduce(np.add, arrays) for arrays in zip(*(part[1] for part in parts), strict=True))
            gradient = tuple(slope if mask is None else slope * mask for slope, mask in zip(gradient, self._masks, strict=True))
            steps = [rate * slope for slope in gradient]
            length = sum(float(np.vdot(step, step)) for step in steps)
            return loss, length, gradient, tuple(old - step for old, step in zip(state[3], steps, strict=True))

    def forward(self, parameters: Sequence[Array], inputs: Array) -> list[tuple[Array, Array, Array]]:
        """Return, for every layer, what comes in, the weighted sums and the neurons."""
        passed = []
        for place, function in enumerate(self._activations):
            sums = inputs @ parameters[2 * place] + parameters[2 * place + 1]
            neurons = function.forward(sums)
            passed.append((inputs, sums, neurons))
            inputs = neurons
        return passed

    def backward(self, parameters: Sequence[Array], inputs: Array, targets: Array) -> tuple[float, list[Array]]:
        """Return the loss added up over some samples, and its derivative by the weights and biases of each layer in turn."""
        passed = self.forward(parameters, inputs)
        outputs = passed[-1][2]
        given = None if self._together else self._cost.slope(targets, outputs)
        gradient: list[Array] = []
        for place in reversed(range(len(passed))):
            before, sums, neurons = passed[place]
            last = place == len(passed) - 1
            delta = self._together(targets, outputs) if self._together and last else self._activations[place].back(given, sums, neurons)
            gradient += (delta.sum(axis=0, keepdims=True), before.T @ delta)
            given = delta @ parameters[2 * place].T if place else None
        return self._cost.value(targets, outputs), gradient[::-1]

    def run(self, batch: Batch, rate: float, state: State) -> State:
        """Return the next state. Raises NumericError, naming the neuron and the sample, where a number is not finite."""
        found = batch.run(rate, batch.sizes, state, batch.rows)
        if isfinite(found[0]) and isfinite(found[1]):
            return found
        raise self.fault(batch, state)

    def fault(self, batch: Batch, state: State) -> NumericError:
        """Return the error for numbers that are not finite after a state: the first neuron that is not, and its first sample."""
        import numpy as np

        first = batch.first
        with np.errstate(all="ignore"):
            for inputs, _ in batch.rows:
                for layer, (_, sums, neurons) in zip(self.network.layers, self.forward(state[3], inputs), strict=True):
                    for names, values in ((layer.weighted if layer.split else layer.neurons, sums), (layer.neurons, neurons)):
                        places = np.argwhere(~np.isfinite(values))
                        if len(places):
                            return NumericError(f"{names[places[0][1]]} is not a finite real number at sample {first + places[0][0] + 1}")
                first += len(inputs)
        return NumericError(f"{self.output} or its derivative is not a finite real number at these parameters")


def check_fit(network: Network, fit: Sequence[str]) -> None:
    """Raise UnknownName for a name that is no weight or bias of the network."""
    known = set(network.parameters)
    for name in fit:
        if name not in known:
            raise UnknownName(f"'{name}' is not a weight or bias of this network", hint=nearest(name, known))


def stacked(samples: Samples, names: Sequence[str]) -> Array:
    """Return some columns side by side, a row for each sample. Raises NumericError for those that the data do not have."""
    import numpy as np

    columns = [samples.column(name) for name in names]
    missing = [name for name, column in zip(names, columns, strict=True) if column is None]
    if missing:
        raise samples.missing(missing)
    return np.stack([np.asarray(column, dtype=float) for column in columns], axis=1)


def starting_values(network: Network, seed: int = 0) -> dict[str, float]:
    """Return random weights to start from, the same for the same seed; biases are 0.

    Source: Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks (2010), equation 16.
    """
    import random

    draw = random.Random(seed)  # noqa: S311  # no secret depends on it
    found: dict[str, float] = {}
    for layer in network.layers:
        reach = sqrt(6 / (len(layer.inputs) + len(layer.neurons)))
        found |= {name: draw.uniform(-reach, reach) for row in layer.weights for name in row if name is not None}
        found |= {name: 0.0 for name in layer.biases if name is not None}
    return found
