r"""TikZ: a picture for LaTeX, with the same layout as the SVG; it needs \usepackage{tikz} and amsmath."""

from __future__ import annotations

from collections.abc import Iterator

from chainrule.document import Arrow, Picture, Vertex
from chainrule.render.escaping import prose
from chainrule.render.graph_svg import sketched
from chainrule.render.layout import Layout, Point, Route, Size, steps

UNIT = 0.66  # points for one unit of the layout: labels of that size are set in \footnotesize
OPTIONS = (
    rf"x={UNIT}pt, y=-{UNIT}pt, font=\footnotesize, >=latex, rounded corners=1pt, quantity/.style={{draw, fill=white, inner sep=0pt}}, "
    r"input/.style={rounded corners=8pt}, on/.style={draw=blue!70!black, thick}, off/.style={draw=gray}, local/.style={fill=white, inner sep=1pt}"
)


def render_pieces(picture: Picture) -> Iterator[str]:
    """Yield the picture as a tikzpicture."""
    layout, boxes, _, _ = sketched(picture)
    yield f"\\begin{{tikzpicture}}[{OPTIONS}]\n"
    for arrow, route in zip(picture.arrows, layout.routes, strict=True):
        yield from _arrow(arrow, route, layout)
    for vertex, place, box in zip(picture.vertices, layout.places, boxes, strict=True):
        yield f"  \\node[quantity{_style(vertex, box)}] at {_at(place)} {{{prose(vertex.label)}}};\n"
    yield "\\end{tikzpicture}\n"


def _style(vertex: Vertex, box: Size) -> str:
    wide, high = UNIT * box[0], UNIT * box[1]
    return f", minimum width={wide:.0f}pt, minimum height={high:.0f}pt" + (", input" if vertex.role == "input" else "") + (", on" if vertex.marked else "")


def _arrow(arrow: Arrow, route: Route, layout: Layout) -> Iterator[str]:
    style = "on" if arrow.marked else "off"
    last = len(route.strokes) - 1
    for place, stroke in enumerate(route.strokes):
        yield f"  \\draw[{style}{', ->' if place == last else ''}] {_path(stroke, layout.down)};\n"
    if route.label:
        yield f"  \\node[local] at {_at(route.label)} {{{prose(arrow.label)}}};\n"


def _path(points: tuple[Point, ...], down: bool) -> str:
    """Return a stroke's path."""
    return " ".join([_at(points[0]), *map(_step, steps(points, down))])


def _step(step: tuple[Point, ...]) -> str:
    return f"-- {_at(step[0])}" if len(step) == 1 else f".. controls {_at(step[0])} and {_at(step[1])} .. {_at(step[2])}"


def _at(point: Point) -> str:
    return f"({point[0]:.1f},{point[1]:.1f})"
