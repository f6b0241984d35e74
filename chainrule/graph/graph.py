"""The computation graph: quantities as nodes with integer ids, in topological order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress
from operator import itemgetter
from typing import Any, NamedTuple

from chainrule.graph.samples import Range
from chainrule.notation.arguments import NO_FUNCTIONS, applied_differently
from chainrule.problem import Problem
from chainrule.tree import Tree, symbol

Users = list[tuple[int, tuple[int, ...]]]  # nodes that use others, in order, each with the ids of those

NOTHING: Mapping[Any, Any] = {}
NAME, PARENTS = itemgetter(0), itemgetter(2)  # of a node, for whole columns of them


class Node(NamedTuple):
    """A quantity.

    ``tree`` is written in the names of other nodes and is None for an input. ``parents`` are the ids of those nodes in
    order of appearance, all smaller than the node's own id. ``origin`` is "input", "definition" (the reader named it)
    or "link" (chainrule named it).
    """

    name: str
    tree: Tree | None
    parents: tuple[int, ...]
    origin: str

    @property
    def expression(self) -> Tree:
        """The tree of a node that is not an input, which stands for itself."""
        return symbol(self.name) if self.tree is None else self.tree


class Graph(NamedTuple):
    """The nodes of a problem; a node's id is its index, and parents stand before what uses them.

    ``asked`` are the names to differentiate by: those the caller or the text gives, else the output's declared arguments,
    else every input. ``samples`` are the given names that stand for many values in a sum whose bounds are not numbers,
    ``ranges`` those of nodes with a value for each sample, with the range of the sum over them. ``written`` are the fingerprints
    of small expressions by the ids of their nodes; a large graph holds some only. ``size`` is the number of nodes that no quantity
    exceeds when it is written out, where that is known at a glance, else 0.
    """

    problem: Problem
    nodes: tuple[Node, ...]
    output: int
    ids: dict[str, int]
    asked: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    ranges: Mapping[str, Range] = NOTHING
    written: Mapping[int, tuple[Any, ...]] = NOTHING
    size: int = 0

    def __repr__(self) -> str:
        return f"<Graph of {self.nodes[self.output].name}: {len(self.nodes):,} nodes>"

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names that no definition gives, in order of appearance."""
        return tuple(node.name for node in self.nodes if node.tree is None)

    @property
    def spelling(self) -> tuple[str, frozenset[str]]:
        """How formulas write the natural logarithm, and the unspecified functions that stand with different arguments: derivatives of those tell them."""
        problem = self.problem
        if problem.text and "," not in problem.text and ";" not in problem.text:  # which stand between arguments
            return problem.logarithm, NO_FUNCTIONS
        return problem.logarithm, applied_differently(definition.tree for definition in problem.definitions)

    @property
    def users(self) -> Users:
        """The nodes that use others, and which."""
        parents = list(map(PARENTS, self.nodes))
        return list(compress(enumerate(parents), parents))

    def below(self, top: int) -> list[bool]:
        """Return, for every node, whether the node ``top`` depends on it (or is it)."""
        if self.size and top == self.output:  # all nodes are parts of it
            return [True] * len(self.nodes)
        reached = [False] * len(self.nodes)
        reached[top] = True
        for index, parents in reversed(self.users):
            if reached[index]:
                for parent in parents:
                    reached[parent] = True
        return reached

    def between(self, bottoms: Iterable[int]) -> list[tuple[int, tuple[int, ...]]]:
        """Return the nodes that the output depends on and that use what depends on one of ``bottoms`` (or is one), each with those parents."""
        nodes = self.nodes
        above, found = [False] * len(nodes), []
        for index in bottoms:
            above[index] = True
        for index, node in enumerate(nodes):
            parents = node[2]
            for parent in parents:
                if not above[parent]:
                    parents = tuple([each for each in parents if above[each]])
                    break
            if parents:
                above[index] = True
                found.append((index, parents))
        if self.size:  # all nodes are parts of the output
            return found
        below, concerned = [False] * len(nodes), []
        below[self.output] = True
        found.reverse()
        for entry in found:
            index, parents = entry
            if below[index]:
                concerned.append(entry)
                for parent in parents:
                    below[parent] = True
        concerned.reverse()
        return concerned

    def only_through(self, top: int, index: int) -> bool:
        """Return whether the node ``top`` depends on no input but through the node ``index``."""
        nodes, reached = self.nodes, {top}
        if self.size and top == self.output and nodes[index].tree is None:  # all nodes are parts of it
            return sum(node[1] is None for node in nodes) == 1
        for current in range(top, -1, -1):
            if current in reached and current != index:
                _, tree, parents, _ = nodes[current]
                if tree is None:
                    return False
                reached.update(parents)
        return True

    def above(self, bottoms: Iterable[int]) -> list[bool]:
        """Return, for every node, whether it depends on one of ``bottoms`` (or is one)."""
        reached = [False] * len(self.nodes)
        for index in bottoms:
            reached[index] = True
        for index, parents in self.users:
            for parent in parents:
                if reached[parent]:
                    reached[index] = True
                    break
        return reached
