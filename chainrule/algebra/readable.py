"""What SymPy gives, as a reader would write it: reciprocals by their names, a sign in front where it is least in the way."""

from __future__ import annotations

from collections.abc import Callable

from chainrule.functions import HYPERBOLIC
from chainrule.tree import ONE, Tree, add, call, div, fold, mul, neg, postorder, power

RECIPROCAL = {"tan": "cot", "cot": "tan", "tanh": "coth", "coth": "tanh"}
RECIPROCAL_IF_USED = {"cos": "sec", "sin": "csc", "cosh": "sech", "sinh": "csch"}



def readable(tree: Tree) -> Callable[[Tree], Tree]:
    """Return what rewrites one node of a form of the tree: 1/tan x as cot x, 1/cos² x as sec² x where the tree has secants, −1/(x − 1) as 1/(1 − x)."""
    nodes = list(postorder(tree))
    used = {item[1] for item in nodes if item[0] == "call"}
    names = {**RECIPROCAL, **{name: other for name, other in RECIPROCAL_IF_USED.items() if other in used}}
    sums = {item for item in nodes if item[0] == "add"}

    def change(item: Tree) -> Tree:
        match item[0]:
            case "div":
                return _div(item, names)
            case "mul":
                return _mul(item)
            case "neg":
                return _neg(item, sums)
        return item

    return change


def compound_fractions(tree: Tree) -> int:
    """Return how many fractions have a fraction above or below the bar, outside functions and powers."""

    def count(item: Tree, parts: list[tuple[int, bool]]) -> tuple[int, bool]:
        inside = any(fraction for _, fraction in parts)
        compound = sum(number for number, _ in parts) + (inside and item[0] == "div")
        return compound, item[0] == "div" or (inside and item[0] in ("add", "mul", "neg"))

    return fold(tree, count)[0]


def hyperbolic_in(tree: Tree) -> frozenset[str]:
    """Return which hyperbolic functions a formula has."""
    return frozenset(item[1] for item in postorder(tree) if item[0] == "call" and item[1] in HYPERBOLIC)


def _div(item: Tree, names: dict[str, str]) -> Tree:
    """Return a number over a function by the name of the function's reciprocal, and a sign above in front."""
    above, below = item[2]
    if above[0] == "neg":
        return neg(div(above[2][0], below))
    base, exponent = below[2] if below[0] == "pow" else (below, ONE)
    if above[0] != "number" or base[0] != "call" or base[1] not in names or exponent[0] != "number":
        return item
    function = call(names[base[1]], *base[2])
    raised = function if exponent == ONE else power(function, exponent)
    return raised if above == ONE else mul(above, raised)


def _mul(item: Tree) -> Tree:
    """Return a product with a sum of negative terms only as the opposite of the product with the positive ones."""
    turned = [add(*[term[2][0] for term in arg[2]]) if arg[0] == "add" and all(term[0] == "neg" for term in arg[2]) else arg for arg in item[2]]
    changed = sum(1 for arg, other in zip(turned, item[2], strict=True) if arg is not other)
    if not changed:
        return item
    return neg(mul(*turned)) if changed % 2 else mul(*turned)


def _neg(item: Tree, sums: set[Tree]) -> Tree:
    """Return the opposite of an opposite as what it is, and that of something over a − b as the same over b − a, unless the tree has a − b."""
    (inner,) = item[2]
    if inner[0] == "neg":
        positive: Tree = inner[2][0]
        return positive
    if inner[0] == "div":
        above, below = inner[2]
        if below[0] == "add" and len(below[2]) == 2 and below[2][0][0] != "neg" and below[2][1][0] == "neg" and below not in sums:
            first, second = below[2]
            return div(above, add(second[2][0], neg(first)))
    return item
