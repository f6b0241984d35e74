"""A web page: one file that needs no script and fetches nothing, with MathML that every current browser draws."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from chainrule.document import Block, Document, Equation, Equations, Figure, Heading, Paragraph, Prose, Sum
from chainrule.notation import unicode
from chainrule.notation.markup import BRACKETS, PLAIN, STRETCHED, WRITERS
from chainrule.notation.writing import pieces_of, settled
from chainrule.render.graph_svg import plain, svg
from chainrule.tree import Tree

BEFORE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
"""
STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --soft: #5a5d66; --line: #d8dae0; --mark: #0b57d0 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --paper: #17181c; --soft: #a6a9b3; --line: #3a3d45; --mark: #8ab4f8 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif }
main { max-width: 56rem; margin: 0 auto; padding: 1.25rem }
h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 1rem }
h2 { font-size: 1.1rem; font-weight: 600; margin: 0; display: inline }
math { font-family: 'STIX Two Math', 'Latin Modern Math', 'Cambria Math', 'DejaVu Math TeX Gyre', math; font-size: 1.1em }
details { border-top: 1px solid var(--line); padding: .5rem 0 }
summary { cursor: pointer; padding: .25rem 0; border-radius: 4px }
summary:focus-visible, figure:focus-visible, .right:focus-visible { outline: 2px solid var(--mark); outline-offset: 2px }
.aside { float: right; color: var(--soft) }
.equations { display: grid; grid-template-columns: max-content max-content fit-content(64%) minmax(10rem, 1fr); gap: .7rem .45rem; align-items: baseline; margin: .6rem 0 .6rem 1.1rem }
.equations math { math-style: normal }
mfrac { padding-inline: .08em }
.row { display: contents }
.left { grid-column: 1; justify-self: end }
.sign { grid-column: 2 }
.right { grid-column: 3; overflow-x: auto; overflow-y: hidden; padding: .15rem 0 }
.right.wide { grid-column: 3 / -1; width: 0; min-width: 100% }
.remark { grid-column: 4; padding-left: 1.5rem; color: var(--soft); font-size: .95rem }
figure { margin: .8rem 0; overflow-x: auto; text-align: center }
figcaption { color: var(--soft); font-size: .95rem }
p { margin: .6rem 0 }
@media (max-width: 40rem) {
  main { padding: .8rem }
  .aside { float: none; display: block }
  .equations { margin-left: 0; grid-template-columns: max-content max-content minmax(0, 1fr) }
  .right, .right.wide { grid-column: 3 }
  .remark { grid-column: 3; padding-left: 0; margin-bottom: .3rem }
}
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #333; --line: #bbb; --mark: #000 }
  body { font-size: 11pt }
  main { max-width: none; padding: 0 }
  summary { list-style: none }
  details::details-content { content-visibility: visible; display: block }
  .row, figure { break-inside: avoid }
  .chainrule-graph { max-width: 100%; height: auto }
}
"""
AFTER = "</main>\n</body>\n</html>\n"
OPERATORS = frozenset(("<mo>+</mo>", "<mo>−</mo>", "<mo>⋅</mo>"))
OPENING, CLOSING = (PLAIN[0], STRETCHED[0]), (PLAIN[1], STRETCHED[1])
LONG = 24  # letters of a formula that stays on one line, and of what stands in brackets that do
_TAG = re.compile(r"<(/?)[^>]*>")


def render_pieces(document: Document) -> Iterator[str]:
    """Yield the page; each heading opens a part that can be folded away."""
    yield f"{BEFORE}<title>{escape(plain(document.title))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{prose(document.title)}</h1>\n"
    yield from parts(document.blocks)
    yield AFTER


def parts(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the blocks, those under a heading in a part that unfolds."""
    opened, figures = False, 0
    for block in blocks:
        if isinstance(block, Heading):
            aside = f' <span class="aside">{prose(block.aside)}</span>' if block.aside else ""
            yield "</details>\n" * opened
            yield f"<details open>\n<summary><h2>{prose(block.words)}</h2>{aside}</summary>\n"
            opened = True
        else:
            figures += isinstance(block, Figure)
            yield from _block(block, figures)
    if opened:
        yield "</details>\n"


def _block(block: Block, figures: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"<p>{prose(block.words)}</p>\n"
        case Equations():
            yield '<div class="equations">\n'
            for line in block.lines:
                yield from _sum(line) if isinstance(line, Sum) else _equation(line)
            yield "</div>\n"
        case Figure():
            picture = block.make()
            yield '<figure tabindex="0">\n'
            yield from svg(picture, f"graph-{figures}")
            yield f"\n<figcaption>{prose(picture.note)}</figcaption>\n</figure>\n" if picture.note else "\n</figure>\n"


def _equation(line: Equation) -> Iterator[str]:
    for place, (side, remark) in enumerate(zip(line.sides, line.remarks(), strict=True)):
        yield _row("" if place else math(line.left), "=", breakable(side), remark)


def _sum(line: Sum) -> Iterator[str]:
    for place, (term, remark) in enumerate(line.terms):
        yield _row("" if place else math(line.left), "+" if place else "=", breakable(term), remark)
    if line.omitted:
        yield _row("", "+", "…", (f"{line.omitted:,} more",))


def _row(left: str, sign: str, right: str, remark: Prose) -> str:
    beside = f'<div class="remark">{prose(remark)}</div>' if remark else ""
    right = f'<div class="right{"" if remark else " wide"}">{right}</div>'
    return f'<div class="row"><div class="left">{left}</div><div class="sign">{sign}</div>{right}{beside}</div>\n'


def prose(words: Prose) -> str:
    """Return words, escaped, and formulas among them."""
    return "".join(escape(piece) if isinstance(piece, str) else math(piece) for piece in words)


def math(tree: Tree) -> str:
    """Return a formula that stays on one line."""
    return f"<math><mrow>{''.join(settled(pieces_of(tree, WRITERS), BRACKETS))}</mrow></math>"


def breakable(tree: Tree) -> str:
    """Return a formula as one element or several, so that a browser breaks a long one before an operator where the screen ends.

    Brackets around something long open up for that; what stands in a fraction, a root or a power stays whole.
    """
    written = settled(pieces_of(tree, WRITERS), BRACKETS)
    if sum(map(_letters, written)) <= LONG:
        return f"<math><mrow>{''.join(written)}</mrow></math>"
    return "<wbr>".join(f"<math><mrow>{part}</mrow></math>" for part in _broken(written, _wide(written)))


def _broken(written: list[str], wide: set[int]) -> Iterator[str]:
    """Yield the parts of a formula between the operators that stand in no element and in no brackets but ``wide`` ones."""
    part: list[str] = []
    opened: list[bool] = []
    depth = 0
    for place, piece in enumerate(written):
        if piece in OPENING:
            opened.append(depth == 0 and place in wide)
        if (piece in OPENING or piece in CLOSING) and opened[-1]:
            part.append(f'<mo stretchy="false">{"(" if piece in OPENING else ")"}</mo>')
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


def _levels(piece: str) -> int:
    """Return how many elements a piece opens and leaves open, less those that it closes."""
    return 0 if piece.startswith("<mo>") and piece.endswith("</mo>") else sum(-1 if end else 1 for end in _TAG.findall(piece))


def _letters(piece: str) -> int:
    return len(_TAG.sub("", piece))
