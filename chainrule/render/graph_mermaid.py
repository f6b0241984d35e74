"""Mermaid: a picture's vertices and arrows, and curves, in the text that GitHub and notebooks draw within Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import log10

from chainrule.document import Curve, Picture, Prose
from chainrule.render.curve import heights
from chainrule.render.graph_svg import plain
from chainrule.render.layout import layers

BROAD = 5  # layers beyond which a picture goes from the top down
POINTS = 40  # of a curve, at equal steps
MARKED = "classDef marked stroke:#0b57d0,stroke-width:3px"
_SIGNS = re.compile(r"[^\w ,.()/=+−·²³¹⁰⁴-⁹⁽⁾₀-₉∂√→:-]|_")  # what is not plainly text is written by its number


def render_pieces(picture: Picture) -> Iterator[str]:
    """Yield the picture as a flowchart; every label is a quoted string, in which nothing is a command."""
    layer = layers(len(picture.vertices), [(arrow.start, arrow.end) for arrow in picture.arrows])
    title = _SIGNS.sub("", plain(picture.title))
    yield f"flowchart {'TD' if max(layer, default=0) >= BROAD else 'LR'}\n  accTitle: {title}\n"
    for index, vertex in enumerate(picture.vertices):
        opening, closing = ("([", "])") if vertex.role == "input" else ("[", "]")
        yield f"  n{index}{opening}{quoted(vertex.label)}{closing}{':::marked' if vertex.marked else ''}\n"
    for arrow in picture.arrows:
        label = f"|{quoted(arrow.label)}|" if arrow.label else ""
        yield f"  n{arrow.start} {'==>' if arrow.marked else '-->'}{label} n{arrow.end}\n"
    if any(vertex.marked for vertex in picture.vertices):
        yield f"  {MARKED}\n"


def chart(curve: Curve) -> Iterator[str]:
    """Yield a curve, at equal steps; where it is steep, its logarithm, as there is no logarithmic scale."""
    _, logarithmic = heights(curve)
    values = [log10(value) if logarithmic else value for value in _sampled(curve)]
    yield f"xychart-beta\n  x-axis {quoted((curve.across,))} {curve.points[0][0]:g} --> {curve.points[-1][0]:g}\n"
    yield f"  y-axis {quoted((f'log10 of {curve.up}' if logarithmic else curve.up,))}\n"
    yield f"  line [{', '.join(f'{value:.6f}'.rstrip('0').rstrip('.') for value in values)}]\n"


def _sampled(curve: Curve) -> list[float]:
    """Return the values at equal steps, each of the point nearest to it."""
    count, across = min(POINTS, len(curve.points)), [x for x, _ in curve.points]
    wanted = [across[0] + (across[-1] - across[0]) * place / max(1, count - 1) for place in range(count)]
    return [min(curve.points, key=lambda point: abs(point[0] - x))[1] for x in wanted]


def quoted(words: Prose) -> str:
    """Return words as a string of Mermaid.

    >>> quoted(('a "b" #1;',))
    '"a #34;b#34; #35;1#59;"'
    """
    return '"' + _SIGNS.sub(lambda sign: f"#{ord(sign[0])};", plain(words)) + '"'
