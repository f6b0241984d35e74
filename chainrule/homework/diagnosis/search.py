"""Finding the slips that lead to a given wrong answer.

The derivative of the whole is linear in the derivative of each node, so one run of numbers tells what every single slip
would add to the right answer: weight · (wrong − right) at its node. What the student's answer has too much is looked up
among these differences, and among sums of two of them. Slips inside one another are built and evaluated.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations, product

from chainrule.homework.diagnosis.candidates import SECOND, Recipe, likely, unlikely
from chainrule.homework.slips.source import CHAIN, Place, Source, tidy
from chainrule.homework.values.lenient import Values
from chainrule.tree import Tree, postorder, size

EVERYWHERE = 0.3  # added to the weight where a mistake is made at every place alike
UNLIKELY = 0.5  # added to the weight of a wrong sign where there was no minus, and of a part integrated
NOTHING_LEFT = 1.0  # added where a term 1/g is taken for a constant
UNLIKELY_PART = 0.005  # added where a part of the problem would stand in the answer undifferentiated
MOST_NESTED, NESTED_SIZE = 400, 40_000  # pairs of slips inside one another that are tried, and nodes of them all
OUTSIDE = "outside"  # marks a mistake that is made everywhere but inside functions and powers
MATCH = 1e-7  # relative


@dataclass(frozen=True, slots=True)
class Slip:
    """A recipe at a place, and what it adds to the right answer at each point."""

    recipe: Recipe
    place: Place
    added: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """Slips that give the answer, at the points that were tried; ``told`` are those of them that stand for all."""

    slips: tuple[Slip, ...]
    weight: float
    everywhere: bool = False
    told: tuple[Slip, ...] = ()


class Search:
    """The wrong derivatives of one expression, next to a given answer at a few points.

    ``answer`` are the answer's values at ``points``, and ``margins`` how far each may be off.
    """

    def __init__(self, source: Source, points: Sequence[Mapping[str, float]], answer: Sequence[float], margins: Sequence[float]) -> None:
        self.source, self.margins = source, margins
        self.values = Values(points)
        self.weights = source.weights()
        self.inside = {id(part) for item in source.order if item[0] in CHAIN for arg in item[2] for part in postorder(arg)}
        self.inner = self.inside | {id(part) for item in source.order if item[0] == "div" for part in postorder(item[2][1])}
        self.places = [place for place in source.places() if id(place.node) in self.weights]
        self.kinds: dict[int, str] = {}  # of the tidy forms of derivatives, by the trees' ids
        self.weighed: dict[int, float] = {}  # of the slips with one wrong rule, by their ids
        self.excess: tuple[float, ...] = ()
        right = self.values([source.derivative])[0]
        self.excess = tuple(a - b for a, b in zip(answer, right, strict=True))
        self.size = tuple(max(abs(a), abs(b)) for a, b in zip(answer, right, strict=True))
        self.single = self.slips((place, *each) for place in self.places for each in likely(place))

    def slips(self, wrong: Iterable[tuple[Place, Recipe, Tree]]) -> list[Slip]:
        """Return slips, given with the wrong derivatives at their places, and what each adds to the right answer."""
        built = list(wrong)
        nodes = {id(place.node): place for place, _, _ in built}
        count = len(nodes)
        trees = [*(self.weights[node] for node in nodes), *(place.own for place in nodes.values()), *(tree for _, _, tree in built)]
        values = self.values(trees)
        weights, own = dict(zip(nodes, values, strict=False)), dict(zip(nodes, values[count:], strict=False))
        found = []
        for (place, recipe, _), value in zip(built, values[2 * count :], strict=True):
            node = id(place.node)
            found.append(Slip(recipe, place, tuple(w * (v - d) for w, v, d in zip(weights[node], value, own[node], strict=True))))
        return found

    def matches(self, added: Sequence[float]) -> bool:
        """Return whether so much added to the right answer gives the student's."""
        return all(
            abs(a - b) <= MATCH * max(size, abs(a)) + margin for a, b, size, margin in zip(added, self.excess, self.size, self.margins, strict=True)
        )

    def first(self) -> Iterator[Match]:
        """Yield the single slips that give the answer, made at one place or wherever they can be made."""
        groups: dict[tuple[object, ...], list[Slip]] = {}
        for slip in self.single:
            groups.setdefault(slip.recipe.key, []).append(slip)
            if id(slip.place.node) not in self.inside:
                groups.setdefault((OUTSIDE, *slip.recipe.key), []).append(slip)
            if slip.place.node[0] == "call":
                groups.setdefault((slip.place.node[1], *slip.recipe.key), []).append(slip)
            if self.matches(slip.added):
                yield Match((slip,), slip.recipe.weight + self.misplaced(slip))
        for slips in groups.values():
            if len(slips) > 1 and self.together(slips):
                unlikely_places = max(map(self.misplaced, slips))
                yield Match(tuple(slips), slips[0].recipe.weight + EVERYWHERE + unlikely_places, everywhere=True)

    def second(self) -> Iterator[Match]:
        """Yield two slips that give the answer: at one place, at two, or one inside the other."""
        for slip in self.slips((place, *each) for place in self.places for each in unlikely(place)):
            if self.matches(slip.added):
                yield Match((slip,), slip.recipe.weight)
        apart = [pair for pair in self.sums() if self.independent(pair)]
        nested = nsmallest(min(MOST_NESTED, NESTED_SIZE // size(self.source.derivative)), self.nested(), key=self.weight)
        yield from (Match(pair, self.weight(pair)) for pair in sorted([*apart, *self.built(nested)], key=self.weight))
        yield from self.rule_and_chains()

    def nested(self) -> Iterator[tuple[Slip, Slip]]:
        """Yield the pairs of usual slips of which one is inside the other."""
        usual: dict[int, list[Slip]] = {}
        for slip in self.single:
            if slip.recipe.combines(slip.place):
                usual.setdefault(id(slip.place.node), []).append(slip)
        for pair in combinations(usual.values(), 2):
            if not self.independent((pair[0][0], pair[1][0])):
                yield from product(*pair)

    def rule_and_chains(self) -> Iterator[Match]:
        """Yield a wrong rule for the whole together with every inner derivative missing: f′·g′ with no chain for f and g."""
        usual = [slip for slip in self.single if slip.recipe.combines(slip.place)]
        missing = [slip for slip in usual if slip.recipe.inner is not None and id(slip.place.node) not in self.inside]
        rules = [slip for slip in usual if slip.place.node is self.source.tree]
        if len(missing) > 1:
            for slips in self.built([(*missing, rule) for rule in rules if rule.recipe.whole is not None]):
                yield Match(slips, self.weight((slips[-1], slips[0])), told=(slips[-1], slips[0]))

    def built(self, several: Sequence[tuple[Slip, ...]]) -> list[tuple[Slip, ...]]:
        """Return those of some slips that give the answer when the derivative is built with them."""
        trees = [self.tree(slips) for slips in several]
        found = [(slips, tree) for slips, tree in zip(several, trees, strict=True) if tree is not None]
        values = self.values([tree for _, tree in found])
        right = self.values([self.source.derivative])[0]
        return [slips for (slips, _), value in zip(found, values, strict=True) if self.matches([v - d for v, d in zip(value, right, strict=True)])]

    def sums(self) -> Iterator[tuple[Slip, ...]]:
        """Yield the pairs of slips whose differences add up to the answer's, found by their values at the first point."""
        ordered = sorted((slip for slip in self.single if math.isfinite(slip.added[0])), key=lambda slip: slip.added[0])
        keys = [slip.added[0] for slip in ordered]
        for index, slip in enumerate(ordered):
            wanted = self.excess[0] - keys[index]
            reach = MATCH * max(self.size[0], abs(wanted), abs(keys[index])) + self.margins[0]
            place = max(bisect_left(keys, wanted - reach), index + 1)
            while place < len(keys) and keys[place] <= wanted + reach:
                other = ordered[place]
                if self.matches([a + b for a, b in zip(slip.added, other.added, strict=True)]):
                    yield slip, other
                place += 1

    def together(self, slips: Sequence[Slip]) -> bool:
        """Return whether some slips give the answer when all are made."""
        if all(self.independent(pair) for pair in combinations(slips, 2)):
            return self.matches([sum(each) for each in zip(*(slip.added for slip in slips), strict=True)])
        tree = self.tree(slips)
        if tree is None:
            return False
        value, right = self.values([tree, self.source.derivative])
        return self.matches([v - d for v, d in zip(value, right, strict=True)])

    def independent(self, pair: Sequence[Slip]) -> bool:
        """Return whether two slips are at different places, neither inside the other."""
        a, b = (id(slip.place.node) for slip in pair)
        return a not in self.source.above([b]) and b not in self.source.above([a])

    def tree(self, slips: Sequence[Slip]) -> Tree | None:
        """Return the derivative with some slips made, or None where one does not apply after the others."""
        return self.source.with_slips({id(slip.place.node): slip.recipe.build for slip in slips})

    def misplaced(self, slip: Slip) -> float:
        """Return more weight for a slip that is unlikely at its place.

        That is a wrong sign where there is no minus to lose, a part that is integrated or left as it is, and c·x inside of
        something whose c is lost: there it is the inner derivative.
        """
        choice, place = slip.recipe.choices[0], slip.place
        name = choice.row.name
        if name == "inner-derivative-divided" and self.kind(place.inner_derivative) == "div":  # x for 1/x: a wrong local derivative
            return UNLIKELY
        if place.node is self.source.tree:
            return 0.0
        if name == "integrated" or (name == "sign" and self.kind(place.own) != "neg"):
            return UNLIKELY
        if name == "lost-coefficient" and id(place.node) in self.inner and [place.node[2][index] for index in place.varying] == [place.x]:
            return UNLIKELY
        if name == "quotient-of-derivatives" and choice.label:
            return NOTHING_LEFT
        if name == "not-differentiated":
            return UNLIKELY if place.node == place.x else UNLIKELY_PART
        return 0.0

    def kind(self, derivative: Tree) -> str:
        """Return what a derivative is in its tidy form: a sum, a product, …"""
        if id(derivative) not in self.kinds:
            self.kinds[id(derivative)] = tidy(derivative)[0]
        return self.kinds[id(derivative)]

    def weight(self, slips: Sequence[Slip]) -> float:
        """Return how unlikely some slips, each with one wrong rule, are together."""
        return sum(map(self.alone, slips)) + SECOND * (len(slips) - 1)

    def alone(self, slip: Slip) -> float:
        """Return how unlikely one slip with one wrong rule is."""
        if id(slip) not in self.weighed:
            self.weighed[id(slip)] = slip.recipe.weight + self.misplaced(slip)
        return self.weighed[id(slip)]
