"""Quantities that are defined step by step, h_t = tanh(w h_{t-1}), written out from the first step to those that are used: h_1, h_2, h_3.

What the first step starts from, h_0, is given. Where no step is used by its number there is nothing to write out: then h_{t-1} is given.
Beside the letter that counts the steps may stand others, as in a_j^{(l)} = σ(Σ_{k=1}^{3} w_{jk}^{(l)} a_k^{(l-1)}): they take every number that is used.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from chainrule.errors import LimitExceeded, ProblemError
from chainrule.finite_sums import at_index, expand_sums, is_closed
from chainrule.notation.indices import STEPS, WORDS, carries, index_name
from chainrule.notation.names import split, unicode_name
from chainrule.problem import Definition, Problem, Reading
from chainrule.tree import Tree, names, postorder

MOST = 1_000  # quantities that are written out
FIRST = 1  # step
COUNTED = "tl"  # letters of steps and layers: they count where nothing goes back a step too
Key = tuple[str, int, str]  # a name without its indices, how many stand below, and the brackets above
Steps = Mapping[Key, "Step"]


class Step(NamedTuple):
    """The definition of a quantity for each step: its ``indices``, each the letter that counts, or what is fixed; and which letters are ``counting`` steps.

    A letter may be ``ahead``: t by 1 for w_{t+1} = w_t − η g_t.
    """

    definition: Definition
    indices: tuple[str, ...]
    ahead: Mapping[str, int]
    counting: tuple[str, ...] = ()

    def values(self, cases: Sequence[str]) -> dict[str, str] | None:
        """Return the value of each letter for the indices of a name; None where what is fixed is another."""
        found = dict(zip(self.indices, cases, strict=True))
        return None if any(index not in self.ahead and index != case for index, case in found.items()) else {i: found[i] for i in self.ahead}

    def at(self, values: Mapping[str, int]) -> Definition:
        """Return the definition of the quantity with numbers for some of its letters."""
        name, tree = self.definition.name, self.definition.tree
        for letter, case in values.items():
            own = case - self.ahead[letter]
            name, tree = index_name(name, letter, own), at_index(tree, letter, own)
        return self.definition._replace(name=name, tree=tree, parameters=())

    @property
    def pattern(self) -> str:
        """Return the name that is written out, without what is ahead: w_t of w_{t+1}."""
        name = self.definition.name
        for letter, ahead in self.ahead.items():
            name = index_name(name, f"{letter}+{ahead}", letter) if ahead else name
        return unicode_name(name)


def with_steps(problem: Problem, output: str | None = None) -> Problem:
    """Return a problem in which the steps that are used by their numbers, and all before them, are definitions of their own.

    Raises LimitExceeded where they are too many, ProblemError where one is used whose number is a letter, or where they go on without an end.
    """
    for item in problem.definitions:
        if ("_" in item.name or "^" in item.name) and problem.layers is None:
            break
    else:  # nearly always
        return problem
    back, steps = steps_of(problem)
    if not steps:
        return problem
    own = {each.definition.name for each in steps.values()}
    others = [item._replace(tree=written_out(item.tree, steps)) if back and item.name not in own else item for item in problem.definitions]
    used = {name for item in others if item.name not in own for name in names(item.tree)} | {name for name in (output, problem.output) if name}
    found = numbered(used, steps, {item.name for item in others}, FIRST if back else 0)
    if back:
        check_numbers(others, steps, {*own, *problem.wrt})
    if not found:
        return problem
    first = next(place for place, item in enumerate(others) if item.name in own)
    before, after = ([item for item in part if item.name not in own or item.name in used] for part in (others[:first], others[first:]))
    items = [item for item, _, _ in found]
    return problem._replace(definitions=(*before, *items, *after), readings=(*problem.readings, *told(found, steps)))


def steps_of(problem: Problem) -> tuple[bool, Steps]:
    """Return whether something depends on an earlier step, and what is defined for each step, by its name without its indices."""
    found: dict[Key, Step] = {}
    for item in problem.definitions:
        key, indices = without_indices(item.name)
        letters = [(letter, int(ahead or 0)) for index in indices for letter, _, ahead in (index.partition("+"),) if re.fullmatch(r"[a-z](?:\+\d)?", index)]
        used = names(item.tree)
        ahead = {letter: ahead for letter, ahead in letters if any(carries(name, letter) for name in used)}
        if ahead:
            found[key] = Step(item, tuple(letter if (letter := index.partition("+")[0]) in ahead else index for index in indices), ahead)
    back = {letter for each in found.values() for letter in gone_back(each, found)}
    counting = {key: each._replace(counting=tuple(letter for letter in each.ahead if letter in back or letter in COUNTED)) for key, each in found.items()}
    return bool(back), {key: each for key, each in counting.items() if each.counting}


def gone_back(step: Step, steps: Steps) -> Iterator[str]:
    """Yield the letters by which a quantity depends on an earlier step of one of some quantities."""
    for name in names(step.definition.tree):
        if found := step_in(name, steps):
            other, values = found
            yield from (letter for letter, case in values.items() if not STEPS.isdisjoint(case) or (other.ahead[letter] and case == letter))


def goes_on(step: Step, steps: Steps) -> bool:
    """Return whether a quantity depends on a later step of one of some quantities: V_t = r_t + γ V_{t+1}."""
    cases = filter(None, (step_in(name, steps) for name in names(step.definition.tree)))
    return any("+" in case and not step.ahead.get(letter) for _, values in cases for letter, case in values.items())


def without_indices(name: str, below: int = 0) -> tuple[Key, tuple[str, ...]]:
    """Return a name without its indices, and these, of which so many stand below; where that is open, two letters are two.

    >>> without_indices("a_j^(l)"), without_indices("w_jk"), without_indices("x_12"), without_indices("x_12", 2)
    ((('a', 1, '()'), ('j', 'l')), (('w', 2, ''), ('j', 'k')), (('x', 1, ''), ('12',)), (('x', 2, ''), ('1', '2')))
    """
    base, low, high = split(name) or (name, "", "")
    glued = len(low) == below > 1 or (not below and re.fullmatch("[a-z]{2}", low) and low not in WORDS)
    indices = low.split(",") if "," in low else list(low) if glued else [low] if low else []
    return (base, len(indices), high[:1] + high[-1:]), (*indices, *([high[1:-1]] if high else []))


def step_in(name: str, steps: Steps) -> tuple[Step, dict[str, str]] | None:
    """Return what is defined for each step that a name is a case of, and the values of its letters; None for any other name."""
    for below in (0, 2):
        key, cases = without_indices(name, below)
        if key in steps and (values := steps[key].values(cases)) is not None:
            return steps[key], values
    return None


def written_out(tree: Tree, steps: Steps) -> Tree:
    """Return a tree in which sums with numbers for bounds over what is defined for each step are written out."""
    sums = (item for item in postorder(tree) if item[0] == "sum" and is_closed(item))
    return expand_sums(tree, ()) if any(step_in(name, steps) for total in sums for name in names(total[2][0])) else tree


Found = tuple[Definition, Key, dict[str, int]]  # what is written out, whose case it is, and the numbers of its steps


def numbered(used: Iterable[str], steps: Steps, defined: Collection[str], first: int) -> list[Found]:
    """Return the definitions of the steps that some quantities are or depend on, in order; those before the first are given.

    So is one that the definition itself names, as v_0 in v_t = v_0 + a t.
    """
    found: dict[str, Found] = {}
    waiting = list(used)
    while waiting:
        name = waiting.pop()
        case = step_in(name, steps) if name not in found and name not in defined else None
        if case is None:
            continue
        step, written = case
        values = {letter: int(index) for letter, index in written.items() if index.isdecimal()}
        counted = {letter: values[letter] for letter in step.counting if letter in values}
        later = goes_on(step, steps)
        if len(counted) < len(step.counting) or (min(counted.values()) < first and not later) or name in names(step.definition.tree):
            continue
        item = step.at(values)
        if item.name in found or item.name in defined:
            continue
        item = item._replace(tree=written_out(item.tree, steps)) if len(step.ahead) > len(step.counting) else item
        found[item.name] = item, without_indices(step.definition.name)[0], counted
        if len(found) > MOST and later:
            last = unicode_name(index_name(step.definition.name, step.counting[0], 3))
            raise ProblemError(f"'{step.definition.name}' goes on from step to step without an end", hint=f"give its last step, as in {last} = …")
        if len(found) > MOST:
            raise LimitExceeded(f"'{step.definition.name}' is not written out for more than {MOST:,} steps")
        waiting += names(item.tree)
    order = list(steps)
    return sorted(found.values(), key=lambda each: (tuple(each[2].values()), order.index(each[1]), each[0].name))


def check_numbers(definitions: Iterable[Definition], steps: Steps, known: Collection[str]) -> None:
    """Refuse a step whose number is a letter that nothing else has, as h_T: how many steps are before it is not said."""
    for item in definitions:
        if item.name in known:
            continue
        over = {total[1] for total in postorder(item.tree) if total[0] == "sum"}
        for name in names(item.tree):
            case = step_in(name, steps) if name not in known else None
            step, values = case or (None, {})
            letters = [values[letter][0] for letter in step.counting if values[letter][:1].isalpha()] if step else []
            if step and any(letter not in over and letter not in step.ahead for letter in letters):
                reason = f"'{name}' is a step of {step.pattern}, and how many steps are before it is not said"
                raise ProblemError(reason, hint=f"write a number for {letters[0]}, as {unicode_name(index_name(step.definition.name, step.counting[0], 3))}")


def told(found: Sequence[Found], steps: Steps) -> list[Reading]:
    """Return what is said of the steps that are written out."""
    cases: dict[Key, dict[str, set[int]]] = {}
    for _, key, values in found:
        for letter, case in values.items():
            cases.setdefault(key, {}).setdefault(letter, set()).add(case)
    said = {key: " and ".join(f"{letter} = {', '.join(map(str, sorted(each)))}" for letter, each in own.items()) for key, own in cases.items()}
    return [Reading(f"{steps[key].pattern} is written out for {each}") for key, each in said.items()]
