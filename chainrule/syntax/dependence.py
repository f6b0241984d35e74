"""What depends on something without a formula that shows it: y is a function of x, l and w depend on t; f_θ(x)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chainrule.errors import ReadError
from chainrule.notation.names import GREEK, canonical, split
from chainrule.problem import TIME, Definition, Problem
from chainrule.syntax.blanks import separator
from chainrule.tree import Tree, apply, names, postorder, symbol

HINT = "give it that argument as well, as in f(x, θ), or define it"

_GREEK = "|".join(sorted(GREEK, key=len, reverse=True))
_NAME = rf"(?:\$\s?)?(?:\\?(?:{_GREEK})|[^\W\d_])(?![^\W_])(?:_(?:\w|\{{\w{{1,3}}\}}))?(?:\s?\$)?"
_APPLIED = r"(?:\(\s?\w{1,5}(?:\s?,\s?\w{1,5}){0,2}\s?\))?"
_AND = r"(?:\s?,\s*+(?:and\s++)?|\s++and\s++|\s?&\s*+)"
_SAYING = (
    r"where|with|and|if|when|for|but|here|both|each|that|suppose|assume|assuming|given|let|since|as|so|"
    r"treat|treating|regard|regarding|view|viewing|consider|considering|think\s+of|thinking\s+of|take|taking"
)
_SUBJECT = r"(?:(?:only|the|its)\s++(?:[a-z]{3,}\s++){0,2})?"  # the radius r
_BEFORE = rf"(?:(?:(?<=[.;,:\n(])|\A)[^\S\n]*+(?:\b(?:{_SAYING})\s++){{0,3}}|\b(?:{_SAYING})\s++(?:\b(?:{_SAYING})\s++){{0,2}}){_SUBJECT}"
_NOT_MEANT = "not|never|no|nor|neither|constant|known|given"  # functions, which are none, or are defined
_ADJECTIVES = rf"(?:(?!(?:functions?|and|is|are|be|{_NOT_MEANT})\b)(?:[a-z]{{2,}}|a)\s+){{0,5}}?"
_VERBS = r"is|are|be|both|each|depends?|depending|var(?:y|ies|ying)|chang(?:es?|ing)|an?|functions?"
_OTHERS = rf"(?:{_AND}(?:the\s+)?{_NAME}(?!\s*[=(^*/+²³−-]|\s*\b(?:{_VERBS})\b|\s+(?:[^\W\d_](?![^\W_])|[\d\\(√])))*"
_LISTED = rf"{_NAME}{_APPLIED}(?:{_AND}{_NAME}{_APPLIED}){{0,4}}"
_ANYWHERE = rf"(?<=[a-z]{{3}}\s)(?<!sin\s)(?<!cos\s)(?<!tan\s)(?<!log\s)(?<!exp\s)(?={_NAME}(?:\s+and\s+{_NAME})?\s+(?:is|are)\s)"  # in words alone
_OF = rf"(?:the\s+)?(?:time\s+|variables?\s+|parameters?\s+)?({_NAME}(?![=(\w]){_OTHERS})"
_TOLD = re.compile(
    rf"(?:{_BEFORE}|{_ANYWHERE})({_LISTED})\s*,?\s*(?:both\s+|each\s+|also\s+|all\s+)?"
    rf"(?:(?:(?:is|are|be|being|as)\s+)?{_ADJECTIVES}functions?\s+of\s+"
    rf"|(?:depends?|depending|dependent|(?:is|are)\s+dependent)\s+(?:only\s+)?(?:up)?on\s+"
    rf"|(?:varies|vary|varying|changes?|changing)\s+with\s+){_OF}",
    re.IGNORECASE,
)
_NO = r"(?:(?:do|does|is|are)\s+(?:not|never)|(?:do|does|is|are)n['’]?t|never)"
_APART = re.compile(
    rf"(?:{_BEFORE}|{_ANYWHERE})({_LISTED})\s+(?:{_NO}\s+(?:depend(?:ent|s)?\s+(?:up)?on|vary\s+with|change\s+with|an?\s+function\s+of|functions\s+of)"
    rf"|(?:is|are)\s+(?:all\s+|both\s+)?independent\s+of)\s+{_OF}",
    re.IGNORECASE,
)
_CONSTANT = re.compile(
    rf"(?:{_BEFORE}|{_ANYWHERE})({_LISTED})\s+(?:(?:is|are|be|being|both|all|held|kept|as)\s+){{0,3}}(?:an?\s+)?(?:(?:fixed|positive|real|some|given)\s+)?(?:constants?|fixed)\b",
    re.IGNORECASE,
)
_EACH = re.compile(rf"({_NAME}){_APPLIED}")


class Dependence(NamedTuple):
    """Quantities, each of which is said to be a function of some others; or none of them, with ``apart``: then without others they are constants."""

    of: tuple[str, ...]
    on: tuple[str, ...] = ()
    apart: bool = False


def without_dependence(text: str) -> tuple[str, tuple[Dependence, ...]]:
    """Return a text with what it says to depend on something, or not to, replaced by a separator and spaces, and what that is; what is constant stays."""
    told: list[Dependence] = []

    def take(found: re.Match[str]) -> str:
        try:
            told.append(Dependence(_listed(found[1]), _listed(found[2]), found.re is _APART))
        except ReadError:
            return found[0]
        return separator(found[0])

    text = _TOLD.sub(take, _APART.sub(take, text))
    told += [Dependence(_listed(found[1]), apart=True) for found in _CONSTANT.finditer(text)]
    return text, tuple(told)


def _listed(names: str) -> tuple[str, ...]:
    return tuple(canonical(found[1].strip("$ ")) for found in _EACH.finditer(re.sub(r"\b(?:and|the)\b", ",", names)))


def depending(problem: Problem, told: tuple[Dependence, ...]) -> Problem:
    """Return a problem in which quantities that are said to depend on others, and that nothing defines, are functions of them: y = y(x).

    What is said to be constant where quantities change with time has no rate. Raises ReadError where an equation or rates leave no room for what is said.
    """
    defined = {each.name for each in problem.definitions}
    used = {name for each in problem.definitions for name in names(each.tree)}
    free = used - defined - {problem.output}
    on_others = {name: each.on for each in told if not each.apart for name in each.of if name in free and name not in each.on}
    still = {name for each in told if each.apart and set(problem.wrt).issuperset(each.on) for name in each.of}
    if problem.equation is not None or problem.rates or problem.known:
        problem = _with_rates(problem, on_others)
    elif on_others:
        functions = tuple(Definition(name, apply(name, tuple(map(symbol, on)))) for name, on in on_others.items())
        return problem._replace(definitions=(*problem.definitions, *functions))
    open_ones = sorted(free - still)
    if still.isdisjoint(free) or problem.rates or problem.wrt != (TIME,) or TIME in used or not problem.output or not open_ones:
        return problem
    return problem._replace(rates=tuple((name, _rate(name, TIME)) for name in open_ones))


def _rate(name: str, by: str) -> Tree:
    return apply(name, (symbol(by),), (1,))


def _with_rates(problem: Problem, on_others: Mapping[str, tuple[str, ...]]) -> Problem:
    """Return a problem with an open rate for what is said to change with what its rates are by; refuse another dependence that nothing takes account of."""
    rates = dict(problem.rates)
    for name, on in on_others.items():
        if name in rates or name in problem.wrt or problem.known:
            continue
        if rates and on == problem.wrt:
            rates[name] = _rate(name, on[0])
        elif rates or (problem.wrt != (TIME,) and not set(problem.wrt).isdisjoint(on)):
            hint = f"define it, or give d{name}/d{on[0]}"
            raise ReadError(f"{name} depends on {', '.join(on)}, and how is not said", hint=hint)
    return problem._replace(rates=tuple(rates.items()))


def check_parameters(definitions: Sequence[Definition], wrt: Sequence[str], text: str) -> None:
    """Refuse to differentiate by θ where an unspecified f_θ(x) stands, which depends on it in a way that its arguments do not show."""
    defined = {each.name for each in definitions}
    for each in definitions:
        by = wrt or each.parameters
        for node in postorder(each.tree):
            base, index, _ = (node[0] == "apply" and split(node[1][0])) or ("", "", "")
            if index in by and index not in names(node) and defined.isdisjoint((base, node[1][0])):
                raise ReadError(f"{node[1][0]} may depend on {index}", hint=HINT, text=text, start=each.start, end=each.end)
