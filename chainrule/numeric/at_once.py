"""Small trees worked out at three points at once.

To compile a tree (``Program``) pays where it is run often, or in several arithmetics; here each operation is worked out once,
for all three, where it stands.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from chainrule.functions import FUNCTIONS, PIECEWISE
from chainrule.numeric.arithmetic import COMPLEX_OPERATIONS, FLOAT, FLOAT_OPERATIONS, Operation
from chainrule.numeric.comparison import beside
from chainrule.numeric.points import candidate
from chainrule.tree import Tree

POINTS = 3
Triple = tuple[Any, Any, Any]  # one value for each point
ROOM = 100  # operations of a small tree


class Unfit(Exception):  # noqa: N818  # it is caught where it is raised
    """A tree is too large, or has what is no operation on numbers."""


def smooth(operations: Mapping[str, Operation]) -> Mapping[str, Operation]:
    """Return operations without the functions of several pieces, which need more points."""
    return {name: operation for name, operation in operations.items() if name not in PIECEWISE}


REAL, BESIDE = smooth(FLOAT_OPERATIONS), smooth(COMPLEX_OPERATIONS)


class AtOnce:
    """The values of names and trees in some arithmetic, one for each point; up to ``room`` operations in all."""

    __slots__ = ("every", "names", "operations", "room")

    def __init__(self, operations: Mapping[str, Operation], room: int = ROOM) -> None:
        self.operations, self.room = operations, room
        self.names: dict[str, Triple] = {}
        self.every: list[Any] = []  # the values of all operations so far

    def of(self, tree: Tree) -> Triple:
        """Return the values of a tree. Raises Unfit, KeyError, ValueError or ArithmeticError where it has none."""
        kind, value, args = tree
        if not args:
            return self.names[value] if kind == "symbol" else everywhere(value)
        self.room -= 1
        if self.room < 0 or (value is not None and kind != "call"):
            raise Unfit
        operation = self.operations.get(value or kind)
        if operation is None:
            return self.of(definition(value, args))
        a, b, c = self.of(args[0])
        if len(args) == 1:
            found = operation(a), operation(b), operation(c)
        else:
            for arg in args[1:]:
                other = self.of(arg)
                a, b, c = found = operation(a, other[0]), operation(b, other[1]), operation(c, other[2])
        self.every += found
        return found

    @property
    def finite(self) -> bool:
        """Whether the values of all operations so far are finite."""
        total = sum(self.every)
        return math.isfinite(total.real) and math.isfinite(total.imag)


def definition(name: str | None, args: tuple[Tree, ...]) -> Tree:
    """Return a function that has no operation by its definition. Raises Unfit where it has none, or several pieces."""
    found = FUNCTIONS[name].definition if name in FUNCTIONS and name not in PIECEWISE else None
    if found is None:
        raise Unfit
    return found(*args)


@lru_cache(maxsize=256)
def input_values(place: int, points: tuple[int, int, int]) -> tuple[Triple, Triple]:
    """Return the values of the input at a place in some candidates for points, and those a tiny imaginary step beside them."""
    a, b, c = (candidate(place, index) for index in points)
    return (a, b, c), (beside(a), beside(b), beside(c))


@lru_cache(maxsize=1024)
def everywhere(value: int | Decimal | str) -> Triple:
    """Return a number, or a constant by its name, once for each point."""
    found = FLOAT.constant(value) if isinstance(value, str) else float(value)
    return found, found, found
