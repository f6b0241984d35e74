"""A sum without numbers for bounds whose terms the asked quantity is one of: that term stands apart from the sum of the others.

In s_i = e^{z_i}/Σ_j e^{z_j}, the derivative by z_i goes through the term j = i as well: Σ_j e^{z_j} = e^{z_i} + R, where R does not depend on z_i.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, count

from chainrule.graph.families import Beyond, Cases, apart_from, index_of, is_open, only_output, other_indices, sources_of
from chainrule.graph.resolve import all_names, at_index, integer
from chainrule.graph.samples import without_sums
from chainrule.notation.indices import apart, carries, case_of
from chainrule.problem import Problem, Reading
from chainrule.tree import Tree, add, names, postorder, rewrite, symbol

OTHERS = "RSTQ"  # names for the sum of the other terms, the first that the problem does not have
ANY = "·"  # an index that no name has


def with_terms_apart(problem: Problem, asked: Sequence[str], output: str | None = None) -> Problem:
    """Return a problem in which the terms that asked quantities stand in are apart from the rest of their sums.

    Sums over quantities that are defined themselves stay as they are, but where these have sums of their own, or are used of one
    index: those are told apart as ``families`` says. All sums stay where every term depends on another asked quantity.
    """
    if problem.layers is not None or not any("_" in name or "^" in name for name in (*asked, *(item.name for item in problem.definitions))):
        return problem
    used = used_cases(problem)
    sums = [item for definition in problem.definitions for item in postorder(definition.tree) if item[0] == "sum"]
    closed = [item for item in sums if not is_open(item)]
    several = any(case.isalpha() for _, case in used.values())
    if len(closed) < len(sums) and asked:
        several |= bool(used) or sums_of_sums(problem) or nowhere(asked, problem)
    if several and not any(sources_of(item.args[0], problem) for item in closed):
        return with_cases_apart(problem, asked, output, used)
    if not asked:
        return problem
    defined = {definition.name for definition in problem.definitions}
    bases = {apart(name)[0] for name in defined}
    if any(apart(name)[0] in bases for total in sums for name in names(total.args[0])):
        return problem
    beside = {name for definition in problem.definitions for name in names(without_sums(definition.tree))}
    rest = Rest(problem)
    parts: dict[Tree, tuple[Tree, Tree]] = {}
    for total in sums:
        found = cases(total, asked, beside)
        if found and any(name not in found for name in asked if name in names(total.args[0])):
            return problem
        if found and normal(total) not in parts:
            others = symbol(rest.of(total, " and ".join(found)))
            parts[normal(total)] = (total, add(*(at_index(total.args[0], total.value, case) for case in found.values()), others))
    if not parts:
        return problem
    definitions = tuple([given._replace(tree=apart_in(given.tree, parts.values())) for given in problem.definitions])
    readings = (*problem.readings, *map(Reading, rest.told))
    return problem._replace(definitions=definitions, given=problem.as_written, readings=readings, apart=tuple(parts.values()))


def used_cases(problem: Problem) -> Mapping[str, tuple[str, str]]:
    """Return the quantities that stand outside of the sums and are defined for another index, each with its definition and its own index."""
    indexed = [(item.name, index) for item in problem.definitions if (index := index_of(item))]
    if not indexed:
        return {}
    beside = dict.fromkeys(name for item in problem.definitions for name in names(without_sums(item.tree)))
    given = [name for name in beside if not any(name == item.name for item in problem.definitions)]
    return {name: (pattern, case) for name in given for pattern, index in indexed if (case := case_of(name, pattern, index))}


def nowhere(asked: Sequence[str], problem: Problem) -> bool:
    """Return whether an asked quantity stands in no definition itself, and one does that has another index in a sum over what is defined."""
    every = {name for item in problem.definitions for name in item.mentioned}
    missing = [name for name in asked if name not in every]
    return bool(missing) and any(sources_of(total[2][0], problem) for item in problem.definitions for total in postorder(item.tree) if total[0] == "sum")


def sums_of_sums(problem: Problem) -> bool:
    """Return whether a sum runs over what depends on a sum, or is one."""
    totals = [part for item in problem.definitions for part in postorder(item.tree) if part[0] == "sum"]
    if any(part[0] == "sum" for total in totals for part in postorder(total[2][0])):
        return True
    sources = [sources_of(item.tree, problem) for item in problem.definitions]
    summing = {item.name for item in problem.definitions if any(part[0] == "sum" for part in postorder(item.tree))}
    while True:
        more = {item.name for item, used in zip(problem.definitions, sources, strict=True) if item.name not in summing and not summing.isdisjoint(used)}
        if not more:
            break
        summing |= more
    return any(not summing.isdisjoint(sources_of(total[2][0], problem)) for total in totals)


def with_cases_apart(problem: Problem, asked: Sequence[str], output: str | None, used: Mapping[str, tuple[str, str]]) -> Problem:
    """Return a problem with the cases of its definitions with an index apart that the asked quantities go through."""
    rest = Rest(problem)
    target = output or problem.output or only_output(problem)
    if target is None:
        return problem
    try:
        found = Cases(problem, asked, rest.of_cases)
        definitions = found.definitions(target)
    except Beyond:
        return problem
    told = [f"{name} is {pattern} for the index {case}" for name, (pattern, case) in used.items()]
    readings = (*problem.readings, *map(Reading, (*told, *rest.told, *found.told)))
    return problem._replace(definitions=definitions, given=problem.as_written, readings=readings, output=target, apart=tuple(found.parts.items()))


class Rest:
    """Names for the sums of the other terms, the same for the same sum whatever its index is called."""

    def __init__(self, problem: Problem) -> None:
        taken = set().union(*(all_names(item.tree) | {item.name} for item in problem.definitions))
        bases = {apart(name)[0] for name in taken} | taken
        self.free = (name for name in chain(OTHERS, map("R_{}".format, count())) if name not in bases)
        self.names: dict[Tree, str] = {}
        self.told: dict[str, None] = {}  # what each name stands for

    def of(self, total: Tree, apart_from: str) -> str:
        """Return the name for a sum without the terms that some quantities are."""
        name = self.named(total)
        self.told[f"{name} is the sum of the terms without {apart_from}, which is one of those that are added up"] = None
        return name

    def of_cases(self, total: Tree, case: str, asked: Sequence[str], term: Tree) -> str:
        """Return the name for a sum without the term of one index, ."""
        name = self.named(total)
        of = " and ".join(each for each in asked if each in names(term))
        if of:
            self.told[f"{name} is the sum of the terms without {of}, which is one of those that are added up"] = None
        else:
            self.told[f"{name} is the sum of the terms without {total.value} = {case}: no other depends on {' or '.join(asked)}"] = None
        return name

    def named(self, total: Tree) -> str:
        """Return the name for the other terms of a sum, with the other indices that its terms have."""
        others = other_indices(total.args[0], total.value)
        key = normal(total)
        for letter in others:
            key = at_index(key, letter, ANY)
        if key not in self.names:
            self.names[key] = next(self.free)
        return "_".join(filter(None, (self.names[key], "".join(others))))


def cases(total: Tree, asked: Iterable[str], beside: Collection[str]) -> Mapping[str, int | str]:
    """Return the asked quantities that are terms of a sum without numbers for bounds, each with its index.

    The name with the sum's own index stands for each term in turn, unless it stands ``beside`` the sum too.
    """
    body, low, high = total.args
    indexed = [name for name in names(body) if name != total.value and carries(name, total.value)]
    if low[0] == "except" or (integer(low) is not None and integer(high) is not None):
        return {}
    found: dict[str, int | str] = {}
    for name in asked:
        case = next(filter(None, (case_of(name, pattern, total.value) for pattern in indexed if name != pattern or name in beside)), "")
        if case:
            found[name] = int(case) if case.isdigit() else case
    return found


def apart_in(tree: Tree, parts: Collection[tuple[Tree, Tree]]) -> Tree:
    """Return a tree with the sums whose terms stand apart written so, whatever their index is called; and any other sum where the others have no name."""
    if not parts:
        return tree
    table = {normal(total): written for total, written in parts}
    cases = {item[1] for _, written in parts for item in postorder(written) if item[0] == "except"}

    def change(item: Tree) -> Tree:
        if item.kind != "sum" or not is_open(item):
            return item
        return table.get(normal(item)) or (without(item, cases) if len(cases) == 1 else item)

    return rewrite(tree, change)


def without(total: Tree, cases: Iterable[str]) -> Tree:
    """Return a sum with the term of an index apart from the others."""
    (case,) = cases
    return add(*apart_from(total, case))


def normal(total: Tree) -> Tree:
    """Return a sum as sums over any index are compared."""
    return at_index(total.args[0], total.value, ANY)
