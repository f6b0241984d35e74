"""Quantities that the problem defines and the derivation has put into sums at once: p_i of p_i = Σ_j X_ij w_j + b in Σ_i (p_i − y_i)²."""

from __future__ import annotations

from contextlib import suppress

from chainrule.calculus import differentiate_problem
from chainrule.calculus.sums.whole_sums import with_whole_sums
from chainrule.errors import ChainRuleError
from chainrule.finite_sums import at_index
from chainrule.homework.answers.question import Question
from chainrule.notation.indices import apart, case_of
from chainrule.problem import Definition
from chainrule.tree import Tree, names, postorder, rewrite, substitute, symbol

ROUNDS = 8  # definitions inside one another
LETTERS = "ijklmn"  # that a definition may be for


def with_definitions(question: Question, tree: Tree) -> Tree:
    """Return an answer with what the problem defines put in, where the derivation has no quantity of that name and no terms of sums apart."""
    if question.problem.apart:  # then the sums as written tell
        return tree
    known = set(question.known)
    for _ in range(ROUNDS):
        missing = [name for name in names(tree) if name not in known]
        found = {name: each for name in missing if (each := meaning(question, name)) is not None}
        if not found:
            break
        tree = substitute(tree, found)
    return tree


def meaning(question: Question, name: str) -> Tree | None:
    """Return what the problem defines a name to be, under the letter of its index; None where it does not."""
    return next((each for item in question.problem.as_written if item.name and (each := case(item, name)) is not None), None)


def case(item: Definition, name: str) -> Tree | None:
    """Return what a definition is for a name: itself, or with another letter for its index."""
    if item.name == name:
        return item.tree
    bound = {each[1] for each in postorder(item.tree) if each[0] == "sum"}
    for letter in LETTERS:
        other = case_of(name, item.name, letter)
        if other.isalpha() and other not in bound:
            return at_index(item.tree, letter, other)
    return None


def with_adjoints(question: Question, tree: Tree) -> Tree:
    """Return an answer with the values of the output's derivatives by other quantities put in, ∂L/∂y_j in Σ_j ∂L/∂y_j, that the derivation does not have.

    Where terms of sums are apart, these are all.
    """
    problem, of, wrt = question.problem, question.result.of, question.result.wrt
    if not (problem.apart or question.derivation.stages[0].graph.samples) or problem.equation is not None:
        return tree
    given = problem._replace(definitions=problem.as_written, given=(), apart=(), readings=())
    defined = {apart(item.name)[0] for item in given.definitions} - {apart(of)[0]}

    def value(item: Tree) -> Tree:
        if item[0] != "derivative" or len(item[2]) != 2 or item[2][0] != symbol(of):
            return item
        name = str(item[2][1][1])
        if name == wrt or apart(name)[0] not in defined or (name in question.known and not problem.apart):
            return item
        with suppress(ChainRuleError):
            found = differentiate_problem(given, (name,), of, settings=question.derivation.settings)
            return with_whole_sums(found[name].in_names.tree, found.graph.problem, (name,))
        return item

    return rewrite(tree, value)
