"""Wrong numbers in an answer that is right otherwise: a constant factor, a constant term, or the factor of one term."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chainrule.homework.case import Case, Found
from chainrule.homework.lenient import Values
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.source import tidy
from chainrule.homework.verdict import Prose
from chainrule.tree import Tree, div, mul, neg, number

if TYPE_CHECKING:
    from fractions import Fraction

LARGEST = 60  # size and denominator of a number that counts as a slip in arithmetic
SIMPLE = 1e-9  # relative


def wrong_numbers(case: Case) -> Iterator[Found]:
    """Yield the wrong number that explains an answer, where one does."""
    row = MISTAKES["arithmetic"]
    for tree, words in explanations(case):
        if case.same(tree):
            yield Found((case.wording.mistake(row, found=words),), row.weight)
            return


def explanations(case: Case) -> Iterator[tuple[Tree, Prose]]:
    """Yield answers with one number changed that have the answer's value at one point, and what is to be said."""
    point, value, answer = min(case.sample, key=lambda each: abs(each[1]) + abs(each[2]))  # where rounding hides the least
    factor = simple(answer, value)
    if factor is not None:
        yield mul(written(factor), case.right), ("A constant factor is wrong: your answer is ", written(factor), " times the right one.")
    term = simple(answer - value, 1.0)
    if term is not None:
        more = "too large" if term > 0 else "too small"
        yield case.right + written(term), ("A constant term is wrong: your answer is ", written(abs(term)), f" {more} everywhere.")
    for tree in parts(case.right):
        share = simple(answer - value, Values([point])([tree])[0][0])
        if share is not None:
            yield case.right + mul(written(share), tree), ("The number in front of one term is wrong: the right term is ", tree, ".")


def parts(right: Tree) -> tuple[Tree, ...]:
    """Return the terms of the tidy derivative, where there are several."""
    tree = tidy(right)
    return tree[2] if tree[0] == "add" else ()


def simple(above: float, below: float) -> Fraction | None:
    """Return the simple fraction that a quotient is, or None."""
    from fractions import Fraction

    if not (math.isfinite(above) and math.isfinite(below) and above and below):
        return None
    value = above / below
    found = Fraction(value).limit_denominator(LARGEST)
    return found if found and abs(found) <= LARGEST and abs(float(found) - value) <= SIMPLE * abs(value) else None


def written(value: Fraction) -> Tree:
    """Return a number as a tree."""
    size = abs(value)
    tree = number(size.numerator) if size.denominator == 1 else div(number(size.numerator), number(size.denominator))
    return neg(tree) if value < 0 else tree
