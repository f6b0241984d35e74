"""Lines of work that update a parameter: w := w − η·slope goes against the slope."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import isclose, isfinite
from typing import NamedTuple

from chainrule.homework.answers.notebook import Notebook
from chainrule.homework.answers.statements import Statement
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.slips.source import has_derivative, negated, step_of
from chainrule.homework.values.lenient import Values
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.worked.progress import Progress
from chainrule.numeric.points import candidate
from chainrule.tree import Tree, derivative, names, substitute, symbol

POINTS = 5  # at which the direction of a step is looked at
CLOSE = 1e-6  # relative: what is some number times the slope is that everywhere


class Step(NamedTuple):
    """One side of a line that updates a quantity: the value before, where it is said, and what is added to it; as written, and as it is known."""

    before: Tree | None
    written: Tree
    moved: Tree


def updated(notebook: Notebook, name: str) -> str | None:
    """Return the quantity that a name such as w_new is the new value of."""
    for mark in ("_new", "_{new}", "new"):
        old = name.removesuffix(mark)
        if old != name and notebook.known(old):
            return old
    return None


def is_moved(progress: Progress, statement: Statement, name: str) -> bool:
    """Return whether an input is said to be itself and something more, or another number than the problem gives, once the slope by it has been said."""
    first = statement.sides[0]
    if name in progress.question.derivation.graph.inputs and first.kind == "add" and symbol(name) in first.args:  # w = w − 0.1·g, as code has it
        return True
    said, here = progress.question.point.get(name), at_point(progress, statement.sides[-1])
    told = (progress.question.result.of, name) in progress.notebook.claims
    return said is not None and told and not names(here) and not progress.notebook.same(said, here)


def judge_update(progress: Progress, statement: Statement, name: str) -> LineVerdict:
    """Return the verdict on w := w − η·slope: its sides are equal, and the step is against the slope and some number times it."""
    notebook, sides, of = progress.notebook, statement.sides, progress.question.result.of
    old = updated(notebook, name) or name
    slope, right = at_point(progress, notebook.value(of, old)), notebook.truth(of, old)
    steps = list(steps_of(progress, statement, old))
    if name != old:
        notebook.define(name, sides[0])
        progress.said.add(name)
    elif old in progress.question.point:
        progress.moved.add(old)
    if any(apart(progress, one, other) for one, other in pairwise(sides)):
        return LineVerdict(statement.text, "wrong", progress.unequal(sides))
    if any(each.before is not None and apart(progress, symbol(old), each.before) for each in steps) and old not in progress.moved - {name}:
        return LineVerdict(statement.text, "wrong", ("the step does not begin at the value of ", symbol(old), "."))
    found = {way(slope, each.moved) for each in steps}
    if "along" in found:
        mistake = progress.question.wording.mistake(MISTAKES["step-added"], part=symbol(old))
        return LineVerdict(statement.text, "wrong", mistake.words, mistake=mistake)
    if "aside" in found or any(is_of_another(progress, each.written, slope) for each in steps):
        by = derivative(of, old, sign="∂")
        here = progress.number(slope)
        words = ("the step is no number times ", by, ".") if here is None else (by, f" is {here} here, and no factor of the step.")
        return LineVerdict(statement.text, "wrong", words)
    if "against" not in found:
        return LineVerdict(statement.text, "undecided", ("the step could not be compared with the slope",))
    return LineVerdict(statement.text, "follows" if (right is not None and apart(progress, right, slope)) or comes_of_wrong(progress, old) else "right")


def comes_of_wrong(progress: Progress, old: str) -> bool:
    """Return whether the slope by a quantity was not said, but a wrong one was by something that depends on it."""
    notebook, of = progress.notebook, progress.question.result.of
    if (of, old) in notebook.claims:
        return False
    return any(target[0] == of and old in names(notebook.expand(symbol(target[1]), keep=old)) for target in notebook.untrue)


def at_point(progress: Progress, tree: Tree) -> Tree:
    """Return an expression with what the student says so far, at the point as far as that is known."""
    return substitute(progress.notebook.expand(tree, claimed=True), progress.point)


def apart(progress: Progress, one: Tree, other: Tree) -> bool:
    """Return whether two expressions, of which both or none have names that no value is known of, are not equal."""
    one, other = at_point(progress, one), at_point(progress, other)
    if has_derivative(one) or has_derivative(other) or bool(names(one)) != bool(names(other)):
        return False
    return progress.notebook.same(one, other) is False


def steps_of(progress: Progress, statement: Statement, old: str) -> Iterator[Step]:
    """Yield what each side adds to the old value: of a sum all but that value, of a number the difference from it, of what holds it elsewhere too."""
    value = progress.point.get(old)
    for side in statement.sides:
        if symbol(old) not in side.args and old in names(side):  # 0.8w + 0.4
            yield Step(None, side, at_point(progress, side - symbol(old)))
        elif side.kind == "add":
            added = step_of(side, old)
            first = None if symbol(old) in side.args else side.args[0]
            yield Step(first, added, at_point(progress, added))
        elif value is not None and not names(at_point(progress, side)):
            yield Step(None, side, at_point(progress, side - value))


def way(slope: Tree, moved: Tree) -> str:
    """Return whether a step is against the slope, along it, or is no number times it, aside; none of these where that cannot be told.

    What stands in the step alone, as a learning rate, is some positive number.
    """
    used = list(dict.fromkeys((*names(slope), *names(moved))))
    own = set(names(moved)) - set(names(slope))
    points = [{each: abs(candidate(place, 0 if each in own else index)) for place, each in enumerate(used)} for index in range(POINTS)]
    pairs = [(a, b) for a, b in zip(*Values(points)([slope, moved]), strict=True) if isfinite(a) and isfinite(b)]
    if pairs and all(a == b == 0 for a, b in pairs):
        return "against"
    ratios = [b / a for a, b in pairs if a]
    if not ratios or not any(ratios):
        return "" if any(b for _, b in pairs) or not ratios else "aside"
    if all(isclose(each, ratios[0], rel_tol=CLOSE) for each in ratios):
        return "along" if ratios[0] > 0 else "against"
    return "aside" if len(own) < 2 else ""


def is_of_another(progress: Progress, step: Tree, slope: Tree) -> bool:
    """Return whether a step in numbers is the product of two of which none is the slope: 0.1·2 where that is 4."""
    product = step.args[0] if step.kind == "neg" else step
    if product.kind != "mul" or len(product.args) != 2 or names(slope) or any(names(at_point(progress, each)) for each in product.args):
        return False
    return not any(progress.notebook.same(each, at_point(progress, factor)) for factor in product.args for each in (slope, negated(slope)))
