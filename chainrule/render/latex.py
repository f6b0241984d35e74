r"""LaTeX: a whole article that pdflatex compiles with amsmath and TikZ, or the fragment to paste into one's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from chainrule.document import Block, Curve, Document, Equation, Equations, Figure, Heading, Paragraph, Picture, Prose, Space, Sum, Table
from chainrule.notation import latex, latex_name
from chainrule.notation.tex import BRACKETS, WRITERS
from chainrule.notation.writing import pieces_of, settled
from chainrule.render.escaping import escaped
from chainrule.render.lines import width
from chainrule.tree import Tree, fold, symbol

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
LINE = 72  # columns of plain text that take about the width of a line of formulas
COLUMN = 0.0105  # of the width of the text: a column
NARROW = 24  # columns that remarks at the right need; with fewer they stand below
BROKEN = 64  # columns beyond which a formula is broken into lines
OPERATORS = frozenset((" + ", " - ", r" \cdot ", r" \, ", " "))  # the last one between factors side by side

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
            yield f"{SECTIONS[block.level]}*{{{prose(block.words)}{aside}}}\n"
        case Paragraph():
            yield prose(block.words) + "\n\n"
        case Equations():
            yield from _aligned(block.lines)
        case Table():
            yield from _table(block)
        case Figure():
            yield from _figure(block.make())
        case Curve():
            yield from _curve(block)
        case Space():
            yield f"\\vspace*{{{block.lines}\\baselineskip}}\n\n"


def _table(table: Table) -> Iterator[str]:
    columns = table.columns.replace("p", r"p{0.6\linewidth}")
    yield f"\\begin{{center}}\n\\begin{{tabular}}{{{columns}}}\n"
    for place, row in enumerate(((table.head,) if table.head else ()) + table.rows):
        yield "  " + " & ".join(map(prose, row)) + r" \\" + (" \\hline\n" if table.head and not place else "\n")
    yield "\\end{tabular}\n\\end{center}\n"


def _curve(curve: Curve) -> Iterator[str]:
    from chainrule.render.curve import tikz

    yield "\\begin{center}\n"
    yield from tikz(curve)
    yield "\\end{center}\n"


def _figure(picture: Picture) -> Iterator[str]:
    """Yield the picture in the middle of the line, made smaller where it is wider than that."""
    from chainrule.render import graph_tikz

    yield "\\begin{center}\n\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n"
    yield from graph_tikz.render_pieces(picture)
    yield f"}}\n{prose(picture.note)}\n\\end{{center}}\n"


class Row(NamedTuple):
    """A line of an aligned group: what stands before and after the alignment mark, its formula where it is not broken, its remark."""

    left: str
    right: str
    side: Tree | None
    remark: Prose = ()


def _aligned(lines: Iterable[Equation | Sum]) -> Iterator[str]:
    """Yield aligned groups; the remarks of a group stand at the right where there is room, else each on a line below."""
    waiting = (row for line in lines for row in (_sum(line) if isinstance(line, Sum) else _sides(line)))
    while group := list(islice(waiting, ROWS)):
        remarks = [prose(row.remark) for row in group]
        room = _room(group, remarks)
        yield "\\begin{alignat*}{2}\n  "
        yield " \\\\\n  ".join(text for row, remark in zip(group, remarks, strict=True) for text in _texts(row, remark, room))
        yield "\n\\end{alignat*}\n"


def _room(group: list[Row], remarks: list[str]) -> int:
    """Return how many columns there are for remarks at the right of a group."""
    room = LINE - max(len(row.right) for row in group)  # LaTeX has at least as many letters as what it sets has columns
    if room >= max(map(len, remarks)):
        return room
    return LINE - max(LINE if row.side is None else columns(row.side) for row in group)


def _texts(row: Row, remark: str, room: int) -> Iterator[str]:
    """Yield a row with its remark, which is set in lines of its own where it is wider than the room."""
    if not remark:
        yield f"{row.left} &{row.right}"
    elif room < NARROW:
        yield f"{row.left} &{row.right}"
        yield r"&\quad " + _boxed(f"({remark})", _wide(row.remark), LINE - 12)
    else:
        yield rf"{row.left} &{row.right} &\qquad & " + _boxed(remark, _wide(row.remark), room)


def _boxed(remark: str, wide: int, room: int) -> str:
    return rf"\text{{{remark}}}" if wide <= room else rf"\parbox[t]{{{room * COLUMN:.2f}\linewidth}}{{\raggedright {remark}}}"


def _sides(line: Equation) -> Iterator[Row]:
    """Yield a row for each side; a long side takes several."""
    left = formula(line.left)
    for index, (side, remark) in enumerate(zip(line.sides, line.remarks(), strict=True)):
        yield from _side("" if index else left, "= ", side, remark)


def _sum(line: Sum) -> Iterator[Row]:
    left = formula(line.left)
    for index, (term, remark) in enumerate(line.terms):
        yield from _side("" if index else left, r"\quad {}+ " if index else "= ", term, remark)
    if line.omitted:
        yield Row("", r"\quad {}+ \cdots", symbol("…"), (f"{line.omitted:,} more",))


def _side(left: str, sign: str, side: Tree, remark: Prose) -> Iterator[Row]:
    written = latex(side)
    if len(written) <= BROKEN or columns(side) <= BROKEN:
        yield Row(left, sign + written, side, remark)
        return
    first, *others = broken(side, BROKEN)
    yield Row(left, sign + first, None, () if others else remark)
    for index, other in enumerate(others, 1):
        yield Row("", r"\quad " + other, None, remark if index == len(others) else ())


def _wide(words: Prose) -> int:
    """Return about how many columns a remark takes."""
    return sum(width(piece) if isinstance(piece, str) else columns(piece) for piece in words)


def columns(tree: Tree) -> int:
    """Return about how many columns of text a formula takes when it is typeset: a fraction as many as its wider half."""
    return fold(tree, lambda item, parts: _COLUMNS.get(item[0], _columns_of_others)(item, parts))


def _columns_of_others(item: Tree, parts: list[int]) -> int:
    return sum(parts) + min(len(str(item[1])), 4) + 2


_COLUMNS: dict[str, Callable[[Tree, list[int]], int]] = {
    "number": lambda item, _: len(str(item[1])),
    "symbol": lambda item, _: len(item[1]) if item[1].isalnum() else len(item[1]) // 2 + 1,  # an index is small, and may stand under another
    "neg": lambda _, parts: parts[0] + 2,
    "add": lambda _, parts: sum(parts) + 3 * len(parts),
    "mul": lambda _, parts: sum(parts) + 2 * len(parts),
    "div": lambda _, parts: max(parts) + 1,
    "pow": lambda _, parts: sum(parts),
    "derivative": lambda _, parts: 1 + max(parts),
}


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
    for stretch in _stretches(tree):
        line.append(stretch)
        used += stretch.wide
        while used > limit and len(line) > 1:
            cut = _best_cut(line)
            yield "".join(part.text for part in line[:cut])
            line = [Stretch("{}", 0, 0), *line[cut:]]
            used = sum(part.wide for part in line)
    yield "".join(part.text for part in line)


def _best_cut(line: list[Stretch]) -> int:
    """Return where a line is best cut: in its second half if it can be, outside of brackets, late."""
    half = sum(part.wide for part in line) // 2
    places, used = [], line[0].wide
    for place in range(1, len(line)):
        places.append((used < half, line[place].depth, -place))
        used += line[place].wide
    return -min(places)[2]


def _stretches(tree: Tree) -> Iterator[Stretch]:
    text: list[str] = []
    wide = soft = rigid = depth = 0
    for piece in settled(pieces_of(tree, WRITERS), BRACKETS):
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


def formula(tree: Tree) -> str:
    """Return a tree in LaTeX; a name, which most are, by the shortest way."""
    return latex_name(tree[1]) if tree[0] == "symbol" else latex(tree)


def prose(words: Prose) -> str:
    """Return words, escaped, and formulas, in dollar signs."""
    return "".join(escaped(piece) if isinstance(piece, str) else f"${formula(piece)}$" for piece in words)
