"""What a person asks: definitions, the quantity to differentiate and by what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from chainrule.notation.logarithms import LOG
from chainrule.notation.names import ACCENTS, MARKS, canonical, folded
from chainrule.tree import ZERO, Tree, add, names, neg, postorder

if TYPE_CHECKING:
    from chainrule.networks.layers import Network

_LAYER = re.compile(r"([^\W\d_]\w*_[^\W\d_]+)\^\(\d\)")
_TYPED_ACCENT = re.compile(r"^([^\W\d_])_?(hat|bar|tilde|vec)(?![^\W\d_])")


def names_in(given: Any) -> tuple[str, ...]:
    """Return the names that a caller gives: text with commas between them, but not those of an index, or several of such, or SymPy symbols.

    >>> names_in("x, w_{10,2}"), names_in(["x", "y"])
    (('x', 'w_{10,2}'), ('x', 'y'))
    """
    several = given if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
    return tuple(part.strip() for each in several for part in re.split(r",(?![^{}]*\})", str(each)))


def alike(name: str, known: Iterable[str]) -> str:
    """Return the one of some names that a name stands for, letter for letter or as it looks: theta for θ, φ for ϕ, yhat for ŷ; the name itself where none does.

    >>> alike("theta", ["r", "θ"]), alike("x1", ["x_1"]), alike("y_hat", ["y", "ŷ"]), alike("w", ["v"])
    ('θ', 'x_1', 'ŷ', 'w')
    """
    names = tuple(known)
    if name in names:
        return name
    looks = _looks(name)
    found = [each for each in names if _looks(each) == looks]
    return found[0] if len(found) == 1 else _without_layer(names).get(name, name)


def typed_out(known: Collection[str]) -> dict[str, str]:
    """Return the names with an accent by what they are when that is typed out, and those of a layer by what they are without its number.

    What is another name, or stands for several, is left out.

    >>> typed_out(["y", "ŷ_1"]), typed_out(["w_ij^(1)", "w_jk^(2)", "b_k^(1)", "b_k^(2)"])
    ({'yhat_1': 'ŷ_1', 'y_hat_1': 'ŷ_1'}, {'w_ij': 'w_ij^(1)', 'w_jk': 'w_jk^(2)'})
    """
    accented = ((name, decomposed[0], MARKS.get(decomposed[1], "")[1:], decomposed[2:]) for name in known if len(decomposed := normalize("NFD", name)) > 1)
    written = ((f"{letter}{space}{accent}{index}", name) for name, letter, accent, index in accented if accent for space in ("", "_"))
    return {typed: name for typed, name in written if typed not in known} | _without_layer(known)


def _without_layer(known: Collection[str]) -> dict[str, str]:
    """Return the names that have letters for their indices and the number of a layer above, by what they are without it where that is clear."""
    found: dict[str, list[str]] = {}
    for name in known:
        if name[-1:] == ")" and (layer := _LAYER.fullmatch(name)):
            found.setdefault(layer[1], []).append(name)
    return {short: several[0] for short, several in found.items() if len(several) == 1 and short not in known}


def _looks(name: str) -> str:
    return normalize("NFKC", folded(_TYPED_ACCENT.sub(lambda found: found[1] + ACCENTS[found[2]], name))) if name else ""


OF_ALL = ", which has the same first derivative"  # in what is said of a loss of all values, which stands as a sum


@dataclass(frozen=True, slots=True)
class Reading:
    """How an ambiguous piece of text was read: what was taken, and how to write the other reading.

    ``start`` and ``end`` delimit the piece in the text (0-based, end excluded). ``other`` is what to write in its place
    for the other reading, where that is text. ``own`` says that it holds for what is differentiated by alone.
    """

    message: str
    start: int = 0
    end: int = 0
    other: str = ""
    own: bool = False

    def __str__(self) -> str:
        return self.message


class Definition(NamedTuple):
    """``name(parameters) = tree``; ``start`` and ``end`` delimit the definition in the text (for errors)."""

    name: str
    tree: Tree
    parameters: tuple[str, ...] = ()
    start: int = 0
    end: int = 0

    @property
    def mentioned(self) -> tuple[str, ...]:
        """The definition's name, its parameters and the quantities in it."""
        return (self.name, *self.parameters, *names(self.tree))


def reached(definitions: list[Definition], start: list[str]) -> set[str]:
    """Return the names that some definitions depend on, their own among them."""
    table, found, waiting = {each.name: each for each in definitions}, set(start), list(start)
    while waiting:
        name = waiting.pop()
        more = with_bases(table[name].tree) - found if name in table else set()
        found |= more
        waiting += more
    return found


