"""Related rates: what quantities change with time gives what one of them does, dV/dt = ∂V/∂r · dr/dt + …"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chainrule.calculus.curves.along import Along, Curve, Differentiate, Piece, check_tied
from chainrule.calculus.derivation import Derivation
from chainrule.calculus.local import all_edges
from chainrule.calculus.result import Result
from chainrule.calculus.settings import Settings
from chainrule.errors import ChainRuleError, ProblemError, UnknownName
from chainrule.formula import Formula
from chainrule.graph import decompose
from chainrule.problem import TIME, Problem, Reading
from chainrule.tree import Tree, add, apply, derivative, names, symbol

if TYPE_CHECKING:
    from chainrule.numeric import Evaluation


def by_time(problem: Problem, wrt: Sequence[str] | None) -> bool:
    """Return whether a derivative by time is asked for that the formulas do not show: with rates, or as dA/dt in a text without a t in its formulas."""
    if problem.rates:
        return True
    if wrt is not None or problem.wrt != (TIME,) or not problem.output or problem.layers is not None:
        return False
    return any(names(each.tree) for each in problem.definitions) and not any(TIME in each.mentioned for each in problem.definitions)


def related(problem: Problem, by: str, output: str | None, order: int, differentiate: Differentiate, settings: Settings) -> Related:
    """Return the rate of a quantity that a definition, or an equation, ties to others whose rates are given or stay open.

    Quantities without a rate are constants where some rates are given. Raises ProblemError where nothing changes.
    """
    if order > 1:
        raise ChainRuleError("from rates, the first derivative alone is worked out", hint="give the quantities as functions of time for a higher one")
    bare = problem._replace(output=None, wrt=(), order=1, mixed=False, rates=())
    rates = dict(problem.rates)
    of = problem.difference
    graph = decompose(bare, output=of or output)
    open_ones = [each for each in graph.inputs if each not in rates]
    name = output or (open_ones[0] if len(open_ones) == 1 else "") if of else graph.nodes[graph.output].name
    if of and name not in graph.inputs:
        raise UnknownName(f"there is no '{name}' in the equation" if name else "whose rate is asked is not said", hint=f"it ties {', '.join(graph.inputs)}")
    check_rates(problem, graph.inputs)
    moving = tuple(each for each in graph.inputs if each not in (by, name) and (each in rates or not rates))
    if not moving:
        raise ProblemError(f"nothing changes with {by}", hint=f"give the rate of something that it depends on, such as dx/d{by} = 2")
    still = [each for each in graph.inputs if each not in (by, name, *moving)]
    whole = differentiate(bare, (*moving, *changing(graph.inputs, (by, name))), of or output)
    if of:
        check_tied(whole, name)
    notes = [f"{', '.join(still)} {'is' if len(still) == 1 else 'are'} held constant: no rate is given"] if still else []
    notes += [] if rates else [f"{', '.join(moving)} {'is' if len(moving) == 1 else 'are'} taken as changing with {by}"]
    readings = (*problem.readings, *map(Reading, notes))
    own = whole.graph._replace(problem=problem)
    values = {each: rates.get(each) or apply(each, (symbol(by),), (1,)) for each in moving}
    return Related(own, (by,), whole.edges, settings, readings, first=(whole,), dependent=name, rates=values)


def changing(inputs: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Return which of some names are among the inputs."""
    return tuple(name for name in names if name in inputs)


def check_rates(problem: Problem, inputs: Sequence[str]) -> None:
    """Refuse the rate of what is not in the problem, or is defined in it by other quantities."""
    known = {*inputs, *(name for each in problem.beside for name in each.mentioned)}
    defined = [each.name for each in problem.beside]
    for name, _ in problem.rates:
        if name not in known:
            raise UnknownName(f"the rate of '{name}' is given, and it is not in the problem", hint=f"it has {', '.join(inputs)}")
        if name in defined:
            raise ProblemError(f"the rate of '{name}' is given, and others define '{name}'", hint="give the rates of what it depends on")


