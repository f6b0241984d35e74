"""Derivations by whole matrices: ∂f/∂X = −X^-T a b^T X^-T, where no sums over components give what is differentiated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from chainrule.calculus.derivation import Derivation
from chainrule.calculus.matrices.rules import MatrixBackwards, links_of
from chainrule.calculus.paths import Edges, Paths
from chainrule.calculus.result import Result
from chainrule.calculus.sets.needs import Condition
from chainrule.calculus.settings import Settings
from chainrule.calculus.sums.gradients import Gradient, Way
from chainrule.calculus.sums.in_wholes import in_order
from chainrule.errors import NotDifferentiable, ProblemError, UnknownName
from chainrule.formula import Formula, WholeFormula
from chainrule.functions import FUNCTIONS
from chainrule.graph import Graph
from chainrule.graph.graph import Node
from chainrule.kept import kept
from chainrule.notation.indices import apart
from chainrule.notation.names import canonical
from chainrule.problem import Definition, Problem
from chainrule.tree import TWO, ZERO, Tree, call, derivative, mul, names, postorder, power, relation, rewrite, size, substitute, symbol
from chainrule.tree import total as added
from chainrule.vectors.inverses import OVER_ITSELF, inverted, with_inverses
from chainrule.vectors.kinds import DET, MATRIX, NORM_1, NORMS, ROW, SCALAR, TRANSPOSED, Kinds, Unfit
from chainrule.vectors.matrices import IDENTITY, inverses, kinds_in, of_samples, whole_vector

if TYPE_CHECKING:
    from chainrule.numeric import Evaluation

LINKS = "MNPQSVZ"  # names of what is inverted
NO_WAY = "as whole vectors and matrices this has no rule here: "


class WholeWay(NamedTuple):
    """The gradients by all that leads from the output to what is asked, the last one with all put in, also in the names of links, and the differential."""

    lines: tuple[Gradient, ...]
    value: Tree
    in_links: Tree
    differential: Tree | None


Equations = tuple[tuple[str, Tree], ...]


def by_matrices(problem: Problem, wrt: Sequence[str] | None, output: str | None, order: int, settings: Settings) -> Matrices:
    """Return the derivation of a number by whole vectors, matrices and numbers: those that are named, else every input that it can be differentiated by.

    Raises ProblemError, UnknownName and NotDifferentiable.
    """
    if order > 1 or problem.order > 1:
        raise ProblemError("higher derivatives by whole matrices are not worked out", hint="ask for the first one")
    linked, equations = with_links(problem)
    graph = graph_of(linked._replace(vectors=linked.vectors._replace(written=())), equations, canonical(output) if output else problem.output)
    of = graph.nodes[graph.output].name
    named = tuple(dict.fromkeys(map(canonical, wrt or problem.wrt)))
    if (kind := kinds_with(linked, equations).of.get(of, SCALAR)) != SCALAR:
        of_it = f"sum({of})" if kind == MATRIX else f"a^T {of}"
        hint = f"differentiate a number, such as {of_it}"
        raise NotDifferentiable(f"{of} is a {kind}, and its derivative by a whole vector or matrix is not worked out beside inverses of matrices", hint=hint)
    if missing := [name for name in named if name not in graph.ids]:
        whole = apart(missing[0])[0]
        hint = f"ask for {whole}: the derivative by a component is an entry of that" if whole in graph.ids else f"it has {', '.join(graph.inputs)}"
        raise UnknownName(f"'{missing[0]}' is not in the problem", hint=hint)
    found: dict[str, WholeWay] = {}
    faults: list[str] = []
    given = {name for tree in dict(equations).values() for name in of_samples(tree)}  # which are differentiated by where they are named alone
    for name in named or [each for each in graph.inputs if each not in given]:
        try:
            found[name] = way_back(linked, equations, of, name)
        except Unfit as unfit:
            faults.append(str(unfit))
            if named:
                break
    if not found or (named and faults):
        hint = "write it by its components, with sums, or ask for another derivative"
        raise NotDifferentiable(NO_WAY + faults[0], hint=hint)
    return Matrices(graph._replace(asked=tuple(found)), tuple(found), Edges(graph, graph.output), settings, problem.readings, equations=equations, ways=found)


def kinds_with(problem: Problem, equations: Equations) -> Kinds:
    """Return the kinds of a problem's vectors and matrices, and of all that is defined."""
    kinds = kinds_in(problem.vectors)
    for own, tree in equations:
        kinds.of.setdefault(own, kinds.kind(tree) or SCALAR)
    return kinds


