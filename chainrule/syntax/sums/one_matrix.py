"""Weights of two layers under one letter, o_k = f(Σ_j w_jk h_j) and h_j = f(Σ_i w_ij x_i): they are entries of one matrix, which is said."""

from __future__ import annotations

from chainrule.notation.indices import apart
from chainrule.problem import Problem, Reading
from chainrule.tree import names, postorder


def with_matrix_told(problem: Problem) -> Problem:
    """Return a problem in which it is said that what two definitions add up under one letter, and different indices, is one matrix."""
    found: dict[str, dict[str, str]] = {}  # names, by their letters and by the definitions that add them up
    for definition in problem.definitions:
        for total in (item for item in postorder(definition.tree) if item[0] == "sum"):
            for name in names(total[2][0]):
                base, index = apart(name)
                if len(index) == 2 and index.isalpha() and total[1] in index and apart(definition.name)[1] in index:
                    found.setdefault(base, {}).setdefault(definition.name, name)
    for base, each in found.items():
        several = list(dict.fromkeys(each.values()))
        if len(several) > 1:
            layers = " and ".join(f"{base}^({place}){name.removeprefix(base)}" for place, name in enumerate(several, 1))
            told = Reading(f"{' and '.join(several)} are entries of one {base}; for layers with weights of their own write {layers}")
            return problem._replace(readings=(*problem.readings, told))
    return problem
