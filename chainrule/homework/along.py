"""Answers about a quantity that an equation gives implicitly: compared at points where the equation holds.

−2y/x and −2/x³ are both the slope of x²y = 1, though they differ everywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from chainrule.errors import NumericError
from chainrule.homework.equality import FEWEST, Counterexample, Equality, equal, has_rounded_decimals, stated
from chainrule.homework.sampling import ENOUGH, PLAIN
from chainrule.kept import kept
from chainrule.numeric.arithmetic import mpmath_arithmetic
from chainrule.numeric.given import as_tree
from chainrule.numeric.points import candidate
from chainrule.numeric.program import OutsideDomain, Program
from chainrule.tree import NO_LINKS, Tree, names, substitute

DIGITS = 40
ROOT, BESIDE = 1e-30, 1e-22  # relative: the step that has reached the curve, and how far beside it the difference has changed its sign
CLOSE = 1e-14  # relative: what two equal expressions may differ by at a point of the curve
BESIDES = 0.7314  # the value of what is not in the equation
NOTHING = 1e-20  # what counts as 0 at such a point
TRIED, STEPS = 60, 60  # starting points, and steps from one of them to the curve

Point = dict[str, Any]
HOLDING = "equal wherever the equation holds"


class Points:
    """The points at which an equation holds, found from the same starting points every time.

    ``difference`` is what the equation says is 0, ``solved`` are its quantities in the order in which they are looked for;
    ``besides`` may stand in expressions without standing in the equation, as time does. ``defined`` is what other names in
    expressions stand for, in terms of these.
    """

    def __init__(self, difference: Tree, solved: Sequence[str], besides: Sequence[str] = (), defined: Mapping[str, Tree] = NO_LINKS) -> None:
        self.difference, self.program, self.numbers = difference, Program(unspecified=True), mpmath_arithmetic(DIGITS)
        self.defined = dict(defined)
        self.place = self.program.add(difference)
        used = names(difference)
        self.solved = [*(name for name in solved if name in used), *(name for name in used if name not in solved)]
        self.besides = {name: self.numbers.number(BESIDES) for name in besides if name not in used}

    @kept
    def points(self) -> list[Point]:
        """Up to 14 different points of the curve, as numbers of many digits."""
        found: dict[tuple[str, ...], Point] = {}
        for index in range(TRIED):
            for name in self.solved:
                start = {each: self.numbers.number(self.start(place, index)) for place, each in enumerate(self.solved)}
                point = self.reached(start, name)
                if point is not None:
                    point |= self.besides
                    found.setdefault(tuple(f"{float(value):.8g}" for value in point.values()), point)
                    break
            if len(found) >= ENOUGH:
                break
        return list(found.values())

    def start(self, place: int, index: int) -> float:
        """Return where a quantity starts: the first one on both sides of 0 in turn, the others at numbers that read well for the first few."""
        if place == 0:
            return abs(candidate(place, index)) * (-1 if index % 2 else 1)
        return candidate(place, index) if index >= len(PLAIN) else PLAIN[(index + 3 * (place - 1)) % len(PLAIN)]

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
        return {**point, name: here} if below * above < 0 else None

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

    def compare(self, left: Tree, right: Tree, tolerance: float | None = None) -> Equality:
        """Return whether two expressions are equal wherever the equation holds; ``right`` is the one to be judged."""
        agree: list[tuple[Point, Any, Any]] = []
        differ: list[tuple[Point, Any, Any]] = []
        for point, (one, other) in self.values((left, right)):
            if one is not None and other is not None:
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

    def compare_at(self, given: Mapping[str, Tree], right: Tree, answer: Tree, tolerance: float | None = None) -> Equality:
        """Return whether an answer is the value of an expression at a point of which some quantities are given, on any branch of the curve."""
        put_in = dict(given)
        defined = {name: substitute(tree, put_in) for name, tree in self.defined.items()}
        there = Points(substitute(self.difference, put_in), [name for name in self.solved if name not in given], tuple(self.besides), defined)
        found = [(point, one, other) for point, (one, other) in there.values((right, answer)) if one is not None and other is not None]
        for point, one, other in found:
            exact = abs(one - other) <= max(tolerance or 0.0, CLOSE) * max(abs(one), abs(other))
            if exact or (tolerance is None and has_rounded_decimals(answer) and equal(as_tree(float(one)), answer).correct):
                return Equality("equal", method="points of the equation", points=1, note=f"at {stated(there.shown(point))}")
        if not found:
            return Equality("undecided", method="points of the equation", note="no point was found at which the equation holds")
        point, one, other = found[0]
        return Equality("different", method="points of the equation", counterexample=Counterexample(there.shown(point), float(one), float(other)))

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
