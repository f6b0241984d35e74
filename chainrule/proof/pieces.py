"""Points at which every piece of a function in pieces is checked: on both sides of each boundary, near to it and further away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise

from chainrule.calculus.domains.boundaries import comparisons, where
from chainrule.calculus.domains.corners import HALVINGS, SCAN, along, bisected, gap
from chainrule.calculus.rules import at_one_value
from chainrule.calculus.sets.needs import literal
from chainrule.errors import NumericError
from chainrule.graph.graph import Graph
from chainrule.notation import unicode
from chainrule.numeric.arithmetic import FLOAT
from chainrule.numeric.choosing import holds
from chainrule.numeric.points import candidate
from chainrule.numeric.program import Program
from chainrule.tree import Tree, names, postorder, walk

NEAR = (1e-3, 0.17)  # beside a boundary, in units of its place
SAMPLES = 2  # of the other inputs
MOVED = 3  # inputs that cross a boundary
PLACES = 4  # along one of them
MOST = 60  # points
UNCHECKED = "No point was found where {}."

Point = Mapping[str, float]


class Pieces:
    """The expressions in pieces of a graph, and which of their pieces have been met."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.found = [part for item in graph.nodes if item.tree is not None for part in postorder(item.tree) if part[0] == "pieces"]
        self.program = Program(unspecified=True)
        for item in graph.nodes if self.found else ():
            if item.tree is None:
                self.program.input(item.name)
            else:
                self.program.define(item.name, item.tree)
        self.marks: list[tuple[list[int], list[int]]] = []  # of each expression: the slots of its conditions, and the places of its pieces
        self.gaps: list[tuple[int, Tree]] = []
        self.open: set[tuple[int, int]] = set()  # pieces that no point has met: of which expression, and the place among its arguments
        for number, part in enumerate(self.found):
            self.program.tolerant = True
            self.marks.append(([holds(self.program, condition) for condition in part[2][1::2]], list(range(0, len(part[2]), 2))))
            self.gaps += [(self.program.add(gap(boundary)), boundary) for boundary in comparisons(part)]
            self.program.tolerant = False
            self.open |= {(number, place) for place in self.marks[-1][1] if not any(at_one_value(part[2], place, name) for name in names(part))}

    def meet(self, point: Point) -> None:
        """Note which pieces count at a point."""
        try:
            slots = self.program.run({name: point.get(name, 0.0) for name in self.program.inputs})
        except NumericError:
            return
        for number, (held, places) in enumerate(self.marks):
            counting = next((place for slot, place in zip(held, places, strict=False) if slots[slot] == 1), places[-1] if len(places) > len(held) else -1)
            self.open.discard((number, counting))

    def points(self) -> Iterator[Point]:
        """Yield points beside boundaries, and between them."""
        yield from islice(self._points(), MOST)

    def _points(self) -> Iterator[Point]:
        inputs = list(self.program.inputs)
        for index in range(SAMPLES):
            point = {name: candidate(order, index) for order, name in enumerate(inputs)}
            for moved in inputs[:MOVED]:
                roots = sorted({root for slot, boundary in self.gaps for root in crossings(self.program, slot, boundary, moved, point)})
                for root in roots:
                    yield from ({**point, moved: root + way * near * (1 + abs(root))} for near in NEAR for way in (-1, 1))
                yield from ({**point, moved: (low + high) / 2} for low, high in pairwise(roots))

    @property
    def note(self) -> str:
        """What was not met; empty where every piece was."""
        missed = [unicode(where(self.found[number], place)) for number, place in sorted(self.open)]
        return UNCHECKED.format(" or ".join(dict.fromkeys(missed))) if missed else ""


def roots(boundary: Tree, moved: str, point: Point) -> Iterator[float]:
    """Yield where a name crosses a boundary, the others having the values of a point."""
    program = Program(unspecified=True)
    slot = program.add(gap(boundary))
    yield from crossings(program, slot, boundary, moved, {name: point.get(name, 1.0) for name in program.inputs})


def crossings(program: Program, slot: int, boundary: Tree, moved: str, point: Point) -> Iterator[float]:
    """Yield where an input crosses a boundary, whose two sides differ by what a slot holds."""
    known = literal(boundary[2][1]) if boundary[2][0][:2] == ("symbol", moved) else None
    if known is not None:
        tree = boundary[2][1]
        yield -float(tree[2][0][1]) if tree[0] == "neg" else float(tree[1])
        return
    height = along(program, slot, moved, point, FLOAT)
    heights = [(place, height(place)) for place in SCAN]
    crossed = ((low, high) for (low, a), (high, b) in pairwise(heights) if a is not None and b is not None and a * b < 0)
    yield from (root for low, high in islice(crossed, PLACES) if (root := bisected(height, low, high, HALVINGS)) is not None)


def has_pieces(*trees: Tree | None) -> bool:
    """Return whether an expression in pieces stands in one of some trees."""
    return any(item[0] == "pieces" for tree in trees if tree is not None for item in walk(tree))
