"""What vectors and their components are called in a problem, and the error for a vector that is not understood."""

from __future__ import annotations

from collections.abc import Collection

from chainrule.errors import ReadError
from chainrule.notation.names import canonical
from chainrule.problem import Definition, Problem

UNNAMED = ("F", "f", "G", "r")  # what a vector alone is called
AXES = ("x", "y", "z")


def unnamed(taken: Collection[str]) -> str:
    """Return what a vector alone is called."""
    return next(each for each in UNNAMED if each not in taken)


def refused(problem: Problem, definition: Definition, reason: str, hint: str) -> ReadError:
    """Return the error for a vector that is not understood."""
    return ReadError(reason, hint=hint, text=problem.text, start=definition.start, end=definition.end)


def names_of_components(name: str, count: int, taken: set[str]) -> tuple[str, ...] | None:
    """Return names for the components of a function: F_1, F_2 or, where one of these is taken, F_x, F_y; None where those are too.

    >>> names_of_components("r", 3, {"t"}), names_of_components("r", 2, {"t", "r_1"})
    (('r_1', 'r_2', 'r_3'), ('r_x', 'r_y'))
    """
    plain = "_" not in name and "^" not in name
    for endings in (tuple(map(str, range(1, count + 1))), AXES[:count] if count <= len(AXES) else ()):
        found = tuple(canonical(f"{name}_{{{each}}}" if plain else f"{name.replace('_', '').replace('^', '')}_{{{each}}}") for each in endings)
        if found and taken.isdisjoint(found):
            return found
    return None
