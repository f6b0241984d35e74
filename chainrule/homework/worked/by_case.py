"""Lines of work with a δ_ij that is 1 where i = j, else 0: ∂p_j/∂z_i = p_j(δ_ij − p_i)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chainrule.finite_sums import at_index
from chainrule.homework.answers.index_cases import DELTAS
from chainrule.homework.answers.notebook import Target
from chainrule.homework.answers.statements import Statement
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.worked.progress import Progress
from chainrule.notation.indices import apart, under
from chainrule.notation.names import canonical
from chainrule.tree import ONE, ZERO, substitute

WORST = ("wrong", "not understood", "undecided", "follows", "not needed", "right")  # of the verdicts on two cases
Judged = Callable[[Statement, Target], LineVerdict]


def by_case(progress: Progress, statement: Statement, target: Target, judged: Judged) -> LineVerdict | None:
    """Return the verdict on a line with a δ_ij that nothing else is said of, by both cases of the indices; None for any other line."""
    strange = {name for side in statement.sides for name in progress.notebook.stray(side)}
    deltas = [name for name in sorted(strange) if canonical(apart(name)[0]) in DELTAS and len(apart(name)[1].strip("{}").replace(",", "")) > 1]
    if not deltas:
        return None
    of, by = (apart(each)[1] for each in target)
    letters = {*apart(deltas[0])[1].strip("{}").replace(",", "")}
    if len(deltas) > 1 or letters != {of, by} or len(letters) != len((of, by)):
        return LineVerdict(statement.text, "undecided", ("δ with two indices is followed only in a derivative by what has the other one",))
    other = judged(with_value(statement, deltas[0], same=False), target)
    alike = with_value(statement, deltas[0], same=True)
    alike = replace(alike, sides=tuple(at_index(side, of, by) for side in alike.sides))
    return min((other, judged(alike, (under(target[0], by), target[1]))), key=lambda verdict: WORST.index(verdict.status))


def with_value(statement: Statement, delta: str, *, same: bool) -> Statement:
    """Return a line with the value of its δ where the indices are the same, or are not."""
    return replace(statement, sides=tuple(substitute(side, {delta: ONE if same else ZERO}) for side in statement.sides))
