r"""LaTeX: a whole article that pdflatex compiles with amsmath and TikZ, or the fragment to paste into one's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import NamedTuple

from chainrule.document import Block, Curve, Document, Equation, Equations, Figure, Heading, Paragraph, Picture, Prose, Space, Sum, Table
from chainrule.notation import latex
from chainrule.notation.tex import NOTATION
from chainrule.notation.writing import pieces_of
from chainrule.render.escaping import prose
from chainrule.render.lines import width
from chainrule.render.widths import columns, is_surely_wide, linear, stands_above
from chainrule.tree import Tree, symbol

BEFORE = r"""\documentclass[fleqn]{article}
\usepackage[a4paper, margin=22mm]{geometry}
\usepackage{amsmath}
\usepackage{tikz}
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\setlength{\parskip}{1ex}
\setlength{\jot}{1ex}
\begin{document}
"""
AFTER = "\\end{document}\n"
SECTIONS = {1: r"\clearpage\section", 2: r"\subsection", 3: r"\subsubsection"}

ROWS = 24  # rows of one aligned group; TeX reads a group as a whole
TOGETHER = 8  # equations of a problem up to which it stays on one page with what is asked
LINE = 72  # columns of plain text that take about the width of a line of formulas
COLUMN = 0.0105  # of the width of the text: a column
NARROW = 24  # columns that remarks at the right need; with fewer they stand below
BROKEN = 64  # columns beyond which a formula is broken into lines
USUAL = 8  # columns of a left side
PART, SMALLER_PART = 0.6, 0.42  # of the width of the text: a column of prose beside one other column, and beside several
ROOMY = r"\renewcommand{\arraystretch}{1.25}"  # rows of a table so high that fractions and powers keep clear of its lines
PAGE = 40  # lines of a table on a page
LETTERS = 20  # letters that LaTeX takes for a column at most
SLASH, FIXED = " / ", (r"\Bigl(", r"\Bigr)")  # where a formula is broken into lines
OPERATORS = frozenset((" + ", " - ", r" \cdot ", r" \, ", " ", SLASH))  # the last one between factors side by side

_INVISIBLE = re.compile(r"\\(?:left|right|Bigl|Bigr|frac|mathrm|operatorname|text)|[{}^_ ]")
_MACRO = re.compile(r"\\[A-Za-z]+")


def render_pieces(document: Document, fragment: bool = False) -> Iterator[str]:
    """Yield the document in LaTeX, in lines; a fragment has no preamble and no title."""
    if not fragment:
        yield BEFORE
        yield f"\\section*{{{prose(document.title)}}}\n"
    for (block, after), (_, last) in pairwise(pairwise(chain(document.blocks, (None, None)))):
        together = isinstance(last, Space) and isinstance(after, Paragraph) and isinstance(block, Equations) and _is_short(block)
        yield r"{\interdisplaylinepenalty=10000 \postdisplaypenalty=10000" + "\n" if together else ""
        yield from _block(block) if block is not None else ()
        yield "}%\n" if together else ""
    if not fragment:
        yield AFTER


def _is_short(group: Equations) -> bool:
    """Return whether a group of equations is to stay on one page with what is asked below it, as on a sheet of problems."""
    return isinstance(group.lines, tuple) and len(group.lines) <= TOGETHER


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            aside = rf"\hfill{{\normalfont\normalsize {prose(block.aside)}}}" if block.aside else ""
            yield f"{SECTIONS[block.level]}*{{{prose(block.words)}{aside}}}\n"
        case Paragraph():
            yield prose(block.words) + "\n\n"
        case Equations():
            yield from _aligned(block)
        case Table():
            yield from _table(block)
        case Figure():
            yield from _figure(block.make())
        case Curve():
            yield from _curve(block)
        case Space():
            yield f"\\vspace*{{{block.lines}\\baselineskip}}\n\n"


def _table(table: Table) -> Iterator[str]:
    part = PART if len(table.columns) <= 2 else SMALLER_PART
    columns = table.columns.replace("p", rf"p{{{part}\linewidth}}")
    for rows in _pages(table, part):
        yield f"\\begin{{center}}\n{ROOMY}\n\\begin{{tabular}}{{{columns}}}\n"
        for place, row in enumerate(((table.head,) if table.head else ()) + rows):
            yield "  " + " & ".join(map(prose, row)) + r" \\" + (" \\hline\n" if table.head and not place else "\n")
        yield "\\end{tabular}\n\\end{center}\n"


def _pages(table: Table, part: float) -> Iterator[tuple[tuple[Prose, ...], ...]]:
    """Yield the rows of a table, as many together as fit on a page: LaTeX breaks no table by itself."""
    room = part * LINE if table.columns.endswith("p") else LINE
    rows: list[tuple[Prose, ...]] = []
    lines = 0
    for row in table.rows:
        high = 1 + int(len(prose(row[-1])) / room)
        if rows and lines + high > PAGE:
            yield tuple(rows)
            rows, lines = [], 0
        rows.append(row)
        lines += high
    yield tuple(rows)


def _curve(curve: Curve) -> Iterator[str]:
    from chainrule.render.curve import tikz

    yield "\\begin{center}\n"
    yield from tikz(curve)
    yield "\\end{center}\n"


def _figure(picture: Picture) -> Iterator[str]:
    """Yield the picture in the middle of the line, made smaller where it is wider than that or higher than a page."""
    from chainrule.render import graph_tikz

    yield "\\begin{center}\n\\setbox0\\hbox{\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n"
    yield from graph_tikz.render_pieces(picture)
    yield "}}%\n\\ifdim\\ht0>0.85\\textheight\\resizebox{!}{0.85\\textheight}{\\box0}\\else\\box0\\fi\n"
    yield f"{prose(picture.note)}\n\\end{{center}}\n"


class Row(NamedTuple):
    """A line of an aligned group: what stands before and after the alignment mark, its formula where it is not broken, its remark.

    ``extra`` counts the columns by which the left sides of its group are wider than is usual.
    """

    left: str
    right: str
    side: Tree | None
    remark: Prose = ()
    extra: int = 0


def _aligned(lines: Iterable[Equation | Sum]) -> Iterator[str]:
    """Yield aligned groups; the remarks of a group stand at the right where there is room, else each on a line below."""
    waiting = _rows(iter(lines))
    while group := list(islice(waiting, ROWS)):
        remarks = [prose(row.remark) if row.remark else "" for row in group]
        room = _room(group, remarks)
        yield "\\begin{alignat*}{2}\n  "
        yield " \\\\\n  ".join([_text(row, remark, room) for row, remark in zip(group, remarks, strict=True)])
        yield "\n\\end{alignat*}\n"


def _rows(lines: Iterator[Equation | Sum]) -> Iterator[Row]:
    """Yield the rows of all lines; what is aligned with one another leaves room for the widest left side."""
    while several := list(islice(lines, ROWS)):
        above = [stands_above(line) for line in several]
        lefts = ["" if high else latex(line.left) for line, high in zip(several, above, strict=True)]
        extra = max((_extra(line.left) for left, line in zip(lefts, several, strict=True) if len(left) > USUAL * 4), default=0)
        limit = max(BROKEN - extra, BROKEN // 2)
        for left, line, high in zip(lefts, several, above, strict=True):
            if high:
                yield from _side("", "", line.left, (), BROKEN, 0)
            if isinstance(line, Sum):
                yield from _sum(line, left, limit, extra)
            elif len(line.sides) == 1:
                yield from _side(left, "= ", line.sides[0], line.remark, limit, extra)
            else:
                yield from _sides(line, left, limit, extra)


def _room(group: list[Row], remarks: list[str]) -> int:
    """Return how many columns there are for remarks at the right of a group."""
    line = LINE - max(row.extra for row in group)
    room = line - max(len(row.right) for row in group)  # LaTeX has at least as many letters as what it sets has columns
    if room >= max(map(len, remarks)):
        return room
    widest = 0
    for row in group:
        if row.side is None:
            widest = max(widest, LINE)
        elif len(row.right) > widest:
            widest = max(widest, columns(row.side))
    return line - widest


def _text(row: Row, remark: str, room: int) -> str:
    """Return a row with its remark, which is set in lines of its own where it is wider than the room."""
    if not remark:
        return f"{row.left} &{row.right}"
    if room < NARROW:
        return f"{row.left} &{row.right} \\\\*\n  &\\quad " + _boxed(f"({remark})", row.remark, max(NARROW, LINE - 12 - row.extra))
    return rf"{row.left} &{row.right} &\qquad & " + _boxed(remark, row.remark, room)


def _boxed(remark: str, words: Prose, room: int) -> str:
    return rf"\text{{{remark}}}" if len(remark) <= room or _wide(words) <= room else rf"\parbox[t]{{{room * COLUMN:.2f}\linewidth}}{{\raggedright {remark}}}"


def _sides(line: Equation, left: str, limit: int, extra: int) -> list[Row]:
    """Return a row for each side; a long side takes several."""
    both = enumerate(zip(line.sides, line.remarks(), strict=True))
    return [row for place, (side, remark) in both for row in _side("" if place else left, "= ", side, remark, limit, extra)]


def _sum(line: Sum, left: str, limit: int, extra: int) -> Iterator[Row]:
    for index, (term, remark) in enumerate(line.terms):
        yield from _side("" if index else left, r"\quad {}+ " if index else "= ", term, remark, limit, extra)
    if line.omitted:
        yield Row("", r"\quad {}+ \cdots", symbol("…"), (f"{line.omitted:,} more",))


def _extra(left: Tree) -> int:
    """Return by how many columns a left side is wider than is usual."""
    return max(0, columns(left) - USUAL)


def _side(left: str, sign: str, side: Tree, remark: Prose, limit: int, extra: int) -> list[Row]:
    """Return the rows of one side of an equation, each of at most about ``limit`` columns."""
    if not is_surely_wide(side, limit):
        written = latex(side)
        if len(written) <= limit or (len(written) <= limit * LETTERS and columns(side) <= limit):
            return [Row(left, sign + written, side, remark, extra)]
    first, *others = broken(side, limit)
    rows = [Row(left, sign + first, None, extra=extra), *(Row("", r"\quad " + other, None, extra=extra) for other in others)]
    return [*rows[:-1], rows[-1]._replace(remark=remark)]


def _wide(words: Prose) -> int:
    """Return about how many columns a remark takes."""
    return sum(width(piece) if isinstance(piece, str) else columns(piece) for piece in words)


class Stretch(NamedTuple):
    """A part of a formula from one place where a line may break to the next: its width, and the brackets open at its start."""

    text: str
    wide: int
    depth: int


def broken(tree: Tree, limit: int) -> Iterator[str]:
    """Yield a formula in parts of at most about ``limit`` columns.

    A part ends before an operator, as far out of the brackets as may be, and never inside a fraction or between
    brackets that grow with what they hold.
    """
    line: list[Stretch] = []
    used = 0
    for stretch in _stretches(tree, limit):
        line.append(stretch)
        used += stretch.wide
        while used > limit and len(line) > _first_cut(line):
            cut = _best_cut(line)
            yield "".join(part.text for part in line[:cut])
            line = [Stretch("{}", 0, 0), *line[cut:]]
            used = sum(part.wide for part in line)
    yield "".join(part.text for part in line)


def _first_cut(line: list[Stretch]) -> int:
    """Return the first place where a line may be cut: after something that is seen."""
    return 1 if line[0].wide else 2


def _best_cut(line: list[Stretch]) -> int:
    """Return where a line is best cut: in its second half if it can be, outside of brackets, late."""
    half = sum(part.wide for part in line) // 2
    first = _first_cut(line)
    places, used = [], sum(part.wide for part in line[:first])
    for place in range(first, len(line)):
        places.append((used < half, line[place].depth, -place))
        used += line[place].wide
    return -min(places)[2]


def _stretches(tree: Tree, limit: int) -> Iterator[Stretch]:
    text: list[str] = []
    wide = soft = rigid = depth = 0
    for piece in pieces_of(tree, linear(tree, limit, NOTATION, SLASH, FIXED)):
        if rigid == 0 and piece in OPERATORS and text:
            yield Stretch("".join(text), wide, depth)
            text, wide, depth = [], 0, soft
        columns_of_piece, opened_soft, opened_rigid = _measured(piece)
        wide, soft, rigid = wide + columns_of_piece, soft + opened_soft, rigid + opened_rigid
        text.append(piece)
    yield Stretch("".join(text), wide, depth)


@lru_cache(maxsize=4096)
def _measured(piece: str) -> tuple[int, int, int]:
    """Return about how many columns a piece takes, and how many plain brackets and how many others it opens more than it closes."""
    soft = piece.count("(") - piece.count(r"\left(") - piece.count(")") + piece.count(r"\right)")
    rigid = piece.count("{") - piece.count("}") + piece.count(r"\left") - piece.count(r"\right")
    wide = 3 if piece.strip() and piece in OPERATORS else len(_MACRO.sub("x", _INVISIBLE.sub("", piece)))
    return wide, soft, rigid
