"""Lines of work that say what a quantity is: one of the problem in other words, or one of the student's own."""

from __future__ import annotations

from chainrule.homework.answers.putting_names import replaced
from chainrule.homework.answers.question import at_point
from chainrule.homework.answers.statements import Statement
from chainrule.homework.slips.source import has_derivative, tidy
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.worked.collected import by_left_out
from chainrule.homework.worked.progress import Progress
from chainrule.homework.worked.taken_apart import as_derivative, is_outer_part, not_in
from chainrule.tree import names, symbol


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
    if name in graph.ids and graph.nodes[graph.ids[name]].origin == "link" and not notebook.same(progress.question.put_back(symbol(name)), whole):
        progress.taken.add(name)
    value = notebook.expand(statement.sides[-1])
    if name in graph.inputs and not names(value) and notebook.same(progress.point.setdefault(name, value), value):
        return LineVerdict(statement.text, "right")  # a value that is put in
    if name in notebook.own and notebook.same(at_point(notebook.expand(symbol(name)), value, progress.point), value):
        return LineVerdict(statement.text, "right")  # the value of the student's own quantity there
    notebook.define(name, tree, statement.parameter)
    return own_quantity(progress, statement, name)


def restated(progress: Progress, statement: Statement, name: str) -> LineVerdict:
    """Return the verdict on a quantity of the problem that is written anew: h = log(u)."""
    notebook = progress.notebook
    truth = notebook.expand(symbol(name))
    for side in statement.sides:
        value = notebook.expand(side)
        if not notebook.same(at_point(truth, value, progress.point), value):
            status = "follows" if progress.faulty & set(names(side)) else "wrong"
            progress.misread[name] = value
            return LineVerdict(statement.text, status, () if status == "follows" else ("this is not ", symbol(name), " of the problem"), tidy(truth))
        progress.forms.append(value)
    if set(names(statement.sides[0])) & set(notebook.own):
        notebook.define(name, statement.sides[0])
        progress.composed = True
    return LineVerdict(statement.text, "right")


def own_quantity(progress: Progress, statement: Statement, name: str) -> LineVerdict:
    """Return the verdict on a quantity of the student's own: it should be a part of the problem."""
    notebook = progress.notebook
    value = notebook.expand(symbol(name))
    for side in statement.sides[1:]:
        other = notebook.expand(side)
        if not notebook.same(at_point(value, other, progress.point), other):
            return LineVerdict(statement.text, "wrong", ("the two sides are not equal",), mistake=None)
    if has_derivative(statement.sides[0]) or not names(value):
        return LineVerdict(statement.text, "right")
    placeholder = notebook.parameters.get(name, progress.question.result.wrt)
    ways = (notebook.expand(progress.question.function), *progress.forms)
    if placeholder != progress.question.result.wrt or value[0] == "symbol" or any(replaced(way, value, "") is not None for way in ways):
        return LineVerdict(statement.text, "right")
    if name in notebook.parameters and is_outer_part(value, placeholder, progress.question.function):
        return LineVerdict(statement.text, "right")
    if (status := as_derivative(notebook, statement.sides[0]) or by_left_out(progress, statement.sides[0])) is not None:
        return LineVerdict(statement.text, status)
    status = "follows" if progress.faulty & set(names(statement.sides[0])) else "wrong"
    progress.faulty.add(name)
    return LineVerdict(statement.text, status, not_in(progress.question.result.of) if status == "wrong" else ())