def with_bases(tree: Tree) -> set[str]:
    """Return the names in an expression, and f for f_x, which may be its derivative."""
    found = mentioned(tree)
    return found | {name.partition("_")[0] for name in found}


class Equation(NamedTuple):
    """``left = right`` between quantities, of which it gives one implicitly in terms of the others."""

    left: Tree
    right: Tree

    @property
    def solved(self) -> str:
        """The name that stands alone on the left side, as V in V = πr²h; empty where none does."""
        return self.left.value if self.left.kind == "symbol" and self.left.value not in names(self.right) else ""

    @property
    def difference(self) -> Tree:
        """The left side minus the right one: what the equation says is 0."""
        if self.right == ZERO:
            return self.left
        return add(self.left, self.right.args[0] if self.right.kind == "neg" else neg(self.right))


def mentioned(tree: Tree) -> set[str]:
    """Return the names of the quantities and of the unspecified functions in an expression."""
    return {*names(tree), *(item[1][0] for item in postorder(tree) if item[0] == "apply")}


def inputs_below(start: Iterable[str], table: Mapping[str, Tree]) -> tuple[list[str], list[str]]:
    """Return the names that nothing in a table of definitions gives, and those that something does, among some names and what they depend on."""
    found = dict.fromkeys(start)
    waiting = list(found)
    for name in waiting:  # which grows
        fresh = [each for each in names(table[name]) if each not in found] if name in table else []
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return [name for name in found if name not in table], [name for name in found if name in table]


TIME = "t"  # what every quantity may depend on, though no formula says so
SHOWN = 60  # characters of a problem's text where it is met at a prompt
PLACE = "a"  # what textbooks call the place at which a function is approximated
UNNAMED = ("x", "y", "z")  # what the arguments of f are called in f_x where they are expressions


def argument_names(arguments: Iterable[Tree]) -> tuple[str, ...]:
    """Return what a function's arguments are called: x and y of f(x, y), u and v of f(u(t), v(t)); empty where one is any other expression."""
    named = {"symbol": lambda value: value, "apply": lambda value: value[0]}
    names = tuple(named[argument[0]](argument[1]) if argument[0] in named else "" for argument in arguments)
    return names if all(names) and len(set(names)) == len(names) else ()


class Known(NamedTuple):
    """A value that the text gives of an unspecified function: ``place`` is f′(6) as a tree, ``value`` a number; both stand from ``start`` to ``end``."""

    place: Tree
    value: Tree
    start: int = 0
    end: int = 0


class Vector(NamedTuple):
    """A vector or a matrix, of which the definitions hold the components: ``name`` as written, and its ``indices``.

    ``asked`` are the components that are asked for where it is, the one under its own indices first. ``axes`` are what the
    indices belong to, each with the usual letter for its index and with one for how many values it has: the two of a square
    matrix are the same. ``row`` says that a vector is a row.
    """

    name: str
    asked: tuple[str, ...]
    indices: tuple[str, ...]
    axes: tuple[tuple[str, str], ...]
    row: bool = False


class Update(NamedTuple):
    """A step of gradient descent in the text: what the new value is called, how it is made, the parameter as the loss has it, and the loss."""

    name: str
    tree: Tree
    parameter: str
    loss: str


class Vectors(NamedTuple):
    """``each`` of the vectors and matrices of a problem, its definitions as ``written``, the kind of two columns side by side (see ``vectors.kinds``),
    which matrices are said to be ``symmetric``, and whether numbers are ``spread`` over the components of what they are added to.
    Where a matrix that changes is inverted, or its determinant is taken, all stays ``whole``: then the definitions hold no components.
    """

    each: tuple[Vector, ...] = ()
    written: tuple[Definition, ...] = ()
    beside: str = ""
    symmetric: tuple[str, ...] = ()
    spread: bool = False
    whole: bool = False


class Listed(NamedTuple):
    """A vector that stands in expressions: its name, the names of its components, in order, and its arguments."""

    name: str
    parts: tuple[str, ...]
    parameters: tuple[str, ...] = ()


class VectorFunction(NamedTuple):
    """A function with several components, of which the problem has a definition each: ``components`` are their names, in order.

    ``name`` is that of the function, and ``written`` its definition as the text has it, with a vector for its value; empty and
    None where definitions of their own, u = …; v = …, are asked for together.
    """

    name: str
    components: tuple[str, ...]
    written: Definition | None = None


