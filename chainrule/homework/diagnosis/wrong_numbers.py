"""Wrong numbers in an answer that is right otherwise: a constant factor, a constant term, or the factor of one term."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from chainrule.homework.diagnosis.case import Case, Found
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import negated, tidy, times
from chainrule.homework.values.lenient import Values
from chainrule.homework.verdict import Prose
from chainrule.tree import ONE, TWO, Tree, add, div, mul, neg, number, size

if TYPE_CHECKING:
    from fractions import Fraction

MOST_TERMS = 30  # that a product of sums is multiplied out to
MULTIPLIED_SIZE = 200  # nodes up to which an expression is multiplied out
LARGEST = 60  # size and denominator of a number that counts as a slip in arithmetic
SIMPLE = 1e-9  # relative


def wrong_numbers(case: Case) -> Iterator[Found]:
    """Yield the wrong number that explains an answer, where one does."""
    row = MISTAKES["arithmetic"]
    for name, tree, words in explanations(case):
        if case.same(tree):
            yield Found((replace(case.wording.mistake(row, found=words), name=name),), row.weight)
            return


def explanations(case: Case) -> Iterator[tuple[str, Tree, Prose]]:
    """Yield the mistake's name, an answer with one number changed that has the answer's value at one point, and what is to be said."""
    point, value, answer = min(case.sample, key=lambda each: abs(each[1]) + abs(each[2]))  # where rounding hides the least
    factor = simple(answer, value)
    if factor == -1:
        yield "sign", neg(case.right), ("A sign is wrong: the opposite of your answer is right.",)
    elif factor is not None:
        yield "arithmetic", mul(written(factor), case.right), ("A constant factor is wrong: your answer is ", written(factor), " times the right one.")
    term = simple(answer - value, 1.0)
    if term is not None:
        more = "too large" if term > 0 else "too small"
        yield "arithmetic", case.right + written(term), ("A constant term is wrong: your answer is ", written(abs(term)), f" {more} everywhere.")
    for tree in parts(case.right):
        share = simple(answer - value, Values([point])([tree])[0][0])
        if share == -1:
            yield "lost-term", case.right - tree, ("A term is missing: ", tree, " belongs to it as well.")
        elif share is not None and (share > -1 or share == -2):  # another sign and another number are two slips
            name, what = ("sign", "The sign of") if share == -2 else ("arithmetic", "The number in front of")
            yield name, case.right + mul(written(share), tree), (f"{what} one term is wrong: the right term is ", tree, ".")


def parts(right: Tree) -> list[Tree]:
    """Return the terms of the tidy derivative, where there are several, and those of it multiplied out."""
    tree = tidy(right)
    above, below = tree[2] if tree[0] == "div" else (tree, ONE)
    terms = multiplied_out(above) if size(above) <= MULTIPLIED_SIZE else [above]
    whole = tidy(add(*terms)) if len(terms) > 1 else above
    found = [*(tree[2] if tree[0] == "add" else ()), *(div(term, below) if below != ONE else term for term in (whole[2] if whole[0] == "add" else ()))]
    return list(dict.fromkeys(found))


def multiplied_out(tree: Tree) -> list[Tree]:
    """Return the terms of a tree with the products of sums in it multiplied out; what gives too many terms stays as it is."""
    kind, _, args = tree
    if kind == "add":
        return [term for arg in args for term in multiplied_out(arg)]
    if kind == "neg":
        return [negated(term) for term in multiplied_out(args[0])]
    if kind == "div":
        return [div(term, args[1]) for term in multiplied_out(args[0])]
    if kind == "pow" and args[0][0] == "add" and args[1] == TWO:
        args, kind = (args[0], args[0]), "mul"
    sums = [multiplied_out(arg) for arg in args] if kind == "mul" else []
    if not sums or math.prod(map(len, sums)) > MOST_TERMS:
        return [tree]
    return [times(*chosen) for chosen in product(*sums)]


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
