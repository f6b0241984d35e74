"""Answers written with the vectors and matrices of a problem, by the component that is asked for: 2X^T(Xw − y) is Σ_i 2·X_ij·(Σ_k X_ik·w_k − y_i) by w_j."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce

from chainrule.notation.indices import apart, carries, index_name
from chainrule.problem import Problem, Vector
from chainrule.tree import ONE, Tree, mul, names, node, postorder, power, rewrite, symbol
from chainrule.vectors.components import Axes, Components, Value
from chainrule.vectors.inverses import inverted, with_inverses
from chainrule.vectors.kinds import COLUMN, DET, EACH, MATRIX, NORMS, ONES, ROW_OF_ONES, SCALAR, TRACE, TRANSPOSED, Kinds, Unfit, kinds_of
from chainrule.vectors.matrices import IDENTITY
from chainrule.vectors.norms import as_norm, without_norms
from chainrule.vectors.whole import with_products_apart


def by_components(problem: Problem, output: str, wrt: str, answer: Tree) -> list[Tree]:
    """Return the ways to read an answer that vectors stand in, as the component of the output's derivative by one; the answer itself where none do.

    Raises Unfit where the vectors in it do not fit together, or it is no component of what is asked.
    """
    ways = ways_by_components(problem, output, wrt, answer)
    left = next((item[1] for way in ways for item in postorder(way) if item[0] == "call" and item[1] in (TRACE, DET)), "")
    if left:
        raise Unfit("the trace of what is no matrix" if left == TRACE else "a determinant has no place in this derivative")
    return ways


def entries_by_components(problem: Problem, output: str, wrt: str, other: str, answer: Tree) -> tuple[Tree, Tree]:
    """Return a matrix of second derivatives by a vector in two components, by ``wrt`` and that of another index, and twice in that of ``wrt``.

    Raises Unfit where the answer is no such matrix.
    """
    answer = respelled(problem, answer)
    found = Answer(problem, output, wrt, COLUMN)
    (own, axis), *_ = found.targets.items()
    found.targets[other] = axis
    return found.entries(answer, own, other)


def ways_by_components(problem: Problem, output: str, wrt: str, answer: Tree) -> list[Tree]:
    """Return the ways to read an answer, in which traces and determinants may be left."""
    answer = respelled(problem, answer)
    used = {*names(answer), *(item[1] for item in postorder(answer) if item[0] == "call")}
    if used.isdisjoint({each.name for each in problem.vectors.each}):
        return [answer if used.isdisjoint((*NORMS, EACH)) else without_norms(answer)]
    found: list[Tree] = []
    fault = Unfit("")
    for beside in (COLUMN, SCALAR):  # a·b may be either
        try:
            tree = Answer(problem, output, wrt, beside).component(answer)
        except Unfit as unfit:
            fault = fault if str(fault) else unfit
            continue
        found += [tree] if tree not in found else []
    if found:
        return found
    if strangers(problem, answer):  # which are told first
        return [without_norms(answer)]
    raise fault


def respelled(problem: Problem, answer: Tree) -> Tree:
    """Return an answer in the letters of the problem: Σ_i x_i for Σ_k x_k where it has vectors x_i, and X^T for X^t."""
    known = {name for each in problem.vectors.written for name in (each.name, *names(each.tree))}
    families = {apart(each.name)[0]: apart(each.name)[1] for each in problem.vectors.each if len(apart(each.name)[1]) == 1}

    def in_letters(item: Tree) -> Tree:
        if item[0] == "pow" and item[2][1] == symbol("t") and "t" not in known:
            item = power(item[2][0], TRANSPOSED)
        if item[0] == "pow" and item[2] == (ONE, TRANSPOSED):
            return ROW_OF_ONES
        if item[0] != "sum":
            return as_norm(item)
        used = names(item[2][0])
        others = {families[base] for base, low in map(apart, used) if low == item[1] and base in families} - {item[1]}
        if len(others) != 1 or any(carries(name, next(iter(others))) for name in used):
            return item
        letter = others.pop()
        body = rewrite(item[2][0], lambda each: symbol(index_name(each[1], item[1], letter)) if each[0] == "symbol" else each)
        return node("sum", letter, (body, *item[2][1:]))

    inverses = {name: own for name, own in inverted(answer).items() if own in known}
    return with_inverses(rewrite(answer, in_letters), inverses)


def strangers(problem: Problem, answer: Tree) -> list[str]:
    """Return the names in an answer that the problem has not."""
    known = {name for each in (*problem.vectors.written, *problem.definitions) for name in (each.name, *names(each.tree))} | {TRANSPOSED.value}
    bases = {apart(name)[0] for name in known}
    bound = {item[1] for item in postorder(answer) if item[0] == "sum"}
    return [name for name in names(answer) if name not in known and name not in bound and apart(name)[0] not in bases]


class Answer:
    """The vectors of a problem as they may stand in an answer, and the indices of what is asked."""

    def __init__(self, problem: Problem, output: str, wrt: str, beside: str) -> None:
        indices = {apart(name)[1] for each in problem.vectors.written for name in (each.name, *names(each.tree))}  # of samples too
        self.axes = Axes(index for index in indices if len(index) == 1)
        self.vectors = problem.vectors.each
        self.places: dict[str, int] = {}  # the axis of each letter
        self.kinds = Kinds([], {ONES: COLUMN, **kinds_of(problem.vectors.each)}, beside, spread=problem.vectors.spread)
        self.kinds.divided = True
        self.components = Components(self.kinds, self.axes, nested=True)
        for each in problem.vectors.each:
            ids = [self.axis(*axis) for axis in each.axes]
            self.components.named[each.name] = (-1, ids[0]) if each.row else (ids[0], ids[1] if len(ids) > 1 else -1)
        asked = [(each, apart(other)[1]) for each in problem.vectors.each if wrt in each.asked for other in each.asked[1:]]
        places = [place for each, below in asked if len(below) == len(each.axes) for place in zip(below, each.axes, each.indices, strict=True)]
        self.singled = {letter: self.axis(*axis) for letter, axis, own in places if letter != own}
        self.targets = dict(target for name in (output, wrt) for target in self.indices(problem.vectors.each, name))  # letter -> axis

    def axis(self, letter: str, count: str) -> int:
        """Return the axis that a letter is of."""
        if letter not in self.places:
            self.places[letter] = self.axes.new()
            self.axes.named[self.places[letter]] = (letter, count)
        return self.places[letter]

    def indices(self, vectors: Sequence[Vector], name: str) -> Iterator[tuple[str, int]]:
        """Yield the letters of a component, each with its axis."""
        base, below = apart(name)
        for vector in vectors:
            if name == vector.asked[0]:
                yield from ((letter, self.axis(*axis)) for letter, axis in zip(vector.indices, vector.axes, strict=True))
            elif base == vector.name and len(below) == len(vector.axes):
                yield from ((letter, self.axis(*axis)) for letter, axis in zip(below, vector.axes, strict=True))

    def in_own_letters(self, answer: Tree) -> Tree:
        """Return an answer by components with the letters of the derivative: x_i/‖x‖ for x_k/‖x‖, where each name tells which letter is which."""
        bound = {item[1] for item in postorder(answer) if item[0] == "sum"}
        indices = [(each.axes, apart(name)[1]) for name in names(answer) for each in self.vectors if apart(name)[0] == each.name]
        pairs = {(low, own) for axes, marks in indices if len(axes) == len(marks) for (own, _), low in zip(axes, marks, strict=True)}
        letters = {low: own for low, own in pairs if low not in bound and low.isalpha()}
        fits = len(letters) == len(set(letters.values())) == len([low for low, _ in pairs if low not in bound]) and set(letters.values()) == set(self.targets)
        if not fits or set(letters) & set(letters.values()):
            return answer

        def renamed(item: Tree) -> Tree:
            return symbol(reduce(lambda name, pair: index_name(name, *pair), letters.items(), item[1])) if item[0] == "symbol" else item

        return rewrite(answer, renamed)

    def with_marks(self, item: Tree) -> Tree:
        """Return a product with ⊙ before factors that are written numbers and matrices added up, as A(1 − A): they are no factors of matrices."""
        if item[0] != "mul":
            return item

        def is_mixed(part: Tree) -> bool:
            return part[0] == "add" and any(not names(term) for term in part[2]) and self.kinds.kind(part) == MATRIX

        return mul(item[2][0], *[node("call", EACH, (part,)) if is_mixed(part) else part for part in item[2][1:]])

    def component(self, answer: Tree) -> Tree:
        """Return the component of an answer that is asked for."""
        answer = self.in_own_letters(answer)
        for name in names(answer):
            base, place = apart(name)
            if base == "e" and place in self.singled and name not in self.kinds.of:  # the unit vector of a component that stands alone
                self.kinds.of[name], self.components.units[name] = COLUMN, place
                self.components.named[name] = (self.singled[place], -1)
        self.axes.taken |= {item[1] for item in postorder(answer) if item[0] == "sum"}
        for name in names(answer):
            self.kinds.of.setdefault(name, SCALAR)
        if any(item == TRANSPOSED for item in postorder(answer)):
            del self.kinds.of[TRANSPOSED.value]
        answer = rewrite(answer, with_products_apart) if self.kinds.beside == COLUMN else answer
        answer = self.kinds.without_each(rewrite(answer, self.with_marks))
        kind = self.kinds.kind(answer)
        letters = list(self.targets)
        by_hand = kind == SCALAR and any(apart(name)[1] in letters for name in names(answer))  # 2 (w · x) x_i
        if not by_hand and len(letters) != (2 if kind == MATRIX else 0 if kind == SCALAR else 1):
            raise Unfit(f"your answer is a {kind}, and the derivative has {len(letters) or 'no'} {'index' if len(letters) == 1 else 'indices'}")
        value = self.components.value(answer)
        scope = frozenset(letters)
        return value.at(*self.placed(value, letters), scope)

    def entries(self, answer: Tree, own: str, other: str) -> tuple[Tree, Tree]:
        """Return a square matrix at two indices, and twice at the same. Raises Unfit for another expression."""
        if IDENTITY[1] not in self.kinds.of:
            self.kinds.of[IDENTITY[1]] = MATRIX
            self.components.identities.add(IDENTITY[1])
        for name in names(answer):
            self.kinds.of.setdefault(name, SCALAR)
        self.kinds.of.pop(TRANSPOSED.value, None)
        answer = rewrite(answer, self.without_identity)
        answer = self.kinds.without_each(answer)
        if self.kinds.kind(answer) != MATRIX:
            raise Unfit("your answer is no matrix, and the second derivatives by a vector are one")
        value = self.components.value(answer)
        self.placed(value, (own, other))
        scope = frozenset((own, other))
        return value.at(own, other, scope), value.at(own, own, scope)

    def without_identity(self, item: Tree) -> Tree:
        """Return a product of matrices or vectors without the identity among them."""
        if item[0] != "mul" or IDENTITY not in item[2]:
            return item
        others = [part for part in item[2] if part != IDENTITY]
        alone = all(self.kinds.kind(part) == SCALAR for part in others)
        return item if alone else mul(*others) if len(others) > 1 else others[0]

    def placed(self, value: Value, letters: Sequence[str]) -> tuple[str, str]:
        """Return the letters for the rows and the columns of an answer; transposed, where it fits in that way alone, as some texts write derivatives."""
        own = [axis for axis in (value.rows, value.columns) if axis >= 0]
        if not own:
            return "", ""
        if len(own) > len(letters):
            raise Unfit(f"your answer is a matrix, and the derivative has {len(letters) or 'no'} {'index' if len(letters) == 1 else 'indices'}")
        known = {self.axes.find(axis) for axis in self.places.values()}  # those of ones are of any length
        for order in ((0, 1), (1, 0)) if len(own) == 2 else ((0,),):
            pairs = [(self.axes.find(axis), self.axes.find(self.targets[letters[place]])) for axis, place in zip(own, order, strict=True)]
            if all(axis == target or axis not in known for axis, target in pairs):
                found = iter([letters[place] for place in order])
                return next(found) if value.rows >= 0 else "", next(found) if value.columns >= 0 else ""
        mine, asked = (" and ".join(each) for each in ([self.axes.letters(axis)[0] for axis in own], letters))
        raise Unfit(f"your answer has a component for each {mine}, the derivative one for each {asked}")
