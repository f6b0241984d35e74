"""Where one piece of an expression ends and another begins: what happens there, and what is given at all.

The values and the derivatives of both sides are compared very near to a boundary, with many digits: where they agree, and so does what
the expression is at the boundary itself, it is differentiable there, by the mean value theorem, and the derivative in pieces is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import Any, NamedTuple

from chainrule.calculus.domains.corners import EXACT, PLACES, along, gap, zeros
from chainrule.calculus.rules import OPPOSITE, differentiate
from chainrule.calculus.sets.near_boundaries import STEPS, WIDE, Evaluated, Side, at_boundary, is_open, same, steady, value_of_number
from chainrule.calculus.sets.needs import literal
from chainrule.errors import ChainRuleError, NumericError
from chainrule.numeric.arithmetic import FLOAT
from chainrule.numeric.choosing import holds
from chainrule.numeric.points import candidate
from chainrule.numeric.program import Program
from chainrule.tree import Tree, logic, names, postorder, relation, symbol

ENDS = "one piece ends and another begins there"
JUMPS, BENDS, LEAVES, ONE_SIDED = "its value jumps there", "its slope jumps there", "it is not given there", "it is given on one side only"
SAMPLES = 3  # of the other names
MOVED = 2  # names along which boundaries are looked for
WORK = 60  # samples at which conditions are tried
SHOWN = 6  # digits of a value


def comparisons(item: Tree) -> list[Tree]:
    """Return the comparisons in the conditions of an expression in pieces, each once."""
    found = dict.fromkeys(part for condition in item[2][1::2] for part in postorder(condition) if part[0] == "relation")
    pairs = [(b, a) if literal(a) is not None else (a, b) for each in found for a, b in pairwise(each[2])]
    return [relation("≠", *pair) for pair in dict.fromkeys(pairs)]


def meeting(item: Tree, boundary: Tree) -> str | None:
    """Return what happens to an expression in pieces at a boundary; None where it is differentiable there and its derivative in pieces is right."""
    if is_open(item):
        return ENDS
    found = {*verdicts(item, boundary)}
    if found == {None}:
        return None
    return found.pop() or ENDS if len(found) == 1 else ENDS


def verdicts(item: Tree, boundary: Tree) -> Iterator[str | None]:
    """Yield what happens at some places of a boundary."""
    inside = names(item)
    try:
        partials = differentiate(item, {*names(item)})
        slopes = tuple(partials.values())
        side, there = Evaluated(item, slopes), Evaluated(at_boundary(item, boundary), tuple(at_boundary(each, boundary) for each in slopes))
    except ChainRuleError:
        return
    alone = len(inside) == 1 and boundary[2][0][0] == "symbol" and literal(boundary[2][1]) is not None
    for moved, point, root in places(boundary, inside):
        sides = [[side.at({**point, moved: root + way * WIDE().number(step)}) for step in STEPS] for way in (-1, 1)]
        if len(inside) > 1 and all(side.value is None for each in sides for side in each):
            continue  # the other names have values for which there is none
        yield happening(sides[0], sides[1], there.at({**point, moved: root}), alone)


def places(boundary: Tree, inside: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, Any], Any]]:
    """Yield places of a boundary: the name that moves across it, the values of the others, and where it is."""
    sides = Program(unspecified=True)
    place = sides.add(gap(boundary))
    for moved in [name for name in inside if name in sides.inputs][:MOVED]:
        for index in range(1 if len(inside) == 1 else SAMPLES):
            point = {name: candidate(order, index) for order, name in enumerate(inside)}
            known = literal(boundary[2][1]) if boundary[2][0] == symbol(moved) else None
            exact = along(sides, place, moved, point, EXACT())
            if known is not None:
                roots: Iterator[Any] = iter((value_of_number(boundary[2][1]),))
            else:
                roots = islice(zeros(along(sides, place, moved, point, FLOAT), exact), PLACES)
            for root in roots:
                yield moved, point, root


def happening(left: list[Side], right: list[Side], here: Side, alone: bool) -> str | None:
    """Return what happens at one place of a boundary; with numbers where it is the only one."""
    sides = (*left, *right)
    if any(side.value is None for side in sides):
        return None if here.value is None else ONE_SIDED
    if here.value is None:
        return LEAVES
    if not steady(left) or not steady(right):
        return ENDS
    below, above = left[0], right[0]
    if not same(below.value, above.value):
        return f"its value jumps from {shown(below.value)} to {shown(above.value)} there" if alone else JUMPS
    if not same(below.value, here.value):
        return JUMPS
    if below.slopes is None or above.slopes is None:
        return ENDS
    if not all(map(same, below.slopes, above.slopes)):
        return f"its slope jumps from {shown(below.slopes[0])} to {shown(above.slopes[0])} there" if alone else BENDS
    if here.slopes is not None and all(map(same, below.slopes, here.slopes)):
        return None
    return f"its slope is {shown(below.slopes[0])} there, as on both sides of it" if alone else ENDS


def shown(value: Any) -> str:
    """Return a number as it is said in a sentence."""
    return f"{round(float(value), 12) + 0.0:.{SHOWN}g}".replace("-", "−")


# What is given


class Given(NamedTuple):
    """Whether an expression in pieces has a value everywhere, and whether several conditions hold somewhere, with different values."""

    everywhere: bool
    several: bool


def given(item: Tree) -> Given:
    """Return what is given by an expression in pieces, as points on all sides of its boundaries show."""
    args = item[2]
    otherwise, several = len(args) % 2 == 1, False
    if is_open(item):
        return Given(otherwise, several=False)
    program = Program(unspecified=True)
    held = [holds(program, condition) for condition in args[1::2]]
    values = [Evaluated(value, ()) for value in args[: 2 * len(held) : 2]]
    for point in samples(item):
        try:
            slots = program.run(point, WIDE())
        except NumericError:
            continue
        counting = [value for place, value in zip(held, values, strict=True) if slots[place] == 1]
        if not counting and not otherwise:
            return Given(everywhere=False, several=several)
        met = [side.value for side in (value.at(point) for value in counting) if side.value is not None] if len(counting) > 1 else []
        several = several or any(not same(met[0], other) for other in met[1:])
    return Given(everywhere=True, several=several)


def samples(item: Tree) -> Iterator[Mapping[str, Any]]:
    """Yield points on all sides of the boundaries of an expression, and others."""
    inside = names(item)
    ends: dict[str, list[Any]] = {}
    for boundary in comparisons(item):
        for moved, point, root in places(boundary, inside):
            ends.setdefault(moved, []).append(root)
            yield from ({**point, moved: root + way} for way in (-1e-9, 1e-9))
    if len(inside) == 1:
        for name, roots in ends.items():
            for low, high in pairwise(sorted(roots)):
                yield {name: (low + high) / 2}
    for index in range(WORK):
        yield {name: candidate(order, index) for order, name in enumerate(inside)}


def conditions_of_piece(item: Tree, place: int) -> tuple[Tree, ...]:
    """Return what holds where the piece at a place among the arguments counts, as comparisons; those of earlier pieces fail, as far as one says so."""
    args = item[2]
    found: list[Tree] = []
    for condition in args[1:place:2]:
        if condition[0] == "relation" and len(condition[2]) == 2:
            found.append(relation(OPPOSITE[condition[1]], *condition[2]))
        elif condition[0] == "logic" and condition[1] == "or":
            found += [relation(OPPOSITE[each[1]], *each[2]) for each in condition[2] if each[0] == "relation"]
    waiting = [args[place + 1]] if place + 1 < len(args) else []
    while waiting:
        each = waiting.pop()
        if each[0] == "relation":
            found.append(each)
        elif each[1] == "and":
            waiting += reversed(each[2])
    return tuple(dict.fromkeys(found))


def where(item: Tree, place: int) -> Tree:
    """Return the condition under which a piece counts: its own, or for the last one without, that none of the others holds."""
    args = item[2]
    if place + 1 < len(args):
        return args[place + 1]  # type: ignore[no-any-return]
    others = conditions_of_piece(item, place)
    return others[0] if len(others) == 1 else logic("and", *others) if others else args[place - 1]
