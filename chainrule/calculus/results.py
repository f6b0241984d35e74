"""The results of one stage of differentiation, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chainrule.calculus.derivation import Derivation, Result


class Results(Mapping[str, "Result"]):
    """The results of one stage by the name they are differentiated by; each is worked out on first use."""

    def __init__(self, derivation: Derivation) -> None:
        self._derivation = derivation

    def __getitem__(self, key: str) -> Result:
        derivation = self._derivation
        if key not in derivation.worked_out:
            raise KeyError(key)
        return derivation.result(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._derivation.worked_out)

    def __len__(self) -> int:
        return len(self._derivation.worked_out)
