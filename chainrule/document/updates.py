"""The steps of gradient descent that a text has beside its loss, with the derivatives put in: w_new = w − η · ∂L/∂w = w + 2η(y − w x) x."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.calculus.tidying.tidy import tidied
from chainrule.document.blocks import Block, Equation, Equations, Heading
from chainrule.tree import Tree, add, rewrite, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.problem import Update


def updates(derivation: Derivation) -> Iterator[Block]:
    """Yield each update of the text that what was derived goes into; nothing where it has none."""
    problem = derivation.graph.problem
    known = [each for each in problem.updates if each.loss == derivation.output and each.parameter in derivation.results]
    if known and derivation.order == 1:
        yield Heading(("The update",) if len(known) == 1 else ("The updates, all at once",))
        yield Equations(tuple(_line(derivation, each) for each in known))


def _line(derivation: Derivation, update: Update) -> Equation:
    """Return an update as it is written, with the derivative in the names of the links put in, and tidied."""
    slope, old = derivation.results[update.parameter].in_names.tree, update.tree.args[0]

    def put_in(item: Tree) -> Tree:
        return slope if item.kind == "derivative" else symbol(update.parameter) if item == old else item

    filled = rewrite(update.tree, put_in)
    before, *step = filled.args
    sides = (update.tree, filled, add(before, tidied(add(*step))))
    return Equation(symbol(update.name), tuple(side for place, side in enumerate(sides) if not place or side != sides[place - 1]))
