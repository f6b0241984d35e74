"""The instructions that some outputs of a tape need: shortened, and sorted into stages with loops over the samples between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chainrule.numeric.arithmetic import FLOAT_OPERATIONS
from chainrule.numeric.tape import SUM, Instruction, Tape

# What a power to a constant is computed by: the operation and whether it takes the base twice.
POWERS = {2.0: ("mul", True), 3.0: ("cube", False), -1.0: ("reciprocal", False), 0.5: ("sqrt", False)}


@dataclass(frozen=True, slots=True)
class Stage:
    """Global instructions, then those of each sample, then the sums over the samples, which later stages may use."""

    once: tuple[Instruction, ...]
    each: tuple[Instruction, ...]
    sums: tuple[Instruction, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What a tape computes for some outputs: the slots of these, the constants among all slots, and the stages."""

    outputs: tuple[int, ...]
    constants: Mapping[int, float]
    stages: tuple[Stage, ...]

    @property
    def used(self) -> set[int]:
        """The slots that are used anywhere."""
        steps = (step for stage in self.stages for step in (*stage.once, *stage.each, *stage.sums))
        return {slot for step in steps for slot in (step.a, step.b) if slot >= 0}.union(self.outputs)


def line(tape: Tape, outputs: Sequence[int], known: Mapping[int, float]) -> Line:
    """Return the instructions of a tape that some global slots need, where some inputs have known values."""
    constants = {**tape.constants(), **known}
    same: dict[int, int] = {}
    steps: dict[int, Instruction] = {}
    for slot, operation, a, b in tape.instructions():
        step = Instruction(slot, operation, same.get(a, a), same.get(b, b))
        equal = slot_with_same(step, constants)
        if equal is not None:
            same[slot] = equal
        elif not worked_out(step, constants):
            steps[slot] = cheapest(step, constants)
    kept = tuple(same.get(slot, slot) for slot in outputs)
    return Line(kept, constants, stages(below(steps, kept), tape.sampled))


def slot_with_same(step: Instruction, constants: Mapping[int, float]) -> int | None:
    """Return the slot that holds the same as an instruction computes: x + 0, 1·x, x^1."""
    neutral = {"add": 0.0, "mul": 1.0, "pow": 1.0}.get(step.operation)
    if neutral is None:
        return None
    if constants.get(step.b) == neutral:
        return step.a
    return step.b if constants.get(step.a) == neutral and step.operation != "pow" else None


def worked_out(step: Instruction, constants: dict[int, float]) -> bool:
    """Return whether an instruction always gives the same number, which is then noted among the constants."""
    args = [constants[slot] for slot in (step.a, step.b) if slot in constants]
    if step.operation == SUM or len(args) < 1 + (step.b >= 0):
        return False
    try:
        constants[step.slot] = float(FLOAT_OPERATIONS[step.operation](*args))
    except (ValueError, ArithmeticError):
        return False
    return True


def cheapest(step: Instruction, constants: Mapping[int, float]) -> Instruction:
    """Return an instruction, a power to a small constant by products."""
    exponent = constants.get(step.b) if step.operation == "pow" else None
    if exponent not in POWERS:
        return step
    operation, twice = POWERS[exponent]
    return Instruction(step.slot, operation, step.a, step.a if twice else -1)


def below(steps: Mapping[int, Instruction], outputs: Iterable[int]) -> list[Instruction]:
    """Return the instructions that some slots need, each after those that it uses."""
    found: dict[int, Instruction] = {}
    waiting = list(outputs)
    while waiting:
        slot = waiting.pop()
        if slot in steps and slot not in found:
            found[slot] = steps[slot]
            waiting += (steps[slot].a, steps[slot].b)
    return sorted(found.values())


def stages(steps: Sequence[Instruction], sampled: Collection[int]) -> tuple[Stage, ...]:
    """Return the instructions in stages: a slot that depends on a sum comes in a later stage than what is added up.

    Instructions of each sample are repeated in every stage that needs them, so that no array outlives its chunk.
    """
    level: dict[int, int] = {}
    for step in steps:
        level[step.slot] = max(level.get(step.a, 0), level.get(step.b, 0)) + (step.operation == SUM)
    each = {step.slot: step for step in steps if step.slot in sampled}
    found = []
    for number in range(max(level.values(), default=0) + 1):
        sums = tuple(step for step in steps if step.operation == SUM and level[step.slot] == number + 1)
        once = tuple(step for step in steps if step.operation != SUM and step.slot not in sampled and level[step.slot] == number)
        found.append(Stage(once, tuple(below(each, (step.a for step in sums))), sums))
    return tuple(found)
