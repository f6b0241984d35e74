"""What is told of the slips that give an answer: as which mistakes, at which places, and in which order."""

from __future__ import annotations

from collections.abc import Iterator

from chainrule.homework.diagnosis.case import Case
from chainrule.homework.diagnosis.search import Match, Search, Slip
from chainrule.homework.diagnosis.wording import link
from chainrule.homework.mistakes import MISTAKES, Row
from chainrule.homework.slips.source import Place
from chainrule.homework.verdict import Mistake
from chainrule.tree import Tree, names

Told = tuple[Row, Place]


def told(case: Case, match: Match, search: Search) -> Iterator[Mistake]:
    """Yield the mistakes of a match, the likeliest first, each naming the others."""
    slips = shown(match, search)
    chosen = [each for slip in slips for choice in slip.recipe.choices for each in retold(choice.row, slip.place, search)]
    chosen.sort(key=lambda each: (not each[0].leads, each[0].weight))
    for row, place in chosen:
        given = {"found": link(case.wording, place)} if row.name == "missing-link" else {}
        yield case.wording.mistake(row, place, tuple(other.name for other, _ in chosen if other is not row), **given)


def shown(match: Match, search: Search) -> tuple[Slip, ...]:
    """Return the slips that are told: of one that is made everywhere the first, and of lost coefficients the last, which the others are in."""
    if match.told or not match.everywhere:
        return match.told or match.slips
    first, last = match.slips[0], match.slips[-1]
    outermost = first.recipe.choices[0].row.name == "lost-coefficient" and not search.independent((first, last))
    return (last,) if outermost else (first,)


def retold(row: Row, place: Place, search: Search) -> list[Told]:
    """Return a mistake as what it is in the middle of a chain: a missing link; and u·uⁿ⁻¹ as the exponent that is not reduced."""
    if row.name == "only-inner" and id(place.node) in search.inner:
        return [(MISTAKES["missing-link"], place)]
    powers = raised_to_a_constant(place, search) if row.name == "not-differentiated" else []
    if not powers:
        return [(row, place)]
    kept = (MISTAKES["exponent-not-reduced"], powers[0])
    return [kept] if place.node == place.x else [kept, (MISTAKES["missing-inner-derivative"], powers[0])]


def raised_to_a_constant(place: Place, search: Search) -> list[Place]:
    """Return the powers of a node, if it is used in one alone; of the variable, if it is used in sums and constant multiples as well."""
    source = search.source
    users = [source.order[source.index[user]] for user in source.users.get(id(place.node), ())]
    powers = [user for user in users if is_power(user, place.node)]
    others = [user for user in users if not is_power(user, place.node)]
    linear = place.node == place.x and all(user[0] in ("add", "neg") or constant_multiple(user, place.node) for user in others)
    if not powers or not (linear or (len(powers) == 1 and not others)):
        return []
    return [each for each in search.places if any(each.node is user for user in powers)]


def is_power(tree: Tree, base: Tree) -> bool:
    """Return whether a tree is a base to a constant power."""
    if tree[0] == "call":
        return bool(tree[1] == "sqrt")
    return tree[0] == "pow" and tree[2][0] is base and not names(tree[2][1])


def constant_multiple(tree: Tree, part: Tree) -> bool:
    """Return whether a tree is a part times or divided by constants."""
    if tree[0] not in ("mul", "div") or (tree[0] == "div" and tree[2][1] is part):
        return False
    return not any(names(arg) for arg in tree[2] if arg is not part)
