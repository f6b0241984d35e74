"""Quantities that have one sign wherever a function has a value, as g and h in √(2gh)."""

from __future__ import annotations

from chainrule.homework.values.lenient import Values
from chainrule.numeric.points import candidate
from chainrule.tree import Tree, names

TRIED, FEWEST = 24, 8  # points at which all quantities are positive, and at how many of them the function needs a value
MOST_NAMES = 12


def like_signed(function: Tree) -> tuple[str, ...]:
    """Return the quantities of which none can be negative alone: a function with a value where all are positive has none where one of these is not.

    Where they are all negative, it may have one: √(2gh) is what it is for −g and −h.
    """
    used = [name for name in dict.fromkeys(names(function)) if " " not in name]
    if not 1 < len(used) <= MOST_NAMES:
        return ()
    start = [{name: abs(candidate(place, index)) for place, name in enumerate(used)} for index in range(TRIED)]
    flipped = [[{**point, name: -point[name]} for point in start] for name in used]
    (values,) = Values([point for points in (start, *flipped) for point in points])([function])
    rows = [[value == value for value in values[first : first + TRIED]] for first in range(0, len(values), TRIED)]  # noqa: PLR0124  # nan is not itself
    real = [place for place, each in enumerate(rows[0]) if each]
    found = tuple(name for name, row in zip(used, rows[1:], strict=True) if not any(row[place] for place in real))
    return found if len(real) >= FEWEST and len(found) > 1 else ()
