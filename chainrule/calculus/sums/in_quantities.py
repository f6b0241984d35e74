"""A derivative in the quantities that its problem defines for each index: h_j for tanh(Σ_i w_ij x_i), y_nk for Σ_j w_jk h_nj, of whatever index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import islice, product
from string import ascii_lowercase

from chainrule.calculus.sums.whole_sums import with_whole_sums
from chainrule.calculus.tidying.tidy import tidied
from chainrule.finite_sums import at_index
from chainrule.graph.families import Letters, case_in
from chainrule.notation.indices import carries, case_of
from chainrule.problem import Problem
from chainrule.tree import Tree, names, node, postorder, rewrite, symbol

INDICES, CHOICES = 3, 20  # of a quantity that is defined for each index, and the cases of it that are tried
ROUNDS = 6  # quantities inside one another
LARGEST = 400  # nodes of a formula in which quantities are looked for


def in_quantities(tree: Tree, problem: Problem, asked: Iterable[str]) -> Tree:
    """Return a formula with the quantities of a problem by their names, and the sums put back that these leave in parts; the same tree where none is in it."""
    found, asked = tree, tuple(asked)
    for _ in range(ROUNDS):
        if len(postorder(found)) > LARGEST:
            return tree
        named = with_quantities_named(found, problem)
        if named == found:
            break
        found = with_whole_sums(tidied(named), problem, asked)
    return found


def with_quantities_named(tree: Tree, problem: Problem, kinds: Sequence[str] = ()) -> Tree:
    """Return a formula in which what defines a quantity for each index stands as that quantity, of whatever index; of some ``kinds`` of definitions alone."""
    letters = Letters(problem.as_written)
    every = [(item, letters.all_of(item)) for item in problem.as_written if item.tree[2] and (not kinds or item.tree[0] in kinds)]
    some = [(item, own) for item, own in every if 0 < len(own) <= INDICES]
    used = {name for each in (tree, *(item.tree for item, _ in some)) for name in names(each)}
    free = next((letter for letter in reversed(ascii_lowercase) if not any(carries(name, letter) for name in used)), "")
    if not some or not free:
        return tree

    def under_one_letter(item: Tree) -> Tree:
        return node("sum", free, (at_index(item[2][0], item[1], free), *item[2][1:])) if item[0] == "sum" and item[1] != free else item

    patterns = [(item.name, own, rewrite(item.tree, under_one_letter)) for item, own in some]

    def named(item: Tree) -> Tree:
        if not item[2]:
            return item
        plain = rewrite(item, under_one_letter)
        for name, own, pattern in patterns:
            if pattern[:2] == plain[:2] and len(pattern[2]) == len(plain[2]) and (found := _case(name, own, pattern, plain)) is not None:
                return found
        return item

    return rewrite(tree, named)


def _case(name: str, own: Sequence[str], pattern: Tree, plain: Tree) -> Tree | None:
    """Return the quantity of the index with which its definition is a formula, sums being over one letter in both; None where it is so with none."""
    pairs = list(product(names(pattern), names(plain)))
    cases = [dict.fromkeys((letter, *filter(None, (case_of(each, one, letter) for one, each in pairs)))) for letter in own]
    for choice in islice(product(*cases), CHOICES):
        if _moved(pattern, own, choice) == plain:
            return _moved(symbol(name), own, choice)
    return None


def _moved(tree: Tree, letters: Iterable[str], cases: Iterable[str]) -> Tree:
    return reduce(lambda each, pair: at_index(each, pair[0], case_in(pair[1])), zip(letters, cases, strict=True), tree)
