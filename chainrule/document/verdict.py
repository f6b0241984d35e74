"""A verdict on an answer as a document: right or not, the mistake, and the work line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from chainrule.document.blocks import Block, Document, Lazy, Paragraph, Prose, Table
from chainrule.document.record import SCHEMA
from chainrule.document.spelling import in_spelling
from chainrule.document.words import joined
from chainrule.errors import printable
from chainrule.notation.logarithms import spelled

if TYPE_CHECKING:
    from chainrule.homework import LineVerdict, Mistake, Verdict



def verdict_document(verdict: Verdict, hint: bool = False) -> Document:
    """Return what a student is told of an answer; with ``hint``, without giving the right one away."""
    title: Prose = ("Your answer for ", verdict.asked) if verdict.asked is not None else ("Your answer",)
    return in_spelling(Document(title, Lazy(lambda: _blocks(verdict, hint)), lambda: _record(verdict, hint)), verdict.logarithm)


def _blocks(verdict: Verdict, hint: bool) -> Iterator[Block]:
    told = [verdict.opening] if verdict.answer is not None or not verdict.lines else []
    yield from (Paragraph((str(reading),)) for reading in verdict.readings)
    yield from map(Paragraph, (*told, *verdict.explanation(hint=hint)))
    if verdict.lines:
        yield Table((), tuple(((printable(line.text),), _mark(line, hint, verdict.logarithm)) for line in verdict.lines), "lp")


def _mark(line: LineVerdict, hint: bool, logarithm: str) -> Prose:
    """Return what stands beside a line of work: how it was judged, why, and what is right."""
    from chainrule.homework.verdict import STATUSES

    words: Prose = ()
    if line.words and not hint:
        words = line.words
    elif line.mistake is not None and hint:
        words = line.mistake.advice
    expected = None if hint or line.expected is None else spelled(line.expected, logarithm)
    right: Prose = () if expected is None or expected in line.words else ("Right is ", expected, ".")
    return joined(((STATUSES[line.status],), joined((words, right), " ")), ": ")


def _record(verdict: Verdict, hint: bool) -> Mapping[str, Any]:
    """Return the verdict as data; with ``hint``, without what gives the answer away."""
    found = verdict.equality
    shown = found.counterexample if found is not None else None
    return {
        "schema": SCHEMA,
        "correct": verdict.correct,
        "asked": verdict.asked,
        "answer": verdict.answer,
        "expected": None if hint else verdict.expected,
        "verdict": found.verdict if found is not None else None,
        "proved": found.proved if found is not None else None,
        "counterexample": None if shown is None else {"point": dict(shown.point), "expected": shown.left, "answer": shown.right},
        "message": [_said(words) for words in (verdict.opening, *verdict.explanation(hint=hint))],
        "mistakes": [_mistake(item, hint) for item in verdict.mistakes],
        "lines": [_line(item, hint, verdict.logarithm) for item in verdict.lines],
        "readings": [{"message": item.message, "start": item.start, "end": item.end} for item in verdict.readings],
    }


def _mistake(mistake: Mistake, hint: bool) -> Mapping[str, Any]:
    return {"name": mistake.name, "where": mistake.where, "message": None if hint else mistake.message, "hint": mistake.hint, "with": list(mistake.others)}


def _line(line: LineVerdict, hint: bool, logarithm: str) -> Mapping[str, Any]:
    expected, mistake = (None if hint else line.expected), line.mistake.name if line.mistake else None
    return {"text": line.text, "status": line.status, "message": _said(_mark(line, hint, logarithm)), "expected": expected, "mistake": mistake}


def _said(words: Prose) -> str:
    from chainrule.notation import unicode

    return "".join(piece if isinstance(piece, str) else unicode(piece) for piece in words)
