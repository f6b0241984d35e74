"""Answers that would be right if they were read otherwise: brackets are missing in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from chainrule.errors import ChainRuleError
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.statements import Reader, Statement
from chainrule.homework.verdict import Mistake, Verdict
from chainrule.homework.wording import Wording
from chainrule.problem import Reading

TRIED = 8  # ways of reading an answer otherwise
_BRACKETS = str.maketrans("", "", "()[]{} ")


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
