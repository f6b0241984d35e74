"""The arguments of an unspecified function in every formula, where a derivative without them would say too little.

∂f/∂t is short for f^(0,1)(x, t) as long as f has no other arguments. In f(x, t) − f(y, t) it would stand for two things.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from chainrule.document.blocks import Part, with_trees
from chainrule.notation.precedence import WithArguments, is_partial
from chainrule.tree import Tree, rewrite

if TYPE_CHECKING:
    from chainrule.problem import Problem

GLANCE = 20_000  # operations that are looked at


def with_arguments(part: Part, problem: Problem) -> Part:
    """Return a document, or a part of one, whose formulas tell the arguments of every function that a problem applies to different ones."""
    functions = applied_differently(problem)
    return with_trees(part, _telling(functions)) if functions else part


def applied_differently(problem: Problem) -> frozenset[str]:
    """Return the unspecified functions of several arguments that stand in a problem with different ones."""
    if problem.text and not {",", ";"} & {*problem.text}:  # which stand between arguments
        return frozenset()
    calls: dict[str, set[tuple[Tree, ...]]] = {}
    waiting, left = [definition.tree for definition in problem.definitions], GLANCE
    while waiting and left:
        kind, value, args = waiting.pop()
        if kind == "apply" and len(args) > 1:
            calls.setdefault(value[0], set()).add(args)
        waiting += [arg for arg in args if arg[2]]
        left -= 1
    return frozenset(name for name, different in calls.items() if len(different) > 1)


@lru_cache(maxsize=64)
def _telling(functions: frozenset[str]) -> Callable[[Tree], Tree]:
    def told(item: Tree) -> Tree:
        if item[0] != "apply" or item[1][0] not in functions or not is_partial(item[1], item[2]):
            return item
        return Tree(("apply", (item[1][0], WithArguments(item[1][1])), item[2]))

    return lambda tree: rewrite(tree, told)
