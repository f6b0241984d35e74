"""Which expressions may be given by several formulas, each on a part of the domain."""

from __future__ import annotations

from chainrule.finite_sums import integer
from chainrule.tree import Tree, postorder

# Operations that have one formula in the complex plane but for isolated poles, so that agreement goes on around these.
MEROMORPHIC = frozenset((
    "add", "mul", "neg", "div", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
    "erf", "sigmoid", "gelu", "silu",
))  # fmt: skip


def has_branches(tree: Tree) -> bool:
    """Return whether an expression may be given by several formulas, as those with roots, logarithms and absolute values are."""
    return any(map(is_branching, postorder(tree)))


def is_branching(item: Tree) -> bool:
    """Return whether an operation is none of MEROMORPHIC and no whole power."""
    kind, value, args = item
    return kind == "pieces" or (kind == "call" and value not in MEROMORPHIC) or (kind == "pow" and integer(args[1]) is None)