def with_links(problem: Problem) -> tuple[Problem, Equations]:
    """Return a problem with a name for everything that is inverted and more than a name, and all definitions in order, each after what it uses."""
    used = {name for each in problem.definitions for name in (each.name, *names(each.tree))}
    free = [letter for letter in LINKS if letter not in used]
    links: dict[Tree, str] = {}
    trees = {each.name: links_of(each.tree, free, links) for each in problem.definitions}
    given = {name: tree for tree, name in links.items()} | trees
    ordered = dict(in_order(given))
    known: set[str] = set()
    for name, tree in ordered.items():
        if not known.issuperset(ordered.keys() & set(names(tree))):
            raise ProblemError(f"'{name}' is defined by itself", hint="write each definition by others, in order")
        known.add(name)
    vectors = problem.vectors._replace(written=tuple(Definition(name, tree) for name, tree in ordered.items()))
    for tree, name in links.items():
        kind = kinds_in(vectors).kind(tree)
        if kind != MATRIX:
            raise NotDifferentiable(NO_WAY + f"what is inverted is a {kind or SCALAR}", hint="invert a matrix")
        vectors = vectors._replace(each=(*vectors.each, whole_vector(name, MATRIX)))
    return problem._replace(vectors=vectors), tuple(ordered.items())


def graph_of(problem: Problem, equations: Equations, output: str | None) -> Graph:
    """Return the graph of whole definitions. Raises UnknownName, and ProblemError where several could be meant."""
    defined = dict(equations)
    used = {name for _, tree in equations for name in names(tree)}
    ends = [each.name for each in problem.definitions if each.name not in used]
    if output is None and len(ends) != 1:
        raise ProblemError(f"there are several outputs: {', '.join(ends)}", hint=f"say which one to differentiate: output='{(ends or list(defined))[-1]}'")
    of = output or ends[0]
    if of not in defined:
        raise UnknownName(f"the problem does not define '{of}'", hint=f"it defines {', '.join(defined)}")
    own = {each.name for each in problem.definitions}
    nodes: list[Node] = []
    ids: dict[str, int] = {}
    for name, tree in equations:
        for each in names(tree):
            if each not in ids and each not in defined and each not in (TRANSPOSED.value, IDENTITY.value):
                ids[each] = len(nodes)
                nodes.append(Node(each, None, (), "input"))
        parents = tuple(dict.fromkeys(ids[each] for each in names(tree) if each in ids))
        ids[name] = len(nodes)
        nodes.append(Node(name, tree, parents, "definition" if name in own else "link"))
    return Graph(problem, tuple(nodes), ids[of], ids)


def way_back(problem: Problem, equations: Equations, output: str, asked: str) -> WholeWay:
    """Return the gradients from an output back to what is asked, each in those before it, and the last one with all put in. Raises Unfit."""
    backwards = MatrixBackwards(problem, output, asked)
    lines = backwards.lines()
    value = in_links = backwards.put_in(lines)
    own = {each.name for each in problem.definitions}
    links = {name: tree for name, tree in equations if name not in own and name != asked}
    while not links.keys().isdisjoint(names(value)):
        value = substitute(value, links)
    settled = rewrite(value, backwards.settled)
    settled = settled if backwards.kind(settled) != SCALAR else backwards.settled_number([settled])
    change = differential(backwards, settled, asked)
    lines = [line._replace(value=backwards.with_numbers_apart(line.value)) for line in lines]
    settled, in_links = (backwards.with_numbers_apart(each) for each in (settled, in_links))
    return WholeWay(tuple(lines), settled, in_links, change and backwards.with_numbers_apart(change))


def differential(backwards: MatrixBackwards, gradient: Tree, asked: str) -> Tree | None:
    """Return the differential of the output by a vector or a matrix alone: tr(G^T dX), as a product where it is one; None by a number."""
    kind, change = backwards.kinds.of[asked], symbol("d" + asked)
    backwards.kinds.of[change[1]] = kind
    if kind == SCALAR or gradient == ZERO:
        return None
    terms = gradient[2] if gradient[0] == "add" else (gradient,)
    found = [backwards.inner(term, change) if kind != ROW else mul(change, backwards.flipped(term)) for term in terms]
    return rewrite(added(found), backwards.settled)


def outer_gradients(whole: Matrices, wrt: str) -> list[tuple[Tree, Tree]]:
    """Return the gradients by what stands between the output and a name: by links and definitions, and by the inverse of a matrix."""
    problem = whole.graph.problem._replace(vectors=whole.graph.problem.vectors._replace(written=tuple(Definition(*each) for each in whole.equations)))
    found = [(symbol(line.by), line.value) for line in whole.ways[wrt].lines[:-1]]
    known = {derivative(whole.output, by[1], sign="∂"): value for by, value in found}
    own_words = {symbol(name): tree for name, tree in whole.equations if any(node.name == name and node.origin == "link" for node in whole.graph.nodes)}
    found = [(own_words.get(by, by), rewrite(value, lambda item: known.get(item, item))) for by, value in found]
    own = inverted(symbol(wrt) + power(symbol(wrt), OVER_ITSELF)).get(wrt, "")
    if own:
        equations = tuple((name, with_inverses(tree, {wrt: own})) for name, tree in whole.equations)
        vectors = problem.vectors._replace(each=(*problem.vectors.each, whole_vector(own, MATRIX)), written=())
        put = problem._replace(vectors=vectors._replace(written=tuple(Definition(*each) for each in equations)))
        with suppress(Unfit):
            value = MatrixBackwards(put, whole.output, own)
            found.append((power(symbol(wrt), OVER_ITSELF), substitute(value.put_in(value.lines()), {own: power(symbol(wrt), OVER_ITSELF)})))
    return found


