"""Whole vectors and matrices in numbers at one point: lists for vectors, lists of rows for matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chainrule.errors import NumericError
from chainrule.notation.indices import apart
from chainrule.notation.names import canonical
from chainrule.numeric.evaluation import ByName, Evaluation, known
from chainrule.numeric.matrices import Identity, NoValue, value
from chainrule.numeric.program import missing
from chainrule.numeric.spread import Spread, of_size
from chainrule.problem import alike
from chainrule.tree import Tree, names, rewrite
from chainrule.vectors.kinds import COLUMN, MATRIX, ROW, SCALAR, TRANSPOSED, Unfit
from chainrule.vectors.matrices import IDENTITY, of_samples

LARGEST = 500  # rows or columns


def evaluated(
    kinds: Mapping[str, str],
    equations: Sequence[tuple[str, Tree]],
    gradients: Mapping[str, Tree],
    given: Mapping[str, Any],
    counts: Mapping[str, Sequence[str]] | None = None,
) -> Evaluation:
    """Return the values of all quantities and the gradients, vectors as arrays and matrices as arrays of rows. Raises NumericError.

    ``counts`` are the names of how many rows and columns a vector or a matrix has, which its value tells.
    """
    import numpy as np

    defined = {name for name, _ in equations}
    needed = {each for _, tree in equations for each in names(rewrite(tree, without_bounds))} - defined - {TRANSPOSED.value}
    needed -= {IDENTITY.value} if IDENTITY.value not in given and kinds.get(IDENTITY.value, MATRIX) == MATRIX else set()
    many = {name for _, tree in equations for name in of_samples(tree)}
    families = {apart(name)[0]: name for name in many if apart(name)[1]}
    values: dict[str, Any] = {}
    for name, each in given.items():
        own = alike(canonical(name), needed | many)
        own = families.get(own, own)
        if own in families.values():
            values[own] = [as_array(own, kinds.get(own, SCALAR), one) for one in as_list(own, each)]
            values |= {count: float(len(values[own])) for count in many - set(families.values())}
        elif own in needed:
            values[own] = as_array(own, kinds.get(own, SCALAR), each)
    for name, letters in (counts or {}).items():
        sizes = [size for size in np.shape(values.get(name, 0.0)) if size > 1 or len(letters) > 1]
        lengths = zip(letters, sizes, strict=len(letters) == len(sizes))
        values = {**{letter: float(size) for letter, size in lengths if letter in needed and letter not in given}, **values}
    if needed - values.keys():
        raise missing(sorted(needed), values)
    try:
        for name, tree in equations:
            values[name] = value(tree, values)
        found = {name: of_shape(value(tree, values), values.get(name)) for name, tree in gradients.items()}
    except Unfit as unfit:
        raise NumericError(f"the values do not fit together: {unfit}", hint="look at the rows and columns of every value") from None
    except (NoValue, np.linalg.LinAlgError, ZeroDivisionError, OverflowError):
        raise NumericError("this has no value here", hint="a matrix that is inverted must have an inverse, and a logarithm needs a positive number") from None
    return known(ByName({name: plain(each) for name, each in values.items()}), ByName({name: plain(each) for name, each in found.items()}))


def without_bounds(item: Tree) -> Tree:
    """Return what a sum adds up, for its names; any other node as it is."""
    return item[2][0] if item[0] == "sum" else item


def as_list(name: str, given: Any) -> list[Any]:
    """Return the values for every sample. Raises NumericError."""
    if not hasattr(given, "__iter__") or isinstance(given, str) or not list(given):
        raise NumericError(f"'{name}' is given for every sample, and its value is no list", hint="give a list of vectors: [[1, 2], [3, 4]]")
    return list(given)


def as_array(name: str, kind: str, given: Any) -> Any:
    """Return a given value as a number, or as an array of rows and columns. Raises NumericError."""
    import numpy as np

    try:
        array = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise NumericError(f"the value of '{name}' is no number, vector or matrix: {given!r:.60}") from None
    if not np.isfinite(array).all():
        raise NumericError(f"the value of '{name}' is not finite")
    if array.size > LARGEST**2:
        raise NumericError(f"the value of '{name}' has {array.size} entries", hint=f"the limit is {LARGEST} rows of {LARGEST}")
    if kind == SCALAR and array.ndim == 0:
        return float(array)
    if kind == MATRIX and array.ndim == 2 and array.size:
        return array
    if kind in (COLUMN, ROW) and array.size and (array.ndim == 1 or (array.ndim == 2 and 1 in array.shape)):
        return array.reshape(-1, 1) if kind == COLUMN else array.reshape(1, -1)
    hint = {SCALAR: "give a number", MATRIX: "give a list of rows: [[2, 1], [1, 3]]"}.get(kind, "give a list: [1, 2]")
    raise NumericError(f"'{name}' is a {kind}, and its value is not", hint=hint)


def of_shape(found: Any, own: Any) -> Any:
    """Return a gradient as large as what it belongs to, for the identity and 0."""
    import numpy as np

    if isinstance(found, Identity):
        return found.of_size(own.shape[0])
    if isinstance(found, Spread):
        return of_size(found, np.shape(own))
    return np.full(np.shape(own), found) if np.shape(found) == () != np.shape(own) else found


def plain(each: Any) -> Any:
    """Return a number, a vector as an array of its components, or a matrix as one of rows."""
    if isinstance(each, list):
        return [plain(one) for one in each]
    shape = getattr(each, "shape", ())
    return float(each) if not shape else each.reshape(-1) if 1 in shape else each
