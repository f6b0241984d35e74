"""Functions of vectors that the text defines and applies, h(x) = 1/(1 + e^{-θ^T x}) in Σ_i (h(x_i) - y_i)²: put in where they stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from chainrule.errors import ReadError
from chainrule.notation.indices import apart
from chainrule.notation.names import unicode_name
from chainrule.problem import Definition, Problem, Reading
from chainrule.recurrences import with_steps
from chainrule.syntax.asked.requests import Said
from chainrule.syntax.sums.layers_by_letter import with_layers_apart
from chainrule.syntax.vectors.by_components import with_vectors
from chainrule.syntax.vectors.features import with_features
from chainrule.syntax.vectors.matrices import whole_or_found
from chainrule.syntax.vectors.shown_by_use import with_numbers_told
from chainrule.tree import ZERO, Tree, names, postorder, rewrite, size, substitute

DEEPEST = 5  # functions in one another
LARGEST = 2_000  # nodes of a definition after that


def with_vectors_and_functions(problem: Problem, wrt: Collection[str], said: Said) -> Problem:
    """Return a problem with its vectors by components, and the functions put in that are applied to such."""
    problem = with_features(with_layers_apart(problem, wrt), wrt)
    written = with_steps(problem)
    if written is not problem and (of_steps := through_steps(problem, written, wrt, said)) is not None:
        return of_steps
    whole = with_functions_put_in(problem)
    if whole is not problem and (found := with_vectors(whole, wrt, said)).vectors.each:
        return found
    return with_numbers_told(with_vectors(problem, wrt, said))


def through_steps(problem: Problem, written: Problem, wrt: Collection[str], said: Said) -> Problem | None:
    """Return a problem of vectors in which what is defined step by step is written out, in whole matrices where it has any; None for one of numbers.

    Raises ReadError where vectors that are defined step by step are used otherwise.
    """
    said = said._replace(kinds=kinds_of_steps(problem, written, said.kinds))
    zero = [item for item in written.definitions if item.tree == ZERO and apart(item.name)[1].isdecimal()]
    written = without(written, zero) if zero and with_vectors(without(written, zero), wrt, said).vectors.each else written
    found = with_vectors(written, wrt, said)
    if not found.vectors.each:
        if any(apart(each.name)[0] == apart(item.name)[0] for each in with_vectors(problem, wrt, said).vectors.each for item in problem.definitions):
            reason, hint = "what is a vector here is defined step by step as if it were none", "write the steps out: h_1 = …, h_2 = …"
            raise ReadError(reason, hint=hint, text=problem.text, start=0, end=len(problem.text))
        return None
    if found.vectors.whole:
        return found
    return whole_or_found(written, found, wrt, said)


def without(problem: Problem, zero: Collection[Definition]) -> Problem:
    """Return a problem without the vectors that are set to 0: they are given."""
    told = (Reading(f"{unicode_name(item.name)} = 0 is set aside: put the zeros in for {unicode_name(item.name)}") for item in zero)
    definitions = tuple(item for item in problem.definitions if item not in zero)
    return problem._replace(definitions=definitions, readings=(*problem.readings, *told))


def kinds_of_steps(problem: Problem, written: Problem, kinds: Mapping[str, str]) -> dict[str, str]:
    """Return the kinds of what is said to be vectors and matrices, for the steps that are written out too: those of h_t for h_1 and h_2."""
    steps = [item.name for item in written.definitions if item not in problem.definitions]
    used = {*steps, *(name for item in written.definitions for name in names(item.tree))}
    return {**{name: kind for name in used for given, kind in kinds.items() if apart(given)[1].isalpha() and apart(given)[0] == apart(name)[0]}, **kinds}


def with_functions_put_in(problem: Problem) -> Problem:
    """Return a problem with the functions put in that it defines and applies to something else than their own arguments; any other as it is."""
    functions = {each.name: each for each in problem.definitions if each.parameters and each.name}
    if not functions or len(problem.definitions) == 1:
        return problem
    used = {item[1][0] for each in problem.definitions for item in postorder(each.tree) if item[0] == "apply" and is_put_in(item, functions)}
    if not used or problem.output in used or problem.equation is not None:
        return problem
    definitions = tuple(each._replace(tree=all_put_in(each.tree, functions)) for each in problem.definitions)
    left = tuple(each for each in definitions if each.name not in used)
    if any(size(each.tree) > LARGEST or not used.isdisjoint(standing(each)) for each in left):
        return problem
    told = (Reading(f"{each.name}({', '.join(each.parameters)}) is put in where it stands", each.start, each.end) for each in definitions if each.name in used)
    return problem._replace(definitions=left, readings=(*problem.readings, *told))


def is_put_in(item: Tree, functions: dict[str, Definition]) -> bool:
    """Return whether a node applies a defined function, not its derivative, to as many arguments as it has."""
    (name, orders), args = item[1], item[2]
    return name in functions and not any(orders) and len(args) == len(functions[name].parameters)


def all_put_in(tree: Tree, functions: dict[str, Definition]) -> Tree:
    """Return a tree with functions put in, those in one another too."""

    def change(item: Tree) -> Tree:
        if item[0] != "apply" or not is_put_in(item, functions):
            return item
        function = functions[item[1][0]]
        return substitute(function.tree, dict(zip(function.parameters, item[2], strict=True)))

    for _ in range(DEEPEST):
        if (new := rewrite(tree, change)) is tree or size(new) > LARGEST:
            return new
        tree = new
    return tree


def standing(definition: Definition) -> set[str]:
    """Return the names in a definition, those of functions that it applies too."""
    return set(names(definition.tree)) | {item[1][0] for item in postorder(definition.tree) if item[0] == "apply"}
