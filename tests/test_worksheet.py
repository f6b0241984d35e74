"""Sheets of problems."""

from __future__ import annotations

from pathlib import Path

import pytest

import chainrule
from chainrule.document import Equations, Heading, Paragraph, Space
from chainrule.errors import OutputError, ReadError
from chainrule.render import TEXT_FORMATS, render
from tests.test_cli import run

PROBLEMS = """sin(x^2)

# Two links
z = 4x + 7y, x = a² + 7b

log(2 + coz(x))

f = x·y·t
x = t²; y = sin t
"""


def parts(text: str) -> tuple[str, str]:
    before, _, after = text.partition("  Solutions\n")
    return before, after


def test_problems_alone() -> None:
    """Every problem has its number or title, its definitions, what to find, and room to work; nothing is given away."""
    sheet = chainrule.worksheet(PROBLEMS)
    blocks = list(sheet.document.blocks)
    assert [type(block) for block in blocks] == [Heading, Equations, Paragraph, Space] * 3
    text = render(sheet.document)
    assert [line.strip() for line in text.splitlines() if line.strip()] == [
        "Problem 1", "y = sin(x²)", "Find dy/dx.",
        "2. Two links", "z = 4x + 7y", "x = a² + 7b", "Find ∂z/∂a, ∂z/∂b and ∂z/∂y.",
        "Problem 3", "f = x·y·t", "x = t²", "y = sin(t)", "Find df/dt.",
    ]  # fmt: skip


def test_answers_stand_at_the_end() -> None:
    """Solutions make a part of their own after all problems."""
    before, after = parts(render(chainrule.worksheet(PROBLEMS, answers=True).document))
    assert "cos" not in before
    assert "dy/dx = cos(u) · 2x = cos(x²) · 2x = 2x cos(x²)" in after
    assert after.index("Problem 1") < after.index("2. Two links") < after.index("Problem 3")


def test_steps_can_be_hidden() -> None:
    """An answer key has answers alone."""
    _, after = parts(render(chainrule.worksheet(PROBLEMS, answers=True, hide="steps").document))
    assert "dy/dx = 2x cos(x²)" in after
    assert "Each link alone" not in after


def test_answers_can_be_hidden() -> None:
    """Solutions without their last step leave the product to the reader, also where a link is the whole result."""
    _, after = parts(render(chainrule.worksheet(PROBLEMS, answers=True, hide="answer").document))
    assert "Each link alone" in after
    assert "Multiply" not in after
    assert "8a" not in after
    assert "∂z/∂y = 7" not in after


def test_unreadable_problems_are_named_by_their_line() -> None:
    """A problem that cannot be read is reported with its line of the file, and the others are made."""
    (refused,) = chainrule.worksheet(PROBLEMS).refused
    assert refused.line == 6
    assert str(refused).startswith("unknown function 'coz' (line 6, column 9)\n    log(2 + coz(x))\n            ^^^")


def test_constants_without_a_value_are_refused() -> None:
    """A constant that has no value is refused like any other problem, and the others are made."""
    sheet = chainrule.worksheet("x^2\n\n1/0\n\ny = log(-1)")
    expected = ["line 3: 1/0 is not defined: 0 != 0 never holds", "line 5: log(-1) is not defined: -1 > 0 never holds"]
    assert [str(refused) for refused in sheet.refused] == expected
    assert "y = x²" in render(sheet.document)


def test_titles_cannot_steer_a_terminal() -> None:
    """Control characters in a title are shown as one mark; what joins letters in some scripts stays."""
    text = render(chainrule.worksheet("# red \x1b[31m \u202e می\u200cخواهم\nx^2").document)
    assert "1. red �[31m � می\u200cخواهم" in text


def test_no_problem_at_all() -> None:
    """A text without a problem makes no sheet, and says why."""
    for text in ("", "# Title\n", "log(2 + coz(x))"):
        with pytest.raises(ReadError, match="no problem to make a sheet of"):
            chainrule.worksheet(text)


def test_unknown_part_to_hide() -> None:
    """A part that cannot be hidden is refused with those that can."""
    with pytest.raises(OutputError, match="unknown part to hide 'title'") as refusal:
        chainrule.worksheet(PROBLEMS, answers=True, hide="title")
    assert refusal.value.hint == "choose one of answer, steps"


@pytest.mark.parametrize("format_", TEXT_FORMATS)
def test_formats(format_: str) -> None:
    """Every format writes a sheet."""
    assert "Two links" in render(chainrule.worksheet(PROBLEMS, answers=True).document, format_) or format_ == "json"


def test_command(tmp_path: Path) -> None:
    """The command writes the sheet, reports what it could not read, and exits with 2 then and 0 otherwise."""
    (tmp_path / "problems.txt").write_text(PROBLEMS, encoding="utf8")
    ran = run("worksheet", "problems.txt", "--format", "html", "--answers", "--title", "Sheet <1>", "--out", "sheet.html", cwd=tmp_path)
    assert ran.returncode == 2
    assert "unknown function 'coz' (line 6, column 9)" in ran.stderr
    assert "<h1>Sheet &lt;1&gt;</h1>" in (tmp_path / "sheet.html").read_text(encoding="utf8")
    assert run("worksheet", "-", text="sin(x^2)").returncode == 0
    missing = run("worksheet", "nowhere.txt", cwd=tmp_path)
    assert (missing.returncode, missing.stderr) == (2, "cannot read 'nowhere.txt': No such file or directory\n")


def test_comments() -> None:
    """Lines that start with % or // are no part of a problem, and the lines of what cannot be read are still counted right."""
    sheet = chainrule.worksheet("% for week 3\nz = x y\n// then\nx = t^2\n\n% a comment alone\n\nsin(\n")
    (problem,) = sheet.document.record()["problems"]
    assert [item["name"] for item in problem["problem"]["definitions"]] == ["z", "x"]
    assert [refused.line for refused in sheet.refused] == [8]
