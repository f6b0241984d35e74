"""Conditions as they are said: ln(x) > 1 as x > e, x > 0 and ln(x) < 1 as 0 < x < e, x² − x − 2 > 0 as x < −1 or x > 2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from math import isclose

from chainrule.calculus.domains.joint import together
from chainrule.calculus.tidying.tidy import tidied
from chainrule.document.solving import ALL, End, Numbers, Stretch, solved
from chainrule.tree import Tree, call, logic, names, relation, symbol

STRETCHES = 3  # of the real line, up to which they are said one by one
CLOSE = 1e-9  # relative: ends as near as that are not told apart


def as_said(conditions: Iterable[Tree]) -> tuple[Tree, ...]:
    """Return conditions as one says them: each once, those on one name together, solved for it where that is plain.

    The others stay as they are; so do those that are said well already, as |x| < 2. What is left out stands behind what bounds: x > 2 and x ≠ 5.
    """
    given = _each_once(together(conditions))
    alone = [(each, names(each)) for each in given]
    rest, said = list(given), list[Tree]()
    for name in dict.fromkeys(found[0] for _, found in alone if len(found) == 1):
        own = [each for each, found in alone if found == (name,)]
        if _are_said_well(own):
            continue
        numbers = {each: solved(each, name) for each in own}
        found = [each for each in own if numbers[each] is not None]
        written = _written(name, _common([each for each in numbers.values() if each is not None])) if found else []
        open_ended = any(each.kind == "logic" for each in written)
        if written and not (open_ended and (len(written) > 1 or len(found) < len(given))) and not _are_said_well(found):
            said += written
            rest = [each for each in rest if each not in found]
    return tuple(sorted((*said, *rest), key=lambda each: each.value == "≠"))


def _each_once(conditions: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """Return conditions without those that are an earlier one written otherwise: sin(2.5x) ≠ 0 beside sin(x/0.4) ≠ 0."""
    if len(conditions) < 2:
        return conditions
    found: dict[tuple[object, ...], Tree] = {}
    for each in conditions:
        found.setdefault((each.kind, each.value, *map(tidied, each.args)), each)
    return tuple(found.values())


def equal_to(place: Tree) -> list[Tree]:
    """Return where two sides are equal, for a name where that can be solved: x = e for ln(x) = 1."""
    found = names(place)
    numbers = solved(relation("≠", *place.args), found[0]) if place.value == "=" and len(found) == 1 and not _is_plain(place) else None
    return [relation("=", symbol(found[0]), hole.tree) for hole in numbers.holes] if numbers and numbers.holes else [place]


def _are_said_well(conditions: Sequence[Tree]) -> bool:
    """Return whether conditions on one name are plain, and at most one of them bounds it."""
    return all(map(_is_plain, conditions)) and sum(each.value != "≠" for each in conditions) <= 1


def _is_plain(condition: Tree) -> bool:
    """Return whether a condition is about a name, or its absolute value, and numbers."""
    return all(not names(side) or (side.args[0] if side[:2] == ("call", "abs") else side).kind == "symbol" for side in condition.args)


def _common(found: Sequence[Numbers]) -> Numbers | None:
    """Return the numbers that are allowed by all; None where there is none, or ends count of which others do not."""
    stretches: list[Stretch] = [ALL]
    for each in found:
        stretches = [both for one, other in product(stretches, each.stretches) if (both := _met(one, other)) is not None]
    ended = [each for numbers in found for each in numbers.stretches if each.low or each.high]
    if not stretches or len({each.strict for each in ended}) > 1:
        return None
    holes: list[End] = []
    for hole in sorted((hole for each in found for hole in each.holes), key=lambda end: end.value):
        if any(each.holds(hole.value) and not _at_an_end(hole, each) for each in stretches) and not (holes and _alike(holes[-1], hole)):
            holes.append(hole)
    return Numbers(tuple(stretches), tuple(holes))


def _met(one: Stretch, other: Stretch) -> Stretch | None:
    """Return what two stretches have in common; None for nothing."""
    low = max((each for each in (one.low, other.low) if each is not None), key=lambda end: end.value, default=None)
    high = min((each for each in (one.high, other.high) if each is not None), key=lambda end: end.value, default=None)
    if low is not None and high is not None and (low.value >= high.value or _alike(low, high)):
        return None
    return Stretch(low, high, one.strict and other.strict)


def _alike(one: End, other: End) -> bool:
    return isclose(one.value, other.value, rel_tol=CLOSE, abs_tol=CLOSE)


def _at_an_end(hole: End, stretch: Stretch) -> bool:
    return any(end is not None and _alike(hole, end) for end in stretch[:2])


def _written(name: str, numbers: Numbers | None) -> list[Tree]:
    """Return the conditions that a name is one of some numbers; none where they are all, or too many stretches."""
    if numbers is None or len(numbers.stretches) > STRETCHES:
        return []
    x = symbol(name)
    said = [_stretch(x, each) for each in numbers.stretches if each.low or each.high]
    first, last = numbers.stretches[0], numbers.stretches[-1]
    if len(said) == 2 and first.low is last.high is None and first.high and last.low and isclose(-first.high.value, last.low.value, rel_tol=CLOSE):
        said = [relation(">" if last.strict else "≥", call("abs", x), last.low.tree)]
    whole = [logic("or", *said)] if len(said) > 1 else said
    return [*whole, *[relation("≠", x, hole.tree) for hole in numbers.holes]]


def _stretch(x: Tree, stretch: Stretch) -> Tree:
    low, high, strict = stretch
    if low is not None and high is not None:
        return relation("<" if strict else "≤", low.tree, x, high.tree)
    if low is not None:
        return relation(">" if strict else "≥", x, low.tree)
    return relation("<" if strict else "≤", x, *(end.tree for end in (high,) if end is not None))
