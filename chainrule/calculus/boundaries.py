"""Where one piece of an expression ends and another begins: what happens there, and what is given at all.

The values and the derivatives of both sides are compared very near to a boundary, with many digits: where they agree, and so does what
the expression is at the boundary itself, it is differentiable there, by the mean value theorem, and the derivative in pieces is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import Any, NamedTuple

from chainrule.calculus.corners import EXACT, PLACES, along, gap, zeros
from chainrule.calculus.exact import ratio
from chainrule.calculus.needs import literal
from chainrule.calculus.rules import differentiate
from chainrule.calculus.terms import write_number
from chainrule.errors import ChainRuleError, NumericError
from chainrule.numeric.arithmetic import FLOAT, Arithmetic, mpmath_arithmetic
from chainrule.numeric.choosing import holds
from chainrule.numeric.points import candidate
from chainrule.numeric.program import Program
from chainrule.tree import ZERO, Tree, logic, names, postorder, relation, rewrite, symbol

ENDS = "one piece ends and another begins there"
JUMPS, BENDS, LEAVES, ONE_SIDED = "its value jumps there", "its slope jumps there", "it is not given there", "it is given on one side only"
STEPS = (1e-20, 3.7e-21)  # from a boundary, which is known to 25 digits
SAME = 1e-15  # relative, of two values that are the same but for the distance from the boundary
SAMPLES = 3  # of the other names
MOVED = 2  # names along which boundaries are looked for
WORK = 60  # samples at which conditions are tried
SHOWN = 6  # digits of a value
LARGEST_DENOMINATOR = 1000  # of a slope that is a number


def WIDE() -> Arithmetic:  # noqa: N802  # stands beside FLOAT, but imports mpmath
    return mpmath_arithmetic(200)  # as many digits as what vanishes at a boundary, x cos x − sin x over x², cancels, and more


class Side(NamedTuple):
    """The value and the derivatives of an expression on one side of a boundary, or at it; None where there is none."""

    value: Any
    slopes: tuple[Any, ...] | None


def comparisons(item: Tree) -> list[Tree]:
    """Return the comparisons in the conditions of an expression in pieces, each once."""
    found = dict.fromkeys(part for condition in item[2][1::2] for part in postorder(condition) if part[0] == "relation")
    pairs = [(b, a) if literal(a) is not None else (a, b) for each in found for a, b in pairwise(each[2])]
    return [relation("≠", *pair) for pair in dict.fromkeys(pairs)]


def at_boundary(item: Tree, boundary: Tree) -> Tree:
    """Return an expression as it is at a boundary: where the two sides are compared they are equal."""
    sides = boundary[2]

    def equal(part: Tree) -> Tree:
        return relation(part[1], ZERO, ZERO) if part[0] == "relation" and part[2] in (sides, sides[::-1]) else part

    return rewrite(item, equal)


def meeting(item: Tree, boundary: Tree) -> str | None:
    """Return what happens to an expression in pieces at a boundary; None where it is differentiable there and its derivative in pieces is right."""
    if is_open(item):
        return ENDS
    found = {*verdicts(item, boundary)}
    if found == {None}:
        return None
    return found.pop() or ENDS if len(found) == 1 else ENDS


def is_open(item: Tree) -> bool:
    """Return whether an expression leaves something open, an unspecified function or a sum, so that nothing can be said of its values."""
    return any(part[0] in ("apply", "sum") for part in postorder(item))


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


def value_of_number(tree: Tree) -> Any:
    """Return a number, or its negation, in many digits."""
    return -WIDE().number(tree[2][0][1]) if tree[0] == "neg" else WIDE().number(tree[1])


class Evaluated:
    """An expression and its derivatives, to be worked out with many digits."""

    def __init__(self, tree: Tree, slopes: tuple[Tree, ...]) -> None:
        self.programs = [Program(unspecified=True) for _ in range(2)]
        self.value = self.programs[0].add(tree)
        self.slopes = [self.programs[1].add(slope) for slope in slopes]

    def at(self, point: Mapping[str, Any]) -> Side:
        """Return the value and the derivatives at a point."""
        first, second = self.programs
        try:
            value = first.run(point, WIDE())[self.value]
        except NumericError:
            return Side(None, None)
        try:
            slots = second.run(point, WIDE())
            return Side(value, tuple([slots[slope] for slope in self.slopes]))
        except NumericError:
            return Side(value, None)


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


def steady(sides: list[Side]) -> bool:
    """Return whether values and slopes on one side of a boundary stay the same nearer to it."""
    first, second = sides
    if not same(first.value, second.value) or first.slopes is None or second.slopes is None:
        return False
    return all(map(same, first.slopes, second.slopes))


def same(a: Any, b: Any) -> bool:
    """Return whether two numbers of many digits are the same."""
    return bool(abs(a - b) <= SAME * (1 + max(abs(a), abs(b))))


def shown(value: Any) -> str:
    """Return a number as it is said in a sentence."""
    return f"{round(float(value), 12) + 0.0:.{SHOWN}g}".replace("-", "−")


def limit_of_slope(item: Tree, slope: Tree, boundary: Tree, name: str) -> Tree | None:
    """Return the slope of an expression in pieces in one name where it is given by itself, as sin(x)/x is at 0: what ``slope`` tends to on both sides.

    None where it is not continuous there, where that is no short number, and in several names.
    """
    inside = names(item)
    if is_open(item) or inside != (name,) or boundary[2][0] != symbol(name) or literal(boundary[2][1]) is None:
        return None
    try:
        side, there = Evaluated(item, (slope,)), Evaluated(at_boundary(item, boundary), ())
    except ChainRuleError:
        return None
    root = value_of_number(boundary[2][1])
    left, right = ([side.at({name: root + way * WIDE().number(step)}) for step in STEPS] for way in (-1, 1))
    here = there.at({name: root})
    if here.value is None or any(each.value is None or each.slopes is None for each in (*left, *right)) or not (steady(left) and steady(right)):
        return None
    below, above = left[0], right[0]
    if not same(below.value, here.value) or not same(above.value, here.value):
        return None
    if below.slopes is None or above.slopes is None or not same(below.slopes[0], above.slopes[0]):
        return None
    from fractions import Fraction

    near = Fraction(float(below.slopes[0])).limit_denominator(LARGEST_DENOMINATOR)
    if not same(WIDE().number(near.numerator) / near.denominator, below.slopes[0]):
        return None
    return write_number(ratio(near.numerator, near.denominator))


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


OPPOSITE = {"<": "≥", "≤": ">", ">": "≤", "≥": "<", "=": "≠", "≠": "="}
