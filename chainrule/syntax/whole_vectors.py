"""Vectors that stand whole in a sum without an index: x in sum(x^2), z in exp(z)/Σ exp(z), y and p in −Σ y log p."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from chainrule.graph.samples import without_sums
from chainrule.notation.indices import carries
from chainrule.notation.names import split
from chainrule.problem import Problem
from chainrule.syntax.rules import RUNS_OVER
from chainrule.tree import Tree, names, postorder
from chainrule.vectors.kinds import COLUMN, INTERCEPTS, SCALAR

DATA = frozenset("xyztpqoŷ")  # how the names of values begin of which there are many; others may be parameters
_INDEX = re.compile(r"\s*_|\s*\([^()]*\b[a-z]\s*=")


def alone_in_sums(problem: Problem, asked: AbstractSet[str]) -> dict[str, str]:
    """Return the kinds of the names in the sums of a problem, where these have no index and no bounds, and nothing in them has: their components are added up.

    Where parameters alone are asked for, as w with mean((y − w x)²), the values stay without an index.
    """
    if not any(RUNS_OVER in each.message and not _INDEX.match(problem.text, each.end) for each in problem.readings):
        return {}
    sums = (item for each in problem.definitions for item in postorder(each.tree) if item[0] == "sum")
    lengths = {name: SCALAR for item in sums for name in names(item[2][2])}
    found: dict[str, str] = {}
    for body in bodies(problem):
        used = given_in(body, problem) - lengths.keys()
        numbers = factors_in(body, problem) | {*INTERCEPTS} if len(used) > 1 and not is_scalar_product(body) else set()
        many = {name for name in used if is_of_data(name) or name not in numbers}
        if many and (many == used or not asked or not asked.isdisjoint(many)):
            found |= {**lengths, **dict.fromkeys(used - many, SCALAR), **dict.fromkeys(many, COLUMN)}
    return found


def bodies(problem: Problem) -> Iterator[Tree]:
    """Yield what the sums add up in which no name has their index."""
    for item in (part for each in problem.definitions for part in postorder(each.tree)):
        if item[0] == "sum" and item[2][2][0] == "symbol" and not any(carries(name, item[1]) for name in names(item[2][0])):
            yield item[2][0]


def given_in(body: Tree, problem: Problem) -> AbstractSet[str]:
    """Return the given names that make up what a sum adds up, also through definitions; sums in these are numbers."""
    defined = {each.name: each.tree for each in problem.definitions}
    waiting, seen = list(names(body)), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += names(without_sums(defined[name])) if name in defined else ()
    return seen - defined.keys()


def is_scalar_product(body: Tree) -> bool:
    """Return whether a product of names alone is added up: w x of Σ w x."""
    return bool(body[0] == "mul" and not any(part[2] for part in body[2]))


def factors_in(body: Tree, problem: Problem) -> AbstractSet[str]:
    """Return the names that multiply something else with names in it, as w does in y − w x, also in definitions: they are numbers, if they are no data."""
    trees = (body, *(each.tree for each in problem.definitions))
    products = [item[2] for tree in trees for item in postorder(tree) if item[0] == "mul"]
    return {part[1] for parts in products for part in parts if part[0] == "symbol" and any(other is not part and names(other) for other in parts)}


def is_of_data(name: str) -> bool:
    """Return whether a name without an index is written as values are of which there are many."""
    return name[:1] in DATA and not any((split(name) or ("", "", ""))[1:])
