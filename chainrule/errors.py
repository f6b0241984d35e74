"""The errors that a caller can cause, each saying what, where, and what to do next."""

from __future__ import annotations


class ChainRuleError(Exception):
    """Base of every error that a caller of chainrule can cause.

    ``message`` says what is wrong, ``hint`` how to mend it. ``text`` is the source as typed and ``start``/``end``
    the offending characters in it (0-based, end excluded); without a place they are None.
    """

    def __init__(self, message: str, *, hint: str | None = None, text: str | None = None, start: int | None = None, end: int | None = None) -> None:
        super().__init__(message)
        self.message, self.hint, self.text, self.start, self.end = message, hint, text, start, end

    def __str__(self) -> str:
        lines = [self.message]
        if self.text is not None and self.start is not None:
            lines[0] += f" ({position(self.text, self.start)})"
            lines += ["    " + line for line in marked(self.text, self.start, self.end or self.start + 1)]
        if self.hint:
            lines.append(self.hint)
        return "\n".join(printable(line) for part in lines for line in part.split("\n"))


class ReadError(ChainRuleError):
    """Text that cannot be read as mathematics."""


class LimitExceeded(ReadError):
    """Text beyond a limit: too long, too deep, a number too large."""


class UnknownFunction(ReadError):
    """A function that has no row in the table of functions."""


class ProblemError(ChainRuleError):
    """Definitions that do not make a problem: a name defined twice, a circle, no single output."""


class UnknownName(ChainRuleError):
    """A name asked for that the problem does not contain."""


class NotDifferentiable(ChainRuleError):
    """A derivative that does not exist, or for which the table has no rule."""


class OneOfSeveral(ProblemError, NotDifferentiable):
    """A derivative by a quantity that is one of those a sum adds up, where each has to be asked for by itself."""


class TooLarge(ChainRuleError):
    """A result whose written form would exceed the predicted size that is allowed."""


class NumericError(ChainRuleError):
    """Numbers that cannot be put in: a missing value, a point outside the domain."""


class OutputError(ChainRuleError):
    """A file that cannot be written, a format that is not known."""


class VerificationError(ChainRuleError):
    """A derivation that failed its own check: a defect in chainrule, never shown as a result. Names the step."""


def failed_check(step: str) -> VerificationError:
    """Return the error for a step that numbers contradict."""
    return VerificationError(f"the derivation fails its own check at {step}", hint="this is a defect in chainrule; please report it with the problem")


def position(text: str, start: int) -> str:
    """Return ``line L, column C`` (1-based) of an offset in a text."""
    before = text[:start]
    return f"line {before.count(chr(10)) + 1}, column {start - (before.rfind(chr(10)) + 1) + 1}"


JOINERS = "\u200c\u200d\u200e\u200f"  # invisible, and part of how some scripts are written


def printable(text: str, keep: str = "") -> str:
    """Return a line of someone's text fit to be shown: a blank for each kind of space, � for what is invisible or steers a terminal."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in keep else " " if each.isspace() else "�" for each in text)


MARKED_WIDTH = 100  # characters of a long line shown around a marked place


def marked(text: str, start: int, end: int) -> list[str]:
    """Return the line that holds ``start`` and a line of carets under ``start:end``, a long line cut around it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", first)
    last = len(text) if last < 0 else last
    if last - first > MARKED_WIDTH:
        first = max(first, start - MARKED_WIDTH // 2)
        last = min(last, first + MARKED_WIDTH)
    line = printable(text[first:last])
    width = max(1, min(end, last) - start)
    blank = "".join(" " * columns(character) for character in line[: start - first])
    return [line, blank + "^" * max(1, sum(columns(c) for c in line[start - first : start - first + width]))]


def columns(character: str) -> int:
    """Return how many terminal columns a character takes: 0 for a combining mark, 2 for a wide one, else 1."""
    if character < "\u0300":
        return 1
    import unicodedata

    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
