"""The problems of a file, where lines that cannot be one problem are one each."""

from __future__ import annotations

from collections.abc import Sequence

from chainrule.calculus import differentiate_problem
from chainrule.errors import ChainRuleError
from chainrule.posed import posed_problem
from chainrule.problem import Problem, mentioned
from chainrule.syntax import split_problems
from chainrule.syntax.files import by_lines


def problems_of(text: str) -> list[tuple[str | None, str, int]]:
    r"""Return the problems of a file as ``split_problems`` does; of lines that are no problem together, but each alone, every one.

    >>> [problem for _, problem, _ in problems_of("y = sin(x^2)\ny = x^3\n\nz = 4x + 7y\nx = a^2")]
    ['y = sin(x^2)', 'y = x^3', 'z = 4x + 7y\nx = a^2']
    """
    found: list[tuple[str | None, str, int]] = []
    for title, said, first in split_problems(text):
        lines = by_lines(said)
        alone = [] if len(lines) < 2 or _derivable(said) else [_derivable(line) for line, _ in lines]
        if alone and _are_apart(alone):
            found += [(None if place else title, line, first + below) for place, (line, below) in enumerate(lines)]
        else:
            found.append((title, said, first))
    return found


def _derivable(text: str) -> Problem | None:
    """Return a text as a problem; None where it is none, or has no derivative."""
    try:
        problem = posed_problem(text)
        differentiate_problem(problem)
    except (ChainRuleError, RecursionError):
        return None
    return problem


def _are_apart(problems: Sequence[Problem | None]) -> bool:
    """Return whether all lines are problems, and none uses what another one defines; an equation has y for itself."""
    defined: set[str] = set()
    used: set[str] = set()
    for problem in problems:
        if problem is None:
            return False
        if problem.equation is None:
            own = {each.name for each in problem.as_written}
            defined |= own
            used |= {name for each in problem.as_written for name in mentioned(each.tree)} - own
    return defined.isdisjoint(used)
