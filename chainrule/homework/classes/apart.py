"""Many answers judged in a child process that stays: limits for each answer, and a new child where one of them ends it.

A child judges one task after another and reports each at once. What ends it (no time, no memory, a crash) costs that task
alone: it is undecided, with the reason. What comes back is data: see ``read_plainly``.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from threading import Event, Lock, Thread
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Self

from chainrule.errors import ChainRuleError, NotDifferentiable, NumericError, TooLarge, VerificationError, printable
from chainrule.homework.sandbox import NoRoom, Sandbox, allow, attempted, broken_off, environment, read_plainly, restrict
from chainrule.homework.verdict import Prose, Verdict, said
from chainrule.problem import Problem

if TYPE_CHECKING:
    from chainrule.calculus import Derivation
    from chainrule.syntax import Limits

STARTING = """
import gc
gc.disable()  # what is imported stays, so that nothing is gained by looking for garbage among it
from chainrule.homework.classes.apart import serve
gc.freeze()
gc.enable()
serve()
"""
START_UP = 60.0  # seconds on the clock in which a child starts, however busy the machine is
LOOKING = 0.1  # seconds after which it is looked again for children whose time is up
ENDING = 1.0  # seconds in which a process that is about to end has ended
REPLY = 1_000_000  # bytes of a reply
SIZE = 8  # bytes that say how long a reply is
OUT_OF_CPU = -24  # exit status of a process that was stopped for its CPU time: SIGXCPU
WORDS = 600  # characters of what is said of an answer
KEPT = 32  # derivations that a child keeps
NOT_JUDGED = (VerificationError, TooLarge, NumericError, NotDifferentiable)  # the answer was read, and yet there is no verdict


class Task(NamedTuple):
    """An answer to be judged, the work that leads to it, or neither: then the problem itself is looked at.

    ``problem`` is its place among the problems that are asked.
    """

    problem: int
    answer: str | None = None
    work: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about a task: the outcome, what is said about it, the mistake's name, and the seconds it took.

    ``error`` is why a problem cannot be asked.
    """

    outcome: str
    words: Prose = ()
    mistake: str = ""
    seconds: float = 0.0
    error: ChainRuleError | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """The problems, and what is asked of each: see ``check``."""

    problems: tuple[str | Problem, ...]
    wrt: str | Sequence[str] | None = None
    output: str | None = None
    order: int = 1
    form: str | None = None
    tolerance: float | None = None
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Tasks that are handed out together, with what was asked and the limits for each of them."""

    tasks: tuple[Task, ...]
    asked: Asked
    sandbox: Sandbox


def judge_batch(batch: Batch, children: Children | None = None) -> tuple[Finding, ...]:
    """Return what was found out about each task of a batch: the function that an executor runs, in a thread, a process or a cluster.

    ``children`` are those that several threads share; without them the batch has a child of its own.
    """
    if children is None:
        with Children(batch.asked, batch.sandbox) as own:
            return judge_batch(batch, own)
    return tuple(map(children.judge, batch.tasks))


class Children:
    """Child processes that wait for tasks; ``ahead`` of them are started at once. On leaving the block they are ended."""

    def __init__(self, asked: Asked, sandbox: Sandbox, ahead: int = 0) -> None:
        self.asked, self.sandbox = asked, sandbox
        self.lock, self.closed = Lock(), Event()
        self.all: set[Child] = set()
        Thread(target=self._watch, daemon=True).start()
        self.idle = [self._started() for _ in range(ahead)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.closed.set()
            ending = list(self.all)
        for child in ending:
            child.end()

    def judge(self, task: Task) -> Finding:
        """Return what is found out about a task.

        One that ends a child is given to a new one where earlier tasks may have had a part in it, unless its time was up.
        """
        with self.lock:
            child = self.idle.pop() if self.idle else None
        child = child or self._started()
        while True:
            started = perf_counter()
            try:
                found = child.judge(task)
            except Ended as end:
                with self.lock:
                    self.all.discard(child)
                child.end()
                if child.served == 1 or not end.again:
                    return Finding("undecided", (sentence(str(end)),), seconds=perf_counter() - started)
                child = self._started()
            else:
                with self.lock:
                    if not child.late:
                        self.idle.append(child)
                return found

    def _started(self) -> Child:
        with self.lock:
            if self.closed.is_set():
                raise ChainRuleError("grading was broken off")
            child = Child(self.asked, self.sandbox)
            self.all.add(child)
        return child

    def _watch(self) -> None:
        """Stop the children whose time is up: one thread for all of them, since one for each answer costs a tenth of judging it."""
        while not self.closed.wait(LOOKING):
            with self.lock:
                watched = list(self.all)
            for child in watched:
                child.stop_if_late()


class Ended(Exception):  # noqa: N818  # no fault of the caller: what it says becomes a finding
    """A child that is of no more use, with the reason; ``again``: a new one may get on with the same task."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


