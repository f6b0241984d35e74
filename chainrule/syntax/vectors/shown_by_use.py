"""Matrices that a problem shows by what it does with their product: Y = X W beside sum(Y), Σ_ij Y_ij, L(Y) or ∂Y_ij/∂X_ik, and z = W x beside Σ_i z_i²."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from chainrule.notation.indices import apart
from chainrule.problem import Problem, Reading
from chainrule.syntax.rules import RUNS_OVER
from chainrule.syntax.vectors.whole_vectors import is_scalar_product, letter_of, made_of, matrix_products, without_index
from chainrule.tree import Tree, mul, names, postorder, symbol
from chainrule.vectors.kinds import COLUMN, MATRIX, TRANSPOSED, is_capital, transposed

TAKEN = frozenset("XHAZΦ")  # by a layer with weights W
LAYERS = frozenset("WX")  # the weights of a layer, and its data
LOSSES = frozenset("LJℓℒ")  # of all components of a matrix
LETTERS = 2  # of the index of a component of a matrix
_JACOBIAN = re.compile(r"[Jj]acobian\b(?!\s++determinant)")
INDICES = frozenset("ijklmnpqrs")
NO_INDICES = frozenset(("in", "is", "pp", "ss"))  # V_in and V_pp are single values


def shown_by_use(problem: Problem, by: Collection[str]) -> dict[str, str]:
    """Return the kinds of names in products of capitals that are used as a matrix is, and in W x that is used as a vector is."""
    plain = {each.name for each in problem.definitions if each.name and not apart(each.name)[1]}
    trees = [each.tree for each in problem.definitions]
    commuted = [pair for tree in trees for item in postorder(tree) if item[0] == "add" for pair in both_orders(item[2])]
    if not (plain or commuted) or TRANSPOSED.value in (*plain, *by):
        return {}
    used = {name for tree in trees for name in names(tree)} | {*by, problem.output or ""}
    marks = {base: len(mark) for base, mark in map(apart, used) if base in plain and is_of_component(mark)}
    sums = [item for tree in trees for item in postorder(tree) if item[0] == "sum"]
    counts = {name for item in sums for name in names(item[2][2])}
    said = [each.message for each in problem.readings if RUNS_OVER in each.message]
    signs = all(each.startswith(("Σ", "\\sum")) for each in said)  # also where there is no sum at all
    summed = [body for body in without_index(sums) if not (signs and is_scalar_product(body))] if said else []  # Σ X Y is of X_i Y_i
    whole = [symbol(base) for base, count in marks.items() if count == LETTERS]
    made = [tree for name in made_by_layers(problem, by) for tree in made_of(symbol(name), problem)]
    layers = [pair for tree in made for pair in capitals_side_by_side(tree, problem.text) if is_of_layer(*pair)]
    layers += [pair for tree in made for pair in capitals_side_by_side(tree, problem.text, turned=True)]
    applied = [item for tree in trees for item in postorder(tree) if item[0] == "apply" and len(item[2]) == 1 and item[2][0][1] in plain]
    whole += [item for item in applied if item[1][0] in LOSSES]
    summed += [item for item in applied if item[1][0] not in LOSSES]
    pairs = [pair for body in whole for tree in made_of(body, problem) for pair in capitals_side_by_side(tree, problem.text)]
    added = (pair for body in summed for tree in made_of(body, problem) for pair in capitals_side_by_side(tree, problem.text))
    pairs += layers
    pairs += [pair for pair in added if not signs or is_of_layer(*pair)]  # in Σ (Y - A - B X)^2 B is a number, and in U(Y) of Y = A K A is one
    found = dict.fromkeys({name for pair in (*pairs, *commuted) for name in pair} - counts, MATRIX)
    jacobian = [problem.output or problem.definitions[-1].name] if _JACOBIAN.search(problem.text) else []
    for base in dict.fromkeys([*jacobian, *(base for base, count in marks.items() if count == 1)]):
        made = made_of(symbol(base), problem)
        if not any(apart(name)[0] == base and name != base for tree in made for name in names(tree)):  # x = A x_1 is no vector for that
            for matrix, vector in (pair for tree in made for pair in matrix_products(tree, problem.text)):
                found |= {matrix: MATRIX, vector: COLUMN}
    return found


def with_numbers_told(problem: Problem) -> Problem:
    """Return a problem of numbers in which it is said that W and x of W x are read as such, as they stand in layers too."""
    trees = [each.tree for each in problem.definitions]
    pairs = [pair for tree in trees for pair in matrix_products(tree, problem.text) if letter_of(pair[0]) in LAYERS]
    pairs += [pair for tree in trees for pair in capitals_side_by_side(tree, problem.text) if is_of_layer(*pair)]
    if not pairs or problem.vectors.each or any(item[0] == "sum" for tree in trees for item in postorder(tree)):
        return problem
    one, other = pairs[0]
    told = Reading(f"{one}*{other} read as a product of numbers; else write: {one} is a matrix")
    return problem._replace(readings=(*problem.readings, told))


def made_by_layers(problem: Problem, by: Collection[str]) -> list[str]:
    """Return the output where it is a capital and is differentiated by one, Y of ∂Y/∂W."""
    asked, output = (*by, *problem.wrt), problem.output
    return [output] if output and output not in LOSSES and is_capital(symbol(output)) and any(is_capital(symbol(name)) for name in asked) else []


def both_orders(terms: Sequence[Tree]) -> Iterator[tuple[str, str]]:
    """Yield A and X of A X − X A, which would be 0 of numbers."""
    products = {term for term in terms if term[0] == "mul" and len(term[2]) == 2 and all(is_capital(part) and part != TRANSPOSED for part in term[2])}
    for term in terms:
        if term[0] == "neg" and term[2][0][0] == "mul" and mul(*reversed(term[2][0][2])) in products and term[2][0] not in products:
            yield tuple(part[1] for part in term[2][0][2])


def is_of_component(mark: str) -> bool:
    """Return whether an index is that of a component: 1, 12, i or ij, but not ab or in of V_ab and V_in."""
    return mark.isdigit() or (mark.isalpha() and mark.islower() and (len(mark) == 1 or (INDICES.issuperset(mark) and mark not in NO_INDICES)))


def is_of_layer(one: str, other: str) -> bool:
    """Return whether a product is one of weights and what a layer takes: X W, W H."""
    letters = letter_of(one), letter_of(other)
    return "W" in letters and not TAKEN.isdisjoint(letters)


def capitals_side_by_side(tree: Tree, text: str, *, turned: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the capitals that stand side by side in a product, X W and Q K^T, or only those of which one is ``turned``; X*W is one for each component."""
    for item in postorder(tree):
        for one, other in pairwise(item[2]) if item[0] == "mul" else ():
            first, second = (each if (inside := transposed(each)) is None else inside for each in (one, other))
            capitals = is_capital(first) and is_capital(second) and TRANSPOSED not in (first, second)
            if capitals and (not turned or (first, second) != (one, other)) and not re.search(rf"{re.escape(first[1])}\s?+\*\s?+{re.escape(second[1])}", text):
                yield first[1], second[1]
