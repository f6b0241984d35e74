"""From a graph to a derivation: one local derivative an edge, one backward sweep, results written out where they stay readable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chainrule.calculus.corners import continuous
from chainrule.calculus.domain import conditions
from chainrule.calculus.inverted import with_earlier
from chainrule.calculus.local import all_edges
from chainrule.calculus.local_derivative import LocalDerivative, product
from chainrule.calculus.needs import Condition
from chainrule.calculus.paths import Edges, Paths
from chainrule.calculus.results import Results
from chainrule.calculus.settings import Proof, Settings
from chainrule.calculus.shares import of_share
from chainrule.calculus.tidy import tidied
from chainrule.calculus.whole_sums import with_whole_sums
from chainrule.calculus.writing_out import COUNTED_SIZE, WrittenOut, written_size
from chainrule.errors import UnknownName
from chainrule.formula import Formula
from chainrule.graph import Graph
from chainrule.kept import kept
from chainrule.notation.names import canonical
from chainrule.problem import Reading, alike
from chainrule.tree import ONE, Tree, derivative, size, total

if TYPE_CHECKING:
    from chainrule.calculus.gradients import Way
    from chainrule.numeric import Evaluation

class Result:
    """The derivative of the output by one name; of a higher order, the last step of several (``by`` lists them all).

    ``raw`` is the product of the local derivatives along each path, added up, with every name put back; ``tidy`` is the same
    tidied; ``simplified`` is SymPy's form where that is shorter. ``product`` and ``in_names`` are raw and tidy in the names of
    the links. ``substituted`` is False where the result would be too large to write out (``predicted_size`` nodes): raw and
    tidy then stay in node names.
    """

    __slots__ = ("__dict__", "_derivation", "wrt")

    def __init__(self, derivation: Derivation, wrt: str) -> None:
        self.__dict__ = derivation.forms(wrt)  # what is worked out stays with the derivation, which does not hold its results
        self._derivation, self.wrt = derivation, wrt

    def __repr__(self) -> str:
        return f"<Result {self.of} by {', '.join(self.by)}: {self.tidy if self.substituted else 'in the names of the links'}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and other._derivation is self._derivation and other.wrt == self.wrt

    def __hash__(self) -> int:
        return hash((id(self._derivation), self.wrt))

    @property
    def of(self) -> str:
        """The name of the quantity that is differentiated."""
        return self._derivation.output

    @property
    def by(self) -> tuple[str, ...]:
        """Everything that the root was differentiated by, one name for each time."""
        return self._derivation.by or (self.wrt,)

    @property
    def _start(self) -> int:
        return self._derivation.graph.ids.get(self.wrt, -1)

    @property
    def left(self) -> Tree:
        """The statement's left side: dh/dx, ∂z/∂a, d²h/dx²; d where the output depends on that name alone, else ∂."""
        return derivative(self._derivation.root or self.of, *self.by, sign="d" if self.alone else "∂")

    @property
    def alone(self) -> bool:
        """Whether the output depends on no input but through what it is differentiated by."""
        graph = self._derivation.graph
        return graph.only_through(graph.output, self._start)

    @kept
    def paths(self) -> Paths:
        """The ways from the asked quantity to the output, counted at once and listed lazily."""
        return Paths(self._derivation.edges, self._start)

    @kept
    def product(self) -> Formula:
        """The sum over the paths of the products of local derivatives, in node names and not multiplied out."""
        if self.of == self.wrt:
            return Formula(ONE)
        paths = self.paths
        if paths.count > self._derivation.settings.paths_summed:
            return Formula(total([self._through(child, product([self.adjoint(child), tree])) for child, tree in self._next()]))
        return Formula(total(paths.products()))

    @property
    def chain(self) -> Tree:
        """The chain rule in Leibniz notation: the product of unevaluated local derivatives along each path, added up."""
        if self.paths.count > self._derivation.settings.paths_summed:
            edges, start = self._derivation.edges, self._start
            return total([self._through(child, product([self.adjoint(child), edges.edge(child, start, tree).left])) for child, tree in self._next()])
        return total([path.times([edge.left for edge in path]) for path in self.paths])

    def _next(self) -> list[tuple[int, Tree]]:
        """Return the quantities that use the asked one directly and lead to the output, with their derivatives by it."""
        edges = self._derivation.edges
        return [(edges.children[edge], edges.trees[edge]) for edge in edges.upwards(self._start)]

    def _through(self, child: int, tree: Tree) -> Tree:
        return self._derivation.edges.through(child, self._start, tree)

    def adjoint(self, index: int) -> Tree:
        """Return the derivative of the output by a node, unevaluated; the output's own is 1."""
        graph = self._derivation.graph
        return ONE if index == graph.output else derivative(self.of, graph.nodes[index].name, sign="∂")

    @kept
    def in_names(self) -> Formula:
        """The product in the reader's names, tidied: links that chainrule named are put back, a neuron's σ′ is written by its own output."""
        derivation, paths = self._derivation, self.paths
        if not 0 < paths.count <= derivation.settings.paths_summed:
            return Formula(tidied(self.product.tree))
        own = total([path.times([derivation.named_form(edge) for edge in path]) for path in paths])
        readers = derivation.in_readers_names
        tree = tidied(readers(own) if readers.size(own) <= derivation.settings.written_size else own)
        if derivation.graph.ranges and derivation.check_sums is not None and self.substituted:
            derivation.check_sums(self, tree)
        return Formula(derivation.checked(self, tree) if self.substituted else tree)

    @kept
    def predicted_size(self) -> int:
        """The number of nodes that the result has when every name is put back, up to 10^15."""
        derivation = self._derivation
        if self.paths.count > derivation.settings.paths_summed:
            return COUNTED_SIZE
        size = written_size(self.product.tree, derivation.written_out(self.wrt).sizes)
        if size > derivation.settings.written_size and derivation.wrt == (self.wrt,):
            derivation.forget_written_out()
        return size

    @kept
    def most_size(self) -> int:
        """A number of nodes, known at a glance, that the result does not exceed when every name is put back."""
        edges = self._derivation.edges
        size = edges.graph.size * (edges.size + 2) * self.paths.count
        return size if edges.graph.size and size < self._derivation.settings.written_size else self.predicted_size

    @property
    def substituted(self) -> bool:
        """Whether raw and tidy are written in what the reader asked by, not in the names of the links."""
        return self.most_size <= self._derivation.settings.written_size

    @kept
    def raw(self) -> Formula:
        """The product with every name put back, nothing collected."""
        if not self.substituted:
            return self.product
        return Formula(self._derivation.written_out(self.wrt)(self.product.tree))

    @kept
    def tidy(self) -> Formula:
        """The raw product with signs and constants collected and like parts merged, in source order."""
        if not self.substituted:
            return self.in_names
        return Formula(self._derivation.checked(self, tidied(self.product.tree, self._derivation.written_out(self.wrt).links)))

    @kept
    def simplified(self) -> Formula:
        """SymPy's simplification where it is found within its budget and is shorter, else the tidy form."""
        shorter = self.shorter() if self.substituted else None
        return self.tidy if shorter is None else Formula(self._derivation.checked(self, shorter))

    def shorter(self) -> Tree | None:
        """Return a shorter form of the tidy one that SymPy finds, or None."""
        from chainrule.algebra import shorter

        return shorter(self.tidy.tree)

    @kept
    def simplified_in_names(self) -> Formula:
        """SymPy's simplification in the reader's names: (p − y)·x for −y·(1 − p)·x + (1 − y)·p·x; ``in_names`` where none is shorter."""
        from chainrule.algebra import shorter

        found = shorter(self.in_names.tree)
        return self.in_names if found is None else Formula(self._derivation.checked(self, found))

    @kept
    def whole(self) -> Formula:
        """The tidy form, or SymPy's where that is shorter, with the sums put back whose terms were set apart: see ``whole_sums``."""
        return Formula(self._derivation.with_sums(self, self.tidy.tree, self.simplified.tree)) if self.substituted else self.tidy

    @kept
    def whole_in_names(self) -> Formula:
        """The form in the reader's names with the sums put back."""
        derivation = self._derivation
        return Formula(derivation.with_sums(self, self.in_names.tree, self.simplified_in_names.tree)) if derivation.graph.problem.apart else self.in_names

    @kept
    def gradients(self) -> Way | None:
        """The gradients by all that leads from the output to a vector or a matrix, where the problem is written in them and they are confirmed; else None."""
        derivation, problem = self._derivation, self._derivation.stages[0].graph.problem
        check = derivation.check_sums
        if not problem.vectors.each or derivation.order > 1 or check is None:
            return None
        from chainrule.calculus.gradients import confirmed

        return confirmed(problem, self.of, self.wrt, lambda component: check(self, component))

    @property
    def in_vectors(self) -> Formula | None:
        """The whole gradient by a vector or a matrix, 2X^T(Xw − y), where the problem is written in them and it is confirmed; else None."""
        return None if self.gradients is None else Formula(self.gradients.value)

    @property
    def lines(self) -> tuple[Tree, ...]:
        """The right-hand sides that a reader sees, each once: the product, tidied in the reader's names, everything put back, tidy."""
        candidates = [self.product.tree, self.raw.tree, self.tidy.tree]
        if any(self._derivation.graph.nodes[i].origin == "definition" for i in self._derivation.edges.into if i != self._derivation.graph.output):
            candidates.insert(1, self.in_names.tree)
        return tuple(line for place, line in enumerate(candidates) if line not in candidates[:place])


