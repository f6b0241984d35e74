"""Decomposing definitions into nested functions: which parts become links of the chain, and what they are called.

Textbook grain: a function or power applied to something that is not a plain variable or number is a link, and what it
is applied to is a link too; log(2 + cos x) is two links, because cos x is read from the table. A link keeps the
constants around it: 4(x² + 1)⁵ is 4u⁵, u = x² + 1. Parts that do not depend on what is asked stay whole.
Elementary grain: every operation is a link, as automatic differentiation sees it.
Given grain: the definitions are the links, and none is split further.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from chainrule.errors import ProblemError
from chainrule.graph.graph import Graph, Node
from chainrule.graph.resolve import is_indexed, resolve, sample_names
from chainrule.graph.samples import Range, without_sums
from chainrule.graph.scan import Scan
from chainrule.graph.whole import whole_graph
from chainrule.notation.indices import apart, carries, case_of, is_case, with_index
from chainrule.problem import Problem
from chainrule.tree import KINDS, SMALL, Tree, distinct, fingerprint, names, postorder, symbol

LINK_LETTERS = "uvwsrpq"
GRAINS = {"textbook": frozenset(("call", "pow", "apply")), "elementary": frozenset(KINDS), "given": frozenset[str]()}  # what makes links of its arguments

REMEMBERED = 500  # nodes whose fingerprints a graph holds

CONSTANT, PLAIN, SIMPLE, COMPOSITE, NEVER = range(5)  # no asked quantity; one alone; an expression of them; one with a link in it; beyond any

LENGTH = 3 * SMALL  # of a fingerprint, up to which it is put together from those of the arguments: more would be copied again and again

Key = tuple[Any, ...]  # a fingerprint
Names = tuple[str, ...]
Part = tuple[int, Tree, Key | None, Names]  # of a definition in node names: its flag, its tree, if that is small its fingerprint, and then the names in it

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
    scans, output, ranges = resolve(problem, output, wrt or problem.wrt)
    asked = tuple(wrt or problem.wrt or scans[-1].definition.parameters)
    if not wrt and (components := with_components(asked, scans)) != asked:
        return decompose(problem, components, output, grain)
    if ranges:
        asked = tuple([name if any(name in entry.names for entry in scans) else of_each_sample(name, ranges) for name in asked])
    split = _Split(scans, asked or None, GRAINS[grain], dict(ranges), problem.reserved)
    for entry in scans:
        split.define(entry)
    summing = [entry for entry in scans if "sum" in entry.kinds]
    samples = sample_names(scans, ranges) if summing or ranges else ()
    asked = asked or tuple([name for name in split.inputs if name not in samples] if samples else split.inputs)
    if summing:
        check_cases(asked, scans, summing)
        each = () if asked else [name for name in samples if is_indexed(name)]
        if each:  # nothing is given but the samples' values: the derivative by the value of one sample
            return decompose(problem, each, output, grain)
    return Graph(problem, tuple(split.nodes), split.ids[output], split.ids, asked, samples, split.ranges, split.written)


def check_cases(asked: Collection[str], scans: Collection[Scan], summing: Collection[Scan]) -> None:
    """Refuse to differentiate by z_i, or z_1, where a sum over j holds z_j: one of its terms is that quantity too, and which one is not said."""
    used = dict.fromkeys(name for entry in scans for name in entry.symbols)
    for entry in summing:
        beside = set(names(without_sums(entry.definition.tree)))
        added = {(name, node[1], left_out(node)) for node in entry.order if node[0] == "sum" for name in names(node[2][0]) if carries(name, node[1])}
        for indexed, index, without in sorted(added):
            kept = (name for name in used if case_of(name, indexed, index) != without)
            cases = (name for name in kept if is_case(name, indexed, index) or (name == indexed and name in beside))
            case = next((name for name in cases if name in asked or indexed in asked), None)
            if case is not None:
                reason = f"'{case}' is one of the '{indexed}' that the sum over {index} adds up"
                raise ProblemError(reason, hint=f"ask for the derivative by {case} alone, or give the sum numbers for bounds, as in j=1..3")


def left_out(total: Tree) -> str:
    """Return the index that a sum leaves out; empty where it runs over all."""
    low = total[2][1]
    return str(low[1]) if low[0] == "except" else ""


def with_components(asked: tuple[str, ...], scans: Collection[Scan]) -> tuple[str, ...]:
    """Return the names with a vector's components in place of one that stands nowhere itself: θ_0 and θ_1 for the θ of J(θ)."""
    if not asked:
        return asked
    used = dict.fromkeys(name for entry in scans for name in (*entry.symbols, entry.definition.name))
    if all(name in used for name in asked):
        return asked
    return tuple([each for name in asked for each in ([name] if name in used else [part for part in used if apart(part)[0] == name] or [name])])


def of_each_sample(name: str, ranges: Mapping[str, Range]) -> str:
    """Return the name of a quantity that has a value for each sample: pred stands for pred_i."""
    return next((each for each, over in ranges.items() if apart(each) == (name, over[0])), name)


def below_sums(entry: Scan) -> set[int]:
    """Return the ids of the tree nodes inside a sum over an index: a link there would be one name for many values."""
    return {id(part) for item in entry.order if item[0] == "sum" for part in postorder(item[2][0])} if "sum" in entry.kinds else set()


