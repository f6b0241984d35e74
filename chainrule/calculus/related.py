"""Related rates: what quantities change with time gives what one of them does, dV/dt = ∂V/∂r · dr/dt + …"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from chainrule.calculus.along import Along, Curve, Differentiate, Piece, check_tied
from chainrule.calculus.derivation import Result, Settings
from chainrule.errors import ChainRuleError, ProblemError, UnknownName
from chainrule.formula import Formula
from chainrule.graph import decompose
from chainrule.problem import Problem, Reading
from chainrule.tree import Tree, add, apply, derivative, names, symbol

TIME = "t"  # what every quantity may depend on, though no formula says so


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
    of = None if problem.equation is None else problem.definitions[0].name
    graph = decompose(bare, output=of or output)
    open_ones = [each for each in graph.inputs if each not in rates]
    name = graph.nodes[graph.output].name if of is None else output or (open_ones[0] if len(open_ones) == 1 else "")
    if of and name not in graph.inputs:
        raise UnknownName(f"there is no '{name}' in the equation" if name else "whose rate is asked is not said", hint=f"it ties {', '.join(graph.inputs)}")
    for unknown in [each for each in rates if each not in graph.inputs]:
        raise UnknownName(f"the rate of '{unknown}' is given, and it is not in the problem", hint=f"it has {', '.join(graph.inputs)}")
    moving = tuple(each for each in graph.inputs if each not in (by, name) and (each in rates or not rates))
    if not moving:
        raise ProblemError(f"nothing changes with {by}", hint=f"give the rate of something that it depends on, such as dx/d{by} = 2")
    still = [each for each in graph.inputs if each not in (by, name, *moving)]
    direct = (by,) if by in graph.inputs else ()
    whole = differentiate(bare, (*moving, *direct, *((name,) if of else ())), of or output)
    if of:
        check_tied(whole, name)
    notes = [f"{', '.join(still)} {'is' if len(still) == 1 else 'are'} held constant: no rate is given"] if still else []
    notes += [] if rates else [f"{', '.join(moving)} {'is' if len(moving) == 1 else 'are'} taken as changing with {by}"]
    readings = (*problem.readings, *map(Reading, notes))
    own = whole.graph._replace(problem=problem)
    values = {each: rates.get(each) or apply(each, (symbol(by),), (1,)) for each in moving}
    return Related(own, (by,), whole.edges, settings, readings, first=(whole,), dependent=name, rates=values)


@dataclass(slots=True, eq=False)
class Related(Curve):
    """The rate of a quantity; ``rates`` are those of what it depends on, given or as unspecified functions of time."""

    rates: Mapping[str, Tree] = field(default_factory=dict)

    @property
    def equation(self) -> bool:
        """Whether an equation ties the quantities."""
        return self.graph.problem.equation is not None

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
        return (*terms, *([(results[by],)] if by in results else []))

    @property
    def through(self) -> Result:
        """The derivative of an equation's difference by the quantity whose rate is asked for."""
        return self._derivation.whole.results[self.of]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The derivatives and the rates."""
        factors = tuple(factor for term in self.changing for factor in term)
        return (*factors, self.through) if self._derivation.equation else factors

    def change(self, form: Callable[[Piece], Tree]) -> Tree:
        """Return the change of what is differentiated, but for what goes through the quantity that is asked for."""
        terms = [form(term[0]) * form(term[1]) if len(term) > 1 else form(term[0]) for term in self.changing]
        return add(*terms) if len(terms) > 1 else terms[0]

    def joined(self, form: Callable[[Piece], Tree]) -> Tree:
        """Return the rate."""
        return -(self.change(form) / form(self.through)) if self._derivation.equation else self.change(form)

    @property
    def total(self) -> Tree | None:
        """The total derivative by time that is 0, where an equation ties the quantities."""
        if not self._derivation.equation:
            return None
        change = self.change(lambda piece: piece.left)
        terms = change.args if change.kind == "add" else (change,)
        return add(*terms, self.through.left * self.left)
