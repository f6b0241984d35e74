"""Grading a whole class: every answer judged in child processes, by threads here or by any executor."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from os import PathLike
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Derivation
from chainrule.errors import ChainRuleError
from chainrule.homework.answers.form import FORMS
from chainrule.homework.classes.apart import Asked, Batch, Children, Finding, Task, judge_batch, sentence
from chainrule.homework.classes.report import Mark, Report
from chainrule.homework.classes.roster import Entry, Roster, roster
from chainrule.homework.classes.table import read_table
from chainrule.homework.sandbox import Sandbox
from chainrule.problem import Problem
from chainrule.several import problems_of

if TYPE_CHECKING:
    from chainrule.syntax import Limits

    Posed = str | Problem | Derivation
    Progress = Callable[[Iterator[Finding], int], Iterable[Finding]]

ANSWER = 10_000  # characters of an answer, or of the work, that is judged
HERE, ELSEWHERE = 8, 100  # tasks of a batch: where children wait for more, and where each batch starts one of its own
USUAL = Sandbox()


def grade(
    answers: str | PathLike[str] | Iterable[Any],
    problem: Posed | Sequence[Posed] | Mapping[str, Posed] | None = None,
    *,
    wrt: str | Sequence[str] | None = None,
    output: str | None = None,
    order: int = 1,
    form: str | None = None,
    tolerance: float | None = None,
    executor: Executor | None = None,
    jobs: int | None = None,
    sandbox: Sandbox = USUAL,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return a mark for every answer of a class.

    ``answers`` is a CSV file, by its name or open for bytes, or rows: mappings, or tuples of who answered, the answer and, where they differ, the problem;
    or a mapping of who answered to the answer.
    A file has a column for who answered (student, name, id, …, else the first), ``answer``, perhaps ``work``, and perhaps ``problem``.
    ``problem`` is what was asked; several of them, in a sequence or by name, go with a column ``problem`` that names them, or
    with a column of answers each. The other options are those of ``check``.

    Each answer has the limits of ``sandbox`` to itself; one that runs out of them is undecided, and the next goes on.
    ``executor`` runs the work elsewhere: a pool of processes, a Dask cluster by ``Client.get_executor()``. Without it, ``jobs``
    child processes work here, as many as there are processors where it is not given. ``progress`` wraps what is
    walked, with its length, as progress bars do.

    Raises ChainRuleError where the answers or a problem cannot be read, before anything is judged.

    >>> report = grade([("Ada", "-sin(x)/(2 + cos x)"), ("Ben", "1/(2 + cos x)")], "h(x) = log(2 + cos x)")
    >>> [(mark.who, mark.outcome, mark.mistake) for mark in report.marks]
    [('Ada', 'right', ''), ('Ben', 'wrong', 'missing-inner-derivative')]
    """
    check_options(form, jobs)
    posed = named_problems(problem)
    names = ("student", *posed) if len(posed) > 1 else ("student", "answer", "problem")
    found = roster(read_table(answers, names), posed)
    problems, places = _distinct(found)
    asked = Asked(problems, wrt, output, order, form, tolerance, limits)
    tasks = [None if entry.blank or _long(entry) else _task(entry, place) for entry, place in zip(found.entries, places, strict=True)]
    with ExitStack() as stack:
        hand_out = _here(stack, asked, sandbox, tasks, jobs) if executor is None else _elsewhere(executor, asked, sandbox)
        _look_at(found, asked, places, hand_out, set(map(id, posed.values())))
        distinct = list(dict.fromkeys(task for task in tasks if task is not None))
        judged = hand_out(distinct)
        findings = dict(zip(distinct, judged if progress is None else progress(judged, len(distinct)), strict=True))
    marks = (_mark(entry, None if task is None else findings[task]) for entry, task in zip(found.entries, tasks, strict=True))
    return Report(tuple(marks), found.table, found.questions)


def check_options(form: str | None, jobs: int | None) -> None:
    """Raise ChainRuleError for a form that is not known, and for no jobs at all."""
    if form is not None and form not in FORMS:
        raise ChainRuleError(f"unknown form '{form}'", hint=f"choose one of {', '.join(FORMS)}")
    if jobs is not None and jobs < 1:
        raise ChainRuleError(f"the number of jobs must be positive, not {jobs}")


def named_problems(problem: Posed | Sequence[Posed] | Mapping[str, Posed] | None) -> dict[str, str | Problem]:
    """Return the problems by their names; of a sequence, these are numbers."""
    if problem is None:
        return {}
    if isinstance(problem, str | Problem | Derivation):
        return {"1": _as_posed(problem)}
    named = problem.items() if isinstance(problem, Mapping) else enumerate(problem, 1)
    return {str(name): _as_posed(each) for name, each in named}


