"""What the student's own earlier values give for a derivative: lines that follow from them, and are right where these were only rounded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import isclose

from chainrule.calculus import differentiate
from chainrule.homework.answers.notebook import HIGHER, Notebook, Target
from chainrule.homework.answers.question import at_point
from chainrule.homework.values.lenient import Values
from chainrule.homework.worked.progress import Progress
from chainrule.homework.worked.taken_apart import WAYS, by_claims, by_likeness, by_whole
from chainrule.tree import ZERO, Tree, names

NEAR = 5e-3  # relative: how far numbers that were rounded on the way are off


def by_own_values(progress: Progress, target: Target, truth: Tree, before: Tree | None, value: Tree) -> str | None:
    """Return how a value is judged that the student's own earlier values give: right where these are, and were only rounded; else it follows."""
    notebook = progress.notebook
    if not names(value):
        start = before if before is not None and is_sound(progress, truth, progress.value(before)) else None
        if gives(progress, notebook.of_right_lines(), target, start, value):
            return "right"
    if not progress.spoiled:
        return None
    if gives(progress, notebook, target, before, value) or any(progress.alike(own, value) for own in by_other_lines(progress, target)):
        return "follows"
    rounded = notebook.rounded and not names(value) and gives(progress, notebook.with_rounded(), target, before, value)
    return "follows" if rounded else None


def is_sound(progress: Progress, truth: Tree, said: Tree) -> bool:
    """Return whether an expression is right, and in numbers not only by how far its factors may be off where something was wrong before."""
    right = at_point(truth, said, progress.point)
    if not progress.notebook.same(right, said):
        return False
    if names(right) or names(said) or not (progress.notebook.misread or progress.notebook.untrue or progress.faulty):
        return True
    one, other = (values[0] for values in Values([{}])([right, said]))
    return isclose(one, other, rel_tol=NEAR)


def gives(progress: Progress, notebook: Notebook, target: Target, before: Tree | None, value: Tree) -> bool:
    """Return whether what is claimed in a notebook gives a value for a derivative."""
    return any(progress.alike(own, value) for own in by_notebook(notebook, target, before))


def by_notebook(notebook: Notebook, target: Target, before: Tree | None) -> Iterator[Tree]:
    """Yield what claims, and quantities as they were said to be, give for a derivative; or what the line goes on from."""
    if target in notebook.claims:
        yield notebook.expand(notebook.claims[target], claimed=True)
    for value in islice(notebook.by_claims(*target), WAYS):
        yield notebook.expand(value, claimed=True)
    if before is not None:
        yield notebook.expand(before, claimed=True)
    for sign in "d∂" if notebook.misread and HIGHER not in target[1] else "":
        yield notebook.told(*target, sign) or ZERO


def by_other_lines(progress: Progress, target: Target) -> Iterator[Tree]:
    """Yield what wrong parts and equations give for a derivative."""
    notebook = progress.notebook
    if target == progress.asked:
        yield from by_claims(notebook, progress.question.function, target[1])
        yield from by_whole(notebook, progress.question.function, target[1])
        yield from progress.equations.slope(notebook)
        yield from notebook.once_more(target)
    written = progress.in_own_names.get(target[0], ZERO)
    if target[1] in names(written):
        yield notebook.expand(differentiate(written, {target[1]}).get(target[1], ZERO), claimed=True)
    if target[1] in progress.faulty:
        yield from by_likeness(notebook, target)