@dataclass(slots=True, eq=False, repr=False)
class Related(Curve):
    """The rate of a quantity; ``rates`` are those of what it depends on: given, worked out before, or unspecified functions of time."""

    rates: Mapping[str, Tree] = field(default_factory=dict)

    @property
    def whole(self) -> Derivation:
        """The derivation of what is differentiated; before it stands that of a rate that was worked out."""
        return self.first[-1]

    @property
    def tied(self) -> bool:
        """Whether the quantity is one of those that an equation ties, and no definition gives it."""
        return self.graph.nodes[self.graph.ids[self.dependent]].tree is None

    @property
    def on(self) -> Curve:
        """The derivation along the equation itself."""
        return next((part for part in self.first if isinstance(part, Curve)), self)

    def at(self, values: Mapping[str, Any] | None = None, **named: Any) -> Evaluation:
        """Put numbers in: of what an equation ties, values for which it holds. See ``Curve.at``."""
        from chainrule.notation.names import spelled
        from chainrule.numeric.along import apart_from, evaluate_along

        if self.on is self:
            return Curve.at(self, values, **named)
        given = {spelled(name): value for name, value in {**(values or {}), **named}.items()}
        ties, graph = self.on.beginning.graph.inputs, self.graph
        there = self.on.at({name: value for name, value in given.items() if name in ties}).values
        on_curve = {name: there[name] for name in ties}
        besides, put_in = apart_from(graph, self.slopes, {**given, **on_curve})
        put_in = {name: value for name, value in put_in.items() if name in graph.inputs or name not in ties}
        return evaluate_along(graph, all_edges(graph), self.slopes, put_in, {**on_curve, **besides})

    def result(self, name: str) -> AlongRates:
        """Return the result by an asked name."""
        return AlongRates(self, name)


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate of a quantity that is put in: unevaluated in formulas with names, with its value in the others."""

    left: Tree
    value: Tree
    predicted_size: int = 1

    @property
    def product(self) -> Formula:
        """The rate by its name."""
        return Formula(self.left)

    in_names = product

    @property
    def raw(self) -> Formula:
        """The rate by its value."""
        return Formula(self.value)

    tidy = raw


class AlongRates(Along):
    """∂V/∂x · dx/dt + …, with ∂V/∂t where V depends on t itself; of an equation, the negative of that divided by ∂F/∂y."""

    __slots__ = ()
    _derivation: Related

    @property
    def alone(self) -> bool:
        """True: with time, everything changes that does."""
        return True

    @property
    def changing(self) -> tuple[tuple[Piece, ...], ...]:
        """The factors of each term: the derivative by a quantity and its rate, or the derivative by time itself."""
        results, by = self._derivation.whole.results, self.wrt
        terms: list[tuple[Piece, ...]] = [(results[name], Rate(derivative(name, by), value)) for name, value in self._derivation.rates.items()]
        direct: list[tuple[Piece, ...]] = [(results[by],)] if by in results else []
        return (*terms, *direct) if self._derivation.on is self._derivation else (*direct, *terms)

    @property
    def through(self) -> Result:
        """The derivative of an equation's difference by the quantity whose rate is asked for."""
        return self._derivation.whole.results[self.of]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The derivatives and the rates."""
        factors = tuple(factor for term in self.changing for factor in term)
        return (*factors, self.through) if self._derivation.tied else factors

    def change(self, form: Callable[[Piece], Tree]) -> Tree:
        """Return the change of what is differentiated, but for what goes through the quantity that is asked for."""
        terms = [form(term[0]) * form(term[1]) if len(term) > 1 else form(term[0]) for term in self.changing]
        return add(*terms) if len(terms) > 1 else terms[0]

    def joined(self, form: Callable[[Piece], Tree]) -> Tree:
        """Return the rate."""
        return -(self.change(form) / form(self.through)) if self._derivation.tied else self.change(form)

    @property
    def total(self) -> Tree | None:
        """The total derivative by time that is 0, where an equation ties the quantities."""
        if not self._derivation.tied:
            return None
        change = self.change(lambda piece: piece.left)
        terms = change.args if change.kind == "add" else (change,)
        return add(*terms, self.through.left * self.left)
