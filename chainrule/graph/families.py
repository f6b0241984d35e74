"""Definitions with an index of which the asked quantity reaches several: the case that it belongs to stands apart from the others.

In L = −Σ_k y_k log s_k, s_k = e^{z_k}/Σ_j e^{z_j}, the derivative by z_i goes through s_i in a way of its own, and through every
other s_k by the sum below the bar: L = −(y_i log s_i + Σ_{k≠i} y_k log s_k), s_i = e^{z_i}/(e^{z_i} + R), s_k = e^{z_k}/(e^{z_i} + R).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, KeysView, Mapping, Sequence
from functools import reduce
from itertools import product
from string import ascii_lowercase

from chainrule.finite_sums import at_index, first_of, is_closed
from chainrule.graph.resolve import all_names
from chainrule.graph.samples import index_letters, summed_letters
from chainrule.notation.indices import STEPS, WORDS, carries, case_of, cases_of, index_name, is_letter
from chainrule.notation.names import joined, split, stem
from chainrule.problem import Definition, Problem
from chainrule.tree import Tree, add, names, node, postorder, rewrite, symbol, without_sums

LETTERS = "ijklmnrst"  # what may be an index beside others
FRESH = "kjmlirst"  # letters for an index whose own is that of an asked quantity, the first that the problem does not have
MORE = "pquvabcfghwxyz"  # and where there are many indices, those that are no names there
CHOICES = 1_000  # of indices for the letters of a term; where there are more, it may be any
REACHED = 2_000  # quantities that are looked at; a problem with more stays as it is


def free_letters(problem: Problem, output: str) -> set[str]:
    """Return the letters that a sum or what it adds up has for an index, and that are another one outside of the sums, as k in b_k Σ_k x_k."""
    letters, found = Letters(problem.definitions), set[str]()
    for item in problem.definitions if letters.made else ():
        own = {letter for letter in letters.made if letters.of(item) and carries(item.name, letter)}
        beside = names(without_sums(item.tree))
        found |= {letter for letter in letters.made.keys() - own if any(carries(name, letter) for name in beside)}
        found |= own if item.name == output else set()
    return found


class Beyond(Exception):  # noqa: N818  # no error of the caller's: the problem stays as it is
    """The cases of this problem are not told apart."""


class Letters:
    """The letters that are indices of definitions: ``every`` one, and those that sums make one."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        self.made = summed_letters(definitions)
        self.every = index_letters(self.made)
        self.used: dict[str, list[str]] = {}  # what has a digit in it, by the letter before all marks
        for name in dict.fromkeys(name for each in definitions for name in names(each.tree) if any(map(str.isdigit, name))):
            self.used.setdefault(stem(name), []).append(name)

    def of(self, definition: Definition) -> str:
        """Return the index of a definition that has a value for each: i of p_i = w x_i, or of p_i = w where p_2 is used or a sum runs over i; else nothing."""
        found = self.all_of(definition)
        varied = (each for each in found if any(carries(name, each) for name in names(definition.tree)))
        return next(varied, "") or next(iter(found), "")

    def all_of(self, definition: Definition) -> tuple[str, ...]:
        """Return all indices of a definition: i and j of w_ij = u_i v_j, and of w_ij = u_i."""
        name, used = definition.name, names(definition.tree)
        found = [each for each in self.every if carries(name, each)]
        real = any(each in self.made or self.numbered(name, each) or any(carries(other, each) for other in used) for each in found)
        return tuple(found) if real else ()

    def numbered(self, name: str, index: str) -> bool:
        """Return whether a quantity is used with a number for its index."""
        return any(case_of(each, name, index).isdigit() for each in self.used.get(stem(name), ()))


