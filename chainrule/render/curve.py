"""A curve: in characters for a terminal, as SVG, and in TikZ."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import log10

from chainrule.document import Curve

ROWS, COLUMNS = 9, 60  # of a curve in characters
BLOCKS = " ▁▂▃▄▅▆▇█"
WIDTH, HEIGHT = 560, 220  # of a picture, in pixels
LEFT, BELOW = 80, 34  # room for the labels of the axes
STEEP = 100.0  # a curve whose values differ by more than this factor is drawn on a logarithmic scale


def heights(curve: Curve) -> tuple[list[float], bool]:
    """Return how high each point stands, from 0 to 1, and whether the scale is logarithmic."""
    values = [value for _, value in curve.points]
    logarithmic = min(values) > 0 and max(values) > STEEP * min(values)
    scaled = [log10(value) for value in values] if logarithmic else values
    low, high = min(scaled), max(scaled)
    return [(value - low) / (high - low) if high > low else 0.5 for value in scaled], logarithmic


def lines(curve: Curve) -> Iterator[str]:
    """Yield the curve in characters, the highest row first, with the ends of the axes."""
    shares, logarithmic = heights(curve)
    count = min(COLUMNS, len(shares))
    columns = [shares[round(place * (len(shares) - 1) / max(1, count - 1))] * ROWS * 8 for place in range(count)]
    values = [value for _, value in curve.points]
    labels = {ROWS - 1: f"{max(values):.4g}", 0: f"{min(values):.4g}"}
    margin = max(map(len, labels.values()))
    for row in range(ROWS - 1, -1, -1):
        bar = "".join(BLOCKS[max(0, min(8, round(column - 8 * row) + (row == 0)))] for column in columns)
        yield f"{labels.get(row, ''):>{margin}} ┤{bar}".rstrip()
    first, last = f"{curve.points[0][0]:g}", f"{curve.points[-1][0]:g}"
    scale = noted(curve, logarithmic)
    yield " " * (margin + 2) + first + " " * max(1, count - len(first) - len(last)) + last
    yield " " * (margin + 2) + curve.across + scale


def noted(curve: Curve, logarithmic: bool) -> str:
    """Return the words on the scale of the heights, where it is not the usual one."""
    return f"; {curve.up} on a logarithmic scale" if logarithmic else ""


def places(curve: Curve) -> list[tuple[float, float]]:
    """Return where the points stand in a picture, its origin at the top left."""
    shares, _ = heights(curve)
    start, end = curve.points[0][0], curve.points[-1][0]
    wide = (end - start) or 1.0
    room, high = WIDTH - LEFT - 10, HEIGHT - BELOW - 10
    return [(LEFT + room * (x - start) / wide, 10 + high * (1 - share)) for (x, _), share in zip(curve.points, shares, strict=True)]


def svg(curve: Curve) -> Iterator[str]:
    """Yield the curve as SVG."""
    values = [value for _, value in curve.points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places(curve))
    floor = HEIGHT - BELOW
    scale = noted(curve, heights(curve)[1])
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" role="img" '
    yield 'font-family="system-ui, sans-serif" font-size="12">\n'
    yield f"<title>{escape(curve.up)} by {escape(curve.across)}, from {values[0]:.4g} to {values[-1]:.4g}{scale}</title>\n"
    yield f'<path d="M{LEFT},10V{floor}H{WIDTH - 10}" fill="none" stroke="currentColor" opacity=".4"/>\n'
    yield f'<polyline points="{line}" fill="none" stroke="#4285f4" stroke-width="2"/>\n<g fill="currentColor">\n'
    for x, y, anchor, label in (
        (LEFT - 6, 16, "end", f"{max(values):.4g}"),
        (LEFT - 6, floor, "end", f"{min(values):.4g}"),
        (LEFT, HEIGHT - 18, "start", f"{curve.points[0][0]:g}"),
        (WIDTH - 10, HEIGHT - 18, "end", f"{curve.points[-1][0]:g}"),
        (WIDTH / 2, HEIGHT - 18, "middle", curve.across + scale),
    ):
        yield f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(label)}</text>\n'
    yield "</g>\n</svg>"


def tikz(curve: Curve) -> Iterator[str]:
    """Yield the curve in TikZ."""
    values = [value for _, value in curve.points]
    line = " -- ".join(f"({x / 50:.3f},{(HEIGHT - y) / 50:.3f})" for x, y in places(curve))
    left, floor, right, top = LEFT / 50, BELOW / 50, (WIDTH - 10) / 50, (HEIGHT - 10) / 50
    scale = noted(curve, heights(curve)[1])
    yield f"\\begin{{tikzpicture}}\n\\draw[gray] ({left},{top}) -- ({left},{floor}) -- ({right},{floor});\n\\draw[thick, blue] {line};\n"
    yield f"\\node[left] at ({left},{top}) {{{max(values):.4g}}};\n\\node[left] at ({left},{floor}) {{{min(values):.4g}}};\n"
    yield f"\\node[below] at ({left},{floor}) {{{curve.points[0][0]:g}}};\n\\node[below] at ({right},{floor}) {{{curve.points[-1][0]:g}}};\n"
    yield f"\\node[below] at ({(left + right) / 2},{floor}) {{{curve.across}{scale}}};\n\\end{{tikzpicture}}\n"
