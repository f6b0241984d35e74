"""Numbers as formulas, and a derivation with numbers put in: forward, each local derivative, backward, and the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chainrule.calculus.derivation import total
from chainrule.calculus.paths import product
from chainrule.document.blocks import Block, Document, Equation, Equations, Heading, Paragraph, Prose, Table
from chainrule.document.chains import PATHS_SHOWN, statement
from chainrule.document.words import joined
from chainrule.tree import Tree, derivative, mul, number, power, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, Result
    from chainrule.numeric import Evaluation

DIGITS = 6  # significant digits of a number
FIRST, LAST = 8, 2  # samples in a table; those between are left out
COLUMNS = 6  # columns of a table of samples
DIFFERENCE = 6e-6  # of a central difference quotient, in units of the input: the cube root of a float's precision


def rounded(value: float, digits: int = DIGITS) -> Tree:
    """Return a number as a formula, with so many significant digits: 0.3937, −2.5 · 10^−7."""
    mantissa, _, exponent = f"{value:.{digits}g}".partition("e")
    shown = number(Decimal(mantissa)) if "." in mantissa else number(int(mantissa))
    return mul(shown, power(number(10), number(int(exponent)))) if exponent else shown


def with_numbers(document: Document, derivation: Derivation, found: Evaluation) -> Document:
    """Return a derivation's document with its numbers after it, at one point or over samples."""
    sampled = _sampled(derivation, found)
    added = _over_samples(derivation, found, sampled) if sampled else _at_point(derivation, found)
    blocks = (*document.blocks, *added)
    return Document(document.title, blocks, lambda: {**document.record(), "numbers": _record(found)})


def _sampled(derivation: Derivation, found: Evaluation) -> Mapping[str, Any]:
    """Return the inputs and definitions that differ from sample to sample; links may be others than those of the derivation."""
    from chainrule.numeric.data import plain

    graph = derivation.graph
    known = {plain(name) for name in (*(item.name for item in graph.problem.definitions), *graph.inputs)}
    known |= {name.partition("_")[0] for name in graph.inputs if name[-1].isdigit()}  # x_1, x_2, … of a sum that is written out
    return {name: value for name, value in found.values.items() if not isinstance(value, (int, float)) and plain(name) in known}


def _record(found: Evaluation) -> Mapping[str, Any]:
    return {"values": _plain(found.values), "gradient": _plain(found.gradient)}


def _plain(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: float(value) if isinstance(value, (int, float)) else [float(each) for each in value] for name, value in table.items()}


# At one point


def _at_point(derivation: Derivation, found: Evaluation) -> Iterator[Block]:
    graph, values = derivation.graph, found.values
    yield Heading(("Forward: the values",))
    yield Equations(tuple(Equation(symbol(node.name), (*(() if node.tree is None else (node.tree,)), rounded(values[node.name]))) for node in graph.nodes))
    slopes = local_values(derivation, values)
    if len(slopes) > 1:
        yield Heading(("Each link in numbers",))
        yield Equations(tuple(_edge(statement(derivation, edge), edge.tree, slopes[edge.of, edge.wrt]) for edge in derivation.edges))
        yield from _backward(derivation, found.gradient)
    yield Heading(("The result in numbers",))
    results = [result for result in derivation.results.values() if result.wrt in found.gradient]
    yield Equations(tuple(Equation(result.left, _in_numbers(result, slopes, found.gradient[result.wrt])) for result in results))
    yield from _differences(derivation, results, values)


def _backward(derivation: Derivation, gradient: Mapping[str, float]) -> Iterator[Block]:
    """The derivative of the output by each quantity on the way, as far as it is not a local derivative told already."""
    graph, edges = derivation.graph, derivation.edges
    told = {edge.left for edge in edges}
    inner = [graph.nodes[index].name for index in sorted(edges.into, reverse=True) if edges.counts[index] and index != graph.output]
    lefts = {derivative(derivation.output, name, sign="∂" if len(graph.inputs) > 1 else "d"): name for name in inner}
    if not lefts.keys() <= told:
        yield Heading(("Backward: the derivative by each quantity on the way",))
        yield Equations(tuple(Equation(left, (rounded(gradient[name]),)) for left, name in lefts.items() if left not in told))


