"""Local derivatives as edges of the graph, and the paths that they make: counted before they are listed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat

from chainrule.calculus.local_derivative import LocalDerivative, Over, product, product_of
from chainrule.calculus.writing_out import COUNTED_SIZE
from chainrule.graph import Graph
from chainrule.graph.samples import added_up, one_term
from chainrule.kept import kept
from chainrule.tree import ONE, Tree


@dataclass(frozen=True, slots=True)
class Path:
    """One way from an input to the output; ``edges`` run from the output down to the input."""

    edges: tuple[LocalDerivative, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The quantities on the way, the input first."""
        return (*(edge.wrt for edge in reversed(self.edges)), self.edges[0].of)

    @property
    def product(self) -> Tree:
        """The product of the local derivatives in node names, not multiplied out; factors 1 are left out."""
        return self.times([edge.tree for edge in self.edges])

    def times(self, factors: Sequence[Tree]) -> Tree:
        """Return the product of a factor for each edge; those between quantities that have a value for each sample are added up."""
        outside: list[Tree] = []
        inside: list[Tree] = []
        for edge, factor in zip(self.edges, factors, strict=True):
            if edge.over is None:
                outside.append(factor)
                continue
            inside.append(factor)
            if edge.over.ends:
                outside.append(added_up(edge.over.range, product(inside)))
                inside = []
        return product([*outside, *inside])

    def __iter__(self) -> Iterator[LocalDerivative]:
        return iter(self.edges)

    def __len__(self) -> int:
        return len(self.edges)


MANY = 10_000  # numbers, from which on they are kept small
GLANCE = 20_000  # operations of local derivatives that are looked at
Column = MutableSequence[int]
Way = tuple[()] | tuple[Tree, "Way"]  # local derivatives on the way from a quantity, the last one first


def product_along(way: Way) -> Tree:
    """Return the product of the local derivatives on a way, those that are 1 left out."""
    kept: list[Tree] = []
    while way:
        factor, way = way
        if factor[0] != "number" or factor != ONE:
            kept.append(factor)
    return product_of(kept)


class Into(Mapping[int, list[tuple[int, Tree]]]):
    """The edges seen from their children: child id -> (parent id, derivative by it), in order of the graph."""

    def __init__(self, edges: Edges) -> None:
        self._edges = edges

    def __getitem__(self, child: int) -> list[tuple[int, Tree]]:
        edges, first = self._edges, self._edges.first[child]
        if first < 0:
            raise KeyError(child)
        last = edges.last[child]
        return list(zip(edges.parents[first:last], edges.trees[first:last], strict=True))

    def __contains__(self, child: object) -> bool:
        return self._edges.first[child] >= 0  # type: ignore[call-overload,no-any-return]  # a node's id

    def __iter__(self) -> Iterator[int]:
        return (child for child, first in enumerate(self._edges.first) if first >= 0)

    def __len__(self) -> int:
        return sum(first >= 0 for first in self._edges.first)


def kept_small(numbers: list[int]) -> Column:
    """Return numbers in a third of the room where they are many; each is slower to look up then."""
    return array("i", numbers) if len(numbers) > MANY else numbers


