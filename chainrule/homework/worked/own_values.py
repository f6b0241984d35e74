"""What the student's own earlier values give for a derivative: lines that follow from them, and are right where these were only rounded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import isclose

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
    several = (notebook, notebook.with_rounded()) if notebook.rounded and not names(value) else (notebook,)
    return "follows" if any(gives(progress, each, target, before, value) for each in several) else None


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
    """Return whether what stands in a notebook gives a value for a derivative."""
    kept, progress.notebook = progress.notebook, notebook
    try:
        return any(progress.alike(own, value) for own in own_values(progress, target, before))
    finally:
        progress.notebook = kept


def own_values(progress: Progress, target: Target, before: Tree | None) -> Iterator[Tree]:
    """Yield what the student's own earlier values give for a derivative."""
    notebook = progress.notebook
    if target in notebook.claims:
        yield notebook.expand(notebook.claims[target], claimed=True)
    for value in islice(notebook.by_claims(*target), WAYS):
        yield notebook.expand(value, claimed=True)
    if before is not None:
        yield notebook.expand(before, claimed=True)
    for sign in "d∂" if notebook.misread and HIGHER not in target[1] else "":
        yield notebook.told(*target, sign) or ZERO
    if target == progress.asked:
        yield from by_claims(notebook, progress.question.function, target[1])
        yield from by_whole(notebook, progress.question.function, target[1])
        yield from progress.equations.slope(notebook)
        yield from notebook.once_more(target)
    if target[1] in progress.faulty:
        yield from by_likeness(notebook, target)
