"""An expression differentiated node by node, so that one rule can be replaced by a wrong one at any place."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chainrule.calculus import Tidier, differentiate
from chainrule.calculus.rules import DIFFERENTIATORS, lowered
from chainrule.functions import FUNCTIONS
from chainrule.integrals import integrand_at, outside_integrands
from chainrule.tree import ONE, TWO, ZERO, E, Tree, add, apply, call, div, mul, names, neg, node, postorder, power, rewrite, symbol, total

CHAIN = ("call", "pow", "apply", "integral")  # kinds that the chain rule is for


@dataclass(frozen=True, slots=True)
class Place:
    """A node of the expression that depends on the variable ``x``: its arguments' derivatives (None for a constant) and its own."""

    node: Tree
    inner: tuple[Tree | None, ...]
    own: Tree
    x: Tree
    derived: Mapping[int, Tree | None]  # the derivatives of all nodes below, by their ids

    @property
    def varying(self) -> list[int]:
        """The places of the arguments that depend on the variable."""
        return [index for index, each in enumerate(self.inner) if each is not None]

    @property
    def chained(self) -> bool:
        """Whether this is a function or power of one argument that depends on the variable, or an integral with one such limit: what the chain rule is for."""
        return self.node[0] in CHAIN and len(self.varying) == 1 and (self.node[0] != "integral" or self.varying != [0])

    @property
    def argument(self) -> Tree:
        """The one argument that depends on the variable."""
        return self.node.args[self.varying[0]]

    @property
    def inner_derivative(self) -> Tree:
        """The derivative of that argument."""
        return self.inner[self.varying[0]] or ONE

    def below(self, tree: Tree) -> Place:
        """Return a part that depends on the variable as a place of its own."""
        return Place(tree, tuple(self.derived[id(arg)] for arg in tree[2]), self.derived[id(tree)] or ZERO, self.x, self.derived)

    def with_argument(self, argument: Tree) -> Tree:
        """Return the node with another argument in the place of the one that depends on the variable."""
        args = list(self.node[2])
        args[self.varying[0]] = argument
        return node(self.node[0], self.node[1], tuple(args))

    def outer(self, argument: Tree) -> Tree:
        """Return the local derivative by the one varying argument, taken at another argument."""
        kind, value, args = self.node
        index = self.varying[0]
        changed = self.with_argument(argument)
        if kind == "call":
            return FUNCTIONS[value].derivative(index, changed.args)
        if kind == "apply":
            name, orders = value
            return apply(name, changed[2], tuple(order + (place == index) for place, order in enumerate(orders)))
        if kind == "integral":
            return integrand_at(self.node, argument) if index > 1 else neg(integrand_at(self.node, argument))
        if index == 0:
            return mul(args[1], lowered(argument, args[1]))
        return changed if args[0] == E else mul(changed, call("log", args[0]))


def times(*factors: Tree) -> Tree:
    """Return a product without factors that are 1."""
    kept = [factor for factor in factors if factor[0] != "number" or factor[1] != 1]
    return mul(*kept) if len(kept) > 1 else kept[0] if kept else ONE


Slip = Callable[[Place], Tree | None]


class Source:
    """An expression and its derivative by one name, node by node."""

    def __init__(self, tree: Tree, wrt: str) -> None:
        self.tree, self.wrt, self.x = tree, wrt, symbol(wrt)
        every = postorder(tree)
        outside = outside_integrands(tree)  # what is integrated is differentiated as a whole
        self.order = every if outside is None else [item for item in every if id(item) in outside]
        bodies = [item[2][0] for item in every if item[0] == "integral"]
        self.derived: dict[int, Tree | None] = {id(body): differentiate(body, {wrt}).get(wrt) for body in bodies}
        self.index = {id(item): index for index, item in enumerate(self.order)}
        self.users: dict[int, list[int]] = {}
        for item in self.order:
            self.derived[id(item)] = self.own(item, self.inner(item, self.derived))
            for arg in item[2]:
                self.users.setdefault(id(arg), []).append(id(item))

    def inner(self, item: Tree, derived: Mapping[int, Tree | None]) -> tuple[Tree | None, ...]:
        """Return the derivatives of a node's arguments."""
        return tuple(derived[id(arg)] for arg in item[2])

    def own(self, item: Tree, inner: tuple[Tree | None, ...]) -> Tree | None:
        """Return a node's derivative, given its arguments' derivatives; None for a constant."""
        if not item[2]:
            return ONE if item == self.x else None
        if not any(each is not None for each in inner):
            return None
        return DIFFERENTIATORS[item[0]](item, [{} if each is None else {self.wrt: each} for each in inner], None).get(self.wrt)

    @property
    def derivative(self) -> Tree:
        """The right derivative."""
        return self.derived[id(self.tree)] or ZERO

    def weights(self) -> dict[int, Tree]:
        """Return for every node that depends on the variable the derivative of the whole by that node's derivative.

        The whole is linear in it, so a change of a node's derivative by δ changes the whole by weight · δ.
        """
        gathered: dict[int, list[Tree]] = {id(self.tree): [ONE]}
        weights: dict[int, Tree] = {}
        for item in reversed(self.order):
            if self.derived[id(item)] is None or id(item) not in gathered:
                continue
            weight = weights[id(item)] = total(gathered[id(item)])
            for index, arg in enumerate(item[2]):
                if self.derived[id(arg)] is not None and id(arg) in self.index:
                    share = self.own(item, tuple(ONE if place == index else None for place in range(len(item[2]))))
                    gathered.setdefault(id(arg), []).append(times(weight, share or ZERO))
        return weights

    def places(self) -> Iterator[Place]:
        """Yield the nodes that depend on the variable, inner ones first."""
        for item in self.order:
            own = self.derived[id(item)]
            if own is not None:
                yield Place(item, self.inner(item, self.derived), own, self.x, self.derived)

    def above(self, nodes: Sequence[int]) -> set[int]:
        """Return the ids of the nodes whose derivative changes where the derivatives of some do."""
        reached, stack = set(nodes), list(nodes)
        while stack:
            for user in self.users.get(stack.pop(), ()):
                if user not in reached:
                    reached.add(user)
                    stack.append(user)
        return reached

    def with_slips(self, slips: Mapping[int, Slip]) -> Tree | None:
        """Return the derivative with wrong rules at some nodes, given by the nodes' ids; None where one does not apply."""
        changed = ChainMap({}, self.derived)
        for index in sorted(self.index[each] for each in self.above(list(slips))):
            item = self.order[index]
            inner = self.inner(item, changed)
            own = self.own(item, inner)
            slip = slips.get(id(item))
            if slip is not None:
                own = slip(Place(item, inner, own or ZERO, self.x, changed))
                if own is None:
                    return None
            changed[id(item)] = own
        return changed[id(self.tree)]


