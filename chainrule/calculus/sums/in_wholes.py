"""Problems of vectors in numbers that are given whole: x = [1, 2], A = [[1, 2], [3, 4]]."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from chainrule.errors import NumericError
from chainrule.notation.names import canonical
from chainrule.problem import Problem, alike
from chainrule.tree import Tree, names, rewrite
from chainrule.vectors.kinds import kinds_of
from chainrule.vectors.terms import each_component
from chainrule.vectors.whole import in_signs, in_whole_vectors

if TYPE_CHECKING:
    from chainrule.formula import Formula
    from chainrule.numeric import Evaluation


def gives_wholes(problem: Problem, given: Collection[str]) -> bool:
    """Return whether whole vectors or matrices are among the names that have values."""
    wholes = {each.name for each in problem.vectors.each}
    return any(alike(canonical(name), wholes) in wholes for name in given)


def at_wholes(problem: Problem, output: str, forms: Mapping[str, Formula | None], given: Mapping[str, Any]) -> Evaluation:
    """Return the values of a problem and the gradients of its output by whole vectors and matrices.

    ``forms`` are the whole gradients by the asked components. Raises NumericError where a gradient has none.
    """
    from chainrule.numeric.at_matrices import evaluated

    vectors = {component: each.name for each in problem.vectors.each for component in each.asked}
    gradients = {vectors.get(name, name): form for name, form in forms.items()}
    if any(found is None for found in gradients.values()):
        hint = "give values to components, with numbers for the bounds of the sums"
        raise NumericError("a derivative has no form in whole vectors and matrices, which the values are of", hint=hint)
    equations = {name or output: in_signs(tree, problem.vectors) for name, tree in in_whole_vectors(problem.vectors).items()}
    found = {name: formula.tree for name, formula in gradients.items() if formula is not None}
    counts = {each.name: [count for _, count in each.axes] for each in problem.vectors.each}
    written = [(name, rewrite(tree, power_of_function)) for name, tree in in_order(equations)]
    return evaluated(kinds_of(problem.vectors.each), written, {name: rewrite(tree, power_of_function) for name, tree in found.items()}, given, counts)


def power_of_function(item: Tree) -> Tree:
    """Return a power of a function of a matrix, σ(Z)^2, component by component, as the function is; any other node as it is."""
    return each_component(item) if item[0] == "pow" and item[2][0][0] == "call" else item


def in_order(equations: Mapping[str, Tree]) -> list[tuple[str, Tree]]:
    """Return definitions, each after those that it uses."""
    found: dict[str, Tree] = {}
    for start in equations:
        waiting = [start]
        while waiting:
            name = waiting[-1]
            below = next((each for each in names(equations[name]) if each in equations and each not in found and each not in waiting), None)
            if below is not None:
                waiting.append(below)
            else:
                found.setdefault(name, equations[waiting.pop()])
    return list(found.items())
