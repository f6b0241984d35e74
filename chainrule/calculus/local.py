"""The local derivatives of a graph: one for each edge, tidy, in node names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from chainrule.calculus.apart import partials_apart
from chainrule.calculus.linear import linear_partials, may_be_linear
from chainrule.calculus.memory import LENGTH, Memory
from chainrule.calculus.paths import Edges
from chainrule.calculus.rules import differentiate
from chainrule.calculus.tidying.tidy import tidied
from chainrule.calculus.writing_out import COUNTED_SIZE, written_size
from chainrule.graph import Graph
from chainrule.graph.samples import Range, one_term
from chainrule.tree import ZERO, Tree, names

TOGETHER = 500  # edges of nodes of one form that are built at once: few enough to stay in a cache

ALL: tuple[str, ...] = ()  # wanted names
NO_SIZES: Mapping[str, int] = {}  # of names beyond 1

Partials = Mapping[str, Tree]


def local_derivatives(graph: Graph, asked: Iterable[int]) -> Edges:
    """Return the edges of every node that the output depends on and that depends on an asked node."""
    concerned = graph.between(asked)
    edges = Edges(graph, graph.output)
    if graph.written and not graph.ranges:
        small = 0  # all of them in a small graph
        for index, parents in concerned:
            if index not in graph.written:
                break
            edges.add(index, *by_rules(graph, index, parents))
            small += 1
        concerned = concerned[small:]
    for _, alike in groupby(concerned, lambda entry: graph.nodes[entry[0]].expression[:2]):
        entries = list(alike)
        step = 1 + TOGETHER // len(graph.nodes[entries[0][0]].parents)
        for start in range(0, len(entries), step):
            add_alike(edges, entries[start : start + step])
    return edges.settle()


def add_alike(edges: Edges, entries: Sequence[tuple[int, tuple[int, ...]]]) -> None:
    """Add the edges of nodes of one form with the parents that matter: by columns if they are weighted sums, or one function of such, else by the rules."""
    nodes = [edges.graph.nodes[index] for index, _ in entries]
    kept = [parents for _, parents in entries]
    reached = [list(map(set(parents).__contains__, node.parents)) for node, parents in zip(nodes, kept, strict=True)]
    slopes = linear_partials([node.expression for node in nodes], reached)
    if slopes is not None:
        edges.add_all([index for index, _ in entries], kept, slopes)
    elif len(entries) > 1:
        for entry in entries:
            add_alike(edges, [entry])
    else:
        index, parents = entries[0]
        edges.add(index, *by_rules(edges.graph, index, parents))


def by_rules(graph: Graph, index: int, parents: tuple[int, ...]) -> tuple[Sequence[int], Sequence[Tree], int]:
    """Return those of the parents of a node that matter by which it has a derivative, the derivatives by them, by the rules, and the size of these."""
    node, key = graph.nodes[index], graph.written.get(index)
    small = key is not None and len(key) <= LENGTH and len(parents) == len(node[2])
    wanted = ALL if small else tuple([graph.nodes[parent][0] for parent in parents])
    if graph.ranges and node.name not in graph.ranges:
        partials = of_one_sample(node.expression, wanted or names(node.expression), graph.ranges)
        return list(map(graph.ids.__getitem__, partials)), list(partials.values()), COUNTED_SIZE
    found, trees, size = _partials.of(node[1] or node.expression, wanted, key)
    return parents if found is None else list(map(graph.ids.__getitem__, found)), trees, size


def all_edges(graph: Graph) -> Edges:
    """Return the edges of every node that the output depends on."""
    return local_derivatives(graph, range(len(graph.nodes)))


def of_one_sample(tree: Tree, wanted: tuple[str, ...], ranges: Mapping[str, Range]) -> Partials:
    """Return the tidy derivatives of a link's expression by the wanted names, that by a name in ``ranges`` of the term of one sample."""
    each = ranges.keys() & wanted
    return tidy_ones({**differentiate(tree, {*wanted} - each), **(differentiate(one_term(tree), each) if each else {})})


def tidy_ones(derivatives: Partials) -> Partials:
    """Return derivatives tidied, without those that are 0."""
    found = {name: tidied(derived) for name, derived in derivatives.items()}
    return {name: derived for name, derived in found.items() if derived[0] != "number" or derived != ZERO}


def worked_out(tree: Tree, wanted: tuple[str, ...]) -> Partials:
    """Return the tidy derivatives of a link's expression by the wanted names, which are in order of appearance, without those that are 0."""
    if tree[0] == "add" and len(terms := [term for term in tree[2] if term[0] != "number"]) == 1:
        return _of_term.of(terms[0], wanted)
    asked = {*wanted}
    slopes = linear_partials([tree], [[name in asked for name in names(tree)]]) if may_be_linear(tree) else None
    if slopes is not None:
        return dict(zip(wanted, slopes[0], strict=True))
    found = partials_apart(tree, wanted, _of_term.of)
    return tidy_ones(differentiate(tree, asked)) if found is None else found


def columns(tree: Tree, wanted: tuple[str, ...]) -> tuple[tuple[str, ...] | None, tuple[Tree, ...], int]:
    """Return the names by which a link's expression has derivatives, None for all that are wanted, the derivatives and their size; ``ALL`` wants all names."""
    wanted = wanted or names(tree)
    partials = worked_out(tree, wanted)
    found = tuple(partials)
    trees = tuple(partials.values())
    return None if found == wanted else found, trees, sum([written_size(each, NO_SIZES) for each in trees])


_of_term = Memory(lambda tree, wanted: tidy_ones(differentiate(tree, {*wanted})))
_partials = Memory(columns)
