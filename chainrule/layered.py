"""Building a network: sizes, activations and a loss become definitions in layer-and-index notation."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress, cycle, islice, pairwise

from chainrule.columns import products, symbols
from chainrule.errors import ChainRuleError, LimitExceeded, ProblemError, UnknownName
from chainrule.networks.activations import SOFTMAX, WIDEST_SOFTMAX, activated, each_layer, exponential, softmax
from chainrule.networks.layers import Layer, Network
from chainrule.networks.losses import LOSSES, Loss
from chainrule.networks.names import Names, Naming, scheme
from chainrule.notation.names import canonical
from chainrule.problem import Definition, Problem, Reading, names_in
from chainrule.tree import ONE, ZERO, Tree, add, node, symbol

MOST_WEIGHTS = 2_000_000
WHOLE_WEIGHTS = 1_000  # up to so many weights a neuron is one quantity unless asked otherwise; beyond, its weighted sum has a name
ORDERS = ("from-to", "to-from")


def network(
    layers: str | Sequence[int],
    activation: str | Sequence[str] = "sigmoid",
    loss: str = "sse",
    *,
    bias: bool = True,
    zero: str | Iterable[str] = (),
    order: str = "from-to",
    naming: str | Naming | None = None,
    names: Mapping[str, str] | None = None,
) -> Problem:
    """Return a layered network with its loss as a problem in layer-and-index notation.

    ``layers`` are the numbers of inputs, of neurons in each hidden layer, and of outputs: (4, 3, 2, 1) or "4-3-2-1".
    ``activation`` is one for all layers or one for each, ["relu", "linear"] or "relu,linear": a function of the table, "linear",
    "softmax", or an unspecified "f". ``loss`` is "sse", "mse", "half", "ssr", "bce", "cce" or "abstract". ``zero`` names weights and biases fixed at zero.
    ``order`` says which neuron a weight's first index means: w_{ij}^{(k)} goes from i to j ("from-to") or to i from j
    ("to-from"). ``naming`` is a scheme: "O" (neurons O_{kj}), "a" (z_j^{(k)}, a_j^{(k)}), "h" (z_j^{(k)}, h_j^{(k+1)}), "plain" (z1,
    a1, …, one neuron a layer), or a Naming; None is "O", and "a" for more than 1,000 weights. ``names`` gives names of one's own: {"x1": "age"}.

    The problem asks for the derivative of the loss by every weight and bias. Raises ChainRuleError for sizes that are not
    positive, an unknown activation, loss, order or naming, and UnknownName for a zero that is no weight or bias.

    >>> problem = network("2-1", "linear")
    >>> [definition.name for definition in problem.definitions], problem.wrt
    (['O_11', 'L'], ('w_11^(1)', 'w_21^(1)', 'b_1^(1)'))
    """
    sizes = layer_sizes(layers)
    functions = each_layer(activation, len(sizes) - 1)
    row = chosen_loss(loss, sizes[-1])
    if order not in ORDERS:
        raise ChainRuleError(f"unknown order of indices '{order}'", hint=f"choose one of {', '.join(ORDERS)}")
    weights = sum(before * after for before, after in pairwise(sizes))
    found = scheme(naming if naming is not None else "O" if weights <= WHOLE_WEIGHTS else "a", sizes)
    index = "i" if row.over_samples == "data" else ""
    spelled = Names(found, max(*sizes, len(sizes)) > 9, order == "to-from", len(sizes) - 1, sizes[-1] == 1, given_names(names or {}), index)
    return _Build(sizes, functions, row, spelled, frozenset(map(canonical, names_in(zero))), bias).problem()


def layer_sizes(layers: str | Sequence[int]) -> tuple[int, ...]:
    """Return the sizes of layers, the inputs first: "4-3-2-1" or (4, 3, 2, 1).

    Raises ChainRuleError for sizes that are not positive whole numbers, and LimitExceeded for too many weights.
    """
    parts = layers.replace(",", "-").replace(" ", "").split("-") if isinstance(layers, str) else list(layers)
    sizes = tuple(_size(part) for part in parts)
    if len(sizes) < 2:
        raise ChainRuleError("a network has at least an input layer and an output layer", hint="write the sizes of its layers, such as 4-3-2-1")
    weights = sum(before * after for before, after in pairwise(sizes))
    if weights > MOST_WEIGHTS:
        raise LimitExceeded(f"this network has {weights:,} weights; the limit is {MOST_WEIGHTS:,}")
    return sizes


def _size(part: str | int) -> int:
    if isinstance(part, str) and part.isascii() and part.isdigit() and len(part) <= 9:
        part = int(part)
    if isinstance(part, bool) or not isinstance(part, int) or part < 1:
        raise ChainRuleError(f"the size of a layer must be a positive whole number, not {part!r:.40}", hint="write the sizes of the layers, such as 4-3-2-1")
    return part


def chosen_loss(name: str, outputs: int) -> Loss:
    """Return a loss by its name. Raises ChainRuleError for one that is not known or does not fit the number of outputs."""
    row = LOSSES.get(name.lower())
    if row is None:
        close = difflib.get_close_matches(name.lower(), LOSSES, n=1)
        known = ", ".join(f"{each.name} ({each.title})" for each in LOSSES.values())
        raise ChainRuleError(f"unknown loss '{name}'", hint=(f"did you mean '{close[0]}'? " if close else "") + f"known are {known}")
    if outputs < row.fewest:
        raise ChainRuleError(f"{row.title} needs at least {row.fewest} outputs", hint="for one output choose bce, the binary cross-entropy")
    return row


def given_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return the reader's own names by the names that they replace, both in canonical spelling."""
    return {canonical(old): canonical(new) for old, new in names.items()}


