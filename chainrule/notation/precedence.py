"""How tightly each kind of expression binds: the one table behind every bracket that is written."""

from __future__ import annotations

from chainrule.tree import Tree

PIECES, LOGIC, RELATION, ADD, NEG, MUL, POW, ATOM = range(8)

# A leading minus covers the whole product after it: −a·b is neg(mul(a, b)). Products and quotients bind from the left.
LEVEL = {
    "pieces": PIECES,
    "logic": LOGIC,
    "relation": RELATION,
    "add": ADD,
    "neg": NEG,
    "mul": MUL,
    "hadamard": MUL,
    "div": MUL,
    "derivative": MUL,
    "sum": MUL,
    "integral": MUL,
    "bound": ATOM,
    "except": ATOM,
    "vector": ATOM,
    "pow": POW,
    "call": ATOM,
    "apply": ATOM,
    "number": ATOM,
    "constant": ATOM,
    "symbol": ATOM,
}

LOOSER = {least: frozenset(kind for kind, level in LEVEL.items() if level < least) for least in (ADD, MUL)}  # what needs brackets there


class WithArguments(tuple[int, ...]):
    """How often a function is differentiated by each argument, where the arguments are written: f^(0,1)(x, t), not ∂f/∂t. Equal to its like alone."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return other.__class__ is WithArguments and tuple.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = tuple.__hash__


def is_partial(value: tuple[str, tuple[int, ...]], args: tuple[Tree, ...]) -> bool:
    """Return whether an unspecified function's derivative is written ∂J/∂ŷ: of several arguments, distinct names all."""
    if len(args) < 2 or value[1].__class__ is WithArguments or not any(value[1]):
        return False
    return all(arg[0] in ("symbol", "bound") for arg in args) and len({arg[1] for arg in args}) == len(args)


def level(tree: Tree) -> int:
    """Return the level at which a tree is written on one line."""
    kind = tree[0]
    return MUL if kind == "apply" and is_partial(tree[1], tree[2]) else LEVEL[kind]


def above(top: Tree) -> int:
    """Return the level that a numerator needs to stand without brackets: a derivative, a fraction itself, never does before another slash."""
    return POW if top[0] == "derivative" or (top[0] == "apply" and is_partial(top[1], top[2])) else MUL


def is_bare_base(tree: Tree) -> bool:
    """Return whether a tree carries an exponent without brackets; a name that has a superscript or a prime does not."""
    if tree[0] in ("symbol", "bound"):
        value = tree[1]
        return value.isalnum() or not (value[-1:] in ")]" or "′" in value)
    return level(tree) == ATOM
