"""Sums up to n in numbers: n is how many terms they have, in the sums of both sides and wherever else it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from chainrule.finite_sums import at_index, integer
from chainrule.notation.indices import carries, index_name
from chainrule.problem import Problem
from chainrule.tree import Tree, names, node, number, postorder, rewrite, substitute

TERMS = (3, 4)  # of every sum: an answer with 3 for n is right for one number of terms only


def lengths(trees: Iterable[Tree], terms: int) -> Mapping[str, Tree]:
    """Return what the names are up to which sums run that start with a number, where they have so many terms; an index of others is none of them."""
    sums = [item for tree in trees for item in postorder(tree) if item[0] == "sum"]
    indices = {total[1] for total in sums}
    lows = ((total[2][2], total[2][1][2][0] if total[2][1][0] == "except" else total[2][1]) for total in sums)
    ends = ((high[1], integer(low)) for high, low in lows if high[0] == "symbol" and high[1] not in indices)
    return {name: number(first + terms - 1) for name, first in ends if first is not None}


def with_lengths(trees: tuple[Tree, ...], terms: int) -> tuple[Tree, ...]:
    """Return expressions with sums of so many terms."""
    values = dict(lengths(trees, terms))
    return tuple(substitute(tree, values) for tree in trees) if values else trees


def with_counts(answer: Tree, problem: Problem) -> Tree:
    """Return an answer whose sums up to what is no name of the problem, as those without limits are, have as many terms as the problem's over that index.

    Where there are none over it, as many as all sums of the problem have, if these are of one length. Another letter for an index becomes the problem's.
    """
    given = [item.tree for item in problem.as_written]
    sums = [item for tree in given for item in postorder(tree) if item[0] == "sum"]
    counts = {item[1]: item[2][2] for item in sums if item[2][2][0] == "symbol"}
    known = {name for tree in given for name in names(tree)} | {item.name for item in problem.as_written}
    only = next(iter(counts.values())) if len(set(counts.values())) == 1 else None

    def change(item: Tree) -> Tree:
        if item[0] != "sum":
            return item
        body, low, high = item[2]
        index = item[1] if problem.apart else letter_of(item, counts, known)
        body = body if index == item[1] else at_index(body, item[1], index)
        stray = high[0] == "symbol" and high[1] not in known
        return node("sum", index, (body, low, (counts.get(index, only) or high) if stray else high))

    return rewrite(answer, change) if counts and any(item[0] == "sum" for item in postorder(answer)) else answer


def letter_of(total: Tree, letters: Iterable[str], known: Collection[str]) -> str:
    """Return the letter under which a sum's terms are known, among those of the problem's sums: i for Σ_k x_k where the problem has x_i; else its own."""
    used, index = names(total[2][0]), str(total[1])
    if all(name in known for name in used if carries(name, index)):
        return index
    fitting = (each for each in letters if not any(carries(name, each) for name in used))
    return next((each for each in fitting if all(index_name(name, index, each) in known for name in used if carries(name, index))), index)
