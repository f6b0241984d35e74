"""What stands beside a problem without being part of it: the values at which it is asked about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from chainrule.problem import Definition
from chainrule.syntax.rules import Readings
from chainrule.tree import Tree
from chainrule.tree import names as names_in

_VALUES = frozenset(("number", "constant", "neg", "div", "mul", "pow", "call"))  # what a value may be, where no name stands in it


def without_values(
    definitions: Sequence[Definition], asked: Collection[str], tied: bool, readings: Readings
) -> tuple[list[Definition], dict[str, Tree]]:
    """Return the definitions without the values of what is differentiated by, as in y = x^2, x = 3, and the values.

    ``tied`` says whether one of the definitions is an equation.
    """
    numbers: list[Definition] = []
    others: list[Definition] = []
    for each in definitions:
        (numbers if each.name and each.tree[0] in _VALUES and not names_in(each.tree) else others).append(each)
    values = {each.name: each for each in numbers}
    twice = len(values) < len(numbers) or not values.keys().isdisjoint(each.name for each in others)  # which is refused later
    if not values or not others or twice:
        return list(definitions), {}
    asked = {*asked}.union(*(each.parameters for each in others))
    used = set().union(*(names_in(each.tree) for each in others))
    if not tied and asked.isdisjoint(values) and not (used and used <= values.keys() | {each.name for each in others}):
        return list(definitions), {}
    for each in values.values():
        readings.add("set aside", each.start, each.end, "numbers are put in last")
    return others, {name: each.tree for name, each in values.items()}
