"""Filling the texts of the table of mistakes with the names, formulas and values of one problem."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from string import Formatter

from chainrule.functions import FUNCTIONS
from chainrule.homework.mistakes import Row
from chainrule.homework.slips.source import Place, tidy
from chainrule.homework.verdict import Mistake, Prose, said
from chainrule.tree import Tree, names, node, number, postorder, relation, symbol

Field = Tree | str | Prose

KINDS = {"pow": "power", "mul": "product", "div": "quotient", "add": "sum", "neg": "sign", "apply": "function", "integral": "integral", "symbol": "variable"}


class Wording:
    """The names of a problem's quantities by their expressions, and the variable asked for.

    ``links`` are the names that chainrule gave, which stay out of formulas; ``of`` is the quantity that is differentiated.
    """

    def __init__(self, named: Mapping[Tree, str], links: Collection[str], of: str, wrt: str, single: bool) -> None:
        self.named, self.of, self.wrt, self.sign = dict(named), of, wrt, "d" if single else "∂"
        self.given = {tree: name for tree, name in named.items() if name not in links and name != of}
        self.links = {name: tree for tree, name in named.items() if name in links and name != of}

    def mistake(self, row: Row, place: Place | None = None, others: tuple[str, ...] = (), **given: Field) -> Mistake:
        """Return a row of the table with its texts filled in."""
        fields = Fields(self, place, given | {"this": ()} if others else given)
        message = filled(row.message, fields)
        return Mistake(row.name, self.where(place), (*message, *self.meant(message)), filled(row.hint, fields), others)

    def meant(self, message: Prose) -> Prose:
        """Return what the links in a message are, which the reader has not named: Here u = 2 + cos(x)."""
        used = dict.fromkeys(each[1] for piece in message if isinstance(piece, Tree) for each in postorder(piece) if each[0] == "symbol")
        told: list[str | Tree] = []
        for name in filter(self.links.__contains__, used):
            told += (" and " if told else "  Here ", relation("=", symbol(name), self.shown(self.links[name])))
        return (*told, ".") if told else ()

    def where(self, place: Place | None) -> str:
        """Return the edge or the node that a place stands for, or the nearest description of it."""
        if place is None:
            return self.of
        outer = self.named.get(place.node)
        if place.chained and outer:
            return said((self.edge(outer, self.named.get(place.argument) or self.shown(place.argument)),))
        return outer or said((self.shown(place.node),))

    def shown(self, tree: Tree, within: Tree | None = None) -> Tree:
        """Return a tree with the quantities that the reader named in the place of their expressions, inside it; with those that stand in another one alone.

        Where x = cos(t), the derivative of 3 sin(t) is 3 cos(t), and not 3x.
        """
        if not self.given:
            return tree
        parts = None if within is None else set(postorder(within))
        done: dict[int, Tree] = {}
        for item in postorder(tree):
            name = self.given.get(item) if item is not tree and item[2] and (parts is None or item in parts) else None
            done[id(item)] = symbol(name) if name else node(item[0], item[1], tuple(done[id(arg)] for arg in item[2]))
        return done[id(tree)]

    def is_whole(self, place: Place) -> bool:
        """Return whether a place is the whole of what is differentiated."""
        return self.named.get(place.node) == self.of

    def is_multiple(self, place: Place) -> bool:
        """Return whether the whole is a constant multiple of a place: 4/3·π·r³ of r³."""
        tree = next((tree for tree, name in self.named.items() if name == self.of), place.node)
        while tree != place.node:
            varying = [arg for arg in tree[2] if place.x[1] in names(arg)]
            if len(varying) != 1 or tree[0] not in ("mul", "div", "neg") or (tree[0] == "div" and varying[0] is tree[2][1]):
                return False
            tree = varying[0]
        return True

    def edge(self, of: str | Tree, wrt: str | Tree) -> Tree:
        """Return an unevaluated derivative: of quantities by name where they have one."""
        upper = symbol(of) if isinstance(of, str) else of
        lower = symbol(wrt) if isinstance(wrt, str) else wrt
        return node("derivative", "d", (upper, lower))


class Fields(dict[str, "Field"]):
    """The fields of a text, each made when it is needed."""

    def __init__(self, wording: Wording, place: Place | None, given: Mapping[str, Field]) -> None:
        super().__init__(given)
        self.wording, self.place = wording, place

    def __missing__(self, name: str) -> Field:
        if self.place is None:
            return {"of": symbol(self.wording.of), "wrt": symbol(self.wording.wrt)}.get(name, "it")
        return FIELDS[name](self.wording, self.place)


def named_or_itself(wording: Wording, tree: Tree) -> Tree:
    name = wording.named.get(tree)
    return wording.shown(tree) if name is None else symbol(name)


def outer(wording: Wording, place: Place) -> Tree | str:
    """Return the outer derivative by its name, dh/du, where both quantities have one."""
    of, wrt = wording.named.get(place.node), wording.named.get(place.argument)
    if of and wrt:
        return wording.edge(of, wrt)
    return outer_value(wording, place)


def correct(wording: Wording, place: Place) -> Prose:
    """Return what the outer derivative is: dh/du = 1/u, or that it is 1/u where the quantities have no names."""
    named, value = outer(wording, place), outer_value(wording, place)
    return ("it is ", value) if named == value else (named, " = ", value)


def outer_value(wording: Wording, place: Place) -> Tree:
    """Return the right outer derivative."""
    return tidy(wording.shown(place.outer(place.argument) if place.chained else place.own, place.node))


def inner(wording: Wording, place: Place) -> Tree:
    """Return the statement of the inner derivative: du/dx = −sin(x)."""
    argument = named_or_itself(wording, place.argument)
    return relation("=", node("derivative", wording.sign, (argument, place.x)), tidy(wording.shown(place.inner_derivative, place.argument)))


def this(wording: Wording, place: Place) -> Prose:
    """Return ``this is dh/du, and `` where the place is the whole problem, else nothing."""
    return ("this is ", outer(wording, place), ", and ") if wording.is_whole(place) else ()


def alone(wording: Wording, place: Place) -> Prose:
    """Return ``This is`` where the place is the whole problem, else of which part of it something is said."""
    return ("This is",) if wording.is_whole(place) else ("Of ", wording.shown(place.node), ", there is")


def link(wording: Wording, place: Place) -> Tree:
    """Return the statement of the outer derivative: dh/du = 1/u; without names, 1/u alone."""
    named, value = outer(wording, place), outer_value(wording, place)
    return value if isinstance(named, str) or named == value else relation("=", named, value)


def function(_: Wording, place: Place) -> str:
    kind, value, args = place.node
    if kind == "call":
        return FUNCTIONS[value].rule
    if kind == "pow" and place.inner[0] is None:
        return "exponential"
    return "root" if kind == "pow" and args[1] == number(1) / number(2) else KINDS[kind]


FIELDS: dict[str, Callable[[Wording, Place], Field]] = {
    "this": this,
    "alone": alone,
    "link": link,
    "it": lambda wording, place: "it" if wording.is_multiple(place) else outer(wording, place),
    "of": lambda wording, _: symbol(wording.of),
    "wrt": lambda wording, _: symbol(wording.wrt),
    "part": lambda wording, place: wording.shown(place.node),
    "value": lambda wording, place: tidy(wording.shown(place.own, place.node)),
    "inside": lambda wording, place: wording.shown(place.argument),
    "function": function,
    "outer": outer,
    "correct": correct,
    "inner": inner,
    "found": inner,
}


def filled(template: str, fields: Mapping[str, Field]) -> Prose:
    """Return a text with its fields filled in, formulas as trees."""
    pieces: list[str | Tree] = []
    for text, name, _, _ in Formatter().parse(template):
        if text:
            pieces.append(text)
        if name:
            found = fields[name]
            pieces.extend((found,) if isinstance(found, (str, Tree)) else found)  # a Tree is a tuple too
    return tuple(pieces)

