"""A sheet of problems, with room to work, and their solutions at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chainrule.calculus import VectorValued
from chainrule.document.blocks import Block, Document, Heading, Lazy, Paragraph, Prose, Space, inside
from chainrule.document.derivation import derivation_document
from chainrule.document.links import problem_blocks
from chainrule.document.record import SCHEMA, derivation_record
from chainrule.document.spelling import as_told
from chainrule.document.vector_valued import differentiated, has_matrix
from chainrule.document.words import listed

if TYPE_CHECKING:
    from chainrule.calculus import Derivation

ROOM, LINK = 3, 2  # lines to work in, and how many more for every link
FULL = 15  # lines to work in at most
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


def worksheet_document(title: str, problems: Sequence[Problem], answers: bool, detail: str, hide: str) -> Document:
    """Return the sheet: every problem with room to work; with ``answers``, a part of solutions at the end.

    ``detail`` and ``hide`` are those of each solution; see ``derivation_document``.
    """
    solutions = [derivation_document(problem.derivation, detail, hide) for problem in problems] if answers else []
    return Document((title,), Lazy(lambda: _blocks(problems, solutions)), lambda: _record(title, problems))


def _record(title: str, problems: Sequence[Problem]) -> Mapping[str, Any]:
    derivations = [problem.derivation for problem in problems]
    return {"schema": SCHEMA, "title": title, "problems": Lazy(lambda: (as_told(derivation_record(each), each) for each in derivations))}


def _blocks(problems: Sequence[Problem], solutions: Sequence[Document]) -> Iterator[Block]:
    for problem in problems:
        yield Heading(problem.heading)
        yield from as_told(tuple(problem_blocks(problem.derivation.stages[0])), problem.derivation)
        yield Paragraph(_task(problem.derivation))
        yield Space(min(FULL, ROOM + LINK * len(problem.derivation.edges)))
    if not solutions:
        return
    yield Heading(("Solutions",), level=1)
    for problem, solution in zip(problems, solutions, strict=True):
        yield Heading(problem.heading)
        yield from inside(solution.blocks)


def _task(derivation: Derivation) -> Prose:
    """Return ``Find dh/dx.``"""
    if isinstance(derivation, VectorValued) and has_matrix(derivation):
        return ("Find the Jacobian matrix of ", derivation.value, ".")
    results = list(derivation)
    if len(results) > ASKED:
        return ("Find the derivatives of ", differentiated(derivation), f" by all {len(results)} quantities.")
    return ("Find ", *listed([result.left for result in results]), ".")
