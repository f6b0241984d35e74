"""A tape run instruction by instruction over data: every quantity in numbers, for showing them and for finding what went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chainrule.errors import NumericError
from chainrule.graph import Graph, decompose
from chainrule.graph.families import is_open
from chainrule.notation.indices import apart
from chainrule.notation.names import canonical
from chainrule.numeric.arithmetic import numpy_arithmetic
from chainrule.numeric.data import Samples
from chainrule.numeric.evaluation import ByName, Evaluation, once
from chainrule.numeric.kernel import CHUNK
from chainrule.numeric.matching import COUNT, aligned, matched
from chainrule.numeric.program import unchecked
from chainrule.numeric.tape import SAMPLE_NUMBER, SUM, Tape, shift_of
from chainrule.problem import Problem
from chainrule.recurrences import with_steps
from chainrule.tree import names, postorder

Slots = dict[int, Any]  # a number for a global slot, an array with one entry a sample for a sampled one
Columns = Mapping[int, Sequence[float]]


def computed(tape: Tape, known: Mapping[int, Any], last: int) -> Slots:
    """Return the slots up to one that follow from known ones without a further sum; what is not finite stays among them."""
    import numpy as np

    arithmetic = numpy_arithmetic()
    slots: Slots = {slot: np.asarray(value, dtype=float) for slot, value in {**tape.constants(), **known}.items()}
    with np.errstate(all="ignore"):
        for slot, operation, a, b in tape.instructions():
            if slot > last:
                break
            args = [slots.get(each) for each in (a, b) if each >= 0]
            if operation != SUM and slot not in slots and all(arg is not None for arg in args):
                slots[slot] = unchecked(operation, arithmetic)(*args)
    return slots


def chunks(columns: Columns, count: int) -> Iterator[tuple[int, Slots]]:
    """Yield the samples in chunks: the number of samples before, and the columns as arrays."""
    import numpy as np

    for first in range(0, count, CHUNK):
        yield first, {slot: np.asarray(column[first : min(first + CHUNK, count)], dtype=float) for slot, column in columns.items()}


def totals(tape: Tape, known: Mapping[int, float], columns: Columns, count: int, last: int) -> Slots:
    """Return the sums over the samples up to a slot, those first that others need. Raises NumericError."""
    waiting = {slot: body for slot, body in tape.sums.items() if slot <= last}
    found: Slots = {}
    while waiting:
        added: Slots = {}
        for _, chunk in chunks(columns, count):
            slots = computed(tape, {**known, **found, **chunk}, last)
            for slot, body in waiting.items():
                if body in slots:
                    added[slot] = added.get(slot, 0.0) + slots[body].sum()
        if not added:
            raise NumericError("a sum uses what has no value", hint="give a value for every input")
        found |= added
        waiting = {slot: body for slot, body in waiting.items() if slot not in added}
    return found


def first_fault(tape: Tape, known: Mapping[int, float], columns: Columns, count: int) -> tuple[int, int | None] | None:
    """Return the first node that is not finite somewhere, as its place in the graph, with the first such sample; None where all are finite.

    A global node has None for a sample.
    """
    import numpy as np

    last = max(tape.nodes)
    sums = totals(tape, known, columns, count, last)
    added_up = {slot for result, slot in tape.sums.items() if result <= last}
    found: dict[int, int | None] = {}
    term: int | None = None  # the first sample at which something that is added up is not finite
    for first, chunk in chunks(columns, count):
        slots = computed(tape, {**known, **sums, **chunk}, last)
        for place, slot in enumerate(tape.nodes):
            bad = ~np.isfinite(slots.get(slot, 0.0))
            if place not in found and bad.any():
                found[place] = first + int(bad.argmax()) if slot in tape.sampled else None
        bad = ~np.isfinite(sum(slots[slot] for slot in added_up))
        if term is None and bad.any():
            term = first + int(bad.argmax())
    first_node = min(found, default=None)
    return None if first_node is None else (first_node, term if found[first_node] is None else found[first_node])


def not_finite(name: str, sample: int | None) -> NumericError:
    """Return the error for a quantity that is not finite, with the number of a sample counted from 0."""
    return NumericError(f"{name} is not a finite real number" + ("" if sample is None else f" at sample {sample + 1}"))


def evaluate_over(problem: Problem, samples: Samples, values: Mapping[str, float], output: str | None = None) -> Evaluation:
    """Return a problem in numbers over samples: the value of every quantity, and the derivative of the output by it.

    What differs from sample to sample is an array with an entry for each, anything else a float. Where the output itself differs, so
    do its derivatives by everything.
    Raises NumericError, naming the quantity and the sample, where a number is not finite.
    """
    same = aligned(with_steps(problem, output), samples)
    graph = decompose(same.problem, None, output and same.name(output))
    match = matched(graph, samples, (), values)
    defined = [entry.name for entry in graph.nodes if entry.tree is not None]
    tape = Tape(graph, match.columns, defined)
    if tape.nodes[graph.output] in tape.sampled:
        if tape.sums:
            message = f"{graph.nodes[graph.output].name} has a value for each sample and uses sums over all of them"
            raise NumericError(message, hint="ask for its sum or mean over the samples")
        tape = Tape(graph, graph.inputs, defined)  # then every derivative is one for each sample
    columns = {tape.input(name): column for name, column in match.columns.items()} | {tape.input(SAMPLE_NUMBER): range(1, samples.count + 1)}
    known = {tape.input(name): value for name, value in match.known.items()} | {tape.input(shift_of(name)): 0.0 for name in defined}
    known |= {tape.input(name): float(samples.count) for name in (COUNT, *match.sizes)}
    fault = first_fault(tape, known, columns, samples.count)
    if fault is not None:
        raise not_finite(same.written.get(graph.nodes[fault[0]].name, graph.nodes[fault[0]].name), fault[1])
    found = Numbers(graph, tape, known, columns, samples.count, same.written)
    return Evaluation(found.of(tape.nodes), once(found.gradient))


def as_samples(graph: Graph, given: Mapping[str, Any]) -> tuple[Samples, dict[str, Any]] | None:
    """Return the lists among given values as samples, x = [1, 2] for the x_i of a sum without numbers for bounds, and the numbers; None where it has none."""
    columns = {name: value for name, value in given.items() if isinstance(value, (list, tuple)) and canonical(name) not in graph.ids}
    bases = {apart(name)[0] for item in graph.problem.as_written for total in postorder(item.tree) if is_open(total) for name in names(total[2][0])}
    if not columns or graph.problem.apart or not bases.issuperset(map(canonical, columns)):
        return None
    return Samples.of(columns), {name: value for name, value in given.items() if name not in columns}


@dataclass(frozen=True, slots=True)
class Numbers:
    """A tape with everything that its slots follow from."""

    graph: Graph
    tape: Tape
    known: Mapping[int, float]
    columns: Columns
    count: int
    written: Mapping[str, str]

    def gradient(self) -> ByName[Any]:
        """Return the derivative of the output by every node. Raises NumericError where one is not finite."""
        tape, nodes = self.tape, self.graph.nodes
        wrt = [tape.input(node.name if node.tree is None else shift_of(node.name)) for node in nodes]
        output = tape.nodes[self.graph.output]
        slopes = tape.gradient(tape.total(output) if output in tape.sampled else output, wrt)
        return self.of([slopes[slot] for slot in wrt], f"d{nodes[self.graph.output].name}/d")

    def of(self, slots: Sequence[int], prefix: str = "") -> ByName[Any]:
        """Return the numbers in one slot for each node, under the nodes' names. Raises NumericError where one is not finite."""
        import numpy as np

        arrays = {slot: np.asarray(column, dtype=float) for slot, column in self.columns.items()}
        sums = totals(self.tape, self.known, self.columns, self.count, self.tape.slots)
        found = computed(self.tape, {**self.known, **sums, **arrays}, self.tape.slots)
        table: dict[str, Any] = {}
        for node, slot in zip(self.graph.nodes, slots, strict=True):
            if slot not in found or node.name == COUNT:
                continue  # the index of a sum has no value of its own, and no reader has this name for their number
            name, value = self.written.get(node.name, node.name), found[slot]
            if not np.isfinite(value).all():
                raise not_finite(prefix + name, int(np.argmin(np.isfinite(value))) if slot in self.tape.sampled else None)
            table[name] = np.broadcast_to(value, (self.count,)).copy() if slot in self.tape.sampled else float(value)
        return ByName(table)
