"""Answers that are right if they are read otherwise than text is: with brackets that are missing, or with a number as the factor of brackets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.statements import Reader, Statement
from chainrule.homework.verdict import Mistake, Verdict
from chainrule.homework.wording import Wording
from chainrule.problem import Reading

TRIED = 8  # ways of reading an answer otherwise
_BEHIND_BRACKETS = re.compile(r"[)\]}]\s*(\d+(?:\.\d+)?)")
_BRACKETS = str.maketrans("", "", "()[]{} ")


def with_factors(reader: Reader, answer: str) -> tuple[Statement, ReadError | None]:
    """Return an answer as a statement, and the error that refuses it where a number stands right behind brackets: cos(x²)2x.

    Such a number may be a lost exponent. It is read as a factor, which is meant if the answer is right then. Raises ReadError.
    """
    refused: ReadError | None = None
    for _ in range(TRIED):
        try:
            return reader.statement(answer, alone=True), refused
        except ReadError as error:
            refused = refused or error
            place = behind_brackets(error)
            if place is None:
                raise refused from None
            answer = f"{answer[:place]}*{answer[place:]}"
    raise refused or ReadError("the answer cannot be read")


def as_factor(verdict: Verdict, refused: ReadError) -> Verdict:
    """Return the verdict on a right answer with the note that a number was read as a factor. Raises the error of an answer that is not right."""
    if verdict.correct is not True:
        raise refused
    note = Reading("a number right behind brackets is read as their factor", refused.start or 0, refused.end or 0)
    return replace(verdict, readings=(*verdict.readings, note))


def behind_brackets(error: ReadError) -> int | None:
    """Return where a number begins that is refused because it stands right behind brackets; None where something else is refused."""
    if error.text is None or error.start is None or error.end is None:
        return None
    found = _BEHIND_BRACKETS.fullmatch(error.text, error.start, error.end)
    return None if found is None else found.start(1)


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
