"""Answers that are read otherwise than text is: with a number as a factor, or without what stands behind them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from chainrule.calculus import differentiate
from chainrule.errors import ReadError
from chainrule.homework.answers.asides import LONGEST, Aside, condition, meant, words_as_factors
from chainrule.homework.answers.outside import outside_brackets
from chainrule.homework.answers.statements import Reader, Statement
from chainrule.homework.verdict import Verdict
from chainrule.problem import Reading
from chainrule.syntax.around.units import unit_behind
from chainrule.tree import ZERO, Tree, names, rewrite, substitute

TRIED = 8  # ways of reading an answer otherwise
_NUMBERS = (
    (re.compile(r"(?<=[²³⁴-⁹])(\d+(?:\.\d+)?)"), "a number right behind an exponent is read as a factor"),
    (re.compile(r"[)\]}]\s*(\d+(?:\.\d+)?)"), "a number right behind brackets is read as their factor"),
    (re.compile(r"\d+\s+(\d+(?:\.\d+)?)"), "two numbers side by side are read as a product"),
    (re.compile(r"[^\W\d_](?:_\w+)?\s+(\d+(?:\.\d+)?)"), "a number behind a name is read as a factor"),
)
_DECIMAL = re.compile(r"(?<![\d.,])(\d+),(?=\d+(?![\d.,]))")
_UNCLOSED = re.compile(r"add '([)\]])'")
_TICKS = " \t\n,;✓✔☑✅∎■□"
_BOXED = re.compile(r"^([\s$]*)\\boxed\s*\{([^{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^{}]*)*)\}(\s*[.$]*\s*)$")
_MARKED = re.compile(r"^\s*(\*\*|`{1,3})\s*([^*`]+?)\s*\1\s*$")
_HEADING = re.compile(r"^\s*#+\s+")
_NAMED = re.compile(r"[^\W\d_]")
_AT_NUMBER = re.compile(r"(['′″‴])\s*\(\s*[-−+\d./π√ ]{1,20}\)\s*$")  # f'(2) = 10
_SO = r"(?:so|then|hence|thus|therefore)\b[\s,]*"
_THEN = re.compile(rf"(?:(?:[,;]\s*(?:and\s+)?|\b){_SO}|(?:\n|=>|->|[→⇒⟹∴]|\\(?:Rightarrow|implies|therefore|to)\b)\s*(?:{_SO})?)", re.IGNORECASE)
_BETWEEN = re.compile(rf"{_THEN.pattern}|[,;]\s*(?:and\b\s*)?", re.IGNORECASE)


Changed = tuple[str, str, bool]  # another text, what is noted, and whether the answer has to be right then


class Refused(NamedTuple):
    """The error that refuses an answer as it stands, and what is noted where it is read otherwise; ``final``: unless it is right then."""

    error: ReadError
    note: str
    final: bool = True


def leniently(reader: Reader, answer: str) -> tuple[Statement, Refused | None]:
    """Return an answer as a statement, and the error that refuses it where it cannot be read as it stands.

    A number right behind brackets, cos(x²)2x, may be a lost exponent, and a condition behind an answer may matter. The number is read
    as a factor and the condition is passed over, which is meant if the answer is right then. Raises ReadError.
    """
    answer = without_marks(answer)
    aside, refused = words_as_factors(answer), None
    if (unit := unit_of(reader, answer)) is not None:
        error = ReadError("a unit behind an answer", hint="write the number alone", text=answer)
        answer, refused = unit[0], Refused(error, f"{unit[1]} is set aside: a unit", final=False)
    if aside is not None:
        error = ReadError("words behind an answer", hint="write the answer alone", text=answer, start=aside.start, end=aside.end)
        answer, refused = aside.answer, Refused(error, passed_over(aside), aside.matters)
    last = last_statement(reader, answer, _THEN)
    if last is not None and refused is None and not last[2]:
        error = ReadError("several statements", hint="write the last one alone", text=answer)
        answer, refused = last[0], Refused(error, last[1], final=False)
    conditional = False  # y' = 2 for x < 0, y' = 2x for x > 0: the last one is not all that is said
    for _ in range(TRIED):
        try:
            return reader.statement(answer, alone=True), refused
        except ReadError as error:
            if (own := with_own_names(reader, answer)) is not None:
                return own, refused
            changed = mended(error) or closed(error) or without_condition(answer) or (None if conditional else last_statement(reader, answer))
            if changed is None:
                raise (refused.error if refused else error) from None
            conditional |= changed == without_condition(answer) and changed[2]
            answer, note, final = changed
            refused = Refused(error, note, final) if refused is None else refused._replace(final=refused.final or final)
    raise refused.error if refused else ReadError("the answer cannot be read")


def without_marks(answer: str) -> str:
    """Return an answer without a tick, a comma or the end of a proof behind it, and without a box or marks of bold letters or code around it."""
    if (found := _MARKED.match(answer.rstrip(_TICKS))) is not None:
        return found[2]
    if len(answer) <= LONGEST and (boxed := _BOXED.match(answer)) is not None and "=" in boxed[2]:
        return boxed[2]
    return _HEADING.sub("", answer).rstrip(_TICKS) or answer


def unit_of(reader: Reader, answer: str) -> tuple[str, str] | None:
    """Return an answer and the unit behind it, where not all of its letters are names of the problem: m/s where s is one."""
    found = unit_behind(answer) if len(answer) <= LONGEST else None
    return None if found is None or all(map(reader.known, re.findall(r"[A-Za-z]+", found[1]))) else found


def mended(error: ReadError) -> Changed | None:
    """Return a text with a product or a decimal point where something is refused, how it is read then, and whether it has to be right; None elsewhere."""
    if error.text is None or error.start is None or error.end is None:
        return None
    if error.text[error.start : error.end] == ".":
        return f"{error.text[: error.start]}*{error.text[error.end :]}", "the full stop is read as a product", True
    if (pointed := with_points(error.text, error.start, error.end)) is not None:
        return pointed, "a comma between two digits is read as a decimal sign", False
    for pattern, note in _NUMBERS:
        if (found := pattern.fullmatch(error.text, error.start, error.end)) is not None:
            return f"{error.text[: found.start(1)]}*{error.text[found.start(1) :]}", note, True
    return None


def with_points(text: str, start: int, end: int) -> str | None:
    """Return a text with decimal points where a comma has no place in brackets of it; None where that may be another comma, or points are used.

    >>> with_points("(1 - 0,5x) e^(-0,5x)", 0, 10), with_points("(1, 5x) e^x", 0, 7)
    ('(1 - 0.5x) e^(-0.5x)', None)
    """
    inside = text[start:end]
    if "," not in inside or inside[:1] not in "([{" or "." in text or "," in _DECIMAL.sub("", inside):
        return None
    return _DECIMAL.sub(r"\1.", text)


def closed(error: ReadError) -> Changed | None:
    """Return an answer with the bracket at its end that is missing there; None where something else is refused."""
    found = _UNCLOSED.fullmatch(error.hint or "")
    if found is None or error.text is None or "never closed" not in error.message or "\\" in error.text:
        return None
    return f"{error.text}{found[1]}", "a bracket that is never closed is closed at the end", True


def without_condition(answer: str) -> Changed | None:
    """Return an answer without the condition behind it, that it is passed over, and whether it may matter; None where there is none."""
    aside = condition(answer)
    return None if aside is None else (aside.answer, passed_over(aside), aside.matters)


def last_statement(reader: Reader, answer: str, between: re.Pattern[str] = _BETWEEN) -> Changed | None:
    """Return the last of several statements where it is dy/dx = …, and that others are passed over; None elsewhere.

    It has to be right where it has names of theirs, or where another one is a derivative too: y′ = 3x², y″ = 6x.
    """
    cuts = outside_brackets(between, answer)
    last = answer[cuts[-1].end() :] if cuts else ""
    left, equals, _ = last.partition("=")
    left = _AT_NUMBER.sub(r"\1", left)
    derivative = reader.derivative_behind(0, left, left) if equals and reader.wrt else None
    if derivative is None or any(by[1] not in (reader.wrt, "") for by in derivative[2][1:]):
        return None
    try:
        used = {name for side in reader.statement(last, alone=True).sides for name in names(side)}
    except ReadError:
        return None
    before = answer[: cuts[-1].start()].strip()
    another = any(reader.derivative_behind(0, left, left) for left in (each.partition("=")[0] for each in _BETWEEN.split(before)) if left.strip())
    return last, f"{before or 'what stands before it'} is passed over", another or not all(map(reader.known, used))


def passed_over(aside: Aside) -> str:
    return f"{aside.words} is passed over"


def with_own_names(reader: Reader, answer: str) -> Statement | None:
    """Return an answer with what the student says behind it that a name in it stands for, 10u⁴ where u = 2x + 1; None where nothing is said."""
    found = meant(answer)
    if found is None:
        return None
    text, name, value = found
    if name == reader.wrt or (reader.known(name) and not _NAMED.search(value)):  # 2x, x = 3
        return None
    own = {*reader.names, name} - reader.typed.keys()
    wider = Reader(own, reader.functions, reader.limits, reader.wrt, reader.given, reader.changing, vectors=reader.vectors)
    try:
        statement = wider.statement(text, alone=True)
        (tree,) = wider.statement(value, alone=True).sides
    except (ReadError, ValueError):
        return None
    if name not in names(statement.sides[-1]):
        return None
    return replace(statement, text=answer, sides=tuple(rewrite(substitute(side, {name: tree}), worked_out) for side in statement.sides))


def worked_out(item: Tree) -> Tree:
    """Return the derivative of an expression worked out: du/dx where the student says what u is."""
    if item[0] != "derivative" or item[2][0][0] == "symbol":
        return item
    tree: Tree = item[2][0]
    for wrt in item[2][1:]:
        tree = differentiate(tree, {wrt[1]}).get(wrt[1], ZERO)
    return tree


def as_meant(verdict: Verdict, refused: Refused) -> Verdict:
    """Return the verdict with the note how the answer was read. Raises the error of an answer that has to be right then and is not."""
    error = refused.error
    if refused.final and verdict.correct is not True:
        raise error
    return replace(verdict, readings=(*verdict.readings, Reading(refused.note, error.start or 0, error.end or 0)))
