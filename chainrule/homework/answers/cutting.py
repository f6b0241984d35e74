"""Cutting a piece of work into statements, and reading them."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace

from chainrule.errors import LimitExceeded, ReadError
from chainrule.homework.answers.asides import REMARK
from chainrule.homework.answers.labels import without_labels
from chainrule.homework.answers.otherwise import without_marks
from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.homework.answers.statements import NoLeftSide, Reader, Statement
from chainrule.homework.values.lengths import with_counts
from chainrule.problem import Problem
from chainrule.syntax.around.languages import JOINING, SETTING
from chainrule.syntax.pieces.written import with_pieces
from chainrule.syntax.tokens.token import PIECES

MOST_LINES = 500  # statements of one piece of work
NEAR = 40  # characters beside a comma in which a value is looked for
_VALUE = r"[-−+]?\s?[\d.√π/][\d.√π/\s]*+"
_VALUE_BEFORE = re.compile(rf"=\s*{_VALUE}$")
_VALUE_BEHIND = re.compile(rf"\s*(?:(?:or|and)\s+)?{_VALUE}(?:$|[,;])")
_GAP = re.compile(r"\s+\|\s+|\s{2,}|\t")
_ONE_STATEMENT = re.compile(r"[^\W\d][\w'′’()/]{0,20} ?= ?[^=|\s][^=|]*$")
_COMMA = re.compile(r"[,;]")
_WORDS = rf"so(?:\s+that)?|then|hence|thus|therefore|and|where|with|since|because|which\s+gives|giving|{JOINING}"
_STATEMENT = r"(?=[\\\w∂∇][\w'′’()/{}\\∂^]{0,30}\s*=(?!=))"
_BETWEEN = re.compile(
    rf"(?:(?<!\s)\s+(?:(?:{_WORDS})\b|[⇒→⟹∴]|[-=]>|\\(?:Rightarrow|implies|therefore|to)\b)|\.(?:\s+(?:{_WORDS})\b)?(?=\s))\s*{_STATEMENT}", re.IGNORECASE
)
_ORDER = r"\s*(?:[<>]=?|≤|≥|\\[lg]eq?(?![a-z]))\s*"
_SIDE = r"[^\s:,;=<>≤≥]{1,20}"
_LED_BY_CONDITION = re.compile(  # x < 0: 2x, for x > 0, f'(x) = cos x
    rf"^[^\S\n]*(?P<led>(?:for|if|when|where)\s+)?(?P<condition>{_SIDE}{_ORDER}{_SIDE}(?:{_ORDER}{_SIDE})?)[^\S\n]*(?::|(?(led),|:))[^\S\n]*(?P<said>[^\n]+)$",
    re.MULTILINE,
)
_SHOWN = dict(zip(PIECES, (" if ", " if ", ", ", " and ", " or ", *(f" {sign} " for sign in "<≤>≥=≠")), strict=True))
_IF, _THEN, _NEXT, *_ = PIECES
_REST = re.compile(rf"{_NEXT}(?=[^{_IF}{_THEN}{_NEXT}]*\Z)")
PIECE_SIGNS = frozenset(PIECES)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s?\{(?:align|aligned|alignat|gather|gathered|equation|split|eqnarray|multline)\*?\}")
_REASON = re.compile(r"^(?:by|using|from|with)\s+(?:the\s+)?(?:[a-z]+\s+){1,3}rules?$", re.IGNORECASE)
_REMARK = re.compile(rf"(?<=\S){REMARK}$", re.IGNORECASE)
_ALIKE = r"by\s+symmetry|similarly|likewise|finally|next|first(?:ly)?|second(?:ly)?"
_LEADING = rf"(?:(?:{_WORDS}|{_ALIKE}|let|now|with|also|but|set|put|we\s+(?:have|get|let|set|put|know|find|obtain)|{SETTING})\b[\s,:]*)"
_NUMBER = r"(?:(?:step|line)\s*)?(?:\(?\d{1,2}[.):]|\([a-z]\)|[a-z]\))"  # Step 1: 2) (3) 4. b)
_NUMBERED = re.compile(rf"^\s*{_NUMBER}\s+(?={_LEADING}*{_STATEMENT})", re.IGNORECASE)
_BULLET = re.compile(rf"^\s*[-–—*•·]\s+{_STATEMENT}")
_DOLLARS = re.compile(r"(?<!\\)\$+(?=[\s.,;:)]|\Z)|(?<![^\s(])\$+")
_LED = re.compile(rf"^{_LEADING}+{_STATEMENT}", re.IGNORECASE)


def lines_of_work(text: str) -> list[str]:
    """Return the statements of a piece of work: its lines, and the parts of a line between commas, semicolons or words such as so and then."""
    found: list[str] = []
    text = with_pieces(_LED_BY_CONDITION.sub(_condition_last, "\n".join(map(_without_dollars, text.splitlines()))))
    for line in _unlisted(_ENVIRONMENT.sub("\n", text).replace("\\\\", "\n").replace("&", "").splitlines()):
        parts = between(line, [each for each in outside_brackets(_COMMA, line) if not _is_one_more_value(line, each.start())])
        pieces = [piece for part in parts for piece in _columns(part) if piece.partition("#")[0].strip()]
        found += [_LED.sub("", statement.strip()) for piece in pieces for statement in _apart(piece)]
    return [_REMARK.sub("", each) for each in found if not _REASON.match(each)]


def _is_one_more_value(line: str, place: int) -> bool:
    """Return whether a comma stands between values of one quantity: x = 0, 2."""
    before, behind = line[max(place - NEAR, 0) : place], line[place + 1 : place + NEAR]
    return _VALUE_BEFORE.search(before) is not None and _VALUE_BEHIND.match(behind) is not None


def _columns(part: str) -> list[str]:
    """Return the statements that stand side by side with wide gaps or bars between them: u = x    v = sin x."""
    columns = _GAP.split(part.strip())
    return columns if len(columns) > 1 and all(map(_ONE_STATEMENT.match, columns)) else [part]


def _without_dollars(line: str) -> str:
    """Return a line without the dollar signs around formulas that stand among words: Let $u = x^2$."""
    before, _, rest = line.partition("$")
    return _DOLLARS.sub("", line) if rest and any(map(str.isalpha, before + rest.rpartition("$")[2])) else line


def _condition_last(found: re.Match[str]) -> str:
    """Return x < 0: f'(x) = 2x with the condition behind, as a piece has it."""
    return f"{found['said']} if {found['condition'].strip()}"