class Edges:
    """The local derivatives between the nodes that matter: those that the output depends on and that depend on an asked name.

    ``children``, ``parents`` and ``trees`` are columns with an entry for each edge, by ascending children; those of node i
    stand from ``first[i]`` (−1 for a node that does not matter) to ``last[i]``. When all are there, ``settle`` makes them small.
    ``size`` is the number of nodes of all derivatives, at least 10^15 where it has not been counted.
    """

    def __init__(self, graph: Graph, output: int) -> None:
        self.graph, self.output = graph, output
        self.size = 0
        self.children: Column = []
        self.parents: Column = []
        self.trees: list[Tree] = []
        self.first: Column = [-1] * len(graph.nodes)
        self.last: Column = [0] * len(graph.nodes)

    def settle(self) -> Edges:
        """Return the edges, to which no more are added."""
        if len(self.trees) > MANY:
            self.children, self.parents, self.first, self.last = (array("i", column) for column in (self.children, self.parents, self.first, self.last))
        return self

    def add(self, child: int, parents: Sequence[int], trees: Sequence[Tree], size: int) -> None:
        """Add the edges of a node, which comes after those added before: its parents, the derivatives by them and the size of these."""
        if trees:
            self.size += size
            own = self.trees
            self.first[child] = len(own)
            own += trees
            self.last[child] = len(own)
            self.parents += parents
            self.children += [child] * len(trees)

    def add_all(self, children: Sequence[int], parents: Sequence[Sequence[int]], trees: Iterable[Iterable[Tree]]) -> None:
        """Add the edges of several nodes at once."""
        self.size = COUNTED_SIZE
        counts = list(map(len, parents))
        last = len(self.trees)
        for child, count in zip(children, counts, strict=True):
            if count:
                self.first[child] = last
                last = self.last[child] = last + count
        self.trees += chain.from_iterable(trees)
        self.parents += chain.from_iterable(parents)
        self.children += chain.from_iterable(map(repeat, children, counts))

    @property
    def into(self) -> Into:
        """For every node that matters, (parent id, derivative by it)."""
        return Into(self)

    @property
    def counts(self) -> list[int]:
        """For every node, the number of paths from it to the output."""
        return self.ways[0]

    @kept
    def ways(self) -> tuple[list[int], Column, Column]:
        """For every node, how many paths lead from it to the output, and the first edge on one; for every edge on one, the next from its node; −1 for none."""
        children, parents = self.children, self.parents
        counts, first, after = [0] * len(self.graph.nodes), [-1] * len(self.graph.nodes), [-1] * len(children)
        counts[self.output] = 1
        for edge in range(len(children) - 1, -1, -1):
            count = counts[children[edge]]
            if count:
                parent = parents[edge]
                counts[parent] += count
                after[edge] = first[parent]
                first[parent] = edge
        return (counts, first, after) if len(children) <= MANY else (counts, kept_small(first), kept_small(after))

    def upwards(self, parent: int) -> list[int]:
        """Return the edges from a node that lead to the output: a direct one first, then in order of the graph."""
        _, first, after = self.ways
        found: list[int] = []
        edge = first[parent]
        while edge >= 0:
            found.append(edge)
            edge = after[edge]
        if found and self.children[found[-1]] == self.output:  # its edges come last
            found.insert(0, found.pop())
        return found

    def edge(self, child: int, parent: int, tree: Tree) -> LocalDerivative:
        """Return the edge from a parent to a child as what a reader holds."""
        nodes, ranges = self.graph.nodes, self.graph.ranges
        node, wrt = nodes[child], nodes[parent][0]
        if not ranges:
            return LocalDerivative(node[0], wrt, tree, node[1] or node.expression, len(node[2]) > 1)
        over = ranges.get(node.name) or ranges.get(wrt)
        sample = None if over is None else Over(over, wrt not in ranges, wrt in ranges and node.name not in ranges)
        expression = one_term(node.expression) if sample is not None and sample.adds else node.expression
        return LocalDerivative(node.name, wrt, tree, expression, len(node.parents) > 1, sample)

    def through(self, child: int, parent: int, tree: Tree) -> Tree:
        """Return what a child with a derivative ``tree`` by its parent adds to the parent's: added up where only the child has a value for each sample."""
        nodes, ranges = self.graph.nodes, self.graph.ranges
        over = ranges.get(nodes[child].name) if ranges else None
        return tree if over is None or nodes[parent].name in ranges else added_up(over, tree)

    def __iter__(self) -> Iterator[LocalDerivative]:
        """Yield every edge, from the output downwards, level by level in the order written."""
        first, last, parents, trees, edge = self.first, self.last, self.parents, self.trees, self.edge
        for child in self.levels:
            for place in range(first[child], last[child]):
                yield edge(child, parents[place], trees[place])

    @kept
    def words(self) -> frozenset[str] | None:
        """The kinds of the operations in all local derivatives and the names of the functions; None where that takes long to say."""
        kinds: set[str] = set()
        names: set[str] = set()
        waiting, left = self.trees, GLANCE
        while waiting and left > 0:
            left -= len(waiting)
            inner: list[Tree] = []
            for kind, value, args in waiting if left >= 0 else ():
                kinds.add(kind)
                if kind == "call":
                    names.add(value)
                inner += [arg for arg in args if arg[2]]
            waiting = inner
        return None if left < 0 else frozenset(kinds | names)

    @kept
    def levels(self) -> list[int]:
        """The nodes that have edges, by their least distance from the output."""
        first, last = self.first, self.last
        order = [self.output] if first[self.output] >= 0 else []
        seen = bytearray(len(first))
        for child in order:
            for parent in self.parents[first[child] : last[child]]:
                if first[parent] >= 0 and not seen[parent]:
                    seen[parent] = True
                    order.append(parent)
        return order

    def __len__(self) -> int:
        return len(self.trees)

    def __repr__(self) -> str:
        return f"<{len(self):,} local derivatives>"


