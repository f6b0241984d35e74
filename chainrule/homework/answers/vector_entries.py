r"""The entries of an answer with several components: ⟨−sin t, cos t⟩, [[2xy, x^2], [5, cos y]], \begin{pmatrix} … \end{pmatrix}."""

from __future__ import annotations

import re
from typing import NamedTuple

from chainrule.homework.answers.outside import between, outside_brackets
from chainrule.problem import Problem
from chainrule.syntax.around.listed import ROW, in_round_brackets
from chainrule.syntax.asked.differentials import asks_differential
from chainrule.syntax.asked.lines import asked_line

LONGEST = 20_000  # characters of an answer
_SHELL = re.compile(r"\$+|\\\[(?!\s*\d*\s*(?:mm|pt|em|ex)\])|\\\]|\\\((?!\s)|\\\)|\\(?:left|right|displaystyle|big|Big|bigg)(?![A-Za-z])|\\[,!;]")
EQUALS = re.compile(r"(?<![<>!:=])(?::=|=|≔)(?![=>])")
_ENVIRONMENT = re.compile(r"[(\[]?\s*\\begin\s?\{([pbB]?(?:small)?matrix|array)\}(?:\{[lcr|]+\})?(.*?)\\end\s?\{\1\}\s*[)\]]?", re.DOTALL)
_CALL = re.compile(r"(?:(?:sympy|sp|np|numpy|torch)\.)?(?:Immutable)?(?:Matrix|array|tensor|matrix|Vector|vector)\s*\((?P<inside>.*)\)\Z", re.DOTALL)
_TRANSPOSED = re.compile(r"\s*(?:\^\s*\{?\s*(?:T|⊤|\\top|\\intercal|\\mathsf\s?\{?T\}?|\\mathrm\s?\{?T\}?)\s*\}?|⊤|ᵀ|\.T)\Z")
_BETWEEN = re.compile(r"[,;\n]|\band\b")
_FIRST = re.compile(r"\s*(?:(?P<of>[^\W\d_])_\w|[d∂]\s?(?P<top>[^\W\d_])\s?/\s?[d∂]\s?\w)\s?=(?!=)")  # f_x = 1 f_y = 2
_COMMA, _SEMICOLON = re.compile(","), re.compile(";|\n")
_SEVERAL = re.compile(
    r"[,;&∇îĵ]|\\(?:nabla|hat|vec|mathbf|begin)|\bgrad\b|(?<![A-Za-z_{\\])[a-z]?[ij](?![A-Za-z(])|(?<![A-Za-z]{2})d\s?[^\W\d_]|\band\b"
    r"|=[^=]*\s(?:[^\W\d_]_\w|∂\s?\w\s?/\s?∂\s?\w)\s?="
)
_GRADIENT = re.compile(r"∇|\\nabla|\bgrad(?:ient)?\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:partial\s+derivatives|partials|(?:both|all)\s+(?:\w+\s+){0,2}derivatives)\b", re.IGNORECASE)
_SHOWN = re.compile(r"⊙|\\odot(?![A-Za-z])|[\w)\]}]\s?\^\s?(?:\{\s?)?(?:T|⊤|\\top|\\intercal)(?![A-Za-z])|[\w)\]}]ᵀ")
_PAIRS = {"(": ")", "[": "]", "{": "}"}


