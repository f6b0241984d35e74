"""Where a problem says that its quantities lie, x > 0, 0 < x < π/2, on (0, 1): answers are judged there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, product

from chainrule.errors import ChainRuleError
from chainrule.homework.values.within import Range, number_of
from chainrule.notation.names import canonical
from chainrule.problem import Problem
from chainrule.syntax import read_answer
from chainrule.tree import ZERO, Tree, div, names, neg, number, rewrite

LONGEST = 100  # characters of a condition
_LESS, _MORE = r"<=?|≤|\\leq?(?:slant)?(?![A-Za-z])|\\lt(?![A-Za-z])", r">=?|≥|\\geq?(?:slant)?(?![A-Za-z])|\\gt(?![A-Za-z])"
_ORDER = re.compile(rf"({_LESS}|{_MORE})")
_IS_LESS = re.compile(_LESS)
_INTERVAL = re.compile(r"(?:([^\W\d_]\w*)\s*)?(?:∈|\\in(?![A-Za-z])|\b(?:in|on|over)\b)[a-z\s]*[\[(\]]([^,\[\]]+),([^,\[\]]+?)[\])\[]\s*$")
_KIND = r"(non-?\s?negative|positive|negative)"
_NAME = r"[^\W\d_]\w*"
_AND = r"(?:\s*,\s*(?:and\s+)?|\s+and\s+)"
_SIGN = re.compile(rf"({_NAME}(?:{_AND}{_NAME})*)\s+(?:is|are|be)\s+(?:(?:all|both)\s+)?(?:a\s+)?{_KIND}|(?<![\w-]){_KIND}\s+({_NAME})")
_SEVERAL = re.compile(rf"\s*{_NAME}(?:{_AND}{_NAME})+\s*")
_LED = re.compile(
    r"^\W*(?:for|if|when|whenever|where|while|with|let|suppose|assume|as\s+long\s+as|provided(?:\s+that)?)\s+(?:(?:all|every|any)\s+)?", re.IGNORECASE
)
_INFINITE = re.compile(r"\s*[-−+]?\s*(?:∞|\\infty|oo|inf(?:inity)?)\s*$")


def ranges(problem: Problem, wrt: str) -> dict[str, Range]:
    """Return where the quantities of a problem lie, as it says itself; an interval without a name is one of ``wrt``. Other conditions say nothing here."""
    found: dict[str, Range] = {}
    for condition in problem.conditions:
        for name, each in stated(condition, wrt) if len(condition) <= LONGEST else ():
            found[name] = found.get(name, Range()).within(each)
    return {name: each for name, each in found.items() if each != Range() and not each.empty}


def stated(condition: str, wrt: str) -> Iterator[tuple[str, Range]]:
    """Yield the ranges of the quantities that a condition is about."""
    condition = _LED.sub("", condition).strip(" $.,;()" if "," not in condition else " $.;")
    if (said := _SIGN.search(condition)) is not None:
        for name in re.split(_AND, said[1] or said[4]):
            yield canonical(name), Range(high=ZERO) if (said[2] or said[3]) == "negative" else Range(low=ZERO)
        return
    if (said := _INTERVAL.search(condition)) is not None:
        low, high = (None if _INFINITE.match(end) else constant(end) for end in (said[2], said[3]))
        yield canonical(said[1] or wrt), Range(low, high)
        return
    sides = _ORDER.split(condition)
    for (left, sign), (right, _) in pairwise([*zip(sides[::2], [*sides[1::2], ""], strict=True)]):
        below, above = (left, right) if _IS_LESS.match(sign) else (right, left)
        for pair in product(each_of(below), each_of(above)):
            yield from between(*pair)


def each_of(side: str) -> list[str]:
    """Return the names that a side lists, x and y of x, y > 0; any other side alone."""
    return re.split(_AND, side) if _SEVERAL.fullmatch(side) else [side]


def between(below: str, above: str) -> Iterator[tuple[str, Range]]:
    """Yield what it says that one side is below another: 0 < x, x < 1, |x| < 1."""
    low, high = (read(side) for side in (below, above))
    if low is None or high is None:
        return
    if not names(low) and high[0] == "symbol":
        yield high[1], Range(low=low)
    elif not names(high) and low[0] == "symbol":
        yield low[1], Range(high=high)
    elif not names(high) and low[:2] == ("call", "abs") and low[2][0][0] == "symbol":
        yield low[2][0][1], Range(neg(high), high)


def read(side: str) -> Tree | None:
    """Return one side of a condition; None where it cannot be read, or is no finite number."""
    try:
        tree = rewrite(read_answer(side)[0], exact)
        return tree if names(tree) or abs(number_of(tree)) < float("inf") else None
    except ChainRuleError:
        return None


def constant(text: str) -> Tree | None:
    """Return a number; None for anything else."""
    tree = read(text)
    return None if tree is None or names(tree) else tree


def exact(item: Tree) -> Tree:
    """Return a decimal as a fraction: what a problem states is not rounded."""
    return div(*map(number, item[1].as_integer_ratio())) if item[0] == "number" and isinstance(item[1], Decimal) else item
