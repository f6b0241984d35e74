"""Gradients by vectors and matrices, from the output back to what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading
from chainrule.tree import derivative

if TYPE_CHECKING:
    from chainrule.calculus import Derivation


def in_vectors(derivation: Derivation) -> Iterator[Block]:
    """The derivatives in vectors and matrices, where the problem is written in them: each quantity's on the way once, then all put in."""
    if not derivation.graph.problem.vectors.each:
        return
    told: set[str] = set()
    lines: list[Equation] = []
    for result in derivation.results.values():
        way = result.gradients
        if way is None:
            continue
        *before, last = [line for line in way.lines if line.by not in told or line is way.lines[-1]]
        told |= {line.by for line in way.lines}
        lines += [Equation(derivative(derivation.output, line.by, sign="∂"), (line.value,)) for line in before]
        lines.append(Equation(derivative(derivation.output, last.by, sign="∂"), tuple(dict.fromkeys((last.value, way.value)))))
    if lines:
        yield Heading(("In vectors and matrices",))
        yield Equations(tuple(lines))
