"""Implicit differentiation: along an equation F = 0 the total derivative of F is 0, ∂F/∂x + ∂F/∂y · dy/dx = 0, which is solved for dy/dx.

A higher derivative is the total derivative of the one before it, where y changes with x by dy/dx.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chainrule.calculus.along import Along, Curve, Differentiate, Piece, named_derivative
from chainrule.calculus.derivation import Result, Settings
from chainrule.calculus.local import all_edges
from chainrule.errors import ChainRuleError, ProblemError, UnknownName
from chainrule.problem import Problem
from chainrule.tree import ZERO, Tree

if TYPE_CHECKING:
    from chainrule.numeric import Evaluation


def implicit(problem: Problem, by: tuple[str, ...], dependent: str, order: int, differentiate: Differentiate, settings: Settings) -> Implicit:
    """Return the derivation of the quantity that an equation gives implicitly, by some of the others or by each of them.

    ``problem`` is the difference of the equation's sides; ``differentiate`` gives the first derivatives of a problem by some names.
    Raises ProblemError where it is not said which quantity that is or the equation does not tie it, UnknownName where it does not hold it.
    """
    difference = problem.definitions[0].name
    inputs = differentiate(problem, (), difference).graph.inputs
    others = tuple(name for name in inputs if name != dependent)
    if not others:
        raise ProblemError("an equation of one quantity has no derivative", hint="write an equation between two or more, such as x^2 + y^2 = 25")
    if not dependent:
        raise ProblemError("which quantity the equation gives is not said", hint=f"ask for it: d{inputs[-1]}/d{inputs[0]}, or output='{inputs[-1]}'")
    if dependent not in inputs:
        raise UnknownName(f"there is no '{dependent}' in the equation", hint=f"it ties {', '.join(inputs)}")
    if dependent in by:
        raise ProblemError(f"'{dependent}' cannot be differentiated by itself", hint=f"ask for d{dependent}/d{others[0]}")
    by = by or others
    if order > 1 and len(by) > 1:
        raise ChainRuleError("from an equation, a higher derivative is worked out by one name", hint=f"ask for it by {by[0]} alone")
    whole = differentiate(problem, (*by, dependent), difference)
    if whole.results[dependent].tidy.tree == ZERO:
        raise ProblemError(f"the equation does not tie '{dependent}': both sides change alike with it", hint="write an equation such as x^2 + y^2 = 25")
    stage = Implicit(whole.graph, by, whole.edges, settings, whole.readings, first=(whole,), dependent=dependent)
    for _ in range(1, order):
        stage = once_more(stage, differentiate)
    return stage


def once_more(stage: Implicit, differentiate: Differentiate) -> Implicit:
    """Return the derivative of a stage's result by the same name."""
    problem = named_derivative(stage, (*stage.wrt, stage.dependent), next(iter(stage)).simplified)
    whole = differentiate(problem, (*stage.wrt, stage.dependent), problem.definitions[0].name)
    by = (*next(iter(stage)).by, *stage.wrt)
    return Implicit(whole.graph, stage.wrt, whole.edges, stage.settings, stage.readings, stage.order + 1, stage, by, first=(whole,), dependent=stage.dependent)


@dataclass(slots=True, eq=False)
class Implicit(Curve):
    """The derivatives of the quantity that an equation gives implicitly; ``whole`` is the derivation of the difference F of its sides."""

    def result(self, name: str) -> AlongEquation:
        """Return the result by an asked name."""
        return AlongEquation(self, name)

    def at(self, values: Mapping[str, Any] | None = None, **named: Any) -> Evaluation:
        """Put numbers in for every quantity of the equation, which must hold there: see ``Derivation.at``.

        ``.gradient[name]`` is the derivative, of the order asked for, of the quantity that the equation gives.
        """
        from chainrule.numeric.along import check_holds, completed, evaluate_along

        graph = self.beginning.graph
        given = completed(graph.problem.equation, {**(values or {}), **named})
        found = evaluate_along(graph, all_edges(graph), {name: self.result(name).tidy.tree for name in self.wrt}, given)
        check_holds(graph, found.values)
        return found


class AlongEquation(Along):
    """Of the first order −(∂F/∂x)/(∂F/∂y), of a higher one ∂G/∂x + ∂G/∂y · dy/dx, where G is the derivative before."""

    __slots__ = ()

    @property
    def alone(self) -> bool:
        """Whether the equation ties no more than two quantities."""
        return len(self._derivation.beginning.graph.inputs) == 2

    @property
    def own(self) -> Result:
        """The derivative of F, or of the derivative before, by the name itself, everything else held fixed."""
        return self._derivation.whole.results[self.wrt]

    @property
    def through(self) -> Result:
        """The same by the quantity that the equation gives."""
        return self._derivation.whole.results[self.of]

    @property
    def pieces(self) -> tuple[Result, ...]:
        """The derivatives by the name and by the quantity that the equation gives, and dy/dx where that is put in."""
        return (self.own, self.through, *((self.slope,) if self._derivation.order > 1 else ()))

    @property
    def total(self) -> Tree | None:
        """∂F/∂x + ∂F/∂y · dy/dx."""
        return self.own.left + self.through.left * self.left if self._derivation.order == 1 else None

    def joined(self, form: Callable[[Piece], Tree]) -> Tree:
        """Return the pieces put together."""
        own, through, *slope = map(form, self.pieces)
        return own + through * slope[0] if slope else -(own / through)
