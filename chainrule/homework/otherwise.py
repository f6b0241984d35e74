"""Answers that are right if they are read otherwise than text is: with missing brackets, a number as a factor, or without what stands behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.asides import Aside, condition, meant, words_in_latex
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.statements import Reader, Statement
from chainrule.homework.verdict import Mistake, Verdict
from chainrule.homework.wording import Wording
from chainrule.problem import Reading
from chainrule.tree import substitute

TRIED = 8  # ways of reading an answer otherwise
_NUMBERS = (
    (re.compile(r"[)\]}]\s*(\d+(?:\.\d+)?)"), "a number right behind brackets is read as their factor"),
    (re.compile(r"\d+\s+(\d+(?:\.\d+)?)"), "two numbers side by side are read as a product"),
)
_BRACKETS = str.maketrans("", "", "()[]{} ")


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
    aside, refused = words_in_latex(answer), None
    if aside is not None:
        error = ReadError("words behind an answer", hint="write the answer alone", text=answer, start=aside.start, end=aside.end)
        answer, refused = aside.answer, Refused(error, passed_over(aside), aside.matters)
    for _ in range(TRIED):
        try:
            return reader.statement(answer, alone=True), refused
        except ReadError as error:
            if (own := with_own_names(reader, answer)) is not None:
                return own, refused
            changed = mended(error) or without_condition(answer)
            if changed is None:
                raise (refused.error if refused else error) from None
            answer, note, final = changed
            refused = Refused(error, note, final) if refused is None else refused._replace(final=refused.final or final)
    raise refused.error if refused else ReadError("the answer cannot be read")


def mended(error: ReadError) -> Changed | None:
    """Return a text with a product where one is refused, and how it is read then: it has to be right; None where something else is refused."""
    if error.text is None or error.start is None or error.end is None:
        return None
    if error.text[error.start : error.end] == ".":
        return f"{error.text[: error.start]}*{error.text[error.end :]}", "the full stop is read as a product", True
    for pattern, note in _NUMBERS:
        if (found := pattern.fullmatch(error.text, error.start, error.end)) is not None:
            return f"{error.text[: found.start(1)]}*{error.text[found.start(1) :]}", note, True
    return None


def without_condition(answer: str) -> Changed | None:
    """Return an answer without the condition behind it, that it is passed over, and whether it may matter; None where there is none."""
    aside = condition(answer)
    return None if aside is None else (aside.answer, passed_over(aside), aside.matters)


def passed_over(aside: Aside) -> str:
    return f"{aside.words} is passed over"


def with_own_names(reader: Reader, answer: str) -> Statement | None:
    """Return an answer with what the student says behind it that a name in it stands for, 10u⁴ where u = 2x + 1; None where nothing is said."""
    found = meant(answer)
    if found is None:
        return None
    text, name, value = found
    wider = Reader({*reader.names, name}, reader.functions, reader.limits, reader.wrt, reader.given, reader.changing)
    try:
        statement = wider.statement(text, alone=True)
        (tree,) = wider.statement(value, alone=True).sides
    except (ReadError, ValueError):
        return None
    return replace(statement, text=answer, sides=tuple(substitute(side, {name: tree}) for side in statement.sides))


def as_meant(verdict: Verdict, refused: Refused) -> Verdict:
    """Return the verdict with the note how the answer was read. Raises the error of an answer that has to be right then and is not."""
    error = refused.error
    if refused.final and verdict.correct is not True:
        raise error
    return replace(verdict, readings=(*verdict.readings, Reading(refused.note, error.start or 0, error.end or 0)))


def with_missing_brackets(verdict: Verdict, reader: Reader, answer: str, wording: Wording, right: Callable[[Statement], bool]) -> Verdict:
    """Return the verdict on a wrong answer, with the brackets told that make it right: first, but where a space in what was changed shows how it is meant."""
    if verdict.correct is not False:
        return verdict
    found = (changed for changed, statement in islice(read_otherwise(reader, answer), TRIED) if right(statement))
    changed = next(found, None)
    if changed is None:
        return verdict
    place = int(any(" " in each.other for each in changed))
    told = missing(changed, answer, wording)
    return replace(verdict, mistakes=(*verdict.mistakes[:place], told, *verdict.mistakes[place:]))


def read_otherwise(reader: Reader, answer: str) -> Iterator[tuple[tuple[Reading, ...], Statement]]:
    """Yield an answer with the brackets that make other readings of it, fewest first, each with the readings that were changed."""
    waiting: list[tuple[tuple[Reading, ...], str]] = [((), answer)]
    seen = {answer}
    while waiting:
        changed, text = waiting.pop(0)
        try:
            statement = reader.statement(text, alone=True)
        except ChainRuleError:
            continue
        if changed:
            yield changed, statement
        for reading in statement.readings:
            other = with_brackets(text, reading)
            if other is not None and other not in seen:
                seen.add(other)
                waiting.append(((*changed, reading), other))


def with_brackets(text: str, reading: Reading) -> str | None:
    """Return a text with a piece written in its other reading, or None where that takes more than brackets."""
    piece = text[reading.start : reading.end]
    if not piece or piece.translate(_BRACKETS) != reading.other.translate(_BRACKETS):
        return None
    return text[: reading.start] + reading.other + text[reading.end :]


def missing(changed: tuple[Reading, ...], answer: str, wording: Wording) -> Mistake:
    """Return the mistake that brackets are missing, with how to write them."""
    row = MISTAKES["missing-brackets"]
    written = " and ".join(each.other for each in changed)
    words = f"With brackets the answer is right: write {written}."
    advice = f"How is {answer.strip()} read without brackets?"
    return replace(wording.mistake(row), words=(words,), advice=(advice,))
