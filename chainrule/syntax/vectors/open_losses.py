"""Losses that stay open: L = L(y) of all y_i, and an L whose derivative is asked and that the text does not give, which is one of all outputs.

Of their first derivatives nothing is known but what each value adds, ∂L/∂y_i: they are those of Σ_i L(y_i).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from chainrule.notation.indices import apart, carries, with_index
from chainrule.problem import OF_ALL, Definition, Problem, Reading
from chainrule.tree import ONE, Tree, apply, names, node, postorder, symbol

_CALLED = frozenset(("L", "J", "C", "ℓ", "loss", "Loss", "cost", "Cost"))
_LISTED = re.compile(  # L(y_1, …, y_m)
    r"(?<=[(,])(\s?)([^\W\d_]+)_?(?:\{1\}|1|₁)\s?,(?:[^\S\n]?(?:\2_?(?:2|₂)|…|\.\.\.|\\[lc]?dots)\s?,){1,2}\s?\2(?:_\{?\s?[a-zA-Z]\s?\}?|[ₘₙ])(?=\s?[,)])"
)
_APPLIED = re.compile(r"[LJCEℓ]\s?\(|(?:[Ll]oss|[Cc]ost)\s?\(")


def without_dots(text: str) -> str:
    """Return a text with y for y_1, …, y_m where a loss is applied to them; every place stays where it is."""
    return _LISTED.sub(lambda found: (found[1] + found[2]).ljust(len(found[0])), text) if _APPLIED.search(text) else text


def with_open_losses(problem: Problem) -> Problem:
    """Return a problem with what an open loss is of as terms of a sum, and with the loss where it is asked for alone."""
    problem = with_loss_given(problem)
    defined = {each.name for each in problem.definitions}
    families = {base: index for base, index in map(apart, defined) if len(index) == 1 and index.isalpha() and base not in defined}
    told: list[Reading] = []
    definitions = tuple(of_all(each, families, problem, told) for each in problem.definitions)
    return problem._replace(definitions=definitions, readings=(*problem.readings, *told)) if told else problem


def with_loss_given(problem: Problem) -> Problem:
    """Return a problem with L = L(y), where L alone is asked for and not given, and y is what the definitions lead to."""
    defined, loss = [each.name for each in problem.definitions], problem.output
    if loss not in _CALLED or loss in defined or not defined or "" in defined or problem.equation is not None or problem.rates:
        return problem
    if any(each.parameters for each in problem.definitions):  # a slip, rather
        return problem
    used = {each for item in problem.definitions for name in names(item.tree) for each in (name, apart(name)[0])}
    if loss in used:
        return problem
    last = [name for name in defined if name not in used and apart(name)[0] not in used]
    if len(last) != 1:
        return problem
    told = Reading(f"{loss} is not given: it stays open, {loss} = {loss}({apart(last[0])[0] if is_index(apart(last[0])[1]) else last[0]})")
    definition = Definition(loss, apply(loss, (symbol(last[0]),)))
    return problem._replace(definitions=(*problem.definitions, definition), readings=(*problem.readings, told))


def of_all(definition: Definition, families: Mapping[str, str], problem: Problem, told: list[Reading]) -> Definition:
    """Return a definition with an unspecified function of y as the sum of that of each y_i, where y_i is defined; what is said of it is added to."""
    tree = definition.tree
    if tree[0] != "apply" or any(tree[1][1]) or any(arg[0] != "symbol" for arg in tree[2]):
        return definition
    of = [apart(arg[1])[0] if apart(arg[1])[1] in families.values() else arg[1] for arg in tree[2]]
    letters = {families[base] for base in of if base in families}
    if len(letters) != 1 or any(carries(definition.name, letter) for letter in letters):
        return definition
    from chainrule.syntax.vectors.whole_vectors import is_of_data

    (index,) = letters
    args = tuple(symbol(with_index(base, index) if base in families or is_of_data(base) else arg[1]) for base, arg in zip(of, tree[2], strict=True))
    family = next(base for base in of if base in families)
    name = tree[1][0]
    told.append(stands_as(f"{name}({', '.join(of)})", f"{name}({', '.join(map(str, (arg.value for arg in args)))})", f"{family}_{index}"))
    return definition._replace(tree=node("sum", index, (apply(name, args), *limits_over(index, problem))))


def stands_as(whole: str, term: str, by: str) -> Reading:
    """Return what is said of a loss of all values that stands as a sum."""
    return Reading(f"{whole} stands as the sum of {term}{OF_ALL} by each {by}")


def limits_over(index: str, problem: Problem) -> tuple[Tree, Tree]:
    """Return the limits of sums over an index: those of another one, else 1 and n."""
    sums = (item for each in problem.definitions for item in postorder(each.tree) if item[0] == "sum" and item[1] == index and item[2][1] == ONE)
    found = next(sums, None)
    return ONE, found[2][2] if found is not None else symbol("n" if index != "n" else "N")


def is_index(mark: str) -> bool:
    """Return whether what stands below a name is the letter of an index."""
    return len(mark) == 1 and mark.isalpha()
