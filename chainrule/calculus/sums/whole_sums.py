"""Sums whose terms were set apart, put back: xᵢ² + R is Σₖ xₖ² again, and p·yₖ + p·Σ_{m≠k} yₘ is p·Σₘ yₘ.

A remainder that stands without its term is written as what it is, Σ_{k≠i} xₖ², so that no name is left that the reader did not give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from string import ascii_lowercase
from typing import NamedTuple

from chainrule.calculus.exact import is_negative, plus, times
from chainrule.calculus.tidying.cancelling import cancelled
from chainrule.calculus.tidying.terms import Term, orderless
from chainrule.calculus.tidying.tidy import Tidier, tidied
from chainrule.errors import NotDifferentiable
from chainrule.finite_sums import at_index
from chainrule.graph.families import FRESH, LETTERS, case_in, indices_of
from chainrule.notation.indices import apart, carries, cases_of
from chainrule.notation.names import split
from chainrule.problem import Problem
from chainrule.tree import ONE, Tree, add, names, neg, node, postorder, rewrite

LARGEST = 400  # nodes of a formula in which sums are put back
ROUNDS = 20  # parts of sums that are put back in one place
OPENED = 3  # terms up to which a sum is multiplied out for it


class TooFewLetters(Exception):  # noqa: N818  # no error of the caller's: the formula stays as it is
    """There are not enough letters for the indices of the sums."""


class Part(NamedTuple):
    """What is left of a sum: the terms that are not in it, the whole sum, and how the part is written by itself."""

    terms: tuple[Tree, ...]
    whole: Tree
    alone: Tree

    def moved(self, cases: Mapping[str, str]) -> Part:
        """Return the part with other indices for its own."""
        changed = {letter: case for letter, case in cases.items() if letter != case}
        if not changed.keys().isdisjoint(changed.values()):
            raise TooFewLetters

        def put_in(tree: Tree) -> Tree:
            return reduce(lambda each, pair: at_index(each, pair[0], case_in(pair[1])), changed.items(), tree)

        return Part(tuple(map(put_in, self.terms)), put_in(self.whole), put_in(self.alone))


def with_whole_sums(tree: Tree, problem: Problem, asked: Iterable[str]) -> Tree:
    """Return a formula with the sums of a problem whose terms stand apart put back, or 1 where they are 1; as it is where too few letters are left."""
    tree = with_ones(tree, problem.totals)
    order = postorder(tree) if problem.apart else []
    rests = {apart(name)[0] for name in rest_names(problem)}
    if len(order) > LARGEST or not any(item[0] == "except" or (item[0] == "symbol" and apart(item[1])[0] in rests) for item in order):
        return tree
    try:
        found = WholeSums(tree, problem, asked)
        return with_ones(found.readable(found.closed(found.fresh(tree))), problem.totals)
    except (TooFewLetters, NotDifferentiable):
        return tree


def with_ones(tree: Tree, totals: Sequence[str]) -> Tree:
    """Return a formula with 1 for the sums of all values of quantities that add up to 1."""
    found = rewrite(tree, lambda item: ONE if is_total(item, totals) else item) if totals else tree
    return tree if found is tree else tidied(found)


def is_total(item: Tree, totals: Sequence[str]) -> bool:
    """Return whether a node is the sum of all values of one of some quantities."""
    if item.kind != "sum" or item.args[1] != ONE or item.args[2].kind != "symbol" or item.args[0].kind != "symbol":
        return False
    name = item.args[0].value
    return apart(name)[1].endswith(item.value) and any(apart(each)[0] == apart(name)[0] for each in totals)


def rest_names(problem: Problem) -> Iterator[str]:
    """Yield the names of what is left of sums."""
    return (written.args[-1].value for _, written in problem.apart if written.args[-1].kind == "symbol")


class WholeSums:
    """The sums of a problem that have terms apart, over letters that nothing else has, so that no index takes another's place."""

    def __init__(self, tree: Tree, problem: Problem, asked: Iterable[str]) -> None:
        trees = [tree, *(each for pair in problem.apart for each in pair), *(item.tree for item in problem.as_written)]
        bound = {item[1] for each in trees for item in postorder(each) if item[0] in ("sum", "except")}
        self.asked = {case for name in asked for case in indices_of(name)}
        every = {*bound, *self.asked, *(item.name for item in problem.as_written), *(name for each in trees for name in names(each))}
        several = any(len(mark) > 2 and mark.isalpha() for name in every for mark in (split(name) or (name, "", ""))[1:])
        letters = LETTERS if several else dict.fromkeys(LETTERS + ascii_lowercase)
        self.free = (letter for letter in letters if not any(carries(name, letter) for name in every))
        self.letters: dict[str, str] = {}  # those that sums run over here, by those that they run over in the problem
        self.tidier = Tidier()
        self.parts: dict[str, Part] = {}  # by their names
        for total, written in problem.apart:
            rest = written.args[-1]
            if rest.kind == "symbol" and rest.value not in self.parts:
                self.parts[rest.value] = self.part(self.fresh(total), [self.fresh(term) for term in written.args[:-1]])

    def part(self, total: Tree, terms: Sequence[Tree]) -> Part:
        """Return what is left of a sum without some terms."""
        body, low, high = total.args
        body = self.closed(body)
        whole, gone = node("sum", total.value, (body, low, high)), tuple(map(self.closed, terms))
        own = sorted({index for name in (names(gone[0]) if len(gone) == 1 else ()) for index in indices_of(name)} - {*self.letters.values()})
        its_own = orderless(self.tidier.term(gone[0]))
        cases = [case for case in own if (term := self.term(at_index(body, total.value, case_in(case)))) and orderless(term) == its_own]
        alone = node("sum", total.value, (body, node("except", cases[0], (low,)), high)) if cases and low.kind != "except" else add(whole, *map(neg, gone))
        return Part(gone, whole, alone)

    # Letters

    def fresh(self, tree: Tree) -> Tree:
        """Return a tree whose sums run over letters of their own."""

        def change(item: Tree) -> Tree:
            if item.kind != "sum":
                return item
            if item.value not in self.letters:
                self.letters[item.value] = next(self.free, "")
            other = self.letters[item.value]
            if not other:
                raise TooFewLetters
            return node("sum", other, (at_index(item.args[0], item.value, other), *item.args[1:]))

        return rewrite(tree, change)

    def readable(self, tree: Tree) -> Tree:
        """Return a tree tidied, with sums over the problem's letters, or over others where these stand for something else."""
        own = {fresh: letter for letter, fresh in self.letters.items()}
        outside = {*self.asked, *(index for item in postorder(tree) if item[0] == "except" for index in (item[1],))}
        outside |= {index for name in names(tree) for index in indices_of(name)} | {name for name in names(tree) if len(name) == 1}
        outside -= own.keys()

        def change(item: Tree) -> Tree:
            if item.kind != "sum" or item.value not in own:
                return item
            body = item.args[0]
            taken = outside.union(each[1] for each in postorder(body) if each[0] in ("sum", "except"))
            letter = next((each for each in (own[item.value], *FRESH) if each not in taken), "")
            if not letter:
                raise TooFewLetters
            return node("sum", letter, (at_index(body, item.value, letter), *item.args[1:]))

        return tidied(rewrite(tree, change))

    # Sums

    def term(self, tree: Tree) -> Term | None:
        """Return the term of a tree; None where it divides by 0, as 1/(xᵢ − xⱼ) does for j = i."""
        try:
            return self.tidier.term(tree)
        except ZeroDivisionError:
            return None

    def closed(self, tree: Tree) -> Tree:
        """Return a tree in which every sum is whole whose terms stand beside what is left of it, and nothing that is left of a sum has a name."""
        return rewrite(rewrite(tree, self.put_back), self.by_itself)

    def by_itself(self, item: Tree) -> Tree:
        """Return what is left of a sum as it is written by itself; other nodes stay."""
        part = self.named(item) if item.kind == "symbol" else None
        return item if part is None else part.alone

    def named(self, item: Tree) -> Part | None:
        """Return what is left of a sum by its name, in any case of its indices."""
        if item.value in self.parts:
            return self.parts[item.value]
        for name, part in self.parts.items():
            own = apart(name)[1].replace(",", "")
            cases = cases_of(item.value, name, own) if own else {}
            if cases:
                return part.moved(cases)
        return None

    def part_in(self, base: int) -> Part | None:
        """Return what is left of a sum that a base stands for; None for any other base."""
        kind, value, _ = self.tidier.bases[base]
        if kind not in ("symbol", "sum"):
            return None
        item = self.tidier.writer.tree((1, ((base, 1),)))
        if kind == "symbol":
            return self.named(item)
        body, low, high = item.args
        if low.kind != "except":
            return None
        return Part((at_index(body, value, case_in(low.value)),), node("sum", value, (body, *low.args, high)), item)

    def put_back(self, item: Tree) -> Tree:
        """Return terms that are added up with those that are parts of one sum together; other nodes stay."""
        if item.kind != "add":
            return item
        tidier = self.tidier
        coefficient, factors = tidier.term(item)
        start = terms = [(times(coefficient, number), rest) for number, rest in tidier.sums.get(factors, ())]
        for _ in range(ROUNDS):
            found = next((found for place in range(len(terms)) if (found := self.together(terms, place))), None)
            if not found:
                break
            terms = found
        return item if terms is start else tidier.writer.tree(cancelled(tidier, tidier.sum(terms)))

    def together(self, terms: Sequence[Term], place: int) -> list[Term]:
        """Return terms with the whole of a sum that one of them has a part of, the others being among them; none where they are not."""
        coefficient, factors = terms[place]
        for base, exponent in factors:
            part = self.part_in(base) if exponent == 1 else None
            gone = [self.term(each) for each in part.terms] if part else [None]
            if part is None or None in gone:
                continue
            beside: Term = (coefficient, tuple([factor for factor in factors if factor[0] != base]))
            left, at = [*terms[:place], *terms[place + 1 :]], place
            for wanted in self.wanted(beside, filter(None, gone), left):
                if not (found := self.without(left, wanted)):
                    break
                at, left = min(at, found[0]), found[1]
            else:
                return [*left[:at], self.tidier.multiply([beside, self.tidier.term(part.whole)]), *left[at:]]
        return []

    def wanted(self, beside: Term, gone: Iterable[Term], terms: Iterable[Term]) -> Iterator[Term]:
        """Yield the terms that make a part of a sum whole, with what stands beside it; those of a mere sum one by one."""
        present = {orderless(term)[1] for term in terms}
        for each in gone:
            number, factors = wanted = self.tidier.multiply([beside, each])
            inner = self.tidier.sums.get(factors) if orderless(wanted)[1] not in present else None
            yield from [(times(number, part[0]), part[1]) for part in inner] if inner else [wanted] if number != 0 else []

    def without(self, terms: Sequence[Term], wanted: Term) -> tuple[int, list[Term]] | None:
        """Return terms without one, and the place that it leaves: 3u without u is 2u, and u·(v − w) without u·v is −u·w; None where it is not there."""
        key = orderless(wanted)[1]
        for place, term in enumerate(terms):
            if orderless(term)[1] == key:
                rest = plus(term[0], times(wanted[0], -1))
                at = place if is_negative(term[0]) == is_negative(wanted[0]) else len(terms)
                return at, [*terms[:place], *([(rest, term[1])] if rest else []), *terms[place + 1 :]]
        for place, term in enumerate(terms):
            for opened in self.opened(term):
                kept = [each for each in opened if orderless(each) != orderless(wanted)]
                if len(kept) == len(opened) - 1:
                    return place, [*terms[:place], *kept, *terms[place + 1 :]]
        return None

    def opened(self, term: Term) -> Iterator[list[Term]]:
        """Yield what a product is, multiplied out by a short sum in it, or by what is left of a sum as the whole without its terms."""
        coefficient, factors = term
        for base, exponent in factors if len(factors) > 1 else ():
            if exponent != 1:
                continue
            inner: Sequence[Term] = self.tidier.sums.get(((base, 1),), ())
            if not inner and (part := self.part_in(base)):
                found = [self.term(each) for each in (part.whole, *map(neg, part.terms))]
                inner = () if None in found else [*filter(None, found)]
            beside: Term = (coefficient, tuple([factor for factor in factors if factor[0] != base]))
            if 0 < len(inner) <= OPENED:
                yield [self.tidier.multiply([beside, each]) for each in inner]
