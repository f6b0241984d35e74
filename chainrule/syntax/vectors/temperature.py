"""A temperature T beside transposes: in −y^T log softmax(z/T), the scalar product stands as a sum, and T is a quantity."""

from __future__ import annotations

from chainrule.problem import Problem
from chainrule.syntax.rules import A_POWER
from chainrule.tree import ONE, Tree, mul, node, postorder, rewrite, symbol
from chainrule.vectors.kinds import HADAMARD, TRANSPOSED, factors, transposed

INDEX, COUNT = "i", "n"  # of the components


def beside_temperature(problem: Problem) -> Problem:
    """Return a problem with Σ y ⊙ log p for y^T log p where T is a quantity beside it, as in softmax(z/T); any other as it is."""
    trees = [rewrite(each.tree, with_sums_of_products) for each in problem.definitions]
    left = [item for tree in trees for item in postorder(tree)]
    if TRANSPOSED not in left or any(transposed(item) is not None for item in left) or trees == [each.tree for each in problem.definitions]:
        return problem
    definitions = tuple(each._replace(tree=tree) for each, tree in zip(problem.definitions, trees, strict=True))
    return problem._replace(definitions=definitions, readings=tuple(each for each in problem.readings if each.other != A_POWER))


def with_sums_of_products(item: Tree) -> Tree:
    """Return a product in which a scalar product stands as the sum of products of components; any other node as it is."""
    if item[0] != "mul":
        return item
    parts = list(factors(item))
    for place in range(len(parts) - 2, -1, -1):
        inside = transposed(parts[place])
        if inside is not None:
            parts[place : place + 2] = [node("sum", INDEX, (node(HADAMARD, None, (inside, parts[place + 1])), ONE, symbol(COUNT)))]
    if len(parts) == len(factors(item)):
        return item
    return mul(*parts) if len(parts) > 1 else parts[0]