def tidy(tree: Tree) -> Tree:
    """Return the tidy form, or the tree itself where it divides by 0."""
    try:
        return Tidier()(tree)
    except ZeroDivisionError:
        return tree


def as_products(tree: Tree) -> Tree:
    """Return the tree with every quotient written as a product and every square root as a power: a·f/(b·gⁿ) as a/b·f·g⁻ⁿ."""

    def change(item: Tree) -> Tree:
        kind, value, args = item
        if kind == "call" and value == "sqrt":
            return power(args[0], div(ONE, TWO))
        if kind != "div" or not names(args[1]):
            return item
        above, below = factors(args[0]), factors(args[1])
        constants = [each for each in below if not names(each)]
        varying = times(*(each for each in below if names(each)))
        base, exponent = varying[2] if varying[0] == "pow" and not names(varying[2][1]) else (varying, ONE)
        if constants:
            place = next((index for index, each in enumerate(above) if not names(each)), None)
            above = [ONE, *above] if place is None else [above[place], *above[:place], *above[place + 1 :]]
            above[0] = div(above[0], times(*constants))
        return times(*above, power(base, negated(exponent)))

    return rewrite(tree, change)


def as_reciprocals(tree: Tree) -> Tree:
    """Return the tree with every constant over something that varies written as a product with a power: c/gⁿ as c·g⁻ⁿ."""

    def change(item: Tree) -> Tree:
        if item[0] != "div" or names(item[2][0]) or not names(item[2][1]):
            return item
        base, exponent = item[2][1][2] if item[2][1][0] == "pow" and not names(item[2][1][2][1]) else (item[2][1], ONE)
        return times(item[2][0], power(base, negated(exponent)))

    return rewrite(tree, change)


def factors(tree: Tree) -> list[Tree]:
    """Return the factors of a product, or the tree alone."""
    return list(tree[2]) if tree[0] == "mul" else [tree]


def as_power_of_quotient(tree: Tree) -> Tree:
    """Return the tree with every quotient of equal powers written as the power of a quotient: aⁿ/bⁿ as (a/b)ⁿ."""

    def change(item: Tree) -> Tree:
        kind, _, args = item
        if kind != "div" or not args[0][0] == args[1][0] == "pow" or args[0][2][1] != args[1][2][1]:
            return item
        return power(div(args[0][2][0], args[1][2][0]), args[0][2][1])

    return rewrite(tree, change)


def negated(tree: Tree) -> Tree:
    """Return the opposite of a tree; two signs cancel."""
    return tree[2][0] if tree[0] == "neg" else neg(tree)


def step_of(tree: Tree, old: str) -> Tree:
    """Return what is added to the old value: all terms but the one that is the old value, or the first one."""
    terms = list(tree.args) if tree.kind == "add" else [tree]
    place = terms.index(symbol(old)) if symbol(old) in terms else 0
    rest = terms[:place] + terms[place + 1 :]
    return add(*rest) if len(rest) > 1 else rest[0] if rest else tree


def has_derivative(tree: Tree) -> bool:
    return any(item[0] == "derivative" for item in postorder(tree))


def is_unfinished(tree: Tree) -> bool:
    """Return whether the derivative of an expression is still to be worked out in a tree: d/dx[x²]."""
    return any(item[0] == "derivative" and item[2][0][0] != "symbol" for item in postorder(tree))


def is_decimal(tree: Tree) -> bool:
    """Return whether a tree is a decimal number, with a sign or without."""
    number = tree.args[0] if tree.kind == "neg" else tree
    return number.kind == "number" and isinstance(number.value, Decimal)
