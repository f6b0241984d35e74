"""Answers that are right if they are read otherwise than text is: with brackets that are missing, or with quotients and products in the order written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from chainrule.errors import ChainRuleError
from chainrule.homework.answers.statements import Reader, Statement
from chainrule.homework.diagnosis.wording import Wording
from chainrule.homework.mistakes import MISTAKES
from chainrule.homework.verdict import Mistake, Verdict
from chainrule.problem import Reading
from chainrule.syntax.rules import shortened

TRIED = 8  # ways of reading an answer otherwise
MOST_SEEN = 100  # texts that wait to be read
TRIED_IN_ALL = 4000  # characters of them, so that a long answer is not judged again and again
_BRACKETS_AND_TIMES = str.maketrans("", "", "()[]{} *")
_APART = re.compile(r"(?<![^\W_])([^\W\d_]\w{0,30})\s+(?=\()")
_SPACE = re.compile(r"[/^]\s*[-−]?(?:\d+|[^\W\d_])\s")  # 1/2 √x


def bracketed(verdict: Verdict, reader: Reader, answer: str, wording: Wording, judged: Callable[[Statement, bool], Verdict]) -> Verdict:
    """Return the verdict on a wrong answer that another reading makes right.

    1/(x² + 1)(2x) is right where 1/(x² + 1)·2x is, and wrong by the mistake in that where the other reading shows none. Other
    brackets are missing, which is told: first, but where a space in what was changed shows how it is meant.
    """
    if verdict.correct is not False:
        return verdict
    explained = verdict
    for changed, statement in read_again(reader, answer):
        ordered = all(map(from_the_left, changed))
        found = judged(statement, ordered and not explained.mistakes)
        if ordered and (found.correct is True or (found.mistakes and not explained.mistakes)):
            explained = replace(found, readings=(*found.readings, *(taken(change, right=found.correct is True) for change in changed)))
        if found.correct is True:
            break
    else:
        return explained
    if ordered:
        return explained
    place = int(shown_by_space(changed))
    told = missing(changed, answer, wording)
    return replace(verdict, mistakes=(*verdict.mistakes[:place], told, *verdict.mistakes[place:]))


def read_otherwise(reader: Reader, answer: str) -> Iterator[tuple[tuple[Change, ...], Statement]]:
    """Yield an answer with the brackets that make other readings of it, fewest first, each with what was changed."""
    waiting: list[tuple[tuple[Change, ...], str]] = [((), answer)]
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
            change = Change(text[reading.start : reading.end], reading.other)
            if is_bracketing(change):
                other = text[: reading.start] + reading.other + text[reading.end :]
                if other not in seen and len(seen) < MOST_SEEN:
                    seen.add(other)
                    waiting.append(((*changed, change), other))


def tries(answer: str) -> int:
    """Return in how many other ways an answer of this length is read."""
    return max(1, min(TRIED, TRIED_IN_ALL // max(len(answer), 1)))


def read_again(reader: Reader, answer: str) -> Iterator[tuple[tuple[Change, ...], Statement]]:
    """Yield the first other readings of an answer, or a line of work, each with what was changed."""
    yield from islice(read_otherwise(reader, answer), tries(answer))


def as_products(reader: Reader, text: str) -> str:
    """Return a text with a dot between a function of the problem and brackets that a space stands before: f·(ln x + 1) for f (ln x + 1)."""
    return _APART.sub(lambda found: f"{found[1]}·" if found[1] in reader.functions else found[0], text)


def in_words(changed: tuple[Change, ...]) -> str | None:
    """Return a word about quotients and products that are read in the order written; None where brackets are missing."""
    return "; ".join([taken(change).message for change in changed]) if all(map(from_the_left, changed)) else None


def shown_by_space(changed: tuple[Change, ...]) -> bool:
    """Return whether a space shows that a piece is meant as it is read: 1/3 (2x + 1)."""
    return any(_SPACE.search(each.piece) is not None for each in changed)


class Change(NamedTuple):
    """A piece of an answer, and how its other reading is written."""

    piece: str
    other: str


def is_bracketing(change: Change) -> bool:
    """Return whether a piece differs from its other reading by brackets and signs of products alone."""
    return bool(change.piece) and change.piece.translate(_BRACKETS_AND_TIMES) == change.other.translate(_BRACKETS_AND_TIMES)


def from_the_left(change: Change) -> bool:
    """Return whether the other reading takes a quotient before the product that is written behind it: (1/(x + 1))*(2x)."""
    return quotient_end(change.other) > 0


def quotient_end(text: str) -> int:
    """Return where a quotient in brackets and the sign of a product behind it end, at the start of a text; 0 without one."""
    slash = text.rfind("/", 0, max(text.rfind(")*"), 0))
    return text.index(")*", slash) + 2 if text[:1] == "(" and slash > 0 else 0


def taken(change: Change, *, right: bool = False) -> Reading:
    """Return the note that the other reading was taken: by it an answer is right, or its mistake is seen."""
    end = quotient_end(change.other)
    other = shortened(change.other[:end]) + shortened(change.other[end:])
    return Reading(f"{shortened(change.piece)} is read as {other}" + (", which is right" if right else ""))


def missing(changed: tuple[Change, ...], answer: str, wording: Wording) -> Mistake:
    """Return the mistake that brackets are missing, with how to write them."""
    row = MISTAKES["missing-brackets"]
    written = " and ".join(each.other for each in changed)
    words = f"With brackets the answer is right: write {written}."
    advice = f"How is {answer.strip()} read without brackets?"
    return replace(wording.mistake(row), words=(words,), advice=(advice,))
