"""Wrong rules for constants: kept, or differentiated as if they varied."""

from __future__ import annotations

from chainrule.functions import FUNCTIONS
from chainrule.homework.slips.source import Place, tidy, times
from chainrule.homework.slips.wrong_rules import Trees, raised
from chainrule.tree import ONE, ZERO, Tree, add, div, names, neg


def constants_kept(place: Place) -> Trees:
    """A constant term carried over, or differentiated to 1."""
    kind, _, args = place.node
    if kind != "add":
        return {}
    constants = [arg for arg, each in zip(args, place.inner, strict=True) if each is None]
    if not constants:
        return {}
    one = neg(ONE) if all(each[0] == "neg" for each in constants) else ONE
    found = {"": add(place.own, *constants), "as 1": add(place.own, one)}
    found = {label: tree for label, tree in found.items() if tidy(tree) != ZERO}  # where nothing is left, a term is lost
    slopes = [slope for slope in map(as_if_it_varied, constants) if slope is not None]
    return found | ({"as if they varied": add(place.own, *slopes)} if slopes else {})


def constant_factor_varied(place: Place) -> Trees:
    """A constant factor differentiated as if it varied: 2π·x for π²·x, 2x·3y² for x²·y³ by y; a number to 1, x⁴ + 2·4x³ for 2x⁴."""
    kind, _, args = place.node
    if kind == "div" and place.inner[0] is None and not names(args[0]):
        return constant_above_varied(place)
    if kind != "mul":
        return {}
    found: Trees = {}
    rest = [arg for arg in args if place.derived[id(arg)] is not None]
    for index, arg in enumerate(args):
        if place.derived[id(arg)] is not None:
            continue
        slope = slope_of(arg)
        if slope is None:
            if len(args) == 2 and rest[0][0] != "symbol" and not is_exponential(rest[0]):  # another multiple of that, and of 3x another term in x
                found[f"to one {index}"] = add(place.own, rest[0])
            continue
        others = [each for other, each in enumerate(args) if other != index and place.derived[id(each)] is None]
        varied, instead = times(slope, div(place.own, arg)), times(slope, *others, *rest)
        found |= {f"times {index}": varied, f"added {index}": add(place.own, instead), f"instead {index}": instead}
    return found


def is_exponential(tree: Tree) -> bool:
    """Return whether a tree is its own derivative but for factors."""
    return (tree[0] == "call" and tree[1] == "exp") or (tree[0] == "pow" and not names(tree[2][0]))


def constant_above_varied(place: Place) -> Trees:
    """The quotient rule on a constant above that is differentiated to 1 or to itself: (g − c·g′)/g² for c/g."""
    above, below = place.node[2]
    slope = place.inner[1] or ONE
    return {label: div(times(wrong, below) - times(above, slope), below**2) for label, wrong in (("to one", ONE), ("to itself", above))}


def slope_of(constant: Tree) -> Tree | None:
    """Return the derivative of a constant as if it varied; None for a plain number."""
    return ONE if constant[0] in ("symbol", "constant") else as_if_it_varied(constant)


def as_if_it_varied(constant: Tree) -> Tree | None:
    """Return what the rule for a power or a function gives for a constant: 2π for π², cos 2 for sin 2; None for a plain number."""
    kind, value, args = constant
    if kind == "pow":
        return times(args[1], raised(args[0], args[1], -1))
    if kind == "call" and len(args) == 1 and value in FUNCTIONS:
        return FUNCTIONS[value].derivative(0, args)
    return None
