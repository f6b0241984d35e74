"""One result of a derivation: its forms from the product of the links to the tidy and the simplified one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from chainrule.calculus.local_derivative import LocalDerivative, product
from chainrule.calculus.paths import Edges, Paths
from chainrule.calculus.settings import Settings
from chainrule.calculus.sums.share_names import in_names_of_shares
from chainrule.calculus.sums.shares import in_shares
from chainrule.calculus.tidying.tidy import tidied
from chainrule.calculus.writing_out import COUNTED_SIZE, WrittenOut, written_size
from chainrule.formula import Formula, WholeFormula
from chainrule.graph import Graph
from chainrule.kept import kept
from chainrule.notation.indices import apart
from chainrule.tree import ONE, Tree, derivative, mul, size, total

if TYPE_CHECKING:
    from chainrule.calculus.sums.gradients import Way
    from chainrule.calculus.sums.way_back import WayBack

EACH, ALL = 1.0, 3.0  # seconds of CPU time that a simpler form is looked for, of one result and of all by the names of a derivation

class Differentiated(Protocol):
    """What results are of, as a derivation is: its graph, what was asked, and the ways to write a result of it."""

    graph: Graph
    wrt: tuple[str, ...]
    edges: Edges
    settings: Settings
    order: int
    by: tuple[str, ...]
    root: str
    check_sums: Callable[[Result, Tree], bool] | None

    @property
    def output(self) -> str:
        """The name of the quantity that is differentiated."""

    @property
    def stages(self) -> Sequence[Differentiated]:
        """The derivations of each order in turn, this one last."""

    @property
    def in_readers_names(self) -> WrittenOut:
        """Every quantity in terms of what the reader named."""

    def forms(self, name: str) -> dict[str, Any]:
        """Return the forms of a result that have been worked out so far."""

    def named_form(self, edge: LocalDerivative) -> Tree:
        """Return a local derivative in the reader's names."""

    def checked(self, result: Result, tree: Tree) -> Tree:
        """Return a result's tree after the derivation's own check."""

    def with_sums(self, result: Result, *forms: Tree) -> Tree:
        """Return the shortest of some forms with the sums put back."""

    def written_out(self, keep: str) -> WrittenOut:
        """Return every quantity in terms of the inputs, except the one asked for by name."""

    def forget_written_out(self) -> None:
        """Let go of what every quantity is in terms of the inputs."""


