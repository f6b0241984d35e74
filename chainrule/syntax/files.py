"""The problems of a file."""

from __future__ import annotations

import re


def split_problems(text: str) -> list[tuple[str | None, str, int]]:
    """Return the problems of a file: title or None, text, and the number of its first line.

    Blank lines and headings (# or ##) separate problems; a heading is the title of the problem after it.
    Lines that start with % or // are comments.
    """
    problems: list[tuple[str | None, str, int]] = []
    title: str | None = None
    lines: list[str] = []
    first = 0
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.lstrip().startswith(("%", "//")):
            continue
        heading = re.match(r"\s*#+\s*(.*?)\s*#*\s*$", line)
        if line.strip() and not heading:
            first = first if lines else number
            lines.append(line)
            continue
        if lines:
            problems.append((title, "\n".join(lines), first))
            title, lines = None, []
        if heading:
            title = heading[1] or None
    return problems
