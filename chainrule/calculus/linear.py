"""Derivatives of weighted sums, and of functions of one: what a layer of neurons is made of, without a rule for every term."""

from __future__ import annotations

from chainrule.tree import ONE, Tree, mul


def linear_partials(tree: Tree, wanted: set[str]) -> list[tuple[str, Tree]] | None:
    """Return the tidy derivatives of w₁·x₁ + w₂·x₂ + … + b by the wanted names; None for a tree of another form.

    No name may appear twice: then the derivative by one factor of a term is the other factor.
    """
    found: dict[str, Tree] = {}
    count = 0
    for kind, value, args in tree[2] if tree[0] == "add" else (tree,):
        if kind == "symbol":
            found[value] = ONE
            count += 1
        elif kind == "mul" and len(args) == 2 and args[0][0] == "symbol" == args[1][0]:
            a, b = args
            found[a[1]], found[b[1]] = b, a
            count += 2
        else:
            return None
    if count > len(found):
        return None
    return list(found.items()) if wanted >= found.keys() else [each for each in found.items() if each[0] in wanted]


def chained(outer: Tree, inner: list[tuple[str, Tree]]) -> list[tuple[str, Tree]]:
    """Return the derivatives of a function of a weighted sum, given its tidy derivative by the sum and those of the sum."""
    factors = outer[2] if outer[0] == "mul" else (outer,)
    return [(name, outer if slope is ONE else mul(*factors, slope)) for name, slope in inner]
