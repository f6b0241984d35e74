"""Vectors of features: the φ(x_i) of w^T φ(x_i), of which the text does not say what they are, is a vector φ_i for each i."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from chainrule.errors import ReadError
from chainrule.notation.indices import apart, with_index
from chainrule.problem import Problem, Reading, mentioned
from chainrule.syntax.vectors.scalar_products import NO_VECTORS
from chainrule.tree import Tree, postorder, rewrite, symbol
from chainrule.vectors.kinds import TRANSPOSED, factors, transposed


def with_features(problem: Problem, wrt: Collection[str]) -> Problem:
    """Return a problem with names for unspecified functions that stand where a vector does, behind a transpose or in one; any other as it is.

    Raises ReadError where the derivative by what they are of is asked.
    """
    defined = {each.name for each in problem.definitions}
    found = dict.fromkeys(item for each in problem.definitions for item in standing_as_vectors(each.tree) if item[1][0] not in defined)
    if not found or problem.equation is not None or TRANSPOSED.value in (*defined, *wrt, *problem.wrt):
        return problem
    functions = {item[1][0] for item in found}
    every = dict.fromkeys(item for each in problem.definitions for item in postorder(each.tree) if item[0] == "apply" and item[1][0] in functions)
    named = {item: name_of(item, list(every)) for item in every}
    taken = {name for each in problem.definitions for name in (each.name, *mentioned(each.tree))} - functions
    if "" in named.values() or len({*named.values()}) < len(named) or not taken.isdisjoint(named.values()):
        return problem
    of = {name for item in every for name in (item[2][0][1], apart(item[2][0][1])[0])}
    if not of.isdisjoint((*wrt, *problem.wrt)):
        item = next(iter(every))
        reason = f"{written(item)} stands where a vector does, and what it is is not said"
        hint = f"define it: {item[1][0]}(x) = tanh(V x); or ask for the derivative by what stands beside it"
        raise ReadError(reason, hint=hint, text=problem.text, start=0, end=len(problem.text))
    definitions = tuple(
        each._replace(tree=tree, parameters=tuple(name for name in each.parameters if name in mentioned(tree)))
        for each in problem.definitions
        for tree in (rewrite(each.tree, lambda item: symbol(named[item]) if item in named else item),)
    )
    told = (Reading(f"{written(item)} is read as a vector {name}") for item, name in named.items())
    return problem._replace(definitions=definitions, readings=(*problem.readings, *told))


def standing_as_vectors(tree: Tree) -> Iterator[Tree]:
    """Yield the functions of one name that stand behind a transpose in a product, and those that are transposed."""
    for item in postorder(tree):
        if (inside := transposed(item)) is not None and is_of_name(inside):
            yield inside
        for one, other in pairwise(factors(item)) if item[0] == "mul" else ():
            before = transposed(one)
            if before is not None and is_of_name(other) and not (before[0] == "symbol" and apart(before[1])[0] in NO_VECTORS):
                yield other


def is_of_name(item: Tree) -> bool:
    """Return whether a node is a function of one name, φ(x_i), and no derivative."""
    return item[0] == "apply" and not any(item[1][1]) and len(item[2]) == 1 and item[2][0][0] == "symbol"


def name_of(item: Tree, every: list[Tree]) -> str:
    """Return what a vector of features is called: φ_i for φ(x_i), φ for the only φ(x), φ_x beside φ(y); nothing for another function."""
    if not is_of_name(item):
        return ""
    function, (base, index) = item[1][0], apart(item[2][0][1])
    if index:
        return with_index(function, index)
    alone = not any(each != item and each[1][0] == function for each in every)
    return function if alone else with_index(function, base) if len(base) == 1 else ""


def written(item: Tree) -> str:
    """Return a function of a name as it is written."""
    return f"{item[1][0]}({item[2][0][1]})"
