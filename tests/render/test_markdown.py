from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

import chainrule
from chainrule.document import Curve, Document, Equation, Equations, Heading, Paragraph, Sum, derivation_document
from chainrule.render import render
from chainrule.render.markdown import escaped
from chainrule.tree import derivative, symbol

x, y, u = map(symbol, "xyu")


def document(*blocks: object) -> Document:
    return Document(("The derivative of ", y), blocks, dict)  # type: ignore[arg-type]


def test_blocks() -> None:
    """Headings, aligned equations, remarks in a list, sums a term a line, and sentences, with a blank line between."""
    told = document(
        Equations((Equation(y, (x,)), Equation(u, (x, y)))),
        Heading(("Split ", u), (x, " → ", y)),
        Equations((Equation(derivative("y", "u"), (1 / u,), ("logarithm",)), Sum(y, ((x, ("x → y",)), (u, ())), 7))),
        Paragraph(("Holds for ", x, ".")),
    )
    assert render(told, "markdown") == (
        "# The derivative of $y$\n\n"
        "$$\n\\begin{aligned}\ny &= x \\\\\nu &= x \\\\\n &= y\n\\end{aligned}\n$$\n\n"
        "## Split $u$ ($x$ → $y$)\n\n"
        "- $\\displaystyle \\frac{dy}{du} = \\frac{1}{u}$ — logarithm\n"
        "- $\\displaystyle y = x$ — x → y\\\n"
        "  $\\displaystyle \\quad {}+ u$\\\n"
        "  $\\displaystyle \\quad {}+ \\cdots$ — 7 more\n\n"
        "Holds for $x$.\n\n"
    )


def test_pictures() -> None:
    """The computation graph stands after the problem, and the curve of a loss after its table, as blocks of Mermaid."""
    told = render(derivation_document(chainrule.derive("h(x) = log(2 + cos x)")), "markdown")
    assert "```mermaid\n" + chainrule.draw("h(x) = log(2 + cos x)", "mermaid") + "```\n\n## Split it" in told
    points = tuple((float(epoch), 10.0**-epoch) for epoch in range(1, 4))
    assert render(document(Curve(("Loss",), points, "epoch", 'L"')), "markdown").endswith(
        '```mermaid\nxychart-beta\n  x-axis "epoch" 1 --> 3\n  y-axis "L#34;"\n  line [0.1, 0.01, 0.001]\n```\n\n'
    )
    long = tuple((float(epoch), 10.0**-epoch) for epoch in range(1, 402))
    (values,) = re.findall(r"line \[(.*)\]", render(document(Curve(("Loss",), long[:201], "epoch", "L")), "markdown"))
    assert [float(value) for value in values.split(", ")][::39] == [-1, -201]
    assert "mermaid" not in render(document(Curve(("Loss",), points[:1], "epoch", "L")), "markdown")


@given(st.text())
def test_nothing_in_text_is_markup(text: str) -> None:
    """Escaped text gives itself back without its backslashes, and no sign of Markdown stands bare."""
    written = escaped(text)
    assert re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", written) == text
    assert not re.search(r"[*`$<\[]", re.sub(r"\\.", "", written, flags=re.DOTALL))