class Entries(NamedTuple):
    """The rows of an answer; ``flat`` tells a vector from a matrix, and ``left`` is what stands before the last =.

    ``several`` says that the entries, or the rows, come from statements of their own: x' = 1, y' = 2t.
    """

    rows: tuple[tuple[str, ...], ...]
    flat: bool
    left: str = ""
    several: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows there are, and how many entries in the first one."""
        return len(self.rows), len(self.rows[0])

    def turned(self) -> Entries:
        """Return the entries with rows and columns exchanged."""
        return self._replace(rows=tuple(zip(*self.rows, strict=True)))


def asks_for_gradient(problem: Problem) -> bool:
    """Return whether a problem speaks of a gradient."""
    return _GRADIENT.search(problem.text) is not None


def asks_for_all(problem: Problem) -> bool:
    """Return whether a problem says that it asks for several derivatives: a gradient, the partial derivatives, f_x and f_y."""
    return _ALL.search(problem.text) is not None or len(problem.wrt) > 1 or asks_for_gradient(problem)


def asks_together(problem: Problem) -> bool:
    """Return whether a problem asks for what several derivatives make, in one answer: them all, a tangent plane, dz."""
    text, output = problem.text, problem.output or (problem.definitions[-1].name if problem.definitions else "")
    return asks_for_all(problem) or asked_line(text) in ("plane", "linear") or asks_differential(text, output)


def may_be_several(answer: str) -> bool:
    """Return whether an answer has a sign of derivatives by several names: a comma, unit vectors, differentials, ∇."""
    return _SEVERAL.search(answer) is not None


def shows_vectors(answer: str) -> bool:
    """Return whether an answer has signs that stand between vectors and matrices alone: x^T and ⊙."""
    return _SHOWN.search(answer) is not None


def entries(answer: str) -> Entries | None:
    """Return the entries of an answer; None where it is one expression.

    >>> entries("r'(t) = <-sin t, cos t>")
    Entries(rows=(('-sin t', 'cos t'),), flat=True, left="r'(t)", several=False)
    >>> entries("[[2x, 1], [0, y]]").rows
    (('2x', '1'), ('0', 'y'))
    """
    if len(answer) > LONGEST:
        return None
    text = _SHELL.sub(lambda found: " " * len(found[0]), answer).strip().rstrip(".").strip()
    if stated := statements(text):
        return of_statements([each[outside_brackets(EQUALS, each)[-1].end() :].strip() for each in stated])
    equals = outside_brackets(EQUALS, text)
    left, body = (text[: equals[-1].start()].strip(), text[equals[-1].end() :].strip()) if equals else ("", text)
    turned = (found := _TRANSPOSED.search(body)) is not None
    body = body[: found.start()] if found else body
    if (call := _CALL.match(body)) is not None:
        body = call["inside"].strip()
    if (found := _ENVIRONMENT.fullmatch(body)) is not None:
        rows = [tuple(entry.strip() for entry in row.split("&")) for row in ROW.split(found[2])]
        return of_rows([row for row in rows if any(row)], left, turned)
    body = in_round_brackets("=" + body)[1:].strip()
    inside = body[1:-1] if encloses(body) else body
    if encloses(body) and len(outside_brackets(_SEMICOLON, inside)) > 0:
        return of_rows([tuple(split(row, _COMMA)) for row in split(inside, _SEMICOLON)], left, turned)
    parts = split(inside, _COMMA)
    if len(parts) < 2:
        return of_rows([tuple(split(parts[0][1:-1], _COMMA))], left, turned) if encloses(parts[0]) and len(split(parts[0][1:-1], _COMMA)) > 1 else None
    if all(encloses(part) for part in parts):
        rows = [tuple(split(part[1:-1], _COMMA)) for part in parts]
        if len(rows[0]) > 1 or all(part[0] == "[" for part in parts):
            return of_rows(rows, left, turned)
    return Entries((tuple(parts),), True, left) if all(parts) else None


def in_lists(text: str) -> str:
    """Return a text with its environments as lists of rows in square brackets, or of entries where there is one row."""

    def listed(found: re.Match[str]) -> str:
        rows = [f"[{', '.join(map(str.strip, row.split('&')))}]" for row in ROW.split(found[2]) if row.strip()]
        return f"[{', '.join(rows)}]" if len(rows) > 1 else "".join(rows)

    return _ENVIRONMENT.sub(listed, text)


def statements(text: str) -> list[str]:
    """Return the statements of an answer that is several, x' = 1 and y' = 2t or f_x = 1 f_y = 2; empty where it is not."""
    parts = split(text, _BETWEEN)
    if len(parts) == 1 and (first := _FIRST.match(text)):
        left = rf"{first['of']}_\w" if first["of"] else rf"[d∂]\s?{first['top']}\s?/\s?[d∂]\s?\w"
        parts = split(text, re.compile(rf"(?<=[\w)\]}}²³])\s+(?={left}\s?=(?!=))"))
    return parts if len(parts) > 1 and all(outside_brackets(EQUALS, each) for each in parts) else []


def of_statements(sides: list[str]) -> Entries | None:
    """Return the entries, or the rows, that several statements give."""
    rows = [entries(side) for side in sides]
    if all(row is None for row in rows):
        return Entries((tuple(sides),), True, several=True)
    flat = [row.rows[0] for row in rows if row is not None and row.flat]
    found = of_rows(flat, "", turned=False) if len(flat) == len(sides) else None
    return None if found is None else found._replace(several=True)


def of_rows(rows: list[tuple[str, ...]], left: str, turned: bool) -> Entries | None:
    """Return the entries in some rows: a row or a column alone is a vector; None where the rows are not as long as each other."""
    if not rows or len({len(row) for row in rows}) > 1 or not all(entry for row in rows for entry in row):
        return None
    if len(rows) == 1 or len(rows[0]) == 1:
        flat = tuple(entry for row in rows for entry in row)
        return Entries((flat,), True, left) if len(flat) > 1 else None
    found = Entries(tuple(rows), False, left)
    return found.turned() if turned else found


def split(text: str, pattern: re.Pattern[str]) -> list[str]:
    """Return the parts of a text between the matches outside of brackets."""
    return [part.strip() for part in between(text, outside_brackets(pattern, text))]


def encloses(text: str) -> bool:
    """Return whether one pair of brackets stands around all of a text."""
    if len(text) < 2 or _PAIRS.get(text[0]) != text[-1]:
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if depth == 0:
            return place == len(text) - 1
    return False
