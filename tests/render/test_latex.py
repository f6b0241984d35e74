from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chainrule.document import Document, Equation, Equations, Heading, Paragraph, Space, Sum
from chainrule.notation.names import MACROS
from chainrule.render import render
from chainrule.render.escaping import SPECIAL, escaped
from chainrule.render.latex import _measured, broken
from chainrule.tree import add, call, derivative, mul, number, symbol

x, y, u = map(symbol, "xyu")
LONG = add(*(mul(number(k), call("sin", mul(number(k), x))) for k in range(2, 40)))


def document(*blocks: object) -> Document:
    return Document(("The derivative of ", y), blocks, dict)  # type: ignore[arg-type]


SIGNS = r"50 % of_it \input{x} é ŷ 中 ≤ √ \x00 " + " ".join(SPECIAL)
EVERYTHING = document(
    Equations((Equation(y, (LONG,), ("a remark",)),)),
    Heading(("Split ", u), (x, " → ", u)),
    Equations((Equation(derivative("y", "u"), (1 / u, u**-1), (SIGNS,)), Equation(u, (x,), ("long words " * 20,)))),
    Equations((Sum(derivative("y", "x"), ((x, (x, " → ", y)), (u, ())), 7),)),
    Paragraph(("Holds where ", x, ".")),
)


def test_fragment() -> None:
    """A fragment has the blocks alone: no preamble, no title."""
    whole, part = render(EVERYTHING, "latex"), render(EVERYTHING, "latex", fragment=True)
    assert whole.startswith("\\documentclass")
    assert "documentclass" not in part
    assert part in whole


def test_rows() -> None:
    """Every side has a row, aligned at its equals sign, the remark at the right of the first."""
    text = render(document(Equations((Equation(y, (x, u), ("sine",)),))), "latex", fragment=True)
    assert text == "\\begin{alignat*}{2}\n  y &= x &\\qquad & \\text{sine} \\\\\n   &= u\n\\end{alignat*}\n"


def test_long_formulas_are_broken() -> None:
    """A long sum takes several lines and loses no term."""
    parts = list(broken(LONG, 40))
    assert len(parts) > 5
    assert "".join(parts).count("\\sin") == 38
    assert all(part.count("(") == part.count(")") for part in parts)


@pytest.mark.parametrize("place", range(4))
def test_a_fraction_wider_than_a_line_has_a_slash(place: int) -> None:
    """A fraction too wide for a line is written with a slash and broken like any other formula; a narrow one stays."""
    terms = [x, u / 2, call("sin", x)]
    terms.insert(place, LONG / call("cos", u))
    parts = list(broken(add(*terms), 40))
    assert max(map(columns_of, parts)) <= 40
    assert (parts.count("{}"), "".join(parts).count(" / "), "".join(parts).count("\\frac{u}{2}")) == (0, 1, 1)


@pytest.mark.parametrize("place", range(4))
def test_a_part_that_cannot_be_broken_stays_whole(place: int) -> None:
    """A long root among short terms takes a line of its own, wherever it stands."""
    terms = [x, u, call("sin", x)]
    terms.insert(place, call("sqrt", LONG))
    parts = list(broken(add(*terms), 40))
    assert 1 < len(parts) <= 4
    assert "{}" not in parts
    assert sum("\\sqrt" in part for part in parts) == 1


def columns_of(part: str) -> int:
    return _measured(part)[0]


@given(st.text())
def test_nothing_in_text_is_a_command(text: str) -> None:
    """Escaped text holds no macro but the renderer's own, and balanced braces."""
    written = escaped(text)
    for macro in re.findall(r"\\[A-Za-z]+", written):
        assert macro in KNOWN, macro
    plain = written.replace(r"\{", "").replace(r"\}", "")
    assert plain.count("{") == plain.count("}")
    assert plain.count("$") % 2 == plain.count(r"\$") % 2


def test_a_problem_stays_on_one_page_with_what_is_asked() -> None:
    """What may stand between a problem and the room to work under it is no place to break a page; elsewhere it is."""
    problem, task = Equations((Equation(y, (x,)),)), Paragraph(("Find it.",))
    together = render(document(problem, task, Space(3)), "latex", fragment=True)
    assert together.startswith(r"{\interdisplaylinepenalty=10000 \postdisplaypenalty=10000" + "\n\\begin{alignat*}")
    assert "\\end{alignat*}\n}%\nFind it." in together
    assert "penalty" not in render(document(problem, task), "latex", fragment=True)


def test_what_is_said_in_signs_is_set_in_signs() -> None:
    """Signs of mathematics, indices and exponents in a remark, and letters of names, come out as themselves."""
    assert escaped("dy/dx ≈ 2x² e⁻ˣ + x₁ ± 1") == r"dy/dx $\approx$ 2x$^{2}$ e$^{-}$$^{x}$ + x$_{1}$ $\pm$ 1"
    assert escaped("Groß, Søren, Łódź") == r"Gro\ss{}, S\o{}ren, \L{}\'{o}d\'{z}"


KNOWN = {*SPECIAL.values(), *MACROS.values()}
KNOWN = {macro for written in KNOWN for macro in re.findall(r"\\[A-Za-z]+", written)} | {r"\texttt", r"\v", r"\u", r"\r"}
PDFLATEX = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_compiles(tmp_path: Path) -> None:
    """A whole document compiles with pdflatex, without overfull lines."""
    (tmp_path / "it.tex").write_text(render(EVERYTHING, "latex"), encoding="utf8")
    ran = subprocess.run([*PDFLATEX, "it.tex"], cwd=tmp_path, capture_output=True, text=True, check=False, errors="replace")
    assert ran.returncode == 0, ran.stdout[-2000:]
    assert "Overfull" not in ran.stdout
