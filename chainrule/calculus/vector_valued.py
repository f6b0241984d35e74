"""Functions with several components in one graph: the derivative of each by each input, and all of them as a vector or as the Jacobian matrix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

from chainrule.calculus.derivation import Derivation
from chainrule.calculus.domains.domain import conditions
from chainrule.calculus.local import local_derivatives
from chainrule.calculus.paths import Paths
from chainrule.calculus.result import Result
from chainrule.calculus.sets.needs import Condition
from chainrule.calculus.settings import Settings
from chainrule.calculus.tidying.tidy import tidied
from chainrule.errors import ProblemError
from chainrule.formula import Formula
from chainrule.graph import Graph
from chainrule.kept import kept
from chainrule.problem import Definition, Problem, Reading, VectorFunction
from chainrule.tree import ZERO, Tree, add, apply, derivative, node, symbol, total, vector

if TYPE_CHECKING:
    from chainrule.numeric import Evaluation

UNNAMED = "the outputs"  # no name of a quantity has a space
JACOBIAN = "J"
NO_FUNCTION = VectorFunction("", ())
DETERMINANT = 3  # rows of a matrix whose determinant is worked out

Key = tuple[str, ...]
Differentiate = Callable[[Problem, Key | None, str], Derivation]
Again = Callable[[Derivation, str], Derivation]


def vector_valued(
    problem: Problem, function: VectorFunction, names: Key, order: int, differentiate: Differentiate, again: Again, settings: Settings
) -> VectorValued:
    """Return the derivation of all components of a function by some names, or by its arguments, else by every input.

    ``differentiate`` works on a problem, what to differentiate by and the output, ``again`` takes a stage on by one more name.
    Raises ProblemError where it is too much for one derivation.
    """
    whole, parts = function.name or UNNAMED, function.components
    defined = {each.name: each for each in problem.definitions}
    if whole in defined or problem.layers is not None or problem.vectors.each:
        raise ProblemError("several components beside vectors or layers are not differentiated together", hint=f"ask for one: output='{parts[0]}'")
    parameters = tuple(dict.fromkeys(name for part in parts for name in defined[part].parameters))
    both = (*problem.definitions, Definition(whole, add(*map(symbol, parts)), parameters))
    alone = problem._replace(definitions=both, output=None, wrt=(), order=1, mixed=False)
    found = differentiate(alone, names or None, whole)
    graph = found.graph._replace(problem=problem, nodes=found.graph.nodes[:-1], ids={name: index for name, index in found.graph.ids.items() if name != whole})
    if found.graph.output != len(graph.nodes) or not set(parts) <= graph.ids.keys():
        raise ProblemError("the components are not told apart", hint=f"ask for one: output='{parts[0]}'")
    readings = tuple(reading for reading in found.readings if UNNAMED not in reading.message)
    wrt = found.wrt if names or parameters else usual_order(found.wrt)
    by = [wrt] if order == 1 else list(combinations_with_replacement(wrt, order))
    derivations = [of_key(graph, function, key, order, again, settings, readings, found) for key in by]
    derivations[0].siblings = tuple(derivations[1:])
    return derivations[0]


def usual_order(names: Key) -> Key:
    """Return inputs that no function lists in the order of their letters where they are of one family, x and y or u and v; else as they come."""
    from chainrule.syntax.asked.points_said import in_order

    return tuple(in_order(names, len(names))) or names


def of_key(
    graph: Graph, function: VectorFunction, key: Key, order: int, again: Again, settings: Settings, readings: tuple[Reading, ...], whole: Derivation
) -> VectorValued:
    """Return the derivation of all components by each name of a key or, of a higher order, by one after the other; ``whole`` is that of their sum."""
    components = []
    for part in function.components:
        own = graph._replace(output=graph.ids[part])
        by = key if order == 1 else key[:1]
        stage = Derivation(own, by, local_derivatives(own, [graph.ids[name] for name in by if name in graph.ids]), settings)
        for name in () if order == 1 else key[1:]:
            stage = again(stage, name)
        components.append(stage)
    wrt, by = (key, ()) if order == 1 else (key[-1:], key)
    own = components[0].stages[0].graph
    return VectorValued(own, wrt, whole.edges, settings, readings, order, by=by, first=whole.first, function=function, components=tuple(components))


@dataclass(slots=True, eq=False, repr=False)
class VectorValued(Derivation):
    """The derivatives of a function with several components, which share one graph.

    ``graph`` has the first component as its output, ``edges`` are those of all. ``components`` holds a derivation for each component;
    ``d["t"]`` is the derivative by t as a vector, with the results of the components in ``d["t"].components``.
    ``jacobian`` is the matrix of all, with a row for each component and a column for each input, ``determinant`` that of a square one.
    """

    function: VectorFunction = NO_FUNCTION
    components: tuple[Derivation, ...] = ()
    agree: Callable[[Tree, Tree], bool] | None = None  # the check of two forms of one expression

    @property
    def output(self) -> str:
        """The name of the function; of definitions that are asked for together, their names."""
        return self.function.name or ", ".join(self.function.components)

    @property
    def outputs(self) -> tuple[int, ...]:
        """The nodes of the components."""
        return tuple([self.graph.ids[name] for name in self.function.components])

    @property
    def value(self) -> Tree:
        """What is differentiated: the function's name, or the vector of the outputs."""
        return symbol(self.function.name) if self.function.name else vector(*map(symbol, self.function.components))

    def result(self, name: str) -> VectorResult:
        """Return the result by an asked name."""
        return VectorResult(self, name)

    @property
    def parts(self) -> tuple[Derivation, ...]:
        """The derivations of the components, one differentiation each, and this one after them."""
        own = [part for each in (self, *self.siblings) for part in (*(stage for own in each.components for stage in own.stages), each)]  # type: ignore[attr-defined]
        return (*self.first, *own)

    @property
    def domain(self) -> tuple[Condition, ...]:
        """The conditions under which all components have their derivatives."""
        if self._domain is None:
            below = [any(reached) for reached in zip(*map(self.graph.below, self.outputs), strict=True)]
            found = conditions(self.graph, [index for index, reached in enumerate(below) if reached])  # which refuses what holds nowhere together
            own = dict.fromkeys(condition for each in self.components for condition in each.domain)
            needed = [item for item in (own if self.order > 1 else found) if not item.kink]
            self._domain = (*needed, *[item for item in own if item.kink])  # corners are those of a component
        return self._domain

    @property
    def jacobian(self) -> Formula | None:
        """The Jacobian matrix: row i holds the derivatives of component i, column j those by input j. None for a higher order."""
        if self.order > 1:
            return None
        return Formula(self.matrix(lambda result: result.simplified.tree), *self.graph.spelling)

    @property
    def determinant(self) -> Formula | None:
        """The determinant of the Jacobian matrix; None where that is not square, or larger than ``DETERMINANT``."""
        if self.order > 1 or len(self.wrt) != len(self.components) or not 1 < len(self.wrt) <= DETERMINANT:
            return None
        if not all(result.substituted for each in self.components for result in each.results.values()):
            return None
        from chainrule.algebra import shorter

        tree = tidied(expanded([list(row.args) for row in self.matrix(lambda result: result.tidy.tree).args]))
        short = shorter(tree)
        return Formula(tree if short is None or self.agree is None or not self.agree(tree, short) else short, *self.graph.spelling)

    def matrix(self, form: Callable[[Result], Tree]) -> Tree:
        """Return the results of all components by all names, in some form, as a matrix."""
        return vector(*[vector(*[form(each.results[name]) for name in self.wrt]) for each in self.components])

    @property
    def jacobian_name(self) -> Tree:
        """What stands before the matrix: J_F(x, y), or J(x, y)."""
        name = self.function.name
        taken = self.graph.ids.keys() | {name}
        called = f"{JACOBIAN}_{name}" if name.isalpha() and f"{JACOBIAN}_{name}" not in taken else JACOBIAN
        return apply(called, tuple(map(symbol, self.wrt)))

    def at(self, values: Mapping[str, Any] | None = None, **named: Any) -> Evaluation:
        """Put numbers in, as ``Derivation.at`` does: ``.gradient[name]`` and, under the function's name, ``.values`` hold a number for each component."""
        from chainrule.numeric.evaluation import ByName, known

        given = {**(values or {}), **named}
        first = Derivation.at(self, given)
        found = [each.at(given) for each in self.components]
        gradient = {name: tuple([each.gradient[name] if name in self.graph.ids else 0.0 for each in found]) for name in self.wrt}
        whole = tuple([first.values[part] for part in self.function.components])
        return known(ByName({**first.values, self.output: whole}), ByName(gradient))


