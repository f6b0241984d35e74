"""The command line: each command is one call of the library and one rendering."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from chainrule.command_words import LeanGroup, MathematicsCommand
from chainrule.errors import ChainRuleError, OutputError
from chainrule.given_numbers import numbers, real_number
from chainrule.streams import checked_target, columns, emit, file_itself, file_text, format_of, problem_text, wants_colour, watched

if TYPE_CHECKING:
    from pathlib import Path

    from chainrule.calculus import Derivation
    from chainrule.document import Document
    from chainrule.homework.classes.apart import Finding
    from chainrule.numeric.descent import Step
    from chainrule.problem import Problem

WRONG, REFUSED, UNDECIDED = 1, 2, 3  # exit codes: a wrong answer; could not read or run; no verdict
INTERRUPTED = 130  # exit code: the user pressed Ctrl-C

Text = Annotated[str, typer.Argument(help='The problem, such as "h(x) = log(2 + cos x)"; - reads standard input, and so is a .txt file read.')]
Wrt = Annotated[list[str] | None, typer.Option(metavar="NAME…", help="What to differentiate by; all inputs when not given.")]
Output = Annotated[str | None, typer.Option(metavar="NAME", help="What to differentiate, where the problem leaves a choice.")]
Order = Annotated[str, typer.Option(metavar="N", help="How often to differentiate.")]
Format = Annotated[str, typer.Option(help="text, latex, pdf, html, markdown, typst or json; by the ending of --out when not given.")]
Out = Annotated[str | None, typer.Option(metavar="FILE", help="Write to a file instead of standard output.")]
Force = Annotated[bool, typer.Option("--force", help="Write over an existing file.")]
Fragment = Annotated[bool, typer.Option("--fragment", help="LaTeX or HTML to paste into a document of one's own.")]
Engine = Annotated[str, typer.Option(help="What makes a PDF: typst or latex.")]
Detail = Annotated[str, typer.Option(help="brief, normal or full.")]
At = Annotated[str, typer.Option(metavar="VALUES", help='Put numbers in: "w1=0.15, w2=0.2".')]
Data = Annotated[str | None, typer.Option(metavar="FILE", help="Put the samples of a CSV file in; its columns are names.")]
Grain = Annotated[str, typer.Option(help="textbook, elementary (one operation a link) or given (one definition a link).")]

app = typer.Typer(name="chainrule", cls=LeanGroup, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback(invoke_without_command=True)
def chainrule(version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False) -> None:
    """Worked derivations by the chain rule."""
    if version:
        from chainrule import __version__

        typer.echo(f"chainrule {__version__}")
        raise typer.Exit


@app.command(cls=MathematicsCommand)
def derive(
    text: Text,
    wrt: Wrt = None,
    output: Output = None,
    order: Order = "1",
    format: Format = "",  # noqa: A002  # the option's name
    out: Out = None,
    force: Force = False,
    fragment: Fragment = False,
    engine: Engine = "",
    detail: Detail = "normal",
    hide: Annotated[str, typer.Option(help="Leave out the answer or the steps.")] = "",
    grain: Grain = "textbook",
    at: At = "",
    data: Data = None,
) -> None:
    """Derive a problem and show the work."""
    from chainrule.api import derive as derive_problem
    from chainrule.document import derivation_document

    target = checked_target(out, force)
    derivation = derive_problem(problem_text(text), wrt=wrt or None, output=output, order=whole_number(order, "order"), grain=grain)
    document = derivation_document(derivation, detail, hide)
    if at or data is not None or hide != "answer":
        document = in_numbers(document, derivation, at, data)
    show(document, format, target, force, fragment=fragment, engine=engine)


@app.command(cls=MathematicsCommand)
def check(
    problem: Text,
    answer: Annotated[str | None, typer.Argument(help="The derivative to be judged; - reads standard input.")] = None,
    work: Annotated[str | None, typer.Option(metavar="FILE", help="Work to be judged line by line; - reads standard input.")] = None,
    hint: Annotated[bool, typer.Option("--hint", help="Give hints instead of the right answer.")] = False,
    form: Annotated[str | None, typer.Option(help="Ask for a form too: factored, expanded, simplified, no-negative-powers or same.")] = None,
    wrt: Wrt = None,
    output: Output = None,
    order: Order = "1",
    format: Format = "",  # noqa: A002
    out: Out = None,
    force: Force = False,
    fragment: Fragment = False,
    engine: Engine = "",
) -> None:
    """Judge an answer, or work line by line.

    The exit code is 0 for right, 1 for wrong, 3 for undecided, and 2 where something could not be read.
    """
    from chainrule.document import verdict_document
    from chainrule.homework import check as check_answer

    target = checked_target(out, force)
    told = None if answer is None else problem_text(answer)
    lines = None if work is None else file_text(work)
    verdict = check_answer(
        problem_text(problem), told, wrt or None, lines, output=output, order=whole_number(order, "order"), form=form, sandbox=True
    )
    show(verdict_document(verdict, hint), format, target, force, fragment=fragment, engine=engine)
    if verdict.correct is not True:
        raise typer.Exit(UNDECIDED if verdict.correct is None else WRONG)


@app.command(cls=MathematicsCommand)
def grade(
    answers: Annotated[str, typer.Argument(help="The answers, a CSV file with a column for who answered, and one called answer; - reads standard input.")],
    problem: Annotated[str, typer.Option(metavar="TEXT", help="The problem; - reads standard input, and so is a .txt file read.")] = "",
    problem_file: Annotated[str, typer.Option(metavar="FILE", help="A file of problems: a column of answers each, or a column problem.")] = "",
    wrt: Wrt = None,
    output: Output = None,
    order: Order = "1",
    form: Annotated[str | None, typer.Option(help="Ask for a form too: factored, expanded, simplified, no-negative-powers or same.")] = None,
    tolerance: Annotated[str | None, typer.Option(metavar="T", help="A relative tolerance; by default that of the digits written.")] = None,
    marks: Annotated[str | None, typer.Option(metavar="FILE", help="Write the answers with their marks to a CSV file.")] = None,
    jobs: Annotated[str, typer.Option(metavar="N", help="The answers judged at once; as many as there are processors when not given.")] = "",
    cluster: Annotated[str, typer.Option(metavar="ADDRESS", help="Judge on a Dask cluster: tcp://HOST:PORT.")] = "",
    format: Format = "",  # noqa: A002
    out: Out = None,
    force: Force = False,
    fragment: Fragment = False,
    engine: Engine = "",
) -> None:
    """Judge the answers of a whole class."""
    from contextlib import nullcontext
    from functools import partial

    from chainrule.document import report_document
    from chainrule.homework.classes.grading import read_problems
    from chainrule.marking import cluster as cluster_at
    from chainrule.marking import grade as grade_class

    target, table = two_targets(out, marks, "--marks", force)
    if problem and problem_file:
        raise ChainRuleError("the problem is given twice, by --problem and by --problem-file")
    posed = problem_text(problem) if problem else read_problems(file_text(problem_file)) if problem_file else None
    times, count = whole_number(order, "order"), whole_number(jobs, "number of jobs") if jobs else None
    within = None if tolerance is None else real_number(tolerance, "tolerance")
    with cluster_at(cluster) if cluster else nullcontext() as executor:
        asked = partial(grade_class, wrt=wrt or None, output=output, order=times, form=form, tolerance=within)
        report = asked(file_itself(answers), posed, executor=executor, jobs=count, progress=grading_bar)
    if table is not None:
        emit(report.csv(), table, force)
    show(report_document(report), format, target, force, fragment=fragment, engine=engine)


def grading_bar(items: Iterator[Finding], total: int) -> Iterator[Finding]:
    """Yield what is found out about answers, with a progress bar."""
    return watched(items, total, "Grading")


@app.command(cls=MathematicsCommand)
def network(
    layers: Annotated[str, typer.Argument(help="The numbers of inputs, of neurons in each hidden layer, and of outputs, such as 4-3-2-1.")],
    activation: Annotated[str, typer.Option(help="One for all layers or, with commas, one for each; linear, softmax and f (unspecified) too.")] = "sigmoid",
    loss: Annotated[str, typer.Option(help="sse, mse, half, ssr, bce, cce or abstract.")] = "sse",
    wrt: Annotated[list[str] | None, typer.Option(metavar="NAME…", help="Weights and biases to differentiate by; all, by deltas, when none is given.")] = None,
    every: Annotated[bool, typer.Option("--all", help="The deltas and the gradient of the whole network.")] = False,
    zero: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A weight or bias that is fixed at zero; may be repeated.")] = None,
    no_bias: Annotated[bool, typer.Option("--no-bias", help="Leave out the biases.")] = False,
    order: Annotated[str, typer.Option(help="What a weight's indices mean: from-to or to-from.")] = "from-to",
    naming: Annotated[str | None, typer.Option(help="O, a, h or plain: what the neurons are called.")] = None,
    format: Format = "",  # noqa: A002
    out: Out = None,
    force: Force = False,
    fragment: Fragment = False,
    engine: Engine = "",
    detail: Detail = "normal",
    at: At = "",
    data: Data = None,
) -> None:
    """Derive a layered network.

    The forward equations, paths, deltas, gradient and update.
    """
    from chainrule.api import derive as derive_problem
    from chainrule.document import network_document
    from chainrule.layered import network as layered

    target = checked_target(out, force)
    if every and wrt:
        raise ChainRuleError("--all asks for the whole network, and --wrt for some names", hint="give one of the two")
    problem = layered(layers, activation, loss, bias=not no_bias, zero=zero or (), order=order, naming=naming)
    derivation = derive_problem(problem, wrt=wrt or None)
    document = in_numbers(network_document(derivation, every or not wrt, detail), derivation, at, data)
    show(document, format, target, force, fragment=fragment, engine=engine)


@app.command(cls=MathematicsCommand)
def descend(
    text: Text,
    data: Annotated[str | None, typer.Option(metavar="FILE", help="The samples, a CSV file whose columns are names.")] = None,
    start: Annotated[str, typer.Option(metavar="VALUES", help='The parameters at the start: "w=1, b=0".')] = "",
    rate: Annotated[str, typer.Option(metavar="η", help="The learning rate.")] = "0.1",
    epochs: Annotated[str, typer.Option(metavar="N", help="The epochs at most.")] = "10000",
    tolerance: Annotated[str, typer.Option(metavar="T", help="The step below which it stops.")] = "1e-6",
    batch: Annotated[str, typer.Option(metavar="all|N", help="The samples of one update.")] = "all",
    fit: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A parameter that changes; all of --start when not given. May be repeated.")] = None,
    activation: Annotated[str, typer.Option(help="Of a layered network, such as 2-3-1 for TEXT; as for network.")] = "",
    loss: Annotated[str, typer.Option(help="Of a layered network; as for network.")] = "",
    output: Output = None,
    format: Annotated[str, typer.Option(help="text, latex, pdf, html, markdown, typst, json, or svg for the curve alone.")] = "",  # noqa: A002
    csv: Annotated[str | None, typer.Option(metavar="FILE", help="Write every step to a CSV file.")] = None,
    out: Out = None,
    force: Force = False,
    fragment: Fragment = False,
    engine: Engine = "",
) -> None:
    """Run gradient descent on a function, or on a loss over samples."""
    from chainrule.api import derive as derive_problem
    from chainrule.api import descend as descent_of
    from chainrule.document import PARAMETERS_LISTED, descent_document, loss_curve
    from chainrule.numeric.descent import DivergenceError, history
    from chainrule.render import render_curve

    target, table = two_targets(out, csv, "--csv", force)
    most, least = whole_number(epochs, "number of epochs"), real_number(tolerance, "tolerance")
    given = numbers(start), real_number(rate, "rate")
    problem = layered_or_text(text, activation, loss)
    descent = descent_of(problem, data, *given, epochs=most, tolerance=least, batch=batch, fit=fit, output=output)
    steps: list[Step] = []
    diverged = None
    try:
        steps.extend(watched(descent, descent.epochs, "Descending"))
    except DivergenceError as error:
        diverged = error
    if table is not None:
        emit(history(steps), table, force)
    kind = format_of(format, target)
    if kind == "svg":
        emit(render_curve(loss_curve(descent, steps)), target, force)
    elif steps:
        names = list(steps[0].parameters)
        told = kind != "json" and len(names) <= PARAMETERS_LISTED  # a record holds the steps alone
        derivation = derive_problem(problem, wrt=names, output=output) if told else None
        show(descent_document(descent, steps, derivation), format, target, force, fragment=fragment, engine=engine)
    if diverged is not None:
        raise diverged


def layered_or_text(text: str, activation: str, loss: str) -> Problem | str:
    """Return a layered network where its layers are given, 2-3-1, else the text of a problem. Raises ChainRuleError for an option of the other."""
    sizes = text.strip()
    if "-" in sizes and all(each.isascii() and each.isdigit() for each in sizes.split("-")):
        from chainrule.layered import network as layered

        return layered(sizes, activation or "sigmoid", loss or "sse")
    if activation or loss:
        raise ChainRuleError("--activation and --loss are those of a layered network", hint="give its layers in place of a formula, such as 2-3-1")
    return problem_text(text)


@app.command(cls=MathematicsCommand)
def graph(
    text: Text,
    wrt: Annotated[list[str] | None, typer.Option(metavar="NAME…", help="Whose ways to mark; all inputs when not given.")] = None,
    output: Output = None,
    format: Annotated[str, typer.Option(help="text, svg, tikz, dot or mermaid.")] = "",  # noqa: A002
    out: Out = None,
    force: Force = False,
    grain: Grain = "textbook",
) -> None:
    """Draw a problem's computation graph."""
    from chainrule.handouts import draw

    target = checked_target(out, force)
    emit(iter([draw(problem_text(text), format_of(format, target, tex="tikz"), wrt=wrt or None, output=output, grain=grain)]), target, force)


