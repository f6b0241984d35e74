"""A derivation in numbers by given values: g(3) = 6 and f′(6) = 7 put in, one level after the other, up to the result."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Equation, Equations, Heading, Paragraph
from chainrule.document.chains import statement
from chainrule.document.values import DIGITS, backward, corners_here, rounded
from chainrule.document.words import listed
from chainrule.tree import Tree, apply, names, postorder, relation, rewrite, symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation, Result
    from chainrule.numeric import Evaluation
    from chainrule.numeric.given import Found
    from chainrule.problem import Problem

SHOWN = 12  # given values in a sentence; more are only counted


def by_given_values(derivation: Derivation, evaluation: Evaluation) -> Iterator[Block]:
    """The values that follow, each local derivative and the results. Raises NumericError where a result needs a value that is not given."""
    from chainrule.numeric.given import found_at

    graph = derivation.graph
    slopes = {result: evaluation.gradient[result.wrt] for result in derivation.results.values() if result.wrt in graph.ids}
    found = found_at(graph, {name: evaluation.values[name] for name in graph.inputs})
    yield Heading(("Forward: the values",))
    yield Equations(tuple(_worked(symbol(entry.name), entry.tree, evaluation.values[entry.name], found) for entry in graph.nodes if entry.name in found.exact))
    if len(derivation.edges) > 1:
        yield Heading(("Each link in numbers",))
        yield Equations(tuple(_worked(statement(derivation, edge), edge.tree, found.number(edge.tree), found) for edge in derivation.edges))
        yield from backward(derivation, evaluation.gradient)
    yield Heading(("The result in numbers",))
    yield Equations(tuple(_result(derivation, result, value, found) for result, value in slopes.items()))
    yield from corners_here(derivation, found.number)


def given_values(problem: Problem) -> Iterator[Block]:
    """A sentence with the values that a problem gives of unspecified functions."""
    if problem.known:
        from chainrule.numeric.given import GivenValues

        named = GivenValues(problem).named
        shown = [relation("=", named(each.place), each.value) for each in problem.known[:SHOWN]]
        more = len(problem.known) - len(shown)
        yield Paragraph(("Given ", *(listed(shown, ", ") if more else listed(shown)), f" and {more} more values." if more else "."))


def _worked(left: Tree, tree: Tree | None, value: float, found: Found) -> Equation:
    """Return a formula with given values put in, up to its number."""
    written = (rewrite(found.exact[left[1]], _short),) if tree is None else (tree, *_stages(tree, found))
    looked_up = len(written) > 1 and written[-2][0] == "apply"
    return Equation(left, tuple(dict.fromkeys((*written, rounded(value)))), endings=(("given",),) if looked_up else ())


def _result(derivation: Derivation, result: Result, value: float, found: Found) -> Equation:
    return Equation(_left(derivation, result, found), tuple(dict.fromkeys((*_stages(_formula(result), found), rounded(value)))))


def _formula(result: Result) -> Tree:
    """Return a result in the reader's names; written out where the output's own number, which is rounded, would stand in it."""
    own = result.in_names.tree
    return result.tidy.tree if result.of in names(own) else own


def _stages(tree: Tree, found: Found) -> tuple[Tree, ...]:
    """Return a formula at the point, and with given values put in one level after the other; nothing where it has no function that they are of."""
    if not any(item[0] == "apply" for item in postorder(tree)):
        return ()
    return tuple(found.given.named(rewrite(stage, _short)) for stage in found.given.stages(tree, found.exact))


def _short(item: Tree) -> Tree:
    """Return a number that was computed with as many digits as are shown."""
    return rounded(float(item[1])) if item[0] == "number" and isinstance(item[1], Decimal) and len(item[1].as_tuple().digits) > DIGITS else item


def _left(derivation: Derivation, result: Result, found: Found) -> Tree:
    """Return F′(3) for the derivative of F(x) = … at the point, else the derivative as it is written in general."""
    name = derivation.root or result.of
    own = next((each.parameters for each in derivation.stages[0].graph.problem.as_written if each.name == name), ())
    return apply(name, (rewrite(found.exact[own[0]], _short),), (len(result.by),)) if len(own) == 1 and {*own} == {*result.by} else result.left