def _as_posed(problem: Any) -> str | Problem:
    if isinstance(problem, Derivation):
        return problem.stages[0].graph.problem
    if isinstance(problem, str | Problem):
        return problem
    raise ChainRuleError(f"a problem is text, a Problem or a Derivation, not {problem!r:.40}")


def read_problems(text: str) -> dict[str, str | Problem]:
    r"""Return the problems of a text, as a worksheet has them: by their titles where each has one of its own, else by number.

    Raises ChainRuleError where there is none.

    >>> read_problems("# q1\nsin(x^2)\n# q2\nx^3")
    {'q1': 'sin(x^2)', 'q2': 'x^3'}
    """
    found = problems_of(text)
    titles = list(dict.fromkeys(title for title, _, _ in found if title))
    names = titles if len(titles) == len(found) else [str(number) for number in range(1, len(found) + 1)]
    if not found:
        raise ChainRuleError("there is no problem in the text", hint="separate problems by blank lines; # starts a title")
    return dict(zip(names, (lines for _, lines, _ in found), strict=True))


def _distinct(found: Roster) -> tuple[tuple[str | Problem, ...], list[int]]:
    """Return the problems that are asked, each once, and the place of every entry's among them; −1 where nothing was handed in."""
    problems: list[str | Problem] = []
    seen: dict[str | int, int] = {}
    places = []
    for entry in found.entries:
        if entry.problem is None:
            places.append(-1)
            continue
        key = entry.problem if isinstance(entry.problem, str) else id(entry.problem)
        if key not in seen:
            seen[key] = len(problems)
            problems.append(entry.problem)
        places.append(seen[key])
    return tuple(problems), places


def _long(entry: Entry) -> bool:
    return len(entry.answer) > ANSWER or len(entry.work) > ANSWER


def _task(entry: Entry, place: int) -> Task:
    return Task(place, entry.answer.strip() or None, entry.work if entry.work.strip() else None)


# Handing tasks out

HandOut = Callable[[Sequence[Task]], Iterator[Finding]]


def _here(stack: ExitStack, asked: Asked, sandbox: Sandbox, tasks: Sequence[Task | None], jobs: int | None) -> HandOut:
    """Return what judges tasks by threads, each of which has one child process at a time."""
    batches = -(-len(set(tasks)) // HERE)
    count = max(1, min(jobs or processors(), batches))
    pool = stack.enter_context(ThreadPoolExecutor(count))
    children = stack.enter_context(Children(asked, sandbox, ahead=count))  # ended before the pool waits for its threads
    return lambda tasks: _handed_out(pool, _batches(tasks, asked, sandbox, HERE), children)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _elsewhere(executor: Executor, asked: Asked, sandbox: Sandbox) -> HandOut:
    """Return what judges tasks by an executor."""
    return lambda tasks: _handed_out(executor, _batches(tasks, asked, sandbox, ELSEWHERE))


def _batches(tasks: Sequence[Task], asked: Asked, sandbox: Sandbox, size: int) -> list[Batch]:
    return [Batch(tuple(tasks[place : place + size]), asked, sandbox) for place in range(0, len(tasks), size)]


def _handed_out(executor: Executor, batches: Sequence[Batch], *children: Children) -> Iterator[Finding]:
    """Yield what is found out about the tasks, in order."""
    futures = [executor.submit(judge_batch, batch, *children) for batch in batches]
    try:
        for future in futures:
            yield from future.result()
    finally:
        for future in futures:
            future.cancel()


def _look_at(found: Roster, asked: Asked, places: Sequence[int], hand_out: HandOut, posed: Collection[int]) -> None:
    """Raise ChainRuleError for the first problem that cannot be asked, naming the row that it stands in; those ``posed``, by id, stand in none."""
    for place, finding in enumerate(hand_out([Task(place) for place in range(len(asked.problems))])):
        if finding.outcome == "right":
            continue
        error = finding.error or ChainRuleError("the problem cannot be looked at: " + "".join(map(str, finding.words)))
        if id(asked.problems[place]) in posed:
            raise error
        row = found.entries[places.index(place)].row
        raise type(error)(f"{found.table.source}, row {row}: {error.message}", hint=error.hint, text=error.text, start=error.start, end=error.end)


def _mark(entry: Entry, finding: Finding | None) -> Mark:
    """Return the mark of an answer by what was found out about it; without that, it is blank or too long."""
    if finding is None:
        words = () if entry.blank else (sentence(f"more than {ANSWER:,} characters are not read"),)
        finding = Finding("no answer" if entry.blank else "unreadable", words)
    problem = entry.problem if isinstance(entry.problem, str) else "" if entry.problem is None else entry.problem.text
    found = finding.outcome, finding.words, finding.mistake, finding.seconds
    return Mark(entry.who, problem, entry.answer.strip(), *found, entry.question, entry.work.strip(), entry.row)
