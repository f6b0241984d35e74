"""What small links gave before: the same links come again and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from chainrule.tree import Tree, occurrences, written

SIZE = 40  # nodes up to which a link is remembered
LINKS = 2_000  # at a time

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Results by what a link's expression is written as and the names that it is derived by."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], Value] = {}

    def recall(self, tree: Tree, names: Sequence[str], work: Callable[[], Value]) -> Value:
        """Return what is known of a link, or work it out; a large link is worked out every time."""
        order = occurrences(tree)
        if order is None or len(order) > SIZE:
            return work()
        key = (written(order), *names)
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= LINKS:
                self.known.clear()
            found = self.known[key] = work()
        return found
