"""Answers that say where there is no derivative: 2x if x < 0, cos x if x > 0, undefined at 0."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from chainrule.errors import ReadError
from chainrule.homework.answers.question import Question
from chainrule.homework.judges.by_pieces import corner_at, value_at
from chainrule.homework.values.equality import Equality
from chainrule.homework.verdict import Verdict
from chainrule.syntax.expressions import read_expression
from chainrule.tree import Tree, names, relation, symbol

_NONE = r"(?:undefined|not\s+defined|does\s+not\s+exist|doesn['’]t\s+exist|d\.?n\.?e\.?|not\s+differentiable|no\s+derivative)"
_PLACE = r"(?:[a-z]\s*=\s*)?(?P<{}>[-−]?\s?\d+(?:\.\d+|/\d+)?|π|pi)"
_SAID = re.compile(
    rf"[,;.]?\s*(?:\b(?:and|but)\s+)?(?:(?:it|that|which|f['′](?:\([a-z]\))?)\s+)?(?:is\s+)?\b{_NONE}\s*(?:(?:at|for|if|when|where)\s+)?{_PLACE.format('at')}\s*(?:\.?\s*\Z|(?=[,;]))"
    rf"|[,;.]?\s*(?:\b(?:and|but)\s+)?[a-z]['′]\s?\({_PLACE.format('of')}\)\s+(?:is\s+)?{_NONE}\s*\.?\s*\Z",
    re.IGNORECASE,
)
_ROW = re.compile(  # \text{undefined} & x = 0 \\ of a list of cases
    rf"(?:\\\\\s*)?\\(?:text|mathrm|mbox)\s?\{{\s*{_NONE}\s*\}}\s*,?\s*&\s*(?:\\(?:text|mathrm)\s?\{{\s*(?:if|for|when|at)\s*\}}\s*)?{_PLACE.format('at')}\s*(?=\\\\|\\end)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"\s*(?:(?:it|[a-z]['′]\s?\([^()]*\))\s+)?(?:is\s+)?{_NONE}\s*\.?\s*", re.IGNORECASE)


class Claim(NamedTuple):
    """An answer without what it says of a point where there is no derivative, and that point."""

    answer: str
    place: Tree | None = None


def without_claim(answer: str) -> Claim:
    """Return an answer without the claim that there is no derivative at a point, and the point.

    >>> without_claim("2x if x < 0, 3 if x > 0, undefined at x = 0").answer
    '2x if x < 0, 3 if x > 0'
    """
    found = (_ROW.search(answer) or _SAID.search(answer)) if len(answer) < 1_000 else None
    rest = answer if found is None else answer[: found.start()].rstrip(" ,;") + answer[found.end() :]
    if found is None or not rest.strip(" ,;"):
        return Claim(answer)
    try:
        return Claim(rest.lstrip(" ,;"), read_expression(found["at"] or found["of"]))
    except ReadError:
        return Claim(answer)


def judged(question: Question, verdict: Verdict, place: Tree) -> Verdict:
    """Return the verdict on an answer that is right but for the claim that there is no derivative at a point, with what is to be said of that."""
    name = question.result.wrt
    if verdict.correct is not True or set(names(question.function)) - {name}:
        return verdict
    here = relation("=", symbol(name), place)
    if corner_at(question, place) is not None or value_at(question.result.tidy.tree, name, place) is None:
        return replace(verdict, notes=tuple(note for note in verdict.notes if here not in note))
    return replace(verdict, correct=False, equality=Equality("equal", method="pieces"), notes=(("Where ", here, ", there is a derivative."),))


def is_claim(answer: str) -> bool:
    """Return whether an answer says that there is no derivative, and nothing else."""
    return _ALONE.fullmatch(answer) is not None


def judged_alone(question: Question, answer: str) -> Verdict:
    """Return the verdict on the claim that there is no derivative at the point where one is asked for. Raises ReadError where none is."""
    name, result = question.result.wrt, question.result
    place = question.point.get(name)
    if place is None or set(names(question.function)) - {name}:
        raise ReadError("it is not said where there is no derivative", hint="write undefined at x = 0", text=answer, start=0, end=len(answer))
    verdict = Verdict(True, result.left, result.tidy.tree, equality=Equality("equal", method="pieces"))
    return judged(question, verdict, place)
