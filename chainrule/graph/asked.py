"""What is asked where nothing is said and a sum adds up what also stands by itself: both the term beside the sum and any other one.

In s_i = e^{z_i}/Σ_j e^{z_j} each s_i depends on z_i in two ways, and on every other z_k by the sum below the bar alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chainrule.graph.families import FRESH, Cases, Sources, names_taken
from chainrule.notation.indices import carries, case_of, index_name
from chainrule.problem import Problem
from chainrule.tree import Tree, names, postorder

MOST = 12  # quantities that are asked for where nothing is said
REACHED = 2_000  # places of quantities that are looked at


def asked_by_default(problem: Problem, output: str | None) -> tuple[str, ...]:
    """Return the quantities that the output is differentiated by, each in a derivation of its own; none where they cannot be told.

    What stands beside the sums is one, and where a sum adds it up as well, so is the term of another index. Where everything stands
    in sums, the terms are.
    """
    output = output or problem.output or Sources(problem).only_output()
    found = None if output is None else Given.of(problem, output)
    if found is None:
        return ()
    taken = names_taken(problem) | {item[1] for each in problem.definitions for item in postorder(each.tree) if item[0] == "sum"}
    asked: dict[str, None] = {}
    for name in found.beside or found.one_of_each():
        asked[name] = None
        asked |= dict.fromkeys(found.others(name, taken) if name in found.beside else ())
    return tuple(asked) if len(asked) <= MOST else ()


class Given:
    """What an output is made of and no definition gives: ``beside`` the sums, and the terms of sums, each with the index that is summed over."""

    def __init__(self) -> None:
        self.beside: dict[str, None] = {}
        self.terms: dict[str, str] = {}
        self.bounds: set[str] = set()

    @classmethod
    def of(cls, problem: Problem, output: str) -> Given | None:
        """Return what is found below an output; None where that is too much."""
        cases, found = Cases(problem, (), lambda *_: ""), cls()
        waiting: list[tuple[str, frozenset[str]]] = [(output, frozenset())]
        seen = set(waiting)
        for name, around in waiting:  # which grows
            definition = cases.of(name)
            if definition is None:
                found.note(name, around)
                continue
            for used, inside in used_in(definition.tree, around, found.bounds):
                if (used, inside) not in seen:
                    seen.add((used, inside))
                    waiting.append((used, inside))
            if len(waiting) > REACHED:
                return None
        found.beside = {name: None for name in found.beside if name not in found.bounds}
        return found

    def note(self, name: str, around: frozenset[str]) -> None:
        """Note what is given where sums over some letters are around it."""
        index = next((letter for letter in sorted(around) if carries(name, letter)), "")
        if not index:
            self.beside[name] = None
        elif name != index:
            self.terms.setdefault(name, index)

    def one_of_each(self) -> list[str]:
        """Return the terms, but one alone of those that differ in their index."""
        kept: list[str] = []
        for name, index in self.terms.items():
            if not any(case_of(other, name, index) for other in kept):
                kept.append(name)
        return kept

    def others(self, name: str, taken: set[str]) -> Iterator[str]:
        """Yield a quantity of another index than a given one where a sum adds it up as well."""
        for pattern, index in self.terms.items():
            case = case_of(name, pattern, index)
            if case:
                letter = next((each for each in FRESH if each not in taken and not any(carries(other, each) for other in taken)), "")
                if letter:
                    yield index_name(name, case, letter) if case.isalpha() else index_name(pattern, index, letter)
                return


def used_in(tree: Tree, around: frozenset[str], bounds: set[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the quantities in a tree, each with the letters of the sums around it; what the sums run up to is noted."""
    stack: list[tuple[Tree, frozenset[str]]] = [(tree, around)]
    while stack:
        item, inside = stack.pop()
        kind, value, args = item
        if kind == "symbol":
            yield value, inside
        elif kind == "sum":
            body, *limits = args
            bounds.update(name for limit in limits for name in names(limit))
            stack.append((body, inside | {value}))
        else:
            stack += [(arg, inside) for arg in reversed(args)]


def values_of_means(problem: Problem, output: str, samples: Sequence[str]) -> list[str]:
    """Return the values that a number on the way to the output is made of, as a mean is: their derivatives are asked for by name alone."""
    inside = [item for each in problem.as_written if each.name != output for item in postorder(each.tree) if item[0] == "sum"]
    found = {name for total in inside for name in names(total[2][0]) if name != total[1] and carries(name, total[1])}
    return [name for name in samples if name in found]
