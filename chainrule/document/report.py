"""The marks of a class as a document: how many answers came to what, the mistakes by frequency, and every answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chainrule.document.blocks import Block, Document, Heading, Lazy, Paragraph, Prose, Table
from chainrule.document.record import SCHEMA
from chainrule.document.words import joined
from chainrule.errors import JOINERS, printable

if TYPE_CHECKING:
    from chainrule.homework import Frequent, Mark, Report

WHO, ANSWER, PROBLEM = 20, 28, 60  # characters of them that are shown


def report_document(report: Report) -> Document:
    """Return what a teacher is told of a class."""
    return Document(("Marks",), Lazy(lambda: _blocks(report)), lambda: _record(report))


def _blocks(report: Report) -> Iterator[Block]:
    yield Paragraph((report.summary,))
    if report.mistakes:
        yield Heading(("Mistakes",))
        yield Table((("answers",), ("mistake",), ("for example",)), tuple(map(_frequent, report.mistakes)), "rlp")
    sections: dict[tuple[str, str], list[Mark]] = {}
    for mark in report.marks:
        sections.setdefault((mark.question, mark.problem), []).append(mark)
    for (question, problem), marks in sections.items():
        yield Heading(joined(tuple((part,) for part in (shown(question, PROBLEM), shown(problem, PROBLEM)) if part), ": ") or ("Answers",))
        yield _table(marks)


def _table(marks: Sequence[Mark]) -> Table:
    rows = tuple(((shown(mark.who, WHO),), (shown(mark.answer or mark.work, ANSWER),), joined(((mark.outcome,), mark.words), ": ")) for mark in marks)
    return Table((("student",), ("answer",), ("outcome",)), rows, "llp")


def _frequent(item: Frequent) -> tuple[Prose, ...]:
    mark = item.example
    return (f"{item.count:,}",), (item.name,), (f"{shown(mark.answer or mark.work, ANSWER)} ({shown(mark.who, WHO)}). ", *mark.words)


def shown(text: str, most: int) -> str:
    """Return a person's text on one line, cut where it is longer than that."""
    line = printable(" ".join(text.split()), keep=JOINERS)
    return line if len(line) <= most else line[: most - 1] + "…"


def _record(report: Report) -> Mapping[str, Any]:
    return {
        "schema": SCHEMA,
        "counts": report.counts,
        "mistakes": [{"name": item.name, "count": item.count, "example": _mark(item.example)} for item in report.mistakes],
        "marks": Lazy(lambda: map(_mark, report.marks)),
    }


def _mark(mark: Mark) -> Mapping[str, Any]:
    return {
        "row": mark.row,
        "who": mark.who,
        "question": mark.question or None,
        "problem": mark.problem,
        "answer": mark.answer or None,
        "work": mark.work or None,
        "outcome": mark.outcome,
        "mistake": mark.mistake or None,
        "message": mark.message or None,
        "seconds": round(mark.seconds, 3),
    }
