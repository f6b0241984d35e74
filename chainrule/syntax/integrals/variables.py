"""Variables of integration that have the name of a quantity, or of one around: they get a letter of their own, and that is said."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from chainrule.integrals import has_integral, renamed
from chainrule.problem import Definition
from chainrule.syntax.rules import Readings
from chainrule.tree import Tree, fold, names, node, walk

LETTERS = "tsrzwvuτσ"


def with_own_variables(definitions: Sequence[Definition], asked: Collection[str], readings: Readings) -> list[Definition]:
    """Return definitions in which no variable of integration has the name of a quantity: ∫_0^x f(x) dx is ∫_0^x f(t) dt."""
    if not has_integral(*[item.tree for item in definitions]):
        return list(definitions)
    taken = {*asked}.union(*[{item.name, *item.parameters, *names(item.tree), *functions(item.tree)} for item in definitions])
    return [item._replace(tree=_renamed(item, taken, readings)) for item in definitions]


def functions(tree: Tree) -> set[str]:
    """Return the names of the unspecified functions in a tree."""
    return {item[1][0] for item in walk(tree) if item[0] == "apply"}


def _renamed(definition: Definition, taken: Collection[str], readings: Readings) -> Tree:
    """Return the tree of a definition with other letters for the variables that clash."""
    from chainrule.notation import unicode

    def change(item: Tree, args: list[Tree]) -> Tree:
        item = node(item[0], item[1], tuple(args)) if args else item
        if item[0] != "integral":
            return item
        inside = {part[1] for part in walk(item[2][0]) if part[0] == "integral"}
        if item[1] not in taken and item[1] not in inside:
            return item
        letter = next((each for each in LETTERS if each not in taken and each not in inside), None)
        if letter is None:
            return item
        own = renamed(item, letter)
        readings.add("variable of integral", definition.start, definition.end, unicode(own))
        return own

    return fold(definition.tree, change)
