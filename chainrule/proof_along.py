"""Checking implicit derivatives: from a point, along the direction that they give, the equation must stay true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Proof
from chainrule.errors import failed_check
from chainrule.numeric.arithmetic import Arithmetic, mpmath_arithmetic
from chainrule.numeric.points import points
from chainrule.numeric.program import OutsideDomain, Program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainrule.calculus import Result
    from chainrule.calculus.implicit import Implicit
    from chainrule.tree import Tree

POINTS = 3
DIGITS, STEP = 50, 1e-17  # of the numbers and of the move along the curve
CLOSE = 1e-12  # relative: what two derivatives may differ by
METHOD = "difference quotients along the curve"
UNCHECKED = "Not checked in numbers: no point was found at which the derivative has a real value."


def verify_along(derivation: Implicit) -> Proof:
    """Return the proof of implicit derivatives, after following each in numbers from points of any curve F = c, which all obey the formula.

    Raises VerificationError, naming the derivative that is wrong.
    """
    fewest, checked = POINTS, {}
    for result in derivation.results.values():
        follow = Follow(derivation, result)
        checked[result.wrt] = [point for point, _ in points(follow.program, list(follow.program.inputs), POINTS) if follow.agrees(point)]
        fewest = min(fewest, len(checked[result.wrt]))
    return Proof(fewest, METHOD, witness=Witness(checked)) if fewest else Proof(0, METHOD, UNCHECKED)


@dataclass(frozen=True, slots=True)
class Witness:
    """The points at which implicit derivatives were checked, to check further forms of them at."""

    points: Mapping[str, Sequence[Mapping[str, float]]]

    def __call__(self, result: Result, tree: Tree) -> None:
        """Raise VerificationError where a form of a result is not the proven derivative."""
        program, numbers = Program(unspecified=True), mpmath_arithmetic(DIGITS)
        proven, form = program.add(result.raw.tree), program.add(tree)
        for point in self.points[result.wrt]:
            try:
                slots = program.run({name: point[name] for name in program.inputs}, numbers)
            except OutsideDomain:
                continue
            if not close(slots[form], slots[proven], abs(slots[proven])):
                raise failed_check(f"d{result.of}/d{result.wrt}, written in another form")


class Follow:
    """What is differentiated along the curve, with the claim and the direction, as a program."""

    def __init__(self, derivation: Implicit, result: Result) -> None:
        self.result, self.first = result, derivation.order == 1
        self.program = program = Program(unspecified=True)
        for node in derivation.graph.nodes:
            if node.tree is None:
                program.input(node.name)
            else:
                program.define(node.name, node.tree)
        self.function = program.names[derivation.graph.nodes[derivation.graph.output].name]
        self.count = len(program)
        self.claim = program.add(result.raw.tree)
        self.slope = self.claim if self.first else program.add(derivation.stages[0].results[result.wrt].raw.tree)

    def agrees(self, point: Mapping[str, float]) -> bool:
        """Return whether the claim can be measured at a point. Raises VerificationError where it is wrong."""
        numbers = mpmath_arithmetic(DIGITS)
        try:
            slots = self.program.run(point, numbers)
            slope = slots[self.slope]
            along = self.quotient(point, {self.result.wrt: numbers.number(1), self.result.of: slope}, numbers)
            alone = self.quotient(point, {self.result.wrt: numbers.number(1)}, numbers)
        except OutsideDomain:
            return False
        claim, size = (0, abs(alone)) if self.first else (slots[self.claim], abs(alone) + abs(along - alone))
        if not close(along, claim, size + numbers.number(CLOSE) * abs(slots[self.function])):
            raise failed_check(f"d{self.result.of}/d{self.result.wrt}, along the curve")
        return True

    def quotient(self, point: Mapping[str, float], direction: Mapping[str, Any], numbers: Arithmetic) -> Any:
        """Return the central difference of what is differentiated along a direction."""
        step, ends = numbers.number(STEP), []
        for way in (step, -step):
            moved = {name: numbers.number(value) + way * direction.get(name, 0) for name, value in point.items()}
            ends.append(self.program.run(moved, numbers, self.count)[self.function])
        return (ends[0] - ends[1]) / (2 * step)


def close(one: Any, other: Any, size: Any) -> bool:
    return bool(abs(one - other) <= CLOSE * size)
