"""Decomposing definitions into nested functions: which parts become links of the chain, and what they are called.

Textbook grain: a function or power applied to something that is not a plain variable or number is a link, and what it
is applied to is a link too; log(2 + cos x) is two links, because cos x is read from the table. A link keeps the
constants around it: 4(x² + 1)⁵ is 4u⁵, u = x² + 1. Parts that do not depend on what is asked stay whole. The limits of an
integral are what it is applied to; what is integrated stays in it.
Elementary grain: every operation is a link, as automatic differentiation sees it.
Given grain: the definitions are the links, and none is split further.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from chainrule.errors import OneOfSeveral, ProblemError
from chainrule.graph.families import is_before
from chainrule.graph.graph import Graph, Node
from chainrule.graph.resolve import is_indexed, letters_of, resolve, sample_names
from chainrule.graph.samples import Range
from chainrule.graph.scan import Scan
from chainrule.graph.whole import whole_graph
from chainrule.integrals import integrands
from chainrule.notation.indices import apart, carries, case_of, excepted, is_case, with_index
from chainrule.problem import Problem
from chainrule.recurrences import with_steps
from chainrule.tree import KINDS, SMALL, Tree, fingerprint, names, postorder, spelling, symbol, without_sums

LINK_LETTERS = "uvwsrpq"
GRAINS = {"textbook": ("call", "pow", "apply", "integral"), "elementary": KINDS, "given": ()}  # each with what makes a link of what it is applied to

REMEMBERED = 500  # nodes whose fingerprints a graph holds

CONSTANT, PLAIN, SIMPLE, COMPOSITE, NEVER = range(5)  # no asked quantity; one alone; an expression of them; one with a link in it; beyond any

new_node = tuple.__new__  # a third of the work of calling Node


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
    problem = with_steps(problem, output)
    scans, output, ranges = resolve(problem, output, wrt or problem.wrt)
    asked = tuple(wrt or problem.wrt or scans[-1].definition.parameters)
    if asked and not wrt and (components := with_components(asked, used_in(scans))) != asked:
        return decompose(problem, components, output, grain)
    if ranges:
        asked = tuple([name if any(name in entry.names for entry in scans) else of_each_sample(name, ranges) for name in asked])
    split = _Split(scans, asked or None, GRAINS[grain], dict(ranges), problem.reserved)
    for entry in scans:
        split.define(entry)
    summing = [entry for entry in scans if "sum" in entry.kinds]
    samples = sample_names(scans, ranges) if summing or ranges else ()
    asked = asked or tuple(split.inputs if not samples else [name for name in split.inputs if name not in samples])
    if summing:
        check_cases(asked, scans, summing)
    each = () if asked or not samples else [name for name in samples if is_indexed(name, letters_of(scans))] or in_terms(samples, summing)
    if each:  # nothing is given but the samples' values: the derivative by the value of one sample
        return decompose(problem, each, output, grain)
    size = scans[0].size if len(scans) == 1 and not ranges else 0  # every link is a part of the one definition
    return Graph(problem, tuple(split.nodes), split.ids[output], split.ids, asked, samples, split.ranges, split.written, size)


def in_terms(names_given: Collection[str], summing: Collection[Scan]) -> list[str]:
    """Return the names that carry the index of a sum beside another one, as w_{1k} does; not the index itself."""
    letters = {node[1] for entry in summing for node in entry.order if node[0] == "sum"}
    return [name for name in names_given if name not in letters and any(carries(name, letter) for letter in letters)]


def check_cases(asked: Collection[str], scans: Collection[Scan], summing: Collection[Scan]) -> None:
    """Refuse to differentiate by z_i, or z_1, where a sum over j holds z_j: one of its terms is that quantity too, and which one is not said."""
    used = dict.fromkeys(name for entry in scans for name in entry.symbols)
    for entry in summing:
        beside = set(names(without_sums(entry.definition.tree)))
        sums = [node for node in entry.order if node[0] == "sum"]
        added = {(name, node[1], excepted(node)): node for node in sums for name in names(node[2][0]) if carries(name, node[1])}
        for (indexed, index, without), total in sorted(added.items()):
            kept = (name for name in used if (place := case_of(name, indexed, index)) != without and not is_before(total, place))
            cases = (name for name in kept if is_case(name, indexed, index) or (name == indexed and name in beside))
            case = next((name for name in cases if name in asked or indexed in asked), None)
            if case is not None:
                reason = f"'{case}' is one of the '{indexed}' that the sum over {index} adds up"
                raise OneOfSeveral(reason, hint=f"ask for the derivative by {case} alone, or give the sum numbers for bounds, as in j=1..3")


def used_in(scans: Collection[Scan]) -> Collection[str]:
    """Return the names of the definitions and those in them, in order."""
    return dict.fromkeys(name for entry in scans for name in (*entry.symbols, entry.definition.name))


def with_components(asked: tuple[str, ...], used: Collection[str]) -> tuple[str, ...]:
    """Return the names with a vector's components in place of one that stands nowhere itself: θ_0 and θ_1 for the θ of J(θ)."""
    if all(name in used for name in asked):
        return asked
    return tuple([each for name in asked for each in ([name] if name in used else [part for part in used if apart(part)[0] == name] or [name])])