def link_names(scans: Collection[Scan], composing: Collection[str], sampled: bool, reserved: Collection[str] = ()) -> Iterator[str]:
    """Yield names for links that clash with none of the reader's, nor with an index: u, v, w, … where they suffice, else u_1, u_2, …"""
    taken = set(reserved)
    for entry in scans:
        taken |= entry.names
    if sampled:
        taken |= {apart(name)[0] for name in taken}
    letters = LINK_LETTERS if taken.isdisjoint(LINK_LETTERS) else [letter for letter in LINK_LETTERS if letter not in taken]
    if composed(scans, composing, len(letters)) <= len(letters):
        yield from letters
    base = next((letter for letter in (*LINK_LETTERS, "link") if letter not in taken), "link_")
    number = 0
    while True:
        number += 1
        if f"{base}_{number}" not in taken:
            yield f"{base}_{number}"


def composed(scans: Collection[Scan], composing: Collection[str], enough: int) -> int:
    """Return how many nodes of the definitions may make links of what they are applied to, or a greater number up to ``enough``."""
    if "symbol" in composing:  # leaves are counted as well
        return sum([len(postorder(entry.definition.tree)) for entry in scans])
    most = 0
    for entry in scans:
        most += len(entry.order)
    return most if most <= enough else sum([len({id(item) for item in entry.order if item[0] in composing}) for entry in scans])


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
        self.symbols: dict[str, tuple[int, Key, Names]] = {}  # the flag, the fingerprint and the names of each symbol
        self.links: dict[Key, Tree] = {}  # the symbols of the links by the fingerprints of their expressions in node names
        self.names = link_names(scans, composing, bool(ranges), reserved)
        self.ranges = ranges
        self.over: Range | None = None  # of the names with a value for each sample; the one of the definition being split
        self.written: dict[int, Key] = {}

    def define(self, entry: Scan) -> None:
        """Make the nodes of one definition: its links, then the definition itself."""
        name, given = entry.definition[:2]
        if self.ranges:
            self.over = self.ranges.get(name)
        for used in entry.symbols:
            if used not in self.symbols:
                self.symbols[used] = (PLAIN if self.relevant is None or used in self.relevant else CONSTANT, ("symbol", used, 0), (used,))
        flag, tree, key, found = self.split(entry)
        if self.relevant is not None and flag != CONSTANT:
            self.relevant.add(name)
            self.symbols.pop(name, None)
        self.append(name, tree, distinct(found) if key is not None else entry.symbols if tree is given else names(tree), "definition", key)

    def split(self, entry: Scan) -> Part:  # noqa: PLR0912  # one walk, without a call for each node
        """Return a definition in node names; arguments that are links are named, inner ones first."""
        done: dict[int, Part] = {}  # of operations
        symbols, composing, whole = self.symbols, self.composing, below_sums(entry)
        for item in entry.order:
            kind, value, args = item
            inside = whole and id(item) in whole
            composes = kind in composing and not inside
            least = SIMPLE if composes else NEVER
            while True:
                highest = asked = 0
                changed = False
                trees: list[Tree] = []
                key: Key | None = (kind, value, len(args))
                used: Names = ()
                for arg in args:
                    tree = arg
                    if arg[2]:
                        flag, tree, short, found = done[id(arg)]
                    elif arg[0] == "symbol":
                        flag, short, found = symbols[arg[1]]
                    else:
                        flag, short, found = CONSTANT, (arg[0], arg[1], arg[1].__class__), ()
                    if flag:
                        asked += 1
                        if flag > highest:  # noqa: PLR1730  # a call of max costs more
                            highest = flag
                        if flag >= least:
                            tree = self.link(tree, short, found)
                            short, found = ("symbol", tree[1], 0), (tree[1],)
                    if tree is not arg:
                        changed = True
                    trees.append(tree)
                    if short is None or key is None or len(key) > LENGTH:
                        key = None
                    else:
                        key += short
                        used += found
                if asked < 2 or highest < COMPOSITE or least < NEVER:
                    break
                least = COMPOSITE  # of several parts, those with a link in them are links; constants around one part stay with it
            if highest == COMPOSITE or (composes and highest == SIMPLE):
                flag = COMPOSITE if least != COMPOSITE else SIMPLE
            else:
                flag = highest if inside else highest and SIMPLE
            if key is not None and len(key) > LENGTH:
                key = None
            done[id(item)] = (flag, Tree((kind, value, tuple(trees))) if changed else item, key, used)
        root = entry.definition[1]
        return done[id(root)] if root[2] else self.leaf(root)

    def leaf(self, leaf: Tree) -> Part:
        """Return a definition that is a leaf."""
        flag, key, used = self.symbols[leaf[1]] if leaf[0] == "symbol" else (CONSTANT, (leaf[0], leaf[1], leaf[1].__class__), ())
        return flag, leaf, key, used

    def link(self, tree: Tree, short: Key | None, used: Names) -> Tree:
        """Return the symbol of the link for an expression in node names, made on first need."""
        key = short
        if key is None:
            key, used = fingerprint(tree), names(tree)
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
            self.append(name, tree, distinct(used), "link", short)
        return link

    def append(self, name: str, tree: Tree, used: Names, origin: str, key: Key | None) -> None:
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
        parents = (ids[used[0]],) if len(used) == 1 else tuple([ids[parent] for parent in used])
        nodes.append(new_node(Node, (name, tree, parents, origin)))
