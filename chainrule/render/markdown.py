"""Markdown with formulas in dollar signs and pictures in Mermaid, as GitHub and notebooks show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from chainrule.document import Block, Curve, Document, Equation, Equations, Figure, Heading, Paragraph, Prose, Sum, Table
from chainrule.notation import latex
from chainrule.render import graph_mermaid

ROWS = 12  # equations aligned with one another
_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~$&]|(?<!\S)[#+\-](?=\s)|(?<=\d)[.)](?=\s)")  # what Markdown would take for its own


def render_pieces(document: Document) -> Iterator[str]:
    """Yield the document, a blank line after every block."""
    yield f"# {prose(document.title)}\n\n"
    for block in document.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            aside = f" ({prose(block.aside)})" if block.aside else ""
            yield f"{'#' * max(2, block.level)} {prose(block.words)}{aside}\n\n"
        case Paragraph():
            yield prose(block.words) + "\n\n"
        case Equations():
            yield from _equations(block)
        case Table():
            yield from _table(block)
        case Figure():
            picture = block.make()
            yield from _drawn(graph_mermaid.render_pieces(picture))
            yield f"{prose(picture.note)}\n\n" if picture.note else ""
        case Curve():
            yield from _drawn(graph_mermaid.chart(block)) if len(block.points) > 1 else ()


def _drawn(picture: Iterator[str]) -> Iterator[str]:
    """Yield a picture as the block of code that GitHub and notebooks draw."""
    yield "```mermaid\n"
    yield from picture
    yield "```\n\n"


def _table(table: Table) -> Iterator[str]:
    """Yield a table; Markdown has none without a head, so that an empty one stands for it."""
    yield _cells(table.head or ((),) * len(table.columns))
    yield "|" + "|".join("---:" if letter == "r" else "---" for letter in table.columns) + "|\n"
    yield from map(_cells, table.rows)
    yield "\n"


def _cells(row: tuple[Prose, ...]) -> str:
    return "| " + " | ".join(map(prose, row)) + " |\n"


def _equations(lines: Iterable[Equation | Sum]) -> Iterator[str]:
    """Yield equations without remarks aligned in groups, and every equation with remarks as an item of a list."""
    group: list[str] = []
    after = ""
    for line in lines:
        rows, remarks = _rows(line)
        if any(remarks) or len(group) >= ROWS:
            yield from _aligned(group)
            group = []
        if any(remarks):
            yield from _item(rows, remarks)
        else:
            group += (f"{left} &{right}" for left, right in rows)
        if group and after:
            yield after
        after = "\n" if any(remarks) else ""
    yield from _aligned(group)
    yield after


def _rows(line: Equation | Sum) -> tuple[list[tuple[str, str]], list[Prose]]:
    """Return the rows of an equation, each what stands before and after the alignment mark, and their remarks."""
    if isinstance(line, Sum):
        rows = [("", f"\\quad {{}}+ {latex(term)}") if place else (latex(line.left), f"= {latex(term)}") for place, (term, _) in enumerate(line.terms)]
        remarks = [remark for _, remark in line.terms]
        more = [("", r"\quad {}+ \cdots")] if line.omitted else []
        return rows + more, remarks + [(f"{line.omitted:,} more",)] * len(more)
    if len(line.sides) == 1:
        return [(latex(line.left), f"= {latex(line.sides[0])}")], [line.remark]
    return [("" if place else latex(line.left), f"= {latex(side)}") for place, side in enumerate(line.sides)], list(line.remarks())


def _aligned(group: list[str]) -> Iterator[str]:
    if group:
        yield "$$\n\\begin{aligned}\n" + " \\\\\n".join(group) + "\n\\end{aligned}\n$$\n\n"


def _item(rows: list[tuple[str, str]], remarks: list[Prose]) -> Iterator[str]:
    """Yield an item: its rows one after the other, each with its remark."""
    for place, ((left, right), remark) in enumerate(zip(rows, remarks, strict=True)):
        shown, told = f"{left} {right}" if left else right, f" — {prose(remark)}" if remark else ""
        yield f"{'  ' if place else '- '}$\\displaystyle {shown}${told}" + ("\\\n" if place < len(rows) - 1 else "\n")


def prose(words: Prose) -> str:
    """Return words, escaped, and formulas in dollar signs."""
    return "".join([escaped(piece) if isinstance(piece, str) else f"${latex(piece)}$" for piece in words])


@lru_cache(maxsize=1024)
def escaped(text: str) -> str:
    r"""Return plain text as Markdown that shows it as it is.

    >>> escaped("w_1 * [x](y)")
    'w\\_1 \\* \\[x\\](y)'
    """
    return _SIGNS.sub(r"\\\g<0>", text)