@dataclass(slots=True, eq=False, repr=False)
class Matrices(Derivation):
    """The derivatives of a number by whole vectors and matrices. ``equations`` are all definitions in order, links among them."""

    equations: Equations = ()
    ways: Mapping[str, WholeWay] = None  # type: ignore[assignment]  # set by ``by_matrices``

    def result(self, name: str) -> MatrixResult:
        """Return the result by an asked name."""
        return MatrixResult(self, name)

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of all names, links among them."""
        found = kinds_with(self.graph.problem, self.equations).of
        return {node.name: found.get(node.name, SCALAR) for node in self.graph.nodes}

    @property
    def domain(self) -> tuple[Condition, ...]:
        """The conditions under which inverses, logarithms, quotients and norms have their derivatives."""
        if self._domain is None:
            kinds = kinds_in(self.graph.problem.vectors)
            kinds.of |= self.kinds
            links = {node.name: node.tree for node in self.graph.nodes if node.origin == "link" and node.tree is not None}
            lines = [base for way in self.ways.values() for line in way.lines for base in inverses(line.value)]
            found = dict.fromkeys(each for _, tree in self.equations for each in needs(tree, kinds))
            found |= dict.fromkeys(relation("≠", call(DET, base), ZERO) for base in lines)
            positive = {each[2][0] for each in found if each[1] == ">"}
            kept_ones = [each for each in found if each[1] == ">" or without_roots(each[2][0]) not in positive]
            self._domain = tuple(Condition(self.output, each, substitute(each, links), "defined") for each in kept_ones)
        return self._domain

    def at(self, values: Mapping[str, Any] | None = None, **named: Any) -> Evaluation:
        """Put numbers in, vectors as lists and matrices as lists of rows. Raises NumericError."""
        from chainrule.numeric.at_matrices import evaluated

        return evaluated(self.kinds, self.equations, {name: way.value for name, way in self.ways.items()}, {**(values or {}), **named})


def needs(tree: Tree, kinds: Kinds) -> list[Tree]:
    """Return what an expression needs to have a derivative: det X ≠ 0 for X^-1, and so on."""
    found = [relation("≠", call(DET, base), ZERO) for base in inverses(tree)]
    items = list(postorder(tree))
    squared = {item[2][0] for item in items if item[0] == "pow" and item[2][1] == TWO}
    for item in items:
        kind, name, args = item
        if kind == "call" and name in NORMS and name != NORM_1 and item not in squared:
            found.append(relation(">", item, ZERO))
        elif kind == "call" and name in FUNCTIONS and kinds.kind(args[0]) == SCALAR:
            row = FUNCTIONS[name]
            found += [each for rule in (row.domain, row.smooth) if rule is not None for each in rule(*args)]
        elif kind == "div" and names(args[1]) and kinds.kind(args[1]) == SCALAR:
            found.append(relation("≠", args[1], ZERO))
    return found


def without_roots(tree: Tree) -> Tree:
    """Return what an expression is the square root of, however often: where that is positive, so is the root."""
    while tree[0] == "call" and tree[1] == "sqrt":
        tree = tree[2][0]
    return tree


class MatrixResult(Result):
    """The derivative of a number by a whole vector, matrix or number."""

    __slots__ = ()
    _derivation: Matrices

    @property
    def way(self) -> WholeWay:
        """The gradients on the way back."""
        return self._derivation.ways[self.wrt]

    @property
    def gradients(self) -> Way:
        """The same, as of problems by components."""
        return Way(self.way.lines, self.way.value)

    @property
    def left(self) -> Tree:
        """The statement's left side: ∂f/∂X."""
        return derivative(self.of, self.wrt, sign="∂")

    @property
    def paths(self) -> Paths:
        """None: whole matrices have no paths of numbers."""
        return Paths(self._derivation.edges, -1)

    @property
    def product(self) -> Formula:
        """The gradient in those of the quantities that use the asked one."""
        return WholeFormula(self.way.lines[-1].value)

    @property
    def predicted_size(self) -> int:
        """The number of nodes of the result."""
        return size(self.way.value)

    @property
    def substituted(self) -> bool:
        """Whether the result is written in what the reader asked by."""
        return True

    @kept
    def tidy(self) -> Formula:
        """The gradient with everything put in."""
        return WholeFormula(self.way.value)

    raw = in_names = simplified = simplified_in_names = whole = whole_in_names = tidy

    @property
    def in_vectors(self) -> Formula:
        """The gradient, which is one of vectors and matrices."""
        return self.tidy

    @property
    def lines(self) -> tuple[Tree, ...]:
        """The right-hand sides that a reader sees."""
        return tuple(dict.fromkeys((self.product.tree, self.tidy.tree)))
