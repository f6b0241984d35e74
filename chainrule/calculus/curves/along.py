"""Derivatives along a curve, which are put together from others: by an equation between the quantities, or by a parameter."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from chainrule.calculus.derivation import Derivation
from chainrule.calculus.domains.domain import conditions
from chainrule.calculus.domains.inverted import with_earlier
from chainrule.calculus.domains.joint import together
from chainrule.calculus.local import all_edges
from chainrule.calculus.paths import Paths
from chainrule.calculus.result import Result
from chainrule.calculus.sets.needs import Condition
from chainrule.calculus.tidying.tidy import tidied
from chainrule.errors import ProblemError, TooLarge
from chainrule.formula import Formula
from chainrule.graph import decompose
from chainrule.kept import kept
from chainrule.problem import Definition, Problem
from chainrule.tree import ZERO, Tree, add, derivative, names, relation, size

if TYPE_CHECKING:
    from chainrule.numeric import Evaluation

Stage = TypeVar("Stage", bound="Curve")


class Piece(Protocol):
    """What a derivative along a curve is put together from: a result, or a rate that is given."""

    @property
    def left(self) -> Tree:
        """The unevaluated derivative."""

    @property
    def product(self) -> Formula:
        """Its value in the names of the links."""

    @property
    def in_names(self) -> Formula:
        """Its value in the reader's names."""

    @property
    def raw(self) -> Formula:
        """Its value with every name put back."""

    @property
    def tidy(self) -> Formula:
        """The same, tidied."""

    @property
    def predicted_size(self) -> int:
        """How many nodes it has then."""


Differentiate = Callable[[Problem, tuple[str, ...], str | None], Derivation]


@dataclass(slots=True, eq=False, repr=False)
class Curve(Derivation):
    """The derivatives of the quantity ``dependent`` along a curve; ``first`` holds the derivations that they are put together from.

    ``graph`` and ``edges`` are those of what is differentiated: of the first order the problem's own, of a higher one those of
    the derivative before.
    """

    dependent: str = ""

    @property
    def output(self) -> str:
        """The name of the quantity that is differentiated."""
        return self.dependent

    @abstractmethod
    def result(self, name: str) -> Along:
        """Return the result by an asked name."""

    @property
    def along(self) -> tuple[Along, ...]:
        """The results, one for each name that is asked for."""
        return tuple(map(self.result, self.wrt))

    @property
    def beginning(self) -> Curve:
        """The derivation of the first order."""
        stage = self
        while isinstance(stage.previous, Curve):
            stage = stage.previous
        return stage

    @property
    def whole(self) -> Derivation:
        """The derivation of what is differentiated, by what it depends on itself."""
        return self.first[0]

    @property
    def parts(self) -> tuple[Derivation, ...]:
        """Every derivation that this one is made of, in order."""
        return tuple([part for stage in self.stages for part in (*stage.first, stage)])

    @property
    def domain(self) -> tuple[Condition, ...]:
        """The conditions under which the derivation holds: those of what it is put together from, and those of putting it together."""
        if self._domain is None:
            before = (self.previous,) if self.previous is not None else self.first
            found = list(dict.fromkeys(condition for part in before for condition in part.domain))
            for item in (item for result in self.results.values() for item in of_value(self, result)):
                held = tuple([each for each in found if not each.kink])
                said = [each.substituted or each.relation for each in held]
                if together((*said, item.substituted or item.relation)) != together(said) and with_earlier(held, (item,)) != held:
                    found.append(item)
            self._domain = tuple(found)
        return self._domain

    @property
    def tied_quantities(self) -> tuple[Tree, Sequence[str], Sequence[str], Mapping[str, Tree]]:
        """The difference of the equation's sides in terms of inputs; what is asked about, by what; all inputs; what defined names stand for."""
        problem = self.beginning.graph.problem
        order, steps = (self.dependent, *self.wrt), [part for part in self.parts if not isinstance(part, Curve)]
        if problem.equation is None or not problem.beside:
            return ZERO if problem.equation is None else problem.equation.difference, order, self.wrt, {}
        besides = (*self.wrt, *(name for part in steps for name in part.graph.inputs))
        written = {node.name: part.written_out("")(node.tree) for part in steps for node in part.graph.nodes if node.tree and node.origin == "definition"}
        return written.pop(problem.difference), order, besides, written

    @property
    def slopes(self) -> dict[str, Tree]:
        """The derivatives by what they are by."""
        return {result.wrt: result.tidy.tree for result in self.along}

    def at(self, values: Mapping[str, Any] | None = None, **named: Any) -> Evaluation:
        """Put numbers in for every input of the first order, where an equation must hold: see ``Derivation.at``.

        ``.gradient[name]`` is the derivative, of the order asked for, along the curve.
        """
        from chainrule.numeric.along import absent, apart_from, check_holds, completed, evaluate_along, fitting

        graph = self.beginning.graph
        besides, given = apart_from(graph, self.slopes, {**(values or {}), **named})
        given = completed(graph, given)
        if (name := absent(graph, given)) and self.is_monotonic(name):
            given = fitting(graph, given, name)
        found = evaluate_along(graph, all_edges(graph), self.slopes, given, besides)
        if graph.problem.equation is not None:
            check_holds(graph, found.values)
        return found

    def is_monotonic(self, name: str) -> bool:
        """Return whether the difference of the equation's sides rises or falls all the way in the quantity that it gives, for every number."""
        conditions = [each.substituted or each.relation for each in self.beginning.domain]
        return name == self.dependent and all(name not in names(each) for each in conditions)


