"""Answers written with the vectors and matrices of a problem, by the component that is asked for: 2X^T(Xw − y) is Σ_i 2·X_ij·(Σ_k X_ik·w_k − y_i) by w_j."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chainrule.notation.indices import apart
from chainrule.problem import Problem, Vector
from chainrule.tree import Tree, names, postorder
from chainrule.vectors.components import Axes, Components, Value, indexed
from chainrule.vectors.kinds import COLUMN, MATRIX, NORMS, SCALAR, TRANSPOSED, Kinds, Unfit, kinds_of, without_norms


def by_components(problem: Problem, output: str, wrt: str, answer: Tree) -> list[Tree]:
    """Return the ways to read an answer that vectors stand in, as the component of the output's derivative by one; the answer itself where none do.

    Raises Unfit where the vectors in it do not fit together, or it is no component of what is asked.
    """
    used = {*names(answer), *(item[1] for item in postorder(answer) if item[0] == "call")}
    if used.isdisjoint({each.name for each in problem.vectors.each}):
        return [answer if used.isdisjoint(NORMS) else without_norms(answer)]
    found: list[Tree] = []
    fault = Unfit("")
    for beside in (COLUMN, SCALAR):  # a·b may be either
        try:
            tree = Answer(problem, output, wrt, beside).component(answer)
        except Unfit as unfit:
            fault = fault if str(fault) else unfit
            continue
        found += [tree] if tree not in found else []
    if not found:
        raise fault
    return found


class Answer:
    """The vectors of a problem as they may stand in an answer, and the indices of what is asked."""

    def __init__(self, problem: Problem, output: str, wrt: str, beside: str) -> None:
        self.axes = Axes(())
        self.places: dict[str, int] = {}  # the axis of each letter
        self.kinds = Kinds([], kinds_of(problem.vectors.each), beside)
        self.components = Components(self.kinds, self.axes, nested=True)
        for each in problem.vectors.each:
            ids = [self.axis(*axis) for axis in each.axes]
            self.components.named[each.name] = (-1, ids[0]) if each.row else (ids[0], ids[1] if len(ids) > 1 else -1)
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
            if name == indexed(vector.name, vector.indices):
                yield from ((letter, self.axis(*axis)) for letter, axis in zip(vector.indices, vector.axes, strict=True))
            elif len(vector.indices) == 1 and base == vector.name:
                yield below, self.axis(*vector.axes[0])

    def component(self, answer: Tree) -> Tree:
        """Return the component of an answer that is asked for."""
        for name in names(answer):
            self.kinds.of.setdefault(name, SCALAR)
        if any(item == TRANSPOSED for item in postorder(answer)):
            del self.kinds.of[TRANSPOSED.value]
        kind = self.kinds.kind(answer)
        letters = list(self.targets)
        by_hand = kind == SCALAR and any(apart(name)[1] in letters for name in names(answer))  # 2 (w · x) x_i
        if not by_hand and len(letters) != (2 if kind == MATRIX else 0 if kind == SCALAR else 1):
            raise Unfit(f"your answer is a {kind}, and the derivative has {len(letters) or 'no'} {'index' if len(letters) == 1 else 'indices'}")
        value = self.components.value(answer)
        scope = frozenset(letters)
        return value.at(*self.placed(value, letters), scope)

    def placed(self, value: Value, letters: Sequence[str]) -> tuple[str, str]:
        """Return the letters for the rows and the columns of an answer; transposed, where it fits in that way alone, as some texts write derivatives."""
        own = [axis for axis in (value.rows, value.columns) if axis >= 0]
        if not own:
            return "", ""
        for order in ((0, 1), (1, 0)) if len(own) == 2 else ((0,),):
            if all(self.axes.find(axis) == self.axes.find(self.targets[letters[place]]) for axis, place in zip(own, order, strict=True)):
                found = iter([letters[place] for place in order])
                return next(found) if value.rows >= 0 else "", next(found) if value.columns >= 0 else ""
        mine, asked = (" and ".join(each) for each in ([self.axes.letters(axis)[0] for axis in own], letters))
        raise Unfit(f"your answer has a component for each {mine}, the derivative one for each {asked}")
