"""Expressions in pieces by words: x^2 if x < 0 else sin x; x^2 for x < 0, 2x for x ≥ 0; x^2 if x < 0, sin x otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chainrule.syntax.pieces.signs import COMPARISON, HIDDEN, IF, NEXT, OUTSIDE, Edit, compares, conditions
from chainrule.syntax.vocabulary import GREEK_WORDS, HEADS

_DELIMITER = re.compile(
    r"(?P<if>\b(?:if|for|when)\b)|(?P<else>\b(?:else|otherwise|elsewhere)\b)|(?P<apart>,(?:\s*(?:and|or)\b)?|;|\n)|(?P<also>\b(?:and|or)\b)"
    r"|(?P<stop>[.?](?=\s+[A-Z$\\]|\s*\Z)|\$\$)",
    re.IGNORECASE,
)
_LEFT = re.compile(rf"([^\W\d][\w'′]*(?:\({HIDDEN}*\)|{HIDDEN}+)?)\s*=\s*(?![=])[^=]*\Z")
_TWO_WORDS = re.compile(r"(?<![\w\\])(?=([A-Za-z]{3,})\s+(?:[A-Za-z]{1,2}\s+)?([A-Za-z]{3,})(?!\w))")
_KNOWN = {name.lower() for name in (*HEADS, *GREEK_WORDS)}
_MARK = re.compile(r"\s*[,:]")


class Delimiter(NamedTuple):
    """A word or a sign between the parts of an expression in pieces: ``if``, ``else``, ``apart``, ``also`` or ``stop``."""

    kind: str
    start: int
    end: int


class Step(NamedTuple):
    """What comes behind a condition: the edits, the delimiter where the reading goes on, where the next value begins, and whether it is the last."""

    edits: list[Edit]
    place: int
    value: int
    last: bool


def worded(inside: str, text: str) -> Iterator[Edit]:
    """Yield the edits of expressions in pieces by words in what is to be seen of a text."""
    found = [Delimiter(each.lastgroup or "", each.start(), each.end()) for each in _DELIMITER.finditer(inside)]
    if not any(each.kind == "if" for each in found):
        return
    ends = [Delimiter("stop", len(inside.rstrip(OUTSIDE)), len(inside))] * 3
    words = Words(inside, text, [*found, *ends])
    place = 0
    while place < len(found):
        edits, after = words.run(place)
        yield from edits
        place = after if edits else place + 1


def is_prose(value: str) -> bool:
    """Return whether two words stand side by side that are neither functions nor letters by name."""
    return any(not {word.lower() for word in found.groups()} & _KNOWN for found in _TWO_WORDS.finditer(value))


class Words:
    """What is to be seen of a text, with the delimiters in it."""

    def __init__(self, inside: str, text: str, found: list[Delimiter]) -> None:
        self.inside, self.text, self.found = inside, text, found
        self.left = ""  # the left side of the definition: f(x)

    def run(self, place: int) -> tuple[list[Edit], int]:
        """Return the edits of the expression in pieces whose first condition begins at a delimiter, and the delimiter behind it; none where there is none."""
        found, edits, count = self.found, list[Edit](), 0
        value = found[place - 1].end if place else len(self.inside) - len(self.inside.lstrip(OUTSIDE))
        while (condition := self.led(place)) >= 0:
            if condition > place:
                edits.append(Edit(found[place].start, found[place].end, ""))
            said = found[condition]
            written = self.inside[value : found[place].start]
            self.left = self.left if count else self.left_side(written)
            after = self.condition_end(condition + 1)
            if not written.strip() or not compares(self.text, said.end, found[after].start):
                return [], place
            edits += [Edit(said.start, said.end, IF), *conditions(self.text, said.end, found[after].start)]
            count, place = count + 1, after
            then = self.following(place)
            if then is None:
                break
            more, place, value, last = then
            edits += more
            if last:
                return edits, place
        return (edits, place) if count > 1 else ([], place)

    def led(self, place: int) -> int:
        """Return the delimiter "if" that a delimiter is, or that follows a comma at once; −1 where there is none."""
        here, then = self.found[place : place + 2] if place + 1 < len(self.found) else (self.found[place], self.found[place])
        if here.kind == "if":
            return place
        return place + 1 if here.kind == "apart" and then.kind == "if" and self.between(here, then) == "" else -1

    def between(self, here: Delimiter, then: Delimiter) -> str:
        """Return what stands between two delimiters."""
        return self.inside[here.end : then.start].strip()

    def left_side(self, value: str) -> str:
        """Return the left side of the definition whose right side is in pieces."""
        found = _LEFT.search(value)
        return found[1].replace(HIDDEN, "") if found else ""

    def condition_end(self, place: int) -> int:
        """Return the delimiter where a condition ends: behind x > 0 and x < 1, but before and 2x if x ≥ 1."""
        found = self.found
        while found[place].kind == "also":
            after = found[place + 1]
            whole = not self.inside[found[place].end : after.start].strip(HIDDEN + " ")  # a condition in brackets: (x > 0) and (x < 1)
            value = not COMPARISON.search(self.text if whole else self.inside, found[place].end, after.start)
            if after.kind == "if" or (value and (after.kind == "else" or self.led(place + 1) >= 0)):
                break
            place += 1
        return place

    def following(self, place: int) -> Step | None:
        """Return what comes behind a condition; None where that is no further piece."""
        found, here = self.found, self.found[place]
        if here.kind == "else":
            return self.behind_else(place, [])
        if here.kind not in ("apart", "also"):
            return None
        then = found[place + 1]
        between = [Edit(here.start, here.end, NEXT)]
        if then.kind == "else" and not self.between(here, then):  # …, otherwise sin x
            return self.behind_else(place + 1, [Edit(here.start, here.end, "")])
        if (own := self.own(here.end, then.start)) is None:
            return None
        begins, again = own
        between += again
        apart = then.kind == "apart" and found[place + 2].kind in ("if", "else") and not self.between(then, found[place + 2])
        word = place + 2 if apart else place + 1
        if found[word].kind == "if" and found[word + 1].kind == "else" and not self.between(found[word], found[word + 1]):
            word += 1  # … if otherwise
        if found[word].kind == "else":  # …, sin x otherwise
            return Step([*between, Edit(then.start, found[word].end, "")], word + 1, 0, last=True)
        goes_on = found[word].kind == "if" and compares(self.text, found[word].end, found[self.condition_end(word + 1)].start)
        return Step(between, place + 1, begins, last=False) if goes_on else None

    def own(self, start: int, end: int) -> tuple[int, list[Edit]] | None:
        """Return where a value begins, without the left side where that stands there again; None where there is no value, or another definition."""
        value = self.inside[start:end]
        if "=" not in value:
            return (start, []) if value.strip() and not is_prose(value) else None
        left, _, rest = value.partition("=")
        if not self.left or left.replace(HIDDEN, "").strip() != self.left or "=" in rest or not rest.strip():
            return None
        return start + len(left) + 1, [Edit(start, start + len(left) + 1, "")]

    def behind_else(self, place: int, edits: list[Edit]) -> Step | None:
        """Return what comes behind "else": a value that may have a condition itself."""
        said, then = self.found[place : place + 2]
        edits, begins = [*edits, Edit(said.start, said.end, NEXT)], said.end
        mark = _MARK.match(self.inside, begins)
        if mark:
            edits.append(Edit(begins, mark.end(), ""))
            begins = mark.end()
            then, place = (self.found[place + 2], place + 1) if then.start < begins else (then, place)
        if (own := self.own(begins, then.start)) is None:
            return None
        return Step([*edits, *own[1]], place + 1, own[0], then.kind != "if")
