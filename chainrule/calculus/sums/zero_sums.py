"""Sums of what differs from a mean, which are 0: Σ_i (x_i − μ) where μ = 1/n Σ_i x_i."""

from __future__ import annotations

from chainrule.calculus.tidying.tidy import tidied
from chainrule.finite_sums import at_index
from chainrule.notation.indices import carries, index_name
from chainrule.problem import Problem
from chainrule.tree import ONE, ZERO, Tree, mul, names, node, postorder, rewrite, substitute, total

LETTER = "·"  # an index that no name has
LONGEST = 60  # nodes of what is added up


def without_zero_sums(tree: Tree, problem: Problem) -> Tree:
    """Return a tree with 0 for sums that are 0 for what the problem defines; the same tree where there are none."""
    zero = zero_sums(tree, problem)
    return tidied(rewrite(tree, lambda item: ZERO if item in zero else item)) if zero else tree


def zero_sums(tree: Tree, problem: Problem) -> list[Tree]:
    """Return the sums in a tree that are 0 for what the problem defines."""
    means = {item.name: item.tree for item in problem.as_written if any(each[0] == "sum" for each in postorder(item.tree))}
    sums = [item for item in postorder(tree) if item[0] == "sum" and item[2][1] == ONE] if means else []
    return [item for item in sums if is_zero(item, means, problem)]


def is_zero(item: Tree, means: dict[str, Tree], problem: Problem) -> bool:
    """Return whether a sum is 0: the sum of its terms with its index and as many of each other term cancel."""
    index, (body, low, high) = item[1], item[2]
    if len(postorder(body)) > LONGEST:
        return False
    defined = {index_name(each.name, letter, index): at_index(each.tree, letter, index) for each in problem.as_written for letter in letters_of(each.name)}
    body = tidied(substitute(body, {name: each for name, each in defined.items() if name in names(body)}))
    while body[0] in ("neg", "div", "mul"):
        parts = [part for part in body[2] if any(carries(name, index) for name in names(part))]
        if len(parts) != 1 or (body[0] == "div" and parts[0] is not body[2][0]):
            return False
        body = parts[0]
    terms = body[2] if body[0] == "add" else ()
    own = [any(carries(name, index) for name in names(term)) for term in terms]
    if not any(own) or all(own):
        return False
    whole = node("sum", LETTER, (at_index(total([term for term, is_own in zip(terms, own, strict=True) if is_own]), index, LETTER), low, high))
    others = mul(high, total([term for term, is_own in zip(terms, own, strict=True) if not is_own]))
    return tidied(rewrite(substitute(total([whole, others]), means), under_one_letter)) == ZERO


def letters_of(name: str) -> list[str]:
    """Return the letters that a name may have for its index."""
    return [letter for letter in "ijkmn" if letter != name and carries(name, letter)]


def under_one_letter(item: Tree) -> Tree:
    """Return a sum over the letter that no name has; other nodes stay."""
    return node("sum", LETTER, (at_index(item[2][0], item[1], LETTER), *item[2][1:])) if item[0] == "sum" and item[1] != LETTER else item
