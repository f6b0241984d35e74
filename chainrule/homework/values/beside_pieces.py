"""Points on both sides of the boundaries of expressions in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chainrule.calculus.domains.boundaries import comparisons
from chainrule.calculus.domains.corners import gap
from chainrule.numeric.points import candidate
from chainrule.proof.pieces import roots
from chainrule.tree import Tree, names, postorder

POINTS = 240  # that are tried
NEAR = (1e-3, 0.05, 0.31)  # beside a boundary, in units of its place


def in_pieces(tree: Tree) -> Iterator[Tree]:
    """Yield the expressions in pieces in a tree."""
    yield from (item for item in postorder(tree) if item[0] == "pieces")


def beside(trees: Sequence[Tree], inside: Sequence[str]) -> Iterator[Mapping[str, float]]:
    """Yield points on both sides of the boundaries of expressions in pieces, along each name, and others."""
    for index in range(POINTS):
        yield {name: candidate(order, index) for order, name in enumerate(inside)}
    for tree in trees:
        for item in in_pieces(tree):
            for boundary in comparisons(item):
                yield from across(boundary, inside)


def across(boundary: Tree, inside: Sequence[str]) -> Iterator[Mapping[str, float]]:
    """Yield points on both sides of a boundary, along each name in it."""
    for moved in names(gap(boundary)):
        for index in range(3):
            point = {name: candidate(order, index) for order, name in enumerate(inside)}
            for root in roots(boundary, moved, point):
                yield from ({**point, moved: root + way * near * (1 + abs(root))} for near in NEAR for way in (-1, 1))
