r"""LaTeX: a whole article that pdflatex compiles with amsmath alone, or the fragment to paste into one's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from unicodedata import normalize

from chainrule.document import Block, Document, Equation, Equations, Heading, Paragraph, Prose, Sum
from chainrule.notation import latex
from chainrule.notation.names import ACCENTS, MACROS
from chainrule.notation.tex import BRACKETS, WRITERS
from chainrule.notation.writing import pieces_of, settled
from chainrule.render.lines import width
from chainrule.tree import Tree, fold

BEFORE = r"""\documentclass[fleqn]{article}
\usepackage[a4paper, margin=22mm]{geometry}
\usepackage{amsmath}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\setlength{\parskip}{1ex}
\setlength{\jot}{1ex}
\begin{document}
"""
AFTER = "\\end{document}\n"

ROWS = 24  # rows of one aligned group; TeX reads a group as a whole
LINE = 72  # columns of plain text that take about the width of a line of formulas
OPERATORS = frozenset((" + ", " - ", r" \cdot "))

SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_", "^": r"\^{}", "~": r"\~{}",
    "<": "$<$", ">": "$>$", "|": "$|$", "\"": "''", "−": "$-$", "·": r"$\cdot$", "×": r"$\times$", "→": r"$\to$", "…": r"\ldots{}", "∂": r"$\partial$",
    "≤": r"$\leq$", "≥": r"$\geq$", "≠": r"$\neq$", "√": r"$\surd$", "∞": r"$\infty$", "′": "$'$", "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--",
}  # fmt: skip
TEXT_ACCENTS = {"hat": "^", "bar": "=", "dot": ".", "ddot": '"', "tilde": "~", "check": "v", "breve": "u", "acute": "'", "grave": "`", "mathring": "r"}
_MARKS = {ACCENTS[name]: "\\" + accent for name, accent in TEXT_ACCENTS.items()}
_INVISIBLE = re.compile(r"\\(?:left|right|frac|mathrm|operatorname|text)|[{}^_ ]")
_MACRO = re.compile(r"\\[A-Za-z]+")


def render_pieces(document: Document, fragment: bool = False) -> Iterator[str]:
    """Yield the document in LaTeX, in lines; a fragment has no preamble and no title."""
    if not fragment:
        yield BEFORE
        yield f"\\section*{{{prose(document.title)}}}\n"
    for block in document.blocks:
        yield from _block(block)
    if not fragment:
        yield AFTER


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            aside = rf"\hfill{{\normalfont\normalsize {prose(block.aside)}}}" if block.aside else ""
            yield f"\\subsection*{{{prose(block.words)}{aside}}}\n"
        case Paragraph():
            yield prose(block.words) + "\n\n"
        case Equations():
            yield from _aligned(block.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of an aligned group: what stands before and after the alignment mark, its width, and its remark."""

    left: str
    right: str
    wide: int
    remark: Prose = ()


def _aligned(lines: Iterable[Equation | Sum]) -> Iterator[str]:
    """Yield aligned groups; the remarks of a group stand at the right where all of them fit there, else each on a line below."""
    waiting = (row for line in lines for row in (_sum(line) if isinstance(line, Sum) else _sides(line)))
    while group := list(islice(waiting, ROWS)):
        beside = max(row.wide for row in group) + max(_wide(row.remark) for row in group) < LINE
        yield "\\begin{alignat*}{2}\n  "
        yield " \\\\\n  ".join(text for row in group for text in _texts(row, beside))
        yield "\n\\end{alignat*}\n"


def _texts(row: Row, beside: bool) -> Iterator[str]:
    words = prose(row.remark)
    yield f"{row.left} &{row.right}" + (rf" &\qquad & \text{{{words}}}" if words and beside else "")
    if words and not beside:
        yield rf"&\quad \text{{({words})}}" if _wide(row.remark) < LINE else rf"&\quad \parbox[t]{{0.75\linewidth}}{{\raggedright ({words})}}"


