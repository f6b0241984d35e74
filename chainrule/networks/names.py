"""How the quantities of a layered network are named: a table of schemes, each a set of patterns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chainrule.errors import ChainRuleError
from chainrule.notation.indices import with_index

INDEX = "\0"  # stands for the number of a neuron where a pattern is filled in once for a whole layer


@dataclass(frozen=True, slots=True)
class Naming:
    """Patterns for canonical names.

    ``{k}`` is the layer (1 is the first one after the inputs), ``{next}`` the layer after it, ``{j}`` the neuron, ``{i}`` the
    input. ``{ij}`` are the neuron that a weight leaves and the one that it enters, ``{kj}`` layer and neuron, with a comma
    between the two where one of them may have two digits. Without ``weighted`` a neuron is one quantity,
    f(Σ weights·inputs + bias); with it the weighted sum is a quantity of its own. ``last`` names the neurons of the last
    layer, ``only`` the target of a lone one.
    """

    neuron: str
    weighted: str | None = None
    weight: str = "w_{ij}^({k})"
    bias: str = "b_{j}^({k})"
    input: str = "x{i}"
    target: str = "y_{j}"
    only: str = "y"
    delta: str = "δ_{j}^({k})"
    last: str | None = None
    total: str = "s^({k})"
    apart: str = "z_{kj}"  # the weighted sums where they must be quantities of their own although ``weighted`` is not given

    @property
    def single(self) -> bool:
        """Whether the scheme does not tell the neurons of a layer apart."""
        return "{ij}" not in self.weight or not any(index in self.neuron for index in ("{j}", "{kj}"))


_A = Naming("a_{j}^({k})", "z_{j}^({k})")
_H = Naming("h_{j}^({next})", "z_{j}^({k})")

NAMINGS = {
    "O": Naming("O_{kj}"),
    "a": _A,
    "h": _H,
    "z,a": _A,
    "z,h": _H,
    "plain": Naming("a{k}", "z{k}", "w{k}", "b{k}", "x", "y", delta="δ{k}", last="ŷ", total="s{k}"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one network: a scheme, with the comma between indices and the order of a weight's indices settled."""

    naming: Naming
    comma: bool
    to_from: bool
    last: int  # the number of the last layer
    lone: bool  # whether the last layer has one neuron
    own: Mapping[str, str]  # the reader's own names by those that the scheme gives
    sample: str = ""  # the index of a sample, which every quantity but the weights and biases carries where the loss is a sum over the data

    def neurons(self, k: int, count: int) -> tuple[str, ...]:
        """Return the names of the neurons of layer ``k``; the inputs are layer 0."""
        if k == 0:
            return self._sampled(self._column(self.naming.input, k, count))
        return self._sampled(self._column(self.naming.last if self.naming.last and k == self.last else self.naming.neuron, k, count))

    def weighted(self, k: int, count: int) -> tuple[str, ...]:
        """Return the names of the neurons' weighted sums."""
        return self._sampled(self._column(self.naming.weighted or self.naming.apart, k, count))

    def weights(self, k: int, before: int, after: int) -> tuple[tuple[str, ...], ...]:
        """Return the names of the weights that enter layer ``k``, a row for each of the neurons before it."""
        head, both, tail = (part.format(k=k, next=k + 1) if part != "{ij}" else part for part in self.naming.weight.partition("{ij}"))
        if not both:
            return (self._owned([head]),) * before
        opened, comma, closed = ("{", ",", "}") if self.comma else ("", "", "")
        first, second = (after, before) if self.to_from else (before, after)
        starts = [f"{head}{opened}{index}{comma}" for index in range(1, first + 1)]
        ends = [f"{index}{closed}{tail}" for index in range(1, second + 1)]
        # Names are made neuron by neuron, in the order in which everything reads them, so that they are neighbours in memory.
        columns = [[start + end for end in ends] for start in starts] if self.to_from else [[start + end for start in starts] for end in ends]
        return tuple(zip(*map(self._owned, columns), strict=True))

    def biases(self, k: int, count: int) -> tuple[str, ...]:
        """Return the names of the neurons' biases."""
        return self._owned(self._column(self.naming.bias, k, count))

    def delta(self, k: int, j: int) -> str:
        """Return the name of a neuron's delta, the derivative of the loss by its weighted sum."""
        return self._sampled([self._pattern(self.naming.delta, k, str(j))])[0]

    def total(self, k: int) -> str:
        """Return the name of the sum that a wide softmax divides by."""
        return self._sampled([self._pattern(self.naming.total, k, "0")])[0]

    def targets(self, count: int) -> tuple[str, ...]:
        """Return the names of what the outputs should be."""
        return self._sampled([self.naming.only] if self.lone else self._column(self.naming.target, self.last, count))

    def _column(self, pattern: str, k: int, count: int) -> list[str]:
        """Return what a pattern gives for neurons 1, 2, … of a layer."""
        parts = self._pattern(pattern, k, INDEX).split(INDEX)
        return [index.join(parts) for index in map(str, range(1, count + 1))]

    def _pattern(self, pattern: str, k: int, j: str) -> str:
        pair = f"{{{k},{j}}}" if self.comma else f"{k}{j}"
        return pattern.format(kj=pair, i=j, j=j, k=k, next=k + 1)

    def _sampled(self, names: list[str]) -> tuple[str, ...]:
        return tuple(map(self.indexed, self._owned(names))) if self.sample else self._owned(names)

    def indexed(self, name: str) -> str:
        """Return a name with the index of a sample, if quantities carry one."""
        return with_index(name, self.sample) if self.sample else name

    def _owned(self, names: list[str]) -> tuple[str, ...]:
        return tuple([self.own.get(name, name) for name in names] if self.own else names)


def scheme(naming: str | Naming, sizes: tuple[int, ...]) -> Naming:
    """Return a naming scheme by its name. Raises ChainRuleError for one that is not known or does not fit the sizes."""
    if isinstance(naming, Naming):
        found = naming
    elif naming in NAMINGS:
        found = NAMINGS[naming]
    else:
        raise ChainRuleError(f"unknown naming '{naming}'", hint=f"choose one of {', '.join(NAMINGS)}")
    if found.single and max(sizes) > 1:
        raise ChainRuleError("this naming has no index for the neuron, so every layer must have one neuron", hint="choose O, a or h")
    return found
