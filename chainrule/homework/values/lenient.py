"""Values of many trees at a few points, nan where there is none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from chainrule.numeric.arithmetic import FLOAT, FLOAT_OPERATIONS, Arithmetic, Operation
from chainrule.numeric.choices import tolerant
from chainrule.numeric.program import Program
from chainrule.tree import Tree

SAFE = frozenset(("add", "mul", "neg"))  # operations on floats that raise nothing


class Values:
    """Values at some points; trees that share parts share their numbers."""

    def __init__(self, points: Sequence[Mapping[str, float]]) -> None:
        self.points = points
        self.program = Program(unspecified=True)

    def __call__(self, trees: Sequence[Tree]) -> list[tuple[float, ...]]:
        """Return for each tree its values at the points."""
        places = self.program.add_all(trees)
        missing = dict.fromkeys(self.program.inputs, math.nan)
        runs = [self.program.run({**missing, **point}, LENIENT) for point in self.points]
        return [tuple(slots[place] for slots in runs) for place in places]


def _lenient(name: str) -> Operation:
    """Return an operation on floats that gives nan where there is no real value."""
    operation = FLOAT_OPERATIONS[name]
    return operation if name in SAFE else tolerant(operation)


LENIENT = Arithmetic(
    name="floats, nan where there is no real value",
    operation=_lenient,
    number=FLOAT.number,
    constant=FLOAT.constant,
    finite=lambda _: True,
    all_finite=lambda _: True,
)
