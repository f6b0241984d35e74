"""Answers that are right if the log of a problem is the logarithm to base 10, which is read as the natural one."""

from __future__ import annotations

import re
from dataclasses import replace

from chainrule.errors import ChainRuleError
from chainrule.homework.answers.question import Question, ask, at_point
from chainrule.homework.values.equality import Equality, equal
from chainrule.homework.verdict import Verdict
from chainrule.syntax import read_problem
from chainrule.tree import Tree

LONGEST = 2_000  # characters of a text that is read again
_LOG = re.compile(r"(?<![A-Za-z])log(?![A-Za-z\d_])")


def in_base_ten(question: Question, verdict: Verdict, answer: Tree) -> Verdict:
    """Return the verdict on a wrong answer, which is left undecided where another base than e makes it right."""
    text = question.problem.text
    if verdict.correct is not False or question.curve is not None or len(text) > LONGEST or not _LOG.search(text):
        return verdict
    try:
        problem = read_problem(_LOG.sub("log_{10}" if "\\log" in text else "log10", text), wrt=(question.result.wrt,))
        other = ask(problem, (question.result.wrt,), question.derivation.stages[0].output, len(question.result.by))
    except ChainRuleError:
        return verdict
    meant = other.put_back(answer)
    if equal(at_point(other.result.tidy.tree, meant, other.point), meant).correct is not True:
        return verdict
    note = "it is right if log is the logarithm to base 10, and here it is the natural one; write log10 or ln in the problem"
    return replace(verdict, correct=None, equality=Equality("undecided", method="names", note=note), mistakes=(), notes=())