class Along(Result):
    """A derivative along a curve."""

    __slots__ = ()
    _derivation: Curve

    @property
    def left(self) -> Tree:
        """The statement's left side: dy/dx, ∂z/∂x, d²y/dx²."""
        return derivative(self.of, *self.by, sign="d" if self.alone else "∂")

    @property
    def paths(self) -> Paths:
        """None: the quantity is no function of the other one in a graph."""
        return Paths(self._derivation.edges, -1)

    @property
    def slope(self) -> Result:
        """The first derivative by the same name."""
        return self._derivation.beginning.result(self.wrt)

    @property
    @abstractmethod
    def pieces(self) -> Sequence[Piece]:
        """The derivatives that this one is put together from."""

    @abstractmethod
    def joined(self, form: Callable[[Piece], Tree]) -> Tree:
        """Return the pieces, in some form, put together."""

    @property
    def total(self) -> Tree | None:
        """The total derivative that is 0 along an equation, if the result is solved from one."""
        return None

    @property
    def chain(self) -> Tree:
        """The result in Leibniz notation."""
        return self.joined(lambda piece: piece.left)

    @kept
    def product(self) -> Formula:
        """The products of local derivatives put together, in node names."""
        return self._formula(self.joined(lambda piece: piece.left if isinstance(piece, Along) else piece.product.tree))

    @kept
    def in_names(self) -> Formula:
        """The same in the reader's names, tidied."""
        return self._formula(self.joined(lambda piece: piece.left if isinstance(piece, Along) else piece.in_names.tree))

    @kept
    def predicted_size(self) -> int:
        """The number of nodes that the result has when every name is put back."""
        return sum(1 + piece.predicted_size for piece in self.pieces)

    @kept
    def raw(self) -> Formula:
        """The pieces put together with every name put back, nothing collected."""
        return self._formula(self.joined(lambda piece: piece.raw.tree)) if self.substituted else self.product

    @kept
    def tidy(self) -> Formula:
        """The same with each of them tidied, signs and constants collected."""
        if not self.substituted:
            return self.in_names
        joined = self.joined(lambda piece: piece.tidy.tree)
        forms = [tidied(joined)]
        if joined.kind == "neg" and joined.args[0].kind == "div":  # the sign before the fraction, or in its numerator or denominator
            over, under = joined.args[0].args
            forms += [tidied(opposite(over) / under), tidied(over / opposite(under))]
        return self._formula(self._derivation.checked(self, min(forms, key=size)))


def of_value(curve: Curve, result: Result) -> tuple[Condition, ...]:
    """Return what a result needs for its value, before anything in it cancels."""
    return tuple([each for item in needed(curve, result.raw.tree) for each in plainer(curve, item)])


def needed(curve: Curve, tree: Tree) -> list[Condition]:
    """Return what an expression in the inputs needs for its value."""
    name = curve.graph.nodes[curve.graph.output].name
    graph = decompose(Problem("", (Definition(name, tree),)), curve.graph.inputs, grain="given")
    return [item for item in conditions(graph, [graph.output]) if not item.kink]


def plainer(curve: Curve, item: Condition) -> list[Condition]:
    """Return a condition that something is not 0 by the factors of its simplified form: h ≠ 0 for π·(h/2)²/3 + π·h²/6 ≠ 0."""
    from chainrule.algebra import shorter

    total = not_zero(item)
    short = None if total is None else shorter(total)
    found = [item] if short is None else needed(curve, 1 / short)
    return [each if (total := not_zero(each)) is None else replace(each, substituted=relation("≠", reduced(total), ZERO)) for each in found]


def not_zero(item: Condition) -> Tree | None:
    """Return the sum that must not be 0 by a condition; None where that says something else."""
    _, operator, sides = item.substituted or item.relation
    return sides[0] if operator == "≠" and sides[1] == ZERO and sides[0].kind == "add" else None


def reduced(total: Tree) -> Tree:
    """Return a sum tidied, without a number that all its terms have, its first term positive: y² − 2x for −3y² + 6x."""
    from chainrule.algebra import common_number

    divided = tidied(total / common_number(total))
    return opposite(divided) if divided.kind == "add" and divided.args[0].kind == "neg" else divided


def once_more(stage: Stage, differentiate: Differentiate, names: tuple[str, ...], form: Formula) -> Stage:
    """Return the derivation of a stage's result, in one of its forms as a function of some names, differentiated by the same name again. Raises TooLarge."""
    result, given = next(iter(stage)), stage.beginning.graph.problem
    if not result.substituted:
        raise TooLarge("the derivative is too large to write out, so it cannot be differentiated again", hint="ask for the first order")
    name = stage.dependent + "′" * stage.order
    problem = Problem(given.text, (Definition(name, form.tree, names),), equation=given.equation, point=given.point, logarithm=given.logarithm)
    whole = differentiate(problem, names, name)
    fresh: dict[str, Any] = {"_worked_out": {}, "_written": {}, "_domain": None}
    by = (*result.by, *stage.wrt)
    return replace(stage, graph=whole.graph, edges=whole.edges, order=stage.order + 1, previous=stage, by=by, first=(whole,), **fresh)


def tied_by(problem: Problem) -> tuple[str, ...]:
    """Return the inputs that a problem's equation ties."""
    return decompose(problem, output=problem.difference).inputs


def check_tied(whole: Derivation, dependent: str) -> None:
    """Refuse an equation whose difference, differentiated in ``whole``, does not change with the quantity that it should give."""
    if whole.results[dependent].tidy.tree == ZERO:
        raise ProblemError(f"the equation does not tie '{dependent}': both sides change alike with it", hint="write an equation such as x^2 + y^2 = 25")


def opposite(tree: Tree) -> Tree:
    """Return the negative of an expression; of a sum, with what becomes positive first."""
    if tree.kind != "add":
        return -tree
    terms = [term.args[0] if term.kind == "neg" else -term for term in tree.args]
    return add(*sorted(terms, key=lambda term: term.kind == "neg"))
