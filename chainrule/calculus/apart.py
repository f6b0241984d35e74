"""Derivatives of a sum whose terms have no name in common, as a loss is of the outputs: those of each term, worked out once for all of one shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chainrule.columns import filled, symbols, template
from chainrule.tree import Tree, spelling

FEWEST = 4  # terms from which it is less work than the derivative of the whole
Partials = Mapping[str, Tree]
Around = list[tuple[str, tuple[Tree, ...], tuple[Tree, ...]]]  # the kind of what stands around, and its arguments before and after


def partials_apart(tree: Tree, wanted: tuple[str, ...], work: Callable[[Tree, tuple[str, ...]], Partials]) -> Partials | None:
    """Return the derivatives of t₁ + t₂ + …, also times or over a number, by the wanted names; None for a tree of another form.

    ``work`` gives the derivatives of one term in its place: for others of its shape, their names are put in.
    """
    terms, around = opened(tree)
    if len(terms) < FEWEST:
        return None
    shapes: dict[Any, tuple[Tree, list[tuple[str, ...]]]] = {}  # the first term of each shape, and the names in all
    seen: set[str] = set()
    asked = set(wanted)
    for term in terms:
        key, used = spelling(term) or ((), ())
        if not key or "sum" in key or not seen.isdisjoint(used):  # in a Σ it matters which names carry its index
            return None
        seen.update(used)
        shapes.setdefault(shape_of(key, used, asked), (term, []))[1].append(used)
    found: dict[str, Tree] = {}
    for term, rows in shapes.values():
        named = dict(zip(rows[0], zip(*rows, strict=True), strict=True))  # of each name in the first term, those in its place in all
        columns = {name: list(zip(symbols(column))) for name, column in named.items()}
        for name, derived in work(within(around, term), tuple([name for name in rows[0] if name in asked])).items():
            found |= zip(named[name], filled(template(derived), columns), strict=True)
    return {name: found[name] for name in wanted if name in found}


def opened(tree: Tree) -> tuple[tuple[Tree, ...], Around]:
    """Return the terms of a sum and what stands around it: signs and numbers that multiply or divide it; no terms for another tree."""
    around: Around = []
    kind, _, args = tree
    while True:
        if kind == "add":
            return args, around
        if kind == "neg":
            around.append((kind, (), ()))
            inner = args[0]
        elif kind == "div" and args[1][0] == "number":
            around.append((kind, (), args[1:]))
            inner = args[0]
        elif kind == "mul" and len(args) == 2 and is_ratio(args[0]):
            around.append((kind, args[:1], ()))
            inner = args[1]
        else:
            return (), around
        kind, _, args = inner


def is_ratio(tree: Tree) -> bool:
    """Return whether a tree is a number, or one over another."""
    return bool(tree[0] == "number" or (tree[0] == "div" and tree[2][0][0] == tree[2][1][0] == "number"))


def within(around: Around, term: Tree) -> Tree:
    """Return a term with what stands around its sum."""
    for kind, before, after in reversed(around):
        term = Tree((kind, None, (*before, term, *after)))
    return term


def shape_of(key: tuple[Any, ...], used: tuple[str, ...], asked: set[str]) -> tuple[Any, ...]:
    """Return the fingerprint of a term with places for names, those that are asked for told from the others."""
    places = {name: (place, name in asked) for place, name in enumerate(used)}
    kinds = key[::3]
    return kinds, tuple([places[value] if kind == "symbol" else value for kind, value in zip(kinds, key[1::3], strict=True)]), key[2::3]
