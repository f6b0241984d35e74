"""What comes of grading a class: a mark for every answer, and which mistakes were made how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from chainrule.errors import JOINERS, printable
from chainrule.homework.classes.roster import ADDED
from chainrule.homework.classes.table import Table, write_table
from chainrule.homework.verdict import Prose, said

OUTCOMES = {  # what an answer may come to, with how many of them are counted
    "right": "{} right",
    "wrong": "{} wrong",
    "undecided": "{} undecided",
    "unreadable": "{} unreadable",
    "no answer": "{} without an answer",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """What one answer came to.

    ``outcome`` is a key of OUTCOMES, ``mistake`` the name of the likeliest mistake (a key of MISTAKES, or "form" for a right value in
    another form than was asked for) or empty. ``words`` are what is said about it, ``seconds`` what judging took on the clock.
    ``question`` names the column where a table has several columns of answers; ``row`` is a spreadsheet's number.
    """

    who: str
    problem: str
    answer: str
    outcome: str
    words: Prose = ()
    mistake: str = ""
    seconds: float = 0.0
    question: str = ""
    work: str = ""
    row: int = 0

    @property
    def message(self) -> str:
        """What is said about the answer, on one line."""
        return printable(said(self.words), keep=JOINERS)

    @property
    def label(self) -> str:
        """Who answered, and which question where there are several."""
        return printable(f"{self.who}, {self.question}" if self.question else self.who, keep=JOINERS)

    def __str__(self) -> str:
        return f"{self.label}: {self.outcome}" + (f": {self.message}" if self.words else "")


@dataclass(frozen=True, slots=True)
class Frequent:
    """A mistake, how many answers show it, and the first of them."""

    name: str
    count: int
    example: Mark


@dataclass(frozen=True, slots=True)
class Report:
    """The marks of a class in the order of the table, and the table itself."""

    marks: tuple[Mark, ...]
    table: Table = field(repr=False)
    questions: tuple[str, ...] = ("",)
    display: Callable[[Report], dict[str, str]] | None = field(default=None, repr=False, compare=False)

    @property
    def counts(self) -> dict[str, int]:
        """How many answers came to each outcome; every outcome is there."""
        counted = Counter(mark.outcome for mark in self.marks)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    @property
    def mistakes(self) -> tuple[Frequent, ...]:
        """The mistakes that were made, the most frequent first."""
        examples: dict[str, Mark] = {}
        for mark in self.marks:
            if mark.mistake:
                examples.setdefault(mark.mistake, mark)
        counted = Counter(mark.mistake for mark in self.marks if mark.mistake)
        return tuple(Frequent(name, count, examples[name]) for name, count in counted.most_common())

    @property
    def summary(self) -> str:
        """One sentence: how many answers there are, and how many came to what."""
        answers = "1 answer" if len(self.marks) == 1 else f"{len(self.marks):,} answers"
        return f"{answers}: " + ", ".join(OUTCOMES[outcome].format(f"{count:,}") for outcome, count in self.counts.items() if count) + "."

    def __str__(self) -> str:
        return "\n".join((self.summary, *map(str, self.marks)))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002  # IPython picks from all
        """Return what a notebook displays."""
        return {"text/plain": str(self)} if self.display is None else self.display(self)

    def csv(self) -> Iterator[str]:
        """Yield the lines of the table with outcome, mistake and words beside every answer; no text in it becomes a formula.

        The columns of an earlier report give way to those of this one.
        """
        several = len(self.questions)
        added = [f"{question} {name}".strip() for question in self.questions for name in ADDED]
        kept = [place for place, name in enumerate(self.table.columns) if name not in added]
        rows = tuple(tuple(row[place] for place in kept) for row in self.table.rows)
        table = Table(tuple(self.table.columns[place] for place in kept), rows, self.table.numbers, self.table.source, self.table.delimiter, self.table.marked)
        marks = (self.marks[place : place + several] for place in range(0, len(self.marks), several))
        return write_table(table, added, ([cell for mark in row for cell in (mark.outcome, mark.mistake, mark.message)] for row in marks))
