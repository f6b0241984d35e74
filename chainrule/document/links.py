"""The problem as a reader wrote it, with how it was read, and the links that it splits into."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Paragraph, Prose
from chainrule.document.given import given_values
from chainrule.document.words import joined
from chainrule.notation.indices import carries
from chainrule.notation.names import split
from chainrule.syntax.rules import RUNS_OVER
from chainrule.tree import Tree, apply, call, derivative, names, rewrite, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.graph import Graph
    from chainrule.problem import Definition, Problem, Reading

CHAIN_SHOWN = 12  # links of a chain written out in Leibniz notation
LONG = 1_000  # local derivatives beyond which a product is not written out as one formula
READINGS_BESIDE = 2  # readings beside the problem; more stand below it


def problem_blocks(derivation: Derivation) -> Iterator[Block]:
    """The problem as written, in the order written, with how it was read: beside the definitions, or below where that is much."""
    problem, output = derivation.graph.problem, derivation.output
    written = problem.vectors.written or (problem.as_written if problem.equation is None else sorted(problem.definitions, key=lambda item: item.start))
    readings = [reading for reading in derivation.readings if not _said_later(derivation, reading)]
    if problem.vectors.each:
        written, readings = in_wholes(problem, written, readings)
    placed = [reading for reading in readings if reading.end]
    beside = len(placed) <= READINGS_BESIDE
    notes: dict[int, list[Prose]] = {}
    for reading in placed if beside else ():
        home = next((index for index, item in enumerate(written) if item.start <= reading.start < item.end), 0)
        notes.setdefault(home, []).append((str(reading),))
    if problem.function is not None and problem.function.written is not None:
        yield Equations((Equation(_left(problem.function.written, output), (problem.function.written.tree,)),))
    yield Equations(tuple(Equation(*_sides(item, problem, output), joined(notes.get(index, ()))) for index, item in enumerate(written)))
    if problem.vectors.written:
        yield Equations(tuple(Equation(_left(item, output), (item.tree,)) for item in problem.as_written))
    yield from given_values(problem)
    if not by_itself(derivation):
        yield from sums_apart(problem)
    if problem.rates:
        yield Equations(tuple(Equation(derivative(name, derivation.wrt[0]), (value,)) for name, value in problem.rates))
    below = [reading for reading in readings if not (beside and reading.end) and not (reading.own and by_itself(derivation))]
    yield from (Paragraph(with_names(reading, problem)) for reading in below)


def in_wholes(problem: Problem, written: Sequence[Definition], readings: list[Reading]) -> tuple[list[Definition], list[Reading]]:
    """Return definitions with the sums of all components as such, and the readings without what those sums would run over."""
    wholes = {each.name for each in problem.vectors.each}
    shown = [item._replace(tree=of_wholes(item.tree, wholes)) for item in written]
    changed = [item for item, before in zip(shown, written, strict=True) if item.tree is not before.tree]
    places = [range(len(problem.text) + 1)] if changed and problem.vectors.whole else [range(item.start, item.end) for item in changed]
    return shown, [each for each in readings if RUNS_OVER not in each.message or not any(each.start in place for place in places)]


def of_wholes(tree: Tree, wholes: Collection[str]) -> Tree:
    """Return a tree in which the sum of all components of a vector or a matrix is sum(Y): it has no index that a Σ would run over."""

    def changed(item: Tree) -> Tree:
        used = names(item[2][0]) if item[0] == "sum" else ()
        return call("sum", item[2][0]) if any(name in wholes for name in used) and not any(carries(name, item[1]) for name in used) else item

    return rewrite(tree, changed)


def by_itself(derivation: Derivation) -> bool:
    """Return whether a first derivative is one of several that each set other terms of sums apart."""
    return derivation.order == 1 and bool(derivation.siblings)


def sums_apart(problem: Problem) -> Iterator[Block]:
    """The sums of which terms were set apart, as what they are."""
    if problem.apart:
        yield Equations(tuple(Equation(total, (terms,)) for total, terms in problem.apart))


def own_blocks(derivation: Derivation) -> Iterator[Block]:
    """What belongs to one of several derivations alone: the sums with its terms apart, and what is said of them."""
    problem = derivation.graph.problem
    yield from sums_apart(problem)
    yield from (Paragraph(with_names(reading, problem)) for reading in derivation.readings if reading.own and not _said_later(derivation, reading))


def with_names(reading: Reading, problem: Problem) -> Prose:
    """Return a sentence with its names as formulas: those of a network, and those with an index where the sentence does not quote the text."""
    known = set() if problem.layers is None else {*problem.layers.quantities, *(name for layer in problem.layers.layers for name in layer.zero)}
    found: list[str | Tree] = []
    for word in re.split(r"([\s:;]+|,\s)", str(reading)):
        if word in known or (not reading.end and _is_indexed(word)):
            found.append(symbol(word))
        elif found and isinstance(found[-1], str):
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _is_indexed(word: str) -> bool:
    """Return whether a word in a sentence is a name with an index below or above: x_i, w_12^(2)."""
    return ("_" in word or "^" in word) and split(word) is not None


def _said_later(derivation: Derivation, reading: Reading) -> bool:
    """Return whether a reading notes that a derivative is 0, which has a sentence of its own where the paths are told."""
    zero = (result for result in derivation.results.values() if result.paths.count == 0)
    return any(reading.message.startswith(f"{result.of} does not depend on {result.wrt},") for result in zero)


def _sides(definition: Definition, problem: Problem, output: str) -> tuple[Tree, tuple[Tree, ...]]:
    """Return both sides of a definition, or of the problem's equation."""
    if problem.equation is not None and definition.name == problem.difference:
        return problem.equation.left, (problem.equation.right,)
    return _left(definition, output), (definition.tree,)


