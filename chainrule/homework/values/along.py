"""Answers about a quantity that an equation gives implicitly: compared at points where the equation holds.

−2y/x and −2/x³ are both the slope of x²y = 1, though they differ everywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from chainrule.homework.values.equality import FEWEST, Counterexample, Equality, equal, has_rounded_decimals, stated
from chainrule.homework.values.sampling import ENOUGH, PLAIN
from chainrule.homework.values.within import Range
from chainrule.numeric.given import as_tree
from chainrule.numeric.on_curve import OnCurve, Point
from chainrule.tree import Tree, substitute

CLOSE = 1e-14  # relative: what two equal expressions may differ by at a point of the curve
NOTHING = 1e-20  # what counts as 0 at such a point
EVERYWHERE: Mapping[str, Range] = MappingProxyType({})
HOLDING = "equal wherever the equation holds"


class Points(OnCurve):
    """The points at which an equation holds, and expressions compared there."""

    enough, plain = ENOUGH, PLAIN

    def compare(self, left: Tree, right: Tree, tolerance: float | None = None, there: Mapping[str, Range] = EVERYWHERE) -> Equality:
        """Return whether two expressions are equal wherever the equation holds, and quantities lie ``there``; ``right`` is the one to be judged."""
        agree: list[tuple[Point, Any, Any]] = []
        differ: list[tuple[Point, Any, Any]] = []
        for point, (one, other) in self.values((left, right)):
            if one is not None and other is not None and within(point, there):
                close = abs(one - other) <= max(tolerance or 0.0, CLOSE) * max(abs(one), abs(other), CLOSE)
                (agree if close else differ).append((point, one, other))
        if not differ and agree and all(abs(one) < NOTHING for _, one, _ in agree):  # on a line such as y = 0 of x³y = xy, where wrong derivatives are 0 too
            return equal(substitute(left, self.defined), substitute(right, self.defined), tolerance=tolerance)
        if not differ:
            enough = len(agree) >= FEWEST
            note = HOLDING if enough else "too few points were found at which the equation holds"
            return Equality("equal" if enough else "undecided", method="points of the equation", points=len(agree), note=note)
        point, one, other = differ[0]
        shown = Counterexample(self.shown(point), float(one), float(other))
        branch = self.branch([each for each, *_ in agree], [each for each, *_ in differ])
        note = f"at {stated(shown.point, shown.digits)} the left side is {shown.left:.{shown.digits}g}, the right side {shown.right:.{shown.digits}g}"
        verdict = "equal-for-positive" if branch else "different"
        return Equality(verdict, method="points of the equation", points=len(agree), counterexample=shown, note=branch or note)

    def either(self, right: Tree, values: Sequence[Tree], there: Mapping[str, Range] = EVERYWHERE) -> Equality:
        """Return whether at every point, where quantities lie ``there``, one of several expressions is equal to the right one, and each of them at some."""
        agreed = 0
        used: set[int] = set()
        for point, (one, *others) in self.values((right, *values)):
            known = [] if one is None or not within(point, there) else [(place, other) for place, other in enumerate(others) if other is not None]
            close = [place for place, other in known if abs(one - other) <= CLOSE * max(abs(one), abs(other), CLOSE)]
            if known and not close:
                shown = Counterexample(self.shown(point), float(one), float(known[0][1]))
                return Equality("different", method="points of the equation", points=agreed, counterexample=shown)
            agreed += bool(close)
            used.update(close if len(close) == 1 else ())
        if agreed < FEWEST:
            return Equality("undecided", method="points of the equation", note="too few points were found at which the equation holds")
        if len(used) < len(values):
            return Equality("different", method="points of the equation", points=agreed, note="one of the two values is right on no branch")
        return Equality("equal", method="points of the equation", points=agreed, note=HOLDING)

    def compare_at(self, given: Mapping[str, Tree], right: Tree, answer: Tree, tolerance: float | None = None) -> Equality:
        """Return whether an answer is the value of an expression at a point of which some quantities are given, on any branch of the curve."""
        there = self.at(given)
        found = [(point, one, other) for point, (one, other) in there.values((right, answer)) if one is not None and other is not None]
        for point, one, other in found:
            exact = abs(one - other) <= max(tolerance or 0.0, CLOSE) * max(abs(one), abs(other))
            if exact or (tolerance is None and has_rounded_decimals(answer) and equal(as_tree(float(one)), answer).correct):
                return Equality("equal", method="points of the equation", points=1, note=f"at {stated(there.shown(point))}")
        if not found:
            return Equality("undecided", method="points of the equation", note="no point was found at which the equation holds")
        point, one, other = found[0]
        return Equality("different", method="points of the equation", counterexample=Counterexample(there.shown(point), float(one), float(other)))

    def at(self, given: Mapping[str, Tree]) -> Points:
        """Return the points at which some quantities have given values."""
        put_in = dict(given)
        defined = {name: substitute(tree, put_in) for name, tree in self.defined.items()}
        return Points(substitute(self.difference, put_in), [name for name in self.solved if name not in given], tuple(self.besides), defined)

    def shown(self, point: Point) -> dict[str, float]:
        """Return a point as it is told."""
        return {name: float(value) for name, value in sorted(point.items()) if name not in self.besides}

    def branch(self, agree: Sequence[Point], differ: Sequence[Point]) -> str:
        """Return on which side of 0 of what the equation gives two expressions are equal alone, in words; empty where that is not it."""
        name = self.solved[0]
        signs = [{bool(point[name] > 0) for point in points} for points in (agree, differ)]
        if len(agree) < FEWEST or signs not in ([{True}, {False}], [{False}, {True}]):
            return ""
        return f"equal only where {name} {'>' if signs[0] == {True} else '<'} 0"


def within(point: Point, there: Mapping[str, Range]) -> bool:
    """Return whether the quantities at a point lie where they have to."""
    return all(each.holds(float(point[name])) for name, each in there.items() if name in point)
