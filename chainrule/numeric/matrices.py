"""Expressions of whole vectors and matrices in numbers: floats, and arrays of rows and columns."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from chainrule.functions import FUNCTIONS
from chainrule.notation.indices import apart, carries
from chainrule.numeric.spread import Spread, ones, side_by_side
from chainrule.numeric.spread import product as spread_product
from chainrule.tree import Tree, names, symbol
from chainrule.vectors.inverses import OVER_TRANSPOSED
from chainrule.vectors.kinds import DET, HADAMARD, NORM_1, NORMS, ONES, TRACE, TRANSPOSED, Unfit
from chainrule.vectors.matrices import IDENTITY
from chainrule.vectors.terms import each_component
from chainrule.vectors.whole import SOFTMAX

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

WORST = 1e6  # condition of a matrix that is inverted
VANISHES = 1e-8  # what rounding may make of 0


class NoValue(Exception):  # noqa: N818  # it is caught where points are tried
    """A point at which an expression has no value, or a poor one."""


class Identity:
    """A multiple of the identity, whose size what it stands beside tells."""

    def __init__(self, share: Any = 1.0) -> None:
        self.share = share

    def of_size(self, size: int) -> Array:
        """Return it as an array."""
        import numpy as np

        whole: Array = self.share * np.eye(size)
        return whole


def value(tree: Tree, values: Mapping[str, Any]) -> Any:
    """Return an expression in numbers: a float, an array of rows and columns, or an Identity. Raises Unfit, and NoValue."""
    kind, name, args = tree
    if not args:
        return of_leaf(tree, values)
    if kind == "pow":
        return raised(value(args[0], values), args[1], values)
    if kind == "sum":
        return of_sum(tree, values)
    if kind not in ("neg", "add", "mul", "div", HADAMARD, "call"):
        raise Unfit("this is not reckoned with whole matrices")
    found = [value(each_component(each) if kind == HADAMARD else each, values) for each in args]
    if kind == "neg":
        return times(-1.0, found[0])
    if kind == "call":
        return of_call(name, found)
    if kind == "div":
        return over(*found)
    whole = found[0]
    for each in found[1:]:
        whole = added(whole, each) if kind == "add" else times(whole, each, by_components=kind == HADAMARD)
    return whole


def of_leaf(tree: Tree, values: Mapping[str, Any]) -> Any:
    """Return a name or a number in numbers. Raises Unfit for a name without a value."""
    kind, name, _ = tree
    if kind == "symbol" and name in values:
        if isinstance(values[name], list):
            raise Unfit(f"{name} stands outside of the sum over it")
        return values[name]
    if tree == IDENTITY:
        return Identity()
    if tree[1] == ONES:
        return ones()
    if kind == "symbol":
        raise Unfit(f"'{name}' is not in the problem")
    return {"e": math.e, "pi": math.pi}[name] if kind == "constant" else float(name)


def of_sum(tree: Tree, values: Mapping[str, Any]) -> Any:
    """Return a sum over samples, of which there are lists, or of all components of an expression or of a vector, Σ_k y_k. Raises Unfit for another."""
    body, index = tree[2][0], tree[1]
    given = [name for name in names(body) if carries(name, index) and isinstance(values.get(name), list)]
    if given:
        terms = [value(body, {**values, **{name: values[name][place] for name in given}}) for place in range(len(values[given[0]]))]
        return reduce(added, terms)
    whole = apart(body[1])[0] if body[0] == "symbol" and carries(body[1], index) else ""
    if not whole and any(carries(each, index) for each in names(body)):
        raise Unfit("a sum over an index")
    found = value(symbol(whole) if whole else each_component(body), values)
    if is_number(found) or isinstance(found, (Identity, Spread)):
        raise Unfit("the sum of the components of a number")
    return float(found.sum())


def over(above: Any, below: Any) -> Any:
    """Return a quotient over a number, or one of vectors by components. Raises Unfit."""
    if is_number(below):
        return times(1 / nonzero(below), above)
    if isinstance(below, (Identity, Spread)) or 1 not in below.shape:
        raise Unfit("it is divided by a matrix")
    return times(above, 1 / below, by_components=not is_number(above))


def is_number(each: Any) -> bool:
    """Return whether a value is a number."""
    return not isinstance(each, (Identity, Spread)) and getattr(each, "ndim", 0) == 0


def nonzero(number: Any) -> Any:
    """Return a number that something is divided by. Raises NoValue."""
    if abs(number) < 1 / WORST:
        raise NoValue
    return number


def plain(array: Array) -> Any:
    """Return a number for an array of one row and one column."""
    return array[0, 0] if array.shape == (1, 1) else array


def times(one: Any, other: Any, *, by_components: bool = False) -> Any:
    """Return a product of two values; of arrays that of matrices, or one by components. Raises Unfit."""
    if is_number(one) or is_number(other):
        factor, rest = (one, other) if is_number(one) else (other, one)
        if isinstance(rest, Spread):
            return rest.scaled(factor)
        return Identity(factor * rest.share) if isinstance(rest, Identity) else factor * rest
    if isinstance(one, Spread) or isinstance(other, Spread):
        return side_by_side(one, other, added=False) if by_components else spread_product(one, other)
    for left, right in ((one, other), (other, one)):
        if isinstance(left, Identity):
            if by_components and not isinstance(right, Identity):
                return times(left.of_size(right.shape[0]), right, by_components=True)
            return Identity(left.share * right.share) if isinstance(right, Identity) else left.share * right
    if by_components:
        if one.shape != other.shape:
            raise Unfit(f"{sized(one)} times {sized(other)} by components")
        return one * other
    if one.shape[1] != other.shape[0]:
        raise Unfit(f"{sized(one)} times {sized(other)}")
    return plain(finite(lambda: one @ other))


def finite(work: Callable[[], Array]) -> Array:
    """Return an array that is worked out. Raises NoValue where it is too large for floats."""
    import numpy as np

    with np.errstate(all="ignore"):
        found = work()
    if not np.isfinite(found).all():
        raise NoValue
    return found


def sized(each: Any) -> str:
    """Return what a value is, in words."""
    if is_number(each):
        return "a number"
    if isinstance(each, Identity):
        return "the identity"
    rows, columns = each.shape
    return "a column" if columns == 1 else "a row" if rows == 1 else "a matrix" if rows == columns else "a matrix that is not square"


def added(one: Any, other: Any) -> Any:
    """Return a sum of two values. Raises Unfit."""
    if isinstance(one, Spread) or isinstance(other, Spread):
        return side_by_side(one, other, added=True)
    if isinstance(one, Identity) and isinstance(other, Identity):
        return Identity(one.share + other.share)
    for left, right in ((one, other), (other, one)):
        if isinstance(left, Identity):
            if is_number(right) or right.shape[0] != right.shape[1]:
                raise Unfit(f"the identity and {sized(right)} are added")
            return right + left.of_size(right.shape[0])
    if is_number(one) != is_number(other):
        whole, number = (other, one) if is_number(one) else (one, other)
        if number != 0 and 1 not in whole.shape:
            raise Unfit("a number and a matrix are added")
    elif not is_number(one) and one.shape != other.shape:
        row = (one.shape[1] == other.shape[1]) and 1 in (one.shape[0], other.shape[0])
        if not row:
            raise Unfit(f"{sized(one)} and {sized(other)} are added that are not as large as each other")
    return one + other


def flipped(base: Any, *, over: bool) -> Any:
    """Return a transpose, or where it is ``over`` the inverse of that. Raises Unfit."""
    if isinstance(base, Spread):
        if over:
            raise Unfit("the inverse of ones")
        return base.flipped
    if is_number(base):
        return 1 / nonzero(base) if over else base
    if isinstance(base, Identity):
        return Identity(1 / base.share) if over else base
    return inverse(base).T if over else base.T


def raised(base: Any, exponent: Tree, values: Mapping[str, Any]) -> Any:
    """Return a transpose, an inverse or a power. Raises Unfit, and NoValue for a matrix without an inverse."""
    import numpy as np

    if exponent in (TRANSPOSED, OVER_TRANSPOSED):
        return flipped(base, over=exponent == OVER_TRANSPOSED)
    count = value(exponent, values)
    if is_number(base) and not is_number(count):
        raise Unfit("a number to the power of a matrix")
    if is_number(base):
        if base <= 0 and count != int(count):
            raise NoValue
        return nonzero(base) ** count if count < 0 else base**count
    if isinstance(base, Identity):
        return Identity(base.share**count)
    if isinstance(base, Spread):
        raise Unfit("a power of ones")
    if 1 in base.shape:
        return base**count
    if not is_number(count) or count != int(count):
        raise Unfit("a power of a matrix that is no whole number")
    if base.shape[0] != base.shape[1]:
        raise Unfit("a power of a matrix that is not square")
    return finite(lambda: np.linalg.matrix_power(inverse(base) if count < 0 else base, abs(int(count))))


def inverse(matrix: Array) -> Array:
    """Return the inverse of a matrix. Raises Unfit where it is not square, NoValue where it has none or nearly so."""
    import numpy as np

    if matrix.shape[0] != matrix.shape[1]:
        raise Unfit("the inverse of a matrix that is not square")
    if not np.isfinite(matrix).all() or np.linalg.cond(matrix) > WORST:
        raise NoValue
    inverted: Array = np.linalg.inv(matrix)
    return inverted


def of_call(name: str, args: Sequence[Any]) -> Any:
    """Return a trace, a determinant, a norm, or a function of every component."""
    import numpy as np

    first = args[0]
    if isinstance(first, Spread) or (name in (TRACE, DET, *NORMS) and isinstance(first, Identity)):
        raise Unfit("the size of the identity, or of ones, is not known")
    if name in (TRACE, DET):
        if is_number(first):
            return first
        if first.shape[0] != first.shape[1]:
            raise Unfit(f"{'the trace' if name == TRACE else 'the determinant'} of {sized(first)}")
        return float(np.trace(first)) if name == TRACE else float(np.linalg.det(first))
    if name in NORMS:
        return float(np.abs(first).sum() if name == NORM_1 else np.sqrt((first * first).sum()))
    if name == SOFTMAX and not isinstance(first, Identity):
        along = 1 if np.ndim(first) == 2 and 1 not in first.shape else None  # of a matrix, by rows
        shares = np.exp(first - np.max(first, axis=along, keepdims=True))
        return shares / shares.sum(axis=along, keepdims=True)
    row = FUNCTIONS.get(name)
    function = None if row is None else row.numpy
    if function is None or any(isinstance(each, Identity) for each in args):
        raise Unfit(f"there is no rule for {name} here")
    with np.errstate(all="ignore"):
        found = getattr(np, function)(*args) if isinstance(function, str) else function(np, *args)
    if not np.isfinite(found).all():
        raise NoValue
    return found


def alike(one: Any, other: Any, tolerance: float, rounding: float = 0.0) -> bool:
    """Return whether two values are equal, but for what ``rounding`` may make of 0; the identity is as large as what it stands beside."""
    import numpy as np

    if isinstance(one, Identity) or isinstance(other, Identity):
        if isinstance(one, Identity) and isinstance(other, Identity):
            return bool(abs(one.share - other.share) <= tolerance * max(abs(one.share), abs(other.share)))
        array, identity = (other, one) if isinstance(one, Identity) else (one, other)
        if is_number(array) or array.shape[0] != array.shape[1]:
            return False
        one, other = array, identity.of_size(array.shape[0])
    for left, right in ((one, other), (other, one)):
        if is_number(left) and left == 0:  # of any shape
            return bool(np.max(np.abs(right)) <= VANISHES)
    if np.shape(one) != np.shape(other):
        return False
    size = max(float(np.max(np.abs(one))), float(np.max(np.abs(other))))
    return bool(np.max(np.abs(one - other)) <= tolerance * size + rounding)
