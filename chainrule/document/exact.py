"""What is exactly so at a point that a problem asks for: f′(π/6) = √3/2, the tangent line y = x/e at x = e."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from chainrule.algebra import from_sympy, shorter, to_sympy
from chainrule.calculus.sets.needs import literal, unfold
from chainrule.calculus.tidying.tidy import tidied
from chainrule.errors import ChainRuleError
from chainrule.numeric.program import value_of
from chainrule.tree import Tree, names, postorder, size, substitute, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation

SIZE = 9  # nodes of a number that is still worth reading
CLOSE = 1e-11  # relative: the rounding of what is computed


def asked_place(derivation: Derivation) -> dict[str, Tree]:
    """Return the point at which a problem asks for its derivative, as it is written; empty where it asks for it everywhere."""
    problem = derivation.stages[0].graph.problem
    return problem.values_for(derivation.wrt[0]) if problem.point and derivation.wrt else {}


def exactly(tree: Tree, place: Mapping[str, Tree], value: float) -> Tree | None:
    """Return a formula in the inputs as the number that it is at a place; None where that is no short formula, or not the ``value`` that was computed."""
    if not place or not {*names(tree)} <= place.keys():
        return None
    try:
        put_in = tidied(substitute(tree, dict(place)))
        found = put_in if literal(put_in) is not None else min(_forms(put_in), key=_length)
        agrees = abs(value_of(found, {}) - value) <= CLOSE * max(1.0, abs(value))
    except (ChainRuleError, ArithmeticError, ValueError):
        return None
    plain = size(found) <= SIZE and all(not isinstance(item[1], Decimal) for item in postorder(found))
    return found if agrees and plain else None


def _forms(number: Tree) -> Iterator[Tree]:
    """Yield a number as it is, as SymPy works it out, and each of them as short as it gets."""
    for form in (number, from_sympy(to_sympy(number))):
        yield form
        yield shorter(form) or form


def _length(number: Tree) -> tuple[int, int]:
    """Return how many functions a number has besides roots, and its size."""
    return sum(item[0] == "call" and item[1] not in ("sqrt", "root") for item in postorder(number)), size(number)


def output_in_inputs(derivation: Derivation) -> Tree | None:
    """Return the quantity that is differentiated in terms of the inputs; None where that is long."""
    return unfold(symbol(derivation.output), {node.name: node.tree for node in derivation.graph.nodes if node.tree is not None})
