"""A known function put on the stack, with the power that stood at its name and the doubts that it raises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainrule.syntax.parsing import joining
from chainrule.syntax.parsing.application import ONE_ARGUMENT, build_call, derived_call, raised_call
from chainrule.syntax.vocabulary import DENSITY, LOG_DENSITY
from chainrule.tree import Tree

if TYPE_CHECKING:
    from chainrule.syntax.parsing.stacks import Stacks

_DOUBTED = frozenset(("log", "logb", "exp2", DENSITY, LOG_DENSITY))
UNDOUBTED = ONE_ARGUMENT - _DOUBTED  # functions of which one argument makes a call, and nothing is to be said


def apply_head(parser: Stacks, head: Any, exponent: Tree | int | None, args: tuple[Tree, ...], place: int) -> None:
    """Put a known function's call on the stack, raised where the function was: sin²x."""
    last = parser.index - 1
    if isinstance(exponent, int):  # primes: σ′(z)
        parser.push(derived_call(head, args, exponent, parser.tokens, place, last), place)
        return
    tree = build_call(head, args, parser.tokens, place, last)
    if head.name in _DOUBTED:
        joining.note_head(parser, head, tree, place)
    if exponent is not None:
        tree, rule = raised_call(head, tree, exponent)
        joining.note_raised(parser, rule, head, place)
    parser.push(tree, place)
