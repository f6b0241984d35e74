"""Derivatives of weighted sums, and of functions of one: what a layer of neurons is made of, without a rule for every term."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import compress, repeat
from typing import Any

from chainrule.calculus.rules import differentiate
from chainrule.calculus.tidy import Tidier
from chainrule.columns import products
from chainrule.graph.whole import KIND, weighted_factors
from chainrule.tree import ONE, Tree, call, postorder, symbol

Place = tuple[str, Any, tuple[int, ...] | None, Tree]  # of a template: kind, value, the places of the arguments (None: those given), the node


def linear_partials(tree: Tree, reached: Sequence[bool]) -> list[Tree] | None:
    """Return the tidy derivatives of a weighted sum or of a function of one by the ``reached`` of its names, which are in order of appearance.

    None for an expression of another form.
    """
    kind, value, args = tree
    applied = kind == "call" and len(args) == 1
    slopes = weighted_slopes(args[0] if applied else tree)
    if slopes is None or len(slopes) != len(reached):
        return None
    kept = list(compress(slopes, reached))
    if not applied:
        return kept
    outer = filled(local_template(value), args)
    return None if outer[0] == "number" else chained(outer, kept)


def weighted_slopes(tree: Tree) -> list[Tree] | None:
    """Return the derivatives of w₁·x₁ + w₂·x₂ + … + b by each name in it, in order; None for a tree of another form.

    They hold where no name appears twice: then the derivative by one factor of a term is the other factor.
    """
    terms = tree[2] if tree[0] == "add" else (tree,)
    kinds, factors = list(map(KIND, terms)), weighted_factors(terms)
    pairs, alone = kinds.count("mul"), kinds.count("symbol")
    if factors is None or pairs + alone < len(terms) or 2 * pairs + alone != len(factors):
        return None
    if alone and kinds.index("symbol") < pairs:  # the lone symbols are not all at the end
        return [slope for term in terms for slope in (term[2][::-1] or (ONE,))]
    slopes = [ONE] * len(factors)
    slopes[: 2 * pairs : 2], slopes[1 : 2 * pairs : 2] = factors[1 : 2 * pairs : 2], factors[: 2 * pairs : 2]
    return slopes


def chained(outer: Tree, slopes: Sequence[Tree]) -> list[Tree]:
    """Return the derivatives of a function of a weighted sum, given its tidy derivative by the sum and those of the sum."""
    factors = outer[2] if outer[0] == "mul" else (outer,)
    return [outer if slope is ONE else term for slope, term in zip(slopes, products(*map(repeat, factors), slopes), strict=True)]


@cache
def local_template(function: str) -> list[Place]:
    """Return the tidy derivative of a function of one argument u, to be filled in: its nodes, each with the places of its arguments."""
    order = postorder(Tidier()(differentiate(call(function, symbol("u")))["u"]))
    places = {id(item): place for place, item in enumerate(order)}
    return [(item[0], item[1], None if is_of_u(item) else tuple([places[id(arg)] for arg in item[2]]), item) for item in order]


def is_of_u(item: Tree) -> bool:
    """Return whether a node is a function of u itself, which has just the argument that is filled in."""
    args = item[2]
    return len(args) == 1 and bool(args[0][0] == "symbol")


def filled(template: list[Place], args: tuple[Tree]) -> Tree:
    """Return a template in u for an argument, given as the tuple of it, which the functions of u share."""
    built: list[Tree] = []
    for kind, value, places, item in template:
        if places is None:
            built.append(Tree((kind, value, args)))
        elif places:
            built.append(Tree((kind, value, tuple([built[place] for place in places]))))
        else:
            built.append(args[0] if kind == "symbol" else item)
    return built[-1]
