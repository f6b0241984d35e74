"""Conditions together: said as one says them, and refused where no number meets them all, or single ones only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from chainrule.calculus.exact import Rational, plus, times
from chainrule.calculus.sets.bounds import Bounds
from chainrule.calculus.sets.intervals import Interval, apart, around, image, met
from chainrule.calculus.sets.needs import Condition, Need, joined, literal, read, settled, write
from chainrule.calculus.tidying.tidy import tidied
from chainrule.errors import NotDifferentiable
from chainrule.tree import Tree, add, names, neg

COMPARED = 8  # ranges of different expressions up to which they are compared


class Kept(NamedTuple):
    """A condition that is listed, by the part of the expression that it is about."""

    part: int
    expression: Tree
    need: Need
    condition: Condition


def together(conditions: Iterable[Tree]) -> tuple[Tree, ...]:
    """Return conditions as one says them: each once, x > 0 and x < 2 as 0 < x < 2."""
    said: list[tuple[Tree, Need, Tree]] = []
    for condition in dict.fromkeys(conditions):
        expression, need = read(condition)
        for place, (other, before, _) in enumerate(said):
            both = joined(before, need) if other == expression else None
            if both is not None:
                said[place] = (expression, both, write(expression, both))
                break
        else:
            said.append((expression, need, condition))
    return tuple([condition for *_, condition in said])


def never_together(*conditions: Condition, alone: bool = False) -> NotDifferentiable:
    """Return the error for an expression that needs what no number is, or one number alone."""
    from chainrule.notation.infix import text

    needs = " and ".join(text(condition.substituted or condition.relation) for condition in conditions)
    verb = "is not defined" if not alone and all(condition.kind == "defined" for condition in conditions) else "has no derivative"
    return NotDifferentiable(f"the expression {verb} anywhere: {needs} {'only hold together at single points' if alone else 'never hold together'}")


def check_room(kept: Sequence[Kept], bounds: Bounds) -> None:
    """Refuse two ranges of what varies that have no number, or a single one, in common, where no derivative is taken.

    The numbers of one range are also those at which |u| is in it: |x| ≥ 1 and −1 ≤ x ≤ 1 only meet at −1 and 1. Raises NotDifferentiable.
    """
    ranges = [entry for entry in kept if entry.need.hole is None and bounds.levels[entry.part] == 2]
    for one, other in combinations(ranges, 2):
        pair = in_common(one, other) or in_common(other, one)
        if pair is None:
            if len(ranges) <= COMPARED and opposed(one, other):
                raise never_together(one.condition, other.condition)
            continue
        if apart(*pair):
            raise never_together(one.condition, other.condition)
        common = met(*pair)
        if common.low == common.high:
            raise never_together(one.condition, other.condition, alone=True)


def in_common(one: Kept, other: Kept) -> tuple[Interval, Interval] | None:
    """Return the ranges that two conditions give one expression: both of u, or one of |u| and the other of u; None for different ones."""
    if one.part == other.part:
        return one.need.allowed, other.need.allowed
    if one.expression[:2] == ("call", "abs") and one.expression[2][0] == other.expression:
        return one.need.allowed, image("abs", other.need.allowed)
    return None


def opposed(one: Kept, other: Kept) -> bool:
    """Return whether two ranges exclude each other because of what the expressions add up to: x − y > 0 and y − x > 0 do."""
    if {*names(one.expression)} != {*names(other.expression)}:
        return False
    for (first, least), (second, also) in product(from_below(one), from_below(other)):
        total = literal(tidied(add(first, second)))
        if total is not None and settled(around(total), Need(plus(least, also), None, one.need.strict or other.need.strict)) is False:
            return True
    return False


def from_below(entry: Kept) -> Iterator[tuple[Tree, Rational]]:
    """Yield the ends of a range as what an expression is at least: u < 2 as −u > −2."""
    if entry.need.low is not None:
        yield entry.expression, entry.need.low
    if entry.need.high is not None:
        yield neg(entry.expression), times(entry.need.high, -1)
