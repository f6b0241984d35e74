"""The problems of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"[^\S\n]*(?:\(?(\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\\item(?![a-z]))[^\S\n]+(?=\S)")  # a) or 1. or (ii) in front of a problem
_LIST = re.compile(r"\s*\\(?:begin|end)\s*\{(?:enumerate|itemize|parts|subparts|questions|multicols)\}(?:[\[{][^\]}]*[\]}])?\s*\Z")
_WORDS = re.compile(r"[A-Za-z\s,.:;'’()-]+")  # without a formula
# A document in LaTeX: what is no problem in it, and what stands for the marks and titles of plain text.
_BODY = re.compile(r"\\begin\s*\{document\}(.*?)(?:\\end\s*\{document\}|\Z)", re.DOTALL)
_SECTION = re.compile(r"\s*\\(?:sub)*(?:section|paragraph|chapter|part)\*?\s*\{([^{}]*)\}\s*(?:\\label\{[^{}]*\})?\s*\Z")
_TASK = re.compile(r"(?m)^([^\S\n]*)\\(?:question|part|subpart|problem|exercise|item)(?:\s*\[[^\]\n]*\])?(?![A-Za-z*{])[^\S\n]*")
_AROUND = re.compile(
    r"\s*(?:\\(?:maketitle|newpage|clearpage|pagebreak|noindent|(?:small|med|big)skip|hfill|vfill|centering|printanswers)(?![A-Za-z])"
    r"|\\(?:title|author|date|vspace\*?|hspace\*?|label|setcounter|addtocounter|pagestyle|thispagestyle)(?:\{[^{}]*\})+"
    r"|\\(?:begin|end)\s*\{(?:center|document|flushleft|small|large)\})*\s*\Z"
)
_OWN = re.compile(r"\s*\\(?:begin|end)\s*\{(?:exercises?|problems?|question|task|ex|prob|exo|aufgabe)\*?\}(?:\[[^\]]*\])?\s*(?:\\label\{[^{}]*\})?\s*\Z")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def split_problems(text: str) -> list[tuple[str | None, str, int]]:
    """Return the problems of a file: title or None, text, and the number of its first line.

    Blank lines, headings (# or ##) and the marks of a list, a) b) c), separate problems; a heading is the title of the problem after it,
    and what stands before a list, Differentiate:, belongs to each. Lines that start with % or // are comments. Of a document in LaTeX
    the body counts, with its sections as headings.
    """
    text = from_latex(text)
    problems: list[tuple[str | None, str, int]] = []
    title: str | None = None
    lines: list[tuple[int, str]] = []
    before = ""
    every = [*text.splitlines(), ""]
    for number, line in enumerate(every, start=1):
        if line.lstrip().startswith(("%", "//")) or _LIST.match(line):
            continue
        heading = re.match(r"\s*#+\s*(.*?)\s*#*\s*$", line)
        if line.strip() and not heading:
            lines.append((number, line))
            continue
        if lines:
            found = items(lines, before)
            task = opening(found[-1][0].removeprefix(before), listed=marked(every[number:]))
            found = found[:-1] if task else found
            problems += [(None if place else title, said, first) for place, (said, first) in enumerate(found)]
            title = None if found else title
            before = task or (before if _MARK.match(lines[0][1]) else "")
            lines = []
        if heading:
            title, before = heading[1] or None, ""
    return problems


def by_lines(said: str) -> list[tuple[str, int]]:
    r"""Return the lines of a problem, each as one after what stands before all of them, with how many lines are above it.

    >>> by_lines("Differentiate:\ny = sin(x^2)\ny = x^3")
    [('Differentiate:\ny = sin(x^2)', 0), ('Differentiate:\ny = x^3', 1)]
    """
    first, *rest = said.split("\n")
    task = opening(first, listed=True)
    lines = rest if task else [first, *rest]
    return [(task + line, place) for place, line in enumerate(lines) if line.strip()]


def opening(said: str, *, listed: bool) -> str:
    """Return a paragraph that belongs to each item of a list after it, without a mark: one that ends with a colon, or of words alone where a list follows."""
    task = said[mark.end() :] if (mark := _MARK.match(said)) else said
    return f"{task}\n" if "=" not in task and (task.rstrip().endswith(":") or (listed and _WORDS.fullmatch(task))) else ""


def from_latex(text: str) -> str:
    r"""Return a document in LaTeX as plain text of as many lines: its body, # for a section, \item for the marks of problems; any other text as it is."""
    body = _BODY.search(text)
    if body is None:
        return text
    kept = "\n" * text.count("\n", 0, body.start(1)) + _TASK.sub(r"\1\\item ", body[1])
    return "\n".join(_line(line) for line in kept.split("\n"))


def _line(line: str) -> str:
    """Return a line of LaTeX as one of plain text."""
    if section := _SECTION.match(line):
        return f"# {section[1]}"
    if _OWN.match(line):
        return ""
    return "%" if line.strip() and _AROUND.match(line) else line


def marked(lines: Sequence[str]) -> bool:
    """Return whether the next line that is not empty has the mark of a problem, or begins a list."""
    following = next((line for line in lines if line.strip()), "")
    return bool(_MARK.match(following) or _LIST.match(following))


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
