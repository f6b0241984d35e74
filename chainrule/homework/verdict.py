"""What is said about an answer: the verdict, the mistakes behind it, and the work line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chainrule.errors import printable
from chainrule.formula import Formula
from chainrule.homework.values.equality import EVERY_DIGIT, Equality, stated
from chainrule.notation.logarithms import LOG, spelled
from chainrule.problem import Reading
from chainrule.tree import Tree, symbol

NAMES_STATED = 5  # names up to which a point is written out

Prose = tuple["str | Tree", ...]  # words, and formulas set among them


def said(prose: Prose) -> str:
    """Return prose on one line of Unicode."""
    return "".join(piece if isinstance(piece, str) else Formula(piece).unicode for piece in prose)


def listed(found: Sequence[str]) -> Prose:
    """Return names with commas between them."""
    return tuple(piece for index, name in enumerate(found) for piece in ((", ", symbol(name)) if index else (symbol(name),)))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that gives the student's very answer.

    ``name`` is a key of MISTAKES, ``where`` the node or the edge (``u``, ``dh/du``). ``words`` and ``advice`` are what is
    said: the mistake itself, and a hint that does not give the answer away. ``others`` are the names of mistakes that
    have to be made as well to get the answer.
    """

    name: str
    where: str
    words: Prose
    advice: Prose
    others: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """One sentence to the student."""
        return said(self.words)

    @property
    def hint(self) -> str:
        """One sentence that does not give the answer away."""
        return said(self.advice)

    def __str__(self) -> str:
        return f"{self.name}: {self.message}"


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """A line of the student's work and what is said about it.

    ``status`` is "right", "wrong", "follows" (right with the student's own earlier values), "not needed", "not understood" or
    "undecided". ``words`` say why, ``expected`` is what is right where the line is wrong.
    """

    text: str
    status: str
    words: Prose = ()
    expected: Tree | None = None
    mistake: Mistake | None = None
    start: int | None = None  # of the place that is not understood, in the line
    end: int | None = None

    @property
    def message(self) -> str:
        """Why the line is judged so."""
        return said(self.words)

    def __str__(self) -> str:
        return f"{printable(self.text)}  {STATUSES[self.status]}" + (f": {self.message}" if self.words else "")


def worst_of(verdicts: Iterable[LineVerdict]) -> LineVerdict:
    """Return the first of the worst verdicts on the sides of a line; those behind a wrong side are not asked for."""
    found: dict[str, LineVerdict] = {}
    for each in verdicts:
        found.setdefault(each.status, each)
        if each.status == "wrong":
            break
    return next(found[status] for status in ("wrong", "undecided", "follows", "right") if status in found)


STATUSES = {
    "right": "right",
    "wrong": "wrong here",
    "follows": "follows from an earlier error",
    "not needed": "right, but not needed",
    "not understood": "not understood",
    "undecided": "undecided",
}
STATUS = {True: "right", False: "wrong", None: "undecided"}  # of a line that is judged as an answer is


