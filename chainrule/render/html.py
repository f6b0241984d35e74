"""A web page: one file that needs no script and fetches nothing, with MathML that every current browser draws."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from chainrule.document import Block, Curve, Document, Equation, Equations, Figure, Heading, Paragraph, Prose, Space, Sum, Table
from chainrule.notation.markup import NOTATION, PLAIN, STRETCHED
from chainrule.notation.writing import pieces_of, write
from chainrule.render.graph_svg import plain, svg
from chainrule.render.widths import stands_above
from chainrule.tree import Tree

BEFORE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
"""
PAGE_STYLE = """
:root { color-scheme: light dark }
body { margin: 0; background: var(--paper) }
main { max-width: 56rem; margin: 0 auto; padding: 1.25rem }
@media (max-width: 40rem) { main { padding: .8rem } }
@media print { main { max-width: none; padding: 0 } }
"""
COLOURS = """
:root { --ink: #1b1b1f; --paper: #fff; --soft: #5a5d66; --line: #d8dae0; --mark: #0b57d0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --paper: #17181c; --soft: #a6a9b3; --line: #3a3d45; --mark: #8ab4f8 } }
@media print { :root { --ink: #000; --paper: #fff; --soft: #333; --line: #bbb; --mark: #000 } }
"""
INHERITED = """
.chainrule { --ink: currentColor; --paper: transparent; --soft: currentColor; --line: #8888; --mark: #4285f4 }
.chainrule .chainrule-graph { color: inherit; --paper: transparent }
"""
STYLE = """
.chainrule { color: var(--ink); font: 1.0625rem/1.5 system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif }
.chainrule h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 1rem }
.chainrule h2 { font-size: 1.1rem; font-weight: 600; margin: 0; display: inline }
.chainrule h2.part { font-size: 1.3rem; display: block; margin: 2rem 0 1rem; break-before: page }
.chainrule h3 { font-size: 1rem; font-weight: 600; margin: 1rem 0 .4rem }
.chainrule math { font-family: 'STIX Two Math', 'Latin Modern Math', 'Cambria Math', 'DejaVu Math TeX Gyre', math; font-size: 1.1em }
.chainrule mfrac { padding-inline: .08em }
.chainrule details { border-top: 1px solid var(--line); padding: .5rem 0 }
.chainrule summary { cursor: pointer; padding: .25rem 0; border-radius: 4px }
.chainrule :focus-visible { outline: 2px solid var(--mark); outline-offset: 2px }
.chainrule .aside { float: right; color: var(--soft) }
.chainrule .table { overflow-x: auto; margin: .6rem 0 .6rem 1.1rem }
.chainrule table { border-collapse: collapse }
.chainrule .table td, .chainrule .table th { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: baseline; font-variant-numeric: tabular-nums }
.chainrule th { border-bottom: 1px solid var(--line); font-weight: 600 }
.chainrule .table .r { text-align: right; white-space: nowrap }
.chainrule .l:nth-last-child(n+3), .chainrule .l:not(:first-child) { white-space: nowrap }
.chainrule .p { min-width: 14rem; overflow-wrap: anywhere }
.chainrule .equations { display: grid; gap: .7rem .45rem; align-items: baseline; margin: .6rem 0 .6rem 1.1rem }
.chainrule .equations { grid-template-columns: max-content max-content fit-content(64%) minmax(10rem, 1fr) }
.chainrule .equations math { math-style: normal }
.chainrule .row { display: contents }
.chainrule .left { grid-column: 1; justify-self: end }
.chainrule .above { grid-column: 1 / -1; width: 0; min-width: 100%; overflow-x: auto; overflow-y: hidden; padding: .15rem 0 }
.chainrule .sign { grid-column: 2 }
.chainrule .right { grid-column: 3; overflow-x: auto; overflow-y: hidden; padding: .15rem 0 }
.chainrule .right.wide { grid-column: 3 / -1; width: 0; min-width: 100% }
.chainrule .remark { grid-column: 4; padding-left: 1.5rem; color: var(--soft); font-size: .95rem }
.chainrule .working { grid-column: 2 / -1; border: 0; padding: 0; color: var(--soft) }
.chainrule .working summary { font-size: .95rem }
.chainrule .working .equations { border-left: 2px solid var(--line); padding-left: .8rem; margin-left: .3rem }
.chainrule figure { margin: .8rem 0; overflow-x: auto; text-align: center }
.chainrule figure svg:not(.chainrule-graph) { max-width: 100%; height: auto }
.chainrule figcaption { color: var(--soft); font-size: .95rem }
.chainrule p { margin: .6rem 0 }
@media (max-width: 40rem) {
  .chainrule .aside { float: none; display: block }
  .chainrule .equations { margin-left: 0; grid-template-columns: max-content max-content minmax(0, 1fr) }
  .chainrule .right, .chainrule .right.wide { grid-column: 3 }
  .chainrule .remark { grid-column: 3; padding-left: 0; margin-bottom: .3rem }
  .chainrule td.l.l { white-space: normal; min-width: 5.6rem; overflow-wrap: anywhere }
}
@media print {
  .chainrule { font-size: 11pt }
  .chainrule summary, .chainrule h3 { list-style: none; break-after: avoid }
  .chainrule details::details-content { content-visibility: visible; display: block }
  .chainrule .working summary { display: none }
  .chainrule .row, .chainrule figure { break-inside: avoid }
  .chainrule-graph { max-width: 100% !important; max-height: 17cm }
}
"""
AFTER = "</main>\n</body>\n</html>\n"
OPERATORS = frozenset(("<mo>+</mo>", "<mo>−</mo>", "<mo>⋅</mo>"))
OPENING, CLOSING = (PLAIN[0], STRETCHED[0]), (PLAIN[1], STRETCHED[1])
TALL = "2.4em"  # height of a bracket around something tall that opens up, so that the bracket cannot see it
LONG = 24  # letters of a formula that stays on one line, and of what stands in brackets that do
_TAG = re.compile(r"<(/?)[^>]*>")


