"""Sample points inside the domain of a program, the same ones in every run.

Candidates come at many scales and both signs; where none lies inside the domain, the one that gets furthest through the
program is moved, one input at a time, until no instruction refuses it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from chainrule.numeric.program import OutsideDomain, Program

CANDIDATES = 200
MOVES = 2_000
WORK = 3_000_000  # instructions that the search may run in all, so that a large program is not searched for minutes

Point = tuple[dict[str, float], list[Any]]
Progress = tuple[int, float]  # the slot at which a run is refused, and minus the size of the argument there
Attempt = tuple[list[Any] | None, Progress]
Run = Callable[[Program, Mapping[str, float]], Attempt]
INSIDE: Progress = (-1, 0.0)

# The first candidates: plain numbers on both sides of 0, away from integers and from each other, so that no kink is hit.
FIRST = (0.7314, -1.3829, 2.4173, 1.2357, -0.4641, 0.2639, 3.6411, 0.0883, 5.8297, -2.7183, 0.9127, 9.4373)
SAME_SIGN = 3  # of them, where all inputs have one sign
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 103, 107, 109, 113, 127, 131, 137)
ROOTS = tuple(map(math.sqrt, PRIMES))
OFFSET = 0.7548776662466927  # of the sequences from each other


def attempt(program: Program, point: Mapping[str, float]) -> Attempt:
    """Return the slots of a run, or None and how far it came."""
    try:
        return program.run(point), INSIDE
    except OutsideDomain as outside:
        return None, progress(outside)


def progress(outside: OutsideDomain) -> Progress:
    """Return how far a run came that was refused."""
    return outside.slot, -abs(outside.argument)


def points(program: Program, names: Sequence[str], count: int, fixed: Mapping[str, float] | None = None, run: Run = attempt) -> Iterator[Point]:
    """Yield up to ``count`` points at which every instruction of the program has a real value, with the slots of that run.

    ``names`` are the inputs to vary; ``fixed`` gives the values of any others. The points depend on the number of names alone.
    ``run`` makes a run, as ``attempt`` does.
    """
    found = 0
    best: tuple[Progress, dict[str, float]] | None = None
    tries = max(3, min(CANDIDATES, WORK // (len(program) + 1))) if names else 1
    for index in range(tries):
        point = {**fixed} if fixed else {}
        for place, name in enumerate(names):
            point[name] = candidate(place, index)
        slots, reached = run(program, point)
        if slots is not None:
            yield point, slots
            found += 1
            if found == count:
                return
        elif best is None or reached > best[0]:
            best = reached, point
    if not found and best is not None and names:
        yield from repaired(program, names, best, count)


@lru_cache(maxsize=1 << 16)
def candidate(place: int, index: int) -> float:
    """Return the value of the input at a place in candidate number ``index``.

    The first few are plain: with one sign for all inputs, then with others, so that products and differences have both signs. Those
    after them with an even index have one scale and sign for all inputs, those with an odd
    index have their own for each, and every eighth grows or falls from input to input.
    """
    own = spread(index, place + 1)
    if index < len(FIRST):
        if place == 0 or index < SAME_SIGN:
            return FIRST[index] * (1.0 + 0.37 * own if place else 1.0)
        return FIRST[index] * (-0.6 - 0.8 * own if turned(place, index) else 0.6 + 0.8 * own)
    reach = 1.0 + 6.0 * index / CANDIDATES  # decades on each side of 1, wider and wider
    common = decades((2 * spread(index, 0) - 1) * reach)
    if index % 8 == 5:
        return (place + 0.2 + 0.6 * own) * common
    if index % 8 == 7:
        return common / (place + 0.2 + 0.6 * own)
    if index % 2:
        return (1 if spread(index, place + 977) < 0.6 else -1) * decades((2 * own - 1) * reach)
    return (-1 if index % 6 == 0 else 1) * (1.0 + 0.25 * own) * common


def turned(place: int, index: int) -> bool:
    """Return whether an input of a plain candidate has the other sign; any two of eight inputs have the same sign as often as not (Walsh functions)."""
    return (index - SAME_SIGN + 1 & place % 8).bit_count() % 2 == 1


def decades(exponent: float) -> float:
    return math.pow(10.0, exponent)


def spread(index: int, stream: int) -> float:
    """Return entry ``index`` of one of many sequences that fill 0…1 evenly, and together the square, the cube and so on.

    Source: Niederreiter, Random number generation and quasi-Monte Carlo methods, ch. 3: multiples of irrational numbers that no
    whole numbers relate; those of one number, shifted for each input, would lie on a line.
    """
    return (index * ROOTS[stream % len(ROOTS)] + (stream * stream + 0.5) * OFFSET) % 1.0


def repaired(program: Program, names: Sequence[str], start: tuple[Progress, dict[str, float]], count: int) -> Iterator[Point]:
    """Yield points around one that is found by moving inputs, one at a time, from a point outside the domain.

    An input is moved to a candidate's value or part of the way there. A move is kept where the program comes at least as
    far as before, or is refused a smaller argument at the same place: most domains are reached through 0.
    """
    reached, point = start
    concerned = inputs_below(program, names, reached[0])
    for index in range(min(MOVES, WORK // (len(program) + 1))):
        step, turn = divmod(index, len(concerned))
        name = concerned[turn]
        moved = {**point, name: point[name] + (candidate(step % 7, step % CANDIDATES) - point[name]) * 0.5 ** (step % 11)}
        slots, found = attempt(program, moved)
        if slots is not None:
            yield from around(program, names, moved, slots, count)
            return
        if found >= reached:
            if found[0] > reached[0]:
                concerned = inputs_below(program, names, found[0])
            reached, point = found, moved


def around(program: Program, names: Sequence[str], point: dict[str, float], slots: list[float], count: int) -> Iterator[Point]:
    """Yield a point inside the domain and up to ``count`` − 1 near it, nearer and nearer until they are inside too."""
    yield point, slots
    found = 1
    for index in range(1, 60):
        if found == count:
            return
        near = point | {name: point[name] * (1 + (spread(index, place) - 0.5) * 0.7**index) for place, name in enumerate(names)}
        inside, _ = attempt(program, near)
        if inside is not None:
            yield near, inside
            found += 1


def inputs_below(program: Program, names: Sequence[str], top: int) -> Sequence[str]:
    """Return which of the names a slot depends on, or all where it depends on none."""
    arguments = {slot: (a, b) for (_, a, b), slot in program.keys.items()}
    seen, stack = {top}, [top]
    while stack:
        for slot in arguments.get(stack.pop(), ()):
            if slot >= 0 and slot not in seen:
                seen.add(slot)
                stack.append(slot)
    return [name for name in names if program.inputs.get(name) in seen] or names