@dataclass(slots=True, eq=False, weakref_slot=True)
class Derivation:
    """A problem differentiated: the graph, the local derivatives on its edges, and a result for every asked name.

    ``d["x"]`` is the result by x, ``d["x", "y"]`` the mixed one. ``proof`` says how the results were checked.
    """

    graph: Graph
    wrt: tuple[str, ...]
    edges: Edges
    settings: Settings = field(default_factory=Settings)
    readings: tuple[Reading, ...] = ()
    order: int = 1
    previous: Derivation | None = None
    by: tuple[str, ...] = ()  # of a higher order: everything that the root was differentiated by, this stage's name last
    root: str = ""  # of a higher order: the name of the quantity that was differentiated first
    siblings: tuple[Derivation, ...] = ()  # of a higher order by several names: the derivations by the other combinations
    first: tuple[Derivation, ...] = ()  # of the derivatives that the problem's definitions use
    proof: Proof | None = None
    check: Callable[[Result, Tree], None] | None = None
    check_sums: Callable[[Result, Tree], bool] | None = None
    display: Callable[[Derivation], dict[str, str]] | None = None
    _worked_out: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    _written: dict[str, WrittenOut] = field(default_factory=dict)
    _domain: tuple[Condition, ...] | None = None

    @property
    def worked_out(self) -> dict[str, dict[str, Any] | None]:
        """The forms of its result so far, for every asked name."""
        if not self._worked_out:
            self._worked_out = dict.fromkeys(self.wrt)
        return self._worked_out

    @property
    def results(self) -> Results[Result]:
        """The results by the name they are differentiated by."""
        return Results(self.worked_out, self.result)

    def result(self, name: str) -> Result:
        """Return the result by an asked name."""
        return Result(self, name)

    def forms(self, name: str) -> dict[str, Any]:
        """Return the forms of a result that have been worked out so far."""
        found = self.worked_out.get(name)
        if found is None:
            found = self.worked_out[name] = {}
        return found

    def __getitem__(self, key: str | tuple[str, ...]) -> Result:
        if isinstance(key, str) and self.order == 1 and key in self.worked_out:
            return self.result(key)
        wanted = (key,) if isinstance(key, str) else tuple(key)
        asked = {each for result in self for each in result.by}
        component = self.stages[0].graph.problem.spelled(wanted)[:1]  # w_i for the vector w
        for attempt in (wanted, tuple(canonical(name) for name in wanted), tuple(alike(canonical(name), asked) for name in wanted), component):
            if len(attempt) == 1 and self.order == 1 and attempt[0] in self.worked_out:
                return self.result(attempt[0])
            result = None if self.order == 1 else self._of_order(attempt)
            if result is not None:
                return result
        raise UnknownName(f"the derivative by {', '.join(wanted)} was not asked for", hint=f"asked for: {', '.join(' '.join(result.by) for result in self)}")

    def _of_order(self, wanted: tuple[str, ...]) -> Result | None:
        """Return the result by a combination of names in any order; one name alone stands for itself every time."""
        key = sorted(wanted * self.order if len(wanted) == 1 else wanted)
        return next((result for result in self if sorted(result.by) == key), None)

    def __iter__(self) -> Iterator[Result]:
        """Yield every result that was asked for."""
        yield from self.results.values()
        for sibling in self.siblings:
            yield from sibling

    def __repr__(self) -> str:
        return f"<Derivation of {self.root or self.output}, order {self.order}, by {', '.join(self.wrt)}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002  # IPython picks from all
        """Return what a notebook displays."""
        return {"text/plain": repr(self)} if self.display is None else self.display(self)

    @property
    def output(self) -> str:
        """The name of the quantity that is differentiated."""
        return self.graph.nodes[self.graph.output].name

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What is differentiated, and by what: a name for each time."""
        return self.root or self.output, self.by or self.wrt

    @property
    def parts(self) -> tuple[Derivation, ...]:
        """Every derivation that this one is made of, one differentiation each: what is worked out first, the stages, those of the siblings."""
        if self.order == 1 and not self.first and not self.siblings:
            return (self,)
        every = (*self.stages[0].first, self, *self.siblings)
        return tuple([stage for entry in every for stage in entry.stages])

    @property
    def stages(self) -> tuple[Derivation, ...]:
        """The derivations of each order in turn, this one last."""
        chain = [self]
        while chain[-1].previous is not None:
            chain.append(chain[-1].previous)
        return tuple(reversed(chain))

    @property
    def domain(self) -> tuple[Condition, ...]:
        """The conditions under which the derivation holds; empty where it holds for all real numbers."""
        if self._domain is None:
            below = self.graph.below(self.graph.output)
            found = conditions(self.graph, [index for index, reached in enumerate(below) if reached])
            own = tuple([item for item in found if item.corner is not False or not self._passes(item)])
            earlier = [stage.domain for stage in self.stages[:-1]]
            self._domain = with_earlier(own, earlier[-1]) if earlier else own
        return self._domain

    def _passes(self, condition: Condition) -> bool:
        """Return whether the results hold where a link has a corner and the whole has none."""
        place = condition.substituted
        return place is not None and all(result.substituted and continuous(result.tidy.tree, place) for result in self.results.values())

    def at(self, values: Mapping[str, Any] | None = None, **named: Any) -> Evaluation:
        """Put numbers (or NumPy arrays over samples) in: one forward and one backward pass.

        ``.values[name]`` is every quantity's value, ``.gradient[name]`` d(output)/d(name) for every quantity.
        Raises NumericError for a missing value or a point outside the domain.
        """
        from chainrule.numeric import evaluate

        return evaluate(self.graph, all_edges(self.graph), {**(values or {}), **named})

    def named_form(self, edge: LocalDerivative) -> Tree:
        """Return a local derivative by the quantity's own value where the reader named it and the function, or the share, allows it."""
        if self.graph.nodes[self.graph.ids[edge.of]].origin != "definition":
            return edge.tree
        own = edge.own
        return (of_share(edge.of, edge.wrt, edge.expression, self.graph.nodes) or edge.tree) if own is None else own.tree

    def checked(self, result: Result, tree: Tree) -> Tree:
        """Return a result's tree after the derivation's own check, where one is set."""
        if self.check is not None:
            self.check(result, tree)
        return tree

    def with_sums(self, result: Result, *forms: Tree) -> Tree:
        """Return the shortest of some forms of a result with the sums put back, where that is another and is confirmed; else the last form as it is."""
        if not self.graph.problem.apart or self.previous is not None:
            return forms[-1]
        found = min((with_whole_sums(form, self.graph.problem, self.wrt) for form in dict.fromkeys(forms)), key=size)
        return found if found not in forms and (self.check_sums is None or self.check_sums(result, found)) else forms[-1]

    def written_out(self, keep: str) -> WrittenOut:
        """Return every quantity in terms of the inputs, except the one asked for by name."""
        graph = self.graph
        index = graph.ids.get(keep)
        name = "" if index is None or graph.nodes[index][1] is None else keep  # all inputs share one
        found = self._written.get(name)
        if found is None:
            found = self._written[name] = WrittenOut(graph, (name,), self.settings.written_size)
        return found

    def forget_written_out(self) -> None:
        """Let go of what every quantity is in terms of the inputs: the only result is too large to be written so."""
        self._written.pop("", None)

    @property
    def in_readers_names(self) -> WrittenOut:
        """Every quantity in terms of what the reader named: only the links that chainrule named are put back."""
        if "=" not in self._written:  # no name contains the sign
            named = {entry.name for entry in self.graph.nodes if entry.origin != "link"}
            self._written["="] = WrittenOut(self.graph, named, self.settings.written_size)
        return self._written["="]