def of_each_sample(name: str, ranges: Mapping[str, Range]) -> str:
    """Return the name of a quantity that has a value for each sample: pred stands for pred_i."""
    return next((each for each, over in ranges.items() if apart(each) == (name, over[0])), name)


def below_sums(entry: Scan) -> set[int]:
    """Return the ids of the tree nodes inside a sum over an index: a link there would be one name for many values."""
    return {id(part) for item in entry.order if item[0] == "sum" for part in postorder(item[2][0])} if "sum" in entry.kinds else set()


def in_pieces(entry: Scan) -> set[int]:
    """Return the ids of expressions in pieces and of all tree nodes inside them: a link there would be needed where its piece does not count."""
    return {id(part) for item in entry.order if item[0] == "pieces" for part in postorder(item)} if "pieces" in entry.kinds else set()


def link_names(scans: Collection[Scan], composing: Collection[str], sampled: bool, reserved: Collection[str]) -> Iterator[str]:
    """Yield names for links that clash with none of the reader's, nor look like one with an index: u, v, w, … where they suffice, else u_1, u_2, …"""
    taken = set(reserved).union(*[entry.names for entry in scans])
    if max(map(len, taken), default=0) > 1:
        taken |= {name[0] for name in taken if name[1:2] in ("_", "^")}
    if sampled:
        taken |= {apart(name)[0] for name in taken}
    letters = LINK_LETTERS if taken.isdisjoint(LINK_LETTERS) else [letter for letter in LINK_LETTERS if letter not in taken]
    if sum([composed(entry, composing) for entry in scans]) <= len(letters):
        yield from letters
    base = next((letter for letter in (*LINK_LETTERS, "link") if letter not in taken), "link_")
    number = 0
    while True:
        number += 1
        if f"{base}_{number}" not in taken:
            yield f"{base}_{number}"


def composed(entry: Scan, composing: Collection[str]) -> int:
    """Return how many nodes of a definition may make links of what they are applied to."""
    if "symbol" in composing:  # leaves are counted as well
        return len(postorder(entry.definition.tree))
    if len(entry.order) > SMALL:  # each comes once
        return sum([item[0] in composing for item in entry.order])
    return len({id(item) for item in entry.order if item[0] in composing})