def _sides(line: Equation) -> Iterator[Row]:
    """Yield a row for each side; a long side takes several."""
    for index, side in enumerate(line.sides):
        yield from _side("" if index else latex(line.left), "= ", side, () if index else line.remark)


def _sum(line: Sum) -> Iterator[Row]:
    for index, (term, remark) in enumerate(line.terms):
        yield from _side("" if index else latex(line.left), r"\quad {}+ " if index else "= ", term, remark)
    if line.omitted:
        yield Row("", r"\quad {}+ \cdots", 4, (f"{line.omitted:,} more",))


def _side(left: str, sign: str, side: Tree, remark: Prose) -> Iterator[Row]:
    short = latex(side)
    if len(short) <= LINE - 8:  # in LaTeX a formula has at least as many letters as columns
        yield Row(left, sign + short, min(len(short), columns(side)) if remark else len(short), remark)
        return
    first, *others = broken(side, LINE - 8)
    yield Row(left, sign + first, LINE if others else columns(side), () if others else remark)
    for index, other in enumerate(others, 1):
        yield Row("", r"\quad " + other, LINE, remark if index == len(others) else ())


def _wide(words: Prose) -> int:
    """Return about how many columns a remark takes."""
    return sum(width(piece) if isinstance(piece, str) else columns(piece) for piece in words)


def columns(tree: Tree) -> int:
    """Return about how many columns of text a formula takes when it is typeset: a fraction as many as its wider half."""
    return fold(tree, lambda item, parts: _COLUMNS[item[0]](parts) if item[0] in _COLUMNS else sum(parts) + len(str(item[1])) + 2)


_COLUMNS: dict[str, Callable[[list[int]], int]] = {
    "neg": lambda parts: parts[0] + 2,
    "add": lambda parts: sum(parts) + 3 * len(parts),
    "mul": lambda parts: sum(parts) + 2 * len(parts),
    "div": lambda parts: max(parts) + 1,
    "pow": sum,
    "derivative": lambda parts: 1 + max(parts),
}


def broken(tree: Tree, limit: int) -> Iterator[str]:
    """Yield a formula in parts of at most about ``limit`` columns, broken before operators outside all brackets."""
    part, used = "", 0
    for term, wide in _terms_of(tree):
        if part and used + wide > limit:
            yield part
            part, used = "{}", 0
        part, used = part + term, used + wide
    yield part


def _terms_of(tree: Tree) -> Iterator[tuple[str, int]]:
    """Yield the stretches of a formula between operators outside all brackets, each with its operator and its width."""
    term: list[str] = []
    used = level = 0
    for piece in settled(pieces_of(tree, WRITERS), BRACKETS):
        operator = piece in OPERATORS
        if operator and level == 0:
            yield "".join(term), used
            term, used = [], 0
        level += piece.count("{") + piece.count("(") - piece.count("}") - piece.count(")")
        used += 3 if operator else len(_MACRO.sub("x", _INVISIBLE.sub("", piece)))
        term.append(piece)
    yield "".join(term), used


def prose(words: Prose) -> str:
    """Return words, escaped, and formulas, in dollar signs."""
    return "".join(escaped(piece) if isinstance(piece, str) else f"${latex(piece)}$" for piece in words)


def escaped(text: str) -> str:
    """Return plain text as LaTeX that sets it as it is: nothing in it is a command."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return text
    return "".join(map(_escaped_letter, re.findall(r".[\u0300-\u036f]*", normalize("NFD", text), re.DOTALL)))


def _escaped_letter(letter: str) -> str:
    base, marks = letter[0], letter[1:]
    if base in SPECIAL:
        written = SPECIAL[base]
    elif base in MACROS:
        written = f"${MACROS[base]}$"
    elif base.isascii() and (base.isprintable() or base == "\n"):
        written = base
    else:
        written = rf"\texttt{{U+{ord(base):04X}}}"
    for mark in marks:
        written = f"{_MARKS[mark]}{{{written}}}" if mark in _MARKS else written
    return written
