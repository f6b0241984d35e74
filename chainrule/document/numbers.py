"""A derivation with numbers put in: at one point, over samples, or by given values of unspecified functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Curve, VectorValued
from chainrule.document.blocks import Block, Document, Equation, Equations, Heading
from chainrule.document.differential import differential_at
from chainrule.document.given import by_given_values
from chainrule.document.hessian import hessian_matrix
from chainrule.document.spelling import as_told
from chainrule.document.tangent import line
from chainrule.document.values import along, at_point, forward, number_of, of_components, over_samples, rounded
from chainrule.tree import postorder

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.numeric import Evaluation


def with_numbers(document: Document, derivation: Derivation, found: Evaluation, there: Evaluation | None = None) -> Document:
    """Return a derivation's document with its numbers after it, at one point or over samples.

    ``there`` are the numbers right beside the point, which tell what is 0 but for rounding.
    """
    if isinstance(derivation, Curve):
        added = along(derivation, found, there)
    elif isinstance(derivation, VectorValued):
        added = of_components(derivation, found, there)
    elif derivation.graph.problem.known:
        added = by_given_values(derivation, found)
    elif _in_wholes(derivation, found):
        from chainrule.document.matrices import in_numbers

        added = in_numbers(derivation, found)
    elif sampled := _sampled(derivation, found):
        added = over_samples(derivation, found, sampled)
    else:
        added = of_each(derivation, found) if _are_several(derivation) else at_point(derivation, found, there)
    asked = () if isinstance(derivation, VectorValued) else (*line(derivation, found, there), *differential_at(derivation, found, there))
    blocks = (*document.blocks, *added, *asked)
    whole = Document(document.title, blocks, lambda: {**document.record(), "numbers": _record(found)})
    return as_told(whole, derivation)


def of_each(derivation: Derivation, found: Evaluation) -> Iterator[Block]:
    """The results of a higher order by several names at one point, and the Hessian matrix where that is asked for."""
    first = derivation.stages[0]
    here = first.at({name: found.values[name] for name in first.graph.inputs}).values
    numbers = {result.left: rounded(number_of(result.tidy.tree, here)) for result in derivation}
    yield Heading(("Forward: the values",))
    yield forward(first.graph, here)
    yield Heading(("The results in numbers",))
    yield Equations(tuple(Equation(left, (value,)) for left, value in numbers.items()))
    yield from hessian_matrix(derivation, lambda result: numbers[result.left], ("The Hessian matrix in numbers, rows and columns by ",))


def _are_several(derivation: Derivation) -> bool:
    """Return whether a derivation of a higher order is by several names, each result written out in the inputs."""
    return derivation.order > 1 and bool(derivation.siblings) and all(result.substituted for result in derivation)


def _in_wholes(derivation: Derivation, found: Evaluation) -> bool:
    """Return whether the numbers are of whole vectors and matrices."""
    return any(each.name in set(found.values) for each in derivation.graph.problem.vectors.each)


def _sampled(derivation: Derivation, found: Evaluation) -> Mapping[str, Any]:
    """Return the inputs and definitions that differ from sample to sample; links may be others than those of the derivation."""
    from chainrule.numeric.data import INDEX, plain

    graph = derivation.graph
    letters = INDEX + "".join({item.value for each in graph.problem.definitions for item in postorder(each.tree) if item.kind == "sum"})
    known = {plain(name, letters) for name in (*(item.name for item in graph.problem.definitions), *graph.inputs)}
    known |= {name.partition("_")[0] for name in graph.inputs if name[-1].isdigit()}  # x_1, x_2, … of a sum that is written out
    return {name: value for name, value in found.values.items() if not isinstance(value, (int, float)) and plain(name) in known}


def _record(found: Evaluation) -> Mapping[str, Any]:
    return {"values": _plain(found.values), "gradient": _plain(found.gradient)}


def _plain(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: float(value) if isinstance(value, (int, float)) else [_plain({"": each})[""] for each in value] for name, value in table.items()}
