"""A sheet of problems, with room to work, and their solutions at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chainrule.document.blocks import Block, Document, Heading, Lazy, Paragraph, Prose, Space
from chainrule.document.derivation import derivation_document, problem_blocks, total_derivative
from chainrule.document.record import derivation_record
from chainrule.document.words import listed
from chainrule.tree import symbol

if TYPE_CHECKING:
    from chainrule.calculus import Derivation

ROOM = 4  # lines to work in, and as many again for every link
FULL = 16  # lines to work in at most
ASKED = 6  # derivatives asked for by name; more are asked for together


@dataclass(frozen=True, slots=True)
class Problem:
    """A numbered problem of a sheet; ``title`` may be empty."""

    number: int
    title: str
    derivation: Derivation

    @property
    def heading(self) -> Prose:
        """The number and the title."""
        return (f"{self.number}. {self.title}".rstrip(". ") if self.title else f"Problem {self.number}",)


def worksheet_document(title: str, problems: Sequence[Problem], answers: bool = False, detail: str = "normal", hide: str = "") -> Document:
    """Return the sheet: every problem with room to work; with ``answers``, a part of solutions at the end.

    ``detail`` and ``hide`` are those of each solution; see ``derivation_document``.
    """
    solutions = [derivation_document(problem.derivation, detail, hide) for problem in problems] if answers else []
    return Document((title,), Lazy(lambda: _blocks(problems, solutions)), lambda: {"title": title, "problems": [derivation_record(p.derivation) for p in problems]})


def _blocks(problems: Sequence[Problem], solutions: Sequence[Document]) -> Iterator[Block]:
    for problem in problems:
        yield Heading(problem.heading)
        yield from problem_blocks(problem.derivation.stages[0])
        yield Paragraph(_task(problem.derivation))
        yield Space(min(FULL, ROOM * (1 + len(problem.derivation.edges))))
    if solutions:
        yield Heading(("Solutions",), level=1)
    for problem, solution in zip(problems, solutions, strict=bool(solutions)):
        yield Heading(problem.heading)
        yield from (Heading(block.words, block.aside, level=3) if isinstance(block, Heading) else block for block in solution.blocks)


def _task(derivation: Derivation) -> Prose:
    """Return ``Find dh/dx.``"""
    results = list(derivation)
    if len(results) > ASKED:
        return ("Find the derivatives of ", symbol(derivation.root or derivation.output), f" by all {len(results)} quantities.")
    return ("Find ", *listed([total_derivative(derivation, result) for result in results]), ".")
