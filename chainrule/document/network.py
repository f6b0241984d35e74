"""A layered network as a document: the derivation of what is asked, a delta for every neuron, the gradient and the update."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Document, Equation, Equations, Heading, Paragraph, Prose
from chainrule.document.closing import closing
from chainrule.document.derivation import derivation_document
from chainrule.document.links import problem_blocks
from chainrule.errors import ChainRuleError
from chainrule.tree import mul, names, neg, symbol

if TYPE_CHECKING:
    from chainrule.backpropagation import Backpropagation, Line
    from chainrule.calculus import Derivation


def network_document(derivation: Derivation, every: bool = False, detail: str = "normal") -> Document:
    """Return what a reader is told of the derivatives of a network's loss.

    Each asked weight or bias is derived path by path, then by the deltas that it needs, with its update. With ``every``, the
    deltas and the gradient of the whole network take the place of the paths. Raises ChainRuleError for a problem that is no network.
    """
    layers = derivation.graph.problem.layers
    if layers is None:
        raise ChainRuleError("the problem is not a layered network", hint="make one with chainrule.network")
    from chainrule.backpropagation import Backpropagation

    back = Backpropagation(layers)
    document = derivation_document(derivation, detail)
    title: Prose = (str(layers)[:1].upper() + str(layers)[1:],)
    return Document(title, tuple(_every(derivation, back) if every else (*document.blocks, *_asked(derivation, back))), document.record)


def _every(derivation: Derivation, back: Backpropagation) -> Iterator[Block]:
    """The backward pass of the whole network."""
    yield from problem_blocks(derivation)
    yield from _section("Weighted sums", back.sums)
    yield from _section("A delta for every neuron: the derivative of the loss by its weighted sum", back.deltas)
    yield from _section("The derivative by every weight and bias", back.gradient)
    yield from _update(back, ())
    yield from (Paragraph(words) for words in [closing(derivation)] if words)


def _asked(derivation: Derivation, back: Backpropagation) -> Iterator[Block]:
    """The same by deltas, for the asked weights and biases."""
    parameters = [name for name in derivation.wrt if name in back.network.parameters]
    if not parameters:
        return
    slopes = [back.slope(name) for name in parameters]
    needed = {name for line in slopes for name in _used(line)}
    deltas: list[Line] = []
    for line in reversed(list(back.deltas)):  # those of the first layer come first here, and need later ones
        if line.left.value in needed:
            needed |= _used(line)
            deltas.insert(0, line)
    yield from _section("The same by deltas: the derivatives of the loss by the weighted sums", (*_sums(back, needed), *deltas))
    yield from _section("Gradient", slopes)
    yield from _update(back, parameters)


def _update(back: Backpropagation, parameters: Iterable[str]) -> Iterator[Block]:
    """One step of gradient descent, and by how much it changes the asked weights."""
    yield from _section("One step of gradient descent", (back.rule,))
    for name in parameters:
        change = neg(mul(symbol(back.rate), back.slope(name).sides[-1]))
        yield Paragraph((symbol(name), " changes by ", change, "."))


def _sums(back: Backpropagation, needed: set[str]) -> Iterator[Line]:
    """Yield the weighted sums that are used, where the network has no names for them itself."""
    return (line for line in back.sums if line.left.value in needed and line.left.value not in back.network.quantities)


def _used(line: Line) -> set[str]:
    return {name for side in line.sides for name in names(side)}


def _section(heading: str, lines: Iterable[Line]) -> Iterator[Block]:
    equations = tuple(Equation(line.left, line.sides, endings=((line.note,),) if line.note and len(line.sides) > 1 else ()) for line in lines)
    if equations:
        yield Heading((heading,))
        yield Equations(equations)
