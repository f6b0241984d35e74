"""Lines of work that say what a quantity is: one of the problem in other words, or one of the student's own."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from chainrule.homework.answers.putting_names import replaced
from chainrule.homework.answers.question import at_point
from chainrule.homework.answers.statements import Statement
from chainrule.homework.slips.source import has_derivative, is_decimal, tidy
from chainrule.homework.verdict import LineVerdict, Prose
from chainrule.homework.worked.collected import by_left_out
from chainrule.homework.worked.deltas import as_derivative, is_delta, with_stand_ins
from chainrule.homework.worked.progress import Progress
from chainrule.homework.worked.taken_apart import is_outer_part, not_in
from chainrule.tree import Tree, names, postorder, symbol

MOST_PARTS = 40  # of a function that are compared with a number


def defined(progress: Progress, statement: Statement, name: str) -> LineVerdict:
    """Return the verdict on u = … : a quantity of the problem written in other words, or one of the student's own."""
    tree = statement.sides[0]
    graph, notebook = progress.question.derivation.graph, progress.notebook
    progress.target, progress.last = None, tree
    if progress.is_given(name):
        return restated(progress, statement, name)
    if name in names(whole := notebook.expand(tree)):
        if name in graph.inputs and notebook.same(symbol(name), whole):
            return LineVerdict(statement.text, "right")  # x = e^(ln x)
        return LineVerdict(statement.text, "wrong", (symbol(name), " is said to be something that contains it"))
    if progress.is_link(name) and not notebook.same(progress.question.put_back(symbol(name)), whole):
        progress.taken.add(name)
    value = notebook.expand(statement.sides[-1])
    if name in graph.inputs and not names(value) and notebook.same(progress.point.setdefault(name, value), value):
        return LineVerdict(statement.text, "right")  # a value that is put in
    if name in progress.said and notebook.same(at_point(notebook.expand(symbol(name)), value, progress.point), value):
        return LineVerdict(statement.text, "follows" if name in progress.faulty else "right")  # the value of the student's own quantity there
    progress.said.add(name)
    notebook.define(name, tree, statement.parameter)
    return own_quantity(progress, statement, name)


def restated(progress: Progress, statement: Statement, name: str) -> LineVerdict:
    """Return the verdict on a quantity of the problem that is written anew: h = log(u)."""
    notebook = progress.notebook
    truth = notebook.expand(symbol(name))
    graph = progress.question.derivation.graph
    written = graph.nodes[graph.ids[name]].expression
    status, own = "right", notebook.with_rounded().expand(written, claimed=True)
    rounded = notebook.of_right_lines().expand(written, claimed=True) if notebook.rounded else truth
    for side in statement.sides:
        value = progress.value(side)
        if not progress.agrees(at_point(truth, value, progress.point), value) and not (notebook.rounded and progress.alike(rounded, value)):
            follows = progress.faulty & set(names(side)) or progress.alike(own, value)
            status = "follows" if follows and status != "wrong" else "wrong"
        if status != "right":
            notebook.misread[name], own = value, notebook.expand(side, claimed=True)
        elif names(value):
            progress.forms.append(value)
    if status != "right":
        notebook.rounded.pop(name, None)
        progress.in_own_names[name] = statement.sides[0]
        return LineVerdict(statement.text, status, *(() if status == "follows" else said_instead(progress, name, truth)))
    notebook.misread.pop(name, None)
    if is_decimal(value):
        notebook.rounded[name] = value
    if own_names := set(names(statement.sides[0])) & set(notebook.own):
        notebook.define(name, statement.sides[0])
        progress.put_together |= own_names
        progress.composed = True
    return LineVerdict(statement.text, "right")


def said_instead(progress: Progress, name: str, truth: Tree) -> tuple[Prose, Tree | None]:
    """Return what is said of a quantity of the problem that was written anew wrongly: its value at the point, or else what it is."""
    here = progress.number(truth)
    if here is not None:
        return (symbol(name), f" is {here} here."), None
    return ("this is not ", symbol(name), " of the problem."), tidy(truth)


