"""A sum without numbers for bounds whose terms the asked quantity is one of: that term stands apart from the sum of the others.

In s_i = e^{z_i}/Σ_j e^{z_j}, the derivative by z_i goes through the term j = i as well: Σ_j e^{z_j} = e^{z_i} + R, where R does not depend on z_i.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, count

from chainrule.graph.resolve import all_names, at_index, integer
from chainrule.graph.samples import without_sums
from chainrule.notation.indices import apart, carries, case_of
from chainrule.problem import Problem, Reading
from chainrule.tree import Tree, add, names, postorder, rewrite, symbol

OTHERS = "RSTQ"  # names for the sum of the other terms, the first that the problem does not have
ANY = "·"  # an index that no name has


def with_terms_apart(problem: Problem, asked: Sequence[str]) -> Problem:
    """Return a problem in which the terms that asked quantities stand in are apart from the rest of their sums.

    All sums stay as they are where one is over quantities that are defined themselves, of which the asked one may reach several,
    or where every term depends on another asked quantity.
    """
    if problem.layers is not None or not any("_" in name or "^" in name for name in asked):
        return problem
    sums = [item for definition in problem.definitions for item in postorder(definition.tree) if item[0] == "sum"]
    defined = {definition.name for definition in problem.definitions}
    bases = {apart(name)[0] for name in defined}
    if not sums or any(apart(name)[0] in bases for total in sums for name in names(total.args[0])):
        return problem
    beside = {name for definition in problem.definitions for name in names(without_sums(definition.tree))}
    taken = set().union(*(all_names(definition.tree) for definition in problem.definitions), defined)
    free = (name for name in chain(OTHERS, map("R_{}".format, count())) if name not in taken)
    parts: list[tuple[Tree, Tree]] = []
    told: list[str] = []
    for total in sums:
        found = cases(total, asked, beside)
        if found and any(name not in found for name in asked if name in names(total.args[0])):
            return problem
        if found and normal(total) not in map(normal, dict(parts)):
            rest = next(free)
            parts.append((total, add(*(at_index(total.args[0], total.value, case) for case in found.values()), symbol(rest))))
            told += [f"{rest} is the sum of the terms without {' and '.join(found)}, which is one of those that are added up"]
    if not parts:
        return problem
    definitions = tuple([given._replace(tree=apart_in(given.tree, parts)) for given in problem.definitions])
    readings = (*problem.readings, *map(Reading, told))
    return problem._replace(definitions=definitions, given=problem.as_written, readings=readings, apart=tuple(parts))


def cases(total: Tree, asked: Iterable[str], beside: Collection[str]) -> Mapping[str, int | str]:
    """Return the asked quantities that are terms of a sum without numbers for bounds, each with its index.

    The name with the sum's own index stands for each term in turn, unless it stands ``beside`` the sum too.
    """
    body, low, high = total.args
    indexed = [name for name in names(body) if name != total.value and carries(name, total.value)]
    if integer(low) is not None and integer(high) is not None:
        return {}
    found: dict[str, int | str] = {}
    for name in asked:
        case = next(filter(None, (case_of(name, pattern, total.value) for pattern in indexed if name != pattern or name in beside)), "")
        if case:
            found[name] = int(case) if case.isdigit() else case
    return found


def apart_in(tree: Tree, parts: Iterable[tuple[Tree, Tree]]) -> Tree:
    """Return a tree with the sums whose terms stand apart written so, whatever their index is called."""
    table = {normal(total): written for total, written in parts}
    return rewrite(tree, lambda item: table.get(normal(item), item) if item.kind == "sum" else item) if table else tree


def normal(total: Tree) -> Tree:
    """Return a sum as sums over any index are compared."""
    return at_index(total.args[0], total.value, ANY)
