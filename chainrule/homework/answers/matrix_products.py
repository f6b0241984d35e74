"""Answers that are products of matrices, as the chain rule gives them: [[2u, 0], [0, 1]]·[[y, x], [1, 1]], and (2x, 2y)·(−sin t, cos t)."""

from __future__ import annotations

import re
from itertools import pairwise

from chainrule.errors import ReadError
from chainrule.homework.answers.outside import between, outermost, outside_brackets
from chainrule.homework.answers.vector_entries import EQUALS, Entries, entries, in_lists

MOST_FACTORS = 6
_TIMES = re.compile(r"\s*(?:[·⋅*×@]|\\(?:cdot|times))?\s*")
_COLUMN = re.compile(r"\[\s*\[[^,\[\]]*\]\s*,")

Rows = tuple[tuple[str, ...], ...]


def multiplied(answer: str) -> Entries | None:
    """Return the entries of a product of matrices and vectors, worked out as sums of products; None for another answer.

    A vector in front is a row, any other one a column. Raises ReadError where the factors do not fit together.

    >>> multiplied("[[2u, 0], [0, 1]] [[y, x], [1, 1]]").rows
    (('(2u)*(y)', '(2u)*(x)'), ('1', '1'))
    """
    text = answer.strip(" $.")
    *lefts, body = between(text, outside_brackets(EQUALS, text))
    body = in_lists(body).strip()
    groups = [*outermost(body)]
    if not 2 <= len(groups) <= MOST_FACTORS or groups[0][0] != 0 or groups[-1][1] != len(body) or _COLUMN.match(body):
        return None
    gaps = (body[end:start] for (_, end), (start, _) in pairwise(groups))
    factors = [entries(body[slice(*group)]) if "," in body[slice(*group)] else None for group in groups]
    known = [each for each in factors if each is not None]
    if len(known) < len(factors) or not all(map(_TIMES.fullmatch, gaps)):
        return None
    found = known[0].rows
    for each in known[1:]:
        found = product(found, each.turned().rows if each.flat else each.rows, answer)
    left = lefts[-1].strip() if lefts else ""
    if len(found) == 1 or len(found[0]) == 1:
        return Entries((tuple(entry for row in found for entry in row),), True, left)
    return Entries(found, False, left)


def product(one: Rows, other: Rows, answer: str) -> Rows:
    """Return the product of two matrices. Raises ReadError."""
    if len(one[0]) != len(other):
        shapes = f"{len(one)} × {len(one[0])} and {len(other)} × {len(other[0])}"
        raise ReadError(f"the factors do not fit together: {shapes}", hint="look at the order of the factors", text=answer, start=0, end=len(answer))
    return tuple(tuple(added(row, column) for column in zip(*other, strict=True)) for row in one)


def added(row: tuple[str, ...], column: tuple[str, ...]) -> str:
    """Return the sum of the products of two lists, without those with 0."""
    terms = [times(a, b) for a, b in zip(row, column, strict=True) if "0" not in (a, b)]
    return " + ".join(terms) if len(terms) > 1 else terms[0] if terms else "0"


def times(one: str, other: str) -> str:
    """Return a product in brackets; a factor 1 is left out."""
    kept = [each for each in (one, other) if each != "1"]
    return "*".join(f"({each})" for each in kept) if len(kept) > 1 else kept[0] if kept else "1"


def with_dot_product(answer: str) -> str:
    """Return an answer that is the product of two vectors, (2x, 2y)·(−sin t, cos t), as the number that it is; another one as it is."""
    found = multiplied(answer)
    if found is None or len(found.rows[0]) != 1:
        return answer
    return f"{found.left} = {found.rows[0][0]}" if found.left else found.rows[0][0]
