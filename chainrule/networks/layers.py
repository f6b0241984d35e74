"""The layer structure of a network: what its names are, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from chainrule.networks.losses import LOSSES, Loss
from chainrule.networks.names import Names


@dataclass(frozen=True, slots=True)
class Layer:
    """A dense layer: neuron j is activation(Σ weights[i][j]·inputs[i] + biases[j]).

    Entries are names; those of weights and biases that are fixed at zero (``zero``) or left out are None. ``weighted`` are the
    names of the weighted sums: of quantities if ``split``, else the neuron is one quantity and they are only at hand.
    ``total`` names the sum that a wide softmax divides by.
    """

    inputs: tuple[str, ...]
    neurons: tuple[str, ...]
    weighted: tuple[str, ...]
    weights: tuple[tuple[str | None, ...], ...]
    biases: tuple[str | None, ...]
    activation: str
    split: bool
    total: str | None = None
    zero: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the weights, neuron by neuron, and the biases, without those fixed at zero."""
        columns = zip(*self.weights, strict=True)
        return tuple(filter(None, chain(chain.from_iterable(columns), self.biases)))

    @property
    def quantities(self) -> tuple[str, ...]:
        """The names that the layer defines."""
        return (*(self.weighted if self.split else ()), *([self.total] if self.total else ()), *self.neurons)

    def silent(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each neuron that some input does not reach, with those inputs."""
        for neuron, column in zip(self.neurons, zip(*self.weights, strict=True), strict=True):
            cut = tuple(name for name, weight in zip(self.inputs, column, strict=True) if weight is None)
            if cut:
                yield neuron, cut


@dataclass(frozen=True, slots=True)
class Network:
    """A layered network as it was asked for; ``targets`` are what the outputs should be, ``output`` is the loss's name."""

    sizes: tuple[int, ...]
    layers: tuple[Layer, ...]
    loss_name: str
    output: str
    targets: tuple[str, ...]
    names: Names

    def __str__(self) -> str:
        functions = dict.fromkeys(layer.activation for layer in self.layers)
        return f"{'-'.join(map(str, self.sizes))} network, {', '.join(functions)}, {self.loss.title}"

    @property
    def loss(self) -> Loss:
        """The row of the loss in the table."""
        return LOSSES[self.loss_name]

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return self.layers[0].inputs

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the last layer's neurons."""
        return self.layers[-1].neurons

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of all weights and biases, layer by layer."""
        return tuple(chain.from_iterable(layer.parameters for layer in self.layers))

    @property
    def quantities(self) -> tuple[str, ...]:
        """Every name in the network."""
        return (*self.inputs, *self.parameters, *(name for layer in self.layers for name in layer.quantities), *self.targets, self.output)

    def notes(self) -> Iterator[str]:
        """Yield what the weights fixed at zero do, one sentence for each neuron that they keep something from."""
        for layer in self.layers:
            zero = set(layer.zero)
            for neuron, cut in layer.silent() if zero else ():
                yield f"{listed(cut)} {'does' if len(cut) == 1 else 'do'} not reach {neuron}: the weight{'s are' if len(cut) > 1 else ' is'} fixed at zero"

    def cut(self, name: str) -> str | None:
        """Return why a name that the loss does not depend on has no way to it, or None where the name is not in the network."""
        if any(name in layer.zero for layer in self.layers):
            return f"{name} is fixed at zero"
        return f"every way from {name} to {self.output} passes a weight that is fixed at zero" if name in self.quantities else None


def listed(names: tuple[str, ...]) -> str:
    """Return names as a sentence has them: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
