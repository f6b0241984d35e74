"""Implicit differentiation: along an equation F = 0 the total derivative of F is 0, ∂F/∂x + ∂F/∂y · dy/dx = 0, which is solved for dy/dx.

A higher derivative is the total derivative of the one before it, where y changes with x by dy/dx.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chainrule.calculus.derivation import Derivation, Result, Settings
from chainrule.calculus.domain import Condition, conditions, together
from chainrule.calculus.local import all_edges
from chainrule.calculus.paths import Paths
from chainrule.calculus.tidy import tidied
from chainrule.errors import ChainRuleError, ProblemError, TooLarge, UnknownName
from chainrule.formula import Formula
from chainrule.graph import decompose
from chainrule.kept import kept
from chainrule.problem import Definition, Problem
from chainrule.tree import ZERO, Tree, derivative

if TYPE_CHECKING:
    from chainrule.numeric import Evaluation

Differentiate = Callable[[Problem, tuple[str, ...], str | None], Derivation]


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
    result = next(iter(stage))
    if not result.substituted:
        raise TooLarge("the derivative is too large to write out, so it cannot be differentiated again", hint="ask for the first order")
    name, given = stage.dependent + "′" * stage.order, stage.graph.problem
    problem = Problem(given.text, (Definition(name, result.simplified.tree, (*stage.wrt, stage.dependent)),), equation=given.equation, point=given.point)
    whole = differentiate(problem, (*stage.wrt, stage.dependent), name)
    by = (*result.by, *stage.wrt)
    return Implicit(whole.graph, stage.wrt, whole.edges, stage.settings, stage.readings, stage.order + 1, stage, by, first=(whole,), dependent=stage.dependent)


@dataclass(slots=True, eq=False)
class Implicit(Derivation):
    """The derivatives of the quantity ``dependent`` that an equation gives implicitly.

    ``graph`` and ``edges`` are those of the difference F of its sides; of a higher order, of the derivative before.
    """

    dependent: str = ""

    @property
    def output(self) -> str:
        """The name of the quantity that the equation gives."""
        return self.dependent

    @property
    def whole(self) -> Derivation:
        """The derivation of F, or of the derivative before, by everything that it depends on."""
        return self.first[-1]

    @property
    def beginning(self) -> Implicit:
        """The derivation of the first order."""
        stage = self
        while isinstance(stage.previous, Implicit):
            stage = stage.previous
        return stage

    @property
    def parts(self) -> tuple[Derivation, ...]:
        """Every derivation that this one is made of, in order."""
        return tuple([part for stage in self.stages for part in (*stage.first, stage)])

    def result(self, name: str) -> Result:
        """Return the result by an asked name."""
        return Along(self, name)

    @property
    def domain(self) -> tuple[Condition, ...]:
        """The conditions under which the derivation holds: those of the equation, and that its derivative by the quantity is not 0."""
        if self._domain is None:
            found = list(self.whole.domain if self.previous is None else self.previous.domain)
            for item in of_value(self, next(iter(self))):
                said = [each.substituted or each.relation for each in found if not each.kink]
                if together((*said, item.substituted or item.relation)) != together(said):
                    found.append(item)
            self._domain = tuple(found)
        return self._domain

    def at(self, values: Mapping[str, Any] | None = None, **named: Any) -> Evaluation:
        """Put numbers in for every quantity of the equation, which must hold there: see ``Derivation.at``.

        ``.gradient[name]`` is the derivative, of the order asked for, of the quantity that the equation gives.
        """
        from chainrule.numeric.along import evaluate_along

        whole = self.beginning.whole
        return evaluate_along(whole.graph, all_edges(whole.graph), {name: self.result(name).tidy.tree for name in self.wrt}, {**(values or {}), **named})


class Along(Result):
    """The derivative, along an equation, of the quantity that it gives.

    Of the first order it is −(∂F/∂x)/(∂F/∂y), of a higher one ∂G/∂x + ∂G/∂y · dy/dx, where G is the derivative before.
    """

    __slots__ = ()
    _derivation: Implicit

    @property
    def alone(self) -> bool:
        """Whether the equation ties no more than two quantities."""
        return len(self._derivation.beginning.graph.inputs) == 2

    @property
    def left(self) -> Tree:
        """The statement's left side: dy/dx, ∂z/∂x, d²y/dx²."""
        return derivative(self.of, *self.by, sign="d" if self.alone else "∂")

    @property
    def slope(self) -> Result:
        """The first derivative by the same name."""
        return self._derivation.beginning.result(self.wrt)

    @property
    def own(self) -> Result:
        """The derivative of F, or of the derivative before, by the name itself, everything else held fixed."""
        return self._derivation.whole.results[self.wrt]

    @property
    def through(self) -> Result:
        """The same by the quantity that the equation gives."""
        return self._derivation.whole.results[self.of]

    @property
    def paths(self) -> Paths:
        """None: the quantity is no function of a graph."""
        return Paths(self._derivation.edges, -1)

    def _joined(self, form: Callable[[Result], Tree], slope: Callable[[], Tree]) -> Tree:
        """Return the two derivatives, in some form, put together to the result."""
        own, through = form(self.own), form(self.through)
        return -(own / through) if self._derivation.order == 1 else own + through * slope()

    @property
    def chain(self) -> Tree:
        """The result in Leibniz notation."""
        return self._joined(lambda part: part.left, lambda: self.slope.left)

    @kept
    def product(self) -> Formula:
        """The products of local derivatives put together, in node names."""
        return Formula(self._joined(lambda part: part.product.tree, lambda: self.slope.left))

    @kept
    def in_names(self) -> Formula:
        """The same in the reader's names, tidied."""
        return Formula(self._joined(lambda part: part.in_names.tree, lambda: self.slope.left))

    @kept
    def predicted_size(self) -> int:
        """The number of nodes that the result has when every name is put back."""
        slope = self.slope.predicted_size if self._derivation.order > 1 else 0
        return 3 + self.own.predicted_size + self.through.predicted_size + slope

    @kept
    def raw(self) -> Formula:
        """The two derivatives put together with every name put back, nothing collected."""
        return Formula(self._joined(lambda part: part.raw.tree, lambda: self.slope.tidy.tree)) if self.substituted else self.product

    @kept
    def tidy(self) -> Formula:
        """The same with each of them tidied, signs and constants collected."""
        if not self.substituted:
            return self.in_names
        joined = self._joined(lambda part: part.tidy.tree, lambda: self.slope.tidy.tree)
        return Formula(self._derivation.checked(self, tidied(joined)))


def of_value(stage: Implicit, result: Result) -> tuple[Condition, ...]:
    """Return what a result needs for its value."""
    name = stage.graph.nodes[stage.graph.output].name
    graph = decompose(Problem("", (Definition(name, result.tidy.tree),)), stage.graph.inputs, grain="given")
    return tuple([item for item in conditions(graph, [graph.output]) if not item.kink])
