"""Expressions of vectors and matrices by their components: W x + b is Σ_j W_ij·x_j + b_i.

Every index belongs to an axis; what stands side by side in a product, or under one another in a sum, shares one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from chainrule.notation.indices import apart, carries, with_index
from chainrule.notation.names import split
from chainrule.tree import ONE, ZERO, Tree, call, mul, names, node, number, postorder, power, symbol
from chainrule.vectors.kinds import COLUMN, HADAMARD, MATRIX, NORM_1, NORMS, ONES, ROW, SCALAR, TRACE, Kinds, Unfit, factors, transposed
from chainrule.vectors.matrices import check_functions

LETTERS, COUNTS = "ijklpqr", "nmpdqh"  # for indices, and for how many values they have
SECOND = "jkmlpqrs"  # letters for the index of another component of a vector

At = Callable[[str, str, frozenset[str]], Tree]  # of the index of the row, that of the column, and all that are taken


class Value(NamedTuple):
    """An expression with an axis of rows, one of columns, both or none (each −1 where it has none), and its component ``at`` indices."""

    rows: int
    columns: int
    at: At


def terms_of(tree: Tree) -> tuple[Tree, ...]:
    """Return the terms of a sum without their signs and what they are divided by, or those of what stands behind a sign."""
    if tree[0] in ("neg", "div"):
        return terms_of(tree[2][0])
    return tuple(term for each in tree[2] for term in terms_of(each)) if tree[0] == "add" else (tree,)


class Chain:
    """Vectors and matrices that are multiplied one after the other; ``joints`` are the axes behind factors that are added up over, by place."""

    def __init__(self, first: Value) -> None:
        self.values = [first]
        self.rows, self.columns = first.rows, first.columns
        self.joints: dict[int, int] = {}

    def take(self, value: Value, components: Components) -> None:
        """Take one more factor."""
        last = len(self.values) - 1
        self.values.append(value)
        if self.columns >= 0 and value.rows >= 0:
            components.axes.join(self.columns, value.rows)
            self.joints[last] = self.columns
            self.columns = value.columns
        elif self.columns < 0 and value.rows < 0:
            self.columns = value.columns
        elif components.kinds.beside == SCALAR and self.columns == value.columns == -1:  # u · v
            components.axes.join(self.rows, value.rows)
            self.joints[last] = self.rows
            self.rows = -1
        else:  # u ⊙ v
            pairs = ((self.rows, value.rows), (self.columns, value.columns))
            self.rows, self.columns = (components.shared([axis for axis in pair if axis >= 0]) for pair in pairs)


class Axes:
    """Axes, those that are found to be the same joined; each with a letter for its index and one for its length."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.parents: list[int] = []
        self.taken = frozenset(taken)
        self.named: dict[int, tuple[str, str]] = {}
        self.counted: list[tuple[int, str]] = []  # axes over which a sum of the text runs, with what it calls their length

    def new(self) -> int:
        """Return a new axis."""
        self.parents.append(len(self.parents))
        return self.parents[-1]

    def find(self, axis: int) -> int:
        """Return the axis that stands for all that are the same."""
        while self.parents[axis] != axis:
            axis = self.parents[axis]
        return axis

    def join(self, one: int, other: int) -> None:
        """Note that two axes are the same; the earlier one stands for both."""
        one, other = sorted((self.find(one), self.find(other)))
        self.parents[other] = one

    def letters(self, axis: int) -> tuple[str, str]:
        """Return the letters of an axis: for its index, and for how many values it has. Raises Unfit where none are left."""
        axis = self.find(axis)
        if axis not in self.named:
            used = {letter for pair in self.named.values() for letter in pair} | self.taken
            counted = next((count for other, count in self.counted if self.find(other) == axis), "")
            count = counted or next((each for each in COUNTS if each not in used), "")
            index = next((each for each in LETTERS if each not in used and each != count), "")
            if not index or not count:
                raise Unfit("more axes than there are letters for indices")
            self.named[axis] = (index, count)
        return self.named[axis]

    def fresh(self, axis: int, scope: frozenset[str]) -> str:
        """Return a letter to add up over an axis: its own where that is free."""
        own = self.letters(axis)[0]
        if own not in scope:
            return own
        used = {letter for pair in self.named.values() for letter in pair} | self.taken | scope
        letter = next((each for each in LETTERS if each not in used), "") or next((each for each in LETTERS if each not in self.taken | scope), "")
        if not letter:
            raise Unfit("more sums inside each other than there are letters for indices")
        return letter


