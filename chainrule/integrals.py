"""Definite integrals as trees: ∫ from low to high of a body in which the variable of integration is bound.

A bound variable is a leaf of a kind of its own, so that no walk over names meets it: it is no quantity of the problem.
"""

from __future__ import annotations

from chainrule.tree import INFINITY, Tree, names, node, rewrite, substitute, symbol, total, walk


def integral(variable: str, body: Tree, low: Tree, high: Tree) -> Tree:
    """Return ∫ body d(variable); the variable's name in the body is bound, that in the limits is a quantity's.

    >>> integral("t", symbol("t") * symbol("x"), symbol("t"), symbol("x"))
    (integral 't' (mul (bound 't') (symbol 'x')) (symbol 't') (symbol 'x'))
    """
    return node("integral", variable, (substitute(body, {variable: bound(variable)}), low, high))


def bound(variable: str) -> Tree:
    """Return a variable of integration where it stands in what is integrated."""
    return node("bound", variable)


def as_name(variable: str) -> str:
    """Return the name that a variable of integration has where it stands for a quantity: no quantity's own name has the sign."""
    return f"∫{variable}"


def integrand_at(item: Tree, value: Tree) -> Tree:
    """Return what an integral integrates, at a value of its variable; integrals inside it over a variable of that name keep theirs."""
    return with_bound(item[2][0], item[1], value)


def with_bound(body: Tree, variable: str, value: Tree) -> Tree:
    """Return an expression with a value in place of a bound variable, where that is not bound again inside."""
    inside = [part for part in walk(body) if part[0] == "integral" and part[1] == variable]
    if not inside:
        return rewrite(body, lambda part: value if part[0] == "bound" and part[1] == variable else part)
    kept = {as_name(str(place)): part for place, part in enumerate(inside)}
    opened = rewrite(body, lambda part: next((symbol(name) for name, each in kept.items() if each == part), part))
    limits = {
        name: node("integral", variable, (part[2][0], *[with_bound(limit, variable, value) for limit in part[2][1:]])) for name, part in kept.items()
    }
    return substitute(with_bound(opened, variable, value), limits)


def infinite(limit: Tree) -> int:
    """Return 1 for the limit ∞, −1 for −∞, and 0 for any other."""
    return 1 if limit == INFINITY else -1 if limit[0] == "neg" and limit[2][0] == INFINITY else 0


def renamed(item: Tree, variable: str) -> Tree:
    """Return an integral over a variable of another name."""
    return node("integral", variable, (integrand_at(item, bound(variable)), *item[2][1:]))


def has_integral(*trees: Tree) -> bool:
    """Return whether an integral stands in one of some trees."""
    return any(item[0] == "integral" for tree in trees for item in walk(tree))


def integrands(trees: list[Tree]) -> set[int]:
    """Return the ids of the nodes of all that is integrated in some nodes."""
    return {id(part) for item in trees if item[0] == "integral" for part in walk(item[2][0])}


def outside_integrands(root: Tree) -> set[int] | None:
    """Return the ids of the nodes of a tree that stand in what no integral integrates; None where there is no integral."""
    if not has_integral(root):
        return None
    found: set[int] = set()
    stack = [root]
    while stack:
        item = stack.pop()
        if id(item) not in found:
            found.add(id(item))
            stack += item[2][1:] if item[0] == "integral" else item[2]
    return found


def at_limits(root: Tree) -> Tree:
    """Return a tree with what is integrated, at the limits with names in them, in place of each integral: it is real where the integral is."""
    if not has_integral(root):
        return root

    def change(item: Tree) -> Tree:
        return total([integrand_at(item, limit) for limit in item[2][1:] if names(limit)]) if item[0] == "integral" else item

    return rewrite(root, change)
