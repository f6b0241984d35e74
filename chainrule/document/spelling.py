"""A document in the reader's own spelling: the natural logarithm by the name that the problem gives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from chainrule.document.blocks import Constant, Document, Figure, Lazy
from chainrule.notation.logarithms import LN, LOG, spelled
from chainrule.tree import Tree

if TYPE_CHECKING:
    from chainrule.calculus import Derivation

Part = TypeVar("Part")
GLANCE = 20_000  # operations that are looked at for a logarithm before everything is written as if there were one


def logarithm_of(derivation: Derivation) -> str:
    """Return how what is said of a derivation writes the natural logarithm: as its problem does, if there is one in it at all."""
    problem = derivation.stages[0].graph.problem
    if problem.logarithm == LOG or not _may_have_logarithm(problem.text, (tree for part in derivation.parts for tree in part.edges.trees)):
        return LOG
    return problem.logarithm


def _may_have_logarithm(text: str, local_derivatives: Iterator[Tree]) -> bool:
    """Return False where neither a text nor its local derivatives have a logarithm, which a glance at them shows."""
    if LN in text or LOG in text.lower():
        return True
    waiting, left = list(local_derivatives), GLANCE
    while waiting and left:
        kind, value, args = waiting.pop()
        if kind == "call" and value == LOG:
            return True
        waiting += [arg for arg in args if arg[2]]
        left -= 1
    return bool(waiting)


def in_spelling(part: Part, logarithm: str) -> Part:
    """Return a document, or a part of one, with its natural logarithms by this name."""
    return part if logarithm == LOG else cast("Part", _spelled(part, logarithm))


def _spelled(part: Any, logarithm: str) -> Any:
    if isinstance(part, Tree):
        return spelled(part, logarithm)
    if isinstance(part, Document):
        title, blocks = _spelled((part.title, part.blocks), logarithm)
        return Document(title, blocks, lambda: _spelled(part.record(), logarithm))
    if isinstance(part, Lazy):
        return Lazy(lambda: (_spelled(item, logarithm) for item in part))
    if isinstance(part, Figure):
        return Figure(lambda: _spelled(part.make(), logarithm))
    if isinstance(part, Constant):
        return _constant(part, logarithm)
    if isinstance(part, dict):
        return {key: _spelled(value, logarithm) for key, value in part.items()}
    if isinstance(part, list | tuple):
        items = [_spelled(item, logarithm) for item in part]
        return type(part)(*items) if hasattr(part, "_fields") else type(part)(items)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _spelled(getattr(part, each.name), logarithm) for each in fields(part)})
    return part


@lru_cache(maxsize=1024)
def _constant(constant: Constant, logarithm: str) -> Constant:
    return Constant(_spelled(constant.value, logarithm))