def render_pieces(document: Document, fragment: bool = False) -> Iterator[str]:
    """Yield the page, or the ``fragment`` to put into one's own; each heading opens a part that can be folded away."""
    if fragment:
        yield f'<div class="chainrule">\n<style>{STYLE}{INHERITED}</style>\n'
        yield from _parts(document.blocks)
        yield "</div>\n"
        return
    yield f"{BEFORE}<title>{escape(plain(document.title))}</title>\n<style>{PAGE_STYLE}{COLOURS}{STYLE}</style>\n</head>\n<body>\n"
    yield f'<main class="chainrule">\n<h1>{prose(document.title)}</h1>\n'
    yield from _parts(document.blocks)
    yield AFTER


def _parts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the blocks, those under a heading in a part that unfolds."""
    opened = False
    for block in blocks:
        if isinstance(block, Heading) and block.level < 3:
            yield "</details>\n" * opened + _opening(block)
            opened = block.level == 2
        else:
            yield from _block(block)
    if opened:
        yield "</details>\n"


def _opening(heading: Heading) -> str:
    """Return what opens a part: a heading of several parts, or one that folds its own."""
    if heading.level == 1:
        return f'<h2 class="part">{prose(heading.words)}</h2>\n'
    return f"<details open>\n<summary><h2>{prose(heading.words)}</h2>{_aside(heading)}</summary>\n"


def _aside(heading: Heading) -> str:
    return f' <span class="aside">{prose(heading.aside)}</span>' if heading.aside else ""


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h3>{prose(block.words)}{_aside(block)}</h3>\n"
        case Paragraph():
            yield f"<p>{prose(block.words)}</p>\n"
        case Equations():
            yield '<div class="equations">\n'
            for line in block.lines:
                yield "".join(_sum(line)) if isinstance(line, Sum) else _equation(line)
            yield "</div>\n"
        case Table():
            yield from _table(block)
        case Figure():
            picture = block.make()
            yield '<figure tabindex="0">\n'
            yield from svg(picture)
            yield f"\n<figcaption>{prose(picture.note)}</figcaption>\n</figure>\n" if picture.note else "\n</figure>\n"
        case Curve():
            from chainrule.render import curve

            yield '<figure tabindex="0">\n'
            yield from curve.svg(block)
            yield f"\n<figcaption>{prose(block.title)}</figcaption>\n</figure>\n"
        case Space():
            yield f'<div style="height: {block.lines * 1.5:g}em"></div>\n'


def _table(table: Table) -> Iterator[str]:
    yield '<div class="table" tabindex="0">\n<table>\n'
    for place, row in enumerate(((table.head,) if table.head else ()) + table.rows):
        kind, scope = ("th", ' scope="col"') if table.head and not place else ("td", "")
        cells = (f'<{kind}{scope} class="{letter}">{prose(cell)}</{kind}>' for cell, letter in zip(row, table.columns, strict=True))
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</table>\n</div>\n"


def _equation(line: Equation) -> str:
    above = stands_above(line)
    left = "" if above else math(line.left)
    if len(line.sides) == 1 and not line.working and not above:
        return _row(left, "=", breakable(line.sides[0]), line.remark)
    rows = [_above(line.left)] if above else []
    rows += [_row("" if place else left, "=", breakable(side), remark) for place, (side, remark) in enumerate(zip(line.sides, line.remarks(), strict=True))]
    if line.working:
        inside = "".join(map(_equation, line.working))
        rows.append(f'<details class="working">\n<summary>the rules inside it</summary>\n<div class="equations">\n{inside}</div>\n</details>\n')
    return "".join(rows)


def _sum(line: Sum) -> Iterator[str]:
    above = stands_above(line)
    if above:
        yield _above(line.left)
    for place, (term, remark) in enumerate(line.terms):
        yield _row("" if place or above else math(line.left), "+" if place else "=", breakable(term), remark)
    if line.omitted:
        yield _row("", "+", "…", (f"{line.omitted:,} more",))


def _above(left: Tree) -> str:
    """Return a long left side, above its right side."""
    return f'<div class="row"><div class="above">{breakable(left)}</div></div>\n'


def _row(left: str, sign: str, right: str, remark: Prose) -> str:
    beside, wide = (f'<div class="remark">{prose(remark)}</div>', "") if remark else ("", " wide")
    return f'<div class="row"><div class="left">{left}</div><div class="sign">{sign}</div><div class="right{wide}">{right}</div>{beside}</div>\n'


def prose(words: Prose) -> str:
    """Return words, escaped, and formulas among them."""
    return "".join([_escaped(piece) if isinstance(piece, str) else math(piece) for piece in words])


def math(tree: Tree) -> str:
    """Return a formula that stays on one line."""
    return f"<math><mrow>{write(tree, NOTATION)}</mrow></math>"


def breakable(tree: Tree) -> str:
    """Return a formula as one element or several, so that a browser breaks a long one before an operator where the screen ends.

    Brackets around something long open up for that; what stands in a fraction, a root or a power stays whole.
    """
    whole = write(tree, NOTATION)
    if not ("+<" in whole or "−<" in whole or "⋅<" in whole) or len(_TAG.sub("", whole)) <= LONG:
        return f"<math><mrow>{whole}</mrow></math>"
    pieces = pieces_of(tree, NOTATION)
    return "<wbr>".join([f"<math><mrow>{part}</mrow></math>" for part in _broken(pieces, _wide(pieces))])


def _broken(written: list[str], wide: set[int]) -> Iterator[str]:
    """Yield the parts of a formula between the operators that stand in no element and in no brackets but ``wide`` ones."""
    part: list[str] = []
    opened: list[bool] = []
    depth = 0
    for place, piece in enumerate(written):
        if piece in OPENING:
            opened.append(depth == 0 and place in wide)
        if (piece in OPENING or piece in CLOSING) and opened[-1]:
            size = f'minsize="{TALL}" maxsize="{TALL}"' if piece in STRETCHED else 'stretchy="false"'
            part.append(f'<mo {size}>{"(" if piece in OPENING else ")"}</mo>')
        elif depth == 0 and piece in OPERATORS:
            yield "".join(part)
            part = [piece.replace("<mo>", '<mo form="infix">')]
        else:
            part.append(piece)
            depth += _levels(piece)
        if piece in CLOSING:
            opened.pop()
    yield "".join(part)


def _wide(written: list[str]) -> set[int]:
    """Return the places of the brackets that open around something long."""
    waiting: list[tuple[int, int]] = []  # place of every open bracket, and the letters before it
    found: set[int] = set()
    letters = 0
    for place, piece in enumerate(written):
        if piece in OPENING:
            waiting.append((place, letters))
        elif piece in CLOSING:
            start, before = waiting.pop()
            found |= {start} if letters - before > LONG else set()
        letters += _letters(piece)
    return found


_escaped = lru_cache(maxsize=1024)(escape)  # the names of rules come again and again


@lru_cache(maxsize=4096)
def _levels(piece: str) -> int:
    """Return how many elements a piece opens and leaves open, less those that it closes."""
    return 0 if piece.startswith("<mo>") and piece.endswith("</mo>") else sum(-1 if end else 1 for end in _TAG.findall(piece))


@lru_cache(maxsize=4096)
def _letters(piece: str) -> int:
    return len(_TAG.sub("", piece))