@app.command(cls=MathematicsCommand)
def worksheet(
    file: Annotated[str, typer.Argument(help="A file of problems, with blank lines, # headings or a) b) c) between them; - reads standard input.")],
    format: Annotated[str, typer.Option(help="text, latex, pdf, html, markdown or typst.")] = "",  # noqa: A002
    title: Annotated[str, typer.Option(help="The title of the sheet.")] = "Worksheet",
    answers: Annotated[bool, typer.Option("--answers", help="Add a part of solutions at the end.")] = False,
    hide: Annotated[str, typer.Option(help="Leave the answer or the steps out of the solutions.")] = "",
    detail: Detail = "normal",
    engine: Engine = "",
    out: Out = None,
    force: Force = False,
) -> None:
    """Make a sheet of problems, with room to work."""
    from chainrule.handouts import worksheet as make_worksheet

    target = checked_target(out, force)
    sheet = make_worksheet(file_text(file), title=title, answers=answers, detail=detail, hide=hide)
    show(sheet.document, format, target, force, engine=engine)
    if sheet.refused:
        refuse("\n".join(map(str, sheet.refused)))


def two_targets(out: str | None, table: str | None, option: str, force: bool) -> tuple[Path | None, Path | None]:
    """Return the paths of the document and of the table that an option asks for, refused before any work is done. Raises OutputError."""
    first, second = checked_target(out, force), checked_target(table, force)
    if first is not None and second is not None and first.resolve() == second.resolve():
        raise OutputError(f"'{table}' is asked for twice, by {option} and by --out", hint="give each a file of its own")
    return first, second


def in_numbers(document: Document, derivation: Derivation, at: str, data: str | None) -> Document:
    """Return a document with numbers put in; why the problem's own are not is said on standard error."""
    from chainrule.handouts import in_numbers as with_values

    document, note = with_values(document, derivation, numbers(at), data)
    if note:
        print(note, file=sys.stderr)  # noqa: T201  # the derivation stands without them
    return document


def show(document: Document, format: str, target: Path | None, force: bool, **options: bool | str | int) -> None:  # noqa: A002
    """Render a document to a file or to standard output."""
    from chainrule.render import render_pieces

    if target is None and format in ("", "text"):
        options |= {"colour": wants_colour(), "columns": columns()}
    emit(render_pieces(document, format_of(format, target), **options), target, force)


def whole_number(word: str, name: str) -> int:
    """Return an option's value as a number. Raises ChainRuleError."""
    if not (word.isascii() and word.isdigit() and len(word) < 10):
        raise ChainRuleError(f"the {name} must be a whole number, not '{word}'")
    return int(word)


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
