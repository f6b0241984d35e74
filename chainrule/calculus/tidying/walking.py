"""From a tree to its term: the walk, which leaves to a subclass what each operation makes of the terms of its arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from chainrule.calculus.exact import exact
from chainrule.calculus.tidying.terms import Bases, Term
from chainrule.tree import NO_LINKS, Tree, postorder

ROOM = 400  # operations up to which a tree is walked by calls inside each other, in two thirds of the time


class NoRoom(Exception):  # noqa: N818  # it is caught where it is raised
    """A tree is too large, or shares too much, to be walked by calls inside each other."""


class Walker(Bases):
    """Interned bases, and the terms of trees made of them."""

    operations: ClassVar[dict[str, Callable[[Any, list[Term]], Term]]] = {}  # what is made of the arguments' terms, by the kind of a node

    def __init__(self) -> None:
        super().__init__()
        self.room = 0

    def function(self, kind: str, value: Any, args: list[Term]) -> Term:
        """Return the term of any other operation."""
        raise NotImplementedError

    def term(self, tree: Tree, links: Mapping[str, Tree] = NO_LINKS) -> Term:
        """Return the term of a tree in which the symbols in ``links`` stand for other trees; arguments come first, left to right."""
        self.room = ROOM
        try:
            return self.small_term(tree, links, {})
        except (NoRoom, RecursionError):  # the stack may be nearly full where this is called
            return self.large_term(tree, links)

    def small_term(self, tree: Tree, links: Mapping[str, Tree], names: dict[str, Term]) -> Term:
        """Return the same, ``names`` being the terms of the symbols so far. Raises NoRoom where the tree is found to be large."""
        kind, value, args = tree
        if not args:
            return self.leaf(kind, value, links, names)
        self.room -= 1
        if self.room < 0:
            raise NoRoom
        terms: list[Term] = []
        for arg in args:
            inner, held, deeper = arg
            if deeper:
                terms.append(self.small_term(arg, links, names))
            elif inner == "number":
                terms.append((held if held.__class__ is int else exact(held), ()))
            else:
                terms.append(names[held] if inner == "symbol" and held in names else self.leaf(inner, held, links, names))
        operation = self.operations.get(kind)
        return operation(self, terms) if operation else self.function(kind, value, terms)

    def leaf(self, kind: str, value: Any, links: Mapping[str, Tree], names: dict[str, Term]) -> Term:
        """Return the term of a number, a constant, or a symbol, which joins the names."""
        if kind == "number":
            return (exact(value), ())
        if kind != "symbol":
            return self.base(kind, value, (kind, value))
        if value not in names:
            names[value] = self.small_term(links[value], links, names) if value in links else self.base(kind, value, (kind, value))
        return names[value]

    def large_term(self, tree: Tree, links: Mapping[str, Tree]) -> Term:
        """Return the same without recursion; what is shared is met once."""
        done: dict[int, Term] = {}  # of a node, by its id
        names: dict[str, Term] = {}
        for item in postorder(tree, links):
            kind, value, args = item
            if args:
                terms = [done[id(arg)] for arg in args]
                operation = self.operations.get(kind)
                done[id(item)] = operation(self, terms) if operation else self.function(kind, value, terms)
            else:
                if kind == "symbol" and value in links:
                    names[value] = done[id(links[value])]
                done[id(item)] = self.leaf(kind, value, links, names)
        return done[id(tree)]
