"""What depends on something without a formula that shows it: y is a function of x, l and w depend on t; f_θ(x)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from chainrule.errors import ReadError
from chainrule.notation.names import GREEK, canonical, split
from chainrule.problem import Definition, Problem
from chainrule.tree import apply, names, postorder, symbol

HINT = "give it that argument as well, as in f(x, θ), or define it"

_GREEK = "|".join(sorted(GREEK, key=len, reverse=True))
_NAME = rf"(?:\$\s?)?(?:\\?(?:{_GREEK})|[^\W\d_])(?![^\W_])(?:_(?:\w|\{{\w{{1,3}}\}}))?(?:\s?\$)?"
_APPLIED = r"(?:\(\s?\w{1,5}(?:\s?,\s?\w{1,5}){0,2}\s?\))?"
_AND = r"(?:\s?,\s*+(?:and\s++)?|\s++and\s++|\s?&\s*+)"
_SAYING = (
    r"where|with|and|if|when|for|but|here|both|each|that|suppose|assume|assuming|given|let|since|as|so|"
    r"treat|treating|regard|regarding|view|viewing|consider|considering|think\s+of|thinking\s+of|take|taking"
)
_BEFORE = rf"(?:(?<=[.;,:\n(])|\A)[^\S\n]*+(?:\b(?:{_SAYING})\s++){{0,3}}|\b(?:{_SAYING})\s++(?:\b(?:{_SAYING})\s++){{0,2}}"
_ADJECTIVES = r"(?:(?!(?:functions?|and|is|are|be)\b)(?:[a-z]{2,}|a)\s+){0,5}?"
_VERBS = r"is|are|be|both|each|depends?|depending|var(?:y|ies|ying)|chang(?:es?|ing)|an?|functions?"
_OTHERS = rf"(?:{_AND}(?:the\s+)?{_NAME}(?!\s*[=(]|\s*\b(?:{_VERBS})\b))*"
_OF = rf"(?:the\s+)?(?:time\s+|variables?\s+|parameters?\s+)?({_NAME}(?![=(\w]){_OTHERS})"
_TOLD = re.compile(
    rf"(?:{_BEFORE})({_NAME}{_APPLIED}(?:{_AND}{_NAME}{_APPLIED}){{0,4}})\s*,?\s*(?:both\s+|each\s+|also\s+|all\s+)?"
    rf"(?:(?:(?:is|are|be|being|as)\s+)?{_ADJECTIVES}functions?\s+of\s+"
    rf"|(?:depends?|depending|dependent|(?:is|are)\s+dependent)\s+(?:only\s+)?(?:up)?on\s+"
    rf"|(?:varies|vary|varying|changes?|changing)\s+with\s+){_OF}",
    re.IGNORECASE,
)
_EACH = re.compile(rf"({_NAME}){_APPLIED}")


class Dependence(NamedTuple):
    """Quantities, each of which is said to be a function of some others."""

    of: tuple[str, ...]
    on: tuple[str, ...]


def without_dependence(text: str) -> tuple[str, tuple[Dependence, ...]]:
    """Return a text with what it says to depend on something replaced by a separator and spaces, and what that is."""
    told: list[Dependence] = []

    def take(found: re.Match[str]) -> str:
        try:
            told.append(Dependence(_listed(found[1]), _listed(found[2])))
        except ReadError:
            return found[0]
        return ";" + re.sub(r"[^\n]", " ", found[0][1:])

    return _TOLD.sub(take, text), tuple(told)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(canonical(found[1].strip("$ ")) for found in _EACH.finditer(re.sub(r"\b(?:and|the)\b", ",", names)))


def depending(problem: Problem, told: tuple[Dependence, ...]) -> Problem:
    """Return a problem in which quantities that are said to depend on others, and that nothing defines, are functions of them: y = y(x).

    Along an equation, and where rates are given, quantities change with each other anyway.
    """
    if problem.equation is not None or problem.rates or problem.known:
        return problem
    defined = {each.name for each in problem.definitions}
    used = {name for each in problem.definitions for name in names(each.tree)}
    added = {name: on for of, on in told for name in of if name in used - defined and name != problem.output and name not in on}
    functions = tuple(Definition(name, apply(name, tuple(map(symbol, on)))) for name, on in added.items())
    return problem._replace(definitions=(*problem.definitions, *functions)) if functions else problem


def check_parameters(definitions: Sequence[Definition], wrt: Sequence[str], text: str) -> None:
    """Refuse to differentiate by θ where an unspecified f_θ(x) stands, which depends on it in a way that its arguments do not show."""
    defined = {each.name for each in definitions}
    for each in definitions:
        by = wrt or each.parameters
        for node in postorder(each.tree):
            base, index, _ = (node[0] == "apply" and split(node[1][0])) or ("", "", "")
            if index in by and index not in names(node) and defined.isdisjoint((base, node[1][0])):
                raise ReadError(f"{node[1][0]} may depend on {index}", hint=HINT, text=text, start=each.start, end=each.end)
