"""Scalar products of vectors by their components: w^T x is Σ_i w_i·x_i, where w and x stand nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from chainrule.notation.names import split
from chainrule.problem import Definition, Problem, Reading
from chainrule.syntax.rules import sentence
from chainrule.tree import ONE, Tree, mul, names, node, postorder, rewrite, symbol

Pair = tuple[str, str]  # of vectors

TRANSPOSED = symbol("T")
NO_VECTORS = frozenset("edijklmnrst")  # letters before ^T that stand for numbers more often
INDICES, COUNTS = "ikjlm", "nmpd"  # letters for what runs over the components, and for how many there are
OWN_NAMES = "szqvh"  # for scalar products inside other expressions
POWER = "the sum of products"  # the other reading of w^T, where that is read as a power


def with_products(problem: Problem, wrt: Collection[str]) -> Problem:
    """Return a problem with w^T x as the sum of the products of components, where every w^T, w and x in it belongs to such a product."""
    trees = [each.tree for each in problem.definitions]
    used = {name for tree in trees for name in names(tree)}
    if TRANSPOSED.value not in used or problem.equation is not None:
        return problem
    found = dict.fromkeys(pair for tree in trees for item in postorder(tree) if item[0] == "mul" for pair in products(item))
    vectors = {name for pair in found for name in pair}
    taken = {*used, *(each.name for each in problem.definitions), *(part for name in used for part in indices(name))}
    index, count = (next((letter for letter in letters if letter not in taken), "") for letters in (INDICES, COUNTS))
    if not found or not index or not count or not {TRANSPOSED.value, *vectors}.isdisjoint(each.name for each in problem.definitions):
        return problem
    own = iter([letter for letter in OWN_NAMES if letter not in taken])
    sums = {pair: total(pair, index, count) for pair in found}
    apart = {pair: next(own, "") for pair in found if any(inside(tree, pair) for tree in trees)}
    put = {pair: symbol(apart[pair]) if apart.get(pair) else tree for pair, tree in sums.items()}
    changed = [rewrite(tree, lambda item: with_totals(item, put)) for tree in trees]
    left = {name for tree in changed for name in names(tree)}
    if not left.isdisjoint({TRANSPOSED.value, *vectors}) or TRANSPOSED.value in (*wrt, *problem.wrt, *dict(problem.point)):
        return problem
    definitions = [each._replace(tree=tree) for each, tree in zip(problem.definitions, changed, strict=True)]
    definitions += [Definition(name, sums[pair]) for pair, name in apart.items() if name]
    readings = [Reading(sentence("scalar product", f"{a}^T {b}", f"Σ_{index} {a}_{index}·{b}_{index}", f"{a}^S {b}")) for a, b in found]
    return problem._replace(definitions=tuple(definitions), readings=(*(each for each in problem.readings if each.other != POWER), *readings))


def total(pair: Pair, index: str, count: str) -> Tree:
    """Return Σ over the components of two vectors."""
    return node("sum", index, (mul(*(symbol(f"{name}_{index}") for name in pair)), ONE, symbol(count)))


def inside(tree: Tree, pair: Pair) -> bool:
    """Return whether a scalar product stands inside something else than a sum of terms: there it has a name of its own."""
    terms = tree[2] if tree[0] == "add" else (tree,)
    return any(pair in products(item) for term in terms for item in postorder(term) if item[0] == "mul" and (item is not term or len(item[2]) > 2))


def products(item: Tree) -> list[Pair]:
    """Return the pairs of names a, b that stand as a^T b in a product."""
    return [(one[2][0][1], other[1]) for one, other in pairwise(item[2]) if is_transposed(one) and other[0] == "symbol"]


def is_transposed(factor: Tree) -> bool:
    """Return whether a factor is the transpose of a name without an index."""
    if factor[0] != "pow" or factor[2][1] != TRANSPOSED or factor[2][0][0] != "symbol":
        return False
    name = factor[2][0][1]
    return name not in NO_VECTORS and not indices(name)


def indices(name: str) -> tuple[str, ...]:
    """Return what stands below and above a name."""
    _, low, high = split(name) or ("", "", "")
    return tuple(filter(None, (low, high)))


def with_totals(item: Tree, put: Mapping[Pair, Tree]) -> Tree:
    """Return a product with other trees for the scalar products in it; any other node as it is."""
    if item[0] != "mul" or not products(item):
        return item
    factors: list[Tree] = []
    waiting = list(item[2])
    while waiting:
        factor = waiting.pop(0)
        if is_transposed(factor) and waiting and waiting[0][0] == "symbol":
            factor = put[factor[2][0][1], waiting.pop(0)[1]]
        factors.append(factor)
    return mul(*factors) if len(factors) > 1 else factors[0]
