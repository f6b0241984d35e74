"""The chain rule in Leibniz notation: the paths to the output, and the products along them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading, Paragraph, Prose, Sum
from chainrule.document.words import capital, counted, way
from chainrule.functions import ROWS
from chainrule.tree import Tree, node, number, relation, symbol, walk

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, LocalDerivative, Path, Result

PATHS_SHOWN = 8  # paths listed for one derivative; more are only counted
JUMPING = {row.name for row in ROWS if "value jumps" in row.kink}


def chains(derivation: Derivation, short: dict[str, tuple[str, ...]], known: bool) -> Iterator[Block]:
    """The paths and the products along them; ``known``: the one way has been named already."""
    for name, result in derivation.results.items():
        if result.of == result.wrt:
            yield Paragraph((symbol(result.of), " is differentiated by itself, so ", relation("=", result.left, number(1)), "."))
        elif result.paths.count == 0:
            zero = relation("=", result.left, number(0))
            yield Paragraph((symbol(result.of), *_standing_still(derivation, name), ", so ", zero, "."))
        elif result.paths.count == 1 and name not in short:
            yield Paragraph((result.left, " is the product of all the local derivatives on the one path from ", symbol(name), "."))
    yield from _single(derivation, {name: names for name, names in short.items() if len(names) > 2}, known)
    for result in derivation.results.values():
        if result.paths.count > 1:
            yield from _sum_over_paths(derivation, result)


def _standing_still(derivation: Derivation, name: str) -> Prose:
    """Return how the output, to which no path leads from a name, takes the name's changes: not at all, or by jumps."""
    graph = derivation.graph
    moved, jumping, inside = {graph.ids.get(name, -1)}, False, False
    for index, item in enumerate(graph.nodes):
        if not moved.isdisjoint(item.parents):
            moved.add(index)
            jumping = jumping or _jumps(item.expression)
            inside = inside or any(part.kind == "integral" and _jumps(part) for part in walk(item.expression))
    if inside and graph.output in moved:
        return (" stays the same while ", symbol(name), " changes, where what is integrated has no jump between the limits")
    if jumping and graph.output in moved:
        return (" stays the same while ", symbol(name), " changes, but for its jumps")
    return (" does not depend on ", symbol(name))


def _jumps(tree: Tree) -> bool:
    """Return whether something in a tree may jump."""
    return any(part.kind == "pieces" or (part.kind == "call" and part.value in JUMPING) for part in walk(tree))


def _single(derivation: Derivation, ways: dict[str, tuple[str, ...]], known: bool) -> Iterator[Block]:
    """The chains of the names that have one path alone, each with its way unless that is ``known``."""
    if not ways:
        return
    output, names = symbol(derivation.output), tuple(map(symbol, ways))
    if known:
        yield Heading(("Chain rule",))
    elif len(ways) == 1:
        yield Heading(("One path leads from ", *names, " to ", output), way(*ways.values()))
    else:
        yield Heading(("One path leads from each of these to ", output))
    beside = ((derivation.results[name], way(found) if len(ways) > 1 else ()) for name, found in ways.items())
    yield Equations(tuple(Equation(result.left, (result.chain,), remark) for result, remark in beside))


def _sum_over_paths(derivation: Derivation, result: Result) -> Iterator[Block]:
    count, paths = result.paths.count, result.paths.listed(PATHS_SHOWN)
    yield Heading((*capital((f"{counted(count, 'path')} lead from ",)), symbol(result.wrt), " to ", symbol(result.of), "; their products add up"))
    yield Equations((Sum(result.left, tuple((_leibniz(derivation, path), way(path.names)) for path in paths), count - len(paths)),))


def _leibniz(derivation: Derivation, path: Path) -> Tree:
    return path.times([statement(derivation, edge) for edge in path])


def statement(derivation: Derivation, edge: LocalDerivative) -> Tree:
    """Return a local derivative, unevaluated.

    The output's own may be all of the result, and is then written as the result. Where it is only the direct part of a
    result that is written with ∂ itself, it is written as the derivative of the output's expression, in which the other
    quantities are held fixed.
    """
    result = derivation.results.get(edge.wrt) if edge.of == derivation.output else None
    if result is None:
        return edge.left
    if result.paths.count == 1:
        return result.left
    return edge.left if result.alone else node("derivative", "∂", (edge.expression, symbol(edge.wrt)))
