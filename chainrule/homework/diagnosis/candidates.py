"""Wrong derivatives of one expression by the wrong rules of the table of mistakes: what can be wrong at each place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chainrule.homework.mistakes import ROWS, Row, Rule
from chainrule.homework.slips.source import Place, times
from chainrule.tree import Tree

SECOND = 1.0  # added to the weight for a second slip
PAIRED = 12  # variants of a rule, the first ones, that are tried together with others
WITHOUT_FACTOR = 0.3  # added for a missing inner derivative behind a wrong argument
VARIANT = 0.01  # added for each variant of a rule: the first ones are the likelier


@dataclass(frozen=True, slots=True)
class Choice:
    """A variant of a wrong rule."""

    row: Row
    rule: Rule
    label: str
    rank: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is wrong at a place: the whole derivative, or parts of outer(argument) · inner."""

    whole: Choice | None = None
    outer: Choice | None = None
    argument: Choice | None = None
    inner: Choice | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The wrong rules that take part."""
        return tuple(each for each in (self.inner, self.argument, self.outer, self.whole) if each is not None)

    @property
    def key(self) -> tuple[object, ...]:
        """What is the same wherever the same mistake is made."""
        return tuple((choice.rule, choice.label) for choice in self.choices)

    @property
    def weight(self) -> float:
        """How unlikely the recipe is."""
        weights = [each.row.weight + VARIANT * each.rank for each in self.choices]
        if self.inner is not None and self.argument is not None and len(weights) == 2:  # f′(x) and f′(g′) for f′(g)·g′: one slip to the student
            return WITHOUT_FACTOR + self.argument.row.weight + VARIANT * self.argument.rank
        return sum(weights) + SECOND * (len(weights) - 1)

    def combines(self, place: Place) -> bool:
        """Return whether this is one slip that is tried together with others inside it or around it.

        None is one of the quotient rule for a constant over something, which is a power, nor a lost term of two: they say too little.
        """
        if len(self.choices) > 1 or not self.choices[0].row.pairs or self.choices[0].rank >= PAIRED:
            return False
        if place.node[0] == "div":
            return 0 in place.varying
        return len(place.varying) != 2 or self.choices[0].row.name != "lost-term"

    def build(self, place: Place) -> Tree | None:
        """Return the wrong derivative at a place, or None where the recipe does not apply there."""
        if self.whole is not None:
            found: Tree | None = variant(self.whole, place)
            return found
        if not place.chained:
            return None
        at = place.argument if self.argument is None else variant(self.argument, place)
        factor = place.inner_derivative if self.inner is None else variant(self.inner, place)
        outer = place.outer if self.outer is None else variant(self.outer, place)
        if at is None or factor is None or outer is None:
            return None
        return times(outer(at), factor)


def variant(choice: Choice, place: Place) -> Any:
    """Return what a variant of a wrong rule gives at a place, or None where it does not apply."""
    return choice.rule(place).get(choice.label)


def likely(place: Place) -> Iterator[tuple[Recipe, Tree]]:
    """Yield the recipes with one slip at a place, and f′ at a wrong argument without its inner factor, with what they give."""
    for choice, tree in choices(WHOLES, place):
        yield Recipe(whole=choice), tree
    if not place.chained:
        return
    at, factor, right = place.argument, place.inner_derivative, place.outer
    arguments, inners = choices(ARGUMENTS, place), choices(INNERS, place)
    missing = [each for each in inners if each[0].row.pairs]
    for choice, outer in choices(OUTERS, place):
        yield Recipe(outer=choice), times(outer(at), factor)
    for choice, argument in arguments:
        yield Recipe(argument=choice), times(right(argument), factor)
        for other, inner in missing:
            yield Recipe(argument=choice, inner=other), times(right(argument), inner)
    for choice, inner in inners:
        yield Recipe(inner=choice), times(right(at), inner)


def unlikely(place: Place) -> Iterator[tuple[Recipe, Tree]]:
    """Yield the recipes for a place of the chain rule with two slips, one of them in the outer derivative."""
    if not place.chained:
        return
    at, factor = place.argument, place.inner_derivative
    arguments, inners = choices(ARGUMENTS, place), [each for each in choices(INNERS, place) if each[0].row.pairs]
    for choice, outer in choices(OUTERS, place):
        for other, argument in arguments:
            yield Recipe(outer=choice, argument=other), times(outer(argument), factor)
        for other, inner in inners:
            yield Recipe(outer=choice, inner=other), times(outer(at), inner)


def choices(rules: tuple[tuple[Row, Rule], ...], place: Place) -> list[tuple[Choice, Any]]:
    """Return the variants of some rules at a place, with what they give."""
    return [(Choice(row, rule, label, rank), found) for row, rule in rules for rank, (label, found) in enumerate(rule(place).items())]


WHOLES: tuple[tuple[Row, Rule], ...] = tuple((row, rule) for row in ROWS for rule in row.wholes)
OUTERS: tuple[tuple[Row, Rule], ...] = tuple((row, rule) for row in ROWS for rule in row.outers)
ARGUMENTS: tuple[tuple[Row, Rule], ...] = tuple((row, rule) for row in ROWS for rule in row.arguments)
INNERS: tuple[tuple[Row, Rule], ...] = tuple((row, rule) for row in ROWS for rule in row.inners)
