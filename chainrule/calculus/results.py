"""The results of one stage of differentiation, by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TypeVar

Result = TypeVar("Result")


class Results(Mapping[str, Result]):
    """The results of one stage by the name they are differentiated by; each is worked out on first use."""

    def __init__(self, names: Collection[str], work: Callable[[str], Result]) -> None:
        self._names, self._work = names, work

    def __repr__(self) -> str:
        return f"<Results by {', '.join(self)}>"

    def __getitem__(self, key: str) -> Result:
        if key not in self._names:
            raise KeyError(key)
        return self._work(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
