"""Expressions in pieces as operations on numbers: comparisons, and choices between values that need not all be defined.

A comparison is 1 where it holds and 0 where it does not. An operation on the way to a value that may not be chosen has its own name,
with a question mark before it: where the operation has no value it gives none, which is no error until it is chosen.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from chainrule.tree import Tree

if TYPE_CHECKING:
    from chainrule.numeric.program import Program

Operation = Callable[..., Any]
TOLERANT = "?"
COMPARISONS = {"<": ("less", False), "≤": ("at most", False), ">": ("less", True), "≥": ("at most", True), "=": ("equal", False), "≠": ("unequal", False)}
_TESTS: dict[str, Operation] = {"less": operator.lt, "at most": operator.le, "equal": operator.eq, "unequal": operator.ne}


def _real(value: Any) -> Any:
    return value.real if value.__class__ is complex else value


def _test(holds: Operation) -> Operation:
    def compared(a: Any, b: Any) -> float:
        a, b = _real(a), _real(b)
        return math.nan if a != a or b != b else float(holds(a, b))  # noqa: PLR0124  # what is no number is not equal to itself

    return compared


def _when(held: Any, value: Any) -> Any:
    held = _real(held)
    return value if held == 1 else 0.0 if held == 0 else math.nan


def _none_else(held: Any) -> Any:
    return 0.0 if _real(held) == 0 else math.nan


# "when" is a value where a condition holds and 0 elsewhere; "none else" has no value where no condition has held.
CHOICES: dict[str, Operation] = {**{name: _test(holds) for name, holds in _TESTS.items()}, "when": _when, "none else": _none_else}


def numpy_choices() -> dict[str, Operation]:
    """Return the same for arrays."""
    import numpy as np

    def test(holds: Operation) -> Operation:
        return lambda a, b: np.where(np.isnan(a) | np.isnan(b), np.nan, holds(a, b))

    return {
        **{name: test(holds) for name, holds in _TESTS.items()},
        "when": lambda held, value: np.where(np.isnan(held), np.nan, np.where(held == 1, value, 0.0)),
        "none else": lambda held: np.where(held == 0, 0.0, np.nan),
    }


def tolerant(operation: Operation) -> Operation:
    """Return an operation that gives no number where it has no value."""

    def attempted(*args: Any) -> Any:
        try:
            return operation(*args)
        except (ValueError, ArithmeticError):
            return math.nan

    return attempted


def with_tolerant(operations: dict[str, Operation]) -> dict[str, Operation]:
    """Return a table of operations with those on the way to what may not be chosen."""
    every = {**operations, **CHOICES}
    return {**every, **{TOLERANT + name: operation if name in CHOICES else tolerant(operation) for name, operation in every.items()}}


# Into instructions


def choose(program: Program, tree: Tree) -> int:
    """Return the slot of an expression in pieces."""
    outer, program.tolerant = program.tolerant, True
    try:
        total = program.emit("add", *_parts(program, tree.args))
    finally:
        program.tolerant = outer
    return program.emit("add", total, program.number_slot(0))  # the one value that has to be a number


def _parts(program: Program, args: tuple[Tree, ...]) -> Iterator[int]:
    """Yield two slots whose sum is the value: of the pieces with a condition, and of what is beside them."""
    held = holds(program, args[1])
    total, rest = program.emit("when", held, program.add(args[0])), negated(program, held)  # rest: no condition has held so far
    for place in range(2, len(args) - 1, 2):
        held = holds(program, args[place + 1])
        total = program.emit("add", total, program.emit("when", program.emit("when", rest, held), program.add(args[place])))
        rest = program.emit("when", rest, negated(program, held))
    yield total
    yield program.emit("when", rest, program.add(args[-1])) if len(args) % 2 else program.emit("none else", rest)


def holds(program: Program, condition: Tree) -> int:
    """Return the slot that is 1 where a condition holds."""
    kind, value, args = condition
    if kind == "relation":
        name, turned = COMPARISONS[value]
        sides = [program.add(side) for side in args]
        tests = [program.emit(name, *((b, a) if turned else (a, b))) for a, b in pairwise(sides)]
    else:
        tests = [holds(program, each) for each in args]
    found = tests[0]
    for test in tests[1:]:
        found = negated(program, program.emit("when", negated(program, found), negated(program, test))) if value == "or" else program.emit("when", found, test)
    return found


def negated(program: Program, held: int) -> int:
    """Return the slot that is 1 where another one is 0."""
    return program.emit("add", program.number_slot(1), program.emit("neg", held))
