"""Gradients by vectors and matrices, and by terms of sums, from the output back to what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading, Paragraph
from chainrule.document.words import listed
from chainrule.tree import ZERO, derivative, relation, symbol

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


def back_to_terms(derivation: Derivation) -> Iterator[Block]:
    """The derivatives by all that leads from the output back to one term of its sums, each quantity's once, then those by means and the like put in."""
    for result in derivation.results.values():
        way = result.way_back
        if way is None:
            continue
        *before, last = way.lines
        yield Heading(("Back from ", symbol(result.of), ", one quantity after the other"))
        lines = [Equation(derivative(result.of, line.by, sign="∂"), (line.value,)) for line in before]
        yield Equations((*lines, Equation(result.left, tuple(dict.fromkeys((last.value, way.value))))))
        if way.zero:
            yield Paragraph(listed(tuple(relation("=", item, ZERO) for item in way.zero)))