class Sources:
    """Which definitions of a problem are used, in any case of their index."""

    def __init__(self, problem: Problem) -> None:
        self.definitions = problem.definitions
        self.names = {item.name for item in problem.definitions}
        self.indexed: dict[str, list[tuple[str, tuple[str, ...]]]] = {}  # those with indices, and these, by the letter before all marks
        letters = Letters(problem.definitions)
        for item in problem.definitions:
            if own := letters.all_of(item):
                self.indexed.setdefault(stem(item.name), []).append((item.name, own))

    def cases(self, name: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the definitions with indices that a name is a case of, each with the name's own indices."""
        return [(other, tuple(cases.values())) for other, own in self.indexed.get(stem(name), ()) if (cases := cases_of(name, other, own))]

    def crossed(self) -> bool:
        """Return whether a definition with two indices is used with other letters for them."""
        if not any(len(own) > 1 for each in self.indexed.values() for _, own in each):
            return False
        used = {name for item in self.definitions for name in names(item.tree)} - self.names
        return any(len(cases) > 1 for name in used for _, cases in self.cases(name))

    def of(self, tree: Tree) -> set[str]:
        """Return the definitions that a tree uses."""
        used = names(tree)
        return self.names.intersection(used) | {other for name in used for other, _ in self.cases(name)}

    def only_output(self) -> str | None:
        """Return the one definition that no other uses; None where there are several or none."""
        used = {other for item in self.definitions for other in self.of(item.tree) if other != item.name}
        left = [item.name for item in self.definitions if item.name not in used]
        return left[0] if len(left) == 1 else None


def indices_of(name: str) -> set[str]:
    """Return what may be an index in a name, below or above: each letter, digit and number.

    >>> sorted(indices_of("w_{12}^(L)"))
    ['1', '12', '2', 'L']
    """
    _, *marks = split(name) or (name,)
    marks = [mark for mark in marks if mark not in WORDS]
    return {case for mark in marks for case in ((mark,) if "_" in mark and is_letter(mark) else (*re.findall(r"\d+", mark), *re.findall(r"[^\W_]", mark)))}


def earlier(problem: Problem) -> list[str]:
    """Return the quantities that are of another step of what is defined for each, as h_{t-1} is where h_t is defined: they are given."""
    defined = {item.name for item in problem.definitions if "_" in item.name}
    if not defined:
        return []
    steps = [(name, parts) for item in problem.definitions for name in names(item.tree) if not STEPS.isdisjoint(name) and (parts := split(name))]
    return list(dict.fromkeys(name for name, (base, low, high) in steps if joined(base, re.split(r"[-+]", low)[0], high) in defined))


def names_taken(problem: Problem) -> set[str]:
    """Return every name in a problem's definitions."""
    return set().union(*(all_names(item.tree) | {item.name} for item in problem.definitions))


def is_open(item: Tree) -> bool:
    """Return whether a node is a sum without numbers for bounds that runs over all its terms."""
    return item[0] == "sum" and item[2][1][0] != "except" and not is_closed(item)


def left_out(total: Tree) -> str:
    """Return the index whose term a sum without numbers for bounds leaves out; nothing for any other node."""
    low = total[2][1] if total[0] == "sum" else total
    return str(low[1]) if low is not total and low[0] == "except" and not is_closed(total) else ""


def is_before(total: Tree, case: str) -> bool:
    """Return whether an index is a number below those that a sum runs over: 0 of Σ_{i=1}^n w_i x_i."""
    first = first_of(total)
    return first is not None and case.isdigit() and int(case) < first


def other_indices(body: Tree, index: str) -> list[str]:
    """Return the indices in the terms of a sum that are neither its own nor those of a sum inside."""
    bound = {index, *(item[1] for item in postorder(body) if item[0] == "sum")}
    used = names(body)
    return [letter for letter in ascii_lowercase if letter not in bound and any(name != letter and carries(name, letter) for name in used)]


def apart_from(total: Tree, case: str) -> tuple[Tree, Tree]:
    """Return the term of a sum that one index gives, and the sum of all others."""
    body, low, high = total.args
    return at_index(body, total.value, case_in(case)), node("sum", total.value, (body, node("except", case, (low,)), high))


def case_in(index: str) -> int | str:
    """Return an index as it is put in: a number, or a letter."""
    return int(index) if index.isdigit() else index


class Cases:
    """A problem's definitions as quantities of every index, with the sums in which the asked quantities' own terms stand apart."""

    def __init__(
        self, problem: Problem, asked: Sequence[str], rest: Callable[[Tree, Sequence[str], Sequence[str], Sequence[Tree]], str], free: Collection[str] = ()
    ) -> None:
        self.asked, self.rest = asked, rest
        self.fixed = sorted({case for name in asked for case in indices_of(name)}.union(free))
        self.taken = names_taken(problem).union(asked)
        self.fresh: dict[str, str] = {}  # the letters for indices whose own is fixed
        self.plain: dict[str, Definition] = {}
        self.indexed: list[tuple[Definition, tuple[str, ...]]] = []  # each with its indices
        letters = Letters(problem.definitions)
        for item in problem.definitions:
            own, tree, name = list(letters.all_of(item)), self.renamed(item.tree, self.fixed), item.name
            for place, letter in enumerate(own):
                if letter in self.fixed:
                    own[place] = other = self.letter_for(letter)
                    name, tree = index_name(name, letter, other), at_index(tree, letter, other)
            if own:
                self.indexed.append((item._replace(name=name, tree=tree), tuple(own)))
            else:
                self.plain[name] = item._replace(tree=tree)
        self.known: dict[str, Definition | None] = {}
        self.parts: dict[Tree, Tree] = {}  # the sums of which a term stands apart, with what stands for them
        self.told: dict[str, None] = {}
        self.around: set[str] = set()  # what the sums in a tree run over that have no term apart

    def letter_for(self, letter: str) -> str:
        """Return the letter that an index has whose own is that of an asked quantity."""
        if letter not in self.fresh:
            letters = (*FRESH, *(each for each in MORE if each not in map(stem, self.taken)))
            free = (each for each in letters if each not in self.fresh.values() and not any(carries(name, each) for name in self.taken))
            self.fresh[letter] = next(free, "")
            if not self.fresh[letter]:
                raise Beyond
        return self.fresh[letter]

    def renamed(self, tree: Tree, letters: Collection[str]) -> Tree:
        """Return a tree in which sums over some letters run over others."""

        def change(item: Tree) -> Tree:
            if item.kind != "sum" or item.value not in letters:
                return item
            other = self.letter_for(item.value)
            return node("sum", other, (at_index(item.args[0], item.value, other), *item.args[1:]))

        return rewrite(tree, change)

    def of(self, name: str) -> Definition | None:
        """Return the definition of a quantity, which may be a case of one with an index; None for what is given."""
        if name not in self.known:
            self.known[name] = self.plain.get(name) or next(self.cases(name), None)
            if len(self.known) > REACHED:
                raise Beyond
        return self.known[name]

    def cases(self, name: str) -> Iterator[Definition]:
        """Yield the definitions with an index that a name is a case of, as those of that case."""
        for item, own in self.indexed:
            if name == item.name:
                yield item
            elif cases := cases_of(name, item.name, own):
                yield item._replace(name=name, tree=self.put_in(item.tree, {letter: case for letter, case in cases.items() if letter != case}), parameters=())

    def put_in(self, tree: Tree, cases: Mapping[str, str]) -> Tree:
        """Return a definition's tree with other indices for its own, one after the other; where they change places, by way of another letter."""
        tree, waiting = self.renamed(tree, tuple(cases.values())), dict(cases)
        while waiting:
            letter = next((each for each, case in waiting.items() if case not in waiting), "")
            if not letter:
                letter, case = waiting.popitem()
                waiting[other := self.letter_for(f"{letter} for {case}")] = case
                tree = at_index(tree, letter, other)
                continue
            tree = at_index(tree, letter, case_in(waiting.pop(letter)))
        return tree

    def reach(self, tree: Tree) -> KeysView[str]:
        """Return the quantities that a tree depends on in the order found, those that its sums have at the indices of the asked ones among them."""
        found: dict[str, None] = {}
        stack = [tree]
        while stack:
            for item in postorder(stack.pop()):
                if item[0] == "symbol" and item[1] not in found:
                    found[item[1]] = None
                    definition = self.of(item[1])
                    stack += [] if definition is None else [definition.tree]
                elif is_open(item) or left_out(item):
                    stack += [at_index(item[2][0], item[1], case_in(each)) for each in self.fixed]
        return found.keys()

    def own(self, total: Tree, reached: Collection[str]) -> list[str]:
        """Return the indices of the terms of a sum through which asked quantities go in a way of their own."""
        index, without = total.value, left_out(total)
        indexed = [name for name in reached if carries(name, index)]
        found = dict.fromkeys(case for asked in self.asked for name in indexed if (case := case_of(asked, name, index)))
        for inner in self.leaving_out(total.args[0], index):
            found |= dict.fromkeys(self.own(inner, self.reach(inner.args[0])))
        return [case for case in found if case != without and not is_before(total, case)]

    def leaving_out(self, tree: Tree, index: str) -> list[Tree]:
        """Return the sums without the term of an index that a tree depends on: where that index is another's, so is what they leave out."""
        found, seen, stack = list[Tree](), set[str](), [tree]
        while stack:
            for item in postorder(stack.pop()):
                if item[0] == "sum" and left_out(item) == index:
                    found.append(item)
                elif item[0] == "symbol" and item[1] not in seen and carries(item[1], index):
                    seen.add(item[1])
                    stack += [definition.tree for definition in (self.of(item[1]),) if definition is not None]
        return found

    def joins(self, total: Tree, cases: Collection[str]) -> bool:
        """Return whether the terms of a sum, but for some cases, depend on an asked quantity, where other indices of theirs are those of sums around.

        Where the sum leaves out a term, the sums around it have their terms apart, and run over the indices of no asked quantity.
        """
        body, others = total.args[0], other_indices(total.args[0], total.value)
        letters = [letter for letter in others if not left_out(total) or letter in self.around]
        if (len(self.fixed) + 1) ** len(letters) > CHOICES:
            return True
        own = (None, *(case for case in self.fixed if letters and case not in cases))
        for choice in product(own, *[(None, *self.fixed)] * len(letters)):
            put_in = [(letter, case_in(case)) for letter, case in zip((total.value, *letters), choice, strict=True) if case is not None]
            if not self.reach(reduce(lambda tree, case: at_index(tree, *case), put_in, body)).isdisjoint(self.asked):
                return True
        return False

    def split(self, total: Tree) -> Tree:
        """Return a sum with the term apart that an asked quantity goes through in a way of its own; any other node stays."""
        if not is_open(total) and (not left_out(total) or left_out(total) in self.around):
            return total
        reached = self.reach(total.args[0])
        cases = self.own(total, reached)
        if not cases:
            return total
        terms = [apart_from(total, case)[0] for case in cases]
        if reached.isdisjoint(self.asked) and not self.joins(total, cases):
            others = symbol(self.rest(total, cases, self.asked, terms))
        elif len(cases) > 1 or not is_open(total):
            raise Beyond
        else:
            others = apart_from(total, cases[0])[1]
            self.told[f"the term {total.value} = {cases[0]} stands apart in the sum over {total.value}"] = None
        self.parts[total] = add(*terms, others)
        return self.parts[total]

    def apart(self, tree: Tree) -> Tree:
        """Return a tree with the terms apart in all its sums, also those in the terms that stand apart.

        A sum without the term of an index that a sum around it runs over waits until that one has its terms apart.
        """
        while True:
            self.around = {item[1] for item in postorder(tree) if is_open(item) or (left_out(item) and self.own(item, self.reach(item[2][0])))}
            new = rewrite(tree, self.split)
            if new is tree:
                return tree
            tree = new

    def definitions(self, output: str) -> tuple[Definition, ...]:
        """Return the definitions that the output needs, every case of an index by itself."""
        found: dict[str, Definition] = {}
        stack = [output]
        while stack:
            name = stack.pop()
            item = self.of(name)
            if item is not None and name not in found:
                found[name] = item._replace(tree=self.apart(item.tree))
                stack += names(found[name].tree)
        return tuple(found.values())
