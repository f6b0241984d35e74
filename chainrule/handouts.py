"""What is handed out besides a derivation's own pages: a picture of its graph, and sheets of problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chainrule.calculus import Derivation
from chainrule.errors import JOINERS, ChainRuleError, ReadError, printable

if TYPE_CHECKING:
    from chainrule.document import Document


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
    r"""Return a sheet of the problems in a text, which blank lines or headings (``# Title``) separate.

    With ``answers`` there is a part of solutions at the end; ``detail`` and ``hide`` ("answer" or "steps") are those of each.
    Raises ReadError where no problem can be read.

    >>> sheet = worksheet("sin(x^2)\n\n# Two layers\nz = 4x + 7y; x = a^2")
    >>> len(sheet.refused)
    0
    """
    from chainrule.api import derive
    from chainrule.document.worksheet import Problem, worksheet_document
    from chainrule.syntax import split_problems

    problems: list[Problem] = []
    refused: list[Refused] = []
    for heading, lines, first in split_problems(text):
        try:
            problems.append(Problem(len(problems) + 1, printable(heading or "", keep=JOINERS), derive(lines)))
        except ChainRuleError as error:
            refused.append(Refused(first, error))
    if not problems:
        reasons = "\n".join(map(str, refused)) or "the text is empty"
        raise ReadError(f"there is no problem to make a sheet of\n{reasons}", hint="separate problems by blank lines; # starts a title")
    return Worksheet(worksheet_document(title, problems, answers, detail, hide), tuple(refused))
