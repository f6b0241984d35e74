"""The computation graph as a figure: quantities, local derivatives on the arrows between them, and the asked ways marked."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from chainrule.calculus import Curve, VectorValued
from chainrule.document.blocks import Arrow, Figure, Picture, Prose, Vertex
from chainrule.document.spelling import as_told
from chainrule.document.words import joined, listed
from chainrule.notation import unicode
from chainrule.tree import Tree, occurrences, relation, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.graph import Graph

VERTICES = 40  # quantities drawn one by one; more are grouped by layer
GROUPS = 24  # groups drawn at most; with more layers than that, several layers make a group
NAMED = 3  # names that a group's label shows
SHORT = 16  # columns of a formula that still fits into a vertex or beside an arrow
SENTENCES = 12  # quantities whose inputs the description lists


def graph_figure(derivation: Derivation) -> Figure:
    """Return the graph of a derivation as a figure; for a higher order, of what is differentiated first."""
    first = derivation.beginning.whole if isinstance(derivation, Curve) else derivation.stages[0]
    return as_told(Figure(lambda: picture(first)), derivation)


def picture(derivation: Derivation) -> Picture:
    """Return the picture of the quantities that matter, grouped by layer where they are many."""
    graph, tops = derivation.graph, _outputs(derivation)
    below = [any(each) for each in zip(*map(graph.below, tops), strict=True)]
    title: Prose = ("The computation graph of ", *listed([symbol(graph.nodes[top].name) for top in tops]))
    if sum(below) > VERTICES:
        return _grouped(derivation, title, below)
    shown = [index for index, matters in enumerate(below) if matters]
    place = {index: order for order, index in enumerate(shown)}
    arrows = tuple(
        Arrow(place[parent], place[child], _statement(derivation, child, parent, tree), tree is not None)
        for child, parent, tree in sorted(_links(derivation, below), key=itemgetter(0))
    )
    return Picture(title, _description(graph, shown), tuple(_vertex(derivation, index) for index in shown), arrows)


def _outputs(derivation: Derivation) -> tuple[int, ...]:
    """Return what is differentiated: one quantity, or several components."""
    return derivation.outputs if isinstance(derivation, VectorValued) else (derivation.graph.output,)


def _links(derivation: Derivation, below: list[bool]) -> Iterator[tuple[int, int, Tree | None]]:
    """Yield (child, parent, local derivative or None where it was not asked for), the children from the last back to the first."""
    nodes, into = derivation.graph.nodes, derivation.edges.into
    for child in range(len(nodes) - 1, -1, -1):
        if below[child]:
            known = dict(into.get(child, ()))
            yield from ((child, parent, known.get(parent)) for parent in dict.fromkeys(nodes[child].parents))


def _vertex(derivation: Derivation, index: int) -> Vertex:
    """Return a quantity with its definition, where that is short."""
    item = derivation.graph.nodes[index]
    name = symbol(item.name)
    role = "output" if index in _outputs(derivation) else item.origin
    return Vertex((relation("=", name, item.tree),) if item.tree is not None and _is_short(item.tree) else (name,), role, item.name in derivation.wrt)


def _is_short(tree: Tree) -> bool:
    parts = occurrences(tree)
    return parts is not None and len(parts) <= SHORT and len(unicode(tree)) <= SHORT


def _statement(derivation: Derivation, child: int, parent: int, tree: Tree | None) -> Prose:
    """Return the local derivative of an arrow, with its value where that is short; nothing where it was not asked for."""
    if tree is None:
        return ()
    left = derivation.edges.edge(child, parent, tree).left
    return (relation("=", left, tree),) if _is_short(tree) else (left,)


def _description(graph: Graph, shown: list[int]) -> Prose:
    """Return in words which quantity depends on which, from the output downwards."""
    inner = [graph.nodes[index] for index in reversed(shown) if graph.nodes[index].tree is not None]
    told = [(symbol(item.name), " depends on ", *listed([symbol(graph.nodes[p].name) for p in dict.fromkeys(item.parents)])) for item in inner if item.parents]
    more = f"; and {len(told) - SENTENCES} more" if len(told) > SENTENCES else ""
    return (*joined(told[:SENTENCES]), more + ".") if told else ()


# Many quantities, grouped by layer


def _grouped(derivation: Derivation, title: Prose, below: list[bool]) -> Picture:
    home = _groups(derivation, below)
    members: list[list[int]] = [[] for _ in range(max(home) + 1)]
    for index, group in enumerate(home):
        if below[index]:
            members[group].append(index)
    between: dict[tuple[int, int], tuple[int, bool]] = {}
    for child, parent, tree in _links(derivation, below):
        if home[parent] != home[child]:
            count, marked = between.get((home[parent], home[child]), (0, False))
            between[home[parent], home[child]] = (count + 1, marked or tree is not None)
    arrows = tuple(Arrow(start, end, (_arrows(count),), marked) for (start, end), (count, marked) in between.items())
    note: Prose = (f"The {sum(below):,} quantities are grouped by layer; an arrow stands for all between two groups.",)
    return Picture(title, note, tuple(_group(derivation, group) for group in members), arrows, note)


def _groups(derivation: Derivation, below: list[bool]) -> list[int]:
    """Return the group of every quantity by its greatest distance from the output, the farthest first, several distances together where needed."""
    distance = [0] * len(below)
    for child, parent, _ in _links(derivation, below):  # from the last child back, so that its own distance is final
        distance[parent] = max(distance[parent], distance[child] + 1)
    together = -(-(max(distance) + 1) // GROUPS)
    last = max(distance) // together
    return [last - steps // together for steps in distance]


def _group(derivation: Derivation, members: list[int]) -> Vertex:
    nodes = derivation.graph.nodes
    asked = any(nodes[index].name in derivation.wrt for index in members)
    role = "group" if set(members).isdisjoint(_outputs(derivation)) else "output"
    return Vertex(tuple(_names([nodes[index].name for index in members])), role, asked)


def _names(names: list[str]) -> Iterator[str | Tree]:
    """Yield ``a, b, c and 9 more``."""
    few = names if len(names) <= NAMED + 1 else names[:NAMED]
    yield from listed([symbol(name) for name in few], ", ")
    if len(few) < len(names):
        yield f" and {len(names) - len(few):,} more"


def _arrows(count: int) -> str:
    return "1 arrow" if count == 1 else f"{count:,} arrows"