def as_read(line: str) -> str:
    """Return a statement with its pieces in words and signs that a reader knows."""
    if PIECE_SIGNS.isdisjoint(line):
        return line
    line = _REST.sub(" else ", line)
    return re.sub(r"\s+([,)])", r"\1", " ".join("".join(_SHOWN.get(sign, sign) for sign in line).split()))


def _unlisted(lines: list[str]) -> list[str]:
    """Return lines without their numbers and labels, and without bullets where several have them: - u = 2x + 1."""
    lines = [without_labels(without_marks(_NUMBERED.sub("", line))) for line in lines]
    bullets = sum(_BULLET.match(line) is not None for line in lines)
    return [_BULLET.sub("", line) for line in lines] if bullets > 1 else lines


def _apart(piece: str) -> list[str]:
    """Return the statements that words stand between: y = u^4 so dy/du = 4u^3."""
    return between(piece, [cut for cut in outside_brackets(_BETWEEN, piece) if "=" in piece[: cut.start()]])


def limited_lines(text: str) -> list[str]:
    """Return the statements of a piece of work. Raises LimitExceeded where they are too many."""
    written = lines_of_work(text)
    if len(written) > MOST_LINES:
        raise LimitExceeded(f"the work has {len(written)} lines", hint=f"the limit is {MOST_LINES} lines")
    return written


def read_line(reader: Reader, text: str, problem: Problem) -> Statement:
    """Return a line as a statement, with as many terms in its sums as in those of the problem.

    Of several sides of a derivative, one before the last that cannot be read is passed over. Raises ReadError.
    """
    statement = read_alone(reader, text)
    return replace(statement, sides=tuple(with_counts(side, problem) for side in statement.sides))


def read_alone(reader: Reader, text: str) -> Statement:
    """Return a line as a statement, as it stands."""
    try:
        return reader.statement(text)
    except ReadError as error:
        with suppress(ReadError):
            statement = reader.statement(text, alone=True)
            about = statement.left
            if about.kind == "derivative" if about is not None else is_equation(error, statement) and not reader.vectors:
                return statement
        raise error from None


def is_equation(error: ReadError, statement: Statement) -> bool:
    """Return whether a line that has no quantity before its = says that expressions are equal."""
    return isinstance(error, NoLeftSide) and len(statement.sides) > 1 and not statement.continued
