"""Definite integrals in numbers: as weighted values of what is integrated, on the straight way between the limits.

Every arithmetic that computes the integrand computes the integral, complex numbers beside the real line among them. The
integral is worked out twice, over different parts with different steps, and counts only where both agree: an integrand that
is not continuous on the way gives two values.
Source: Takahasi and Mori, Double exponential formulas for numerical integration (1974).
"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from chainrule.errors import NumericError
from chainrule.integrals import integrand_at
from chainrule.numeric.arithmetic import SETTLED
from chainrule.tree import Tree, add, call, mul, neg, node, number, rewrite, walk

FINE, COARSE, COARSEST = 12, 8, 6  # nodes for each unit of the transformed variable; the last for integrals inside one another
REACH = 3.9  # of that variable; beyond, the weights are below rounding, beside a root too
CUT = number(Decimal("0.41"))  # where the second way is parted, so that nothing cancels on both ways by symmetry
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


def weighted_values(item: Tree, parts: int) -> Tree:
    """Return an integral as an expression without one: two sums of weighted values, the first of which is its value if they agree.

    ``parts`` is into how many parts the way is divided. Raises NumericError where too many integrals stand inside one another.
    """
    levels = deepness(item)
    if levels > DEEPEST:
        raise NumericError(f"more than {DEEPEST} integrals inside one another are not computed")
    if levels == 1:
        return twice(item, parts, FINE, COARSE)
    inside = rewrite(item[2][0], lambda part: twice(part, 1, COARSE, COARSEST) if part[0] == "integral" else part)
    return twice(node("integral", item[1], (inside, *item[2][1:])), 1, COARSE, COARSEST)


def twice(item: Tree, parts: int, fine: int, coarse: int) -> Tree:
    """Return an integral by a finer rule, if a coarser one on both sides of a cut agrees."""
    low, high = item[2][1:]
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


def panel(item: Tree, low: Tree, high: Tree, steps: int) -> Tree:
    """Return an integral between two places by one rule."""
    length = add(high, neg(low))
    values = []
    for first_half, share, weight in rule(steps):
        beside = mul(share, length)
        values.append(mul(weight, integrand_at(item, add(low, beside) if first_half else add(high, neg(beside)))))
    return mul(length, add(*values))

