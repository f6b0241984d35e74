"""softmax(z) in an answer, by the name that it has in the problem."""

from __future__ import annotations

import re

from chainrule.notation.indices import apart
from chainrule.problem import Problem
from chainrule.vectors.whole import share_of

_INDEX = r"(?:\s*+_\s*+(\w|\{\s*+\w\s*+\})(?!\w))?+"
_SOFTMAX = re.compile(
    rf"(?:\\(?:operatorname|mathrm|text)\s*+\{{\s*+softmax\s*+\}}|softmax){_INDEX}\s*+(?:\\left\s*+)?\(((?:[^()]++|\([^()]*+\))*+)\){_INDEX}", re.IGNORECASE
)
_SPACES = re.compile(r"\\left|\\right|\s+")


def with_shares_named(text: str, problem: Problem) -> str:
    """Return an answer with p for softmax(z) and softmax(W x + b), where the problem says that one thing is this softmax; else as it is."""
    names = [apart(each.name)[0] for each in problem.definitions if share_of(each) is not None]
    if len(names) != 1:
        return text
    inside = {_SPACES.sub("", found[2]) for found in _SOFTMAX.finditer(problem.text)}

    def named(found: re.Match[str]) -> str:
        index = found[1] or found[3]
        return f" {names[0]}{'_' + index if index else ''} ".ljust(len(found[0])) if _SPACES.sub("", found[2]) in inside else found[0]

    return _SOFTMAX.sub(named, text)