@dataclass(frozen=True, slots=True)
class _Build:
    """One network being built, layer by layer."""

    sizes: tuple[int, ...]
    functions: tuple[str, ...]
    loss: Loss
    names: Names
    zero: frozenset[str]
    bias: bool

    def problem(self) -> Problem:
        """Return the definitions of every neuron and of the loss."""
        layers: list[Layer] = []
        for k, function in enumerate(self.functions, 1):
            layers.append(self.layer(k, function, layers[-1].neurons if layers else self.names.neurons(0, self.sizes[0])))
        targets = self.names.targets(self.sizes[-1])
        output = self.names.own.get(self.loss.output, self.loss.output)
        built = Network(self.sizes, tuple(layers), self.loss.name, output, targets, self.names)
        check_names(built, self.zero)
        return problem_of(built)

    def layer(self, k: int, function: str, inputs: tuple[str, ...]) -> Layer:
        """Return layer ``k`` with the names of everything in it."""
        names, count = self.names, self.sizes[k]
        all_weights = names.weights(k, len(inputs), count)
        all_biases = names.biases(k, count) if self.bias else ()
        weights = tuple(tuple(map(self.kept, row)) for row in all_weights) if self.zero else all_weights
        biases = tuple(map(self.kept, all_biases)) if self.bias else (None,) * count
        zero = tuple(name for row in (*all_weights, all_biases) for name in row if name in self.zero) if self.zero else ()
        split = names.naming.weighted is not None or function == SOFTMAX
        total = names.total(k) if function == SOFTMAX and count > WIDEST_SOFTMAX else None
        return Layer(inputs, names.neurons(k, count), names.weighted(k, count), weights, biases, function, split, total, zero)

    def kept(self, name: str) -> str | None:
        return None if name in self.zero else name


def problem_of(built: Network) -> Problem:
    """Return a network as a problem: the definitions of its neurons and of its loss, asked for by every weight and bias."""
    loss = loss_of_sample(built)
    if built.names.sample:
        loss = node("sum", built.names.sample, (loss, ONE, symbol("n")))
    definitions = (*definitions_of(built), Definition(built.output, loss))
    return Problem(str(built), definitions, built.output, built.parameters, readings=tuple(map(Reading, built.notes())), layers=built)


def definitions_of(built: Network) -> Iterator[Definition]:
    """Yield the definitions of a network's neurons, layer by layer."""
    for layer in built.layers:
        yield from defined(layer)


def loss_of_sample(built: Network) -> Tree:
    """Return the loss of one sample."""
    return built.loss.of(tuple(map(symbol, built.targets)), tuple(map(symbol, built.outputs)))


def apart(built: Network) -> Network:
    """Return a network whose weighted sums are quantities of their own."""
    return replace(built, layers=tuple(replace(layer, split=True) for layer in built.layers))


def check_names(built: Network, zero: frozenset[str]) -> None:
    """Raise UnknownName for a zero or a renamed quantity that the network does not have, ProblemError for one name for two things."""
    fixed = {name for layer in built.layers for name in layer.zero}
    for name in sorted(zero - fixed):
        close = difflib.get_close_matches(name, (*built.parameters, *fixed), n=1)
        hint = f"did you mean '{close[0]}'?" if close else "weights are named as in w_11^(1)"
        raise UnknownName(f"'{name}' is not a weight or bias of this network", hint=hint)
    own = built.names.own
    if not own:
        return
    used = Counter((*built.quantities, *fixed))
    for old, new in own.items():
        count = sum(used[name] for name in {new, built.names.indexed(new)})
        if count == 0:
            raise UnknownName(f"'{old}' is not in this network", hint=f"it has {', '.join(built.quantities[:8])}, …")
        if count > 1:
            raise ProblemError(f"'{new}' would name two quantities of this network", hint="give each a name of its own")


def defined(layer: Layer) -> Iterator[Definition]:
    """Yield the definitions of a layer: the weighted sums where they are quantities of their own, then the neurons."""
    sums = weighted_sums(layer)
    if layer.split:
        yield from map(Definition, layer.weighted, sums)
        sums = tuple(map(symbol, layer.weighted))
    if layer.activation != SOFTMAX:
        yield from map(Definition, layer.neurons, activated(layer.activation, sums))
        return
    if layer.total is not None:
        yield Definition(layer.total, add(*map(exponential, sums)))
    yield from map(Definition, layer.neurons, softmax(sums, None if layer.total is None else symbol(layer.total)))


def weighted_sums(layer: Layer) -> tuple[Tree, ...]:
    """Return Σ weights·inputs + bias for every neuron, without what is fixed at zero."""
    columns = list(zip(*layer.weights, strict=True))
    weights = list(chain.from_iterable(columns))
    terms = products(symbols(filter(None, weights)), compress(cycle(symbols(layer.inputs)), weights))
    sums: list[Tree] = []
    for column, bias in zip(columns, layer.biases, strict=True):
        kept = islice(terms, len(column) - (column.count(None) if layer.zero else 0))
        added = (*kept, symbol(bias)) if bias is not None else tuple(kept)
        sums.append(node("add", None, added) if len(added) > 1 else added[0] if added else ZERO)
    return tuple(sums)
