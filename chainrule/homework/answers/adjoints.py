"""Derivatives of the output that are named by d alone, as in code for backpropagation: dz = a − y, dw = x·dz for ∂L/∂z and ∂L/∂w."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chainrule.homework.answers.question import Question


def as_adjoints(lines: Sequence[str], question: Question) -> list[str] | None:
    """Return lines of work with dL/dz for dz; None where none of them says what such a derivative is, or the problem has no quantities on the way."""
    graph, of = question.derivation.graph, question.result.of
    if sum(entry.origin == "definition" for entry in graph.nodes) < 2 or len(question.result.by) > 1:  # the output, and one on the way
        return None
    names = [entry.name for entry in graph.nodes if entry.origin != "link" and entry.name != of and f"d{entry.name}" not in graph.ids]
    named = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    said = re.compile(rf"\s*d_?({named})\s?=(?!=)")
    if not named or not any(map(said.match, lines)):
        return None
    alone = re.compile(rf"(?<![\w/∂\\])(?<!/\s)d_?({named})(?!\w|\s?/)")
    return [f"d{of}/d{found[1]} ={into(alone, line[found.end() :], of)}" if (found := said.match(line)) else into(alone, line, of) for line in lines]


def into(alone: re.Pattern[str], text: str, of: str) -> str:
    """Return a text with the derivatives of the output for what is named by d alone."""
    return alone.sub(lambda found: f"(d{of}/d{found[1]})", text)
