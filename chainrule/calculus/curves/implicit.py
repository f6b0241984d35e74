"""Implicit differentiation: along an equation F = 0 the total derivative of F is 0, ∂F/∂x + ∂F/∂y · dy/dx = 0, which is solved for dy/dx.

A higher derivative is the total derivative of the one before it, where y changes with x by dy/dx.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chainrule.calculus.curves.along import Along, Curve, Differentiate, Piece, check_tied, once_more, tied_by
from chainrule.calculus.result import Result
from chainrule.calculus.settings import Settings
from chainrule.errors import ChainRuleError, ProblemError, UnknownName
from chainrule.kept import kept
from chainrule.problem import Problem
from chainrule.tree import Tree


def implicit(problem: Problem, by: tuple[str, ...], dependent: str, order: int, differentiate: Differentiate, settings: Settings) -> Implicit:
    """Return the derivation of the quantity that an equation gives implicitly, by some of the others or by each of them.

    ``problem`` is the difference of the equation's sides; ``differentiate`` gives the first derivatives of a problem by some names.
    Raises ProblemError where it is not said which quantity that is or the equation does not tie it, UnknownName where it does not hold it.
    """
    inputs = tied_by(problem)
    others = tuple(name for name in inputs if name != dependent)
    if not others:
        raise ProblemError("an equation of one quantity has no derivative", hint="write an equation between two or more, such as x^2 + y^2 = 25")
    if not dependent:
        raise ProblemError("which quantity the equation gives is not said", hint=f"ask for it: d{inputs[-1]}/d{inputs[0]}, or output='{inputs[-1]}'")
    if dependent not in inputs:
        raise UnknownName(f"there is no '{dependent}' in the equation", hint=f"it ties {', '.join(inputs)}")
    if dependent in by:
        raise ProblemError(f"'{dependent}' cannot be differentiated by itself", hint=f"ask for d{dependent}/d{others[0]}")
    for defined in [each.name for each in problem.beside if each.name in by]:
        raise ProblemError(f"'{defined}' is defined by other quantities", hint=f"ask for the derivative by one of {', '.join(others)}")
    by = by or others
    if order > 1 and len(by) > 1:
        raise ChainRuleError("from an equation, a higher derivative is worked out by one name", hint=f"ask for it by {by[0]} alone")
    whole = differentiate(problem, (*by, dependent), problem.difference)
    check_tied(whole, dependent)
    stage = Implicit(whole.graph, by, whole.edges, settings, whole.readings, first=(whole,), dependent=dependent)
    for _ in range(1, order):
        stage = once_more(stage, differentiate, (*by, dependent), next(iter(stage)).simplified)
    return stage


@dataclass(slots=True, eq=False, repr=False)
class Implicit(Curve):
    """The derivatives of the quantity that an equation gives implicitly; ``whole`` is the derivation of the difference F of its sides."""

    def result(self, name: str) -> AlongEquation:
        """Return the result by an asked name."""
        return AlongEquation(self, name)


class AlongEquation(Along):
    """Of the first order −(∂F/∂x)/(∂F/∂y), of a higher one ∂G/∂x + ∂G/∂y · dy/dx, where G is the derivative before."""

    __slots__ = ()

    @property
    def alone(self) -> bool:
        """Whether the equation ties no more than two quantities."""
        return len(self._derivation.beginning.graph.inputs) == 2

    @property
    def own(self) -> Result:
        """The derivative of F, or of the derivative before, by the name itself, everything else held fixed. Raises UnknownName."""
        results = self._derivation.whole.results
        if self.wrt not in results:
            raise UnknownName(f"'{self.wrt}' is not in the equation", hint=f"it has {', '.join(results)}")
        return results[self.wrt]

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

    @kept
    def with_equation(self) -> Tree | None:
        """Of a higher order, a shorter form that is equal where the equation holds: −25/y³ where x² + y² = 25; None where none is found."""
        if self._derivation.order == 1 or not self.substituted:
            return None
        from chainrule.algebra import simplify_where

        return simplify_where(Along.shorter(self) or self.tidy.tree, self._derivation.tied_quantities[0])

    def shorter(self) -> Tree | None:
        """Return a shorter form of the tidy one, with the equation put in where that helps, or None."""
        return self.with_equation or Along.shorter(self)

    def joined(self, form: Callable[[Piece], Tree]) -> Tree:
        """Return the pieces put together."""
        own, through, *slope = map(form, self.pieces)
        return own + through * slope[0] if slope else -(own / through)
