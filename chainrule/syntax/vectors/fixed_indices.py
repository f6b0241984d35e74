"""The letters that stand below names as they were typed: indices that tell apart whole vectors or numbers, so that components take other letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from chainrule.notation.indices import apart, carries
from chainrule.notation.names import split
from chainrule.tree import Tree, names, postorder
from chainrule.vectors.kinds import SCALAR, Kinds


def fixed_indices(everything: Mapping[str, Tree], kinds: Kinds, bound: Collection[str]) -> set[str]:
    """Return the indices in some definitions that components must not stand under."""
    vectors = [name for name, kind in kinds.of.items() if kind != SCALAR]
    fixed = {index for name, tree in everything.items() for used in names(tree) for index in marks(used) if index not in (*marks(name), *bound_in(tree))}
    fixed |= {index for index in bound if any(carries(name, index) for name in vectors)}
    fixed |= {letter for name in vectors for letter in (*marks(name), *letters(name))}  # i of x_i, one of several vectors, and of s_{i-1}
    return fixed | {index for name, tree in everything.items() for index in letters(name) if is_one_of_numbers(name, index, tree, kinds)}


def is_one_of_numbers(name: str, index: str, tree: Tree, kinds: Kinds) -> bool:
    """Return whether an index tells apart numbers, i of p_i = exp(-d_i)/s, and no components of a vector: i of p_i = exp(z_i)/s, where z is one."""
    beside = [apart(each)[0] for each in names(tree) if each not in kinds.of or kinds.of[each] == SCALAR if carries(each, index)]
    return kinds.of.get(name) == SCALAR and all(kinds.of.get(base, SCALAR) == SCALAR for base in (apart(name)[0], *beside))


def bound_in(tree: Tree) -> list[str]:
    """Return the indices that sums in a tree run over."""
    return [item[1] for item in postorder(tree) if item[0] == "sum"]


def marks(name: str) -> tuple[str, ...]:
    """Return what stands below and above a name."""
    _, low, high = split(name) or ("", "", "")
    return tuple(filter(None, (low, high)))


def letters(name: str) -> set[str]:
    """Return the indices below and above a name, each for itself.

    >>> sorted(letters("e_ij")), letters("s_{i-1}")
    (['i', 'j'], {'i'})
    """
    return {letter for mark in marks(name) for letter in re.findall(r"[A-Za-z]", mark) if carries(name, letter)}
