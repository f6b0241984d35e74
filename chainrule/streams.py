"""Reading from and writing to files, standard input and the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from chainrule.encoded import decoded
from chainrule.errors import OutputError, ReadError

if TYPE_CHECKING:
    from pathlib import Path

Item = TypeVar("Item")

PATIENCE = 1.0  # seconds without a progress bar
INPUT = 10_000_000  # bytes read at most; the limits of the syntax are far below
ENDINGS = (".txt", ".tex", ".md")  # a problem so called is a file

FORMATS = {  # by the endings of files
    "tex": "latex", "pdf": "pdf", "html": "html", "htm": "html", "md": "markdown", "typ": "typst", "json": "json",
    "txt": "text", "text": "text", "svg": "svg", "dot": "dot", "gv": "dot", "mmd": "mermaid",
}  # fmt: skip


def problem_text(text: str) -> str:
    """Return the text itself, or what standard input holds where it is ``-``, or a file where it is the name of a text file. Raises ReadError."""
    if text == "-":
        if sys.stdin is None:
            raise ReadError("standard input is closed")
        return text_in(sys.stdin.buffer, "standard input")
    return file_text(text) if text.endswith(ENDINGS) else text  # no mathematics ends like that


def file_itself(name: str) -> str | BinaryIO:
    """Return the name of a file, or standard input where it is ``-``, for what reads bytes. Raises ReadError."""
    if name != "-":
        return name
    if sys.stdin is None:
        raise ReadError("standard input is closed")
    return sys.stdin.buffer


def file_text(name: str) -> str:
    """Return what a file holds, or standard input where the name is ``-``. Raises ReadError for a file that cannot be read."""
    if name == "-":
        return problem_text(name)
    try:
        with open(name, "rb") as stream:  # noqa: PTH123  # pathlib costs a tenth of the start-up
            return text_in(stream, f"'{name}'")
    except (OSError, ValueError) as error:
        raise ReadError(f"cannot read '{name}': {getattr(error, 'strerror', None) or error}") from error


def text_in(stream: BinaryIO, name: str) -> str:
    """Return a stream's text, of a document in LaTeX its body. Raises ReadError for one that is too long."""
    read = stream.read(INPUT + 1)
    if len(read) > INPUT:
        raise ReadError(f"{name} is longer than {INPUT:,} bytes")
    text = decoded(read, name)
    if "\\begin{document}" not in text:
        return text
    from chainrule.syntax.files import from_latex

    return from_latex(text)


def checked_target(out: str | None, force: bool) -> Path | None:
    """Return the path to write to, refused before any work is done. Raises OutputError."""
    if out is None:
        return None
    from pathlib import Path

    from chainrule.render.files import check_target

    if not out:
        raise OutputError("the name of the output file is empty")
    check_target(Path(out), force)
    return Path(out)


def format_of(asked: str, target: Path | None, **own: str) -> str:
    """Return the format that is asked for; where none is, that of the file's ending, of which a command may have its ``own``; text without one.

    Raises OutputError for an ending of no format.
    """
    if asked or target is None or not target.suffix:
        return asked or "text"
    found = (FORMATS | own).get(target.suffix.lower()[1:])
    if found is None:
        raise OutputError(f"no format has the ending {target.suffix!r:.20}", hint="say which one is meant, as --format text, or end the name in .tex, .pdf, …")
    return found


def emit(pieces: Iterator[str] | Iterator[bytes], target: Path | None, force: bool) -> None:
    """Write the pieces to a file, whole or not at all, or to standard output. Raises OutputError."""
    if target is not None:
        from chainrule.render.files import save

        save(target, pieces, force)
        return
    try:
        for piece in pieces:
            write(piece)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that what is still waiting troubles nobody
        if not isinstance(error, BrokenPipeError):  # there the reader has seen enough, as in `chainrule derive … | head`
            raise OutputError(f"cannot write to standard output: {error.strerror}") from error


def write(piece: str | bytes) -> None:
    """Write to standard output: bytes to a file or a pipe, not to a terminal. Raises OutputError."""
    if isinstance(piece, str):
        sys.stdout.write(piece)
    elif sys.stdout.isatty():
        raise OutputError("this format is not for a terminal", hint="write it to a file with --out FILE")
    else:
        sys.stdout.buffer.write(piece)


def wants_colour() -> bool:
    """Return whether standard output is a terminal whose user has not declined colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """Return how many columns the terminal has that standard output is; 0 where it is none, or its user has not said."""
    if not sys.stdout.isatty():
        return 0
    said = os.environ.get("COLUMNS", "")
    try:
        return int(said) if said.isdecimal() else os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return 0


def watched(items: Iterable[Item], total: int, doing: str) -> Iterator[Item]:
    """Yield items; a run of more than a second shows a progress bar on standard error, where that is a terminal."""
    from time import monotonic

    if not sys.stderr.isatty():
        yield from items
        return
    waiting, started = iter(items), monotonic()
    done = 0
    for item in waiting:
        yield item
        done += 1
        if monotonic() - started > PATIENCE:
            break
    from rich.console import Console
    from rich.progress import track

    yield from track(waiting, doing, total=total - done, console=Console(stderr=True), transient=True)
