"""A point in each part of the domain on which two expressions are given by one formula, narrow parts too.

Where both are analytic on an interval, agreement on a part of it is agreement on all of it; that ends where a root, a logarithm or an absolute
value meets 0, or one argument of a maximum passes another: |d| and d agree but between two close roots of d. The places are looked for
along each name, by the signs of what has to vanish there.
Source: Krantz and Parks, A Primer of Real Analytic Functions (2002), ch. 1 (the identity theorem).
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from chainrule.functions import FUNCTIONS
from chainrule.homework.values.branches import MEROMORPHIC
from chainrule.homework.values.lenient import LENIENT
from chainrule.numeric.choices import CHOICES, TOLERANT
from chainrule.numeric.points import candidate
from chainrule.numeric.program import Program
from chainrule.tree import ZERO, Tree, add, neg, symbol

OWN = frozenset(("floor", "ceil"))  # operations that have one formula as long as their value stays
# Arguments of which one is 0 or infinite where the operation is.
FACTORS: Mapping[str, tuple[int, ...]] = {"mul": (0, 1), "div": (0, 1), "neg": (0,), "pow": (0,), "sqrt": (0,), "root": (0,), "abs": (0,)}
LEAF = ("", -1, -1)
ANYTHING, NOT_NEGATIVE, POSITIVE = 0, 1, 2  # what is known of a sign
LARGEST, MOVED, SAMPLES = 1_000, 3, 2  # instructions; names that are moved; values of the others
NEAR = tuple(0.017 + 0.13 * index for index in range(31))
FAR = tuple(4.3 * 1.22**index for index in range(13))
FARTHER = tuple(95.37 * 2.3**index for index in range(12))
GRID = tuple(sorted(way * place for place in (1.1e-5, 1.3e-3, *NEAR, *FAR, *FARTHER) for way in (-1, 1)))
REFINED = 240  # places that may be added to the grid
FINEST = 1e-7  # relative; nearer places are not told apart
STEPS = 12  # on the way to a minimum
DEEPER = 0.9  # share of the least of three values below which a minimum between them may lie
TOUCHING = 1e-9  # relative; a minimum that small touches 0

Values = tuple[float, ...]


def representatives(trees: Iterable[Tree], names: Sequence[str], fixed: Mapping[str, float]) -> Iterator[dict[str, float]]:
    """Yield a point in each part of the domain that is found, nothing where all that matters is the signs of the names.

    ``fixed`` gives the values of other inputs.
    """
    program = Program(unspecified=True)
    sides = [program.add(tree) for tree in trees]
    if len(program) > LARGEST:
        return
    walls = Walls(program, sides)
    if walls.are_trivial(names):
        return
    for moved in names[:MOVED]:
        for index in range(SAMPLES if len(names) > 1 else 1):
            point = {name: candidate(place, index) for place, name in enumerate(names)}
            line = Line(walls, walls.own, moved, {**point, **fixed})
            yield from ({**point, moved: place} for place in line.representatives())
            if line.has_minima:  # two roots nearer to each other than places of the grid, which other expressions may show better
                line = Line(walls, (*walls.own, *walls.others), moved, {**point, **fixed})
                yield from ({**point, moved: place} for place in line.representatives())


class Walls:
    """What in a program has to vanish, or to jump, where one formula ends: its slots.

    ``own`` have to vanish; ``others`` are the sides themselves and what they are divided by, ``jumping`` have one formula as long as their value stays.
    """

    def __init__(self, program: Program, sides: Iterable[int]) -> None:
        self.program = program
        self.known: dict[int, tuple[str, int, int]] = {}
        self.leasts: dict[int, int] = {}
        self.constants = program.run(dict.fromkeys(program.inputs, math.nan), LENIENT)
        self.varying = set(program.inputs.values())
        slots = list(program.keys.values())
        for slot in slots:
            _, a, b = self.instruction(slot)
            if a in self.varying or b in self.varying:
                self.varying.add(slot)
        branching = [slot for slot in slots if slot in self.varying and not self.is_meromorphic(slot)]
        inside = {*branching, *self.below(branching)}
        needed = [each for slot in slots if slot in inside for each in self.needed(slot)]
        self.jumping = tuple(slot for slot in branching if self.instruction(slot)[0] in OWN)
        self.constants = program.run(dict.fromkeys(program.inputs, math.nan), LENIENT)
        self.own = tuple(dict.fromkeys(factor for each in needed for factor in self.factors(each)))
        shown = (*sides, *(self.instruction(slot)[2] for slot in slots if self.instruction(slot)[0] == "div"))
        self.others = tuple({factor: None for each in shown for factor in self.factors(each) if factor not in self.own})

    def are_trivial(self, names: Iterable[str]) -> bool:
        """Return whether one formula ends at most where a name is 0."""
        return not self.jumping and {slot for name, slot in self.program.inputs.items() if name in names}.issuperset(self.own)

    def is_meromorphic(self, slot: int) -> bool:
        """Return whether an instruction is one of MEROMORPHIC, or a whole power."""
        name, _, b = self.instruction(slot)
        return name in MEROMORPHIC or (name == "pow" and self.whole(b) is not None)

    def whole(self, slot: int) -> int | None:
        """Return the whole number that a slot always holds; None where it holds none."""
        value = math.nan if slot in self.varying else self.constants[slot]
        return int(value) if math.isfinite(value) and value == round(value) else None

    def below(self, slots: Iterable[int]) -> set[int]:
        """Return what some slots are computed from."""
        seen: set[int] = set()
        waiting = list(slots)
        while waiting:
            for each in self.instruction(waiting.pop())[1:]:
                if each >= 0 and each not in seen:
                    seen.add(each)
                    waiting.append(each)
        return seen

    def needed(self, slot: int) -> Iterator[int]:
        """Yield slots that vanish where an instruction has no value, or passes from one formula to another."""
        name, a, b = self.instruction(slot)
        if name == "pow":
            exponent = self.whole(b)
            if exponent is None or exponent < 0:
                yield a
        elif name == "div":
            yield b
        elif name in FUNCTIONS and name not in OWN:
            row, args = FUNCTIONS[name], tuple(self.named(each) for each in (a, b) if each >= 0)
            for condition in (*(row.domain(*args) if row.domain else ()), *(row.smooth(*args) if row.smooth else ())):
                yield from (self.difference(*pair) for pair in pairwise(condition[2]))
        elif name in CHOICES and b >= 0 and name != "when":
            yield self.difference(self.named(a), self.named(b))

    def difference(self, one: Tree, other: Tree) -> int:
        """Return the slot of a difference."""
        return self.program.add(one if other == ZERO else other if one == ZERO else add(one, neg(other)))

    def named(self, slot: int) -> Tree:
        """Return a symbol that stands for a slot in further trees; 0 for one that always holds 0."""
        if self.whole(slot) == 0:
            return ZERO
        name = f"slot {slot}"  # no name of a quantity has a space
        self.program.names[name] = slot
        return symbol(name)

    def factors(self, slot: int) -> Iterator[int]:
        """Yield what vanishes, or is infinite, where a slot does."""
        waiting = [slot]
        while waiting:
            each = waiting.pop()
            name, *args = self.instruction(each)
            if name in FACTORS:
                waiting += [args[place] for place in FACTORS[name]]
            elif name == "add" and self.least(each) == NOT_NEGATIVE:
                waiting.append(args[0])  # x² + y² is 0 at most where x is
            elif each in self.program.inputs.values() or (name and self.least(each) < POSITIVE):
                yield each

    def least(self, slot: int) -> int:
        """Return POSITIVE for what is positive wherever it is real, NOT_NEGATIVE for what may be 0 besides, else ANYTHING."""
        if slot not in self.leasts:
            self.leasts[slot] = self._least(*self.instruction(slot), slot)
        return self.leasts[slot]

    def _least(self, name: str, a: int, b: int, slot: int) -> int:
        if name in ("add", "mul", "div"):
            both = self.least(a), self.least(b)
            return ANYTHING if ANYTHING in both else max(both) if name == "add" else min(both)
        if name == "pow":
            exponent = self.whole(b)
            return POSITIVE if self.least(a) == POSITIVE else NOT_NEGATIVE if exponent is None or exponent % 2 == 0 else self.least(a)
        if name in FUNCTIONS:
            low, _, ends = FUNCTIONS[name].bounds
            return POSITIVE if low > 0 or (low == 0 and ends[0] == "(") else NOT_NEGATIVE if low == 0 else ANYTHING
        if name or slot in self.program.inputs.values():
            return ANYTHING
        value = self.constants[slot]
        return POSITIVE if value > 0 else NOT_NEGATIVE if value == 0 else ANYTHING

    def instruction(self, slot: int) -> tuple[str, int, int]:
        """Return the operation of a slot, "" for a leaf, and its arguments."""
        if len(self.known) < len(self.program):
            self.known = {place: (name.removeprefix(TOLERANT), a, b) for (name, a, b), place in self.program.keys.items()}
        return self.known.get(slot, LEAF)


class Line:
    """The places along one name where some slots vanish, or those that jump do."""

    def __init__(self, walls: Walls, vanishing: tuple[int, ...], moved: str, point: Mapping[str, float]) -> None:
        needed = {*vanishing, *walls.jumping}
        self.stop = max((place for place, slot in enumerate(walls.program.keys.values(), 1) if slot in needed), default=0)
        self.vanishing = vanishing
        self.walls, self.moved, self.point = walls, moved, {name: point.get(name, 1.0) for name in walls.program.inputs}
        self.known: dict[float, Values] = {}
        self.states: dict[float, Values] = {}
        self.touched: list[float] = []
        self.has_minima = False

    def at(self, place: float) -> Values:
        """Return what the walls' slots hold at a place."""
        if place not in self.known:
            slots = self.walls.program.run({**self.point, self.moved: place}, LENIENT, self.stop)
            jumps = (math.floor(slots[each]) + 0.5 if math.isfinite(slots[each]) else math.nan for each in self.walls.jumping)
            self.known[place] = (*(slots[each] for each in self.vanishing), *jumps)
        return self.known[place]

    def state(self, place: float) -> Values:
        """Return what is the same on one part: signs, 2 where there is no value, and what jumps."""
        if place not in self.states:
            values, count = self.at(place), len(self.vanishing)
            signs = [1.0 if value > 0 else -1.0 if value < 0 else 0.0 if value == 0 else 2.0 for value in values[:count]]
            jumps = [2.0 if math.isnan(value) else value for value in values[count:]]
            self.states[place] = (*signs, *jumps, bisect(self.touched, place))
        return self.states[place]

    def representatives(self) -> Iterator[float]:
        """Yield a place on each part that is found."""
        for place in GRID:
            self.at(place)
        for index in range(len(self.vanishing)):
            self.look_for_minima(index)
        self.touched.sort()
        self.refine()
        for state, group in groupby(sorted(self.known), self.state):
            places = list(group)
            if 0 not in state[: len(self.vanishing)]:
                yield places[len(places) // 2]

    def look_for_minima(self, index: int) -> None:
        """Add places at which a slot has another sign than on both sides, and note where it touches 0."""
        for low, middle, high in zip(GRID, GRID[1:], GRID[2:], strict=False):
            a, b, c = (self.at(place)[index] for place in (low, middle, high))
            if 0 < abs(b) <= min(abs(a), abs(c)) and a * b > 0 and b * c > 0:
                self.has_minima = True
                self.follow(index, (low, middle, high), TOUCHING * min(abs(a), abs(c)))

    def follow(self, index: int, places: tuple[float, float, float], nothing: float) -> None:
        """Follow parabolas through three places to a minimum of the size between them, as long as it may reach 0."""
        for _ in range(STEPS):
            low, middle, high = places
            a, b, c = (self.at(place)[index] for place in places)
            vertex = lowest_of_parabola(places, (abs(a), abs(b), abs(c)))
            if vertex is None or vertex[1] > DEEPER * abs(b):
                return
            place = vertex[0] if low < vertex[0] < high and vertex[0] != middle else (middle + (low if middle - low > high - middle else high)) / 2
            value = self.at(place)[index]
            if math.isnan(value) or value * b < 0:
                return
            if abs(value) <= nothing:
                self.touched.append(place)
                del self.known[place]
                return
            if abs(value) < abs(b):
                places = (low, place, middle) if place < middle else (middle, place, high)
            else:
                places = (place, middle, high) if place < middle else (low, middle, place)

    def refine(self) -> None:
        """Add places between those that are two walls apart."""
        waiting = list(pairwise(sorted(self.known)))
        left = REFINED
        while waiting and left:
            low, high = waiting.pop()
            one, other = self.state(low), self.state(high)
            if sum(a != b for a, b in zip(one, other, strict=True)) > 1 and high - low > FINEST * max(abs(low), abs(high)):
                middle = (low + high) / 2
                self.at(middle)
                left -= 1
                waiting += ((low, middle), (middle, high))


def lowest_of_parabola(places: Sequence[float], values: Sequence[float]) -> tuple[float, float] | None:
    """Return where the parabola through three points is lowest, and its value there; None where it has no lowest point."""
    (low, middle, high), (a, b, c) = places, values
    first, second = (b - a) / (middle - low), (c - b) / (high - middle)
    bend = (second - first) / (high - low)
    if not bend > 0 or not math.isfinite(bend):
        return None
    place = (low + middle) / 2 - first / (2 * bend)
    return place, a + first * (place - low) + bend * (place - low) * (place - middle)