def _edge(left: Tree, tree: Tree, value: float) -> Equation:
    return Equation(left, tuple(dict.fromkeys((tree, rounded(value)))))


def local_values(derivation: Derivation, values: Mapping[str, float]) -> dict[tuple[str, str], float]:
    """Return the numbers of the local derivatives by (of, wrt)."""
    from chainrule.numeric import Program

    program = Program(unspecified=True)
    places = {(edge.of, edge.wrt): program.add(edge.tree) for edge in derivation.edges}
    slots = program.run({name: values[name] for name in program.inputs})
    return {key: float(slots[place]) for key, place in places.items()}


def _in_numbers(result: Result, slopes: Mapping[tuple[str, str], float], value: float) -> tuple[Tree, ...]:
    """Return the product along each path with the numbers put in, and its value."""
    if not 0 < result.paths.count <= PATHS_SHOWN:
        return (rounded(value),)
    put_in = total([product([rounded(slopes[edge.of, edge.wrt]) for edge in path]) for path in result.paths])
    return tuple(dict.fromkeys((put_in, rounded(value))))


def _differences(derivation: Derivation, results: Sequence[Result], values: Mapping[str, float]) -> Iterator[Block]:
    """The same by central difference quotients, for inputs."""
    from chainrule.numeric import Evaluator

    graph = derivation.graph
    inputs = {name: values[name] for name in graph.inputs if name in values}
    evaluator = Evaluator(graph, ())
    told: list[Prose] = []
    for result in results:
        if result.wrt in inputs:
            step = DIFFERENCE * max(1.0, abs(inputs[result.wrt]))
            above, below = (evaluator.at({**inputs, result.wrt: inputs[result.wrt] + move}).values[result.of] for move in (step, -step))
            told.append((result.left, " ≈ ", rounded((above - below) / (2 * step))))
    if told:
        yield Paragraph(("Central difference quotients give ", *joined(told, ", "), "."))


# Over samples


def _over_samples(derivation: Derivation, found: Evaluation, sampled: Mapping[str, Any]) -> Iterator[Block]:
    yield Heading(("Forward: the values for each sample",))
    yield _samples({symbol(name): value for name, value in sampled.items()})
    same = [(name, value) for name, value in found.values.items() if isinstance(value, (int, float))]
    if same:
        yield Equations(tuple(Equation(symbol(name), (rounded(value),)) for name, value in same))
    slopes = [(result.left, found.gradient[result.wrt]) for result in derivation.results.values() if result.wrt in found.gradient]
    each = {left: value for left, value in slopes if not isinstance(value, (int, float))}
    yield Heading(("The result in numbers",))
    if each:
        yield _samples(each)
    if len(each) < len(slopes):
        yield Equations(tuple(Equation(left, (rounded(value),)) for left, value in slopes if left not in each))


def _samples(columns: Mapping[Tree, Any]) -> Table:
    """Return a row a sample, those in the middle left out where they are many, and the last columns where they are more than fit."""
    shown = dict(list(columns.items())[-COLUMNS:])
    count = len(next(iter(shown.values())))
    places = range(count) if count <= FIRST + LAST + 1 else (*range(FIRST), -1, *range(count - LAST, count))
    head: tuple[Prose, ...] = (("sample",), *((name,) for name in shown))
    return Table(head, tuple(_row(place, list(shown.values())) for place in places), "r" * len(head))


def _row(place: int, columns: Sequence[Any]) -> tuple[Prose, ...]:
    """Return the row of a sample; of the place −1, dots."""
    cells: tuple[Prose, ...] = tuple((rounded(float(values[place])),) if place >= 0 else ("…",) for values in columns)
    return ((str(place + 1) if place >= 0 else "…",), *cells)
