"""The second derivatives by a few names as one matrix, where a problem asks for the Hessian."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading, Prose
from chainrule.document.vector_valued import shown
from chainrule.document.words import listed
from chainrule.tree import Tree, size, symbol, vector

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, Result

TITLE = "The Hessian matrix, rows and columns by "
ASKED = ("essian", "essesche", "∇²")
MOST = 3  # names
LARGEST = 40  # nodes of an entry


def hessian_matrix(derivation: Derivation, entry: Callable[[Result], Tree] = shown, told: Prose = (TITLE,)) -> Iterator[Block]:
    """The Hessian matrix, where it is asked for by two or three names and its entries are short; ``entry`` is what stands for a result."""
    problem = derivation.stages[0].graph.problem
    if derivation.order != 2 or problem.vectors.each or derivation.graph.samples or not any(word in problem.text for word in ASKED):
        return
    found = {frozenset(result.by): result for result in derivation if len(result.by) == 2}
    names = tuple(dict.fromkeys(name for result in found.values() for name in result.by))
    if not 1 < len(names) <= MOST or len(found) < len(names) * (len(names) + 1) // 2:
        return
    rows = [[entry(found[frozenset((row, column))]) for column in names] for row in names]
    left = "H" if "H" not in derivation.stages[0].graph.ids else f"H_{derivation.root}"
    if all(size(each) <= LARGEST for row in rows for each in row):
        yield Heading((*told, *listed(tuple(map(symbol, names)))))
        yield Equations((Equation(symbol(left), (vector(*[vector(*row) for row in rows]),)),))
