"""Backpropagation written out: a delta for every neuron, defined once, and every weight's derivative and update in terms of it.

The delta of a neuron is the derivative of the loss by its weighted sum. The local derivatives are those of the calculus; what
is added here is the order in which they are put together, layer by layer from the last to the first.
Source: Nielsen, Neural Networks and Deep Learning, chapter 2 (the four equations of backpropagation).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chainrule.calculus.local import local_derivatives
from chainrule.calculus.local_derivative import LocalDerivative, product
from chainrule.errors import UnknownName
from chainrule.graph.resolve import nearest
from chainrule.graph.whole import whole_graph
from chainrule.kept import kept
from chainrule.layered import apart, defined, definitions_of, loss_of_sample
from chainrule.networks import Layer, Network
from chainrule.networks.activations import SOFTMAX
from chainrule.notation.names import canonical
from chainrule.problem import Definition, Problem
from chainrule.tree import ONE, ZERO, Tree, derivative, mul, neg, node, symbol, total

RATE = "η"

# Where an activation and a loss belong together, the delta of the last layer is ŷ − y: because of what, where that needs a word.
SHORTER = {("sigmoid", "bce"): "", (SOFTMAX, "cce"): "because the targets of a sample add up to 1"}


@dataclass(frozen=True, slots=True)
class Line:
    """An equation of backpropagation: its left side, what it equals, form by form, and why, where that needs a word."""

    left: Tree
    sides: tuple[Tree, ...]
    note: str = ""


class Backpropagation:
    """The equations of a network's backward pass, each worked out when it is asked for.

    A delta is written by those of the layer after it. Its sides are the chain rule, the same with the local derivatives put in
    (σ′ in z), the same with σ′ in the neuron's own value, and a shorter form where the loss and the activation have one.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.rate = RATE if RATE not in network.quantities else f"{RATE}_1"
        self._layers = apart(network).layers
        self._edges = sample_edges(network)

    @kept
    def _places(self) -> dict[str, tuple[int, int, int]]:
        """For every weight and bias its layer, the input that it multiplies (-1 for a bias) and the neuron that it enters."""
        found: dict[str, tuple[int, int, int]] = {}
        for k, layer in enumerate(self._layers, 1):
            for i, row in enumerate((*layer.weights, layer.biases)):
                place = i if i < len(layer.weights) else -1
                found.update((name, (k, place, j)) for j, name in enumerate(row) if name is not None)
        return found

    @property
    def sums(self) -> Iterator[Line]:
        """The weighted sums that the network does not name itself, and the neurons in terms of them."""
        for layer, whole in zip(self._layers, self.network.layers, strict=True):
            if not whole.split:
                yield from (Line(symbol(definition.name), (definition.tree,)) for definition in defined(layer))

    @property
    def deltas(self) -> Iterator[Line]:
        """The deltas of all neurons, the last layer first."""
        for k in range(len(self._layers), 0, -1):
            yield from (self.delta(k, j) for j in range(1, len(self._layers[k - 1].neurons) + 1))

    @property
    def gradient(self) -> Iterator[Line]:
        """The derivative of the loss by every weight and bias, layer by layer."""
        return map(self.slope, self.network.parameters)

    def delta(self, k: int, j: int) -> Line:
        """Return the delta of neuron ``j`` of layer ``k``, both counted from 1."""
        layer = self._layers[k - 1]
        left, z = symbol(self.network.names.delta(k, j)), layer.weighted[j - 1]
        users = layer.neurons if layer.activation == SOFTMAX else (layer.neurons[j - 1],)
        above = {name: found for name in users if (found := self._above(k, name))}
        if not above:
            return Line(left, (ZERO,), f"no way leads from {z} to {self.network.output}")
        sign = "∂" if len(users) > 1 else "d"
        sides = [total([product([chain, derivative(name, z, sign=sign)]) for name, (chain, _) in above.items()])]
        sides += [total([product([value, form[name]]) for name, (_, value) in above.items()]) for form in self._slopes(layer, j)]
        shorter = SHORTER.get((layer.activation, self.network.loss_name)) if k == len(self._layers) else None
        if shorter is not None:
            sides.append(symbol(layer.neurons[j - 1]) - symbol(self.network.targets[j - 1]))
        return Line(left, distinct(sides), shorter or "")

    def _above(self, k: int, neuron: str) -> tuple[Tree, Tree] | None:
        """Return the derivative of the loss by a neuron of layer ``k``, as the chain rule says it and as it is; None for 0."""
        if k == len(self._layers):
            edge = self._edges.get((self.network.output, neuron))
            return (edge.left, edge.tree) if edge else None
        users = [(self.network.names.delta(k + 1, m), edge) for m, z in enumerate(self._layers[k].weighted, 1) if (edge := self._edges.get((z, neuron)))]
        if not users:
            return None
        chain = total([product([symbol(delta), edge.left]) for delta, edge in users])
        return chain, total([product([symbol(delta), edge.tree]) for delta, edge in users])

    def _slopes(self, layer: Layer, j: int) -> Iterator[dict[str, Tree]]:
        """Yield the derivatives of a layer's neurons by one weighted sum: in z, and in the neurons' own values."""
        own = layer.neurons[j - 1]
        if layer.activation == SOFTMAX:
            yield {name: softmax_slope(name, own) for name in layer.neurons}
            return
        edge = self._edges[own, layer.weighted[j - 1]]
        yield {own: edge.tree}
        if edge.own is not None:
            yield {own: edge.own.tree}

    def slope(self, name: str) -> Line:
        """Return the derivative of the loss by a weight or a bias: the delta of the neuron that it enters times what comes in.

        Raises UnknownName for another name.
        """
        network, wanted = self.network, canonical(name)
        if wanted not in self._places:
            raise UnknownName(f"'{name}' is not a weight or bias of this network", hint=nearest(wanted, self._places))
        k, i, j = self._places[wanted]
        layer, delta = self._layers[k - 1], symbol(network.names.delta(k, j + 1))
        chain = mul(delta, derivative(layer.weighted[j], wanted, sign="∂"))
        value = delta if i < 0 else mul(delta, symbol(layer.inputs[i]))
        return Line(derivative(network.output, wanted, sign="∂"), distinct([self._over_data(chain), self._over_data(value)]))

    def _over_data(self, tree: Tree) -> Tree:
        """Return what the samples add up to, where the loss is a sum over the data."""
        index = self.network.names.sample
        return node("sum", index, (tree, ONE, symbol("n"))) if index else tree

    @property
    def rule(self) -> Line:
        """The update of any weight: w_new = w_old − η ∂L/∂w_old."""
        return Line(symbol("w_new"), (self._updated("w_old", derivative(self.network.output, "w_old", sign="∂")),))

    def update(self, name: str) -> Line:
        """Return the update of one weight or bias."""
        line = self.slope(name)
        return Line(symbol(canonical(name)), tuple(self._updated(canonical(name), side) for side in (line.left, line.sides[-1])))

    def _updated(self, name: str, slope: Tree) -> Tree:
        return symbol(name) - product([symbol(self.rate), slope])


def sample_edges(network: Network) -> dict[tuple[str, str], LocalDerivative]:
    """Return the local derivatives between the neurons, their weighted sums and the loss of one sample, by (of, by) names."""
    separate = apart(network)
    definitions = (*definitions_of(separate), Definition(network.output, loss_of_sample(separate)))
    graph = whole_graph(Problem("", definitions, network.output))
    moved = {graph.ids[name] for layer in separate.layers for name in layer.weighted if name in graph.ids}
    return {(edge.of, edge.wrt): edge for edge in local_derivatives(graph, moved)}


def softmax_slope(neuron: str, own: str) -> Tree:
    """Return the derivative of a softmax neuron by the weighted sum of the neuron ``own``, in the neurons' values."""
    return mul(symbol(own), ONE - symbol(own)) if neuron == own else neg(mul(symbol(neuron), symbol(own)))


def distinct(sides: Sequence[Tree]) -> tuple[Tree, ...]:
    """Return the sides without one that repeats the side before it."""
    return tuple(side for place, side in enumerate(sides) if place == 0 or side != sides[place - 1])
