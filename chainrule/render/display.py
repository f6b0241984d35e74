"""How a derivation, and the marks of a class, display themselves in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.calculus import Derivation
from chainrule.document import Document, derivation_document, graph_figure, report_document
from chainrule.render import render, render_picture

if TYPE_CHECKING:
    from chainrule.homework import Report

SHOWN = 1_000  # local derivatives up to which a derivation displays its work


def mimebundle(derivation: Derivation) -> dict[str, str]:
    """Return a derivation as text, Markdown, LaTeX and HTML, and its graph as SVG; a very long one only as its name."""
    if len(derivation.edges) > SHOWN:
        return {"text/plain": repr(derivation)}
    return {**_bundle(derivation_document(derivation)), "image/svg+xml": "".join(render_picture(graph_figure(derivation), "svg"))}


def report_bundle(report: Report) -> dict[str, str]:
    """Return the marks of a class as text, Markdown, LaTeX and HTML."""
    return _bundle(report_document(report))


def _bundle(document: Document) -> dict[str, str]:
    """Return a document in every format that a notebook shows."""
    return {
        "text/plain": render(document).strip("\n"),
        "text/html": render(document, "html", fragment=True),
        "text/markdown": render(document, "markdown"),
        "text/latex": render(document, "latex", fragment=True),
    }