class Problem(NamedTuple):
    """Definitions in the order written, and what is asked of them.

    ``output`` and ``wrt`` are what the text itself asks ("d/dx …", "dz/da"), else None and empty. ``order`` counts how
    often to differentiate; a mixed partial names one input for each time in ``wrt`` and has ``mixed`` set.
    A bare expression has the single definition with an empty name. ``layers`` is the layered network that the definitions
    were made from, if they were: its definitions are in order and stay whole. ``given`` are the definitions as written, where
    derivatives in them were worked out first and put in. ``reserved`` are names that no link may have. ``point`` holds the values, by name, at
    which the text asks for the derivative; the name is empty where it is the one variable. With an ``equation`` the last
    definition is the difference of its sides, and ``output`` the quantity that it gives implicitly, or one that another
    definition gives in terms of it. ``rates`` are the derivatives, by
    what the text differentiates by, that it gives of quantities without a definition: dr/dt = 2. ``apart`` are
    sums of which some terms were written apart from the rest, with what stands for them: see ``graph.terms_apart``. ``known`` are the values
    that the text gives of unspecified functions, each place once. ``totals`` are quantities with an index whose values add up to 1. ``vectors`` are the
    vectors and matrices of the text, of which the definitions hold the components. ``function`` is the function with several components that
    is asked about, if one is. ``listed`` are the vectors by their components that stand in other definitions. ``conditions`` say where quantities
    lie, x > 0, as the text has them; the derivation leaves them out.
    ``logarithm`` is how what is shown writes the natural logarithm: log where the text does, else ln.
    ``updates`` are the steps of gradient descent that the text has, w := w − η ∂L/∂w; the definitions leave them out.
    """

    text: str
    definitions: tuple[Definition, ...]
    output: str | None = None
    wrt: tuple[str, ...] = ()
    order: int = 1
    mixed: bool = False
    readings: tuple[Reading, ...] = ()
    layers: Network | None = None
    given: tuple[Definition, ...] = ()
    reserved: tuple[str, ...] = ()
    point: tuple[tuple[str, Tree], ...] = ()
    equation: Equation | None = None
    rates: tuple[tuple[str, Tree], ...] = ()
    apart: tuple[tuple[Tree, Tree], ...] = ()
    known: tuple[Known, ...] = ()
    totals: tuple[str, ...] = ()
    vectors: Vectors = Vectors()
    function: VectorFunction | None = None
    listed: tuple[Listed, ...] = ()
    conditions: tuple[str, ...] = ()
    logarithm: str = LOG
    updates: tuple[Update, ...] = ()

    def __repr__(self) -> str:
        return f"<Problem {self.text if len(self.text) <= SHOWN else self.text[: SHOWN - 1] + '…'!r}>"

    @property
    def as_written(self) -> tuple[Definition, ...]:
        """The definitions as the text has them."""
        return self.given or self.definitions

    @property
    def difference(self) -> str:
        """The name of the difference of the equation's sides, the last definition; empty where there is no equation."""
        return "" if self.equation is None else self.definitions[-1].name

    @property
    def beside(self) -> tuple[Definition, ...]:
        """The definitions beside the equation, as written; all of them where there is none."""
        return self.as_written if self.equation is None else self.definitions[:-1]

    def spelled(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return names as the problem has them: θ for theta, and the components of a vector for it."""
        if not self.vectors.each and all(name.isascii() and len(name) == 1 for name in names):
            return names
        known = {name for definition in self.definitions for name in definition.mentioned}
        vectors = {each.name: each.asked for each in self.vectors.each}
        found = [alike(canonical(name), known | vectors.keys()) for name in names]
        return tuple(each for name in found for each in vectors.get(name, (name,)))

    def quantity(self, name: str | None) -> str | None:
        """Return the name of a defined quantity as the problem has it: z_1^(2) for z_1^{(2)}, θ for theta; None where none is said."""
        return alike(canonical(name), {definition.name for definition in self.definitions}) if name else None

    def without_beside(self, values: dict[str, Any], known: Collection[str]) -> dict[str, Any]:
        """Return values without those of inputs that are not among the ``known`` quantities, on which an output depends."""
        if values.keys() <= set(known):
            return values
        used = {name for definition in self.definitions for name in names(definition.tree)}
        beside = used.difference(known, *((definition.name, *definition.parameters) for definition in self.definitions))
        return {name: value for name, value in values.items() if name not in beside}

    def values_for(self, variable: str) -> dict[str, Tree]:
        """Return the values at which the text asks for the derivative by a variable; empty where it does not.

        An a that is no quantity of the problem is where the variable is: at a = 1.
        """
        place = PLACE if any(name == PLACE for name, _ in self.point) and not any(PLACE in each.mentioned for each in self.definitions) else ""
        return {variable if name in ("", place) else name: value for name, value in self.point}