def expanded(rows: list[list[Tree]]) -> Tree:
    """Return a determinant, expanded along the first row."""
    if len(rows) == 1:
        return rows[0][0]
    terms = []
    for place, entry in enumerate(rows[0]):
        if entry == ZERO:
            continue
        minor = expanded([row[:place] + row[place + 1 :] for row in rows[1:]])
        if minor != ZERO:
            terms.append(-(entry * minor) if place % 2 else entry * minor)
    return total(terms)


class VectorResult(Result):
    """The derivative of a function with several components by one name: a vector."""

    __slots__ = ()
    _derivation: VectorValued

    @property
    def components(self) -> tuple[Result, ...]:
        """The results of the components, in order."""
        return tuple([each.results[self.wrt] for each in self._derivation.components])

    @property
    def left(self) -> Tree:
        """The statement's left side: dr/dt, ∂F/∂x."""
        sign, name = "d" if self.alone else "∂", self._derivation.function.name
        return derivative(name, *self.by, sign=sign) if name else node("derivative", sign, (self._derivation.value, *map(symbol, self.by)))

    @property
    def alone(self) -> bool:
        """Whether the components depend on no input but through what they are differentiated by."""
        return all(each.alone for each in self.components)

    @property
    def paths(self) -> Paths:
        """None: the paths are those of the components."""
        return Paths(self._derivation.edges, -1)

    def joined(self, form: Callable[[Result], Tree]) -> Formula:
        """Return the vector of the components' results in some form."""
        return self._formula(vector(*map(form, self.components)))

    @property
    def chain(self) -> Tree:
        """The unevaluated derivatives of the components."""
        return vector(*[each.left for each in self.components])

    @kept
    def product(self) -> Formula:
        """The components' products, in node names."""
        return self.joined(lambda each: each.product.tree)

    @kept
    def in_names(self) -> Formula:
        """The components' results in the reader's names."""
        return self.joined(lambda each: each.in_names.tree)

    @kept
    def predicted_size(self) -> int:
        """The number of nodes that the components have when every name is put back."""
        return sum(each.predicted_size for each in self.components)

    @property
    def most_size(self) -> int:
        """The greatest number of nodes of a component."""
        return max(each.most_size for each in self.components)

    @kept
    def raw(self) -> Formula:
        """The components' products with every name put back."""
        return self.joined(lambda each: each.raw.tree)

    @kept
    def tidy(self) -> Formula:
        """The same, tidied."""
        return self.joined(lambda each: each.tidy.tree)

    @kept
    def simplified(self) -> Formula:
        """SymPy's form of each component where that is shorter."""
        return self.joined(lambda each: each.simplified.tree)

    @property
    def simplified_in_names(self) -> Formula:
        """SymPy's form of each component in the reader's names, where that is shorter."""
        return self.joined(lambda each: each.simplified_in_names.tree)

    @property
    def whole(self) -> Formula:
        """The components' results with whole sums."""
        return self.joined(lambda each: each.whole.tree)

    @property
    def whole_in_names(self) -> Formula:
        """The same in the reader's names."""
        return self.joined(lambda each: each.whole_in_names.tree)

    @property
    def lines(self) -> tuple[Tree, ...]:
        """The right-hand sides that a reader sees."""
        return tuple(dict.fromkeys((self.chain, self.tidy.tree, self.simplified.tree)))
