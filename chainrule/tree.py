"""The expression as written: one small immutable node type with a handful of kinds.

Grammar, as ``kind value (arguments)``; nothing is simplified, sorted or evaluated when a tree is built::

    tree := number     int | Decimal ()             not negative; a Decimal keeps the digits as typed
          | constant   "e" | "pi" | "∞" ()          ∞, or its negation, only as a limit of an integral
          | symbol     name ()                      a name in canonical form, see notation.names
          | neg        None (tree)
          | add        None (tree, tree, …)         two or more terms; a − b is add(a, neg(b))
          | mul        None (tree, tree, …)         two or more factors, in the order written
          | hadamard   None (tree, tree, …)         a product of vectors component by component, in what is written of them alone
          | div        None (numerator, denominator)
          | pow        None (base, exponent)
          | call       name (tree, …)               a function of the table in functions.py
          | apply      (name, orders) (tree, …)     an unspecified function; orders counts how often it has been
                                                    differentiated by each argument: f″(u) is ("f", (2,)), J(y, ŷ) is ("J", (0, 0))
          | sum        index (body, low, high)      Σ over an index name
          | integral   variable (body, low, high)   ∫ body d(variable) from low to high; see ``integrals``
          | bound      variable ()                  the variable of integration in the body
          | except     case (low)                   the low of a sum that leaves out the term of one index: Σ_{k≠i} starts at except i (1)
          | relation   operator (tree, tree, …)     a condition such as u > 0 or −1 < u < 1; operator: < ≤ ≠ > ≥ =
          | logic      "and" | "or" (tree, tree, …) conditions together: relations, or logic of them
          | pieces     "first" (tree, condition, …) a value and its condition by turns: the value of the first condition that holds; a value
                                                    without one, for all else, may come last
          | derivative sign (of, wrt, …)            an unevaluated derivative, for statements such as dh/dx; sign: "d" or "∂"
          | vector     None (tree, tree, …)         the components of a vector in order, in what is written of them alone;
                                                    a vector of vectors is a matrix, row by row

Every walk is a loop: a tree may be 100,000 levels deep, and may share subtrees (then it is a directed acyclic graph).
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import is_, itemgetter
from typing import Any, TypeVar

KINDS = tuple("number constant symbol neg add mul hadamard div pow call apply sum integral bound except relation logic pieces derivative vector".split())  # noqa: SIM905

SMALL = 500  # nodes written out up to which a walk needs no account of what it has seen

MANY = 20_000  # new objects, for the cyclic garbage collector

Result = TypeVar("Result")

_HEAD = itemgetter(0, 1)  # of a node: its kind and value


class Tree(tuple):  # type: ignore[type-arg]  # a plain tuple (kind, value, args) underneath: built in 0.1 µs and unpacked in one step
    """One node of an expression: ``kind``, ``value`` and ``args`` (a tuple of trees).

    Equality is structural. The operators + - * / ** build trees as written: ``1 / u`` is div(number 1, u).
    """

    __slots__ = ()

    kind: str = property(itemgetter(0))  # type: ignore[assignment]
    value: Any = property(itemgetter(1))
    args: tuple[Tree, ...] = property(itemgetter(2))  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tree) and same(self, other)

    def __ne__(self, other: object) -> bool:
        return not (isinstance(other, Tree) and same(self, other))

    def __hash__(self) -> int:
        kind, value, args = self
        return hash((kind, value, len(args), *map(_HEAD, args)))

    def __repr__(self) -> str:
        return fold(self, lambda node, parts: " ".join(["(" + node.kind, *([repr(node.value)] if node.value is not None else []), *parts]) + ")")

    def __reduce__(self) -> tuple[Any, ...]:
        order = list(postorder(self))
        place = {id(node): index for index, node in enumerate(order)}
        return rebuild, (tuple((kind, value, tuple(place[id(arg)] for arg in args)) for kind, value, args in order),)

    def __add__(self, other: Tree | int) -> Tree:  # type: ignore[override]  # trees add as mathematics, not as tuples
        return add(self, tree(other))

    def __radd__(self, other: int) -> Tree:
        return add(tree(other), self)

    def __sub__(self, other: Tree | int) -> Tree:
        return add(self, neg(tree(other)))

    def __rsub__(self, other: int) -> Tree:
        return add(tree(other), neg(self))

    def __mul__(self, other: Tree | int) -> Tree:  # type: ignore[override]
        return mul(self, tree(other))

    def __rmul__(self, other: int) -> Tree:  # type: ignore[override]
        return mul(tree(other), self)

    def __truediv__(self, other: Tree | int) -> Tree:
        return div(self, tree(other))

    def __rtruediv__(self, other: int) -> Tree:
        return div(tree(other), self)

    def __pow__(self, other: Tree | int) -> Tree:
        return power(self, tree(other))

    def __rpow__(self, other: int) -> Tree:
        return power(tree(other), self)

    def __neg__(self) -> Tree:
        return neg(self)


class collector_paused:  # noqa: N801  # used as a function is
    """Pause the cyclic garbage collector: trees make no cycles, and walking over them again and again costs 2 to 6 times the work."""

    __slots__ = ("enabled",)

    def __enter__(self) -> None:
        self.enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if not self.enabled:
            return
        if gc.get_count()[0] > MANY and not gc.get_freeze_count():  # the oldest generation takes what was built at once, without a walk over it
            gc.freeze()
            gc.unfreeze()
        gc.enable()


def node(kind: str, value: Any, args: tuple[Tree, ...] = ()) -> Tree:
    """Return a node of any kind; the arguments are taken as they are."""
    return Tree((kind, value, args))


def rebuild(order: tuple[tuple[str, Any, tuple[int, ...]], ...]) -> Tree:
    """Return the tree whose nodes are listed arguments first, as pickling lists them."""
    built: list[Tree] = []
    for kind, value, args in order:
        built.append(node(kind, value, tuple(built[arg] for arg in args)))
    return built[-1]


def tree(value: Tree | int) -> Tree:
    """Return a tree as it is, and an integer as a number (negated where it is negative)."""
    return number(value) if isinstance(value, int) else value


def number(value: int | Decimal) -> Tree:
    """Return an exact number; a negative one is the negation of a number."""
    if value < 0:
        return neg(Tree(("number", -value, ())))
    return Tree(("number", value, ()))


def constant(name: str) -> Tree:
    """Return Euler's number ``"e"``, the circle's ``"pi"``, or ``"∞"``."""
    return Tree(("constant", name, ()))


def symbol(name: str) -> Tree:
    """Return a quantity's name."""
    return Tree(("symbol", name, ()))


