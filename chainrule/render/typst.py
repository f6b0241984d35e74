"""Typst source: what PDF is made from, and a document of its own for those who typeset with Typst."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from chainrule.document import Block, Curve, Document, Equation, Equations, Figure, Heading, Paragraph, Prose, Space, Sum, Table
from chainrule.notation.typst import NOTATION, quoted, typst
from chainrule.notation.writing import Brackets, write
from chainrule.render import graph_typst
from chainrule.render.graph_svg import plain
from chainrule.render.graph_typst import prose
from chainrule.render.widths import columns, is_surely_wide, linear, stands_above
from chainrule.tree import Tree

SECTIONS = {1: "#pagebreak()\n=", 2: "==", 3: "==="}
WIDE = 60  # columns of a formula beyond which it may not fit into a line
SLASH, FIXED = ' class("binary", slash) ', ("\\(", "\\)")  # where it is broken: brackets that do not belong together
ROWS = 32  # rows of equations aligned with one another

# Left sides end at one line, and what is broken goes on behind it; remarks stand in a column of their own.
BEFORE = """#set page(paper: "a4", margin: 22mm)
#set text(font: "New Computer Modern", size: 10.5pt, lang: "en")
#set par(justify: false)
#show heading.where(level: 1): set text(size: 15pt)
#show heading.where(level: 2): set text(size: 11.5pt)
#show heading: set block(above: 1.5em, below: 1em)
#let equations(rows) = context {
  set par(leading: 0.35em)  // an equation within a line may stand out of it by most of this
  let wide = calc.max(..rows.map(row => measure(row.at(0)).width))
  let beside = rows.any(row => row.at(2) != none)
  grid(
    columns: if beside { (1.3fr, 1fr) } else { (1fr,) },
    column-gutter: 1.2em, row-gutter: 1em, align: horizon,
    ..rows.map(row => {
      let it = pad(left: 1em, par(hanging-indent: wide + 1.5em, { box(width: wide, align(right, row.at(0))); h(0.3em); row.at(1) }))
      if not beside { (it,) } else if row.at(2) == none { (grid.cell(colspan: 2, it),) } else { (it, text(size: 0.92em, fill: luma(30%), row.at(2))) }
    }).flatten(),
  )
}
"""


def render_pieces(document: Document) -> Iterator[str]:
    """Yield the document in Typst."""
    yield f"#set document(title: {quoted(plain(document.title))}, date: none)\n{BEFORE}\n= {prose(document.title)}\n\n"
    for block in document.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            aside = f' #h(1fr) #text(weight: "regular", size: 10.5pt)[{prose(block.aside)}]' if block.aside else ""
            yield f"{SECTIONS[block.level]} {prose(block.words)}{aside}\n\n"
        case Paragraph():
            yield prose(block.words) + "\n\n"
        case Equations():
            yield from _equations(block)
        case Table():
            yield from _table(block)
        case Figure():
            picture = block.make()
            yield from graph_typst.render_pieces(picture)
            yield f"{prose(picture.note)}\n\n"
        case Curve():
            from chainrule.render import curve

            yield f'#align(center, image(bytes({quoted("".join(curve.svg(block)))}), format: "svg", width: 80%))\n\n'
        case Space():
            yield f"#v({block.lines * 1.3:g}em)\n\n"


def _table(table: Table) -> Iterator[str]:
    sizes = ", ".join("1fr" if letter == "p" else "auto" for letter in table.columns)
    sides = ", ".join("right" if letter == "r" else "left" for letter in table.columns)
    yield f"#table(columns: ({sizes},), align: ({sides},), stroke: none,\n"
    if table.head:
        yield f"  table.header({', '.join(f'[*{prose(cell)}*]' for cell in table.head)}), table.hline(),\n"
    yield from (f"  {', '.join(f'[{prose(cell)}]' for cell in row)},\n" for row in table.rows)
    yield ")\n\n"


def _equations(lines: Iterable[Equation | Sum]) -> Iterator[str]:
    waiting = chain.from_iterable(_sum(line) if isinstance(line, Sum) else _sides(line) for line in lines)
    while group := list(islice(waiting, ROWS)):
        yield "#equations((\n"
        yield from group
        yield "))\n\n"


def _sides(line: Equation) -> list[str]:
    *rows, left = _left(line)
    if len(line.sides) == 1:
        return [*rows, _row(left, f"= {_breakable(line.sides[0])}", line.remark)]
    for side, remark in zip(line.sides, line.remarks(), strict=True):
        rows.append(_row(left, f"= {_breakable(side)}", remark))
        left = ""
    return rows


def _left(line: Equation | Sum) -> tuple[str, ...]:
    """Return the left side of an equation; before it, in a row of its own, where it is long, and then nothing."""
    return (_row("", _breakable(line.left), ()), "") if stands_above(line) else (typst(line.left),)


def _sum(line: Sum) -> Iterator[str]:
    left = _left(line)
    yield from left[:-1]
    for place, (term, remark) in enumerate(line.terms):
        yield _row("" if place else left[-1], f"{'+ med' if place else '='} {_breakable(term)}", remark)
    if line.omitted:
        yield _row("", "+ med dots.c", (f"{line.omitted:,} more",))


def _row(left: str, right: str, remark: Prose) -> str:
    """Return a row of two formulas within lines, where they can be broken, their fractions as large as on a line of their own."""
    shown = f"[{prose(remark)}]" if remark else "none"
    return f"  ([{f'$display({left})$' if left else ''}], [$display({right})$], {shown}),\n"


def _breakable(tree: Tree) -> str:
    """Return a formula; one wider than a line has a slash in its wide fractions and brackets between which it can be broken."""
    if not is_surely_wide(tree, WIDE):
        written = typst(tree)
        if len(written) <= WIDE or columns(tree) <= WIDE:
            return written
    return write(tree, linear(tree, WIDE, replace(NOTATION, brackets=Brackets(plain=FIXED)), SLASH, FIXED))