class Components:
    """What turns the expressions of one problem into components; a product of several is one sum over all its indices, or ``nested`` sums."""

    def __init__(self, kinds: Kinds, axes: Axes, *, nested: bool = False) -> None:
        """Take the kinds of all names."""
        self.kinds, self.axes, self.nested = kinds, axes, nested
        self.named: dict[str, tuple[int, int]] = {}  # the axes of each vector and matrix
        self.identities: set[str] = set()  # the names of the identity
        self.units: dict[str, str] = {}  # the place of the 1 in each vector that is 0 elsewhere

    def axes_of(self, name: str) -> tuple[int, int]:
        """Return the axes of a name, −1 where it has none."""
        kind = self.kinds.of.get(name, SCALAR)
        if name not in self.named:
            self.named[name] = (self.axes.new() if kind in (COLUMN, MATRIX) else -1, self.axes.new() if kind in (ROW, MATRIX) else -1)
        return self.named[name]

    @property
    def vectors(self) -> list[str]:
        """The names of vectors and matrices."""
        return [name for name, axes in self.named.items() if max(axes) >= 0]

    def indices(self, name: str) -> tuple[str, ...]:
        """Return the letters of the axes of a vector or a matrix; those of a square one are different."""
        letters: list[str] = []
        for axis in self.axes_of(name):
            if axis >= 0:
                letters.append(self.axes.fresh(axis, frozenset(letters)))
        return tuple(letters)

    def axes_named(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the axes of a vector or a matrix, each by its letters."""
        return tuple(self.axes.letters(axis) for axis in self.axes_of(name) if axis >= 0)

    def is_square(self, name: str) -> bool:
        """Return whether a name is a matrix with as many rows as columns, as the problem tells."""
        rows, columns = self.axes_of(name)
        return min(rows, columns) >= 0 and self.axes.find(rows) == self.axes.find(columns)

    def component(self, name: str) -> str:
        """Return the name of the component of a vector or a matrix, under these letters."""
        return indexed(name, self.indices(name))

    def take(self, name: str, value: Value) -> None:
        """Note that a name stands for a value."""
        for own, axis in zip(self.axes_of(name), (value.rows, value.columns), strict=True):
            if min(own, axis) >= 0:
                self.axes.join(own, axis)

    def take_indices(self, name: str, tree: Tree) -> None:
        """Note what indices tell of a definition that is written with components: those with the same letter share an axis."""
        places: dict[str, int] = {}
        for base, letter in map(apart, (name, *names(tree))):
            axis = max(self.axes_of(base)) if self.kinds.of.get(base) in (COLUMN, ROW) and len(letter) == 1 else -1
            if axis >= 0:
                self.axes.join(places.setdefault(letter, axis), axis)
        sums = (item for item in postorder(tree) if item[0] == "sum" and item[1] in places and item[2][2][0] == "symbol")
        self.axes.counted += [(places[item[1]], item[2][2][1]) for item in sums]

    def value(self, tree: Tree) -> Value:
        """Return an expression by its components. Raises Unfit where it has none."""
        kind, name, args = tree
        if kind == "symbol" and name == ONES:
            return Value(self.axes.new(), -1, lambda _i, _j, _scope: ONE)
        if kind == "symbol" and name in self.identities:
            return Value(self.axes.new(), self.axes.new(), lambda i, j, _: ONE if i == j else ZERO)
        if kind == "symbol" and name in self.units:
            return Value(*self.axes_of(name), lambda i, j, _: ONE if self.units[name] in (i, j) else ZERO)
        if kind == "symbol":
            return Value(*self.axes_of(name), lambda i, j, _: symbol(indexed(name, [each for each in (i, j) if each])))
        if not args:
            return scalar(tree)
        if kind == "mul":
            return self.product(factors(tree))
        if kind == "derivative":
            return self.derivative(tree)
        if (inside := transposed(tree)) is not None:
            found = self.value(inside)
            return Value(found.columns, found.rows, lambda i, j, scope: found.at(j, i, scope))
        if kind == "call" and name in NORMS:
            return self.norm(args[0], name)
        if kind == "call" and name == TRACE:
            return self.trace(args[0])
        if kind == "pow" and args[0][0] == "call" and args[0][1] in NORMS and args[0][1] != NORM_1 and args[1][0] == "number" and args[1][1] == 2:
            return self.squares(args[0][2][0])
        parts = [self.value(each) for each in args]
        if kind == "sum":
            return self.total(tree, parts)
        kind = "mul" if kind == HADAMARD else kind
        rows, columns = (self.shared([axis for axis in axes if axis >= 0]) for axes in ([part.rows for part in parts], [part.columns for part in parts]))

        def at(i: str, j: str, scope: frozenset[str]) -> Tree:
            return node(kind, name, tuple(each.at(i if each.rows >= 0 else "", j if each.columns >= 0 else "", scope) for each in parts))

        return Value(rows, columns, at)

    def derivative(self, tree: Tree) -> Value:
        """Return a derivative of a number by a vector or a matrix, or the other way around: ∂L/∂z_i."""
        found = [(each, *self.axes_of(each[1])) for each in tree[2]]
        rows, columns = (max(axes[place] for axes in found) for place in (1, 2))

        def at(i: str, j: str, _: frozenset[str]) -> Tree:
            marks = [each for each in (i, j) if each]
            return node("derivative", tree[1], tuple(symbol(indexed(each[1], marks)) if max(axes) >= 0 else each for each, *axes in found))

        return Value(rows, columns, at)

    def shared(self, axes: Sequence[int]) -> int:
        """Return the axis of what stands under one another; −1 where there is none."""
        for axis in axes[1:]:
            self.axes.join(axes[0], axis)
        return axes[0] if axes else -1

    def product(self, parts: Sequence[Tree]) -> Value:
        """Return a product, which is added up over the axes between its factors; numbers stand before these sums."""
        chains: list[Chain] = []
        factors: list[Value | Chain] = []
        for each in map(self.value, parts):
            if each.rows < 0 and each.columns < 0:
                factors.append(each)
            elif chains and max(chains[-1].rows, chains[-1].columns) >= 0:
                chains[-1].take(each, self)
            else:  # the first one, or behind a scalar product
                chains.append(Chain(each))
                factors.append(chains[-1])
        rows, columns = (chains[-1].rows, chains[-1].columns) if chains else (-1, -1)
        return Value(rows, columns, lambda i, j, scope: self.multiplied(factors, i, j, scope))

    def multiplied(self, factors: Sequence[Value | Chain], i: str, j: str, scope: frozenset[str]) -> Tree:
        """Return the component of a product at two indices."""
        found: list[Tree] = []
        for each in factors:
            if isinstance(each, Value):
                found.append(each.at("", "", scope))
                continue
            tree = self.added_up(each, i if each.rows >= 0 else "", j if each.columns >= 0 else "", scope)
            found += tree[2] if tree[0] == "mul" else (tree,)
        return mul(*found) if len(found) > 1 else found[0]

    def added_up(self, chain: Chain, i: str, j: str, scope: frozenset[str]) -> Tree:
        """Return the component of what is multiplied as matrices: one sum over all inner indices, or sums inside each other, Σ_i X_ij·Σ_k X_ik·w_k."""
        scope |= {each for each in (i, j) if each}
        left, right = i, j
        row: list[str] = []  # the indices of each factor
        column: list[str] = []
        bounds: list[tuple[str, int]] = []
        for place, value in enumerate(chain.values):
            row.append(left if value.rows >= 0 else "")
            axis = chain.joints.get(place)
            if axis is not None:
                left = self.axes.fresh(axis, scope)
                scope |= {left}
                bounds.append((left, axis))
                row[-1] = left if value.columns < 0 else row[-1]  # u · v
            column.append("" if value.columns < 0 else left if axis is not None else right)
        parts = [value.at(row[place], column[place], scope) for place, value in enumerate(chain.values)]
        if not self.nested:
            return self.over(bounds, mul(*parts) if len(parts) > 1 else parts[0])
        ends = [place + 1 for place in chain.joints]
        segments = [parts[first:last] for first, last in pairwise((0, *ends, len(parts)))]
        tree = mul(*segments[-1]) if len(segments[-1]) > 1 else segments[-1][0]
        for segment, bound in zip(reversed(segments[:-1]), reversed(bounds), strict=True):
            tree = self.over([bound], mul(*segment, *(tree[2] if tree[0] == "mul" else (tree,))))
        return tree

    def over(self, bounds: Sequence[tuple[str, int]], tree: Tree) -> Tree:
        """Return the sum of a term over some indices, the first one outermost."""
        for letter, axis in reversed(bounds):
            tree = node("sum", letter, (tree, ONE, symbol(self.axes.letters(axis)[1])))
        return tree

    def each(self, tree: Tree, of: Callable[[Tree], Tree]) -> Value:
        """Return the sum over all components of a vector or a matrix."""
        value = self.value(tree)

        def at(_i: str, _j: str, scope: frozenset[str]) -> Tree:
            letters: list[tuple[str, int]] = []
            for axis in (value.rows, value.columns):
                if axis >= 0:
                    letters.append((self.axes.fresh(axis, scope), axis))
                    scope |= {letters[-1][0]}
            found = iter(letters)
            row, column = (next(found)[0] if axis >= 0 else "" for axis in (value.rows, value.columns))
            return self.over(letters, of(value.at(row, column, scope)))

        return Value(-1, -1, at)

    def squares(self, tree: Tree) -> Value:
        """Return the square of a norm: the sum of the squares of all components."""
        return self.each(tree, lambda component: power(component, number(2)))

    def norm(self, tree: Tree, kind: str) -> Value:
        """Return a norm: the root of the sum of squares, or the sum of sizes, as that of a number is."""
        if kind == NORM_1 or self.kinds.kind(tree) == SCALAR:
            return self.each(tree, lambda component: call("abs", component))
        found = self.squares(tree)
        return Value(-1, -1, lambda i, j, scope: call("sqrt", found.at(i, j, scope)))

    def trace(self, tree: Tree) -> Value:
        """Return the sum of the components on the diagonal of a matrix; a number is its own trace."""
        if (inside := transposed(tree)) is not None:  # of the same diagonal
            return self.trace(inside)
        value = self.value(tree)
        if value.rows < 0 or value.columns < 0:
            return value
        check_functions([tree], self.kinds)
        for term in terms_of(tree):
            matrices = [each for each in factors(mul(term)) if self.kinds.kind(each) != SCALAR]
            if len(matrices) != 1:
                continue
            (alone,) = matrices
            if alone[0] == "add":
                self.trace(alone)  # 2(X + A)
            elif (alone := alone if (inside := transposed(alone)) is None else inside)[0] in ("symbol", HADAMARD):
                raise Unfit(f"the trace of {alone[1] or 'a product by components'} alone, whose derivative is 1 on the diagonal and 0 beside it")
        self.axes.join(value.rows, value.columns)

        def at(_i: str, _j: str, scope: frozenset[str]) -> Tree:
            letter = self.axes.fresh(value.rows, scope)
            return self.over([(letter, value.rows)], value.at(letter, letter, scope | {letter}))

        return Value(-1, -1, at)

    def total(self, tree: Tree, parts: Sequence[Value]) -> Value:
        """Return a sum; one of a vector runs over its components."""
        term, *bounds = parts
        if term.rows < 0 and term.columns < 0:
            return scalar(node(tree[0], tree[1], tuple(each.at("", "", frozenset((tree[1],))) for each in parts)))
        if any(carries(name, tree[1]) for name in names(tree[2][0])):  # of vectors
            low, high = (each.at("", "", frozenset()) for each in bounds)
            return Value(term.rows, term.columns, lambda i, j, scope: node("sum", tree[1], (term.at(i, j, scope | {tree[1]}), low, high)))
        found = self.each(tree[2][0], lambda component: component)
        if tree[2][2][0] == "symbol":
            self.axes.counted += [(axis, tree[2][2][1]) for axis in (parts[0].rows, parts[0].columns)[:1] if axis >= 0]
        return found


def scalar(tree: Tree) -> Value:
    """Return a number by itself."""
    return Value(-1, -1, lambda _i, _j, _scope: tree)


def another_index(used: Iterable[str]) -> str:
    """Return a letter for the index of another component of a vector: none of some names, and in the index of none; "" where all are taken."""
    taken = {part for name in used for part in (name, *apart(name)[1])}
    return next((letter for letter in SECOND if letter not in taken), "")


def indexed(name: str, letters: Sequence[str]) -> str:
    """Return a name with indices below: W_ij for W, W_{1,i,j} for W_1."""
    if not letters:
        return name
    _, low, _ = split(name) or ("", "", "")
    return with_index(name, (",".join(letters)) if low else "".join(letters))

