"""The graph of definitions that stay whole, as those of a layered network do: one node a definition, in the order given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import chain, count, repeat

from chainrule.columns import ARGS, KIND, VALUE
from chainrule.errors import UnknownName
from chainrule.graph.graph import Graph, Node
from chainrule.graph.resolve import nearest
from chainrule.problem import Problem
from chainrule.tree import Tree


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
    inner = tree[2][0] if tree[0] == "call" else tree
    if inner[0] == "add" and (inner is tree or len(tree[2]) == 1):  # a weighted sum, or a function of one
        factors = weighted_factors(inner[2])
        if factors is not None:
            return list(map(VALUE, factors))
    found: list[str] = []
    seen: set[int] = set()
    stack = [tree]
    while stack:
        item = stack.pop()
        kind, value, args = item
        if kind == "symbol":
            found.append(value)
        elif args and id(item) not in seen:
            seen.add(id(item))
            stack += args[::-1]
    return found


def weighted_factors(terms: Sequence[Tree]) -> list[Tree] | None:
    """Return the symbols that the terms of w₁·x₁ + w₂·x₂ + … + b are made of, in order; None where there is anything else below them."""
    args = list(map(ARGS, terms))
    if not args[-1]:
        args[-1] = terms[-1:]
    factors = list(chain.from_iterable(args if () not in args else [term[2] or (term,) for term in terms]))
    return factors if set(map(KIND, factors)) == {"symbol"} else None
