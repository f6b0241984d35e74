"""Derivatives along a curve that a parameter runs through: where x and y both depend on t, dy/dx = (dy/dt)/(dx/dt)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chainrule.calculus.curves.along import Along, Curve, Differentiate, Piece, once_more
from chainrule.calculus.derivation import Derivation
from chainrule.calculus.local import local_derivatives
from chainrule.calculus.result import Result
from chainrule.calculus.settings import Settings
from chainrule.calculus.writing_out import WrittenOut
from chainrule.errors import ProblemError
from chainrule.problem import Definition, Problem, Reading, inputs_below
from chainrule.tree import ZERO, Tree, add, names, symbol

CUSTOMARY = ("t", "θ", "φ", "s", "τ")  # names of a parameter, where x and y have several inputs in common
DEFINITIONS = 50  # beyond, a problem is no curve


def parameter_of(problem: Problem, output: str | None, by: str) -> str | None:
    """Return the parameter of the curve that a problem gives: what two quantities, which nothing else uses, have in common; else None."""
    if problem.layers is not None or len(problem.definitions) > DEFINITIONS or output == by:
        return None
    table = {definition.name: definition.tree for definition in problem.definitions}
    if by not in table or output not in table:
        return None
    used = {name for tree in table.values() for name in names(tree)}
    if by in used or output in used:
        return None
    (mine, _), (other, _) = inputs_below([output], table), inputs_below([by], table)
    common = [name for name in mine if name in other]
    if len(common) == 1 and (common[0] in CUSTOMARY or set(mine) == set(other)):
        return common[0]
    return next((name for name in CUSTOMARY if name in common), None)


def parametric(problem: Problem, by: str, output: str, parameter: str, order: int, differentiate: Differentiate, settings: Settings) -> Parametric:
    """Return the derivation of one quantity by another along the curve that a parameter runs through.

    Raises ProblemError where the other quantity does not change with the parameter.
    """
    pair = f"{output} and {by}"  # no name of a quantity has a space
    both = (*problem.definitions, Definition(pair, add(symbol(output), symbol(by))))
    graph = differentiate(problem._replace(definitions=both, output=None, wrt=(), order=1, mixed=False), (parameter,), pair).graph
    graph = graph._replace(problem=problem, nodes=graph.nodes[:-1], ids={name: index for name, index in graph.ids.items() if name != pair})
    parts = []
    for name in (output, by):
        own = graph._replace(output=graph.ids[name])
        parts.append(Derivation(own, (parameter,), local_derivatives(own, [graph.ids[parameter]]), settings, problem.readings))
    over, under = parts
    if under.results[parameter].tidy.tree == ZERO:
        raise ProblemError(f"'{by}' does not change with {parameter}, so nothing can be differentiated by it", hint=f"ask for d{output}/d{parameter}")
    note = Reading(f"{output} and {by} both depend on {parameter}: d{output}/d{by} is taken along the curve")
    readings = (*problem.readings, note)
    stage = Parametric(over.graph, (by,), over.edges, settings, readings, first=(over, under), dependent=output, parameter=parameter)
    for _ in range(1, order):
        stage = once_more(stage, differentiate, (parameter,), next(iter(stage)).tidy)
    return stage


@dataclass(slots=True, eq=False, repr=False)
class Parametric(Curve):
    """The derivatives of one quantity by another that both depend on a ``parameter``."""

    parameter: str = ""

    @property
    def under(self) -> Derivation:
        """The derivation, by the parameter, of what is differentiated by."""
        return self.beginning.first[1]

    def result(self, name: str) -> AlongParameter:
        """Return the result by an asked name."""
        return AlongParameter(self, name)

    def written_out(self, keep: str) -> WrittenOut:  # noqa: ARG002  # all quantities, on both sides of the fraction
        """Return every quantity in terms of the inputs."""
        return Derivation.written_out(self.beginning, "")


class AlongParameter(Along):
    """(dy/dt)/(dx/dt); of a higher order, with the derivative before in the place of y."""

    __slots__ = ()
    _derivation: Parametric

    @property
    def alone(self) -> bool:
        """True: along the curve, the one quantity depends on the other alone."""
        return True

    @property
    def pieces(self) -> tuple[Result, ...]:
        """The derivatives of both quantities by the parameter."""
        parameter = self._derivation.parameter
        return self._derivation.whole.results[parameter], self._derivation.under.results[parameter]

    def joined(self, form: Callable[[Piece], Tree]) -> Tree:
        """Return the quotient."""
        over, under = map(form, self.pieces)
        return over / under
