"""Proving that two expressions are equal: by the tidy form, and by SymPy within a budget of CPU time."""

from __future__ import annotations

from chainrule.calculus import Tidier
from chainrule.tree import Tree, add, neg, size

PROVED_SIZE = 5_000  # nodes up to which the tidy forms are compared
SYMPY_SIZE = 400  # nodes up to which SymPy is asked


def same_tidy_form(left: Tree, right: Tree) -> bool:
    """Return whether two expressions have the same tidy form, or a difference that tidies to 0."""
    if size(left) + size(right) > PROVED_SIZE:
        return False
    tidier = Tidier()
    try:
        a, b = tidier.term(left), tidier.term(right)
    except ZeroDivisionError:
        return False
    if a.coefficient == b.coefficient and frozenset(a.factors) == frozenset(b.factors):
        return True
    return tidier.sum([a, tidier.negated(b)]).coefficient == 0


def vanishes(left: Tree, right: Tree, budget: float) -> bool:
    """Return whether SymPy reduces the difference to 0 within ``budget`` seconds of CPU time."""
    from chainrule.algebra import simplify
    from chainrule.tree import ZERO

    difference = add(left, neg(right))
    return size(difference) <= SYMPY_SIZE and simplify(difference, budget) == ZERO
