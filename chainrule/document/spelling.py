"""A document in the reader's own spelling: the natural logarithm by the name that the problem gives it, and arguments where they are needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from chainrule.document.blocks import Part, with_trees
from chainrule.notation.arguments import with_arguments
from chainrule.notation.logarithms import LN, LOG, spelled
from chainrule.tree import Tree

if TYPE_CHECKING:
    from chainrule.calculus import Derivation


def as_told(part: Part, derivation: Derivation) -> Part:
    """Return a document of a derivation, or a part of one, as its reader is to see it."""
    functions = derivation.stages[0].graph.spelling[1]
    return in_spelling(with_trees(part, _telling(functions)) if functions else part, logarithm_of(derivation))


def logarithm_of(derivation: Derivation) -> str:
    """Return how what is said of a derivation writes the natural logarithm: as its problem does, if there is one in it at all."""
    problem = derivation.stages[0].graph.problem
    if problem.logarithm == LOG or not (LN in problem.text or LOG in problem.text.lower() or any(_may_have_one(part.edges.words) for part in derivation.parts)):
        return LOG
    return problem.logarithm


def _may_have_one(words: frozenset[str] | None) -> bool:
    return words is None or LOG in words


def in_spelling(part: Part, logarithm: str) -> Part:
    """Return a document, or a part of one, with its natural logarithms by this name."""
    return part if logarithm == LOG else with_trees(part, _spelling(logarithm))


@cache
def _spelling(logarithm: str) -> Callable[[Tree], Tree]:
    return lambda tree: spelled(tree, logarithm)


@lru_cache(maxsize=64)
def _telling(functions: frozenset[str]) -> Callable[[Tree], Tree]:
    return lambda tree: with_arguments(tree, functions)
