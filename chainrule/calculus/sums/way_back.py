"""The derivatives of a number by quantities with an index, from the output back to one term of a sum: what batch normalisation is worked out by.

In L = Σ_i (y_i − t_i)², y_i = g·h_i + b, h_i = (x_i − μ)/√(v + ε), v = 1/n Σ_i (x_i − μ)², μ = 1/n Σ_i x_i, every quantity collects what comes
back from those that use it: ∂L/∂v = Σ_i ∂L/∂h_i · ∂h_i/∂v, ∂L/∂x_k = ∂L/∂h_k · ∂h_k/∂x_k + ∂L/∂v · ∂v/∂x_k + ∂L/∂μ · ∂μ/∂x_k.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import ascii_lowercase
from typing import NamedTuple

from chainrule.calculus.rules import differentiate
from chainrule.calculus.sums.share_names import in_names_of_shares
from chainrule.calculus.sums.whole_sums import with_ones
from chainrule.calculus.sums.zero_sums import without_zero_sums, zero_sums
from chainrule.calculus.tidying.tidy import tidied
from chainrule.errors import ChainRuleError
from chainrule.finite_sums import at_index
from chainrule.graph.families import FRESH, Letters, is_open
from chainrule.notation.indices import apart, carries, case_of, under, with_index
from chainrule.problem import Definition, Problem
from chainrule.tree import ONE, Tree, add, derivative, mul, names, node, postorder, rewrite, substitute, symbol, total

MOST = 40  # definitions
LONGEST = 400  # nodes of a definition
PLACE = "□"  # before the numbers of sums that are held fixed


class Unfit(Exception):  # noqa: N818  # no error of the caller's: there is no such way
    """The quantities do not lead back one by one."""


class Back(NamedTuple):
    """A quantity and what it is made of: its name without the index, the index or nothing, its expression."""

    base: str
    letter: str
    tree: Tree


class Collected(NamedTuple):
    """The derivative ``by`` a quantity: what comes back from those that use it, and the same with their derivatives put in."""

    by: str
    value: Tree
    whole: Tree


class WayBack(NamedTuple):
    """The derivatives by every quantity on the way, the last with those by quantities without an index put in, and with all put in; which sums are 0."""

    lines: tuple[Collected, ...]
    value: Tree
    whole: Tree
    zero: tuple[Tree, ...] = ()


def way_back(problem: Problem, output: str, wrt: str, check: Callable[[Tree], bool], *, told: bool = True) -> WayBack | None:
    """Return the derivatives of an output by all that leads to one term of its sums, where something does and ``check`` confirms the last; else None.

    ``told`` says that the paths have every quantity with an index; then there is nothing more to say of these.
    """
    try:
        found = Backwards(problem, output, wrt).found(told=told)
        return found if check(found.whole) else None
    except (Unfit, ChainRuleError, ZeroDivisionError):
        return None


class Backwards:
    """The way back from one output without an index to one quantity with an index, or to the weights of a layer, which have that of the layer too."""

    def __init__(self, problem: Problem, output: str, wrt: str) -> None:
        self.problem, self.output, self.wrt = problem, output, wrt
        layer = layer_of(problem, wrt)
        self.base, self.case = apart(wrt if layer is None else layer.name)
        self.through = layer is not None  # whether what is asked are weights of the layer at which the way ends
        self.zero: dict[Tree, None] = {}
        given = problem.as_written
        if len(given) > MOST or apart(output)[1]:
            raise Unfit
        letters = Letters(given)
        self.backs = {each.base: each for each in (self.back(item, letters) for item in given)}
        self.own = self.case  # the index of what is asked; nothing for a parameter, which every term has
        if not self.own:
            self.base, self.case = wrt, next((each.letter for each in self.backs.values() if each.letter), "")
        if not (len(self.case) == 1 and self.case.isalpha()):
            raise Unfit
        every = {name for item in given for name in (item.name, *names(item.tree))} | {item[1] for each in given for item in postorder(each.tree)}
        free = (each for each in (*FRESH, *ascii_lowercase) if each != self.case and not any(carries(str(name), each) for name in every))
        self.fresh = next(free, "")
        if len(self.backs) < len(given) or not self.fresh:
            raise Unfit

    def back(self, item: Definition, letters: Letters) -> Back:
        """Return a definition as a quantity on the way."""
        own, (base, index) = letters.all_of(item), apart(item.name)
        if len(own) > 1 or (own and own[0] != index) or (not own and len(index) == 1 and index.isalpha()) or len(postorder(item.tree)) > LONGEST:
            raise Unfit
        return Back(base if own else item.name, index if own else "", item.tree)

    def found(self, *, told: bool) -> WayBack:
        """Return the way back."""
        order = self.order()
        lines: dict[str, Tree] = {}
        for base in order[1:]:
            terms = [term for each in order if each != base and each in self.backs for term in self.terms(self.backs[each], base)]
            if not terms:
                raise Unfit
            lines[self.name(base)] = self.tidy(total(terms))
        if told and all(map(self.index, order[1:])):  # the paths say it all
            raise Unfit
        own = {self.name(base): base for base in order[1:]}
        if self.through:
            lines[self.wrt] = self.tidy(self.by_weight())
        name, last = list(lines.items())[-1]
        plain = {adjoint(name)[1]: tree for name, tree in lines.items() if not carries(name, self.case)}
        value = last
        for each in [each for each in reversed(lines) if each != name and adjoint(each)[1] in plain]:
            value = substitute(value, {adjoint(each)[1]: plain[adjoint(each)[1]]})
        wholes: dict[str, Tree] = {}
        for each, tree in lines.items():
            wholes[each] = self.tidy(self.put_in(tree, wholes))
        collected = tuple(self.collected(own.get(each, self.base), each, tree, wholes[each]) for each, tree in lines.items())
        return WayBack(collected, stated(self.tidy(value), self.output), wholes[name], tuple(self.zero))

    def collected(self, base: str, name: str, *forms: Tree) -> Collected:
        """Return the derivative by a quantity under the index of its definition, unless that is the same one as the asked quantity's in another letter."""
        used = (apart(each) for item in self.problem.as_written for each in names(item.tree))
        same = self.backs[self.base].letter if self.base in self.backs else next((index for other, index in used if other == self.base), "")
        own = "" if base == self.base else self.index(base)
        if own in ("", self.case, same):
            return Collected(name, *(stated(tree, self.output) for tree in forms))
        return Collected(indexed(base, own), *(stated(self.moved(tree, own), self.output) for tree in forms))

    def put_in(self, tree: Tree, values: dict[str, Tree]) -> Tree:
        """Return a tree with the derivatives by some quantities put in."""
        for name in reversed(values):
            tree = self.all_put_in(tree, name, values[name])
        return tree

    def all_put_in(self, tree: Tree, name: str, value: Tree) -> Tree:
        """Return a tree with the value of a derivative put in, of any index that it has there."""
        wanted, (_, index) = adjoint(name)[1], apart(name)

        def change(item: Tree) -> Tree:
            if item[0] != "symbol" or item[1][0] != "∂":
                return item
            if item[1] == wanted:
                return value
            case = case_of(item[1], wanted, self.case) if index == self.case else ""
            return self.moved(value, case) if case else item

        return rewrite(tree, change)

    def moved(self, value: Tree, case: str) -> Tree:
        """Return a derivative of one index for another; sums in it run over other letters where that is theirs."""
        inside = {item[1] for item in postorder(value) if item[0] == "sum"}
        return at_index(self.over_other(value, case) if case in inside else value, self.case, case)

    def over_other(self, tree: Tree, letter: str) -> Tree:
        """Return a tree in which sums over a letter run over the fresh one."""

        def change(item: Tree) -> Tree:
            if item[0] != "sum" or item[1] != letter:
                return item
            return node("sum", self.fresh, (at_index(item[2][0], letter, self.fresh), *item[2][1:]))

        return rewrite(tree, change)

    def order(self) -> list[str]:
        """Return the output and what leads from it to the asked quantity, each before what it is made of."""
        used = {base: self.bases(each.tree) for base, each in self.backs.items()}
        leading = {self.base}
        while fresh := [base for base, inside in used.items() if base not in leading and not leading.isdisjoint(inside)]:
            leading.update(fresh)
        if self.output not in leading or self.base == self.output:
            raise Unfit
        order: list[str] = []
        waiting = [(self.output, False)]
        while waiting:
            base, done = waiting.pop()
            if done:
                order.append(base)
            elif base in leading and base not in order:
                if (base, True) in waiting:
                    raise Unfit
                waiting += [(base, True), *((each, False) for each in used.get(base, ()) if base != self.base)]
        return list(dict.fromkeys(order))[::-1]

    def bases(self, tree: Tree) -> list[str]:
        """Return the quantities in a tree, those with an index without it."""
        found = (name if name in self.backs else apart(name)[0] for name in names(tree))
        return list(dict.fromkeys(each for each in found if each in self.backs or each == self.base))

    def index(self, base: str) -> str:
        """Return the index of a quantity; nothing for one without."""
        return self.own if base == self.base else self.backs[base].letter

    def name(self, base: str) -> str:
        """Return a quantity's name, of the asked index where it has one."""
        return indexed(base, self.case if self.index(base) else "")

    def by_weight(self) -> Tree:
        """Return the derivative by the weights that lead into the layer at which the way ends."""
        back = self.backs[self.base]
        outer, held = self.with_places(back)
        (place, each), *more = [(name, each) for name, each in held.items() if self.wrt in names(each[2][0])]
        if more or self.wrt in names(outer):
            raise Unfit
        slope = differentiate(each[2][0], {self.wrt})[self.wrt]
        return mul(self.adjoint(back), in_itself(substitute(differentiate(outer, {place})[place], held), back), slope)

    def with_places(self, back: Back) -> tuple[Tree, dict[str, Tree]]:
        """Return what a quantity is with a name in place of each of its sums, and these by the names."""
        sums = list(dict.fromkeys(item for item in postorder(back.tree) if item[0] == "sum"))
        held = {f"{PLACE}{place}": item for place, item in enumerate(sums)}
        return rewrite(back.tree, lambda item: next((symbol(name) for name, each in held.items() if each == item), item)), held

    def terms(self, back: Back, base: str) -> Iterator[Tree]:
        """Yield what comes back to a quantity from one that is made of it."""
        if base not in self.bases(back.tree):
            return
        sums = list(dict.fromkeys(item for item in postorder(back.tree) if item[0] == "sum"))
        nested = any(item[0] == "sum" for each in sums for item in postorder(each[2][0]))
        if nested or not all(map(is_open, sums)):
            raise Unfit
        if not self.index(base):
            slope = differentiate(back.tree, {base}).get(base)
            yield from [self.over_other(self.added_up(back, mul(self.adjoint(back), in_itself(slope, back)), sums), self.case)] if slope is not None else []
            return
        outer, held = self.with_places(back)
        yield from self.directly(back, base, outer, held)
        for name, each in held.items():
            yield from self.by_sum(back, base, (outer, name, each), held)

    def directly(self, back: Back, base: str, outer: Tree, held: dict[str, Tree]) -> Iterator[Tree]:
        """Yield what comes back to a quantity of the same index outside of the sums."""
        own = [name for name in names(outer) if apart(name)[0] == base and name not in self.backs]
        if not own:
            return
        if own != [under(own[0], back.letter)] or not back.letter:
            raise Unfit
        slope = differentiate(outer, {own[0]})[own[0]]
        tree = mul(self.adjoint(back), in_itself(substitute(slope, held), back))
        yield at_index(self.over_other(tree, self.case), back.letter, self.case) if back.letter != self.case else self.over_other(tree, self.case)

    def by_sum(self, back: Back, base: str, of: tuple[Tree, str, Tree], held: dict[str, Tree]) -> Iterator[Tree]:
        """Yield what comes back to a quantity that a sum adds up: the slope of its own term, times what comes back to the sum."""
        outer, place, each = of
        body, index = each[2][0], each[1]
        own = [name for name in names(body) if apart(name)[0] == base and name not in self.backs]
        if not own:
            return
        if own != [under(own[0], index)] or (back.letter and any(carries(name, back.letter) and not carries(name, index) for name in names(body))):
            raise Unfit
        slope = differentiate(body, {own[0]})[own[0]]
        term = at_index(slope, index, self.case) if index != self.case else slope
        around = mul(self.adjoint(back), in_itself(substitute(differentiate(outer, {place})[place], held), back))
        around, sums = self.over_other(around, self.case), list(held.values())
        if back.letter and any(carries(name, back.letter) for name in names(body)):  # each value of the quantity has a factor of its own here
            yield self.over_other(self.added_up(back, mul(around, term), sums), self.case)
        else:
            yield self.over_other(mul(self.added_up(back, around, sums), term), self.case)

    def adjoint(self, back: Back) -> Tree:
        """Return the derivative of the output by a quantity, as a name; 1 by itself."""
        return ONE if back.base == self.output else adjoint(indexed(back.base, back.letter))

    def added_up(self, back: Back, tree: Tree, sums: list[Tree]) -> Tree:
        """Return what comes back from a quantity, from all of its values where it has an index."""
        if not back.letter:
            return tree
        limits = next((each[2][1:] for each in (*sums, *self.every_sum()) if each[2][1] == ONE), None)
        if limits is None:
            raise Unfit
        letter = self.fresh if back.letter == self.case else back.letter
        return node("sum", letter, (at_index(self.over_other(tree, back.letter), back.letter, letter), *limits))

    def every_sum(self) -> Iterator[Tree]:
        """Yield the sums of the problem. Raises Unfit where they have several lengths."""
        found = [item for each in self.backs.values() for item in postorder(each.tree) if item[0] == "sum"]
        if len({each[2][1:] for each in found}) > 1:
            raise Unfit
        yield from found

    def tidy(self, tree: Tree) -> Tree:
        """Return a tree tidied, in the names of shares, without sums that are 0."""
        tree = tidied(tree)
        shares = in_names_of_shares(tree, self.problem, (self.wrt,))
        tree = with_ones(tree if shares is None else rewrite(shares, difference), self.problem.totals)
        self.zero |= dict.fromkeys(zero_sums(tree, self.problem))
        return tidied(without_zero_sums(tree, self.problem))


