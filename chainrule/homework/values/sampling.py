"""Two expressions side by side at sample points: where they agree, where they differ, and where only one has a real value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from chainrule.calculus.domains.boundaries import comparisons
from chainrule.calculus.domains.corners import gap
from chainrule.functions import PIECEWISE
from chainrule.homework.values.branches import has_branches
from chainrule.homework.values.precision import Finding, Side, differ, no_value
from chainrule.integrals import at_limits, has_integral
from chainrule.numeric.points import around, candidate, points
from chainrule.numeric.program import Program
from chainrule.tree import Tree, names, postorder, rewrite, symbol

ENOUGH = 14  # points at which two sides must agree
WAYS = (1.0, -1.0, 0.6, -0.6, 0.3, -0.3)  # parts of half a unit by which a decimal may be off: cos(6.3x) far out comes back where it was
TRIED, TRIED_MOST = 18, 80  # candidates that are always tried, and at most
TRIED_PIECES = 240  # candidates for functions of several pieces, which may differ in one of many alone
CONFIRMED = 3  # points at which agreement, and the lack of a value, is confirmed in many digits
DIFFERENT = 3  # differing points after which no more are looked for
CLOSE = 1e-9  # relative; floats that differ by more are compared in many digits
CLEAR = 2e-3  # relative; a difference that four digits show
QUADRATURE = 1e-8  # relative; integrals are no nearer to their values for more digits
LEAST, MOST = 1e-4, 1e6  # size of values that read well
BOUNDARY = 1e-12  # what two sides of a comparison differ by where they are equal
EXTREMES = (1.3e-3, 1703.19)  # sizes of values that are tiny and large
KINKS = 6  # numbers beside which functions with corners are looked at
# Values that read well in a counterexample.
PLAIN = (1.0, 2.0, 0.5, 3.0, -1.0, 1.5, -2.0, 0.2, 5.0, 10.0)

Point = dict[str, float]


@dataclass(slots=True)
class Tally:
    """The points by what was found there; at ``unclear`` ones many digits could not tell."""

    agree: list[Point] = field(default_factory=list)
    differ: list[Point] = field(default_factory=list)
    left_only: list[Point] = field(default_factory=list)
    right_only: list[Point] = field(default_factory=list)
    neither: list[Point] = field(default_factory=list)
    unclear: list[Point] = field(default_factory=list)

    @property
    def undecided(self) -> bool:
        """Whether there is neither a difference nor agreement at enough points."""
        return not self.differ and len(self.agree) < ENOUGH


class Pair:
    """A left side, and a right side to be judged by it, as functions of the same names.

    ``within`` are expressions that must be real at a point for it to count. The sides may differ by the share
    ``tolerance`` of their size and, with ``rounded``, by half a unit in the last digit of each decimal on the right.
    """

    def __init__(self, left: Tree, right: Tree, within: Sequence[Tree] = (), *, rounded: bool = False, tolerance: float = 0.0) -> None:
        self.decimals: dict[str, Decimal] = {}
        within = [at_limits(tree) for tree in within]
        self.trees = (*within, left, self.with_named_decimals(right) if rounded else right)
        self.within, self.left, self.right = [side(tree) for tree in within], side(left), side(self.trees[-1])
        self.nominal: Point = {name: float(value) for name, value in self.decimals.items()}
        needed = dict.fromkeys(name for each in (*self.within, self.left, self.right) for name in each.program.inputs)
        written = [name for tree in self.trees for name in names(tree) if name in needed]  # a sum over samples needs y_1, y_2, … for y_i
        self.names = [name for name in dict.fromkeys((*written, *needed)) if name not in self.nominal]
        self.boundaries = [side(gap(each)) for tree in self.trees for item in postorder(tree) if item[0] == "pieces" for each in comparisons(item)]
        self.integrates = has_integral(*self.trees)
        tolerance = tolerance or (QUADRATURE if self.integrates else 0.0)
        self.tolerance, self.exact = tolerance, not self.decimals and not tolerance

    def with_named_decimals(self, tree: Tree) -> Tree:
        """Return a tree with its decimals made inputs, so that they can be moved."""

        def change(item: Tree) -> Tree:
            if item[0] != "number" or not isinstance(item[1], Decimal):
                return item
            name = f"decimal {len(self.decimals)}"  # no name of a quantity has a space
            self.decimals[name] = item[1]
            return symbol(name)

        return rewrite(tree, change)

    def sample(self) -> Tally:
        """Return what is found at the candidates, and at points looked for where those are outside the domain."""
        tally = Tally()
        items = [item for tree in self.trees for item in postorder(tree)]
        chosen = any(item[0] == "pieces" for item in items)
        pieces = chosen or any(item[0] == "call" and item[1] in PIECEWISE for item in items)
        tried, most = (TRIED_PIECES, TRIED_PIECES) if pieces else (TRIED, TRIED_MOST)
        for point in self.near_kinks(items) if pieces else ():
            self.judge(tally, point)
        if chosen:
            from chainrule.homework.values.beside_pieces import beside

            for place in islice(beside(self.trees, self.names), TRIED_PIECES, None):
                self.judge(tally, {**place})
        for count, point in enumerate(self.candidates(most), 1):
            self.judge(tally, point)
            if len(tally.differ) >= DIFFERENT or (count >= tried and len(tally.agree) >= ENOUGH):
                break
        if self.names and tally.undecided:
            for point in self.both_real():
                self.judge(tally, point)
        if not tally.differ:
            self.judge_each_component(tally)
        self.confirm(tally)
        return tally

    def judge_each_component(self, tally: Tally) -> None:
        """Note what is found in each part of the domain that has formulas of its own, and where the names are tiny or large."""
        if self.names and not self.tolerance:
            sides = self.trees[len(self.within) :]
            if any(map(has_branches, sides)):
                from chainrule.homework.values.components import representatives

                for point in representatives(sides, self.names, self.nominal):
                    self.judge(tally, point)
            for size in EXTREMES:
                self.judge(tally, {name: size * (1 + place / 7) for place, name in enumerate(self.names)})

    def candidates(self, count: int) -> Iterator[Point]:
        """Yield so many candidates, or the only one where no name varies."""
        for index in range(count if self.names else 1):
            yield {name: candidate(place, index) for place, name in enumerate(self.names)}

    def near_kinks(self, items: Iterable[Tree]) -> Iterator[Point]:
        """Yield points on both sides of the numbers beside functions with corners and jumps: step(x − 50) is told from 0 by x > 50."""
        for number in list(dict.fromkeys(abs(float(item[1])) for item in items if item[0] == "number"))[:KINKS]:
            for index, factor in enumerate((1.07, -1.07, 0.93, -0.93)):
                yield {name: number * factor * (1 + 0.1 * candidate(place, index) ** 2) for place, name in enumerate(self.names)}

    def judge(self, tally: Tally, point: Point) -> None:
        """Note in the tally what is found at a point; one where pieces meet shows nothing, but for two numbers."""
        point |= self.nominal
        if self.names and self.on_boundary(point):
            return
        if any(each.value(point) is None for each in self.within):
            return
        a, b = self.left.value(point), self.right.value(point)
        if (a is None or b is None) and self.integrates:
            tally.neither.append(point)  # an integral that does not settle may have a value
        elif a is None or b is None:
            (tally.right_only if b is not None else tally.neither if a is None else tally.left_only).append(point)
        elif abs(a - b) <= CLOSE * max(abs(a), abs(b)):
            tally.agree.append(point)
        else:
            finding = self.compare(point)
            (tally.unclear if finding.differ is None else tally.differ if finding.differ else tally.agree).append(point)

    def on_boundary(self, point: Point) -> bool:
        """Return whether one piece ends and another begins at a point."""
        return any(abs(value) < BOUNDARY for each in self.boundaries if (value := each.value(point)) is not None)

    def compare(self, point: Point) -> Finding:
        """Return whether the sides differ at a point where both are real, by more than is allowed."""
        if self.exact:
            return differ(self.left, self.right, point)
        a, b = self.left.value(point), self.right.value(point)
        if a is None or b is None:
            return Finding(None, proved=False)
        return Finding(abs(a - b) > self.margin(point, b), proved=False)

    def real(self, count: int) -> list[tuple[Point, float, float]]:
        """Return up to so many points at which both sides are real, with their values."""
        found = self.real_at(self.candidates(TRIED_MOST), count)
        return found or (self.real_at(self.both_real(), count) if self.names else [])

    def real_at(self, points: Iterable[Point], count: int) -> list[tuple[Point, float, float]]:
        """Return the first of some points at which both sides are real, with their values."""
        found: list[tuple[Point, float, float]] = []
        for point in points:
            full = point | self.nominal
            a, b = self.left.value(full), self.right.value(full)
            if a is not None and b is not None and all(each.value(full) is not None for each in self.within):
                found.append((full, a, b))
                if len(found) == count:
                    break
        return found

    def margin(self, point: Point, value: float) -> float:
        """Return how far the right side may be off at a point."""
        total = (self.tolerance + CLOSE) * abs(value)
        for name, decimal in self.decimals.items():
            half = 0.5 * 10.0 ** int(decimal.as_tuple().exponent)
            moved = (self.right.value({**point, name: point[name] + way * half}) for way in WAYS)
            total += max((abs(each - value) for each in moved if each is not None), default=0.0)
        return total

    def confirm(self, tally: Tally) -> None:
        """Keep of the points what many digits confirm, at a few of each kind."""
        for point in tally.agree[:CONFIRMED] if self.exact and not tally.differ else ():
            if self.compare(point).differ:
                tally.agree.remove(point)
                tally.differ.append(point)
        tally.left_only = [point for point in tally.left_only[:CONFIRMED] if no_value(self.right, point)]
        tally.right_only = [point for point in tally.right_only[:CONFIRMED] if no_value(self.left, point)]

    def both_real(self) -> Iterator[Point]:
        """Yield points at which everything is real, where the domain is too small for the candidates to hit it."""
        program = Program(unspecified=True)
        for tree in self.trees:
            program.add(tree)
        found = list(points(program, self.names, ENOUGH, self.nominal))
        if 0 < len(found) < ENOUGH:
            found += around(program, self.names, *found[0], ENOUGH)
        yield from (point for point, _ in found)

    def plain_points(self) -> Iterator[Point]:
        """Yield points with values that read well."""
        for index in range(len(PLAIN)):
            yield {name: PLAIN[(index + 3 * place) % len(PLAIN)] for place, name in enumerate(self.names)}

    def counterexample(self, found: Point) -> tuple[Point, Finding]:
        """Return a point at which the sides differ clearly, and whether that is proved: a plain one where there is one, if it can be with plain values."""
        first: tuple[Point, Finding] | None = None
        for point in self.plain_points():
            if all(each.value(point | self.nominal) is not None for each in self.within):
                a, b = self.left.value(point | self.nominal), self.right.value(point | self.nominal)
                if a is None or b is None or self.on_boundary(point) or abs(a - b) <= CLEAR * max(abs(a), abs(b)):
                    continue
                reads_well = all(not value or LEAST <= abs(value) <= MOST for value in (a, b))
                if (reads_well or first is None) and (finding := self.compare(point | self.nominal)).differ:
                    first = point, finding
                    if reads_well:
                        break
        return first or ({name: found[name] for name in self.names}, self.compare(found))


def side(tree: Tree) -> Side:
    """Return a tree as a program; what is unspecified in it is given definite values."""
    program = Program(unspecified=True)
    return Side(program, program.add(tree))
