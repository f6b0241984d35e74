"""Work on all second derivatives together, line by line: f_x = 2xy, f_xx = 2y, f_xy = 2x, H = [[2y, 2x], [2x, 0]]."""

from __future__ import annotations

from collections.abc import Callable

from chainrule.errors import ChainRuleError, ReadError
from chainrule.homework.answers.cutting import as_read, limited_lines
from chainrule.homework.answers.question import Question
from chainrule.homework.answers.statements import Reader
from chainrule.homework.answers.vector_entries import entries
from chainrule.homework.answers.words import without_prose
from chainrule.homework.judges.hessian_matrices import leaves_none_out
from chainrule.homework.judges.vector_valued import words_of
from chainrule.homework.verdict import STATUS, LineVerdict, Verdict
from chainrule.homework.worked.several_lines import Claims, Line, Several


def lines_of(work: str, reader: Reader) -> tuple[Line, ...]:
    """Return the lines of work on second derivatives, of which a matrix gives all together."""
    return tuple(Line(text, (found := entries(text)) is not None and not found.flat) for text in without_prose(limited_lines(work), reader.names))


def hessian(several: list[Question], judged: Callable[[str], Verdict | None]) -> Several:
    """Return how work on second derivatives is judged, where ``judged`` judges a matrix of them."""

    def whole(text: str, _: Claims) -> tuple[Verdict | None, LineVerdict]:
        try:
            verdict = judged(text)
        except ReadError as error:
            return None, LineVerdict(as_read(text), "not understood", (error.message,))
        except ChainRuleError as error:
            return None, LineVerdict(as_read(text), "undecided", (error.message,))
        if verdict is None:
            return None, LineVerdict(as_read(text), "not understood", ("this is no matrix of the second derivatives",))
        return verdict, LineVerdict(as_read(text), STATUS[verdict.correct], words_of(verdict), mistake=verdict.mistake)

    return Several(several, whole, leaves_none_out(several[0].problem))
