"""softmax(z) in an answer, by the name that it has in the problem."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chainrule.notation.indices import apart
from chainrule.problem import Problem
from chainrule.syntax.sums.loss_names import CALLED
from chainrule.vectors.whole import share_of, softmax_of

_INDEX = r"(?:\s*+_\s*+(\w|\{\s*+\w\s*+\})(?!\w))?+"
_SOFTMAX = re.compile(
    rf"(?:\\(?:operatorname|mathrm|text)\s*+\{{\s*+softmax\s*+\}}|softmax){_INDEX}\s*+(?:\\left\s*+)?\(((?:[^()]++|\([^()]*+\))*+)\){_INDEX}", re.IGNORECASE
)
_CALL = r"((?:[^()]++|\([^()]*+\))*+)\)"
_INSIDE = re.compile(rf"{_CALL}(?:\s*+\({_CALL})?")  # behind the name of a loss and a bracket
_KEYWORD = re.compile(r"\w+\s*+=")
_SPACES = re.compile(r"\\left|\\right|\s+")


def of_losses(text: str) -> Iterator[str]:
    """Yield what the losses of a text are called with, of which softmax is taken in those of programs: W x + b of F.cross_entropy(W x + b, y)."""
    for found in CALLED.finditer(text):
        inside = _INSIDE.match(text, found.end())
        yield from _KEYWORD.sub("", (inside[2] or inside[1])).split(",") if inside else ()


def with_shares_named(text: str, problem: Problem) -> str:
    """Return an answer with p for softmax(z) and softmax(W x + b), where the problem says that one thing is this softmax; else as it is."""
    names = [apart(each.name)[0] for each in problem.definitions if share_of(each) is not None]
    if len(names) != 1:
        return text
    own = (softmax_of(each) for each in problem.definitions)
    written = (*(found[2] for found in _SOFTMAX.finditer(problem.text)), *of_losses(problem.text), *own)
    inside = {_SPACES.sub("", each) for each in written} - {""}

    def named(found: re.Match[str]) -> str:
        index = found[1] or found[3]
        return f" {names[0]}{'_' + index if index else ''} ".ljust(len(found[0])) if _SPACES.sub("", found[2]) in inside else found[0]

    return _SOFTMAX.sub(named, text)
