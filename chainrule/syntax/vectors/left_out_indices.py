"""Definitions without an index whose values a sum adds up: ŷ = w x + b beside Σ_i (y_i − ŷ_i)² is ŷ_i = w x_i + b, one for each i."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chainrule.notation.indices import apart, carries, with_index
from chainrule.problem import Problem, Reading
from chainrule.syntax.vectors.whole_vectors import data_in
from chainrule.tree import Tree, names, postorder, substitute, symbol
from chainrule.vectors.kinds import TRANSPOSED

INSIDE = frozenset("uvzshrt")  # letters of what a neuron makes: alone in a definition, they have a value for every index


def with_indices(problem: Problem) -> Problem:
    """Return a problem in which what is added up for every index has it in its definition as well, and so have the data that it is made of."""
    wanted = {} if problem.vectors.each else added_up(problem)
    if not wanted or problem.equation is not None or problem.rates or problem.known:
        return problem
    trees = {each.name: each.tree for each in problem.definitions}
    index = apart(next(iter(wanted.values())))[1]
    found = {name for base in wanted for name in of_each(base, index, trees, problem.wrt)}
    ordered = dict.fromkeys((*trees, *(name for tree in trees.values() for name in names(tree))))
    renamed = {name: wanted.get(name) or with_index(name, index) for name in ordered if name in found}
    outside = {name for each in problem.definitions if each.name not in renamed for name in names(each.tree)}
    if {apart(name)[1] for name in wanted.values()} != {index} or renamed.keys() <= trees.keys() or not outside.isdisjoint(renamed):
        return problem
    put = {name: symbol(own) for name, own in renamed.items()}
    definitions = tuple(each._replace(name=renamed.get(each.name, each.name), tree=substitute(each.tree, put)) for each in problem.definitions)
    told = Reading(f"{', '.join(renamed)} without an index read as {', '.join(renamed.values())}, one for every {index}", own=True)
    wrt = tuple(renamed.get(name, name) for name in problem.wrt)
    readings, output = (*problem.readings, told), renamed.get(problem.output or "", problem.output)
    return problem._replace(definitions=definitions, given=problem.as_written, readings=readings, wrt=wrt, output=output)


def added_up(problem: Problem) -> dict[str, str]:
    """Return what is defined without an index and stands with one, the index of a sum, in that sum alone; and how it stands there."""
    defined = {each.name for each in problem.definitions}
    found = {}
    for item in (item for each in problem.definitions for item in postorder(each.tree) if item[0] == "sum"):
        for name in names(item[2][0]):
            base, mark = apart(name)
            if mark == item[1] and base in defined and name not in defined:
                found[base] = name
    return found


def of_each(base: str, index: str, trees: Mapping[str, Tree], wrt: Sequence[str]) -> set[str]:
    """Return what has a value for every index: a definition, those that it is made of, and their data; nothing where an index is written in one.

    Data are written as such, or are all that is given, by a letter that is no parameter's: ŷ = b and p = e^(-λ) are the same for every index.
    """
    found, waiting = {base}, [base]
    given = set[str]()
    while waiting:
        inside = names(trees[waiting.pop()])
        if TRANSPOSED.value in inside or any(carries(each, index) for each in inside):
            return set()
        new = {each for each in inside if each in trees} - found
        found |= new
        waiting += new
        given |= {each for each in inside if each not in trees}
    many = data_in((trees[each] for each in found), given, wrt)
    return found | many | {each for each in given if len(given) == 1 and each in INSIDE}