class _Split:
    """One pass over the definitions: the nodes made so far, and the links by their fingerprints."""

    def __init__(
        self, scans: Sequence[Scan], wrt: Collection[str] | None, composing: Collection[str], ranges: dict[str, Range], reserved: Collection[str]
    ) -> None:
        self.nodes: list[Node] = []
        self.ids: dict[str, int] = {}
        self.inputs: list[str] = []
        self.relevant = None if wrt is None else set(wrt)
        self.composing = composing
        self.links: dict[tuple[Any, ...], Tree] = {}  # the symbols of the links by the fingerprints of their expressions in node names
        self.names = link_names(scans, composing, bool(ranges), reserved)
        self.ranges = ranges
        self.over: Range | None = None  # of the names with a value for each sample; the one of the definition being split
        self.written: dict[int, tuple[Any, ...]] = {}

    def define(self, entry: Scan) -> None:
        """Make the nodes of one definition: its links, then the definition itself."""
        name, given = entry.definition[:2]
        if self.ranges:
            self.over = self.ranges.get(name)
        flag, tree = self.split(entry)
        if self.relevant is not None and flag != CONSTANT:
            self.relevant.add(name)
        key, used = spelling(tree) or (None, entry.symbols if tree is given else names(tree))
        self.append(name, tree, used, "definition", key)

    def split(self, entry: Scan) -> tuple[int, Tree]:
        """Return the flag of a definition and its tree in node names; arguments that are links are named, inner ones first."""
        flags: dict[int, int] = {}  # of operations
        changed: dict[int, Tree] = {}  # those that differ in node names
        composing, whole = self.composing, below_sums(entry) | in_pieces(entry)
        inside = integrands(entry.order) if "integral" in entry.kinds else set()
        whole |= inside
        for item in entry.order:
            args = item[2]
            highest, asked, least = CONSTANT, 0, NEVER
            for arg in args:
                flag = flags[id(arg)] if arg[2] else self.flag(arg)
                if flag:
                    asked += 1
                    if flag > highest:  # noqa: PLR1730  # a call of max costs more
                        highest = flag
            if not asked or (whole and id(item) in whole):
                flag = min(highest, SIMPLE)
            elif item[0] in composing:
                flag, least = COMPOSITE if highest >= SIMPLE else SIMPLE, SIMPLE
            elif asked == 1:  # constants around a part stay with it
                flag = COMPOSITE if highest == COMPOSITE else SIMPLE
            else:
                flag, least = SIMPLE, COMPOSITE
            flags[id(item)] = flag
            if highest >= least or (changed and not changed.keys().isdisjoint(map(id, args))):
                parts: list[Tree] = []
                for arg in args:
                    part = changed.get(id(arg), arg)
                    parts.append(self.link(part) if arg[2] and flags[id(arg)] >= least and id(arg) not in inside else part)
                changed[id(item)] = Tree((item[0], item[1], tuple(parts)))
        root = entry.definition[1]
        return flags[id(root)] if root[2] else self.flag(root), changed.get(id(root), root)

    def flag(self, leaf: Tree) -> int:
        """Return the flag of a symbol or a number."""
        return PLAIN if leaf[0] == "symbol" and (self.relevant is None or leaf[1] in self.relevant) else CONSTANT

    def link(self, tree: Tree) -> Tree:
        """Return the symbol of the link for an expression in node names, made on first need."""
        short, used = spelling(tree) or (None, names(tree))
        key = short or fingerprint(tree)
        over = self.over
        if over is not None and not any(carries(name, over[0]) or name in self.ranges for name in used):
            over = None
        key = (over, key) if over else key
        link = self.links.get(key)
        if link is None:
            name = next(self.names)
            if over is not None:
                name = with_index(name, over[0])
                self.ranges[name] = over
            link = self.links[key] = symbol(name)
            self.append(name, tree, used, "link", short)
        return link

    def append(self, name: str, tree: Tree, used: Iterable[str], origin: str, key: tuple[Any, ...] | None) -> None:
        """Add a node in terms of the names used, and before it the inputs that are met in it for the first time."""
        ids, nodes = self.ids, self.nodes
        for parent in used:
            if parent not in ids:
                ids[parent] = len(nodes)
                nodes.append(new_node(Node, (parent, None, (), "input")))
                self.inputs.append(parent)
        place = ids[name] = len(nodes)
        if key is not None and place < REMEMBERED:
            self.written[place] = key
        nodes.append(new_node(Node, (name, tree, tuple(map(ids.__getitem__, used)), origin)))
