"""The natural logarithm is written as the reader writes it, in every format; where the reader has none it is ln, which is never one to another base."""

from __future__ import annotations

import json
import pickle
import re

import pytest

import chainrule
from chainrule.document import derivation_document, graph_figure, verdict_document
from chainrule.document.worksheet import Problem, worksheet_document
from chainrule.render import TEXT_FORMATS, render, render_picture

SPELLED = {
    "y = ln(x)^2": "ln",
    r"y = \ln^2 x": "ln",
    "y = log(x)^2": "log",
    r"y = \log x": "log",
    "y = x^x": "ln",
    "y = 2^x": "ln",
    "y = log_2(x)": "ln",
    "y = log10(x)": "ln",
    "y = log(x) + log_2(x)": "log",
    "y = log(x) + ln(x + 1)": "ln",
    "x^2 ln y + y = 3": "ln",
    "r(t) = (ln t, t^2)": "ln",
    "h(x) = a^x, x = ln t": "ln",
    "L = BCE(y, p), p = σ(w x)": "log",
}


@pytest.mark.parametrize(("problem", "name"), SPELLED.items())
@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_every_format_keeps_the_name(problem: str, name: str, format: str) -> None:  # noqa: A002
    """Formulas, rules and results have the one name throughout."""
    derivation = chainrule.derive(problem)
    written = render(derivation_document(derivation, "full"), format)
    written = json.dumps({key: value for key, value in json.loads(written).items() if key not in ("problem", "readings")}) if format == "json" else written
    spelled = {"html": "<mi>{}</mi>", "typst": 'op("{}")', "latex": "\\{}(", "markdown": "\\{}("}.get(format, "{}(")
    there, other = spelled.format(name), spelled.format({"ln": "log", "log": "ln"}[name])
    if format in ("text", "json"):
        written = written.replace(f"{name}²(", there).replace("exp(", "")
    assert there in written
    if not ({"log_2", "log10"} & set(re.findall(r"log\w+", problem)) and format in ("html", "typst")):  # where the base stands apart from the name
        assert other not in written


def test_a_formula_keeps_the_name() -> None:
    """What is held in Python prints as the reader wrote it, and is the same formula otherwise."""
    ln, log = (chainrule.derive(f"y = x {name} x")["x"].tidy for name in ("ln", "log"))
    assert (str(ln), ln.unicode, ln.latex) == ("ln(x) + 1", "ln(x) + 1", r"\ln(x) + 1")
    assert (str(log), log.unicode, log.latex) == ("log(x) + 1", "log(x) + 1", r"\log(x) + 1")
    assert ln == log
    assert ln.sympy == log.sympy
    assert pickle.loads(pickle.dumps(ln)).latex == ln.latex  # noqa: S301  # our own bytes
    assert chainrule.derive(f"y = {chainrule.derive('y = x ln x')['x'].raw}")["x"].tidy.unicode == "1/x"


def test_second_derivatives_and_components_keep_the_name() -> None:
    """So does what is differentiated again, along a curve, or as a vector."""
    assert chainrule.derive("y = x^2 ln x", order=2)["x"].tidy.unicode == "2 ln(x) + 3"
    assert "ln(y)" in chainrule.derive("x^2 ln y + y = 3")["x"].tidy.unicode
    assert "ln(t)" in next(iter(chainrule.derive("r(t) = (t ln t, t^2)"))).tidy.unicode


def test_pictures_and_sheets_keep_the_name() -> None:
    """The picture of a graph has the name too, and each problem of a sheet its own."""
    derivations = [chainrule.derive(f"y = sin({name} x)") for name in ("ln", "log")]
    assert "ln(" in "".join(render_picture(graph_figure(derivations[0]), "mermaid"))
    sheet = render(worksheet_document("Sheet", [Problem(number, "", each) for number, each in enumerate(derivations, 1)], True, "normal", ""))
    assert sheet.count("y = sin(ln(x))") == 2  # as a problem, and at its solution
    assert sheet.count("y = sin(log(x))") == 2


def test_a_verdict_keeps_the_name() -> None:
    """What is said of a wrong answer, in words and in every format, has the name of the problem."""
    verdict = chainrule.check("y = 2^x", "x 2^(x-1)")
    assert "2^x · ln(2)" in str(verdict)
    assert "ln(2)" in verdict.mistake.message
    assert r"\ln(2)" in render(verdict_document(verdict), "latex")
    assert "log(2)" in str(chainrule.check("y = 2^x + log x", "x 2^(x-1) + 1/x"))
    line = chainrule.check("y = x ln x", work="y' = ln x").first_wrong
    assert "ln(x) + 1" in render(verdict_document(chainrule.check("y = x ln x", work="y' = ln x")))
    assert line.expected == chainrule.derive("y = x ln x")["x"].tidy.tree
