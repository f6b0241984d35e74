"""The problems of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"[^\S\n]*(?:\(?(\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\\item(?![a-z]))[^\S\n]+(?=\S)")  # a) or 1. or (ii) in front of a problem
_LIST = re.compile(r"\s*\\(?:begin|end)\s*\{(?:enumerate|itemize|parts|questions)\}(?:\[[^\]]*\])?\s*\Z")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def split_problems(text: str) -> list[tuple[str | None, str, int]]:
    """Return the problems of a file: title or None, text, and the number of its first line.

    Blank lines, headings (# or ##) and the marks of a list, a) b) c), separate problems; a heading is the title of the problem after it,
    and what stands before a list, Differentiate:, belongs to each. Lines that start with % or // are comments.
    """
    problems: list[tuple[str | None, str, int]] = []
    title: str | None = None
    lines: list[tuple[int, str]] = []
    before = ""
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.lstrip().startswith(("%", "//")) or _LIST.match(line):
            continue
        heading = re.match(r"\s*#+\s*(.*?)\s*#*\s*$", line)
        if line.strip() and not heading:
            lines.append((number, line))
            continue
        if lines:
            whole = "\n".join(line for _, line in lines)
            if whole.rstrip().endswith(":") and "=" not in whole:
                before = f"{whole}\n"
            else:
                problems += [(title if not place else None, said, first) for place, (said, first) in enumerate(items(lines, before))]
                before, title = before if _MARK.match(whole) else "", None
            lines = []
        if heading:
            title, before = heading[1] or None, ""
    return problems


def one_at_a_time(text: str) -> str:
    """Return what a hint says besides where a text has several problems in it; empty where it has one."""
    several = len(split_problems(text))
    return f"; or derive the {several} problems one at a time, or all of them as a worksheet" if several > 1 else ""


def items(lines: Sequence[tuple[int, str]], before: str = "") -> list[tuple[str, int]]:
    """Return the items of a list in numbered lines, or else all lines as one, each with the number of its first line.

    Before an item stands what stands before the list, so its first line is counted from there.
    """
    marks = {place: mark[1] or "" for place, (_, line) in enumerate(lines) if (mark := _MARK.match(line))}
    places = list(marks)
    if len(places) < 2 or not follow(list(marks.values())):
        shared, starts, ends = before if places else "", [0], [len(lines)]
    else:
        shared, starts, ends = before + "".join(f"{line}\n" for _, line in lines[: places[0]]), places, [*places[1:], len(lines)]
    above = shared.count("\n")
    return [(shared + "\n".join(line for _, line in lines[start:end]), lines[start][0] - above) for start, end in zip(starts, ends, strict=True)]


def follow(marks: Sequence[str]) -> bool:
    r"""Return whether the marks of a list follow each other: a b c, 1 2 3, i ii iii, or none at all where each is an \item.

    >>> follow(["a", "b", "c"]), follow(["1", "2"]), follow(["i", "ii"]), follow(["", ""]), follow(["a", "x"])
    (True, True, True, True, False)
    """
    if not any(marks):
        return True
    if all(mark.isdigit() for mark in marks):
        return [int(mark) for mark in marks] == list(range(int(marks[0]), int(marks[0]) + len(marks)))
    letters = [chr(ord(marks[0][0]) + place) for place in range(len(marks))]
    return list(marks) in (letters, list(_ROMAN[: len(marks)]))
