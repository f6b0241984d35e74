"""Checking the links of a derivation one by one, each at points of its own domain, and naming the rule at fault in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Proof
from chainrule.errors import failed_check
from chainrule.numeric.at_once import POINTS
from chainrule.numeric.comparison import Comparison
from chainrule.numeric.points import points
from chainrule.numeric.program import Program
from chainrule.tree import ZERO, Tree

if TYPE_CHECKING:
    from chainrule.calculus import Derivation

SHAPE_SIZE = 200  # nodes up to which links are compared with each other
SHAPES = 5_000  # different links that are checked by themselves
UNCHECKED = "Not checked in numbers: no point was found at which every link has a real value."


def by_links(derivation: Derivation, reason: str) -> Proof:
    """Return the proof of a derivation whose links are compared one by one, each at points of its own domain.

    Links of the same shape are compared once. Raises VerificationError, naming the link that is wrong.
    """
    links = Links(derivation)
    shapes: set[tuple[Any, ...]] = set()
    fewest = POINTS
    for child in derivation.edges.into:
        shape = links.shape(child)
        if shape in shapes:
            continue
        if len(shapes) == SHAPES:
            reason = f"{reason[:-1]}; of {len(derivation.edges.into):,} links, the first {SHAPES:,} different ones."
            break
        shapes.add(shape)
        fewest = min(fewest, links.check(child))
    return Proof(fewest, note=reason) if fewest else Proof(0, note=UNCHECKED)


class Links:
    """The links of a derivation, each as a function of the quantities in its expression alone."""

    def __init__(self, derivation: Derivation) -> None:
        self.derivation = derivation
        graph = derivation.graph
        self.concerned = graph.above({graph.ids[name] for name in derivation.results if name in graph.ids})

    def compare(self, child: int, parents: Sequence[int] | None = None) -> Comparison:
        """Return a link with what is claimed of its derivatives by the parents that matter; one without an edge claims 0."""
        nodes, trees = self.derivation.graph.nodes, dict(self.derivation.edges.into[child])
        parents = parents or self.parents(child)
        expression = self.derivation.edges.edge(child, parents[0], ZERO).expression
        return compare(expression, {nodes[parent].name: trees.get(parent, ZERO) for parent in parents})

    def groups(self, child: int) -> list[list[int]]:
        """Return the parents of a link that one expression shows: those with a value for each sample apart, by whose values one term changes."""
        graph, parents = self.derivation.graph, self.parents(child)
        if graph.nodes[child].name in graph.ranges:
            return [parents]
        each = [parent for parent in parents if graph.nodes[parent].name in graph.ranges]
        return [group for group in ([parent for parent in parents if parent not in each], each) if group]

    def parents(self, child: int) -> list[int]:
        """Return the nodes in a link's expression that depend on what is asked."""
        return [parent for parent in self.derivation.graph.nodes[child].parents if self.concerned[parent]]

    def check(self, child: int) -> int:
        """Return at how many points of its own domain a link was confirmed. Raises VerificationError where it is wrong."""
        return min(self.confirmed(child, self.compare(child, group)) for group in self.groups(child))

    def confirmed(self, child: int, link: Comparison) -> int:
        """Return at how many points of its own domain a link was confirmed, as far as it is given."""
        confirmed = 0
        for point, slots in points(link.program, list(link.program.inputs), POINTS, run=link.attempt):
            verdict = link.agrees(point, slots)
            if verdict is False:
                raise failed_check(self.wrong_step(child, point))
            confirmed += verdict is True
        return confirmed

    def wrong_step(self, child: int, values: Mapping[str, float]) -> str:
        """Return the edge at fault in a link that is wrong at these values, and the rule inside it that is."""
        parents = self.parents(child)
        parent = next((parent for parent in parents if self.compare(child, [parent]).agrees_at(values) is False), parents[0])
        edge = self.derivation.edges.edge(child, parent, ZERO)
        steps = edge.working()
        wrong = (step.rule.name for step in steps if compare(step.of, {edge.wrt: step.value}).agrees_at(values) is False)
        rule = next(wrong, "tidying" if steps else edge.rule.name)
        sign = "∂" if edge.partial else "d"
        return f"{sign}{edge.of}/{sign}{edge.wrt}, {rule}"

    def shape(self, child: int) -> tuple[Any, ...]:
        """Return a key that links share when they differ in the names of quantities alone; a large link has its own."""
        nodes = self.derivation.graph.nodes
        places = {nodes[parent].name: place for place, parent in enumerate(nodes[child].parents)}
        stack = [*(tree for _, tree in self.derivation.edges.into[child]), nodes[child].expression]
        key: list[Any] = [places[nodes[parent].name] for parent, _ in self.derivation.edges.into[child]]
        while stack:
            kind, value, args = stack.pop()
            key.append((kind, places.get(value, value) if kind == "symbol" else value, len(args)))
            stack.extend(args)
            if len(key) > SHAPE_SIZE:
                return (child,)
        return tuple(key)


def compare(tree: Tree, derivatives: Mapping[str, Tree]) -> Comparison:
    """Return an expression with the derivatives that are claimed of it, by name."""
    program = Program(unspecified=True)
    output = program.add(tree)
    function = len(program)
    places = [(name, program.add(derivative)) for name, derivative in derivatives.items()]
    moved = {name: program.input(name) for name in derivatives}
    return Comparison(program, output, function, moved, lambda slots: {name: slots[slot] for name, slot in places})
