"""Whole vectors and matrices with values at which expressions are compared: the axes that have to agree, and difference quotients."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import permutations
from typing import Any

from chainrule.notation.indices import apart, carries
from chainrule.numeric.matrices import NoValue, value
from chainrule.tree import Tree, names
from chainrule.vectors.inverses import OVER_TRANSPOSED
from chainrule.vectors.kinds import COLUMN, DET, MATRIX, NORMS, ROW, SCALAR, TRACE, TRANSPOSED, Unfit
from chainrule.vectors.matrices import IDENTITY, of_samples

SIZES = (3, 2, 4, 5)  # of axes that are not the same
TERMS = 4  # of a sum over samples
STEP = 1e-5  # of a difference quotient

Shape = tuple[int, int]  # of axes, 0 where there is one row or one column


class Axes:
    """The axes of names, those that have to be of one size joined."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        """Give every vector and matrix axes of its own."""
        self.parents = [0]
        self.shapes = {name: (self.new() if kind in (COLUMN, MATRIX) else 0, self.new() if kind in (ROW, MATRIX) else 0) for name, kind in kinds.items()}

    def new(self) -> int:
        """Return a new axis."""
        self.parents.append(len(self.parents))
        return len(self.parents) - 1

    def find(self, axis: int) -> int:
        """Return the axis that stands for all that are the same."""
        while self.parents[axis] != axis:
            axis = self.parents[axis]
        return axis

    def join(self, one: int, other: int) -> None:
        """Note that two axes are the same. Raises Unfit for one that is of size 1."""
        one, other = sorted((self.find(one), self.find(other)))
        if one == 0 != other:
            raise Unfit("the shapes do not agree")
        self.parents[other] = one

    def shape(self, tree: Tree) -> Shape:
        """Return the axes of an expression, those joined that have to agree. Raises Unfit."""
        kind, value, args = tree
        if tree == IDENTITY and value not in self.shapes:
            axis = self.new()
            return axis, axis
        if kind == "symbol":
            return self.shapes.get(value, (0, 0))
        if kind == "pow" and args[1] in (TRANSPOSED, OVER_TRANSPOSED):
            rows, columns = self.shape(args[0])
            if args[1] == OVER_TRANSPOSED and rows and columns:
                self.join(rows, columns)
            return columns, rows
        found = [self.shape(each) for each in args]
        if kind == "mul":
            return self.product(found)
        if kind == "call" and value in (TRACE, DET):
            self.join(*found[0])
        if kind == "sum" and any(carries(name, value) for name in names(args[0])):
            return found[0]
        if kind == "sum" or (kind == "call" and value in (*NORMS, TRACE, DET)):
            return 0, 0
        if kind == "pow" and all(found[0]):
            self.join(*found[0])
        shapes = [each for each in found if any(each)]
        for each in shapes[1:]:
            for place in (1, 0) if each[0] and shapes[0][0] else (1,) if each[1] and shapes[0][1] else (0,):
                self.join(shapes[0][place], each[place])
        return max(shapes, key=lambda each: bool(each[0]) + bool(each[1])) if shapes else (0, 0)

    def product(self, shapes: Sequence[Shape]) -> Shape:
        """Return the axes of a product."""
        whole = (0, 0)
        for each in shapes:
            if not any(whole) or not any(each):
                whole = each if not any(whole) else whole
                continue
            if whole[1] or each[0]:
                self.join(whole[1], each[0])
            whole = (whole[0], each[1])
        return whole


def samples(
    kinds: Mapping[str, str], trees: Sequence[Tree], symmetric: Sequence[str], count: int, equations: Sequence[tuple[str, Tree]]
) -> Iterator[dict[str, Any]]:
    """Yield values of given names at which all of some definitions have values, up to so many; sizes that differ for axes that may.

    Raises Unfit where the axes of a definition cannot agree.
    """
    import numpy as np

    axes = Axes(kinds)
    for name, tree in equations:
        own, shape = axes.shapes.get(name, (0, 0)), axes.shape(tree)
        for left, right in zip(own, shape, strict=True):
            if left or right:
                axes.join(left, right)
    for tree in trees:
        axes.shape(tree)
    for name in symmetric:
        if all(axes.shapes.get(name, (0, 0))):
            axes.join(*axes.shapes[name])
    defined = {name for name, _ in equations}
    given = [name for name in kinds if name not in defined]
    many = {name for _, tree in equations for name in of_samples(tree)}
    roots = list(dict.fromkeys(axes.find(axis) for name in given for axis in axes.shapes[name] if axis))
    random = np.random.default_rng(20_001)
    orders = list(permutations(SIZES, len(roots))) if len(roots) <= len(SIZES) else [tuple(SIZES[place % len(SIZES)] for place in range(len(roots)))]
    found = 0
    for attempt in range(40 * count):
        sizes = {0: 1, **dict(zip(roots, orders[attempt % len(orders)], strict=True))}
        values: dict[str, Any] = {}
        for name in given:
            rows, columns = (sizes[axes.find(axis)] for axis in axes.shapes[name])
            one = partial(drawn, random, kinds[name], rows, columns, symmetric=name in symmetric)
            values[name] = one() if name not in many else [one() for _ in range(TERMS)] if apart(name)[1] else float(TERMS)
        try:
            for name, tree in equations:
                values[name] = value(tree, values)
        except (NoValue, np.linalg.LinAlgError, ZeroDivisionError, OverflowError):
            continue
        yield values
        found += 1
        if found == count:
            return


def drawn(random: Any, kind: str, rows: int, columns: int, *, symmetric: bool) -> Any:
    """Return a value for a name: square matrices well away from those that have no inverse, symmetric ones definite."""
    import numpy as np

    if kind == SCALAR:
        return float(random.uniform(0.4, 1.8))
    found = random.normal(size=(rows, columns))
    if rows == columns and symmetric:
        return found @ found.T / rows + np.eye(rows)
    return 0.5 * found + 1.2 * np.eye(rows) if rows == columns else found


def quotients(equations: Sequence[tuple[str, Tree]], output: str, wrt: str, values: Mapping[str, Any]) -> Any:
    """Return the difference quotients of an output by every component of a name, in the shape of that. Raises NoValue."""
    import numpy as np

    start = values[wrt]
    found = np.zeros(np.shape(start))
    for place in np.ndindex(found.shape):
        ends = []
        for step in (STEP, -STEP):
            moved = np.array(start, dtype=float)
            moved[place] += step
            here = {**values, wrt: moved if moved.shape else float(moved)}
            for name, tree in equations:
                here[name] = value(tree, here) if name != wrt else here[name]
            ends.append(here[output])
        found[place] = (ends[0] - ends[1]) / (2 * STEP)
    return found
