"""SVG: a picture of a computation graph that stands alone or inside a web page, dark or light, and that a screen reader can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple

from chainrule.document import Arrow, Picture, Prose, Vertex
from chainrule.notation import terminal
from chainrule.notation.names import MARK, folded_parts, scrubbed, split
from chainrule.notation.writing import Notation, write
from chainrule.render.layout import Layout, Point, Route, Size, head, laid_out, steps
from chainrule.tree import Tree

PAGE = 680  # a picture that would be wider than this goes from the top down
SIZE, SMALL = 16.0, 14.0  # of letters in vertices, and on arrows
PAD, TALL = 12.0, 34.0  # beside a vertex's label, and a vertex's height
LEAST = 0.7  # of its size, to which a picture shrinks where the page is narrow; a narrower page scrolls
HEAD = 8.0  # length of an arrow's head

# Marks within written text: what follows is lowered, raised, or in italics, or none of them.
PLAIN, LOW, HIGH, ITALIC = "\x11", "\x12", "\x13", "\x14"
_MARKS = re.compile(f"([{PLAIN}{LOW}{HIGH}{ITALIC}])")
SHIFT = {PLAIN: 0.0, ITALIC: 0.0, LOW: 0.25, HIGH: -0.35}
SCRIPT = 0.72  # size of what is lowered or raised

STYLE = """
.chainrule-graph { color: #1b1b1f; --paper: #fff; --marked: #0b57d0; --quiet: #777 }
.chainrule-graph { font-family: 'STIX Two Text', 'Cambria Math', Cambria, 'Times New Roman', serif }
@media (prefers-color-scheme: dark) { .chainrule-graph { color: #e6e6e6; --paper: #17181c; --marked: #8ab4f8; --quiet: #999 } }
.chainrule-graph text { fill: currentColor; text-anchor: middle }
.chainrule-graph rect { fill: var(--paper); stroke: currentColor }
.chainrule-graph path { fill: none; stroke: var(--quiet); stroke-width: 1.2 }
.chainrule-graph .head { fill: var(--quiet); stroke: none }
.chainrule-graph .on path { stroke: var(--marked); stroke-width: 1.8 }
.chainrule-graph .on .head { fill: var(--marked); stroke: none }
.chainrule-graph .on rect { stroke: var(--marked); stroke-width: 2 }
"""


def render_pieces(picture: Picture) -> Iterator[str]:
    """Yield the picture as a file of its own."""
    yield from svg(picture)
    yield "\n"


def svg(picture: Picture) -> Iterator[str]:
    """Yield the picture as one element. It has no ids, so that several fit into one page."""
    layout, boxes, names, labels = sketched(picture)
    wide, high = f"{layout.width:.0f}", f"{layout.height:.0f}"
    title, description = escape(plain(picture.title)), escape(plain(picture.description))
    yield f'<svg xmlns="http://www.w3.org/2000/svg" class="chainrule-graph" role="img" aria-label="{title}: {description}" '
    yield f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
    yield f'style="max-width: max(100%, {layout.width * LEAST:.0f}px); height: auto">\n'
    yield f"<title>{title}</title>\n<desc>{description}</desc>\n"
    yield f"<style>{STYLE}</style>\n"
    for arrow, route, words in zip(picture.arrows, layout.routes, labels, strict=True):
        yield _arrow(arrow, route, words, layout.down)
    for vertex, place, box, words in zip(picture.vertices, layout.places, boxes, names, strict=True):
        yield _vertex(vertex, place, box, words)
    yield "</svg>"


class Sketch(NamedTuple):
    """A picture's layout, how wide and high its vertices are drawn, and the labels of vertices and arrows as written text with marks."""

    layout: Layout
    boxes: list[Size]
    names: list[str]
    labels: list[str]


def sketched(picture: Picture) -> Sketch:
    """Return the layout for labels of the sizes that this module writes."""
    names, labels = [_written(vertex.label) for vertex in picture.vertices], [_written(arrow.label) for arrow in picture.arrows]
    boxes = [(max(TALL, width(name) * SIZE + 2 * PAD), TALL) for name in names]
    sizes = [(width(words) * SMALL + 8, SMALL * 1.5) if words else None for words in labels]
    arrows = [(arrow.start, arrow.end, size) for arrow, size in zip(picture.arrows, sizes, strict=True)]
    return Sketch(laid_out(boxes, arrows, PAGE), boxes, names, labels)


def _vertex(vertex: Vertex, place: Point, box: Size, words: str) -> str:
    (x, y), (wide, high) = place, box
    corner = high / 2 if vertex.role == "input" else 5
    return (
        f'<g{_on(vertex.marked)}><rect x="{x - wide / 2:.1f}" y="{y - high / 2:.1f}" width="{wide:.1f}" height="{high:.1f}" rx="{corner:g}"/>'
        f'<text x="{x:.1f}" y="{y + SIZE * 0.3:.1f}" font-size="{SIZE:g}">{label(words)}</text></g>\n'
    )


def _on(marked: bool) -> str:
    return ' class="on"' if marked else ""


def _arrow(arrow: Arrow, route: Route, words: str, down: bool) -> str:
    strokes = "".join([_stroke(stroke, down) for stroke in _short_of_head(route, down)])
    (x, y), (left, top), (right, bottom) = head(route, HEAD, down)
    beside = ""
    if route.label:
        beside = f'<text x="{route.label[0]:.1f}" y="{route.label[1] + SMALL * 0.3:.1f}" font-size="{SMALL:g}">{label(words)}</text>'
    tip = f"M{x:.1f} {y:.1f} L{left:.1f} {top:.1f} L{right:.1f} {bottom:.1f} Z"
    return f'<g{_on(arrow.marked)}><path d="{strokes}"/><path class="head" d="{tip}"/>{beside}</g>\n'


def _short_of_head(route: Route, down: bool) -> tuple[tuple[Point, ...], ...]:
    """Return the strokes, the last one ending where the arrow's head begins."""
    *strokes, last = route.strokes
    x, y = last[-1]
    return (*strokes, (*last[:-1], (x, y - HEAD * 0.8) if down else (x - HEAD * 0.8, y)))


def _stroke(points: tuple[Point, ...], down: bool) -> str:
    """Return a stroke's path."""
    x, y = points[0]
    following = [("L" if len(step) == 1 else "C") + " ".join([f"{a:.1f} {b:.1f}" for a, b in step]) for step in steps(points, down)]
    return f"M{x:.1f} {y:.1f}" + "".join(following)


# Words and formulas as text in SVG


def plain(words: Prose) -> str:
    """Return words and formulas as plain Unicode."""
    return "".join([piece if isinstance(piece, str) else terminal.unicode(piece) for piece in words])


@lru_cache(maxsize=1024)
def width(words: str) -> float:
    """Return about how wide written text is, on the wide side, in units of the letters' size."""
    total, scale = 0.0, 1.0
    for piece in _MARKS.split(words):
        if piece in SHIFT:
            scale = SCRIPT if SHIFT[piece] else 1.0
        else:
            total += scale * sum(map(_letter_width, piece))
    return total


@lru_cache(maxsize=1024)
def _letter_width(letter: str) -> float:
    """Return a letter's width in a serif typeface, in units of the letters' size."""
    if letter in "mwMW→Σ^":
        return 0.86
    if letter in "iljtfr.,:;()[]|'′ \u0302\u0304\u0307":
        return 0.36
    return 0.72 if letter.isupper() or letter in "−+=<>≤≥" else 0.56


@lru_cache(maxsize=1024)
def label(words: str) -> str:
    """Return written text as the content of a text element: names in italics, their indices lowered and raised."""
    spans: list[str] = []
    mark, at = PLAIN, 0.0
    for piece in _MARKS.split(words):
        if piece in SHIFT:
            mark = piece
        elif piece:
            spans.append(_span(escape(piece), mark, SHIFT[mark] - at))
            at = SHIFT[mark]
    return "".join(spans)


def _span(text: str, mark: str, move: float) -> str:
    """Return a stretch of text, moved down by so many letter heights from the stretch before it."""
    if mark == PLAIN and not move:
        return text
    scale = SCRIPT if SHIFT[mark] else 1.0
    attributes = f' dy="{move / scale:.2f}em"' if move else ""
    attributes += f' font-size="{SCRIPT:.0%}"' if SHIFT[mark] else ""
    attributes += ' font-style="italic"' if mark == ITALIC else ""
    return f"<tspan{attributes}>{text}</tspan>"


def _written(words: Prose) -> str:
    """Return words and formulas as written text with marks."""
    return "".join([piece if isinstance(piece, str) else write(piece, NOTATION) for piece in words])


@lru_cache(maxsize=1024)
def _name(name: str) -> str:
    """Return a name with marks: a letter in italics, a word upright, indices lowered, layers raised."""
    parts = split(name)
    if not parts:
        return scrubbed(name)
    base, low, high = folded_parts(parts)
    shown = ITALIC + base + PLAIN if len(re.sub(f"[{MARK}]", "", base)) == 1 else base
    return shown + (LOW + low + PLAIN if low else "") + (HIGH + high + PLAIN if high else "")


def _derivative(sign: str, args: tuple[Tree, ...]) -> str:
    """Return dh/dx; the derivatives on arrows are of the first order."""
    above, *below = (sign + _name(arg[1]) for arg in args)
    return above + "/" + "".join(below)


LEAVES = terminal.LEAVES | {"symbol": _name}
NOTATION = Notation(terminal.writers(LEAVES) | {"derivative": _derivative}, terminal.NOTATION.brackets)
