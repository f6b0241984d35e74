"""Decides how a document looks: one renderer a format, each laying out and computing nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from chainrule.errors import OutputError
from chainrule.tree import collector_paused

if TYPE_CHECKING:
    from chainrule.document import Curve, Document, Figure

Pieces = Iterator[str] | Iterator[bytes]
Renderer = Callable[..., Pieces]


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table of renderers: the module whose ``render_pieces`` writes it, the options it understands, whether it is no text."""

    name: str
    module: str
    options: tuple[str, ...] = ()
    binary: bool = False

    @property
    def pieces(self) -> Renderer:
        """The renderer itself; its module is imported on first use."""
        return cast("Renderer", import_module(self.module).render_pieces)


FORMATS = {
    row.name: row
    for row in (
        Format("text", "chainrule.render.text", ("colour", "columns")),
        Format("latex", "chainrule.render.latex", ("fragment",)),
        Format("json", "chainrule.render.json"),
        Format("html", "chainrule.render.html", ("fragment",)),
        Format("markdown", "chainrule.render.markdown"),
        Format("typst", "chainrule.render.typst"),
        Format("pdf", "chainrule.render.pdf", ("engine",), binary=True),
    )
}
PICTURES = {
    row.name: row
    for row in (
        Format("svg", "chainrule.render.graph_svg"),
        Format("tikz", "chainrule.render.graph_tikz"),
        Format("dot", "chainrule.render.graph_dot"),
        Format("mermaid", "chainrule.render.graph_mermaid"),
        Format("text", "chainrule.render.graph_text"),
    )
}
TEXT_FORMATS = tuple(name for name, row in FORMATS.items() if not row.binary)


def render_pieces(document: Document, format: str = "text", **options: bool | str | int) -> Pieces:  # noqa: A002  # the option's name everywhere
    """Return the rendering piece by piece, in linear time and without holding the whole; a binary format gives bytes.

    Raises OutputError for a format that is not in the table, or an option that the format does not have.
    """
    row = FORMATS.get(format)
    if row is None:
        raise OutputError(f"unknown format '{format}'", hint=f"choose one of {', '.join(FORMATS)}")
    wanted = {name: value for name, value in options.items() if value}
    for name in wanted:
        if name not in row.options:
            raise OutputError(f"the format '{format}' has no option '{name}'")
    return row.pieces(document, **wanted)


def render(document: Document, format: str = "text", **options: bool | str | int) -> str:  # noqa: A002
    """Return the whole rendering as one string; see ``render_pieces``. Raises OutputError for a format that is not text."""
    pieces = render_pieces(document, format, **options)
    if FORMATS[format].binary:
        raise OutputError(f"the format '{format}' is not text", hint="write it to a file")
    with collector_paused():
        return "".join(cast("Iterator[str]", pieces))


def render_picture(figure: Figure, format: str = "svg") -> Iterator[str]:  # noqa: A002
    """Return a picture of a graph piece by piece. Raises OutputError for a format that is not in the table of pictures."""
    row = PICTURES.get(format)
    if row is None:
        raise OutputError(f"unknown format '{format}' of a picture", hint=f"choose one of {', '.join(PICTURES)}")
    return cast("Iterator[str]", row.pieces(figure.make()))


def render_curve(curve: Curve) -> Iterator[str]:
    """Return a curve as SVG, piece by piece."""
    from chainrule.render.curve import svg

    yield from svg(curve)
    yield "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what the format "json" writes; the records hold its version."""
    from importlib.resources import files
    from json import loads

    return cast("dict[str, Any]", loads(files("chainrule.render").joinpath("schema.json").read_text(encoding="utf8")))
