"""A wrong answer with everything that is needed to explain it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chainrule.calculus import Derivation, Result, all_edges
from chainrule.calculus.paths import Edges
from chainrule.homework.diagnosis.search import MATCH, Search
from chainrule.homework.diagnosis.wording import Wording
from chainrule.homework.slips.source import Source, as_power_of_quotient, as_products, as_reciprocals
from chainrule.homework.values.equality import equal, has_rounded_decimals
from chainrule.homework.values.lenient import Values
from chainrule.homework.values.precision import precisely
from chainrule.homework.values.sampling import Pair, Point
from chainrule.homework.verdict import Mistake
from chainrule.kept import kept
from chainrule.tree import Tree, names, node, occurrences, postorder, size

POINTS = 4  # at which wrong answers are matched before they are confirmed
MORE_POINTS = 16  # that these are chosen from where rounding shows
RECIPROCAL, REWRITTEN = -0.05, 0.6  # added to the weight where the problem has to be rewritten first
PRECISE_SIZE = 600  # nodes of both sides up to which rounding is looked at


@dataclass(frozen=True)
class Case:
    """A wrong answer: the function with every name put back, the right derivative, and the derivation that both come from.

    ``typed`` is the answer in the student's own names, and ``meaning`` puts back what such names stand for.
    """

    function: Tree
    right: Tree
    answer: Tree
    result: Result
    derivation: Derivation
    wording: Wording
    typed: Tree
    meaning: Callable[[Tree], Tree]
    searches: dict[Tree, Search] = field(default_factory=dict, repr=False)

    @property
    def wrt(self) -> str:
        """The name that is differentiated by."""
        return self.result.wrt

    @kept
    def pair(self) -> Pair:
        """The right derivative beside the answer."""
        return Pair(self.right, self.answer, (self.function,), rounded=has_rounded_decimals(self.answer))

    @kept
    def sample(self) -> list[tuple[Point, float, float]]:
        """A few points at which the right derivative and the answer are real, with their values; where they are rounded little, if there are such."""
        found = self.pair.real(POINTS)
        if not any(map(differs, found)):  # |2x − 1| has the slope 2 where x is large
            found = sorted(self.pair.real(MORE_POINTS), key=differs, reverse=True)[:POINTS]
        if size(self.right) + size(self.answer) > PRECISE_SIZE or all(map(self.precise, found)):
            return found
        return list(filter(self.precise, self.pair.real(MORE_POINTS)))[:POINTS] or found

    def precise(self, sampled: tuple[Point, float, float]) -> bool:
        """Return whether both values are right to many digits: that of 1 − tanh² x is not at x = 15, where nearly all of them cancel."""
        point, *values = sampled
        return all(precisely(each, point, value) for each, value in zip((self.pair.left, self.pair.right), values, strict=True))

    @kept
    def answers(self) -> list[float]:
        """The answer's values at the points."""
        return [answer for _, _, answer in self.sample]

    @kept
    def margins(self) -> list[float]:
        """How far the answer may be off at each point."""
        return [0.0 if self.pair.exact else self.pair.margin(point, answer) for point, _, answer in self.sample]

    @kept
    def values(self) -> Values:
        """What gives the values of trees at the points."""
        return Values([point for point, _, _ in self.sample])

    def may_be(self, values: Sequence[float]) -> bool:
        """Return whether values at the points are the answer's."""
        return all(
            abs(value - answer) <= MATCH * max(abs(value), abs(answer)) + margin
            for value, answer, margin in zip(values, self.answers, self.margins, strict=True)
        )

    def matches(self, trees: Sequence[Tree]) -> list[int]:
        """Return the places of the trees that equal the answer."""
        return [place for place, values in enumerate(self.values(trees)) if self.may_be(values) and self.same(trees[place])]

    def same(self, tree: Tree) -> bool:
        """Return whether a tree equals the answer."""
        return equal(tree, self.answer, within=(self.function,)).correct is True

    def right_is(self, tree: Tree) -> bool:
        """Return whether a tree equals the right derivative."""
        return equal(self.right, tree, within=(self.function,)).correct is True

    @kept
    def spread(self) -> Tree:
        """The answer as typed, with an object for every node that is written, so that one of several equal ones can be changed."""
        built: list[Tree] = []
        for kind, value, args in occurrences(self.typed) or ():
            first = len(built) - len(args)
            built[first:] = [node(kind, value, tuple(built[first:]))]
        return built[0] if built else self.typed

    @kept
    def around(self) -> dict[int, Tree]:
        """What each node of the spread answer stands in, by the node's id."""
        return {id(arg): item for item in postorder(self.spread) for arg in item[2]}

    def changed(self, part: Tree, other: Tree) -> Tree:
        """Return the spread answer with another tree in the place of one of its nodes."""
        while (outside := self.around.get(id(part))) is not None:
            other = node(outside[0], outside[1], tuple(other if arg is part else arg for arg in outside[2]))
            part = outside
        return other

    def meant(self, part: Tree, other: Tree) -> Tree:
        """Return the same with the student's own names put back."""
        tree = self.changed(part, other)
        return tree if self.inputs.issuperset(names(tree)) else self.meaning(tree)

    @kept
    def inputs(self) -> frozenset[str]:
        """The names that stand for nothing else."""
        return frozenset(self.derivation.graph.inputs)

    @kept
    def edges(self) -> Edges:
        """The local derivatives between all quantities, not only those on a way from the asked one."""
        return all_edges(self.derivation.graph)

    @kept
    def spellings(self) -> dict[Tree, float]:
        """The function as written, with powers for 1/g, with products and powers for all quotients and roots, and with powers of quotients.

        Each has the weight that is added where it has to be written so first.
        """
        function = self.function
        found = {function: 0.0}
        for other, weight in ((as_reciprocals(function), RECIPROCAL), (as_products(function), REWRITTEN), (as_power_of_quotient(function), REWRITTEN)):
            found.setdefault(other, weight)
        return found

    def search(self, spelling: Tree) -> Search:
        """Return the search for wrong derivatives of the function in one of its spellings."""
        if spelling not in self.searches:
            source = Source(spelling, self.wrt)
            self.searches[spelling] = Search(source, self.values.points, self.answers, self.margins)
        return self.searches[spelling]


def differs(sampled: tuple[Point, float, float]) -> bool:
    """Return whether two values at a point are not the same."""
    _, right, answer = sampled
    return abs(right - answer) > MATCH * max(abs(right), abs(answer))


@dataclass(frozen=True, slots=True)
class Found:
    """Mistakes that together give the answer; the lower the weight, the likelier."""

    mistakes: tuple[Mistake, ...]
    weight: float