class Child:
    """A process that judges one task after another; ``served`` counts those that it was given, ``late`` says that it was stopped for its time."""

    def __init__(self, asked: Asked, sandbox: Sandbox) -> None:
        self.sandbox, self.served, self.late = sandbox, 0, False
        self.lock, self.deadline = Lock(), inf
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([sys.executable, "-c", STARTING], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment())  # noqa: S603
        self._send((sandbox, asked))

    def judge(self, task: Task) -> Finding:
        """Return what the child finds out about a task. Raises Ended where it does not."""
        if not self.served and self._reply(START_UP) is None:
            hint = f"the limit of {self.sandbox.memory // 2**20} MB of memory may be too low for it"
            raise ChainRuleError("the process in which answers are judged does not start", hint=hint)
        self.served += 1
        self._send(task)
        found = self._reply(self.sandbox.wall)
        if isinstance(found, Finding):
            return found
        if self.late:
            raise Ended(f"judging took longer than {self.sandbox.wall:g} s", again=False)
        if found is None and self._status() == OUT_OF_CPU:
            raise Ended(f"judging took more than {self.sandbox.cpu} s of CPU time", again=False)
        raise Ended(broken_off(self.sandbox) if found is None else str(found), again=True)

    def end(self) -> None:
        """Stop the process, whatever it is at."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):  # what was not sent stays unsent
                    stream.close()

    def _send(self, content: Any) -> None:
        assert self.process.stdin is not None  # noqa: S101  # it was asked for
        with suppress(OSError):  # a process that has ended does not reply, and that is where it is seen
            pickle.dump(content, self.process.stdin)
            self.process.stdin.flush()

    def _reply(self, limit: float) -> Any:
        """Return what the child says within so many seconds; None where it says nothing, or nothing that is data."""
        assert self.process.stdout is not None  # noqa: S101  # it was asked for
        self.deadline = monotonic() + limit
        try:
            size = int.from_bytes(self.process.stdout.read(SIZE))
            return read_plainly(self.process.stdout.read(size)) if 0 < size <= REPLY else None
        except (OSError, ValueError, EOFError, pickle.UnpicklingError):
            return None
        finally:
            with self.lock:
                self.deadline = inf

    def _status(self) -> int | None:
        """Return the exit status of a child that has ended; None for one that goes on and yet says nothing that is data."""
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(ENDING)
        return None

    def stop_if_late(self) -> None:
        """Stop the process where it has been silent for longer than it may be."""
        with self.lock:
            if monotonic() > self.deadline:
                self.late = True
                self.process.kill()


# What the child does


def serve() -> None:
    """Judge tasks from standard input, one by one, each under its limits, until there are no more: the child's work."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing that is printed gets among the replies
    sandbox, asked = pickle.load(sys.stdin.buffer)  # noqa: S301  # written by the parent
    desk = Desk(asked)
    restrict(sandbox, cpu=False)
    reply(replies, "ready")
    while True:
        try:
            task = pickle.load(sys.stdin.buffer)  # noqa: S301
        except EOFError:
            return
        allow(sandbox.cpu)
        reply(replies, desk.found(task, sandbox))


def reply(stream: BinaryIO, content: Any) -> None:
    """Send something to the parent, its length first."""
    data = pickle.dumps(content)
    stream.write(len(data).to_bytes(SIZE) + data)
    stream.flush()