class Result:
    """The derivative of the output by one name; of a higher order, the last step of several (``by`` lists them all).

    ``raw`` is the product of the local derivatives along each path, added up, with every name put back; ``tidy`` is the same
    tidied; ``simplified`` is SymPy's form where that is shorter. ``product`` and ``in_names`` are raw and tidy in the names of
    the links. ``substituted`` is False where the result would be too large to write out (``predicted_size`` nodes): raw and
    tidy then stay in node names.
    """

    __slots__ = ("__dict__", "_derivation", "wrt")

    def __init__(self, derivation: Differentiated, wrt: str) -> None:
        self.__dict__ = derivation.forms(wrt)  # what is worked out stays with the derivation, which does not hold its results
        self._derivation, self.wrt = derivation, wrt

    def __repr__(self) -> str:
        return f"<Result {self.of} by {', '.join(self.by)}: {self.tidy if self.substituted else 'in the names of the links'}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Result) and other._derivation is self._derivation and other.wrt == self.wrt

    def __hash__(self) -> int:
        return hash((id(self._derivation), self.wrt))

    def _formula(self, tree: Tree) -> Formula:
        derivation = self._derivation
        logarithm, functions = (derivation if derivation.order == 1 else derivation.stages[0]).graph.spelling
        return Formula(tree, logarithm, functions)

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
            return self._formula(ONE)
        paths = self.paths
        if paths.count > self._derivation.settings.paths_summed:
            return self._formula(self.swept(self._start)[1])
        return self._formula(total(paths.products()))

    @property
    def chain(self) -> Tree:
        """The chain rule in Leibniz notation: the product of unevaluated local derivatives along each path, added up."""
        if self.paths.count > self._derivation.settings.paths_summed:
            return self.swept(self._start)[0]
        return total([path.times([edge.left for edge in path]) for path in self.paths])

    def swept(self, index: int) -> tuple[Tree, Tree]:
        """Return one step of the backward sweep: the derivative of the output by a node from those by what uses it.

        It is their sum times the local derivatives, which are unevaluated in the first form and put in in the second.
        """
        edges = self._derivation.edges
        uses = [(edges.children[place], edges.trees[place]) for place in edges.upwards(index)]
        forms = [[(child, edges.edge(child, index, tree).left) for child, tree in uses], uses]
        unevaluated, put_in = [total([edges.through(child, index, product([self.adjoint(child), tree])) for child, tree in form]) for form in forms]
        return unevaluated, put_in

    def adjoint(self, index: int) -> Tree:
        """Return the derivative of the output by a node, unevaluated; the output's own is 1, and it is a local one where only the output uses the node."""
        graph, edges = self._derivation.graph, self._derivation.edges
        if index == graph.output:
            return ONE
        uses = edges.upwards(index)
        if len(uses) == 1 and edges.children[uses[0]] == graph.output:
            return edges.edge(graph.output, index, edges.trees[uses[0]]).left
        return derivative(self.of, graph.nodes[index].name, sign="∂")

    @kept
    def in_names(self) -> Formula:
        """The product in the reader's names, tidied: links that chainrule named are put back, a neuron's σ′ is written by its own output."""
        derivation, paths = self._derivation, self.paths
        if not 0 < paths.count <= derivation.settings.paths_summed:
            return self._formula(tidied(self.product.tree))
        own = total([path.times([derivation.named_form(edge) for edge in path]) for path in paths])
        readers = derivation.in_readers_names
        tree = tidied(readers(own) if readers.size(own) <= derivation.settings.written_size else own)
        if derivation.graph.ranges and derivation.check_sums is not None and self.substituted:
            derivation.check_sums(self, tree)
        return self._formula(derivation.checked(self, tree) if self.substituted else tree)

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
        return self._formula(self._derivation.written_out(self.wrt)(self.product.tree))

    @kept
    def tidy(self) -> Formula:
        """The raw product with signs and constants collected and like parts merged, in source order."""
        if not self.substituted:
            return self.in_names
        return self._formula(self._derivation.checked(self, tidied(self.product.tree, self._derivation.written_out(self.wrt).links)))

    @kept
    def simplified(self) -> Formula:
        """SymPy's simplification where it is found within its budget and is shorter, else the tidy form."""
        shorter = self.shorter() if self.substituted else None
        return self.tidy if shorter is None else self._formula(self._derivation.checked(self, shorter))

    @property
    def _budget(self) -> float:
        """The seconds of CPU time that a simpler form is looked for: of a derivation by many names a part of what all have."""
        return EACH if len(self._derivation.wrt) * EACH <= ALL else ALL / len(self._derivation.wrt)

    def shorter(self) -> Tree | None:
        """Return a shorter form of the tidy one that SymPy finds, or None."""
        from chainrule.algebra import shorter

        return shorter(self.tidy.tree, self._budget)

    @kept
    def simplified_in_names(self) -> Formula:
        """SymPy's simplification in the reader's names: (p − y)·x for −y·(1 − p)·x + (1 − y)·p·x; ``in_names`` where none is shorter."""
        from chainrule.algebra import shorter

        found = shorter(self.in_names.tree, self._budget)
        return self.in_names if found is None else self._formula(self._derivation.checked(self, found))

    @kept
    def share(self) -> Tree | None:
        """The derivative in the names of the shares of a sum, where it is confirmed: s_i·(1 − s_i), −s_i·s_k, p_i for −log p_k; else None."""
        problem, check = self._derivation.graph.problem, self._derivation.check_sums
        if not problem.apart or check is None or self._derivation.order > 1:
            return None
        found = in_shares(problem, self.of, self.wrt) or self._through_shares()
        if found is not None and check(self, found):
            return found
        return self._in_shares_by_name(check)

    def _in_shares_by_name(self, check: Callable[[Result, Tree], bool]) -> Tree | None:
        """Return the derivative with its sums put back in the names of the shares that its powers are parts of; None where that is no shorter."""
        derivation, problem = self._derivation, self._derivation.graph.problem
        form = derivation.with_sums(self, self.in_names.tree, self.simplified_in_names.tree)
        found = in_names_of_shares(form, problem, derivation.wrt)
        if found is not None:
            from chainrule.algebra import shorter

            found = shorter(found, self._budget) or found
        longer = found is None or size(found) >= size(self.tidy.tree if found == form else form)
        return None if longer or found is None or not check(self, found) else found

    def _through_shares(self) -> Tree | None:
        """Return the derivative by one path that leads through a share, the others of which need no names in the graph; None where there is none."""
        derivation, problem = self._derivation, self._derivation.graph.problem
        path = next(iter(self.paths)) if self.paths.count == 1 else ()
        shares = [in_shares(problem, edge.of, edge.wrt, direct=True) for edge in path]
        if not any(shares) or any(share is not None and derivation.named_form(edge) != edge.tree for share, edge in zip(shares, path, strict=True)):
            return None
        whole = total([mul(*[share or derivation.named_form(edge) for share, edge in zip(shares, path, strict=True)])])
        return tidied(derivation.in_readers_names(whole))

    @kept
    def told(self) -> bool:
        """Whether all that the problem defines stands in the graph, for one index at least."""
        nodes = {apart(name)[0] for name in self._derivation.graph.ids}
        return all(apart(item.name)[0] in nodes for item in self._derivation.graph.problem.as_written)

    @kept
    def way_back(self) -> WayBack | None:
        """The derivatives by all that leads from the output back to one term of its sums, where several ways do and they are confirmed; else None.

        So are those back to a parameter where the paths leave out some of it.
        """
        derivation, problem = self._derivation, self._derivation.graph.problem
        check = derivation.check_sums
        if problem.vectors.each or derivation.order > 1 or check is None or not (problem.apart or derivation.graph.samples):
            return None
        if self.paths.count < 2 and self.told if problem.apart else all(item.name in derivation.graph.ids for item in problem.as_written):
            return None
        from chainrule.calculus.sums.way_back import way_back

        return way_back(problem, self.of, self.wrt, lambda tree: check(self, tree), told=self.told)

    @kept
    def whole(self) -> Formula:
        """The tidy form, or SymPy's where that is shorter, with the sums put back whose terms were set apart: see ``whole_sums``."""
        return self._formula(self._derivation.with_sums(self, self.tidy.tree, self.simplified.tree)) if self.substituted else self.tidy

    @kept
    def whole_in_names(self) -> Formula:
        """The form in the reader's names with the sums put back."""
        derivation = self._derivation
        if self.share is not None:
            return self._formula(self.share)
        found = derivation.with_sums(self, self.in_names.tree, self.simplified_in_names.tree) if derivation.graph.problem.apart else self.in_names.tree
        back = self.way_back
        found = back.whole if back is not None and size(back.whole) < size(found) else found
        return self._formula(found) if self.in_quantities is None or size(self.in_quantities.tree) >= size(found) else self.in_quantities

    @kept
    def in_quantities(self) -> Formula | None:
        """The form with the sums put back in the quantities that the problem defines and the paths leave out, where it is confirmed; else None."""
        derivation, check = self._derivation, self._derivation.check_sums
        problem = derivation.graph.problem
        if not problem.apart or derivation.order > 1 or check is None or not self.substituted or self.told:
            return None
        from chainrule.calculus.sums.in_quantities import in_quantities

        found = in_quantities(self.whole.tree, problem, derivation.wrt)
        return self._formula(found) if found != self.whole.tree and check(self, found) else None

    @kept
    def gradients(self) -> Way | None:
        """The gradients by all that leads from the output to a vector or a matrix, where the problem is written in them and they are confirmed; else None."""
        derivation, problem = self._derivation, self._derivation.stages[0].graph.problem
        check = derivation.check_sums
        if not problem.vectors.each or derivation.order > 1 or check is None:
            return None
        from chainrule.calculus.sums.gradients import confirmed

        return confirmed(problem, self.of, self.wrt, lambda component: check(self, component))

    @property
    def in_vectors(self) -> Formula | None:
        """The whole gradient by a vector or a matrix, 2X^T(Xw − y), where the problem is written in them and it is confirmed; else None."""
        return None if self.gradients is None else WholeFormula(self.gradients.value)

    @property
    def lines(self) -> tuple[Tree, ...]:
        """The right-hand sides that a reader sees, each once: the product, tidied in the reader's names, everything put back, tidy."""
        candidates = [self.product.tree, self.raw.tree, self.tidy.tree]
        if any(self._derivation.graph.nodes[i].origin == "definition" for i in self._derivation.edges.into if i != self._derivation.graph.output):
            candidates.insert(1, self.in_names.tree)
        return tuple(line for place, line in enumerate(candidates) if line not in candidates[:place])