class Paths:
    """The paths from one node to the output; iterating lists them one by one, a direct one first, then in order of the graph.

    ``count`` is the number of paths, which may be far beyond what can be listed.
    """

    def __init__(self, edges: Edges, start: int) -> None:
        self._edges, self._start = edges, start
        self.count = edges.ways[0][start] if start not in (-1, edges.output) else 0

    def __len__(self) -> int:
        return self.count

    def __repr__(self) -> str:
        nodes = self._edges.graph.nodes
        return f"<{self.count:,} {'path' if self.count == 1 else 'paths'} from {nodes[self._start].name} to {nodes[self._edges.output].name}>"

    def __bool__(self) -> bool:
        return self.count > 0

    def __getitem__(self, index: int) -> Path:
        if index < 0:
            index += self.count
        if not 0 <= index < self.count:
            raise IndexError("no such path")
        return next(islice(iter(self), index, None))

    def listed(self, limit: int) -> tuple[Path, ...]:
        """Return the first ``limit`` paths."""
        return tuple(islice(iter(self), limit))

    def __iter__(self) -> Iterator[Path]:
        edges = self._edges
        for trail in self._trails():
            yield Path(tuple([edges.edge(edges.children[each], edges.parents[each], edges.trees[each]) for each in reversed(trail)]))

    def products(self) -> list[Tree]:
        """Return the products of all paths."""
        if self._edges.graph.ranges:
            return [path.product for path in self]
        return [product(self._only())] if self.count == 1 else [product_along(way) for way in self._ways()]

    def _ways(self) -> list[Way]:
        """Return the local derivatives on each path, the output's first."""
        edges, output = self._edges, self._edges.output
        children, trees = edges.children, edges.trees
        _, first, after = edges.ways
        found: list[Way] = []
        waiting: list[tuple[int, Way]] = [(self._start, ())] if self.count else []
        while waiting:
            node, way = waiting.pop()
            onwards: list[tuple[int, Way]] = []
            edge = first[node]
            while edge >= 0:
                child = children[edge]
                if child == output:
                    found.append((trees[edge], way))  # a direct one first, then the others in order
                else:
                    onwards.append((child, (trees[edge], way)))
                edge = after[edge]
            onwards.reverse()
            waiting += onwards
        return found

    def _only(self) -> list[Tree]:
        """Return the local derivatives on the only path, the output's first: each quantity on it has one use that leads to the output."""
        edges, current = self._edges, self._start
        first, children, output = edges.ways[1], edges.children, edges.output
        found: list[Tree] = []
        while current != output:
            edge = first[current]
            found.append(edges.trees[edge])
            current = children[edge]
        found.reverse()
        return found

    def _trails(self) -> Iterator[list[int]]:
        """Walk upwards from the start, without recursion, and yield the edges of each path; every branch taken leads to the output."""
        output, children, upwards = self._edges.output, self._edges.children, self._edges.upwards
        trail: list[int] = []
        waiting = [(0, edge) for edge in reversed(upwards(self._start))] if self.count else []
        while waiting:
            depth, edge = waiting.pop()
            del trail[depth:]
            trail.append(edge)
            child = children[edge]
            if child == output:
                yield trail
            else:
                waiting += [(depth + 1, each) for each in reversed(upwards(child))]