class Desk:
    """Where a child judges: what was asked, and the derivations of the problems that it met last."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.derivations: dict[int, Derivation] = {}

    def found(self, task: Task, sandbox: Sandbox) -> Finding | NoRoom:
        """Return what is found out about a task; for want of memory, that."""
        started = perf_counter()
        derivation = attempted(lambda: self.derivation(task.problem), sandbox)
        if isinstance(derivation, str):
            return given_up(derivation)
        if isinstance(derivation, ChainRuleError):
            return Finding("undecided", ("The problem cannot be asked.",), error=derivation)
        if task.answer is None and task.work is None:
            return Finding("right")
        judged = attempted(lambda: summary(self.judged(task)), sandbox)
        if isinstance(judged, str):
            return given_up(judged)
        outcome, words, mistake = refusal(judged) if isinstance(judged, ChainRuleError) else judged
        return Finding(outcome, words, mistake, perf_counter() - started)

    def derivation(self, place: int) -> Derivation:
        """Return the derivation that answers to a problem are compared with."""
        from chainrule.homework.answers.question import ask, asks_for_components, differentiated, named, questions
        from chainrule.homework.answers.vector_entries import asks_together
        from chainrule.homework.judges.hessian_matrices import leaves_none_out
        from chainrule.syntax import Limits, read_problem

        if place not in self.derivations:
            asked = self.asked
            by, problem = named(asked.wrt), asked.problems[place]
            if isinstance(problem, str):
                problem = read_problem(problem, wrt=by or (), limits=asked.limits or Limits())
            given = (problem, by, asked.output, asked.order)
            if asks_for_components(problem, asked.output):
                derivation = differentiated(*given)
            else:
                together = leaves_none_out(problem) if problem.order == 2 and not problem.vectors.each else asks_together(problem)
                derivation = (questions(*given)[0] if by is None and together else ask(*given)).derivation
            if len(self.derivations) == KEPT:
                self.derivations.clear()
            self.derivations[place] = derivation
        return self.derivations[place]

    def judged(self, task: Task) -> Verdict:
        """Return the verdict on an answer, as ``check`` gives it."""
        from chainrule.homework.checking import check

        asked = self.asked
        options = {"output": asked.output, "order": asked.order, "form": asked.form, "tolerance": asked.tolerance, "limits": asked.limits}
        return check(self.derivation(task.problem), task.answer, asked.wrt, task.work, **options)  # type: ignore[arg-type]


def given_up(reason: str) -> Finding | NoRoom:
    """Return what is said of work that came to nothing; where earlier work may have taken the memory, that is for the parent to find out."""
    return reason if isinstance(reason, NoRoom) else Finding("undecided", (sentence(reason),))


def summary(verdict: Verdict) -> tuple[str, Prose, str]:
    """Return the outcome, what is said about it, and the mistake's name."""
    told = verdict.explanation()
    if verdict.correct is None:
        note = verdict.equality.note if verdict.equality is not None else ""
        return "undecided", bounded(sentences((sentence(note),) if note else (), *told)), ""
    line, name = verdict.first_wrong, verdict.mistake.name if verdict.mistake is not None else "form" if verdict.form else ""
    words: Prose = () if line is None else (f"{printable(line.text.strip())}: ", *(line.words or ("wrong here.",)))
    if verdict.correct:
        beside: Prose = ("A line of the work is wrong: ", *words) if words else ()
        return "right", bounded(sentences(() if verdict.opening == ("Right.",) else verdict.opening, *told, beside)), ""
    if line is not None:
        return "wrong", bounded(words), line.mistake.name if line.mistake is not None else name
    return "wrong", bounded(sentences(() if name else verdict.opening, *told)), name


def refusal(error: ChainRuleError) -> tuple[str, Prose, str]:
    """Return the same for an answer that was not judged: in one line, what is wrong with it and where."""
    first = str(ChainRuleError(error.message, text=error.text, start=error.start)).partition("\n")[0]
    words = sentence(f"{first}; {printable(error.hint)}" if error.hint else first)
    return "undecided" if isinstance(error, NOT_JUDGED) else "unreadable", bounded((words,)), ""


def sentence(words: str) -> str:
    """Return words with a full stop at the end, unless they end otherwise."""
    return words if words.endswith((".", "?", "!")) else words + "."


def sentences(*several: Prose) -> Prose:
    """Return several sentences with a blank between them."""
    told = [words for words in several if words]
    return tuple(piece for place, words in enumerate(told) for piece in ((" ", *words) if place else words))


def bounded(words: Prose) -> Prose:
    """Return words as they are unless they are far too long to be read."""
    text = said(words)
    return words if len(text) <= WORDS else (text[: WORDS - 1] + "…",)
