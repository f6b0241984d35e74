"""The command line: each command is one call of the library and one rendering."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from chainrule.errors import ChainRuleError, OutputError, ReadError

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = 2  # exit code: could not read or run
INTERRUPTED = 130  # exit code: the user pressed Ctrl-C
STANDARD_INPUT = 10_000_000  # bytes read at most; the limits of the syntax are far below

class AsTyped:
    """Hands the words of the command line on as they are."""

    def coerce(self, value: Any, **_: Any) -> Any:
        """Return the value itself."""
        return value


def take_as_typed(command: Any, ctx: Any) -> None:
    """Spare the conversion of words: every parameter is text or a flag, and newer versions of typer import pydantic (70 ms) to see that."""
    for parameter in command.get_params(ctx):
        parameter._runtime_param = AsTyped()  # noqa: SLF001  # a version that has no such attribute is none the worse for it


class LeanGroup(TyperGroup):
    """The commands, with their options read as typed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the options that stand before the command."""
        take_as_typed(self, ctx)
        return super().parse_args(ctx, args)


class MathematicsCommand(TyperCommand):
    """A command whose first argument is mathematics, so that a leading minus does not make an option of it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Sort the words into options and the rest before they are parsed."""
        take_as_typed(self, ctx)
        takes_value = {name: not getattr(option, "is_flag", False) for option in self.params for name in option.opts if name.startswith("--")}
        return super().parse_args(ctx, sorted_words(args, takes_value | {"--help": False}))


app = typer.Typer(name="chainrule", cls=LeanGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


def sorted_words(words: list[str], takes_value: dict[str, bool]) -> list[str]:
    """Return the options with their values first, then ``--`` and the rest.

    An option is ``--`` and a word of letters; ``-x^2`` and ``--x`` to the left of anything else are mathematics. Further
    words right after the value of ``--wrt`` are values of it too, once the mathematics has been seen.
    """
    options: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    last = ""
    for word in waiting:
        name = word.partition("=")[0]
        if word == "--":
            rest += waiting
        elif name in takes_value or is_option(word):
            options.append(word)
            if takes_value.get(word):
                options += [value for value in [next(waiting, None)] if value is not None]
            last = name
        elif last == "--wrt" and rest:
            options += ["--wrt", word]
        else:
            rest.append(word)
            last = ""
    return [*options, "--", *rest]


def is_option(word: str) -> bool:
    """Return whether a word looks like a long option, known or mistyped: ``--form``, not ``--x`` or ``--x^2``."""
    name = word.partition("=")[0][2:]
    return word.startswith("--") and len(name) > 1 and name.replace("-", "").isalpha() and name.isascii()


@app.callback(invoke_without_command=True)
def chainrule(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    """Worked derivations by the chain rule."""
    if version:
        from chainrule import __version__

        typer.echo(f"chainrule {__version__}")
        raise typer.Exit


@app.command(cls=MathematicsCommand)
def derive(
    text: Annotated[str, typer.Argument(help='The problem, such as "h(x) = log(2 + cos x)"; - reads standard input.')],
    wrt: Annotated[list[str] | None, typer.Option(metavar="NAME…", help="What to differentiate by; all inputs when not given.")] = None,
    output: Annotated[str | None, typer.Option(metavar="NAME", help="What to differentiate, where the problem leaves a choice.")] = None,
    order: Annotated[str, typer.Option(metavar="N", help="How often to differentiate.")] = "1",
    format: Annotated[str, typer.Option(help="text, latex or json.")] = "text",  # noqa: A002  # the option's name
    out: Annotated[str | None, typer.Option(metavar="FILE", help="Write to a file instead of standard output.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an existing file.")] = False,
    fragment: Annotated[bool, typer.Option("--fragment", help="LaTeX to paste into a document of one's own.")] = False,
    detail: Annotated[str, typer.Option(help="brief, normal or full.")] = "normal",
    grain: Annotated[str, typer.Option(help="textbook or elementary (one operation a link).")] = "textbook",
) -> None:
    """Derive a problem and show the work."""
    from chainrule.api import derive as derive_problem
    from chainrule.document import derivation_document
    from chainrule.render import render_pieces

    target = checked_target(out, force)
    derivation = derive_problem(problem_text(text), wrt=wrt or None, output=output, order=whole_number(order, "order"), grain=grain)
    document = derivation_document(derivation, detail)
    emit(render_pieces(document, format, fragment=fragment, colour=format == "text" and target is None and wants_colour()), target, force)


def whole_number(word: str, name: str) -> int:
    """Return an option's value as a number."""
    if not (word.isascii() and word.isdigit() and len(word) < 10):
        raise ChainRuleError(f"the {name} must be a whole number, not '{word}'")
    return int(word)


def problem_text(text: str) -> str:
    """Return the text itself, or what standard input holds where it is ``-``."""
    if text != "-":
        return text
    read = sys.stdin.buffer.read(STANDARD_INPUT + 1)
    if len(read) > STANDARD_INPUT:
        raise ReadError(f"standard input is longer than {STANDARD_INPUT:,} bytes")
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"standard input is not UTF-8 text (byte {error.start + 1})") from error


def checked_target(out: str | None, force: bool) -> Path | None:
    """Return the path to write to, refused before any work is done."""
    if out is None:
        return None
    from pathlib import Path

    from chainrule.render.files import check_target

    if not out:
        raise OutputError("the name of the output file is empty")
    check_target(Path(out), force)
    return Path(out)


def emit(pieces: Iterator[str], target: Path | None, force: bool) -> None:
    """Write the pieces to a file, whole or not at all, or to standard output."""
    if target is not None:
        from chainrule.render.files import save

        save(target, pieces, force)
        return
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `chainrule derive … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def wants_colour() -> bool:
    """Return whether standard output is a terminal whose user has not declined colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def main(words: Iterable[str] | None = None) -> None:
    """Run the command line; every error becomes a message on standard error and an exit code."""
    signal.signal(signal.SIGINT, lambda *_: sys.exit(INTERRUPTED))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # an ASCII terminal gets escapes, not a crash
    try:
        app(None if words is None else list(words), prog_name="chainrule")
    except ChainRuleError as error:
        refuse(str(error))
    except (RecursionError, MemoryError):
        refuse("the problem is too large")
    except Exception as error:  # noqa: BLE001  # no traceback reaches a user of the command line
        refuse(f"internal error: {type(error).__name__}: {error}\nThis is a defect in chainrule; the result is not shown.")


def refuse(message: str) -> None:
    """Print a message to standard error and exit."""
    print(message, file=sys.stderr)  # noqa: T201  # the command line's own voice
    sys.exit(REFUSED)