def neg(arg: Tree) -> Tree:
    return Tree(("neg", None, (arg,)))


def add(*terms: Tree) -> Tree:
    return Tree(("add", None, terms))


def mul(*factors: Tree) -> Tree:
    return Tree(("mul", None, factors))


def div(numerator: Tree, denominator: Tree) -> Tree:
    return Tree(("div", None, (numerator, denominator)))


def power(base: Tree, exponent: Tree) -> Tree:
    return Tree(("pow", None, (base, exponent)))


def call(name: str, *args: Tree) -> Tree:
    """Return a known function, by its name in the table, of some arguments."""
    return Tree(("call", name, args))


def apply(name: str, args: tuple[Tree, ...], orders: tuple[int, ...] | None = None) -> Tree:
    """Return an unspecified function of some arguments, differentiated ``orders[k]`` times by argument k."""
    return Tree(("apply", (name, orders or (0,) * len(args)), args))


def relation(operator: str, *sides: Tree) -> Tree:
    """Return a condition; ``operator`` is one of < ≤ ≠ > ≥ =."""
    return Tree(("relation", operator, sides))


def logic(word: str, *conditions: Tree) -> Tree:
    """Return conditions together: ``word`` is "and" or "or"."""
    return Tree(("logic", word, conditions))


def pieces(*args: Tree) -> Tree:
    """Return an expression in pieces: values and their conditions by turns, and perhaps a last value for all else."""
    return Tree(("pieces", "first", args))


def derivative(of: str, *wrt: str, sign: str = "d") -> Tree:
    """Return the unevaluated d(of)/d(wrt…); ``sign`` is "d" or "∂"."""
    return Tree(("derivative", sign, (symbol(of), *map(symbol, wrt))))


def vector(*components: Tree) -> Tree:
    """Return a vector by its components, or a matrix by its rows."""
    return Tree(("vector", None, components))


def is_matrix(tree: Tree) -> bool:
    """Return whether a tree is a matrix: a vector of rows."""
    return bool(tree[0] == "vector" and tree[2][0][0] == "vector")


NO_LINKS: Mapping[str, Tree] = {}
ZERO, ONE, TWO = number(0), number(1), number(2)
E, PI, INFINITY = constant("e"), constant("pi"), constant("∞")


def total(terms: Sequence[Tree]) -> Tree:
    """Return the sum of some terms; one alone is itself, and none are 0."""
    return add(*terms) if len(terms) > 1 else terms[0] if terms else ZERO


def postorder(root: Tree, links: Mapping[str, Tree] = NO_LINKS) -> list[Tree]:
    """Return every distinct node object below and including the root, arguments before what holds them, left to right.

    Below each symbol in ``links``, the nodes of the tree that it stands for come before it.
    """
    every = occurrences(root, links)
    return _each_once(root, links) if every is None else list({id(item): item for item in every}.values())


def _each_once(root: Tree, links: Mapping[str, Tree]) -> list[Tree]:
    """Return what ``postorder`` does, of any tree."""
    order: list[Tree] = []
    seen: set[int] = set()
    stack: list[Tree | None] = [root]
    while stack:
        top = stack.pop()
        if top is None:  # everything below the node under this mark is done
            order.append(stack.pop())  # type: ignore[arg-type]  # a node stands under every mark
            continue
        if id(top) in seen:
            continue
        seen.add(id(top))
        if top[2]:
            stack += (top, None)
            stack += reversed(top[2])
        elif top[1] in links and top[0] == "symbol":
            stack += (top, None, links[top[1]])
        else:
            order.append(top)
    return order


