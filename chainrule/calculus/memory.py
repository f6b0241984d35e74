"""What small links gave before: the same links come again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from chainrule.tree import Tree, spelling

SIZE = 40  # nodes up to which a link is remembered
LENGTH = 3 * SIZE  # of a fingerprint
LINKS = 2_000  # at a time

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """The results of some work on links, by what a link's expression is written as and the names that it is derived by."""

    def __init__(self, work: Callable[[Tree, tuple[str, ...]], Value]) -> None:
        self.work = work
        self.known: dict[tuple[object, ...], Value] = {}

    def of(self, tree: Tree, names: tuple[str, ...], written: tuple[object, ...] | None = None) -> Value:
        """Return what is known of a link, or work it out; a large link is worked out every time. ``written`` is its fingerprint, where known."""
        if written is None:
            written = (spelling(tree, SIZE) or (None,))[0]
        if written is None or len(written) > LENGTH:
            return self.work(tree, names)
        key = (written, names) if names else written
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= LINKS:
                self.known.clear()
            found = self.known[key] = self.work(tree, names)
        return found
