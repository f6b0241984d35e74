"""Typst and PDF."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chainrule
from chainrule.document import Document, Equation, Equations, Heading, Paragraph, Space, Sum, derivation_document, graph_figure
from chainrule.errors import OutputError
from chainrule.notation.typst import quoted, typst, typst_name
from chainrule.render import render, render_pieces
from chainrule.tree import Tree, add, call, mul, number, symbol, vector
from tests.notation.test_writing import IDS, WRITTEN
from tests.notation.trees import trees
from tests.test_cli import run

x, y, u = map(symbol, "xyu")
LONG = add(*(mul(number(k), call("sin", mul(number(k), x))) for k in range(2, 40)))
EVERYTHING = Document(
    ("The derivative of ", y),
    (
        Equations((Equation(y, (LONG, u), ('#read("/etc/passwd") $x$ *b* \\ " @it <it> // é 中',)),)),
        graph_figure(chainrule.derive("f = x·y·t; x = t²; y = sin t")),
        graph_figure(chainrule.derive("sin(" * 60 + "x" + ")" * 60)),
        Heading(("Split ", u), (x, " → ", y)),
        Equations((Sum(y, ((x, ("x → y",)), (u, ())), 7), Equation(y, (LONG,)))),
        Equations((Equation(y, (vector(LONG, u), call("max", LONG, u))),)),  # the commas of what is broken into lines
        Heading(("Inside",), level=3),
        Heading(("Solutions",), level=1),
        Space(4),
        Paragraph(("Holds where ", x, ".")),
    ),
    dict,
)


@pytest.fixture(scope="module")
def typeset() -> Callable[[str], bytes]:
    """Typst itself."""
    module = pytest.importorskip("typst")
    return lambda source: bytes(module.compile(source.encode()))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x", "x"),
        ("θ", "θ"),
        ("theta", "θ"),
        ("area", 'upright("area")'),
        ("ŷ", "accent(y, hat)"),
        ("w1", "attach(w, b: 1)"),
        ("w_12^(2)", 'attach(w, b: 12, t: "(2)")'),
        ("x_{i,j}", 'attach(x, b: "i,j")'),
        ("y′", "attach(y, t: prime)"),
        ('"#x', '"��x"'),
    ],
)
def test_names(name: str, shown: str) -> None:
    """A name has its accents, index and layer in their places; what is no name is a string."""
    assert typst_name(name) == shown


@pytest.mark.parametrize("tree", [row[0] for row in WRITTEN], ids=IDS)
def test_every_way_of_writing_is_read(tree: Tree, typeset: Callable[[str], bytes]) -> None:
    """Typst reads every way of writing a formula."""
    assert typeset(f"$ {typst(tree)} $").startswith(b"%PDF")


@given(st.lists(trees, min_size=20, max_size=20))
@settings(max_examples=4)
def test_any_tree_is_read(typeset: Callable[[str], bytes], many: list[Tree]) -> None:
    """Typst reads any formula."""
    assert typeset("\n".join(f"$ {typst(tree)} $" for tree in many)).startswith(b"%PDF")


@given(st.text())
def test_strings_end_where_they_should(text: str) -> None:
    """A quoted text has no quotation mark that is not escaped."""
    inner = quoted(text)[1:-1].replace("\\\\", "")
    assert '"' not in inner.replace('\\"', "")


def test_pdf(typeset: Callable[[str], bytes]) -> None:
    """A document with everything in it becomes a PDF, the same every time; words in it are no commands."""
    del typeset
    first, second = (b"".join(render_pieces(EVERYTHING, "pdf")) for _ in range(2))  # type: ignore[arg-type]
    assert first.startswith(b"%PDF")
    assert first == second


def test_equations_in_typst() -> None:
    """An equation is a row: its left side, its right side, its remark."""
    source = render(derivation_document(chainrule.derive("sin x")), "typst")
    assert '  ([$display(y)$], [$display(= op("sin") (x))$], none),\n' in source


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_by_latex() -> None:
    """Where pdflatex is installed, it can make the PDF."""
    assert b"".join(render_pieces(derivation_document(chainrule.derive("sin x^2")), "pdf", engine="latex")).startswith(b"%PDF")  # type: ignore[arg-type]


def test_missing_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is not installed is refused with what installs it, and one that is not known with those that are."""
    told = derivation_document(chainrule.derive("sin x"))
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setenv("PATH", "")
    refusals = (("typst", "not installed", "pip install"), ("latex", "not installed", "TeX Live"), ("word", "unknown engine", "typst, latex"))
    for engine, message, hint in refusals:
        with pytest.raises(OutputError, match=message) as refusal:
            list(render_pieces(told, "pdf", engine=engine))
        assert hint in str(refusal.value.hint)


def test_pdf_is_no_text() -> None:
    """A PDF cannot be asked for as a string."""
    with pytest.raises(OutputError, match="not text"):
        render(EVERYTHING, "pdf")


def test_command(tmp_path: Path, typeset: Callable[[str], bytes]) -> None:
    """The command writes a PDF to a file, whole, and refuses an engine that it does not know without leaving one."""
    del typeset
    assert run("derive", "sin(x^2)", "--format", "pdf", "--out", "it.pdf", cwd=tmp_path).returncode == 0
    assert (tmp_path / "it.pdf").read_bytes().startswith(b"%PDF")
    refused = run("derive", "sin(x^2)", "--format", "pdf", "--engine", "word", "--out", "other.pdf", cwd=tmp_path)
    assert (refused.returncode, refused.stderr) == (2, "unknown engine 'word'\nchoose one of typst, latex\n")
    assert [path.name for path in tmp_path.iterdir()] == ["it.pdf"]
    assert run("derive", "sin(x^2)", "--engine", "latex").stderr == "the format 'text' has no option 'engine'\n"


def test_wide_fractions_have_a_slash() -> None:
    """A fraction wider than a line is written with a slash, so that it can be broken; a narrow one keeps its bar."""
    wide = render(Document(("It",), (Equations((Equation(symbol("y"), (LONG / symbol("u"),)),)),), dict), "typst")
    assert 'class("binary", slash)' in wide
    assert "frac(" not in wide.partition("#equations((\n")[2]
    assert "slash" not in render(Document(("It",), (Equations((Equation(symbol("y"), (symbol("x") / symbol("u"),)),)),), dict), "typst")
