"""Partial derivatives that are typed without the sign of an index: fx = 2xy for f_x = 2xy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chainrule.problem import Problem
from chainrule.tree import names, postorder

_BEFORE = r"(?:^|(?<=[,;\n$&])|(?<=[,;\n$&]\s)|(?<=\band\s)|(?<=\bso\s)|(?<=\bthen\s))"  # behind = it is a product


def with_indices(text: str, problem: Problem) -> str:
    """Return an answer, or work, with f_x for fx where f is a function of x and others: where it stands before an = somewhere, or f is unspecified."""
    known = {item.name for item in problem.definitions} | {*problem.wrt}
    for name, letters, unspecified in functions(problem):
        typed = rf"{re.escape(name)}[{''.join(map(re.escape, letters))}]{{1,2}}"
        if not unspecified:
            said = set(re.findall(rf"{_BEFORE}({typed})(?=\s?=(?!=))", text))
            typed = "|".join(map(re.escape, sorted(said - known)))
        places = rf"(?<![^\W\d_])(?<![\\_^.])(?:{typed})(?![^\W\d_]|\s?['′(_])"
        text = re.sub(places, lambda found: found[0] if found[0] in known else f"{found[0][0]}_{found[0][1:]}", text) if typed else text
    return text


def functions(problem: Problem) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield the functions of several names that have one letter each, with these, and whether they are unspecified."""
    own = {item.name for item in problem.definitions}
    free = tuple(dict.fromkeys(name for item in problem.definitions for name in names(item.tree) if name not in own))
    by_definitions = {item.name: names(item.tree) for item in problem.definitions if not own.isdisjoint(names(item.tree))}
    defined = {item.name: item.parameters or by_definitions.get(item.name) or problem.wrt or free for item in problem.definitions}
    for name, arguments in defined.items():
        if len(name) == 1 and len(arguments) > 1 and all(len(each) == 1 for each in arguments):
            yield name, tuple(arguments), False
    called = dict.fromkeys(item[1][0] for each in problem.definitions for item in postorder(each.tree) if item[0] == "apply" and len(item[2]) > 1)
    for name in called:
        calls = {item[2] for each in problem.definitions for item in postorder(each.tree) if item[0] == "apply" and item[1][0] == name}
        letters = tuple(arg[1] for arg in next(iter(calls)) if arg[0] == "symbol" and len(arg[1]) == 1)
        if name not in defined and len(calls) == 1 and len(letters) == len(next(iter(calls))):
            yield name, letters, True
