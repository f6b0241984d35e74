"""Answers that are right where the values of a quantity add up to 1, as targets and probabilities do: p_i − y_i for cross-entropy after softmax."""

from __future__ import annotations

from chainrule.graph.families import LETTERS
from chainrule.homework.answers.question import Question
from chainrule.homework.values.equality import Equality, equal
from chainrule.notation.indices import carries, index_name
from chainrule.numeric.stand_ins import written_out
from chainrule.tree import ONE, Tree, add, names, neg, postorder, rewrite, substitute, symbol

TRIED = 3  # quantities


def where_adding_up(question: Question, right: Tree, answer: Tree) -> Equality | None:
    """Return the finding on an answer that is right where something adds up to 1: equal where the problem says so, else undecided; None where it is not."""
    total = adding_up_to_one(question, right, answer)
    if total is None:
        return None
    index, name = total
    if any(carries(each, letter) and index_name(each, letter, index) == name for each in question.problem.totals for letter in LETTERS):
        return Equality("equal", method="numbers", note=f"where Σ_{index} {name} = 1")
    return Equality("undecided", method="sums", note=f"it is right if Σ_{index} {name} = 1")


def adding_up_to_one(question: Question, right: Tree, answer: Tree) -> tuple[str, str] | None:
    """Return what must add up to 1 for an answer to be right, by its index and name; None where nothing helps."""
    inputs = question.derivation.graph.inputs
    for total in [item for item in postorder(right) if item[0] == "sum" and item[2][1][0] == "except"][:TRIED]:
        body, low, _ = total.args
        for name in names(body):
            own = index_name(name, total.value, low.value)
            if carries(name, total.value) and own in inputs and own != question.result.wrt and right_where(right, answer, name, own, total):
                return total.value, name
    return None


def right_where(right: Tree, answer: Tree, name: str, own: str, total: Tree) -> bool:
    """Return whether an answer is right where all values of a quantity add up to 1, with definite terms for the sums."""
    values = add(*written_out(Tree(("sum", total[1], (symbol(name), *total[2][1:]))), unspecified=True)[0][2])
    several = [item[1] for item in postorder(values) if item[0] == "symbol"]
    last = {several[-1]: add(ONE, neg(symbol(own)), *[neg(symbol(each)) for each in dict.fromkeys(several[:-1])])}
    sides = [substitute(rewrite(side, lambda item: written_out(item, unspecified=True)[0] if item[0] == "sum" else item), last) for side in (right, answer)]
    return equal(*sides).correct is True
