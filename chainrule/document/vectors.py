"""Gradients by vectors and matrices, and by terms of sums, from the output back to what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading, Paragraph
from chainrule.document.words import listed
from chainrule.notation import unicode
from chainrule.tree import ZERO, Tree, derivative, postorder, relation, size, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation

SHORT = 30  # nodes of a derivative up to which it is told with everything put in, however much shorter it is without


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
        for by, sides in (*((line.by, (line.value, *filter(None, (line.plain,)))) for line in before), (last.by, (last.value, way.value))):
            left = derivative(derivation.output, by, sign="∂")
            spelled = {unicode(side): side for side in reversed(sides) if unicode(side) != unicode(left)}  # of an open loss there is no more to say
            lines += [Equation(left, tuple(reversed(spelled.values())))] if spelled else []
    if lines:
        yield Heading(("In vectors and matrices",))
        yield Equations(tuple(lines))


def back_to_terms(derivation: Derivation) -> Iterator[Block]:
    """The derivatives by all that leads from the output back to one term of its sums, each quantity's once, then those by means and the like put in."""
    lines: dict[str, Equation] = {}
    zero: dict[Tree, None] = {}
    for result in derivation.results.values():
        way = result.way_back
        if way is None:
            continue
        *before, last = way.lines
        lines = {line.by: Equation(derivative(result.of, line.by, sign="∂"), _plainer(line.value, line.whole)) for line in before} | lines
        whole = (last.whole,) if size(last.whole) <= max(SHORT, size(way.value)) and not _is_confusing(last.whole) else ()
        lines[result.wrt] = Equation(result.left, tuple(dict.fromkeys((last.value, way.value, *whole))))
        zero |= dict.fromkeys(way.zero)
    if lines:
        yield Heading(("Back from ", symbol(derivation.output), ", one quantity after the other"))
        yield Equations(tuple(lines.values()))
    if zero:
        yield Paragraph(listed(tuple(relation("=", item, ZERO) for item in zero)))


def _plainer(value: Tree, whole: Tree) -> tuple[Tree, ...]:
    """Return what comes back to a quantity, and with the derivatives by others put in where that is no longer."""
    return (value, whole) if whole != value and size(whole) <= size(value) and not _is_confusing(whole) else (value,)


def _is_confusing(tree: Tree) -> bool:
    """Return whether a sum stands in another one over the same letter."""
    sums = [item for item in postorder(tree) if item.kind == "sum"]
    return any(inner.kind == "sum" and inner.value == outer.value for outer in sums for inner in postorder(outer.args[0]))
