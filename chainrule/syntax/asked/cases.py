"""What is asked of one case of a definition that holds for every index, ∂h_k/∂x_l beside h_i = Σ_j W_ij x_j: the definition is that of h_k."""

from __future__ import annotations

from functools import partial

from chainrule.finite_sums import at_index
from chainrule.notation.indices import STEPS, apart, cases_of
from chainrule.problem import Definition, Problem, Reading
from chainrule.tree import Tree, names, node, postorder, rewrite

FRESH = "jlmnrstpqikuvwabcd"  # letters for the index of a sum whose own is that of what is asked, and for what changes places


def of_case(problem: Problem) -> Problem:
    """Return a problem with a definition of the output, where it is a case of one that is defined for every index; that takes its place if nothing uses it."""
    output = problem.output
    if not output or problem.equation is not None or problem.rates or problem.known or any(each.name == output for each in problem.definitions):
        return problem
    found = [(each, cases) for each in problem.definitions if (cases := cases_of(output, each.name, letters_of(each.name)))]
    if len(found) != 1:
        return problem
    if is_by_steps(problem):  # h_2 of h_t = w h_{t-1} is written out
        return problem
    (general, cases), others = found[0], [each for each in problem.definitions if each is not found[0][0]]
    used = {name for each in others for name in names(each.tree)}
    kept = general.name in used or any(cases_of(name, general.name, [*cases]) for name in used)
    special = general._replace(name=output, tree=in_case(general, cases))
    definitions = [special if each is general and not kept else each for each in problem.definitions] + ([special] if kept else [])
    told = Reading(f"{output} is {general.name} for {', '.join(f'{letter} = {case}' for letter, case in cases.items())}")
    return problem._replace(definitions=tuple(definitions), readings=(*problem.readings, told))


def is_by_steps(problem: Problem) -> bool:
    """Return whether a definition has another step or case of what is defined for each index, as h_t has h_{t-1}."""
    defined = {apart(each.name)[0] for each in problem.definitions if apart(each.name)[1]}
    names_by = [(each.name, name) for each in problem.definitions for name in names(each.tree)]
    return any(apart(name)[0] in defined and (not STEPS.isdisjoint(name) or apart(name)[0] == apart(own)[0]) for own, name in names_by)


def letters_of(name: str) -> list[str]:
    """Return the letters below a name, where these may be indices: i and j of W_ij, t and i of h_{t,i}."""
    letters = apart(name)[1].replace(",", "")
    return [*letters] if letters.isalpha() and letters.islower() and len(letters) < 4 else []


def in_case(definition: Definition, cases: dict[str, str]) -> Tree:
    """Return the tree of a definition with other indices for its own; sums over one of these run over another letter."""
    tree, taken = definition.tree, {letter for name in names(definition.tree) for letter in (*apart(name)[1], name)}
    taken |= {*cases, *cases.values(), *(item[1] for item in postorder(tree) if item[0] == "sum")}
    free = [letter for letter in FRESH if letter not in taken]
    for case in cases.values():
        tree = rewrite(tree, partial(over_another, case, free[0]))
    for letter, between in zip(cases, free[1:], strict=False):  # i and j may change places
        tree = at_index(tree, letter, between)
    for case, between in zip(cases.values(), free[1:], strict=False):
        tree = at_index(tree, between, int(case) if case.isdigit() else case)
    return tree


def over_another(index: str, other: str, item: Tree) -> Tree:
    """Return a sum over an index as one over another letter; any other node as it is."""
    if item[0] != "sum" or item[1] != index:
        return item
    return node("sum", other, (at_index(item[2][0], index, other), *item[2][1:]))
