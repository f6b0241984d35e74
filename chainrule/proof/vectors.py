"""Checking functions with several components: each component by itself, and that what is put together from their derivatives keeps its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.calculus import Proof
from chainrule.numeric.points import points
from chainrule.numeric.program import Program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.tree import Tree

POINTS = 5
CLOSE = 1e-9  # relative: what two forms of one expression may differ by
ROUNDING = 1e-12  # what rounding may make of 0, in units of the largest number on the way


def together(proofs: Sequence[Proof]) -> Proof:
    """Return the proof of a function from those of its components: at the fewest points."""
    notes = " ".join(dict.fromkeys(proof.note for proof in proofs if proof.note))
    return Proof(min((proof.points for proof in proofs if proof.points), default=0), proofs[0].method, notes)


def agree(left: Tree, right: Tree) -> bool:
    """Return whether two expressions have the same value at a few points, and at one at least."""
    program = Program(unspecified=True)
    first, second = program.add(left), program.add(right)
    compared = 0
    for _, slots in points(program, list(program.inputs), POINTS):
        one, other = slots[first], slots[second]
        if abs(one - other) > CLOSE * max(abs(one), abs(other)) + ROUNDING * max(map(abs, slots)):
            return False
        compared += 1
    return compared > 0
