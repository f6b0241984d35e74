"""Definite integrals in numbers: as weighted values of what is integrated, on the straight way between the limits.

To infinity, t = a + s/(1 − s) leads from the other limit there, behind some panels of growing length.

Every arithmetic that computes the integrand computes the integral, complex numbers beside the real line among them. The
integral is worked out twice, over different parts with different steps, and counts only where both agree: an integrand that
is not continuous on the way gives two values.
Source: Takahasi and Mori, Double exponential formulas for numerical integration (1974).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from chainrule.errors import NumericError
from chainrule.integrals import infinite, integrand_at
from chainrule.numeric.arithmetic import SETTLED
from chainrule.tree import ONE, ZERO, Tree, add, call, mul, neg, node, number, rewrite, walk

FINE, COARSE, COARSEST = 12, 8, 6  # nodes for each unit of the transformed variable; the last for integrals inside one another
REACH = 3.9  # of that variable; beyond, the weights are below rounding, beside a root too
CUT = number(Decimal("0.41"))  # where the second way is parted, so that nothing cancels on both ways by symmetry
FAR, COARSELY_FAR = (1, 2, 4, 8, 16), (Decimal("0.41"), Decimal("1.7"), Decimal("3.3"), 7, 13)  # where the panels before infinity end
DEEPEST = 2  # integrals inside one another that are worked out


class Node(NamedTuple):
    """A place on the way, as a share of it from the nearer end, and its weight."""

    first_half: bool
    share: Tree
    weight: Tree


@lru_cache(maxsize=3)
def rule(steps: int) -> tuple[Node, ...]:
    """Return the places and weights of the double exponential rule, so many for each unit of the transformed variable."""
    most = int(REACH * steps)
    found = []
    for place in range(-most, most + 1):
        beyond = math.exp(-math.pi * math.sinh(abs(place) / steps))
        weight = math.pi / steps * math.cosh(place / steps) * beyond / (1 + beyond) ** 2
        found.append(Node(place < 0, number(Decimal(repr(beyond / (1 + beyond)))), number(Decimal(repr(weight)))))
    return tuple(found)


@lru_cache(maxsize=3)
def rule_beyond(steps: int) -> tuple[tuple[Tree, Tree], ...]:
    """Return the distances and weights of the same rule on the way from 0 to infinity."""
    found = []
    for first_half, share, weight in rule(steps):
        near = float(share.value)
        rest = 1 - near if first_half else near  # 1 − s
        distance, grown = (1 - rest if not first_half else near) / rest, float(weight.value) / rest**2
        found.append((number(Decimal(repr(distance))), number(Decimal(repr(grown)))))
    return tuple(found)


def weighted_values(item: Tree, parts: int) -> Tree:
    """Return an integral as an expression without one: two sums of weighted values, the first of which is its value if they agree.

    ``parts`` is into how many parts the way is divided. Raises NumericError where too many integrals stand inside one another.
    """
    if any(part[0] == "call" and part[1] in ("floor", "ceil") for part in walk(item[2][0])):
        return call(SETTLED, ZERO, ONE)  # of so many jumps that far out both sums agree without being the integral
    levels = deepness(item)
    if levels > 1 and any(infinite(limit) for part in walk(item) if part[0] == "integral" for limit in part[2][1:]):
        return call(SETTLED, ZERO, ONE)  # one would have to be worked out at a great many places of the other
    if levels > DEEPEST:
        raise NumericError(f"more than {DEEPEST} integrals inside one another are not computed")
    if levels == 1:
        return twice(item, parts, FINE, COARSE)
    inside = rewrite(item[2][0], lambda part: twice(part, 1, COARSE, COARSEST) if part[0] == "integral" else part)
    return twice(node("integral", item[1], (inside, *item[2][1:])), 1, COARSE, COARSEST)


def twice(item: Tree, parts: int, fine: int, coarse: int) -> Tree:
    """Return an integral by a finer rule, if a coarser one on both sides of a cut agrees."""
    low, high = item[2][1:]
    ends = infinite(low), infinite(high)
    if all(ends):
        halves = [node("integral", item[1], (item[2][0], *limits)) for limits in ((low, ZERO), (ZERO, high))]
        return add(*[twice(half, parts, fine, coarse) for half in halves])
    if any(ends):
        start, way = (low, ends[1]) if ends[1] else (high, ends[0])
        found = [beyond(item, start, way, *rest) for rest in ((FAR, fine), (COARSELY_FAR, coarse))]
        return call(SETTLED, *(found if ends[1] else map(neg, found)))
    cut = add(low, mul(CUT, add(high, neg(low))))
    return call(SETTLED, along(item, low, high, parts, fine), add(along(item, low, cut, parts, coarse), along(item, cut, high, parts, coarse)))


def deepness(item: Tree) -> int:
    """Return how many integrals stand inside one another, this one among them."""
    inside = [part for part in walk(item[2][0]) if part[0] == "integral"]
    return 1 + max(map(deepness, inside), default=0)


def along(item: Tree, low: Tree, high: Tree, parts: int, steps: int) -> Tree:
    """Return an integral between two places, the way between them divided into equal parts."""
    if parts == 1:
        return panel(item, low, high, steps)
    whole = add(high, neg(low))
    ends = [low, *(add(low, mul(number(Decimal(place) / parts), whole)) for place in range(1, parts)), high]
    return add(*[panel(item, start, end, steps) for start, end in pairwise(ends)])


def beyond(item: Tree, start: Tree, way: int, far: Sequence[int | Decimal], steps: int) -> Tree:
    """Return an integral from a place to infinity, or to minus infinity where the way is −1."""
    ends = [start, *[add(start, number(way * distance)) for distance in far]]
    values = [mul(weight, integrand_at(item, add(ends[-1], mul(number(way), distance)))) for distance, weight in rule_beyond(steps)]
    last = add(*values)
    return add(*[panel(item, low, high, steps) for low, high in pairwise(ends)], last if way > 0 else neg(last))


def panel(item: Tree, low: Tree, high: Tree, steps: int) -> Tree:
    """Return an integral between two places by one rule."""
    length = add(high, neg(low))
    values = []
    for first_half, share, weight in rule(steps):
        beside = mul(share, length)
        values.append(mul(weight, integrand_at(item, add(low, beside) if first_half else add(high, neg(beside)))))
    return mul(length, add(*values))

