"""Sums with numbers for bounds, written out as their terms, and one term of any sum."""

from __future__ import annotations

from collections.abc import Collection
from operator import is_

from chainrule.errors import LimitExceeded, ProblemError
from chainrule.notation.indices import apart, index_name, is_letter
from chainrule.tree import Tree, add, fold, names, number, postorder, rewrite, symbol

SUM_TERMS = 1_000  # a finite sum is written out up to this many terms


def expand_sums(tree: Tree, resolved: Collection[str]) -> Tree:
    """Return the tree with every sum between two integers written out as its terms.

    One that leaves out the term of a letter, or begins behind it, follows once the sum around it over that letter has given the number.
    """
    while (new := rewrite(tree, lambda node: expanded(node, resolved))) is not tree:
        tree = new
        if not any(item[0] in ("except", "sum") for item in postorder(tree)):
            break
    return tree


def refuse_unindexed(body: Tree, index: str, resolved: Collection[str]) -> None:
    """Refuse a sum over pred_i with numbers for bounds where only pred is defined: which of its inputs differ by sample is not said."""
    for name in names(body):
        base, mark = apart(name)
        if mark == index and base in resolved and name not in resolved:
            reason = f"'{name}' is summed over {index}, and '{base}' is defined without {index}"
            raise ProblemError(reason, hint=f"define {name} = …, with {index} on every input that differs by sample")


def expanded(node: Tree, resolved: Collection[str]) -> Tree:
    """Return one finite sum as its terms; any other node stays. Raises LimitExceeded for too many terms."""
    if node.kind != "sum":
        return node
    body, low, high = node.args
    without = low.value if low.kind == "except" else ""
    first, last = integer(low.args[0] if without else low), integer(high)
    if first is None or last is None or is_letter(without):
        return node
    if last - first + 1 > SUM_TERMS:
        raise LimitExceeded(f"a sum of {last - first + 1:,} terms is not written out; the limit is {SUM_TERMS:,}")
    refuse_unindexed(body, node.value, resolved)
    terms = [at_index(body, node.value, case) for case in range(first, last + 1) if str(case) != without]
    return add(*terms) if len(terms) > 1 else terms[0] if terms else number(0)


def integer(tree: Tree) -> int | None:
    """Return the value of an integer number, negated or not, or of a sum of such, else None."""
    if tree.kind == "neg":
        inner = integer(tree.args[0])
        return None if inner is None else -inner
    if tree.kind == "add":
        terms = [integer(term) for term in tree.args]
        return None if None in terms else sum(filter(None, terms))
    return tree.value if tree.kind == "number" and isinstance(tree.value, int) else None


def first_of(total: Tree) -> int | None:
    """Return the number that a sum starts at; None where that is open."""
    low = total[2][1]
    return integer(low[2][0] if low[0] == "except" else low)


def is_closed(total: Tree) -> bool:
    """Return whether a sum has numbers for bounds."""
    return first_of(total) is not None and integer(total[2][2]) is not None


def at_index(body: Tree, index: str, case: int | str) -> Tree:
    """Return a sum's term: the index itself becomes the number (or another index), and names that carry it become that case's names.

    A sum inside over the same index stays as it is: its terms are its own.
    """

    def change(item: Tree, args: list[Tree]) -> Tree:
        kind, value, old = item
        if kind == "symbol":
            if value == index:
                return number(case) if isinstance(case, int) else symbol(case)
            renamed = index_name(value, index, case)
            return symbol(renamed) if renamed != value else item
        if kind == "except" and value == index:
            return Tree((kind, str(case), tuple(args)))
        if (kind == "sum" and value == index) or all(map(is_, args, old)):
            return item
        return Tree((kind, value, tuple(args)))

    return fold(body, change)
