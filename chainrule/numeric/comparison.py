"""Claimed derivatives against what the function's values show, where no rule of differentiation takes part.

All claims at a point are compared at once, along one direction that moves every quantity they are about. The step is imaginary
where the functions allow it: Im f(x + ih)/h is the central difference quotient (f(x + ih) − f(x − ih))/2ih without its
cancellation, right to the last digits. Else, floats decide where they can. Where rounding or a nearby kink hides the answer,
50 digits do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chainrule.numeric.arithmetic import COMPLEX, FLOAT, Arithmetic, mpmath_arithmetic
from chainrule.numeric.points import INSIDE, Attempt, attempt, progress, spread
from chainrule.numeric.program import OutsideDomain, Program

COMPLEX_STEP = 1e-30  # its square is far below the rounding of the real part
COMPLEX_TOLERANCE = 1e-9
COMPLEX_WORK = 50_000  # instructions up to which all are run with it: complex numbers need a third more room
STEP = 6e-6  # near the cube root of the machine precision, where truncation and rounding balance
EXTRAPOLATED_STEPS = (STEP, 1e-4, 1e-3, 1e-2)  # where the function is steep, and wider ones where rounding hides a small derivative
TOLERANCE = 1e-6
ROUNDING = 2.5e-15  # of the function's value, in a difference of two
CLARITY = 1e-3  # rounding may hide at most this share of the derivative

# Digits, step, and the share of the greatest number on the way that rounding may leave of a derivative that is 0; the second where the first is too coarse.
EXACT = ((50, 1e-17, 0.0), (200, 1e-70, 1e-110))
EXACT_TOLERANCE = 1e-9
EXACT_ROUNDING = 1e-28
EXACT_WORK = 5_000  # instructions up to which so many digits are affordable
HIDDEN = 1e-6  # share of the function's value up to which its derivative is hidden where integrals are worked out
CONSISTENT = 1e-6  # relative; two exact measurements that differ by more show rounding, not a derivative

SMALLEST_MOVE = 1e-3  # of a quantity near 0, in units of the step
STEEPEST_SHARE = 1e-4  # the least part of its move that the steepest quantity makes

Claims = Callable[[Sequence[Any]], Mapping[str, Any]]
Measure = Callable[[Mapping[str, float], Mapping[str, float], float], float]  # of a point, a direction and a step


@dataclass(slots=True)
class Comparison:
    """A function and what is claimed of its derivatives, in one program.

    ``output`` is the function's slot, computed by the first ``function`` instructions. ``moved`` names the inputs that the
    claims are about, each with the slot whose size says how far to move it. ``claims`` reads the claimed derivatives from
    the slots of a run.
    """

    program: Program
    output: int
    function: int
    moved: Mapping[str, int]
    claims: Claims
    alone: tuple[str, int] | None = field(init=False)  # what is moved, where that is one

    def __post_init__(self) -> None:
        self.alone = next(iter(self.moved.items())) if len(self.moved) == 1 else None

    def agrees_at(self, values: Mapping[str, float]) -> bool | None:
        """Return whether the claims hold where the inputs have these values, 1 where none is given; None where it cannot be told."""
        values = {name: values.get(name, 1.0) for name in self.program.inputs}
        slots, _ = self.attempt(self.program, values)
        return None if slots is None else self.agrees(values, slots)

    def attempt(self, program: Program, point: Mapping[str, float]) -> Attempt:
        """Return the slots of a run of the program, with an imaginary step where one input alone is moved."""
        if self.alone is not None and len(program.keys) <= COMPLEX_WORK:
            name = self.alone[0]
            try:
                return program.run({**point, name: beside(point[name])}, COMPLEX), INSIDE
            except OutsideDomain as outside:
                return None, progress(outside)
            except KeyError:  # a function is not known beside the real line
                pass
        return attempt(program, point)

    def agrees(self, point: Mapping[str, float], slots: list[Any], claims: Mapping[str, Any] | None = None) -> bool | None:
        """Return whether the claims hold at a point, whose run gave ``slots``; None where it cannot be told.

        ``claims`` are what is claimed there, where that has been read from the slots already. The slots are emptied: those of a
        large program need as much room as the runs that follow.
        """
        claims = self.claims(slots) if claims is None else claims
        if self.alone is not None:
            name, slot = self.alone
            step = slots[slot].imag
            if step and close(claims[name].real, slots[self.output].imag / step):  # the run has made the step
                return True
        direction = self.direction(slots, claims)
        claimed = along(direction, claims).real
        rounding = ROUNDING * abs(slots[self.output])
        del slots[:]
        measured, exactly = self.measured_beside(point, direction), len(self.program) <= EXACT_WORK
        if measured is not None and close(claimed, measured):
            return True
        if measured is None or not exactly:
            if self.confirms(self.quotient, point, direction, STEP, claimed, rounding):
                return True
            for step in EXTRAPOLATED_STEPS:
                if self.confirms(self.extrapolated, point, direction, step, claimed, rounding):
                    return True
        return self.agrees_exactly(point, direction) if exactly else None

    def measured_beside(self, point: Mapping[str, float], direction: Mapping[str, float]) -> float | None:
        """Return the derivative along a direction, measured by an imaginary step; None where that cannot be made."""
        moved: dict[str, complex] = {**point}
        for name, size in direction.items():
            moved[name] = complex(moved[name].real, COMPLEX_STEP * size)
        try:
            return float(self.program.run(moved, COMPLEX, self.function)[self.output].imag) / COMPLEX_STEP
        except (OutsideDomain, KeyError):
            return None

    def agrees_exactly(self, point: Mapping[str, float], direction: Mapping[str, float]) -> bool | None:
        """Return the same, decided with many digits; None where the neighbourhood is outside the domain or even they do not settle it."""
        found = []
        for digits, step, left in EXACT:
            numbers = mpmath_arithmetic(digits)
            try:
                slots = self.program.run(point, numbers)
                measured = self.quotient(point, direction, numbers.number(step), numbers)
            except OutsideDomain:
                return None
            claimed = along(direction, self.claims(slots))
            if self.program.integrates and max(abs(claimed), abs(measured)) <= HIDDEN * abs(slots[self.output]):
                return None
            if matches(claimed, measured, slots[self.output]) or (left and max(abs(claimed), abs(measured)) <= left * max(map(abs, slots))):
                return True
            found.append(measured)
        first, second = found
        return False if abs(first - second) <= CONSISTENT * abs(second) else None

    def direction(self, slots: Sequence[float], claims: Mapping[str, float]) -> Mapping[str, float]:
        """Return how far each input moves in one step: in proportion to its size, and less where the claim is steep.

        So every claim weighs about the same in the sum, and none is hidden behind a greater one.
        """
        if self.alone is not None:
            name, slot = self.alone
            return {name: abs(slots[slot]) or SMALLEST_MOVE}
        sizes = {name: max(abs(slots[slot]), SMALLEST_MOVE) for name, slot in self.moved.items()}
        weights = [size * abs(claims[name]) for name, size in sizes.items()]
        level = max(min(filter(None, weights), default=0.0), STEEPEST_SHARE * max(weights, default=0.0))
        shares = (min(1.0, level / weight) if weight else 1.0 for weight in weights)
        return {name: size * share * signed(place) for place, ((name, size), share) in enumerate(zip(sizes.items(), shares, strict=True))}

    @staticmethod
    def confirms(measure: Measure, point: Mapping[str, float], direction: Mapping[str, float], step: float, claimed: float, rounding: float) -> bool:
        """Return whether a derivative measured with a step clearly confirms the claimed one, given the rounding in the function's value."""
        try:
            measured = measure(point, direction, step)
        except OutsideDomain:
            return False
        hidden = rounding / step
        size = max(abs(claimed), abs(measured))
        return size == 0 or (hidden <= CLARITY * size and abs(claimed - measured) <= TOLERANCE * size + hidden)

    def quotient(self, point: Mapping[str, float], direction: Mapping[str, float], step: Any, arithmetic: Arithmetic = FLOAT) -> Any:
        """Return the central difference of the function along a direction."""
        ahead, behind = self.moved_by(point, direction, step, arithmetic), self.moved_by(point, direction, -step, arithmetic)
        return (ahead - behind) / (2 * step)

    def moved_by(self, point: Mapping[str, float], direction: Mapping[str, float], step: Any, arithmetic: Arithmetic) -> Any:
        """Return the function's value a step along a direction from a point."""
        moved = {**point}
        for name, size in direction.items():
            moved[name] += step * size
        return self.program.run(moved, arithmetic, self.function)[self.output]

    def extrapolated(self, point: Mapping[str, float], direction: Mapping[str, float], step: float) -> float:
        """Return the central difference freed of its leading error (Richardson's extrapolation)."""
        return float(4 * self.quotient(point, direction, step / 2) - self.quotient(point, direction, step)) / 3


def beside(value: float) -> complex:
    """Return a number a tiny imaginary step beside a real one."""
    return complex(value, COMPLEX_STEP * (abs(value) or 1.0))


def close(claimed: float, measured: float) -> bool:
    """Return whether a derivative measured by an imaginary step is the claimed one."""
    return abs(claimed - measured) <= COMPLEX_TOLERANCE * max(abs(claimed), abs(measured))


def along(direction: Mapping[str, float], claims: Mapping[str, Any]) -> Any:
    """Return the derivative along a direction."""
    total: Any = 0.0
    for name, way in direction.items():
        total += claims[name] * way
    return total


def matches(claimed: Any, exact: Any, value: Any) -> bool:
    """Return whether two derivatives of a function with a value are the same, in numbers of many digits."""
    return bool(abs(claimed - exact) <= EXACT_TOLERANCE * max(abs(claimed), abs(exact)) + EXACT_ROUNDING * abs(value))


def signed(place: int) -> float:
    """Return a number whose size lies between a half and 1, different for every place."""
    return (0.5 + 0.5 * spread(place, 1)) * (1 if spread(place, 2) < 0.5 else -1)
