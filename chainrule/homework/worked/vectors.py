"""Work with vectors and matrices, line by line: every statement by the component that it is about, δ = 2(a − y) ⊙ a ⊙ (1 − a), ∂L/∂W = δ x^T."""

from __future__ import annotations

from dataclasses import replace

from chainrule.homework.answers.notebook import Target
from chainrule.homework.answers.question import Question
from chainrule.homework.answers.statements import Statement
from chainrule.homework.judges.judging import in_whole_sums
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.worked.line_by_line import Worker
from chainrule.syntax import Limits
from chainrule.tree import Tree, derivative, names, postorder, substitute, symbol
from chainrule.vectors.answers import by_components
from chainrule.vectors.kinds import NORMS, Unfit

NOT_FOLLOWED = "a derivative of or by a vector of your own is not followed"
NOT_COMPARED = "whether these sums are the same was not found out"


class NotFollowed(Unfit):
    """A statement that may well be right, and is about what the problem has not."""


class VectorWorker(Worker):
    """Goes through the lines of one piece of work on a problem of vectors."""

    def __init__(self, question: Question, limits: Limits | None, called: str = "") -> None:
        super().__init__(question, limits, called)
        vectors = question.problem.vectors
        self.components = {each.name: each.asked[0] for each in vectors.each}
        self.words = {*self.components, *(each.name for each in vectors.written if each.name)}
        self.whole: dict[str, Tree] = {}  # the student's own quantities that are vectors, as said

    def judged(self, statement: Statement) -> LineVerdict:
        """Return the verdict on a statement of any kind."""
        try:
            found = self.by_components(statement)
        except Unfit as unfit:
            self.lost = True
            return self.unfit(statement, unfit)
        if isinstance(found, LineVerdict):
            return found
        verdict = super().judged(found)
        restated = verdict.status == "wrong" and found.left is not None and found.left.kind == "symbol" and found.left.value in self.words
        return LineVerdict(statement.text, "undecided", (NOT_COMPARED,)) if restated and self.question.problem.apart else verdict

    def unfit(self, statement: Statement, unfit: Unfit) -> LineVerdict:
        """Return the verdict on a line whose factors do not fit together: wrong if it is about what is asked."""
        asked = statement.left is not None and statement.left.kind == "derivative" and self.target_of(statement.left) == self.asked
        if not asked or isinstance(unfit, NotFollowed) or self.others(statement):
            return LineVerdict(statement.text, "undecided", (str(unfit),))
        mistake = self.question.wording.mistake(MISTAKES["shapes"], found=str(unfit))
        return LineVerdict(statement.text, "wrong", mistake.words, mistake=mistake)

    def others(self, statement: Statement) -> bool:
        """Return whether a statement has names that mean nothing here."""
        known = {*self.words, *self.question.known, *self.whole, "T"}
        return any(name not in known and not self.notebook.known(name) for side in statement.sides for name in names(side))

    def target_of(self, left: Tree) -> Target:
        """Return what a derivative is of and by, the components of vectors for these."""
        of, *by = (self.components.get(str(each.value), str(each.value)) for each in left.args)
        return of, by[0] if by else ""

    def by_components(self, statement: Statement) -> Statement | LineVerdict:
        """Return a statement about components, or the verdict on what the student calls a vector. Raises Unfit."""
        left = statement.left
        if left is not None and left.kind == "symbol":
            return self.defined(statement, str(left.value))
        if left is not None and (left.kind != "derivative" or len(left.args) != 2 or any(each.kind != "symbol" for each in left.args)):
            return statement
        target = (self.target or self.asked) if left is None else self.target_of(left)
        if any(name in self.whole for name in target):
            raise NotFollowed(NOT_FOLLOWED)
        sides = tuple(self.component(target, side) for side in statement.sides)
        return replace(statement, left=left if left is None else derivative(*target, sign=str(left.value)), sides=sides)

    def defined(self, statement: Statement, name: str) -> Statement | LineVerdict:
        """Return a definition of one of the problem's quantities by components, or note one of the student's own."""
        if name in self.words:
            component = self.components.get(name, name)
            return replace(statement, left=symbol(component), sides=tuple(self.component((component, ""), side) for side in statement.sides))
        side = self.put_in(statement.sides[-1])
        used = {*names(side), *(item[1] for item in postorder(side) if item[0] == "call")}
        if used.isdisjoint((*self.components, *NORMS)):
            return statement
        self.whole[name] = side
        return LineVerdict(statement.text, "right")

    def put_in(self, tree: Tree) -> Tree:
        """Return an expression with the student's own vectors put in."""
        inside = (name for item in postorder(tree) if item[0] == "derivative" for name in names(item))
        if any(name in self.whole for name in inside):
            raise NotFollowed(NOT_FOLLOWED)
        return substitute(tree, self.whole)

    def component(self, target: Target, side: Tree) -> Tree:
        """Return a side by the component that a statement is about; of two ways to read it, the right one."""
        ways = by_components(self.question.problem, *target, self.put_in(side))
        truth = self.notebook.truth(*target) if target[1] else self.notebook.expand(symbol(target[0]))
        for way in ways:
            if target == self.asked and way is not side and in_whole_sums(self.question, way):
                return self.question.result.tidy.tree
            apart = self.question.apart(way)
            if truth is not None and len(ways) > 1 and self.notebook.same(truth, self.notebook.expand(apart)):
                return apart
        return self.question.apart(ways[0])
