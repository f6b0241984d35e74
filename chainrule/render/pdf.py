"""PDF: by the typst package, or by pdflatex where that is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from chainrule.document import Document
from chainrule.errors import OutputError

PATIENCE = 120  # seconds that pdflatex may take
PDFLATEX = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "document.tex")


def render_pieces(document: Document, engine: str = "typst") -> Iterator[bytes]:
    """Yield the document as PDF. Raises OutputError where the engine is not known or not installed."""
    if engine not in ENGINES:
        raise OutputError(f"unknown engine '{engine}'", hint=f"choose one of {', '.join(ENGINES)}")
    yield ENGINES[engine](document)


def _by_typst(document: Document) -> bytes:
    try:
        import typst
    except ImportError:
        hint = "install the extra chainrule[pdf]: pip install '.[pdf]' in the checkout; or use --engine latex"
        raise OutputError("PDF needs the typst package, which is not installed", hint=hint) from None
    from chainrule.render.typst import render_pieces as source

    return bytes(typst.compile("".join(source(document)).encode()))


def _by_latex(document: Document) -> bytes:
    from chainrule.render.latex import render_pieces as source

    if shutil.which("pdflatex") is None:
        raise OutputError("the engine latex needs pdflatex, which is not installed", hint="install TeX Live, or leave --engine out")
    with TemporaryDirectory(prefix="chainrule-") as folder:
        (Path(folder) / "document.tex").write_text("".join(source(document)), encoding="utf8")
        try:
            ran = subprocess.run(PDFLATEX, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False)  # noqa: S603  # words of our own
        except subprocess.TimeoutExpired:
            raise OutputError(f"pdflatex took more than {PATIENCE} seconds", hint="leave --engine out") from None
        if ran.returncode:
            said = ran.stdout.decode(errors="replace")
            raise OutputError("pdflatex failed:\n" + said[said.find("\n!") + 1 :][:500], hint="leave --engine out")
        return (Path(folder) / "document.pdf").read_bytes()


ENGINES: dict[str, Callable[[Document], bytes]] = {"typst": _by_typst, "latex": _by_latex}
