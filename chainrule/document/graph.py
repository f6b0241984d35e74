"""The computation graph as a figure: quantities, local derivatives on the arrows between them, and the asked ways marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Arrow, Figure, Picture, Prose, Vertex
from chainrule.document.words import joined, listed
from chainrule.notation import unicode
from chainrule.tree import Tree, relation, size, symbol

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
    first = derivation.stages[0]
    return Figure(lambda: picture(first))


def picture(derivation: Derivation) -> Picture:
    """Return the picture of the quantities that matter, grouped by layer where they are many."""
    graph = derivation.graph
    shown = [index for index, below in enumerate(graph.below(graph.output)) if below]
    values = {(edge_of, parent): tree for edge_of, edges in derivation.edges.into.items() for parent, tree in edges}
    links = [(parent, child) for child in shown for parent in dict.fromkeys(graph.nodes[child].parents)]
    title: Prose = ("The computation graph of ", symbol(derivation.output))
    if len(shown) > VERTICES:
        return _grouped(derivation, title, shown, links, values)
    place = {index: order for order, index in enumerate(shown)}
    arrows = tuple(
        Arrow(place[parent], place[child], _statement(derivation, child, parent, values.get((child, parent))), (child, parent) in values)
        for parent, child in links
    )
    return Picture(title, _description(graph, shown), tuple(_vertex(derivation, index) for index in shown), arrows)


def _vertex(derivation: Derivation, index: int) -> Vertex:
    """Return a quantity with its definition, where that is short."""
    item = derivation.graph.nodes[index]
    name = symbol(item.name)
    role = "output" if index == derivation.graph.output else item.origin
    return Vertex((relation("=", name, item.tree),) if item.tree is not None and _is_short(item.tree) else (name,), role, item.name in derivation.wrt)


def _is_short(tree: Tree) -> bool:
    return size(tree) <= SHORT and len(unicode(tree)) <= SHORT


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


def _grouped(derivation: Derivation, title: Prose, shown: list[int], links: list[tuple[int, int]], values: dict[tuple[int, int], Tree]) -> Picture:
    groups = _groups(shown, links)
    home = {index: group for group, members in enumerate(groups) for index in members}
    between: dict[tuple[int, int], list[bool]] = {}
    for parent, child in links:
        if home[parent] != home[child]:
            between.setdefault((home[parent], home[child]), []).append((child, parent) in values)
    arrows = tuple(Arrow(start, end, (_arrows(len(marks)),), any(marks)) for (start, end), marks in between.items())
    vertices = tuple(_group(derivation, members) for members in groups)
    note: Prose = (f"The {len(shown):,} quantities are grouped by layer; an arrow stands for all between two groups.",)
    return Picture(title, note, vertices, arrows, note)


def _groups(shown: list[int], links: list[tuple[int, int]]) -> list[list[int]]:
    """Return the quantities by their greatest distance from the output, the farthest first, several distances together where needed."""
    distance = dict.fromkeys(shown, 0)
    for parent, child in reversed(links):  # the children come in topological order, so from here each distance is final
        distance[parent] = max(distance[parent], distance[child] + 1)
    deepest = max(distance.values())
    together = -(-(deepest + 1) // GROUPS)
    members: dict[int, list[int]] = {}
    for index in shown:
        members.setdefault(distance[index] // together, []).append(index)
    return [members[key] for key in sorted(members, reverse=True)]


def _group(derivation: Derivation, members: list[int]) -> Vertex:
    nodes = derivation.graph.nodes
    asked = any(nodes[index].name in derivation.wrt for index in members)
    role = "output" if derivation.graph.output in members else "group"
    return Vertex(tuple(_names([nodes[index].name for index in members])), role, asked)


def _names(names: list[str]) -> Iterator[str | Tree]:
    """Yield ``a, b, c and 9 more``."""
    few = names if len(names) <= NAMED + 1 else names[:NAMED]
    yield from listed([symbol(name) for name in few], ", ")
    if len(few) < len(names):
        yield f" and {len(names) - len(few):,} more"


def _arrows(count: int) -> str:
    return "1 arrow" if count == 1 else f"{count:,} arrows"