@dataclass(frozen=True, slots=True, repr=False)
class Verdict:
    """Whether an answer is right, and what is wrong with it.

    ``asked`` is the derivative that was asked for, unevaluated; ``answer`` the student's expression as it was read (None where
    only work was handed in), ``expected`` what is right. ``notes`` are remarks that do not change the verdict; ``form`` says in
    which way the answer is not in the form that was asked for, and is empty where it is. ``logarithm`` is how what is said writes the
    natural logarithm.
    """

    correct: bool | None
    asked: Tree | None = None
    expected: Tree | None = None
    answer: Tree | None = None
    equality: Equality | None = None
    mistakes: tuple[Mistake, ...] = ()
    lines: tuple[LineVerdict, ...] = ()
    notes: tuple[Prose, ...] = ()
    readings: tuple[Reading, ...] = ()
    form: Prose = ()
    of: str = "derivative"
    logarithm: str = LOG
    display: Callable[[Verdict], dict[str, str]] | None = field(default=None, compare=False)

    @property
    def mistake(self) -> Mistake | None:
        """The likeliest mistake, or None."""
        return self.mistakes[0] if self.mistakes else None

    @property
    def first_wrong(self) -> LineVerdict | None:
        """The first wrong line of the work, or None."""
        return next((line for line in self.lines if line.status == "wrong"), None)

    def __bool__(self) -> bool:
        return self.correct is True

    def __repr__(self) -> str:
        return f"<Verdict: {', '.join((STATUS[self.correct], *(each.name for each in self.mistakes)))}>"

    def __str__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002  # IPython picks from all
        """Return what a notebook displays."""
        return {"text/plain": str(self)} if self.display is None else self.display(self)

    def text(self, *, hint: bool = False) -> str:
        """Return the verdict in words; with ``hint``, without giving the answer away."""
        lines = [said(self.opening)] if self.answer is not None or not self.lines else []
        lines += [said(each) for each in self.explanation(hint=hint)]
        width = max((len(line.text) for line in self.lines), default=0)
        lines += [f"{printable(line.text):{width}}   {STATUSES[line.status]}" + (f": {line.message}" if line.words and not hint else "") for line in self.lines]
        return "\n".join(lines)

    @property
    def opening(self) -> Prose:
        """The first sentence: right or not, and a point that shows it."""
        found = self.equality
        if found is None or self.correct is None:
            reason = found.note if found is not None else ""
            return (f"Undecided: {reason}." if reason else "Undecided.",)
        if self.correct:
            return ("Right, " + EQUAL_NOTES[found.verdict] + "." if found.verdict in EQUAL_NOTES else "Right.",)
        if found.correct:
            return ("The value is right, but not the form.",) if self.form else ("Not right.",)
        if found.counterexample is None:
            return (f"Not equal: the answer has no real value where the {self.of} has one.",) if found.verdict == "undefined" else ("Not equal.",)
        shown = found.counterexample
        place = f"At {stated(shown.point, shown.digits)} the" if 0 < len(shown.point) <= NAMES_STATED else "At a sample point the" if shown.point else "The"
        opening = f"{found.note[:1].upper()}{found.note[1:]}" if found.verdict == "equal-for-positive" else "Not equal"
        answer = f"gives {written(shown.right, shown.digits)}" if shown.left != shown.right else f"differs from it after the {EVERY_DIGIT}th digit"
        return (f"{opening}.  {place} {self.of} is {written(shown.left, shown.digits)}; your answer {answer}.",)

    def explanation(self, *, hint: bool = False) -> tuple[Prose, ...]:
        """What is said after the first sentence: the mistakes that together give the answer, the form, the notes."""
        first = None if self.first_wrong is not None else self.mistake
        together = () if first is None else (first, *(each for name in first.others for each in self.mistakes if each.name == name))
        told = tuple(each.advice if hint else each.words for each in together)
        return (*told, *((self.form,) if self.form else ()), *self.notes)


def with_logarithms(verdict: Verdict, logarithm: str) -> Verdict:
    """Return a verdict whose words have the natural logarithms by the name that the problem gives them."""
    if logarithm == LOG:
        return verdict

    def own(words: Prose) -> Prose:
        return tuple(piece if isinstance(piece, str) else spelled(piece, logarithm) for piece in words)

    def named(mistake: Mistake) -> Mistake:
        return replace(mistake, words=own(mistake.words), advice=own(mistake.advice))

    lines = tuple(replace(line, words=own(line.words), mistake=line.mistake and named(line.mistake)) for line in verdict.lines)
    notes, mistakes = tuple(map(own, verdict.notes)), tuple(map(named, verdict.mistakes))
    return replace(verdict, mistakes=mistakes, lines=lines, notes=notes, form=own(verdict.form), logarithm=logarithm)


EQUAL_NOTES = {
    "equal-on-narrower-domain": "but it has no real value in a part of the domain",
}


def written(value: float, digits: int) -> str:
    """Return a number with so many significant digits and a proper minus sign."""
    return f"{value + 0.0:.{digits}g}".replace("-", "−")  # −0 is 0