def _left(definition: Definition, output: str) -> Tree:
    """Return ``h(x)`` as the reader wrote it; a bare expression stands under the name it was given."""
    if definition.parameters:
        return apply(definition.name, tuple(map(symbol, definition.parameters)))
    return symbol(definition.name or output)


def is_split(graph: Graph) -> bool:
    """Return whether chainrule named links of its own."""
    below = graph.below(graph.output)
    return any(item.origin == "link" and below[index] for index, item in enumerate(graph.nodes))


def named_between(derivation: Derivation) -> bool:
    """Return whether the reader named quantities between the asked ones and the output."""
    graph, into = derivation.graph, derivation.edges.into
    return any(item.origin == "definition" and index != graph.output and index in into for index, item in enumerate(graph.nodes))


def links(graph: Graph) -> Iterator[Equation]:
    """The links that chainrule named and the definitions that they changed, from the output downwards."""
    written = {item.name or graph.nodes[graph.output].name: item.tree for item in graph.problem.as_written}
    below = graph.below(graph.output)
    for item in compress(reversed(graph.nodes), reversed(below)):
        name, tree = item[0], item[1]
        if tree is not None and (name not in written or written[name] != tree):
            yield Equation(symbol(name), (tree,))


def short_ways(derivation: Derivation) -> dict[str, tuple[str, ...]]:
    """Return, for every asked name with a single path of readable length, the names on the way."""
    if len(derivation.edges) > LONG:
        return {}
    ways = ((name, only_way(derivation, name)) for name, result in derivation.results.items() if result.paths.count == 1)
    return {name: names for name, names in ways if len(names) <= CHAIN_SHOWN + 1}


def only_way(derivation: Derivation, name: str) -> tuple[str, ...]:
    """Return the names on the one path from a name to the output, or the first few of them where they are too many to read."""
    nodes, edges = derivation.graph.nodes, derivation.edges
    index, names = derivation.graph.ids[name], [name]
    while index != edges.output and len(names) <= CHAIN_SHOWN + 1:
        index = edges.children[edges.upwards(index)[0]]
        names.append(nodes[index].name)
    return tuple(names)
