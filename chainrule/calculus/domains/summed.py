"""The indices of sums in a graph, and what stands for the other terms of a sum, with their bounds."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from math import inf
from string import ascii_lowercase

from chainrule.calculus.sets.bounds import Bounds
from chainrule.calculus.sets.intervals import Interval, around
from chainrule.calculus.sets.needs import literal
from chainrule.finite_sums import at_index
from chainrule.graph.families import Beyond, Cases, names_taken
from chainrule.graph.graph import NOTHING, Graph
from chainrule.notation.indices import carries
from chainrule.tree import Tree, rewrite, size

LARGEST, DEEPEST = 200, 20  # nodes of a term with all definitions put in, and definitions inside each other


def indices_of(sums: list[Tree], graph: Graph) -> dict[str, Interval]:
    """Return the indices of sums with their bounds, as far as a name is an index wherever it stands."""
    lowest: dict[str, list[float]] = {}
    for _, index, (_, low, _) in sums:
        first = literal(low)
        lowest.setdefault(index, []).append(-inf if first is None else around(first).low)
    trees = [entry.tree for entry in graph.nodes if entry.tree is not None]
    return {index: Interval(min(firsts), inf, False, True) for index, firsts in lowest.items() if not any(is_free(index, tree) for tree in trees)}


def is_free(name: str, tree: Tree) -> bool:
    """Return whether a name stands in a tree outside the sums of which it is the index."""
    seen: set[int] = set()
    stack = [tree]
    while stack:
        item = stack.pop()
        kind, value, args = item
        if kind == "symbol" and value == name:
            return True
        if args and id(item) not in seen:
            seen.add(id(item))
            stack.extend(args[1:] if kind == "sum" and value == name else args)
    return False


def rests_of(graph: Graph) -> Mapping[Tree, Interval]:
    """Return the bounds of what stands for the other terms of a sum: R of e^{z_i} + R is not negative, for each of its terms is positive."""
    problem = graph.problem
    parts = [(total, written[2][-1]) for total, written in problem.apart if written[2][-1][0] == "symbol"]
    if not parts:
        return NOTHING
    definitions = Cases(problem._replace(definitions=problem.given), (), lambda *_: "")
    letter = next((each for each in ascii_lowercase if not any(carries(name, each) for name in definitions.taken | names_taken(problem))), "")
    found = dict[Tree, Interval]()
    for (body, *_), index, rest in ((total[2], total[1], rest) for total, rest in parts if letter):
        term = written_out(at_index(body, index, letter), definitions)
        if term is not None:
            low, high = Bounds(graph, {})[term][:2]
            found[rest] = Interval(0.0 if low >= 0 else -inf, 0.0 if high <= 0 else inf, low < 0, high > 0)  # there may be no other term
    return found


def written_out(term: Tree, definitions: Cases) -> Tree | None:
    """Return a term with the definitions of the quantities in it put in; None for a large one."""

    def put_in(item: Tree) -> Tree:
        found = definitions.of(item[1]) if item[0] == "symbol" else None
        return item if found is None else found.tree

    with suppress(Beyond):
        for _ in range(DEEPEST):
            if size(term) > LARGEST:
                break
            before, term = term, rewrite(term, put_in)
            if term is before:
                return term
    return None
