"""Graphviz: a picture's vertices and arrows in the DOT language, for those who lay graphs out themselves."""

from __future__ import annotations

from collections.abc import Iterator

from chainrule.document import Picture, Prose
from chainrule.render.graph_svg import plain

MARKED = ', color="#0b57d0", penwidth=2'


def render_pieces(picture: Picture) -> Iterator[str]:
    """Yield the picture as a digraph; every label is a quoted string, in which nothing is a command."""
    yield f"digraph {{\n  graph [rankdir=LR, label={quoted(picture.note)}]\n  node [shape=box]\n"
    for index, vertex in enumerate(picture.vertices):
        shape = ", shape=ellipse" if vertex.role == "input" else ""
        yield f"  n{index} [label={quoted(vertex.label)}{shape}{MARKED if vertex.marked else ''}]\n"
    for arrow in picture.arrows:
        yield f"  n{arrow.start} -> n{arrow.end} [label={quoted(arrow.label)}{MARKED if arrow.marked else ''}]\n"
    yield "}\n"


def quoted(words: Prose) -> str:
    r"""Return words as a string of DOT.

    >>> quoted(('a "b" \\',))
    '"a \\"b\\" \\\\"'
    """
    return '"' + plain(words).replace("\\", "\\\\").replace('"', '\\"') + '"'