def occurrences(root: Tree, links: Mapping[str, Tree] = NO_LINKS) -> list[Tree] | None:
    """Return the nodes as ``postorder`` does, but what is shared every time it is met; None where that would be many nodes."""
    order: list[Tree] = []
    stack = [root]
    while stack:
        order.append(item := stack.pop())
        args = item[2]
        if args:
            stack += args
        elif links and item[1] in links and item[0] == "symbol":
            stack.append(links[item[1]])
        else:
            continue
        if len(stack) + len(order) > SMALL:
            return None
    order.reverse()
    return order


def walk(root: Tree) -> list[Tree]:
    """Return the nodes as ``postorder`` does, in half the time; but in a small tree, what is shared may come more than once."""
    return occurrences(root) or _each_once(root, NO_LINKS)


def fold(root: Tree, combine: Callable[[Tree, list[Result]], Result]) -> Result:
    """Return ``combine(node, results of its arguments)`` at the root; a shared node is combined once."""
    done: dict[int, Result] = {}
    for item in postorder(root):
        done[id(item)] = combine(item, [done[id(arg)] for arg in item[2]])
    return done[id(root)]


def rewrite(root: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """Return the tree with ``change`` applied to every node, arguments first; untouched parts stay the same objects."""

    def step(item: Tree, args: list[Tree]) -> Tree:
        kept = all(new is old for new, old in zip(args, item[2], strict=True))
        return change(item if kept else node(item[0], item[1], tuple(args)))

    return fold(root, step)


def substitute(root: Tree, values: dict[str, Tree]) -> Tree:
    """Return the tree with symbols replaced, all at once; untouched parts stay the same objects."""
    done: dict[int, Tree] = {}
    for item in walk(root):
        kind, value, args = item
        if args:
            new = tuple([done[id(arg)] for arg in args])
            done[id(item)] = item if all(map(is_, new, args)) else Tree((kind, value, new))
        else:
            done[id(item)] = values.get(value, item) if kind == "symbol" else item
    return done[id(root)]


def without_sums(tree: Tree) -> Tree:
    """Return an expression with a 0 in place of each sum."""
    return rewrite(tree, lambda item: ZERO if item[0] == "sum" else item)


def names(root: Tree) -> tuple[str, ...]:
    """Return the names of the symbols in a tree, in order of first appearance from the left."""
    short = spelling(root)
    return tuple(dict.fromkeys([item[1] for item in postorder(root) if item[0] == "symbol"])) if short is None else short[1]


def size(root: Tree) -> int:
    """Return how many nodes the tree has when it is written out, a shared subtree counted every time."""
    return fold(root, lambda _, sizes: 1 + sum(sizes))


def depth(root: Tree) -> int:
    """Return how many levels the tree has; a leaf has one."""
    return fold(root, lambda _, depths: 1 + max(depths, default=0))


def fingerprint(root: Tree) -> tuple[Any, ...]:
    """Return a key that two trees have in common only if they are written the same; equal small trees always have."""
    short = spelling(root)
    if short is not None:
        return short[0]
    order = postorder(root)
    place = {id(item): index for index, item in enumerate(order)}
    return tuple([(kind, value.__class__, value, *[place[id(arg)] for arg in args]) for kind, value, args in order])


def spelling(root: Tree, most: int = SMALL) -> tuple[tuple[Any, ...], tuple[str, ...]] | None:
    """Return the fingerprint of a small tree and the names in it; None where it has more than ``most`` nodes when it is written out."""
    key: list[Any] = []
    found: list[str] = []
    order = [root]
    for place, (kind, value, args) in enumerate(order, 1):  # the arguments of a node are put in behind it
        key.append(kind)
        key.append(value)
        if args:
            order[place:place] = args
            key.append(len(args))
            if len(order) > most:
                return None
        elif kind == "symbol":
            key.append(0)
            found.append(value)
        else:
            key.append(value.__class__)
    return tuple(key), distinct(found)


def distinct(found: Sequence[str]) -> tuple[str, ...]:
    """Return names in order of first appearance, each once."""
    return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))


def same(left: Tree, right: Tree) -> bool:
    """Return whether two trees are written the same."""
    stack, compared = [(left, right)], set()
    while stack:
        a, b = stack.pop()
        if a is b or (id(a), id(b)) in compared:
            continue
        if a[0] != b[0] or a[1] != b[1] or type(a[1]) is not type(b[1]) or len(a[2]) != len(b[2]):
            return False
        compared.add((id(a), id(b)))
        for x, y in zip(a[2], b[2], strict=True):
            if x is y:
                continue
            if x[2]:
                stack.append((x, y))
            elif x[0] != y[0] or x[1] != y[1] or type(x[1]) is not type(y[1]) or y[2]:  # two leaves are not put on the stack
                return False
    return True
