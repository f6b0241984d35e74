"""Checking derivatives along a curve: numbers follow the curve a little way from a point, where no rule of differentiation takes part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from chainrule.calculus import Curve, Parametric, Proof, Related
from chainrule.errors import failed_check
from chainrule.numeric.arithmetic import Arithmetic, mpmath_arithmetic
from chainrule.numeric.on_curve import OnCurve
from chainrule.numeric.points import points
from chainrule.numeric.program import OutsideDomain, Program

if TYPE_CHECKING:
    from chainrule.calculus import Result
    from chainrule.graph import Graph
    from chainrule.tree import Tree

POINTS = 3
DIGITS = 50
FOLLOWED = ((DIGITS, "1e-17"), (400, "1e-130"))  # digits and the move along the curve; the second where the first do not agree
CLOSE = 1e-12  # relative: what two derivatives may differ by
QUADRATURE, WRONG = 1e-8, 1e-4  # relative: the same where integrals are worked out, and what cannot be due to that
NOISE = 1e-20  # what rounding may make of 0, in units of the largest number on the way
CONSISTENT = 1e-6  # relative: two measurements that differ by more show rounding, as of the sine of a huge number
METHOD = "difference quotients along the curve"
MOVING = "difference quotients with everything changing"
UNCHECKED = "Not checked in numbers: no point was found at which the derivative has a real value."

Point = Mapping[str, float]


def verify_along(derivation: Curve) -> Proof:
    """Return the proof of derivatives along a curve, after following each from a few points.

    A point of an equation F = 0 may lie anywhere: the formula holds on every curve F = c.
    Raises VerificationError, naming the derivative that is wrong.
    """
    fewest, checked = POINTS, {}
    for result in derivation.results.values():
        follow = Follow(derivation, result)
        checked[result.wrt] = [point for point, _ in points(follow.program, list(follow.program.inputs), POINTS) if follow.agrees(point)]
        fewest = min(fewest, len(checked[result.wrt]))
    method = MOVING if isinstance(derivation, Related) and not derivation.tied else METHOD
    return Proof(fewest, method, witness=Witness(checked)) if fewest else Proof(0, method, UNCHECKED)


@dataclass(frozen=True, slots=True)
class Witness:
    """The points at which derivatives along a curve were checked, to check further forms of them at."""

    points: Mapping[str, Sequence[Point]]

    def __call__(self, result: Result, tree: Tree) -> None:
        """Raise VerificationError where a form of a result is not the proven derivative."""
        program, numbers = Program(unspecified=True), mpmath_arithmetic(DIGITS)
        proven, form = program.add(result.raw.tree), program.add(tree)
        for point in self.points[result.wrt]:
            try:
                given = {name: point[name] for name in program.inputs}
                program.run(given)  # where a number is too large for a float, its sine would take forever
                slots = program.run(given, numbers)
            except OutsideDomain:
                continue
            if not close(slots[form], slots[proven], abs(slots[proven]) + numbers.number(NOISE) * max(map(abs, slots))):
                if holds_along(result, tree):
                    return
                raise failed_check(f"d{result.of}/d{result.wrt}, written in another form")


def holds_along(result: Result, tree: Tree) -> bool:
    """Return whether a form of a result has its value at points where the problem's equation holds."""
    derivation = result._derivation  # noqa: SLF001
    if not isinstance(derivation, Curve) or derivation.beginning.graph.problem.equation is None:
        return False
    pairs = (pair for _, pair in OnCurve(*derivation.tied_quantities).values((result.raw.tree, tree)))
    found = [close(form, proven, abs(proven)) for proven, form in pairs if proven is not None and form is not None]
    return len(found) >= POINTS and all(found)


class Move(NamedTuple):
    """The arithmetic to follow a curve in, and how far."""

    numbers: Arithmetic
    step: Any


