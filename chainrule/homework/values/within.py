"""Whether two expressions are equal where quantities lie in given ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from chainrule.homework.values.equality import Counterexample, Equality, equal, has_rounded_decimals
from chainrule.numeric.program import value_of
from chainrule.tree import ZERO, Tree, add, call, mul, names, neg, relation, substitute, symbol

NOTHING: Mapping[str, Tree] = {}
WITHIN = "conditions"  # the method of such a finding


class Range(NamedTuple):
    """Where a quantity lies: above ``low`` and below ``high``, of which one may be None."""

    low: Tree | None = None
    high: Tree | None = None

    def holds(self, value: float) -> bool:
        """Return whether a value lies inside."""
        return (self.low is None or value > number_of(self.low)) and (self.high is None or value < number_of(self.high))

    def within(self, other: Range) -> Range:
        """Return what lies in both."""
        lows = [each for each in (self.low, other.low) if each is not None]
        highs = [each for each in (self.high, other.high) if each is not None]
        return Range(max(lows, key=number_of, default=None), min(highs, key=number_of, default=None))

    @property
    def empty(self) -> bool:
        """Whether nothing lies inside."""
        return self.low is not None and self.high is not None and number_of(self.low) >= number_of(self.high)

    def stated(self, name: str) -> Tree:
        """Return what it says of a quantity: 0 < x."""
        if self.low is not None and self.high is not None:
            return relation("<", self.low, symbol(name), self.high)
        return relation(">", symbol(name), self.low) if self.low is not None else relation("<", symbol(name), self.high or ZERO)

    def real_inside(self, value: Tree) -> list[Tree]:
        """Return expressions that are real where a value lies inside, and nowhere else."""
        lows = [] if self.low is None else [add(value, neg(self.low))]
        highs = [] if self.high is None else [add(self.high, neg(value))]
        return [call("log", each) for each in (*lows, *highs)]

    def place(self, name: str) -> Tree:
        """Return an expression in a name that takes the values inside, and no others, as the name takes all."""
        x = symbol(name)
        if self.low is not None and self.high is not None:
            return add(self.low, mul(add(self.high, neg(self.low)), call("sigmoid", x)))
        if self.low is not None:
            return add(self.low, call("softplus", x))
        return add(self.high or ZERO, neg(call("softplus", x)))


def number_of(tree: Tree) -> float:
    """Return the value of a constant."""
    return float(value_of(tree, {}))


def confined(tree: Tree, there: Mapping[str, Range]) -> Tree:
    """Return an expression with quantities that take values in their ranges alone."""
    return substitute(tree, {name: each.place(name) for name, each in there.items()})


def where_it_holds(
    found: Equality,
    there: Mapping[str, Range],
    left: Tree,
    right: Tree,
    function: Tree,
    tolerance: float | None = None,
    defined: Mapping[str, Tree] = NOTHING,
) -> Equality:
    """Return the finding on two expressions that are not equal everywhere, where quantities lie in given ranges; one by a point that lies there stays.

    ``defined`` are those of the quantities that others give, written in these.
    """
    used = {*names(left), *names(right)}
    bounded = [real for name, each in there.items() if name in defined for real in each.real_inside(defined[name])]
    there = {name: each for name, each in there.items() if name in used and name not in defined}
    shown = None if bounded else found.counterexample
    if found.correct is True or not (there or bounded):
        return found
    exact = tolerance is not None or not has_rounded_decimals(right)  # a point at which rounded numbers differ from exact ones shows nothing
    if exact and shown is not None and all(name in shown.point and each.holds(shown.point[name]) for name, each in there.items()):
        return found
    return equal_within(there, left, right, (function, *bounded), tolerance)


def equal_within(there: Mapping[str, Range], left: Tree, right: Tree, within: tuple[Tree, ...], tolerance: float | None) -> Equality:
    """Return whether two expressions are equal where quantities lie in given ranges, and some expressions are real."""
    left, right, *domain = (confined(each, there) for each in (left, right, *within))
    found = equal(left, right, within=tuple(domain), tolerance=tolerance)
    shown = None if found.counterexample is None else outside(found.counterexample, there)
    verdict = "different" if found.verdict == "equal-for-positive" else found.verdict
    return replace(found, verdict=verdict, method=WITHIN, counterexample=shown, note=found.note if verdict == "undecided" else "")


def outside(shown: Counterexample, there: Mapping[str, Range]) -> Counterexample:
    """Return a counterexample with the values that the quantities in their ranges take there."""
    point = {name: float(value_of(there[name].place(name), {name: value})) if name in there else value for name, value in shown.point.items()}
    return replace(shown, point=point)
