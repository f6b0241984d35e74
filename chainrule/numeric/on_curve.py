"""Points at which an equation between quantities holds, in numbers of many digits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chainrule.errors import NumericError
from chainrule.kept import kept
from chainrule.numeric.arithmetic import mpmath_arithmetic
from chainrule.numeric.points import FIRST, candidate
from chainrule.numeric.program import OutsideDomain, Program
from chainrule.tree import NO_LINKS, Tree, names, substitute

DIGITS = 40
ROOT, BESIDE = 1e-30, 1e-22  # relative: the step that has reached the curve, and how far beside it the difference has changed its sign
FARTHEST = 1e12  # beyond, the digits do not tell where in its period a sine is
BESIDES = 0.7314  # the value of what is not in the equation
TRIED, STEPS = 60, 60  # starting points, and steps from one of them to the curve

Point = dict[str, Any]


class OnCurve:
    """The points at which an equation holds, found from the same starting points every time.

    ``difference`` is what the equation says is 0, ``solved`` are its quantities in the order in which they are looked for;
    ``besides`` may stand in expressions without standing in the equation, as time does. ``defined`` is what other names in
    expressions stand for, in terms of these.
    """

    enough = 14  # different points
    plain: Sequence[float] = FIRST  # what the first quantities start from

    def __init__(self, difference: Tree, solved: Sequence[str], besides: Sequence[str] = (), defined: Mapping[str, Tree] = NO_LINKS) -> None:
        self.difference, self.program, self.numbers = difference, Program(unspecified=True), mpmath_arithmetic(DIGITS)
        self.defined = dict(defined)
        self.place = self.program.add(difference)
        used = names(difference)
        self.solved = [*(name for name in solved if name in used), *(name for name in used if name not in solved)]
        self.besides = {name: self.numbers.number(BESIDES) for name in besides if name not in used}

    @kept
    def points(self) -> list[Point]:
        """Up to ``enough`` different points of the curve."""
        found: dict[tuple[str, ...], Point] = {}
        for index in range(TRIED):
            for name in self.solved:
                start = {each: self.numbers.number(self.start(place, index)) for place, each in enumerate(self.solved)}
                point = self.reached(start, name)
                if point is not None:
                    point |= self.besides
                    found.setdefault(tuple(f"{float(value):.8g}" for value in point.values()), point)
                    break
            if len(found) >= self.enough:
                break
        return list(found.values())

    def start(self, place: int, index: int) -> float:
        """Return where a quantity starts: the first one on both sides of 0 in turn, the others at numbers that read well for the first few."""
        if place == 0:
            return abs(candidate(place, index)) * (-1 if index % 2 else 1)
        return candidate(place, index) if index >= len(self.plain) else self.plain[(index + 3 * (place - 1)) % len(self.plain)]

    def reached(self, point: Point, name: str) -> Point | None:
        """Return the point of the curve that changing one quantity leads to (the secant method), or None.

        There the difference of the sides changes its sign: where both only fade away, they are never equal.
        """
        before, here = point[name], point[name] * self.numbers.number(1.01) + self.numbers.number(0.01)
        try:
            last = self.value({**point, name: before})
            for _ in range(STEPS):
                value = self.value({**point, name: here})
                if value == last:
                    break
                before, here, last = here, here - value * (here - before) / (value - last), value
                if abs(here - before) <= ROOT * abs(here):
                    break
            margin = BESIDE * max(abs(here), BESIDE)
            below, above = (self.value({**point, name: here + way}) for way in (-margin, margin))
        except (OutsideDomain, ArithmeticError):
            return None
        return {**point, name: here} if below * above < 0 and abs(here) < FARTHEST else None

    def value(self, point: Point) -> Any:
        """Return the difference of the sides at a point."""
        return self.run(self.program, point)[self.place]

    def run(self, program: Program, point: Point) -> list[Any]:
        """Return the slots of a program at a point.

        Raises OutsideDomain also where a number on the way is too large for a float: its sine would take forever.
        """
        given = {name: point[name] for name in program.inputs}
        program.run({name: float(value) for name, value in given.items()})
        return program.run(given, self.numbers)

    def values(self, trees: Sequence[Tree]) -> Iterator[tuple[Point, list[Any]]]:
        """Yield the points with the values of some trees there, None for one that has none."""
        for point in self.points:
            yield point, [self.value_at(tree, point) for tree in trees]

    def value_at(self, tree: Tree, point: Point) -> Any:
        """Return the value of a tree at a point, or None."""
        program = Program(unspecified=True)
        try:
            place = program.add(substitute(tree, self.defined))
            return self.run(program, point)[place]
        except (NumericError, KeyError, OverflowError):
            return None
