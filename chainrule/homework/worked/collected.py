"""Lines of work about a quantity that the derivation asked for leaves out: ∂L/∂o_k = p_k − t_k on the way to ∂L/∂w_ij, where a sum holds every o_k."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chainrule.errors import ChainRuleError
from chainrule.homework.answers.notebook import Target
from chainrule.homework.answers.question import Question, ask
from chainrule.homework.judges.judging import in_whole_sums, may_be_one
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.worked.progress import Progress
from chainrule.notation.indices import apart
from chainrule.syntax import read_problem
from chainrule.tree import Tree, names, rewrite, size, substitute

UNSETTLED = ("wrong", "not understood", "undecided", "follows")  # verdicts that the problem itself may settle otherwise
SHOWN = 30  # nodes of a right value that is shown beside a wrong line


def by_problem(progress: Progress, target: Target, sides: Sequence[Tree], verdict: LineVerdict) -> LineVerdict:
    """Return the verdict on the derivative of the output by some quantity; right or wrong where the problem, asked for that, says so."""
    question, problem = progress.question, progress.question.problem
    if verdict.status not in UNSETTLED or target[0] != question.result.of or not (problem.apart and problem.text):
        return verdict
    asked = target[1] == question.result.wrt
    try:
        other = question if asked else ask(read_problem(problem.text, wrt=(target[1],)), (target[1],), question.result.of)
        given, if_ones = settled(progress, other, sides)
    except ChainRuleError:
        return verdict
    if given is False and verdict.mistake is not None and verdict.mistake.name == "names":  # of the sums as written, all names are known
        verdict = replace(verdict, words=(), mistake=None)
    if given is False and verdict.status == "not understood":
        expected = other.result.whole_in_names.tree
        return replace(verdict, status="wrong", words=("it should be ", expected) if size(expected) <= SHOWN else (), expected=expected)
    if not given:
        return verdict
    progress.lost = False
    progress.claim(target, sides, wrong=False)
    if asked:
        progress.answer = substitute(rewrite(sides[-1], lambda item: _claimed(progress, item)), progress.notebook.own)
    status, words = ("undecided", (f"it is right if {' and '.join(f'Σ {name} = 1' for name in if_ones)}",)) if if_ones else ("right", ())
    return replace(verdict, status=status, words=words, expected=None, mistake=None)


def by_left_out(progress: Progress, value: Tree) -> str | None:
    """Return how an own name for a value in quantities that the derivation leaves out is judged, δ_k = p_k − t_k for ∂L/∂o_k; None where it has none."""
    question, problem = progress.question, progress.question.problem
    nodes = {apart(name)[0] for name in question.derivation.graph.ids}
    left_out = {apart(item.name)[0]: item.name for item in problem.as_written if apart(item.name)[0] not in nodes}
    if not (problem.apart and problem.text) or left_out.keys().isdisjoint(apart(name)[0] for name in names(value)):
        return None
    for name in left_out.values():
        try:
            other = ask(read_problem(problem.text, wrt=(name,)), (name,), question.result.of)
            if settled(progress, other, (value,)) == (True, ()):
                return "right"
        except ChainRuleError:
            continue
    return "undecided"


def settled(progress: Progress, question: Question, sides: Sequence[Tree]) -> tuple[bool | None, tuple[str, ...]]:
    """Return whether values are right in the sums as written, None where that cannot be told, and what has to add up to 1 for it and is not said to."""
    found: list[tuple[bool | None, tuple[str, ...]]] = []
    for side in sides:
        stated = rewrite(side, lambda item: _claimed(progress, item))
        ways = dict.fromkeys((stated, substitute(stated, progress.notebook.own), progress.notebook.expand(stated)))  # in whose names it is, is not clear
        known = dict.fromkeys(((), question.problem.totals))
        if any(in_whole_sums(question, way, ones) for way in ways for ones in known):
            found.append((True, ()))
            continue
        ones = next((each for each in may_be_one(question) for way in ways if in_whole_sums(question, way, each)), ())
        found.append((True, ones) if ones else (False if any(in_whole_sums(question, way) is False for way in ways) else None, ()))
    verdicts = [right for right, _ in found]
    right = None if None in verdicts else all(verdicts)
    return right, next((ones for _, ones in found if ones), ())


def _claimed(progress: Progress, item: Tree) -> Tree:
    """Return what the work has said that a derivative of the output is; any other node as it is."""
    if item[0] != "derivative" or any(arg[0] != "symbol" for arg in item[2]):
        return item
    of, *by = (str(arg[1]) for arg in item[2])
    return progress.notebook.claims.get((of, by[0]), item) if len(by) == 1 else item
