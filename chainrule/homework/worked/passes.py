"""Work as one piece: its lines are gone through in order, and once more where they show what the student's own names mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chainrule.homework.answers.adjoints import as_adjoints
from chainrule.homework.answers.called import called
from chainrule.homework.answers.cutting import as_read, limited_lines
from chainrule.homework.answers.question import Question
from chainrule.homework.answers.words import without_prose
from chainrule.homework.verdict import LineVerdict
from chainrule.homework.worked.line_by_line import Worker
from chainrule.homework.worked.motion import Motion
from chainrule.homework.worked.solving import NOT_FOLLOWED, to_be_solved
from chainrule.homework.worked.taken_apart import with_hindsight
from chainrule.syntax import Limits
from chainrule.tree import Tree

MOST_REORDERED = 60  # statements that are put in another order
_DEFINITION = re.compile(r"^\s*(?:let\s+)?([^\W\d_])\s*=(?!=)", re.IGNORECASE)
_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_](?![^\W\d_(])")


@dataclass(frozen=True, slots=True)
class Work:
    """The judged lines, and what they say the asked derivative is (None where they do not reach it)."""

    lines: tuple[LineVerdict, ...]
    answer: Tree | None
    unfinished: bool = False  # whether a derivative is still to be worked out in the answer


def judge_work(question: Question, text: str, limits: Limits | None = None, kind: type[Worker] | None = None) -> Work:
    """Return the verdict on every statement of a piece of work."""
    return judge_lines(question, without_prose(limited_lines(text), question.known), limits, kind)


def judge_lines(question: Question, written: Sequence[str], limits: Limits | None = None, kind: type[Worker] | None = None) -> Work:
    """Return the verdict on every one of some statements; names that are said behind their use, y = u², u = sin x, are taken before it if that is better."""
    work = in_order(question, written, limits, kind)
    order = inner_first(written) if any(line.status == "wrong" for line in work.lines) else None
    if order is None:
        return work
    again = in_order(question, [written[place] for place in order], limits, kind)
    if len(again.lines) != len(order) or wrong(again) >= wrong(work):
        return work
    return replace(again, lines=tuple(line for _, line in sorted(zip(order, again.lines, strict=True), key=lambda each: each[0])))


def wrong(work: Work) -> int:
    """Return how many lines of a piece of work are wrong."""
    return sum(line.status == "wrong" for line in work.lines)


def right(lines: Sequence[LineVerdict]) -> int:
    """Return how many of some lines are right."""
    return sum(line.status == "right" for line in lines)


def inner_first(written: Sequence[str]) -> list[int] | None:
    """Return the places of statements with each definition before the names that it gives are used; None where they stand so, or cannot.

    >>> inner_first(["y = u^2", "dy/du = 2u", "u = sin x", "du/dx = cos x"]), inner_first(["u = sin x", "y = u^2"])
    ([2, 0, 1, 3], None)
    """
    blocks: list[list[int]] = []
    for place, line in enumerate(written[:MOST_REORDERED]):
        if line.lstrip().startswith("=") and blocks:
            blocks[-1].append(place)
        else:
            blocks.append([place])
    defined: dict[str, int] = {}
    for number, block in enumerate(blocks):
        found = _DEFINITION.match(written[block[0]])
        if found is not None and defined.setdefault(found[1], number) != number:
            return None
    needs = [{defined[name] for name in _LETTER.findall(written[block[0]]) if name in defined} - {number} for number, block in enumerate(blocks)]
    order: list[int] = []
    waiting = list(range(len(blocks)))
    while waiting:
        ready = next((number for number in waiting if needs[number] <= set(order)), None)
        if ready is None:
            return None
        waiting.remove(ready)
        order.append(ready)
    places = [place for number in order for place in blocks[number]] + list(range(min(len(written), MOST_REORDERED), len(written)))
    return places if order != sorted(order) else None


def in_order(question: Question, written: Sequence[str], limits: Limits | None = None, kind: type[Worker] | None = None) -> Work:
    """Return the verdict on every one of some statements, gone through in their order."""
    make = kind or Worker
    solving: set[int] = set()
    if not question.point and len(question.result.by) == 1:
        written, solving = to_be_solved(written, question.result.wrt)

    motion = Motion(question) if kind is None else None

    def one(worker: Worker, place: int, line: str) -> LineVerdict:
        if place in solving:
            return LineVerdict(line, "not understood", (NOT_FOLLOWED,))
        plain = line if motion is None else motion.plain(line)
        return worker.line(line) if plain == line else replace(worker.line(plain), text=as_read(line))

    def judged(worker: Worker) -> tuple[LineVerdict, ...]:
        return tuple(one(worker, place, line) for place, line in enumerate(written))

    lines = judged(worker := make(question, limits))
    unclear = kind is None and (worker.answer is None or any(line.status == "not understood" for line in lines))
    if unclear and (adjoints := as_adjoints(written, question)) is not None:
        other = make(question, limits)
        again = tuple(replace(one(other, place, line), text=as_read(written[place])) for place, line in enumerate(adjoints))
        if (right(again), other.answer is not None) > (right(lines), worker.answer is not None):
            return Work(again, other.answer, other.unfinished)
    alias = called(written, question.result.of, question.result.wrt, (*worker.words, *question.known))
    if alias is not None:
        again = judged(other := make(question, limits, alias.name))
        if alias.surely or any(before.status == "not understood" and after.status == "right" for before, after in zip(lines, again, strict=True)):
            worker, lines = other, again
    if worker.taken:  # the student's u is not the link that chainrule calls u
        worker = make(question.reserving(worker.taken), limits, worker.called)
        lines = judged(worker)
    if accepted := worker.put_together & worker.faulty:  # y = u³ where u = e^(2x), for y = e^(6x)
        worker = make(worker.question, limits, worker.called)
        worker.accepted = frozenset(accepted)
        lines = judged(worker)
    if worker.notebook.own and any(line.mistake and line.mistake.name == "names" for line in lines):  # 2x cos(v), where v = x²: said behind
        said, worker = worker.notebook, make(worker.question, limits, worker.called)
        for name, tree in said.own.items():
            worker.notebook.define(name, tree, said.parameters.get(name))
        lines = judged(worker)
    return Work(with_hindsight(lines, composed=worker.composed), worker.answer, worker.unfinished)