class Follow:
    """What is differentiated along a curve, with the claim, as a program."""

    def __init__(self, derivation: Curve, result: Result) -> None:
        self.result, self.derivation = result, derivation
        self.program = program = Program(unspecified=True)
        define_all(program, derivation.beginning.graph)
        self.under = program.names.get(result.wrt, 0)
        if derivation.order > 1:
            define_all(program, derivation.graph)
        self.function = program.names[derivation.graph.nodes[derivation.graph.output].name]
        self.count = len(program)
        self.rates = {name: program.add(rate) for name, rate in derivation.rates.items()} if isinstance(derivation, Related) else {}
        self.claim, self.slope = program.add(result.raw.tree), program.add(derivation.beginning.result(result.wrt).raw.tree)

    def agrees(self, point: Point) -> bool:
        """Return whether the claim is confirmed at a point. Raises VerificationError where it is wrong."""
        found: list[Any] = []
        for digits, step in FOLLOWED:
            numbers = mpmath_arithmetic(digits)
            try:
                slots = self.program.run(point, numbers)
                measured, claimed, size = self.measure(point, slots, Move(numbers, numbers.number(Decimal(step))))
            except OutsideDomain:
                return False
            if self.program.integrates:  # of which more digits tell no more
                return self.agrees_by_quadrature(measured, claimed, size + abs(slots[self.function]))
            if close(measured, claimed, size + numbers.number(CLOSE) * abs(slots[self.function])):
                return True
            found.append(measured)
        if abs(found[0] - found[1]) <= CONSISTENT * abs(found[1]):
            raise failed_check(f"d{self.result.of}/d{self.result.wrt}, along the curve")
        return False

    def agrees_by_quadrature(self, measured: Any, claimed: Any, size: Any) -> bool:
        """Return whether the claim is confirmed as far as integrals are worked out. Raises VerificationError where it is clearly wrong."""
        off = abs(measured - claimed)
        if off > WRONG * size:
            raise failed_check(f"d{self.result.of}/d{self.result.wrt}, along the curve")
        return bool(off <= QUADRATURE * size)

    def measure(self, point: Point, slots: Sequence[Any], move: Move) -> tuple[Any, Any, Any]:
        """Return what is measured, what is claimed of it, and how large it may be."""
        if isinstance(self.derivation, Parametric):
            return self.by_parameter(point, slots, move)
        return self.by_rates(point, slots, move) if isinstance(self.derivation, Related) else self.by_equation(point, slots, move)

    def by_rates(self, point: Point, slots: Sequence[Any], move: Move) -> tuple[Any, Any, Any]:
        """Return the change when everything moves by its rate, and what is claimed of it: the rate, or 0 where an equation holds."""
        moved = {name: slots[slot] for name, slot in self.rates.items()} | {self.result.wrt: move.numbers.number(1)}
        (alone,) = self.changes(point, moved, move, self.function)
        if self.result.of not in self.program.inputs:
            return alone, slots[self.claim], abs(alone) + abs(slots[self.claim])
        (along,) = self.changes(point, moved | {self.result.of: slots[self.claim]}, move, self.function)
        return along, 0, abs(alone)

    def by_equation(self, point: Point, slots: Sequence[Any], move: Move) -> tuple[Any, Any, Any]:
        """Return the change along the slope, what is claimed of it (F stays 0), and how large it may be."""
        one = move.numbers.number(1)
        (along,) = self.changes(point, {self.result.wrt: one, self.result.of: slots[self.slope]}, move, self.function)
        (alone,) = self.changes(point, {self.result.wrt: one}, move, self.function)
        return along, slots[self.claim] if self.derivation.order > 1 else 0, abs(alone) + abs(along - alone)

    def by_parameter(self, point: Point, slots: Sequence[Any], move: Move) -> tuple[Any, Any, Any]:
        """Return the change with the parameter, and what is claimed of it: the derivative times the change of what it is by."""
        parameter = self.derivation.whole.wrt[0]
        over, under = self.changes(point, {parameter: move.numbers.number(1)}, move, self.function, self.under)
        return over, slots[self.claim] * under, abs(over) + abs(slots[self.claim] * under)

    def changes(self, point: Point, direction: Mapping[str, Any], move: Move, *places: int) -> list[Any]:
        """Return the central differences of some slots along a direction."""
        (numbers, step), ends = move, []
        for way in (step, -step):
            moved = {name: numbers.number(value) + way * direction.get(name, 0) for name, value in point.items()}
            ends.append(self.program.run(moved, numbers, self.count))
        return [(ends[0][place] - ends[1][place]) / (2 * step) for place in places]


def define_all(program: Program, graph: Graph) -> None:
    """Add the quantities of a graph to a program."""
    for node in graph.nodes:
        if node.tree is None:
            program.input(node.name)
        else:
            program.define(node.name, node.tree)


def close(one: Any, other: Any, size: Any) -> bool:
    return bool(abs(one - other) <= CLOSE * size)
