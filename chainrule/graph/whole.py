"""The graph of definitions that stay whole, as those of a layered network do: one node a definition, in the order given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import count

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
    needed = on_the_way(nodes, ids[output])
    if len(needed) < len(trees):
        nodes, ids = numbered({name: tree for name, tree in trees.items() if ids[name] in needed})
    asked = tuple(wrt or problem.wrt)
    return Graph(problem, tuple(nodes), ids[output], ids, asked or tuple(node.name for node in nodes if node.tree is None))


def numbered(trees: Mapping[str, Tree]) -> tuple[list[Node], dict[str, int]]:
    """Return the nodes of definitions, each after the inputs that it is the first to use, and their ids by name."""
    nodes: list[Node] = []
    ids = defaultdict[str, int](count().__next__)  # a name that is met for the first time gets the next id
    id_of, new_node = ids.__getitem__, tuple.__new__
    for name, tree in trees.items():
        inside, known = leaves(tree), len(nodes)
        parents = tuple(map(id_of, inside))
        new = [each for each, index in zip(inside, parents, strict=True) if index >= known]
        if len(set(parents)) < len(parents):  # a name appears twice
            parents, new = tuple(dict.fromkeys(parents)), list(dict.fromkeys(new))
        nodes += [new_node(Node, (each, None, (), "input")) for each in new]
        nodes.append(Node(name, tree, parents, "definition"))
        _ = ids[name]
    ids.default_factory = None
    return nodes, ids


def on_the_way(nodes: Sequence[Node], output: int) -> set[int]:
    """Return the ids of the definitions that a definition depends on, its own among them."""
    definitions = [index for index, node in enumerate(nodes) if node[1] is not None]
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
            inside = weighted_names(args) if kind == "add" else None
            if inside is None:
                seen.add(id(item))
                stack += args[::-1]
            else:
                found += inside
    return found


def weighted_names(terms: tuple[Tree, ...]) -> list[str] | None:
    """Return the names in the terms of w₁·x₁ + w₂·x₂ + … + b, in order; None for terms of another form."""
    found: list[str] = []
    for kind, value, args in terms:
        if kind == "mul" and len(args) == 2 and args[0][0] == "symbol" == args[1][0]:
            found += (args[0][1], args[1][1])
        elif kind == "symbol":
            found.append(value)
        else:
            return None
    return found
