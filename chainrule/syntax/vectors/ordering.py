"""Definitions in the order in which they are used, for what is found out about each by those before it, and back in the order as typed."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.notation.indices import apart
from chainrule.problem import Definition, Problem
from chainrule.tree import names


def in_order_of_use(problem: Problem) -> Problem:
    """Return a problem with each definition before those that use it, as far as that can be; what needs no move stays where it is."""
    definitions = problem.definitions
    places = {each.name: place for place, each in enumerate(definitions)}
    found: dict[int, Definition] = {}
    waiting = [(place, False) for place in reversed(range(len(definitions)))]
    met = set[int]()
    while waiting:
        place, ready = waiting.pop()
        if ready:
            found[place] = definitions[place]
        elif place not in met:
            met.add(place)
            waiting.append((place, True))
            used = (places.get(part) for name in names(definitions[place].tree) for part in (name, apart(name)[0]))
            waiting += [(other, False) for other in reversed(list(dict.fromkeys(used))) if other is not None and other not in met]
    return problem._replace(definitions=tuple(found.values()))


def in_order_typed(problem: Problem | None) -> Problem | None:
    """Return a problem with its definitions in the order of the text again; those that it has of its own stay last."""
    if problem is None:
        return None
    return problem._replace(definitions=_by_place(problem.definitions), vectors=problem.vectors._replace(written=_by_place(problem.vectors.written)))


def _by_place(definitions: Sequence[Definition]) -> tuple[Definition, ...]:
    typed = [each for each in definitions if each.end]
    return (*sorted(typed, key=lambda each: (each.start, -each.end)), *(each for each in definitions if not each.end))
