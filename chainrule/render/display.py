"""How a derivation, a verdict and the marks of a class display themselves in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainrule.calculus import Derivation
from chainrule.document import Document, derivation_document, graph_figure, report_document, verdict_document
from chainrule.render import render, render_picture

if TYPE_CHECKING:
    from collections.abc import Collection

    from chainrule.homework import Report, Verdict

KINDS: dict[str, tuple[str, dict[str, bool]]] = {  # what a notebook shows, each with the format and its options
    "text/plain": ("text", {}),
    "text/html": ("html", {"fragment": True}),
    "text/markdown": ("markdown", {}),
    "text/latex": ("latex", {"fragment": True}),
}
SHOWN = 1_000  # local derivatives up to which a derivation displays its work


def mimebundle(derivation: Derivation, formats: Collection[str] | None = None) -> dict[str, str]:
    """Return a derivation as text, Markdown, LaTeX and HTML, and its graph as SVG, or those ``formats`` of it; a very long one only as its name."""
    if len(derivation.edges) > SHOWN:
        return {"text/plain": repr(derivation)}
    bundle = _bundle(derivation_document(derivation), formats)
    return bundle | ({"image/svg+xml": "".join(render_picture(graph_figure(derivation), "svg"))} if _wanted("image/svg+xml", formats) else {})


def verdict_bundle(verdict: Verdict) -> dict[str, str]:
    """Return a verdict as text, Markdown, LaTeX and HTML."""
    return _bundle(verdict_document(verdict), None)


def report_bundle(report: Report) -> dict[str, str]:
    """Return the marks of a class as text, Markdown, LaTeX and HTML."""
    return _bundle(report_document(report), None)


def _bundle(document: Document, formats: Collection[str] | None) -> dict[str, str]:
    """Return a document in every format that a notebook shows, or in some of these."""
    found = {kind: render(document, name, **options) for kind, (name, options) in KINDS.items() if _wanted(kind, formats)}
    return {kind: written.strip("\n") if kind == "text/plain" else written for kind, written in found.items()}


def _wanted(kind: str, formats: Collection[str] | None) -> bool:
    return formats is None or kind in formats
