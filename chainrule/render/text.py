"""Text for a terminal or a mail: equations at the left, their rules at the right, 80 columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from chainrule.document import Block, Curve, Document, Equation, Equations, Figure, Heading, Paragraph, Prose, Space, Sum, Table
from chainrule.notation import unicode
from chainrule.render.lines import HARD_SPACE, broken, width, widths, wrapped
from chainrule.tree import Tree, is_matrix

WIDTH = 80
INDENT, DEEPER = 2, 4  # columns before a heading, and before what stands under it
GROUP = 64  # equations aligned with one another
LEFT = 24  # a left side wider than this is not aligned with others
BELOW_LEFT = 5  # columns that a right side is indented below a long left one
WIDEST_MATRIX = 56  # columns of a matrix that is set row below row
JOINED = 36  # columns up to which two sides share a line
GAP = 3  # columns between an equation and its remark at least
REMARK = 46  # the column where remarks start unless the equations are wider
TOGETHER = 44  # columns up to which a formula in prose stays on one line, where a line has so many
NARROW = 30  # columns that a remark needs at the right; with fewer it goes below
BELOW = 50  # columns of a remark that stands below
NARROWEST = 40  # columns that a line has at least, however narrow the terminal is


class Page(NamedTuple):
    """How many columns a line has, and the column where remarks start."""

    width: int = WIDTH
    remark: int = REMARK


Line = tuple[str, str]  # what kind of line it is ("heading" or "body"), and its text


Row = tuple[str, str, str, str]  # a line of an aligned group: left side, sign, right side, remark


def render_pieces(document: Document, colour: bool = False, columns: int = WIDTH) -> Iterator[str]:
    """Yield the document line by line, for a terminal of so many ``columns`` where that is narrower than usual."""
    paint = _painter() if colour else None
    wide = max(NARROWEST, min(columns, WIDTH))
    for kind, line in lines(document.blocks, Page(wide, min(REMARK, wide - NARROW - GAP))):
        text = line.rstrip().replace(HARD_SPACE, " ")
        yield (paint(text) if paint and kind == "heading" else text) + "\n"


def _painter() -> Callable[[str], str]:
    """Return what makes a heading stand out in a terminal."""
    from rich.style import Style

    return Style(bold=True, color="cyan").render


def lines(blocks: Iterable[Block], page: Page) -> Iterator[Line]:
    """Yield the lines of all blocks, a blank one before each heading and between what stands under one, but not between sentences."""
    indent = INDENT
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Figure):
            continue  # the ways through the graph are written out in words
        if isinstance(block, Heading) or _apart(before, block):
            yield "body", ""
        before = block
        match block:
            case Heading():
                indent = DEEPER
                yield from (("heading", line) for line in _heading(block, page))
            case Equations():
                for line in _equations(block, indent, page):
                    yield "body", line
            case Paragraph():
                yield from (("body", " " * INDENT + line) for line in wrapped(prose(block.words), page.width - INDENT))
            case Table():
                yield from _table(block, indent, page)
            case Curve():
                from chainrule.render import curve

                yield from (("body", " " * indent + line) for line in curve.lines(block))
            case Space():
                yield from [("body", "")] * block.lines


def _apart(before: Block | None, block: Block) -> bool:
    """Return whether a blank line stands between two blocks."""
    return before is not None and not isinstance(before, Heading) and not (isinstance(before, Paragraph) and isinstance(block, Paragraph))


def prose(words: Prose) -> str:
    """Return words and formulas as one line; a short formula holds together when the line is wrapped."""
    return "".join([piece if isinstance(piece, str) else _together(unicode(piece)) for piece in words]) if words else ""


def _together(formula: str) -> str:
    return formula.replace(" ", HARD_SPACE) if len(formula) < TOGETHER else formula


def _heading(heading: Heading, page: Page) -> Iterator[str]:
    *before, words = wrapped(prose(heading.words), page.width - INDENT)
    yield from (" " * INDENT + line for line in before)
    yield from _beside(" " * INDENT + words, INDENT + width(words), prose(heading.aside), page.remark, page)


def _table(table: Table, indent: int, page: Page) -> Iterator[Line]:
    """Yield the rows with their columns one below the other; prose is broken into lines within its column, which is the last."""
    rows = [[prose(cell) for cell in row] for row in ((table.head,) if table.head else ()) + table.rows]
    wide = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for part, places in enumerate(_parts(wide, page.width - indent) if table.columns[-1] != "p" else [[*range(len(wide))]]):
        if part:
            yield "body", ""
        shown = [[row[place] for place in places] for row in rows]
        columns = "".join([table.columns[place] for place in places])
        yield from _columns(shown, columns, [wide[place] for place in places], indent, page, headed=bool(table.head))


def _parts(wide: Sequence[int], room: int) -> Iterator[list[int]]:
    """Yield the columns of each part of a table that is wider than a line; the first column, which names the row, stands in every part."""
    places, used = [0], wide[0]
    for place in range(1, len(wide)):
        if used + GAP + wide[place] > room and len(places) > 1:
            yield places
            places, used = [0], wide[0]
        places.append(place)
        used += GAP + wide[place]
    yield places


def _columns(rows: Sequence[Sequence[str]], columns: str, wide: Sequence[int], indent: int, page: Page, *, headed: bool) -> Iterator[Line]:
    """Yield rows whose columns have these widths; the first row is a heading where there is one."""
    for place, row in enumerate(rows):
        start = " " * indent
        for cell, letter, most in zip(row[:-1], columns, wide, strict=False):
            blank = " " * (most - width(cell))
            start += (blank + cell if letter == "r" else cell + blank) + " " * GAP
        room = wide[-1] if columns[-1] != "p" else max(NARROW, page.width - width(start))
        last = " " * (wide[-1] - width(row[-1])) + row[-1] if columns[-1] == "r" else row[-1]
        first, *others = wrapped(last, room) if columns[-1] == "p" else [last]
        yield "heading" if headed and not place else "body", start + first
        yield from (("body", " " * width(start) + other) for other in others)


def _equations(block: Equations, indent: int, page: Page) -> Iterator[str]:
    waiting = iter(block)
    while group := list(islice(waiting, GROUP)):
        yield from _group([row for line in group for row in _rows(line)], indent, page)


def _rows(line: Equation | Sum) -> list[Row]:
    """Return the rows of one equation: a side, or a term of a sum, each."""
    left = unicode(line.left)
    if isinstance(line, Sum):
        rows = [("" if index else left, "+" if index else "=", unicode(term), prose(remark)) for index, (term, remark) in enumerate(line.terms)]
        return [*rows, ("", "+", "…", f"{line.omitted:,} more")] if line.omitted else rows
    if len(line.sides) == 1:
        side, remark = line.sides[0], prose(line.remark)
        if not is_matrix(side):
            return [(left, "=", unicode(side), remark)]
        return [("", " ", each, "") if place else (left, "=", each, remark) for place, each in enumerate(in_rows(side))]
    sides = [unicode(side) for side in line.sides]
    remarks = line.remarks()
    if sum(map(width, sides)) <= JOINED and not any(remarks[1:-1]) and not (remarks[0] and remarks[-1]):
        sides, remarks = [" = ".join(sides)], (remarks[0] or remarks[-1],)
    return [("" if index else left, "=", side, prose(remark)) for index, (side, remark) in enumerate(zip(sides, remarks, strict=False))]


def in_rows(matrix: Tree) -> list[str]:
    """Return the lines of a matrix between brackets as high as it is; each row between its own where it is too wide for that, or has one row."""
    entries = [list(map(unicode, row.args)) for row in matrix.args]
    wide = [max(map(width, column)) for column in zip(*entries, strict=True)]
    if sum(wide) + GAP * len(wide) > WIDEST_MATRIX or len(entries) == 1:
        return [f"[{', '.join(each)}]" for each in entries]
    lines = [(" " * GAP).join(each + " " * (columns - width(each)) for each, columns in zip(row, wide, strict=True)) for row in entries]
    ends = [("⎡", "⎤"), *[("⎢", "⎥")] * (len(lines) - 2), ("⎣", "⎦")]
    return [f"{opening}{line}{closing}" for (opening, closing), line in zip(ends, lines, strict=True)]


def _group(rows: list[Row], indent: int, page: Page) -> Iterator[str]:
    """Yield rows aligned at their signs, with the remarks in a column of their own."""
    lefts, rights, remarks = (widths([row[place] for row in rows]) for place in (0, 2, 3))
    margin = max((wide for wide in lefts if wide <= LEFT), default=0)
    starts = [indent + max(margin, wide) + len(" = ") for wide in lefts]
    column = _column([(start + wide, remark) for start, wide, remark in zip(starts, rights, remarks, strict=True) if remark], page)
    for (shown, sign, right, remark), left, start, wide in zip(rows, lefts, starts, rights, strict=True):
        if start >= page.width // 2 and start + wide > page.width and shown:  # the right side on lines of its own, below the left one
            yield from (" " * indent + part for part in broken(shown, page.width - indent))
            shown, left, start = "", 0, indent + BELOW_LEFT  # noqa: PLW2901  # of what is left of the row
        line = f"{' ' * (start - left - len(' = '))}{shown} {sign} "
        if start + wide > page.width:
            first, *others = broken(right, page.width - start)
            yield from _beside(line + first, start + width(first), "" if others else remark, column, page)
            yield from (" " * min(start, page.width // 3) + other for other in others)
            if others and remark:
                yield from _below(remark, page)
        elif remark:
            yield from _beside(line + right, start + wide, remark, column, page)
        else:
            yield line + right


def _column(rows: list[tuple[int, int]], page: Page) -> int:
    """Return where the remarks of a group start, from the widths of its equations and remarks."""
    if all(wide + GAP <= page.remark and page.remark + remark <= page.width for wide, remark in rows):
        return page.remark
    fitting = {wide + GAP for wide, remark in rows if wide + GAP + min(remark, NARROW) <= page.width}
    kept = (column for column in fitting if all(wide + GAP > column or column + min(remark, NARROW) <= page.width for wide, remark in rows))
    return max(kept, default=page.remark)


def _beside(start: str, used: int, remark: str, column: int, page: Page) -> list[str]:
    """Return a line of ``used`` columns with a remark at its right, or below it where there is no room."""
    if not remark:
        return [start]
    if used + GAP > column:
        return [start, *_below(remark, page)]
    first, *others = wrapped(remark, page.width - column)
    line = start + " " * (column - used) + first
    return [line, *[" " * column + other for other in others]] if others else [line]


def _below(remark: str, page: Page) -> list[str]:
    """Return a remark on lines of its own, at the right."""
    return [" " * max(0, page.width - BELOW) + line for line in wrapped(remark, min(BELOW, page.width))]
