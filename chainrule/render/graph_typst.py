"""A picture drawn in Typst, with the same layout as the SVG."""

from __future__ import annotations

from collections.abc import Iterator

from chainrule.document import Arrow, Picture, Prose, Vertex
from chainrule.notation.typst import quoted, typst
from chainrule.render.graph_svg import HEAD, sketched
from chainrule.render.layout import Layout, Point, Route, Size, head, steps

UNIT = 0.66  # points for one unit of the layout
LETTERS = 9.0  # points of the labels' letters at that unit
LINE = 470.0  # points of a page's line
ROOM = (400.0, 20.0)  # points that a label may take
COLOUR = {True: 'rgb("#0b57d0")', False: "luma(50%)"}


def render_pieces(picture: Picture) -> Iterator[str]:
    """Yield the picture as one box, made smaller where it is wider than the page."""
    layout, boxes, _, _ = sketched(picture)
    unit = min(UNIT, LINE / layout.width)
    yield f"#align(center, box(width: {layout.width * unit:.0f}pt, height: {layout.height * unit:.0f}pt, {{\n  set text(size: {LETTERS * unit / UNIT:.1f}pt)\n"
    for arrow, route in zip(picture.arrows, layout.routes, strict=True):
        yield from _arrow(arrow, route, layout, unit)
    for vertex, place, box in zip(picture.vertices, layout.places, boxes, strict=True):
        yield _vertex(vertex, place, box, unit)
    yield "}))\n"


def _vertex(vertex: Vertex, place: Point, box: Size, unit: float) -> str:
    wide, high = box
    radius = high / 2 if vertex.role == "input" else 5
    stroke = f"1.2pt + {COLOUR[True]}" if vertex.marked else "0.6pt"
    look = f"stroke: {stroke}, radius: {radius * unit:.1f}pt, fill: white"
    return _placed(vertex.label, place, (wide * unit, high * unit), unit, look)


def _placed(words: Prose, centre: Point, size: Size, unit: float, look: str = "", inner: str = "(") -> str:
    """Return words set in the middle of a box around a point."""
    x, y = centre[0] * unit - size[0] / 2, centre[1] * unit - size[1] / 2
    sides = f"width: {size[0]:.1f}pt, height: {size[1]:.1f}pt" + (", " + look if look else "")
    return f"  place(dx: {x:.1f}pt, dy: {y:.1f}pt, box({sides}, align(center + horizon, {inner}[{prose(words)}]))))\n"


def _arrow(arrow: Arrow, route: Route, layout: Layout, unit: float) -> Iterator[str]:
    colour = COLOUR[arrow.marked]
    for stroke in route.strokes:
        path = ", ".join(_curve(stroke, layout.down, unit))
        yield f"  place(curve(stroke: {1.2 if arrow.marked else 0.7}pt + {colour}, {path}))\n"
    yield f"  place(polygon(fill: {colour}, {', '.join(_at(point, unit) for point in head(route, HEAD, layout.down))}))\n"
    if route.label:
        yield _placed(arrow.label, route.label, ROOM, unit, inner="box(fill: white, outset: (x: 1pt, y: 3pt), ")


def _curve(points: tuple[Point, ...], down: bool, unit: float) -> Iterator[str]:
    yield f"curve.move({_at(points[0], unit)})"
    for step in steps(points, down):
        yield f"curve.{'line' if len(step) == 1 else 'cubic'}({', '.join(_at(point, unit) for point in step)})"


def _at(point: Point, unit: float) -> str:
    return f"({point[0] * unit:.1f}pt, {point[1] * unit:.1f}pt)"


def prose(words: Prose) -> str:
    """Return words, as strings in which nothing is a command, and formulas."""
    return "".join([f"#{quoted(piece)}" if isinstance(piece, str) else f"${typst(piece)}$" for piece in words])