def difference(item: Tree) -> Tree:
    """Return −a + b as b − a; any other node as it is."""
    return add(*reversed(item[2])) if item[0] == "add" and [term[0] == "neg" for term in item[2]] == [True, False] else item


def layer_of(problem: Problem, wrt: str) -> Definition | None:
    """Return the one quantity for each index that adds up what has a name with two indices, h_j = f(Σ_i w_ij x_i) for w_ij; else None."""
    base, index = apart(wrt)
    users = [item for item in problem.as_written if any(apart(name)[0] == base for name in names(item.tree))]
    if len(index) != 2 or not index.isalpha() or len(users) != 1 or [name for name in names(users[0].tree) if apart(name)[0] == base] != [wrt]:
        return None
    own = apart(users[0].name)[1]
    return users[0] if len(own) == 1 and own in index else None


def indexed(base: str, index: str) -> str:
    """Return a quantity's name with an index below, if it has one: h_j, z_j^(1)."""
    return with_index(base, index) if index and "^" in base else f"{base}_{index}" if index else base


def in_itself(slope: Tree, back: Back) -> Tree:
    """Return the slope of a quantity in that quantity itself where it is in it: 1/(2s) for 1/(2√(…)) of s = √(…)."""
    name = symbol(indexed(back.base, back.letter))
    whole = (back.tree, tidied(back.tree))
    return rewrite(tidied(slope), lambda item: name if item in whole else item) if back.tree[2] else slope


def adjoint(name: str) -> Tree:
    """Return the name that stands for the derivative of the output by a quantity."""
    return symbol(f"∂{name}")


def stated(tree: Tree, output: str) -> Tree:
    """Return a tree with ∂L/∂y_k in place of the names that stand for it."""
    return rewrite(tree, lambda item: derivative(output, item[1][1:], sign="∂") if item[0] == "symbol" and item[1].startswith("∂") else item)