def own_quantity(progress: Progress, statement: Statement, name: str) -> LineVerdict:
    """Return the verdict on a quantity of the student's own: it should be a part of the problem."""
    value = progress.value(symbol(name))
    if (reckoned := worked_out(progress, statement, name)) == "wrong":
        return LineVerdict(statement.text, reckoned, progress.unequal(statement.sides))
    verdict = as_part(progress, statement, name, value)
    return verdict if reckoned == "right" or verdict.status != "right" else replace(verdict, status=reckoned)


def as_part(progress: Progress, statement: Statement, name: str, value: Tree) -> LineVerdict:
    """Return the verdict on a quantity of the student's own by what it is in the problem."""
    notebook = progress.notebook
    if not names(value) and progress.point and not is_delta(name) and (part := part_with(progress, statement.sides[0], value)) is not None:
        notebook.define(name, part)  # net = 0.2·1 + 0.4·0.5
    if has_derivative(statement.sides[0]) or (not names(value) and not (is_delta(name) and progress.point)):
        return LineVerdict(statement.text, "right")
    if name in progress.accepted or (not is_delta(name) and is_part(progress, name, value)):
        return LineVerdict(statement.text, "right")
    side = statement.sides[0]
    if (status := as_derivative(notebook, name, value, progress.point) or by_left_out(progress, side)) is not None:
        return LineVerdict(statement.text, status)
    meant = list(with_stand_ins(notebook, side, progress.faulty))
    on_the_way = any(as_derivative(notebook, name, each, progress.point) for each in meant)
    follows = on_the_way if meant else not progress.faulty.isdisjoint(names(side))
    progress.faulty.add(name)
    return LineVerdict(statement.text, "follows" if follows else "wrong", () if follows else not_in(progress.question.result.of))


def is_part(progress: Progress, name: str, value: Tree) -> bool:
    """Return whether a quantity of the student's own is a part of the problem, or of what that was written anew as."""
    notebook, question = progress.notebook, progress.question
    placeholder = notebook.parameters.get(name, question.result.wrt)
    ways = (notebook.expand(question.function), *progress.forms)
    if placeholder != question.result.wrt or value[0] == "symbol" or any(replaced(way, value, "") is not None for way in ways):
        return True
    return name in notebook.parameters and is_outer_part(value, placeholder, question.function)


def worked_out(progress: Progress, statement: Statement, name: str) -> str:
    """Return whether the sides of a line are equal, or follow from one another with what was said before."""
    notebook, status = progress.notebook, "right"
    value, own = progress.value(symbol(name)), notebook.expand(symbol(name), claimed=True)
    for side in statement.sides[1:]:
        other = progress.value(side)
        if status == "right" and progress.alike(value, other):
            continue
        follows = progress.alike(own, other)
        status, own = "follows" if follows and status != "wrong" else "wrong", notebook.expand(side, claimed=True)
    if status != "right":
        notebook.misread |= dict.fromkeys((name, *same_quantities(progress, value)), own)
    return status


def same_quantities(progress: Progress, value: Tree) -> list[str]:
    """Return the quantities of the problem that have a value, a number at the point."""
    notebook, graph = progress.notebook, progress.question.derivation.graph
    if names(value):
        return []
    values = {each.name: notebook.expand(symbol(each.name)) for each in graph.nodes if each.tree is not None}
    return [each for each, right in values.items() if notebook.same(at_point(right, value, progress.point), value)]


def part_with(progress: Progress, side: Tree, value: Tree) -> Tree | None:
    """Return the one part of the function that is worked out as a side of numbers is, and has its value; None where there is none, or several."""
    parts = dict.fromkeys(item for item in postorder(progress.question.function) if names(item) and is_worked_out_so(item, side))
    found = [each for each in islice(parts, MOST_PARTS) if progress.notebook.same(at_point(each, value, progress.point), value)]
    return found[0] if len(found) == 1 else None


def is_worked_out_so(expression: Tree, side: Tree) -> bool:
    """Return whether two expressions are the same operation, or function, of as many arguments."""
    if side.kind == "number" or not side.args:
        return False
    return expression.kind == side.kind and len(expression.args) == len(side.args) and (side.kind != "call" or expression.value == side.value)
