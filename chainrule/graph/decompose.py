"""Decomposing definitions into nested functions: which parts become links of the chain, and what they are called.

Textbook grain: a function or power applied to something that is not a plain variable or number is a link, and what it
is applied to is a link too; log(2 + cos x) is two links, because cos x is read from the table. A link keeps the
constants around it: 4(x² + 1)⁵ is 4u⁵, u = x² + 1. Parts that do not depend on what is asked stay whole.
Elementary grain: every operation is a link, as automatic differentiation sees it.
Given grain: the definitions are the links, and none is split further.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from operator import is_
from typing import Any

from chainrule.errors import ProblemError
from chainrule.graph.graph import Graph, Node
from chainrule.graph.resolve import Scan, resolve, sample_names
from chainrule.graph.whole import whole_graph
from chainrule.problem import Problem
from chainrule.tree import Tree, fingerprint, names, node, postorder, symbol

LINK_LETTERS = "uvwsrpq"
CALLS = ("call", "pow", "apply")  # what makes a link of what it is applied to
GRAINS = ("textbook", "elementary", "given")

CONSTANT, PLAIN, SIMPLE, COMPOSITE, NEVER = range(5)  # no asked quantity; one alone; an expression of them; a link; beyond any


def decompose(problem: Problem, wrt: Collection[str] | None = None, output: str | None = None, grain: str = "textbook") -> Graph:
    """Return the computation graph of a problem.

    ``wrt`` are the asked names: parts that do not depend on them are not split. None takes what the text asks, else the
    output's declared arguments, else every input.
    Raises ProblemError and UnknownName as ``resolve`` does.
    """
    if grain not in GRAINS:
        raise ProblemError(f"unknown grain '{grain}'", hint=f"choose one of {', '.join(GRAINS)}")
    if problem.layers is not None and grain == "textbook":  # the definitions of a layered network are its links already
        grain = "given"
        if not problem.layers.names.sample:
            return whole_graph(problem, wrt, output)
    scans, output = resolve(problem, output, wrt or problem.wrt)
    asked = wrt or problem.wrt or scans[-1].definition.parameters
    split = _Split(scans, asked or None, grain)
    for entry in scans:
        split.define(entry)
    samples = sample_names(scans)
    asked = tuple(asked) or tuple(node.name for node in split.nodes if node.tree is None and node.name not in samples)
    return Graph(problem, tuple(split.nodes), split.ids[output], split.ids, asked, samples)


def below_sums(entry: Scan) -> set[int]:
    """Return the ids of the tree nodes inside a sum over an index: a link there would be one name for many values."""
    return {id(part) for item in entry.order if item[0] == "sum" for part in postorder(item[2][0])} if "sum" in entry.kinds else set()


def link_names(taken: set[str], count: int) -> Iterator[str]:
    """Yield names for links that clash with none of the reader's: u, v, w, … where they suffice, else u_1, u_2, …"""
    letters = [letter for letter in LINK_LETTERS if letter not in taken]
    if count <= len(letters):
        yield from letters
    base = next((letter for letter in (*LINK_LETTERS, "link") if letter not in taken), "link_")
    number = 0
    while True:
        number += 1
        if f"{base}_{number}" not in taken:
            yield f"{base}_{number}"


class _Split:
    """One pass over the definitions: the nodes made so far, and the links by their fingerprints."""

    def __init__(self, scans: tuple[Scan, ...], wrt: Collection[str] | None, grain: str) -> None:
        self.nodes: list[Node] = []
        self.ids: dict[str, int] = {}
        self.relevant = None if wrt is None else set(wrt)
        self.composition = COMPOSITIONS[grain]
        self.links: dict[tuple[Any, ...], Tree] = {}  # the fingerprint of an expression in node names -> the symbol of its link
        calls = sum([item[0] in CALLS or grain == "elementary" for entry in scans for item in entry.order])
        self.names = link_names(set().union(*map(Scan.names, scans)), calls)

    def define(self, entry: Scan) -> None:
        """Make the nodes of one definition: its links, then the definition itself."""
        flags: dict[int, int] = {}
        written: dict[int, Tree] = {}  # the parts that differ in node names
        whole = below_sums(entry)
        for item in entry.order:
            flags[id(item)] = self.place(item, flags, written, id(item) in whole) if item[2] else self.leaf(item)
        definition = entry.definition
        place = id(definition.tree)
        if self.relevant is not None and flags[place] != CONSTANT:
            self.relevant.add(definition.name)
        self.append(definition.name, written.get(place, definition.tree), "definition")

    def leaf(self, item: Tree) -> int:
        """Return the flag of a number, a constant or a symbol."""
        return PLAIN if item[0] == "symbol" and (self.relevant is None or item[1] in self.relevant) else CONSTANT

    def place(self, item: Tree, flags: dict[int, int], written: dict[int, Tree], whole: bool) -> int:
        """Return the flag of an operation, and note it in node names; arguments that are links are named, unless it stays whole."""
        kind, value, args = item
        inner = [flags[id(arg)] for arg in args]
        highest = max(inner)
        if highest == CONSTANT or whole:
            return min(highest, SIMPLE)
        least, composes = self.composition(kind, inner, highest)
        if written or highest >= least:
            trees = [written.get(id(arg), arg) for arg in args]
            trees = [self.link(tree) if flag >= least else tree for tree, flag in zip(trees, inner, strict=True)]
            if not all(map(is_, trees, args)):
                written[id(item)] = node(kind, value, tuple(trees))
        return COMPOSITE if composes else SIMPLE

    def link(self, tree: Tree) -> Tree:
        """Return the symbol of the link for an expression in node names, made on first need."""
        key = fingerprint(tree)
        link = self.links.get(key)
        if link is None:
            name = next(self.names)
            self.append(name, tree, "link")
            link = self.links[key] = symbol(name)
        return link

    def append(self, name: str, tree: Tree, origin: str) -> None:
        """Add a node, and the inputs that are met in it for the first time before it."""
        used = names(tree)
        for parent in used:
            if parent not in self.ids:
                self.ids[parent] = len(self.nodes)
                self.nodes.append(Node(parent, None, (), "input"))
        parents = tuple([self.ids[parent] for parent in used])
        self.ids[name] = len(self.nodes)
        self.nodes.append(Node(name, tree, parents, origin))


def _textbook(kind: str, flags: list[int], highest: int) -> tuple[int, bool]:
    """Return the least flag of an argument that becomes a link, and whether the node itself is one where it stands in something larger."""
    if kind in CALLS:
        return SIMPLE, highest >= SIMPLE
    if flags.count(CONSTANT) == len(flags) - 1:
        return NEVER, highest == COMPOSITE
    return COMPOSITE, False


def _elementary(_kind: str, _flags: list[int], _highest: int) -> tuple[int, bool]:
    """Every argument that is an operation is a link."""
    return SIMPLE, True


def _given(_kind: str, _flags: list[int], _highest: int) -> tuple[int, bool]:
    """No argument is a link."""
    return NEVER, False


COMPOSITIONS = {"textbook": _textbook, "elementary": _elementary, "given": _given}
