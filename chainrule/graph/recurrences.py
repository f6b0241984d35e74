"""Quantities that are defined step by step, h_t = tanh(w h_{t-1}), written out from the first step to those that are used: h_1, h_2, h_3.

What the first step starts from, h_0, is given. Where no step is used by its number there is nothing to write out: then h_{t-1} is given.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from chainrule.errors import LimitExceeded, ProblemError
from chainrule.graph.families import STEPS, is_closed
from chainrule.graph.finite_sums import at_index, expand_sums
from chainrule.notation.indices import apart, carries, index_name
from chainrule.notation.names import unicode_name
from chainrule.problem import Definition, Problem, Reading
from chainrule.tree import Tree, names, postorder

MOST = 1_000  # quantities that are written out
FIRST = 1  # step
COUNTED = "tl"  # letters of steps and layers: they count where nothing goes back a step too


class Step(NamedTuple):
    """The definition of a quantity for each step, the letter that counts the steps, and how far it is ``ahead``: 1 for w_{t+1} = w_t − η g_t."""

    definition: Definition
    letter: str
    ahead: int

    def at(self, case: int) -> Definition:
        """Return the definition of the quantity at one step."""
        item, own = self.definition, case - self.ahead
        return item._replace(name=index_name(item.name, self.letter, own), tree=at_index(item.tree, self.letter, own), parameters=())

    def goes_back(self, bases: Collection[str]) -> bool:
        """Return whether the quantity depends on an earlier step of one of some quantities."""
        used = map(apart, names(self.definition.tree))
        return any(base in bases and (not STEPS.isdisjoint(index) or (self.ahead and index == self.letter)) for base, index in used)


    def goes_on(self, bases: Collection[str]) -> bool:
        """Return whether the quantity depends on a later step of one of some quantities: V_t = r_t + γ V_{t+1}."""
        return not self.ahead and any(base in bases and "+" in index for base, index in map(apart, names(self.definition.tree)))


def with_steps(problem: Problem, output: str | None = None) -> Problem:
    """Return a problem in which the steps that are used by their numbers, and all before them, are definitions of their own.

    Raises LimitExceeded where they are too many, and ProblemError where they go on without an end.
    """
    if problem.layers is not None or not any("_" in item.name or "^" in item.name for item in problem.definitions):
        return problem
    back, steps = steps_of(problem)
    if not steps:
        return problem
    own = {each.definition.name for each in steps.values()}
    others = [item._replace(tree=written_out(item.tree, steps)) if back and item.name not in own else item for item in problem.definitions]
    used = {name for item in others if item.name not in own for name in names(item.tree)} | {name for name in (output, problem.output) if name}
    found = numbered(used, steps, {item.name for item in others}, FIRST if back else 0)
    if not found:
        return problem
    first = next(place for place, item in enumerate(others) if item.name in own)
    before, after = ([item for item in part if item.name not in own or item.name in used] for part in (others[:first], others[first:]))
    return problem._replace(definitions=(*before, *found, *after), readings=(*problem.readings, *told(found, steps)))


def steps_of(problem: Problem) -> tuple[bool, Mapping[str, Step]]:
    """Return whether something depends on an earlier step, and what is defined for each step, by its name without the letter."""
    found: dict[str, Step] = {}
    for item in problem.definitions:
        base, index = apart(item.name)
        letter, plus, ahead = index.partition("+")
        if re.fullmatch(r"[a-z](?:\+\d)?", index) and any(carries(name, letter) for name in names(item.tree)):
            found[base] = Step(item, letter, int(ahead) if plus else 0)
    back = {each.letter for each in found.values() if each.goes_back(found)}
    return bool(back), {base: each for base, each in found.items() if each.letter in back or each.letter in COUNTED}


def written_out(tree: Tree, steps: Collection[str]) -> Tree:
    """Return a tree in which sums with numbers for bounds over what is defined for each step are written out."""
    sums = (item for item in postorder(tree) if item[0] == "sum" and is_closed(item))
    return expand_sums(tree, {}) if any(apart(name)[0] in steps for total in sums for name in names(total[2][0])) else tree


def numbered(used: Iterable[str], steps: Mapping[str, Step], defined: Collection[str], first: int) -> list[Definition]:
    """Return the definitions of the steps that some quantities are or depend on, in order; those before the first are given.

    So is one that the definition itself names, as v_0 in v_t = v_0 + a t.
    """
    found: dict[str, tuple[int, Definition]] = {}
    waiting = list(used)
    while waiting:
        name = waiting.pop()
        base, index = apart(name)
        if name in found or name in defined or base not in steps or not index.isdecimal():
            continue
        later = steps[base].goes_on(steps)
        item = steps[base].at(int(index))
        if item.name != name or name in names(steps[base].definition.tree) or (int(index) < first and not later):
            continue
        found[name] = int(index), item
        if len(found) > MOST and later:
            hint = f"give its last step, as in {index_name(steps[base].definition.name, steps[base].letter, 3)} = …"
            raise ProblemError(f"'{steps[base].definition.name}' goes on from step to step without an end", hint=hint)
        if len(found) > MOST:
            raise LimitExceeded(f"'{steps[base].definition.name}' is not written out for more than {MOST:,} steps")
        waiting += names(item.tree)
    order = list(steps)
    return [item for _, item in sorted(found.values(), key=lambda each: (each[0], order.index(apart(each[1].name)[0])))]


def told(found: Sequence[Definition], steps: Mapping[str, Step]) -> list[Reading]:
    """Return what is said of the steps that are written out."""
    cases: dict[str, list[str]] = {}
    for item in found:
        base, index = apart(item.name)
        cases.setdefault(base, []).append(index)
    patterns = {base: unicode_name(index_name(each.definition.name, f"{each.letter}+{each.ahead}", each.letter)) for base, each in steps.items()}
    return [Reading(f"{patterns[base]} is written out for {steps[base].letter} = {', '.join(each)}") for base, each in cases.items()]
