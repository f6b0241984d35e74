"""From a graph to a derivation: one local derivative an edge, one backward sweep, results written out where they stay readable."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chainrule.calculus.domains.corners import continuous
from chainrule.calculus.domains.domain import between_limits, conditions
from chainrule.calculus.domains.integrated import Between
from chainrule.calculus.domains.inverted import is_used_as_it_is, with_earlier
from chainrule.calculus.local import all_edges
from chainrule.calculus.local_derivative import LocalDerivative
from chainrule.calculus.paths import Edges
from chainrule.calculus.result import Result
from chainrule.calculus.results import Results
from chainrule.calculus.sets.needs import Condition
from chainrule.calculus.settings import Proof, Settings
from chainrule.calculus.sums.shares import of_share
from chainrule.calculus.sums.whole_sums import with_whole_sums
from chainrule.calculus.sums.zero_sums import without_zero_sums
from chainrule.calculus.tidying.tidy import tidied
from chainrule.calculus.writing_out import WrittenOut
from chainrule.errors import UnknownName
from chainrule.graph import Graph
from chainrule.notation.names import canonical
from chainrule.problem import Reading, alike, names_in
from chainrule.tree import Tree, postorder, size

if TYPE_CHECKING:
    import sympy

    from chainrule.numeric import Evaluation


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
    siblings: tuple[Derivation, ...] = ()  # of a higher order by several names, or by several terms of one sum: the derivations by the others
    across: tuple[Derivation, ...] = ()  # of the siblings, those that are not asked for: by two components of a vector, for the Hessian matrix
    first: tuple[Derivation, ...] = ()  # of the derivatives that the problem's definitions use
    proof: Proof | None = None
    check: Callable[[Result, Tree], None] | None = None
    check_sums: Callable[[Result, Tree], bool] | None = None
    display: Callable[[Derivation, Collection[str] | None], dict[str, str]] | None = None
    _worked_out: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    _written: dict[str, WrittenOut] = field(default_factory=dict)
    _domain: tuple[Condition, ...] | None = None
    _between: tuple[Between, ...] | None = None

    @property
    def worked_out(self) -> dict[str, dict[str, Any] | None]:
        """The forms of its result so far, for every asked name."""
        if not self._worked_out:
            self._worked_out = dict.fromkeys(self.wrt)
        return self._worked_out

    @property
    def results(self) -> Results[Result]:
        """The results by the name they are differentiated by; those of siblings are theirs."""
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

    def __getitem__(self, key: str | sympy.Symbol | tuple[str | sympy.Symbol, ...]) -> Result:
        if isinstance(key, str) and self.order == 1 and key in self.worked_out:
            return self.result(key)
        wanted = (key,) if isinstance(key, str) else names_in(key)
        asked = {each for result in self for each in result.by}
        component = self.stages[0].graph.problem.spelled(wanted)[:1]  # w_i for the vector w
        for attempt in (wanted, tuple(canonical(name) for name in wanted), tuple(alike(canonical(name), asked) for name in wanted), component):
            if len(attempt) == 1 and self.order == 1 and attempt[0] in self.worked_out:
                return self.result(attempt[0])
            result = self._of_order(attempt) if self.order > 1 or self.siblings else None
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

    def __str__(self) -> str:
        return self._repr_mimebundle_(("text/plain",))["text/plain"]

    def _repr_mimebundle_(self, include: Collection[str] | None = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002  # IPython leaves out itself
        """Return what a notebook displays, by format; of some formats only, where these are to be included."""
        return {"text/plain": repr(self)} if self.display is None else self.display(self, include)

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
            earlier = [self.previous] if self.previous is not None else [each for each in self.first if is_used_as_it_is(*each.key, self.graph.problem.given)]
            for each in earlier:
                own = with_earlier(own, each.domain)
            self._domain = own
        return self._domain

    @property
    def between_limits(self) -> tuple[Between, ...]:
        """What the integrals in it need between their limits, besides the conditions of the domain."""
        if self._between is None:
            first = self.stages[0]
            below = first.graph.below(first.graph.output)
            self._between = between_limits(first.graph, [index for index, reached in enumerate(below) if reached])
        return self._between

    def _passes(self, condition: Condition) -> bool:
        """Return whether the results hold where a link has a corner and the whole has none."""
        place = condition.substituted
        return place is not None and all(result.substituted and continuous(result.tidy.tree, place) for result in self.results.values())

    def at(self, values: Mapping[str, Any] | None = None, **named: Any) -> Evaluation:
        """Put numbers (or NumPy arrays over samples) in: one forward and one backward pass.

        ``.values[name]`` is every quantity's value, ``.gradient[name]`` d(output)/d(name) for every quantity.
        Vectors and matrices may be given whole, as lists and lists of rows. What the output does not depend on may have a value too.
        Raises NumericError for a missing value or a point outside the domain, UnknownName for a name that the problem does not have.
        """
        from chainrule.numeric import evaluate

        given = {**(values or {}), **named}
        if self.graph.problem.vectors.each:
            from chainrule.calculus.sums.in_wholes import at_wholes, gives_wholes

            if gives_wholes(self.graph.problem, given):
                return at_wholes(self.graph.problem, self.output, {name: result.in_vectors for name, result in self.results.items()}, given)
        if any(isinstance(value, (list, tuple)) for value in given.values()):
            from chainrule.numeric.over_data import as_samples, evaluate_over

            if (found := as_samples(self.graph, given)) is not None:
                return evaluate_over(self.graph.problem, *found, self.output)
        return evaluate(self.graph, all_edges(self.graph), given)

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
        problem = self.graph.problem
        found = min((without_zero_sums(with_whole_sums(form, problem, self.wrt), problem) for form in dict.fromkeys(forms)), key=size)
        if sum(item[0] == "sum" for item in postorder(found)) > 1:
            from chainrule.algebra import under_same_letters

            alike = under_same_letters(found)
            found = found if alike == found else tidied(alike)
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
