"""Expressions in pieces as instructions: each value times whether its condition is the first that holds, and their sum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Protocol

from chainrule.tree import Tree

COMPARISONS = {"<": ("less", False), "≤": ("at most", False), ">": ("less", True), "≥": ("at most", True), "=": ("equal", False), "≠": ("unequal", False)}


class Instructions(Protocol):
    """What takes instructions, as a program does; ``tolerant`` are those on the way to a value that may not be chosen."""

    tolerant: bool

    def add(self, tree: Tree) -> int:
        """Return the slot of an expression."""

    def emit(self, operation: str, a: int, b: int = -1) -> int:
        """Return the slot of an operation."""

    def number_slot(self, value: int) -> int:
        """Return the slot of a number."""


def choose(program: Instructions, tree: Tree) -> int:
    """Return the slot of an expression in pieces."""
    outer, program.tolerant = program.tolerant, True
    try:
        total = program.emit("add", *_parts(program, tree.args))
    finally:
        program.tolerant = outer
    return program.emit("add", total, program.number_slot(0))  # the one value that has to be a number


def _parts(program: Instructions, args: tuple[Tree, ...]) -> Iterator[int]:
    """Yield two slots whose sum is the value: of the pieces with a condition, and of what is beside them."""
    held = holds(program, args[1])
    total, rest = program.emit("when", held, program.add(args[0])), negated(program, held)  # rest: no condition has held so far
    for place in range(2, len(args) - 1, 2):
        held = holds(program, args[place + 1])
        total = program.emit("add", total, program.emit("when", program.emit("when", rest, held), program.add(args[place])))
        rest = program.emit("when", rest, negated(program, held))
    yield total
    yield program.emit("when", rest, program.add(args[-1])) if len(args) % 2 else program.emit("none else", rest)


def holds(program: Instructions, condition: Tree) -> int:
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


def negated(program: Instructions, held: int) -> int:
    """Return the slot that is 1 where another one is 0."""
    return program.emit("add", program.number_slot(1), program.emit("neg", held))
