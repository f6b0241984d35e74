"""The student's name for the function that is asked: f′(x) = … in work on y = …, or d/dx = … without any."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

USUAL = frozenset("fFyY")  # names of whole functions; g, h and u are those of their parts as well
HEAD = 120  # characters of a line in which what stands before its = is looked for
_LETTER = r"[^\W\d_]"
_DERIVATIVE = re.compile(
    rf"\s*(?:({_LETTER})\s*['′’](?:\s*\(\s*({_LETTER})\s*\))?|d\s*({_LETTER})(?:\s*\(\s*{_LETTER}\s*\))?\s*/\s*d\s*({_LETTER})"
    rf"|\\[dt]?frac\s*\{{\s*d\s*({_LETTER})\s*\}}\s*\{{\s*d\s*({_LETTER})\s*\}})\s*=(?!=)"
)
_OPERATOR = re.compile(rf"\s*(?:d\s*/\s*d\s*({_LETTER})|\\[dt]?frac\s*\{{\s*d\s*\}}\s*\{{\s*d\s*({_LETTER})\s*\}}|D_?({_LETTER}))\s*=(?!=)")
_CONTINUED = re.compile(r"\s*[=≈]")
_DEFINED = re.compile(rf"\s*({_LETTER})\s*(?:\(\s*{_LETTER}\s*\)\s*)?:?=(?!=)")
_OF_EXPRESSION = re.compile(rf"\s*(?:[(\[].*[)\]]\s*['′]|d\s*/\s*d\s*{_LETTER}\b\s*[^\s=])")
_OTHERS = (_DERIVATIVE, _CONTINUED, _DEFINED, _OF_EXPRESSION)


class Called(NamedTuple):
    """The name that only the student has for what is asked; if not ``surely``, it is that where a line about it is right."""

    name: str
    surely: bool


def without_operator(text: str, wrt: str) -> str:
    """Return a line without the d/dx before its =, where nothing is said to be differentiated: what is asked stands behind."""
    found = _OPERATOR.match(text[:HEAD])
    return text if found is None or wrt not in found.groups() else " " * found.end() + text[found.end() :]


def called(lines: Sequence[str], of: str, wrt: str, known: Collection[str]) -> Called | None:
    """Return what the student calls the function that is asked, where the only one that is differentiated has a name that stands for nothing else."""
    heads = [line[:HEAD] for line in lines]
    stated = [found for head in heads if (found := _DERIVATIVE.match(head))]
    names = {next(filter(None, found.group(1, 3, 5))) for found in stated}
    by = {each for found in stated for each in found.group(2, 4, 6) if each}
    defined = {found[1] for head in heads if (found := _DEFINED.match(head))}
    if len(names) != 1 or names & {of, *known, *defined} or not by <= {wrt}:
        return None
    name = names.pop()
    alone = all(any(each.match(head) for each in _OTHERS) for head in heads)
    return Called(name, alone and name in USUAL)
