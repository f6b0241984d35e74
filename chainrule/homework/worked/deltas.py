"""Own names for the derivatives of the output by the quantities on the way: δ₂ = ∂L/∂z₂ in backpropagation, and what comes of a wrong one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice, product

from chainrule.homework.answers.notebook import Notebook
from chainrule.homework.answers.question import at_point
from chainrule.homework.worked.taken_apart import WAYS
from chainrule.notation.names import split
from chainrule.tree import ZERO, Tree, names, substitute, symbol

STAND_INS = 60  # ways in which the right derivatives are put for wrong ones
LETTERS = ("δ", "delta", "Δ")


def is_delta(name: str) -> bool:
    """Return whether a name is one that derivatives of the output have in backpropagation: δ, δ_2, delta_o."""
    return name.startswith(LETTERS)


def as_derivative(notebook: Notebook, name: str, value: Tree, point: Mapping[str, Tree]) -> str | None:
    """Return how a quantity is judged that is the derivative of the output by some other one, as a δ is; None where it is none."""
    of = notebook.question.result.of
    for by in quantities(notebook, name):
        truth = notebook.truth(of, by)
        if truth is None or truth == ZERO:
            continue
        if notebook.same(at_point(truth, value, point), value):
            return "right"
        ways = [*islice(notebook.by_claims(of, by), WAYS), *(() if not notebook.misread else filter(None, [notebook.told(of, by)]))]
        if any(notebook.same(at_point(notebook.expand(own, claimed=True), value, point), value) for own in ways):
            return "follows"
    return None


def quantities(notebook: Notebook, name: str) -> list[str]:
    """Return what the derivative of the output may be by that has a name: of a δ with the index of some quantities, by these; by no input."""
    nodes = notebook.question.derivation.graph.nodes
    if not is_delta(name):
        return [entry.name for entry in nodes]
    inner = {entry.name: [nodes[place].name for place in entry.parents if nodes[place].origin == "link"] for entry in nodes if entry.tree is not None}
    wanted = index(name)
    alike = [each for each in inner if wanted and wanted in (each, index(each))]
    return [*dict.fromkeys(each for chosen in alike for each in (*inner[chosen], chosen))] or [*inner]


def index(name: str) -> str:
    """Return what tells a name from others with the same letter: the 2 of z2, z_2 and z^(2).

    >>> index("z2"), index("δ_2"), index("δ^(2)"), index("δ")
    ('2', '2', '2', '')
    """
    marks = (split(name) or (name,))[1:]
    return ",".join(each.strip("{}()[]") for each in marks if each) or name[len(name.rstrip("0123456789")) :]


def with_stand_ins(notebook: Notebook, tree: Tree, faulty: Collection[str]) -> Iterator[Tree]:
    """Yield an expression with right derivatives of the output for the wrong ones in it, which their names may have been meant for."""
    wrong = [name for name in names(tree) if name in faulty and is_delta(name)]
    truths = [right_values(notebook, name) for name in wrong]
    for values in islice(product(*truths), STAND_INS) if wrong else ():
        yield notebook.expand(substitute(tree, dict(zip(wrong, values, strict=True))))


def right_values(notebook: Notebook, name: str) -> Sequence[Tree]:
    """Return the derivatives of the output that a name may be meant for."""
    found = (notebook.truth(notebook.question.result.of, each) for each in quantities(notebook, name) if notebook.concerned(each))
    return [each for each in found if each is not None and each != ZERO and each != symbol(name)]
