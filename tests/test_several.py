"""The problems of a file."""

from __future__ import annotations

import pytest

import chainrule
from chainrule.document import Heading
from chainrule.homework.classes.grading import read_problems
from chainrule.several import problems_of

FILES = {
    # a problem a line: what cannot be one problem
    "y = sin(x^2)\ny = x^3": ["y = sin(x^2)", "y = x^3"],
    "sin(x^2)\nx^3\nln(x)": ["sin(x^2)", "x^3", "ln(x)"],
    "f(x) = e^(2x)\ng(t) = t^3\nx^2 y + y^3 = 3": ["f(x) = e^(2x)", "g(t) = t^3", "x^2 y + y^3 = 3"],
    "Differentiate:\ny = sin(x^2)\ny = x^3": ["Differentiate:\ny = sin(x^2)", "Differentiate:\ny = x^3"],
    "# Set 1\ny = x^3\ny = x^5\n\n# Set 2\nz = x^2": ["y = x^3", "y = x^5", "z = x^2"],
    # one problem of several lines
    "z = 4x + 7y\nx = a^2": ["z = 4x + 7y\nx = a^2"],
    "f = x*y*t\nx = t^2; y = sin t": ["f = x*y*t\nx = t^2; y = sin t"],
    # a slip in one problem: it is told, not taken apart
    "z1 = w1 x + b1\na1 = σ(z1)\nz1 = w2 a1 + b2": ["z1 = w1 x + b1\na1 = σ(z1)\nz1 = w2 a1 + b2"],
    "y = sin(x^2)\ny = cos(x": ["y = sin(x^2)\ny = cos(x"],
}


@pytest.mark.parametrize("text", FILES)
def test_lines_that_are_no_problem_together_are_one_each(text: str) -> None:
    """What is one problem stays one, and so does what only a slip keeps from being one."""
    assert [said for _, said, _ in problems_of(text)] == FILES[text]


def test_titles_and_lines() -> None:
    """The first of several problems has the title above them, and each the number of its line."""
    assert problems_of("# Powers\ny = x^3\ny = x^5\n\nz = x^2") == [("Powers", "y = x^3", 2), (None, "y = x^5", 3), (None, "z = x^2", 5)]


def test_sheets_and_classes_have_the_same_problems() -> None:
    """A worksheet and the problems of a class are read alike."""
    text = "y = sin(x^2)\ny = x^3"
    headings = [block for block in chainrule.worksheet(text).document.blocks if isinstance(block, Heading)]
    assert len(headings) == len(read_problems(text)) == 2
