"""The graph of definitions that stay whole, as those of a layered network do: one node a definition, in the order given."""

from __future__ import annotations

from collections.abc import Collection

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
    used = {definition.name: leaves(definition.tree) for definition in problem.definitions}
    if output not in used:
        raise UnknownName(f"the problem does not define '{output}'", hint=nearest(output, used))
    needed = {output}
    for name in reversed(used):
        if name in needed:
            needed.update(used[name])
    nodes: list[Node] = []
    ids: dict[str, int] = {}
    for definition in problem.definitions:
        if definition.name in needed:
            for name in used[definition.name]:
                if name not in ids:
                    ids[name] = len(nodes)
                    nodes.append(Node(name, None, (), "input"))
            parents = tuple([ids[name] for name in used[definition.name]])
            ids[definition.name] = len(nodes)
            nodes.append(Node(definition.name, definition.tree, parents, "definition"))
    asked = tuple(wrt or problem.wrt)
    return Graph(problem, tuple(nodes), ids[output], ids, asked or tuple(node.name for node in nodes if node.tree is None))


def leaves(tree: Tree) -> dict[str, None]:
    """Return the names in a tree in order of first appearance; a shared part is looked at once."""
    found: dict[str, None] = {}
    seen: set[int] = set()
    stack = [tree]
    while stack:
        item = stack.pop()
        kind, value, args = item
        if kind == "symbol":
            found[value] = None
        elif kind == "mul" and args[0][0] == args[-1][0] == "symbol" and len(args) == 2:  # what most of a network is made of
            found[args[0][1]] = found[args[1][1]] = None
        elif args and id(item) not in seen:
            seen.add(id(item))
            stack += args[::-1]
    return found
