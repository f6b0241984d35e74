"""A graph over data as instructions: the forward pass, sums over the samples, and the backward pass.

A slot is either global (one number) or sampled (one number for each sample). A sum over the data turns a sampled slot into
a global one, and so does the adjoint of a global slot that sampled ones use.
Source: Griewank and Walther, Evaluating Derivatives, ch. 3 (reverse accumulation), applied to each instruction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from itertools import zip_longest
from typing import NamedTuple

from chainrule.errors import NumericError
from chainrule.finite_sums import integer
from chainrule.functions import FUNCTIONS
from chainrule.graph.graph import Graph
from chainrule.numeric.choices import TOLERANT
from chainrule.numeric.matching import COUNT
from chainrule.numeric.program import Program
from chainrule.tree import ONE, ZERO, Tree, call, names, node, rewrite, substitute, symbol

SAMPLE_NUMBER = "sample number"  # the value of a sum's index, under a name that no reader can write
SUM = "sum"  # the operation of an instruction that adds a slot up over the samples


def shift_of(name: str) -> str:
    """Return the input that moves a definition: 0, and differentiating by it is differentiating by the definition."""
    return f"shift of {name}"


def check_bounds(low: Tree, high: Tree) -> None:
    """Raise NumericError where a sum does not run over all samples."""
    size = symbol(next(iter(names(high)), ""))
    if (integer(low), high) not in ((1, size), (0, size - 1)):
        raise NumericError("a sum does not run over all samples", hint="give it the bounds i=1..n, where n is the number of samples")


class Instruction(NamedTuple):
    """``slot`` = operation of slot ``a``, or of slots ``a`` and ``b`` where b is not negative."""

    slot: int
    operation: str
    a: int
    b: int = -1


class Part(NamedTuple):
    """A part of an adjoint; ``each`` tells that there is one for each sample."""

    slot: int
    each: bool


class Tape(Program):
    """The instructions of a graph, some of whose inputs have one value for each sample.

    ``nodes`` holds the slot of every node of the graph, ``sampled`` every slot with a value for each sample. Equal
    subexpressions share a slot, so a definition to differentiate by must be among the ``moved`` names: 0 is then added to it,
    under a slot of its own.
    Raises NumericError for a sum that does not run over the whole data, and for what has no number.
    """

    __slots__ = ("chosen", "nodes", "sampled", "sums")

    def __init__(self, graph: Graph, sampled: Iterable[str], moved: Collection[str] = ()) -> None:
        super().__init__()
        self.chosen: dict[int, tuple[Tree, dict[str, int]]] = {}  # an expression in pieces by its slot, with the slots of the names in it
        self.sums: dict[int, int] = {}  # result -> what is added up
        self.sampled = {self.input(name) for name in (SAMPLE_NUMBER, *sampled)}
        self.nodes = [self._node(node.name, node.tree, node.name in moved) for node in graph.nodes]

    def _node(self, name: str, tree: Tree | None, moved: bool) -> int:
        """Return the slot of a node of the graph."""
        if tree is None:
            return self.input(name)
        slot = self.add(rewrite(tree, self._lowered))
        if moved:
            shift = self.input(shift_of(name))
            if slot in self.sampled:
                self.sampled.add(shift)
            slot = self.emit("add", slot, shift)
        self.names[name] = slot
        return slot

    def add(self, tree: Tree) -> int:
        """Return the slot of a tree, every instruction of which is emitted here."""
        return self._add_once(tree)

    def emit(self, operation: str, a: int, b: int = -1) -> int:
        """Return the slot of an operation on one or two slots."""
        slot = super().emit(operation, a, b)
        if a in self.sampled or b in self.sampled:
            self.sampled.add(slot)
        return slot

    def choose(self, tree: Tree) -> int:
        """Return the slot of an expression in pieces, which is differentiated as a whole: the pieces that do not count may have no slope."""
        slot = super().choose(tree)
        if slot not in self.chosen:
            self.chosen[slot] = tree, {name: self.names[name] for name in names(tree)}
        return slot

    def total(self, slot: int) -> int:
        """Return the slot of the sum of a slot over all samples."""
        if slot not in self.sampled:
            return self.emit("mul", self.input(COUNT), slot)
        result = self.input(f"sum of slot {slot}")
        self.sums[result] = slot
        return result

    def mean(self, slot: int) -> int:
        """Return the slot of the mean of a slot over all samples."""
        return self.emit("div", self.total(slot), self.input(COUNT)) if slot in self.sampled else slot

    def of_slot(self, slot: int) -> Tree:
        """Return a symbol that stands for a slot in trees."""
        name = f"slot {slot}"
        self.names[name] = slot
        return symbol(name)

    def instructions(self) -> list[Instruction]:
        """Return all instructions, each after those that it uses."""
        steps = [Instruction(slot, *key) for key, slot in self.keys.items()]
        steps += [Instruction(result, SUM, body) for result, body in self.sums.items()]
        return sorted(steps)

    def constants(self) -> dict[int, float]:
        """Return the slots that always have the same value."""
        computed = {*self.inputs.values(), *self.keys.values()}
        start = self.run(dict.fromkeys(self.inputs, 0.0), stop=0)
        return {slot: value for slot, value in enumerate(start) if slot not in computed}

    def _lowered(self, item: Tree) -> Tree:
        """Return a sum over the data as the symbol of its slot; any other node stays."""
        if item.kind == "integral":
            raise NumericError("an integral is not computed over data", hint="give one value of each quantity")
        if item.kind != "sum":
            return item
        body, low, high = item.args
        check_bounds(low, high)
        return self.of_slot(self.total(self.add(substitute(body, {item.value: symbol(SAMPLE_NUMBER)}))))

    # The backward pass

    def gradient(self, output: int, wrt: Collection[int]) -> dict[int, int]:
        """Return, for each of some slots, the slot of the derivative of a global slot by it.

        The derivative by a global slot is global; by a sampled one, it is the derivative by its value in each sample.
        """
        steps = [step for step in self.instructions() if step.slot <= output]
        moved = self._moved(steps, wrt)
        parts: dict[int, list[Part]] = {output: [Part(self.add(ONE), False)]}
        adjoints: dict[int, int] = {}
        for step in reversed(steps):
            if step.slot in parts and step.slot in moved:
                adjoint = adjoints[step.slot] = self._gathered(step.slot, parts.pop(step.slot))
                each = step.operation != SUM and step.slot in self.sampled
                for slot, part in self._passed_on(step, adjoint, moved):
                    parts.setdefault(slot, []).append(Part(part, each))
        return {slot: adjoints[slot] if slot in adjoints else self._gathered(slot, parts.get(slot, [])) for slot in wrt}

    def _moved(self, steps: list[Instruction], wrt: Collection[int]) -> set[int]:
        """Return the slots that depend on some slots, and those slots."""
        moved = set(wrt)
        for step in steps:
            if step.a in moved or step.b in moved:
                moved.add(step.slot)
        return moved

    def _gathered(self, slot: int, parts: list[Part]) -> int:
        """Return the slot of an adjoint, given its parts: for a global slot, those from sampled slots are added up over the samples."""
        if slot in self.sampled:
            return self._sum(part.slot for part in parts)
        each = [part.slot for part in parts if part.each]
        whole = [part.slot for part in parts if not part.each]
        return self._sum((*whole, self.total(self._sum(each))) if each else whole)

    def _sum(self, slots: Iterable[int]) -> int:
        """Return the slot of the sum of some slots."""
        first, *others = (*slots,) or (self.add(ZERO),)
        return reduce(lambda total, slot: self.emit("add", total, slot), others, first)

    def _times(self, a: int, b: int) -> int:
        one = self.add(ONE)
        return b if a == one else a if b == one else self.emit("mul", a, b)

    def _passed_on(self, step: Instruction, adjoint: int, moved: set[int]) -> Iterator[tuple[int, int]]:
        """Yield what an instruction passes on to the slots that it uses: the slot, and the part of its adjoint."""
        slot, operation, a, b = step
        operation = operation.removeprefix(TOLERANT)
        if slot in self.chosen:
            yield from self._through_pieces(slot, adjoint, moved)
            return
        match operation:
            case "sum":
                yield a, adjoint
            case "add":
                yield from ((each, adjoint) for each in (a, b) if each in moved)
            case "neg":
                yield a, self.emit("neg", adjoint)
            case "mul":
                yield from ((each, self._times(adjoint, other)) for each, other in ((a, b), (b, a)) if each in moved)
            case "div":
                over = self.emit("div", adjoint, b)
                if a in moved:
                    yield a, over
                if b in moved:
                    yield b, self.emit("neg", self._times(over, slot))
            case _:
                for place, each in enumerate((a, b)):
                    if each in moved:
                        yield each, self._times(adjoint, self.add(self._local(step, place)))

    def _through_pieces(self, slot: int, adjoint: int, moved: set[int]) -> Iterator[tuple[int, int]]:
        """Yield what an expression in pieces passes on to the names in it: the slope of the piece that counts."""
        tree, inside = self.chosen[slot]
        values = substitute(tree, {name: self.of_slot(each) for name, each in inside.items()}).args
        wrt = [each for each in dict.fromkeys(inside.values()) if each in moved]
        outer, self.tolerant = self.tolerant, True
        try:
            slopes = [self._slopes(self.add(value), wrt) for value in values[::2]]
        finally:
            self.tolerant = outer
        for each in wrt:
            parts = [part for found, condition in zip_longest(slopes, values[1::2]) for part in (self.of_slot(found[each]), condition) if part is not None]
            yield each, self._times(adjoint, self.add(node("pieces", "first", tuple(parts))))

    def _slopes(self, output: int, wrt: Collection[int]) -> dict[int, int]:
        """Return, for each of some slots, the slot of the derivative of one piece by it, sample by sample."""
        steps = [step for step in self.instructions() if step.slot <= output]
        moved = self._moved(steps, wrt)
        parts: dict[int, list[int]] = {output: [self.add(ONE)]}
        for step in reversed(steps):
            if step.slot in parts and step.slot in moved and step.slot not in wrt:
                for slot, part in self._passed_on(step, self._sum(parts.pop(step.slot)), moved):
                    parts.setdefault(slot, []).append(part)
        return {slot: self._sum(parts.get(slot, [])) for slot in wrt}

    def _local(self, step: Instruction, place: int) -> Tree:
        """Return the derivative of a power or a known function by one of its arguments, in terms of slots."""
        args = tuple(self.of_slot(slot) for slot in (step.a, step.b) if slot >= 0)
        operation = step.operation.removeprefix(TOLERANT)
        if operation == "pow":
            base, exponent = args
            return exponent * base ** (exponent - 1) if place == 0 else self.of_slot(step.slot) * call("log", base)
        row = FUNCTIONS[operation]
        return row.own(self.of_slot(step.slot)) if row.own is not None else row.derivative(place, args)
