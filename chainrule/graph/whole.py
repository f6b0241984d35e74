"""The graph of definitions that stay whole, as those of a layered network do: one node a definition, in the order given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import chain, count, repeat
from operator import itemgetter

from chainrule.errors import UnknownName
from chainrule.graph.graph import Graph, Node
from chainrule.graph.resolve import nearest
from chainrule.problem import Problem
from chainrule.tree import Tree

KIND, VALUE = itemgetter(0), itemgetter(1)  # of a tree, for whole columns of them


def whole_graph(problem: Problem, wrt: Collection[str] | None = None, output: str | None = None) -> Graph:
    """Return the graph of definitions that stand in order, each after those that it uses, without splitting them.

    Definitions that the output does not need are left out. Linear in the size of the definitions.
    Raises UnknownName for an output that no definition gives.
    """
    output = output or problem.output or problem.definitions[-1].name
    trees = {definition.name: definition.tree for definition in problem.definitions}
    if output not in trees:
        raise UnknownName(f"the problem does not define '{output}'", hint=nearest(output, trees))
    nodes, ids = numbered(trees)
    needed = on_the_way(nodes, [ids[name] for name in trees], ids[output])
    if len(needed) < len(trees):
        nodes, ids = numbered({name: tree for name, tree in trees.items() if ids[name] in needed})
    asked = tuple(wrt or problem.wrt)
    return Graph(problem, tuple(nodes), ids[output], ids, asked or tuple(node.name for node in nodes if node.tree is None))


def numbered(trees: Mapping[str, Tree]) -> tuple[list[Node], dict[str, int]]:
    """Return the nodes of definitions, each after the inputs that it is the first to use, and their ids by name."""
    ids = defaultdict[str, int](count().__next__)  # a name that is met for the first time gets the next id
    definitions: list[Node] = []
    for name, tree in trees.items():
        parents = tuple(map(ids.__getitem__, leaves(tree)))
        if len(set(parents)) < len(parents):  # a name appears twice
            parents = tuple(dict.fromkeys(parents))
        definitions.append(Node(name, tree, parents, "definition"))
        _ = ids[name]
    ids.default_factory = None
    nodes = list(map(partial(tuple.__new__, Node), zip(ids, repeat(None), repeat(()), repeat("input"))))
    for node in definitions:
        nodes[ids[node.name]] = node
    return nodes, ids


def on_the_way(nodes: Sequence[Node], definitions: Sequence[int], output: int) -> set[int]:
    """Return the ids of the definitions that a definition depends on, its own among them."""
    defined, found = set(definitions), {output}
    for index in reversed(definitions):
        if index in found:
            found |= defined.intersection(nodes[index].parents)
    return found


def leaves(tree: Tree) -> list[str]:
    """Return the names in a tree in order of appearance, some of them more than once; a shared part is looked at once."""
    found: list[str] = []
    seen: set[int] = set()
    stack = [tree]
    while stack:
        item = stack.pop()
        kind, value, args = item
        if kind == "symbol":
            found.append(value)
        elif args and id(item) not in seen:
            factors = weighted_factors(args) if kind == "add" else None
            if factors is None:
                seen.add(id(item))
                stack += args[::-1]
            else:
                found += map(VALUE, factors)
    return found


def weighted_factors(terms: tuple[Tree, ...]) -> list[Tree] | None:
    """Return the symbols that the terms of w₁·x₁ + w₂·x₂ + … + b are made of, in order; None where there is anything else below them."""
    factors = list(chain.from_iterable([term[2] or (term,) for term in terms]))
    return factors if set(map(KIND, factors)) == {"symbol"} else None
