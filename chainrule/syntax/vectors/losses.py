"""Losses of vectors that stay open: L = L(a) as what every component of a adds to it."""

from __future__ import annotations

from chainrule.notation.indices import carries
from chainrule.problem import Definition, Reading
from chainrule.syntax.vectors.open_losses import stands_as
from chainrule.tree import ONE, Tree, names, node
from chainrule.vectors.components import Components
from chainrule.vectors.kinds import SCALAR, Kinds

INDEX = "i"  # of the components
LETTERS = frozenset("LJℓℒ")  # for losses, L = f(Y) too


def of_all_components(definition: Definition) -> Tree:
    """Return an open loss L = L(a) as what all components of a add to it; any other definition's tree as it is."""
    tree = definition.tree
    is_open = tree[0] == "apply" and (tree[1][0] == definition.name or definition.name in LETTERS) and not definition.parameters and not any(tree[1][1])
    return node("sum", INDEX, (tree, ONE, ONE)) if is_open and all(arg[0] == "symbol" for arg in tree[2]) else tree


def as_typed(name: str, tree: Tree) -> Tree:
    """Return an open loss as L(a) where it stands as what all components add to it; any other tree as it is."""
    inside = tree[2][0] if tree[0] == "sum" and tree[2][1:] == (ONE, ONE) else tree
    return inside if inside[0] == "apply" and (inside[1][0] == name or name in LETTERS) else tree


def open_loss(definition: Definition, components: Components) -> Reading:
    """Return what is said of an open loss of a vector."""
    function = definition.tree[1][0]
    args = [str(arg[1]) for arg in definition.tree[2] if arg[0] == "symbol"]
    parts = [components.component(arg) if arg in components.vectors else arg for arg in args]
    return stands_as(f"{function}({', '.join(args)})", f"{function}({', '.join(parts)})", parts[0])


def of_numbers(tree: Tree, kinds: Kinds) -> Tree:
    """Return what all components add to an open loss as the loss alone where it is of numbers; any other tree as it is."""
    inside = tree[2][0] if tree[0] == "sum" else tree
    alone = inside is not tree and inside[0] == "apply" and all(kinds.kind(arg) == SCALAR for arg in inside[2])
    return inside if alone and not any(carries(name, tree[1]) for name in names(inside)) else tree
