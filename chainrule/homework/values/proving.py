"""Proving that two expressions are equal: by the tidy form, and by SymPy within a budget of CPU time."""

from __future__ import annotations

from chainrule.calculus import Tidier
from chainrule.calculus.tidying.terms import NOTHING, Term, orderless
from chainrule.tree import Tree, add, neg, size

PROVED_SIZE = 5_000  # nodes up to which the tidy forms are compared
SYMPY_SIZE = 400  # nodes up to which SymPy is asked


def same_tidy_form(left: Tree, right: Tree) -> bool:
    """Return whether two expressions have the same tidy form: they differ in the order of terms and factors at most."""
    terms = tidied(left, right)
    return terms is not None and alike(*terms[1:])


def difference_vanishes(left: Tree, right: Tree) -> bool:
    """Return whether two expressions have the same tidy form, or a difference that tidies to 0."""
    terms = tidied(left, right)
    if terms is None:
        return False
    tidier, a, b = terms
    return alike(a, b) or tidier.sum([a, tidier.negated(b)]) == NOTHING


def alike(a: Term, b: Term) -> bool:
    return orderless(a) == orderless(b)


def tidied(left: Tree, right: Tree) -> tuple[Tidier, Term, Term] | None:
    """Return two expressions as terms of one tidier; None where they are too large, or divide by 0."""
    if size(left) + size(right) > PROVED_SIZE:
        return None
    tidier = Tidier()
    try:
        return tidier, tidier.term(left), tidier.term(right)
    except ZeroDivisionError:
        return None


def vanishes(left: Tree, right: Tree, budget: float) -> bool:
    """Return whether SymPy reduces the difference to 0 within ``budget`` seconds of CPU time."""
    from chainrule.algebra import simplify
    from chainrule.tree import ZERO

    difference = add(left, neg(right))
    return size(difference) <= SYMPY_SIZE and simplify(difference, budget) == ZERO
