"""Derivatives of weighted sums, and of functions of one: what a layer of neurons is made of, by columns and without a rule for every term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, compress, islice, repeat

from chainrule.calculus.rules import differentiate
from chainrule.calculus.tidying.tidy import Tidier
from chainrule.columns import KIND, Row, filled, products, template
from chainrule.graph.whole import weighted_factors
from chainrule.tree import ONE, Tree, call, symbol


def linear_partials(trees: Sequence[Tree], reached: Sequence[Sequence[bool]]) -> list[list[Tree]] | None:
    """Return the tidy derivatives of weighted sums, or of one function of each, by the ``reached`` of their names, which are in order of appearance.

    The trees have one kind and one value. None where one of them has another form.
    """
    kind, value, args = trees[0]
    applied = kind == "call" and len(args) == 1
    inner = [tree[2] for tree in trees]
    slopes = weighted_slopes(list(chain.from_iterable(inner)) if applied else trees)
    if slopes is None or list(map(len, slopes)) != list(map(len, reached)):
        return None
    kept = [row if False not in mask else list(compress(row, mask)) for row, mask in zip(slopes, reached, strict=True)]
    if not applied:
        return kept
    outer = filled(local_template(value), {"u": inner})
    return None if outer[0][0] == "number" else chained(outer, kept)


def may_be_linear(tree: Tree) -> bool:
    """Return whether a tree starts as a weighted sum, or as a function of one, does."""
    inner = tree[2][0] if tree[0] == "call" and tree[2] else tree
    first = inner[2][0] if inner[0] == "add" else inner
    return bool(first[0] == "symbol" or (first[0] == "mul" and first[2][0][0] == "symbol"))


def weighted_slopes(sums: Sequence[Tree]) -> list[list[Tree]] | None:
    """Return the derivatives of each w₁·x₁ + w₂·x₂ + … + b by the names in it, in order; None where a tree has another form or number of terms.

    They hold where no name appears twice in a tree: then the derivative by one factor of a term is the other factor.
    """
    terms = list(chain.from_iterable([tree[2] if tree[0] == "add" else (tree,) for tree in sums]))
    kinds, factors = list(map(KIND, terms)), weighted_factors(terms)
    count = len(terms) // len(sums)
    pairs = kinds[:count].count("mul")
    width = pairs + count
    if factors is None or kinds != (["mul"] * pairs + ["symbol"] * (count - pairs)) * len(sums) or width * len(sums) != len(factors):
        return None
    return [swapped(factors[start : start + width], 2 * pairs) for start in range(0, len(factors), width)]


def swapped(factors: list[Tree], paired: int) -> list[Tree]:
    """Return the slopes of the pairs of factors that come first, each the other of its pair, and 1 for what stands alone."""
    slopes = [ONE] * len(factors)
    slopes[:paired:2], slopes[1:paired:2] = factors[1:paired:2], factors[:paired:2]
    return slopes


def chained(outer: Sequence[Tree], slopes: Sequence[Sequence[Tree]]) -> list[list[Tree]]:
    """Return the derivatives of a function of each weighted sum, given its tidy derivative by the sum and those of the sum, the factors 1 last."""
    counts = list(map(len, slopes))
    columns = zip(*[tree[2] for tree in outer], strict=True) if outer[0][0] == "mul" else (outer,)
    terms = products(*[each_for(column, counts) for column in columns], chain.from_iterable(slopes))
    rows = [list(islice(terms, count)) for count in counts]
    for tree, row, factors in zip(outer, rows, slopes, strict=True):
        last = len(row) - 1
        while last >= 0 and factors[last] is ONE:
            row[last] = tree
            last -= 1
    return rows


def each_for(column: Iterable[Tree], counts: Iterable[int]) -> Iterable[Tree]:
    """Return every entry of a column as often as its count says."""
    return chain.from_iterable(map(repeat, column, counts))


@cache
def local_template(function: str) -> list[Row]:
    """Return the tidy derivative of a function of one argument u, to be filled in."""
    return template(Tidier()(differentiate(call(function, symbol("u")))["u"]))
