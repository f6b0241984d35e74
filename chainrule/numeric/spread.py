"""Arrays that are the same along an axis whose length nothing tells: the column of ones 𝟏, and what products make of it, as v·𝟏^T."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chainrule.vectors.kinds import Unfit

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Spread:
    """An array that has one row for all rows where ``rows`` says so, and one column for all columns where ``columns`` does."""

    array: Array
    rows: bool
    columns: bool

    @property
    def flipped(self) -> Spread:
        """The transpose."""
        return Spread(self.array.T, self.columns, self.rows)

    def scaled(self, number: float) -> Spread:
        """Return a multiple."""
        return Spread(number * self.array, self.rows, self.columns)


def ones() -> Spread:
    """Return the column of ones."""
    import numpy as np

    return Spread(np.ones((1, 1)), rows=True, columns=False)


def product(one: Any, other: Any) -> Any:
    """Return a product as of matrices, of which one is spread; what is the same along the inner axis multiplies sums along that of the other."""
    left, right = spread(one), spread(other)
    if left.columns and right.rows:
        raise Unfit("how many ones are added up is not known")
    first = left.array if not right.rows else left.array.sum(axis=1, keepdims=True)
    second = right.array if not left.columns else right.array.sum(axis=0, keepdims=True)
    if first.shape[1] != second.shape[0]:
        raise Unfit("the rows and columns of a product with ones")
    return settled(Spread(first @ second, left.rows, right.columns))


def side_by_side(one: Any, other: Any, *, added: bool) -> Any:
    """Return a sum, or a product component by component, of which one part is spread."""
    left, right = spread(one), spread(other)
    sizes = zip(left.array.shape, right.array.shape, (left.rows, left.columns), (right.rows, right.columns), strict=True)
    if any(mine != theirs and not (open_here or open_there) for mine, theirs, open_here, open_there in sizes):
        raise Unfit("the rows and columns of what stands beside ones")
    array = left.array + right.array if added else left.array * right.array
    return settled(Spread(array, left.rows and right.rows, left.columns and right.columns))


def spread(each: Any) -> Spread:
    """Return an array as one that is spread along no axis, a number along both. Raises Unfit for what is neither."""
    import numpy as np

    if isinstance(each, Spread):
        return each
    array = np.asarray(each)
    if array.dtype == object:
        raise Unfit("ones beside what is no vector and no matrix")
    return Spread(array.reshape(1, 1), rows=True, columns=True) if array.ndim == 0 else Spread(array, rows=False, columns=False)


def settled(found: Spread) -> Any:
    """Return an array, or a number, where nothing is spread."""
    if found.rows or found.columns:
        return found
    return found.array[0, 0] if found.array.shape == (1, 1) else found.array


def of_size(found: Spread, shape: tuple[int, ...]) -> Array:
    """Return the array of a size. Raises Unfit where it has another."""
    import numpy as np

    try:
        return np.broadcast_to(found.array, shape).copy()
    except ValueError:
        raise Unfit("ones that are not as many as what they belong to") from None
