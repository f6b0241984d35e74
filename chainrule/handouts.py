"""What is handed out: a derivation's worked solution in a format, a picture of its graph, and sheets of problems."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from chainrule.calculus import Derivation
from chainrule.errors import JOINERS, ChainRuleError, ReadError, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainrule.api import Data
    from chainrule.document import Document
    from chainrule.numeric import Evaluation

NOT_ASKED = "the given values are put in at a point, and none is asked for\nask for one, as in f'(2), or add --at \"x=2\""


@overload
def solution(problem: Any, format: Literal["pdf"], **options: Any) -> bytes: ...
@overload
def solution(problem: Any, format: str = "text", **options: Any) -> str: ...
def solution(
    problem: Any,
    format: str = "text",  # noqa: A002  # the option's name everywhere
    *,
    detail: str = "normal",
    hide: str = "",
    at: Mapping[str, float] | None = None,
    data: Data | None = None,
    fragment: bool = False,
    engine: str = "",
    **options: Any,
) -> str | bytes:
    """Return the worked solution of a problem: as ``text``, ``latex``, ``html``, ``markdown``, ``typst`` or ``json``, and as bytes as ``pdf``.

    ``problem`` is a Derivation, or whatever ``derive`` takes, with its options; of a layered network without ``wrt`` the deltas and the
    gradient are worked out. ``detail`` is "brief", "normal" or "full", ``hide`` leaves out the "answer" or the "steps". ``at`` are values
    to put in, and ``data`` samples, as for ``evaluate``. ``fragment`` leaves out what makes LaTeX or HTML a document of its own;
    ``engine`` makes the PDF, "typst" or "latex".

    Raises OutputError for another format or detail, and a ChainRuleError as ``derive`` does.

    >>> print(solution("sin(x^2)", detail="brief"))
      y = sin(x²)
    <BLANKLINE>
      Split it                                    x → u → y
        y = sin(u)
        u = x²
    <BLANKLINE>
      Chain rule
        dy/dx = dy/du · du/dx
    <BLANKLINE>
      Answer
        dy/dx = 2x cos(x²)
    <BLANKLINE>
    """
    from chainrule.api import derive
    from chainrule.document import derivation_document, network_document
    from chainrule.render import FORMATS, render_pieces

    derivation = problem if isinstance(problem, Derivation) else derive(problem, **options)
    if derivation.graph.problem.layers is None or hide:
        document = derivation_document(derivation, detail, hide)
    else:
        document = network_document(derivation, derivation is not problem and options.get("wrt") is None, detail)
    if hide != "answer" or at or data is not None:
        document, note = in_numbers(document, derivation, at or {}, data)
        if note:
            warnings.warn(note, stacklevel=2)
    pieces = render_pieces(document, format, fragment=fragment, engine=engine)
    return b"".join(cast("Iterator[bytes]", pieces)) if FORMATS[format].binary else "".join(cast("Iterator[str]", pieces))


def in_numbers(document: Document, derivation: Derivation, at: Mapping[str, float], data: Data | None) -> tuple[Document, str]:
    """Return a document with the numbers put in that are given, if any, else those at which the problem asks for the derivative.

    With it comes a note on why the problem's own numbers are not put in; it is empty where they are, and where it has none.
    Raises NumericError for given values at which there is no number.
    """
    point = {} if at or data is not None else asked_point(derivation)
    if not at and data is None and not point:
        return document, NOT_ASKED if derivation.stages[0].graph.problem.known else ""
    from chainrule.api import evaluate
    from chainrule.document import with_numbers

    given = point or dict(at)
    try:
        found = derivation.at(given) if data is None else evaluate(derivation.graph.problem, data, given, output=derivation.output)
        there = right_beside(derivation, given) if data is None else None
        if point and not derivation.graph.problem.known:
            _ = found.gradient  # which may have no number where the values have: √x at 0
    except ChainRuleError as error:
        if not point:
            raise
        return document, f"at the point: {error}"
    return with_numbers(document, derivation, found, there), ""


def right_beside(derivation: Derivation, point: Mapping[str, Any]) -> Evaluation | None:
    """Return the numbers right beside a point, which tell what is 0 but for rounding; None where there are none."""
    from chainrule.numeric.noise import beside

    if not all(isinstance(value, (int, float)) for value in point.values()):
        return None
    try:
        found = derivation.at(beside(point))
        _ = found.gradient
    except ChainRuleError:
        return None
    return found


def asked_point(derivation: Derivation) -> dict[str, float]:
    """Return the values at which a problem asks for its derivative; none where it asks for it everywhere."""
    from chainrule.numeric.program import value_of

    graph = derivation.stages[0].graph
    point = graph.problem.values_for(derivation.wrt[0]) if graph.problem.point else {}
    return {name: float(value_of(point[name], {})) for name in graph.inputs if name in point}


def draw(problem: Any, format: str = "svg", **options: Any) -> str:  # noqa: A002  # the option's name everywhere
    """Return a picture of the computation graph, with the local derivatives on its edges and the asked ways marked.

    ``problem`` is a Derivation, or whatever ``derive`` takes, with its options. ``format`` is "svg", "tikz", "dot", "mermaid" or "text".
    Raises OutputError for another format.

    >>> print(draw("z = 4x + 7y, x = a² + 7b", "text", wrt="a"), end="")
    z = 4x + 7y
    ├─ x = a² + 7b   ∂z/∂x = 4
    │  ├─ a          ∂x/∂a = 2a
    │  └─ b
    └─ y
    """
    from chainrule.api import derive
    from chainrule.document import graph_figure
    from chainrule.render import render_picture

    derivation = problem if isinstance(problem, Derivation) else derive(problem, **options)
    return "".join(render_picture(graph_figure(derivation), format))


@dataclass(frozen=True, slots=True)
class Refused:
    """A problem of a sheet that could not be read or derived: the line of the file on which it starts, and why."""

    line: int
    error: ChainRuleError

    def __str__(self) -> str:
        error, before = self.error, self.line - 1
        if error.text is None or error.start is None:
            return f"line {self.line}: {error}"
        end = None if error.end is None else error.end + before
        return str(ChainRuleError(error.message, hint=error.hint, text="\n" * before + error.text, start=error.start + before, end=end))


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A sheet of the problems that could be derived, and those that could not."""

    document: Document
    refused: tuple[Refused, ...]


def worksheet(text: str, *, title: str = "Worksheet", answers: bool = False, detail: str = "normal", hide: str = "") -> Worksheet:
    r"""Return a sheet of the problems in a text, which blank lines or headings (``# Title``) separate; lines that are no problem together are one each.

    With ``answers`` there is a part of solutions at the end; ``detail`` and ``hide`` ("answer" or "steps") are those of each.
    Raises ReadError where no problem can be read.

    >>> sheet = worksheet("sin(x^2)\n\n# Two layers\nz = 4x + 7y; x = a^2")
    >>> len(sheet.refused)
    0
    """
    from chainrule.api import derive
    from chainrule.document.worksheet import Problem, worksheet_document
    from chainrule.several import problems_of

    problems: list[Problem] = []
    refused: list[Refused] = []
    for heading, lines, first in problems_of(text):
        try:
            problems.append(Problem(len(problems) + 1, printable(heading or "", keep=JOINERS), derive(lines)))
        except ChainRuleError as error:
            refused.append(Refused(first, error))
    if not problems:
        reasons = "\n".join(map(str, refused)) or "the text is empty"
        raise ReadError(f"there is no problem to make a sheet of\n{reasons}", hint="separate problems by blank lines; # starts a title")
    return Worksheet(worksheet_document(title, problems, answers, detail, hide), tuple(refused))
