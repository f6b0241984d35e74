"""A derivative in which shares of a sum stand by their names: p_i·Σ_k y_k for exp(z_i)·Σ_k y_k/Σ_j exp(z_j), 1 − p_k for what is left of all shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chainrule.calculus.sums.in_quantities import with_quantities_named
from chainrule.calculus.sums.whole_sums import with_whole_sums
from chainrule.calculus.tidying.tidy import tidied
from chainrule.finite_sums import at_index
from chainrule.graph.families import Letters, case_in, is_open
from chainrule.notation.indices import case_of, index_name
from chainrule.problem import Problem
from chainrule.tree import ONE, E, Tree, add, call, mul, names, neg, power, rewrite, symbol, total
from chainrule.vectors.whole import share_over

BELOW = "□"  # before the number of what shares are of
MOST = 4  # definitions of shares


class Share(NamedTuple):
    """A definition p_i = exp(z_i)/Σ_j exp(z_j): its name and index, what stands above the bar, the sum below, and a name for that."""

    name: str
    letter: str
    above: Tree
    total: Tree
    below: Tree

    def case(self, item: Tree) -> str:
        """Return the index with which a power of e is that of the share; nothing for any other."""
        pairs = ((own, each) for own in names(self.above) for each in names(item))
        cases = dict.fromkeys([self.letter, *(case for own, each in pairs if (case := case_of(each, own, self.letter)))])
        return next((case for case in cases if at_index(self.above, self.letter, case_in(case)) == item), "")

    def is_case(self, name: str) -> bool:
        """Return whether a name is that of a share."""
        return name == self.name or bool(case_of(name, self.name, self.letter))

    def of(self, case: str) -> Tree:
        """Return the share of an index, times what the shares are of."""
        return mul(symbol(index_name(self.name, self.letter, case)), self.below)

    def is_whole(self, item: Tree) -> bool:
        """Return whether a sum adds up what stands below the bar, or all of it but one."""
        return bool(item[0] == "sum" and item[2][2] == self.total[2][2] and at_index(item[2][0], item[1], self.total[1]) == self.total[2][0])

    def joined(self, item: Tree) -> Tree:
        """Return exp(z_k) + Σ_{j≠k} exp(z_j), the sum below the bar in two parts, as one; other nodes as they are."""
        rest = next((term for term in item[2] if self.is_whole(term) and term[2][1] != ONE), None) if item[0] == "add" else None
        own = None if rest is None else at_index(self.above, self.letter, case_in(str(rest[2][1][1])))
        if rest is None or own not in item[2]:
            return item
        return total((self.below, *(term for term in item[2] if term is not rest and term != own)))

    def sum_named(self, item: Tree) -> Tree:
        """Return the sum below the bar by its name, and without one term as 1 − p_k of it; other nodes as they are."""
        if not self.is_whole(item):
            return item
        low = item[2][1]
        return self.below if low == ONE else mul(self.below, add(ONE, neg(symbol(index_name(self.name, self.letter, str(low[1]))))))

    def power_named(self, item: Tree) -> Tree:
        """Return a power of e that is part of a share as the share times the sum, also where several stand in one power; other nodes as they are."""
        exponent = exponent_of(item)
        if exponent is None:
            return item
        if case := self.case(item):
            return self.of(case)
        parts = [call("exp", term) if item[0] == "call" else power(E, term) for term in exponent[2]] if exponent[0] == "add" else []
        cases = [self.case(part) for part in parts]
        return mul(*map(self.of, cases)) if cases and all(cases) else item


def in_names_of_shares(tree: Tree, problem: Problem, asked: Iterable[str]) -> Tree | None:
    """Return a formula in the names of shares, where it has them or what they are made of, and nothing of that is left; else None."""
    found, shares = tree, list(shares_of(problem))
    if shares:
        found = tree = with_quantities_named(tree, problem, ("sum",))
    for share in shares:
        found = rewrite(rewrite(rewrite(found, share.joined), share.sum_named), share.power_named)
    if found != tree:
        found = with_whole_sums(tidied(found), problem, asked)
    used = names(found)
    if any(name.startswith(BELOW) for name in used) or not any(share.is_case(name) for share in shares for name in used):
        return None
    return settled(found)


def settled(tree: Tree) -> Tree:
    """Return −(1 − p) as p − 1; any other formula as it is."""
    inner = tree[2][0] if tree[0] == "neg" else tree
    if inner is tree or inner[0] != "add" or len(inner[2]) != 2 or inner[2][0] != ONE or inner[2][1][0] != "neg":
        return tree
    return add(inner[2][1][2][0], neg(ONE))


def shares_of(problem: Problem) -> Iterator[Share]:
    """Yield the shares that a problem defines by powers of e."""
    letters = Letters(problem.as_written)
    found = ((item, letter, share_over(item, letter)) for item in problem.as_written for letter in letters.all_of(item))
    of_powers = [(item, letter, above) for item, letter, above in found if above is not None and exponent_of(above) is not None]
    for place, (item, letter, above) in enumerate(of_powers[:MOST]):
        if is_open(item.tree[2][1]):
            yield Share(item.name, letter, above, item.tree[2][1], symbol(f"{BELOW}{place}"))


def exponent_of(tree: Tree) -> Tree | None:
    """Return the exponent of a power of Euler's number; None for another tree."""
    kind, value, args = tree
    return args[-1] if (kind == "call" and value == "exp") or (kind == "pow" and args[0] == E) else None
